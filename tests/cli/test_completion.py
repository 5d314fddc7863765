"""What shells, manuals and pagers make of the command line."""

from __future__ import annotations

import argparse
import shutil
import subprocess

import pytest

from kiosk.cli.completion import words_after
from kiosk.cli.man import manual
from kiosk.cli.parser import NOUNS, Parser, build
from tests.cli.conftest import Kiosk


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("ord", "order orders"),
        ("help tic", "ticket"),
        ("ticket bu", "bump"),
        ("--json journal ver", "verify"),
        ("--database x.db journal ver", "verify"),
        ("ticket bump 1 cook --ke", "--keep"),
        ("orders export o.csv --format ", "csv jsonl xlsx"),
        ("orders export o.csv --format=x", "--format=xlsx"),
        ("orders export o.csv --format = x", "xlsx"),
        ("completion z", "zsh"),
        ("orders export ", ":files"),
        ("--playbook ", ":files"),
        ("order add --source ", ""),
        ("order show ", ""),
        ("no such thing ", ""),
    ],
)
def test_the_last_word_may_become_what_the_parser_takes(typed: str, words: str) -> None:
    """Nouns, verbs, options and their choices; a file where one is named, nothing where nobody can know."""
    assert words.split() == [word for word, _does in words_after(typed.split(" "))]


def test_every_command_and_option_is_offered() -> None:
    """Whatever there is in the parser, typed letter by letter."""

    def walk(parser: Parser, typed: list[str]) -> None:
        offered = {word for word, _does in words_after([*typed, ""])}
        assert set(parser.parts) <= offered
        options = {name for one in parser.taken for name in one.option_strings if name.startswith("--")}
        assert options == {word for word, _does in words_after([*typed, "--"])}
        for name in parser.parts:
            walk(parser.part(name), [*typed, name])

    walk(build(NOUNS), [])


def test_words_that_begin_like_options_are_words(kiosk: Kiosk) -> None:
    """As the shells ask; each with what it does, apart by a tab."""
    ended = kiosk("completion", "--words", "journal", "--databa")
    assert (0, "--database\tthe record to work on\n") == (ended.code, ended.out)
    assert 2 == kiosk("completion").code


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shell_takes_its_script(kiosk: Kiosk, shell: str) -> None:
    """Nothing is wrong with it."""
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not here")
    script = kiosk("completion", shell).out
    flags = ("--norc", "-n") if shell == "bash" else ("-f", "-n") if shell == "zsh" else ("-N", "-n")
    done = subprocess.run([program, *flags], input=script, capture_output=True, text=True, check=False)
    assert (0, "") == (done.returncode, done.stderr)


def test_the_manual_page_says_every_command_and_option() -> None:
    """As the parser has them."""
    page = manual().replace("\\-", "-")

    def walk(parser: Parser, name: str) -> None:
        assert name in page
        for action in parser.taken:
            assert isinstance(action, argparse._HelpAction) or all(
                option in page for option in action.option_strings[-1:]
            )
        for word in parser.parts:
            walk(parser.part(word), f"{name} {word}")

    walk(build(NOUNS), "kiosk")


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not here")
def test_a_formatter_has_nothing_to_say_about_the_page(kiosk: Kiosk) -> None:
    """No macro is unknown and no line is lost."""
    page = kiosk("man").out
    done = subprocess.run(
        ["groff", "-k", "-man", "-ww", "-Tutf8", "-z"], input=page, capture_output=True, text=True, check=False
    )
    assert (0, "") == (done.returncode, done.stderr)

"""kiosk/docs/cli.md and the parser say the same."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from kiosk.cli.parser import COMMON, Parser, build

TEXT = (Path(__file__).parents[2] / "kiosk" / "docs" / "cli.md").read_text(encoding="utf-8")


def commands() -> dict[str, set[str]]:
    """Return the options of every command the parser knows, common ones left out."""
    found: dict[str, set[str]] = {"": set()}

    def walk(parser: Parser, words: str) -> None:
        inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        for action in inner:
            for name, child in action.choices.items():
                walk(child, f"{words} {name}".strip())
        if not inner:
            options = {option for action in parser._actions for option in action.option_strings}
            found[words] = options - {"-h", "--help", *(f"--{name}" for name in COMMON)}

    walk(build(), "")
    return found


def documented() -> dict[str, set[str]]:
    """Return the options of every command in the tables of the document."""
    rows = re.findall(r"^\| `kiosk ?([^`]*)` \|", TEXT, re.MULTILINE)
    found = {}
    for row in rows:
        words = re.match(r"(?:[a-z][a-z-]* ?)*", row.replace("\\|", " "))
        name = words[0].strip() if words else ""
        found[name] = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", row))
    return found


def test_every_command_and_option_is_documented_and_none_that_is_gone() -> None:
    """The tables of kiosk/docs/cli.md are the parser's, both ways."""
    assert commands() == documented()


def test_the_help_of_a_noun_lists_its_verbs_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """What was not said about them is not written either."""
    for words in (["ticket"], ["order"], ["people"], ["ticket", "waste"]):
        with pytest.raises(SystemExit):
            build(words).parse_args([*words, "--help"])
        assert "None" not in capsys.readouterr().out


def test_every_common_option_is_documented() -> None:
    """Each has its row, and its variable where it has one."""
    assert set(COMMON) == set(re.findall(r"^\| `--([a-z]+)", TEXT, re.MULTILINE))
    assert {"KIOSK_PLAYBOOK", "KIOSK_DATABASE", "KIOSK_SETTINGS"} == set(re.findall(r"KIOSK_[A-Z]+", TEXT))


def test_every_argument_is_in_its_row() -> None:
    """What a command takes by place stands in its row by name."""
    whole = build()
    for words in commands():
        parser = whole
        for word in words.split():
            inner = next(action for action in parser._actions if isinstance(action, argparse._SubParsersAction))
            parser = inner.choices[word]
        names = [
            str(action.metavar)
            for action in parser._actions
            if not action.option_strings and not isinstance(action, argparse._SubParsersAction)
        ]
        named = f"| `kiosk {words}".rstrip()
        row = next(line for line in TEXT.splitlines() if line.startswith((f"{named} ", f"{named}`")))
        assert [] == [name for name in names if name not in row], words


def test_the_json_in_the_document_is_an_order() -> None:
    """The example is taken as it stands."""
    from kiosk.config.found_files import find_playbook
    from kiosk.config.playbook import load_playbook
    from kiosk.work.outside.order import read_order

    raw = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)[0]
    asked = read_order(raw.encode(), load_playbook(find_playbook("burger")).menu)
    assert ("web-4711", ("milk",), 2) == (asked.reference, asked.allergies, len(asked.wishes))

"""What may be typed, and what is said about words that may not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk import __version__
from kiosk.cli.parser import NOUNS
from kiosk.cli.version import version
from tests.cli.conftest import Kiosk, as_json


@pytest.mark.parametrize(
    "words",
    [
        ("--json", "--database", "other.db", "order", "list"),
        ("order", "--json", "--database", "other.db", "list"),
        ("order", "list", "--json", "--database", "other.db"),
        ("--json", "order", "--database", "other.db", "list"),
    ],
)
def test_common_options_stand_anywhere(kiosk: Kiosk, words: tuple[str, ...]) -> None:
    """Before the noun, before the verb or after it: they say the same."""
    kiosk("order", "add", "--database", "other.db", stdin=as_json())
    assert ["web-1"] == [order["id"] for order in kiosk(*words).facts]


def test_the_last_of_an_option_said_twice_wins(kiosk: Kiosk) -> None:
    """What stands nearer to the verb is meant."""
    kiosk("order", "add", "--database", "other.db", stdin=as_json())
    kiosk("order", "start", "--database", "third.db")
    assert [""] == [
        order["id"]
        for order in kiosk("--database", "other.db", "order", "list", "--json", "--database", "third.db").facts
    ]


@pytest.mark.parametrize(
    "words",
    [
        *("order start", "order void 1 --reason R", "order change 1", "order hand-over 1 --reason R"),
        *("ticket bump 1 cook", "ticket undo 1", "ticket rush 1 --reason R", "ticket waste 1 cook --line 1 --reason R"),
        *("item out bacon", "stations close fry --to grill"),
    ],
)
def test_a_workers_name_has_at_most_24_characters(kiosk: Kiosk, words: str) -> None:
    """A longer one is wrong usage, before anything is looked at."""
    ended = kiosk(*words.split(), "--by", "x" * 25)
    assert (2, "") == (ended.code, ended.out)
    assert "argument --by: a worker's name has at most 24 characters, not 25\n" in ended.err


def test_a_name_of_24_characters_stands_in_the_record(kiosk: Kiosk) -> None:
    """Blanks around it do not count."""
    kiosk("order", "start", "--by", f"  {'x' * 24} ")
    assert "x" * 24 in kiosk("events", "export", "-").out


def test_the_help_names_every_noun(kiosk: Kiosk) -> None:
    """`kiosk --help` is on stdout, and is done."""
    ended = kiosk("--help")
    assert 0 == ended.code
    assert [] == [noun for noun in NOUNS if f"\n    {noun} " not in ended.out]


@pytest.mark.parametrize("noun", NOUNS)
def test_every_noun_has_help_of_its_own(kiosk: Kiosk, noun: str) -> None:
    """`kiosk NOUN --help` says what the noun does."""
    ended = kiosk(noun, "--help")
    assert 0 == ended.code
    assert NOUNS[noun][1][1:20] in ended.out


def test_the_version_is_said(kiosk: Kiosk) -> None:
    """`--version` says the package's, and the commit where that is known: here git says it, in a wheel a file."""
    said = kiosk("--version").out
    assert re.fullmatch(rf"kiosk {re.escape(__version__)}( \([0-9a-f]{{10,}}(-dirty)?\))?\n", said)
    assert said == kiosk("-V").out
    assert (Path(__file__).parents[2] / ".git").exists() == ("(" in said)


def test_a_wheel_says_the_commit_it_was_made_of(tmp_path: Path) -> None:
    """And one that nobody knows of says the version alone."""
    assert __version__ == version(tmp_path)
    (tmp_path / "commit.txt").write_text("0123456789-dirty\n", encoding="utf-8")
    assert f"{__version__} (0123456789-dirty)" == version(tmp_path)


@pytest.mark.parametrize("words", [("publish",), ("ticket", "burn"), ("ticket",), ("order", "void", "1"), ("station",)])
def test_wrong_usage_is_2_and_says_what_there_is(kiosk: Kiosk, words: tuple[str, ...]) -> None:
    """Unknown words, rooms that are not built and missing words are usage errors on stderr alone."""
    ended = kiosk(*words)
    assert (2, "") == (ended.code, ended.out)
    assert ended.err.startswith("usage: kiosk")


def test_an_unknown_verb_is_answered_with_the_known_ones(kiosk: Kiosk) -> None:
    """The sentence lists what may be typed instead."""
    assert "there is no 'gone'. Known are: list, out, back." in kiosk("item", "gone").err


@pytest.mark.parametrize(
    "words",
    [
        ("\x1b[2J\x1b]0;owned\x07",),
        ("ticket", "list", "\x1b[31mred"),
        ("ticket", "list", "--station", "\x1b[31mgrill\u202e"),
        ("order", "show", "\x1b]52;c;aGk=\x07"),
        ("order", "add", "\x1b[31mno-such-file"),
        ("procedure", "show", "\u202ecook\x9b"),
        ("summary", "--since", "\x1b[H"),
        ("playbook", "check", "\x1b[31mnone"),
        ("--playbook", "\x1b[31mnone", "order", "list"),
        ("slip", "verify", "\x1b[31mK1:"),
        ("journal", "verify", "--anchor", "\x1b[31m"),
        ("journal", "backup", "\x1b[31m/no/such"),
        ("completions", "export", "\x1b[31m/no/such"),
        ("ticket", "bump", "1", "\x1b[31mcook"),
        ("ticket", "hold", "1", "--reason", "R", "--until", "\x1b[2J12:30"),
        ("ticket", "rush", "1", "--reason", "\x1b[31mnow"),
        ("item", "out", "\u202ebocan\x9b[1m"),
        ("stations", "close", "\x1b[31mfry", "--to", "grill"),
        ("stations", "close", "fry", "--to", "\x1b[31mgrill"),
        ("order", "void", "1", "--line", "1", "--choice", "\x1b[31mno onion", "--reason", "R"),
        ("--settings", "\x1b[31mnone.yaml", "order", "list"),
    ],
)
def test_nothing_typed_steers_the_terminal(kiosk: Kiosk, words: tuple[str, ...]) -> None:
    """Words from the command line come back cleaned, whoever complains about them."""
    kiosk("order", "start")
    ended = kiosk(*words)
    assert ended.code in (1, 2, 3)
    assert [] == [sign for sign in ended.out + ended.err if (sign < " " and sign != "\n") or sign in "\x7f\x9b\u202e"]
    assert "Traceback" not in ended.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--databse x", "there is no option --databse. Did you mean --database?"),
        ("--jsn order list", "there is no option --jsn. Did you mean --json?"),
        ("--database=a --settigs x order list", "there is no option --settigs. Did you mean --settings?"),
        ("order list --databse x", "there is no option --databse. Did you mean --database?"),
        ("ticket bump 1 cook --kep x", "there is no option --kep. Did you mean --keep?"),
        ("ticket list --statoin=grill", "there is no option --statoin. Did you mean --station?"),
        ("order --hlep", "there is no option --hlep. Did you mean --help?"),
        ("ticket bump --lin 3", "there is no option --lin. Did you mean --line?"),
        ("--zzz order list", "there is no option --zzz.\n"),
        ("order list --zzz", "unrecognized arguments: --zzz\n"),
        ("ordr list", "there is no 'ordr'. Did you mean order?"),
        ("Order list", "there is no 'Order'. Did you mean order?"),
        ("complations export", "there is no 'complations'. Did you mean completions?"),
        ("completion export", "there is no 'export'. Known are: bash, zsh, fish."),
        ("ticket bumb 1 cook", "there is no 'bumb'. Did you mean bump?"),
        ("ticket remake 1 cook --line 1 --cause wrng", "there is no 'wrng'. Did you mean wrong?"),
        ("ticket remake 1 cook --line 1 --cause zzz", "there is no 'zzz'. Known are: wrong, dropped, cold, sent-back."),
        ("help xyzzy", "there is no 'xyzzy'. Known are: station, front,"),
    ],
)
def test_a_misspelt_word_is_named_with_the_nearest(kiosk: Kiosk, words: str, said: str) -> None:
    """Option, noun, verb or choice, wherever it stands; what follows an option is not taken for a command."""
    ended = kiosk(*words.split())
    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err


@pytest.mark.parametrize("words", ["", "ticket", "ticket bump"])
def test_help_is_a_word_as_well(kiosk: Kiosk, words: str) -> None:
    """`kiosk help ticket bump` is `kiosk ticket bump --help`."""
    asked = kiosk("help", *words.split())
    assert (0, kiosk(*words.split(), "--help").out) == (asked.code, asked.out)


def test_the_version_has_a_short_option(kiosk: Kiosk) -> None:
    """`-V`, as many programs have it."""
    assert kiosk("--version").out == kiosk("-V").out


@pytest.mark.parametrize("words", [("-V", "extra"), ("-V", "order", "list"), ("--json", "--version", "x\x1b")])
def test_what_stands_beside_the_version_is_said_to_be_left(kiosk: Kiosk, words: tuple[str, ...]) -> None:
    """Nobody is to think that it was done."""
    ended = kiosk(*words)
    left = " ".join(word for word in words if word not in ("-V", "--version")).replace("\x1b", "")
    assert (0, f"Nothing else was done: {left}\n") == (ended.code, ended.err)
    assert kiosk("-V").out == ended.out


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-22\x1b10:00",
        "2026-11-22\x1b[31m",
        "\x1b[D2026-11-22",
        "2026-11-22^[[D",
        "2026-11-22x10:00",
        "2026-11-22\x00",
    ],
)
def test_a_day_with_signs_that_steer_is_none(kiosk: Kiosk, day: str) -> None:
    """Python takes any sign between day and time."""
    for words in (("--since", day), ("--until", day)):
        ended = kiosk("orders", "export", "-", *words)
        assert (1, True) == (ended.code, " is no day. Say it as ISO 8601" in ended.err)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("order cancel 1", "kiosk order void"),
        ("order delete 1", "kiosk order void"),
        ("export", "kiosk orders export"),
        ("exprot", "kiosk orders export"),
        ("order export", "kiosk orders export"),
        ("orders list", "kiosk order list"),
        ("undo", "kiosk ticket undo"),
        ("ticket done 1", "kiosk ticket bump"),
        ("completions bash", "kiosk completion bash"),
        ("-v", "-V"),
        ("ordr list", "order"),
    ],
)
def test_what_other_programs_call_it_is_known(kiosk: Kiosk, words: str, meant: str) -> None:
    """By its name here; a slip of a name here stays the nearest."""
    ended = kiosk(*words.split())
    assert 2 == ended.code
    assert ended.err.endswith(f"Did you mean {meant}?\n")

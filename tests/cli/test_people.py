"""`kiosk people`: a crew made known by command, its PINs and badges, and who bumps as whom."""

from __future__ import annotations

import getpass
import stat
from pathlib import Path

import pytest

from kiosk.work.people import pin as pins
from tests.cli.conftest import Kiosk, as_json


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash cheaply: what a hash costs is no matter here."""
    monkeypatch.setattr(pins, "COST", 4)


def test_a_crew_is_made_known(kiosk: Kiosk) -> None:
    """The first one makes the record; the list says who does what."""
    assert "Kim is known: Manager.\n" == kiosk("people", "add", "Kim", "--role", "manager").out
    kiosk("people", "add", "Ana", "--role", "grill cook", "fry cook", "--language", "es")
    kiosk("people", "add", "Tom", "--trainee")
    found = kiosk("people", "list", "--json").facts
    assert ["Ana", "Kim", "Tom"] == [one["name"] for one in found]
    assert (["Grill cook", "Fry cook"], "es", False) == (found[0]["roles"], found[0]["language"], found[0]["has_pin"])
    assert "every step (trainee)" in kiosk("people", "list").out
    assert "Tom is forgotten; what they did stays in the record.\n" == kiosk("people", "remove", "tom").out
    assert 2 == len(kiosk("people", "list", "--json").facts)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("add", "Ana", "--role", "gril cook"),
            "There is no role “gril cook” in Burger counter. Did you mean Grill cook?",
        ),
        (("add", "  "), "A name has 1 to 24 characters."),
        (("add", "A" * 25), "A name has 1 to 24 characters."),
        (("add", "Ana", "--language", "Spanish"), "“Spanish” is no language; write en, es, de."),
        (("add", "Ana", "--trainee", "--role", "Manager"), "Ana cannot be a trainee and a manager at once."),
        (("remove", "Zed"), "There is no “Zed” here. Known: Kim."),
        (("badge", "Zed"), "There is no “Zed” here. Known: Kim."),
        (("unlock", "Zed"), "There is no “Zed” here. Known: Kim."),
    ],
)
def test_what_cannot_be_is_refused_in_words(kiosk: Kiosk, words: tuple[str, ...], said: str) -> None:
    """With what is wrong and what would be right."""
    kiosk("people", "add", "Kim")
    ended = kiosk("people", *words)
    assert (1, "") == (ended.code, ended.out)
    assert said in ended.err


def test_a_pin_comes_from_standard_input_or_the_terminal_and_never_from_an_argument(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked for twice; not the same, or no terminal, changes nothing."""
    kiosk("people", "add", "Kim", "--role", "Manager")
    assert 2 == kiosk("people", "pin", "Kim", "719304").code
    assert "Without one: --stdin" in kiosk("people", "pin", "Kim").err
    assert "6 to 12 digits" in kiosk("people", "pin", "Kim", "--stdin", stdin="2580\n").err
    assert "Kim has a PIN.\n" == kiosk("people", "pin", "Kim", "--stdin", stdin="719304\n").out
    typed = ["719304", "482913", "482914"]
    monkeypatch.setattr(getpass, "getpass", lambda _words: typed.pop(0))
    monkeypatch.setattr("kiosk.cli.proof.sys", _Terminal)
    assert "The two are not the same" in kiosk("people", "pin", "Kim", "--by", "Kim").err


class _Terminal:
    """Stands for `sys` where there is somebody at the keyboard."""

    class stdin:  # noqa: N801 - as sys has it
        """A keyboard."""

        @staticmethod
        def isatty() -> bool:
            """Be a terminal."""
            return True


def test_a_badge_is_drawn_or_written_for_its_owner_only(kiosk: Kiosk, home: Path) -> None:
    """In half blocks, or as a picture that others may not read; never over the record."""
    kiosk("people", "add", "Ana")
    drawn = kiosk("people", "badge", "Ana").out
    assert drawn.startswith("█████")
    assert "KB1:" not in drawn
    assert "Print it, then delete the file" in kiosk("people", "badge", "Ana", "--png", "ana.png").out
    assert 0o600 == stat.S_IMODE((home / "ana.png").stat().st_mode)
    assert b"\x89PNG" == (home / "ana.png").read_bytes()[:4]
    record = str(home / "data" / "kiosk" / "kiosk.db")
    assert "that is the record itself" in kiosk("people", "badge", "Ana", "--png", record).err
    assert kiosk("people", "badge", "Ana", "--json").facts["badge"].startswith("KB1:")


def test_the_badge_before_stays_where_the_picture_of_a_new_one_cannot_be_written(kiosk: Kiosk, home: Path) -> None:
    """Nothing is written of it, nor over a file this machine works by."""
    kiosk("people", "add", "Ana")
    kiosk("people", "badge", "Ana")
    written = kiosk("journal", "info", "--json").facts["events"]
    assert "cannot be written" in kiosk("people", "badge", "Ana", "--png", "nowhere/ana.png").err
    (home / "mine.yaml").write_text("theme: day\n", encoding="utf-8")
    refused = kiosk("people", "badge", "Ana", "--png", "mine.yaml", "--settings", "mine.yaml")
    assert "this machine works by that file" in refused.err
    assert written == kiosk("journal", "info", "--json").facts["events"]


def test_another_role_s_step_by_command(kiosk: Kiosk) -> None:
    """Refused with who it is for; `--standing-in` says why, and it stands in the export."""
    kiosk("people", "add", "Ana", "--role", "Fry cook")
    kiosk("order", "add", stdin=as_json())
    refused = kiosk("ticket", "take", "1", "cook", "--by", "Ana")
    assert (1, True) == (refused.code, "Cook is for: Grill cook. Ana is: Fry cook." in refused.err)
    assert 0 == kiosk("ticket", "take", "1", "cook", "--by", "Ana", "--standing-in", "Leo is ill").code
    kiosk("events", "export", "events.csv")
    assert "Leo is ill" in Path("events.csv").read_text(encoding="utf-8")


def test_own_figures_ask_for_the_pin(kiosk: Kiosk) -> None:
    """Wrong ones are refused; the team's need none and have no name."""
    kiosk("people", "add", "Ana")
    kiosk("people", "pin", "Ana", "--stdin", stdin="2580\n")
    kiosk("order", "start", "--by", "Ana")
    kiosk("ticket", "bump", "1", "greet", "--by", "Ana")
    assert "That PIN is wrong." in kiosk("people", "figures", "Ana", "--stdin", stdin="1111\n").err
    found = kiosk("people", "figures", "Ana", "--stdin", "--json", stdin="2580\n").facts
    assert {"steps", "kept", "asked"} == set(found)
    assert "Ana" not in kiosk("people", "team").out


def test_nobody_is_known(kiosk: Kiosk) -> None:
    """An empty list says how to begin."""
    kiosk("order", "start")
    assert "kiosk people add NAME --role Manager" in kiosk("people", "list").out
    assert [] == kiosk("people", "list", "--json").facts


def test_whoever_opens_the_manager_s_doors_is_told(kiosk: Kiosk) -> None:
    """By taking the last manager's PIN, their role, or them."""
    said = "No manager has a PIN any more, so the manager's doors are open."
    for words in (("pin", "Kim", "--none"), ("add", "Kim"), ("remove", "Kim")):
        kiosk("people", "add", "Kim", "--role", "Manager")
        kiosk("people", "pin", "Kim", "--stdin", stdin="482913\n")
        assert said in kiosk("people", *words, "--by", "Kim", "--pin-stdin", stdin="482913\n").out
    assert said not in kiosk("people", "add", "Ana").out


def test_another_spelling_of_a_known_name_changes_nobody(kiosk: Kiosk) -> None:
    """Refused with who is known as what, and nothing changes: the manager keeps the doors."""
    kiosk("people", "add", "Kim", "--role", "Manager")
    kiosk("people", "pin", "Kim", "--stdin", stdin="482913\n")
    before = kiosk("people", "list").out
    proof = ("--by", "Kim", "--pin-stdin")
    ended = kiosk("people", "add", "KIM", "--role", "Fry cook", *proof, stdin="482913\n")
    assert (1, "") == (ended.code, ended.out)
    assert "“KIM” is known here as Kim: Manager." in ended.err
    assert before == kiosk("people", "list").out


def test_the_same_name_again_says_what_was_before(kiosk: Kiosk) -> None:
    """Where it is otherwise now."""
    kiosk("people", "add", "Ana", "--role", "Grill cook")
    assert "Ana is known: Fry cook. Before: Grill cook.\n" == kiosk("people", "add", "Ana", "--role", "fry cook").out
    assert "Ana is known: Fry cook.\n" == kiosk("people", "add", "Ana", "--role", "fry cook").out


@pytest.mark.parametrize(
    "name", ["An\x1b[31ma", "Ana\x07", "An\na", "\tAna", "A\u200bna", "A\u202ena", "An\x00a", "A\x9b1ma"]
)
def test_a_name_with_signs_that_steer_is_refused(kiosk: Kiosk, name: str) -> None:
    """Cleaned silently it would be somebody else's, or nobody's: the signs are named, and nobody is known."""
    ended = kiosk("people", "add", name, "--role", "Manager")
    assert (1, "") == (ended.code, ended.out)
    assert ended.err.startswith("This name holds signs that no screen shows: U+")
    assert "Nobody is known here" in kiosk("people", "list").out


def test_a_pin_that_nothing_asks_for_is_not_taken_silently(kiosk: Kiosk) -> None:
    """Whoever sent one is told that it proved nothing."""
    for words in (("add", "Tom", "--by", "Max"), ("remove", "Tom")):
        ended = kiosk("people", *words, "--pin-stdin", stdin="1234\n")
        who = "Max" if "Max" in words else "nobody"
        assert (0, f"No PIN was read: {who} has none here, and nothing asks for one.\n") == (ended.code, ended.err)

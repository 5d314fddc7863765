"""`kiosk settings`: what a machine is told, shown and set in its file."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kiosk.config.found_files import shipped_files
from tests.cli.conftest import Kiosk

SHIPPED = (shipped_files() / "kiosk.yaml").read_text(encoding="utf-8")


@pytest.fixture
def file(home: Path) -> Path:
    """Return this machine's own file, which is not there yet."""
    return home / "config" / "kiosk" / "kiosk.yaml"


def test_what_holds_is_shown_with_who_says_so(fresh_kiosk: Kiosk, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line before the variable, the variable before the file, the file before nobody."""
    file.parent.mkdir(parents=True)
    file.write_text("theme: day\nplaybook: coffee\n", encoding="utf-8")
    held = {one["name"]: (one["value"], one["said_by"]) for one in fresh_kiosk("settings", "list", "--json").facts}
    assert ("day", "config/kiosk/kiosk.yaml") == held["theme"]
    assert ("silent", "") == held["speech"]
    assert "coffee\n" == fresh_kiosk("settings", "get", "playbook").out
    monkeypatch.setenv("KIOSK_PLAYBOOK", "bike")
    assert "KIOSK_PLAYBOOK" == fresh_kiosk("settings", "get", "playbook", "--json").facts["said_by"]
    said = fresh_kiosk("settings", "get", "playbook", "--playbook", "pharmacy", "--json").facts
    assert ("pharmacy", "the command line") == (said["value"], said["said_by"])
    assert "theme        day" in fresh_kiosk("settings", "list").out


def test_a_machine_gets_a_file_of_its_own(fresh_kiosk: Kiosk, file: Path) -> None:
    """As it comes with the program, with one value in it, for its owner alone; the program's own stays."""
    assert 0 == fresh_kiosk("settings", "set", "theme", "day").code
    assert SHIPPED.replace("theme: night", "theme: day") == file.read_text(encoding="utf-8")
    assert 0o600 == stat.S_IMODE(file.stat().st_mode)
    assert (shipped_files() / "kiosk.yaml").read_text(encoding="utf-8") == SHIPPED
    assert "day\n" == fresh_kiosk("settings", "get", "theme").out


def test_what_nobody_set_is_no_empty_line(fresh_kiosk: Kiosk) -> None:
    """Within a mapping a name that is not there is refused, with those that are."""
    fresh_kiosk("settings", "set", "voices.es", "lola")
    assert "lola\n" == fresh_kiosk("settings", "get", "voices.es").out
    done = fresh_kiosk("settings", "get", "voices.zz")
    assert (1, "") == (done.code, done.out)
    assert "Nothing says voices.zz. What is said of voices: es." in done.err


@pytest.mark.parametrize(
    ("before", "words", "after"),
    [
        ("# mine\ntheme: day # bright\n", "theme contrast", "# mine\ntheme: contrast # bright\n"),
        ("theme: day\n", "theme", "theme:\n"),
        ("theme: 'day'\r\nrate: 200\r\n", "rate 180", "theme: 'day'\r\nrate: 180\r\n"),
        ("theme: day", "rate 180", "theme: day\nrate: 180\n"),
        ("", "station grill", "station: grill\n"),
        ("{theme: day, rate: 200}\n", "rate 180", "{theme: day, rate: 180}\n"),
        ("voices:\n  es: a # Ana's\nrate: 200\n", "voices.de b", "voices:\n  es: a # Ana's\n  de: b\nrate: 200\n"),
        ("voices:\nrate: 200\n", "voices.de b", "voices:\n  de: b\nrate: 200\n"),
        ("voices: {}\nrate: 200\n", "voices.de b", "voices: \n  de: b\nrate: 200\n"),
        ("voices: {es: a} # mine\n", "voices.de b", "voices: {es: a, de: b} # mine\n"),
        ("{theme: day}\n", "rate 180", "{theme: day, rate: 180}\n"),
        ("rate: 200\n", "keys.undo f5 f6", "rate: 200\nkeys:\n  undo: [f5, f6]\n"),
        ("keys: {undo: f5}\n", "keys.undo f6", "keys: {undo: f6}\n"),
        ("scanner: off\n", "scanner #", 'scanner: "#"\n'),
        ("person:\n", "person null", 'person: "null"\n'),
    ],
)
def test_one_value_is_set_and_every_other_byte_stays(
    fresh_kiosk: Kiosk, home: Path, before: str, words: str, after: str
) -> None:
    """However the file is written; who might read it still may."""
    file = home / "mine.yaml"
    file.write_bytes(before.encode())
    file.chmod(0o644)
    ended = fresh_kiosk("settings", "set", *words.split(), "--settings", str(file))
    assert (0, "") == (ended.code, ended.err)
    assert after == file.read_bytes().decode()
    assert 0o644 == stat.S_IMODE(file.stat().st_mode)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("theme nigth", "“nigth” is not known here. Did you mean `night`?"),
        ("rate 5", "is not a whole number from 80 to 400"),
        ("thme day", "`thme` is no setting. Did you mean `theme`?"),
        ("voices es", "Say voices.NAME."),
        ("theme.day x", "`theme.day` is no setting."),
        ("keys.undo q1", "`q1` is no key. Did you mean `f1`?"),
        ("rate 100 200", "This must be one line of text."),
    ],
)
def test_what_the_file_would_be_refused_for_is_refused(fresh_kiosk: Kiosk, home: Path, words: str, said: str) -> None:
    """In the same words, and nothing is written."""
    file = home / "mine.yaml"
    file.write_text("theme: day\n", encoding="utf-8")
    ended = fresh_kiosk("settings", "set", *words.split(), "--settings", str(file))
    assert (1, "") == (ended.code, ended.out)
    assert said in ended.err
    assert "theme: day\n" == file.read_text(encoding="utf-8")


def test_a_link_stays_a_link(fresh_kiosk: Kiosk, home: Path) -> None:
    """The file it leads to is written."""
    (home / "real.yaml").write_text("theme: day\n", encoding="utf-8")
    (home / "mine.yaml").symlink_to("real.yaml")
    assert 0 == fresh_kiosk("settings", "set", "theme", "night", "--settings", "mine.yaml").code
    assert (home / "mine.yaml").is_symlink()
    assert "theme: night\n" == (home / "real.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("station", "gril", "There is no station “gril”. Did you mean `grill`?"),
        ("language", "xx", "There is no language “xx”. Known: `de`, `en`, `es`."),
    ],
)
def test_what_no_terminal_would_start_with_is_refused(fresh_kiosk: Kiosk, name: str, value: str, said: str) -> None:
    """A station or a language that the playbook has not got, with the nearest; one that it has is set."""
    ended = fresh_kiosk("settings", "set", name, value)
    assert (1, f"{said}\n") == (ended.code, ended.err)
    assert 0 == fresh_kiosk("settings", "set", name, {"station": "grill", "language": "de"}[name]).code


def test_doctor_names_a_station_that_is_not_there(fresh_kiosk: Kiosk, file: Path) -> None:
    """Before a terminal does, which does not start with it."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("station: gril\n", encoding="utf-8")
    assert "there is no station “gril”: a terminal does not start" in fresh_kiosk("doctor").out

"""`kiosk playbook upgrade` and what `check` says beside problems: an older playbook, an end that was moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk


@pytest.fixture
def older(kiosk: Kiosk, home: Path) -> Path:
    """A copy of the burger counter as somebody wrote it before the grammar was closed."""
    assert 0 == kiosk("playbook", "init", "older", "--playbook", "burger").code
    cook = home / "older" / "procedures" / "cook.md"
    cook.write_text(cook.read_text() + "\n## Why\nRaw meat bites (ask Kim)\n")
    return home / "older"


def test_the_check_names_the_way_out(kiosk: Kiosk, older: Path) -> None:
    """Beside each problem with its place."""
    told = kiosk("playbook", "check", "older")
    assert 1 == told.code
    assert "older/procedures/cook.md:" in told.err
    assert told.err.endswith("An older version took some of that: kiosk playbook upgrade older\n")


def test_a_dry_run_writes_nothing(kiosk: Kiosk, older: Path) -> None:
    """And says what it would."""
    before = {path: path.read_bytes() for path in older.rglob("*.*") if path.is_file()}
    told = kiosk("playbook", "upgrade", "older", "--dry-run")
    assert (0, True) == (told.code, "Changes: 1, in 1 files, to be written" in told.out)
    assert before == {path: path.read_bytes() for path in older.rglob("*.*") if path.is_file()}


def test_it_is_written_once(kiosk: Kiosk, older: Path) -> None:
    """Then the playbook checks clean, and nothing is left to do."""
    first = kiosk("playbook", "upgrade", "older")
    assert (0, "") == (first.code, first.err)
    assert "a heading of your own" in first.out
    assert "**Why**\nRaw meat bites (ask Kim)\n\n## Say" in (older / "procedures" / "cook.md").read_text()
    assert 0 == kiosk("playbook", "check", "older").code
    assert "Nothing is of an older version.\nNo problems.\n" == kiosk("playbook", "upgrade", "older").out


def test_what_it_cannot_know_is_told(kiosk: Kiosk, older: Path) -> None:
    """With exit code 1; the rest is written."""
    cook = older / "procedures" / "cook.md"
    cook.write_text(cook.read_text().replace("## Say", "## Sai"))
    told = kiosk("playbook", "upgrade", "older", "--json")
    assert 1 == told.code
    assert any("## Sai" in one["words"] for one in told.facts["problems"])


def test_a_folder_that_is_none_is_refused(kiosk: Kiosk, home: Path) -> None:
    """In words."""
    told = kiosk("playbook", "upgrade", "nowhere")
    assert (1, True) == (told.code, "There is no playbook “nowhere”." in told.err)
    (home / "one.md").write_text("one")
    assert "“one.md” is a file. A playbook is a folder" in kiosk("playbook", "check", "one.md").err
    assert "There is no folder “./nono”." in kiosk("playbook", "check", "./nono").err


def test_the_check_says_what_a_move_breaks(kiosk: Kiosk, home: Path) -> None:
    """A hand-over at a station that makes things is no problem of the files, and nobody at the expo sees it."""
    assert 0 == kiosk("playbook", "init", "moved", "--playbook", "burger").code
    process = home / "moved" / "process.yaml"
    before, hand_over, after = process.read_text().rpartition("    station: expo")
    process.write_text(f"{before}    station: grill{after}")
    told = kiosk("playbook", "check", "moved")
    assert (0, True) == (told.code, bool(hand_over))
    assert "hand-over ends an order at grill, where things are made: at expo nobody sees it" in told.out


def test_the_check_reads_the_examples_too(kiosk: Kiosk, home: Path) -> None:
    """What is no list of sentences is told as in any other file."""
    assert 0 == kiosk("playbook", "init", "shop", "--playbook", "burger").code
    (home / "shop" / "examples.yaml").write_text("exampels: [a cola goes to fry]\n")
    told = kiosk("playbook", "check", "shop")
    assert (1, True) == (told.code, "Did you mean `examples`?" in told.err)

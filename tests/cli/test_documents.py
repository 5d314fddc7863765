"""Procedures and the process as documents, on the command line: formats, where they are written, and the same bytes."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from kiosk.config.found_files import shipped
from tests.cli.conftest import Kiosk


@pytest.fixture
def burger(home: Path) -> Path:
    """Return a copy of the burger counter's files, all edited at noon of one day."""
    folder = home / "mine"
    shutil.copytree(shipped()["burger"], folder)
    for file in folder.rglob("*"):
        os.utime(file, (1_772_000_000, 1_772_000_000))
    return folder


def test_a_book_is_written_the_same_each_time(kiosk: Kiosk, burger: Path, home: Path) -> None:
    """With the day its files were edited last, never the day it is."""
    for name in ("one.html", "two.html"):
        ended = kiosk("--playbook", str(burger), "procedure", "book", str(home / name))
        assert (0, "") == (ended.code, ended.err)
        assert f"The book of Burger counter, 10 procedures, is in {home / name}.\n" == ended.out
    assert (home / "one.html").read_bytes() == (home / "two.html").read_bytes()
    assert "<td>Edited</td><td>2026-02-25</td>" in (home / "one.html").read_text(encoding="utf-8")


def test_a_day_can_be_given(kiosk: Kiosk, burger: Path) -> None:
    """As people write it; what is no day is wrong usage."""
    ended = kiosk("--playbook", str(burger), "procedure", "book", "-", "--format", "text", "--date", "2026-11-22")
    assert "\nEdited: 2026-11-22\n" in ended.out
    wrong = kiosk("procedure", "book", "-", "--date", "22.11.2026")
    assert 2 == wrong.code
    assert "such as 2026-11-22" in wrong.err


@pytest.mark.parametrize(
    ("form", "begins"), [("html", "<!doctype html>"), ("markdown", "# Burger counter"), ("text", "Burger counter\n=")]
)
def test_a_book_comes_in_three_forms(kiosk: Kiosk, home: Path, form: str, begins: str) -> None:
    """On stdout nothing but the book."""
    ended = kiosk("procedure", "book", "-", "--format", form)
    assert (0, "") == (ended.code, ended.err)
    assert ended.out.startswith(begins)
    assert "Probe one patty of every batch" in ended.out


def test_a_book_never_takes_the_place_of_what_the_counter_works_by(kiosk: Kiosk, burger: Path) -> None:
    """A playbook's file stays as it is, and so does a folder."""
    ended = kiosk("--playbook", str(burger), "procedure", "book", str(burger / "process.yaml"))
    assert 1 == ended.code
    assert "this machine works by that file" in ended.err
    assert "steps:" in (burger / "process.yaml").read_text(encoding="utf-8")
    assert 0 != kiosk("procedure", "book", str(burger)).code


def test_a_book_of_files_with_problems_says_no_day(kiosk: Kiosk, burger: Path) -> None:
    """The record's playbook is printed, and those files are not it."""
    assert 0 == kiosk("--playbook", str(burger), "order", "start").code
    (burger / "process.yaml").write_text("steps: 3\n", encoding="utf-8")
    ended = kiosk("--playbook", str(burger), "procedure", "book", "-", "--format", "text")
    assert 0 == ended.code
    assert "Edited" not in ended.out


def test_one_procedure_as_a_page(kiosk: Kiosk, home: Path) -> None:
    """A file of its own, and of this step alone."""
    ended = kiosk("procedure", "show", "cook", "--format", "html")
    assert 0 == ended.code
    assert "<h3>Cook</h3>" in ended.out
    assert "Greet the guest" not in ended.out


@pytest.mark.parametrize("width", [40, 60, 120])
def test_the_diagram_is_as_wide_as_asked(kiosk: Kiosk, home: Path, width: int) -> None:
    """Tracks where boxes do not fit."""
    ended = kiosk("process", "diagram", "--width", str(width))
    assert max(map(len, ended.out.splitlines())) <= width
    assert ("█" in ended.out) == (width < 63)


def test_the_diagram_fits_the_terminal(kiosk: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its columns are what it has to fit."""
    monkeypatch.setenv("COLUMNS", "50")
    assert max(map(len, kiosk("process", "diagram").out.splitlines())) <= 50


@pytest.mark.parametrize("width", ["39", "1001", "wide", "-50"])
def test_a_width_nobody_has_is_wrong_usage(kiosk: Kiosk, home: Path, width: str) -> None:
    """Said with the ones there are."""
    ended = kiosk("process", "diagram", f"--width={width}")
    assert 2 == ended.code
    assert "from 40 to 1000" in ended.err


def test_a_procedure_in_another_language(kiosk: Kiosk) -> None:
    """Its own words, the same figures; the book says which language it is in."""
    shown = kiosk("procedure", "show", "cook", "--language", "es")
    assert "Cocinar" in shown.out
    assert "Lávate las manos" in shown.out
    assert "155" in shown.out
    book = kiosk("procedure", "book", "-", "--language", "de")
    assert "Hände 20 s waschen" in book.out
    assert '<html lang="de">' in book.out


@pytest.mark.parametrize("code", ["es", "es-MX"])
def test_a_document_speaks_its_language_and_the_command_does_not(kiosk: Kiosk, home: Path, code: str) -> None:
    """Its labels are in the language asked for; the sentence that says where it is stays English."""
    ended = kiosk("procedure", "book", str(home / "book.html"), "--language", code)
    assert f"The book of Burger counter, 10 procedures, is in {home / 'book.html'}.\n" == ended.out
    book = (home / "book.html").read_text(encoding="utf-8")
    assert '<html lang="es">' in book
    assert "<h2>De un vistazo</h2>" in book
    assert "<h2>At a glance</h2>" in kiosk("procedure", "book", "-").out


@pytest.mark.parametrize(
    ("form", "label"), [("html", "<h4>Decir</h4>"), ("markdown", "## Decir\n"), ("text", "\nDecir\n")]
)
def test_a_procedure_has_labels_of_its_language(kiosk: Kiosk, form: str, label: str) -> None:
    """In all its forms."""
    assert label in kiosk("procedure", "show", "cook", "--language", "es", "--format", form).out
    assert label not in kiosk("procedure", "show", "cook", "--format", form).out


def test_a_language_no_procedure_stands_in(kiosk: Kiosk) -> None:
    """It says in which ones they do."""
    ended = kiosk("procedure", "show", "cook", "--language", "fr")
    assert ended.code
    assert "The procedures do not stand in “fr”. They do in en, de, es." in ended.err


def test_what_leaves_is_for_its_owner_and_takes_its_place_whole(kiosk: Kiosk, burger: Path, home: Path) -> None:
    """Book and food-safety log: mode 0600, and where they cannot be written nothing else is there."""
    kiosk("order", "start")
    for words in (("--playbook", str(burger), "procedure", "book"), ("routine", "log")):
        target = home / f"{words[-1]}.html"
        target.write_text("before", encoding="utf-8")
        assert 0 == kiosk(*words, str(target)).code
        assert (0o600, True) == (target.stat().st_mode & 0o777, len(target.read_bytes()) > len("before"))
        assert 3 == kiosk(*words, str(home / "none" / "x.html")).code
    assert [] == [path.name for path in home.iterdir() if path.name.startswith(".book") or path.name.startswith(".log")]

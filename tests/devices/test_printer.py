"""The printer that writes files, and its twin."""

from __future__ import annotations

import errno
import os
import subprocess
import unicodedata
from datetime import UTC
from pathlib import Path

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from kiosk.devices import picture
from kiosk.devices.printer import FilePrinter, Printed, SilentPrinter, printable
from kiosk.errors import DeviceMissing
from kiosk.work.order.event import Guest
from kiosk.work.record.slip import slip
from tests.devices.orders import finished, folded
from tests.playbooks import DINER

SLIP = slip(folded(finished()), DINER, Guest("order-a", "Zoë Żółć 漢字"), UTC)


def printed(printer: FilePrinter, name: str = SLIP.name) -> None:
    """Print the slip."""
    printer.print(name, SLIP.lines, SLIP.payload)


def names_in(folder: Path) -> list[str]:
    """List a folder."""
    return sorted(path.name for path in folder.iterdir())


def test_slip_is_text_and_picture(tmp_path: Path) -> None:
    """The text file holds the lines and the payload, the picture a code that reads as the payload."""
    printed(FilePrinter(tmp_path / "slips"))
    assert ["order-a.png", "order-a.txt"] == names_in(tmp_path / "slips")
    text = (tmp_path / "slips" / "order-a.txt").read_text("utf-8")
    assert "\n".join([*SLIP.lines, "", SLIP.payload, ""]) == text
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "slips" / "order-a.png"))
    assert SLIP.payload == code.text


def test_picture_without_fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a machine without fonts Pillow's own serves, and the code reads the same."""
    monkeypatch.setattr(picture, "FONTS", ())
    (tmp_path / "slip.png").write_bytes(picture.picture(SLIP.lines, SLIP.payload))
    (code,) = zxingcpp.read_barcodes(Image.open(tmp_path / "slip.png"))
    assert SLIP.payload == code.text


def test_every_print_has_its_own_file(tmp_path: Path) -> None:
    """A second print of an order never overwrites the first."""
    printer = FilePrinter(tmp_path)
    for _ in range(3):
        printed(printer)
    assert ["order-a", "order-a-copy2", "order-a-copy3"] == sorted(path.stem for path in tmp_path.glob("*.txt"))


def test_slips_are_private(tmp_path: Path) -> None:
    """Folder 0700, files 0600, whatever the umask."""
    before = os.umask(0)
    try:
        printed(FilePrinter(tmp_path / "slips"))
    finally:
        os.umask(before)
    assert 0o700 == (tmp_path / "slips").stat().st_mode & 0o777
    assert {0o600} == {path.stat().st_mode & 0o777 for path in (tmp_path / "slips").iterdir()}


BAD_NAMES = ("../../etc/x", "/etc/passwd", "a\0b", "-rf", "", ".", "..", "n" * 300, "CON", "name\n", "漢字", "a/b", "~")


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_stay_inside(tmp_path: Path, name: str) -> None:
    """Whatever an order is called, its files are two plain names in the folder."""
    printed(FilePrinter(tmp_path / "slips"), name)
    assert ["slips"] == names_in(tmp_path)
    names = names_in(tmp_path / "slips")
    assert 2 == len(names)
    assert not [name for name in names if not name.isascii() or name.startswith(("-", ".")) or len(name) > 90]


def test_a_planted_link_is_not_followed(tmp_path: Path) -> None:
    """A symbolic link with a slip's name keeps its target as it was."""
    (tmp_path / "victim").write_text("whole")
    (tmp_path / "slips").mkdir()
    (tmp_path / "slips" / "order-a.txt").symlink_to(tmp_path / "victim")
    printed(FilePrinter(tmp_path / "slips"))
    assert "whole" == (tmp_path / "victim").read_text()
    assert (tmp_path / "slips" / "order-a-copy2.txt").exists()


@given(st.text(st.characters(codec=None)))
def test_no_control_character_is_printed(line: str) -> None:
    """Nothing that steers a printer or a terminal is left in a line, and its spaces stand."""
    assert not [sign for sign in printable(line) if unicodedata.category(sign) in ("Cc", "Cs", "Co", "Zl", "Zp")]
    assert "  2 ×  x" == printable("  2 ×  x\x1bp\x00")[:8]


@given(st.lists(st.text(st.characters(codec=None), max_size=50), max_size=5))
def test_any_text_can_be_drawn(lines: list[str]) -> None:
    """Whatever stands in the lines, a picture comes out and the code in it reads."""
    drawn = picture.picture([printable(line) for line in lines], "K1:20261122-45")
    assert drawn.startswith(b"\x89PNG")


def test_full_disk(tmp_path: Path) -> None:
    """A full disk is said in words, leaves nothing half written, and is over when there is room again."""
    if os.geteuid() != 0:
        pytest.skip("a small disk needs root to be mounted")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], check=False).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        hog = tmp_path / "hog"
        hog.write_bytes(b"x" * 4096 * 14)
        with pytest.raises(DeviceMissing, match="the disk is full"):
            printed(FilePrinter(tmp_path / "slips"))
        assert [] == names_in(tmp_path / "slips")
        hog.unlink()
        printed(FilePrinter(tmp_path / "slips"))
        assert ["order-a.png", "order-a.txt"] == names_in(tmp_path / "slips")
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_no_rights(tmp_path: Path) -> None:
    """A folder that takes no files is said in words."""
    if os.geteuid() != 0:
        pytest.skip("a read-only disk needs root to be mounted")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", tmp_path], check=False).returncode:
        pytest.skip("no tmpfs can be mounted here")
    try:
        with pytest.raises(DeviceMissing, match="may not be written to"):
            printed(FilePrinter(tmp_path / "slips"))
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    """Any other hindrance is said in words too."""
    (tmp_path / "slips").write_text("")
    with pytest.raises(DeviceMissing, match="cannot be written to"):
        printed(FilePrinter(tmp_path / "slips"))


def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system knows no links, slips come out all the same, and leave nothing beside them."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refuse)
    for _ in range(2):
        printed(FilePrinter(tmp_path))
    assert ["order-a-copy2.png", "order-a-copy2.txt", "order-a.png", "order-a.txt"] == names_in(tmp_path)


def test_another_program_took_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When another program prints the same order at the same time, both slips stand."""
    real = os.link

    def late(source: Path, target: Path) -> None:
        monkeypatch.setattr(os, "link", real)
        target.write_text("theirs")
        real(source, target)

    monkeypatch.setattr(os, "link", late)
    printed(FilePrinter(tmp_path))
    assert ["order-a-copy2.png", "order-a-copy2.txt", "order-a.png"] == names_in(tmp_path)
    assert "theirs" == (tmp_path / "order-a.png").read_text()


def test_silent_printer() -> None:
    """The twin keeps slips, or refuses with the trouble it was told of."""
    printer = SilentPrinter()
    printer.print("a", ["one\x1b", "two"], "K1")
    assert [Printed("a", ("one", "two"), "K1")] == printer.printed
    printer.trouble = "No paper."
    with pytest.raises(DeviceMissing, match="No paper"):
        printer.print("b", [], "K1")

"""The picture of the house is the house: its rooms, its floors, and every file it names."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "kiosk" / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRACTS = {
    one["id"]: one
    for one in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
}


def folders(path: Path) -> set[str]:
    """Return the packages in a folder."""
    return {file.parent.name for file in path.glob("*/__init__.py")}


def drawing(first: str) -> str:
    """Return the drawing that begins with a word."""
    drawings: list[str] = re.findall(r"^```\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)
    return next(lines for lines in drawings if lines.startswith(first))


def test_every_file_it_names_is_there() -> None:
    """A reader who follows the walk finds each file."""
    names = re.findall(r"`((?:kiosk|tests)/[\w/]+(?:\.py|/))`", TEXT)
    assert len(names) > 20
    assert [] == [name for name in names if not (ROOT / name).exists()]


def test_every_room_is_drawn() -> None:
    """No room is missing, none is drawn that is not there."""
    rooms = set(re.findall(r"^\| `kiosk/(\w+)/` \|", TEXT, re.MULTILINE))
    assert folders(ROOT / "kiosk") == rooms


@pytest.mark.parametrize(
    ("contract", "first", "width", "room"), [("rooms", "report", 38, "work"), ("places", "app", 62, "tui")]
)
def test_the_floors_are_those_of_the_contract(contract: str, first: str, width: int, room: str) -> None:
    """From above to below, each with its rooms or places."""
    drawn = [set(line[:width].split()) for line in drawing(first).splitlines()]
    assert [set(re.findall(r"\w+", layer)) for layer in CONTRACTS[contract]["layers"]] == drawn
    assert folders(ROOT / "kiosk" / room) <= set.union(*drawn)

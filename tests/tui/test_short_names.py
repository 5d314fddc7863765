"""Short names of stations and steps: said where the name has no room, in whichever language, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.tui.widgets.header_facts import HeaderFacts
from kiosk.tui.widgets.keybar import Key, KeyBar
from kiosk.tui.widgets.process_strip import process_strip
from kiosk.work.board.board import on_board
from kiosk.work.guest.language import playbook_in
from kiosk.work.playbook.canon import canonical
from kiosk.work.playbook.name import Called
from kiosk.work.playbook.playbook import Playbook
from tests.playbooks import DINER
from tests.tui.seat import seat
from tests.work.crew import at

LONG = "Grill and everything that comes from it"


def shortened() -> Playbook:
    """Return the diner whose grill has a long name and a short one, in German too."""
    names = (Called("de", "Alles vom Grill", "Rost"),)
    stations = tuple(
        replace(one, name=LONG, short="Grill", names=names) if one.id == "grill" else one for one in DINER.stations
    )
    steps = tuple(
        replace(one, name="Grill the patties", short="Patties", names=names) if one.id == "grill" else one
        for one in DINER.process.steps
    )
    return replace(DINER, stations=stations, process=replace(DINER.process, steps=steps))


@pytest.mark.parametrize(("size", "badge"), [((160, 45), LONG.upper()), ((40, 20), " GRILL ")])
async def test_the_header_says_the_short_name_where_there_is_no_room(
    tmp_path: Path, size: tuple[int, int], badge: str
) -> None:
    """So that who works here and how the news is stand there too."""
    async with seat(tmp_path / "kiosk.db", playbook=shortened(), size=size) as grill:
        await grill.opened()
        assert badge in grill.lines[0]
        assert "Ana" in grill.lines[0]


def test_two_stations_at_one_terminal_are_both_short() -> None:
    """Each by its own name."""
    wide = HeaderFacts("Grill and more + Fryer and more", "Grill + Fry", ("Ana",), clock="12:31:08")

    assert ["GRILL AND MORE + FRYER AND MORE", "GRILL + FRY"] == [
        "".join(text for text, _look in wide.line(width)).split("  ")[0].strip() for width in (100, 50)
    ]


def test_the_line_of_steps_says_more_of_them() -> None:
    """The short names first where not all of it has room; then those far away go."""
    entry = on_board(at("grill", playbook=shortened()).order, shortened(), None)
    wide, tight = ("".join(text for text, _look in process_strip(entry, "grill", width)) for width in (120, 60))

    assert "Grill the patties" in wide
    assert "Patties" in tight
    assert "Grill the patties" not in tight


def test_a_key_says_what_fits() -> None:
    """The short label only where the other has no room."""
    bar = KeyBar()
    bar.keys = (Key("done", "DONE Grill the patties", main=True, short="DONE Patties"),)

    said = ["".join(text for text, _look in bar.draw(width, 3).lines[1]) for width in (120, 60)]

    assert ["DONE Grill the patties" in said[0], "DONE Patties" in said[1]] == [True, True]


def test_another_language_has_its_own_or_none() -> None:
    """The short name of the playbook's own language is none of another's."""
    shown = playbook_in(shortened(), "de")
    assert ("Alles vom Grill", "Rost") == (shown.station["grill"].name, shown.station["grill"].short)
    without = replace(shortened().process.step["grill"], names=(Called("de", "Grillen"),))
    steps = tuple(without if one.id == "grill" else one for one in DINER.process.steps)
    german = playbook_in(replace(DINER, process=replace(DINER.process, steps=steps)), "de").process.step["grill"]
    assert ("Grillen", "Grillen") == (german.name, german.brief)


def test_a_playbook_without_short_names_keeps_its_hash() -> None:
    """Nothing of them is written."""
    stations, steps = DINER.stations, DINER.process.steps
    assert not [one for one in (*stations, *steps) if b'"short"' in canonical(one)]

"""Procedures in several languages at a station: by the settings, by a key; the record is the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kiosk.settings import Settings
from kiosk.work.order.line import Wish, parse_choice
from kiosk.work.playbook.playbook import Playbook
from tests.tui.seat import Seat, seat

NEXT = "\x0c"
"""^L, as a keyboard sends it."""
SIZE = (100, 40)


def plain(**said: Any) -> Settings:
    """Return a terminal's settings with some said."""
    return Settings(person="Ana", debounce=0, guard=0, scanner="off", **said)


async def asked(grill: Seat, burger: Playbook) -> str:
    """Bring two cheeseburgers with bacon to the grill; gives the order's id."""
    wishes = (Wish("cheeseburger", 2, (parse_choice(burger.menu, "cheeseburger", "extra bacon"),)),)
    entry = await grill.opened(wishes, upto="cook")
    return entry.order.id


async def test_a_key_turns_to_the_next_language(database: Path, burger: Playbook) -> None:
    """Title, script, points and items are German, then Spanish, then English again."""
    async with seat(database, "station:grill", playbook=burger, size=SIZE) as grill:
        await asked(grill, burger)
        assert "Wash hands for 20 s" in grill.text
        await grill.press(NEXT)
        for words in ("Braten", "mit extra Bacon", "Hände 20 s waschen", "Deutsch"):
            assert words in grill.text
        await grill.press(NEXT)
        for words in ("Cocinar", "Hamburguesa con queso", "con extra de", "Lávate las manos", "español"):
            assert words in grill.text
        await grill.press(NEXT)
        assert "Wash hands for 20 s" in grill.text


async def test_the_language_of_the_settings(database: Path, burger: Playbook) -> None:
    """A terminal that speaks Spanish shows the Spanish procedure, its whole document too."""
    async with seat(database, "station:grill", playbook=burger, size=SIZE, settings=plain(language="es")) as grill:
        await asked(grill, burger)
        assert "Lávate las manos" in grill.text
        await grill.press("f1")
        assert "Centro de la carne de vacuno" in grill.text


async def test_a_language_nobody_translated_into(database: Path, burger: Playbook) -> None:
    """The playbook's own words are shown."""
    async with seat(database, "station:grill", playbook=burger, size=SIZE, settings=plain(language="fr")) as grill:
        await asked(grill, burger)
        assert "Wash hands for 20 s" in grill.text


async def test_one_language_only(database: Path) -> None:
    """The key says so."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press(NEXT)
        assert "one language only" in grill.text


async def test_the_record_does_not_depend_on_the_language(database: Path, burger: Playbook) -> None:
    """A point that is ticked and a reading that is typed in Spanish stand there as in English."""
    async with seat(database, "station:grill", playbook=burger, size=SIZE) as grill:
        id_ = await asked(grill, burger)
        before = grill.counter.board.orders[id_]
        await grill.press(NEXT, NEXT, "1", "r")
        assert "Centro de la carne de vacuno" in grill.text
        await grill.press(*"158", "enter")
        after = grill.counter.board.orders[id_]
        assert "kept" == after.order.points["cook", "wash"].mark
        assert ["core"] == [reading.spec for reading in after.order.readings]
        assert before.playbook.hash == after.playbook.hash == after.order.playbook
        bare: dict[str, Any] = {"points": {}, "readings": (), "version": 0}
        assert replace(before.order, **bare) == replace(after.order, **bare)


async def test_what_was_done_about_a_reading_is_recorded_in_the_words_of_the_playbook(
    database: Path, burger: Playbook
) -> None:
    """The corrective action is chosen and confirmed in Spanish, and stands in the record in English."""
    async with seat(database, "station:grill", playbook=burger, size=SIZE) as grill:
        id_ = await asked(grill, burger)
        await grill.press(NEXT, NEXT, "r", *"120", "enter")
        assert "Otra vez a la plancha" in grill.text
        await grill.press("1")
        assert "Otra vez a la plancha" in grill.notice
        spec = burger.procedure["cook"].spec("core")
        assert spec is not None
        assert [spec.corrective] == [one.action for one in grill.counter.board.orders[id_].order.readings]


async def test_what_holds_a_step_is_said_in_the_language_it_is_read_in(database: Path, burger: Playbook) -> None:
    """A point, a reading that is missing, and one out of its limit, by the settings and by a key."""
    cook = burger.procedure["cook"]
    points = tuple(replace(one, gate=one.id == "wash") for one in cook.points)
    gated = replace(cook, points=points, specs=tuple(replace(one, gate=one.id == "core") for one in cook.specs))
    others = tuple(gated if one.step == "cook" else one for one in burger.procedures)
    book = replace(burger, procedures=others)
    for said, keys in (("es", ()), ("en", (NEXT, NEXT))):
        file = database.with_name(f"{said}.db")
        async with seat(file, "station:grill", playbook=book, size=SIZE, settings=plain(language=said)) as grill:
            await asked(grill, book)
            await grill.press(*keys, "enter")
            assert "Lávate las manos" in grill.notice
            await grill.press("1", "enter")
            assert "Centro de la carne de vacuno" in grill.notice
            await grill.press("r", *"140", "enter", "1", "enter")
            assert "Centro de la carne de vacuno" in grill.notice
            assert "Otra vez a la plancha" in grill.notice


async def test_it_is_spoken_in_its_language(database: Path, burger: Playbook) -> None:
    """The speaker gets the Spanish line."""
    said = plain(speech="on-demand")
    async with seat(database, "station:grill", playbook=burger, size=SIZE, settings=said) as grill:
        await asked(grill, burger)
        await grill.press(NEXT, NEXT, "s")
        assert "amburguesas con queso, con extra de beicon" in grill.speaker.said[-1]


async def test_the_rail_names_items_in_its_language(database: Path, burger: Playbook) -> None:
    """Cards and open ticket say the same; a turn of the key turns both."""
    async with seat(database, "station:grill", playbook=burger, size=SIZE, settings=plain(language="es")) as grill:
        await asked(grill, burger)
        assert "Cheeseburger" not in grill.text
        await grill.press(NEXT)
        assert "Hamburguesa" not in grill.text

"""The screens' own words in the language of the settings, or of whoever is signed in; the record in one language."""

from __future__ import annotations

from pathlib import Path

from kiosk.settings import Settings
from kiosk.work.order.line import Wish
from kiosk.work.verb.change import Change
from tests.tui.seat import seat

SPANISH = Settings(person="Ana", debounce=0, guard=0, scanner="off", language="es")


async def test_a_terminal_speaks_what_its_settings_say(tmp_path: Path) -> None:
    """Keys, badge and tiles are in its language; names of stations are the playbook's."""
    async with seat(tmp_path / "k.db", "home", settings=SPANISH) as home:
        assert "INICIO" in home.lines[0]
        assert "Pantalla de recogida" in home.text
        assert "Salir L" in home.keys


async def test_a_language_without_a_catalogue_leaves_the_screens_english(tmp_path: Path) -> None:
    """Its procedures may speak it all the same."""
    settings = Settings(person="Ana", debounce=0, guard=0, scanner="off", language="fi")
    async with seat(tmp_path / "k.db", "home", settings=settings) as home:
        assert "Leave L" in home.keys


async def test_a_persons_language_is_spoken_at_once_and_left_with_them(tmp_path: Path) -> None:
    """The screen in front says everything anew; without a person it is that of the settings again."""
    async with seat(tmp_path / "k.db", "station:grill", settings=SPANISH) as grill:
        assert "HECHO" not in grill.keys
        await grill.opened()
        assert "HECHO" in grill.keys
        grill.app.speak_language("de")
        await grill.settle()
        assert "FERTIG" in grill.keys
        assert "HECHO" not in grill.text
        grill.app.speak_language()
        await grill.settle()
        assert "HECHO" in grill.keys


async def test_a_screen_below_speaks_the_language_when_it_comes_up(tmp_path: Path) -> None:
    """What was said before the language changed is said anew."""
    async with seat(tmp_path / "k.db", "home", settings=SPANISH) as home:
        home.app.enter("finished")
        await home.settle()
        home.app.speak_language("en")
        await home.settle()
        assert "Home" in home.keys
        await home.press("escape")
        assert "Leave L" in home.keys


async def test_cards_that_were_written_are_written_anew(tmp_path: Path) -> None:
    """A card's lines are kept for each version of an order, and for each language."""
    async with seat(tmp_path / "k.db", "station:grill", settings=SPANISH) as grill:
        entry = await grill.opened()
        await grill.counter.do(Change(entry.order.id, (*(_kept(entry.order.lines)), Wish("burger")), ""))
        await grill.pass_time(1)
        assert "AÑADIDO" in grill.text
        grill.app.speak_language("en")
        await grill.settle()
        assert ("ADD-ON" in grill.text, "AÑADIDO" in grill.text) == (True, False)


def _kept(lines: tuple[object, ...]) -> tuple[Wish, ...]:
    return tuple(Wish(line.item, line=line.id) for line in lines if not line.of)  # type: ignore[attr-defined]


async def test_the_record_holds_one_language(tmp_path: Path) -> None:
    """A reason of the program's own is recorded in English, whatever it was called when it was pressed."""
    async with seat(tmp_path / "k.db", "station:grill", settings=SPANISH) as grill:
        entry = await grill.opened()
        await grill.press("v")
        assert "2 El cliente se" in grill.text
        await grill.press("2")
        ended = await grill.counter.order(entry.order.id)
        assert "Guest left" == ended.order.void_reason
        assert "El cliente se fue" in grill.notice

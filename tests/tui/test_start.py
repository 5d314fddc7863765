"""How a station comes up: with what the record holds, laid out and drawn once, its stylesheets read once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.css.stylesheet import Stylesheet
from textual.screen import Screen

from kiosk.counter import counter as counting
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.rail.rail import Rail
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.ask import ASK
from kiosk.work.verb.open_order import AddOrder
from tests.tui.seat import MEAL, seat

ROOT = Path(__file__).parents[2]


async def with_an_order(counter: counting.Counter) -> None:
    """Let an order come in before the screens do."""
    await counter.do(AddOrder("web-1", MEAL))


@pytest.mark.parametrize("place", ["station:grill", "station:grill+fry", "station:expo"])
async def test_the_first_paint_holds_what_is_open(database: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No blank screen, and no rail without its ticket, is painted before."""
    painted: list[str] = []
    display = App._display

    def shown(app: App[Any], screen: Screen[Any], update: Any) -> None:
        if update is not None and not app._batch_count:
            painted.append("\n".join(strip.text for strip in app.screen._compositor.render_strips()))
        display(app, screen, update)

    monkeypatch.setattr(App, "_display", shown)
    async with seat(database, place, before=with_an_order) as here:
        await here.pilot.pause()
    assert painted
    assert all("1 × " in frame and "●" in frame for frame in painted), painted[0]


async def test_a_station_is_drawn_once_before_it_is_painted(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for a size it does not keep, nor before it knows its tickets; each stylesheet is read once."""
    seen: Counter[str] = Counter()

    def count(kind: type[Any], name: str) -> None:
        done = getattr(kind, name)

        def counted(self: Any, *args: Any, **named: Any) -> Any:
            seen[name if kind is not Rail else "rail"] += 1
            return done(self, *args, **named)

        monkeypatch.setattr(kind, name, counted)

    count(Stylesheet, "reparse")
    count(Rail, "draw")
    count(OpenTicket, "draw")
    at_first: list[Counter[str]] = []
    display = App._display

    def shown(app: App[Any], screen: Screen[Any], update: Any) -> None:
        at_first.append(seen.copy())
        display(app, screen, update)

    monkeypatch.setattr(App, "_display", shown)
    async with seat(database, before=with_an_order):
        pass
    assert {"rail": 1, "draw": 1} == at_first[0]


async def test_the_first_place_is_closed_like_any_other(database: Path) -> None:
    """Under it lies nothing: home takes its place."""
    async with seat(database) as grill:
        await grill.press("h")
        assert 1 == len(grill.app.screen_stack)
        assert "HomeScreen" == type(grill.screen).__name__


@pytest.mark.parametrize("end", [True, False])
@pytest.mark.parametrize("place", ["grill", "question", "home", "manager", "finished", "counts:grill"])
async def test_a_screen_that_is_not_put_together_any_more_says_nothing(
    database: Path, place: str, end: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is pushed in the breath in which the program ends, or is taken away before anything stands on it."""
    async with seat(database, "home") as opened:
        app = opened.app
        if place == "question":
            app.questions.ask(ASK.one("Which?", [("a", "First", "")]), lambda _answer: None)
        elif place == "grill":
            app.push_screen(StationScreen(app, ("grill",)))
        else:
            app.enter(place)
        screen = app.screen
        if end:
            app.exit()
        else:
            monkeypatch.setattr(screen, "_pruning", True)
        await asyncio.sleep(0.1)
        assert not screen.children


def test_textual_is_loaded_without_its_palette() -> None:
    """Nor what that is drawn with; what it has of the palette's can be named, and the palette loads when asked for."""
    code = """
from kiosk.tui.lean import load_textual
import sys
load_textual()
import textual.app
print(*sorted(name for name in sys.modules if name.startswith(("textual.widgets._", "textual.command"))))
print(textual.app.CommandPalette.__module__, textual.app.Provider.__name__)
from textual.command import CommandPalette
print(CommandPalette is not textual.app.CommandPalette, bool(CommandPalette.DEFAULT_CSS))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True, text=True)
    widgets, names, later = done.stdout.splitlines()
    assert "textual.widgets._static textual.widgets._toast textual.widgets._tooltip" == widgets
    assert "textual.command Provider" == names
    assert "True True" == later

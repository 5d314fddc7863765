"""What a screen says of an order that a reading sends back."""

from __future__ import annotations

from pathlib import Path

from kiosk.counter.counter import Counter
from kiosk.work.verb.mark import TakeReading
from tests.tui.seat import MEAL, seat, serve
from tests.work.test_back import BOOK


async def test_a_miss_is_asked_about_before_it_costs_a_round(database: Path) -> None:
    """A slip is keyed again; what was read goes back with one key, and nobody is asked what was done about it."""
    async with seat(database, "station:expo", playbook=BOOK) as expo:
        entry = await expo.opened(upto="check")
        await expo.press("r")
        await expo.type("41")
        await expo.press("enter")
        assert "41 °F is out of spec." in expo.text
        assert "Back to Grill" in expo.text
        await expo.press("1")
        assert "bumped" == expo.state(entry.order.id, "grill")
        await expo.press(*["backspace"] * 2)
        await expo.type("140")
        await expo.press("enter", "2")
        assert "Order 1 goes back to Grill: Core was 140 °F, round 1 of 2. After it again: Check." in expo.notice
        assert ("open", "waiting") == (expo.state(entry.order.id, "grill"), expo.state(entry.order.id, "check"))


async def test_the_station_that_gets_it_back_reads_why(database: Path) -> None:
    """On the card and on the ticket."""

    async def missed(counter: Counter) -> None:
        entry = await serve(counter, MEAL, upto="check")
        await counter.do(TakeReading(entry.order.id, "check", "core", "140"))

    async with seat(database, "station:grill", playbook=BOOK, before=missed) as grill:
        assert "RECALLED" in grill.text
        assert "again: Core was 140 °F, round 1 of 2" in grill.text
        await grill.pass_time(20)
        await grill.press("enter")
        assert "✔ Order 1: Grill done in 0:20" == grill.notice

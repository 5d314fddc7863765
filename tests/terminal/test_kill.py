"""A terminal dies in the middle of a step: no ticket is lost, and its time goes on."""

from __future__ import annotations

import asyncio
import re
import time
from pathlib import Path

import pytest

from kiosk.settings import Settings
from kiosk.wiring import open_counter
from kiosk.work.order.line import Wish
from tests.terminal.tty import Tty
from tests.tui.desk import serve

pytestmark = pytest.mark.terminal


async def cooking(shop: Path) -> float:
    """Take an order as far as the grill; gives the time of day its ticket opened at."""
    counter = open_counter(Settings(database=shop / "kiosk.db"))
    try:
        await counter.start()
        entry = await serve(counter, (Wish("hamburger"),), upto="cook")
        ticket = counter.board.ticket(entry.order.id, "cook")
    finally:
        await counter.close()
    assert ticket is not None
    assert ticket.opened is not None
    return ticket.opened.at.at / 1000


def timer(at: Tty) -> int:
    """Read the seconds on the first card of the rail."""
    found = re.search(r"● (\d+):(\d\d)", at.text)
    assert found is not None, at.text
    return int(found[1]) * 60 + int(found[2])


async def test_a_killed_terminal_comes_back_to_the_same_step(shop: Path) -> None:
    """Another one shows the ticket all along; started again it shows who has it and the right time, to a second."""
    opened = await cooking(shop)
    with Tty(shop, "station", "grill") as other:
        with Tty(shop, "station", "grill") as killed:
            killed.until("Order 1", "DONE")
            killed.send("t2")
            other.until("Ana has it")
            await asyncio.sleep(1.2)
            killed.kill()
            assert -9 == killed.code
        assert "Order 1" in other.text
        begun = time.monotonic()
        with Tty(shop, "station", "grill") as again:
            again.until("Order 1", "Ana has it", "2 ✔", "DONE")
            assert time.monotonic() - begun < 3
            assert abs(timer(again) - (time.time() - opened)) <= 1.5
            again.send("\r")
            again.until("done in")
            other.until("Ana did Cook of order", "0 on the rail", within=2)

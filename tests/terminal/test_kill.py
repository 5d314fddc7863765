"""A terminal dies in the middle of a step: no ticket is lost, and its time goes on."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from kiosk.settings import Settings
from kiosk.wiring import open_counter
from kiosk.work.order.line import Wish
from tests.patience import wait_for
from tests.terminal.tty import Tty
from tests.tui.seat import serve

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
    """Another one shows the ticket all along; started again it shows who has it and the right time."""
    opened = await cooking(shop)
    with Tty(shop, "station", "grill") as other:
        with Tty(shop, "station", "grill") as killed:
            killed.until("Order 1", "DONE")
            killed.send("t2")
            killed.until("2 ✔")
            other.until("Ana has it")
            assert wait_for(lambda: timer(other) > 0)
            killed.kill()
            assert -9 == killed.code
        assert "Order 1" in other.text
        with Tty(shop, "station", "grill") as again:
            again.until("Order 1", "Ana has it", "2 ✔", "DONE")
            age = time.time() - opened
            assert wait_for(lambda: age - 1 <= timer(again))
            assert timer(again) <= time.time() - opened
            again.send("\r")
            again.until("done in")
            other.until("Ana did Cook of order", "0 on the rail")

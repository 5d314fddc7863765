"""One guest's order at five terminals on one record: from the greeting to a slip whose code reads."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from kiosk.journal.verify import verify
from tests.terminal.conftest import Codes, by_zxing
from tests.terminal.tty import Tty, environment

pytestmark = pytest.mark.terminal

ORDER = {
    "id": "web-1",
    "guest": "Bo",
    "lines": [{"item": "cheeseburger", "quantity": 2, "choices": ["no onion"]}, {"item": "fries"}],
}


def test_an_order_goes_through_five_terminals(shop: Path, by_zbar: Codes) -> None:
    """Each station sees its own part of it, and the next step opens at the others with no key pressed there."""
    with ExitStack() as stack:
        places = (("front",), ("station", "grill"), ("station", "dress"), ("station", "fry"), ("expo",))
        front, grill, dress, fry, expo = (stack.enter_context(Tty(shop, *words)) for words in places)
        front.until("NEXT GUEST")
        front.press("\r", "DONE Greet")
        front.press("\r", "Take the order", "1 Burgers")
        # Each key waits for what the one before has painted: a finger, too, comes after the eye.
        keyed = ("12", "ADD NO-onion"), ("1", "no-onion"), ("\r", "SEND"), ("31", "ADD 3-large"), ("3", "large-Fries")
        for keys, seen in (*keyed, ("\r", "SEND")):
            front.send(keys)
            front.until(*(words.replace("-", " ") for words in seen.split()))
        front.tap("Guest G")
        front.until("Guest's name")
        front.send("Maya\r")
        front.until("for Maya")
        front.send("\r")
        front.until("DONE Read back and pay")
        front.send("\r")
        grill.until("1 × Cheeseburger", "Maya", "DONE")
        assert "large Fries" not in grill.text
        dress.until("NO onion", "DONE")
        fry.until("large Fries", "DONE")
        assert "Cheeseburger" not in fry.text
        for station in (grill, dress):
            station.send("\r")
            station.until("done in", "Nothing to do here")
        assert "DONE" not in expo.text
        fry.tap("DONE")
        expo.until("DONE Assemble")
        for keys, following in (
            ("\r", "DONE Check and bag"),
            ("\r", "Look at each"),
            ("1\r", "DONE Hand over"),
            ("\r", "NEXT"),
        ):
            expo.send(keys)
            expo.until(following)
        expo.calm()
        (said,) = by_zxing(expo.picture())
        assert [said] == by_zbar(expo.picture())
        assert said.startswith("K1:")
        expo.send("\r")
        expo.until("No order is open.")
        assert () == verify(shop / "kiosk.db", [said.rpartition(":")[2]])


def test_an_order_by_command_is_on_a_running_grill_at_once(shop: Path) -> None:
    """The bell reaches terminals from another process."""
    with Tty(shop, "station", "grill") as grill:
        grill.until("Nothing to do here")
        command = [sys.executable, "-m", "kiosk", "order", "add", "-"]
        added = subprocess.run(
            command, input=json.dumps(ORDER), text=True, env=environment(shop), capture_output=True, check=False
        )
        assert 0 == added.returncode, added.stderr
        grill.until("2 × Cheeseburger", "Bo", "DONE")


def test_two_terminals_at_one_station_agree(shop: Path) -> None:
    """A ticket done at one goes from the other, with no key pressed there."""
    with Tty(shop, "station", "front", "grill") as one, Tty(shop, "station", "grill", size=(80, 24)) as other:
        one.until("NEXT GUEST")
        one.press("\r", "DONE Greet")
        one.press("\r", "1 Burgers")
        one.send("11\r\r")
        one.until("DONE Read back")
        one.send("\r")
        other.until("1 × Hamburger", "DONE")
        one.until("DONE Cook")
        one.send("\r")
        other.until("Ana did Cook of order", "0 on the rail")
        other.send("\r")
        other.until("Nothing to do here")

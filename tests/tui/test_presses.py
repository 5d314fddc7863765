"""One press means one thing: bounces, held keys, and presses that outlive their screen."""

from __future__ import annotations

import asyncio
from pathlib import Path

from msgspec.structs import replace

from kiosk.settings import Settings
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.take_order import TakeOrder
from tests.playbooks import DINER
from tests.tui.seat import MEAL, Seat, seat

GUARDED = Settings(person="Ana", debounce=300, scanner="off")
"""With the guard as shipped; the clock stands still unless a test moves it."""


async def _gone(there: Seat) -> None:
    await there.pass_time(1)


async def test_a_held_done_key_bumps_one_ticket(tmp_path: Path) -> None:
    """Enter held down, repeating every 33 ms for two seconds, bumps the ticket it was pressed on and no other."""
    async with seat(tmp_path / "kiosk.db", "station:grill", settings=GUARDED) as grill:
        for _ in range(3):
            await grill.opened()
        await _gone(grill)
        for _ in range(60):
            await grill.press("enter")
            grill.clock.advance(0.033)
        assert 2 == len(grill.counter.board.rail(("grill",)))


async def test_a_press_after_the_guard_is_a_press_of_its_own(tmp_path: Path) -> None:
    """Two presses with half a second between them bump two tickets."""
    async with seat(tmp_path / "kiosk.db", "station:grill", settings=GUARDED) as grill:
        for _ in range(3):
            await grill.opened()
        for _ in range(2):
            await _gone(grill)
            await grill.press("enter")
        assert 1 == len(grill.counter.board.rail(("grill",)))


async def test_a_bounced_undo_takes_back_one_bump(tmp_path: Path) -> None:
    """Backspace pressed twice at once takes back the last bump and leaves the one before."""
    async with seat(tmp_path / "kiosk.db", "station:grill", settings=GUARDED) as grill:
        for _ in range(2):
            await grill.opened()
        for _ in range(2):
            await _gone(grill)
            await grill.press("enter")
        await _gone(grill)
        await grill.press("backspace", "backspace")
        assert 1 == len(grill.counter.board.rail(("grill",)))


async def test_the_enter_that_answers_a_question_bumps_nothing(tmp_path: Path) -> None:
    """Enter bounced in the reading's prompt records the reading and leaves the step open."""
    async with seat(tmp_path / "kiosk.db", "station:grill", settings=GUARDED) as grill:
        entry = await grill.opened()
        await _gone(grill)
        await grill.press("r", "1", "6", "0", "enter", "enter")
        order = (await grill.counter.order(entry.order.id)).order
        assert 1 == len(order.readings)
        assert "grill" not in order.bumps


async def test_home_right_after_done_neither_breaks_nor_forgets(tmp_path: Path) -> None:
    """Done and Home in one breath: the program goes on, and its own board knows of the bump."""
    async with seat(tmp_path / "kiosk.db", "station:grill", settings=GUARDED) as grill:
        entry = await grill.opened()
        await _gone(grill)
        grill.app.screen.act("done")  # type: ignore[attr-defined]
        grill.app.screen.action_home()  # type: ignore[attr-defined]
        await grill.settle()
        await asyncio.sleep(0.05)
        await grill.settle()
        assert grill.app.is_running
        assert "grill" in grill.counter.board.orders[entry.order.id].order.bumps


async def test_next_pressed_twice_on_a_slip_hands_nothing_over(tmp_path: Path) -> None:
    """Enter bounced on a slip closes the slip and leaves the next order's hand-over open."""
    async with seat(tmp_path / "kiosk.db", "station:expo", settings=GUARDED) as expo:
        for _ in range(2):
            await expo.opened(upto="hand-over")
        await _gone(expo)
        await expo.press("enter")
        await _gone(expo)
        await expo.press("enter", "enter")
        assert 1 == len(expo.counter.board.rail(("expo",)))
        assert "SLIP" not in expo.lines[0]


async def test_the_press_that_hands_over_does_not_close_the_slip(tmp_path: Path) -> None:
    """Done bounced at the hand-over leaves the slip on the screen to be seen."""
    async with seat(tmp_path / "kiosk.db", "station:expo", settings=GUARDED) as expo:
        await expo.opened(upto="hand-over")
        await _gone(expo)
        await expo.press("enter", "enter")
        assert "SLIP" in expo.lines[0]


async def test_a_step_named_only_in_an_older_playbook_can_be_worked(tmp_path: Path) -> None:
    """After an edit renames a step, tickets opened before it are shown and bumped under their own playbook."""
    async with seat(tmp_path / "kiosk.db", "station:grill") as grill:
        entry = await grill.opened()
        await grill.counter.playbooks.adopt(_renamed(DINER))
        await grill.pass_time(1)
        assert "Grill" in grill.text
        await grill.press("enter")
        assert "grill" in grill.counter.board.orders[entry.order.id].order.bumps


def _renamed(playbook: Playbook) -> Playbook:
    """Return the diner with its step `grill` called `sear`."""
    steps = tuple(
        replace(
            step,
            id="sear" if step.id == "grill" else step.id,
            after=tuple("sear" if name == "grill" else name for name in step.after),
        )
        for step in playbook.process.steps
    )
    procedures = tuple(
        replace(procedure, step="sear") if procedure.step == "grill" else procedure for procedure in playbook.procedures
    )
    return replace(playbook, process=replace(playbook.process, steps=steps), procedures=procedures)


async def test_keys_in_one_breath_close_one_question_and_nothing_below_it(tmp_path: Path) -> None:
    """Enter again before the screen repaints answers a prompt once: the screen it was asked on stays."""
    async with seat(tmp_path / "kiosk.db", "station:grill", settings=GUARDED) as grill:
        await grill.opened()
        await grill.press("i")
        await grill.bytes("x\r\re\r")
        await grill.settle()
        assert "GRILL" in grill.lines[0]
        assert "Order 1" in grill.text


async def test_home_twice_in_one_breath_stops_at_home(tmp_path: Path) -> None:
    """H held on a screen over home goes home, and the program goes on."""
    async with seat(tmp_path / "kiosk.db", "home") as home:
        await home.press("2")
        await home.bytes("hhhhh")
        assert "HOME" in home.lines[0]


async def test_the_press_after_the_last_done_opens_no_order_for_nobody(tmp_path: Path) -> None:
    """The green key says NEXT GUEST from then on; pressed again after its moment it means that, and says so by then."""
    async with seat(tmp_path / "kiosk.db", "station:front", settings=GUARDED) as front:
        await front.press("enter")
        await _gone(front)
        order = next(iter(front.counter.board.orders))
        await front.press("enter")
        await front.counter.do(TakeOrder(order, MEAL), by="Ana")
        await _gone(front)
        await front.press("enter")
        await _gone(front)
        await front.press("enter")
        assert "NEXT GUEST" in front.keys
        front.clock.advance(0.3)
        await front.press("enter")
        assert [order] == list(front.counter.board.orders)
        await _gone(front)
        await front.press("enter")
        assert 2 == len(front.counter.board.orders)

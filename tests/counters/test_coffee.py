"""The coffee bar, worked: drinks go on one by one, food is warm when they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.work.board.board import Board
from kiosk.work.guest.line import script_line
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.mark import TakeReading
from kiosk.work.verb.take_order import TakeOrder
from tests.counters.service import Hands, counter_of

OAT = Choice("milk", "oat")
ROUND = (Wish("latte", choices=(OAT,)), Wish("espresso"), Wish("tea"))


async def ordered(hands: Hands, wishes: tuple[Wish, ...], *, allergies: tuple[str, ...] = ()) -> None:
    """Greet, take an order for Ana, and have it paid."""
    await hands.do("greet", seconds=4)
    hands.clock.advance(20)
    await hands.keep("take-order")
    await hands.counter.do(TakeOrder(hands.order_id, wishes, guest=Guest("", "Ana"), allergies=allergies))
    await hands.do("pay", seconds=15)


async def test_an_order_goes_from_open_to_slip(tmp_path: Path) -> None:
    """Every step in turn, each with its points; the slip names the guest and the milk."""
    async with counter_of("coffee", tmp_path) as hands:
        await ordered(hands, ROUND)
        for step in ("cups", "espresso", "finish", "hand-over"):
            await hands.do(step)
        entry = await hands.entry()
        assert entry.order.finished
        assert {"bumped"} == set((await hands.states()).values())
        assert "food" not in await hands.states()
        printed = await hands.slip()
        assert "Ana" in printed
        assert "oat milk" in printed


async def test_a_drink_goes_on_while_others_wait(tmp_path: Path) -> None:
    """Each line opens as soon as it is done before: the espresso needs no milk, so it can be called at once."""
    async with counter_of("coffee", tmp_path) as hands:
        await ordered(hands, (Wish("latte"), Wish("espresso"), Wish("cappuccino")))
        assert "waiting" == (await hands.states())["espresso"]

        await hands.counter.do(BumpLine(hands.order_id, "cups", 2))
        assert {1: False, 2: True, 3: False} == await hands.lines("espresso")
        hands.clock.advance(30)
        await hands.counter.do(BumpLine(hands.order_id, "espresso", 2))
        assert {1: False, 2: True, 3: False} == await hands.lines("hand-over")
        assert "waiting" == (await hands.states())["finish"]

        await hands.counter.do(BumpLine(hands.order_id, "hand-over", 2))
        assert "2 of its lines still wait" in await hands.refused("hand-over")


async def test_the_last_line_ends_the_order_only_by_its_bump(tmp_path: Path) -> None:
    """Drinks handed over one by one leave the order open until somebody says that it is done."""
    async with counter_of("coffee", tmp_path) as hands:
        await ordered(hands, (Wish("latte"), Wish("mocha")))
        for line in (1, 2):
            for step in ("cups", "espresso", "finish", "hand-over"):
                hands.clock.advance(30)
                await hands.counter.do(BumpLine(hands.order_id, step, line))
        assert "open" == (await hands.states())["hand-over"]
        await hands.do("hand-over", seconds=1)
        assert (await hands.entry()).order.finished


async def test_food_is_begun_so_that_it_ends_with_the_drinks(tmp_path: Path) -> None:
    """Cup 8 s, shot 40 s, milk 45 s, and a warmed croissant takes 45 s: it is kept back for 48 s."""
    async with counter_of("coffee", tmp_path) as hands:
        warm = Wish("croissant", choices=(Choice("warm", "warmed"),))
        await ordered(hands, (Wish("latte"), warm))
        ticket = (await hands.entry()).ticket("food")
        assert ticket
        assert ("held", 48) == (ticket.state, ticket.late)


async def test_food_alone_begins_at_once(tmp_path: Path) -> None:
    """Nothing is waited for where nothing is poured."""
    async with counter_of("coffee", tmp_path) as hands:
        await ordered(hands, (Wish("toastie"),))
        assert {"open", "waiting", "bumped"} == set((await hands.states()).values())
        assert "open" == (await hands.states())["food"]
        await hands.do("food", seconds=150)
        await hands.do("hand-over")
        assert (await hands.entry()).order.finished


async def test_the_name_is_called_with_the_drink(tmp_path: Path) -> None:
    """The line of the hand-over holds both, whichever start it takes; without a name it holds the number."""
    async with counter_of("coffee", tmp_path) as hands:
        await ordered(hands, (Wish("latte", choices=(OAT,)),))
        for step in ("cups", "espresso", "finish"):
            await hands.do(step)
        said = script_line(Board(), await hands.entry(), "hand-over")
        assert "latte, oat milk" in said
        assert "Ana" in said or "number 1" in said


async def test_the_allergy_is_asked_for_at_every_station_that_touches_the_drink(tmp_path: Path) -> None:
    """Cups, milk and hand-over have their point for it; an allergen no part holds is refused."""
    async with counter_of("coffee", tmp_path) as hands:
        with pytest.raises(Refused, match="fish"):
            await ordered(hands, ROUND, allergies=("fish",))
        await hands.counter.do(TakeOrder(hands.order_id, ROUND, allergies=("tree-nuts",)))
        await hands.do("pay")
        for step in ("cups", "espresso", "clean-pitcher", "finish", "hand-over"):
            await hands.do(step)
        kept = {step for step, point in (await hands.entry()).order.points if point.startswith("allergy")}
        assert {"pay", "cups", "finish", "hand-over"} == kept


async def test_a_reading_of_the_dose_is_kept(tmp_path: Path) -> None:
    """Out of the figure it is written down with what was done; it holds no drink back, since none of them is a gate."""
    async with counter_of("coffee", tmp_path) as hands:
        await ordered(hands, (Wish("espresso"),))
        await hands.do("cups")
        await hands.counter.do(TakeReading(hands.order_id, "espresso", "dose", "21,5", action="Weighed again, 19 g"))
        await hands.counter.do(TakeReading(hands.order_id, "espresso", "dose", "19"))
        await hands.do("espresso")
        taken = [(str(one.value), one.action) for one in (await hands.entry()).order.readings]
        assert [("21.5", "Weighed again, 19 g"), ("19", "")] == taken

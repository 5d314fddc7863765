"""The bike repair, worked: the frame first, torques typed in Nm, a ride that tries each repair."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.errors import Refused
from kiosk.work.check.reach import TriedOrder
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.order.point import points_of
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.mark import TakeReading
from kiosk.work.verb.recall import Recall
from kiosk.work.verb.take_order import TakeOrder
from tests.counters.service import Hands, counter_of

BIG = (Wish("big-service"), Wish("pedals", note="clacks when I stand up"))


async def agreed(hands: Hands, wishes: tuple[Wish, ...]) -> None:
    """Everything at the desk: greet, damage, check-in, the job, the tag."""
    for step in ("greet", "inspect", "check-in"):
        await hands.do(step)
    await hands.keep("take-order")
    await hands.counter.do(TakeOrder(hands.order_id, wishes, guest=Guest("", "Ben")))
    await hands.do("agree")


async def ridden(hands: Hands) -> None:
    """Try each repair, then end the ride."""
    for line in await hands.lines("test-ride"):
        await hands.counter.do(BumpLine(hands.order_id, "test-ride", line))
    await hands.do("test-ride", seconds=600)


async def test_an_order_goes_from_open_to_slip_through_its_gates(tmp_path: Path) -> None:
    """Frame and fork before any job is written; torque, brakes and axles before the bike is ridden or leaves."""
    async with counter_of("bike-repair", tmp_path) as hands:
        held: dict[str, tuple[str, ...]] = {step: await hands.gates(step) for step in ("greet", "inspect", "check-in")}
        await hands.counter.do(TakeOrder(hands.order_id, BIG, guest=Guest("", "Ben")))
        for step in ("agree", "wheels", "brakes", "drive", "bolts"):
            hands.clock.advance(600)
            held[step] = await hands.gates(step)
        await hands.keep("test-ride")
        await ridden(hands)
        for step in ("tag", "hand-over"):
            held[step] = await hands.gates(step)
        assert {
            "inspect": ("frame", "fork"),
            "brakes": ("torque", "lock"),
            "drive": ("torque",),
            "bolts": ("torque", "axles"),
        } == {step: points for step, points in held.items() if points}
        assert (await hands.entry()).order.finished
        printed = await hands.slip()
        assert "Ben" in printed
        assert "Big service" in printed


async def test_nothing_is_promised_before_the_frame_is_looked_at(tmp_path: Path) -> None:
    """The job cannot be written while the look for damage is open."""
    async with counter_of("bike-repair", tmp_path) as hands:
        await hands.do("greet")
        with pytest.raises(Refused):
            await hands.counter.do(TakeOrder(hands.order_id, BIG))
        assert "Look for cracks" in await hands.refused("inspect")


async def test_torques_are_readings_out_and_in_spec(tmp_path: Path) -> None:
    """On the stem's face 8.5 Nm is out, 5 is in; a maker's figure stands as the action and holds nobody up."""
    async with counter_of("bike-repair", tmp_path) as hands:
        await agreed(hands, (Wish("stem"),))
        specs = hands.counter.playbook.procedure["bolts"]
        for spec, value, action in (
            ("stem", "8,5", "Loosened, tightened crosswise"),
            ("stem", "5", ""),
            ("steerer", "6.5", ""),
            ("seat-post", "12", "Maker says 12 Nm"),
        ):
            await hands.counter.do(TakeReading(hands.order_id, "bolts", spec, value, action=action))
        readings = (await hands.entry()).order.readings
        kept = [(found := specs.spec(one.spec)) is not None and found.within(one.value) for one in readings]
        assert [False, True, True, False] == kept
        await hands.do("bolts")
        assert "bumped" == (await hands.states())["bolts"]


async def test_wheels_brakes_and_drive_run_side_by_side(tmp_path: Path) -> None:
    """Bolts wait for all three of a tune-up."""
    async with counter_of("bike-repair", tmp_path) as hands:
        await agreed(hands, (Wish("tune-up"),))
        states = await hands.states()
        assert {"open"} == {states[step] for step in ("wheels", "brakes", "drive")}
        await hands.do("drive")
        await hands.do("wheels", seconds=600)
        assert "waiting" == (await hands.states())["bolts"]
        await hands.do("brakes")
        assert "open" == (await hands.states())["bolts"]


async def test_a_flat_tyre_goes_from_the_bench_to_the_ride(tmp_path: Path) -> None:
    """No brake, drivetrain or bolt is touched."""
    async with counter_of("bike-repair", tmp_path) as hands:
        await agreed(hands, (Wish("flat-tyre", choices=(Choice("wheel", "front"),)),))
        assert ["wheels", "test-ride", "tag", "hand-over"] == list(await hands.states())[5:]


async def test_the_ride_tries_each_repair(tmp_path: Path) -> None:
    """It is not bumped in one go, and what is not right goes back to its step."""
    async with counter_of("bike-repair", tmp_path) as hands:
        await agreed(hands, (Wish("flat-tyre"), Wish("wheel-true")))
        await hands.do("wheels", seconds=600)
        await hands.keep("test-ride")
        assert "bump each first" in await hands.refused("test-ride")
        await hands.counter.do(Recall(hands.order_id, "wheels", "Not right on the ride"))
        states = await hands.states()
        assert ("open", "waiting") == (states["wheels"], states["test-ride"])
        await hands.do("wheels", seconds=600)
        await ridden(hands)
        assert "open" == (await hands.states())["tag"]


def test_a_wheel_that_is_only_trued_has_no_cause_of_a_flat() -> None:
    """Nobody marks what is not there."""
    book = load_playbook(shipped()["bike-repair"])
    wheels = book.procedure["wheels"]
    asked = []
    for item in ("wheel-true", "flat-tyre"):
        order = TriedOrder((Wish(item),), "outside", "", allergy=False, minute=600).order(book)
        asked.append({point.id for point in points_of(order, wheels, book.menu)})
    assert {"cause", "bead"} == asked[1] - asked[0]

"""The pharmacy pick-up, worked: nothing goes on without identity, the pharmacist and a second check."""

from __future__ import annotations

from pathlib import Path

from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.mark import MarkPoint, TakeReading
from kiosk.work.verb.recall import Recall
from kiosk.work.verb.take_order import TakeOrder
from tests.counters.service import Hands, counter_of

PENICILLIN = Guest("", "M.", "", "penicillin, years ago")
TWO = (
    Wish("new-prescription", choices=(Choice("cap", "easy"),)),
    Wish("refill", choices=(Choice("talk", "refused"), Choice("language", "phone"))),
)


async def requested(hands: Hands, wishes: tuple[Wish, ...], guest: Guest | None = None) -> None:
    """Greet, identify, take the request and read it back."""
    for step in ("greet", "identify"):
        await hands.do(step, seconds=20)
    await hands.keep("take-order")
    await hands.counter.do(TakeOrder(hands.order_id, wishes, guest=guest))
    await hands.do("read-back", seconds=20)


async def verified(hands: Hands) -> None:
    """Do everything up to the second check, and check line by line."""
    for step in ("data-entry", "clinical-check", "fill", "label"):
        await hands.do(step)
    await checked(hands)


async def checked(hands: Hands) -> None:
    """Keep the points of the second check, then bump each of its lines."""
    await hands.keep("verify")
    for line in await hands.lines("verify"):
        await hands.counter.do(BumpLine(hands.order_id, "verify", line))


async def test_an_order_goes_from_open_to_slip_through_its_gates(tmp_path: Path) -> None:
    """Each gate refuses first, in its order: two of identity, the pharmacist's, the allergy's, identity again."""
    async with counter_of("pharmacy", tmp_path) as hands:
        held: dict[str, tuple[str, ...]] = {"greet": await hands.gates("greet")}
        held["identify"] = await hands.gates("identify")
        await hands.counter.do(TakeOrder(hands.order_id, TWO, guest=PENICILLIN))
        for step in ("read-back", "data-entry", "clinical-check", "fill", "label"):
            hands.clock.advance(30)
            held[step] = await hands.gates(step)
        for line in (1, 2):
            await hands.counter.do(BumpLine(hands.order_id, "verify", line))
        for step in ("verify", "call", "counsel", "hand-over"):
            held[step] = await hands.gates(step)
        assert {
            "greet": (),
            "identify": ("name", "birth"),
            "read-back": (),
            "data-entry": ("patient",),
            "clinical-check": ("pharmacist", "warnings", "allergy"),
            "fill": ("code",),
            "label": ("name",),
            "verify": ("pharmacist", "inside", "allergy"),
            "call": ("name", "birth", "allergies", "stop"),
            "counsel": ("pharmacist",),
            "hand-over": ("same", "label"),
        } == held
        assert (await hands.entry()).order.finished
        assert "New prescription" in await hands.slip()


async def test_a_gate_is_not_passed_by_skipping_it(tmp_path: Path) -> None:
    """A date of birth nobody heard cannot be excused with a reason."""
    async with counter_of("pharmacy", tmp_path) as hands:
        await hands.do("greet")
        await hands.counter.do(MarkPoint(hands.order_id, "identify", "name", "kept"))
        await hands.counter.do(MarkPoint(hands.order_id, "identify", "birth", "skipped", reason="No time"))
        assert "First: Hear the date of birth and compare it." == await hands.refused("identify")


async def test_each_medicine_is_checked_by_itself(tmp_path: Path) -> None:
    """The second check cannot be bumped in one go: every line of it first."""
    async with counter_of("pharmacy", tmp_path) as hands:
        await requested(hands, TWO)
        for step in ("data-entry", "clinical-check", "fill", "label"):
            await hands.do(step)
        await hands.keep("verify")
        words = await hands.refused("verify")
        assert words.startswith("Look at these lines and bump each first")
        assert "New prescription" in words
        assert "Refill" in words


async def test_an_error_goes_back_to_fill_with_a_new_label(tmp_path: Path) -> None:
    """Recalling Fill from the second check opens Label again: what is mended is labelled and checked anew."""
    async with counter_of("pharmacy", tmp_path) as hands:
        await requested(hands, TWO)
        for step in ("data-entry", "clinical-check", "fill", "label"):
            await hands.do(step)
        await hands.counter.do(BumpLine(hands.order_id, "verify", 1))
        await hands.counter.do(Recall(hands.order_id, "fill", "Wrong strength"))
        states = await hands.states()
        assert ("open", "waiting", "waiting") == (states["fill"], states["label"], states["verify"])
        await hands.do("fill")
        await hands.do("label")
        await checked(hands)
        assert "open" == (await hands.states())["call"]


async def test_the_wrong_patient_stops_at_the_pick_up(tmp_path: Path) -> None:
    """Who cannot say the date of birth does not come to the counsel."""
    async with counter_of("pharmacy", tmp_path) as hands:
        await requested(hands, (Wish("refill"),))
        await verified(hands)
        await hands.counter.do(MarkPoint(hands.order_id, "call", "name", "kept"))
        assert "date of birth" in await hands.refused("call")
        assert "waiting" == (await hands.states())["counsel"]


async def test_a_bag_that_is_ready_is_fetched_and_asked_for_again(tmp_path: Path) -> None:
    """No entry, check or label: the shelf, then identity, talk and hand-over."""
    async with counter_of("pharmacy", tmp_path) as hands:
        await requested(hands, (Wish("ready-bag"),))
        assert ["fill", "call", "counsel", "hand-over"] == list(await hands.states())[4:]


async def test_advice_needs_the_pharmacist_alone(tmp_path: Path) -> None:
    """From the read-back to the call, and to the talk."""
    async with counter_of("pharmacy", tmp_path) as hands:
        await requested(hands, (Wish("advice"),))
        assert ["call", "counsel", "hand-over"] == list(await hands.states())[4:]


async def test_a_vaccine_waits_for_a_fridge_that_is_cold_enough(tmp_path: Path) -> None:
    """No reading, then one above the limit, then one inside it; the chair takes its quarter of an hour."""
    async with counter_of("pharmacy", tmp_path) as hands:
        await requested(hands, (Wish("vaccination"), Wish("refill")))
        for step in ("data-entry", "clinical-check"):
            await hands.do(step)
        states = await hands.states()
        assert ("open", "open") == (states["fill"], states["vaccinate"])

        await hands.keep("vaccinate")
        assert (await hands.refused("vaccinate")).startswith("First read Vaccine fridge")
        await hands.counter.do(TakeReading(hands.order_id, "vaccinate", "fridge", "48,5", action="Stock marked"))
        assert "Do not use it." in await hands.refused("vaccinate")
        await hands.counter.do(TakeReading(hands.order_id, "vaccinate", "fridge", "40"))
        await hands.do("vaccinate", seconds=900)

        assert "waiting" == (await hands.states())["call"]
        for step in ("fill", "label"):
            await hands.do(step)
        await checked(hands)
        assert "open" == (await hands.states())["call"]

"""The optician, worked: asked for a prescription before a lens is cut, limits as prescribed, edging that goes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.errors import Refused
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.fill import FillFields
from kiosk.work.verb.mark import TakeReading
from kiosk.work.verb.take_order import TakeOrder
from tests.counters.service import Hands, counter_of

BOOK = load_playbook(shipped()["optician"])
PAIR = Wish("single", choices=(Choice("index", "thin"), Choice("finish", "clear"), Choice("rim", "full")))
SCREW = Wish("screw")

PRESCRIPTION = (
    *(("r-sphere", "-2.25"), ("r-cylinder", "-1.75"), ("r-axis", "88")),
    *(("l-sphere", "-2,00"), ("l-cylinder", "-0.50"), ("l-axis", "95")),
    *(("pd", "63"), ("prescribed-by", "an eye doctor"), ("night", "yes")),
)
PROMISE = (("promised", "2026-11-27"), ("phone", "+1 555 0100"), ("deposit", "80"))

GOOD = (
    ("r-axis", "89"),
    ("l-axis", "94"),
    ("r-cylinder", "-1.75"),
    ("l-cylinder", "-0.5"),
    ("r-sphere", "-2.25"),
    ("l-sphere", "-2.12"),
    ("pd", "63.5"),
)


async def agreed(hands: Hands, *wishes: Wish, fields: tuple[tuple[str, str], ...] = ()) -> None:
    """Everything at the desk: greet, the job, what is asked about it, read back."""
    await hands.do("greet")
    await hands.keep("take-order")
    await hands.counter.do(TakeOrder(hands.order_id, wishes, guest=Guest("", "Ida")))
    if fields:
        await hands.counter.do(FillFields(hands.order_id, fields))
    await hands.do("agree")


async def read(hands: Hands, *readings: tuple[str, str]) -> None:
    """Type what the lensmeter shows."""
    for spec, value in readings:
        await hands.counter.do(TakeReading(hands.order_id, "verify", spec, value))


async def test_a_pair_goes_from_open_to_slip(tmp_path: Path) -> None:
    """Cut, measured against its prescription, fitted, handed over; the slip says what was promised."""
    async with counter_of("optician", tmp_path) as hands:
        await agreed(hands, PAIR, fields=PRESCRIPTION + PROMISE)
        await hands.do("pull")
        await hands.do("edge", seconds=500)
        await read(hands, *GOOD)
        for step in ("verify", "tray", "fit", "hand-over"):
            await hands.do(step)
        entry = await hands.entry()
        assert entry.order.finished
        assert "88" == dict(entry.guest.fields)["r-axis"]
        printed = " ".join((await hands.slip()).split())
        for words in ("Ida", "Single-vision pair", "thin 1.6", "anti-reflective"):
            assert words in printed


async def test_nothing_is_cut_before_the_prescription_is_in(tmp_path: Path) -> None:
    """Each thing that is missing is named at the read-back; a screw is asked for none of them but its day."""
    async with counter_of("optician", tmp_path) as hands:
        await hands.do("greet")
        await hands.keep("take-order")
        await hands.counter.do(TakeOrder(hands.order_id, (PAIR,)))
        await hands.keep("agree")
        missing = await hands.refused("agree")
        for words in ("R sphere", "L axis", "Pupil distance", "Promised for", "Deposit"):
            assert words in missing
        assert "Addition" not in missing
        with pytest.raises(Refused, match="axis"):
            await hands.counter.do(FillFields(hands.order_id, (("r-axis", "188"),)))
    async with counter_of("optician", tmp_path / "two") as hands:
        await agreed(hands, SCREW, fields=(("promised", "2026-11-23"),))
        assert ["repair", "tray", "hand-over"] == list(await hands.states())[3:]


async def test_what_misses_the_prescription_goes_back_to_edging(tmp_path: Path) -> None:
    """By itself, with its cause, twice; within two degrees it stays."""
    async with counter_of("optician", tmp_path) as hands:
        await agreed(hands, PAIR, fields=PRESCRIPTION + PROMISE)
        await hands.do("pull")
        await hands.do("edge")
        await read(hands, ("r-axis", "91"))
        states = await hands.states()
        assert ("open", "waiting") == (states["edge"], states["verify"])
        await hands.do("edge")
        await read(hands, ("r-axis", "90"), *GOOD[1:])
        await hands.do("verify")
        assert "open" == (await hands.states())["tray"]


async def test_no_axis_is_asked_for_without_a_cylinder(tmp_path: Path) -> None:
    """Whatever was keyed for it; a sphere and the centres are."""
    async with counter_of("optician", tmp_path) as hands:
        round_ones = (("r-cylinder", "0"), ("r-axis", "0"))
        await agreed(hands, PAIR, fields=(*PRESCRIPTION, *round_ones, *PROMISE))
        await hands.do("pull")
        await hands.do("edge")
        await read(hands, ("r-cylinder", "0"), *(one for one in GOOD if one[0] not in ("r-axis", "r-cylinder")))
        await hands.do("verify")
        assert "open" == (await hands.states())["tray"]


async def test_a_spec_is_as_this_guest_was_prescribed(tmp_path: Path) -> None:
    """Two orders, two limits; the playbook has one."""
    limits = []
    for axis in ("88", "179"):
        async with counter_of("optician", tmp_path / axis) as hands:
            await agreed(hands, PAIR, fields=(*PRESCRIPTION, ("r-axis", axis), *PROMISE))
            spec = (await hands.entry()).spec("verify", "r-axis")
            assert spec
            limits.append(f"{spec.minimum} to {spec.maximum}")
    assert ["86 to 90", "177 to 181"] == limits


async def test_only_lenses_are_verified_and_only_progressives_walk(tmp_path: Path) -> None:
    """A frame alone is fetched and handed over."""
    async with counter_of("optician", tmp_path) as hands:
        await agreed(hands, Wish("frame-round"), fields=(("promised", "2026-11-23"),))
        assert ["shelf", "tray", "hand-over"] == list(await hands.states())[3:]


async def test_a_job_cannot_be_bumped_through_its_gates(tmp_path: Path) -> None:
    """Without readings nothing leaves the lensmeter."""
    async with counter_of("optician", tmp_path) as hands:
        await agreed(hands, PAIR, fields=PRESCRIPTION + PROMISE)
        await hands.do("pull")
        await hands.do("edge")
        await hands.keep("verify")
        with pytest.raises(Refused, match="R axis"):
            await hands.counter.do(Bump(hands.order_id, "verify"))


def test_frames_have_codes_and_nothing_to_eat() -> None:
    """Every frame is found by its barcode; no part names an allergen."""
    frames = [item for item in BOOK.menu.items if item.category == "frames"]
    assert len(frames) == len({code for item in frames for code in item.codes or ()})
    assert [] == [part.id for part in BOOK.menu.parts if part.allergens]


def test_it_stands_whole_in_german() -> None:
    """Every procedure, every name."""
    assert {"de"} == {one.language for procedure in BOOK.procedures for one in procedure.translations}
    assert [] == [one.id for one in BOOK.stations if not one.names] + [
        one.id for one in BOOK.menu.items if not one.names
    ]
    assert [] == [one.id for one in BOOK.process.steps if not one.names]
    assert [] == [one.id for one in BOOK.process.fields or () if not one.names]

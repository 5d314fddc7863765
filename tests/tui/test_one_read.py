"""All keys of a flow in one read, as a fast hand, a bar's macro or a slow line sends them: that verb, and nothing else.

Keys must never fall between two questions: on the station they would mean something else, and the record would lie.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import replace

from kiosk.settings import Settings
from kiosk.tui.station.flows import STATION
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import OrderField
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change
from kiosk.work.verb.hold import Hold
from kiosk.work.verb.open_order import AddOrder
from kiosk.work.verb.take import Take
from tests.playbooks import DINER
from tests.tui.seat import Seat, seat

BURGERS = (Wish("burger", 2, (Choice("toppings", "onion", "no"),)), Wish("burger"))

LOOKED_AT = replace(
    DINER,
    process=replace(
        DINER.process,
        steps=tuple(replace(step, confirms="all") if step.id == "grill" else step for step in DINER.process.steps),
    ),
)

NOBODY = Settings(debounce=0, guard=0, scanner="off")

Before = Callable[[Seat], Awaitable[object]]


async def two(there: Seat) -> None:
    """Bring two orders of burgers to the grill."""
    for _ in range(2):
        await there.opened(BURGERS)


async def done(there: Seat) -> None:
    """Bring one to the grill, and do it."""
    entry = await there.opened(BURGERS)
    await there.counter.do(Bump(entry.order.id, "grill"), by="Ana")
    await there.settle()


async def held(there: Seat) -> None:
    """Hold one of two orders."""
    await two(there)
    await there.counter.do(Hold(next(iter(there.counter.board.orders)), "waits"), by="Zoe")
    await there.settle()


async def taken(there: Seat) -> None:
    """Let somebody else take up what is opened here by hand."""
    entry = await there.opened(BURGERS)
    await there.counter.do(Take(entry.order.id, "grill"), by="Zoe")
    await there.pass_time(6)
    await there.press("down")


async def changed(there: Seat) -> None:
    """Let a line of the open ticket be taken out."""
    entry = await there.opened(BURGERS)
    await there.counter.do(Change(entry.order.id, (Wish("burger", line=2),), "Guest left"), by="Zoe")
    await there.settle()


async def allergic(there: Seat) -> None:
    """Bring an order with an allergy."""
    await there.opened(BURGERS, allergies=("gluten",))


async def asked(there: Seat) -> None:
    """Bring an order whose note may tell of an allergy."""
    await there.counter.do(AddOrder("web-1", BURGERS, Guest("", note="keep away from gluten")), by="Zoe")
    await there.pass_time(1)


class Way(Struct, frozen=True):
    """What is struck, and what has to stand in the record by it."""

    action: str
    keys: str
    events: tuple[str, ...]
    before: Before = two
    book: Playbook = DINER
    settings: Settings | None = None


MEASURED = replace(DINER, process=replace(DINER.process, fields=(OrderField("axis", "Axis", "number"),)))

WAYS = (
    Way("done", "\r", ("TicketBumped",)),
    Way("fields", "\x0490\r", ("FieldsFilled",), book=MEASURED),
    Way("done", "\r1", ("ChangeAcknowledged",), changed),
    Way("done", "\r2", ("ChangeAcknowledged",), changed),
    Way("done", "\r7made already\r", ("ChangeAcknowledged",), changed),
    Way("done", "\rBo\r", ("AllergySeen",), allergic, settings=NOBODY),
    Way("done", "\r2", ("AllergyAnswered",), asked),
    Way("done", "\r1Bo\r", ("AllergyAnswered",), asked, settings=NOBODY),
    Way("allergy", "a1", ("AllergyAnswered",), asked),
    Way("done", "\r12\r", ("LineBumped", "LineBumped", "TicketBumped"), book=LOOKED_AT),
    Way("done", "\r1\r", ("LineBumped",), book=LOOKED_AT),
    Way("undo", "\x7f", ("TicketUndone",), done),
    Way("take", "t", ("TicketTakenUp",)),
    Way("take", "t1", ("TicketTakenUp",), taken),
    Way("points", "p12\r", ("PointMarked", "PointMarked")),
    Way("skip", "k11", ("PointMarked",)),
    Way("skip", "k16the pan was hot\r", ("PointMarked",)),
    Way("reading", "r160\r", ("ReadingTaken",)),
    Way("reading", "r120\r1", ("ReadingTaken",)),
    Way("line_mode", "l1\r", ("LineBumped",)),
    Way("waste", "w121", ("WasteNoted",)),
    Way("waste", "w126fell down\r", ("WasteNoted",)),
    Way("remake", "\x07121", ("LineRemade",)),
    Way("remake", "\x07214", ("LineRemade",)),
    Way("remake", "\x0711123", ("LineRemade", "TicketRecalled"), done),
    Way("rush", "x1", ("OrderRushed",)),
    Way("rush", "x6the driver waits\r", ("OrderRushed",)),
    Way("hold", "m11", ("OrderHeld",)),
    Way("hold", "m31", ("OrderHeld",)),
    Way("hold", "m9{later}\r1", ("OrderHeld",)),
    Way("fire", "y1", ("OrderFired",), held),
    Way("recall", "b11", ("TicketRecalled",), done),
    Way("review", "j12", ("TicketRecalled",), done),
    Way("void", "v1", ("OrderVoided",)),
    Way("void", "v7the guest has left us\r", ("OrderVoided",)),
    Way("hand_over_early", "\x051", ("TicketBumped", "OrderFinished")),
    Way("problem", "\x0e11\r", ("ProblemRaised",)),
    Way("problem", "\x0e21the oven\r", ("ProblemRaised",)),
    Way("problem", "\x0e31\r", ("ProblemRaised",)),
    Way("eighty_six", "z11", ("ItemOut",)),
    Way("close_station", "\x0b1", ("StationClosed",)),
)
"""Every flow of a station, each way through it."""


async def written(there: Seat, seq: int) -> tuple[str, ...]:
    """Name what stands in the record after a row of it."""
    records = await there.counter._live.ask(lambda journal: journal.since(seq))
    return tuple(type(record.event).__name__ for record in records)


@pytest.mark.parametrize("way", WAYS, ids=[f"{way.action}-{place}" for place, way in enumerate(WAYS)])
async def test_all_keys_of_a_flow_in_one_read(tmp_path: Path, way: Way) -> None:
    """That verb is in the record and nothing else, and no question is left."""
    async with seat(tmp_path / "kiosk.db", "station:grill", playbook=way.book, settings=way.settings) as grill:
        await way.before(grill)
        later = grill.counter.local(grill.clock.now().at + 3_600_000)
        seq = grill.counter.board.seq
        await grill.bytes(way.keys.format(later=f"{later:%H%M}"))
        kept = tuple(name for name in await written(grill, seq) if name in EVENTS)
        assert way.events == kept
        assert isinstance(grill.screen, CounterScreen)


EVENTS = {name for way in WAYS for name in way.events}
"""What hands mean by these keys; what a verb brings along besides is its own affair."""


def test_every_flow_of_a_station_is_struck() -> None:
    """A new one has its keys in one read too."""
    assert set(STATION) == {way.action for way in WAYS}


async def test_a_flow_that_more_leads_to_is_one_read_too(tmp_path: Path) -> None:
    """0, the digit of Waste there, and its answers."""
    async with seat(tmp_path / "kiosk.db", "station:grill") as grill:
        await two(grill)
        assert isinstance(grill.screen, StationScreen)
        place = grill.screen.offered().index("rush") + 1
        seq = grill.counter.board.seq
        await grill.bytes(f"{'0' * (1 + (place - 1) // 9)}{(place - 1) % 9 + 1}1")
        assert ("OrderRushed",) == await written(grill, seq)


async def test_undo_in_one_read_with_a_bump_takes_that_bump_back(tmp_path: Path) -> None:
    """Though it is still on its way to the disk: what was done last before it stays done."""
    free = Settings(person="Ana", debounce=0, guard=0)
    async with seat(tmp_path / "kiosk.db", "station:grill", settings=free) as grill:
        orders = [(await grill.opened()).order.id for _ in range(3)]
        await grill.press("enter")
        assert "bumped" == grill.state(orders[0], "grill")
        await grill.bytes("\r\x7f")
        await grill.settle()
        assert ["bumped", "open", "open"] == [grill.state(order, "grill") for order in orders]
        assert "Order 2" in grill.notice


async def test_an_order_is_opened_and_rushed_in_one_read(tmp_path: Path) -> None:
    """At the expo: all orders, the first of them, its first verb, its first reason."""
    async with seat(tmp_path / "kiosk.db", "station:expo", size=(160, 45)) as expo:
        await two(expo)
        seq = expo.counter.board.seq
        await expo.bytes("111")
        assert ("OrderRushed",) == await written(expo, seq)


@pytest.mark.parametrize("keys", ["\x1b[Bv1", "\x1b[Bt1", "\x1b[B\x1b[Bv1"])
async def test_a_mark_that_moves_in_one_read_is_not_seen_yet(tmp_path: Path, keys: str) -> None:
    """What is done with the marked order waits until eyes can have seen which it is; then it is done."""
    async with seat(tmp_path / "kiosk.db", "station:expo", size=(160, 45)) as expo:
        await two(expo)
        seq = expo.counter.board.seq
        await expo.bytes(keys)
        assert seq == expo.counter.board.seq
        await expo.bytes("v1")
        assert ("OrderVoided",) == await written(expo, seq)


async def test_what_is_recalled_of_one_order_is_one_read_too(tmp_path: Path) -> None:
    """The order, its fourth verb, its step, and why."""
    async with seat(tmp_path / "kiosk.db", "station:expo", size=(160, 45)) as expo:
        await expo.opened(upto="fry")
        seq = expo.counter.board.seq
        await expo.bytes("1411")
        assert ("TicketRecalled",) == await written(expo, seq)


# The front.


async def sent(front: Seat) -> None:
    """Let an order be sent that is still made."""
    await front.opened(BURGERS, upto="grill")


async def ordering(front: Seat) -> None:
    """Come to where an order is keyed."""
    await front.press("enter", "enter")


FRONT = (
    Way("send", "111\r\r", ("OrderTaken", "TicketBumped"), ordering),
    Way("guest", "gBo\r111\r\r", ("OrderTaken", "TicketBumped"), ordering),
    Way("note", "eno salt\r111\r\r", ("OrderTaken", "TicketBumped"), ordering),
    Way("allergy", "a1\r1\x7f11\r\r", ("OrderTaken", "TicketBumped"), ordering),
    Way("change", ".1\x1b[A\x7f\r1", ("OrderChanged",), sent),
)


@pytest.mark.parametrize("way", FRONT, ids=[way.action for way in FRONT])
async def test_all_keys_of_the_front_in_one_read(tmp_path: Path, way: Way) -> None:
    """What is keyed goes into the order, and what is sent is that order."""
    async with seat(tmp_path / "kiosk.db", "station:front") as front:
        await way.before(front)
        seq = front.counter.board.seq
        await front.bytes(way.keys)
        kept = tuple(
            name for name in await written(front, seq) if name in ("OrderTaken", "TicketBumped", "OrderChanged")
        )
        assert way.events == kept, front.text


async def test_a_name_keyed_in_one_read_with_the_order_is_its_guests(tmp_path: Path) -> None:
    """And no letter of it was a key."""
    async with seat(tmp_path / "kiosk.db", "station:front") as front:
        await ordering(front)
        await front.bytes("gVera Hold\r111\r\r")
        entry = next(iter(front.counter.board.orders.values()))
        assert Guest(entry.order.id, "Vera Hold") == entry.guest

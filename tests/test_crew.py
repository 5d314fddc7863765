"""The simulated shift: the same seed gives the same guests and crew, and it leaves people's stations alone."""

from __future__ import annotations

import asyncio
import os
import subprocess
from collections import Counter as Tally
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.config.found_files import find_playbook
from kiosk.config.playbook import load_playbook
from kiosk.counter.counter import Counter
from kiosk.counter.ports import Period, Wanted
from kiosk.demo.crew import CREW, MISHAPS, DemoClock, Shift, work
from kiosk.demo.shift import command
from kiosk.devices.clock import SetClock
from kiosk.journal.bell import SocketBell
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from kiosk.settings import Settings
from kiosk.work.order.event import Event
from kiosk.work.order.line import Wish, numbered
from kiosk.work.order.order_events import OrderTaken
from kiosk.work.order.required import open_groups
from kiosk.work.order.ticket_events import TicketRecalled
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import AddOrder
from kiosk.work.verb.take import Take
from kiosk.work.verb.void import Void
from tests.cantina import CANTINA
from tests.patience import PATIENCE, wait_for
from tests.playbooks import DINER
from tests.records import with_record
from tests.test_fields import ASKING, AXIS, COATING, LENS, NIGHT, PHONE, PROMISED
from tests.work.test_back import BOOK

ROOT = Path(__file__).parents[1]
ALWAYS = Period("2026-01-01", "2026-12-31")


@asynccontextmanager
async def counter_at(database: Path, clock: SetClock | DemoClock, playbook: Playbook = DINER) -> AsyncIterator[Counter]:
    """Open a counter around some work."""

    def local(milliseconds: int) -> datetime:
        return datetime.fromtimestamp(milliseconds / 1000, UTC)

    counter = Counter(SqliteJournal(with_record(database)), SocketBell(database), clock, playbook, local=local)
    await counter.start()
    try:
        yield counter
    finally:
        await counter.close()


async def worked(
    database: Path, seed: int, minutes: int, taken: tuple[str, ...] = (), playbook: Playbook = DINER
) -> Counter:
    """Work a shift of so many minutes in no time; gives the closed counter with its last board."""
    clock = SetClock()
    async with counter_at(database, clock, playbook) as counter:
        shift = Shift(counter, seed)
        shift.taken = frozenset(taken)
        for _ in range(minutes * 60):
            await shift.tick()
            clock.advance(1)
    return counter


def told(database: Path) -> list[tuple[str, Event, int, str]]:
    """Return what happened, event by event, without the hashes."""
    journal = SqliteJournal(database)
    records = journal.since(0)
    journal.close()
    return [(record.stream, record.event, record.stamp.at.mono, record.stamp.by) for record in records]


async def test_guests_pick_what_goes_in_and_what_has_to_be_chosen(tmp_path: Path) -> None:
    """Each burrito that is taken has a filling and one to three salsas, of some several."""
    await worked(tmp_path / "kiosk.db", 3, 15, playbook=CANTINA)
    taken = [event for _, event, _, _ in told(tmp_path / "kiosk.db") if isinstance(event, OrderTaken)]
    burritos = [line.choices for event in taken for line in event.lines if line.item == "burrito"]
    assert burritos
    assert all(not open_groups(CANTINA.menu, "burrito", choices) for choices in burritos)
    assert max(len(choices) for choices in burritos) > 2


async def test_the_same_seed_works_the_same_shift(tmp_path: Path) -> None:
    """Event for event, to the second; another seed works another one."""
    for name, seed in (("a", 7), ("b", 7), ("c", 8)):
        await worked(tmp_path / name, seed, 6)
    assert told(tmp_path / "a") == told(tmp_path / "b")
    assert told(tmp_path / "a") != told(tmp_path / "c")


async def test_a_shift_is_as_shifts_are(tmp_path: Path) -> None:
    """Half an hour: most is on time and kept, some is late or skipped, and orders are handed over all the while."""
    database = tmp_path / "kiosk.db"
    await worked(database, 1, 30)
    clock = SetClock()
    async with counter_at(database, clock) as counter:
        found = await counter.reports.summary(ALWAYS)
        rows = await counter.reports.rows(ALWAYS, Wanted("orders"))
        people = {row.person for row in (await counter.reports.rows(ALWAYS, Wanted("completions"))).completions}
    assert 25 <= found.what.opened <= 60
    assert found.what.finished >= found.what.opened - 15
    assert 0 < sum(step.late for step in found.what.steps) < sum(step.count for step in found.what.steps) / 4
    assert 0.8 < found.how.kept / found.how.asked < 0.97
    assert any(point.skipped for point in found.how.points)
    assert {"front", "outside"} == {row.source for row in rows.orders}
    assert people <= set(CREW)
    assert () == verify(database)


async def test_the_crew_leaves_a_person_s_station_alone(tmp_path: Path) -> None:
    """Nothing is taken up or bumped there, and its tickets wait for the person."""
    board = (await worked(tmp_path / "kiosk.db", 1, 10, ("grill",))).board
    assert 3 <= len(board.rail(("grill",)))
    assert [] == [ticket for ticket in board.rail(("grill",)) if ticket.taken_up]
    assert [] == [event for _, event, _, _ in told(tmp_path / "kiosk.db") if getattr(event, "step", "") == "grill"]


async def test_a_person_at_the_front_gets_guests_from_outside_beside_their_own(tmp_path: Path) -> None:
    """Nobody opens orders for the person, and the kitchen still has work."""
    board = (await worked(tmp_path / "kiosk.db", 1, 5, ("front",))).board
    assert board.orders
    assert {"outside"} == {entry.order.source for entry in board.orders.values()}


async def test_a_station_taken_in_the_middle_is_left_at_once(tmp_path: Path) -> None:
    """What the crew had begun there is the person's."""
    clock = SetClock()
    async with counter_at(tmp_path / "kiosk.db", clock) as counter:
        shift = Shift(counter, 1)
        while not any(ticket.taken_up for ticket in counter.board.rail(("grill",))):
            await shift.tick()
            clock.advance(1)
        shift.taken = frozenset({"grill"})
        (ticket, *_) = counter.board.rail(("grill",))
        for _ in range(600):
            await shift.tick()
            clock.advance(1)
        assert "open" == (await counter.order(ticket.order_id)).ticket("grill").state  # type: ignore[union-attr]
        await counter.do(Take(ticket.order_id, "grill", over=True), by="Person")
        await counter.do(Bump(ticket.order_id, "grill"), by="Person")


async def test_a_ticket_a_person_has_is_theirs(tmp_path: Path) -> None:
    """However long it lies there: the crew neither takes it over nor bumps it, nor lets anything befall its order."""
    clock = SetClock()
    async with counter_at(tmp_path / "kiosk.db", clock) as counter:
        order_id = (await counter.do(AddOrder("web-1", (Wish("burger"), Wish("fries"))))).order.id
        await counter.do(Take(order_id, "grill"), by="Person")
        shift = Shift(counter, 1)
        for _ in range(900):
            await shift.tick()
            clock.advance(1)
        entry = await counter.order(order_id)
        assert "Person" == entry.order.taken_up["grill"].by
        assert {"fry"} == set(entry.order.bumps)
        assert (0, None, ()) == (entry.order.changes, entry.order.rush, entry.order.holds)


async def test_a_bad_shift_knows_every_hand_of_a_kitchen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half an hour in which much happens, where changed lines are asked for singly: no order is left behind."""
    monkeypatch.setattr("kiosk.demo.crew.MISHAPS", dict.fromkeys(MISHAPS, 1))
    steps = tuple(replace(step, confirms="changed") if step.id == "check" else step for step in DINER.process.steps)
    book = replace(DINER, process=replace(DINER.process, steps=steps))
    clock = SetClock()
    async with counter_at(tmp_path / "kiosk.db", clock, book) as counter:
        shift = Shift(counter, 2, gap=30)
        for _ in range(900):
            await shift.tick()
            clock.advance(2)
        oldest = [entry.order.opened.at.mono for entry in counter.board.orders.values()]
        assert clock.now().mono - min(oldest) < 1_200_000
    happened = {type(event).__name__ for _, event, _, _ in told(tmp_path / "kiosk.db")}
    assert {
        *("LineBumped", "OrderRushed", "OrderHeld", "OrderChanged", "ChangeAcknowledged", "TicketRecalled"),
        *("WasteNoted", "ItemOut", "ItemBack", "LineRemade"),
    } <= happened
    assert () == verify(tmp_path / "kiosk.db")


async def test_guests_come_as_often_as_is_asked(tmp_path: Path) -> None:
    """A mean gap of ten seconds is some sixty orders in ten minutes."""
    clock = SetClock()
    async with counter_at(tmp_path / "kiosk.db", clock) as counter:
        shift = Shift(counter, 1, gap=10)
        for _ in range(600):
            await shift.tick()
            clock.advance(1)
        assert 45 <= (await counter.reports.summary(ALWAYS)).what.opened <= 75


async def test_somebody_else_s_work_stops_no_shift(tmp_path: Path) -> None:
    """A ticket bumped or an order voided under the crew's hands is passed over."""
    clock = SetClock()
    async with counter_at(tmp_path / "kiosk.db", clock) as counter:
        shift = Shift(counter, 3)
        for second in range(600):
            await shift.tick()
            clock.advance(1)
            if second % 20 == 0 and counter.board.orders:
                await counter.do(Void(next(iter(counter.board.orders)), "gone"))
        assert 10 <= (await counter.reports.summary(ALWAYS)).what.void


@pytest.mark.parametrize("seed", range(5))
async def test_any_guest_orders_what_the_menu_can_give(tmp_path: Path, seed: int) -> None:
    """Of the shipped burger counter: every basket becomes lines, with combos and choices among them."""
    burger = load_playbook(find_playbook("burger"))
    kinds: Tally[str] = Tally()
    async with counter_at(tmp_path / "kiosk.db", SetClock(), burger) as counter:
        shift = Shift(counter, seed)
        for who in range(300):
            wishes, guest, allergies = shift.basket(who)
            lines = numbered(burger.menu, wishes)
            kinds.update(
                combos=any(line.of for line in lines),
                choices=any(line.choices for line in lines),
                allergies=len(allergies),
                names=bool(guest.name),
                scripts=not guest.name.isascii(),
                notes=bool(guest.note),
            )
            assert shift.basket(who) == (wishes, guest, allergies)
    assert 6 == len(+kinds), kinds


def test_demo_time_goes_faster_and_can_be_held() -> None:
    """At speed 4 a real second is four; held, it stands; both clocks go together."""
    real = SetClock()
    clock = DemoClock(real, real.now(), 4)
    real.advance(10)
    assert real.now().later(30_000) == clock.now()
    clock.held = real.now()
    real.advance(10)
    assert real.now().later(-10_000) == clock.now()


async def test_a_shift_begins_with_what_went_before(tmp_path: Path) -> None:
    """Eight minutes are worked before the first one that is seen, and no stamp lies in the future."""
    real = SetClock()
    clock = DemoClock(real, real.now(), 1)
    over = asyncio.Event()
    async with counter_at(tmp_path / "kiosk.db", clock) as counter:
        shift = Shift(counter, 1)
        working = asyncio.create_task(work(shift, clock, 480, over))
        while clock.held is not None or not counter.board.orders:  # noqa: ASYNC110 - the shift tells nobody
            await asyncio.sleep(0.05)
        over.set()
        await working
        assert 3 <= (await counter.reports.summary(ALWAYS)).what.finished
    times = [at for _, _, at, _ in told(tmp_path / "kiosk.db")]
    assert real.now().mono - 480_000 <= min(times)
    assert max(times) <= real.now().mono


def test_the_child_is_told_how_often_guests_come() -> None:
    """As a mean gap in seconds, 42 unless said."""
    clock = DemoClock(SetClock(), SetClock().now(), 1)
    assert ("--gap", "10.0") == command(Settings(), clock, 1, 10.0)[-2:]
    assert ("--gap", "42.0") == command(Settings(), clock, 1)[-2:]


@pytest.mark.parametrize("words", ["0", "601", "-5", "many"])
def test_a_rush_of_no_orders_is_refused(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """It takes from 1 to 600 orders in ten minutes."""
    from kiosk.cli import main

    with suppress(SystemExit):
        assert 0 != main(["demo", "--rush", words])
    assert "--rush" in capsys.readouterr().err


def test_the_child_works_until_its_input_ends(tmp_path: Path) -> None:
    """A process of its own on the same database; told a station, it leaves it; at the end of input it is gone."""
    database = tmp_path / "kiosk.db"
    settings = Settings(database=database)
    clock = DemoClock(SetClock(), SetClock().now(), 20)
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    environment = os.environ | {"PYTHONPATH": str(ROOT), **folders}
    with subprocess.Popen(
        command(settings, clock, 1),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment,
    ) as child:
        assert child.stdin
        child.stdin.write(b"grill\n")
        child.stdin.flush()
        assert wait_for(lambda: database.exists() and len(told(database)) > 20)
        child.stdin.close()
        assert 0 == child.wait(PATIENCE)
        assert child.stdout
        assert b"" == child.stdout.read()
    assert len(told(database)) > 20
    assert () == verify(database)


async def test_what_a_reading_sends_back_is_made_again(tmp_path: Path) -> None:
    """The crew leaves it to whoever has it now, and orders end all the same."""
    database = tmp_path / "kiosk.db"
    board = (await worked(database, 1, 30, playbook=BOOK)).board
    back = [event for _, event, _, _ in told(database) if isinstance(event, TicketRecalled) and event.spec == "core"]
    assert {"grill", "check"} == {event.step for event in back}
    assert [] == [entry for entry in board.orders.values() if entry.order.problems]
    async with counter_at(database, SetClock(), BOOK) as counter:
        found = await counter.reports.summary(ALWAYS)
    assert found.what.finished >= found.what.opened - 15
    assert found.what.detours.sent_back
    assert "core" == found.what.detours.sent_back[0].spec
    assert "Out of spec: Core" in {one.reason for one in found.what.detours.recalls_by}
    assert () == verify(database)


async def test_the_crew_says_what_is_asked_beside_the_lines(tmp_path: Path) -> None:
    """So that no order stops for want of a word, at the front or behind it; readings are held against it."""
    database = tmp_path / "kiosk.db"
    measured = replace(LENS, reading=True, gate=True)
    process = replace(ASKING.process, fields=(PROMISED, replace(AXIS, required="grill"), PHONE, COATING, NIGHT))
    procedures = tuple(replace(one, specs=(measured,) if one.step == "check" else ()) for one in ASKING.procedures)
    book = replace(ASKING, process=process, procedures=procedures)
    await worked(database, 1, 20, playbook=book)
    async with counter_at(database, SetClock(), book) as counter:
        found = await counter.reports.summary(ALWAYS)
    assert found.what.finished >= found.what.opened - 15
    assert found.what.finished
    assert () == verify(database)

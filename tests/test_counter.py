"""The one door: what one terminal does, what two do at once, and what is done twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Period, Wanted
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.counter_events import ClockJumped
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Acknowledge, Change, VoidLine, wishes_of
from kiosk.work.verb.forget import ForgetGuests
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.hold import Fire, Hold
from kiosk.work.verb.line import BumpLine, UndoLine
from kiosk.work.verb.mark import MarkPoint
from kiosk.work.verb.open_order import AddOrder, OpenOrder
from kiosk.work.verb.recall import Recall
from kiosk.work.verb.rush import Rush, Unrush
from kiosk.work.verb.see_allergy import AnswerAllergy, SeeAllergy
from kiosk.work.verb.station import CloseStation
from kiosk.work.verb.stock import RunOut
from kiosk.work.verb.take import PutBack, Take
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.undo import Undo
from kiosk.work.verb.void import Void
from kiosk.work.verb.waste import Waste
from tests.patience import PATIENCE
from tests.playbooks import DINER
from tests.records import terminal

MEAL = (Wish("meal"),)
DAY = Period("2026-11-22", "2026-11-22")


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    """Return a counter with nothing on its board."""
    async with terminal(tmp_path / "kiosk.db") as opened:
        yield opened


async def served(counter: Counter, *, skip: tuple[str, ...] = ()) -> str:
    """Work an order to its end, every point kept but those of the steps to skip; gives its id."""
    order_id = (await counter.do(OpenOrder())).order.id
    for step in DINER.process.steps:
        for point in DINER.procedure[step.id].points:
            how = "skipped" if step.id in skip else "kept"
            await counter.do(MarkPoint(order_id, step.id, point.id, how, reason="rush" if how == "skipped" else ""))  # type: ignore[arg-type]
        if step.takes_order:
            await counter.do(TakeOrder(order_id, MEAL))
        else:
            await counter.do(Bump(order_id, step.id))
    return order_id


async def test_rude_but_fulfilled(counter: Counter) -> None:
    """Every step done, the greeting's points skipped: the process is complete, the procedure broken; both are seen."""
    await served(counter, skip=("greet",))
    found = await counter.reports.summary(DAY)
    assert (1, 1, 0) == (found.what.opened, found.what.finished, found.what.open)
    assert {step.id: 1 for step in DINER.process.steps} == {step.step: step.count for step in found.what.steps}
    asked = sum(len(procedure.points) for procedure in DINER.procedures)
    assert (asked - 1, asked) == (found.how.kept, found.how.asked)
    assert [("greet", "smile", 1)] == [
        (point.step, point.point, point.skipped) for point in found.how.points if point.skipped
    ]


async def test_a_finished_order_leaves_the_board_and_can_be_asked_for(counter: Counter) -> None:
    """By today's number, with a sign before it, by its id, and among the finished."""
    order_id = await served(counter)
    assert {} == counter.board.orders
    for words in ("1", "#1", " 1 ", order_id):
        assert order_id == (await counter.order(words)).order.id
    assert [order_id] == [entry.order.id for entry in await counter.reports.finished()]


@pytest.mark.parametrize("words", ["2", "", "#", "20261122-2", "١", "9999999", "-1", "x" * 500, "\x1b[2J"])
async def test_an_order_nobody_knows_is_refused_in_clean_words(counter: Counter, words: str) -> None:
    """What was asked for stands in the sentence, cut and cleaned."""
    with pytest.raises(Refused) as refused:
        await counter.order(words)
    assert "no-such-order" == refused.value.code
    assert refused.value.words.isprintable()
    assert len(refused.value.words) < 80


async def test_the_same_op_answers_the_same(counter: Counter) -> None:
    """A key pressed once and sent twice does one thing."""
    first = await counter.do(OpenOrder(), op="press-1")
    again = await counter.do(OpenOrder(), op="press-1")
    assert first.order == again.order
    bumped = await counter.do(Bump(first.order.id, "greet"), op="press-2")
    assert bumped.order.version == (await counter.do(Bump(first.order.id, "greet"), op="press-2")).order.version
    with pytest.raises(Refused, match="Somebody did Greet of order 1"):
        await counter.do(Bump(first.order.id, "greet"), op="press-3")


async def test_an_op_used_for_other_content_is_refused(counter: Counter) -> None:
    """Other lines, another guest, another step or another order: not done, and not answered as if it were."""
    first, second = (await counter.do(OpenOrder())).order.id, (await counter.do(OpenOrder())).order.id
    await counter.do(Bump(first, "greet"), op="press-1")
    taken = await counter.do(TakeOrder(first, MEAL, guest=Guest("", "Ana")), op="press-2")
    assert taken.order == (await counter.do(TakeOrder(first, MEAL, guest=Guest("", "Ana")), op="press-2")).order
    for again in (
        counter.do(TakeOrder(first, (Wish("fries", 9),), guest=Guest("", "Ana")), op="press-2"),
        counter.do(TakeOrder(first, MEAL, guest=Guest("", "Ana"), allergies=("gluten",)), op="press-2"),
        counter.do(TakeOrder(first, MEAL, guest=Guest("", "Bo")), op="press-2"),
        counter.do(Bump(first, "greet"), op="press-2"),
        counter.do(Bump(second, "greet"), op="press-2"),
    ):
        with pytest.raises(Refused) as refused:
            await again
        assert ("op-reused", "This was sent before with other content. Start again.") == (
            refused.value.code,
            refused.value.words,
        )
    assert {} == (await counter.order(second)).order.bumps


async def test_an_op_answers_the_same_when_the_verb_would_be_too_late_now(tmp_path: Path) -> None:
    """An undo sent again after a minute was done in time."""
    clock = SetClock()
    async with terminal(tmp_path / "kiosk.db", clock=clock) as counter:
        order_id = (await counter.do(OpenOrder())).order.id
        await counter.do(Bump(order_id, "greet"))
        undone = await counter.do(Undo(order_id, "greet"), op="press-1")
        clock.advance(60)
        assert undone.order == (await counter.do(Undo(order_id, "greet"), op="press-1")).order


async def test_a_reference_names_one_guest(counter: Counter) -> None:
    """The same id for somebody else, or with more told, is refused; a guest who was forgotten is not compared."""
    ana = Guest("", "Ana", "no knife", "nuts")
    first = await counter.do(AddOrder("web-1", MEAL, guest=ana))
    for other in (Guest("", "Bo", "no knife", "nuts"), Guest("", "Ana", "knife", "nuts"), Guest("", "Ana"), None):
        with pytest.raises(Refused, match="is order 1 already, with another guest, note or allergy"):
            await counter.do(AddOrder("web-1", MEAL, guest=other))
    nobody = await counter.do(AddOrder("web-2", MEAL))
    for more in (ana, Guest("", note="nut allergy"), Guest("", allergy="egg")):
        with pytest.raises(Refused, match="is order 2 already, with another guest, note or allergy"):
            await counter.do(AddOrder("web-2", MEAL, guest=more))
    over = await counter.do(Void(nobody.order.id, "left"))
    with pytest.raises(Refused, match=r"note or allergy\. It has ended, so nothing more is taken for it"):
        await counter.do(AddOrder("web-2", MEAL, guest=ana))
    assert over.order == (await counter.do(AddOrder("web-2", MEAL))).order
    assert first.order == (await counter.do(AddOrder("web-1", MEAL, guest=ana))).order
    gone = await counter.do(Void(first.order.id, "left"))
    await counter.do(ForgetGuests(first.order.id))
    for guest in (ana, None):
        assert gone.order == (await counter.do(AddOrder("web-1", MEAL, guest=guest))).order


async def test_a_reference_names_one_time(counter: Counter) -> None:
    """An order that is to be ready at another time is not the same; one that was fired since is."""
    noon = counter.clock.now().at + 3_600_000
    first = await counter.do(AddOrder("web-1", MEAL, ready_at=noon))
    await counter.do(Fire(first.order.id))
    assert first.order.id == (await counter.do(AddOrder("web-1", MEAL, ready_at=noon))).order.id
    for other in (0, noon + 60_000):
        with pytest.raises(Refused, match="is order 1 already, to be ready at another time"):
            await counter.do(AddOrder("web-1", MEAL, ready_at=other))


async def test_a_reference_names_its_order_also_after_a_change(counter: Counter) -> None:
    """Who sent it knows nothing of the change, nor of what was answered, and sends it again as it was."""
    ana = Guest("", "Ana", "no nuts")
    first = await counter.do(AddOrder("web-1", MEAL, guest=ana))
    await counter.do(AnswerAllergy(first.order.id, "allergy"), by="Bo")
    await counter.do(Change(first.order.id, (*wishes_of(first.order), Wish("fries", note="severe egg allergy"))))
    again = await counter.do(AddOrder("web-1", MEAL, guest=ana))
    assert (first.order.id, 4) == (again.order.id, len(again.order.lines))


async def test_a_reference_names_one_order(counter: Counter) -> None:
    """Again it is the same order; with other lines, or other allergies, it is refused."""
    first = await counter.do(AddOrder("web-1", MEAL, guest=Guest("", "Ana")))
    assert first.order == (await counter.do(AddOrder("web-1", MEAL, guest=Guest("", "Ana")))).order
    for wishes, allergies in ((((Wish("fries")),), ()), (MEAL, ("gluten",))):
        with pytest.raises(Refused, match="is order 1 already, with other lines"):
            await counter.do(AddOrder("web-1", wishes, allergies=allergies))
    assert 1 == len(counter.board.orders)


async def test_one_reference_fifty_times_at_once_makes_one_order(tmp_path: Path) -> None:
    """Five terminals, ten deliveries each, all at the same time: one order, the same for all."""
    database = tmp_path / "kiosk.db"
    async with AsyncExitStack() as stack:
        counters = [await stack.enter_async_context(terminal(database)) for _ in range(5)]
        known = await asyncio.gather(*(counter.do(AddOrder("web-1", MEAL)) for counter in counters for _ in range(10)))
    assert {"20261122-1"} == {entry.order.id for entry in known}
    assert () == verify(database)
    async with terminal(database) as counter:
        assert ["20261122-1"] == list(counter.board.orders)


async def test_orders_opened_at_once_get_numbers_of_their_own(tmp_path: Path) -> None:
    """Four terminals open five orders each: 1 to 20, none twice, none left out."""
    database = tmp_path / "kiosk.db"
    async with AsyncExitStack() as stack:
        counters = [await stack.enter_async_context(terminal(database)) for _ in range(4)]
        known = await asyncio.gather(*(counter.do(OpenOrder()) for counter in counters for _ in range(5)))
    assert list(range(1, 21)) == sorted(entry.order.number for entry in known)


async def test_two_stations_bump_one_ticket_and_one_is_told_who_was_first(tmp_path: Path) -> None:
    """Thirty races: exactly one wins each, and the other hears who did it."""
    database = tmp_path / "kiosk.db"
    async with terminal(database, "left") as left, terminal(database, "right") as right:
        for _ in range(30):
            order_id = (await left.do(OpenOrder())).order.id
            told = await asyncio.gather(
                left.do(Bump(order_id, "greet"), by="Ana"),
                right.do(Bump(order_id, "greet"), by="Bo"),
                return_exceptions=True,
            )
            (winner,) = [entry for entry in told if not isinstance(entry, BaseException)]
            (loser,) = [error for error in told if isinstance(error, Refused)]
            assert "already-bumped" == loser.code
            assert loser.words.startswith(f"{winner.order.bumps['greet'].stamp.by} did Greet of order")
    assert () == verify(database)


async def test_another_terminal_shows_what_was_done_here(tmp_path: Path) -> None:
    """A bump is on the other board within two seconds, bell or no bell."""
    database = tmp_path / "kiosk.db"
    async with terminal(database) as here, terminal(database) as there:

        async def seen(wanted: Callable[[Board], bool]) -> None:
            async for board in there.boards():
                if wanted(board):
                    return

        order_id = (await here.do(OpenOrder())).order.id
        await asyncio.wait_for(seen(lambda board: order_id in board.orders), 2)
        await here.do(Bump(order_id, "greet"))
        await asyncio.wait_for(seen(lambda board: "greet" in board.orders[order_id].order.bumps), 2)


async def test_a_verb_decided_on_an_old_board_is_decided_anew(tmp_path: Path) -> None:
    """What another terminal wrote meanwhile is read, and both verbs stand."""
    database = tmp_path / "kiosk.db"
    async with terminal(database) as here, terminal(database) as there:
        order_id = (await here.do(OpenOrder())).order.id
        await there._live.catch_up()
        await here.do(MarkPoint(order_id, "greet", "smile", "kept"))
        entry = await there.do(Bump(order_id, "greet"))
        assert ("kept", True) == (entry.order.points["greet", "smile"].mark, "greet" in entry.order.bumps)


async def test_a_restart_shows_the_same_board(tmp_path: Path) -> None:
    """The unfinished orders are there again, with their guests and their open tickets."""
    database = tmp_path / "kiosk.db"
    async with terminal(database) as counter:
        await served(counter)
        await counter.do(AddOrder("web-1", MEAL, guest=Guest("", "Ana", "knife", "no gluten")))
        before = counter.board
    async with terminal(database) as counter:
        assert before == counter.board
        assert ["grill", "fry"] == [ticket.step for ticket in counter.board.rail(("grill", "fry"))]


async def test_people_s_words_are_cleaned_where_they_enter(counter: Counter) -> None:
    """Names, notes and reasons hold nothing that steers a screen; a name is as long as fits, a note is kept whole."""
    wish = Wish("burger", note="\x1b[31mno\u202e salt" + "x" * 200)
    entry = await counter.do(
        AddOrder("\x1b web-1", (wish,), guest=Guest("", "A\x00na" * 40, "b\x07", "c\x9b")), by="\x1b[1mBo"
    )
    assert ("web-1", 40, "b", "c") == (
        entry.order.reference,
        len(entry.guest.name),
        entry.guest.note,
        entry.guest.allergy,
    )
    assert "[31mno salt" == entry.order.lines[0].note[:11]
    assert 211 == len(entry.order.lines[0].note)
    assert "[1mBo" == entry.order.opened.by
    voided = await counter.do(Void(entry.order.id, "guest\x1bleft"))
    assert "guestleft" == voided.order.void_reason


async def test_a_void_without_a_reason_is_refused(counter: Counter) -> None:
    """A reason of nothing but control characters is none."""
    order_id = (await counter.do(OpenOrder())).order.id
    with pytest.raises(Refused, match="Say why order 1 is void"):
        await counter.do(Void(order_id, "\x1b\x07 "))


async def test_a_combo_s_items_keep_their_own_choices(counter: Counter) -> None:
    """What is said inside a combo reaches the station that makes it."""
    inside = (Wish("burger", choices=(Choice("toppings", "onion", "no"),)), Wish("fries"))
    entry = await counter.do(AddOrder("web-1", (Wish("meal", inside=inside),)))
    assert [(), (Choice("toppings", "onion", "no"),), ()] == [line.choices for line in entry.order.lines]


async def test_undo_works_for_thirty_seconds(tmp_path: Path) -> None:
    """At 30 s still, after that no more."""
    clock = SetClock()
    async with terminal(tmp_path / "kiosk.db", clock=clock) as counter:
        order_id = (await counter.do(OpenOrder())).order.id
        await counter.do(Bump(order_id, "greet"))
        clock.advance(30)
        assert {} == (await counter.do(Undo(order_id, "greet"))).order.bumps
        await counter.do(Bump(order_id, "greet"))
        clock.advance(30.001)
        with pytest.raises(Refused, match="Undo works for 30 s"):
            await counter.do(Undo(order_id, "greet"))


async def test_a_hand_over_undone_brings_the_order_back(counter: Counter) -> None:
    """The last bump taken back, the order is on every board again."""
    order_id = await served(counter)
    await counter.do(Undo(order_id, "hand-over"))
    assert [order_id] == list(counter.board.orders)
    await counter.do(Bump(order_id, "hand-over"))
    assert {} == counter.board.orders


async def test_orders_keep_the_playbook_they_were_opened_under(counter: Counter) -> None:
    """A new playbook holds for new orders alone, after a restart too."""
    from msgspec.structs import replace

    old = (await counter.do(AddOrder("web-1", MEAL))).order.id
    newer = replace(DINER, title="The Newer Diner")
    await counter.playbooks.adopt(newer)
    new = (await counter.do(AddOrder("web-2", MEAL))).order.id
    titles = [counter.board.orders[order_id].playbook.title for order_id in (old, new)]
    assert ["The Small Diner", "The Newer Diner"] == titles


async def test_playbooks_are_given_by_the_hash_an_order_carries(counter: Counter) -> None:
    """So that rows of old orders are judged by their own; a hash nobody stored is left out."""
    assert {DINER.hash: DINER} == await counter.playbooks.stored([DINER.hash, DINER.hash, "gone"])


async def test_a_jump_of_the_wall_clock_is_an_event_and_changes_no_duration(tmp_path: Path) -> None:
    """Two hours forth: one record of it, and the ticket is as old as it was."""
    clock, database = SetClock(), tmp_path / "kiosk.db"
    async with terminal(database, clock=clock) as counter:
        order_id = (await counter.do(OpenOrder())).order.id
        clock.advance(10)
        clock.jump_wall(7200)
        follow = asyncio.create_task(_drain(counter))
        async with asyncio.timeout(PATIENCE):
            while not await counter._live.ask(lambda journal: journal.order("counter")):  # noqa: ASYNC110 - nobody tells of it
                await asyncio.sleep(0.01)
        follow.cancel()
        assert 10 == (await counter.do(Bump(order_id, "greet"))).order.bumps["greet"].stamp.at.mono / 1000 - 1000
    with closing(SqliteJournal(database)) as journal:
        assert [ClockJumped(7_200_000)] == [record.event for record in journal.order("counter")]


async def test_a_clock_set_back_puts_no_order_before_an_older_one(tmp_path: Path) -> None:
    """The rail is in the order in which the orders were opened, after a restart too."""
    clock, database = SetClock(), tmp_path / "kiosk.db"
    async with terminal(database, clock=clock) as counter:
        await counter.do(OpenOrder())
        clock.jump_wall(-3600)
        await counter.do(OpenOrder())
        assert ["20261122-1", "20261122-2"] == [ticket.order_id for ticket in counter.board.rail(("front",))]
    async with terminal(database, clock=clock) as counter:
        assert ["20261122-1", "20261122-2"] == list(counter.board.orders)


async def _drain(counter: Counter) -> None:
    async for _ in counter.boards():
        pass


async def test_the_day_turns_when_the_playbook_says(tmp_path: Path) -> None:
    """At 3:59 it is still yesterday, at 4:00 numbers begin at 1 again, without those that are in use."""
    early = int(datetime(2026, 11, 23, 3, 59, tzinfo=UTC).timestamp() * 1000)
    clock = SetClock(at=early)
    async with terminal(tmp_path / "kiosk.db", clock=clock) as counter:
        assert ("2026-11-22", 1) == (counter.today(), (await counter.do(OpenOrder())).order.number)
        (open_one,) = counter.board.orders
        clock.advance(60)
        second = await counter.do(OpenOrder())
        assert ("2026-11-23", 2) == (counter.today(), second.order.number)
        assert [open_one, second.order.id] == [(await counter.order(number)).order.id for number in ("1", "2")]
        await counter.do(Void(open_one, "guest left"))
        assert 3 == (await counter.do(OpenOrder())).order.number
        clock.advance(24 * 3600)
        for order_id in list(counter.board.orders):
            await counter.do(Void(order_id, "guest left"))
        assert 1 == (await counter.do(OpenOrder())).order.number


async def test_a_number_that_means_two_orders_names_both(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a record from before numbers in use were left out may hold them: each is meant by its day and number."""
    clock = SetClock(at=int(datetime(2026, 11, 23, 12, tzinfo=UTC).timestamp() * 1000))
    async with terminal(tmp_path / "kiosk.db", clock=clock) as counter:
        old = (await counter.do(OpenOrder())).order.id
        monkeypatch.setattr(SqliteJournal, "numbers_in_use", lambda _journal: frozenset())
        clock.advance(24 * 3600)
        new = (await counter.do(OpenOrder())).order.id
        with pytest.raises(Refused, match="Say which, with its day") as refused:
            await counter.order("1")
        assert "which-order" == refused.value.code
        assert f"{old} and {new}" in refused.value.words
        assert [old, new] == [(await counter.order(name)).order.id for name in (old, new)]
        await counter.do(Void(old, "guest left"))
        assert new == (await counter.order("1")).order.id


async def test_the_rows_behind_a_number_are_there(counter: Counter) -> None:
    """A manager who sees a skipped point finds whose it was."""
    order_id = await served(counter, skip=("greet",))
    found = await counter.reports.rows(DAY, Wanted("adherence", mark="skipped"))
    assert [(order_id, "smile", "rush")] == [(row.order_id, row.point, row.reason) for row in found.adherence]


async def test_trouble_with_the_record_is_said_and_goes_away(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """A verb that cannot be written raises; the board keeps what it knew and says why."""
    order_id = (await counter.do(OpenOrder())).order.id

    def broken(*_: object) -> None:
        raise StorageUnavailable("The disk is full.")

    with monkeypatch.context() as patch:
        patch.setattr(counter._live._journal, "append", broken)
        with pytest.raises(StorageUnavailable):
            await counter.do(Bump(order_id, "greet"))
        assert "The disk is full." == counter.trouble
    await counter.do(Bump(order_id, "greet"))
    assert "" == counter.trouble


async def test_points_marked_with_a_refused_bump_are_not_recorded(counter: Counter) -> None:
    """Points and the bump they come with are written together or not at all: one unknown point leaves nothing."""
    order_id = (await counter.do(OpenOrder())).order.id
    with pytest.raises(Refused, match="no point"):
        await counter.do(Bump(order_id, "greet", marks=(("smile", "kept", ""), ("wave", "kept", ""))))
    assert {} == (await counter.order(order_id)).order.points
    entry = await counter.do(Bump(order_id, "greet", marks=(("smile", "kept", ""),)))
    assert ["kept"] == [mark.mark for mark in entry.order.points.values()]
    assert {"greet"} == set(entry.order.bumps)


async def test_the_last_place_for_a_rush_goes_to_one_of_two_terminals(tmp_path: Path) -> None:
    """A hundred races for it: one wins each, the other hears which orders are rushed already."""
    database = tmp_path / "kiosk.db"
    async with terminal(database, "left") as left, terminal(database, "right") as right:
        ids = [(await left.do(AddOrder(f"web-{n}", MEAL))).order.id for n in range(4)]
        for order_id in ids[:2]:
            await left.do(Rush(order_id, "Remake"))
        for _ in range(100):
            told = await asyncio.gather(
                left.do(Rush(ids[2], "Remake")), right.do(Rush(ids[3], "Remake")), return_exceptions=True
            )
            (winner,) = [entry for entry in told if not isinstance(entry, BaseException)]
            (loser,) = [error for error in told if isinstance(error, Refused)]
            assert "too-many-rushed" == loser.code
            assert f"({', '.join(str(n) for n in sorted((1, 2, winner.order.number)))})" in loser.words
            await left.do(Unrush(winner.order.id))
    assert () == verify(database)


async def test_two_bump_one_line_and_one_is_told(tmp_path: Path) -> None:
    """A hundred races for the first line of a ticket of two: one wins each."""
    database = tmp_path / "kiosk.db"
    two = (Wish("burger"), Wish("burger", note="well done"))
    async with terminal(database, "left") as left, terminal(database, "right") as right:
        order_id = (await left.do(AddOrder("web-1", two))).order.id
        for _ in range(100):
            told = await asyncio.gather(
                left.do(BumpLine(order_id, "grill", 1)),
                right.do(BumpLine(order_id, "grill", 1)),
                return_exceptions=True,
            )
            (winner,) = [entry for entry in told if not isinstance(entry, BaseException)]
            (loser,) = [error for error in told if isinstance(error, Refused)]
            assert ("already-bumped", "1 × Burger is done already.") == (loser.code, loser.words)
            await (left if winner is told[0] else right).do(UndoLine(order_id, "grill", 1))
    assert () == verify(database)


async def test_each_hand_sent_twice_is_done_once(counter: Counter) -> None:
    """The same op again answers the same, whatever the verb."""
    order_id = (
        await counter.do(AddOrder("web-1", (Wish("burger"), Wish("burger", note="rare"), Wish("fries"))))
    ).order.id
    wishes = (*wishes_of(counter.board.orders[order_id].order), Wish("fries", 2))
    presses: list[Callable[[str], Awaitable[OnBoard]]] = [
        lambda op: counter.do(Take(order_id, "grill"), op=op),
        lambda op: counter.do(PutBack(order_id, "grill"), op=op),
        lambda op: counter.do(BumpLine(order_id, "grill", 1), op=op),
        lambda op: counter.do(UndoLine(order_id, "grill", 1), op=op),
        lambda op: counter.do(Rush(order_id, "Remake"), op=op),
        lambda op: counter.do(Unrush(order_id), op=op),
        lambda op: counter.do(Hold(order_id, "Guest comes later"), op=op),
        lambda op: counter.do(Fire(order_id), op=op),
        lambda op: counter.do(Bump(order_id, "fry"), op=op),
        lambda op: counter.do(Recall(order_id, "fry", "Went cold"), op=op),
        lambda op: counter.do(Change(order_id, wishes), op=op),
        lambda op: counter.do(VoidLine(order_id, 2, "Keyed wrongly"), op=op),
        lambda op: counter.do(Acknowledge(order_id, "grill", "Burnt"), op=op),
        lambda op: counter.do(Waste(order_id, "grill", 1, quantity=1, reason="Dropped"), op=op),
        lambda op: counter.do(HandOverEarly(order_id, "Guest is in a hurry"), op=op),
    ]
    for number, press in enumerate(presses):
        once = (await press(f"press-{number}")).order
        assert once == (await press(f"press-{number}")).order, number
    await counter.do(RunOut("fries"), op="out")
    await counter.do(RunOut("fries"), op="out")
    assert ["fries"] == list(counter.board.standing.out)


async def test_what_one_did_is_not_answered_to_another(counter: Counter) -> None:
    """The record has Ana, so nobody is told that Bob has seen it."""
    order_id = (await counter.do(AddOrder("web-1", MEAL, allergies=("gluten",)))).order.id
    seen = SeeAllergy(order_id, "grill")
    await counter.do(seen, by="Ana", op="press-1")
    await counter.do(RunOut("fries"), by="Ana", op="press-2")
    assert (await counter.do(seen, by="Ana", op="press-1")).order.id == order_id
    again: list[tuple[SeeAllergy | RunOut, str]] = [(seen, "press-1"), (RunOut("fries"), "press-2")]
    for verb, op in again:
        with pytest.raises(Refused) as caught:
            await counter.do(verb, by="Bob", op=op)
        assert "op-reused" == caught.value.code


async def test_a_rush_sent_again_is_not_refused_because_of_the_others(counter: Counter) -> None:
    """It was written when there was room; that others are rushed since says nothing about it."""
    ids = [(await counter.do(AddOrder(f"web-{n}", MEAL))).order.id for n in range(4)]
    await counter.do(Rush(ids[0], "Remake"), op="press-1")
    await counter.do(Unrush(ids[0]))
    for order_id in ids[1:]:
        await counter.do(Rush(order_id, "Remake"))
    assert ids[0] == (await counter.do(Rush(ids[0], "Remake"), op="press-1")).order.id


async def test_another_terminal_shows_what_stands_beside_the_orders(tmp_path: Path) -> None:
    """What is out, which station is closed, and a held order's time; after a restart as well."""
    clock, database = SetClock(), tmp_path / "kiosk.db"
    async with terminal(database, clock=clock) as here, terminal(database, clock=clock) as there:
        order_id = (await here.do(AddOrder("web-1", MEAL))).order.id
        due = clock.now().later(60_000)
        await here.do(Hold(order_id, "Guest comes later", due.at))
        await here.do(RunOut("fries"))
        await here.do(CloseStation("grill", "fry"))
        async for board in there.boards():
            if board.standing.closed:
                break
        assert (["fries"], {"grill": "fry"}, due) == (
            list(there.board.standing.out),
            there.board.standing.closed,
            there.board.next_due,
        )
    clock.advance(59)
    async with terminal(database, clock=clock) as counter:
        assert (due, ()) == (counter.board.next_due, counter.board.rail(("grill", "fry")))
        assert ({"grill": "fry"}, ["fries"]) == (counter.board.standing.closed, list(counter.board.standing.out))
        clock.advance(1)
        async for board in counter.boards():
            if board.rail(("fry",)):
                break
        assert ["grill", "fry"] == [ticket.step for ticket in counter.board.rail(("fry",))]


async def test_a_held_order_comes_back_in_time_though_the_wall_clock_is_set_back(tmp_path: Path) -> None:
    """One held until a later hour by a clock that went wrong does not keep back one that is due sooner."""
    clock = SetClock()
    async with terminal(tmp_path / "kiosk.db", clock=clock) as counter:
        first, second = [(await counter.do(AddOrder(f"web-{n}", MEAL))).order.id for n in range(2)]
        await counter.do(Hold(first, "Guest comes later", clock.now().at + 600_000))
        clock.jump_wall(-3600)
        await counter.do(Hold(second, "Guest comes later", clock.now().at + 1_800_000))
        clock.advance(600)
        async for board in counter.boards():
            if board.rail(("grill",)):
                break
        assert [first] == [ticket.order_id for ticket in counter.board.rail(("grill",))]


async def test_two_persons_cannot_both_take_the_same_order_over(counter: Counter) -> None:
    """Taking over is a deed of its own: the bump that follows is refused to who had it before."""
    order_id = (await counter.do(AddOrder("web-1", MEAL))).order.id
    await counter.do(Take(order_id, "grill"), by="Ana")
    await counter.do(Take(order_id, "grill", over=True), by="Bo")
    with pytest.raises(Refused, match="Bo has order 1 since 0:00"):
        await counter.do(Bump(order_id, "grill"), by="Ana")

"""The desk by itself, without a screen: what the green key means, which presses count, and what a verb leaves open."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.devices.silent_speaker import SilentSpeaker
from kiosk.errors import Refused, StorageUnavailable
from kiosk.settings import Settings
from kiosk.tui.basket.order_change import OrderChange
from kiosk.tui.front.flows import ask_send_change
from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows.series import begin, do_meant
from kiosk.tui.station.hands import By, Opened
from kiosk.tui.station.watch import READ_FOR, Watch
from kiosk.tui.terminal.ask import ASK, drive
from kiosk.tui.terminal.forecast import Forecasts
from kiosk.tui.terminal.op import Ops
from kiosk.tui.terminal.press import Presses
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.mark import MarkPoint
from kiosk.work.verb.rush import Rush
from kiosk.work.verb.see_allergy import SeeAllergy
from kiosk.work.verb.undo import Undo
from kiosk.work.verb.verb import TicketId
from tests.playbooks import DINER
from tests.tui.seat import MEAL, counter_on, serve

LOOKED_AT = replace(
    DINER,
    process=replace(
        DINER.process,
        steps=tuple(replace(step, confirms="all") if step.id == "grill" else step for step in DINER.process.steps),
    ),
)
"""The diner, where each line has to be looked at on the grill."""


@dataclass
class Hands:
    """A terminal without a screen."""

    counter: Counter
    person: str = "Ana"
    settings: Settings = field(default_factory=lambda: Settings(person="Ana", debounce=200, guard=400))
    speaks: str = "en"
    asked: int = 0

    def __post_init__(self) -> None:
        self.presses = Presses(self.counter.clock, self.settings)
        self.ops = Ops(self.counter)
        self.forecasts = Forecasts(self.counter.reports.medians, lambda work: work.close())

    def ask_person(self) -> None:
        """Count how often it was asked who works here."""
        self.asked += 1


@dataclass
class Seen:
    """What a screen would show: the last notice, and which tickets opened."""

    said: list[str] = field(default_factory=list)
    opens: list[TicketId] = field(default_factory=list)
    slips: list[int] = field(default_factory=list)
    watch: Watch | None = None
    counter: Counter | None = None

    def say(self, words: str, tone: str = "warn") -> None:
        """Keep what is said, with its tone."""
        self.said.append(f"{tone}: {words}")

    def hush(self) -> None:
        """Keep nothing."""

    def look(self) -> None:
        """Follow the newest board."""
        if self.watch and self.counter:
            self.watch.look(self.counter.board)

    def redraw(self) -> None:
        """Draw nothing."""

    def sign(self, action: str) -> str:
        """Call every key by its action."""
        return f"<{action}>"

    def opened(self, ticket: TicketId) -> None:
        """Keep which ticket opened."""
        self.opens.append(ticket)

    def ended(self, entry: OnBoard) -> None:
        """Keep whose slip would be shown."""
        self.slips.append(entry.order.number)


@dataclass
class Bench:
    """A desk on a counter, with what it shows."""

    counter: Counter
    clock: SetClock
    desk: Desk
    seen: Seen
    hands: Hands

    @property
    def does(self) -> str:
        """What the green key does now."""
        return self.desk.green(self.counter.board).does

    @property
    def label(self) -> str:
        """What the green key says now."""
        return self.desk.green(self.counter.board).label


def bench_of(counter: Counter, clock: SetClock, *stations: str) -> Bench:
    """Put a desk on a counter."""
    hands, seen = Hands(counter), Seen(counter=counter)
    desk = Desk(counter, hands, stations, seen)
    seen.watch = Watch(desk, SilentSpeaker(), lambda: None)
    return Bench(counter, clock, desk, seen, hands)


@pytest.fixture
async def grill(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Bench]:
    """Return a desk at the grill."""
    book: Playbook = getattr(request, "param", DINER)
    clock = SetClock()
    counter = counter_on(tmp_path / "kiosk.db", book, clock, "grill")
    await counter.start()
    yield bench_of(counter, clock, "grill")
    await counter.close()


# What the green key means: each row of the table.


async def test_with_nothing_open_it_says_so(grill: Bench) -> None:
    """There is no green key to be seen, and pressed all the same it does no harm."""
    grill.seen.look()
    assert ("nothing", "") == (grill.does, grill.label)
    grill.desk.go_on()
    assert ["warn: Nothing is open here. DONE means the ticket that is open."] == grill.seen.said


async def test_after_a_ticket_was_taken_away_it_goes_on(grill: Bench) -> None:
    """Nothing opens before it is pressed, so that no press meant for the one that went hits the next."""
    first, second = await serve(grill.counter, upto="grill"), await serve(grill.counter, upto="grill")
    grill.seen.look()
    await grill.counter.do(Bump(first.order.id, "grill"), by="Leo")
    grill.seen.look()
    assert (None, "go-on", "GO ON") == (grill.desk.chosen, grill.does, grill.label)
    assert "Leo did Grill of order 1" in grill.desk.gone
    grill.desk.go_on()
    assert ((second.order.id, "grill"), "bump") == (grill.desk.chosen, grill.does)


async def test_a_change_is_to_be_seen_first(grill: Bench) -> None:
    """Before an allergy, before lines, before a bump."""
    entry = await serve(grill.counter, (Wish("burger"), Wish("burger")), upto="grill", allergies=("gluten",))
    grill.seen.look()
    left = tuple(wish for wish in (Wish("burger", line=1),))
    await grill.counter.do(Change(entry.order.id, left, "Guest changed their mind"), by="Zoe")
    grill.seen.look()
    assert ("acknowledge", "SEEN") == (grill.does, grill.label)


async def test_an_allergy_nobody_here_has_seen_comes_before_the_bump(grill: Bench) -> None:
    """Once it is seen the same key bumps, after its moment."""
    entry = await serve(grill.counter, upto="grill", allergies=("gluten",))
    grill.seen.look()
    assert ("see", "SEEN") == (grill.does, grill.label)
    await grill.desk.do(SeeAllergy(entry.order.id, "grill"))
    assert ("bump", "DONE") == (grill.does, grill.label)
    assert not grill.desk.meant("done")


async def test_a_bump_on_its_way_is_waited_for(grill: Bench) -> None:
    """A second press bumps nothing else."""
    entry = await serve(grill.counter, upto="grill")
    grill.seen.look()
    begin(grill.desk, Bump(entry.order.id, "grill"))
    assert ("wait", "DONE") == (grill.does, grill.label)


@pytest.mark.parametrize("grill", [LOOKED_AT], indirect=True)
async def test_lines_that_have_to_be_looked_at_come_before_the_bump(grill: Bench) -> None:
    """And are named, until all of them were."""
    entry = await serve(grill.counter, (Wish("burger", 2), Wish("burger")), upto="grill")
    grill.seen.look()
    assert "look" == grill.does
    assert [1, 2] == [line.line.id for line in grill.desk.green(grill.counter.board).left]
    await grill.desk.do(BumpLine(entry.order.id, "grill", 1))
    assert [2] == [line.line.id for line in grill.desk.green(grill.counter.board).left]


async def test_else_it_bumps_and_names_the_step_where_several_are_worked(grill: Bench) -> None:
    """At one station with one step DONE is enough."""
    entry = await serve(grill.counter, upto="grill")
    both = bench_of(grill.counter, grill.clock, "grill", "fry")
    for bench in (grill, both):
        bench.seen.look()
    assert ("bump", "DONE") == (grill.does, grill.label)
    assert ("bump", "DONE Grill") == (both.does, both.label)
    assert "bump" == grill.desk.green(grill.counter.board, (entry.order.id, "grill")).does


async def test_a_ticket_that_is_not_open_is_asked_by_name(grill: Bench) -> None:
    """As by the digit of its tile."""
    await serve(grill.counter, upto="grill")
    second = await serve(grill.counter, upto="grill", guest=Guest("", "Bo", "", "nuts"))
    grill.seen.look()
    assert "bump" == grill.does
    assert "see" == grill.desk.green(grill.counter.board, (second.order.id, "grill")).does


# Which presses count.


async def test_what_has_just_opened_by_itself_is_guarded(grill: Bench) -> None:
    """A press within the guard says so; after it, it counts; a bounce says nothing."""
    await serve(grill.counter, upto="grill")
    grill.seen.look()
    assert not grill.desk.meant("done")
    assert not grill.desk.meant("done")
    assert ["warn: This has just opened. Press again if you mean it."] == grill.seen.said
    grill.clock.advance(0.5)
    assert grill.desk.meant("done")


async def test_the_tail_of_an_answer_is_no_press_of_a_key_that_answers(grill: Bench) -> None:
    """Of one that answers nothing it is."""
    await serve(grill.counter, upto="grill")
    grill.seen.look()
    grill.clock.advance(5)
    assert grill.desk.front()
    assert not grill.desk.meant("done")
    assert grill.desk.meant("take", answers=False)
    grill.desk.entered()
    grill.clock.advance(0.3)
    assert grill.desk.meant("done")


# Verbs.


async def test_a_verb_whose_answer_was_lost_is_asked_again_under_its_op(
    grill: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For five minutes; then it is one of its own."""
    entry = await serve(grill.counter, upto="grill")
    ops: list[str] = []

    async def lost(_verb: object, *, by: str, op: str) -> None:
        ops.append(op)
        raise StorageUnavailable("The answer was lost.")

    monkeypatch.setattr(grill.counter, "do", lost)
    rush = Rush(entry.order.id, "Remake")
    for _ in range(2):
        with pytest.raises(StorageUnavailable):
            await grill.desk.do(rush)
    assert rush == grill.desk.unsure(rush)
    assert grill.desk.unsure(Rush(entry.order.id, "Staff")) is None
    grill.clock.advance(301)
    with pytest.raises(StorageUnavailable):
        await grill.desk.do(rush)
    assert [True, False] == [ops[0] == op for op in ops[1:]]


async def test_an_op_is_of_whoever_pressed(grill: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody does another one's press again."""
    entry = await serve(grill.counter, upto="grill")
    ops: list[str] = []

    async def lost(_verb: object, *, by: str, op: str) -> None:
        ops.append(op)
        raise StorageUnavailable("The answer was lost.")

    monkeypatch.setattr(grill.counter, "do", lost)
    for name in ("Ana", "Bob", "Ana"):
        grill.hands.person = name
        with pytest.raises(StorageUnavailable):
            await grill.desk.do(Rush(entry.order.id, "Remake"))
    assert [True, False] == [ops[2] == op for op in ops[:2]]


async def test_a_change_whose_answer_was_lost_is_sent_again_with_its_reason(
    grill: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not asked for anew; with other wishes it is a change of its own, and asks."""
    entry = await serve(grill.counter, upto="grill")
    draft = OrderChange(entry)
    draft.take_out(0)
    change = Change(entry.order.id, draft.wishes(), "Guest changed", seen=entry.order.lines)
    with monkeypatch.context() as patch:
        patch.setattr(grill.counter, "do", _loses)
        with pytest.raises(StorageUnavailable):
            await grill.desk.do(change)
    asked: list[object] = []
    ends: list[Change | By | None] = []
    for _ in range(2):
        flow = ask_send_change(grill.desk, ASK, draft, lambda _draft: True)
        drive(flow, lambda question, _answered: asked.append(question), ends.append)
        draft.add("fries")
        draft.enter()
    assert ([change], 1) == (ends, len(asked))


async def _loses(_verb: object, *, by: str, op: str) -> None:
    raise StorageUnavailable(f"The answer to {by} was lost: {op}")


async def test_a_refused_verb_is_forgotten_and_its_ticket_is_not_ones_own(grill: Bench) -> None:
    """The next press is another one; when others end the ticket, that is said."""
    entry = await serve(grill.counter, upto="grill")
    grill.seen.look()
    await grill.counter.do(Bump(entry.order.id, "grill"), by="Leo")
    bump = Bump(entry.order.id, "grill")
    with pytest.raises(Refused):
        await grill.desk.do(bump)
    assert grill.desk.unsure(bump) is None
    assert ([], set()) == (grill.desk.acted, grill.desk.bumping)
    assert "Leo did Grill" in grill.desk.gone


async def test_ones_own_bump_opens_the_next_and_is_undone_by_name(grill: Bench) -> None:
    """The ticket that comes back is open again, guarded."""
    first, second = await serve(grill.counter, upto="grill"), await serve(grill.counter, upto="grill")
    grill.seen.look()
    await do_meant(grill.desk, Bump(first.order.id, "grill"))
    assert ("", (second.order.id, "grill")) == (grill.desk.gone, grill.desk.chosen)
    assert "Order 1: Grill done in" in grill.seen.said[-1]
    await grill.desk.do(Undo(first.order.id, "grill"))
    assert (first.order.id, "grill") == grill.desk.chosen
    assert [] == grill.desk.bumped
    assert "good: Order 1: Grill is open again" == grill.seen.said[-1]


@pytest.mark.parametrize("grill", [LOOKED_AT], indirect=True)
async def test_verbs_in_a_row_end_with_the_bump_that_a_line_brought_about(grill: Bench) -> None:
    """It is bumped once, and nothing is refused; a refused line keeps it from being bumped."""
    wished = (Wish("burger", 1, (Choice("toppings", "onion", "no"),)), Wish("burger"))
    first, second = await serve(grill.counter, wished, upto="grill"), await serve(grill.counter, wished, upto="grill")
    one, two = (first.order.id, "grill"), (second.order.id, "grill")
    await do_meant(grill.desk, [BumpLine(*one, 1), BumpLine(*one, 2), Bump(*one)])
    assert [one] == grill.desk.bumped
    with pytest.raises(Refused):
        await do_meant(grill.desk, [BumpLine(*two, 9), BumpLine(*two, 1), Bump(*two)])
    order = grill.counter.board.orders[second.order.id].order
    assert [1] == [line for step, line in order.done if step == "grill"]
    assert "grill" not in order.bumps


async def test_a_name_given_without_signing_in_stands_in_the_record(grill: Bench) -> None:
    """And nobody else's."""
    entry = await serve(grill.counter, upto="grill", allergies=("gluten",))
    await do_meant(grill.desk, By(SeeAllergy(entry.order.id, "grill"), "Bo"))
    assert "good: Order 1: ALLERGY gluten: seen at Grill by Bo" == grill.seen.said[-1]


async def test_what_is_seen_where_it_is_pressed_is_not_said(grill: Bench) -> None:
    """A ticked point stands ticked."""
    entry = await serve(grill.counter, upto="grill")
    point = DINER.procedure["grill"].points[0].id
    await grill.desk.do(MarkPoint(entry.order.id, "grill", point, "kept"))
    assert [] == grill.seen.said


async def test_a_hand_over_shows_its_slip_once(grill: Bench) -> None:
    """Of the order that ended, and that one is the last finished here."""
    expo = bench_of(grill.counter, grill.clock, "expo")
    entry = await serve(grill.counter, MEAL, upto="hand-over")
    expo.seen.look()
    await do_meant(expo.desk, Bump(entry.order.id, "hand-over"))
    assert ([1], entry.order.id) == (expo.seen.slips, expo.desk.last_finished)


# What stands in front.


class InFront:
    """Shows one order instead of the open ticket."""

    def __init__(self, entry: OnBoard) -> None:
        self.open: Opened | None = (entry, None)

    def script(self, _ticket: TicketId) -> str | None:
        """Say something of its own while it is in front."""
        return "in front" if self.open else None

    def aside(self) -> None:
        """Make room."""
        self.open = None


async def test_what_stands_in_front_is_asked_first_and_makes_room(grill: Bench) -> None:
    """Keys mean its order; a ticket opened by hand comes in front of it."""
    first, second = await serve(grill.counter, upto="grill"), await serve(grill.counter, upto="grill")
    grill.seen.look()
    grill.desk.above = (InFront(second),)
    assert (second.order.id, None) == (grill.desk.open[0] and grill.desk.open[0].order.id, grill.desk.open[1])
    assert "in front" == grill.desk.script((first.order.id, "grill"))
    grill.desk.open_ticket((first.order.id, "grill"))
    assert grill.desk.open[1] is not None


async def test_what_was_taken_away_is_read_for_a_moment(grill: Bench) -> None:
    """Then the next ticket may open by itself."""
    first, second = await serve(grill.counter, upto="grill"), await serve(grill.counter, upto="grill")
    grill.seen.look()
    await grill.counter.do(Bump(first.order.id, "grill"), by="Leo")
    grill.seen.look()
    watch = grill.seen.watch
    assert watch is not None
    assert not watch.tick()
    grill.clock.advance(READ_FOR / 1000 + 1)
    assert watch.tick()
    grill.seen.look()
    assert (second.order.id, "grill") == grill.desk.chosen

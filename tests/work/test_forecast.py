"""The forecast: when orders will be ready, and what holds of it whatever stands on the rails."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.devices.clock import SetClock
from kiosk.work.board.board import Board, on_board
from kiosk.work.board.standing import Standing
from kiosk.work.forecast.plan import Span
from kiosk.work.forecast.ready import Effect, Forecast, effect_of_rush, forecast, promise, ready_words
from kiosk.work.order.event import Stamp
from kiosk.work.order.line import Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant
from tests.playbooks import DINER
from tests.work.crew import BURGER, FIRST_STEPS, FRIES, MEAL
from tests.work.invented import Crew, Press, playbooks, press, presses, wishes

NOTHING: Mapping[str, float] = {}


@dataclass
class Floor:
    """Several orders of one counter, worked with one clock."""

    playbook: Playbook = DINER
    clock: SetClock = field(default_factory=SetClock)
    crews: list[Crew] = field(default_factory=list)
    standing: Standing = field(default_factory=Standing)

    def opened(self, upto: str, wanted: tuple[Wish, ...] = MEAL, *, seconds: float = 0) -> Crew:
        """Open one more order and do its steps up to this one, each in so many seconds."""
        crew = Crew(self.playbook, self.clock).open()
        self.crews.append(crew)
        for step in FIRST_STEPS:
            if step == upto:
                break
            self.clock.advance(seconds)
            if step in crew.tickets():
                verb = "order" if step == "take-order" else "bump"
                crew.write(crew.decide(verb, step, wanted, crew.stamp()), crew.stamp())
        return crew

    @property
    def now(self) -> Instant:
        """This instant."""
        return self.clock.now()

    @property
    def board(self) -> Board:
        """All orders, numbered from 1 as they were opened."""
        orders = [replace(one.order, id=str(n), number=n, seq=n) for n, one in enumerate(self.crews, 1)]
        entries = [on_board(order, self.playbook, None, self.now) for order in orders]
        return Board().with_orders(entries, 1, self.standing)

    def forecast(self, medians: Mapping[str, float] = NOTHING) -> Forecast:
        """Say what is expected now."""
        return forecast(self.board, medians, self.now)

    def seconds(self, medians: Mapping[str, float] = NOTHING) -> dict[str, float]:
        """Return the seconds until each order is ready, by number."""
        return {order_id: left / 1000 for order_id, left in self.forecast(medians).ready.items()}

    def words(self) -> list[str]:
        """Say when each order will be ready."""
        found = self.forecast()
        return [ready_words(found, entry) for entry in self.board.orders.values()]


def hands(playbook: Playbook, count: int) -> Playbook:
    """Return every station so many hands."""
    return replace(playbook, stations=tuple(replace(station, at_once=count) for station in playbook.stations))


def test_one_order_takes_its_longest_way() -> None:
    """A grill of 120 s beside a fryer of 90 s, then a check of 20 s: 140 s."""
    floor = Floor()
    floor.opened("grill")
    assert {"1": 140.0} == floor.seconds()


def test_how_long_work_took_counts_more_than_the_target() -> None:
    """The record says 60 s for the grill and 30 s for the check; the fryer has no record and keeps its 90 s."""
    floor = Floor()
    floor.opened("grill")
    assert {"1": 120.0} == floor.seconds({"grill": 60, "check": 30})


def test_parts_with_times_of_their_own_are_never_quicker() -> None:
    """A patty of 150 s takes them, however short the step's work was as a rule; a slow step takes what it takes."""
    menu = replace(DINER.menu, parts=(replace(DINER.menu.parts[0], prep=150), *DINER.menu.parts[1:]))
    floor = Floor(replace(DINER, menu=menu))
    floor.opened("grill", BURGER)
    assert {"1": 170.0} == floor.seconds()
    assert {"1": 170.0} == floor.seconds({"grill": 60})
    assert {"1": 220.0} == floor.seconds({"grill": 200})


def test_orders_wait_for_hands() -> None:
    """Three burgers on a grill that makes one ticket at a time; two at a time are made sooner."""
    one, two = Floor(), Floor(hands(DINER, 2))
    for floor in (one, two):
        for _ in range(3):
            floor.opened("grill", BURGER)
    assert {"1": 140.0, "2": 260.0, "3": 380.0} == one.seconds()
    assert {"1": 140.0, "2": 140.0, "3": 260.0} == two.seconds()


def test_what_was_begun_goes_on() -> None:
    """Taken up 100 s ago, it has 20 s to go, though an older ticket waits."""
    floor = Floor()
    floor.opened("grill", BURGER)
    second = floor.opened("grill", BURGER)
    second.try_("take", "grill", ())
    floor.clock.advance(100)
    assert Span(-100_000, 20_000) == floor.forecast().tickets["2", "grill"]
    assert {"1": 160.0, "2": 40.0} == floor.seconds()


def test_without_taking_up_the_first_of_the_rail_is_thought_to_be_begun() -> None:
    """Since its station bumped last: the second burger since 30 s, when the first was done."""
    floor = Floor()
    first = floor.opened("grill", BURGER)
    floor.opened("grill", BURGER)
    floor.clock.advance(90)
    first.try_("bump", "grill", ())
    floor.clock.advance(30)
    assert Span(-30_000, 90_000) == floor.forecast().tickets["2", "grill"]


def test_what_should_have_ended_is_any_moment() -> None:
    """Nothing is ever expected in the past."""
    floor = Floor()
    floor.opened("check", seconds=1)
    assert ["ready in ~0:20"] == floor.words()
    floor.clock.advance(500)
    assert ["any moment"] == floor.words()
    assert {"1": 0.0} == floor.seconds()


def test_words_are_rounded_to_ten_seconds() -> None:
    """More is not known."""
    floor = Floor()
    floor.opened("grill")
    floor.clock.advance(6)
    assert ["ready in ~2:10"] == floor.words()
    floor.clock.advance(3)
    assert ["ready in ~2:10"] == floor.words()
    floor.clock.advance(1)
    assert ["ready in ~2:10"] == floor.words()
    floor.clock.advance(6)
    assert ["ready in ~2:00"] == floor.words()


def test_an_order_of_which_only_the_hand_over_is_left_is_ready() -> None:
    """However long it stands there."""
    floor = Floor()
    floor.opened("hand-over", seconds=1)
    floor.clock.advance(1000)
    assert ["ready"] == floor.words()


def test_nobody_can_say_before_the_order_is_taken_or_while_it_is_on_hold() -> None:
    """It has no forecast, and takes no hands from those that have one."""
    floor = Floor()
    floor.opened("take-order")
    floor.opened("grill", BURGER).try_("hold", "", (), place=0)
    floor.opened("grill", BURGER)
    assert ["", "", "ready in ~2:20"] == floor.words()
    assert promise(floor.forecast(), floor.board.orders["1"]) is None


def test_a_hold_until_a_time_counts_from_then() -> None:
    """20 s until it is released, then 140 s."""
    floor = Floor()
    floor.opened("grill", BURGER).try_("hold", "", (), place=2)
    assert {"1": 160.0} == floor.seconds()


def test_what_is_fired_later_ends_together() -> None:
    """Fries of 90 s begin 30 s after the burger of 120 s, and are not late for it."""
    together = replace(DINER, process=replace(DINER.process, together=True))
    floor = Floor(together)
    floor.opened("grill")
    assert Span(30_000, 120_000) == floor.forecast().tickets["1", "fry"]
    assert {"1": 140.0} == floor.seconds()
    floor = Floor(together)
    floor.opened("pay")
    assert Span(60_000, 150_000) == floor.forecast().tickets["1", "fry"]


def test_a_closed_stations_work_takes_the_others_hands() -> None:
    """With the fryer closed the grill makes burger and fries one after the other."""
    floor = Floor(standing=Standing(closed={"fry": "grill"}))
    floor.opened("grill")
    assert {"1": 230.0} == floor.seconds()


def test_rushed_orders_go_first_but_not_over_what_is_begun() -> None:
    """The first burger is in somebody's hands; the third one overtakes the second."""
    floor = Floor()
    crews = [floor.opened("grill", BURGER) for _ in range(3)]
    crews[2].try_("rush", "", ())
    assert {"1": 140.0, "2": 380.0, "3": 260.0} == floor.seconds()


def test_the_effect_of_a_rush_is_said_before() -> None:
    """How many wait longer, and the longest of it."""
    floor = Floor()
    for _ in range(4):
        floor.opened("grill", BURGER)
    floor.opened("fry", FRIES)
    found = effect_of_rush(floor.board, NOTHING, floor.now, "4")
    assert Effect(2, 120_000) == found
    assert "2 orders wait up to 2:00 longer" == found.words
    assert Effect(0, 0) == effect_of_rush(floor.board, NOTHING, floor.now, "1")
    assert "no other order waits longer" == Effect(0, 0).words
    assert "1 order waits up to 0:10 longer" == Effect(1, 1_001).words


def test_the_effect_of_what_cannot_be_rushed_is_none() -> None:
    """An order that is rushed already, or gone."""
    floor = Floor()
    for _ in range(2):
        floor.opened("grill", BURGER)
    floor.crews[1].try_("rush", "", ())
    assert [Effect(0, 0)] * 2 == [effect_of_rush(floor.board, NOTHING, floor.now, name) for name in ("2", "9")]


def test_a_promise_is_the_age_at_the_hand_over_against_the_processs_clock() -> None:
    """Warned from 360 s, late from 480 s: the third burger is at risk, the fourth will be late."""
    floor = Floor()
    for _ in range(4):
        floor.opened("grill", BURGER)
    found, orders = floor.forecast(), floor.board.orders
    assert ["on pace", "on pace", "due", "late"] == [promise(found, orders[name]) for name in "1234"]


@st.composite
def floors(draw: st.DrawFn) -> Floor:
    """Draw a counter with one to four orders on which this and that was done."""
    playbook = hands(draw(playbooks(gates=False)), draw(st.integers(1, 2)))
    floor = Floor(playbook)
    for _ in range(draw(st.integers(1, 4))):
        wanted = draw(wishes(playbook.menu))
        crew = Crew(playbook, floor.clock).open(outside=draw(st.booleans()), wanted=wanted)
        floor.crews.append(crew)
        done: list[Press] = draw(presses)
        for one in done[: draw(st.integers(0, 12))]:
            press(crew, wanted, replace(one, jump=0))
    floor.clock.advance(0.001)  # so that what was begun has begun before now
    return floor


MEDIANS = st.dictionaries(st.sampled_from([f"step{n}" for n in range(6)] + ["take", "hand"]), st.floats(0.5, 500))


@given(floors(), MEDIANS)
def test_nothing_is_planned_before_what_it_waits_for_or_in_the_past(floor: Floor, medians: dict[str, float]) -> None:
    """Every ticket ends after it begins, not before now, and begins when all before it have ended."""
    found = floor.forecast(medians)
    for entry in floor.board.orders.values():
        for ticket in entry.tickets:
            span = found.tickets.get((ticket.order_id, ticket.step))
            if span:
                assert 0 <= span.end
                assert span.begin <= span.end
                before = [found.tickets[ticket.order_id, step].end for step in ticket.waits_for]
                assert max(before, default=span.begin) <= span.begin
        if entry.ready():
            assert "ready" == ready_words(found, entry)


@given(floors(), MEDIANS)
def test_nobody_does_more_at_once_than_there_are_hands(floor: Floor, medians: dict[str, float]) -> None:
    """Whatever instant is looked at; only what somebody has begun may be more."""
    found, board = floor.forecast(medians), floor.board
    at_once = {station.id: station.at_once for station in floor.playbook.stations}
    spans: dict[str, list[Span]] = {}
    for (order_id, step), span in found.tickets.items():
        ticket = board.ticket(order_id, step)
        assert ticket is not None
        spans.setdefault(ticket.station, []).append(span)
    for station, all_ in spans.items():
        for at in {span.begin for span in all_ if span.begin >= 0}:
            busy = Counter("begun" if one.begin < 0 else "planned" for one in all_ if one.begin <= at < one.end)
            assert busy.total() <= max(at_once[station], busy["begun"])


@given(floors(), MEDIANS)
def test_the_same_board_gives_the_same_forecast(floor: Floor, medians: dict[str, float]) -> None:
    """Nothing is left to chance."""
    assert floor.forecast(medians) == floor.forecast(dict(reversed(medians.items())))


@given(floors(), MEDIANS)
def test_with_hands_for_everything_nothing_is_later(floor: Floor, medians: dict[str, float]) -> None:
    """Some hands more may make one order later, as jobs fall otherwise; hands for every ticket never do."""
    board, now = floor.board, floor.now
    few = forecast(board, medians, now).ready
    plenty = hands(floor.playbook, 99)
    entries = {name: replace(entry, playbook=plenty) for name, entry in board.orders.items()}
    many = forecast(replace(board, orders=entries), medians, now).ready
    assert few.keys() == many.keys()
    assert [] == [name for name in few if many[name] > few[name]]


@st.composite
def busy(draw: st.DrawFn) -> Floor:
    """Draw a busy diner: two to six orders at any step behind the front, some of them in somebody's hands."""
    floor = Floor(hands(DINER, draw(st.integers(1, 2))))
    for _ in range(draw(st.integers(2, 6))):
        upto, wanted = draw(st.sampled_from(FIRST_STEPS[2:])), draw(st.sampled_from([MEAL, BURGER, FRIES]))
        crew = floor.opened(upto, wanted)
        if draw(st.booleans()):
            crew.try_("take", upto, ())
        floor.clock.advance(draw(st.sampled_from([0.001, 1, 20, 200])))
    return floor


@given(
    busy(), st.dictionaries(st.sampled_from(FIRST_STEPS), st.integers(1, 300)), st.lists(st.integers(1, 6), max_size=2)
)
def test_a_rush_never_makes_its_own_order_later(floor: Floor, medians: dict[str, float], already: list[int]) -> None:
    """Whichever it is, and whichever are rushed already.

    It holds where no two tickets of an order that can be worked side by side come to one station, as here: with one
    pair of hands for both, the shorter may have gone first only because it had to wait.
    """
    for number in already:
        if number <= len(floor.crews):
            floor.crews[number - 1].try_("rush", "", ())
    floor.clock.advance(1)
    board, now = floor.board, floor.now
    before = forecast(board, medians, now).ready
    for name, entry in board.orders.items():
        rushed = replace(entry, order=replace(entry.order, rush=entry.order.rush or Stamp(now)))
        after = forecast(replace(board, orders={**board.orders, name: rushed}), medians, now).ready
        assert before.keys() == after.keys()
        assert after[name] <= before[name]

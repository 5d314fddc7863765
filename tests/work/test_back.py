"""A reading that misses its limit sends its order back by itself: how often, what comes again, and what it says."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec import UNSET, json
from msgspec.structs import replace

from kiosk.drawing.diagram import text_diagram
from kiosk.drawing.mermaid import mermaid
from kiosk.drawing.procedure import procedure_text
from kiosk.errors import Refused
from kiosk.work.allergy.allergy import unseen
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board, on_board
from kiosk.work.order.event import Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.guard import Events
from kiosk.work.order.line import Wish
from kiosk.work.order.order import Order
from kiosk.work.order.point import cause_of, last_reading, rounds
from kiosk.work.order.problem_events import ProblemResolved
from kiosk.work.order.routing import Ticket, tickets
from kiosk.work.order.ticket_events import TicketRecalled
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.playbook.spec import Back, Spec
from kiosk.work.record.losses import recalls
from kiosk.work.report.exceptions import BackSummary, detours
from kiosk.work.time.instant import Instant
from kiosk.work.verb.at import After, OrderAfter
from kiosk.work.verb.mark import TakeReading
from tests import hands
from tests.playbooks import DINER
from tests.work.test_for_some_orders import ordered, states

CORE = Spec(
    "core", "Core", "at least 155 °F", "°F", Decimal(155), corrective="Cook on.", reading=True, back=Back("grill", 2)
)
MEAL, BURGER, FRIES = Wish("meal"), Wish("burger"), Wish("fries")


def reading_at_check(spec: Spec = CORE, **changes: Step) -> Playbook:
    """Return the diner whose check reads a core, and sends back to the grill what misses it."""
    procedures = tuple(replace(one, specs=(spec,) if one.step == "check" else ()) for one in DINER.procedures)
    steps = tuple(changes.get(step.id, step) for step in DINER.process.steps)
    return replace(DINER, process=replace(DINER.process, steps=steps), procedures=procedures)


BOOK = reading_at_check()


class Kitchen:
    """One order and those who do it, a second apart."""

    def __init__(self, *wishes: Wish, book: Playbook = BOOK) -> None:
        self.book = book
        self.now = 1_000
        self.order: Order = ordered(book, *wishes)

    def stamp(self) -> Stamp:
        """Return a stamp a second later."""
        self.now += 1_000
        return Stamp(Instant(self.now, self.now, "boot"), "Ana", "expo")

    def write(self, events: Events, stamp: Stamp) -> Events:
        """Write what was decided."""
        self.order = after(self.order, events, stamp)
        return events

    def bump(self, *steps: str) -> Kitchen:
        """Bump some steps, with their points kept."""
        for step in steps:
            stamp = self.stamp()
            self.write(hands.bump(self.order, self.book, step, stamp), stamp)
        return self

    def read(self, value: str, step: str = "check", spec: str = "core", action: str = "") -> Events:
        """Take a reading."""
        stamp = self.stamp()
        verb = TakeReading("o", step, spec, value, action)
        return self.write(hands.decided(verb, self.order, self.book, stamp), stamp)

    def states(self) -> dict[str, str]:
        """Return the state of each ticket."""
        return states(self.order, self.book)

    def ticket(self, step: str) -> Ticket:
        """Return a ticket."""
        return next(one for one in tickets(self.order, self.book) if one.step == step)


def test_a_miss_opens_the_earlier_step_again_and_all_after_it() -> None:
    """With a new clock; what was done beside it stays done."""
    kitchen = Kitchen(MEAL).bump("grill", "fry")
    kitchen.read("140")
    assert {"grill": "open", "fry": "bumped", "check": "waiting", "hand-over": "waiting"} == kitchen.states()
    opened = kitchen.ticket("grill").opened
    assert opened
    assert kitchen.now == opened.at.at
    assert [line.done for line in kitchen.ticket("grill").lines] == [None] * len(kitchen.ticket("grill").lines)


def test_it_is_read_anew_and_goes_on_within_the_limit() -> None:
    """What was measured before does not count, and what was done about it is known: it went back."""
    kitchen = Kitchen(BURGER).bump("grill")
    kitchen.read("140")
    kitchen.bump("grill")
    with pytest.raises(Refused) as refused:
        kitchen.bump("check")
    assert "out-of-spec" == refused.value.code
    kitchen.read("158")
    kitchen.bump("check", "hand-over")
    assert kitchen.order.finished
    assert ("Cook on.", "") == tuple(one.action for one in kitchen.order.readings)


def test_within_the_limit_nothing_comes_again() -> None:
    """Both ends belong to it."""
    kitchen = Kitchen(BURGER).bump("grill")
    assert 1 == len(kitchen.read("155"))
    assert "bumped" == kitchen.states()["grill"]


def test_after_the_last_round_a_problem_stops_the_order() -> None:
    """One more try mends nothing: somebody has to say what becomes of it."""
    kitchen = Kitchen(BURGER).bump("grill")
    for _round in range(2):
        kitchen.read("140")
        kitchen.bump("grill")
    events = kitchen.read("139")
    assert "bumped" == kitchen.states()["grill"]
    assert not any(isinstance(event, TicketRecalled) for event in events)
    (problem,) = kitchen.order.problems
    assert (True, "check", "Out of spec: Core: 139 °F") == (problem.blocks, problem.step, problem.words)
    assert 1 == len(kitchen.read("139"))
    with pytest.raises(Refused, match="stopped by a critical problem"):
        kitchen.bump("check")
    kitchen.write((ProblemResolved(problem.id, "A new grill"),), kitchen.stamp())
    kitchen.read("158", action="A new grill")
    kitchen.bump("check")


def test_the_rounds_of_each_spec_count_apart() -> None:
    """And a recall by hand is none."""
    kitchen = Kitchen(BURGER).bump("grill")
    stamp = kitchen.stamp()
    kitchen.write(hands.recall(kitchen.order, BOOK, "grill", "Dropped"), stamp)
    kitchen.bump("grill")
    kitchen.read("140")
    assert 1 == len(rounds(kitchen.order, "check", "core"))
    assert () == rounds(kitchen.order, "check", "other")


def test_a_step_may_send_back_to_itself() -> None:
    """Its clock begins anew, whoever has it puts it down, and what was kept of it is kept anew."""
    book = reading_at_check(replace(CORE, back=Back("check")))
    kitchen = Kitchen(BURGER, book=book).bump("grill")
    stamp = kitchen.stamp()
    kitchen.write(hands.take(kitchen.order, book, "check", stamp), stamp)
    kitchen.read("140")
    assert "open" == kitchen.states()["check"]
    assert kitchen.order.taken_up == {}
    opened = kitchen.ticket("check").opened
    assert opened
    assert kitchen.now == opened.at.at
    kitchen.read("160")
    kitchen.bump("check")


def test_what_was_begun_after_it_waits_again() -> None:
    """A line that was done there is done again, and whoever had the ticket has it no more."""
    book = reading_at_check(check=replace(DINER.process.step["check"], per_line=True))
    kitchen = Kitchen(BURGER, FRIES, book=book).bump("grill", "fry")
    stamp = kitchen.stamp()
    kitchen.write(hands.take(kitchen.order, book, "check", stamp), stamp)
    stamp = kitchen.stamp()
    kitchen.write(hands.bump_line(kitchen.order, book, "check", 1, stamp), stamp)
    kitchen.read("140")
    assert not any(step == "check" for step, _line in kitchen.order.done)
    assert "check" not in kitchen.order.taken_up
    found = {line.line.item: line.waits_for for line in kitchen.ticket("check").lines}
    assert {"burger": ("grill",), "fries": ()} == found


def test_a_step_that_this_order_passes_by_is_not_gone_back_to() -> None:
    """The reading is out of its limit, which holds the bump."""
    kitchen = Kitchen(FRIES).bump("fry")
    assert 1 == len(kitchen.read("140"))
    assert "open" == kitchen.states()["check"]
    with pytest.raises(Refused):
        kitchen.bump("check")


def test_a_spec_that_does_not_concern_the_order_sends_nothing_back() -> None:
    """It is noted."""
    kitchen = Kitchen(BURGER, book=reading_at_check(replace(CORE, when="item meal"))).bump("grill")
    assert 1 == len(kitchen.read("140"))


def test_while_it_is_back_nothing_is_read_where_it_waits() -> None:
    """A second number of one round would send it back once more."""
    kitchen = Kitchen(BURGER).bump("grill")
    kitchen.read("140")
    with pytest.raises(Refused) as refused:
        kitchen.read("158")
    assert "waiting" == refused.value.code


def test_a_reading_after_the_bump_opens_that_step_again_too() -> None:
    """It is done again as a recall opens it."""
    kitchen = Kitchen(BURGER).bump("grill")
    kitchen.read("158")
    kitchen.bump("check")
    kitchen.read("140")
    assert {"grill": "open", "check": "waiting", "hand-over": "waiting"} == kitchen.states()


def test_an_order_that_is_void_goes_nowhere() -> None:
    """Nothing is read of it."""
    kitchen = Kitchen(BURGER).bump("grill")
    kitchen.write(hands.void(kitchen.order, "Guest left", BOOK), kitchen.stamp())
    with pytest.raises(Refused) as refused:
        kitchen.read("140")
    assert "void" == refused.value.code


def test_a_change_meanwhile_has_its_way() -> None:
    """What the guest does not want any more is not made again."""
    kitchen = Kitchen(BURGER, FRIES).bump("grill", "fry")
    kitchen.read("140")
    stamp = kitchen.stamp()
    kitchen.write(hands.change(kitchen.order, BOOK, (FRIES,), "Guest left", stamp), stamp)
    stamp = kitchen.stamp()
    kitchen.write(hands.acknowledge(kitchen.order, BOOK, "grill", "Already made", stamp), stamp)
    assert "grill" not in kitchen.states()


def test_a_bump_that_went_back_is_not_undone() -> None:
    """There is none to take back; the step is open already."""
    kitchen = Kitchen(BURGER).bump("grill")
    kitchen.read("140")
    with pytest.raises(Refused):
        hands.undo(kitchen.order, BOOK, "grill", kitchen.stamp())
    kitchen.bump("grill")
    stamp = kitchen.stamp()
    kitchen.write(hands.undo(kitchen.order, BOOK, "grill", stamp), stamp)
    assert ("open", "waiting") == (kitchen.states()["grill"], kitchen.states()["check"])
    assert 1 == len(rounds(kitchen.order, "check", "core"))


def test_what_its_guest_must_not_meet_is_seen_anew_where_it_is_made_again() -> None:
    """As after any recall: other hands may have it now."""
    kitchen = Kitchen(FRIES)
    kitchen.order = ordered(BOOK, BURGER, told=Heard(True, ("gluten",)))
    for step in ("grill", "check"):
        stamp = kitchen.stamp()
        kitchen.write(hands.see_allergy(kitchen.order, BOOK, step, stamp), stamp)
        if step == "grill":
            kitchen.bump("grill")
    assert not unseen(kitchen.order, BOOK, "grill")
    kitchen.read("140")
    assert unseen(kitchen.order, BOOK, "grill")


def test_it_says_why_it_came_back_and_how_often() -> None:
    """On the ticket, in the reply, in the record and in the numbers."""
    kitchen = Kitchen(MEAL).bump("grill", "fry")
    kitchen.read("140")
    order = kitchen.order
    assert "Core was 140 °F, round 1 of 2" == cause_of(order, BOOK, order.recalls[0])
    entry = on_board(order, BOOK, None)
    reply = TakeReading("o", "check", "core", "140").reply(
        OrderAfter(entry, After(BOOK, kitchen.stamp(), Board(), lambda _at: (_ for _ in ()).throw(AssertionError)))
    )
    assert (
        "Core: 140 °F is out of spec. Order 1 goes back to Grill: Core was 140 °F, round 1 of 2. After it again: Check."
    ) == reply.words
    rows = recalls(order, BOOK)
    assert [("grill", "Out of spec: Core", 0), ("check", "Out of spec: Core", 1)] == [
        (row.step, row.reason, row.follows) for row in rows
    ]
    found = detours([], rows, [])
    assert (1, "Out of spec: Core") == (found.recalls, found.recalls_by[0].reason)


def test_the_record_counts_rounds_and_the_report_what_each_spec_sent_back() -> None:
    """By spec and step; a recall by hand is none."""
    kitchen = Kitchen(BURGER).bump("grill")
    for _round in range(2):
        kitchen.read("140")
        kitchen.bump("grill")
    stamp = kitchen.stamp()
    kitchen.write(hands.recall(kitchen.order, BOOK, "grill", "Dropped"), stamp)
    rows = recalls(kitchen.order, BOOK)
    assert [("core", "check", 1), ("core", "check", 2), ("", "", 0)] == [
        (row.spec, row.read_at, row.round) for row in rows if not row.follows
    ]
    assert (BackSummary("grill", "Grill", "check", "core", 2, 1, 2),) == detours([], rows, []).sent_back
    assert UNSET is detours([], [row for row in rows if not row.spec], []).sent_back


def test_last_reading_after_a_round_is_the_one_that_missed_until_there_is_another() -> None:
    """So that the screen says what is to be mended."""
    kitchen = Kitchen(BURGER).bump("grill")
    kitchen.read("140")
    last = last_reading(kitchen.order, "check", "core")
    assert last
    assert Decimal(140) == last.value


def test_it_is_seen_where_the_process_is_drawn_and_where_the_step_is_written() -> None:
    """As an arrow, and in words."""
    assert "Check ↑ Grill" in text_diagram(BOOK)
    assert "An arrow up: where an order goes back to that misses a limit." in text_diagram(BOOK)
    assert "missed: back to Grill" in text_diagram(BOOK, 40)
    assert '  step_check -. "if missed" .-> step_grill\n' in mermaid(BOOK)
    written = " ".join(procedure_text(BOOK, BOOK.procedure["check"]).split())
    assert "If missed: Cook on. It goes back to Grill by itself, 2 times at most." in written


def test_where_nothing_is_said_the_hash_is_that_of_before() -> None:
    """A playbook that does not use it keeps its name."""
    assert reading_at_check(replace(CORE, back=UNSET)).hash != BOOK.hash
    assert b"back" not in json.encode(replace(CORE, back=UNSET))

"""What each verb makes of an order, and every way the rules say no: a stable code, and words that say what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.order import point
from kiosk.work.order.event import Event
from kiosk.work.order.line import Wish
from kiosk.work.order.order_events import OrderFinished, OrderTaken
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken, TicketBumped, TicketUndone
from kiosk.work.verb.undo import UNDO_WINDOW
from tests import hands
from tests.hands import see_allergy
from tests.playbooks import DINER
from tests.work.crew import BURGER, FRIES, MEAL, at, careful, gated, refusal
from tests.work.invented import Crew


@dataclass(frozen=True)
class No:
    """One way to be refused."""

    fact: str
    crew: Callable[[], Crew]
    verb: str
    step: str
    code: str
    words: str
    wanted: tuple[Wish, ...] = MEAL
    by: str = "Ana"
    seconds: float = 0


def voided() -> Crew:
    """Return an order that was voided at the grill."""
    crew = at("grill")
    crew.try_("void", "", ())
    return crew


def taken_up() -> Crew:
    """Return an order whose patties Leo has begun."""
    crew = at("grill")
    crew.write(hands.take(crew.order, DINER, "grill", crew.stamp("Leo")), crew.stamp("Leo"))
    return crew


def misread() -> Crew:
    """Return an order at a gated grill whose reading was too low."""
    crew = at("grill", playbook=gated())
    crew.try_("keep", "grill", ())
    stamp = crew.stamp()
    crew.write(hands.mark(crew.order, crew.playbook, "grill", "gloves", how="kept", reason=""), stamp)
    crew.write(hands.reading(crew.order, crew.playbook, "grill", "core", value="150", action=""), stamp)
    return crew


def unread() -> Crew:
    """Return an order at a gated grill that nothing was read at."""
    crew = at("grill", playbook=gated(may_not_apply=True))
    crew.write(
        hands.mark(crew.order, crew.playbook, "grill", "gloves", how="not-applicable", reason="tongs"), crew.stamp()
    )
    return crew


NOS = (
    No("a step is done twice", lambda: at("fry"), "bump", "grill", "already-bumped",
       "Ana did Grill of order 1 0:07 ago.", by="Leo", seconds=7),
    No("a step is done before its time", lambda: at("grill"), "bump", "check", "waiting",
       "Check of order 1 waits for Grill and Fry."),
    No("a step nobody needs is done", lambda: at("grill", FRIES), "bump", "grill", "not-needed",
       "Order 1 needs no grill."),
    No("a step is done before the order is known", lambda: at("greet"), "bump", "grill", "not-ordered",
       "Order 1 is not taken yet, so Grill cannot begin."),
    No("the taking is bumped without an order", lambda: at("take-order"), "bump", "take-order", "not-ordered",
       "Key the order first, then send it."),
    No("a step that is nowhere", lambda: at("grill"), "bump", "boil", "no-such-step",
       "There is no step “boil”. The steps are: greet, take-order, pay, grill, fry, check, hand-over."),
    No("work on a void order", voided, "bump", "grill", "void", "Order 1 is void: Guest left."),
    No("work on a finished order", lambda: at("end"), "take", "boil", "no-such-step",
       "There is no step “boil”. The steps are: greet, take-order, pay, grill, fry, check, hand-over."),
    No("an order is taken twice", lambda: at("pay"), "order", "", "already-taken",
       "Order 1 is already taken. Start the next guest."),
    No("an order of nothing", lambda: at("take-order"), "order", "", "empty-order",
       "Nothing is ordered yet. Choose at least one item.", wanted=()),
    No("an order before its time", lambda: at("greet"), "order", "", "waiting",
       "Take order of order 1 waits for Greet."),
    No("a ticket somebody else has", taken_up, "take", "grill", "already-taken-up",
       "Leo has order 1 since 0:42.", seconds=42),
    No("a ticket one has already", taken_up, "take", "grill", "already-yours", "You have order 1 already.", by="Leo"),
    No("undoing what is not done", lambda: at("grill"), "undo", "grill", "not-bumped",
       "Grill of order 1 is not done, so there is nothing to undo."),
    No("undoing somebody else's bump", lambda: at("fry"), "undo", "grill", "not-yours",
       "Ana did Grill of order 1. Ask them to undo it.", by="Leo"),
    No("undoing the sending", lambda: at("pay"), "undo", "take-order", "sent",
       "Order 1 is sent. Void it if the guest changed their mind."),
    No("undoing after half a minute", lambda: at("fry"), "undo", "grill", "too-late",
       "Grill of order 1 was done 0:30 ago. Undo works for 30 s.", seconds=30.001),
    No("undoing what others went on from", lambda: at("hand-over"), "undo", "grill", "begun",
       "Check of order 1 has begun. Tell them."),
    No("undoing a void order's bump", voided, "undo", "pay", "void",
       "Order 1 is void. Nothing of it can be undone."),
    No("voiding what is handed over", lambda: at("end"), "void", "", "finished",
       "Order 1 is finished and handed over."),
    No("voiding twice", voided, "void", "", "void", "Order 1 is void: Guest left."),
    No("reading where nothing is read", lambda: at("grill"), "read", "fry", "no-such-spec",
       "Fry the fries takes no reading “core”. It takes: none."),
    No("reading before the step is open", lambda: at("pay"), "read", "grill", "waiting",
       "Grill of order 1 has not begun."),
    No("marking a point that is nowhere", lambda: at("grill"), "keep", "grill", "no-such-point",
       "Grill the patties has no point “a”. It has: gloves, turn."),
    No("a gate that is not kept", lambda: at("grill", playbook=gated()), "bump", "grill", "gate",
       "First: Wear clean gloves."),
    No("a gate without its reading", unread, "bump", "grill", "gate",
       "First read Core temperature: at least 155 °F."),
    No("a gate with a reading outside its limit", misread, "bump", "grill", "out-of-spec",
       "Core temperature was 150 °F. Cook on. Then read it again."),
)  # fmt: skip


@pytest.mark.parametrize("no", NOS, ids=[no.fact for no in NOS])
def test_refused(no: No) -> None:
    """The code is for programs and never changes; the words are for the worker."""
    crew = no.crew()
    crew.clock.advance(no.seconds)
    refused = refusal(crew, no.verb, no.step, no.wanted, no.by)
    assert (no.code, no.words) == (refused.code, refused.words)


def test_a_finished_order_is_told_by_name() -> None:
    """Bumping a done step says who did it; a step that was not needed says that the order is over."""
    assert refusal(at("end"), "bump", "grill").code == "already-bumped"
    assert refusal(at("end", FRIES), "bump", "grill").code == "finished"


def test_a_strange_allergen_is_refused() -> None:
    """Allergens are the menu's own words, so that a typing error never hides one."""
    crew = at("take-order")
    with pytest.raises(Refused) as refused:
        hands.take_order(crew.order, DINER, MEAL, ("glutn",), crew.stamp())
    assert ("no-such-allergen", "“glutn” is no allergen of this menu: gluten.") == (
        refused.value.code,
        refused.value.words,
    )


def test_a_void_needs_a_reason() -> None:
    """Nobody ends an order without saying why."""
    with pytest.raises(Refused) as refused:
        hands.void(at("grill").order, "")
    assert ("no-reason", "Say why order 1 is void.") == (refused.value.code, refused.value.words)


@pytest.mark.parametrize(
    "typed",
    ["", "hot", "NaN", "Infinity", "1e2", "1e9999999", "12345678901", "0x10", "1_0", "1-2", "..", "１５５", "1,000"],
)
def test_a_reading_is_a_number(typed: str) -> None:
    """What a probe cannot show is refused with an example."""
    crew = at("grill")
    with pytest.raises(Refused) as refused:
        hands.reading(crew.order, DINER, "grill", "core", value=typed, action="")
    assert ("not-a-number", "Core temperature is a number in °F, such as 155 or 68.5.") == (
        refused.value.code,
        refused.value.words,
    )


@pytest.mark.parametrize(("typed", "kept"), [("155.0", "155.0"), (" 68,5 ", "68.5"), ("+160", "160")])
def test_a_reading_is_kept_as_typed(typed: str, kept: str) -> None:
    """Digits typed are digits kept, with a point; a comma is a point."""
    crew = at("grill")
    expected = (ReadingTaken("grill", "core", kept, "cooked on"),)
    assert expected == hands.reading(crew.order, DINER, "grill", "core", value=typed, action="cooked on")


def test_taking_the_order_bumps_the_step_that_takes_it() -> None:
    """One event for the lines, one for the bump; allergens once each and sorted."""
    crew = at("take-order")
    events = hands.take_order(crew.order, DINER, BURGER, ("gluten", "gluten"), crew.stamp())
    taken, bumped = events
    assert isinstance(taken, OrderTaken)
    assert ("gluten",) == taken.allergies
    assert TicketBumped("take-order", DINER.procedure["take-order"].version) == bumped


def test_an_order_from_outside_is_taken_without_a_bump() -> None:
    """Nobody at the front did anything for it."""
    crew = Crew(DINER).open(outside=True, wanted=MEAL)
    assert {} == crew.order.bumps
    assert ["grill", "fry", "check", "hand-over"] == list(crew.tickets())


def test_a_bump_names_the_version_of_its_procedure() -> None:
    """Later edits of the document change nothing about what it was done under."""
    crew = at("grill")
    assert (TicketBumped("grill", DINER.procedure["grill"].version),) == crew.decide("bump", "grill", (), crew.stamp())


def test_the_last_bump_finishes_the_order() -> None:
    """Handing over is the end."""
    crew = at("hand-over")
    expected: tuple[Event, ...] = (
        TicketBumped("hand-over", DINER.procedure["hand-over"].version),
        OrderFinished(),
    )
    assert expected == crew.decide("bump", "hand-over", (), crew.stamp())


def test_a_hand_over_can_be_undone() -> None:
    """A finished order is open again, its slip's anchor forgotten."""
    crew = at("end")
    assert crew.order.over
    crew.write((TicketUndone("hand-over"),), crew.stamp())
    assert crew.order.finished is None
    assert not crew.order.anchor
    assert "open" == crew.tickets()["hand-over"].state


def test_undo_works_for_thirty_seconds() -> None:
    """The thirtieth second still belongs to it."""
    crew = at("fry")
    crew.clock.advance(UNDO_WINDOW)
    assert (TicketUndone("grill"),) == crew.decide("undo", "grill", (), crew.stamp())


def test_undo_counts_on_the_steady_clock() -> None:
    """A wall clock that was set by an hour does not make it too late."""
    crew = at("fry")
    crew.clock.jump_wall(3600)
    assert (TicketUndone("grill"),) == crew.decide("undo", "grill", (), crew.stamp())


def test_undo_is_refused_once_the_next_step_is_taken_up() -> None:
    """Whoever has begun is told by a person, not by a ticket that vanishes."""
    crew = at("check")
    crew.try_("take", "check", ())
    assert "begun" == refusal(crew, "undo", "fry").code


def test_a_mark_said_twice_is_written_once() -> None:
    """The same mark again makes no event; another one does."""
    crew = at("grill")
    marked = hands.mark(crew.order, DINER, "grill", "turn", how="kept", reason="")
    assert (PointMarked("grill", "turn", "kept"),) == marked
    crew.write(marked, crew.stamp())
    assert () == hands.mark(crew.order, DINER, "grill", "turn", how="kept", reason="")
    assert (PointMarked("grill", "turn", "not-seen"),) == hands.mark(
        crew.order, DINER, "grill", "turn", how="not-seen", reason=""
    )


def test_a_skipped_point_needs_its_reason() -> None:
    """Whoever skips one says why, at the screen and by command."""
    with pytest.raises(Refused) as caught:
        hands.mark(at("grill").order, DINER, "grill", "turn", how="skipped", reason="")
    assert ("no-reason", "Say why “Turn once” was skipped.") == (caught.value.code, caught.value.words)


def test_a_reason_can_be_corrected() -> None:
    """The same mark for another reason is an event; for the same reason it is none."""
    crew = at("grill")
    for reason in ("No time", "No gloves left"):
        marked = hands.mark(crew.order, DINER, "grill", "gloves", how="skipped", reason=reason)
        assert (PointMarked("grill", "gloves", "skipped", reason),) == marked
        crew.write(marked, crew.stamp())
        assert () == hands.mark(crew.order, DINER, "grill", "gloves", how="skipped", reason=reason)
    assert "No gloves left" == crew.order.points["grill", "gloves"].reason


def test_nothing_is_not_seen_twice() -> None:
    """Taking back a mark nobody made writes nothing."""
    assert () == hands.mark(at("grill").order, DINER, "grill", "turn", how="not-seen", reason="")


def test_points_can_be_marked_right_after_the_bump() -> None:
    """Hands are full before; the order being over ends it."""
    crew = at("check")
    assert hands.mark(crew.order, DINER, "grill", "turn", how="skipped", reason="Forgot")
    with pytest.raises(Refused) as refused:
        hands.mark(at("end").order, DINER, "grill", "turn", how="kept", reason="")
    assert "finished" == refused.value.code


def test_a_gate_opens_when_its_point_is_kept_and_its_reading_inside() -> None:
    """A second reading puts a first one right."""
    crew = misread()
    crew.write(hands.reading(crew.order, crew.playbook, "grill", "core", value="155", action="cooked on"), crew.stamp())
    assert crew.try_("bump", "grill", ())


def test_a_gate_for_allergies_stands_only_before_allergy_orders() -> None:
    """Nobody changes gloves for a guest who must not meet anything."""
    book = careful(gate=True)
    assert at("grill", playbook=book).try_("bump", "grill", ())
    crew = at("take-order", playbook=book)
    crew.write(hands.take_order(crew.order, book, MEAL, (), crew.stamp(), own_words=True), crew.stamp())
    crew.try_("bump", "pay", ())
    crew.write(see_allergy(crew.order, book, "grill", crew.stamp()), crew.stamp())
    assert ("gate", "First: Wear clean gloves.") == ((refused := refusal(crew, "bump")).code, refused.words)


def test_the_newest_reading_counts() -> None:
    """Of several against one spec the last one holds; of none there is none."""
    crew = at("grill")
    assert point.last_reading(crew.order, "grill", "core") is None
    for value in ("150", "156.5"):
        crew.write(hands.reading(crew.order, DINER, "grill", "core", value=value, action=""), crew.stamp())
    last = point.last_reading(crew.order, "grill", "core")
    assert last is not None
    assert Decimal("156.5") == last.value


def test_an_unsigned_bump_is_told_by_its_station() -> None:
    """Where nobody had signed in, the terminal is named; where neither is known, somebody."""
    crew = at("grill")
    crew.write((TicketBumped("grill", "v"),), crew.stamp(""))
    assert refusal(crew, "bump", "grill").words.startswith("Somebody at terminal did Grill")
    crew = at("grill")
    crew.write((TicketBumped("grill", "v"),), replace(crew.stamp(""), station=""))
    assert refusal(crew, "bump", "grill").words.startswith("Somebody did Grill")

"""Steps, points and specs that are for some orders alone: what an order needs, is asked, and is counted for."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.drawing.procedure import procedure_text
from kiosk.errors import Refused
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board, on_board
from kiosk.work.guest.line import script_line
from kiosk.work.order.event import Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.line import Choice, Line, Wish, numbered
from kiosk.work.order.order import Order
from kiosk.work.order.point import points_of, specs_of
from kiosk.work.order.routing import Ticket, needed, tickets
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.record.adherence import adherence
from kiosk.work.time.instant import Instant
from kiosk.work.verb.change import wishes_of
from tests import hands
from tests.hands import change
from tests.playbooks import DINER

STAMP = Stamp(Instant(1_000, 1_000, "boot"), "Ana", "expo")


def with_taste(when: str, *, before: str = "check", after_: tuple[str, ...] = ("grill", "fry")) -> Playbook:
    """Return the diner with one more step for some orders, before another one."""
    taste = Step("taste", "Taste", "expo", after=after_, when=when)
    steps: list[Step] = []
    for step in DINER.process.steps:
        steps.extend((taste, replace(step, after=("taste",))) if step.id == before else (step,))
    procedure = replace(DINER.procedure["check"], step="taste", title="Taste")
    process = replace(DINER.process, steps=tuple(steps))
    return replace(DINER, process=process, procedures=(*DINER.procedures, procedure))


def ordered(
    book: Playbook, *wishes: Wish, source: str = "outside", minute: int = 600, told: Heard | None = None
) -> Order:
    """Return an order from outside that was taken."""
    order = Order("o", 1, "2026-11-22", book.hash, source, "", STAMP, 1, minute=minute)
    return after(order, hands.take_order(order, book, wishes, (), STAMP, told=told or Heard()), STAMP)


def bumped(order: Order, book: Playbook, *steps: str) -> Order:
    """Bump some steps."""
    for step in steps:
        order = after(order, hands.bump(order, book, step, STAMP), STAMP)
    return order


def states(order: Order, book: Playbook) -> dict[str, str]:
    """Return the state of each ticket."""
    return {ticket.step: ticket.state for ticket in tickets(order, book)}


BURGER, FRIES, MEAL = Wish("burger"), Wish("fries"), Wish("meal")
LARGE = Wish("fries", choices=(Choice("size", "large"),))
PLAIN = Wish("burger", choices=(Choice("toppings", "onion", "no"),))


@pytest.mark.parametrize(
    ("when", "has", "has_not"),
    [
        ("part patty", [BURGER, MEAL], [FRIES]),
        ("part onion", [BURGER], [PLAIN, FRIES]),
        ("item meal", [MEAL], [BURGER, FRIES]),
        ("category food", [FRIES, BURGER], []),
        ("choice large", [LARGE], [FRIES, BURGER]),
        ("choice size small", [FRIES, MEAL], [LARGE, BURGER]),
        ("choice no onion", [PLAIN], [BURGER]),
        ("choice extra onion", [], [PLAIN, BURGER]),
        ("channel outside and not item fries", [BURGER], [FRIES]),
        ("channel front", [], [BURGER]),
        ("hour 09:00 to 11:00", [FRIES], []),
        ("hour 11:00 to 14:00", [], [FRIES]),
        ("part patty and part fries", [MEAL], [FRIES, BURGER]),
        ("not (part patty or choice large)", [FRIES], [BURGER, LARGE]),
    ],
)
def test_a_step_is_needed_where_its_condition_holds(when: str, has: list[Wish], has_not: list[Wish]) -> None:
    """Every other order passes it by."""
    book = with_taste(when)
    assert ["taste"] * len(has) == ["taste" for wish in has if "taste" in states(ordered(book, wish), book)]
    assert all("taste" not in states(ordered(book, wish), book) for wish in has_not)


def test_an_order_that_does_not_need_a_step_passes_its_waits_on() -> None:
    """What comes after it waits for what comes before it."""
    book = with_taste("part patty")
    order = ordered(book, FRIES)
    assert {"fry": "open", "check": "waiting", "hand-over": "waiting"} == states(order, book)
    assert "open" == states(bumped(order, book, "fry"), book)["check"]
    meal = bumped(ordered(book, MEAL), book, "grill", "fry")
    assert ("open", "waiting") == (states(meal, book)["taste"], states(meal, book)["check"])


def test_a_step_at_the_end_may_be_for_some_orders() -> None:
    """The order ends with the last step that it needs."""
    book = with_taste("part patty")
    steps = tuple(step for step in DINER.process.steps if step.id != "hand-over")
    last = Step("hand-over", "Hand over", "expo", after=("check",), gives=("served guest",), when="part patty")
    book = replace(DINER, process=replace(DINER.process, steps=(*steps, last)))
    order = bumped(ordered(book, FRIES), book, "fry", "check")
    assert order.finished
    assert "open" == states(bumped(ordered(book, BURGER), book, "grill", "check"), book)["hand-over"]


def test_one_that_asks_for_an_allergy_protects_what_comes_after_it() -> None:
    """It is not needed where that is not, whatever else it asks."""
    book = with_taste("allergy and not choice large", before="fry", after_=("pay",))
    told = Heard(True, ("gluten",))
    assert "taste" in states(ordered(book, FRIES, told=told), book)
    assert "taste" not in states(ordered(book, BURGER, told=told), book)
    assert "taste" not in states(ordered(book, LARGE, told=told), book)
    assert "taste" not in states(ordered(book, FRIES), book)


def test_what_is_not_on_the_menu_leaves_no_step_out() -> None:
    """It may be anything."""
    book = with_taste("part patty")
    assert "taste" in states(ordered(book, Wish("?", called="Soup")), book)


def test_a_change_decides_anew_and_what_was_bumped_stays() -> None:
    """A patty more needs the step; a patty less does not, unless it was done."""
    book = with_taste("part patty")
    order = bumped(ordered(book, FRIES), book, "fry")
    more = after(order, change(order, book, (*wishes_of(order), BURGER), "", STAMP), STAMP)
    assert "waiting" == states(more, book)["taste"]
    meal = ordered(book, BURGER, FRIES)
    less = after(meal, change(meal, book, (FRIES,), "Guest left", STAMP), STAMP)
    assert "taste" not in states(less, book)
    done = bumped(meal, book, "grill", "fry", "taste")
    kept = after(done, change(done, book, (FRIES,), "Guest left", STAMP), STAMP)
    assert "taste" in {step.id for step in needed(kept, book)}


def test_a_step_that_comes_in_opens_again_what_was_done_after_it() -> None:
    """Nobody checks what was not tasted."""
    book = with_taste("choice large")
    order = bumped(ordered(book, FRIES), book, "fry", "check")
    more = after(order, change(order, book, (LARGE,), "Guest wants more", STAMP), STAMP)
    assert "check" not in more.bumps


def test_who_has_a_step_open_that_falls_away_is_told() -> None:
    """Nothing of it is lost, and it is not done any more: it stops, and goes once that is acknowledged."""
    book = with_taste("not choice large")
    order = bumped(ordered(book, FRIES), book, "fry")
    assert "open" == states(order, book)["taste"]
    order = after(order, hands.take(order, book, "taste", STAMP), STAMP)
    more = after(order, change(order, book, (*wishes_of(order), LARGE), "", STAMP), STAMP)
    taste = _ticket(more, book, "taste")
    assert taste.stop
    seen = after(more, hands.acknowledge(more, book, "taste", "", STAMP), STAMP)
    assert "taste" not in states(seen, book)


def test_a_step_for_those_without_an_allergy_stops_where_a_change_tells_of_one() -> None:
    """Whoever has it open is told."""
    book = with_taste("not allergy")
    order = bumped(ordered(book, FRIES), book, "fry")
    order = after(order, hands.take(order, book, "taste", STAMP), STAMP)
    wishes = (replace(wishes_of(order)[0], note="allergic to peanuts"),)
    more = after(order, change(order, book, wishes, "", STAMP), STAMP)
    assert more.allergy
    assert _ticket(more, book, "taste").stop


def test_one_that_would_wait_now_goes_without_a_word_unless_hands_were_on_it() -> None:
    """Nobody does it yet; whoever has taken it up is told."""
    book = with_taste("not item burger")
    order = bumped(ordered(book, FRIES), book, "fry")
    taken = after(order, hands.take(order, book, "taste", STAMP), STAMP)
    for before, is_told in ((order, False), (taken, True)):
        wishes = (*wishes_of(before), BURGER)
        more = after(before, change(before, book, wishes, "", STAMP), STAMP)
        assert is_told == ("taste" in states(more, book))


def _ticket(order: Order, book: Playbook, step: str) -> Ticket:
    return next(ticket for ticket in tickets(order, book) if ticket.step == step)


def asked_of_some(point: str, spec: str) -> Playbook:
    """Return the diner whose grill asks a gate and a reading of some orders alone."""
    grill = DINER.procedure["grill"]
    first, *rest = grill.points
    reading, *others = grill.specs
    points = (replace(first, when=point, gate=True), *rest)
    specs = (replace(reading, when=spec, gate=True), *others)
    changed = replace(grill, points=points, specs=specs)
    return replace(DINER, procedures=tuple(changed if one.step == "grill" else one for one in DINER.procedures))


def test_points_and_specs_that_are_for_others_are_not_asked_and_hold_nothing_back() -> None:
    """Nor do they count."""
    book = asked_of_some("part fries", "item meal")
    grill = book.procedure["grill"]
    order, meal = ordered(book, BURGER), ordered(book, MEAL)
    assert grill.points[0] not in points_of(order, grill, book.menu)
    assert grill.points[0] in points_of(meal, grill, book.menu)
    assert grill.specs[0] not in specs_of(order, grill, book.menu)
    assert grill.specs[0] in specs_of(meal, grill, book.menu)
    done = bumped(order, book, "grill")
    rows = {row.point: row.mark for row in adherence(done, book)}
    assert ("not-applicable", "not-seen") == (rows[grill.points[0].id], rows[grill.points[1].id])
    with pytest.raises(Refused) as refused:
        bumped(meal, book, "grill")
    assert "gate" == refused.value.code


def test_a_gate_that_is_a_reading_waits_only_for_the_orders_it_concerns() -> None:
    """A meal is read before it goes on, a burger is not."""
    book = asked_of_some("allergy", "item meal")
    assert "grill" in bumped(ordered(book, BURGER), book, "grill").bumps
    with pytest.raises(Refused, match="First read"):
        bumped(ordered(book, MEAL), book, "grill")


def saying(*script: str, step: str = "hand-over") -> Playbook:
    """Return the diner with these lines to say at a step."""
    changed = replace(DINER.procedure[step], script=script)
    return replace(DINER, procedures=tuple(changed if one.step == step else one for one in DINER.procedures))


def said_to(order: Order, book: Playbook, step: str = "hand-over", basket: tuple[Line, ...] = ()) -> str:
    """Return what is said at a step of an order."""
    return script_line(Board(), on_board(order, book, None), step, basket)


def test_a_line_is_said_to_the_guests_it_is_for() -> None:
    """It goes before those for everybody; brackets may stand in it."""
    book = saying(
        "Enjoy!", "Salt is there (when: part fries and not (choice large or allergy))", "Ketchup? (when: item meal)"
    )
    assert "Salt is there" == said_to(ordered(book, FRIES), book)
    assert "Enjoy!" == said_to(ordered(book, LARGE), book)
    assert "Enjoy!" == said_to(ordered(book, BURGER), book)
    assert said_to(ordered(book, MEAL), book) in ("Salt is there", "Ketchup?")


def test_a_line_of_the_taking_follows_the_basket() -> None:
    """While the order is keyed, it is said as it is so far."""
    book = saying("What else?", "Large fries? (when: item fries and not choice large)", step="take-order")
    order = Order("o", 1, "2026-11-22", book.hash, "front", "", STAMP, 1)
    assert "What else?" == said_to(order, book, "take-order")
    assert "Large fries?" == said_to(order, book, "take-order", numbered(book.menu, (FRIES,)))
    assert "What else?" == said_to(order, book, "take-order", numbered(book.menu, (LARGE,)))


def test_a_line_and_its_condition_are_read_in_words() -> None:
    """In the document of the step."""
    book = saying("Enjoy!", "Salt? (when: part fries)")
    assert "“Salt? (when: with fries)”" in procedure_text(book, book.procedure["hand-over"])

"""Steps that are there for allergy orders alone: an order without one passes them by."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.drawing.diagram import text_diagram
from kiosk.drawing.mermaid import mermaid
from kiosk.work.allergy.allergy import unseen
from kiosk.work.allergy.detection import Heard
from kiosk.work.order.event import Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.line import Wish
from kiosk.work.order.order import Order
from kiosk.work.order.routing import needed, tickets
from kiosk.work.time.instant import Instant
from kiosk.work.verb.change import wishes_of
from tests import hands
from tests.hands import change, see_allergy

BURGER = load_playbook(shipped()["burger"])
COFFEE = load_playbook(shipped()["coffee"])
MUSTARD = Heard(True, ("mustard",))
STAMP = Stamp(Instant(1_000, 1_000, "boot"), "Ana", "dress")


def ordered(*items: str, told: Heard = MUSTARD, playbook: object = BURGER) -> Order:
    """Return an order from outside that was taken with what its notes tell."""
    book = COFFEE if playbook is COFFEE else BURGER
    order = Order("o", 1, "2026-11-22", book.hash, "outside", "", STAMP, 1)
    wishes = tuple(Wish(item) for item in items)
    return after(order, hands.take_order(order, book, wishes, (), STAMP, told=told), STAMP)


def states(order: Order) -> dict[str, str]:
    """Return the state of each ticket of a burger order."""
    return {ticket.step: ticket.state for ticket in tickets(order, BURGER)}


def seen_and_done(order: Order, *steps: str) -> Order:
    """See the allergy where somebody has to, and bump these steps."""
    for step in steps:
        if unseen(order, BURGER, step):
            order = after(order, see_allergy(order, BURGER, step, STAMP), STAMP)
        order = after(order, hands.bump(order, BURGER, step, STAMP), STAMP)
    return order


def test_an_order_without_an_allergy_passes_the_step_by() -> None:
    """What it protects opens at once."""
    found = states(ordered("cheeseburger", told=Heard()))
    assert "clean-board" not in found
    assert "open" == found["dress"]


def test_an_allergy_order_has_the_step_and_what_it_protects_waits() -> None:
    """The board first, then the bun; the grill goes on beside."""
    found = states(ordered("cheeseburger"))
    assert ("open", "waiting", "open") == (found["clean-board"], found["dress"], found["cook"])


def test_where_nothing_is_protected_nothing_is_cleaned() -> None:
    """An order of fries alone is not dressed."""
    assert "clean-board" not in states(ordered("fries"))


def test_the_board_clean_the_bun_is_dressed() -> None:
    """One acknowledgement holds for both steps of the station."""
    order = seen_and_done(ordered("cheeseburger"), "clean-board")
    assert "open" == states(order)["dress"]
    assert hands.bump(order, BURGER, "dress", STAMP)


def test_in_a_flow_of_lines_every_line_waits_for_it() -> None:
    """A drink is steamed with a clean pitcher, whichever shot is pulled first."""
    order = ordered("latte", playbook=COFFEE)
    assert "clean-pitcher" in {step.id for step in needed(order, COFFEE)}
    finish = next(one for one in tickets(order, COFFEE) if one.step == "finish")
    assert all("clean-pitcher" in line.waits_for for line in finish.lines)


def test_an_order_that_becomes_one_gets_the_step_and_makes_again_what_was_made_before_it() -> None:
    """What was dressed on the old board is dressed anew; the grill's patty stays."""
    order = ordered("cheeseburger", told=Heard())
    order = seen_and_done(order, "cook", "dress")
    later = replace(STAMP, at=STAMP.at.later(5_000))
    wishes = (*wishes_of(order), Wish("fries", note="Cliente alergico a la mostaza"))
    order = after(order, change(order, BURGER, wishes, "", later), later)
    found = states(order)
    assert ("open", "waiting", "bumped") == (found["clean-board"], found["dress"], found["cook"])
    dress = next(one for one in tickets(order, BURGER) if one.step == "dress")
    assert [None] == [line.done for line in dress.lines]


def test_every_shipped_step_for_allergies_says_so_where_the_process_is_drawn() -> None:
    """As boxes and as a flowchart."""
    assert "Clean board (allergy)" in text_diagram(BURGER)
    assert "Clean board (allergy)" in mermaid(BURGER)

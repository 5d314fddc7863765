"""The clocks of an order beside the one that runs from opened to finished.

| clock | from | to |
|---|---|---|
| order | opened: the guest is at the counter | finished: the output is in the guest's hands |
| receipt to present (R2P) | the last step at the front that the kitchen waits for, such as paying | finished |
| hand-over | the ticket that is bumped last opened: all is ready | finished |

An order from outside has no step at the front: its R2P begins when it was taken. The time an order was held does not
count on any of them.
"""

from __future__ import annotations

from kiosk.work.board.board import order_age
from kiosk.work.order.order import Order
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant, elapsed, is_after, latest


def order_clock(order: Order) -> float | None:
    """Return the seconds from opened to finished; None until then."""
    return order_age(order, order.finished.at) / 1000 if order.finished else None


def receipt_to_present(order: Order, playbook: Playbook) -> float | None:
    """Return the seconds from the receipt to the hand-over; None until then, and where an order was never sent."""
    began = _receipt(order, playbook)
    if order.finished is None or began is None:
        return None
    until = order.finished.at
    held = order.held_for(until) - order.held_for(began)
    return max(0, elapsed(began, until) - held) / 1000


def _receipt(order: Order, playbook: Playbook) -> Instant | None:
    """Return when the last step at the front that leads to one behind it was bumped; else when the order was taken."""
    leading = _leading(playbook)
    done = [bump.stamp.at for name, bump in order.bumps.items() if name in leading]
    return latest(done) if done else order.taken.at if order.taken else None


def _leading(playbook: Playbook) -> frozenset[str]:
    """Return the steps at the front that lead to one behind it."""
    process = playbook.process
    front = {step.id for step in process.steps if playbook.station[step.station].role == "front"}
    return frozenset(name for step in process.steps if step.id not in front for name in process.before(step.id) & front)


def receipts(playbook: Playbook) -> tuple[str, ...]:
    """Name the steps that R2P can begin at: those at the front after which only steps behind it come."""
    leading = _leading(playbook)
    earlier = {before for name in leading for before in playbook.process.before(name)}
    return tuple(step.id for step in playbook.process.steps if step.id in leading - earlier)


def handing_over(order: Order, tickets: tuple[Ticket, ...]) -> float | None:
    """Return the seconds from the opening of the ticket that was bumped last to the hand-over.

    None until then, and where none was opened: an order handed over while it waited to be fired.
    """
    last: tuple[Instant, Instant] | None = None
    for ticket in tickets:
        if ticket.bump and ticket.opened and not (last and is_after(last[0], ticket.bump.stamp.at)):
            last = ticket.bump.stamp.at, ticket.opened.at
    return elapsed(last[1], order.finished.at) / 1000 if last and order.finished else None


def held(order: Order) -> float | None:
    """Return the seconds an order was held; None while it is open, since the hold may still last."""
    end = order.finished or order.voided
    return order.held_for(end.at) / 1000 if end else None

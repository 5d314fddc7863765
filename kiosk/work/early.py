"""Handing an order over before everything of it is done: possible with a reason, and always seen afterwards."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.work.events import OrderClosedEarly, OrderFinished, Stamp, TicketBumped
from kiosk.work.grounds import Events, going
from kiosk.work.order import Order
from kiosk.work.playbook import Playbook
from kiosk.work.routing import needed, tickets
from kiosk.work.rules import gates


def hand_over_early(order: Order, playbook: Playbook, reason: str, stamp: Stamp) -> Events:
    """Close an order in front of which something is missing; its last step is bumped, the others stay undone.

    The gates of the last step hold all the same: who an order is for is asked of every guest.
    """
    going(order)
    if order.taken is None:
        raise Refused("not-ordered", f"Order {order.number} is not taken yet. Void it if the guest has left.")
    last = needed(order, playbook)[-1].id
    missing = tuple(
        one.step for one in tickets(order, playbook, stamp.at) if one.state != "bumped" and one.step != last
    )
    if not missing:
        raise Refused("complete", f"Nothing of order {order.number} is missing. Hand it over.")
    if not reason:
        raise Refused("no-reason", f"Say why order {order.number} is handed over as it is.")
    procedure = playbook.procedure[last]
    gates(order, procedure)
    return (OrderClosedEarly(reason, missing), TicketBumped(last, procedure.version), OrderFinished())

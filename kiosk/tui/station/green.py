"""What the green key means: one table, read by the press and by the label."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from msgspec import Struct

from kiosk.words import _
from kiosk.work.allergy.allergy import unseen
from kiosk.work.board.board import OnBoard
from kiosk.work.order.confirming import unconfirmed
from kiosk.work.order.routing import Ticket, TicketLine

AtTicket = Literal["nothing", "go-on", "acknowledge", "answer", "see", "wait", "look", "bump"]
"""What the key can do at a station's ticket; what stands in front of it has words of its own."""

Does_co = TypeVar("Does_co", bound=str, covariant=True)


class Green(Struct, Generic[Does_co], frozen=True):
    """What a press does now, and what the key says."""

    does: Does_co
    label: str = ""
    """Empty where there is no green key."""
    short: str = ""
    """What it says where that has no room; empty where it has nothing shorter."""
    left: tuple[TicketLine, ...] = ()
    """Lines that have to be looked at first."""


def nothing_open(*, gone: bool) -> Green[AtTicket]:
    """Return what the key means where no ticket is open: after one was taken away it goes on."""
    return Green("go-on", _("GO ON")) if gone else Green("nothing")


def green_of(entry: OnBoard, ticket: Ticket, *, bumping: bool, named: bool) -> Green[AtTicket]:
    """Return what the key means on an open ticket; the first case that holds. `named` puts the step's name on it."""
    step = entry.playbook.process.step[ticket.step]
    done = _("DONE {step}", step=step.name) if named else _("DONE")
    short = _("DONE {step}", step=step.brief) if named else ""
    if ticket.stop:
        return Green("acknowledge", _("SEEN"))
    if entry.order.asked:
        return Green("answer", _("ALLERGY?"))
    if unseen(entry.order, entry.playbook, ticket.step):
        return Green("see", _("SEEN"))
    if bumping:
        return Green("wait", done, short)
    left = unconfirmed(entry.order, entry.playbook, ticket)
    return Green("look" if left else "bump", done, short, left)

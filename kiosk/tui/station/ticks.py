"""Boxes before the lines of a step that puts an order together: what was looked at, and what still has to be."""

from __future__ import annotations

from kiosk.tui.widgets.draw import Line
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.confirming import unconfirmed
from kiosk.work.order.routing import Ticket, TicketLine


def ticked(entry: OnBoard, ticket: Ticket, line: TicketLine, written: list[Line]) -> list[Line]:
    """Put a box before a written line: `○`, or `○ LOOK` where the step is not done before it was bumped singly.

    A line that is done has its ✔ already; stations that make things bump tickets in whole, so their lines have none.
    """
    if entry.playbook.process.step[ticket.step].makes or line.done or line.struck:
        return written
    look = any(one.line.id == line.line.id for one in unconfirmed(entry.order, entry.playbook, ticket))
    box: Line = (("○ ", "quiet"), *(((f"{_('LOOK')} ", "how bold"),) if look else ()))
    return [(*box, *written[0]), *written[1:]]

"""Remake: a line is made again, with its cause; its old clock and its new one are both kept."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import Events, step_name
from kiosk.work.order.order import CAUSES, Cause, Order
from kiosk.work.order.routing import Ticket, TicketLine, concerns
from kiosk.work.order.ticket_events import LineRemade, LineUndone, TicketRecalled
from kiosk.work.time.instant import latest
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import LineId, Quantity, StepId
from kiosk.work.verb.recall import Recall, come_again, recallable
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb

REASON = "Remake"
"""Why the step of what is made again was recalled, in the words of the record; a usual reason, so it is translated."""


class Remake(OrderVerb, frozen=True):
    """Make a line again, with a clock that begins anew, and say why.

    A step that is done opens again, of one of the last 50 orders too, and all after it; its other lines stay done.
    Whoever has the ticket keeps it: what is to be done again may be said from anywhere.
    """

    of_recent: ClassVar = True

    step: StepId
    line: LineId
    cause: Annotated[Cause, Meta(description="why it is made again", extra={"field": "cause"})]
    quantity: Quantity = 1

    def decide(self, at: OrderAt) -> Events:
        """Return the line as to be made again, and what follows for its step and for those after it."""
        order, process = at.order, at.book.process
        self._is_made(at)
        if self.step in order.bumps:
            ticket, (_first, *later) = at.ticket(self.step), Recall(self.order, self.step, REASON).decide(at)
            again: Events = (TicketRecalled(self.step, REASON, restarts=True, line=self.line), *later)
        else:
            ticket = at.open_ticket(self.step)
            began = [step for step, line in order.done if line == self.line and self.step in process.before(step)]
            again = tuple(LineUndone(step, self.line) for step in began)
        since = _since(order, ticket, self.line)
        return (LineRemade(self.step, self.line, self.quantity, self.cause, since), *again)

    def _is_made(self, at: OrderAt) -> None:
        """Refuse a line there is not or that its step makes nothing of, and more of it than there is."""
        number, name = at.order.called, step_name(at.book, self.step)
        line = next((line for line in at.order.lines if line.id == self.line), None)
        if line is None:
            raise Refused("no-such-line", _("Order {number} has no line {line}.", number=number, line=self.line))
        if not concerns(at.book, at.book.process.step[self.step], line):
            words = _("{name} of order {number} makes nothing of line {line}.", name=name, number=number, line=line.id)
            raise Refused("no-such-line", words)
        if not 1 <= self.quantity <= line.quantity:
            words = _(
                "1 to {most} of that line can be made again at {name}, not {quantity}.",
                most=line.quantity,
                name=name,
                quantity=self.quantity,
            )
            raise Refused("bad-quantity", words)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what is made again, where, and why, and what comes again with it."""
        remake = next(one for one in reversed(after.entry.order.remakes) if one.line.id == self.line)
        recalled = any(recall.stamp == remake.stamp for recall in after.entry.order.recalls)
        words = _(
            "Order {number}: {line} to be made again at {name}: {cause}",
            number=after.number,
            line=after.line_name(remake.line),
            name=after.step_name(self.step),
            cause=_(CAUSES[self.cause]),
        )
        return Reply(sentences(words, come_again(after, self.step) if recalled else ""))


def remakable(entry: OnBoard, step: str) -> tuple[TicketLine, ...]:
    """Return the lines of an order that can be made again at a step: those it makes, once it is open or done."""
    order, book, ticket = entry.order, entry.playbook, entry.ticket(step)
    is_done = ticket is not None and ticket.state == "bumped" and step in recallable(order, book)
    if ticket is None or ticket.stop or not (is_done or ticket.state == "open"):
        return ()
    lines = (line for line in ticket.lines if not line.struck)
    return tuple(line for line in lines if concerns(book, book.process.step[step], line.line))


def _since(order: Order, ticket: Ticket, line: int) -> int:
    """Return when the clock of a line began: when its ticket opened, or when it was last made again; 0 for unknown."""
    remakes = [one.stamp for one in order.remakes if (one.step, one.line.id) == (ticket.step, line)]
    began = [stamp.at for stamp in (ticket.opened, *remakes) if stamp]
    return latest(began).at if began else 0

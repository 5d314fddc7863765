"""Bumping a single line of a ticket, and taking that back."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.words import _, plural
from kiosk.work.allergy.allergy import heeded
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.guard import Events, is_single, joined, line_of, line_words, step_name, unblocked
from kiosk.work.order.routing import TicketLine
from kiosk.work.order.ticket_events import LineBumped, LineUndone
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.bump import Bump, bump_result, bumped
from kiosk.work.verb.field import LineId, StepId
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb, Result, TicketId


class BumpLine(OrderVerb, frozen=True):
    """Do one line of a ticket.

    The last one of what a station makes bumps the ticket too. Where a gate is in the way of that the line is done
    all the same, and the ticket stays open.
    """

    step: StepId
    line: LineId

    def decide(self, at: OrderAt) -> Events:
        """Return the line with its choices as done, and the bump of the ticket where that follows."""
        order, playbook, ticket = at.order, at.book, at.open_ticket(self.step)
        if ticket.stop:
            raise Refused("stop", _("Order {number} was changed. Acknowledge that first.", number=order.called))
        unblocked(order, playbook)
        heeded(order, playbook, self.step)
        line = line_of(order, playbook, ticket, self.line)
        if line.done and is_single(order, self.step, self.line):
            raise Refused("already-bumped", _("{line} is done already.", line=line_words(playbook, line)))
        if line.waits_for:
            names = joined(step_name(playbook, name) for name in line.waits_for)
            raise Refused("waiting", _("{line} waits for {names}.", line=line_words(playbook, line), names=names))
        at.not_of_another(ticket.taken_up)
        events: Events = (LineBumped(self.step, self.line),)
        others = [one for one in ticket.lines if one.line.id != self.line and not _is_combo(at, one.line.item)]
        if not playbook.process.step[self.step].makes or any(one.done is None for one in others):
            return events
        try:
            return (*events, *bumped(at.after(events), self.step))
        except Refused:
            return events

    def reply(self, after: OrderAfter) -> Reply:
        """Say how many lines are done, or that the ticket is."""
        ticket = after.entry.ticket(self.step)
        if ticket is None or ticket.state == "bumped":
            return Bump(self.order, self.step).reply(after)
        return lines_reply(after, self.step)

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return the bump of its ticket where it was the last line."""
        return bump_result(self.order, self.step, left)

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return its ticket: it may be the last line."""
        return ((self.order, self.step),)


class UndoLine(OrderVerb, frozen=True):
    """Take the bump of a line back while its ticket is open, whoever did it."""

    step: StepId
    line: LineId

    def decide(self, at: OrderAt) -> Events:
        """Return that the line is not done, while nothing after it is."""
        order, playbook = at.order, at.book
        line = line_of(order, playbook, at.open_ticket(self.step), self.line)
        words = line_words(playbook, line)
        if not is_single(order, self.step, self.line):
            raise Refused("not-bumped", _("{line} is not done, so there is nothing to undo.", line=words))
        for later in playbook.process.steps:
            if self.step in playbook.process.before(later.id) and (later.id, self.line) in order.done:
                raise Refused("begun", _("{name} of {line} is done. Tell them.", name=later.name, line=words))
        return (LineUndone(self.step, self.line),)

    def reply(self, after: OrderAfter) -> Reply:
        """Say how many lines are still done."""
        return lines_reply(after, self.step)


def lines_reply(after: OrderAfter, step: str) -> Reply:
    """Say how many lines of an open ticket are done, and what is still to do; a screen ticks them."""
    ticket = after.entry.ticket(step)
    lines = [line for line in ticket.lines if not line.struck] if ticket else []
    words = plural(
        "Order {number}: {name}: {done} of {n} line done",
        "Order {number}: {name}: {done} of {n} lines done",
        len(lines),
        number=after.number,
        name=after.step_name(step),
        done=sum(line.done is not None for line in lines),
    )
    return Reply(sentences(words, _still_to_do(after, step, lines)), quiet=True)


def _still_to_do(after: OrderAfter, step: str, lines: list[TicketLine]) -> str:
    """Name the lines that are not done; where all are, say what the step waits for, or that it is to be bumped."""
    order, book = after.entry.order, after.entry.playbook
    if left := [line_words(book, line) for line in lines if line.done is None]:
        return _("Still to do: {names}.", names=", ".join(left))
    try:
        bumped(OrderAt(order, book, after.now, after.board), step)
    except Refused as error:
        return str(error)
    return _("Still to do: {name} itself, which is bumped as a whole.", name=after.step_name(step))


def _is_combo(at: OrderAt, item: str) -> bool:
    return bool(at.book.menu.item[item].combo)

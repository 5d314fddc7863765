"""Confirming: a step may ask that lines were bumped singly, so that no wish gets lost between two people."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.guard import line_words
from kiosk.work.order.order import Order
from kiosk.work.order.routing import Ticket, TicketLine, choices_here, covers
from kiosk.work.playbook.playbook import Playbook


def unconfirmed(order: Order, playbook: Playbook, ticket: Ticket) -> tuple[TicketLine, ...]:
    """Return the lines that must be bumped singly before a ticket can be: those changed, or all, as its step says."""
    rule = playbook.process.step[ticket.step].confirms
    return tuple(
        one
        for one in ticket.lines
        if rule and not one.struck and (rule == "all" or _is_changed(playbook, one))
        if not _is_confirmed(order, playbook, ticket.step, one, elsewhere=rule == "changed")
    )


def _is_confirmed(order: Order, playbook: Playbook, here: str, one: TicketLine, *, elsewhere: bool) -> bool:
    """Whether a line was bumped singly as it is wanted: at this step, or `elsewhere` where its wishes are made."""
    table = playbook.process.step
    singly = {
        step
        for (step, line), done in order.done.items()
        if line == one.line.id and done.single and step in table
        if covers(playbook, table[step], done.line, one.line)
    }
    if here in singly or not elsewhere or not singly:
        return here in singly
    made = {choice for step in singly for choice in choices_here(playbook, table[step], one.line)}
    return made >= {choice for choice in one.line.choices if not playbook.menu.group[choice.group].before}


def _is_changed(playbook: Playbook, line: TicketLine) -> bool:
    """Whether a line is not as the menu has it: choices but for those said before its name, or a note."""
    return bool(line.line.note) or any(not playbook.menu.group[choice.group].before for choice in line.line.choices)


def confirmed(order: Order, playbook: Playbook, ticket: Ticket) -> None:
    """Refuse a bump while a line nobody looked at singly stands on the ticket."""
    left = unconfirmed(order, playbook, ticket)
    if left:
        words = ", ".join(line_words(playbook, one) for one in left)
        raise Refused("unconfirmed", _("Look at these lines and bump each first: {words}.", words=words))

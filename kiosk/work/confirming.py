"""Confirming: a step may ask that lines were bumped singly, so that no wish gets lost between two people."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.work.grounds import line_words
from kiosk.work.order import Order
from kiosk.work.playbook import Playbook
from kiosk.work.routing import Ticket, TicketLine, covers


def unconfirmed(order: Order, playbook: Playbook, ticket: Ticket) -> tuple[TicketLine, ...]:
    """Give the lines that must be bumped singly before a ticket can be: those changed, or all, as its step says."""
    rule = playbook.process.step[ticket.step].confirms
    return tuple(
        one
        for one in ticket.lines
        if rule and not one.struck and (rule == "all" or _is_changed(playbook, one))
        if not any(
            done.single and covers(playbook, playbook.process.step[step], done.line, one.line)
            for (step, line), done in order.done.items()
            if line == one.line.id and (step == ticket.step or rule == "changed")
        )
    )


def _is_changed(playbook: Playbook, line: TicketLine) -> bool:
    """Say whether a line is not as the menu has it: choices but for those said before its name, or a note."""
    return bool(line.line.note) or any(not playbook.menu.group[choice.group].before for choice in line.line.choices)


def confirmed(order: Order, playbook: Playbook, ticket: Ticket) -> None:
    """Refuse a bump while a line nobody looked at singly stands on the ticket."""
    left = unconfirmed(order, playbook, ticket)
    if left:
        words = ", ".join(line_words(playbook, one) for one in left)
        raise Refused("unconfirmed", f"Look at these lines and bump each first: {words}.")

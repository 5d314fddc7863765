"""Bumping a single line of a ticket, and taking that back."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.allergy import heeded
from kiosk.work.order.event import Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.guard import (
    Events,
    has,
    is_holder,
    is_single,
    joined,
    line_of,
    line_words,
    open_ticket,
    step_name,
)
from kiosk.work.order.order import Order
from kiosk.work.order.ticket_events import LineBumped, LineUndone
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.problems import unblocked
from kiosk.work.rules import bump


def bump_line(order: Order, playbook: Playbook, step: str, line: int, stamp: Stamp) -> Events:
    """Do one line of a step, with its choices; the last line of what a station makes bumps the ticket too.

    Where a gate is in the way of that the line is done all the same, and the ticket stays open.
    """
    ticket = open_ticket(order, playbook, step, stamp)
    if ticket.stop:
        raise Refused("stop", _("Order {number} was changed. Acknowledge that first.", number=order.number))
    unblocked(order, playbook)
    heeded(order, playbook, step)
    found = line_of(order, playbook, ticket, line)
    if found.done and is_single(order, step, line):
        raise Refused("already-bumped", _("{line} is done already.", line=line_words(playbook, found)))
    if found.waits_for:
        names = joined(step_name(playbook, name) for name in found.waits_for)
        raise Refused("waiting", _("{line} waits for {names}.", line=line_words(playbook, found), names=names))
    if ticket.taken_up and not is_holder(ticket.taken_up, stamp):
        raise Refused(
            "already-taken-up", _("{has}. Take it over first.", has=has(order, playbook, ticket.taken_up, stamp))
        )
    events: Events = (LineBumped(step, line),)
    others = [one for one in ticket.lines if one.line.id != line and not playbook.menu.item[one.line.item].combo]
    if not playbook.process.step[step].makes or any(one.done is None for one in others):
        return events
    try:
        return (*events, *bump(after(order, events, stamp), playbook, step, stamp))
    except Refused:
        return events


def undo_line(order: Order, playbook: Playbook, step: str, line: int, stamp: Stamp) -> Events:
    """Take the bump of one line back while its ticket is open."""
    ticket = open_ticket(order, playbook, step, stamp)
    found = line_of(order, playbook, ticket, line)
    if not is_single(order, step, line):
        raise Refused(
            "not-bumped", _("{line} is not done, so there is nothing to undo.", line=line_words(playbook, found))
        )
    for later in playbook.process.steps:
        if step in playbook.process.before(later.id) and (later.id, line) in order.done:
            raise Refused(
                "begun", _("{name} of {line} is done. Tell them.", name=later.name, line=line_words(playbook, found))
            )
    return (LineUndone(step, line),)

"""Flows on single lines of the open ticket: bump them, and note what goes to waste."""

from __future__ import annotations

from kiosk.tui.station.desk import Desk, ticket_id
from kiosk.tui.station.flows import Flow
from kiosk.tui.station.flows.ticket import line_rows
from kiosk.tui.terminal.ask import Ask
from kiosk.words import _
from kiosk.work.order.guard import is_single, line_words
from kiosk.work.order.line import Line
from kiosk.work.verb.line import BumpLine, UndoLine
from kiosk.work.verb.waste import Waste

MOST_ASKED = 9
"""How many of one line can be meant with one key."""


async def how_many(ask: Ask, line: Line, question: str) -> int | None:
    """Ask how many of a line are meant, where it is more than one; None when the worker went back."""
    counts = [(count, str(count), "") for count in range(1, min(line.quantity, MOST_ASKED) + 1)]
    return 1 if line.quantity == 1 else await ask.one(question, counts)


async def touch_line(desk: Desk, _ask: Ask, line: int) -> BumpLine | UndoLine | None:
    """Bump a line of the open ticket, or take that back."""
    entry, ticket = desk.open
    if entry is None or ticket is None:
        return None
    here = ticket_id(ticket)
    single = is_single(entry.order, ticket.step, line)
    done = single and any(one.line.id == line and one.done for one in ticket.lines)
    bump, undo = BumpLine(*here, line), UndoLine(*here, line)
    desk.shows.hush()
    return desk.unsure(bump) or desk.unsure(undo) or (undo if done else bump)


async def ask_lines(desk: Desk, ask: Ask) -> list[BumpLine | UndoLine] | None:
    """Ask which lines of the open ticket are done, all at once."""
    entry, ticket = desk.open
    if entry is None or ticket is None:
        desk.shows.say(_("Nothing is open here."))
        return None
    lines = [line for line in ticket.lines if not line.struck]
    if not lines:
        desk.shows.say(_("Nothing is ordered yet, so there are no lines."))
        return None
    here, numbers = ticket_id(ticket), [line.line.id for line in lines]
    done = frozenset(number for number in numbers if is_single(entry.order, ticket.step, number))
    chosen = await ask.many(_("Which lines are done?"), line_rows(entry, lines), done)
    if chosen is None:
        return None
    back = [UndoLine(*here, number) for number in numbers if number in done and number not in chosen]
    return [*back, *(BumpLine(*here, number) for number in numbers if number in chosen and number not in done)]


async def ask_waste(desk: Desk, ask: Ask) -> Waste | None:
    """Ask what of the open ticket goes to waste, how many of it, and why."""
    entry, ticket = desk.open
    if entry is None or ticket is None:
        desk.shows.say(_("Nothing is open here."))
        return None
    menu = entry.playbook.menu
    lines = [line for line in ticket.lines if not line.struck and not menu.item[line.line.item].combo]
    if not lines:
        desk.shows.say(_("Nothing is ordered yet, so nothing can go to waste."))
        return None
    rows = [(line.line, line_words(entry.playbook, line), "") for line in lines]
    line = lines[0].line if len(lines) == 1 else await ask.one(_("What goes to waste?"), rows)
    if line is None:
        return None
    quantity = await how_many(ask, line, _("How many go to waste?"))
    if quantity is None:
        return None
    reason = await ask.reason(_("Why does it go to waste?"), entry.playbook.reasons.waste)
    return Waste(*ticket_id(ticket), line.id, reason, quantity) if reason else None


FLOWS: dict[str, Flow] = {"line_mode": ask_lines, "waste": ask_waste}

"""Flows on how a step is done: its points and its readings."""

from __future__ import annotations

from kiosk.tui.procedure.questions import ask_number, ask_skip, ask_which
from kiosk.tui.station.desk import Desk, ticket_id
from kiosk.tui.station.flows import Flow
from kiosk.tui.terminal.ask import Ask
from kiosk.words import _
from kiosk.work.order.event import Mark
from kiosk.work.order.limit import missed
from kiosk.work.order.point import readings_of
from kiosk.work.verb.back import goes_back
from kiosk.work.verb.mark import MarkPoint, TakeReading


async def press_digit(desk: Desk, _ask: Ask, digit: int) -> MarkPoint | None:
    """Mark a point as kept, or take the mark back."""
    if not desk.meant(f"digit({digit})"):
        return None
    (entry, ticket), points = desk.open, desk.points
    if not 1 <= digit <= len(points) or entry is None or ticket is None:
        words = _("There is no point {digit} here.", digit=digit) if ticket else _("Nothing is open here.")
        desk.shows.say(words)
        return None
    here, point = ticket_id(ticket), points[digit - 1].id
    mark = entry.order.mark(ticket.step, point)
    kept, back = MarkPoint(*here, point, "kept"), MarkPoint(*here, point, "not-seen")
    desk.shows.hush()
    return desk.unsure(kept, back) or (back if mark and mark.mark == "kept" else kept)


async def ask_points(desk: Desk, ask: Ask) -> list[MarkPoint] | None:
    """Ask which points were kept, all at once: large targets, and the way while digits key an order."""
    entry, ticket = desk.open
    if entry is None or ticket is None:
        desk.shows.say(_("Nothing is open here."))
        return None
    here, points = ticket_id(ticket), desk.points
    marks = {point.id: entry.order.mark(ticket.step, point.id) for point in points}
    kept = frozenset(name for name, mark in marks.items() if mark and mark.mark == "kept")
    rows = [(point.id, point.words, "") for point in points]
    chosen = await ask.many(_("Which points were kept?"), rows, kept)
    if chosen is None:
        return None
    hows: dict[str, Mark] = {name: "kept" if name in chosen else "not-seen" for name in marks}
    return [MarkPoint(*here, name, how) for name, how in hows.items() if (name in chosen) != (name in kept)]


async def ask_skipped(desk: Desk, ask: Ask) -> MarkPoint | None:
    """Ask which point was skipped, and why."""
    entry, ticket = desk.open
    if entry is None or ticket is None:
        desk.shows.say(_("Nothing is open here."))
        return None
    if not desk.points:
        desk.shows.say(_("It asks for no points."))
        return None
    skipped = await ask_skip(ask, desk.points, entry.playbook.reasons.skip)
    if skipped is None:
        return None
    point, how, reason = skipped
    return MarkPoint(*ticket_id(ticket), point, how, reason)


async def press_reading(desk: Desk, ask: Ask) -> TakeReading | None:
    """Ask which reading, where there are several, and then for the number."""
    if not desk.meant("reading", answers=False):
        return None
    takes = desk.readings
    if not takes:
        desk.shows.say(_("No reading is taken here."))
        return None
    spec = await ask_which(ask, takes)
    return await ask_reading(desk, ask, spec.id) if spec else None


async def ask_reading(desk: Desk, ask: Ask, name: str) -> TakeReading | None:
    """Ask for the number read against a spec; the record has what was done about it in the playbook's words."""
    entry, ticket = desk.open
    spec = entry.spec(ticket.step, name) if entry and ticket else None
    if entry is None or ticket is None or spec is None:
        return None
    own = desk.counter.shown.own(entry.playbook).procedure[ticket.step].spec(name)
    back = goes_back(entry.order, entry.playbook, ticket.step, name)
    before = missed(spec, readings_of(entry.order, ticket.step, name))
    read = await ask_number(ask, entry.playbook, spec, before, entry.playbook.process.step[back].name if back else "")
    if read is None:
        return None
    value, action, confirmed = read
    done = own.corrective if own and action == spec.corrective else action
    return TakeReading(*ticket_id(ticket), name, value, done, confirmed)


FLOWS: dict[str, Flow] = {"points": ask_points, "skip": ask_skipped, "reading": press_reading}

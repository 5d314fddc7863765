"""Orders and tickets as lines for people; times are those of the clock here."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import Any

from kiosk.cli.facts import choice_words, order_facts
from kiosk.cli.say import facts
from kiosk.counter.ports import Key
from kiosk.work.allergy.allergy import allergy_head, allergy_said, quoted, seen_at
from kiosk.work.allergy.clash import clash_words, clashes
from kiosk.work.board.board import OnBoard, order_age, ticket_age, ticket_pace
from kiosk.work.order.facts import fields_asked
from kiosk.work.order.guard import who
from kiosk.work.order.line import Line, is_picked, spell, total
from kiosk.work.order.order import ANSWERS, CAUSES, Order, OrderHold
from kiosk.work.order.point import cause_of
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.menu import UNKNOWN, Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.day import Local
from kiosk.work.time.instant import Instant, clock_words
from kiosk.work.time.pace import SIGNS, pace


def done(args: argparse.Namespace, entry: OnBoard, words: str, more: Mapping[str, Any] | None = None) -> int:
    """Say what became of an order: its facts, and `more`, where they are asked for, else a sentence."""
    if args.json:
        facts(order_facts(entry, None) | dict(more or {}))
    else:
        print(words)
    return 0


# Lines.


def line_words(menu: Menu, line: Line) -> str:
    """Write a line for people: `2 × Cheeseburger, no onion`."""
    before = {group.id for group in menu.groups if group.before}
    choices = [choice for choice in line.choices if choice.group not in before]
    words = choice_words(menu, (choice for choice in choices if not is_picked(menu, choice)))
    picked = choice_words(menu, (choice for choice in choices if is_picked(menu, choice)))
    words += [f"with {', '.join(picked)}"] if picked else []
    note = [f"“{line.note}”"] if line.note else []
    unknown = " (? not on the menu)" if line.item == UNKNOWN else ""
    return ", ".join([f"{line.quantity} × {spell(menu, line)}{unknown}", *words, *note])


def numbered_words(menu: Menu, line: Line, was: Line | None, *, addon: bool) -> str:
    """Write a line with its number and what changed of it: `[1] 2 × Fries (was 1)`."""
    words = f"[{line.id}] {line_words(menu, line)}"
    if addon:
        return f"{words} ADD-ON"
    if was is None or was == line:
        return words
    alike = (was.item, was.choices, was.note) == (line.item, line.choices, line.note)
    if alike and was.quantity == line.quantity:
        return words
    return f"{words} (was {was.quantity if alike else line_words(menu, was)})"


def change_words(before: OnBoard, after: OnBoard) -> list[str]:
    """Write what of an order's lines is another than before: what was added, changed and taken out."""
    menu = after.playbook.menu
    was = {line.id: line for line in before.order.lines}
    wanted = {line.id for line in after.order.lines}
    words = [
        numbered_words(menu, line, was.get(line.id), addon=line.id not in was)
        for line in after.order.lines
        if was.get(line.id) != line
    ]
    return words + [f"VOID [{line.id}] {line_words(menu, line)}" for line in was.values() if line.id not in wanted]


def ticket_line_words(playbook: Playbook, one: TicketLine) -> str:
    """Write a line as its station sees it: done, not wanted any more, changed, or waiting for others."""
    sign = "VOID " if one.struck else "✔ " if one.done else ""
    words = sign + numbered_words(playbook.menu, one.line, one.was, addon=one.addon)
    if one.done or one.struck or not one.waits_for:
        return words
    return f"{words} (waits for {', '.join(playbook.process.step[name].name for name in one.waits_for)})"


def item_words(entry: OnBoard, words: Iterable[str]) -> str:
    """Write lines in one row, after what the guest must not meet."""
    allergy = allergy_said(entry.order, entry.guest)
    items = "; ".join(words)
    return f"{allergy_head(entry.order)}: {allergy}; {items}" if allergy else items


# Rows of lists.


def number_of(order: Order, today: str) -> str:
    """Return an order's number, with the day of one that is of another."""
    return f"{order.number}" if order.day == today else f"{order.day} {order.number}"


def ticket_row(entry: OnBoard, ticket: Ticket, worked_at: str, now: Instant, today: str) -> tuple[object, ...]:
    """Return one row of the list of open tickets."""
    return (
        number_of(entry.order, today),
        ticket.step,
        clock_words(ticket_age(ticket, now)),
        SIGNS[ticket_pace(ticket, entry.playbook, now)],
        " ".join(_ticket_marks(entry, ticket, worked_at)),
        who(ticket.taken_up) if ticket.taken_up else "",
        _ticket_items(entry, ticket),
    )


def held_row(entry: OnBoard, ticket: Ticket, local: Local, today: str) -> tuple[object, ...]:
    """Return one row of the list of what is held back: until when, and why."""
    hold, fires = entry.order.held, ticket.fires.at if ticket.fires else 0
    held = hold is not None and (not hold.until or fires <= hold.until)
    why = hold.reason if hold and held else "so that all of it ends together"
    until = _until(entry.order, ticket, local)
    return number_of(entry.order, today), ticket.step, until, why, _ticket_items(entry, ticket)


def _until(order: Order, ticket: Ticket, local: Local) -> str:
    """Say until when a ticket is held back: the end of its order's hold, or the time it waits for, if that is later."""
    if ticket.fires is None:
        return "fired"
    return f"{local(max(ticket.fires.at, order.held.until if order.held else 0)):%H:%M:%S}"


def _ticket_items(entry: OnBoard, ticket: Ticket) -> str:
    return item_words(entry, (ticket_line_words(entry.playbook, one) for one in ticket.lines))


def _ticket_marks(entry: OnBoard, ticket: Ticket, worked_at: str) -> list[str]:
    order = entry.order
    marks = [("ASKED", order.asked is not None), ("RUSH", order.rush is not None), ("STOP", ticket.stop)]
    marks += [("RECALLED", any(recall.step == ticket.step for recall in order.recalls))]
    marks += [("REMAKE", bool(order.remaking(ticket.step)))]
    marks += [(f"AT {worked_at}", worked_at != ticket.station)]
    return [word for word, there in marks if there]


def order_row(entry: OnBoard, now: Instant, local: Local, today: str) -> tuple[object, ...]:
    """Return one row of the list of orders."""
    order = entry.order
    judged = pace(order_age(order, now), entry.playbook.process.clock)
    open_at = [entry.playbook.process.step[ticket.step].name for ticket in entry.tickets if ticket.state == "open"]
    lines = _order_line_words(order, entry.playbook.menu, [line for line in order.lines if not line.of])
    items = item_words(entry, lines)
    return (
        number_of(order, today),
        entry.guest.name,
        clock_words(order_age(order, now)),
        f"{SIGNS[judged]} {judged}",
        " ".join(_order_marks(entry, now, local)),
        items or "(not ordered yet)",
        ", ".join(open_at),
    )


def _order_marks(entry: OnBoard, now: Instant, local: Local) -> list[str]:
    order = entry.order
    hold = order.held if any(ticket.state == "held" for ticket in entry.tickets) else None
    marks = [("ASKED", order.asked is not None), ("RUSH", order.rush is not None)]
    marks += [(f"HELD {held_until(hold, now, local)}" if hold else "", hold is not None)]
    marks += [("STOP", bool(order.stops)), ("CHANGED", order.changed is not None), ("RECALLED", bool(order.recalls))]
    marks += [("WASTE", bool(order.wastes)), ("REMAKE", bool(order.remakes))]
    return [word for word, there in marks if there]


def held_until(hold: OrderHold, now: Instant, local: Local) -> str:
    """Say until when an order is held: a time of day, with the day where that is another one."""
    if not hold.until:
        return "until it is fired"
    until = local(hold.until)
    return f"until {until:%H:%M}" if until.date() == local(now.at).date() else f"until {until:%Y-%m-%d %H:%M}"


# One order.


def order_lines(entry: OnBoard, now: Instant, local: Local, keyed: Iterable[Key] = ()) -> list[str]:
    """Return one order as people read it: who and what, what happened to it, then WHAT was done, then HOW.

    `keyed` is what was refused, and keyed as this order.
    """
    order, playbook = entry.order, entry.playbook
    until = order.voided.at if order.voided else now
    lines = [
        f"Order {order.number} ({order.id}), {order.state}",
        f"Opened {local(order.opened.at.at):%Y-%m-%d %H:%M:%S}, {clock_words(order_age(order, until))} in all",
        *(f"Keyed for “{reference}” of {source}, which was refused as it came" for source, reference in keyed),
    ]
    guest = entry.guest
    said = (("Guest", guest.name), ("Note", guest.note), ("Void", order.void_reason))
    lines += [f"{name}: {words}" for name, words in said if words]
    lines += field_lines(entry)
    if allergy := allergy_said(order, guest):
        held = clash_words(playbook.menu, clashes(playbook.menu, order.lines, order.must_not_meet))
        lines += [f"{allergy_head(order)}: {allergy}", *(f"■ {words}" for words in held), *_seen(entry, local)]
    if order.asked:
        asked = f"Asked: {quoted(order.asked, guest)}: an allergy, or just a wish?"
        lines.append(f"{asked} Say so: kiosk order allergy {order.called}")
    lines += _happened(entry, now, local)
    lines += ["", *(f"  {words}" for words in _order_line_words(order, playbook.menu, order.lines))]
    if order.lines:
        lines.append(f"  Total {playbook.price(total(order.lines))}")
    lines += ["", "Steps", *(f"  {_step_words(entry, ticket, until, local)}" for ticket in entry.tickets)]
    marks = [
        f"  {step.id}: {mark.mark}: {point.words}" + (f" ({mark.reason})" if mark.reason else "")
        for step in playbook.process.steps
        for point in playbook.procedure[step.id].points
        if (mark := order.mark(step.id, point.id))
    ]
    taken = [f"  {reading.step}: {reading.spec} {reading.value}" for reading in order.readings]
    return lines + (["", "Points and readings", *marks, *taken] if marks or taken else [])


def field_lines(entry: OnBoard) -> list[str]:
    """Return what is asked about an order beside its lines and what is said of it, one a line; what lacks, too."""
    if not entry.playbook.process.fields:
        return []
    from kiosk.work.order.field_value import value_words  # where the playbook asks for fields

    said, lines = dict(entry.guest.fields), list[str]()
    for field in fields_asked(entry.order, entry.playbook):
        if field.id in said:
            lines.append(f"{field.name}: {value_words(field, said[field.id])}")
        elif field.id in entry.order.fields:
            lines.append(f"{field.name}: was said, and is forgotten")
        elif field.required:
            lines.append(f"{field.name}: not said yet, needed for {entry.playbook.process.step[field.required].name}")
    return lines


def _seen(entry: OnBoard, local: Local) -> list[str]:
    """Write at which stations the allergy was seen by whom, and where nobody has yet."""
    order, book = entry.order, entry.playbook
    lines = []
    for station in dict.fromkeys(ticket.station for ticket in entry.tickets):
        seen, name = seen_at(order, book, station), book.station[station].name
        here = [ticket for ticket in entry.tickets if ticket.station == station]
        if seen:
            lines.append(f"Allergy seen {local(seen.at.at):%H:%M:%S} at {name} by {seen.by}")
        elif not order.over and any(ticket.state != "bumped" for ticket in here):
            lines.append(f"Allergy not seen yet at {name}")
    return lines


def _order_line_words(order: Order, menu: Menu, lines: Iterable[Line]) -> list[str]:
    """Write lines of an order with their numbers, what changed since it was sent, and what was taken out of it."""
    wanted = {line.id for line in order.lines}
    words = [
        ("  " if line.of else "") + numbered_words(menu, line, order.sent.get(line.id), addon=line.id not in order.sent)
        for line in lines
    ]
    gone = [line for line in order.sent.values() if line.id not in wanted]
    return [*words, *(f"VOID [{line.id}] {line_words(menu, line)}" for line in gone)]


def _happened(entry: OnBoard, now: Instant, local: Local) -> list[str]:
    """Write what happened to an order besides its steps, each with its time."""
    order, step = entry.order, entry.playbook.process.step

    def at(instant: Instant) -> str:
        return f"{local(instant.at):%H:%M:%S}"

    lines = [
        f"Answered {at(one.stamp.at)} by {who(one.stamp)}: {quoted(one.question, entry.guest)}: {ANSWERS[one.answer]}"
        for one in order.answers
    ]
    if order.rush:
        lines.append(f"RUSH since {at(order.rush.at)}: {order.rush_reason}")
    for hold in order.holds:
        ended = f", fired {at(hold.fired.at)}" if hold.fired else ""
        lines.append(f"Held {at(hold.stamp.at)}, {held_until(hold, now, local)}: {hold.reason}{ended}")
    if order.changed:
        lines.append(f"Changed {at(order.changed.at)}, {who(order.changed)}")
    for recall in order.recalls:
        clock = "with a new clock" if recall.restarts else "with its old clock"
        name, cause = step[recall.step].name, cause_of(order, entry.playbook, recall)
        lines.append(f"Recalled {at(recall.stamp.at)}, {name} {clock}: {cause}")
    for waste in order.wastes:
        made = line_words(entry.playbook.menu, waste.line)
        lines.append(f"Waste {at(waste.stamp.at)}, {step[waste.step].name}: {made}: {waste.reason}")
    for remake in order.remakes:
        made = line_words(entry.playbook.menu, remake.line)
        lines.append(f"Made again {at(remake.stamp.at)}, {step[remake.step].name}: {made}: {CAUSES[remake.cause]}")
    if order.early:
        missing = ", ".join(step[name].name for name in order.missing)
        lines.append(f"Handed over early without {missing}: {order.early}")
    return lines


def _step_words(entry: OnBoard, ticket: Ticket, now: Instant, local: Local) -> str:
    """Say how far one step is; of an order that is finished none is open any more."""
    order, playbook = entry.order, entry.playbook
    name = playbook.process.step[ticket.step].name
    judged = ticket_pace(ticket, playbook, now)
    age = clock_words(ticket_age(ticket, now))
    single = [str(one.line.id) for one in ticket.lines if one.done]
    if order.finished and ticket.state != "bumped":
        return f"✗ {name}: not done"
    match ticket.state:
        case "waiting":
            return f"· {name}: waits for {', '.join(ticket.waits_for)}"
        case "bumped":
            by = who(ticket.bump.stamp) if ticket.bump and (ticket.bump.stamp.by or ticket.bump.stamp.station) else ""
            return f"✓ {name}: {age}, {judged}" + (f", {by}" if by else "")
        case "void":
            return f"✗ {name}: void"
        case "held":
            return f"◌ {name}: held until {_until(order, ticket, local)}"
        case "open":
            by = (ticket.taken_up.by or ticket.taken_up.station) if ticket.taken_up else ""
            lines = f", lines done: {', '.join(single)}" if single else ""
            stop = ", STOP: acknowledge the change" if ticket.stop else ""
            return f"{SIGNS[judged]} {name}: open {age}, {judged}" + (f", {by}" if by else "") + lines + stop

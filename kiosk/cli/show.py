"""Orders and tickets as facts for programs and as lines for people."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from kiosk.work.board import OnBoard, order_age, ticket_age, ticket_pace
from kiosk.work.instant import Instant, clock_words, utc
from kiosk.work.line import Choice, Line, allergy_words, spell, total
from kiosk.work.menu import Menu
from kiosk.work.pace import SIGNS, pace
from kiosk.work.playbook import Playbook
from kiosk.work.routing import Ticket

Local = Callable[[int], datetime]


def order_facts(entry: OnBoard, now: Instant | None) -> dict[str, Any]:
    """Give one order as JSON values; times in UTC, money in cents. Without `now` nothing that changes by itself."""
    order, menu = entry.order, entry.playbook.menu
    return {
        "order": order.id,
        "number": order.number,
        "day": order.day,
        "state": order.state,
        "source": order.source,
        "id": order.reference,
        "guest": entry.guest.name,
        "note": entry.guest.note,
        "allergies": list(order.allergies),
        "allergy": entry.guest.allergy,
        "void_reason": order.void_reason,
        "opened_at": utc(order.opened.at.at),
        "finished_at": utc(order.finished.at.at) if order.finished else "",
        "total_cents": total(order.lines),
        "lines": [line_facts(menu, line) for line in order.lines],
        "tickets": [ticket_facts(ticket, entry.playbook, now) for ticket in entry.tickets],
    }


def line_facts(menu: Menu, line: Line) -> dict[str, Any]:
    """Give one line as JSON values."""
    return {
        "item": line.item,
        "quantity": line.quantity,
        "choices": choice_words(menu, line.choices),
        "note": line.note,
        "price_cents": line.price,
        "line": line.id,
        "of": line.of,
    }


def ticket_facts(ticket: Ticket, playbook: Playbook, now: Instant | None) -> dict[str, Any]:
    """Give one ticket as JSON values."""
    known = {
        "order": ticket.order_id,
        "number": ticket.number,
        "step": ticket.step,
        "station": ticket.station,
        "state": ticket.state,
        "waits_for": list(ticket.waits_for),
        "taken_up_by": (ticket.taken_up.by or ticket.taken_up.station) if ticket.taken_up else "",
        "bumped_by": (ticket.bump.stamp.by or ticket.bump.stamp.station) if ticket.bump else "",
    }
    if now is None:
        return known
    return known | {"age_s": ticket_age(ticket, now) / 1000, "pace": ticket_pace(ticket, playbook, now)}


def choice_words(menu: Menu, choices: Iterable[Choice]) -> list[str]:
    """Write choices so that an order from outside may say them again."""
    options = [(choice.word, menu.group[choice.group].option(choice.option)) for choice in choices]
    return [f"{word} {option.name}".strip() for word, option in options if option]


def line_words(menu: Menu, line: Line) -> str:
    """Write a line for people: `2 × Cheeseburger, no onion`."""
    before = {group.id for group in menu.groups if group.before}
    words = choice_words(menu, (choice for choice in line.choices if choice.group not in before))
    note = [f"“{line.note}”"] if line.note else []
    return ", ".join([f"{line.quantity} × {spell(menu, line)}", *words, *note])


def rail_facts(entry: OnBoard, ticket: Ticket, now: Instant) -> dict[str, Any]:
    """Give one open ticket as JSON values, with all that its station is told: what is made, for whom, and how."""
    menu = entry.playbook.menu
    lines = [line_facts(menu, line.line) | {"made_here": choice_words(menu, line.here)} for line in ticket.lines]
    return ticket_facts(ticket, entry.playbook, now) | {
        "lines": lines,
        "guest": entry.guest.name,
        "note": entry.guest.note,
        "allergies": list(entry.order.allergies),
        "allergy": entry.guest.allergy,
    }


def item_words(entry: OnBoard, lines: Iterable[Line]) -> str:
    """Write lines in one row, after what the guest must not meet."""
    allergy = allergy_words(entry.order.allergies, entry.guest.allergy)
    items = ", ".join(line_words(entry.playbook.menu, line) for line in lines)
    return f"ALLERGY: {allergy}; {items}" if allergy else items


def order_row(entry: OnBoard, now: Instant) -> tuple[object, ...]:
    """Give one row of the list of orders."""
    order = entry.order
    judged = pace(order_age(order, now), entry.playbook.process.clock)
    open_at = [entry.playbook.process.step[ticket.step].name for ticket in entry.tickets if ticket.state == "open"]
    items = item_words(entry, [line for line in order.lines if not line.of])
    return (
        order.number,
        entry.guest.name,
        clock_words(order_age(order, now)),
        f"{SIGNS[judged]} {judged}",
        items or "(not ordered yet)",
        ", ".join(open_at),
    )


def order_lines(entry: OnBoard, now: Instant, local: Local) -> list[str]:
    """Give one order as people read it: who and what, then WHAT was done, then HOW."""
    order, playbook = entry.order, entry.playbook
    until = order.voided.at if order.voided else now
    lines = [
        f"Order {order.number} ({order.id}), {order.state}",
        f"Opened {local(order.opened.at.at):%Y-%m-%d %H:%M:%S}, {clock_words(order_age(order, until))} in all",
    ]
    guest = entry.guest
    said = (("Guest", guest.name), ("Note", guest.note), ("Void", order.void_reason))
    lines += [f"{name}: {words}" for name, words in said if words]
    if allergy := allergy_words(order.allergies, guest.allergy):
        lines.append(f"ALLERGY: {allergy}")
    lines += ["", *(f"{'    ' if line.of else '  '}{line_words(playbook.menu, line)}" for line in order.lines)]
    if order.lines:
        lines.append(f"  Total {playbook.price(total(order.lines))}")
    lines += ["", "Steps", *(f"  {_step_words(ticket, playbook, until)}" for ticket in entry.tickets)]
    marks = [
        f"  {step}: {mark.mark}: {found.words}" + (f" ({mark.reason})" if mark.reason else "")
        for (step, point), mark in order.points.items()
        if (found := playbook.procedure[step].point(point))
    ]
    taken = [f"  {reading.step}: {reading.spec} {reading.value}" for reading in order.readings]
    return lines + (["", "Points and readings", *marks, *taken] if marks or taken else [])


def _step_words(ticket: Ticket, playbook: Playbook, now: Instant) -> str:
    """Say how far one step is."""
    name = playbook.process.step[ticket.step].name
    judged = ticket_pace(ticket, playbook, now)
    age = clock_words(ticket_age(ticket, now))
    match ticket.state:
        case "waiting":
            return f"· {name}: waits for {', '.join(ticket.waits_for)}"
        case "bumped":
            stamp = ticket.bump.stamp if ticket.bump else None
            who = (stamp.by or stamp.station) if stamp else ""
            return f"✓ {name}: {age}, {judged}" + (f", {who}" if who else "")
        case "void":
            return f"✗ {name}: void"
        case "held":
            return f"◌ {name}: held back"
        case "open":
            who = (ticket.taken_up.by or ticket.taken_up.station) if ticket.taken_up else ""
            return f"{SIGNS[judged]} {name}: open {age}, {judged}" + (f", {who}" if who else "")

"""Orders and tickets as facts for programs: times in UTC, money in cents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kiosk.work.allergy.allergy import asked_words, seen_at, unseen
from kiosk.work.board.board import OnBoard, ticket_age, ticket_pace
from kiosk.work.order.event import Stamp
from kiosk.work.order.guard import who
from kiosk.work.order.line import Choice, Line, total
from kiosk.work.order.order import AllergyQuestion, LineRemake, Order, OrderHold, StepRecall
from kiosk.work.order.required import OpenChoice
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.menu import Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant, utc


def order_facts(entry: OnBoard, now: Instant | None) -> dict[str, Any]:
    """Return one order as JSON values. Without `now` nothing that changes by itself."""
    order, menu = entry.order, entry.playbook.menu
    return {
        "order": order.id,
        "order_id": order.id,
        "number": order.number,
        "day": order.day,
        "state": order.state,
        "source": order.source,
        "id": order.reference,
        "guest": entry.guest.name,
        "note": entry.guest.note,
        "allergies": list(order.allergies),
        "allergy": entry.guest.allergy,
        **_allergy(entry),
        **field_facts(entry),
        "allergy_seen": _seen(entry),
        "void_reason": order.void_reason,
        "opened_at": utc(order.opened.at.at),
        "finished_at": utc(order.finished.at.at) if order.finished else "",
        "total_cents": total(order.lines),
        "lines": [line_facts(menu, line) | _changed(menu, order, line) for line in order.lines],
        **_happened(order, menu),
        "tickets": [ticket_facts(ticket, entry.playbook, now) for ticket in entry.tickets],
    }


def field_facts(entry: OnBoard, step: str = "") -> dict[str, Any]:
    """Say what is known of the order's fields, those that stand at a step where one is named; nothing of no fields."""
    fields, said = entry.playbook.process.fields or (), dict(entry.guest.fields)
    shown = [field for field in fields if not step or field.stands_at(step)]
    known = {field.id: said[field.id] for field in shown if field.id in said}
    return {"fields": known} if fields else {}


def _allergy(entry: OnBoard) -> dict[str, Any]:
    """Say what is found in what was written; where it had to be asked, what stands open and what was answered."""
    order = entry.order
    asked = _question(order.asked, entry) if order.asked else None
    answers = [_question(one.question, entry) | {"answer": one.answer} | _by(one.stamp) for one in order.answers]
    found = [name for name in order.must_not_meet if name not in order.allergies]
    known = {"found": found, "is_allergy": order.allergy}
    return known | {"asked": asked, "answers": answers} if asked or answers else known


def _question(question: AllergyQuestion, entry: OnBoard) -> dict[str, Any]:
    """Return the guest's own words that are asked about, and the allergens found in them."""
    return {"words": list(asked_words(question, entry.guest)), "allergens": list(question.allergens)}


def _seen(entry: OnBoard) -> dict[str, Any]:
    """Say at which stations the allergy was seen, by whom and when."""
    stations = dict.fromkeys(ticket.station for ticket in entry.tickets)
    seen = {station: seen_at(entry.order, entry.playbook, station) for station in stations}
    return {station: _by(stamp) for station, stamp in seen.items() if stamp and entry.order.allergy}


def line_facts(menu: Menu, line: Line) -> dict[str, Any]:
    """Return one line as JSON values."""
    return {
        "item": line.item,
        "called": line.called,
        "quantity": line.quantity,
        "choices": choice_words(menu, line.choices),
        "note": line.note,
        "price_cents": line.price,
        "line": line.id,
        "of": line.of,
    }


def open_facts(asked: Iterable[OpenChoice]) -> list[dict[str, Any]]:
    """Return what a guest is still to be asked, as JSON values."""
    return [
        {
            "line": one.line,
            "item": one.item,
            "group": one.group.id,
            "least": one.group.needs,
            "most": one.group.limit,
            "chosen": one.count,
            "options": [option.name for option in one.group.options],
        }
        for one in asked
    ]


def _changed(menu: Menu, order: Order, line: Line) -> dict[str, Any]:
    """Say of a line what changed since the order was sent."""
    was = order.sent.get(line.id)
    return {"addon": was is None, "was": line_facts(menu, was) if was and was != line else None}


def _happened(order: Order, menu: Menu) -> dict[str, Any]:
    """Return what happened to an order besides its steps."""
    wanted = {line.id for line in order.lines}
    return {
        "taken_out": [line_facts(menu, line) for line in order.sent.values() if line.id not in wanted],
        "changed": _by(order.changed) if order.changed else None,
        "rush": {"reason": order.rush_reason, **_by(order.rush)} if order.rush else None,
        "holds": [_hold(hold) for hold in order.holds],
        "recalls": [
            {"step": one.step, "reason": one.reason, "restarts": one.restarts, **_sent_by(one), **_by(one.stamp)}
            for one in order.recalls
        ],
        "waste": [
            {"step": one.step, "reason": one.reason, **line_facts(menu, one.line), **_by(one.stamp)}
            for one in order.wastes
        ],
        **({"remakes": [_remake(menu, one) for one in order.remakes]} if order.remakes else {}),
        "early": {"reason": order.early, "missing": list(order.missing)} if order.early else None,
    }


def _remake(menu: Menu, one: LineRemake) -> dict[str, Any]:
    """Return one line that was made again, with its old clock and its new one."""
    made = utc(one.made.at.at) if one.made else ""
    since = utc(one.since) if one.since else ""
    return (
        {"step": one.step, "cause": one.cause, "since": since, "made": made}
        | line_facts(menu, one.line)
        | _by(one.stamp)
    )


def _hold(hold: OrderHold) -> dict[str, Any]:
    """Return one time in which an order was held."""
    until = utc(hold.until) if hold.until else ""
    return {"reason": hold.reason, "until": until, "fired_at": utc(hold.fired.at.at) if hold.fired else ""} | _by(
        hold.stamp
    )


def _by(stamp: Stamp) -> dict[str, str]:
    """Say who did something, and when."""
    return {"at": utc(stamp.at.at), "by": stamp.by or stamp.station}


def ticket_facts(ticket: Ticket, playbook: Playbook, now: Instant | None) -> dict[str, Any]:
    """Return one ticket as JSON values."""
    known = {
        "order": ticket.order_id,
        "order_id": ticket.order_id,
        "number": ticket.number,
        "step": ticket.step,
        "station": ticket.station,
        "state": ticket.state,
        "waits_for": list(ticket.waits_for),
        "opened_at": utc(ticket.opened.at.at) if ticket.opened else "",
        "fires_at": utc(ticket.fires.at) if ticket.fires else "",
        "stop": ticket.stop,
        "taken_up_by": (ticket.taken_up.by or ticket.taken_up.station) if ticket.taken_up else "",
        "bumped_by": (ticket.bump.stamp.by or ticket.bump.stamp.station) if ticket.bump else "",
        "lines_done": [one.line.id for one in ticket.lines if one.done],
        "lines_struck": [one.line.id for one in ticket.lines if one.struck],
    }
    if now is None:
        return known
    return known | {"age_s": ticket_age(ticket, now) / 1000, "pace": ticket_pace(ticket, playbook, now)}


def rail_facts(entry: OnBoard, ticket: Ticket, worked_at: str, now: Instant) -> dict[str, Any]:
    """Return one ticket as JSON values, with all that its station is told: what is made, for whom, and how."""
    menu, order = entry.playbook.menu, entry.order
    return ticket_facts(ticket, entry.playbook, now) | {
        "day": order.day,
        "worked_at": worked_at,
        "rush": order.rush is not None,
        "recalled": any(recall.step == ticket.step for recall in order.recalls),
        "lines": [_ticket_line(menu, one) for one in ticket.lines],
        "guest": entry.guest.name,
        "note": entry.guest.note,
        "allergies": list(order.allergies),
        "allergy": entry.guest.allergy,
        **_allergy(entry),
        **field_facts(entry, ticket.step),
        "allergy_to_see": unseen(order, entry.playbook, ticket.step),
    }


def _ticket_line(menu: Menu, one: TicketLine) -> dict[str, Any]:
    """Return one line as its station sees it."""
    return line_facts(menu, one.line) | {
        "made_here": choice_words(menu, one.here),
        "done_by": who(one.done) if one.done else "",
        "done_at": utc(one.done.at.at) if one.done else "",
        "addon": one.addon,
        "was": line_facts(menu, one.was) if one.was else None,
        "struck": one.struck,
        "waits_for": list(one.waits_for),
        "starts_s": one.starts,
    }


def choice_words(menu: Menu, choices: Iterable[Choice]) -> list[str]:
    """Write choices so that an order from outside may say them again."""
    options = [(choice.word, menu.group[choice.group].option(choice.option)) for choice in choices]
    return [f"{word} {option.name}".strip() for word, option in options if option]


def _sent_by(recall: StepRecall) -> dict[str, str]:
    """Return the spec whose reading opened a step again by itself; nothing where somebody did."""
    return {"spec": recall.spec, "read_at": recall.read_at} if recall.spec else {}

"""What a scanned text stands for: a slip of this counter, an order by its number, or nothing that is known here."""

from __future__ import annotations

import re

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.playbook.reasons import usual
from kiosk.work.record.slip import ANCHOR, agrees, parse_payload

_ORDER = re.compile(r"#?([0-9]{1,6}|[0-9]{8}-[1-9][0-9]{0,8})")


def order_scanned(text: str) -> str:
    """Return the order a scanned text is about, as `Counter.order` takes it; empty where it is about none."""
    try:
        said = parse_payload(text)
    except Refused:
        found = _ORDER.fullmatch(text.strip())
        return found[1] if found else ""
    return f"{said.day}-{said.number}"


def false_slip(text: str, entry: OnBoard) -> str:
    """Say why a scanned slip is not that of its order; empty for a genuine one, and for a plain number.

    A slip of an order that was taken back since is no false one: it leads to its order.
    """
    try:
        said = parse_payload(text)
    except Refused:
        return ""
    order = entry.order
    if not order.over and said.anchor in (anchor[:ANCHOR].upper() for anchor in order.undone_anchors):
        return ""
    return next(iter(agrees(text, order, entry.playbook)), "")


def whereabouts(entry: OnBoard, board: Board) -> str:
    """Say where an order is: the stations that have it open or have a closed one's work, and the steps."""
    if entry.order.finished:
        return _("Order {number} is finished.", number=entry.order.called)
    if entry.order.over:
        return _("Order {number} is void: {reason}.", number=entry.order.called, reason=usual(entry.order.void_reason))
    steps = entry.playbook.process.step
    names = [
        (board.place_name(entry, ticket), steps[ticket.step].name) for ticket in entry.tickets if ticket.state == "open"
    ]
    places = [
        _("at {station}", station=place) if place == step else _("at {station}, {step}", station=place, step=step)
        for place, step in names
    ]
    said = "; ".join(dict.fromkeys(places)) or _("waiting, open nowhere")
    return _("Order {number}: {where}.", number=entry.order.called, where=said)

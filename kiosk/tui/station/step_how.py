"""HOW an open step or routine is done, in rows that can be touched: its specs with readings, its points with marks."""

from __future__ import annotations

from itertools import zip_longest

from kiosk.tui.station.open_step import HowSource, TouchedPoint, TouchedSpec
from kiosk.tui.widgets.lines import Line, Run, fit, wrap
from kiosk.tui.widgets.words import MARK_SIGNS
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.confirming import unconfirmed
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.procedure import Point

POINT_ROWS = 3
"""Rows of a point's touch target where there is room."""


def spec_rows(value: HowSource, width: int) -> list[tuple[Line, object]]:
    """Write each spec: its name, its limit, and the last reading where one is taken."""
    if not value.specs:
        return []
    rows: list[tuple[Line, object]] = [(((_("SPECS"), "quiet bold"),), None)]
    names = min(14, max(len(spec.name) for spec in value.specs) + 1, width // 2)
    for spec in sorted(value.specs, key=lambda spec: not spec.reading):
        said, name = wrap(spec.words, max(8, width - names)), wrap(spec.name, names - 1)
        means = TouchedSpec(value.id, spec.id) if spec.reading else None
        for left, right in zip_longest(name, said, fillvalue=""):
            rows.append((((left.ljust(names), "text"), (right, "strong")), means))
        if spec.reading:
            rows.append((((" " * names, ""), _reading_run(value, spec.id)), means))
    return rows


def _reading_run(value: HowSource, name: str) -> Run:
    """Say what was read last, or that a reading can be typed."""
    spec = next((spec for spec in value.specs if spec.id == name), None)
    last = value.last_value(name)
    if last is None or spec is None:
        return (_("{key} type the reading", key=value.reading_key).strip(), "how")
    if spec.within(last):
        return (f"✔ {last} {spec.unit}", "good bold")
    return (f"■ {_('{value} {unit} out of spec', value=last, unit=spec.unit)}", "bad bold")


def point_rows(value: HowSource, width: int, room: int, *, air: bool) -> list[tuple[Line, object]]:
    """Write each point as a touch target as high as the room allows, with its digit and mark."""
    points = value.asked
    if not points:
        return []
    rows: list[tuple[Line, object]] = [
        (((_("HOW"), "how bold"), (f"  {_('{key} when kept', key=value.points_key or _('digit'))}", "quiet")), None)
    ]
    rooms = [width - (8 if point.critical else 6) for point in points]
    wrapped = [wrap(point.words, wide) for point, wide in zip(points, rooms, strict=True)]
    if sum(map(len, wrapped)) >= room:  # no room for the sentences: their short words tell the same
        wrapped = [wrap(point.fitting(wide), wide) for point, wide in zip(points, rooms, strict=True)]
    needed = sum(len(words) for words in wrapped)
    spare = (room - 1 - needed) // len(points) - 1 if air else 0
    for place, (point, words) in enumerate(zip(points, wrapped, strict=True), 1):
        lines = _point_lines(value, place, point, words, width)
        extra = max(0, min(POINT_ROWS - len(lines), spare))
        blank = fit((), width, "on raised")
        if len(lines) == 1 and extra == POINT_ROWS - 1:
            lines = [blank, *lines, blank]
        elif extra:
            lines = [*lines, blank]
        rows += [(line, TouchedPoint(value.id, place)) for line in lines]
        if spare > 0:
            rows.append((fit((), width), None))
    return rows


def _point_lines(value: HowSource, place: int, point: Point, words: list[str], width: int) -> list[Line]:
    """Write one point: its digit, its mark, its words, and a sign where it is about safety."""
    mark = value.mark_of(point.id)
    sign, look = MARK_SIGNS[mark]
    text = "text on raised" if mark == "kept" else "strong on raised"
    key = f" {' ' if value.points_key else place} "
    first: Line = ((key, "how bold on raised"), (f"{sign} ", f"{look} on raised"))
    after: Line = (("     ", "on raised"),)
    lines: list[Line] = [
        fit((*(after if number else first), (part, text)), width, "on raised") for number, part in enumerate(words)
    ]
    if point.critical and lines:
        flag: Run = (" !", "bad bold on raised")
        lines[0] = (*fit(lines[0], width - 2, "on raised"), flag)
    return lines


def ticked(entry: OnBoard, ticket: Ticket, line: TicketLine, written: list[Line]) -> list[Line]:
    """Put a box before a written line: `○`, or `○ LOOK` where the step is not done before it was bumped singly.

    A line that is done has its ✔ already; stations that make things bump tickets in whole, so their lines have none.
    """
    if entry.playbook.process.step[ticket.step].makes or line.done or line.struck:
        return written
    look = any(one.line.id == line.line.id for one in unconfirmed(entry.order, entry.playbook, ticket))
    box: Line = (("○ ", "quiet"), *(((f"{_('LOOK')} ", "how bold"),) if look else ()))
    return [(*box, *written[0]), *written[1:]]

"""One open routine: since when it is due, what it asks for, what was read."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from kiosk.tui.station.rail.places import TicketId
from kiosk.tui.station.step_how import point_rows, spec_rows
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Sheet, fit, spread, wrap
from kiosk.words import _
from kiosk.work.order.event import Mark
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.routine import Routine
from kiosk.work.playbook.spec import Spec
from kiosk.work.routine.occurrence import Occurrence

TWO_COLUMNS = 62
"""From here specs and points stand beside each other."""


class OpenRoutine(Struct, frozen=True):
    """Everything the widget shows."""

    routine: Routine
    occurrence: Occurrence
    station: str
    """What its station is called."""
    when: str
    """Since when it is due, or that it is begun by hand."""
    look: str
    """How that is written."""
    saving: bool = False
    """A press is on its way to the disk."""
    reading_key: str = "R"
    points_key: str = ""

    @property
    def id(self) -> TicketId:
        """What it is known by: the routine and this occurrence of it."""
        return self.routine.id, self.occurrence.id

    @property
    def specs(self) -> tuple[Spec, ...]:
        """The specs of the routine."""
        return self.routine.specs

    @property
    def asked(self) -> tuple[Point, ...]:
        """All its points: there is no order they could not apply to."""
        return self.routine.points

    def mark_of(self, point: str) -> Mark:
        """Return how a point went."""
        mark = self.occurrence.points.get(point)
        return mark.mark if mark else "not-seen"

    def last_value(self, spec: str) -> Decimal | None:
        """Return what was read last against a spec."""
        last = self.occurrence.last_reading(spec)
        return last.value if last else None


class RoutineSheet(Drawn):
    """Draws a routine as an open ticket is drawn: WHAT and since when on top, specs and points below."""

    DEFAULT_CSS = "RoutineSheet { width: 1fr; height: 1fr; padding: 0 1; }"
    value: OpenRoutine | None = None

    def show(self, value: OpenRoutine) -> None:
        """Show a routine as it stands now."""
        if value != self.value:
            self.value = value
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw with specs and points beside each other where both have room."""
        sheet = Sheet(width)
        if self.value is None:
            return sheet.done()
        value, routine = self.value, self.value.routine
        title = _("Saving …") if value.saving else routine.name
        sheet.add(*spread([(title, "accent bold")], [(value.when, value.look)], width))
        begun = value.occurrence.begun
        who = f"  {_('{who} has it', who=begun.by or begun.station)}" if begun else ""
        sheet.add((f"{value.station}: {routine.role}", "strong"), (who, "how"))
        for part in wrap(routine.source, width) if routine.source and height > len(sheet.lines) * 6 else ():
            sheet.add((part, "quiet"))
        sheet.add()
        _draw_how(sheet, value, width, height - len(sheet.lines))
        return sheet.done()


def _draw_how(sheet: Sheet, value: OpenRoutine, width: int, room: int) -> None:
    both = bool(value.specs and value.asked) and width >= TWO_COLUMNS
    half = width // 2 if both else width
    specs = spec_rows(value, half - 2 if both else width)
    left = room if both else room - len(specs)
    points = point_rows(value, width - half if both else width, left, air=True)
    if not both:
        for line, means in (*specs, *points):
            y = sheet.add(*line)
            if means is not None:
                sheet.touch(means, y=y)
        return
    for y in range(max(len(specs), len(points))):
        spec, point = (rows[y] if y < len(rows) else ((), None) for rows in (specs, points))
        top = sheet.add(*fit(spec[0], half), *point[0])
        if spec[1] is not None:
            sheet.touch_part(spec[1], top, 0, half - 1)
        if point[1] is not None:
            sheet.touch_part(point[1], top, half, width - half)

"""A day's food-safety log as one sheet: routines, hand washes among them, and every reading; the same bytes each time.

Nothing in it says when it was printed, so a closed day is the same sheet whenever somebody asks for it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from msgspec import Struct, field

from kiosk.drawing.html import Html, rows, tag
from kiosk.work.playbook.spec import Probe, usual_probe
from kiosk.work.record.adherence import ReadingRow
from kiosk.work.record.routine_row import RoutineRow
from kiosk.work.text.text import clean, columns
from kiosk.work.time.day import Local

SIGNS = {"begun": "… begun", "done": "✔ done", "late": "▲ late", "missed": "■ MISSED"}
"""By state, a sign and a word."""

ROUTINE_HEAD = ("due", "routine", "station", "state", "done", "by", "points", "not kept")
READING_HEAD = ("at", "of", "reading", "value", "limit", "", "corrective action", "by", "source")
CSV_HEAD = (
    *("day", "kind", "at", "name", "station", "state", "done", "person", "points", "points_kept", "not_kept"),
    *("value", "unit", "minimum", "maximum", "within", "action", "source", "jurisdiction", "typed"),
)

STYLE = """
body { font: 11pt/1.35 system-ui, sans-serif; margin: 2em; color: #111; }
h1 { font-size: 16pt; } h2 { font-size: 12pt; margin: 1.2em 0 .3em; }
table { border-collapse: collapse; width: 100%; font-size: 9.5pt; }
th, td { border: 1px solid #999; padding: .2em .4em; text-align: left; vertical-align: top; }
th { background: #eee; } section { break-after: page; } section:last-child { break-after: auto; }
@page { size: A4; margin: 12mm; } @media print { body { margin: 0; } }
"""


class FoodLog(Struct, frozen=True):
    """What the sheets of some days are made of; rows in any order."""

    title: str
    routines: tuple[RoutineRow, ...]
    readings: tuple[ReadingRow, ...]
    local: Local
    """Turns UTC milliseconds into the counter's own time."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the stations are called, by their ids."""
    probe: Callable[[str, Decimal | None, Decimal | None], Probe | None] = usual_probe
    """By unit, minimum and maximum: what a reading can be."""

    @property
    def days(self) -> list[str]:
        """The business days of which there is anything, oldest first."""
        return sorted({row.day for row in self.routines} | {row.day for row in self.readings})

    def of(self, day: str) -> FoodLog:
        """Return one day's rows, in the order of their times."""
        routines = sorted(
            (row for row in self.routines if row.day == day), key=lambda row: (begins(row), row.occurrence)
        )
        readings = sorted(
            (row for row in self.readings if row.day == day), key=lambda row: (row.at, row.order_id, row.place)
        )
        return FoodLog(self.title, tuple(routines), tuple(readings), self.local, self.names, self.probe)

    def is_doubtful(self, row: ReadingRow) -> bool:
        """Whether no instrument shows what was read, though somebody confirmed it."""
        minimum, maximum = (None if end is None else Decimal(str(end)) for end in (row.minimum, row.maximum))
        probe = self.probe(row.unit, minimum, maximum)
        return probe is not None and not probe.least <= row.value <= probe.most

    def time(self, utc: str) -> str:
        """Return a UTC text as the time of day people read; a dash for none."""
        if not utc:
            return "–"
        return f"{self.local(int(datetime.fromisoformat(utc).timestamp() * 1000)):%H:%M}"


def begins(row: RoutineRow) -> str:
    """Return when it was due, or begun by hand, as UTC text."""
    return row.due_at or row.begun_at


def food_log_text(log: FoodLog) -> str:
    """Write the sheets as text."""
    parts: list[str] = []
    for day in log.days:
        one = log.of(day)
        parts += [f"Food-safety log of {clean(log.title)}, {day}", _sums(one), ""]
        parts += _table(ROUTINE_HEAD, [_routine(one, row) for row in one.routines]) or ["No routine was due or done."]
        parts += ["", "Readings"]
        parts += [
            *(_table(READING_HEAD, [_reading(one, row) for row in one.readings]) or ["No reading was taken."]),
            "",
            "",
        ]
    return "\n".join(parts).rstrip() + "\n" if parts else "Nothing was due, done or read in these days.\n"


def food_log_html(log: FoodLog) -> str:
    """Write the sheets as one HTML page that prints, a day a sheet, and needs nothing from outside."""
    sheets: list[str] = []
    for day in log.days:
        one = log.of(day)
        sheets.append(
            tag(
                "section",
                tag("h1", f"Food-safety log of {log.title}, {day}"),
                tag("p", _sums(one)),
                tag("h2", "Routines"),
                rows(*(_routine(one, row) for row in one.routines), head=ROUTINE_HEAD),
                tag("h2", "Readings"),
                rows(*(_reading(one, row) for row in one.readings), head=READING_HEAD),
                tag("p", "Looked at by ____________________   on ____________________"),
            )
        )
    body = sheets or [tag("p", "Nothing was due, done or read in these days.")]
    head = tag("head", tag("meta", charset="utf-8"), tag("title", f"Food-safety log of {log.title}"), _style())
    return f"<!DOCTYPE html>\n{tag('html', head, tag('body', *body), lang='en')}\n"


def food_log_csv(log: FoodLog) -> str:
    """Write the sheets as CSV: a row for every occurrence and every reading, times in UTC."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEAD)
    for one in map(log.of, log.days):
        for row in one.routines:
            said = (begins(row), row.name, row.station, row.state, row.done_at, row.person)
            counts = (row.points, row.points_kept, row.skipped)
            writer.writerow([_plain(cell) for cell in (row.day, "routine", *said, *counts, *[""] * 9)])
        for read in one.readings:
            limits = (read.unit, _figure(read.minimum), _figure(read.maximum), read.within)
            said = (read.at, read.name, read.station, "", "", read.person)
            ends = (_figure(read.value), *limits, read.action, read.source, read.jurisdiction, read.typed)
            writer.writerow([_plain(cell) for cell in (read.day, "reading", *said, "", "", "", *ends)])
    return out.getvalue()


def _sums(log: FoodLog) -> str:
    """Sum a day up in a line."""
    states = [row.state for row in log.routines]
    counted = [
        f"{states.count(state)} {word}"
        for state, word in (("done", "done in time"), ("late", "late"), ("missed", "missed"))
    ]
    outside, doubtful = sum(not row.within for row in log.readings), sum(map(log.is_doubtful, log.readings))
    doubt = f", {doubtful} that no instrument shows" if doubtful else ""
    return f"Routines: {', '.join(counted)}. Readings: {len(log.readings)}, {outside} out of spec{doubt}."


def _routine(log: FoodLog, row: RoutineRow) -> tuple[str, ...]:
    due = log.time(row.due_at) if row.due_at else "by hand"
    points = f"{row.points_kept} of {row.points}" if row.done_at and row.points else "–"
    state = SIGNS[row.state]
    station = log.names.get(row.station, row.station)
    return (due, row.name, station, state, log.time(row.done_at), row.person or "–", points, row.skipped or "–")


def _reading(log: FoodLog, row: ReadingRow) -> tuple[str, ...]:
    low, high = _figure(row.minimum), _figure(row.maximum)
    limit = f"{low} to {high}" if low and high else f"≥ {low}" if low else f"≤ {high}" if high else "–"
    of = f"order {row.number}" if row.number else "routine"
    value = f"{_figure(row.value)} {row.unit}".strip() + (f" ({row.typed})" if row.typed else "")
    source = ", ".join(filter(None, (row.source, row.jurisdiction)))
    sign = "? NO INSTRUMENT SHOWS IT" if log.is_doubtful(row) else "✔" if row.within else "■ OUT OF SPEC"
    return (log.time(row.at), of, row.name, value, limit, sign, row.action or "–", row.person or "–", source or "–")


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _plain(cell: object) -> object:
    """Keep a spreadsheet from taking a text for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in ("=", "+", "-", "@", "\t") else cell


def _table(head: tuple[str, ...], found: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [tuple(clean(cell, 200) for cell in row) for row in found]
    if not lines:
        return []
    widths = [max(columns(row[place]) for row in (head, *lines)) for place in range(len(head))]
    written = [
        "  ".join(cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in (head, *lines)
    ]
    return [written[0], "  ".join("─" * width for width in widths), *written[1:]]


def _style() -> Html:
    return Html(f"<style>{STYLE}</style>")

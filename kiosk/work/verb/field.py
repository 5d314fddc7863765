"""The fields of verbs: what each is called for people, in help and schema alike."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from kiosk.work.order.event import Mark
from kiosk.work.order.line import Wish
from kiosk.work.text.text import clean

OrderId = Annotated[str, Meta(description="45, #45 or 20261122-45", extra={"field": "order"})]
OccurrenceId = Annotated[
    str,
    Meta(description="one time of a routine, such as routine:wash:2026-11-22T12:30Z", extra={"field": "occurrence"}),
]
StepId = Annotated[str, Meta(description="a step of the process, such as cook", extra={"field": "step"})]
LineId = Annotated[int, Meta(description="the line, by its number", extra={"field": "line"})]
Quantity = Annotated[int, Meta(description="how many of it; 1 unless said", extra={"field": "quantity"})]
StationId = Annotated[str, Meta(description="a station, by its id", extra={"field": "station"})]
ItemId = Annotated[
    str, Meta(description="an item or a part of the menu, by its id or its name", extra={"field": "item"})
]
Reason = Annotated[str, Meta(description="why", extra={"field": "reason"})]
Until = Annotated[
    int, Meta(description="milliseconds since 1970, UTC; 0 for until somebody fires it", extra={"field": "until"})
]
Wishes = Annotated[tuple[Wish, ...], Meta(description="what the guest wants, line by line", extra={"field": "wishes"})]
Allergies = Annotated[
    tuple[str, ...], Meta(description="allergens of the menu the guest must not meet", extra={"field": "allergies"})
]
Marks = Annotated[
    tuple[tuple[str, Mark, str], ...],
    Meta(description="points, each with how it went and why", extra={"field": "marks"}),
]
Fields = Annotated[
    tuple[tuple[str, str], ...],
    Meta(description="fields of the order, each with what is said of it", extra={"field": "fields"}),
]
PointId = Annotated[str, Meta(description="a point of the procedure, by its id", extra={"field": "point"})]
SpecId = Annotated[str, Meta(description="a spec of the procedure, by its id", extra={"field": "spec"})]


def tidied(marks: Marks) -> Marks:
    """Return marks with their reasons cleaned."""
    return tuple((point, how, clean(reason)) for point, how, reason in marks)

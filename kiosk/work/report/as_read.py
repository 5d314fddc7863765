"""Rows and sums of the record as they are read: what stands in them in the playbook's own words, in another language.

A name that was another one when it was recorded stays as it was: then a thing was called so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from kiosk.work.playbook.playbook import Playbook

Value = TypeVar("Value")

LOOSE = ("role", "unit", "source", "jurisdiction")
"""Fields that hold loose words of the playbook."""


class RowsAsRead:
    """Says what rows say in the language of a playbook that is shown."""

    def __init__(self, own: Playbook, shown: Playbook, word: Callable[[str], str]) -> None:
        """Read what was recorded under `own` by the names in `shown`; `word` says a loose word."""
        self._word = word
        pairs = tuple(zip(_said(own), _said(shown), strict=True))
        self._names: Mapping[tuple[str, ...], tuple[str, str]] = {key: (was, now) for (key, was), (_, now) in pairs}

    def read(self, value: Value) -> Value:
        """Return a value with every row in it as it is read."""
        made: Any = value
        if isinstance(value, tuple):
            made = tuple(self.read(one) for one in value)
        elif isinstance(value, Struct):
            names = value.__struct_fields__
            inner = {name: getattr(value, name) for name in names}
            said = {name: self._field(name, inner) for name in names if isinstance(inner[name], str | tuple | Struct)}
            made = replace(value, **said)
        return made  # type: ignore[no-any-return]  # of the type that came

    def _field(self, name: str, row: Mapping[str, Any]) -> Any:
        """Return what stands in a field of a row; a text by what the row says it is about."""
        said = row[name]
        if not isinstance(said, str):
            return self.read(said)
        if name in LOOSE:
            return self._word(said)
        step = row.get("step") or row.get("place") or ""
        about = {
            "step_name": ("step", step),
            "words": ("point", step, row.get("point", "")),
            "action": ("action", step, row.get("spec", "")),
            "name": next(((kind, row[kind]) for kind in ("item", "routine", "station", "step") if kind in row), ()),
        }
        key = ("spec", step, row["spec"]) if name == "name" and "spec" in row else about.get(name, ())
        was, now = self._names.get(key, ("", ""))
        return now if said == was else said


def _said(book: Playbook) -> Iterator[tuple[tuple[str, ...], str]]:
    """Return what a playbook calls each thing, and what the thing is, always in the same order."""
    for item in book.menu.items:
        yield ("item", item.id), item.name
    for station in book.stations:
        yield ("station", station.id), station.name
    for step in book.process.steps:
        yield ("step", step.id), step.name
    checked = [(one.step, one) for one in book.procedures] + [(one.id, one) for one in book.routines]
    for routine in book.routines:
        yield ("routine", routine.id), routine.name
    for place, one in checked:
        for point in one.points:
            yield ("point", place, point.id), point.words
        for spec in one.specs:
            yield ("spec", place, spec.id), spec.name
            yield ("action", place, spec.id), spec.corrective

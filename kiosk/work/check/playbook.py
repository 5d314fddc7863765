"""Finds what in a playbook does not agree, all of it at once, so that a running counter never meets it.

A place is written in the words of the files: `("process", "steps", 3, "after", 0)` is the first `after` of the
fourth step, `("menu", "items", 0, "parts", "patty")` the patties of the first item, `("procedures", 2, "script", 1)`
the second line to say in the third procedure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator

from msgspec import Struct

from kiosk.work.check.back import back_problems
from kiosk.work.check.conditions import condition_problems
from kiosk.work.check.fields import field_problems, limit_problems
from kiosk.work.check.menu import menu_problems
from kiosk.work.check.procedures import procedure_problems
from kiosk.work.check.process import process_problems
from kiosk.work.check.repeated import repeated
from kiosk.work.check.routines import routine_problems
from kiosk.work.check.stations import station_problems
from kiosk.work.check.times import time_problems
from kiosk.work.playbook.menu import Portion
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.reasons import Reasons
from kiosk.work.text.finding import Found, Place
from kiosk.work.text.text import DROPPED, JOINERS

FILE_WORDS = {"takes_order": "takes", "minimum": "min", "maximum": "max", "of_field": "from", "tolerance": "within"}
"""Fields that are called otherwise in the files."""

MUST_SAY = {
    *("id", "name", "title", "role", "words", "input", "output", "needs", "gives", "script", "guidelines"),
    *Reasons.__struct_fields__,
}
"""Texts that may not be empty."""


def problems(playbook: Playbook, unread: Collection[str] = ()) -> tuple[Found, ...]:
    """Return every place in a playbook that would hurt a running counter, with a sentence that says what to do.

    `unread` names steps whose procedure is there but could not be read, which is a problem already told.
    """
    return (
        *station_problems(playbook),
        *_twice(playbook),
        *repeated(playbook),
        *_texts(playbook),
        *menu_problems(playbook),
        *time_problems(playbook),
        *process_problems(playbook, unread),
        *procedure_problems(playbook),
        *field_problems(playbook),
        *limit_problems(playbook),
        *condition_problems(playbook),
        *back_problems(playbook),
        *routine_problems(playbook),
    )


def _twice(playbook: Playbook) -> Iterator[Found]:
    """Find ids that stand twice among their kind."""
    menu = playbook.menu
    yield from _same(("stations",), (one.id for one in playbook.stations))
    yield from _same(("menu", "categories"), (one.id for one in menu.categories))
    yield from _same(("menu", "parts"), (one.id for one in menu.parts))
    yield from _same(("menu", "groups"), (one.id for one in menu.groups))
    for index, group in enumerate(menu.groups):
        yield from _same(("menu", "groups", index, "options"), (one.id for one in group.options))
    yield from _same(("menu", "items"), (one.id for one in menu.items))
    yield from _same(("process", "steps"), (one.id for one in playbook.process.steps))
    yield from _same(("process", "fields"), (one.id for one in playbook.process.fields or ()))
    yield from _same(("procedures",), (one.step for one in playbook.procedures), "step")
    for index, procedure in enumerate(playbook.procedures):
        yield from _same(("procedures", index, "specs"), (one.id for one in procedure.specs))
        yield from _same(("procedures", index, "points"), (one.id for one in procedure.points))
    yield from _same(("routines",), (one.id for one in playbook.routines))
    for index, routine in enumerate(playbook.routines):
        yield from _same(("routines", index, "specs"), (one.id for one in routine.specs))


def _same(place: Place, ids: Iterable[str], key: str = "id") -> Iterator[Found]:
    """Find what stands a second time in one list."""
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name in seen:
            yield (*place, index, key), f"`{name}` stands here twice. Rename or remove one."
        seen.add(name)


def _texts(playbook: Playbook) -> Iterator[Found]:
    """Find texts that are empty or hold what steers a screen or a printer."""
    for place, name, text in _strings(playbook, ()):
        if name in MUST_SAY and not text.strip():
            yield place, "This is empty. Write it."
        yield from ((place, words) for words in hidden(name, text))


def hidden(name: str, text: str) -> Iterator[str]:
    """Find characters in a text that steer a screen or a printer; one called `text` may have lines."""
    for character in dict.fromkeys(text):
        is_hidden = character not in JOINERS and unicodedata.category(character) in DROPPED
        if is_hidden and not (name == "text" and character in "\n\t"):
            yield f"The character U+{ord(character):04X} cannot be shown or printed. Remove it."


def _strings(value: object, place: Place, name: str = "") -> Iterator[tuple[Place, str, str]]:
    """Return every text within a value: its place, the name of the field it is in, the text."""
    if isinstance(value, str):
        yield place, name, value
    elif isinstance(value, tuple):
        for index, inner in enumerate(value):
            key = inner.part if isinstance(inner, Portion) else index
            if isinstance(inner, Point) and place[:1] == ("routines",):
                key = inner.id
            yield from _strings(inner, (*place, key), name)
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            if field == "translations":
                continue  # Each stands in a file of its own, and is held against its procedure there.
            key = FILE_WORDS.get(field, field)
            yield from _strings(getattr(value, field), (*place, key), field)

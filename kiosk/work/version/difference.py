"""What differs between two playbooks: each field with where it stands, before and after; nothing where they are equal.

Values are walked as they are, so that a field added to them one day is compared too. What has an id is compared with
what has the same id; texts are compared one by one, long ones line by line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

from msgspec import UNSET, Struct

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure

Sort = Literal["added", "removed", "changed", "moved"]

KEYS = ("step", "id", "part", "language")
"""Fields that name a value among its kind, the first that it has."""

VERSION = "version"
"""The field of a procedure that follows from all others and from how its file is written."""


class Difference(Struct, frozen=True):
    """One thing that is not the same."""

    sort: Sort
    place: tuple[str, ...]
    """Where it stands, in the words of the values: `procedures`, `cook`, `points`, `gloves`, `words`."""
    before: str = ""
    after: str = ""
    step: str = ""
    """The step whose procedure it belongs to."""

    @property
    def field(self) -> str:
        """Name the field that differs."""
        return self.place[-1]


def differences(before: Playbook, after: Playbook) -> tuple[Difference, ...]:
    """Return every change from one playbook to another, procedures first; none exactly where they are equal."""
    found = (*_things("procedures", before.procedures, after.procedures), *_rest(before, after))
    return tuple(found)


def procedure_differences(before: Procedure, after: Procedure) -> tuple[Difference, ...]:
    """Return every change of how one step is done."""
    if before == after:
        return ()
    place = ("procedures", after.step)
    found = [change for change in _fields(before, after, place) if change.place != (*place, VERSION)]
    if not found:  # its file is written otherwise and says the same
        found = [Difference("changed", (*place, VERSION), before.version, after.version)]
    return tuple(Difference(one.sort, one.place, one.before, one.after, after.step) for one in found)


def _rest(before: Playbook, after: Playbook) -> Iterator[Difference]:
    for field in Playbook.__struct_fields__:
        if field != "procedures":
            yield from _compared(getattr(before, field), getattr(after, field), (field,))


def _fields(before: Any, after: Any, place: tuple[str, ...]) -> Iterator[Difference]:
    for field in after.__struct_fields__:
        yield from _compared(getattr(before, field), getattr(after, field), (*place, field))


def _compared(before: Any, after: Any, place: tuple[str, ...]) -> Iterator[Difference]:
    if UNSET in (before, after):  # what came later and is not said
        nothing: Any = () if isinstance(before, tuple) or isinstance(after, tuple) else ""
        before, after = (nothing if value is UNSET else value for value in (before, after))
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _sequences(before, after, place)
    elif isinstance(before, Struct) and type(before) is type(after):
        yield from _fields(before, after, place)
    elif isinstance(before, str) and isinstance(after, str) and ("\n" in before or "\n" in after):
        yield from _texts(before.splitlines(), after.splitlines(), place)
    else:
        yield Difference("changed", place, said(before), said(after))


def _sequences(before: tuple[Any, ...], after: tuple[Any, ...], place: tuple[str, ...]) -> Iterator[Difference]:
    named = [_name(one) for one in (*before, *after)]
    if all(named) and len({*map(_name, before)}) == len(before) and len({*map(_name, after)}) == len(after):
        yield from _things(place, before, after)
    else:
        yield from _texts([said(one) for one in before], [said(one) for one in after], place)


def _things(place: str | tuple[str, ...], before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    """Compare values that have names, in the order they stand in after; those that are gone last."""
    base = (place,) if isinstance(place, str) else place
    was, now = ({_name(one): one for one in many} for many in (before, after))
    for name, one in now.items():
        here = (*base, name)
        if name not in was:
            yield Difference("added", here, "", said(one), _step(one))
        elif isinstance(one, Procedure):
            yield from procedure_differences(was[name], one)
        else:
            yield from _fields(was[name], one, here)
    for name, one in was.items():
        if name not in now:
            yield Difference("removed", (*base, name), said(one), "", _step(one))
    stayed = [name for name in was if name in now]
    order = [name for name in now if name in was]
    if stayed != order:
        yield Difference("moved", base, ", ".join(stayed), ", ".join(order))


def _texts(before: Sequence[str], after: Sequence[str], place: tuple[str, ...]) -> Iterator[Difference]:
    """Compare lines; one that stands in the place of another is a change of it."""
    found = False
    for word, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if word == "equal":
            continue
        was = [line for line in before[start:end] if line.strip()]
        now = [line for line in after[first:last] if line.strip()]
        for index in range(max(len(was), len(now))):
            old, new = (many[index] if index < len(many) else "" for many in (was, now))
            sort: Sort = "changed" if old and new else "added" if new else "removed"
            yield Difference(sort, place, old, new)
            found = True
    if not found:  # empty lines, or the very end
        yield Difference("moved", place, f"{len(before)} lines", f"{len(after)} lines")


def _name(one: Any) -> str:
    """Return what a value is called among its kind; empty where it has no name."""
    if not isinstance(one, Struct):
        return ""
    return next((str(getattr(one, key)) for key in KEYS if hasattr(one, key)), "")


def _step(one: Any) -> str:
    return one.step if isinstance(one, Procedure) else ""


def said(value: Any) -> str:
    """Write a value for a person: its name and words where it has them."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(said, value))
    if isinstance(value, Struct):
        words = (getattr(value, key, "") for key in ("title", "name", "words"))
        shown = list(dict.fromkeys(word for word in words if isinstance(word, str) and word))
        return ": ".join(shown) or _named(value)
    return str(value)


def _named(value: Any) -> str:
    return ", ".join(f"{field} {said(getattr(value, field))}" for field in value.__struct_fields__)


def steps_of(changes: Iterable[Difference]) -> tuple[str, ...]:
    """Name the steps whose procedure is done otherwise, in the order they are told."""
    return tuple(dict.fromkeys(change.step for change in changes if change.step))

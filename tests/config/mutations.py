"""Slips of hands in the files of a playbook, one sign or word at a time, and what may come of one.

A slip is refused, or changes words, or says something else that an owner may mean as well: another figure, another
name, a mark or an entry of a list less. What it never does is to make something of the structure words: a heading, a
mark that is only half there, a gate, a reading.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from enum import Enum

from msgspec import Struct

from kiosk.errors import FileProblem
from kiosk.work.outside.example import play, understood
from kiosk.work.playbook.playbook import Playbook

LETTERS = "abcdefghijklmnopqrstuvwxyz"

SAID = frozenset(["script", "guidelines", "also", "needs", "gives", "reasons", "names"])
"""Lists that are read by people alone: what is added or lost there are words."""

WORDS = SAID.union(
    ["title", "name", "words", "plural", "short", "text", "source", "jurisdiction", "corrective", "one", "many"],
    ["unit", "currency", "input", "output", "roles"],
)
"""Fields that are read by people alone."""

PEOPLE = {("procedures", "role"), ("translations", "role"), ("routines", "role")}
"""Where a role is a person's; that of a station is its kind."""

Place = tuple[str | int, ...]


class Outcome(Enum):
    """What became of a playbook by a slip, the worst last."""

    REFUSED = 0
    WORDS = 1
    """What is read by people alone changed, or nothing: a comment, an order of keys."""
    NAME = 2
    """Something that nothing else names has another id; it is all there."""
    FIGURE = 3
    """Another figure stands there that could as well be meant."""
    STRUCTURE = 4
    """A step, a point, a mark, a gate, a limit or a reference is lost, came, or became another."""


class Slip(Struct, frozen=True):
    """One slip: what kind, what a file says after it, and where."""

    kind: str
    text: str
    line: int
    whole: bool
    """Whether a word or a line is gone whole, as by one who means to remove it."""


def drop_sign(text: str, at: int, _chance: random.Random) -> str:
    """Leave a sign out."""
    return text[:at] + text[at + 1 :]


def double_sign(text: str, at: int, _chance: random.Random) -> str:
    """Press a key twice."""
    return text[: at + 1] + text[at:]


def swap_signs(text: str, at: int, _chance: random.Random) -> str:
    """Type two signs in the wrong order."""
    return text[:at] + text[at + 1 : at + 2] + text[at] + text[at + 2 :]


def other_sign(text: str, at: int, chance: random.Random) -> str:
    """Press the key beside the one that was meant."""
    return text[:at] + chance.choice(LETTERS) + text[at + 1 :]


def other_case(text: str, at: int, _chance: random.Random) -> str:
    """Hold shift, or do not."""
    return text[:at] + text[at].swapcase() + text[at + 1 :]


SIGNS: dict[str, Callable[[str, int, random.Random], str]] = {
    "drop": drop_sign, "double": double_sign, "swap": swap_signs, "other": other_sign, "case": other_case,
}  # fmt: skip


def slip(text: str, chance: random.Random) -> Slip:
    """Make one slip somewhere in a text."""
    while True:
        kind = chance.choice([*SIGNS, *SIGNS, "drop word", "double word", "swap words", "drop line", "double line"])
        if kind in SIGNS:
            at = chance.randrange(len(text))
            made = SIGNS[kind](text, at, chance)
        else:
            pattern = r"[^\n]+\n" if kind.endswith("line") else r"\S+"
            found = list(re.finditer(pattern, text))
            place = chance.randrange(len(found) - 1)
            one, other, at = found[place], found[place + 1], found[place].start()
            before, between, behind = text[: one.start()], text[one.end() : other.start()], text[other.end() :]
            blank = "" if kind.endswith("line") else " "
            kept = f"{between}{other[0]}{behind}"
            made = {
                "drop": f"{before}{kept}",
                "double": f"{before}{one[0]}{blank}{one[0]}{kept}",
                "swap": f"{before}{other[0]}{between}{one[0]}{behind}",
            }[kind.split()[0]]
        if made != text:
            return Slip(kind, made, text.count("\n", 0, at) + 1, kind in ("drop word", "drop line"))


def outcome(before: object, after: object) -> tuple[Outcome, str]:
    """Return what became of a playbook that still loads, and where the worst of it stands."""
    old, new = dict(_leaves(before, ())), dict(_leaves(after, ()))
    worst, where = Outcome.WORDS, ""
    for path in {**old, **new}:
        was, is_ = old.get(path), new.get(path)
        if was != is_ and (found := _changed(path, was, is_)).value > worst.value:
            worst, where = found, f"{'.'.join(map(str, path))}: {was!r} is {is_!r}"
    return worst, where


def _changed(path: Place, was: object, is_: object) -> Outcome:
    """Return what it means that one value became another; None for one that is not there."""
    names = [name for name in path if isinstance(name, str)]
    is_there = was is not None and is_ is not None
    if SAID & {*names} or (is_there and (names[-1] in WORDS or tuple(names[-2:]) in PEOPLE)):
        return Outcome.WORDS
    if is_there and names[-1] == "id":
        return Outcome.NAME
    if is_there and "codes" in names:
        return Outcome.FIGURE
    is_figure = all(isinstance(value, int | Decimal) and not isinstance(value, bool) for value in (was, is_))
    return Outcome.FIGURE if is_figure else Outcome.STRUCTURE


def _leaves(value: object, path: Place) -> Iterator[tuple[Place, object]]:
    """Return every single value within a value, by fields and places; how many there are of several too."""
    if isinstance(value, Struct):
        for field in value.__struct_fields__:
            if field != "version":
                yield from _leaves(getattr(value, field), (*path, field))
    elif isinstance(value, tuple):
        # In which order references stand says nothing, and one that stands twice no more than once.
        texts = {inner for inner in value if isinstance(inner, str)}
        inners = sorted(texts) if texts else value
        yield (*path, "so many"), f"{len(inners)}"
        for index, inner in enumerate(inners):
            yield from _leaves(inner, (*path, index))
    else:
        yield path, value


Example = tuple[str, FileProblem]


def example_outcome(playbook: Playbook, before: Sequence[Example], after: Sequence[Example]) -> tuple[Outcome, str]:
    """Return what became of a counter's examples: one that holds no more is refused, as who plays them is told."""
    if any(play(playbook, said) for said, _ in after):
        return Outcome.REFUSED, ""
    was, is_ = ({_meant(playbook, said): said for said, _ in examples} for examples in (before, after))
    lost, new = ([one[name] for name in one if name not in other] for one, other in ((was, is_), (is_, was)))
    return (Outcome.STRUCTURE, f"{lost} is {new}") if lost else (Outcome.WORDS, "")


def _meant(playbook: Playbook, said: str) -> str:
    """Return an example as it is understood, its claims in any order."""
    order, claims = understood(playbook, said)
    told = {
        (one.kind, re.sub(r"[^\d.]", "", one.name) if one.kind == "costs" else one.name.casefold(), one.holds)
        for one in claims
    }
    return f"{order!r} {sorted(told)}"

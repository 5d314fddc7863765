"""Files of playbooks with one slip of the hand in them, and what became of the playbook by it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from decimal import Decimal
from enum import Enum

from msgspec import Struct

SIGN_SLIPS = ("drop a sign", "double a sign", "swap two signs", "change case", "another letter")
WORD_SLIPS = ("drop a word", "swap two words")
LINE_SLIPS = ("indent", "outdent", "drop a line", "double a line")
SLIPS = (*SIGN_SLIPS, *WORD_SLIPS, *LINE_SLIPS)

SAID = frozenset(["script", "guidelines", "also", "needs", "gives", "reasons", "names"])
"""Lists that are read by people alone: what is added or lost there are words."""

WORDS = SAID.union(
    ["title", "name", "words", "plural", "short", "text", "source", "jurisdiction", "corrective", "one", "many"],
    ["unit", "currency", "input", "output", "roles"],
)
"""Fields that are read by people alone."""

PEOPLE = {("procedures", "role"), ("translations", "role"), ("routines", "role")}
"""Where a role is a person's; that of a station is its kind."""

_WORD = re.compile(r"\S+")
_EMPTIED = re.compile(r"(?:- )?[\w-]+:(?: #.*)?$")

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


class Mutant(Struct, frozen=True):
    """A file with one slip in it."""

    text: str
    before: str
    """The line that it is in, as it was."""
    after: tuple[str, ...]
    """What stands there now."""

    @property
    def is_whole(self) -> bool:
        """Whether a word, a value or a line was lost whole, as by one who means to remove it."""
        words = {" ".join(line.split()) for line in self.after}
        return not self.after or any(_EMPTIED.match(line) for line in words) or self._lacks_a_word()

    def _lacks_a_word(self) -> bool:
        """Whether all that stood there is there, but one word."""
        old, new = self.before.split(), " ".join(self.after).split()
        return len(new) == len(old) - 1 and any([*old[:at], *old[at + 1 :]] == new for at in range(len(old)))


def mutant(text: str, slip: str, chance: random.Random) -> Mutant:
    """Return a file's text with one slip of this kind somewhere; the text itself where there is no place for it."""
    lines = text.split("\n")
    number = chance.choice([at for at, line in enumerate(lines) if line.strip()])
    before, after = lines[number], _slipped(lines[number], slip, chance)
    lines[number : number + 1] = after
    return Mutant("\n".join(lines), before, tuple(after))


def _slipped(line: str, slip: str, chance: random.Random) -> list[str]:
    """Return what stands in the place of a line."""
    match slip:
        case "drop a line":
            return []
        case "double a line":
            return [line, line]
        case "indent":
            return [" " + line]
        case "outdent":
            return [line[1:] if line[:1] == " " else line]
        case "drop a word" | "swap two words":
            return [_of_words(line, slip, chance)]
        case _:
            return [_of_signs(line, slip, chance)]


def _of_words(line: str, slip: str, chance: random.Random) -> str:
    """Return a line with a word less, or with two neighbours swapped."""
    words = [(found.start(), found.end()) for found in _WORD.finditer(line)]
    at = chance.randrange(len(words))
    start, end = words[at]
    if slip == "drop a word":
        return line[:start] + line[end:].removeprefix(" ")
    if at + 1 == len(words):
        return line
    other, last = words[at + 1]
    return line[:start] + line[other:last] + line[end:other] + line[start:end] + line[last:]


def _of_signs(line: str, slip: str, chance: random.Random) -> str:
    """Return a line with one sign changed."""
    at = chance.randrange(len(line))
    sign, rest = line[at], line[at + 1 :]
    match slip:
        case "drop a sign":
            return line[:at] + rest
        case "double a sign":
            return line[:at] + sign * 2 + rest
        case "swap two signs":
            return line[:at] + rest[:1] + sign + rest[1:]
        case "change case":
            return line[:at] + sign.swapcase() + rest
        case _:
            letters = "0123456789" if sign.isdigit() else "abcdefghijklmnopqrstuvwxyz"
            return line[:at] + (chance.choice(letters) if sign.isalnum() else sign) + rest


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
    is_figure = all(isinstance(value, int | Decimal) and not isinstance(value, bool) for value in (was, is_))
    return Outcome.FIGURE if is_figure else Outcome.STRUCTURE


def _leaves(value: object, path: Place) -> Iterator[tuple[Place, object]]:
    """Return every single value within a value, by fields and places; how many there are of several too."""
    if isinstance(value, Struct):
        for field in value.__struct_fields__:
            if field != "version":
                yield from _leaves(getattr(value, field), (*path, field))
    elif isinstance(value, tuple):
        yield (*path, "so many"), f"{len(value)}"
        # In which order references stand says nothing.
        texts = [inner for inner in value if isinstance(inner, str)]
        for index, inner in enumerate(sorted(texts) if len(texts) == len(value) else value):
            yield from _leaves(inner, (*path, index))
    else:
        yield path, value

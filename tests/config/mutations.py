"""Slips of hands in the files of a playbook, one sign or word at a time, and what may come of one.

A slip is refused, or changes words, or says something else that an owner may mean as well: another figure, another
name, a mark or an entry of a list less. What it never does is to make something of the structure words: a heading, a
mark that is only half there, a gate, a reading.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable

from msgspec import Struct

from kiosk.work.guest.line import parted
from kiosk.work.playbook.playbook import Playbook

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Slip(Struct, frozen=True):
    """One slip: what kind, what a file says after it, and where."""

    kind: str
    text: str
    line: int
    word: bool
    """Whether a whole word or line is concerned, so that what is left may say something else."""


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
            return Slip(kind, made, text.count("\n", 0, at) + 1, kind not in SIGNS)


def structure(book: Playbook) -> Counter[tuple[object, ...]]:
    """Return what of a playbook is no word, no name and no figure, each thing with how often it is there."""
    found: Counter[tuple[object, ...]] = Counter()
    for procedure in book.procedures:
        found.update(("point", one.critical, one.gate, one.may_not_apply, bool(one.when)) for one in procedure.points)
        found.update(("line", parted(line)[1]) for line in procedure.script)
        found.update(("spec", one.reading, one.gate, one.advice, bool(one.back)) for one in procedure.specs)
        found["guidelines", procedure.step] = len(procedure.guidelines)
        found["too early", procedure.when.too_early] += 1
        found.update(("translation", one.language) for one in procedure.translations)
    for step in book.process.steps:
        found["step", step.takes_order, step.per_line, step.confirms, bool(step.when), bool(step.makes)] += 1
    for group in book.menu.groups:
        found["group", group.kind, group.before, len(group.options)] += 1
    found.update(("station", one.role) for one in book.stations)
    found["items", len(book.menu.items)] += 1
    for routine in book.routines:
        found.update(("routine point", one.critical, one.gate) for one in routine.points)
        found.update(("routine spec", one.reading, one.gate) for one in routine.specs)
        found["rhythm", bool(routine.at), bool(routine.every), bool(routine.after)] += 1
    return found

"""Finds conditions that cannot be read, ask for what is not there or not known yet, or ask nothing at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time
from functools import partial
from itertools import product
from typing import Literal

from msgspec import Struct

from kiosk.work.guest.line import WHEN, condition_of, parted
from kiosk.work.order.facts import protects
from kiosk.work.playbook.condition import (
    Allergy,
    Atom,
    ChoiceMade,
    Condition,
    FieldSaid,
    Held,
    Hours,
    Unread,
    asked,
    atoms,
    normal,
    number,
    read,
    written,
)
from kiosk.work.playbook.condition_facts import truth
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import Found, Place, closest, unknown

OUTSIDE = "outside"
FRONT = "front"
MOST_TRIED = 4096
"""Ways in which what a condition asks can hold or not that are tried; one that asks more is taken as it is."""


class AskedAt(Struct, frozen=True):
    """A condition with its place, and the step it is asked at."""

    place: Place
    text: str
    step: str
    kind: Literal["step", "field", "spec", "point", "line"]


def conditions(playbook: Playbook) -> Iterator[AskedAt]:
    """Return every condition of a playbook, in the order of its files."""
    for index, step in enumerate(playbook.process.steps):
        yield AskedAt(("process", "steps", index, "when"), step.when, step.id, "step")
    taking = playbook.process.taking
    for index, field in enumerate(playbook.process.fields or ()):
        known_at = field.required or (taking.id if taking else "")
        yield AskedAt(("process", "fields", index, "when"), field.when or "", known_at, "field")
    for index, procedure in enumerate(playbook.procedures):
        place: Place = ("procedures", index)
        for position, spec in enumerate(procedure.specs):
            yield AskedAt((*place, "specs", position, "when"), spec.when or "", procedure.step, "spec")
        for position, point in enumerate(procedure.points):
            yield AskedAt((*place, "points", position, "when"), point.when, procedure.step, "point")
        for position, line in enumerate(procedure.script):
            for mark in parted(line)[1]:
                if mark.startswith(WHEN):
                    here: Place = (*place, "script", position, "when")
                    yield AskedAt(here, normal(condition_of(mark)), procedure.step, "line")


def condition_problems(playbook: Playbook) -> Iterator[Found]:
    """Find what is wrong with the conditions of a playbook."""
    for one in conditions(playbook):
        if not one.text and one.kind != "line":
            continue
        condition = read(one.text)
        if isinstance(condition, Unread):
            yield (*one.place, condition.word), _unread(playbook, condition)
            continue
        strange = [(word, words) for atom in asked(one.text) for word, words in _strange(playbook, atom)]
        if one.kind == "field" and any(isinstance(atom, FieldSaid) for atom in asked(one.text)):
            strange = [("field", "Whether a field is asked for cannot hang on another. Ask it of every order.")]
        yield from (((*one.place, word), words) for word, words in strange)
        yield from _early(playbook, one)
        if not strange:
            yield from _empty(one, condition)

    for index, routine in enumerate(playbook.routines):
        for position, spec in enumerate(routine.specs):
            if spec.when:
                words = "`when` means nothing in a routine, which has no order. Remove it."
                yield ("routines", index, "specs", position, "when"), words


def _unread(playbook: Playbook, unread: Unread) -> str:
    """Say why a text is no condition; of a bare name say what it is the name of."""
    word, menu = unread.word.casefold(), playbook.menu
    if not unread.bare:
        return unread.words
    kinds = (
        ("part", menu.part),
        ("item", [item.id for item in menu.items]),
        ("category", [one.id for one in menu.categories]),
        ("choice", [option.id for group in menu.groups for option in group.options]),
        ("channel", channels(playbook)),
    )
    ways = [f"`{kind} {word}`" for kind, known in kinds if word in known]
    return f"`{unread.word}` does not say what it is. Write {' or '.join(ways)}." if ways else unread.words


def channels(playbook: Playbook) -> tuple[str, ...]:
    """Return what conditions can call the ways orders come: the stations at the front, and programs outside."""
    stations = (station.id for station in playbook.stations if station.role == FRONT)
    return tuple(dict.fromkeys((FRONT, *stations, OUTSIDE, *(playbook.process.sources or ()))))


def _strange(playbook: Playbook, atom: Atom) -> Iterator[tuple[str, str]]:
    """Find names in a condition that nobody knows."""
    menu = playbook.menu
    match atom:
        case Held("part", name) if name not in menu.part:
            yield name, unknown("part", name, menu.part)
        case Held("item", name) if all(item.id != name for item in menu.items):
            yield name, unknown("item", name, [item.id for item in menu.items])
        case Held("category", name) if all(one.id != name for one in menu.categories):
            yield name, unknown("category", name, [one.id for one in menu.categories])
        case Held("channel", name) if name not in channels(playbook):
            close = closest(name, list(channels(playbook)))
            hint = f"Did you mean `{close}`?" if close else "Name the program in `sources` of process.yaml."
            yield name, f"No order comes from `{name}`. {hint}"
        case ChoiceMade():
            yield from _strange_choice(playbook, atom)
        case FieldSaid():
            yield from _strange_field(playbook, atom)
        case Hours(begin, end) if begin == end:
            yield "to", "These hours end when they begin. Mend one of the two."
        case _:
            pass


def _strange_field(playbook: Playbook, atom: FieldSaid) -> Iterator[tuple[str, str]]:
    """Find a field nobody declared, and what it is compared with that it can never be."""
    field = playbook.process.field.get(atom.name)
    if field is None:
        yield atom.name, unknown("field", atom.name, playbook.process.field)
        return
    limit = number(atom.value)
    if atom.comparison not in ("", "is") and field.kind != "number":
        yield atom.comparison, f"`{field.id}` is no number, so nothing of it is {atom.comparison}. Ask what it `is`."
    elif atom.comparison and field.kind == "number" and (limit is None or not field.holds(limit)):
        yield atom.value, f"`{field.id}` is never {atom.value}. Say a number that it can be."
    elif atom.comparison == "is" and field.kind == "choice" and atom.value not in field.option:
        yield atom.value, unknown("option", atom.value, field.option)
    elif atom.comparison == "is" and field.kind == "yes-no" and atom.value not in ("yes", "no"):
        yield atom.value, f"`{field.id}` is yes or no. Write `is yes`, or `is no`."
    elif atom.comparison == "is" and _as_kept(field.kind, atom.value) != atom.value:
        yield atom.value, f"`{field.id}` is never written like this. A day is 2026-12-24, a time is 14:30."


def _as_kept(kind: str, value: str) -> str:
    """Return a day or a time as it is kept; empty where it is none."""
    try:
        if kind == "day":
            return date.fromisoformat(value).isoformat()
        return f"{time.fromisoformat(value):%H:%M}" if kind == "time" else value
    except ValueError:
        return ""


def _strange_choice(playbook: Playbook, atom: ChoiceMade) -> Iterator[tuple[str, str]]:
    """Find an option, a group or a change that the menu does not offer."""
    groups = [group for group in playbook.menu.groups if atom.group in ("", group.id)]
    if not groups:
        yield atom.group, unknown("group", atom.group, playbook.menu.group)
        return
    options = [option.id for group in groups for option in group.options]
    if atom.option not in options:
        yield atom.option, unknown("option", atom.option, options)
    elif atom.word and not any(atom.word in group.words for group in groups if group.option(atom.option)):
        yield atom.word, f"No guest can ask for {atom.word} `{atom.option}`: its group does not have that word."


def _early(playbook: Playbook, one: AskedAt) -> Iterator[Found]:
    """Find a condition that asks what nobody knows yet at its step, before the order is taken."""
    taking = playbook.process.taking
    if taking is None or taking.id in playbook.process.before(one.step):
        return
    is_taking = one.kind in ("line", "field") and one.step == taking.id
    unknown_here = (atom for atom in asked(one.text) if (isinstance(atom, Allergy) if is_taking else _of_lines(atom)))
    late = next(unknown_here, None)
    if late is None:
        return
    name = "an allergy" if isinstance(late, Allergy) else f"`{written(late)}`"
    words = f"Nobody knows of {name} at `{one.step}`, before the order is taken."
    if one.kind == "step":
        yield one.place, f"{words} Let it come after `{taking.id}`, or leave `when` out."
    elif one.kind == "field":
        yield one.place, f"{words} Let a later step require it, or leave `when` out."
    elif one.kind == "line":
        yield one.place, f"{words} Say it at a later step, or leave the mark out."
    else:
        yield one.place, f"{words} Ask it of every order."


def _of_lines(atom: Atom) -> bool:
    """Whether something is known with the order's lines only."""
    return isinstance(atom, (Allergy, ChoiceMade)) or (isinstance(atom, Held) and atom.kind != "channel")


def _empty(one: AskedAt, condition: Condition) -> Iterator[Found]:
    """Find a condition that holds for no order, or for every one."""
    single = tuple(dict.fromkeys(atoms(condition)))
    free = [atom for atom in single if not isinstance(atom, Hours)]
    bounds = {bound for atom in single if isinstance(atom, Hours) for bound in (atom.begin, atom.end)} or {0}
    said: set[bool | None] = set()
    if len(bounds) * 2 ** len(free) > MOST_TRIED:
        return
    for minute, holds in product(sorted(bounds), product((True, False), repeat=len(free))):
        known: dict[Atom, bool] = dict(zip(free, holds, strict=True))
        said.add(truth(condition, partial(_is_so, known, minute)))
        if len(said) > 1:
            return
    if True in said:
        yield one.place, "This holds for every order. Leave `when` out."
    else:
        yield one.place, "This can hold for no order. Mend it, or take what it is for out."


def _is_so(known: Mapping[Atom, bool], minute: int, atom: Atom) -> bool:
    return atom.covers(minute) if isinstance(atom, Hours) else known[atom]


def for_some(playbook: Playbook) -> Iterator[Found]:
    """Find steps for some orders alone that could not be, or that other orders would miss."""
    process = playbook.process
    for index, step in enumerate(process.steps):
        place, station = ("process", "steps", index, "when"), playbook.station.get(step.station)
        taking = process.taking
        if step.when and step.takes_order and not any(_of_lines(atom) for atom in asked(step.when)):
            yield place, f"`{step.id}` takes the order, which every order needs. Leave `when` out."
        if not step.when or (taking and taking.id not in process.before(step.id)):
            continue
        if protects(step.when) and station and station.role == FRONT:
            yield place, f"`{step.id}` is at the front, which orders from outside skip. Do it where the order is made."
        elif step.makes:
            yield place, f"`{step.id}` makes parts that every order needs. Leave `when` or `makes` out."
        elif protects(step.when) and not process.right_after(step.id):
            yield place, f"`{step.id}` protects no step. Name it in `after` of the one it is done before."

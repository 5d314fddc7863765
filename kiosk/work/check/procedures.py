"""Finds what in a procedure could not be followed, said or measured."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import UNSET

from kiosk.work.check.marks import mark_problems
from kiosk.work.check.process import limits
from kiosk.work.guest.line import MARKS, READ_BACK, parted
from kiosk.work.guest.script import VARIABLES
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.spec import Spec
from kiosk.work.text.finding import Found, Place, unknown

WITHOUT_ORDER = {"guest", "number"}
"""Variables that have a value before anything is ordered."""

MAY_LACK = {"guest", "suggestion"}
"""Variables that may have no value although everything is right."""

_POINT = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*:\s")
_BRACED = re.compile(r"\{([^{}]*)\}")


def procedure_problems(playbook: Playbook) -> Iterator[Found]:
    """Find what is wrong with the procedures, in their order."""
    for index, procedure in enumerate(playbook.procedures):
        place: Place = ("procedures", index)
        if procedure.step not in playbook.process.step:
            yield (*place, "step"), unknown("step", procedure.step, playbook.process.step)
        when = procedure.when
        yield from limits(when, (*place, "when"))
        if not 0 <= when.earliest <= when.target:
            words = f"`earliest` ({when.earliest}) is not between 0 and `target` ({when.target}). Mend it."
            yield (*place, "when", "earliest"), words
        if when.too_early == "hold" and not when.earliest:
            yield (*place, "when", "too_early"), "`too_early: hold` has no `earliest` to hold until. Say how soon."
        for position, spec in enumerate(procedure.specs):
            yield from spec_problems(spec, (*place, "specs", position))
            if spec.at is not UNSET and not 0 < spec.at <= when.late:
                words = f"`at` ({spec.at}) is no second of this step: it is late from {when.late} on. Mend one of them."
                yield (*place, "specs", position, "at"), words
        yield from _script(playbook, procedure, place)
        for position, point in enumerate(procedure.points if playbook.process.fields else ()):
            for name in dict.fromkeys(_BRACED.findall(point.words)):
                if name not in playbook.process.field:
                    known = (f"{{{one}}}" for one in playbook.process.field)
                    yield (*place, "points", position), unknown("field", f"{{{name}}}", known)
        for position, line in enumerate(procedure.guidelines):
            yield from _misplaced(line, (*place, "guidelines", position))


def spec_problems(spec: Spec, place: Place) -> Iterator[Found]:
    """Find limits nothing can keep, and gates nothing can open."""
    if spec.minimum is not None and spec.maximum is not None and spec.minimum > spec.maximum:
        yield (
            (*place, "min"),
            f"`min` ({spec.minimum}) is above `max` ({spec.maximum}), so no reading keeps it. Swap them.",
        )
    if spec.gate and not spec.reading:
        yield (
            (*place, "gate"),
            f"`{spec.id}` is a gate that takes no reading. Add `reading: true`, or leave `gate` out.",
        )
    if spec.gate and spec.advice:
        yield (*place, "advice"), f"`{spec.id}` is a gate and advice. A gate holds a bump, advice never does."


def _marks(line: str, here: Place) -> Iterator[Found]:
    """Find marks nobody knows, and two that never hold together."""
    yield from ((here, told) for told in mark_problems(line, MARKS))
    if {"first visit", "regular"} <= set(parted(line)[1]):
        yield here, "No guest is at the first visit and a regular. Make two lines of it."


def _misplaced(line: str, here: Place) -> Iterator[Found]:
    """Find a point under another heading: its own may be lost."""
    if _POINT.match(line):
        yield here, "This reads like a point: put it under `## Points`, or begin it with a capital."


def _script(playbook: Playbook, procedure: Procedure, place: Place) -> Iterator[Found]:
    """Find lines that could not be said."""
    process = playbook.process
    taking = process.taking
    early = taking and procedure.step != taking.id and taking.id not in process.before(procedure.step)
    for index, line in enumerate(procedure.script):
        here = (*place, "script", index)
        yield from _marks(line, here)
        if READ_BACK in parted(line)[1] and taking and procedure.step != taking.id:
            yield here, f"`({READ_BACK})` is said before an order is sent: put the line into {taking.id}.md."
        yield from _misplaced(line, here)
        for name in dict.fromkeys(_BRACED.findall(line)):
            if name in process.field:
                continue
            if name not in VARIABLES:
                known = (f"{{{known}}}" for known in (*VARIABLES, *process.field))
                yield here, unknown("variable", f"{{{name}}}", known)
            elif early and name not in WITHOUT_ORDER:
                words = (
                    f"`{{{name}}}` has no value at `{procedure.step}`, before the order is taken. Leave it out here."
                )
                yield here, words
        if set("{}") & set(_BRACED.sub("", line)):
            yield here, "A brace has no partner. Write variables as {items}."
    lacks = MAY_LACK | process.field.keys()
    if procedure.script and all(parted(line)[1] or lacks & set(_BRACED.findall(line)) for line in procedure.script):
        marked = any(parted(line)[1] for line in procedure.script)
        lack = "which an order may lack, or a mark, which may not hold" if marked else "which an order may lack"
        names = "{guest}, {suggestion} or a field" if process.field else "{guest} or {suggestion}"
        words = f"Every line needs {names}, {lack}. Add one without them."
        yield (*place, "script", 0), words

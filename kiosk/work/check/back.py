"""Finds misses that could send an order nowhere, or into what is no earlier work."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.spec import Spec
from kiosk.work.text.finding import Found, Place, unknown

MOST_ROUNDS = 20


def back_problems(playbook: Playbook) -> Iterator[Found]:
    """Find what is wrong with where orders go back to."""
    for index, procedure in enumerate(playbook.procedures):
        for position, spec in enumerate(procedure.specs):
            if spec.back:
                yield from _back(playbook, procedure.step, spec, ("procedures", index, "specs", position))
    for index, routine in enumerate(playbook.routines):
        for position, spec in enumerate(routine.specs):
            if spec.back:
                words = "`misses` means nothing in a routine, which has no order. Remove it."
                yield ("routines", index, "specs", position, "misses"), words


def _back(playbook: Playbook, step: str, spec: Spec, place: Place) -> Iterator[Found]:
    """Find what is wrong with one."""
    process, here = playbook.process, (*place, "misses")
    back = spec.back
    if not back:
        return
    taking = process.taking
    before = process.before(step)
    if not back.step:
        yield (*place, "rounds"), "Nothing goes back here. Add `misses: back to STEP`, or leave `rounds` out."
        return
    if back.step not in process.step:
        yield here, unknown("step", back.step, process.step)
    elif back.step != step and back.step not in before:
        yield here, f"`{back.step}` does not come before `{step}`. Go back to a step that does, or to `{step}` itself."
    elif taking and back.step in {taking.id, *process.before(taking.id)}:
        yield here, f"`{back.step}` is over once the order is sent. Go back to a step after `{taking.id}`."
    if not spec.reading:
        yield here, f"`{spec.id}` takes no reading that could miss. Add `reading: true`, or leave `misses` out."
    elif spec.minimum is None and spec.maximum is None and not spec.of_field:
        yield here, f"`{spec.id}` has no limit to miss. Add `min`, `max` or `from`, or leave `misses` out."
    if spec.advice:
        yield here, f"`{spec.id}` is advice, which holds nothing. Leave `advice` or `misses` out."
    if not 1 <= back.rounds <= MOST_ROUNDS:
        words = f"`rounds` ({back.rounds}) is not between 1 and {MOST_ROUNDS}. Say how often an order goes back."
        yield (*place, "rounds"), words

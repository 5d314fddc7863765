"""What a playbook may learn from its record: a target for a step that is done in another time again and again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from msgspec import Struct

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.report.summary import StepSummary

ENOUGH = 20
"""Times a step must have been done before its median is a habit: with fewer, one bad hour moves it."""

OFF = 0.15
"""The share of its target a median may be off before another target is proposed: less is noise of a day."""

Verdict = Literal["never done", "too few", "as it is", "too fast", "proposed"]
"""`too fast` where the median is below the step's `earliest`, or a second: such bumps are not true, nothing follows."""


class Learned(Struct, frozen=True):
    """One step's target beside what the record says of it."""

    step: str
    name: str
    count: int
    """How often it was done."""
    median_s: float | None
    p90_s: float | None
    """Nine in ten were done within it."""
    target_s: int
    """As the playbook has it."""
    verdict: Verdict
    proposed_s: int | None
    """The target to have instead, in whole seconds; None where nothing is proposed."""
    raises: tuple[str, ...] = ()
    """Limits that must rise with it, since they may not be below the target."""


def learned(playbook: Playbook, steps: Iterable[StepSummary]) -> tuple[Learned, ...]:
    """Hold each step of a playbook against what was counted, in the order of the process."""
    counted = {step.step: step for step in steps}
    return tuple(_learned(playbook, step.id, step.name, counted.get(step.id)) for step in playbook.process.steps)


def _learned(playbook: Playbook, step: str, name: str, done: StepSummary | None) -> Learned:
    """Judge one step."""
    when = playbook.procedure[step].when
    if done is None:
        return Learned(step, name, 0, None, None, when.target, "never done", None)
    verdict, proposed = _verdict(done, when.target, when.earliest)
    limits = (("warn", when.warn), ("late", when.late))
    raises = tuple(limit for limit, seconds in limits if proposed is not None and proposed > seconds)
    return Learned(step, name, done.count, done.median_s, done.p90_s, when.target, verdict, proposed, raises)


def _verdict(done: StepSummary, target: int, earliest: int) -> tuple[Verdict, int | None]:
    """Say what follows from the times a step took, and the target to have instead."""
    if done.count < ENOUGH:
        return "too few", None
    proposed = round(done.median_s)
    if abs(done.median_s - target) <= target * OFF or proposed == target:
        return "as it is", None
    return ("too fast", None) if proposed < max(1, earliest) else ("proposed", proposed)

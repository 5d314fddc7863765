"""What is new in how a step is done that whoever does it has to read before they do it again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kiosk.work.playbook.procedure import Procedure
from kiosk.work.version.difference import Difference, procedure_differences


def to_read(worked: Sequence[Procedure], read: Collection[str], now: Procedure) -> tuple[Difference, ...]:
    """Return what somebody has to read; nothing where they never did the step, or know all of it that is vital.

    `worked` are the versions they did it under, in the order they met them; `read` names those they said they have
    read. A version is known that was the first, was read, or differs in nothing vital from the one known before.
    """
    base: Procedure | None = None
    known: set[str] = set(read)
    for one in worked:
        if base is None or one.version in read or not changed_critically(base, one):
            base = one
            known.add(one.version)
    if base is None or now.version in known:
        return ()
    return changed_critically(base, now)


def changed_critically(before: Procedure, after: Procedure) -> tuple[Difference, ...]:
    """Return those changes of a step's procedure that whoever does the step has to know before doing it again.

    These are points that are critical or a gate, before or after; specs with their limits; how soon it can be done.
    """
    vital = {point.id for point in (*before.points, *after.points) if point.critical or point.gate}
    return tuple(change for change in procedure_differences(before, after) if _is_critical(change, vital))


def _is_critical(change: Difference, vital: set[str]) -> bool:
    match change.place[2:]:
        case ("points", str(name), *rest):
            return name in vital and rest != ["may_not_apply"]
        case ("specs", _, *rest):
            return rest != ["source"]
        case ("when", "earliest" | "too_early"):
            return True
        case _:
            return False

"""Whether somebody has to read what is new in how a step is done before they do it again."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from kiosk.work.playbook.procedure import Procedure
from kiosk.work.version.difference import Change, changed_critically


def to_read(worked: Sequence[Procedure], read: Collection[str], now: Procedure) -> tuple[Change, ...]:
    """Give what somebody has to read; nothing where they never did the step, or know all of it that is vital.

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

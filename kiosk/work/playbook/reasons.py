"""The reasons a worker gives with one key. The usual ones go to the record in English and are shown in any language."""

from __future__ import annotations

from itertools import chain

from msgspec import Struct
from msgspec.structs import astuple

from kiosk.words import _, later, own

FOR_LATER = later("Ordered for later")
"""Why an order is held that is wanted at a time."""


class Reasons(Struct, frozen=True):
    """What a worker can give as a reason with one key; words of one's own are always possible."""

    void: tuple[str, ...] = (
        later("Guest changed their mind"),
        later("Guest left"),
        later("Keyed wrongly"),
        later("Something is out"),
        later("Made wrongly"),
        later("Test"),
    )
    skip: tuple[str, ...] = (
        later("No time"),
        later("Guest did not want it"),
        later("Tool or ware missing"),
        later("Somebody else did it"),
        later("Forgot"),
    )
    recall: tuple[str, ...] = (
        later("Made wrongly"),
        later("Something is missing"),
        later("Went cold"),
        later("Bumped by mistake"),
        later("Dropped"),
    )
    rush: tuple[str, ...] = (
        later("Guest has waited long"),
        later("Remake"),
        later("Driver is waiting"),
        later("Child or patient"),
        later("Staff"),
    )
    hold: tuple[str, ...] = (
        later("Guest comes later"),
        later("Guest is not here"),
        later("Waits for payment"),
        later("Waits for another order"),
    )
    waste: tuple[str, ...] = (
        later("Already made"),
        later("Burnt"),
        later("Dropped"),
        later("Held too long"),
        later("Made wrongly"),
    )
    early: tuple[str, ...] = (
        later("Guest takes it without"),
        later("Guest is in a hurry"),
        later("The rest is brought to the table"),
    )
    problem: tuple[str, ...] = (
        later("Tool is broken"),
        later("Ware is missing"),
        later("Ware is not good"),
        later("Not safe"),
        later("Not clear"),
    )
    suggest: tuple[str, ...] = (
        later("Easier"),
        later("Faster"),
        later("Safer"),
        later("Better for the guest"),
        later("Not needed"),
    )


USUAL = Reasons()
"""What a playbook has that names none."""

OUT_OF_SPEC = later("Out of spec: {spec}")
"""Why a step is done again that a reading sent back, in the words of the record."""

_OURS = frozenset((*chain.from_iterable(astuple(USUAL)), FOR_LATER))


def is_usual(reason: str) -> bool:
    """Whether a reason is one that the program itself says in every language it speaks."""
    return reason in _OURS


def usual(reason: str) -> str:
    """Return a reason as it is shown: as its shop calls it in the terminal's language, else a usual one in that."""
    before, mark, spec = reason.partition(": ")
    if mark and f"{before}: {{spec}}" == OUT_OF_SPEC:
        return _(OUT_OF_SPEC).format(spec=own(spec))
    said = own(reason)
    return _(reason) if said == reason and reason in _OURS else said


def out_of_spec(spec: str) -> str:
    """Return the reason, as the record has it, why a step is done again that a reading sent back."""
    return OUT_OF_SPEC.format(spec=spec)

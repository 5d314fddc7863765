"""Finds loose words with a name in another language that the playbook says nowhere, so that nobody would see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec.structs import astuple

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.routine import Routine
from kiosk.work.text.finding import Found, unknown


def word_problems(playbook: Playbook) -> Iterator[Found]:
    """Find what stands under `words` in stations.yaml and is no word of this playbook."""
    known = loose_words(playbook)
    for own in playbook.words or ():
        if own.words not in known:
            yield ("words", own.words), unknown("word", own.words, known)


def loose_words(playbook: Playbook) -> tuple[str, ...]:
    """Return what a playbook says that is no name of a thing: reasons, roles, units, what steps need and give."""
    checked: Sequence[Procedure | Routine] = (*playbook.procedures, *playbook.routines)
    process = playbook.process
    specs = [spec for one in checked for spec in one.specs]
    said = (
        *chain.from_iterable(astuple(playbook.reasons)),
        *(one.role for one in checked),
        *playbook.approval.roles,
        *(process.name, process.input, process.output),
        *chain.from_iterable((*step.needs, *step.gives) for step in process.steps),
        *chain.from_iterable((spec.unit, spec.source, spec.jurisdiction) for spec in specs),
        *(routine.source for routine in playbook.routines),
        *(field.unit or "" for field in process.fields or ()),
    )
    return tuple(dict.fromkeys(filter(None, said)))

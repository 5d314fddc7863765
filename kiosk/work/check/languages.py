"""How far a playbook stands in other languages: by language and kind of thing, how many have a name and which have not.

What lacks a name is read in the playbook's own words, so nothing of it is a problem; it is what is left to write.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kiosk.work.check.words import loose_words
from kiosk.work.guest.language import own_words, translation
from kiosk.work.playbook.name import Names, called
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import is_usual
from kiosk.work.playbook.spec import USUAL_PROBES


class Spoken(Struct, frozen=True):
    """How many things of one kind have a name in one language."""

    language: str
    what: str
    """The kind of thing: stations, steps, parts."""
    named: int
    all: int
    missing: tuple[str, ...]
    """Those without, by their ids, or the words as they are."""


def spoken(playbook: Playbook) -> tuple[Spoken, ...]:
    """Return how far a playbook stands in each other language that anything of it stands in, by kind."""
    kinds = dict(_kinds(playbook))
    said = {name.language for things in kinds.values() for _, names in things for name in names or ()}
    said |= {one.language for procedure in playbook.procedures for one in procedure.translations}
    said |= {one.language for routine in playbook.routines for one in routine.translations or ()}
    said |= {name.language for own in playbook.words or () for name in own.names}
    found: list[Spoken] = []
    for language in sorted(said - {playbook.language}):
        for what, things in kinds.items():
            lacking = tuple(id_ for id_, names in things if called(names, language) is None)
            found.append(Spoken(language, what, len(things) - len(lacking), len(things), lacking))
        found += _texts(playbook, language)
    return tuple(one for one in found if one.all)


def _kinds(playbook: Playbook) -> Iterator[tuple[str, list[tuple[str, Names]]]]:
    """Return everything that can have a name, by kind, with its id."""
    menu = playbook.menu
    yield "title", [(playbook.title, playbook.names)]
    yield "stations", [(one.id, one.names) for one in playbook.stations]
    yield "steps", [(one.id, one.names) for one in playbook.process.steps]
    yield "categories", [(one.id, one.names) for one in menu.categories]
    yield "parts", [(one.id, one.names) for one in menu.parts]
    yield "groups", [(one.id, one.names) for one in menu.groups]
    yield "options", [(f"{group.id} {one.id}", one.names) for group in menu.groups for one in group.options]
    yield "items", [(one.id, one.names) for one in menu.items]
    fields = playbook.process.fields or ()
    yield "fields", [(one.id, one.names) for one in fields]
    yield "answers", [(f"{field.id} {one.id}", one.names) for field in fields for one in field.options or ()]
    yield "routines", [(one.id, one.names) for one in playbook.routines]


def _texts(playbook: Playbook, language: str) -> Iterator[Spoken]:
    """Return how many procedures, routines and loose words stand in a language."""
    procedures = [one.step for one in playbook.procedures if translation(one, language) is None]
    yield _spoken(language, "procedures", len(playbook.procedures), procedures)
    asked = [one for one in playbook.routines if one.points or one.specs]
    lacking = [one.id for one in asked if not any(said.language == language for said in one.translations or ())]
    yield _spoken(language, "points of routines", len(asked), lacking)
    words, known = loose_words(playbook), own_words(playbook, language)
    own = [word for word in words if not is_usual(word) and word not in USUAL_PROBES]
    yield _spoken(language, "words", len(own), [word for word in own if word not in known])


def _spoken(language: str, what: str, count: int, missing: list[str]) -> Spoken:
    return Spoken(language, what, count - len(missing), count, tuple(missing))

"""Finds names in a language that nothing else of a playbook stands in, where one of its own languages lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from kiosk.work.playbook.name import Names
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import Found, Place, closest

AT_KEY = "[key]"
"""The last of a place that is a key of the file, not what stands behind it."""

KNOWN = 10
"""A playbook stands in a language in which so many of its things have a name, as in one it has a file in."""

FEW = 10
"""One in so many things is named in a language by a slip."""


def code_problems(playbook: Playbook) -> Iterator[Found]:
    """Find codes of languages that are misspelt: `dr` where the German name lacks.

    Whoever begins another language begins where the others are there, or everywhere; so only a thing that lacks a
    language of the playbook's own is looked at, and only a code that is seldom and looks like it.
    """
    named = list(_named(playbook))
    count = Counter(name.language for _, names in named for name in names or ())
    written = {one.language for procedure in playbook.procedures for one in procedure.translations}
    written |= {one.language for routine in playbook.routines for one in routine.translations or ()}
    known = sorted(written | {language for language, things in count.items() if things >= KNOWN})
    for place, names in named:
        there = {name.language for name in names or ()}
        for language in sorted(there - {*known}):
            lacking = [one for one in known if one not in there and count[language] * FEW <= max(count[one], FEW)]
            is_kind = language.partition("-")[0] in known  # such as es-MX of es
            if not is_kind and (close := closest(language, lacking)):
                words = f"`{close}` lacks here, and hardly anything else stands in `{language}`."
                yield (*place, language, AT_KEY), f"{words} Did you mean `{close}`?"


def _named(playbook: Playbook) -> Iterator[tuple[Place, Names]]:
    """Return where the names of everything stand, and which there are."""
    yield ("names",), playbook.names
    yield from ((("words", own.words), own.names) for own in playbook.words or ())
    yield from ((("stations", place, "names"), one.names) for place, one in enumerate(playbook.stations))
    yield from ((("routines", place, "names"), one.names) for place, one in enumerate(playbook.routines))
    yield from ((("process", "steps", place, "names"), one.names) for place, one in enumerate(playbook.process.steps))
    for place, field in enumerate(playbook.process.fields or ()):
        here: Place = ("process", "fields", place)
        yield (*here, "names"), field.names
        yield from (((*here, "options", index, "names"), one.names) for index, one in enumerate(field.options or ()))
    menu = playbook.menu
    yield from ((("menu", "categories", place, "names"), one.names) for place, one in enumerate(menu.categories))
    yield from ((("menu", "parts", place, "names"), one.names) for place, one in enumerate(menu.parts))
    yield from ((("menu", "items", place, "names"), one.names) for place, one in enumerate(menu.items))
    for place, group in enumerate(menu.groups):
        here = ("menu", "groups", place)
        yield (*here, "names"), group.names
        yield from (((*here, "options", index, "names"), one.names) for index, one in enumerate(group.options))

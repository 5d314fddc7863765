"""Finds what stands twice in one list of names: it means no more than once, so another name may have been meant."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import Found, Place

Listed = tuple[Place, tuple[str, ...]]


def repeated(playbook: Playbook) -> Iterator[Found]:
    """Find names that stand a second time in one list; a combo may hold the same item twice, and has two of it then."""
    for place, names in (*_of_menu(playbook), *_of_process(playbook)):
        for index, name in enumerate(names):
            if name in names[:index]:
                yield (*place, index), f"`{name}` stands here twice. Keep one."


def _of_menu(playbook: Playbook) -> Iterator[Listed]:
    """Return the lists of the menu."""
    menu = playbook.menu
    for index, part in enumerate(menu.parts):
        yield ("menu", "parts", index, "allergens"), part.allergens
    for index, group in enumerate(menu.groups):
        yield ("menu", "groups", index, "words"), group.words
        for position, option in enumerate(group.options):
            yield ("menu", "groups", index, "options", position, "also"), option.also
            yield ("menu", "groups", index, "options", position, "codes"), option.codes or ()
    for index, item in enumerate(menu.items):
        yield ("menu", "items", index, "groups"), item.groups
        yield ("menu", "items", index, "also"), item.also or ()
        yield ("menu", "items", index, "codes"), item.codes or ()
    yield ("menu", "suggest"), menu.suggest


def _of_process(playbook: Playbook) -> Iterator[Listed]:
    """Return the lists of the process.

    Who makes a part twice is told with who makes it; what a step needs and gives are words.
    """
    process = playbook.process
    for index, step in enumerate(process.steps):
        yield ("process", "steps", index, "after"), step.after
    for index, field in enumerate(process.fields or ()):
        yield ("process", "fields", index, "shown"), field.shown or ()
        yield ("process", "fields", index, "seen_by"), field.seen_by or ()
    yield ("process", "sources"), process.sources or ()

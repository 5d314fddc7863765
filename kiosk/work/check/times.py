"""Finds times in a menu in which nothing could be made."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.work.playbook.menu import ChoiceGroup, Item, Menu, Option
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import Found


def time_problems(playbook: Playbook) -> Iterator[Found]:
    """Find times below zero, and choices that take off more time than there is."""
    menu = playbook.menu
    for index, part in enumerate(menu.parts):
        for key, time in (("prep", part.prep), ("hold", part.hold)):
            if time < 0:
                yield ("menu", "parts", index, key), f"`{key}` is below zero. Put in seconds."
    for position, group in enumerate(menu.groups):
        for index, option in enumerate(group.options):
            shortest = min(_seconds(playbook, group, option), default=0) if option.prep < 0 else 0
            if 0 < shortest <= -option.prep:
                words = (
                    f"`{option.id}` takes {-option.prep} s off what takes {shortest} s: it would be made in no time."
                )
                yield ("menu", "groups", position, "options", index, "prep"), f"{words} Take off less."


def _seconds(playbook: Playbook, group: ChoiceGroup, option: Option) -> Iterator[int]:
    """Return how long each item that offers an option takes with it, at each step that heeds it.

    An option about no part is heeded wherever the item is made; a part without a time takes its step's target.
    """
    menu = playbook.menu
    times = {part.id: part.prep for part in menu.parts}
    about = _about(group, option)
    for item in menu.items:
        held = _held(menu, item) | about if group.id in item.groups else set()
        for step in playbook.process.steps:
            procedure = playbook.procedure.get(step.id)
            here = held & set(step.makes)
            if procedure and here and (not about or about & here):
                yield max(times.get(part, 0) or procedure.when.target for part in here)


def _about(group: ChoiceGroup, option: Option) -> set[str]:
    """Return the parts an option puts in or changes."""
    return {option.id} if group.kind == "change" else {portion.part for portion in option.parts}


def _held(menu: Menu, item: Item) -> set[str]:
    """Return the parts an item holds when nothing is said about it."""
    defaults = [group.option(group.default) for name in item.groups if (group := menu.group.get(name))]
    portions = [*item.parts, *(portion for option in defaults if option for portion in option.parts)]
    return {portion.part for portion in portions}

"""A playbook's words in another language, for people to read and hear; what is recorded is the playbook itself."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from kiosk.work.guest.grammar import PLAIN, grammar_of
from kiosk.work.guest.line import parted
from kiosk.work.playbook.menu import ChoiceGroup, Item, Menu, called
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure, Translation

CODE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
"""What a language's code looks like: `es`, `pt-BR`."""


def languages(playbook: Playbook) -> tuple[str, ...]:
    """Return the languages a playbook's procedures stand in: its own first, then the others by their codes."""
    others = {one.language for procedure in playbook.procedures for one in procedure.translations}
    return (playbook.language, *sorted(others - {playbook.language}))


def language_for(playbook: Playbook, *wanted: str) -> str:
    """Return the first wanted language that a playbook stands in, `es` for `es-MX` too; its own where there is none."""
    there = languages(playbook)
    for language in wanted:
        for code in (language, language.partition("-")[0]):
            if code in there:
                return code
    return playbook.language


def translation(procedure: Procedure, language: str) -> Translation | None:
    """Return a procedure's words in a language, or in the language of which it is a kind."""
    for code in (language, language.partition("-")[0]):
        for one in procedure.translations:
            if one.language == code:
                return one
    return None


def in_language(procedure: Procedure, language: str) -> Procedure:
    """Return a procedure with its words in a language; as it is where it does not stand in it.

    Figures, ids, gates, marks, step and version are those of the procedure.
    """
    found = translation(procedure, language)
    if found is None:
        return procedure
    specs, points = {one.id: one for one in found.specs}, {one.id: one.words for one in found.points}
    return replace(
        procedure,
        title=found.title,
        role=found.role or procedure.role,
        specs=tuple(
            replace(spec, name=said.name, words=said.words, corrective=said.corrective or spec.corrective)
            if (said := specs.get(spec.id))
            else spec
            for spec in procedure.specs
        ),
        script=_script(procedure, found),
        points=tuple(replace(point, words=points.get(point.id, point.words)) for point in procedure.points),
        guidelines=found.guidelines,
        text=found.text,
    )


def _script(procedure: Procedure, found: Translation) -> tuple[str, ...]:
    """Return the lines in a language, with the procedure's marks; its own where the language has not all of them."""
    if len(found.script) != len(procedure.script):
        return procedure.script
    pairs = zip(found.script, procedure.script, strict=True)
    return tuple(f"{said}{line.removeprefix(parted(line)[0])}" for said, line in pairs)


def playbook_in(playbook: Playbook, language: str) -> Playbook:
    """Return a playbook with its words in a language, to be shown: nothing is ever recorded under it."""
    if language in ("", playbook.language):
        return playbook
    return _playbook_in(_ByHash(playbook), language)


class _ByHash:
    """A playbook as the key of what was made of it: compared by its hash, which it keeps, and not field by field."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ByHash) and self.playbook.hash == other.playbook.hash

    def __hash__(self) -> int:
        return hash(self.playbook.hash)


@lru_cache(maxsize=16)
def _playbook_in(key: _ByHash, language: str) -> Playbook:
    playbook = key.playbook
    procedures = tuple(in_language(procedure, language) for procedure in playbook.procedures)
    return replace(playbook, procedures=procedures, menu=_menu(playbook.menu, language), language=language)


def _menu(menu: Menu, language: str) -> Menu:
    """Return a menu with the names of its items and options in a language, where they have one."""
    items = tuple(_item(item, language) for item in menu.items)
    return replace(menu, items=items, groups=tuple(_group(group, language) for group in menu.groups))


def _item(item: Item, language: str) -> Item:
    name = called(item.names, language)
    if name is None:
        return item
    one = (grammar_of(language) or PLAIN).plain(name.one)
    many = name.many or one
    return replace(item, name=_capital(one), plural=_capital(many), short="")


def _group(group: ChoiceGroup, language: str) -> ChoiceGroup:
    options = [(option, called(option.names, language)) for option in group.options]
    return replace(group, options=tuple(replace(option, name=name.one) if name else option for option, name in options))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

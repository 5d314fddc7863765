"""A playbook's words in another language, for people to read and hear; what is recorded is the playbook itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache, partial
from typing import TypeVar

from msgspec import UNSET
from msgspec.structs import replace

from kiosk.work.guest.grammar import PLAIN, grammar_of
from kiosk.work.guest.line import parted
from kiosk.work.playbook.menu import Category, ChoiceGroup, Item, Menu, Option, Part
from kiosk.work.playbook.name import Names, called
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, PointWords, Procedure, SpecWords, Translation
from kiosk.work.playbook.process import FieldOption, OrderField, Process, Step
from kiosk.work.playbook.routine import Routine
from kiosk.work.playbook.spec import Spec
from kiosk.work.playbook.station import Station

NamedThing = TypeVar("NamedThing", Station, Step, Category, ChoiceGroup, Option, Routine, OrderField, FieldOption)
PlacedThing = TypeVar("PlacedThing", Station, Step)
CheckedThing = TypeVar("CheckedThing", Procedure, Routine)

CODE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
"""What a language's code looks like: `es`, `pt-BR`."""

OWN_NAMES = {
    "de": "Deutsch",
    "en": "English",
    "es": "español",
    "fr": "français",
    "it": "italiano",
    "pl": "polski",
    "pt": "português",
    "tr": "Türkçe",
    "zh": "中文",
}
"""What languages call themselves; the others by their code."""


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
    return replace(
        procedure,
        title=found.title,
        role=found.role or procedure.role,
        specs=_specs(procedure.specs, found.specs),
        script=_script(procedure, found),
        points=_points(procedure.points, found.points),
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
    playbook, words = key.playbook, own_words(key.playbook, language)
    shown = replace(
        playbook,
        title=_name(playbook.title, playbook.names, language),
        stations=tuple(_placed(station, language) for station in playbook.stations),
        menu=_menu(playbook.menu, language),
        process=_process(playbook.process, language, words),
        procedures=tuple(_said(in_language(one, language), words) for one in playbook.procedures),
        routines=tuple(_routine(routine, language, words) for routine in playbook.routines),
        language=language,
    )
    vars(shown)["hash"] = playbook.hash  # it is still that playbook
    return shown


def own_words(playbook: Playbook, language: str) -> dict[str, str]:
    """Return what a playbook's own loose words are in a language: reasons, roles, units."""
    found = {own.words: called(own.names, language) for own in playbook.words or ()}
    roles = {one.role: said.role for one in playbook.procedures if (said := translation(one, language)) and said.role}
    return roles | {words: name.one for words, name in found.items() if name}


def _name(name: str, names: Names, language: str) -> str:
    found = called(names, language)
    return found.one if found else name


def _named(thing: NamedThing, language: str) -> NamedThing:
    """Return a thing under its name in a language; a short one stands for the other name alone."""
    found = called(thing.names, language)
    return replace(thing, name=found.one) if found else thing


def _placed(thing: PlacedThing, language: str) -> PlacedThing:
    """Return a station or a step under its names in a language: a short one where that has one."""
    found = called(thing.names, language)
    return replace(thing, name=found.one, short=found.many or UNSET) if found else thing


def _process(process: Process, language: str, words: Mapping[str, str]) -> Process:
    steps = tuple(
        replace(
            _placed(step, language),
            needs=tuple(words.get(need, need) for need in step.needs),
            gives=tuple(words.get(given, given) for given in step.gives),
        )
        for step in process.steps
    )
    return replace(
        process,
        name=words.get(process.name, process.name),
        input=words.get(process.input, process.input),
        output=words.get(process.output, process.output),
        steps=steps,
        fields=tuple(_field(field, language, words) for field in process.fields or ()) or UNSET,
    )


def _field(field: OrderField, language: str, words: Mapping[str, str]) -> OrderField:
    """Return a field of orders with its unit and the names of what can be chosen in a language."""
    options = tuple(_named(option, language) for option in field.options or ())
    return replace(_named(field, language), unit=words.get(field.unit or "", field.unit), options=options or UNSET)


def _said(checked: CheckedThing, words: Mapping[str, str]) -> CheckedThing:
    """Return a procedure or a routine with its loose words in a language: who does it, and what its figures say."""
    specs = tuple(
        replace(
            spec,
            unit=words.get(spec.unit, spec.unit),
            source=words.get(spec.source, spec.source),
            jurisdiction=words.get(spec.jurisdiction, spec.jurisdiction),
        )
        for spec in checked.specs
    )
    return replace(checked, role=words.get(checked.role, checked.role), specs=specs)


def _routine(routine: Routine, language: str, words: Mapping[str, str]) -> Routine:
    found = next((one for one in routine.translations or () if one.language == language), None)
    known = replace(_named(routine, language), source=words.get(routine.source, routine.source))
    if found:
        known = replace(known, points=_points(known.points, found.points), specs=_specs(known.specs, found.specs))
    return _said(known, words)


def _points(points: tuple[Point, ...], said: tuple[PointWords, ...]) -> tuple[Point, ...]:
    words = {one.id: one for one in said}
    return tuple(
        replace(point, words=known.words, short=known.short, brief=known.brief)
        if (known := words.get(point.id))
        else point
        for point in points
    )


def _specs(specs: tuple[Spec, ...], said: tuple[SpecWords, ...]) -> tuple[Spec, ...]:
    words = {one.id: one for one in said}
    return tuple(
        replace(spec, name=known.name, words=known.words, corrective=known.corrective or spec.corrective)
        if (known := words.get(spec.id))
        else spec
        for spec in specs
    )


def _menu(menu: Menu, language: str) -> Menu:
    """Return a menu with the names of all it holds in a language, where they have one."""
    shown = replace(
        menu,
        categories=tuple(_named(category, language) for category in menu.categories),
        parts=tuple(_part(part, language) for part in menu.parts),
        groups=tuple(_group(group, language) for group in menu.groups),
        items=tuple(_item(item, language) for item in menu.items),
    )
    vars(shown)["joined"] = partial(_joined, language)
    return shown


def _joined(language: str, item: Item, options: Sequence[Option]) -> str:
    """Name an item with its size as a list has it: `mittlere Cola`, `Cola mediana`."""
    found, grammar = called(item.names, language), grammar_of(language) or PLAIN
    return grammar.named(item.name, found.one if found else "", [option.name for option in options])


def _part(part: Part, language: str) -> Part:
    found = called(part.names, language)
    return replace(part, name=found.one, plural=found.many or found.one) if found else part


def _item(item: Item, language: str) -> Item:
    name = called(item.names, language)
    if name is None:
        return item
    one = (grammar_of(language) or PLAIN).plain(name.one)
    many = name.many or one
    return replace(item, name=_capital(one), plural=_capital(many), short="")


def _group(group: ChoiceGroup, language: str) -> ChoiceGroup:
    return replace(_named(group, language), options=tuple(_named(option, language) for option in group.options))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

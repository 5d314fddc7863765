"""An order said aloud in another language than English, by its grammar and the menu's names in it."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.work.guest.grammar import PLAIN, Grammar, grammar_of
from kiosk.work.order.line import Choice, Line, chosen, is_picked
from kiosk.work.playbook.menu import Item, Menu
from kiosk.work.playbook.name import Called, called


def read_back_in(menu: Menu, lines: Iterable[Line], language: str) -> str:
    """Say an order with every quantity and every change: `dos hamburguesas, sin cebolla, y unas patatas grandes`.

    A combo is named once, with only what was changed or chosen inside it. Empty for no lines.
    """
    asked = tuple(lines)
    grammar = grammar_of(language) or PLAIN
    top = {line.id for line in asked}
    inside = {line.id: [inner for inner in asked if inner.of == line.id] for line in asked}
    return _listed(
        [_said(menu, line, inside[line.id], language, grammar) for line in asked if line.of not in top], grammar
    )


def item_in(menu: Menu, name: str, language: str) -> str:
    """Say one of an item: `una tarta de manzana`."""
    grammar = grammar_of(language) or PLAIN
    return _counted(menu.item[name], 1, [], language, grammar)


def _said(menu: Menu, line: Line, inside: list[Line], language: str, grammar: Grammar) -> str:
    words = ", ".join([_named(menu, line, line.quantity, None, language), *_changes(menu, line, language, grammar)])
    special = [_inner(menu, inner, line.quantity, language) for inner in inside if inner.choices]
    told = [one for one in special if one]
    return f"{words}{grammar.inside}{' ' * (grammar is PLAIN)}{_listed(told, grammar)}" if told else words


def _inner(menu: Menu, line: Line, combos: int, language: str) -> str:
    """Say what was chosen or changed about an item inside a combo; empty when it comes as it always does."""
    grammar = grammar_of(language) or PLAIN
    only = {choice.group for choice in line.choices}
    sizes, changes = _sizes(menu, line.item, line.choices, only, language), _changes(menu, line, language, grammar)
    if not sizes and not changes:
        return ""
    return ", ".join([_named(menu, line, max(1, line.quantity // max(1, combos)), only, language), *changes])


def _named(menu: Menu, line: Line, quantity: int, only: set[str] | None, language: str) -> str:
    grammar, item = grammar_of(language) or PLAIN, menu.item[line.item]
    if line.called:
        return f"{grammar.number(quantity)} {line.called}"
    return _counted(item, quantity, _sizes(menu, line.item, line.choices, only, language), language, grammar)


def _counted(item: Item, quantity: int, sizes: list[str], language: str, grammar: Grammar) -> str:
    name = called(item.names, language)
    if name is None:
        return " ".join([grammar.number(quantity), *sizes, item.plural if quantity != 1 else item.name])
    return grammar.counted(name.one, name.many, quantity, sizes)


def _sizes(menu: Menu, item: str, choices: tuple[Choice, ...], only: set[str] | None, language: str) -> list[str]:
    groups = [menu.group[name] for name in menu.item[item].groups if only is None or name in only]
    options = [chosen(choices, group) for group in groups if group.before]
    return [_option(option.name, option.names, language) for option in options if option]


def _changes(menu: Menu, line: Line, language: str, grammar: Grammar) -> list[str]:
    """Say the choices that are no part of an item's name; what goes without saying is left out.

    All that was picked of `any` groups is said at once, last.
    """
    said: list[str] = []
    picked: list[str] = []
    for choice in line.choices:
        group = menu.group[choice.group]
        option = group.option(choice.option)
        if option is None or group.before or (group.kind == "one" and choice.option == group.default):
            continue
        name = _option(option.name, option.names, language)
        if is_picked(menu, choice):
            picked.append(grammar.amount(choice.word, name))
        else:
            said.append(grammar.change(choice.word, name))
    return [*said, *([grammar.picked.format(_listed(picked, grammar))] if picked else [])]


def _option(name: str, names: tuple[Called, ...], language: str) -> str:
    found = called(names, language)
    return found.one if found else name


def _listed(said: list[str], grammar: Grammar) -> str:
    """Join what is said, with a comma before the last where changes stand before it."""
    kept = [words for words in said if words]
    if len(kept) < 2:  # noqa: PLR2004 - one is not joined to anything
        return "".join(kept)
    comma = "," if "," in kept[-2] and grammar is not PLAIN else ""
    return f"{', '.join(kept[:-1])}{comma}{grammar.last}{kept[-1]}"

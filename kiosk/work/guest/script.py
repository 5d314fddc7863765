"""What a worker says: the read-back made from the order, and script lines filled with it.

variable       stands for                                              has no value
{guest}        the guest's name                                        when nobody gave one
{items}        what the step is about, as it is said aloud             before anything is ordered
{count}        how many pieces that is, a combo counted by its items   before anything is ordered
{total}        the price of it all                                     before anything is ordered
{minutes}      the promise, in whole minutes                           before anything is ordered
{suggestion}   one thing that fits what was ordered                    when nothing is left to suggest
{number}       the order's number                                      never
{axis}         what is said of the field of this id                    when nobody said it
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from msgspec.structs import replace

from kiosk.work.board.board import OnBoard
from kiosk.work.board.stock import missing
from kiosk.work.guest.grammar import Grammar, grammar_of
from kiosk.work.order.facts import fields_asked
from kiosk.work.order.line import Choice, Line, Wish, allergens, chosen, is_picked, numbered, total
from kiosk.work.order.order import Order
from kiosk.work.order.routing import Ticket, TicketLine, needed, waits
from kiosk.work.playbook.menu import Item, Menu
from kiosk.work.playbook.playbook import Playbook

VARIABLES = ("guest", "items", "count", "total", "minutes", "suggestion", "number")

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

_VARIABLE = re.compile(r"\{([\w-]+)\}")
_COUNTED = re.compile(r"\{(minutes|count)\} (\w+)")
_OURS = {"items", "count", "minutes", "suggestion"}
"""Variables whose words are ours, so that they get a capital at the start of a sentence; a name is left as typed."""


def number_word(number: int, language: str = "en") -> str:
    """Say a number as people do: words up to twelve, digits from there on."""
    if grammar := grammar_of(language):
        return grammar.number(number)
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def spoken(name: str) -> str:
    """Return a menu's name as it stands inside a sentence: `Cheeseburger` becomes small, `BLT` stays."""
    return " ".join(word.lower() if word[1:] == word[1:].lower() else word for word in name.split())


def read_back(menu: Menu, lines: Iterable[Line], language: str = "en") -> str:
    """Say an order aloud, with every quantity and every change: `two cheeseburgers, no onion and a large fries`.

    A combo is named once, with only what was changed or chosen inside it. Notes are not read. Empty for no lines.
    """
    if grammar_of(language):
        from kiosk.work.guest.read_back import read_back_in

        return read_back_in(menu, lines, language)
    asked = tuple(lines)
    top = {line.id for line in asked}
    inside = {line.id: [inner for inner in asked if inner.of == line.id] for line in asked}
    return _listed([_said(menu, line, inside[line.id]) for line in asked if line.of not in top])


def suggestion(
    menu: Menu,
    lines: Iterable[Line],
    out: Collection[str] = (),
    allergies: Collection[str] = (),
    language: str = "en",
) -> str | None:
    """Say the first of the menu's suggestions from whose category nothing is ordered yet: `an apple pie`, `fries`.

    What is `out` of stock is never suggested, nor what holds an allergen the guest must not meet; what a combo holds
    counts as ordered. None when nothing is ordered, since nothing fits it yet, and when nothing is left to suggest.
    """
    there = {menu.item[line.item].category for line in lines}
    fitting = [
        menu.item[name]
        for name in menu.suggest
        if menu.item[name].category not in there
        and not missing(menu, name, (), out)
        and not (allergies and _holds(menu, name, allergies))
    ]
    if not there or not fitting:
        return None
    if grammar_of(language):
        from kiosk.work.guest.read_back import item_in

        return item_in(menu, fitting[0].id, language)
    name = spoken(fitting[0].name)
    return name if _is_plural(fitting[0]) else f"{_article(name)} {name}"


def _holds(menu: Menu, name: str, allergies: Collection[str]) -> bool:
    """Whether an item, as it comes, holds one of some allergens."""
    lines = numbered(menu, (Wish(name),))
    return not set(allergies).isdisjoint(allergens(menu, lines))


def minutes(order: Order, playbook: Playbook, basket: tuple[Line, ...] = ()) -> int | None:
    """Promise when an order is ready: the longest chain of target times still to come, in whole minutes rounded up.

    Before the order is taken the basket says what will be needed; None while that is empty too.
    """
    if order.taken is None:
        order = replace(order, lines=basket, taken=order.opened)
    if not order.lines:
        return None
    steps = needed(order, playbook)
    before = waits(playbook, steps)
    seconds: dict[str, int] = {}

    def until(step: str) -> int:
        """Return the seconds until a step is done; a circle, which no checked playbook holds, counts once."""
        if step not in seconds:
            seconds[step] = 0
            own = 0 if step in order.bumps else playbook.procedure[step].when.target
            seconds[step] = own + max((until(earlier) for earlier in before[step]), default=0)
        return seconds[step]

    return max(1, -(-max((until(step.id) for step in steps), default=0) // 60))


def fill(line: str, values: Mapping[str, str], language: str = "en") -> str | None:
    """Put values where a line names them; None when one it names has no value.

    One pass over the line alone: a value is data, and a guest called `{total}` stays `{total}`. A capital is set where
    a sentence begins, and `{minutes} minutes` becomes `one minute`.
    """
    if any(not values.get(name) for name in _VARIABLE.findall(line)):
        return None

    agreed = _COUNTED.sub(lambda match: _agreeing(match, values, grammar_of(language)), line)

    def value(match: re.Match[str]) -> str:
        words, before = values[match[1]], agreed[: match.start()].rstrip(" “\"'")
        begins = not before or before[-1] in ".!?¡¿"
        return words[0].upper() + words[1:] if begins and match[1] in _OURS else words

    return _VARIABLE.sub(value, agreed)


def script_values(
    entry: OnBoard, step: str, basket: tuple[Line, ...] = (), out: Collection[str] = (), language: str = "en"
) -> dict[str, str]:
    """Return what each variable stands for at a step; empty where it has no value.

    `basket` is what the guest wants so far, while the order is not taken yet; `out` is what is out of stock. Nothing is
    suggested to a guest who told of an allergy in words, their own or a note's: no list says what they must not meet.
    """
    order, playbook, menu = entry.order, entry.playbook, entry.playbook.menu
    wanted = order.lines or basket
    ticket = entry.ticket(step)
    here = _to_say(playbook, ticket) if ticket and ticket.lines else wanted
    pieces = sum(line.quantity for line in here if not menu.item[line.item].combo)
    promise, told = minutes(order, playbook, basket), order.own_words or order.noted
    return {
        "guest": entry.guest.name,
        "items": read_back(menu, here, language),
        "count": number_word(pieces, language) if pieces else "",
        "total": playbook.price(total(wanted)) if wanted else "",
        "minutes": number_word(promise, language) if promise else "",
        "suggestion": suggestion(menu, wanted, out, order.must_not_meet, language) or "" if not told else "",
        "number": str(order.number),
        **(_fields(entry, language) if playbook.process.fields else {}),
    }


def _fields(entry: OnBoard, language: str) -> dict[str, str]:
    """Return what is said of each field of the order, in a language."""
    from kiosk.work.order.field_value import value_words  # where the playbook asks for fields

    asked = fields_asked(entry.order, entry.playbook)
    return {one.id: value_words(one, entry.said[one.id], language) for one in asked if one.id in entry.said}


def _to_say(playbook: Playbook, ticket: Ticket) -> tuple[Line, ...]:
    """Return the lines of a ticket that are said: none that is struck, and where it is made none that is done."""
    makes = bool(playbook.process.step[ticket.step].makes)
    wanted = [line for line in ticket.lines if not line.struck]
    left = [line for line in wanted if not (makes and line.done)]
    return tuple(_here(playbook.menu, line) for line in left or wanted)


def _here(menu: Menu, line: TicketLine) -> Line:
    """Return a ticket's line with the changes made here; a size is part of the name and stays wherever it is made."""
    sizes = tuple(choice for choice in line.elsewhere if menu.group[choice.group].before)
    return replace(line.line, choices=(*line.here, *sizes))


def _said(menu: Menu, line: Line, inside: list[Line]) -> str:
    """Say one line and, for a combo, what is special about the lines inside it."""
    item = menu.item[line.item]
    if line.called:
        item = replace(item, name=line.called, plural=line.called)
    words = ", ".join([_counted(item, line.quantity, _sizes(menu, item, line.choices)), *_changes(menu, line)])
    special = [_inner(menu, inner, line.quantity) for inner in inside if inner.choices]
    return f"{words} with {_listed(special)}" if any(special) else words


def _inner(menu: Menu, line: Line, combos: int) -> str:
    """Say what was chosen or changed about an item inside a combo; empty when it comes as it always does."""
    item = menu.item[line.item]
    named = {choice.group for choice in line.choices}
    sizes = _sizes(menu, item, line.choices, named)
    changes = _changes(menu, line)
    if not sizes and not changes:
        return ""
    many = line.quantity != combos
    name = _counted(item, line.quantity, sizes) if many else " ".join([*sizes, spoken(item.name)])
    return ", ".join([name, *changes])


def _sizes(menu: Menu, item: Item, choices: tuple[Choice, ...], only: set[str] | None = None) -> list[str]:
    """Return the options said before an item's name, as the guest chose them or by default."""
    groups = [menu.group[name] for name in item.groups if only is None or name in only]
    options = [chosen(choices, group) for group in groups if group.before]
    return [spoken(option.name) for option in options if option]


def _changes(menu: Menu, line: Line) -> list[str]:
    """Say the choices that come after an item's name; what goes without saying is left out.

    All that was picked of `any` groups is said at once, last: `with black beans, corn salsa and extra guacamole`.
    """
    said: list[str] = []
    picked: list[str] = []
    for choice in line.choices:
        group = menu.group[choice.group]
        option = group.option(choice.option)
        if option is None or group.before or (group.kind == "one" and choice.option == group.default):
            continue
        name = spoken(option.name)
        words = f"{name} on the side" if choice.word == "side" else f"{choice.word} {name}".strip()
        (picked if is_picked(menu, choice) else said).append(words)
    return [*said, *([f"with {_listed(picked)}"] if picked else [])]


def _counted(item: Item, quantity: int, sizes: list[str]) -> str:
    """Say so many of an item: `a large fries`, `two medium colas`."""
    name = spoken(item.name)
    if quantity != 1:
        return " ".join([number_word(quantity), *sizes, spoken(item.plural) if item.plural else f"{name}s"])
    words = " ".join([*sizes, name])
    return f"one {words}" if _is_plural(item) and not sizes else f"{_article(words)} {words}"


def _is_plural(item: Item) -> bool:
    """Whether an item's name is its own plural, as `fries` is."""
    return bool(item.plural) and item.plural.casefold() == item.name.casefold()


def _article(words: str) -> str:
    """Return `a` or `an` by the first letter."""
    return "an" if words[:1].lower() in tuple("aeiou") else "a"


def _listed(said: list[str]) -> str:
    """Join what is said: commas, and an `and` before the last, after a comma where changes stand before it."""
    kept = [words for words in said if words]
    if len(kept) < 2:  # noqa: PLR2004 - one is not joined to anything
        return "".join(kept)
    return f"{', '.join(kept[:-1])}{',' if ',' in kept[-2] else ''} and {kept[-1]}"


def _agreeing(match: re.Match[str], values: Mapping[str, str], grammar: Grammar | None) -> str:
    """Return the word after a count of one without its plural s."""
    name, word = match[1], match[2]
    if grammar:
        return grammar.ones.get(word, match[0]) if values[name] == grammar.number(1) else match[0]
    singular = re.sub(r"(?<=x|z)es$|(?<=ch|sh|ss)es$|(?<!s)s$", "", word) if values[name] == "one" else word
    return f"{{{name}}} {singular}"

"""What a guest asked for: items with choices, as lines of an order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.playbook.menu import (
    AMOUNTS,
    CHANGES,
    UNKNOWN,
    ChoiceGroup,
    Item,
    Menu,
    Option,
    Portion,
    Word,
    spellings,
)
from kiosk.work.text.finding import closest, listed

MOST_LINES = 50
MOST_OF_ONE = 99

TOGETHER: tuple[set[Word], ...] = ({"side", "extra"}, {"side", "light"})
"""Words that may be said of one part at once; any other two exclude each other."""


ALIKE = 0.8
"""How like a choice must be to be named as the one meant: `light onion` is no word for `without onion`."""


class Choice(Struct, frozen=True):
    """One wish about an item: NO onion, or large."""

    group: str
    option: str
    word: Word = ""


class Line(Struct, frozen=True):
    """So many of one item with the same choices."""

    id: int
    """1 for the first line of the order; kept for the order's life."""
    item: str
    quantity: int = 1
    choices: tuple[Choice, ...] = ()
    note: str = ""
    price: int = 0
    """Cents for one, choices included."""
    of: int = 0
    """The combo line it came with; 0 for none."""
    called: str = ""
    """What the outside called an item that is not on the menu; its `item` is `UNKNOWN` then."""


class Wish(Struct, frozen=True):
    """A line as it is asked for, before it has a number, a price or a combo taken apart."""

    item: str
    quantity: int = 1
    choices: tuple[Choice, ...] = ()
    note: str = ""
    inside: tuple[Wish, ...] = ()
    """For a combo: its items with their choices; empty takes them as the menu has them."""
    line: int = 0
    """The line of a sent order it stands for; 0 for a new one."""
    called: str = ""
    """What the outside calls an item that is not on the menu; its `item` is `UNKNOWN` then."""


def chosen(choices: tuple[Choice, ...], group: ChoiceGroup) -> Option | None:
    """Return the option of a `one` group that holds for these choices."""
    named = next((choice.option for choice in choices if choice.group == group.id), group.default)
    return group.option(named)


def parts(menu: Menu, item: str, choices: tuple[Choice, ...]) -> Counter[str]:
    """Count the parts one such item holds once its choices are heeded, in whatever order they were said.

    NO takes a part out, EXTRA puts one more in, SIDE puts one in where none is held; LIGHT leaves the count.
    Of an `any` group an option puts its parts in, EXTRA twice.
    """
    held = _held(menu, item, choices)
    count = held.copy()
    for (_group, part), words in _words(menu, choices).items():
        count[part] += _added(words, held[part])
    return +count


def _held(menu: Menu, item: str, choices: tuple[Choice, ...]) -> Counter[str]:
    """Count the parts one such item holds before anything is changed about it."""
    asked = menu.item[item]
    count: Counter[str] = Counter({portion.part: portion.count for portion in asked.parts})
    for name in asked.groups:
        for option, times in _put_in(menu.group[name], choices):
            count.update({portion.part: portion.count * times for portion in option.parts})
    return count


def _put_in(group: ChoiceGroup, choices: tuple[Choice, ...]) -> list[tuple[Option, int]]:
    """Return the options of a group that put their parts in, and how often: EXTRA of an `any` group twice."""
    if group.kind == "any":
        picked = ((group.option(one.option), one.word) for one in choices if one.group == group.id)
        return [(option, _times(word)) for option, word in picked if option]
    option = chosen(choices, group) if group.kind == "one" else None
    return [(option, 1)] if option else []


def _times(word: Word) -> int:
    """Return how often an option of an `any` group is put in and paid."""
    return 2 if word == "extra" else 1


def _words(menu: Menu, choices: tuple[Choice, ...]) -> dict[tuple[str, str], set[Word]]:
    """Return all that is said to change about each part, by group and part."""
    said: dict[tuple[str, str], set[Word]] = {}
    for choice in choices:
        if menu.group[choice.group].kind == "change":
            said.setdefault((choice.group, choice.option), set()).add(choice.word)
    return said


def _added(words: set[Word], held: int) -> int:
    """Return how many more of a part are made when all these words are said about it; below 0 when it is left out."""
    if "no" in words:
        return -held
    return int("extra" in words or ("side" in words and not held))


def parts_of_choice(menu: Menu, choice: Choice) -> frozenset[str]:
    """Name the parts a choice is about: those it puts in and those it puts out."""
    group = menu.group[choice.group]
    if group.kind == "change":
        return frozenset({choice.option})
    portions: tuple[Portion, ...] = ()
    for name in (choice.option, group.default):
        option = group.option(name)
        portions += option.parts if option else ()
    return frozenset(portion.part for portion in portions)


def allergens(menu: Menu, lines: tuple[Line, ...]) -> tuple[str, ...]:
    """Name every allergen in what was ordered, in alphabetical order."""
    found = {
        allergen
        for line in lines
        for part in parts(menu, line.item, line.choices)
        for allergen in menu.part[part].allergens
    }
    return tuple(sorted(found))


def allergy_words(allergies: tuple[str, ...], said: str) -> str:
    """Say what a guest must not meet: typed allergens, then the guest's own words; empty when nothing is known."""
    return ", ".join([*allergies, *([f"“{said}”"] if said else [])])


def price(menu: Menu, item: str, choices: tuple[Choice, ...]) -> int:
    """Return the cents for one, with what its options and every part more add."""
    cents = menu.item[item].price
    for choice in choices:
        group = menu.group[choice.group]
        option = group.option(choice.option)
        cents += option.price * _times(choice.word) if option and group.kind != "change" else 0
    held = _held(menu, item, choices)
    for (name, part), words in _words(menu, choices).items():
        option = menu.group[name].option(part)
        cents += option.price * max(0, _added(words, held[part])) if option else 0
    return cents


def changed(group: ChoiceGroup, choices: tuple[Choice, ...], wanted: Choice) -> tuple[Choice, ...]:
    """Return the choices after one more was made: it takes the place of those it excludes; made again it is taken back.

    Of a `one` group the option stays however often it is chosen, and the default needs no saying.
    """
    kept = tuple(choice for choice in choices if not _clash(group, choice, wanted))
    if group.kind == "one":
        return kept if wanted.option == group.default else (*kept, wanted)
    return kept if wanted in choices else (*kept, wanted)


def in_menu_order(menu: Menu, item: str, choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Return choices as the menu has them, in whatever order they were said, where an item offers any of several.

    Those of any other item stay as they were said.
    """
    groups = menu.item[item].groups
    if not any(menu.group[name].kind == "any" for name in groups):
        return choices
    options = {name: [option.id for option in menu.group[name].options] for name in groups}
    words = ("", *CHANGES)

    def place(choice: Choice) -> tuple[int, int, int]:
        return groups.index(choice.group), options[choice.group].index(choice.option), words.index(choice.word)

    return tuple(sorted(choices, key=place))


def _clash(group: ChoiceGroup, one: Choice, other: Choice) -> bool:
    """Whether two choices cannot both hold; `other` is of this group."""
    if one.group != other.group:
        return False
    if group.kind == "one":
        return True
    return one.option == other.option and (group.kind == "any" or {one.word, other.word} not in TOGETHER)


def cost(group: ChoiceGroup, option: Option, word: Word) -> int:
    """Return the cents an option is offered for with a word."""
    if group.kind == "any":
        return option.price * _times(word)
    return option.price if word in ("", "extra") else 0


def is_picked(menu: Menu, choice: Choice) -> bool:
    """Whether a choice is one of the many a guest picks of an `any` group, which are said together: with these."""
    return menu.group[choice.group].kind == "any"


def total(lines: tuple[Line, ...]) -> int:
    """Return the cents for all lines."""
    return sum(line.price * line.quantity for line in lines)


def offered(item: Item, group: ChoiceGroup, word: Word) -> tuple[Option, ...]:
    """Return the options of a group that make sense with a word: NO and LIGHT only of what the item holds."""
    if group.kind == "one":
        return group.options if word == "" else ()
    if group.kind == "any":
        return group.options if word == "" or (word in AMOUNTS and word in group.words) else ()
    if word not in group.words:
        return ()
    if word in ("extra", "side"):
        return group.options
    held = {portion.part for portion in item.parts}
    return tuple(option for option in group.options if option.id in held)


def parse_choice(menu: Menu, item: str, words: str) -> Choice:
    """Read a choice as people write it (`no onion`, `large`); refused where the item offers no such thing."""
    asked = menu.item[item]
    said = " ".join(words.casefold().split())
    if choice := _choice_said(menu, asked, said, str.casefold):
        return choice
    from kiosk.work.text.plain import alike  # where words have to be understood

    if choice := _choice_said(menu, asked, alike(words), alike):
        return choice
    raise Refused(
        "no-such-choice",
        _(
            "{name} has no choice “{words}”. {possible}",
            name=asked.name,
            words=words,
            possible=_possible(menu, asked, said),
        ),
    )


def _choice_said(menu: Menu, asked: Item, said: str, spelt: Callable[[str], str]) -> Choice | None:
    """Return the choice of an item that is said; `spelt` gives a name as it is compared."""
    for name in asked.groups:
        group = menu.group[name]
        for word in ("", *CHANGES):
            for option in offered(asked, group, word):
                known = {option.id, *map(spelt, (*spellings(option), *(option.codes or ())))}
                if said in {f"{word} {name}".strip() for name in known}:
                    return Choice(group.id, option.id, word)
    return None


def _possible(menu: Menu, item: Item, said: str = "") -> str:
    """Say what was most likely meant, or what an item does offer, what shares a word with what was said first."""
    words = [
        f"{word} {option.name}".strip()
        for name in item.groups
        for word in ("", *CHANGES)
        for option in offered(item, menu.group[name], word)
    ]
    if close := closest(said, words, ALIKE):
        return _("Did you mean `{close}`?", close=close)
    asked = set(said.split())
    words.sort(key=lambda word: asked.isdisjoint(word.casefold().split()))
    return _("It offers: {names}.", names=listed(words)) if words else _("It offers no choices.")


def spell(menu: Menu, wish: Wish | Line) -> str:
    """Name an item with its size: `Fries, large` reads `large Fries`; other choices are left to the caller.

    What is not on the menu is called what the outside called it.
    """
    if wish.called:
        return wish.called
    item = menu.item[wish.item]
    groups = [menu.group[name] for name in item.groups if menu.group[name].before]
    return menu.joined(item, [option for group in groups if (option := chosen(wish.choices, group))])


def numbered(menu: Menu, wishes: tuple[Wish, ...]) -> tuple[Line, ...]:
    """Make the lines of an order: numbers, prices, and every combo taken apart into its items.

    Refused: no line at all, too many, an unknown item, a quantity outside 1 to 99, a choice the item does not offer.
    """
    lines: list[Line] = []
    for wish in wishes:
        lines.extend(_lines(menu, wish, len(lines) + 1))
    if not lines:
        raise Refused("empty-order", _("Nothing is ordered yet. Choose at least one item."))
    holds(len(lines))
    return tuple(lines)


def holds(lines: int) -> None:
    """Refuse more lines than an order holds."""
    if lines > MOST_LINES:
        raise Refused("order-too-long", _("An order holds at most {most} lines; open another one.", most=MOST_LINES))


def _lines(menu: Menu, wish: Wish, first: int) -> list[Line]:
    """Make the line of one wish and, for a combo, the lines inside it."""
    _possible_wish(menu, wish)
    cents, choices = price(menu, wish.item, wish.choices), in_menu_order(menu, wish.item, wish.choices)
    line = Line(first, wish.item, wish.quantity, choices, wish.note, cents, called=wish.called)
    inside = [line]
    for inner in opened(menu, wish).inside:
        _possible_wish(menu, inner)
        extra = price(menu, inner.item, inner.choices) - menu.item[inner.item].price
        quantity, choices = inner.quantity * wish.quantity, in_menu_order(menu, inner.item, inner.choices)
        inside.append(Line(first + len(inside), inner.item, quantity, choices, inner.note, max(0, extra), of=first))
    return inside


def opened(menu: Menu, wish: Wish) -> Wish:
    """Return a combo with its items inside, as the menu has them unless it already says otherwise."""
    combo = menu.item[wish.item].combo
    return wish if wish.inside or not combo else replace(wish, inside=tuple(Wish(item) for item in combo))


def _possible_wish(menu: Menu, wish: Wish) -> None:
    """Refuse what the menu cannot give."""
    item = menu.item.get(wish.item)
    if item is None or (item.id == UNKNOWN) != bool(wish.called):
        raise Refused("no-such-item", _("The menu has no item “{name}”.", name=wish.item))
    if not 1 <= wish.quantity <= MOST_OF_ONE:
        raise Refused(
            "bad-quantity",
            _(
                "{name}: a line holds 1 to {most}, not {quantity}.",
                name=item.name,
                most=MOST_OF_ONE,
                quantity=wish.quantity,
            ),
        )
    for choice in wish.choices:
        if not _offers(menu, item, choice):
            possible = _possible(menu, item)
            words = _(
                "{name} has no choice “{words}”. {possible}", name=item.name, words=choice.option, possible=possible
            )
            raise Refused("no-such-choice", words)
    twice = _twice(menu, wish.choices)
    if twice:
        raise Refused("choice-twice", _("{name}: {twice} is said twice. Say it once.", name=item.name, twice=twice))
    if wish.inside and not item.combo:
        raise Refused(
            "wrong-combo", _("{name} is no combo, so nothing comes inside it. Order it beside.", name=item.name)
        )
    if item.combo and sorted(inner.item for inner in opened(menu, wish).inside) != sorted(item.combo):
        raise Refused(
            "wrong-combo",
            _("{name} holds {items}.", name=item.name, items=", ".join(menu.item[name].name for name in item.combo)),
        )


def _offers(menu: Menu, item: Item, choice: Choice) -> bool:
    """Whether an item can be had with a choice."""
    if choice.group not in item.groups:
        return False
    return choice.option in {option.id for option in offered(item, menu.group[choice.group], choice.word)}


def _twice(menu: Menu, choices: tuple[Choice, ...]) -> str:
    """Name what is chosen twice: a second size, the same change again, or changes of a part that exclude each other."""
    for place, choice in enumerate(choices):
        group = menu.group[choice.group]
        if any(_clash(group, other, choice) for other in choices[:place]):
            option = group.option(choice.option)
            return group.name if group.kind == "one" else option.name if option else choice.option
    return ""

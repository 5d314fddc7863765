"""86: what is out of stock, by item or by part, and what cannot be ordered because of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.line import Choice, Wish, opened, parts
from kiosk.work.playbook.menu import UNKNOWN, ChoiceGroup, Menu, Option, Word
from kiosk.work.text.finding import nearest
from kiosk.work.text.text import clean


def stock_name(menu: Menu, name: str) -> str:
    """Return what people call an item or a part; refused where the menu has neither."""
    if name in menu.item and name != UNKNOWN:
        return menu.item[name].name
    if name in menu.part:
        return menu.part[name].name
    known = [*(item.id for item in menu.items), *menu.part]
    raise Refused(
        "no-such-item", _("The menu has no item or part “{name}”. {nearest}", name=name, nearest=nearest(name, known))
    )


def stock_named(menu: Menu, words: str) -> str:
    """Return the id of an item or a part by its id, else by its name; what is neither as it was said, cleaned."""
    if words in menu.item or words in menu.part:
        return words
    from kiosk.work.text.plain import alike  # where a name has to be understood

    wanted = alike(words)
    named = [*((item.id, item.name) for item in menu.items), *((part.id, part.name) for part in menu.parts)]
    return next((name for name, called in named if wanted in (alike(called), name)), clean(words, 60))


def missing(menu: Menu, item: str, choices: tuple[Choice, ...], out: Collection[str]) -> tuple[str, ...]:
    """Name what is out of all that such an item needs: the item itself, its parts, and the items of a combo."""
    if not out or item == UNKNOWN or item not in menu.item:
        return ()
    needed = [item, *parts(menu, item, choices), *menu.item[item].combo]
    needed += [part for inner in menu.item[item].combo for part in parts(menu, inner, ())]
    return tuple(dict.fromkeys(name for name in needed if name in out))


def lacking(menu: Menu, wish: Wish, out: Collection[str]) -> tuple[str, ...]:
    """Name what is out of all that a wish needs with its own choices, those of a combo's items included."""
    if not out or wish.item not in menu.item:
        return ()
    inside = opened(menu, wish).inside
    lost = [name for one in (wish, *inside) for name in missing(menu, one.item, one.choices, out) if not one.inside]
    return tuple(dict.fromkeys([*lost, *(name for name in (wish.item,) if name in out)]))


def unmakable(menu: Menu, item: str, out: Collection[str]) -> tuple[str, ...]:
    """Name what is out of all that an item cannot be made without: another size or bun does not need this one's part.

    Empty where it can be ordered, though perhaps not as it comes.
    """
    if not out or item not in menu.item:
        return ()
    asked = menu.item[item]
    lost = [name for name in (item, *(portion.part for portion in asked.parts)) if name in out]
    for name in asked.groups:
        group = menu.group[name]
        gone = [[portion.part for portion in option.parts if portion.part in out] for option in group.options]
        needs = 1 if group.kind == "one" else group.needs
        lost += next(filter(None, gone), []) if sum(not one for one in gone) < needs else []
    lost += [name for inner in asked.combo for name in unmakable(menu, inner, out)]
    return tuple(dict.fromkeys(lost))


def orderable(menu: Menu, item: str, out: Collection[str]) -> None:
    """Refuse an item that cannot be made at all."""
    lost = unmakable(menu, item, out)
    if lost:
        words = _("{item} cannot be made: {gone} is out.", item=menu.item[item].name, gone=stock_name(menu, lost[0]))
        raise Refused("out-of-stock", words)


def lacking_for(group: ChoiceGroup, option: Option, word: Word, out: Collection[str]) -> tuple[str, ...]:
    """Name what is out so that an option cannot be had. To go without is always possible."""
    needed = [option.id] if group.kind == "change" else [portion.part for portion in option.parts]
    return tuple(name for name in needed if word != "no" and name in out)


def choosable(menu: Menu, called: str, lost: tuple[str, ...]) -> None:
    """Refuse an option, as it is called, that something is lacking for."""
    if lost:
        words = _("{choice} cannot be had: {gone} is out.", choice=called, gone=stock_name(menu, lost[0]))
        raise Refused("out-of-stock", words)


def wants_more(menu: Menu, wish: Wish, before: Wish | None, out: Collection[str]) -> bool:
    """Whether a wish asks for more than it did before, or for something out that it did not need then."""
    if before is None or wish.quantity > before.quantity or wish.item != before.item:
        return True
    return not set(lacking(menu, wish, out)) <= set(lacking(menu, before, out))


def in_stock(menu: Menu, wishes: Iterable[Wish], out: Collection[str]) -> None:
    """Refuse wishes that need what is out."""
    for wish in wishes:
        lost = lacking(menu, wish, out)
        if lost:
            words = _(
                "{name} cannot be made: {gone} is out. Choose something else, or bring it back with 86.",
                name=menu.item[wish.item].name,
                gone=stock_name(menu, lost[0]),
            )
            raise Refused("out-of-stock", words)

"""Finds what in a menu does not agree with itself or with the steps that make it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import UNSET

from kiosk.work.playbook.menu import AMOUNTS, ChoiceGroup, Item, Menu, Option, Portion
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import Found, Place, unknown
from kiosk.work.text.plain import alike


def menu_problems(playbook: Playbook) -> Iterator[Found]:
    """Find what could be ordered but not made, named but not there, or sold below nothing."""
    menu = playbook.menu
    made = {part for step in playbook.process.steps for part in step.makes}
    for index, part in enumerate(menu.parts):
        if part.id not in made:
            words = f"No step makes `{part.id}`, so it would reach no station. Add it to `makes` of a step."
            yield ("menu", "parts", index), words
    for index, group in enumerate(menu.groups):
        yield from _group(menu, group, ("menu", "groups", index))
    yield from _spelt(menu)
    for index, item in enumerate(menu.items):
        yield from _item(menu, item, ("menu", "items", index))
        yield from _made(menu, item, ("menu", "items", index))
        yield from _combo(menu, item, ("menu", "items", index))
    for index, name in enumerate(menu.suggest):
        if name not in menu.item:
            yield ("menu", "suggest", index), unknown("item", name, menu.item)


def _spelt(menu: Menu) -> Iterator[Found]:
    """Find what two items are called, or two options of one group: nobody could tell which of them is meant."""
    yield from _alike(menu.items, ("menu", "items"))
    for index, group in enumerate(menu.groups):
        yield from _alike(group.options, ("menu", "groups", index, "options"))


def _alike(several: Sequence[Item | Option], place: Place) -> Iterator[Found]:
    """Find what one is called that another one, its name or id or what stands before, is called too."""
    meant = {alike(name): one.id for one in reversed(several) for name in (one.name, one.id)}
    for index, one in enumerate(several):
        own: dict[str, str] = {}
        for key, words in (("also", one.also or ()), ("codes", one.codes or ())):
            for position, word in enumerate(words):
                said = alike(word)
                if (other := meant.get(said, one.id)) != one.id:
                    yield (
                        (*place, index, key, position),
                        f"“{word}” means `{other}` already. Leave it with one of them.",
                    )
                own[said] = one.id
        meant |= own


def _group(menu: Menu, group: ChoiceGroup, place: Place) -> Iterator[Found]:
    """Find choices that mean nothing."""
    for index, option in enumerate(group.options):
        here = (*place, "options", index)
        yield from _portions(menu, option.parts, (*here, "parts"))
        if group.kind == "change" and option.id not in menu.part:
            yield (*here, "id"), unknown("part", option.id, menu.part)
        if group.kind == "change" and option.price < 0:
            yield (*here, "price"), f"An EXTRA `{option.id}` costs less than nothing. Put in what it costs, or 0."
        if group.kind == "change" and option.parts:
            words = (
                f"`{option.id}` changes the part it is called after. Leave `parts` out, or make the group `kind: one`."
            )
            yield (*here, "parts"), words
    if group.kind == "change" and not (group.words and group.options):
        yield place, f"Group `{group.id}` offers no change. Fill in `words` and `options`."
    if group.kind != "change" and not group.options:
        yield place, f"Group `{group.id}` offers nothing to choose. Fill in `options`."
    if group.kind == "one" and group.default:
        yield from _default(group, place)
    if group.kind == "any":
        yield from _any(group, place)
    yield from _counts(group, place)


def _any(group: ChoiceGroup, place: Place) -> Iterator[Found]:
    """Find what means nothing of options of which any number is chosen."""
    if group.default:
        words = "`default` is for `kind: one`. Leave it out: of `any` nothing goes without saying."
        yield (*place, "default"), words
    if group.before:
        yield (*place, "before"), "`before` is for `kind: one`, whose option is part of the item's name. Leave it out."
    for index, word in enumerate(group.words):
        if word not in AMOUNTS:
            words = f"`{word}` means nothing where a guest picks what goes in: only `extra` and `light` do. Remove it."
            yield (*place, "words", index), words
    for index, option in enumerate(group.options):
        if option.price < 0:
            words = f"`{option.id}` costs less than nothing. Put in what it costs, or 0."
            yield (*place, "options", index, "price"), words


def _counts(group: ChoiceGroup, place: Place) -> Iterator[Found]:
    """Find numbers of options that nobody could choose."""
    least, most, there = group.least or 0, group.most, len(group.options)
    if group.kind != "any":
        for key, count in (("least", group.least), ("most", group.most)):
            if count is not UNSET:
                why = "of `one` exactly one is chosen" if group.kind == "one" else "changes are not counted"
                yield (*place, key), f"`{key}` is for `kind: any`; {why}. Leave it out."
        return
    if least < 0:
        yield (*place, "least"), "`least` is below zero. Put in how many must be chosen, or leave it out."
    if least > there > 0:
        yield (*place, "least"), f"`least` is {least}, and there are {there} options. Put in fewer."
    if most is UNSET:
        return
    if most < 1:
        yield (*place, "most"), "`most` is below one, so that nothing could be chosen. Put in how many can be."
    elif most > there > 0:
        yield (*place, "most"), f"`most` is {most}, and there are {there} options. Put in fewer, or leave it out."
    elif least > most:
        yield (*place, "least"), f"`least` is {least}, and `most` {most}. Put in fewer, or raise `most`."


def _default(group: ChoiceGroup, place: Place) -> Iterator[Found]:
    """Find a default that is not there, or that costs something unsaid."""
    option = group.option(group.default)
    if option is None:
        yield (*place, "default"), unknown("option", group.default, (one.id for one in group.options))
    elif option.price:
        words = (
            f"The default `{option.id}` goes without saying, so it costs nothing on top. Put its price into the items'."
        )
        yield (*place, "options", group.options.index(option), "price"), words


def _item(menu: Menu, item: Item, place: Place) -> Iterator[Found]:
    """Find names an item uses that mean nothing, and prices below zero."""
    if item.category not in {category.id for category in menu.categories}:
        yield (*place, "category"), unknown("category", item.category, (category.id for category in menu.categories))
    for index, name in enumerate(item.groups):
        if name not in menu.group:
            yield (*place, "groups", index), unknown("group", name, menu.group)
    yield from _portions(menu, item.parts, (*place, "parts"))
    if item.price < 0:
        yield (*place, "price"), f"`{item.id}` costs less than nothing. Put in what it costs, or 0."
    ones = [menu.group[name] for name in item.groups if name in menu.group and menu.group[name].kind == "one"]
    least = item.price + sum(min((option.price for option in group.options), default=0) for group in ones)
    if item.price >= 0 > least:
        yield (
            (*place, "price"),
            f"`{item.id}` with its cheapest choices costs less than nothing. Raise one of the prices.",
        )


def _portions(menu: Menu, portions: tuple[Portion, ...], place: Place) -> Iterator[Found]:
    """Find portions of nothing."""
    for portion in portions:
        if portion.part not in menu.part:
            yield (*place, portion.part), unknown("part", portion.part, menu.part)
        if portion.count < 1:
            yield (*place, portion.part), f"`{portion.part}` needs a count of at least 1. To leave it out, remove it."


def _made(menu: Menu, item: Item, place: Place) -> Iterator[Found]:
    """Find an item that holds nothing, or would with one of its choices: no station would see it."""
    groups = [menu.group[name] for name in item.groups if name in menu.group]
    sure = any(_always(group) and all(option.parts for option in group.options) for group in groups)
    if not item.parts and not item.combo and not sure:
        yield place, f"`{item.id}` holds no part, so no station would make it. Fill in `parts` or `combo`."


def _always(group: ChoiceGroup) -> bool:
    """Whether an option of a group holds whatever the guest says."""
    return group.kind == "one" or group.needs > 0


def _combo(menu: Menu, item: Item, place: Place) -> Iterator[Found]:
    """Find combos that do not come apart into plain items."""
    for index, name in enumerate(item.combo):
        if name not in menu.item:
            yield (*place, "combo", index), unknown("item", name, menu.item)
        elif menu.item[name].combo:
            yield (*place, "combo", index), f"`{name}` is a combo itself. Name the items it stands for."
    if item.combo and item.parts:
        yield (*place, "parts"), f"`{item.id}` is a combo: its items hold the parts. Leave `parts` out."
    if item.combo and item.groups:
        yield (*place, "groups"), f"`{item.id}` is a combo: its items have the choices. Leave `groups` out."

"""Where everything on a menu goes: the steps that see each item and each choice about it, by the routing itself."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from kiosk.work.order.event import Stamp
from kiosk.work.order.line import Choice, Line, Wish, numbered, offered
from kiosk.work.order.order import Order
from kiosk.work.order.required import filled_wish
from kiosk.work.order.routing import needed, ticket_lines
from kiosk.work.playbook.menu import CHANGES, UNKNOWN, Item, Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.text.finding import Found
from kiosk.work.time.instant import Instant

_STAMP = Stamp(Instant(0, 0, ""))


class Route(Struct, frozen=True):
    """The steps one item, or one choice about it, reaches behind the front."""

    item: str
    choice: Choice | None
    """None for the item as the menu has it."""
    made: tuple[Step, ...]
    """Steps that make what it is about, and steps that make the item where the choice is about no part: no ice."""
    whole: tuple[Step, ...]
    """Steps for the whole order that show it."""

    @property
    def reached(self) -> bool:
        """Whether somebody makes it: to be seen where the order is put together is too late."""
        return bool(self.made)


def routes(playbook: Playbook) -> tuple[Route, ...]:
    """Return the route of every item and of every choice it offers, in the menu's order.

    An order from outside with one such line is routed as any other; it skips the front, so what it reaches every order
    reaches. The playbook's names must be known and its process free of circles.
    """
    found: list[Route] = []
    for item in playbook.menu.items:
        found.append(_route(playbook, item, None))
        found.extend(_route(playbook, item, choice) for choice in choices(playbook.menu, item))
    return tuple(found)


def unknown_route(playbook: Playbook) -> Route:
    """Return the route of what an order from outside may hold and the menu does not."""
    line = Line(1, UNKNOWN)
    return Route(UNKNOWN, None, *_steps(playbook, (line,), (line,), None))


def choices(menu: Menu, item: Item) -> tuple[Choice, ...]:
    """Return every single choice a guest can make about an item."""
    return tuple(
        Choice(name, option.id, word)
        for name in item.groups
        for word in ("", *CHANGES)
        for option in offered(item, menu.group[name], word)
    )


def unreached(playbook: Playbook) -> Iterator[Found]:
    """Find items and choices that no station makes, each with its place in the menu."""
    menu = playbook.menu
    items = [item.id for item in menu.items]
    for route in routes(playbook):
        if route.reached:
            continue
        if route.choice is None:
            words = f"`{route.item}` reaches no station that makes it. Give it a part that a step makes."
            yield ("menu", "items", items.index(route.item)), words
        else:
            words = f"“{spelled(menu, route.choice)}” of `{route.item}` is seen at no station that makes it."
            yield _place(menu, route.choice), f"{words} Give the option a part, or the item one."


def spelled(menu: Menu, choice: Choice) -> str:
    """Write a choice as people say it: no onion, large."""
    option = menu.group[choice.group].option(choice.option)
    return f"{choice.word} {option.name if option else choice.option}".strip()


def _place(menu: Menu, choice: Choice) -> tuple[str | int, ...]:
    """Say where in the menu an option stands."""
    position = next(place for place, group in enumerate(menu.groups) if group.id == choice.group)
    options = [option.id for option in menu.groups[position].options]
    return "menu", "groups", position, "options", options.index(choice.option)


def _route(playbook: Playbook, item: Item, choice: Choice | None) -> Route:
    """Route an order of one such line."""
    wish = filled_wish(playbook.menu, Wish(item.id, choices=(choice,) if choice else ()))
    lines = numbered(playbook.menu, (wish,))
    wanted = tuple(line for line in lines if line.of) or lines
    return Route(item.id, choice, *_steps(playbook, lines, wanted, choice))


def _steps(
    playbook: Playbook, lines: tuple[Line, ...], wanted: tuple[Line, ...], choice: Choice | None
) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """Return the steps that show one of the wanted lines of an order: those that make parts, and the others."""
    order = Order("", 1, "", "", "outside", "", _STAMP, 1, lines=lines, taken=_STAMP)
    seen = [step for step in needed(order, playbook) if _seen(order, playbook, step, wanted, choice)]
    return tuple(step for step in seen if step.makes), tuple(step for step in seen if not step.makes)


def _seen(order: Order, playbook: Playbook, step: Step, wanted: tuple[Line, ...], choice: Choice | None) -> bool:
    """Whether a step's ticket shows one of the lines, with the choice as one that is made there."""
    lines = (one for one in ticket_lines(order, playbook, step) if one.line in wanted)
    return any(choice is None or choice in one.here for one in lines)

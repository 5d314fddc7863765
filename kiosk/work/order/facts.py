"""What conditions ask of an order, read from it; whether something of its playbook is for it at all.

What is decided here stays as long as the order is as it is: the hour is that of its opening, and lines, allergy and
fields change by its own events alone, which decide anew.
"""

from __future__ import annotations

from kiosk.work.order.line import Line, chosen, parts
from kiosk.work.order.order import Order
from kiosk.work.playbook.condition import ALLERGY
from kiosk.work.playbook.menu import UNKNOWN, Menu
from kiosk.work.playbook.order_facts import OrderFacts, holds


def order_facts(order: Order, menu: Menu, basket: tuple[Line, ...] = ()) -> OrderFacts:
    """Return what conditions ask of an order; `basket` is what the guest wants so far while it is not taken."""
    lines = order.lines or basket
    items = [menu.item[line.item] for line in lines]
    channels = {order.source, order.opened.station} if order.source == "front" else {order.source}
    return OrderFacts(
        parts=frozenset(part for line in lines for part in parts(menu, line.item, line.choices)),
        items=frozenset(item.id for item in items),
        categories=frozenset(item.category for item in items),
        choices=frozenset(choice for line in lines for choice in _choices(menu, line)),
        channels=frozenset(channels),
        allergy=order.allergy,
        minute=order.minute,
        is_strange=any(line.item == UNKNOWN for line in lines),
    )


def _choices(menu: Menu, line: Line) -> list[tuple[str, str, str]]:
    """Return the choices of a line with those that go without saying: group, option, word."""
    found: list[tuple[str, str, str]] = [(choice.group, choice.option, choice.word) for choice in line.choices]
    for name in menu.item[line.item].groups:
        option = chosen(line.choices, menu.group[name]) if menu.group[name].kind == "one" else None
        if option and (name, option.id, "") not in found:
            found.append((name, option.id, ""))
    return found


class OrderScope:
    """What of its playbook is for one order; what conditions ask is read of it once, and only where one does."""

    def __init__(self, order: Order, menu: Menu, basket: tuple[Line, ...] = ()) -> None:
        self.order = order
        self.menu = menu
        self.basket = basket
        self._facts: OrderFacts | None = None

    def applies(self, when: str) -> bool:
        """Whether what has this condition is for the order; what has none is for every one."""
        if when in ("", ALLERGY):
            return not when or self.order.allergy
        if self._facts is None:
            self._facts = order_facts(self.order, self.menu, self.basket)
        return holds(when, self._facts)

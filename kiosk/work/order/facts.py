"""What conditions ask of an order, read from it; whether something of its playbook is for it at all.

What is decided here stays as long as the order is as it is: the hour is that of its opening, and lines, allergy and
fields change by its own events alone, which decide anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.work.order.line import Line, chosen, parts
from kiosk.work.order.order import Order
from kiosk.work.playbook.menu import UNKNOWN, Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import OrderField

if TYPE_CHECKING:
    from kiosk.work.playbook.condition_facts import ConditionFacts

ALLERGY = "allergy"


class OrderScope:
    """What of its playbook is for one order; what conditions ask is read of it once, and only where one does."""

    def __init__(self, order: Order, menu: Menu, basket: tuple[Line, ...] = ()) -> None:
        """Keep the order, and what the guest wants so far while it is not taken."""
        self.order = order
        self.menu = menu
        self.basket = basket
        self._facts: ConditionFacts | None = None

    def applies(self, when: str) -> bool:
        """Whether what has this condition is for the order; what has none is for every one."""
        if when in ("", ALLERGY):
            return not when or self.order.allergy
        from kiosk.work.playbook.condition_facts import holds  # where a playbook asks more than for an allergy

        if self._facts is None:
            self._facts = facts_of(self.order, self.menu, self.basket)
        return holds(when, self._facts)


def fields_asked(order: Order, playbook: Playbook, basket: tuple[Line, ...] = ()) -> tuple[OrderField, ...]:
    """Return what is asked about an order beside its lines, in the order of its page."""
    fields = playbook.process.fields
    if not fields:
        return ()
    scope = OrderScope(order, playbook.menu, basket)
    return tuple(field for field in fields if scope.applies(field.when or ""))


def fields_missing(order: Order, playbook: Playbook, step: str) -> tuple[OrderField, ...]:
    """Return what of it a step cannot be bumped without, and nobody said yet."""
    asked = fields_asked(order, playbook)
    return tuple(field for field in asked if field.required == step and field.id not in order.fields)


def protects(when: str) -> bool:
    """Whether a condition asks for an allergy: a step that has it is there to protect what comes after it."""
    if when in ("", ALLERGY):
        return bool(when)
    from kiosk.work.playbook.condition import Allergy, asked  # where a playbook asks more than for an allergy

    return Allergy() in asked(when)


def facts_of(order: Order, menu: Menu, basket: tuple[Line, ...] = ()) -> ConditionFacts:
    """Return what conditions ask of an order; `basket` is what the guest wants so far while it is not taken."""
    from kiosk.work.playbook.condition_facts import ConditionFacts  # where a playbook asks more than for an allergy

    lines = order.lines or basket
    items = [menu.item[line.item] for line in lines]
    channels = {order.source, order.opened.station} if order.source == "front" else {order.source}
    return ConditionFacts(
        parts=frozenset(part for line in lines for part in parts(menu, line.item, line.choices)),
        items=frozenset(item.id for item in items),
        categories=frozenset(item.category for item in items),
        choices=frozenset(choice for line in lines for choice in _choices(menu, line)),
        channels=frozenset(channels),
        allergy=order.allergy,
        minute=order.minute,
        fields=frozenset(order.field_facts),
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

"""An invented order, so that whoever writes a script reads what would be said."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.work.guest.line import parted
from kiosk.work.guest.script import fill, number_word, read_back, suggestion
from kiosk.work.order.field_value import example
from kiosk.work.order.line import Line, Wish, numbered, total
from kiosk.work.order.required import filled_wish
from kiosk.work.playbook.playbook import Playbook

GUEST = "Ana"
NUMBER = 12


def example_values(playbook: Playbook, step: str) -> dict[str, str]:
    """Return what each variable would stand for at a step; empty where it would have no value."""
    lines = _lines(playbook, step)
    pieces = sum(line.quantity for line in lines if not playbook.menu.item[line.item].combo)
    minutes = max(1, -(-playbook.process.clock.target // 60))
    return {
        "guest": GUEST,
        "items": read_back(playbook.menu, lines),
        "count": number_word(pieces) if pieces else "",
        "total": playbook.price(total(lines)) if lines else "",
        "minutes": number_word(minutes),
        "suggestion": suggestion(playbook.menu, lines) or "",
        "number": str(NUMBER),
        **{field.id: example(field) or field.name for field in playbook.process.fields or ()},
    }


def would_say(playbook: Playbook, step: str, line: str) -> str:
    """Fill a line of a script with the invented order; empty where it cannot be filled."""
    return fill(parted(line)[0], example_values(playbook, step)) or ""


def _lines(playbook: Playbook, step: str) -> tuple[Line, ...]:
    """Order the first two items that are made at the step, else the first two of the menu."""
    found = playbook.process.step.get(step)
    makes = set(found.makes) if found else set()
    menu = playbook.menu
    plain = [item for item in menu.items if not item.combo]
    here = [item for item in plain if makes & {portion.part for portion in item.parts}]
    try:
        return numbered(
            menu, tuple(filled_wish(menu, Wish(item.id, 2 - place)) for place, item in enumerate((here or plain)[:2]))
        )
    except Refused:
        return ()

"""What a guest wants and says of themselves, cleaned where it enters."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.playbook.menu import Menu
from kiosk.work.text.text import KEPT_LENGTH, NAME_LENGTH, clean


def tidy(wish: Wish) -> Wish:
    """Clean the words a guest's wish carries."""
    return replace(
        wish,
        note=clean(wish.note, KEPT_LENGTH),
        called=clean(wish.called, NAME_LENGTH),
        inside=tuple(tidy(inner) for inner in wish.inside),
    )


def tidy_guest(guest: Guest | None, order_id: str) -> Guest | None:
    """Clean what is known of a guest; None when nothing is."""
    if guest is None or not (guest.name or guest.note or guest.allergy):
        return None
    return Guest(
        order_id, clean(guest.name, NAME_LENGTH), clean(guest.note, KEPT_LENGTH), clean(guest.allergy, KEPT_LENGTH)
    )


def tidy_fields(fields: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Clean what is said of fields, and what they are called."""
    return tuple((clean(name, NAME_LENGTH), clean(said)) for name, said in fields)


def told_more(known: Guest, said: Guest) -> Guest:
    """Return a guest with what is said of them now beside what was; refused where that is more than is kept."""
    note, own = (
        _beside(known.note, said.note, ". "),
        _beside(known.allergy if own_words_of(known) else "", said.allergy, ", "),
    )
    if max(len(note), len(own)) > KEPT_LENGTH:
        raise Refused("too-long", _("More is said of this guest than an order keeps. Tell somebody at the front."))
    return replace(known, note=note, allergy=own)


def _beside(known: str, said: str, between: str) -> str:
    said = clean(said, len(said))
    return said if known in said else known if said in known else f"{known}{between}{said}"


def listed(menu: Menu, allergies: tuple[str, ...]) -> tuple[str, ...]:
    """Return typed allergens, each once, in alphabetical order; refused where the menu does not know one."""
    known = {allergen for part in menu.parts for allergen in part.allergens}
    if unlisted := next((allergen for allergen in allergies if allergen not in known), ""):
        words = _("“{name}” is no allergen of this menu: {known}.", name=unlisted, known=", ".join(sorted(known)))
        raise Refused("no-such-allergen", words)
    return tuple(sorted(set(allergies)))


def own_words_of(guest: Guest | None) -> bool:
    """Return whether a guest told of an allergy in words of their own; `none` tells of none."""
    from kiosk.work.allergy.detection import denied  # where there are words to be understood

    return guest is not None and not denied(clean(guest.allergy, KEPT_LENGTH))


def is_guest(known: OnBoard, guest: Guest | None) -> bool:
    """Return whether an order is this guest's; of a guest nothing is known of any more nobody can tell, so it is."""
    nobody = Guest(known.order.id)
    return replace(known.guest, fields=()) in (nobody, tidy_guest(guest, known.order.id) or nobody)


def tells_more(known: OnBoard, guest: Guest | None) -> bool:
    """Return whether something is said of a guest of whom nothing is known, now or any more."""
    return known.guest == known.guest.unnamed and tidy_guest(guest, known.order.id) is not None

"""What a guest wants and says of themselves, cleaned where it enters."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
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


def own_words_of(guest: Guest | None) -> bool:
    """Return whether a guest told of an allergy in words of their own; `none` tells of none."""
    from kiosk.work.allergy.detection import denied  # where there are words to be understood

    return guest is not None and not denied(clean(guest.allergy, KEPT_LENGTH))


def is_guest(known: OnBoard, guest: Guest | None) -> bool:
    """Return whether an order is this guest's; of a guest nothing is known of any more nobody can tell, so it is."""
    nobody = Guest(known.order.id)
    return known.guest in (nobody, tidy_guest(guest, known.order.id) or nobody)


def tells_more(known: OnBoard, guest: Guest | None) -> bool:
    """Return whether something is said of a guest of whom nothing is known, now or any more."""
    return known.guest == Guest(known.order.id) and tidy_guest(guest, known.order.id) is not None

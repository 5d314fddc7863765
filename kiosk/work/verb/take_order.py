"""Taking an order: the guest's wishes become its lines, and the tickets of the stations follow from them."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta
from msgspec.structs import force_setattr

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.allergy import told_by
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board
from kiosk.work.board.stock import in_stock
from kiosk.work.order.event import Guest
from kiosk.work.order.guard import Events, going
from kiosk.work.order.line import numbered
from kiosk.work.order.order import Answer
from kiosk.work.order.order_events import OrderTaken
from kiosk.work.order.point import NOTHING_SAID
from kiosk.work.order.required import all_chosen
from kiosk.work.verb.at import At, OrderAfter, OrderAt, Values
from kiosk.work.verb.bump import bump_alone, filled_in, served_on
from kiosk.work.verb.change import answered
from kiosk.work.verb.field import Allergies, Fields, Wishes
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb, TicketId
from kiosk.work.verb.wish import listed, own_words_of, tidy, tidy_fields, tidy_guest

NOTHING_HEARD = Heard()


class TakeOrder(OrderVerb, frozen=True):
    """Record what the guest wants."""

    wishes: Wishes
    guest: Guest | None = None
    allergies: Allergies = ()
    heard: Annotated[
        Heard | None, Meta(description="what the notes tell of, as far as whoever took the order let it stand")
    ] = None
    answer: Annotated[Answer | None, Meta(description="whether notes that may tell of an allergy do")] = None
    fields: Fields = ()

    def __post_init__(self) -> None:
        """Read what was written, where nobody has, before it is cut to its length."""
        if self.heard is None:
            force_setattr(self, "heard", told_by(self.wishes, self.guest, self.allergies))
        force_setattr(self, "wishes", tuple(tidy(wish) for wish in self.wishes))
        if self.fields:
            force_setattr(self, "fields", tidy_fields(self.fields))
        force_setattr(self, "guest", tidy_guest(self.guest, self.order))

    @property
    def same(self) -> tuple[str, str]:
        """An order is taken once, whatever was keyed since the press."""
        return "take-order", self.order

    def decide(self, at: OrderAt) -> Events:
        """Return the order's lines; at the front this also bumps the step that takes the order."""
        taken = order_taken(at, self.wishes, self.allergies, self.guest, self.heard or NOTHING_HEARD)
        said = answered(at.after((taken,)), self.answer) if taken.asked and self.answer else ()
        fields = fields_said(at, self.fields)
        step = at.book.process.taking
        if at.order.source == "outside" or step is None:
            return (taken, *said, *fields)
        filled_in(at.after((taken, *fields)), step.id)
        events = (taken, *said, *fields, *bump_alone(at.after(fields), step.id))
        return (*events, *served_on(at.order, step.id, at.after(events)))

    def filled(self, at: OrderAt) -> Values:
        """Return what it says of the order's fields."""
        return fields_kept(at, self.fields)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that it is taken, and what its guest must not meet."""
        return Reply(sentences(_("Order {number} is taken", number=after.number), after.allergy))

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return the ticket it was keyed on."""
        entry = board.orders.get(self.order)
        taking = entry.playbook.process.taking if entry else None
        return ((self.order, taking.id),) if taking else ()


def fields_said(at: OrderAt, fields: Fields) -> Events:
    """Return that fields are said with what makes an order."""
    if not fields:
        return ()
    from kiosk.work.verb.fill import filled  # where fields are said

    return filled(at, fields)


def fields_kept(at: At, fields: Fields) -> Values:
    """Return what is said of fields, each as it is kept."""
    if not fields:
        return NOTHING_SAID
    from kiosk.work.verb.fill import read_fields  # where fields are said

    return read_fields(at.book, fields, at.day)


def order_taken(at: OrderAt, wishes: Wishes, allergies: Allergies, guest: Guest | None, heard: Heard) -> OrderTaken:
    """Return what a guest wants, as lines; refused where the menu has it not, or it is out."""
    order, playbook = at.order, at.book
    going(order)
    if order.taken:
        raise Refused("already-taken", _("Order {number} is already taken. Start the next guest.", number=order.called))
    strange = [wish.called for wish in wishes if wish.called]
    if strange and order.source == "front":
        raise Refused("no-such-item", _("The menu has no item “{name}”.", name=strange[0]))
    in_stock(playbook.menu, wishes, at.standing.out)
    lines = numbered(playbook.menu, wishes)
    all_chosen(playbook.menu, wishes)
    typed = listed(playbook.menu, allergies)
    found = tuple(allergen for allergen in heard.allergens if allergen not in allergies)
    return OrderTaken(lines, typed, own_words_of(guest), found, heard.told, heard.asked)

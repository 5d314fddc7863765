"""Opening an order: a guest is at the counter, or an order comes in from outside."""

from __future__ import annotations

from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import force_setattr, replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.allergy import told_by
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.event import Guest, Recorded
from kiosk.work.order.facts import fields_missing
from kiosk.work.order.fold import fold
from kiosk.work.order.guard import Events, joined
from kiosk.work.order.line import numbered
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.order.ticket_events import TicketTakenUp
from kiosk.work.verb.at import At, OrderAfter, OrderAt, Values
from kiosk.work.verb.field import Allergies, Fields, Wishes
from kiosk.work.verb.hold import scheduled
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.take_order import NOTHING_HEARD, fields_kept, fields_said, order_taken
from kiosk.work.verb.verb import OpeningVerb
from kiosk.work.verb.wish import is_guest, tells_more, tidy, tidy_fields, tidy_guest


class OpenOrder(OpeningVerb, frozen=True):
    """Open an order for a guest at the counter."""

    serving: Annotated[bool, Meta(description="take its first step up at once")] = False

    def decide(self, at: At, opened: OrderOpened) -> Events:
        """Return the order, with its first step taken up where it is served at once."""
        first = next((step.id for step in at.book.process.steps if not step.after), "")
        return (opened, TicketTakenUp(first)) if self.serving and first else (opened,)

    def reply(self, after: OrderAfter) -> Reply:
        """Say its number and its id."""
        words = _("Order {number} is open ({order})", number=after.number, order=after.entry.order.id)
        return Reply(words, quiet=True)


OUTSIDE = "outside"
"""The source of an order whose sender did not say which it is."""


def op_from(source: str, reference: str) -> str:
    """Return the op an order of a source is written under: it finds the order again, and two sources never meet."""
    return f"add-{reference}" if source == OUTSIDE else f"from-{len(source)}-{source}-{reference}"


class AddOrder(OpeningVerb, frozen=True):
    """Take an order that came in from outside.

    The same reference of the same source again is the same order; without one each is an order of its own.
    """

    words: ClassVar = ("reference", "source", "language")

    reference: Annotated[str, Meta(description="the outside's own key for it")]
    wishes: Wishes
    guest: Guest | None = None
    allergies: Allergies = ()
    ready_at: Annotated[
        int, Meta(description="when it is to be ready, in milliseconds since 1970, UTC; 0 for as soon as can be")
    ] = 0
    heard: Annotated[Heard | None, Meta(description="what the notes tell of; read where it is not said")] = None
    source: Annotated[str, Meta(description="which of the programs outside sent it; never `front`")] = OUTSIDE
    language: Annotated[str, Meta(description="what its guest speaks, as `es`; empty where nobody knows")] = ""
    fields: Fields = ()

    def __post_init__(self) -> None:
        """Read what was written, then clean it."""
        super().__post_init__()
        if self.heard is None:
            force_setattr(self, "heard", told_by(self.wishes, self.guest, self.allergies))
        force_setattr(self, "wishes", tuple(tidy(wish) for wish in self.wishes))
        force_setattr(self, "guest", tidy_guest(self.guest, ""))
        force_setattr(self, "fields", tidy_fields(self.fields))

    @property
    def key(self) -> tuple[str, str]:
        """Its source, and the key that has for it."""
        return self.source, self.reference

    def op(self, op: str) -> str:
        """Return the op that follows from the reference."""
        return op_from(self.source, self.reference) if self.reference else op

    def decide(self, at: At, opened: OrderOpened) -> Events:
        """Return the order with its lines, held until it has to be begun to be ready in time."""
        if self.source in ("", opened.source):
            raise Refused("no-source", _("“{source}” is no source of orders from outside.", source=self.source))
        outside = replace(opened, source=self.source, reference=self.reference, language=self.language)
        order = fold(None, Recorded(0, "", 1, at.op, at.stamp, outside, ""))
        if order is None:
            return ()
        asked = OrderAt(order, at.book, at.stamp, at.board, day=at.day)
        taken = order_taken(asked, self.wishes, self.allergies, self.guest, self.heard or NOTHING_HEARD)
        fields, step = fields_said(asked, self.fields), at.book.process.taking
        said = asked.after((taken, *fields)).order
        if step and (missing := fields_missing(said, at.book, step.id)):
            names = joined(field.name for field in missing)
            raise Refused("field-missing", _("The order does not say: {fields}.", fields=names))
        return (outside, taken, *fields, *scheduled(at.book, self.ready_at, at.stamp))

    def filled(self, at: At) -> Values:
        """Return what it says of the order's fields."""
        return fields_kept(at, self.fields)

    def answered(self, known: OnBoard, *, is_forgotten: bool) -> None:
        """Refuse what came in under the reference of another order, or says more of a guest who is not forgotten."""
        order, who = known.order, known.order.called
        wanted = numbered(known.playbook.menu, self.wishes), tuple(sorted(set(self.allergies)))
        held = tuple(hold.until for hold in order.holds if hold.stamp == order.taken)
        lines = order.lines if order.source == "front" else tuple(order.sent.values())  # hands may have changed theirs
        if (lines, order.allergies) != wanted:
            words = _("“{key}” is order {number} already, with other lines.", key=self.reference, number=who)
        elif not is_guest(known, self.guest) or (not is_forgotten and tells_more(known, self.guest)):
            words = _(
                "“{key}” is order {number} already, with another guest, note or allergy.",
                key=self.reference,
                number=who,
            )
        elif self._says_otherwise(known):
            words = _("“{key}” is order {number} already, with other fields.", key=self.reference, number=who)
        elif held != tuple(hold.until for hold in scheduled(known.playbook, self.ready_at, order.opened)):
            words = _("“{key}” is order {number} already, to be ready at another time.", key=self.reference, number=who)
        else:
            return
        ended = _("It has ended, so nothing more is taken for it: send what is new under another id, or call.")
        keyed = _("It was keyed at the front: change that one.") if order.source == "front" else ""
        raise Refused("reference-reused", f"{words} {ended if order.over else keyed}".rstrip())

    def _says_otherwise(self, known: OnBoard) -> bool:
        """Whether it says other fields than the order came with; hands may have said more, and some are forgotten."""
        order, kept = known.order, dict(known.guest.fields)
        said = fields_kept(At(known.playbook, order.opened, Board(), day=order.day), self.fields)
        came = {name for name, stamp in order.fields.items() if stamp == order.taken}
        return not {*said} <= {*order.fields} or any(said.get(name) != kept[name] for name in came if name in kept)

    def reply(self, after: OrderAfter) -> Reply:
        """Say that it is taken, until when it is held, and what its guest must not meet."""
        order, held = after.entry.order, after.entry.order.held
        words = _("Order {number} is taken ({order})", number=order.called, order=order.id)
        if held and held.until:
            words += _(", held until {at}", at=after.clock(held.until))
        return Reply(sentences(words, after.allergy))

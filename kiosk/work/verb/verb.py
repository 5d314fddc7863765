"""The shape of a verb: a frozen value with the rule that decides it and the reply when it is done."""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, ClassVar

import msgspec
from msgspec import Struct
from msgspec.structs import force_setattr

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.event import Event, Guest
from kiosk.work.order.guard import Events
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.order.point import NOTHING_SAID
from kiosk.work.order.routing import Ticket
from kiosk.work.text.text import clean
from kiosk.work.verb.at import (
    After,
    At,
    OrderAfter,
    OrderAt,
    ProblemAfter,
    RoutineAfter,
    RoutineAt,
    Values,
)
from kiosk.work.verb.field import OccurrenceId, OrderId
from kiosk.work.verb.reply import Reply

if TYPE_CHECKING:
    from kiosk.work.board.standing import Standing
    from kiosk.work.record.problem_row import ProblemRow
    from kiosk.work.routine.occurrence import Occurrence

TicketId = tuple[str, str]
"""An order's id, and a step."""


def word(name: str) -> str:
    """Return what a verb is called outside: `hand-over-early` for HandOverEarly."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


class Result(Struct, frozen=True):
    """What a verb that is done brings under the hands that did it."""

    opens: tuple[Ticket, ...] = ()
    """Tickets that are new: the first one worked at the terminal is opened."""
    chosen: TicketId | None = None
    """A ticket the hands meant to have: it is opened as one chosen by hand."""
    bumped: TicketId | None = None
    """A bump that undo takes back."""
    undone: TicketId | None = None
    """A bump that is taken back: its ticket is open again."""
    guards: bool = False
    """Whether the press that did it is kept from doing more to what has come up."""
    ends: bool = False
    """Whether the order has ended with it, and its slip is shown."""


class Verb(Struct, frozen=True, tag=word, tag_field="verb", forbid_unknown_fields=True):
    """What hands can do. A PIN or a badge never stands in one: it is proved first, and only by whom is said."""

    words: ClassVar[tuple[str, ...]] = ()
    """The fields people write; cleaned when a verb is made, wherever it comes from."""

    def __post_init__(self) -> None:
        """Clean what people write, so that the same words are the same verb."""
        for name in self.words:
            force_setattr(self, name, clean(getattr(self, name)))

    @property
    def same(self) -> Hashable:
        """The key under which the op of a press is kept: what is asked again while nobody knows what became of it."""
        return self

    def check(self) -> None:
        """Refuse fields that hold what they may not: types are kept where a verb is read, not where it is made."""
        try:
            msgspec.json.decode(msgspec.json.encode(self), type=type(self))
        except msgspec.ValidationError as error:
            raise Refused("wrong-field", _("Nothing was done: {why}.", why=error)) from error

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return the tickets this verb may end, of those on a board."""
        return ()

    def reply_on(self, left: Any, after: After) -> Reply:
        """Return what is said of what it left, which is what `Counter.do` returns for verbs of its base."""
        raise NotImplementedError

    def result(self, left: Any, before: OnBoard | None) -> Result:
        """Return what it brings under the hands; `before` is how its order stood, where whoever asks knows."""
        return Result()


class OrderVerb(Verb, frozen=True):
    """What can be done to an order."""

    alone: ClassVar[bool] = False
    """Whether it looks at other orders: then it is written only if nothing at all was written meanwhile."""
    of_recent: ClassVar[bool] = False
    """Whether it asks if a finished order is among the last ones, see `OrderAt.is_recent`."""

    order: OrderId

    @property
    def guest(self) -> Guest | None:
        """What it says of the order's guest, which is kept outside the chain."""
        return None

    def filled(self, at: OrderAt) -> Values:
        """Return what it says of the order's fields, each as it is kept, empty where it takes one out."""
        return NOTHING_SAID

    def parts(self, coach: str) -> tuple[tuple[OrderVerb, str], ...]:
        """Return what is done, each with who does it, empty for who acts; the last carries the op.

        Of a trainee's work the marks are their `coach`'s.
        """
        return ((self, ""),)

    def decide(self, at: OrderAt) -> Events:
        """Return the events this makes of an order; refused where the rules say no."""
        raise NotImplementedError

    def reply(self, after: OrderAfter) -> Reply:
        """Return what is said once it is done."""
        raise NotImplementedError

    def reply_on(self, left: OnBoard, after: After) -> Reply:
        """Return what is said of the order it left."""
        return self.reply(OrderAfter(left, after))

    def every_ticket(self, board: Board) -> tuple[TicketId, ...]:
        """Return every ticket the order can have."""
        entry = board.orders.get(self.order)
        return tuple((self.order, step.id) for step in entry.playbook.process.steps) if entry else ()


class OpeningVerb(Verb, frozen=True):
    """What makes an order where there was none."""

    @property
    def guest(self) -> Guest | None:
        """What it says of the order's guest, which is kept outside the chain."""
        return None

    def filled(self, at: At) -> Values:
        """Return what it says of the order's fields, each as it is kept."""
        return NOTHING_SAID

    @property
    def key(self) -> tuple[str, str]:
        """The source outside that sent it and the key it has for it; an empty key for none."""
        return "", ""

    def op(self, op: str) -> str:
        """Return the op it is written under, where that follows from the verb."""
        return op

    def decide(self, at: At, opened: OrderOpened) -> Events:
        """Return what makes the order, beginning with `opened` as it would be; refused where the rules say no."""
        raise NotImplementedError

    def answered(self, known: OnBoard, *, is_forgotten: bool) -> None:
        """Refuse an order that stands under this op already, where it is another than this asks for.

        `is_forgotten` says that its guest is known no more.
        """

    def reply(self, after: OrderAfter) -> Reply:
        """Return what is said once it is done."""
        raise NotImplementedError

    def reply_on(self, left: OnBoard, after: After) -> Reply:
        """Return what is said of the order it left."""
        return self.reply(OrderAfter(left, after))

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return its tickets."""
        return Result(opens=left.tickets)


class CounterVerb(Verb, frozen=True):
    """What can be done at the counter beside its orders."""

    @property
    def meant(self) -> Event | None:
        """The event it makes where it is allowed; None where that does not follow from the verb alone."""
        return None

    def decide(self, at: At) -> Events:
        """Return the events this makes; refused where the rules say no."""
        raise NotImplementedError

    def reply(self, after: After) -> Reply:
        """Return what is said once it is done."""
        raise NotImplementedError

    def reply_on(self, left: Standing, after: After) -> Reply:
        """Return what is said of the counter it left."""
        return self.reply(after)


class ProblemVerb(Verb, frozen=True):
    """What is said of a problem or a suggestion, on an order's stream or on the counter's."""

    @property
    def order(self) -> str:
        """The order it is raised about; empty for none, and for one that is raised already."""
        return ""

    @property
    def problem(self) -> str:
        """The id of what is raised already, or the beginning of it; empty for what this raises."""
        return ""

    def about(self, op: str) -> str:
        """Return the id of what it is about."""
        return self.problem

    def decide(self, at: At) -> Events:
        """Return the events this makes; refused where the rules say no."""
        raise NotImplementedError

    def reply(self, after: ProblemAfter) -> Reply:
        """Return what is said once it is done."""
        raise NotImplementedError

    def reply_on(self, left: ProblemRow, after: After) -> Reply:
        """Return what is said of the problem it left."""
        return self.reply(ProblemAfter(left, after))


class RoutineVerb(Verb, frozen=True):
    """What is done of a routine; each begins what nobody has begun."""

    occurrence: OccurrenceId

    def decide(self, at: RoutineAt) -> Events:
        """Return the events this makes of an occurrence that is begun; refused where the rules say no."""
        raise NotImplementedError

    def reply(self, after: RoutineAfter) -> Reply:
        """Return what is said once it is done."""
        raise NotImplementedError

    def reply_on(self, left: Occurrence, after: After) -> Reply:
        """Return what is said of the occurrence it left."""
        return self.reply(RoutineAfter(left, after))

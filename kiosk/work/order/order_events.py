"""What can happen to an order as a whole, and what each event makes of it, without asking whether it may."""

from __future__ import annotations

from abc import abstractmethod

from msgspec.structs import replace

from kiosk.work.order.event import Event, Recorded, Stamp
from kiosk.work.order.line import Line
from kiosk.work.order.order import AllergyAnswer, AllergyQuestion, Answer, LineWaste, Order, OrderHold, without
from kiosk.work.playbook.menu import Menu


class OrderEvent(Event, frozen=True):
    """Something that happens to an order."""

    @abstractmethod
    def fold(self, order: Order, record: Recorded) -> Order:
        """Return the order after it; `record` says when, by whom and with which hash."""


class OrderOpened(OrderEvent, frozen=True):
    """A guest is at the counter, or an order came in from outside."""

    word = "order-opened"

    number: int
    """What people call it, from 1 each business day."""
    day: str
    """The business day, as 2026-11-22."""
    playbook: str
    """Hash of the playbook it keeps to its end."""
    source: str
    """`outside` orders skip the steps at the front."""
    reference: str = ""
    """The outside's own key for it."""
    queue: int = 0
    """How many orders were unfinished then, this one not counted."""
    minute: int = -1
    """Minute of the counter's day, by its own clock; below 0 where it was not noted yet."""
    language: str = ""
    """What its guest speaks, as `es`; empty where nobody knows."""

    def begin(self, record: Recorded) -> Order:
        """Return the order it opens."""
        return Order(
            record.stream,
            self.number,
            self.day,
            self.playbook,
            self.source,
            self.reference,
            record.stamp,
            record.version,
            self.queue,
            seq=record.seq,
            minute=self.minute,
            language=self.language,
        )

    def fold(self, order: Order, record: Recorded) -> Order:
        """An order that is open stays as it is."""
        return order


class OrderTaken(OrderEvent, frozen=True):
    """The guest's wishes are known: the order has its lines."""

    word = "order-taken"

    lines: tuple[Line, ...]
    allergies: tuple[str, ...] = ()
    """Allergens the guest must not meet."""
    own_words: bool = False
    """Whether the guest named something in their own words as well; the words stand outside the chain."""
    found: tuple[str, ...] = ()
    """Allergens found in notes and in the guest's own words, beside those that were typed."""
    noted: bool = False
    """Whether a note tells of an allergy, known by name or not."""
    asked: AllergyQuestion | None = None
    """What notes may tell of, which a person has to say."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """The guest's wishes, as they were first."""
        order = replace(
            order,
            lines=self.lines,
            allergies=self.allergies,
            own_words=self.own_words,
            found=self.found,
            noted=self.noted,
            asked=self.asked,
            taken=record.stamp,
            sent={line.id: line for line in self.lines},
            last_line=_last(self.lines, 0),
        )
        return replace(order, allergy_told=record.stamp if order.allergy else None)


class OrderChanged(OrderEvent, frozen=True):
    """The guest wants something else than what was sent."""

    word = "order-changed"

    lines: tuple[Line, ...]
    """All lines from now on; those that stay keep their ids."""
    reason: str
    stops: tuple[str, ...] = ()
    """Steps at which somebody may have begun what is not wanted any more: each has to acknowledge it."""
    again: tuple[str, ...] = ()
    """Steps that were bumped and have more to do now."""
    found: tuple[str, ...] = ()
    """Allergens the new notes tell of that nobody knew of before."""
    noted: bool = False
    """Whether a new note tells of an allergy nobody knew of: every station has to see it then."""
    asked: AllergyQuestion | None = None
    """What new notes may tell of, which a person has to say."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """What somebody may have begun stays to be acknowledged, as it was first."""
        wanted = {line.id: line for line in self.lines}
        lost = tuple(line for line in order.lines if is_less(wanted.get(line.id), line))
        stops = dict(order.stops)
        for step in self.stops:
            known = {line.id for line in stops.get(step, ())}
            stops[step] = (*stops.get(step, ()), *(line for line in lost if line.id not in known))
        if self.noted or self.asked:
            found = tuple(sorted({*order.found, *self.found}))
            order = replace(order, found=found, noted=order.noted or self.noted, allergy_told=record.stamp)
            order = replace(order, asked=self.asked | order.asked if self.asked else order.asked, allergy_seen={})
        return replace(
            _opened_again(order, self.again, record.stamp, lines=self.noted),
            lines=self.lines,
            changed=record.stamp,
            last_line=_last(self.lines, order.last_line),
            stops=stops,
            changes=order.changes + 1,
        )


class ChangeAcknowledged(OrderEvent, frozen=True):
    """A station has seen what is not wanted any more."""

    word = "change-acknowledged"

    step: str
    waste: str = ""
    """Why what was made of it goes to waste; empty when nothing was made."""
    wasted: tuple[Line, ...] = ()
    """What goes to waste: lines as this station made them, with how many."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """Nothing stops the step any more; what it had made is waste."""
        wastes = tuple(LineWaste(self.step, line, self.waste, record.stamp) for line in self.wasted)
        return replace(order, stops=without(order.stops, self.step), wastes=(*order.wastes, *wastes))


class FieldsFilled(OrderEvent, frozen=True):
    """Fields of the order were said; what was said stands outside the chain, and may be forgotten."""

    word = "fields-filled"

    fields: tuple[str, ...]
    """Those that were said, or said otherwise."""
    emptied: tuple[str, ...] = ()
    """Those of which nothing is said any more."""
    facts: tuple[str, ...] = ()
    """What of all that conditions ask of fields holds from now on, in their words."""
    again: tuple[str, ...] = ()
    """Steps that were done and are to be done again."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """It is said, by whom and when; what was done for what was said before is to be done again."""
        said = {**order.fields, **dict.fromkeys(self.fields, record.stamp)}
        left = {name: stamp for name, stamp in said.items() if name not in self.emptied}
        order = _opened_again(order, self.again, record.stamp, lines=True) if self.again else order
        return replace(order, fields=left, field_facts=self.facts)


class AllergySeen(OrderEvent, frozen=True):
    """Somebody, by name, has seen at a station what the guest must not meet."""

    word = "allergy-seen"

    station: str
    """The station of the step it was seen for, wherever that is worked."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """The station knows it."""
        return replace(order, allergy_seen={**order.allergy_seen, self.station: record.stamp})


class AllergyAnswered(OrderEvent, frozen=True):
    """Somebody, by name, has said whether what was asked about is an allergy; answered anew it is said otherwise."""

    word = "allergy-answered"

    answer: Answer
    again: tuple[str, ...] = ()
    """Steps that hands were on before anybody knew: what they made is made again."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """The question is answered; an allergy that was taken for a wish has to be seen anew."""
        answers = (*order.answers, AllergyAnswer(order.question or AllergyQuestion(), self.answer, record.stamp))
        anew = order.asked is None
        order = replace(order, asked=None, answers=answers)
        if not order.allergy:
            return replace(order, allergy_told=None, allergy_seen={})
        if anew and self.answer == "allergy":
            order = replace(order, allergy_told=record.stamp, allergy_seen={})
        return _opened_again(order, self.again, record.stamp, lines=True)


class OrderRushed(OrderEvent, frozen=True):
    """The order goes before all others, at every station."""

    word = "order-rushed"

    reason: str

    def fold(self, order: Order, record: Recorded) -> Order:
        """It goes first."""
        return replace(order, rush=record.stamp, rush_reason=self.reason)


class OrderUnrushed(OrderEvent, frozen=True):
    """The order takes its place by its age again."""

    word = "order-unrushed"

    def fold(self, order: Order, record: Recorded) -> Order:
        """It goes by its age."""
        return replace(order, rush=None, rush_reason="")


class OrderHeld(OrderEvent, frozen=True):
    """The order leaves the rails until a time, or until somebody fires it."""

    word = "order-held"

    reason: str
    until: int = 0
    """Milliseconds since 1970, UTC; 0 for until somebody fires it."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """It waits once more."""
        return replace(order, holds=(*order.holds, OrderHold(self.reason, self.until, record.stamp)))


class OrderFired(OrderEvent, frozen=True):
    """What was held back is to be made now."""

    word = "order-fired"

    step: str = ""
    """The one step that was to wait for its time; empty for the whole order."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """One step does not wait for its time, or what still holds the order ends."""
        stamp = record.stamp
        if self.step:
            return replace(order, fired={**order.fired, self.step: stamp})
        ended = tuple(replace(hold, fired=stamp) if hold.lasts(stamp.at) else hold for hold in order.holds)
        return replace(order, holds=ended)


class OrderVoided(OrderEvent, frozen=True):
    """The order will not be made or handed over."""

    word = "order-voided"

    reason: str

    def fold(self, order: Order, record: Recorded) -> Order:
        """It is over."""
        return replace(order, voided=record.stamp, void_reason=self.reason)


class OrderUnvoided(OrderEvent, frozen=True):
    """A void is taken back."""

    word = "order-unvoided"

    def fold(self, order: Order, record: Recorded) -> Order:
        """It goes on; rushed it is only anew, since its place may be taken."""
        return replace(order, voided=None, void_reason="", rush=None, rush_reason="")


class OrderClosedEarly(OrderEvent, frozen=True):
    """The order was handed over before everything of it was done."""

    word = "order-closed-early"

    reason: str
    missing: tuple[str, ...]
    """The steps that were not bumped."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """What it lacks is known."""
        return replace(order, early=self.reason, missing=self.missing)


class OrderFinished(OrderEvent, frozen=True):
    """The output is in the guest's hands."""

    word = "order-finished"

    def fold(self, order: Order, record: Recorded) -> Order:
        """It is over, and its receipt names this row."""
        return replace(order, finished=record.stamp, anchor=record.hash)


class GuestRated(OrderEvent, frozen=True):
    """The guest said how it was; a later rating stands in an earlier one's place, and both stay in the record."""

    word = "guest-rated"

    rating: int
    """1 to 5, 5 the best."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """The newest rating stands."""
        return replace(order, rating=self.rating, rated=record.stamp)


def is_less(now: Line | None, before: Line) -> bool:
    """Whether something of a line is not wanted any more: all of it, some of it, or as it was."""
    return now is None or now.quantity < before.quantity or (now.choices, now.note) != (before.choices, before.note)


def takes_away(menu: Menu, now: Line | None, before: Line) -> bool:
    """Whether a line gives less than it did; a note that goes on, and more of something, take nothing away."""
    if now is None or now.quantity < before.quantity or not {*before.choices} <= {*now.choices}:
        return True
    more = now.note.removeprefix(before.note)
    goes_on = now.note.startswith(before.note) and not (before.note and more[:1].isalnum())
    more_of = {*now.choices} - {*before.choices}
    return not goes_on or any(one.word != "extra" and menu.group[one.group].kind != "any" for one in more_of)


def _opened_again(order: Order, steps: tuple[str, ...], stamp: Stamp, *, lines: bool) -> Order:
    """Return an order of which some steps are to be done again; with their `lines`, where those do not stay done."""
    return replace(
        order,
        bumps={step: bump for step, bump in order.bumps.items() if step not in steps},
        taken_up={step: taken for step, taken in order.taken_up.items() if step not in steps},
        reopened={**order.reopened, **dict.fromkeys(steps, stamp)},
        done={key: done for key, done in order.done.items() if not lines or key[0] not in steps},
    )


def _last(lines: tuple[Line, ...], before: int) -> int:
    return max((before, *(line.id for line in lines)))

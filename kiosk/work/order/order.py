"""An order, as its events make it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Literal, TypeVar

from msgspec import Struct, field

from kiosk.words import _, later
from kiosk.work.order.event import Mark, Stamp
from kiosk.work.order.line import Line
from kiosk.work.order.problem import Problem
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.day import numbered
from kiosk.work.time.instant import Instant, elapsed, is_after

T = TypeVar("T")

Cause = Literal["wrong", "dropped", "cold", "sent-back"]
"""Why something is made again, in the words of the record."""

CAUSES: Mapping[Cause, str] = {
    "wrong": later("Made wrongly"),
    "dropped": later("Dropped"),
    "cold": later("Went cold"),
    "sent-back": later("Sent back"),
}
"""The same in the words of people."""

Answer = Literal["allergy", "wish"]
"""What a person says of notes that may tell of an allergy, in the words of the record."""

ANSWERS: Mapping[Answer, str] = {"allergy": later("an allergy"), "wish": later("just a wish")}
"""The same in the words of people."""

Seer = Literal["self", "coach", "observer", "guest"]
"""Who says how a point went: whoever did the step, their coach in its place, somebody who watched, or the guest."""


class StepDone(Struct, frozen=True):
    """A step that is done: by whom, where, when, under which procedure."""

    stamp: Stamp
    procedure: str


class PointMark(Struct, frozen=True):
    """How one point went, and who said so."""

    mark: Mark
    reason: str
    stamp: Stamp


class Reading(Struct, frozen=True):
    """A number read against a spec."""

    step: str
    spec: str
    value: Decimal
    action: str
    stamp: Stamp
    typed: str = ""
    """As it was typed in another unit; empty where it was in the spec's."""
    minimum: Decimal | None = None
    """The limit it was held against, where that followed from what a field of its order said."""
    maximum: Decimal | None = None


class LineDone(Struct, frozen=True):
    """A line that is done at a step, as it was then."""

    stamp: Stamp
    line: Line
    single: bool = False
    """Whether somebody bumped this very line, and not only the ticket it stands on."""
    before: LineDone | None = None
    """What was done of it before a bump of its whole ticket, for that to be undone."""


class StepRecall(Struct, frozen=True):
    """A bumped step that was to be done again."""

    step: str
    reason: str
    restarts: bool
    stamp: Stamp
    handed_over: bool = False
    """Whether the guest had the order already."""
    spec: str = ""
    """The spec whose reading opened it again by itself; empty where somebody did."""
    read_at: str = ""
    """The step whose spec that is."""

    @property
    def stays(self) -> str:
        """What is said of it where it is not taken back."""
        return _("a recall: {reason}", reason=usual(self.reason))


class OrderHold(Struct, frozen=True):
    """A time in which an order was kept off the rails."""

    reason: str
    until: int
    """Milliseconds since 1970, UTC; 0 for until somebody fires it."""
    stamp: Stamp
    fired: Stamp | None = None
    """Who ended it by hand."""

    @property
    def release(self) -> Instant | None:
        """When it ends by itself or was ended; None while nobody can tell."""
        if self.fired:
            return self.fired.at
        began = self.stamp.at
        return began.later(max(0, self.until - began.at)) if self.until else None

    def lasts(self, now: Instant) -> bool:
        """Whether it keeps its order off the rails at an instant."""
        return self.release is None or is_after(self.release, now)


class LineWaste(Struct, frozen=True):
    """Something that was made and thrown away."""

    step: str
    line: Line
    """With how many went."""
    reason: str
    stamp: Stamp

    @property
    def stays(self) -> str:
        """What is said of it where it is not taken back."""
        return _("waste was noted")


class LineRemake(Struct, frozen=True):
    """A line that is made again: its old clock ran from `since`, its new one runs from the stamp."""

    step: str
    line: Line
    """With how many are made again."""
    cause: Cause
    since: int
    """When its old clock began, milliseconds since 1970, UTC; 0 where nobody knows."""
    made: Stamp | None
    """When it had been made before; None where it had not been finished."""
    stamp: Stamp

    @property
    def stays(self) -> str:
        """What is said of it where it is not taken back."""
        return _("a remake: {cause}", cause=_(CAUSES[self.cause]))


class AllergyQuestion(Struct, frozen=True):
    """Notes of which only a person can say whether they tell of an allergy."""

    allergens: tuple[str, ...] = ()
    """Found in these notes and told nowhere else, in alphabetical order."""
    words: tuple[str, ...] = ()
    """Those that stand on lines, word for word."""
    note: bool = False
    """Whether the order's own note is one of them; its words stand outside the chain."""

    def __or__(self, other: AllergyQuestion | None) -> AllergyQuestion:
        """Return one question that asks about all notes of two."""
        if other is None:
            return self
        allergens = tuple(sorted({*self.allergens, *other.allergens}))
        return AllergyQuestion(allergens, tuple(dict.fromkeys((*self.words, *other.words))), self.note or other.note)

    def covers(self, other: AllergyQuestion) -> bool:
        """Whether it asks about all notes of another."""
        return self | other == AllergyQuestion(self.allergens, self.words, self.note)


class AllergyAnswer(Struct, frozen=True):
    """What somebody answered, and to what."""

    question: AllergyQuestion
    answer: Answer
    stamp: Stamp


class Order(Struct, frozen=True):
    """One run of the process for one guest; every field follows from its events."""

    id: str
    number: int
    day: str
    playbook: str
    source: str
    """`front`, or which of the programs outside sent it."""
    reference: str
    opened: Stamp
    version: int
    """How many events its stream holds."""
    queue: int = 0
    """How many orders were unfinished when it was opened."""
    lines: tuple[Line, ...] = ()
    allergies: tuple[str, ...] = ()
    own_words: bool = False
    """Whether the guest named something they must not meet in their own words."""
    found: tuple[str, ...] = ()
    """Allergens found in what was written, beside those that were typed."""
    noted: bool = False
    """Whether a note tells of an allergy, known by name or not."""
    asked: AllergyQuestion | None = None
    """What nobody has answered yet: until then it is worked as an allergy."""
    answers: tuple[AllergyAnswer, ...] = ()
    """What was answered, oldest first; of one question the last holds."""
    allergy_told: Stamp | None = None
    """Who told last of something its guest must not meet."""
    allergy_seen: Mapping[str, Stamp] = field(default_factory=dict)
    """By station: who has seen there what was told, by name; a change that tells of more asks all of them anew."""
    taken: Stamp | None = None
    changed: Stamp | None = None
    """Who changed it last after it was taken."""
    taken_up: Mapping[str, Stamp] = field(default_factory=dict)
    """By step."""
    along: Mapping[str, str] = field(default_factory=dict)
    """By step that was taken up: the one whose bump brought it along."""
    bumps: Mapping[str, StepDone] = field(default_factory=dict)
    """By step."""
    points: Mapping[tuple[str, str], PointMark] = field(default_factory=dict)
    """By step and point, as those marked it who did the step."""
    seen: Mapping[tuple[str, str, Seer], PointMark] = field(default_factory=dict)
    """By step, point and who saw it: what an observer or the guest says of a point, beside the worker's own mark, and
    what a coach says, in its place."""
    readings: tuple[Reading, ...] = ()
    voided: Stamp | None = None
    void_reason: str = ""
    finished: Stamp | None = None
    anchor: str = ""
    """Hash of the journal row that finished it."""
    undone_anchors: tuple[str, ...] = ()
    """Hashes of the rows that finished it before, each taken back."""
    seq: int = 0
    """The journal row that opened it: which of two orders is older, whatever the wall clock was set to."""
    minute: int = -1
    """Minute of the counter's day at which it was opened; below 0 where nobody knows."""
    language: str = ""
    """What its guest speaks, as `es`; empty where nobody knows."""
    fields: Mapping[str, Stamp] = field(default_factory=dict)
    """By field: who said it last; what was said stands outside the chain."""
    field_facts: tuple[str, ...] = ()
    """What of all that conditions ask of its fields holds, in their words."""
    sent: Mapping[int, Line] = field(default_factory=dict)
    """The lines as they were first taken, by id."""
    last_line: int = 0
    """The highest id a line of it ever had."""
    done: Mapping[tuple[str, int], LineDone] = field(default_factory=dict)
    """By step and line: what is done of the steps that are bumped, and of those that are bumped line by line."""
    stops: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    """By step: what is not wanted any more and nobody has acknowledged there, as it was."""
    undone: int = 0
    """How many bumps of its steps were taken back at once."""
    changes: int = 0
    """How often it was changed after it was sent."""
    recalls: tuple[StepRecall, ...] = ()
    reopened: Mapping[str, Stamp] = field(default_factory=dict)
    """By step: from when its clock counts anew."""
    rush: Stamp | None = None
    rush_reason: str = ""
    holds: tuple[OrderHold, ...] = ()
    """Every time it was held; only the last may still last."""
    fired: Mapping[str, Stamp] = field(default_factory=dict)
    """By step: who did not wait for its time."""
    wastes: tuple[LineWaste, ...] = ()
    remakes: tuple[LineRemake, ...] = ()
    """Every line that was made again, oldest first."""
    early: str = ""
    """Why it was handed over before all of it was done; empty when it was not."""
    missing: tuple[str, ...] = ()
    """The steps that were not done when it was handed over early."""
    problems: tuple[Problem, ...] = ()
    """Everything raised at its steps, resolved or not, oldest first."""
    rating: int = 0
    """How the guest liked it, 1 to 5; 0 as long as nobody said."""
    rated: Stamp | None = None
    stood_in: Mapping[str, tuple[str, Stamp]] = field(default_factory=dict)
    """By step: why who did it last, or began it, did what is another role's, and when that was said."""
    coached: Mapping[str, tuple[str, Stamp]] = field(default_factory=dict)
    """By step: who stood beside whoever learned it, and when that was said last."""

    @property
    def allergy(self) -> bool:
        """Whether there is something its guest must not meet, or may be."""
        return self.is_told or self.asked is not None

    @property
    def is_told(self) -> bool:
        """Whether nobody has to be asked that there is something its guest must not meet."""
        return bool(self.allergies or self.found or self.own_words or self.noted or self.answered("allergy"))

    @property
    def told_by_name(self) -> tuple[str, ...]:
        """Every allergen nobody has to be asked about, typed, found or answered, in alphabetical order."""
        answered = (name for question in self.answered("allergy") for name in question.allergens)
        return tuple(sorted({*self.allergies, *self.found, *answered}))

    @property
    def must_not_meet(self) -> tuple[str, ...]:
        """Every allergen that is known by name, typed, found or asked about, in alphabetical order."""
        return tuple(sorted({*self.told_by_name, *(self.asked.allergens if self.asked else ())}))

    def answered(self, answer: Answer) -> tuple[AllergyQuestion, ...]:
        """Return the questions to which this is the answer that holds."""
        holds: list[AllergyAnswer] = []
        for one in self.answers:
            holds = [*(before for before in holds if not one.question.covers(before.question)), one]
        return tuple(one.question for one in holds if one.answer == answer)

    @property
    def question(self) -> AllergyQuestion | None:
        """What is asked about; where nothing is, all that ever was, which can be answered anew; None for nothing."""
        if self.asked or not self.answers:
            return self.asked
        return reduce(or_, (one.question for one in self.answers))

    def mark(self, step: str, point: str) -> PointMark | None:
        """Return how a point went by whoever answers for it: the worker, or in a trainee's work the coach."""
        return self.seen.get((step, point, "coach")) or self.points.get((step, point))

    @property
    def called(self) -> str:
        """What people call it: its number, with its day where that is not today."""
        return numbered(self.number, self.day)

    @property
    def state(self) -> Literal["open", "finished", "void"]:
        """How far it is, in the words of the read models."""
        return "void" if self.voided else "finished" if self.finished else "open"

    @property
    def held(self) -> OrderHold | None:
        """The hold nobody has ended by hand; its time may have come."""
        return self.holds[-1] if self.holds and not self.holds[-1].fired else None

    def held_at(self, now: Instant) -> OrderHold | None:
        """Return the hold that keeps it off the rails at an instant."""
        return self.held if self.held and self.held.lasts(now) else None

    def held_for(self, now: Instant) -> int:
        """Return the milliseconds it was held until now."""
        return sum(_lasted(hold, now) for hold in self.holds)

    def remaking(self, step: str) -> tuple[LineRemake, ...]:
        """Return what is to be made again at a step: none of it is done there since, and it is wanted still."""
        wanted = {line.id for line in self.lines} if not self.over and step not in self.bumps else set()
        left = {one.line.id: one for one in self.remakes if one.step == step and one.line.id in wanted}
        return tuple(one for line, one in left.items() if (step, line) not in self.done)

    @property
    def stays(self) -> tuple[tuple[Stamp, str], ...]:
        """What was done to it and no press takes back: by whom and when, and what is said of it."""
        deeds: tuple[LineWaste | StepRecall | LineRemake, ...] = (*self.wastes, *self.recalls, *self.remakes)
        done = tuple((deed.stamp, deed.stays) for deed in deeds)
        done += tuple((one.stamp, _("an answer about an allergy: give another one")) for one in self.answers)
        return (*done, (self.changed, _("a change of what was sent: change it again"))) if self.changed else done

    @property
    def over(self) -> bool:
        """Whether nothing more happens to it."""
        return self.voided is not None or self.finished is not None


def _lasted(hold: OrderHold, now: Instant) -> int:
    """Return the milliseconds a hold lasted until now."""
    lasted, release = elapsed(hold.stamp.at, now), hold.release
    return lasted if release is None else min(lasted, elapsed(hold.stamp.at, release))


def without(table: Mapping[str, T], key: str) -> dict[str, T]:
    """Return a table by step, or by anything else that is named, without one of its keys."""
    return {name: value for name, value in table.items() if name != key}

"""A procedure: HOW a step is done, as a document."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from kiosk.work.playbook.spec import Spec
from kiosk.work.text.text import columns


class When(Struct, frozen=True):
    """The times of a step in seconds from the instant its ticket opens."""

    target: int
    warn: int
    late: int
    earliest: int = 0
    """Faster than this is physically impossible; 0 where nothing says so."""
    too_early: Literal["warn", "hold"] = "warn"
    """What becomes of a bump before `earliest`: it is marked as too fast, or refused."""


SHORT, BRIEF = 42, 24
"""Signs of a point's short words, and of those for small pages: what one line holds at 80 and at 40 columns."""

SHORT_MARK = "short:"
"""What the mark begins with that holds a point's short words, and behind a bar those for small pages."""


class Point(Struct, frozen=True):
    """One thing the procedure asks for."""

    id: str
    words: str
    critical: bool = False
    """Food safety or the like: shown with a mark, counted apart."""
    gate: bool = False
    """The step cannot be bumped until it is kept or marked not applicable."""
    when: str = ""
    """The condition under which it is asked of an order: see `condition`; empty: of every order."""
    may_not_apply: bool = False
    """Whether a worker may say, with a reason, that it does not apply."""
    short: str | UnsetType = UNSET
    """The same in `SHORT` signs at most, for one line of a screen; unset where nobody says it."""
    brief: str | UnsetType = UNSET
    """The same in `BRIEF` signs at most, for small pages."""

    def fitting(self, room: int) -> str:
        """Return its words as they are said in so much room: whole, short or brief; the shortest where none fits."""
        ways = (self.words, self.short or self.words, self.brief or self.short or self.words)
        return next((words for words in ways if columns(words) <= room), ways[-1])

    def marks(self) -> tuple[str, ...]:
        """Return what stands in brackets behind its words in the document."""
        said = (
            ("critical", self.critical),
            ("gate", self.gate),
            ("n/a", self.may_not_apply),
            (f"when: {self.when}", bool(self.when)),
            (f"short: {' | '.join(filter(None, (self.short or '', self.brief or '')))}", bool(self.short)),
        )
        return tuple(word for word, holds in said if holds)


def short_words(marks: set[str]) -> tuple[str, str]:
    """Return a point's short words and those for small pages; empty where they are not said."""
    said = next((mark.removeprefix(SHORT_MARK) for mark in sorted(marks) if mark.startswith(SHORT_MARK)), "")
    short, _bar, brief = said.partition("|")
    return short.strip(), brief.strip()


class Checklist:
    """What asks for points and specs, by their ids."""

    __slots__ = ()
    points: tuple[Point, ...]
    specs: tuple[Spec, ...]

    def point(self, name: str) -> Point | None:
        """Return the point with this id."""
        return next((point for point in self.points if point.id == name), None)

    def spec(self, name: str) -> Spec | None:
        """Return the spec with this id."""
        return next((spec for spec in self.specs if spec.id == name), None)


class SpecWords(Struct, frozen=True):
    """What is said of a spec in another language; its figures are those of the procedure."""

    id: str
    name: str
    words: str
    corrective: str = ""


class PointWords(Struct, frozen=True):
    """What a point asks for, in another language."""

    id: str
    words: str
    short: str | UnsetType = UNSET
    brief: str | UnsetType = UNSET


class Translation(Struct, frozen=True):
    """A procedure's words in another language: figures, gates, marks and ids are those of the procedure."""

    language: str
    """Its code, such as `es` or `pt-BR`."""
    title: str
    role: str = ""
    """Empty where it is called the same."""
    specs: tuple[SpecWords, ...] = ()
    script: tuple[str, ...] = ()
    """Line by line what the procedure's own script says, without marks."""
    points: tuple[PointWords, ...] = ()
    guidelines: tuple[str, ...] = ()
    text: str = ""


class Procedure(Struct, Checklist, frozen=True):
    """How one step is done: who, when, to which specs, with which words."""

    step: str
    title: str
    role: str
    """Who is responsible."""
    when: When
    specs: tuple[Spec, ...] = ()
    script: tuple[str, ...] = ()
    """Lines to say, with variables such as {guest}; the first that can be filled, rotated by order number, is shown."""
    points: tuple[Point, ...] = ()
    guidelines: tuple[str, ...] = ()
    """Advice that can be judged but never blocks."""
    text: str = ""
    """The Markdown body of the document, for reading and printing."""
    version: str = ""
    """12 hex digits of the document's own bytes."""
    translations: tuple[Translation, ...] = ()
    """The same words in other languages."""

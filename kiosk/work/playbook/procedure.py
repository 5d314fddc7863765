"""A procedure: HOW a step is done, as a document."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from kiosk.work.playbook.spec import Spec


class When(Struct, frozen=True):
    """The times of a step in seconds from the instant its ticket opens."""

    target: int
    warn: int
    late: int
    earliest: int = 0
    """Faster than this is physically impossible; 0 where nothing says so."""
    too_early: Literal["warn", "hold"] = "warn"
    """What becomes of a bump before `earliest`: it is marked as too fast, or refused."""


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

    def marks(self) -> tuple[str, ...]:
        """Return what stands in brackets behind its words in the document."""
        said = (
            ("critical", self.critical),
            ("gate", self.gate),
            ("n/a", self.may_not_apply),
            (f"when: {self.when}", bool(self.when)),
        )
        return tuple(word for word, holds in said if holds)


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

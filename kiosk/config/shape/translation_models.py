"""The shapes of a procedure's words in another language."""

from __future__ import annotations

from kiosk.config.shape.models import Id, Name, Shape, Words


class SpecWordsShape(Shape):
    """What is said of a spec in another language."""

    id: Id
    """The spec it is for."""
    name: Name
    """What is specified."""
    words: Words
    """How the worker reads it."""
    corrective: Words = ""
    """What to do when it is missed."""


class RoutineWordsShape(Shape):
    """What a routine asks for, in another language."""

    id: Id
    """The routine it is for; its name stands with it, under `names`."""
    points: dict[Id, Words] = {}  # noqa: RUF012 - pydantic copies it
    """The words of every point, by its short name."""
    specs: list[SpecWordsShape] = []  # noqa: RUF012 - pydantic copies it
    """The words of every spec."""


class RoutineWordsFile(Shape):
    """`routines.<language>.yaml`: the words of the routines in another language."""

    routines: list[RoutineWordsShape]
    """In any order."""


class TranslationHead(Shape):
    """The head of `procedures/<step>.<language>.md`: the words of a procedure in another language."""

    title: Name
    """What the document is called."""
    role: Name = ""
    """Who is responsible; as in the procedure where left out."""
    specs: list[SpecWordsShape] = []  # noqa: RUF012 - pydantic copies it
    """The words of every spec."""

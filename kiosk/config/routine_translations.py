"""Routines in other languages: `routines.es.yaml` says in Spanish what `routines.yaml` asks for, and nothing more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import UNSET
from msgspec.structs import replace

from kiosk.config.shape.translation_models import RoutineWordsFile, RoutineWordsShape
from kiosk.config.yaml_file import KeyPath, YamlDocument
from kiosk.errors import FileProblem
from kiosk.work.check.playbook import hidden
from kiosk.work.playbook.procedure import PointWords, SpecWords
from kiosk.work.playbook.routine import Routine, RoutineWords
from kiosk.work.text.finding import unknown

BASE = "routines.yaml"


def language_of(name: str) -> str:
    """Return the language in a file's name: `es` of `routines.es.yaml`."""
    return name.removeprefix("routines.").removesuffix(".yaml")


def in_languages(routines: tuple[Routine, ...], files: Mapping[str, RoutineWordsFile]) -> tuple[Routine, ...]:
    """Return the routines with their words in other languages, by language."""
    said = {
        routine.id: tuple(
            _words(language, shape)
            for language, file in sorted(files.items())
            for shape in file.routines
            if shape.id == routine.id
        )
        for routine in routines
    }
    return tuple(replace(routine, translations=said[routine.id] or UNSET) for routine in routines)


def _words(language: str, shape: RoutineWordsShape) -> RoutineWords:
    return RoutineWords(
        language,
        tuple(PointWords(name, words) for name, words in shape.points.items()),
        tuple(SpecWords(spec.id, spec.name, spec.words, spec.corrective) for spec in shape.specs),
    )


def problems(document: YamlDocument, file: RoutineWordsFile, routines: tuple[Routine, ...]) -> Iterator[FileProblem]:
    """Find words for what is not there, words that are missing, empty or cannot be shown."""
    known = {routine.id: routine for routine in routines}
    for index, shape in enumerate(file.routines):
        place: KeyPath = ("routines", index)
        if shape.id not in known:
            yield document.problem((*place, "id"), f"{BASE}: {unknown('routine', shape.id, known)}")
        elif shape.id in [other.id for other in file.routines[:index]]:
            yield document.problem((*place, "id"), f"Routine `{shape.id}` stands here twice. Remove one.")
        else:
            yield from (document.problem(*one) for one in _differences(shape, known[shape.id], place))
    for name in sorted(known.keys() - {shape.id for shape in file.routines}):
        yield document.problem(("routines",), f"Routine `{name}` of {BASE} is missing here. Add its words.")


def _differences(shape: RoutineWordsShape, routine: Routine, place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    points, specs = {one.id for one in routine.points}, {one.id: one for one in routine.specs}
    for name, words in shape.points.items():
        if name not in points:
            yield (*place, "points", name), f"{BASE}: {unknown('point', name, points)}"
        yield from _texts(words, (*place, "points", name))
    for position, spec in enumerate(shape.specs):
        here: KeyPath = (*place, "specs", position)
        if spec.id not in specs:
            yield (*here, "id"), f"{BASE}: {unknown('spec', spec.id, specs)}"
        elif specs[spec.id].corrective and not spec.corrective:
            yield here, f"`{spec.id}` has a `corrective` in {BASE}. Say here what to do when it is missed."
        yield from _texts(spec.name, (*here, "name"))
        yield from _texts(spec.words, (*here, "words"))
    lacks = [f"point `{name}`" for name in sorted(points - shape.points.keys())]
    lacks += [f"spec `{name}`" for name in sorted(specs.keys() - {spec.id for spec in shape.specs})]
    if lacks:
        yield place, f"Of `{routine.id}` in {BASE} {', '.join(lacks)} is missing here. Add its words."


def _texts(words: str, place: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if not words:
        yield place, "This is empty. Write it."
    yield from ((place, told) for told in hidden("", words))

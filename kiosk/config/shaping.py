"""Gives a document its shape, or says in plain words what does not fit, and where."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from copy import deepcopy
from typing import Any, Generic, TypeVar, get_args

from msgspec import Struct, structs
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.config.shape.models import LANGUAGE_CODE, known_keys
from kiosk.config.yaml_file import KeyPath, YamlDocument
from kiosk.errors import FileProblem
from kiosk.work.text.finding import closest, nearest

AnyShape = TypeVar("AnyShape", bound=BaseModel)

FILLED: dict[str, object] = {
    "title": "?", "currency": "?", "day_starts": "00:00", "name": "?", "role": "?", "input": "?", "output": "?",
}  # fmt: skip
"""What stands for a text at the top of a file that is missing or wrong, while the rest is looked at."""

ALIKE = 0.85
"""How much of a word has to be that of what was lost for it to be meant: an id that is misspelt may be."""

_FOLLOWS = {"after": "Nothing before", "parts": "holds no part"}
"""What is found elsewhere where a key is lost, by that key."""

_QUOTED = re.compile(r"[`“]([^`”]+)[`”]")


class Hole(Struct, frozen=True):
    """What was left out of a file so that the rest of it has its shape."""

    path: KeyPath
    """Where, in the file as it is."""
    holder: KeyPath
    """Where in what is left: the list it was in, or what it belonged to."""
    lost: frozenset[str]
    """All that stood there."""

    def hides(self, path: KeyPath, words: str) -> bool:
        """Whether a problem of what is left may come from the hole alone, as it is about what was there."""
        around = self.holder[: len(path)] == path
        near = path[: len(self.holder)] == self.holder if self.holder else path[:1] == self.path[:1]
        is_entry = isinstance(self.path[-1], int) and len(self.holder) == len(self.path) - 1
        # Which steps come before the order is taken is not known where a step lacks.
        untaken = self.path[:1] == ("steps",) and "before the order is taken" in words
        follows = any(self.holder[-1:] == (key,) and said in words for key, said in _FOLLOWS.items())
        return (
            around
            or untaken
            or follows
            or (near and not is_entry)
            or any(closest(word, [*self.lost], ALIKE) for word in _QUOTED.findall(words))
        )


class Mended(Struct, Generic[AnyShape], frozen=True):
    """What has its shape of a file that has faults."""

    value: AnyShape
    document: YamlDocument
    """What is left, each at its place in the file."""
    holes: tuple[Hole, ...]


def shaped(document: YamlDocument, shape: type[AnyShape]) -> tuple[AnyShape | None, tuple[FileProblem, ...]]:
    """Return the document as a value of `shape`, with every problem; None where it cannot have that shape.

    Keys nobody knows are a problem, but what is left without them still has its shape, so that it can be compared with
    other files in the same breath.
    """
    if not document.complete:
        return None, document.problems
    empty = tuple(_empty(document, document.value, ()))
    try:
        found = shape.model_validate(document.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        missing = {one for one, _ in empty} | {hole.holder for hole in strangers(document, shape)}
        wrong = [
            _problem(document, shape, one)
            for one in details
            if not (one["type"] == "missing" and one["loc"] in missing)
        ]
        found_at = tuple(problem for _, problem in empty)
        return _without_strangers(document.value, shape, details), (*document.problems, *found_at, *wrong)
    return found, (*document.problems, *(problem for _, problem in empty))


def mended(document: YamlDocument, shape: type[AnyShape]) -> Mended[AnyShape] | None:
    """Return what is left of a document without the entries and keys at fault; None where too little is left."""
    try:
        shape.model_validate(document.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
    else:
        return None
    cuts = {cut for detail in details if (cut := _cut(document.value, shape, detail))}
    cuts = {cut for cut in cuts if not any(cut[:length] in cuts for length in range(1, len(cut)))}
    if not cuts or not isinstance(document.value, dict):
        return None
    value, moved = _without(document.value, (), (), cuts)
    for cut in cuts:
        if len(cut) == 1 and cut[0] in FILLED:
            value[cut[0]] = FILLED[str(cut[0])]
    try:
        found = shape.model_validate(value)
    except ValidationError:
        return None
    places = {moved[path]: place for path, place in document.places.items() if path in moved}
    keys = {moved[path]: place for path, place in document.keys.items() if path in moved}
    holes = tuple(_hole(document.value, cut, moved) for cut in sorted(cuts, key=str))
    return Mended(found, structs.replace(document, value=value, places=places, keys=keys), holes)


def _hole(value: object, cut: KeyPath, moved: dict[KeyPath, KeyPath]) -> Hole:
    """Return the hole that one cut leaves; a word out of a list is missed by what has the list."""
    was = _inner(value, cut)
    is_word = isinstance(cut[-1], int) and not isinstance(was, dict)
    return Hole(cut, moved[cut[: -2 if is_word else -1]], frozenset(_texts(was)))


def strangers(document: YamlDocument, shape: type[BaseModel]) -> tuple[Hole, ...]:
    """Return the holes that keys nobody knows leave: each may have been meant for one that is known."""
    found: list[Hole] = []
    try:
        shape.model_validate(document.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if detail["type"] != "extra_forbidden":
                continue
            *path, stranger = detail["loc"]
            close = closest(str(stranger), [*known_keys(_at(shape, tuple(path)))])
            lost = frozenset(_texts(_inner(document.value, detail["loc"])))
            found.append(Hole(detail["loc"], (*path, close or str(stranger)), lost))
    return tuple(found)


def _cut(value: object, shape: type[BaseModel], detail: ErrorDetails) -> KeyPath:
    """Return what has to go for one fault: the key where it need not be there, else the entry of a list around it."""
    path: KeyPath = tuple(key for key in detail["loc"] if key != "[key]")
    needed = detail["type"] == "missing"
    while path:
        holder = _at(shape, path[:-1])
        keys = known_keys(holder)
        here = path[-1] in keys and _inner(value, path[:-1]) is not None
        if isinstance(path[-1], int) or detail["type"] == "extra_forbidden":
            return path
        is_own = here and isinstance(_inner(value, path[:-1]), dict)
        if is_own and not needed and not holder.model_fields[keys[path[-1]]].is_required():
            return path
        if len(path) == 1 and path[-1] in FILLED:
            return path
        path, needed = path[:-1], False
    return ()


def _inner(value: Any, path: KeyPath) -> Any:
    """Return what stands at a path; None for nothing."""
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return None
    return value


def _without(
    value: object, path: KeyPath, now: KeyPath, cuts: Collection[KeyPath]
) -> tuple[Any, dict[KeyPath, KeyPath]]:
    """Return a value without what stands at some paths, and where each thing that is left stands now."""
    moved = {path: now}
    if not isinstance(value, dict | list):
        return value, moved
    kept: list[tuple[object, object]] = []
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        if (*path, key) not in cuts:
            there = key if isinstance(value, dict) else len(kept)
            left, inside = _without(inner, (*path, key), (*now, there), cuts)
            kept.append((key, left))
            moved |= inside
    return dict(kept) if isinstance(value, dict) else [left for _, left in kept], moved


def _texts(value: object) -> Iterator[str]:
    """Return every text within a value, keys too."""
    if isinstance(value, str):
        yield value
        yield from value.split()
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(str(key))
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _empty(document: YamlDocument, value: object, path: KeyPath) -> Iterator[tuple[KeyPath, FileProblem]]:
    """Find keys with nothing behind them: what stood there may be lost."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        if inner is None and isinstance(value, dict):
            words = f"`{key}` has nothing behind it. Say it, or take the key out."
            yield (*path, key), document.problem((*path, key), words, key=True)
        yield from _empty(document, inner, (*path, key))


def _without_strangers(value: object, shape: type[AnyShape], details: list[ErrorDetails]) -> AnyShape | None:
    """Return the value without the keys nobody knows; None when it has other faults too."""
    if any(detail["type"] != "extra_forbidden" for detail in details):
        return None
    kept: Any = deepcopy(value)
    for detail in details:
        *path, stranger = detail["loc"]
        holder = kept
        for key in path:
            holder = holder[key]
        del holder[stranger]
    return shape.model_validate(kept)


def _problem(document: YamlDocument, shape: type[BaseModel], detail: ErrorDetails) -> FileProblem:
    """Turn one of pydantic's errors into a sentence at a place."""
    path: KeyPath = tuple(detail["loc"])
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = list(known_keys(_at(shape, path[:-1])))
        return document.problem(path, f"`{path[-1]}` is not known here. {nearest(str(path[-1]), known)}", key=True)
    if kind == "missing":
        return document.problem(path, f"`{path[-1]}` is missing. Add it.")
    if path and path[-1] == "[key]":
        return document.problem(path[:-1], _words(detail), key=True)
    return document.problem(path, _words(detail))


def _words(detail: ErrorDetails) -> str:
    """Say what does not fit, and what would."""
    given: Any = detail["input"]
    context = detail.get("ctx", {})
    match detail["type"]:
        case "value_error":
            return f"{context['error']}."
        case "string_pattern_mismatch" if context.get("pattern") == LANGUAGE_CODE:
            return f"“{given}” is no language's code, such as es or pt-BR."
        case "string_pattern_mismatch":
            return f"“{given}” is not a short name: use small letters, digits and hyphens, such as `take-order`."
        case "literal_error":
            choices = [choice.strip("' ") for choice in str(context["expected"]).replace(" or ", ",").split(",")]
            said = f"“{given}” is not known here" if isinstance(given, str) else "This must be one word"
            return f"{said}. {nearest(str(given), choices)}"
        case "string_too_long":
            return f"This is longer than {context['max_length']} characters. Shorten it."
        case "string_type":
            return "This must be text."
        case "list_type":
            return "This must be a list: `[a, b]`, or lines that start with `- `."
        case "model_type" | "dict_type":
            return "This must be a mapping: lines of `key: value`."
        case _:
            return f"{detail['msg']}."


def _at(shape: type[BaseModel], path: KeyPath) -> type[BaseModel]:
    """Return the shape that describes what stands at a path."""
    for key in path:
        if isinstance(key, str) and key in (keys := known_keys(shape)):
            shape = _inside(shape.model_fields[keys[key]].annotation) or shape
    return shape


def _inside(annotation: Any) -> type[BaseModel] | None:
    """Return the shape within a field's type, such as within `list[StepShape]`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _inside(inner))), None)

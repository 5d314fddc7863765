"""Gives a document its shape, or says in plain words what does not fit, and where."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kiosk.config.models import LANGUAGE_CODE, known_keys
from kiosk.config.yaml_file import KeyPath, YamlDocument
from kiosk.errors import FileProblem
from kiosk.work.text.finding import nearest

AnyShape = TypeVar("AnyShape", bound=BaseModel)


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
        missing = {one for one, _ in empty}
        wrong = [
            _problem(document, shape, one)
            for one in details
            if not (one["type"] == "missing" and one["loc"] in missing)
        ]
        found_at = tuple(problem for _, problem in empty)
        return _without_strangers(document.value, shape, details), (*document.problems, *found_at, *wrong)
    return found, (*document.problems, *(problem for _, problem in empty))


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

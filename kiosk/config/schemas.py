"""JSON Schemas of every file that people edit, so that an editor completes keys and marks mistakes while they type."""

from __future__ import annotations

import ast
import inspect
import json
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

from msgspec.structs import FieldInfo, fields
from pydantic import BaseModel, ConfigDict, Field, create_model

from kiosk.config.examples import ExamplesFile
from kiosk.config.shape import menu_models, models
from kiosk.config.shape.routine_models import RoutinesFile
from kiosk.config.shape.translation_models import RoutineWordsFile, TranslationHead
from kiosk.settings import Settings

FILES: dict[str, type[BaseModel]] = {
    "stations": models.StationsFile,
    "menu": menu_models.MenuFile,
    "process": models.ProcessFile,
    "routines": RoutinesFile,
    "procedure": models.ProcedureHead,
    "translation": TranslationHead,
    "routine-words": RoutineWordsFile,
    "examples": ExamplesFile,
}
"""Shape by the name of its schema; the one of settings is made from the struct."""


AS_WRITTEN = {"keys": dict[str, str | list[str]] | None, "voices": dict[str, str] | None}
"""Settings that a file writes otherwise than the program holds them."""


def schemas() -> dict[str, str]:
    """Return the text of every schema by file name."""
    shapes = {**FILES, "settings": _settings()}
    return {f"{name}.schema.json": _text(shape.model_json_schema()) for name, shape in shapes.items()}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into a folder and give the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
        written.append(folder / name)
    return tuple(written)


def _settings() -> type[BaseModel]:
    """Return the shape of `kiosk.yaml`: the fields of `Settings`, each with the string under it."""
    body = ast.parse(inspect.getsource(Settings)).body[0]
    lines = body.body if isinstance(body, ast.ClassDef) else []
    said = {
        field.target.id: under.value.value
        for field, under in pairwise(lines)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(under, ast.Expr) and isinstance(under.value, ast.Constant)
    }
    hints = {**get_type_hints(Settings), **AS_WRITTEN}
    shape: dict[str, Any] = {
        field.name: (hints[field.name], Field(_default(field), description=str(said[field.name])))
        for field in fields(Settings)
    }
    return create_model("Settings", __config__=ConfigDict(extra="forbid"), __doc__=Settings.__doc__, **shape)


def _default(field: FieldInfo) -> object:
    """Return a setting's default as a file writes it."""
    return None if field.name in AS_WRITTEN else field.default


def _text(schema: dict[str, Any]) -> str:
    """Return a schema as the text of a file, the same on every machine."""
    draft = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps({**draft, **schema}, indent=2, ensure_ascii=False) + "\n"

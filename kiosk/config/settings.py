"""Reads this machine's settings: what the command line says, then the environment, then the file, then the default.

Settings are checked by hand, not by pydantic: they are read at every start, and a start does without its 200 ms.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, get_args

from kiosk.config.found_files import settings_file, typed
from kiosk.config.keys import read_keys
from kiosk.config.yaml_file import YamlDocument, parse, read_text
from kiosk.errors import FileProblem, PlaybookProblems, Refused
from kiosk.settings import (
    LONGEST_PERSON,
    Announce,
    BoardNames,
    KeypadName,
    Keys,
    Settings,
    SlipDevice,
    Speech,
    Theme,
    Voices,
)
from kiosk.work.text.finding import nearest

ENVIRONMENT = {"KIOSK_PLAYBOOK": "playbook", "KIOSK_DATABASE": "database"}
"""Settings that a variable may say; `KIOSK_SETTINGS` names the file."""


MOST_TEXT = 1000
"""Characters in one setting."""

LONGEST_PREFIX = 4
"""Signs before a scan."""


def read_settings(
    file: Path | None, overrides: Mapping[str, object], environment: Mapping[str, str] | None = None
) -> Settings:
    """Return the settings of this machine; raises PlaybookProblems with every problem of the file.

    `file` is what the command line says, None for nothing; `overrides` what it says about single settings, where None
    says nothing. A path in the file counts from the file's folder, one said elsewhere from the current folder.
    Refused where an override is unknown or does not fit.
    """
    environment = os.environ if environment is None else environment
    said = _from_file(settings_file(file, environment))
    for variable, name in ENVIRONMENT.items():
        if environment.get(variable):
            said[name] = _override(name, environment[variable], f"{variable} says")
    for name, value in overrides.items():
        if value is not None:
            said[name] = _override(name, value, "The command line says")
    return Settings(**said)


def _from_file(path: Path) -> dict[str, Any]:
    """Return what a file says, by setting."""
    file = typed(path)
    _, text, problems = read_text(path, file)
    document = YamlDocument(file, problems=problems, complete=False) if problems else parse(text, file)
    said, wrong = values(document, path.parent)
    if wrong:
        raise PlaybookProblems(tuple(sorted(wrong)))
    return said


def values(document: YamlDocument, folder: Path) -> tuple[dict[str, Any], list[FileProblem]]:
    """Return the values of a settings document and what is wrong with it."""
    if not document.complete:
        return {}, list(document.problems)
    raw = {} if document.value is None else document.value
    if not isinstance(raw, dict):
        return {}, [*document.problems, document.problem((), "Settings are lines of `key: value`.")]
    said: dict[str, Any] = {}
    problems = list(document.problems)
    for name, value in raw.items():
        if name not in READERS:
            words = f"`{name}` is no setting. {nearest(name, list(READERS))}"
            problems.append(document.problem((name,), words, key=True))
        elif value is not None and name != "keys":
            try:
                said[name] = READERS[name](value, folder)
            except ValueError as error:
                problems.append(document.problem((name,), str(error)))
    said["keys"], wrong = read_keys(raw.get("keys"), said.get("keypad", "standard"))
    problems += [document.problem(("keys", *one.path), one.words, key=one.key) for one in wrong]
    return said, problems


def _override(name: str, value: object, who: str) -> object:
    """Return a setting said outside the file, refused where it does not fit."""
    if name not in READERS:
        raise Refused("no-such-setting", f"`{name}` is no setting. {nearest(name, list(READERS))}")
    try:
        return READERS[name](str(value), Path())
    except ValueError as error:
        raise Refused("bad-setting", f"{who} {name} “{value}”. {error}") from error


def _text(raw: object, _folder: Path) -> str:
    """Read text."""
    if not isinstance(raw, str) or not raw.isprintable() or len(raw) > MOST_TEXT:
        raise ValueError("This must be one line of text.")
    return raw.strip()


def _person(raw: object, folder: Path) -> str:
    """Read a worker's name."""
    said = _text(raw, folder)
    if len(said) > LONGEST_PERSON:
        raise ValueError(f"A worker's name has at most {LONGEST_PERSON} characters.")
    return said


def _language(raw: object, folder: Path) -> str:
    """Read a language by its code; one the program has no catalogue of may still be that of a procedure."""
    said = _text(raw, folder)
    if not (said.isascii() and said.isalpha() and said.islower() and len(said) in (2, 3)):
        raise ValueError(f"“{said}” is no language. Say its code in two or three letters, such as en, es or de.")
    return said


def _voices(raw: object, folder: Path) -> Voices:
    """Read the voices that speak a language each."""
    if raw == "":
        return ()
    if not isinstance(raw, dict):
        words = "Put each language in a line of its own under it, such as `es: roa/es`."
        raise ValueError(words)  # noqa: TRY004 - what every reader refuses with
    return tuple((_language(language, folder), _text(voice, folder)) for language, voice in raw.items())


def _truth(raw: object, folder: Path) -> bool:
    """Read true or false."""
    return _one_of(raw, folder, ("true", "false")) == "true"


def _path(raw: object, folder: Path) -> Path | None:
    """Read a path; empty says nothing."""
    said = _text(raw, folder)
    return folder / Path(said).expanduser() if said else None


def _playbook(raw: object, folder: Path) -> str:
    """Read a playbook: a folder where it is written as one (`./shop`, `/etc/kiosk/shop`, `~/shop`), or a name."""
    said = _text(raw, folder)
    return str(folder / Path(said).expanduser()) if os.sep in said or said.startswith((".", "~")) else said


def _number(raw: object, folder: Path, least: int, most: int) -> int:
    """Read a whole number within limits."""
    said = _text(raw, folder)
    if not (said.isascii() and said.isdigit() and len(said) <= len(str(most)) and least <= int(said) <= most):
        raise ValueError(f"“{said}” is not a whole number from {least} to {most}.")
    return int(said)


def _one_of(raw: object, folder: Path, words: tuple[str, ...]) -> str:
    """Read one of a few words."""
    said = _text(raw, folder)
    if said not in words:
        raise ValueError(f"“{said}” is not known here. {nearest(said, list(words))}")
    return said


def _keys(_raw: object, _folder: Path) -> Keys:
    """Refuse keys said in one word; those of the file are read once its keypad is known."""
    raise ValueError("Keys are said in the settings file, one action a line.")


def _scanner(raw: object, folder: Path) -> str:
    """Read how a scanner is known."""
    said = _text(raw, folder)
    if said not in ("speed", "off") and not 1 <= len(said) <= LONGEST_PREFIX:
        raise ValueError(f"Say speed, off, or the 1 to {LONGEST_PREFIX} signs that the scanner sends first.")
    return said


READERS: dict[str, Callable[[object, Path], object]] = {
    "database": _path,
    "playbook": _playbook,
    "station": _text,
    "terminal": _person,
    "person": _person,
    "theme": partial(_one_of, words=get_args(Theme)),
    "language": _language,
    "speech": partial(_one_of, words=get_args(Speech)),
    "announce": partial(_one_of, words=get_args(Announce)),
    "combine": _truth,
    "board_names": partial(_one_of, words=get_args(BoardNames)),
    "voice": _text,
    "voices": _voices,
    "rate": partial(_number, least=80, most=400),
    "slips": _path,
    "slip_device": partial(_one_of, words=get_args(SlipDevice)),
    "debounce": partial(_number, least=0, most=2000),
    "guard": partial(_number, least=0, most=2000),
    "keypad": partial(_one_of, words=get_args(KeypadName)),
    "keys": _keys,
    "scanner": _scanner,
}

"""Values in an order from outside: what has one meaning is taken as that, all else refused with what was given."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

from msgspec import Struct

from kiosk.work.guest.grammar import GERMAN, SPANISH
from kiosk.work.guest.script import NUMBERS
from kiosk.work.outside.names import refuse
from kiosk.work.text.plain import alike, text_of
from kiosk.work.text.text import LINE_LENGTH, clean, line_and_column

MOST_BYTES = 512 * 1024
"""Of one order."""

MOST_DEPTH = 64
"""An order needs five; what its source says beside it may be deeper."""

MOST_SHOWN = 40
"""Characters that are said of what was given."""

YES = ("true", "yes", "y", "1", "si", "ja", "on")
NO = ("false", "no", "0", "nein", "none", "off")

_COUNTS = {
    alike(word): number
    for words in (NUMBERS, SPANISH.numbers, GERMAN.numbers)
    for number, word in enumerate(words)
    if word != "once"  # 11 in Spanish, 1 in English
} | dict.fromkeys(("a", "an", "una", "uno", "eins", "eine", "einen"), 1)
_DIGITS = re.compile(
    r"[x×*]? ?([0-9]+)(?:[.,]0{1,2})? ?(?:[x×*]|pcs?|pieces?|units?|stk|stu?ck|stück|uds?|unidad(?:es)?)?\.?"
)
_COUNTED = (
    re.compile(r"(?P<number>[^\W_]+) ?(?:[x×*] ?| )(?P<rest>.+)"),
    re.compile(r"(?P<rest>.+?) ?[x×*] ?(?P<number>[0-9]+)"),
)


SOON = ("", "asap", "now")
_TIME_OF_DAY = re.compile(
    r"(?P<hour>[0-9]{1,2}?)(?:[:.h]?(?P<minute>[0-9]{2})(?::00)?)?(?: ?(?:uhr|h))?(?: ?(?P<half>[ap])\.?m\.?)?"
)


class Pairs(Struct, frozen=True):
    """An object as it was written, keys that stand twice included."""

    pairs: tuple[tuple[str, object], ...]


class Number(Struct, frozen=True):
    """A number as it was written: it may be an id, or longer than anything is counted here."""

    written: str

    def __str__(self) -> str:
        """Return it as it was written, but for a fraction that is none."""
        whole_part, point, fraction = self.written.partition(".")
        return self.written if fraction.strip("0") or not point else whole_part


def parsed(raw: bytes) -> object:
    """Parse JSON, and nothing that only looks like it."""
    text = _text(raw)
    _shallow(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=lambda pairs: Pairs(tuple(pairs)),
            parse_constant=Number,
            parse_float=Number,
            parse_int=Number,
        )
    except json.JSONDecodeError as error:
        refuse(f"{error.lineno}:{error.colno}", f"this is not JSON ({error.msg[0].lower()}{error.msg[1:]})")


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        refuse("order", f"is larger than {MOST_BYTES // 1024} kB")
    try:
        return text_of(raw)
    except UnicodeDecodeError as error:
        encoding = json.detect_encoding(raw)
        line, column = line_and_column(raw[: error.start].decode(encoding, "ignore").removeprefix("\ufeff"))
        refuse(f"{line}:{column}", f"this is not {encoding[:6].rstrip('-').upper()} text")


def _shallow(text: str) -> None:
    """Refuse nesting deeper than any order has, before a parser meets it."""
    depth, within, skip = 0, False, False
    for index, sign in enumerate(text):
        if skip:
            skip = False
        elif within:
            skip, within = sign == "\\", sign != '"'
        elif sign == '"':
            within = True
        elif sign in "[{":
            depth += 1
        elif sign in "]}":
            depth -= 1
        if depth > MOST_DEPTH:
            line, column = line_and_column(text[:index])
            refuse(f"{line}:{column}", f"this is nested deeper than {MOST_DEPTH}; an order is not")


def given(value: object) -> str:
    """Write a value as it was given, as far as that is short."""
    match value:
        case Pairs():
            words = "{" + ", ".join(f'"{key}": {given(inner)}' for key, inner in value.pairs) + "}"
        case list():
            words = f"[{', '.join(map(given, value))}]"
        case str():
            words = f"“{value}”"
        case Number():
            words = value.written
        case _:
            words = json.dumps(value)
    return clean(words, MOST_SHOWN)


def flat(value: object) -> str:
    """Write a value as words, with the keys inside it."""
    match value:
        case Pairs():
            return ", ".join(f"{key}: {flat(inner)}" for key, inner in value.pairs)
        case list():
            return ", ".join(map(flat, value))
        case _:
            return str(value)


def text(value: object, path: str, most: int = LINE_LENGTH) -> str:
    """Return a text; a number is its digits, and a list of one what it holds."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Number) and value.written[-1].isdigit():
        value = str(value)
    if not isinstance(value, str):
        refuse(path, f"must be text, not {given(value)}")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        refuse(path, "must be whole characters, not half a one (a lone surrogate)")
    if len(value) > most:
        refuse(path, f"is longer than {most} characters")
    return value


def words(value: object, path: str) -> str:
    """Return what somebody says, however long: several texts are one after the other, an object its keys and texts."""
    if value is False:
        return ""
    if isinstance(value, Pairs):
        value = flat(value)
    parts = [words(part, path) for part in value if part is not None] if isinstance(value, list) else []
    return ". ".join(filter(None, parts)) if isinstance(value, list) else text(value, path, MOST_BYTES)


def when(value: object, path: str) -> str:
    """Return a time as `12:30` or in ISO 8601 where it is said otherwise; empty for as soon as can be."""
    said = "" if value is False else text(value, path).strip()
    if said.casefold() in SOON:
        return ""
    if re.fullmatch("[0-9]{10}|[0-9]{13}", said):  # seconds or milliseconds since 1970
        return datetime.fromtimestamp(int(said[:10]), UTC).isoformat()
    if not (parts := _TIME_OF_DAY.fullmatch(said.casefold())):
        return said
    hour, half = int(parts["hour"]), parts["half"]
    if half and 1 <= hour <= 12:  # noqa: PLR2004 - by the clock's face
        hour = hour % 12 + (12 if half == "p" else 0)
    return f"{hour:02}:{parts['minute'] or '00'}" if half or parts["minute"] else said


def several(value: object) -> list[object]:
    """Return what a list holds, or one thing as a list of it; some programs number what is in a list."""
    if value is False or value == "":
        return []
    if isinstance(value, Pairs) and all(key.isdecimal() for key, _inner in value.pairs):
        return [inner for _key, inner in value.pairs]
    return value if isinstance(value, list) else [value]


def whole(value: object, most: int) -> int:
    """Return a whole number from 1 on, written as a number, a text or a word; 0 for anything else."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, str | Number) or "_" in str(value):
        return 0
    written = alike(value) if isinstance(value, str) else str(value)
    digits = _DIGITS.fullmatch(written)
    try:
        number = float(digits[1] if digits else _COUNTS.get(written, written))
    except ValueError:
        return 0
    return int(number) if 1 <= number <= most and number.is_integer() else 0


def counted(said: str, most: int) -> tuple[int, str]:
    """Part `2 x fries`, `two fries` or `fries ×2` into how many and what; 0 where no number stands there."""
    for pattern in _COUNTED:
        parts = pattern.fullmatch(" ".join(said.split()))
        if parts and (number := whole(parts["number"], most)):
            return number, parts["rest"]
    return 0, said


def spellings(key: str, value: object) -> list[list[str]]:
    """Return the choices an object says under a key, each in the ways in which a menu may have it."""
    name = " ".join(key.replace("_", " ").split())
    spelt: list[list[str]] = []
    for part in several(value) or ["no"]:
        said = flat(part)
        if part is True or alike(said) in YES:
            spelt.append([name])
        elif alike(said) in NO:
            spelt.append([f"no {name}"])
        else:
            spelt.append([said, f"{said} {name}", f"{name} {said}"])
    return spelt

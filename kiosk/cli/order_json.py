"""An order from outside, as JSON: read strictly, and refused in a sentence that names the place.

    {"id": "web-4711", "guest": "Ana", "note": "", "allergies": ["milk"], "allergy": "",
     "lines": [{"item": "cheeseburger", "quantity": 2, "choices": ["no onion"], "note": "",
                "inside": [{"item": "fries", "choices": ["large"]}]}]}

`lines` and `item` must be there, `id` for an order that opens itself; all else may be left out. `inside` is for
combos. `allergies` are allergens of the menu, `allergy` is the guest's own words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import NoReturn

from kiosk.errors import Refused
from kiosk.work.found import nearest
from kiosk.work.line import MOST_LINES, MOST_OF_ONE, Choice, Wish, parse_choice
from kiosk.work.menu import Menu
from kiosk.work.text import clean, line_and_column

MOST_BYTES = 64 * 1024
MOST_DEPTH = 8
"""An order needs five."""

LONGEST_ID = 80
LONGEST_TEXT = 200

TOP = ("id", "guest", "note", "allergies", "allergy", "lines")
LINE = ("item", "quantity", "choices", "note", "inside")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an order from outside asks for."""

    reference: str
    guest: str
    note: str
    allergies: tuple[str, ...]
    """Allergens of the menu."""
    allergy: str
    """What the guest must not meet, in their own words."""
    wishes: tuple[Wish, ...]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """An object as it was written, keys that stand twice included."""

    pairs: tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class _NoNumber:
    """A number that is none of ours: NaN, Infinity, one with a fraction or an exponent, or one far too long."""

    written: str


def read_order(raw: bytes, menu: Menu) -> Asked:
    """Give what an order asks for; refused with the place of the first thing that is wrong."""
    top = _object(_parsed(_text(raw)), "order", TOP)
    if "lines" not in top:
        _refuse("order", 'has no "lines"; it needs at least one line')
    lines = _list(top["lines"], "lines")
    if not 1 <= len(lines) <= MOST_LINES:
        _refuse("lines", f"holds {len(lines)} lines; an order has 1 to {MOST_LINES}")
    allergies = _list(top.get("allergies", []), "allergies")
    return Asked(
        _reference(top.get("id", "")),
        _words(top.get("guest", ""), "guest"),
        _words(top.get("note", ""), "note"),
        tuple(_words(name, f"allergies[{place}]") for place, name in enumerate(allergies)),
        _words(top.get("allergy", ""), "allergy"),
        tuple(_wish(line, f"lines[{place}]", menu) for place, line in enumerate(lines)),
    )


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        _refuse("order", f"is larger than {MOST_BYTES // 1024} kB")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = line_and_column(raw[: error.start].decode("utf-8-sig"))
        _refuse(f"{line}:{column}", "this is not UTF-8 text")


def _parsed(text: str) -> object:
    """Parse JSON, and nothing that only looks like it."""
    _shallow(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=lambda pairs: _Pairs(tuple(pairs)),
            parse_constant=_NoNumber,
            parse_float=_NoNumber,
            parse_int=lambda digits: int(digits) if len(digits) <= len(str(MOST_BYTES)) else _NoNumber(digits[:12]),
        )
    except json.JSONDecodeError as error:
        _refuse(f"{error.lineno}:{error.colno}", f"this is not JSON ({error.msg[0].lower()}{error.msg[1:]})")


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
            _refuse(f"{line}:{column}", f"this is nested deeper than {MOST_DEPTH}; an order is not")


def _wish(value: object, path: str, menu: Menu, *, within: bool = False) -> Wish:
    """Read one line, or one item inside a combo."""
    line = _object(value, path, LINE[:-1] if within else LINE)
    if "item" not in line:
        _refuse(path, 'has no "item"')
    item = _item(line["item"], f"{path}.item", menu)
    choices = _list(line.get("choices", []), f"{path}.choices")
    inside = _list(line.get("inside", []), f"{path}.inside")
    return Wish(
        item,
        _quantity(line.get("quantity", 1), f"{path}.quantity"),
        tuple(_choice(words, f"{path}.choices[{place}]", item, menu) for place, words in enumerate(choices)),
        _words(line.get("note", ""), f"{path}.note"),
        tuple(_wish(inner, f"{path}.inside[{place}]", menu, within=True) for place, inner in enumerate(inside)),
    )


def _item(value: object, path: str, menu: Menu) -> str:
    """Find an item by its id, else by its name as the menu spells it."""
    said = _words(value, path)
    if said in menu.item:
        return said
    named = [item.id for item in menu.items if item.name == said]
    if not named:
        close = nearest(said, [item.id for item in menu.items], also=[item.name for item in menu.items])
        _refuse(path, f"the menu has no item “{clean(said, 60)}”. {close}")
    return named[0]


def _choice(value: object, path: str, item: str, menu: Menu) -> Choice:
    words = _words(value, path)
    try:
        return parse_choice(menu, item, words)
    except Refused as refused:
        _refuse(path, refused.words)


def _quantity(value: object, path: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= MOST_OF_ONE:
        _refuse(path, f"must be a whole number from 1 to {MOST_OF_ONE}")
    return value


def _reference(value: object) -> str:
    """Read the source's own key; a key that would be changed by cleaning is refused, for two keys must stay two."""
    key = _words(value, "id")
    if clean(key, LONGEST_ID) != key:
        _refuse("id", f"must be at most {LONGEST_ID} plain characters, without blanks around them")
    return key


def _words(value: object, path: str) -> str:
    if not isinstance(value, str):
        _refuse(path, "must be text")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        _refuse(path, "must be whole characters, not half a one (a lone surrogate)")
    if len(value) > LONGEST_TEXT:
        _refuse(path, f"is longer than {LONGEST_TEXT} characters")
    return value


def _list(value: object, path: str) -> list[object]:
    if not isinstance(value, list):
        _refuse(path, "must be a list")
    return value


def _object(value: object, path: str, known: tuple[str, ...]) -> dict[str, object]:
    """Give an object's keys, each of them known and there only once."""
    if not isinstance(value, _Pairs):
        _refuse(path, "must be an object, in { }")
    found: dict[str, object] = {}
    for key, inner in value.pairs:
        if key not in known:
            _refuse(path, f"has a key “{clean(key, 60)}” that is not known. {nearest(clean(key), list(known))}")
        if key in found:
            _refuse(path, f"has the key “{key}” twice")
        found[key] = inner
    return found


def _refuse(path: str, words: str) -> NoReturn:
    raise Refused("bad-order", f"{path}: {words}" + ("" if words.endswith((".", "?")) else "."))

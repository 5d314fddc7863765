"""An order from outside, as JSON: what has one meaning is taken, all else refused in a sentence that names the place.

    {"id": "web-4711", "guest": "Ana", "note": "", "allergies": ["milk"], "allergy": "", "ready_at": "12:30",
     "lines": [{"item": "cheeseburger", "quantity": 2, "choices": ["no onion"], "note": "",
                "inside": [{"item": "fries", "choices": ["large"]}]}]}

`lines` and `item` must be there, `id` for an order that opens itself; all else may be left out. `inside` is for
combos. `allergies` are allergens of the menu, `allergy` is the guest's own words. In a change of a sent order a line
may say `"line": 1`: the line it stands for. A number is taken for a text and a text for a number where it is one, null
for what is left out, one thing for a list of one, and a key nobody knows is told.
"""

from __future__ import annotations

import json

from msgspec import Struct

from kiosk.cli.order_names import LONGEST_CALLED, Names, Said
from kiosk.cli.order_names import refuse as _refuse
from kiosk.errors import Refused
from kiosk.work.allergy.detection import read_name
from kiosk.work.order.event import Guest
from kiosk.work.order.line import MOST_LINES, MOST_OF_ONE, Wish
from kiosk.work.playbook.menu import UNKNOWN, Menu
from kiosk.work.text.plain import text_of
from kiosk.work.text.text import KEPT_LENGTH, LINE_LENGTH, LONGEST_NOTE, clean, line_and_column

MOST_BYTES = 512 * 1024
"""Of one order."""

MOST_DEPTH = 64
"""An order needs five; what its source says beside it may be deeper."""

MOST_NUMBER = 65536
"""No line has a higher number."""

LONGEST_ID = 80

MOST_CHOICES = 50
"""Of one line, and items inside a combo."""

TOP = ("id", "guest", "note", "allergies", "allergy", "ready_at", "lines")
LINE = ("item", "quantity", "choices", "note", "inside")


class Asked(Struct, frozen=True):
    """What an order from outside asks for."""

    reference: str
    guest: str
    note: str
    allergies: tuple[str, ...]
    """Allergens of the menu."""
    allergy: str
    """What the guest must not meet, in their own words."""
    ready_at: str
    """When it is to be ready, as it was said; empty for as soon as may be."""
    wishes: tuple[Wish, ...]
    doubts: tuple[str, ...]
    """A sentence for each name that is not on the menu."""


class _Pairs(Struct, frozen=True):
    """An object as it was written, keys that stand twice included."""

    pairs: tuple[tuple[str, object], ...]


class _Number(Struct, frozen=True):
    """A number as it was written: it may be an id, or longer than anything is counted here."""

    written: str

    def __str__(self) -> str:
        """Return it as it was written, but for a fraction that is none."""
        whole, point, fraction = self.written.partition(".")
        return self.written if fraction.strip("0") or not point else whole


def read_order(raw: bytes, menu: Menu, *, strict: bool = False, change: bool = False) -> Asked:
    """Return what an order asks for; refused with the place of the first thing that is wrong.

    Names that are not on the menu are kept as words, unless `strict`. Lines of a `change` may say which line they are.
    """
    names = Names(menu, strict=strict)
    top = _object(_parsed(_text(raw)), "order", TOP, names)
    if "lines" not in top:
        _refuse("order", 'has no "lines"; it needs at least one line')
    lines = _list(top["lines"])
    if not 1 <= len(lines) <= MOST_LINES:
        _refuse("lines", f"holds {len(lines)} lines; an order has 1 to {MOST_LINES}")
    reference, ready_at = _reference(top.get("id", "")), _words(top.get("ready_at", ""), "ready_at")
    guest, note = _words(top.get("guest", ""), "guest"), _words(top.get("note", ""), "note", LONGEST_NOTE)
    wishes = tuple(_wish(line, f"lines[{place}]", names, change=change) for place, line in enumerate(lines))
    allergies, others = names.allergens(_names(top, "allergies", "allergies"))
    own = filter(None, (_words(top.get("allergy", ""), "allergy", LONGEST_NOTE), *others, *names.dangers))
    said = Guest(
        "", guest, ". ".join(filter(None, (note, *names.questions))), _words(", ".join(own), "allergy", KEPT_LENGTH)
    )
    if not change or note or top.get("allergy"):
        said = names.guest(said, guest)  # a change that says no more than the name says nothing new of it
    return Asked(
        reference,
        guest,
        said.note,
        allergies,
        said.allergy,
        ready_at,
        wishes,
        names.doubts,
    )


def reference_of(raw: bytes) -> str:
    """Return the key a text says its order has, whatever else is wrong with it; empty where none can be read."""
    try:
        top = _parsed(_text(raw))
        return _reference(dict(top.pairs).get("id", "")) if isinstance(top, _Pairs) else ""
    except Refused:
        return ""


def _text(raw: bytes) -> str:
    if len(raw) > MOST_BYTES:
        _refuse("order", f"is larger than {MOST_BYTES // 1024} kB")
    try:
        return text_of(raw)
    except UnicodeDecodeError as error:
        encoding = json.detect_encoding(raw)
        line, column = line_and_column(raw[: error.start].decode(encoding, "ignore").removeprefix("\ufeff"))
        _refuse(f"{line}:{column}", f"this is not {encoding[:6].rstrip('-').upper()} text")


def _parsed(text: str) -> object:
    """Parse JSON, and nothing that only looks like it."""
    _shallow(text)
    try:
        return json.loads(
            text,
            object_pairs_hook=lambda pairs: _Pairs(tuple(pairs)),
            parse_constant=_Number,
            parse_float=_Number,
            parse_int=_Number,
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


def _wish(value: object, path: str, names: Names, *, within: bool = False, change: bool = False) -> Wish:
    """Read one line, or one item inside a combo."""
    line = _object(value, path, LINE[:-1] if within else (*LINE, "line") if change else LINE, names)
    if "item" not in line:
        _refuse(path, 'has no "item"')
    said = _name(line["item"], f"{path}.item")
    item = names.item(said)
    quantity = _quantity(line.get("quantity", "1"), f"{path}.quantity")
    choices = _names(line, "choices", f"{path}.choices")
    note = _words(line.get("note", ""), f"{path}.note", LONGEST_NOTE)
    inner = _few(line.get("inside", []), f"{path}.inside")
    inside = tuple(_wish(one, f"{path}.inside[{place}]", names, within=True) for place, one in enumerate(inner))
    number = _line(line["line"], f"{path}.line") if "line" in line else 0
    rest = (*(words for _, words in choices), *map(_plain, inner), *([note] if note else []))
    if item == UNKNOWN:
        heeded = (*rest, said[1]) if read_name(said[1]).answer != "harmless" else rest
        return Wish(item, quantity, (), ", ".join(heeded), line=number, called=clean(said[1], LONGEST_CALLED))
    known, others = names.choices(item, choices)
    wish = Wish(item, quantity, known, ", ".join(filter(None, (*others, note))), inside, number)
    return wish if within else names.fitting(path, wish, said[1], rest)


def _plain(value: object) -> str:
    """Write an item inside a combo as it was said."""
    said = {key: inner for key, inner in value.pairs if inner is not None} if isinstance(value, _Pairs) else {}
    choices, note = said.get("choices", []), said.get("note", "")
    words = [
        f"{said.get('quantity', 1)} × {said.get('item', '')}",
        *_list(choices),
        note,
    ]
    return " ".join(str(word) for word in words if word)


def _line(value: object, path: str) -> int:
    return _whole(value, MOST_NUMBER) or _refuse(path, "must be the number of a line of the order, such as 1")


def _names(table: dict[str, object], key: str, path: str) -> list[Said]:
    """Read a list of names, each with its place."""
    return [_name(value, f"{path}[{place}]") for place, value in enumerate(_few(table.get(key, []), path))]


def _name(value: object, path: str) -> Said:
    """Read a name; one of which nothing can be read names nothing."""
    words = _words(value, path)
    if not clean(words):
        _refuse(path, "must not be empty")
    return path, words


def _few(value: object, path: str) -> list[object]:
    """Read a list that is no longer than anybody needs."""
    found = [one for one in _list(value) if one is not None]
    if len(found) > MOST_CHOICES:
        _refuse(path, f"holds {len(found)} entries; at most {MOST_CHOICES} are read")
    return found


def _quantity(value: object, path: str) -> int:
    return _whole(value, MOST_OF_ONE) or _refuse(path, f"must be a whole number from 1 to {MOST_OF_ONE}")


def _whole(value: object, most: int) -> int:
    """Return a whole number from 1 on, written as a number or as a text; 0 for anything else."""
    if not isinstance(value, str | _Number) or "_" in str(value):
        return 0
    try:
        number = float(str(value))
    except ValueError:
        return 0
    return int(number) if 1 <= number <= most and number.is_integer() else 0


def _reference(value: object) -> str:
    """Read the source's own key; a key that would be changed by cleaning is refused, for two keys must stay two."""
    key = _words(value, "id")
    if clean(key, LONGEST_ID) != key:
        _refuse("id", f"must be at most {LONGEST_ID} plain characters, without blanks around them")
    return key


def _words(value: object, path: str, most: int = LINE_LENGTH) -> str:
    if isinstance(value, _Number) and value.written[-1].isdigit():
        value = str(value)
    if not isinstance(value, str):
        _refuse(path, "must be text")
    if any("\ud800" <= sign <= "\udfff" for sign in value):
        _refuse(path, "must be whole characters, not half a one (a lone surrogate)")
    if len(value) > most:
        _refuse(path, f"is longer than {most} characters")
    return value


def _list(value: object) -> list[object]:
    """Return a list, or one thing as a list of it."""
    return value if isinstance(value, list) else [value]


def _object(value: object, path: str, known: tuple[str, ...], names: Names) -> dict[str, object]:
    """Return what an object says under the keys that are known, each of them there only once."""
    if not isinstance(value, _Pairs):
        _refuse(path, "must be an object, in { }")
    found: dict[str, object] = {}
    for key, inner in value.pairs:
        if key not in known:
            names.strange_key(path, key, _flat(inner), known)
        elif key in found:
            _refuse(path, f"has the key “{key}” twice")
        else:
            found[key] = inner
    return {key: inner for key, inner in found.items() if inner is not None}


def _flat(value: object) -> str:
    """Write a value that nobody reads as words, with the keys inside it."""
    if isinstance(value, _Pairs):
        return ", ".join(f"{key}: {_flat(inner)}" for key, inner in value.pairs)
    return ", ".join(map(_flat, value)) if isinstance(value, list) else str(value)

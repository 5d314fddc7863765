"""An order from outside, as JSON: what has one meaning is taken, all else refused in a sentence that names the place.

    {"id": "web-4711", "guest": "Ana", "language": "es", "note": "", "allergies": ["milk"], "allergy": "",
     "ready_at": "12:30", "fields": {"promised": "2026-12-24"},
     "lines": [{"item": "cheeseburger", "quantity": 2, "choices": ["no onion"], "note": "",
                "inside": [{"item": "fries", "choices": ["large"]}]}]}

`lines` and `item` must be there; all else may be left out, but an order without an `id` is another one each time it is
sent. `inside` is for combos. `fields` says what the playbook asks beside the lines. `allergies` are allergens of the
menu, `allergy` is the guest's own words. In a change of a sent order a line may say `"line": 1`: the line it stands
for. What has one meaning is taken (see values.py), also keys in other letters; a key nobody knows is told.
"""

from __future__ import annotations

import re
from contextlib import suppress

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.work.allergy.detection import read_name
from kiosk.work.order.event import Guest
from kiosk.work.order.line import MOST_LINES, MOST_OF_ONE, Wish
from kiosk.work.outside.names import LONGEST_CALLED, Names, Said
from kiosk.work.outside.names import refuse as _refuse
from kiosk.work.outside.values import Pairs, counted, flat, given, parsed, several, spellings, text, when, whole, words
from kiosk.work.playbook.menu import UNKNOWN, Menu
from kiosk.work.playbook.process import MOST_FIELDS
from kiosk.work.text.text import KEPT_LENGTH, LONGEST_NOTE, NAME_LENGTH, clean

MOST_NUMBER = 65536
"""No line has a higher number."""

LONGEST_ID = 80

_CODE = re.compile(r"[a-z]{2,3}")
"""Of a language."""

MOST_CHOICES = 50
"""Of one line, and items inside a combo."""

TOP = ("id", "source", "guest", "language", "note", "allergies", "allergy", "ready_at", "fields", "lines")
TOLD = ("note", "allergies", "allergy", "fields")
LINE = ("item", "quantity", "choices", "note", "inside")
NAMED = ("name", "id")
ALIASES = {
    "items": ("lines", "inside"),
    **dict.fromkeys(("products", "lineitems", "orderlines", "orderitems", "positions", "cart", "basket"), ("lines",)),
    **dict.fromkeys(("orderid", "externalid", "reference"), ("id",)),
    **dict.fromkeys(("customer", "customername", "guestname"), ("guest",)),
    **dict.fromkeys(("locale", "lang", "guestlanguage"), ("language",)),
    "notes": ("note",),
    "allergens": ("allergies",),
    "pickupat": ("ready_at",),
    **dict.fromkeys(("qty", "count", "amount"), ("quantity",)),
    **dict.fromkeys(("name", "product", "title", "dish", "article", "itemname", "productname"), ("item",)),
    **dict.fromkeys(("choice", "modifiers", "options"), ("choices",)),
}
"""What other programs call the keys, in small letters without blanks and dashes."""


class Asked(Struct, frozen=True):
    """What an order from outside asks for."""

    reference: str
    source: str
    """Which program it says has sent it; empty where it says none."""
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
    """A sentence for each name that is not on the menu, and for whatever else is not as it was said."""
    cut: bool = False
    """Whether a text is longer than an order keeps."""
    language: str = ""
    """What the guest speaks, as `es`; empty where nobody says."""
    fields: tuple[tuple[str, str], ...] = ()
    """What is said of the order's fields, by id or name."""


def read_order(raw: bytes, menu: Menu, *, strict: bool = False, change: bool = False) -> Asked:
    """Return what an order asks for; refused with the place of the first thing that is wrong.

    Names that are not on the menu are kept as words, unless `strict`. Lines of a `change` may say which line they are;
    without lines it leaves them as they are, and says something of the guest.
    """
    return asked_of(parsed(raw), menu, strict=strict, change=change)


def asked_of(order: object, menu: Menu, *, strict: bool = False, change: bool = False) -> Asked:
    """Return what an order asks for that is parsed already."""
    names = Names(menu, strict=strict, whole=strict or change)
    if order == []:
        _refuse("order", "the list is empty. Give one order or more.")
    top = _object(opened(order), "order", TOP, names)
    tells = change and any((*map(top.get, TOLD), names.dangers, names.questions))
    if "lines" not in top and not tells:
        _refuse("order", 'has no "lines"; it needs at least one line')
    lines = lines_of(top.get("lines", []), names)
    if "lines" in top and not 1 <= len(lines) <= MOST_LINES:
        _refuse("lines", f"holds {len(lines)} lines; an order has 1 to {MOST_LINES}")
    reference, ready_at = _reference(top.get("id", "")), when(top.get("ready_at", ""), "ready_at")
    guest, note = _guest(top.get("guest", ""), names), _note(top, "note", "note", names)
    said = Guest("", guest, note)
    if not change or note or top.get("allergy"):
        said = names.guest(said)  # a change that says no more than the name says nothing new of it
    wishes = tuple(_wish(line, f"lines[{place}]", names, change=change) for place, line in enumerate(lines))
    allergies, others = names.allergens(_allergies(top, names))
    language = _language(top.get("language", ""), names)
    own = filter(None, (_note(top, "allergy", "allergy", names), *others, said.allergy, *names.dangers))
    return Asked(
        reference,
        clean(text(top.get("source", ""), "source"), NAME_LENGTH),
        guest,
        ". ".join(filter(None, (said.note, *names.questions))),
        allergies,
        text(", ".join(own), "allergy", KEPT_LENGTH),
        ready_at,
        wishes,
        names.doubts,
        names.cut,
        language,
        _fields(top.get("fields", "")),
    )


def _fields(value: object) -> tuple[tuple[str, str], ...]:
    """Read what is said of an order's fields: an object of texts, numbers, true or false; null says nothing."""
    if value in ("", None, []):
        return ()
    if not isinstance(value, Pairs) or len(value.pairs) > MOST_FIELDS:
        _refuse("fields", 'is no object, such as {"promised": "2026-12-24"}')
    said = ((key, inner) for key, inner in value.pairs if inner is not None)
    return tuple(
        (clean(key, NAME_LENGTH), text(_field(inner), f"fields.{clean(key, NAME_LENGTH)}")) for key, inner in said
    )


def _field(value: object) -> object:
    """Return what is said of one field as it is typed."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else value


def _language(value: object, names: Names) -> str:
    """Return the code of what a guest speaks: `es` for `es-MX` and `es_mx` too; what is none is told and left out."""
    said = text(value, "language")
    code = re.split("[-_]", said.strip().casefold())[0]
    if said.strip() and not _CODE.fullmatch(code):
        names.doubt("language", f"language “{clean(said, 40)}” is no code such as es: it is left out.")
        return ""
    return code


def sent_as(raw: bytes) -> tuple[str, str]:
    """Return the source and the key a text says its order has, as far as they can be read; whatever else is wrong."""
    left = {"source": "", "id": ""}
    with suppress(Refused):
        top = parsed(raw)
        for key, value in top.pairs if isinstance(top, Pairs) else ():
            if (known := key_of(key, TOP)) in left and value is not None:
                with suppress(Refused):
                    left[known] = left[known] or (_reference(value) if known == "id" else text(value, "source"))
    return clean(left["source"], NAME_LENGTH), left["id"]


def opened(order: object) -> object:
    """Return an order that stands in an object of its own, or is one line alone, as what holds lines."""
    if not isinstance(order, Pairs) or _says_lines(order):
        return order
    inner = [value for _key, value in order.pairs if isinstance(value, Pairs) and _says_lines(value)]
    if len(inner) == 1:
        return Pairs((*(pair for pair in order.pairs if pair[1] is not inner[0]), *inner[0].pairs))
    line = tuple(pair for pair in order.pairs if key_of(pair[0], LINE) in ("item", "quantity", "choices", "inside"))
    if any(key.casefold() == "item" for key, _value in line):
        return Pairs((*(pair for pair in order.pairs if pair not in line), ("lines", [Pairs(line)])))
    return order


def _says_lines(value: Pairs) -> bool:
    return any(key_of(key, TOP) == "lines" for key, _inner in value.pairs)


def lines_of(value: object, names: Names) -> list[object]:
    """Return the lines of an order: an object that names no item says how many of each, a text has them by commas."""
    if isinstance(value, Pairs) and all(whole(count, MOST_OF_ONE) for _name, count in value.pairs):
        return [Pairs((("item", name), ("quantity", count))) for name, count in value.pairs]
    parts = list(filter(None, map(str.strip, re.split(r"[,;\n]", value)))) if isinstance(value, str) else []
    if len(parts) > 1 and all(names.known(counted(part, MOST_OF_ONE)[1]) for part in parts):
        return [*parts]
    return [line for line in several(value) if line is not None]


def _wish(value: object, path: str, names: Names, *, within: bool = False, change: bool = False) -> Wish:
    """Read one line, or one item inside a combo; a text is what its item is called."""
    value = Pairs((("item", value),)) if isinstance(value, str) else value
    groups: tuple[tuple[str, object], ...] = ()
    if isinstance(value, Pairs):
        groups = tuple(pair for pair in value.pairs if not key_of(pair[0], LINE) and names.is_group(pair[0]))
        value = Pairs(tuple(pair for pair in value.pairs if pair not in groups))
    line = _object(value, path, LINE[:-1] if within else (*LINE, "line") if change else LINE, names)
    if "item" not in line:
        _refuse(path, 'has no "item"')
    said = _name(line["item"], f"{path}.item", names)
    is_counted = line.get("quantity", "") != ""
    quantity = _quantity(line["quantity"], f"{path}.quantity") if is_counted else 1
    if not is_counted and not names.known(said[1]):
        number, rest = counted(said[1], MOST_OF_ONE)
        if names.known(rest):
            quantity, said = number, (said[0], rest)
    item = names.item(said)
    choices = _choices(line.get("choices", []), item, f"{path}.choices", names)
    choices_inside = names.is_group("inside") and item != UNKNOWN and not names.is_combo(item)
    groups += (("inside", line["inside"]),) if choices_inside and "inside" in line else ()
    choices += _choices(Pairs(groups), item, path, names) if groups else []
    note = _note(line, "note", f"{path}.note", names)
    inner = [] if choices_inside else _few(line.get("inside", []), f"{path}.inside")
    inside = tuple(_wish(one, f"{path}.inside[{place}]", names, within=True) for place, one in enumerate(inner))
    number = _line(line["line"], f"{path}.line") if "line" in line else 0
    remarks = (*(words for _, words in choices), *map(_plain, inner), *([note] if note else []))
    if item == UNKNOWN:
        is_heeded = len(said[1]) > NAME_LENGTH or read_name(said[1]).answer != "harmless"
        heeded = (*remarks, said[1]) if is_heeded else remarks
        return Wish(item, quantity, (), ", ".join(heeded), line=number, called=clean(said[1], LONGEST_CALLED))
    known, others = names.choices(item, choices)
    wish = Wish(item, quantity, known, ", ".join(filter(None, (*others, note))), inside, number)
    return wish if within else names.fitting(path, wish, said[1], remarks)


def _plain(value: object) -> str:
    """Write an item inside a combo as it was said."""
    if not isinstance(value, Pairs):
        return f"1 × {flat(value)}"
    said = {key_of(key, LINE) or key: inner for key, inner in value.pairs if inner is not None}
    parts = [
        f"{said.get('quantity', 1)} × {flat(said.get('item', ''))}",
        *map(flat, several(said.get("choices", []))),
        flat(said.get("note", "")),
    ]
    return " ".join(filter(None, parts))


def _line(value: object, path: str) -> int:
    number = whole(value, MOST_NUMBER) if re.search("[0-9]", str(value)) else 0  # a word counts, it numbers nothing
    return number or _refuse(path, "must be the number of a line of the order, such as 1")


def _guest(value: object, names: Names) -> str:
    """Read what a guest is called."""
    if isinstance(value, Pairs) and any(key_of(key, ("name",)) for key, _inner in value.pairs):
        value = _object(value, "guest", ("name",), names).get("name", "")
    elif isinstance(value, Pairs) and all("name" in key.casefold() for key, _inner in value.pairs):
        value = " ".join(flat(inner) for _key, inner in value.pairs if inner is not None)
    return words(value, "guest")


def _note(table: dict[str, object], key: str, path: str, names: Names) -> str:
    """Read what somebody says; of what is very long its beginning, and what tells of an allergy."""
    return names.beginning(path, words(table.get(key, ""), path))


def _allergies(top: dict[str, object], names: Names) -> list[Said]:
    """Read the allergens: names, or an object that says of each whether it is one."""
    allergens: list[Said] = []
    value = top.get("allergies", [])
    for place, one in enumerate(_few(value, "allergies")):
        path = f"allergies[{place}]"
        if isinstance(one, Pairs) and not any(key_of(key, NAMED) for key, _inner in one.pairs):
            spelt = [(key, spelling) for key, inner in one.pairs for spelling in spellings(key, inner)]
            flags = [
                key if len(said) == 1 else f"{key}: {said[0]}" for key, said in spelt if not said[0].startswith("no ")
            ]
            allergens += [_name(flag, path, names) for flag in flags]
        else:
            allergens.append(_name(one, path, names))
    if not allergens and isinstance(value, Pairs | bool):
        names.doubt("allergies", f"allergies: {given(value)} names none.")
    return allergens


def _choices(value: object, item: str, path: str, names: Names) -> list[Said]:
    """Read the choices of an item: names, or objects that say a group and what of it, or what of a part."""
    choices: list[Said] = []
    for place, one in enumerate(_few(value, path)):
        at = f"{path}[{place}]"
        if not isinstance(one, Pairs):
            choices += [(at, words) for words in names.parted(item, _name(one, at, names)[1])]
            continue
        said = [flat(inner) for _key, inner in one.pairs if inner is not None]
        if together := names.choice(item, [" ".join(said), " ".join(said[::-1])]):
            choices.append((at, together))
            continue
        if name := names.choice(item, [flat(inner) for key, inner in one.pairs if key_of(key, NAMED)]):
            choices.append((at, name))
            for key, inner in one.pairs:
                if not key_of(key, NAMED) and not names.is_group(flat(inner)):
                    names.strange_key(at, key, flat(inner), NAMED)
            continue
        for key, inner in one.pairs:
            if isinstance(inner, Pairs) and names.is_group(key):
                choices += _choices(inner, item, at, names)
                continue
            if isinstance(inner, str) and names.is_group(key) and len(parts := names.parted(item, inner)) > 1:
                choices += [(at, words) for words in parts]
                continue
            for spelt in spellings(key, inner) if inner is not None and not names.is_group(flat(inner)) else ():
                as_said = spelt[0] if len(spelt) == 1 else f"{key}: {spelt[0]}"
                choices.append((at, names.choice(item, spelt) or as_said))
    return choices


def _name(value: object, path: str, names: Names) -> Said:
    """Read a name, or the name or id in an object; one of which nothing can be read names nothing."""
    if isinstance(value, Pairs):
        table = _object(value, path, NAMED, names)
        spelt = [text(table[key], f"{path}.{key}") for key in NAMED if key in table]
        value = next(filter(names.known, spelt), spelt[0] if spelt else value)
    name = text(value, path, LONGEST_NOTE)
    if not clean(name):
        _refuse(path, "must not be empty")
    return path, name


def _few(value: object, path: str) -> list[object]:
    """Read a list that is no longer than anybody needs."""
    found = [one for one in several(value) if one is not None and one != ""]
    if len(found) > MOST_CHOICES:
        _refuse(path, f"holds {len(found)} entries; at most {MOST_CHOICES} are read")
    return found


def _quantity(value: object, path: str) -> int:
    return whole(value, MOST_OF_ONE) or _refuse(path, f"must be a whole number from 1 to {MOST_OF_ONE}")


def _reference(value: object) -> str:
    """Read the source's own key; a key that would be changed by cleaning is refused, for two keys must stay two."""
    key = text(value, "id")
    if clean(key, LONGEST_ID) != key:
        _refuse("id", f"must be at most {LONGEST_ID} plain characters, without blanks around them")
    return key


def _object(value: object, path: str, known: tuple[str, ...], names: Names) -> dict[str, object]:
    """Return what an object says under the keys that are known, each of them there only once."""
    if not isinstance(value, Pairs):
        _refuse(path, f"must be an object, in {{ }}, not {given(value)}")
    found: dict[str, object] = {}
    exact = {key for key, _inner in value.pairs if key in known}
    for key, inner in value.pairs:
        meant = key_of(key, known)
        if not meant or (key != meant and meant in {*exact, *found}):
            names.strange_key(path, key, flat(inner), known)
        elif meant in found and found[meant] != inner:
            _refuse(path, f"has the key “{key}” twice")
        else:
            found[meant] = inner
    return {key: inner for key, inner in found.items() if inner is not None}


def key_of(key: str, known: tuple[str, ...]) -> str:
    """Return the key that is meant, in whatever letters, or as other programs call it; empty for none."""
    if key in known:
        return key
    spelt = re.sub(r"[\W_]", "", key).casefold()
    meant = [word for word in known if word.replace("_", "") == spelt]
    return next(iter(meant), next((word for word in ALIASES.get(spelt, ()) if word in known), ""))

"""What can be read of an order from outside that was refused, for hands to go on with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.allergy.detection import denied, read, read_name
from kiosk.work.order.line import MOST_LINES, numbered
from kiosk.work.outside.names import Names
from kiosk.work.outside.order import LINE, TOP, Asked, asked_of, key_of, lines_of, opened
from kiosk.work.outside.values import Pairs, flat, parsed
from kiosk.work.playbook.menu import Menu
from kiosk.work.text.text import KEPT_LENGTH, clean

MOST_SAID = 60
"""Characters that are shown of a line without an item of the menu."""

Told = tuple[tuple[str, object], ...]
"""Keys of an object, and what they say."""


class Salvage(Struct, frozen=True):
    """What can be read of a refused order, as an order at the counter may hold it."""

    asked: Asked | None
    """None where nothing can be read."""
    lost: tuple[str, ...] = ()
    """A sentence for each part that cannot be."""


def salvaged(raw: bytes, menu: Menu) -> Salvage:
    """Return all of an order that can be read, line by line, and why the rest cannot."""
    lost: list[str] = []
    try:
        order = opened(parsed(raw))
    except Refused:
        return Salvage(None)
    pairs = order.pairs if isinstance(order, Pairs) else (("lines", order),)
    any_line = [Pairs((("item", menu.items[0].id),))]
    top = tuple(pair for pair in pairs if key_of(pair[0], TOP) != "lines" and _reads((pair,), any_line, menu, lost))
    given = [
        line
        for key, inner in pairs
        if key_of(key, TOP) == "lines"
        for line in lines_of(inner, Names(menu, strict=True))
    ]
    if len(given) > MOST_LINES:
        lost.append(f"lines: only the first {MOST_LINES} of {len(given)} are read.")
    read = [_line(line, place, menu, lost) for place, line in enumerate(given[:MOST_LINES])]
    lines = [line for line in read if line is not None]
    if not _reads(top, lines or any_line, menu, lost) or not (top or lines):
        return Salvage(None, tuple(lost))
    asked = asked_of(Pairs((*top, ("lines", lines or any_line))), menu, strict=True)
    known = {allergen for part in menu.parts for allergen in part.allergens}
    own = ", ".join(filter(None, (asked.allergy, *(name for name in asked.allergies if name not in known))))
    if asked.ready_at:
        lost.append(f"ready_at: {asked.ready_at}.")
    allergies = tuple(name for name in asked.allergies if name in known)
    wishes = asked.wishes if lines else ()
    return Salvage(replace(asked, allergies=allergies, allergy=own, wishes=wishes), tuple(lost))


def _line(value: object, place: int, menu: Menu, lost: list[str]) -> object:
    """Return as much of a line as can be read, piece by piece, and why the rest cannot; None without a known item."""
    why: list[str] = []
    if _reads((), [value], menu, why):
        return value
    pairs = value.pairs if isinstance(value, Pairs) else ()
    kept = [pair for pair in pairs if key_of(pair[0], LINE) == "item"]
    if not _reads((), [Pairs(tuple(kept))], menu, []):
        lost += [_said(f"line {place + 1}", "", flat(value)[:MOST_SAID], words) for words in why]
        return None
    item = ", ".join(flat(inner) for _key, inner in kept)
    for key, inner in pairs:
        if key_of(key, LINE) == "item":
            continue
        for piece in inner if isinstance(inner, list) else [inner]:
            more = [*kept, (key, piece)] if inner is piece else _with(kept, key, piece)
            why = []
            if _reads((), [Pairs(tuple(more))], menu, why):
                kept = more
            else:
                lost += [_said(item, key, flat(piece), words) for words in why]
    return Pairs(tuple(kept))


def _with(pairs: list[tuple[str, object]], key: str, piece: object) -> list[tuple[str, object]]:
    """Return pairs with one more piece in the list of a key."""
    there = [value for name, inner in pairs if name == key and isinstance(inner, list) for value in inner]
    return [*(pair for pair in pairs if pair[0] != key), (key, [*there, piece])]


def _said(line: str, key: str, value: str, why: str) -> str:
    """Say for hands which piece of which line cannot be read, and why, by the first sentence of that."""
    words = re.match(r"[^ ]*: (.*?[.?])(?: |$)", why)
    reason = words[1] if words else why
    named = any(f"“{part}”" in reason for part in (key, value, value.rpartition(": ")[2]))
    piece = "" if named else f"“{key} {value}” ".replace("“ ", "“")
    return clean(f"{line}: {piece}{reason}", KEPT_LENGTH)


def _reads(top: Told, lines: Sequence[object], menu: Menu, lost: list[str]) -> bool:
    """Whether an order of these keys and lines can be read; else it is said why not."""
    try:
        numbered(menu, asked_of(Pairs((*top, ("lines", [*lines]))), menu, strict=True).wishes)
    except Refused as refused:
        lost.append(refused.words)
        return False
    return True


def telling(raw: bytes) -> tuple[str, ...]:
    """Return all that tells of an allergy, or may, in a text that was refused; whatever else is wrong with it."""
    try:
        pieces = [*_pieces(parsed(raw))]
    except Refused:
        pieces = [("", raw.decode("utf-8", "replace"))]
    read_as = {words: (read_name if key in ("item", "guest", "choices") else read)(words) for key, words in pieces}
    return tuple(clean(words, KEPT_LENGTH) for words, reading in read_as.items() if reading.answer != "harmless")


def _pieces(value: object, key: str = "", said: str = "") -> Iterator[tuple[str, str]]:
    """Return each value of a text with its key, behind the words of the keys that nobody knows or that say allergy."""
    if isinstance(value, Pairs):
        for name, inner in value.pairs:
            known = key_of(name, TOP) or key_of(name, LINE)
            is_said = not known or known.startswith("allerg")
            yield from _pieces(inner, known or key, f"{said} {name}".strip() if is_said else said)
    elif isinstance(value, list):
        for inner in value:
            yield from _pieces(inner, key, said)
    elif value not in (None, False) and not denied(words := flat(value)):
        yield key, f"{said}: {words}" if said else words


def beginning(text: bytes, most: int) -> str:
    """Write what an order says first, without the signs that all of them begin with."""
    return clean(re.sub(r'[{}\[\]"]+', " ", text[: 4 * most].decode("utf-8", "replace")), most)

"""The forms of what a scanner sends here: a slip's code, a badge, an order with its day; on any keyboard layout.

A scanner sends keys, and a machine whose keyboard is another one makes other signs of them. They are read back where
the layout is known; where it is not, they are known for a scan by their digits, and press nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.work.text.keyboards import MEANT, ROWS
from kiosk.work.text.plain import visible

BADGE = "KB1:"
"""How the text of a badge begins."""

PAYLOAD = re.compile(
    r"K1:([0-9]{8})-([1-9][0-9]{0,8}):([0-9]{8}T[0-9]{6}Z):(0|[1-9][0-9]{0,8})"
    r":(0|[1-9][0-9]{0,4})/(0|[1-9][0-9]{0,4}):(0|[1-9][0-9]{0,4})/(0|[1-9][0-9]{0,4}):([0-9A-F]{16})"
)
"""The code of a slip."""

_BADGE = re.compile(BADGE + "[A-Z2-7]{26}")
_ORDER, _EXAMPLE = re.compile(r"(20[0-9]{6})\D([1-9][0-9]{0,8})"), "20001231-1"
"""An order with its day, whatever sign came of its dash; and one whose end completes any beginning."""

_ELSEWHERE = re.compile(
    r"[^\d\s]{1,3}1[^\d\s]{1,2}20\d{6}"
    r"|[^\d\s]{1,3}1[^\d\s]?2?0\d{6}[^\d\s]?\d{0,9}[^\d\s]?2?0\d{6}[^\d\s]{1,2}\d{6}"
    r"|[^\d\s]{2,4}1\S{25,60}$"
)
"""A code on a layout that is not known: a slip, one that lost signs to dead keys, a badge. A key may type two signs."""

_ALIKE = re.compile(r"\S(\S)(\S)(?!\1|\2)(\S)(?!\1|\2|\3)(\S)\3\S{6,16}\2\3\4\3")
"""A slip where no sign is known, told by those that come again: its second part is a day as well."""

_TORN = re.compile(r"(?=.*\d)[A-F][0-9A-F]{7,15}|[A-F]?[\d:/TZ-]*:[0-9A-F]{16}")
"""The end of a slip whose beginning was lost."""

_OTHER = re.compile(r"[A-Za-z]{3,10}:\S{4,}")
"""What other codes hold, such as an address or the key of a network: no slip of this counter."""

_TOWARDS = re.compile(
    r"(?!(.)\1)(?:[A-F][0-9A-F]{0,15}|:[\dA-F:/TZ-]{0,100}|[A-Za-z]{1,10}(?::\S{0,400})?"
    r"|(?![\x00-\x40])(?:\S{1,5}|\S{3}(\S)\S\2\S{0,114}"
    r"|[^\d\s]{1,4}1(?:[^\d\s]{0,2}2?(?:0\d{0,20}|0\d{6,}.{0,120})?|\S{0,60})))"
)
"""What may become one of these: it begins with a letter, and not as a key does that is held down."""

_ROWS = tuple(row.rpartition(" ")[0] for row in ROWS.strip().splitlines())
_LAYOUTS = tuple(
    {
        ord(sign): key
        for came, key in zip(row, MEANT, strict=True)
        for sign in (came.lower(), came.upper())
        if len(sign) == 1
    }
    | dict(zip(map(ord, row), MEANT, strict=True))
    for row in _ROWS
)
"""What was meant by what came, on each layout; the other case comes of caps that are locked."""


def _capital(text: str) -> str:
    """Return a text with the digits of every script as 0 to 9, in capitals, sign for sign."""
    return "".join(
        str(int(sign)) if sign.isdecimal() else sign.upper() if len(sign.upper()) == 1 else sign for sign in text
    )


def _came_of(sent: str) -> set[str]:
    """Return what comes of a beginning, on each layout."""
    keys = [MEANT.index(key) for key in sent]
    return {sent, *(_capital("".join(row[key] for key in keys)) for row in _ROWS)}


_HEADS = {"K1:"} | _came_of("K1:20") | _came_of(BADGE) | (_came_of("20") - {"20"})
"""How a code or a day begins, on the layouts that are known."""

_BEGINNINGS = {head[:length] for head in _HEADS for length in range(1, len(head) + 1)}


def _readings(text: str) -> Iterator[str]:
    """Return a text as it came, and as it was meant on each layout."""
    for came in dict.fromkeys((text.strip(), visible(text).strip())):
        yield _capital(came)
        yield from (came.translate(layout).upper() for layout in _LAYOUTS)


def may_be_sent(beginning: str) -> bool:
    """Whether something that a scanner sends here may begin so."""
    text = _capital(beginning)
    return (
        text in _BEGINNINGS
        or any(text[:length] in _HEADS for length in range(2, 7))
        or _ORDER.fullmatch(text + _EXAMPLE[len(text) :]) is not None
        or _TOWARDS.fullmatch(text) is not None
    )


def is_read(text: str) -> bool:
    """Whether a text is a code, the beginning of one, or a whole order with its day, on a layout that is known."""
    return text.upper().startswith("K1:") or any(
        reading.startswith(("K1:20", BADGE)) or _ORDER.fullmatch(reading) for reading in _readings(text)
    )


def is_sent(text: str) -> bool:
    """Whether a text has the form of what a scanner sends here, on any layout."""
    return is_garbled(text) or any(form.fullmatch(text) for form in (_TORN, _OTHER)) or is_read(text)


def is_garbled(text: str) -> bool:
    """Whether a text has the form of a code, on a layout that is not known: nobody can read it."""
    return any(form.match(_capital(text)) for form in (_ELSEWHERE, _ALIKE)) and not is_read(text)


def as_sent(text: str) -> str:
    """Return a text as its scanner sent it, whichever layout its keys were taken for; as it came where none fits."""
    readings = list(_readings(text))
    codes = (reading for reading in readings if PAYLOAD.fullmatch(reading))
    orders = (_ORDER.sub(r"\1-\2", reading) for reading in readings if _ORDER.fullmatch(reading))
    return next(codes, next(orders, text))


def badges(text: str) -> list[str]:
    """Return what a scanned badge may say: more than one where layouts differ in letters alone; empty for no badge."""
    readings = [reading for reading in dict.fromkeys(_readings(text)) if reading.startswith(BADGE)]
    return [reading for reading in readings if _BADGE.fullmatch(reading)] or readings

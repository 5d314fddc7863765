"""The forms of what a scanner sends here: a slip's code, a badge, an order with its day; on any keyboard layout.

A scanner sends keys, and a machine whose keyboard is another one makes other signs of them: they are read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kiosk.work.text.plain import visible

BADGE = "KB1:"
"""How the text of a badge begins."""

PAYLOAD = re.compile(
    r"K1:([0-9]{8})-([1-9][0-9]{0,8}):([0-9]{8}T[0-9]{6}Z):(0|[1-9][0-9]{0,8})"
    r":(0|[1-9][0-9]{0,4})/(0|[1-9][0-9]{0,4}):(0|[1-9][0-9]{0,4})/(0|[1-9][0-9]{0,4}):([0-9A-F]{16})"
)
"""The code of a slip."""

_HEADS = ("K1:", BADGE)
_ORDER, _EXAMPLE = re.compile(r"20[0-9]{6}-[1-9][0-9]{0,8}"), "20001231-1"
"""An order with its day, and one whose end completes any beginning."""

_TAKEN_FOR = (
    *(("Öß-YZ", ":-/ZY"), ("Öẞ-YZ", ":-/ZY"), ("É'-YZ", ":-/ZY"), ("Ö'-YZ", ":-/ZY"), ("Č'-YZ", ":-/ZY")),
    *(("ÑÇ'-", "::-/"), ("ÖÆØ+-", ":::-/"), ("Ş*.", ":-/"), ("Ç;", ":/"), ("ÖÉÜ-YZ", "0:-/ZY")),
    ('É+ĚŠČŘŽÝÁÍ"=-YZ', "0123456789:-/ZY"),
    ("À&É\"'(-È_ÇM)!AQWZ?", "0123456789:-/QAZWM"),
    ("À&É\"'(§È!ÇM)=AQWZ?", "0123456789:-/QAZWM"),
)
"""What comes of US keys, and what was meant, on keyboards that are German, Swiss, Croatian; Spanish, Italian,
Portuguese, Nordic, Turkish, Brazilian, Hungarian; Czech; French; Belgian."""

_LAYOUTS = tuple(
    str.maketrans({sign: us for came, meant in zip(*pair, strict=True) for sign, us in
                   ((came, meant), (came.lower(), meant))})
    for pair in _TAKEN_FOR
)  # fmt: skip


def _readings(text: str) -> Iterator[str]:
    """Return a text as it came, and as it was meant on each layout."""
    yield text.upper()
    yield from (text.translate(layout).upper() for layout in _LAYOUTS)


def may_be_sent(beginning: str) -> bool:
    """Whether something that a scanner sends here may begin so."""
    return any(
        any(head.startswith(text[: len(head)]) for head in _HEADS)
        or _ORDER.fullmatch(text + _EXAMPLE[len(text) :]) is not None
        for text in _readings(beginning)
    )


def is_sent(text: str) -> bool:
    """Whether a text has the form of what a scanner sends here: a code's beginning tells, an order is whole."""
    text = visible(text)
    return any(reading.startswith(_HEADS) or _ORDER.fullmatch(reading) for reading in _readings(text))


def as_sent(text: str) -> str:
    """Return a text as its scanner sent it, whichever layout its keys were taken for; as it came where none fits."""
    readings = [text, *_readings(visible(text).strip())]
    whole = (reading for reading in readings if PAYLOAD.fullmatch(reading) or _ORDER.fullmatch(reading))
    badges = (reading for reading in readings if reading.startswith(BADGE))
    return next(whole, next(badges, text))

"""What commands print: lines for people, or JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Sequence

from msgspec import to_builtins

from kiosk.work.text.text import clean, columns


def facts(value: object) -> None:
    """Print a value as JSON; nothing else goes to stdout with it."""
    print(json.dumps(to_builtins(value), ensure_ascii=not _unicode(), indent=2))


def fact(value: object) -> None:
    """Print one value of many as a line of JSON, at once."""
    print(json.dumps(to_builtins(value), ensure_ascii=not _unicode()), flush=True)


def warn(words: str) -> None:
    """Say something on stderr, cleaned."""
    print(clean(words, 1000), file=sys.stderr)


def table(heads: Sequence[str], rows: Iterable[Sequence[object]], right: Sequence[int] = ()) -> None:
    """Print rows under their heads, in columns as wide as they need; `right` names columns of numbers."""
    lines = [list(map(str, heads)), *([str(cell) for cell in row] for row in rows)]
    widths = [max(columns(line[place]) for line in lines) for place in range(len(heads))]
    for line in lines:
        cells = [_padded(cell, widths[place], right=place in right) for place, cell in enumerate(line)]
        print("  ".join(cells).rstrip())


def code(payload: str) -> None:
    """Print a QR code in half blocks, or in squares where this terminal's font has none.

    On a dark terminal the light modules are the drawn ones, as scanners want it.
    """
    from kiosk.devices.qr import half_blocks, modules
    from kiosk.wiring import shown_signs

    if sys.stdout.isatty() and ord("▀") in shown_signs():
        print("\n".join("".join("  " if dark else "██" for dark in row) for row in modules(payload)))
    else:
        signs = {(False, False): "█", (False, True): "▀", (True, False): "▄", (True, True): " "}
        print("\n".join("".join(signs[cell] for cell in row) for row in half_blocks(payload)))


def _padded(text: str, width: int, *, right: bool) -> str:
    room = " " * (width - columns(text))
    return room + text if right else text + room


def _unicode() -> bool:
    """Whether stdout can carry every character."""
    return (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"

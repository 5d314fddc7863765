"""The QR code of a slip: its modules, half-block cells for a terminal, and a PNG.

Alphanumeric mode, error level M. The mask is fixed: scoring all eight costs six times as much, and readers take any
mask. (qrcode 8.2, version 4: 1.1 ms instead of 6.6 ms.)
"""

from __future__ import annotations

import io
from functools import lru_cache
from typing import Literal

Modules = tuple[tuple[bool, ...], ...]
"""Rows of modules, True for dark, the light quiet zone around them included."""

Cells = tuple[tuple[tuple[bool, bool], ...], ...]
"""Rows of terminal cells, each its upper and its lower module; to be painted in plain black and white."""

QUIET = 4
"""Modules of light border the standard asks for; 2 still read in every photograph tried, 0 in none."""

SCALE = 8
"""Pixels to a module of a PNG."""

MASK = 0
"""A checkerboard, which breaks up the long runs of equal digits a payload holds."""

ALPHANUMERIC: Literal[2] = 2
"""The mode's number in the standard, and in qrcode."""


@lru_cache(maxsize=32)
def modules(payload: str) -> Modules:
    """Return the modules of a payload; ValueError when it holds anything outside QR's alphanumeric set."""
    from qrcode.constants import ERROR_CORRECT_M
    from qrcode.main import QRCode
    from qrcode.util import QRData

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, mask_pattern=MASK)
    code.add_data(QRData(payload, mode=ALPHANUMERIC))
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


def half_blocks(payload: str) -> Cells:
    """Return the cells of a terminal, two modules high each; an odd last row is light below."""
    rows = modules(payload)
    light = (False,) * len(rows)
    pairs = [*rows, light][: len(rows) + len(rows) % 2]
    return tuple(tuple(zip(upper, lower, strict=True)) for upper, lower in zip(pairs[::2], pairs[1::2], strict=True))


def png(payload: str) -> bytes:
    """Return a black-and-white PNG of a payload."""
    from PIL import Image

    rows = modules(payload)
    image = Image.new("1", (len(rows), len(rows)))
    image.putdata([not dark for row in rows for dark in row])
    file = io.BytesIO()
    image.resize((len(rows) * SCALE, len(rows) * SCALE), Image.Resampling.NEAREST).save(file, "PNG")
    return file.getvalue()

"""The picture of a slip: its lines on a grid of columns, the QR code below them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kiosk.devices.qr import modules
from kiosk.work.record.slip import WIDE
from kiosk.work.text.text import columns

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

SIZE = 20
"""Pixels of the letters' height."""

CELL = 12, 25
"""Pixels of one column and one line."""

MARGIN = 24

SCALE = 8
"""Pixels to a module of the code: 37 of them make 2.5 cm on paper of 42 columns and 7.2 cm."""

FONTS = "DejaVuSansMono.ttf", "LiberationMono-Regular.ttf"
"""Looked for on the machine, since Pillow's own font knows English letters only."""

PLAIN = {"×": "x", "“": '"', "”": '"', "’": "'", "—": "-", "–": "-", "€": "E", "ß": "s", "ø": "o", "ł": "l"}
"""What stands for a sign the font does not know and Unicode does not take apart."""


def picture(lines: Sequence[str], payload: str) -> bytes:
    """Return a slip as a black-and-white PNG: the lines, then the QR code of the payload in the middle below them."""
    from PIL import Image, ImageDraw

    code = modules(payload)
    broad = max(WIDE, *(columns(line) for line in lines)) if lines else WIDE
    width = max(broad * CELL[0], len(code) * SCALE) + 2 * MARGIN
    top = MARGIN + len(lines) * CELL[1]
    image = Image.new("L", (width, top + len(code) * SCALE + MARGIN), 255)
    draw = ImageDraw.Draw(image)
    pen = _Pen(draw)
    for row, line in enumerate(lines):
        pen.write(line, MARGIN, MARGIN + row * CELL[1])
    left = (width - len(code) * SCALE) // 2
    for y, row_ in enumerate(code):
        for x, dark in enumerate(row_):
            if dark:
                corner = left + x * SCALE, top + y * SCALE
                draw.rectangle((*corner, corner[0] + SCALE - 1, corner[1] + SCALE - 1), fill=0)
    file = io.BytesIO()
    image.point(lambda grey: 255 * (grey > 127), "1").save(file, "PNG")  # noqa: PLR2004 - half of 255
    return file.getvalue()


class _Pen:
    """Writes a line column by column, so that any font keeps the columns apart."""

    def __init__(self, draw: ImageDraw) -> None:
        """Write on a drawing."""
        self._draw = draw
        self._font = _font()
        self._unknown = self._shape("\U0010fffe")
        self._signs: dict[str, str] = {}

    def write(self, line: str, left: int, top: int) -> None:
        """Write one line at a place in pixels."""
        column = 0
        for character in line:
            across = columns(character)
            x = left + column * CELL[0]
            if character == "█":
                self._draw.rectangle((x, top, x + CELL[0] - 1, top + CELL[1] - 1), fill=0)
            elif across and not character.isspace():
                self._draw.text((x, top), self._sign(character), font=self._font, fill=0)
            column += across

    def _sign(self, character: str) -> str:
        """Return the character, or the nearest the font knows: its letter without marks, else a question mark."""
        if character not in self._signs:
            bare = unicodedata.normalize("NFKD", character)[0]
            tries = character, bare, PLAIN.get(character, "?")
            self._signs[character] = next((sign for sign in tries if self._shape(sign) != self._unknown), "?")
        return self._signs[character]

    def _shape(self, character: str) -> bytes:
        """Return the pixels of a character, to be compared with those of one that no font knows."""
        return bytes(self._font.getmask(character))


def _font() -> Any:
    """Return a font of even columns from the machine, else Pillow's own; Pillow's two classes share no name."""
    from PIL import ImageFont

    for name in FONTS:
        try:
            return ImageFont.truetype(name, SIZE)
        except OSError:
            continue
    return ImageFont.load_default(SIZE)

"""The picture of a slip: its lines on a grid of columns, the QR code below them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

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

MANY = (
    *("DejaVuSansMono.ttf", "DejaVuSans.ttf", "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "wqy-zenhei.ttc"),
    *("wqy-microhei.ttc", "DroidSansFallbackFull.ttf", "NotoEmoji-Regular.ttf", "Symbola_hint.ttf", "Symbola.ttf"),
    *("Garuda.otf", "Garuda.ttf", "FreeSans.ttf", "FreeSerif.ttf", "unifont.ttf", "unifont.otf", "Arial Unicode.ttf"),
)
"""Files of fonts that know other scripts, looked for where a slip has some of their letters."""

UNSHOWN = "[…]"
"""Stands for words that no font of this machine can write as they read."""

UNSHOWN_WORDS = ("", "[…] are words that this picture", "cannot show. The text beside it has", "them.", "")
"""What the picture says of them."""

MARKS = ("Mn", "Mc", "Me", "Cf")
"""Categories of what is written with the letter before it."""

PLAIN = {"×": "x", "“": '"', "”": '"', "’": "'", "—": "-", "–": "-", "€": "E", "ß": "s", "ø": "o", "ł": "l"}
"""What stands for a sign the font does not know and Unicode does not take apart."""


def picture(lines: Sequence[str], payload: str) -> bytes:
    """Return a slip as a black-and-white PNG: the lines, then the QR code of the payload in the middle below them."""
    from PIL import Image, ImageDraw

    code = modules(payload)
    if any(not run.font for line in lines for run in _Pen(ImageDraw.Draw(Image.new("L", (1, 1)))).runs(line)):
        lines = (*lines, *UNSHOWN_WORDS)
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


class Run(NamedTuple):
    """Signs of a line that are written together, and the font that knows them all."""

    words: str
    column: int
    font: str
    """Empty where no font of this machine can write them."""


class _Pen:
    """Writes a line column by column, so that any font keeps the columns apart; other scripts in runs, as they read."""

    def __init__(self, draw: ImageDraw) -> None:
        """Write on a drawing."""
        self._draw = draw
        self._font = _font()
        self._unknown = self._shape("\U0010fffe")
        self._signs: dict[str, str] = {}
        self._known: dict[str, str] = {}

    def write(self, line: str, left: int, top: int) -> None:
        """Write one line at a place in pixels."""
        runs = {run.column: run for run in self.runs(line)}
        column, until = 0, 0
        for character in line:
            if column in runs and column >= until:
                run = runs[column]
                until = column + columns(run.words)
                self._write_run(run, left + column * CELL[0], top)
            across, x = columns(character), left + column * CELL[0]
            if character == "█":
                self._draw.rectangle((x, top, x + CELL[0] - 1, top + CELL[1] - 1), fill=0)
            elif across and not character.isspace() and column >= until:
                self._draw.text((x, top), self._sign(character), font=self._font, fill=0)
            column += across

    def runs(self, line: str) -> list[Run]:
        """Return what of a line is written together: signs that shape one another, or that the font does not know."""
        runs: list[Run] = []
        column, end = 0, 0
        for place, character in enumerate(line):
            if runs and end == place and unicodedata.category(character) in MARKS:
                runs[-1] = Run(runs[-1].words + character, runs[-1].column, runs[-1].font)
                end = place + 1
            elif self._needs_run(character):
                font, between = self._font_of(character), line[end:place]
                joins = bool(runs) and runs[-1].font == font and not any(map(_is_left_to_right, between))
                if joins:
                    runs[-1] = Run(runs[-1].words + between + character, runs[-1].column, font)
                else:
                    runs.append(Run(character, column, font))
                end = place + 1
            column += columns(character)
        return runs

    def _needs_run(self, character: str) -> bool:
        if character.isspace() or character == "█" or unicodedata.category(character) in MARKS:
            return False
        return _is_right_to_left(character) or not self._sign(character)

    def _font_of(self, character: str) -> str:
        """Return the first font of the machine that can write a sign."""
        if character not in self._known:
            self._known[character] = next(
                (name for name in _fonts_of(character) if can_write(name, character, SIZE)), ""
            )
        return self._known[character]

    def _write_run(self, run: Run, x: int, top: int) -> None:
        """Write a run as it reads, no broader than its columns; what no font can write leaves a mark."""
        room = columns(run.words) * CELL[0]
        if not run.font:
            for place, sign in enumerate(UNSHOWN if columns(run.words) >= len(UNSHOWN) else "…"):
                self._draw.text((x + place * CELL[0], top), self._sign(sign) or ".", font=self._font, fill=0)
            return
        baseline = top + self._font.getmetrics()[0]
        way = "rtl" if any(map(_is_right_to_left, run.words)) else None
        font = next((one for one in _sizes(run.font) if one.getlength(run.words, direction=way) <= room), None)
        font = font or _sized(run.font, SIZE // 2)
        self._draw.text((x, baseline), run.words, font=font, fill=0, anchor="ls", direction=way)

    def _sign(self, character: str) -> str:
        """Return the character, or the nearest the font knows: its letter without marks; empty where there is none."""
        if character not in self._signs:
            bare = unicodedata.normalize("NFKD", character)[0]
            tries = filter(None, (character, bare, PLAIN.get(character, "")))
            self._signs[character] = next((sign for sign in tries if self._shape(sign) != self._unknown), "")
        return self._signs[character]

    def _shape(self, character: str) -> bytes:
        """Return the pixels of a character, to be compared with those of one that no font knows."""
        return bytes(self._font.getmask(character))


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL")


def _is_left_to_right(character: str) -> bool:
    return unicodedata.bidirectional(character) == "L"


def _fonts_of(character: str) -> Iterator[str]:
    """Return the files of fonts that may know a sign, its script's own after those for many."""
    yield from MANY
    script = unicodedata.name(character, "").partition(" ")[0].title()
    yield from (f"NotoSans{script}-Regular.ttf", f"Noto{script}-Regular.ttf")


def _shaped(character: str) -> bool:
    """Whether a letter looks otherwise beside others: all beyond Europe's but those of China, Japan and Korea."""
    return unicodedata.category(character) == "Lo" and unicodedata.east_asian_width(character) not in ("W", "F")


@lru_cache(maxsize=1024)
def can_write(name: str, character: str, size: int) -> bool:
    """Whether a font of this machine knows a sign, and the machine can shape it where that is needed."""
    from PIL import features

    font = _sized(name, size)
    needs_shaper = _shaped(character) or _is_right_to_left(character)
    if font is None or (needs_shaper and not features.check("raqm")):
        return False
    return bytes(font.getmask(character)) != bytes(font.getmask("\U0010fffe"))


@lru_cache(maxsize=256)
def _sized(name: str, size: int) -> Any:
    """Return a font of the machine by its file; None where it has none."""
    from PIL import ImageFont

    try:
        return ImageFont.truetype(name, size)
    except OSError:
        return None


def _sizes(name: str) -> Iterator[Any]:
    """Return a font in its usual size, then smaller ones."""
    yield from (_sized(name, size) for size in range(SIZE, SIZE // 2, -1))


def _font() -> Any:
    """Return a font of even columns from the machine, else Pillow's own; Pillow's two classes share no name."""
    from PIL import ImageFont

    return next(filter(None, (_sized(name, SIZE) for name in FONTS)), None) or ImageFont.load_default(SIZE)

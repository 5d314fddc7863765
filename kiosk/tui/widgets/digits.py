"""Large digits of three lines, for timers and counts that are read from across the counter."""

from __future__ import annotations

from functools import cache

from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD


@cache
def _glyphs() -> dict[str, tuple[str, str, str]]:
    rows = DIGITS3X3_BOLD
    return {
        character: (rows[3 * place].ljust(3), rows[3 * place + 1].ljust(3), rows[3 * place + 2].ljust(3))
        for place, character in enumerate(DIGITS)
        if 3 * place + 2 < len(rows)
    }


def large(words: str) -> tuple[str, str, str]:
    """Give digits, colons and points three lines high; other characters stand on the last line."""
    glyphs = _glyphs()
    rows = ["", "", ""]
    for character in words:
        glyph = (" ", ":", " ") if character == ":" else glyphs.get(character, (" ", " ", character))
        rows = [row + part for row, part in zip(rows, glyph, strict=True)]
    return rows[0], rows[1], rows[2]

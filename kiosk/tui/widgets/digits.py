"""Large digits of three lines, for timers and counts that are read from across the counter."""

from __future__ import annotations

GLYPHS = {
    " ": ("   ", "   ", "   "),
    "0": ("┏━┓", "┃ ┃", "┗━┛"),
    "1": ("╺┓ ", " ┃ ", "╺┻╸"),
    "2": ("╺━┓", "┏━┛", "┗━╸"),
    "3": ("╺━┓", " ━┫", "╺━┛"),
    "4": ("╻ ╻", "┗━┫", "  ╹"),
    "5": ("┏━╸", "┗━┓", "╺━┛"),
    "6": ("┏━╸", "┣━┓", "┗━┛"),
    "7": ("╺━┓", "  ┃", "  ╹"),
    "8": ("┏━┓", "┣━┫", "┗━┛"),
    "9": ("┏━┓", "┗━┫", "╺━┛"),
    "+": ("   ", "╺╋╸", "   "),
    "-": ("   ", "╺━╸", "   "),
    ":": (" ", ":", " "),
}


def large(words: str) -> tuple[str, str, str]:
    """Return digits, colons and points three lines high; other characters stand on the last line."""
    rows = ["", "", ""]
    for character in words:
        glyph = GLYPHS.get(character, (" ", " ", character))
        rows = [row + part for row, part in zip(rows, glyph, strict=True)]
    return rows[0], rows[1], rows[2]

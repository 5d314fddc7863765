"""The tables of columns in kiosk/docs/data.md, from the descriptions the record has too.

`python -m tests.docs.columns_table` writes them anew.
"""

from __future__ import annotations

import re
from pathlib import Path

from kiosk.journal.descriptions import COLUMNS

FILE = Path(__file__).parents[2] / "kiosk" / "docs" / "data.md"
HEAD = "| column | holds |\n|---|---|\n"
TABLE = r"\| column \| holds \|\n(\|.*\n)+"


def current(text: str) -> str:
    """Return the document with its tables made anew: each is the first of the section that its table has."""
    for name in COLUMNS:
        before, rest = text.split(f"\n## {name}\n")
        old = re.search(TABLE, rest)
        assert old, name
        text = f"{before}\n## {name}\n{rest.replace(old[0], table(name), 1)}"
    return text


def table(name: str) -> str:
    """Return a table's columns with what they hold."""
    cells = ((column, words.replace("|", "\\|")) for column, words in COLUMNS[name].items())
    return HEAD + "".join(f"| `{column}` | {words} |\n" for column, words in cells)


if __name__ == "__main__":
    FILE.write_text(current(FILE.read_text(encoding="utf-8")), encoding="utf-8")

"""The table of verbs in kiosk/docs/data.md, from the verbs themselves.

`python -m tests.docs.verbs_table` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import fields

from kiosk.work.verb.table import VERBS, verb_class

FILE = Path(__file__).parents[2] / "kiosk" / "docs" / "data.md"
BEGIN, END = "<!-- verbs, made by: .venv/bin/python -m tests.docs.verbs_table -->\n", "<!-- until here -->\n"


def table() -> str:
    """Return every verb with what it does and its fields; those in brackets may be left out."""
    rows = ["| verb | what it does | fields |", "|---|---|---|"]
    for word, (_place, does) in VERBS.items():
        named = (f"`{one.name}`" if one.required else f"[`{one.name}`]" for one in fields(verb_class(word)))
        rows.append(f"| `{word}` | {does} | {' '.join(named)} |")
    return "\n".join(rows)


def current(text: str) -> str:
    """Return the document with its table made anew."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n\n{END}{rest.split(END, 1)[1]}"


if __name__ == "__main__":
    FILE.write_text(current(FILE.read_text(encoding="utf-8")), encoding="utf-8")

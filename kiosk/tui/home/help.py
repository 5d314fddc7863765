"""Help: the shipped documents, read where they are needed."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

import kiosk
from kiosk.tui.procedure.reader import ReaderScreen
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Line, wrap
from kiosk.tui.widgets.tiles import Tile, Tiles
from kiosk.words import _, later

DOCUMENTS = (
    ("guide", later("Guide"), later("working the screens")),
    ("keys", later("Keys"), later("every key and what it does")),
    ("playbooks", later("Playbooks"), later("making the counter your own")),
    ("devices", later("Devices"), later("voice, slips, clock")),
    ("cli", later("Commands"), later("the same without a screen")),
    ("data", later("Record"), later("what is kept, and exports")),
    ("decisions", later("Decisions"), later("why it is built like this")),
)


class HelpScreen(CounterScreen):
    """One tile for each document."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("home", "undo", "theme")
    place = later("Help")

    def compose_middle(self) -> ComposeResult:
        """Show the tiles."""
        yield Tiles(id="places")

    def reword(self) -> None:
        """Show what there is to read."""
        self.keys(Key("home", _("Back")), Key("theme"))
        tiles = self.query_one(Tiles)
        tiles.least = 30
        tiles.show(
            *(Tile(name, _(title), str(place), _(words)) for place, (name, title, words) in enumerate(DOCUMENTS, 1))
        )

    async def touched(self, drawn: Widget, means: object) -> None:
        """Read what was touched."""
        self._read(str(means))

    async def action_digit(self, digit: int) -> None:
        """Read what the digit stands for."""
        if digit <= len(DOCUMENTS):
            self._read(DOCUMENTS[digit - 1][0])

    def _read(self, name: str) -> None:
        text = (Path(kiosk.__file__).parent / "docs" / f"{name}.md").read_text(encoding="utf-8")
        self.app.push_screen(ReaderScreen(self.kiosk, (f"{name}.md",), partial(markdown_lines, text)))

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()


def markdown_lines(text: str, width: int) -> list[Line]:
    """Write our own documents' Markdown as lines: headings, lists, tables as sentences, code as it stands."""
    lines: list[Line] = []
    paragraph: list[str] = []
    code = False

    def end() -> None:
        words = _plain(" ".join(paragraph))
        paragraph.clear()
        lines.extend(((part, "text"),) for part in wrap(words, width))

    for raw in text.splitlines():
        row = raw.rstrip()
        if row.startswith("```"):
            end()
            code = not code
        elif code:
            lines.append(((f"  {row}", "how"),))
        elif not row:
            end()
            if lines and lines[-1]:
                lines.append(())
        elif row.startswith("#"):
            end()
            lines += [((part, "accent bold"),) for part in wrap(_plain(row.lstrip("# ")), width)]
        elif row.startswith("|"):
            end()
            lines += _table_row(row, width)
        elif re.match(r"\s*([-*]|[0-9]+\.) ", row):
            end()
            paragraph.append("· " + re.sub(r"^\s*([-*]|[0-9]+\.) ", "", row))
        elif not row.startswith("!["):
            paragraph.append(row.strip())
    end()
    return lines


def _plain(words: str) -> str:
    """Take emphasis, code marks and the addresses of links out."""
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", words).replace("**", "").replace("`", "")


def _table_row(row: str, width: int) -> list[Line]:
    """Write a table's row: its first cell strongly, the others below it."""
    cells = [_plain(cell.strip().replace("\\|", "|")) for cell in re.split(r"(?<!\\)\|", row.strip("|"))]
    if all(set(cell) <= set("-: ") for cell in cells):
        return []
    head: list[Line] = [((part, "strong bold"),) for part in wrap(cells[0], width)]
    rest = " · ".join(filter(None, cells[1:]))
    return [*head, *((("   ", ""), (part, "text")) for part in wrap(rest, width - 3))]

"""Lines of a ticket as answers to a question."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.tui.terminal.ask import Row
from kiosk.tui.widgets.words import choice_words
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import line_words
from kiosk.work.order.routing import TicketLine


def line_rows(entry: OnBoard, lines: Iterable[TicketLine]) -> list[Row[int]]:
    """Return a row for each line, with its choices; it means the line's id."""
    book = entry.playbook
    return [(line.line.id, line_words(book, line), choice_words(book, line)) for line in lines]

"""What stands on the terminal first: a station's first words, painted while Textual is still being loaded."""

from __future__ import annotations

import os
import shutil
import sys
import termios
from typing import TYPE_CHECKING

from kiosk.tui.terminal.shape import LEAST_HEIGHT, LEAST_WIDTH
from kiosk.words import use

if TYPE_CHECKING:
    from kiosk.counter.counter import Counter
    from kiosk.settings import Settings
    from kiosk.tui.terminal.early import EarlyTerminal


def paint_first(counter: Counter, settings: Settings, place: str) -> EarlyTerminal | None:
    """Paint the first words of a place, and return the terminal they stand on.

    None where they would not be what the screen shows: at other places than stations that prepare, on a terminal that
    is too small or wants no colours.
    """
    room, _colon, about = place.partition(":")
    stations, known = tuple(about.split("+")), counter.playbook.station
    if room != "station" or any(station not in known or known[station].role != "prep" for station in stations):
        return None
    width, height = shutil.get_terminal_size()
    if width < LEAST_WIDTH or height < LEAST_HEIGHT or not (sys.__stderr__ and sys.__stderr__.isatty()):
        return None
    from kiosk.tui.station.first_words import first_words
    from kiosk.tui.terminal.early import EarlyTerminal, depth

    colours = depth(os.environ)
    if colours is None:
        return None
    use(settings.language)
    counter.shown.reads = settings.language
    lines = first_words(counter, settings, stations, width, height)
    try:
        early = EarlyTerminal()
        early.paint(lines, settings.theme, colours)
    except (OSError, termios.error):  # the window is closed: Textual says so
        return None
    return early

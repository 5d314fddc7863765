"""The record of some days as CSV files and a workbook of them all, written off the screen's thread."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kiosk.counter.ports import NOUNS, Machine, Period
from kiosk.errors import StorageUnavailable
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.words import _

WORKBOOK = "workbook"
"""All of them as sheets, without the events."""


class Export:
    """Writes every noun's file, one export at a time, and says where they are."""

    def __init__(self, screen: CounterScreen) -> None:
        """Say it on a screen."""
        self._screen = screen
        self._is_writing = False

    async def write(self, period: Period) -> None:
        """Write the files."""
        if self._is_writing:
            self._screen.say(_("The files are being written …"))
            return
        self._is_writing = True
        self._screen.say(_("Writing the files …"))
        machine = self._screen.kiosk.machine
        try:
            files = [await asyncio.to_thread(_write, machine, noun, period) for noun in (*NOUNS, WORKBOOK)]
        finally:
            self._is_writing = False
        if self._screen.is_attached:
            folder, n = files[0].parent.absolute(), len(NOUNS)
            words = _("{n} CSV files and a workbook are in {folder}", n=n, folder=folder)
            self._screen.say(words, "good")


def _write(machine: Machine, noun: str, period: Period) -> Path:
    try:
        return machine.export(noun, period)
    except OSError as error:
        where = error.filename or _("The folder for exports")
        words = _("{where} cannot be written: {strerror}.", where=where, strerror=error.strerror)
        raise StorageUnavailable(words) from error

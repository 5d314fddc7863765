"""The record of some days as CSV files, written off the screen's thread."""

from __future__ import annotations

import asyncio
from pathlib import Path

from kiosk.counter.ports import Period
from kiosk.errors import StorageUnavailable
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.words import _, plural

NOUNS = ("completions", "adherence", "readings", "orders", "recalls", "waste", "problems", "routines", "events")


class Exporting(CounterScreen):
    """Writes every noun's file, one export at a time, and says where they are."""

    exporting = False

    async def export(self, period: Period) -> None:
        """Write the files."""
        if self.exporting:
            self.say(_("The files are being written …"))
            return
        self.exporting = True
        self.say(_("Writing the files …"))
        try:
            files = [await asyncio.to_thread(self._write, noun, period) for noun in NOUNS]
        finally:
            self.exporting = False
        if self.is_attached:
            folder, n = files[0].parent.absolute(), len(files)
            self.say(plural("{n} CSV file is in {folder}", "{n} CSV files are in {folder}", n, folder=folder), "good")

    def _write(self, noun: str, period: Period) -> Path:
        try:
            return self.kiosk.machine.export(noun, period)
        except OSError as error:
            where = error.filename or _("The folder for exports")
            raise StorageUnavailable(
                _("{where} cannot be written: {strerror}.", where=where, strerror=error.strerror)
            ) from error

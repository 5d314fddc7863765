"""The language that procedures are read in here: the person's, else the terminal's, until a key chooses another one."""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.guest.language import in_language, language_for, languages, playbook_in
from kiosk.work.guest.line import script_line
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure

OWN_NAMES = {
    "de": "Deutsch",
    "en": "English",
    "es": "español",
    "fr": "français",
    "it": "italiano",
    "pl": "polski",
    "pt": "português",
    "tr": "Türkçe",
    "zh": "中文",
}
"""What languages call themselves; the others by their code."""


class Readers(Protocol):
    """What a terminal knows of who reads at it."""

    @property
    def speaks(self) -> str:
        """The language of whoever works here, else of this terminal."""


class Reader:
    """Gives procedures and items in a language they stand in; what is recorded is the same in every one."""

    def __init__(self, counter: Counter, readers: Readers) -> None:
        """Read for whoever works at this terminal."""
        self._counter = counter
        self._readers = readers

    def language_of(self, playbook: Playbook) -> str:
        """Return the language a playbook is read in here."""
        return language_for(playbook, self._counter.reads, self._readers.speaks)

    def shown(self, entry: OnBoard) -> OnBoard:
        """Return an order with its playbook's words as they are read here."""
        language = self.language_of(entry.playbook)
        same = language == entry.playbook.language
        return entry if same else replace(entry, playbook=playbook_in(entry.playbook, language))

    def procedure_of(self, entry: OnBoard, step: str) -> Procedure:
        """Return the procedure of an order's step as it is read here."""
        return in_language(entry.playbook.procedure[step], self.language_of(entry.playbook))

    def script(self, board: Board, entry: OnBoard, step: str) -> str:
        """Return the line to say at a step of an order, in the language it is read in."""
        return script_line(board, entry, step, language=self.language_of(entry.playbook))

    def turn(self) -> str:
        """Read in the next language there is, and return what that calls itself; empty where there is but one."""
        there = languages(self._counter.playbook)
        if len(there) == 1:
            return ""
        place = there.index(self.language_of(self._counter.playbook))
        self._counter.reads = there[(place + 1) % len(there)]
        return OWN_NAMES.get(self._counter.reads.partition("-")[0], self._counter.reads)

"""The playbook and the board in the words that are read at this terminal; what is recorded is in the playbook's own."""

from __future__ import annotations

from typing import TypeVar

from msgspec.structs import replace

from kiosk.counter.live import LiveBoard
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.guest.language import OWN_NAMES, language_for, languages, own_words, playbook_in
from kiosk.work.guest.line import script_line
from kiosk.work.order.line import Line
from kiosk.work.playbook.playbook import Playbook

Value = TypeVar("Value")


class InLanguage:
    """What mouths see of the counter: each thing by its name in one language, with ids and hashes as they are.

    An order that did not change is the same object on the next board, as on the board it is made of.
    """

    def __init__(self, live: LiveBoard) -> None:
        """Show what is live."""
        self._live = live
        self.reads = ""
        """The language things are asked for in; empty for the playbook's own."""
        self._of: tuple[Board | None, str] = (None, "")
        self._board = Board()
        self._entries: dict[str, tuple[OnBoard, OnBoard]] = {}
        """By order: as it is recorded, and as it is shown."""
        self._own: dict[str, Playbook] = {}
        """By hash, those that were shown."""

    def language_of(self, playbook: Playbook) -> str:
        """Return the language a playbook is read in here."""
        return language_for(playbook, self.reads) if self.reads else playbook.language

    @property
    def playbook(self) -> Playbook:
        """What the next order is opened under."""
        return self.in_words(self._live.playbook)

    @property
    def board(self) -> Board:
        """The newest board."""
        own = self._live.board
        if self._of != (own, self.reads):
            self._entries = {name: kept for name, kept in self._entries.items() if name in own.orders}
            orders = {name: self.entry(entry) for name, entry in own.orders.items()}
            is_same = all(shown is own.orders[name] for name, shown in orders.items())
            self._board = own if is_same else Board(own.seq, orders, own.standing)
            self._of = own, self.reads
        return self._board

    def entry(self, entry: OnBoard) -> OnBoard:
        """Return an order as it is shown."""
        playbook, known = self.in_words(entry.playbook), self._entries.get(entry.order.id)
        if playbook is entry.playbook:
            return entry
        if known is None or known[0] is not entry or known[1].playbook is not playbook:
            known = self._entries[entry.order.id] = entry, replace(entry, playbook=playbook)
        return known[1]

    def line(self, entry: OnBoard, step: str, basket: tuple[Line, ...] = (), *, reads_back: bool = False) -> str:
        """Return the line to say at a step of an order, in the language it is read in: the one that others read too.

        `basket` is what the guest wants so far, while the order is not taken yet; `reads_back` asks for what is said
        before it is sent.
        """
        recorded = replace(entry, playbook=self.own(entry.playbook))
        language = entry.playbook.language
        return script_line(self._live.board, recorded, step, basket, language, reads_back=reads_back)

    def own(self, playbook: Playbook) -> Playbook:
        """Return a playbook that is shown as it is recorded: in its own words."""
        return self._own.get(playbook.hash, playbook)

    def turn(self) -> str:
        """Read in the next language there is, and return what that calls itself; empty where there is but one."""
        own = self._live.playbook
        there = languages(own)
        if len(there) == 1:
            return ""
        self.reads = there[(there.index(self.language_of(own)) + 1) % len(there)]
        return OWN_NAMES.get(self.reads.partition("-")[0], self.reads)

    def word(self, word: str) -> str:
        """Return a loose word of the playbook, such as a reason or a role, as it is said here."""
        playbook = self._live.playbook
        return own_words(playbook, self.language_of(playbook)).get(word, word)

    def in_words(self, playbook: Playbook) -> Playbook:
        """Return a playbook as it is read here."""
        if not self.reads:
            return playbook
        shown = playbook_in(playbook, self.language_of(playbook))
        self._own.setdefault(playbook.hash, playbook)
        return shown

    def as_read(self, rows: Value) -> Value:
        """Return rows or sums of the record as they are read here."""
        own, shown = self._live.playbook, self.playbook
        if own is shown:
            return rows
        from kiosk.work.report.as_read import RowsAsRead  # of the record, not of a board

        return RowsAsRead(own, shown, self.word).read(rows)

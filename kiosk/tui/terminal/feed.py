"""What comes to a terminal from outside: new boards, a second that has passed, files that were edited, slips due."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from textual.screen import ModalScreen, Screen

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Machine
from kiosk.errors import PlaybookProblems, Refused, StorageUnavailable
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.tui.terminal.session import Session
from kiosk.words import _, plural
from kiosk.work.playbook.playbook import Playbook

if TYPE_CHECKING:
    from kiosk.tui.basket.order_entry import OrderEntry

LOOK_AROUND_EVERY = 2.0
"""Seconds between looks whether the record has grown: then slips may be due, and people or routines be others."""

LOOK_AT_FILES_EVERY = 10.0
"""Seconds between looks at the playbook's files, and at all else in case what is new there is not in the record."""


class FeedHost(Protocol):
    """The terminal, as far as its feed moves it."""

    counter: Counter
    machine: Machine
    session: Session
    drafts: dict[str, OrderEntry]
    asks_clock: bool
    """Whether it is asked about a clock that cannot be right."""

    @property
    def screen_stack(self) -> list[Screen[Any]]:
        """Its screens, the one in front last."""

    @property
    def is_running(self) -> bool:
        """Whether it has not ended."""


class Feed:
    """Hands on what is new, and says what is wrong with the playbook or the printer."""

    def __init__(self, host: FeedHost) -> None:
        """Begin with what was wrong at the start."""
        self._host = host
        self.playbook_trouble = host.machine.problems[0] if host.machine.problems else ""
        """Why the newest files are not in use."""
        self._printer_trouble = ""
        self._pending: Playbook | None = None
        """A playbook that is to be adopted as soon as the record can be written."""
        self._looking = asyncio.Lock()
        """Held from a look at the files until what was found is in use: who looks meanwhile finds nothing new there."""

    @property
    def standing(self) -> str:
        """What is wrong with the playbook or the printer, for as long as it is."""
        return self.playbook_trouble or self._printer_trouble

    def tick(self) -> None:
        """Show that a second has passed, on the screen in front."""
        self._host.session.watch_doors()
        self._host.counter.today()  # turns the day, where it is another
        for screen in self._host.screen_stack[-1:]:  # none is left while the program ends
            if not (self._host.is_running and screen.is_mounted):
                continue
            if isinstance(screen, CounterScreen):
                screen.count_on()
            elif isinstance(screen, ModalScreen):
                from kiosk.tui.modals.modal import Modal  # loaded, where a question is in front

                if isinstance(screen, Modal):
                    screen.count_on()
                    if self._host.asks_clock and not self._host.counter.clock_doubt:
                        screen.leave()  # it has been set meanwhile

    async def follow(self) -> None:
        """Hand every new board to the screen in front."""
        async for board in self._host.counter.boards():
            drafts = self._host.drafts
            self._host.drafts = {order_id: draft for order_id, draft in drafts.items() if order_id in board.orders}
            for screen in self._host.screen_stack[-1:]:
                if isinstance(screen, CounterScreen) and screen.seen is not board:
                    screen.look()

    async def look_around(self) -> None:
        """Look at slips, people and routines when the record has grown; every ten seconds at them and the files.

        Off the screen's thread; nothing of it delays the first paint.
        """
        seen, files_due = -1, 0.0
        while True:
            await asyncio.sleep(LOOK_AROUND_EVERY)
            if self._host.counter.clock_doubt:
                continue  # nothing is written under a time that cannot be
            if monotonic() >= files_due:
                files_due, seen = monotonic() + LOOK_AT_FILES_EVERY, -1
                await self.look_at_playbook()
            if seen != self._host.counter.board.seq:
                seen = self._host.counter.board.seq
                await self._look_at_record()

    async def _look_at_record(self) -> None:
        """Look what is due and who is known; a record that cannot be reached is told of elsewhere."""
        with suppress(Refused, StorageUnavailable):
            await self._host.counter.routines.look()
        with suppress(StorageUnavailable):
            await self._host.session.look_at_people()
        self._printer_trouble = await asyncio.to_thread(self._host.machine.print_slips)

    async def look_at_playbook(self) -> None:
        """Use a playbook whose files have changed for new orders; one with problems changes nothing but the notice."""
        async with self._looking:
            await self._look_at_playbook()

    async def _look_at_playbook(self) -> None:
        try:
            self._pending = await asyncio.to_thread(self._changed_files) or self._pending
            if self._pending is not None:
                await self._host.counter.playbooks.adopt(self._pending)
                self._pending, self.playbook_trouble = None, ""
        except PlaybookProblems as error:
            self.playbook_trouble = plural(
                "The old playbook stays: {first}",
                "The old playbook stays, {n} problems: {first}",
                len(error.problems),
                first=error.problems[0],
            )
        except (Refused, StorageUnavailable) as error:
            self.playbook_trouble = _("The new playbook waits: {why}", why=error.words)

    def _changed_files(self) -> Playbook | None:
        """Read the files if they have changed, or if they hold a draft that this start did not read."""
        counter, machine = self._host.counter, self._host.machine
        unread, counter.playbooks.files = counter.playbooks.files, ""
        if unread and unread != counter.playbook.hash and machine.drafts:
            return machine.drafts.read()
        return machine.reload()

"""The app without its screens: the counter, the feed of boards, the tick, and what keeps the terminal locked."""

from __future__ import annotations

import asyncio
import gc
import logging
from contextlib import suppress
from functools import partial
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.screen import Screen

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Terminal
from kiosk.errors import PlaybookProblems, Refused, StorageUnavailable
from kiosk.keys.keypad import layout
from kiosk.settings import Settings
from kiosk.tui.front.order_entry import OrderEntry
from kiosk.tui.modals.too_small import LEAST_HEIGHT, LEAST_WIDTH, TooSmall
from kiosk.tui.terminal.forecast import Forecasts
from kiosk.tui.terminal.lockdown import accept_any_byte, heed_signals, let_screens_go
from kiosk.tui.terminal.session import SigningIn
from kiosk.tui.widgets.theme import PALETTES, themes
from kiosk.words import _, plural, use
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant

LOG = logging.getLogger(__name__)

LOOK_AT_FILES_EVERY = 2.0
"""Seconds between looks at the playbook's files and at slips that are due."""


class Shell(SigningIn, inherit_bindings=False):
    """One terminal of a counter; screens ask it for one another by name, so that they need not know each other."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False
    CSS_PATH = "kiosk.tcss"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - declared by Textual as an instance's
        (0, "-tiny"),
        (60, "-small"),
        (96, "-normal"),
        (140, "-wide"),
        (160, "-wider"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (28, "-tall")]  # noqa: RUF012 - as above
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, "nothing", show=False, priority=True) for key in ("ctrl+q", "ctrl+c", "ctrl+z", "ctrl+p")
    ]

    def __init__(
        self,
        counter: Counter,
        terminal: Terminal,
        settings: Settings,
        start: str,
    ) -> None:
        """Open the screen `start` on a counter that has been started."""
        accept_any_byte()
        let_screens_go()
        super().__init__(settings.scanner, layout(settings.keypad, settings.keys))
        self.counter = counter
        self.terminal = terminal
        self.settings = settings
        self.person = settings.person
        self.forecasts = Forecasts(counter.reports.medians, partial(self.run_worker, group="medians"))
        """What is expected of the orders, for every screen that says so."""
        self.drafts: dict[str, OrderEntry] = {}
        """Orders being keyed at this terminal, by id: kept when the worker looks at another screen."""
        self.pressed: dict[str, Instant] = {}
        """When each action that changes the record was pressed last."""
        self.said_at: Instant | None = None
        """When a passing notice was said; None when none stands."""
        self.standing = terminal.problems[0] if terminal.problems else ""
        """What is wrong with the playbook or the printer, for as long as it is."""
        self._printer_trouble = ""
        self._pending: Playbook | None = None
        """A playbook that is to be adopted as soon as the record can be written."""
        self._playbook_trouble = self.standing
        self._start = start
        for theme in themes():
            self.register_theme(theme)
        self.theme = settings.theme if settings.theme in PALETTES else "night"
        self.speaks = settings.language
        """The language of whoever works here, else of this terminal."""
        self.reads = ""
        """The language procedures were asked for by a key; empty for the one above."""
        use(settings.language)

    def on_mount(self) -> None:
        """Show the first screen and begin to listen."""
        heed_signals(partial(self.exit, return_code=0))
        self.begin_person()
        self.begin(self._start)
        self.run_worker(self._feed(), group="feed")
        self.run_worker(self._look_around(), group="files")
        self.set_interval(1, self._tick)
        self.call_after_refresh(_collect_again)

    async def on_unmount(self) -> None:
        """Silence the speaker; the counter belongs to whoever opened it."""
        self.terminal.speaker.close()

    def enter(self, room: str) -> None:
        """Open a screen over the one in front."""
        self.push_screen(self.room(room))

    def room(self, name: str) -> Screen[None]:
        """Make the screen of this name; which there are is known above."""
        raise AssertionError(name)

    def go_back(self) -> None:
        """Close the screen in front; under the first one lies home."""
        if len(self.screen_stack) > 2:  # noqa: PLR2004 - Textual's own blank screen lies under the first one
            self.pop_screen()
        else:
            self.switch_screen(self.room("home"))
        self.watch_doors()

    def next_theme(self) -> None:
        """Go from night to day to high contrast and round."""
        names = list(PALETTES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def speak_language(self, language: str = "") -> None:
        """Speak a person's language, else this machine's: on the screen in front at once, on others as they come up."""
        self.speaks, self.reads = language or self.settings.language, ""
        use(self.speaks)
        for screen in self.screen_stack[-1:]:
            speak = getattr(screen, "speak", None)
            if speak is not None:
                speak()

    def action_nothing(self) -> None:
        """Let keys that would end or open up the terminal do nothing."""

    async def action_quit(self) -> None:
        """Refuse to end by a word in some text; leaving is an action of the home screen."""

    def action_suspend_process(self) -> None:
        """Refuse to stop."""

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small to work at; the app itself learns its new size after this."""
        small = event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT
        if small and not any(isinstance(screen, TooSmall) for screen in self.screen_stack):
            self.push_screen(TooSmall())

    def _tick(self) -> None:
        self.watch_doors()
        for screen in self.screen_stack[-1:]:  # none is left while the program ends
            count_on = getattr(screen, "count_on", None)
            if self.is_running and count_on is not None:
                count_on()

    async def _feed(self) -> None:
        """Hand every new board to the screen in front."""
        async for board in self.counter.boards():
            self.drafts = {order_id: draft for order_id, draft in self.drafts.items() if order_id in board.orders}
            look = getattr(self.screen, "look", None)
            if look is not None:
                look()

    async def _look_around(self) -> None:
        """Look at the playbook's files and at the slips that are due, off the screen's thread."""
        while True:
            await asyncio.sleep(LOOK_AT_FILES_EVERY)  # first, so that nothing of it delays the first paint
            await self._look_at_playbook()
            await self._look_at_routines()
            with suppress(StorageUnavailable):
                await self.look_at_people()
            self._printer_trouble = await asyncio.to_thread(self.terminal.print_slips)
            self.standing = self._playbook_trouble or self._printer_trouble

    async def _look_at_playbook(self) -> None:
        """Use a playbook whose files have changed for new orders; one with problems changes nothing but the notice."""
        try:
            self._pending = await asyncio.to_thread(self._changed_files) or self._pending
            if self._pending is not None:
                await self.counter.playbooks.adopt(self._pending)
                self._pending, self._playbook_trouble = None, ""
        except PlaybookProblems as error:
            self._playbook_trouble = plural(
                "The old playbook stays: {first}",
                "The old playbook stays, {n} problems: {first}",
                len(error.problems),
                first=error.problems[0],
            )
        except (Refused, StorageUnavailable) as error:
            self._playbook_trouble = _("The new playbook waits: {why}", why=error.words)

    def _changed_files(self) -> Playbook | None:
        """Read the files if they have changed, or if they hold a draft that this start did not read."""
        unread, self.counter.playbooks.files = self.counter.playbooks.files, ""
        if unread and unread != self.counter.playbook.hash and self.terminal.drafts:
            return self.terminal.drafts.read()
        return self.terminal.reload()

    async def look_at_files(self) -> None:
        """Look at the playbook's files now, instead of at the next time for it."""
        await self._look_at_playbook()

    async def _look_at_routines(self) -> None:
        """Look what is due, and write down what was missed; a record that cannot be reached is told of elsewhere."""
        with suppress(Refused, StorageUnavailable):
            await self.counter.routines.look()

    def _fatal_error(self) -> None:
        """End with one plain sentence: Textual's own report would show names and PINs to the guests."""
        LOG.error("the screen broke", exc_info=self._exception)
        self._exit_renderables[:] = ["The screen broke and was closed; nothing recorded is lost. Start it again."]
        self._close_messages_no_wait()


def _collect_again() -> None:
    """Begin to collect garbage, where the start put it off, without ever looking at what was loaded until now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()

"""The full-screen program: one terminal of a counter, put together from its parts."""

from __future__ import annotations

import gc
import logging
from collections.abc import Awaitable, Callable, Coroutine
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen
from textual.theme import Theme

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Machine
from kiosk.errors import Refused, StorageUnavailable
from kiosk.keys.keypad import Meanings, layout
from kiosk.settings import Settings
from kiosk.tui.places import HOME, screen_of
from kiosk.tui.terminal.ask import Questions
from kiosk.tui.terminal.driver import driver_of
from kiosk.tui.terminal.ear import Ear
from kiosk.tui.terminal.feed import Feed
from kiosk.tui.terminal.lockdown import accept_any_byte, heed_signals, let_screens_go
from kiosk.tui.terminal.op import Ops
from kiosk.tui.terminal.press import Presses
from kiosk.tui.terminal.screen import CounterScreen, show_question
from kiosk.tui.terminal.session import Session
from kiosk.tui.terminal.shape import ACROSS, DOWN, LEAST_HEIGHT, LEAST_WIDTH, shapes
from kiosk.tui.terminal.stroke import Scan
from kiosk.tui.widgets.notice import Tone
from kiosk.tui.widgets.theme import PALETTES
from kiosk.words import lend, use
from kiosk.work.board.board import OnBoard
from kiosk.work.time.instant import Instant

if TYPE_CHECKING:
    from kiosk.tui.basket.order_entry import OrderEntry
    from kiosk.tui.terminal.early import EarlyTerminal
    from kiosk.tui.terminal.forecast import Forecasts
    from kiosk.tui.terminal.scan import Scans

LOG = logging.getLogger(__name__)

T = TypeVar("T")


class KioskApp(App[None], inherit_bindings=False):
    """One terminal, opened at `start`: `home`, `board`, `manager`, `station:grill+fry` or any other name of a place."""

    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    AUTO_FOCUS = ""
    ESCAPE_TO_MINIMIZE = False
    CSS_PATH = "kiosk.tcss"
    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, "nothing", show=False, priority=True) for key in ("ctrl+q", "ctrl+c", "ctrl+z", "ctrl+p")
    ]

    def __init__(
        self,
        counter: Counter,
        machine: Machine,
        settings: Settings,
        start: str = HOME,
        early: EarlyTerminal | None = None,
    ) -> None:
        """Open the screen `start` on a counter that has been started; `early` is a terminal with words on it."""
        accept_any_byte()
        let_screens_go()
        # Before the stylesheets are read: a theme that is set after them has them all read anew.
        self.set_reactive(KioskApp.theme, settings.theme if settings.theme in PALETTES else "night")
        super().__init__(driver_class=driver_of(early, machine.signs))
        self.counter = counter
        self.machine = machine
        self.settings = settings
        self.layout = layout(settings.keypad, settings.keys)
        self.presses = Presses(counter.clock, settings)
        self.ops = Ops(counter)
        self.drafts: dict[str, OrderEntry] = {}
        self.said_at: Instant | None = None
        self.questions = Questions(partial(show_question, self), self.start)
        counter.shown.reads = settings.language
        self.session = Session(self, settings.person)
        self.feed = Feed(self)
        self.ear = Ear(self, settings.scanner, self.layout, self._scanned)
        self._start = start
        self.asks_clock = False
        """Whether it is asked about a clock that cannot be right."""
        use(settings.language)
        lend(counter.shown.word)

    @property
    def available_themes(self) -> dict[str, Theme]:
        """This program's themes beside Textual's."""
        return {**super().available_themes, **_themes()}

    @property
    def shapes(self) -> tuple[str, str]:
        """What the stylesheet calls a terminal of this width and of this height."""
        return shapes(*self.size)

    def get_default_screen(self) -> Screen[None]:
        """Make the first screen; of the manager's places none before a manager has opened the doors."""
        first = screen_of(HOME if self._waits_for_manager else self._start, self)
        first._push_result_callback(self, None)  # noqa: SLF001 - Textual forgets it here, and could not switch it then
        return first

    @property
    def _waits_for_manager(self) -> bool:
        return self._start == "manager" and self.session.doors_shut

    def on_mount(self) -> None:
        """Begin to listen; where the doors are shut, ask for a manager."""
        heed_signals(partial(self.exit, return_code=0))
        if self.counter.clock_doubt:
            self._ask_clock()
        elif self._waits_for_manager:
            self._ask_manager()
        self.run_worker(self.feed.follow(), group="feed")
        self.run_worker(self.feed.look_around(), group="files")
        self.set_interval(1, self.show_change)
        self.call_after_refresh(_collect_again)

    def _ask_manager(self) -> None:
        self.session.as_manager(partial(self.enter, self._start))

    def _ask_clock(self) -> None:
        """Ask about a clock that cannot be right, before anything else is asked or done."""
        from kiosk.tui.terminal.clock_question import ask_clock  # where a clock is not set

        self.asks_clock = True
        self.ask(ask_clock(self.counter), self._heed_clock)

    def _heed_clock(self, leaves: bool) -> None:  # noqa: FBT001 - the answer
        self.asks_clock = False
        if leaves:
            self.exit(return_code=0)
            return
        self.start(partial(self.counter.settle_clock, self.person))
        if self._waits_for_manager:
            self._ask_manager()

    async def on_unmount(self) -> None:
        """Silence the speaker; the counter belongs to whoever opened it."""
        self.machine.speaker.close()

    @cached_property
    def forecasts(self) -> Forecasts:
        """What is expected of the orders, for every screen that says so."""
        from kiosk.tui.terminal.forecast import Forecasts

        return Forecasts(self.counter.reports.medians, partial(self.run_worker, group="medians"))

    def _scanned(self, scan: Scan) -> None:
        self.scans.take(scan)

    @cached_property
    def scans(self) -> Scans:
        """What a scanner reads."""
        from kiosk.tui.terminal.scan import Scans

        return Scans(self)

    # Keys.

    async def on_event(self, event: events.Event) -> None:
        """Take keys as they come from the terminal, before anything is done with them."""
        if isinstance(event, events.Key | events.MouseDown):
            self.session.touch()
        if isinstance(event, events.MouseDown):
            self.presses.strike()
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            await self.ear.hear(event)
        else:
            await super().on_event(event)

    async def answer(self, key: events.Key) -> None:
        """Do at once what a key does in a question, so that the next one finds what it has brought up."""
        field = self.screen.focused
        if field is not None and key.is_printable and key.character:
            from textual.widgets import Input  # loaded, where one has the focus

            if isinstance(field, Input):
                field.replace(key.character, *field.selection)
        elif not await self._check_bindings(key.key):
            await super().on_event(key)

    def meanings(self, screen: type[Screen[Any]], *, at_rail: bool) -> Meanings:
        """Return what each key does on a screen."""
        return self.ear.meanings(screen, at_rail=at_rail)

    def action_nothing(self) -> None:
        """Let keys that would end or open up the terminal do nothing."""

    async def action_quit(self) -> None:
        """Refuse to end by a word in some text; leaving is an action of the home screen."""

    def action_suspend_process(self) -> None:
        """Refuse to stop."""

    # Places.

    def enter(self, place: str) -> None:
        """Open a screen over the one in front."""
        self.push_screen(screen_of(place, self))

    def go_back(self) -> None:
        """Close the screen in front; under the first one lies home."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            self.switch_screen(screen_of(HOME, self))
        self.session.watch_doors()

    def show_slip(self, entry: OnBoard) -> None:
        """Show the slip of a finished order, instead of one that is shown."""
        from kiosk.tui.order.slip import SlipScreen  # not on the way to the first paint

        slip = SlipScreen(self, entry)
        if isinstance(self.screen, SlipScreen):
            self.switch_screen(slip)
        elif isinstance(self.screen, CounterScreen):
            self.push_screen(slip)

    @property
    def is_inside(self) -> bool:
        """Whether a screen behind the manager's doors is open, or one over it."""
        return any(isinstance(screen, CounterScreen) and screen.for_managers for screen in self.screen_stack)

    def leave_inside(self) -> None:
        """Close every screen behind the manager's doors."""
        while self.is_inside:
            if len(self.screen_stack) == 1:
                self.switch_screen(screen_of(HOME, self))
                break
            self.pop_screen()

    # Questions, words and verbs, over whatever is in front.

    @property
    def person(self) -> str:
        """Who works here; empty for nobody."""
        return self.session.person

    def ask_person(self) -> None:
        """Ask who works here."""
        self.session.ask_person()

    @property
    def is_asking(self) -> bool:
        """Whether a question is in front."""
        return isinstance(self.screen, ModalScreen)

    def ask(self, flow: Coroutine[Any, Any, T], then: Callable[[T], None]) -> None:
        """Ask what a flow asks, each question in front at once; `then` takes what it ends in."""
        self.questions.ask(flow, then)

    def start(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something that may wait, without holding the screen; what is refused is said."""

        async def attempt() -> None:
            try:
                await work()
            except (Refused, StorageUnavailable) as refusal:
                self.say(refusal.words, "bad")
            self.call_after_refresh(self.show_change)  # a screen that was opened just now is put together first

        self.run_worker(attempt(), group="verbs")

    def say(self, words: str, tone: Tone = "good") -> None:
        """Say something on the screen in front."""
        if isinstance(self.screen, CounterScreen):
            self.screen.say(words, tone)

    # What changes.

    @property
    def standing(self) -> str:
        """What is wrong with the playbook or the printer, for as long as it is."""
        return self.feed.standing

    def show_change(self) -> None:
        """Show that a second has passed, or that something has changed."""
        self.feed.tick()

    async def look_at_files(self) -> None:
        """Look at the playbook's files now, instead of at the next time for it."""
        await self.feed.look_at_playbook()

    def next_theme(self) -> None:
        """Go from night to day to high contrast and round."""
        names = list(PALETTES)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]

    def speak_language(self, language: str = "") -> None:
        """Speak a person's language, else this machine's: on the screen in front at once, on others as they come up."""
        self.counter.shown.reads = language or self.settings.language
        use(self.counter.shown.reads)
        for screen in self.screen_stack[-1:]:
            if isinstance(screen, CounterScreen):
                screen.speak()

    def on_resize(self, event: events.Resize) -> None:
        """Say so when the terminal is too small to work at; the app itself learns its new size after this."""
        if event.size.width < LEAST_WIDTH or event.size.height < LEAST_HEIGHT:
            from kiosk.tui.terminal.too_small import TooSmall

            if not any(isinstance(screen, TooSmall) for screen in self.screen_stack):
                self.push_screen(TooSmall())

    def _fatal_error(self) -> None:
        """End with one plain sentence: Textual's own report would show names and PINs to the guests."""
        LOG.error("the screen broke", exc_info=self._exception)
        self._exit_renderables[:] = ["The screen broke and was closed; nothing recorded is lost. Start it again."]
        self._close_messages_no_wait()


@cache
def _themes() -> dict[str, Theme]:
    """Return the Textual themes by name, one a palette, for what the drawn widgets do not draw: fields, scroll bars."""
    return {
        name: Theme(
            name=name,
            primary=palette.accent,
            secondary=palette.how,
            accent=palette.accent,
            warning=palette.warn,
            error=palette.bad,
            success=palette.good,
            foreground=palette.text,
            background=palette.ground,
            surface=palette.raised,
            panel=palette.key,
            dark=palette.dark,
        )
        for name, palette in PALETTES.items()
    }


def _collect_again() -> None:
    """Begin to collect garbage, where the start put it off, without ever looking at what was loaded until now."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()

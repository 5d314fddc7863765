"""What every screen of the counter shares: header, notice, keys, and the way from a key press to a verb."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal, TypeVar

from msgspec.structs import replace
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from kiosk.errors import DeviceMissing, Refused, StorageUnavailable
from kiosk.keys.action import ACTIONS
from kiosk.keys.keypad import printed, standard_keys
from kiosk.tui.terminal.ask import ASK, Questions, Shown
from kiosk.tui.terminal.stroke import NO_NAME
from kiosk.tui.widgets.draw import Drawn, Ground, never_stood
from kiosk.tui.widgets.header import Header
from kiosk.tui.widgets.header_facts import facts_at, worker_words
from kiosk.tui.widgets.keybar import Key, KeyBar
from kiosk.tui.widgets.lines import Line
from kiosk.tui.widgets.notice import Notice, NoticeLine, Tone
from kiosk.words import ENGLISH, _, language, later
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.acting import NotTheirRole
from kiosk.work.text.text import naming
from kiosk.work.time.instant import elapsed

if TYPE_CHECKING:
    from kiosk.tui.terminal.terminal import Terminal

T = TypeVar("T")

SAID_FOR = 6_000
"""Milliseconds a passing notice stays."""


THIS_KEY = later("This key")
"""What people are told of a key that nobody here knows."""

WAYS = (("more", later("shows every action")), ("home", later("goes back")))
"""Keys that lead to others, the best first."""


def bindings(*names: str, digits: bool = True) -> list[BindingType]:
    """Make Textual bindings of registered actions, letters with and without Caps Lock; `digits` adds 1 to 9."""
    return [
        Binding(key, action, ACTIONS[action].label if action in ACTIONS else "", show=False)
        for key, action in standard_keys(names, digits=digits).items()
    ]


def show_question(app: App[Any], question: Shown, answered: Callable[[Any], None]) -> None:
    """Bring a question up over whatever is in front."""
    from kiosk.tui.terminal.bring import modal_of  # not on the way to the first paint

    app.push_screen(modal_of(question, answered))


class CounterScreen(Screen[None]):
    """A screen with header, notice and keys; subclasses fill the middle and say what the keys are."""

    place: ClassVar[str] = ""
    """What the badge says, where it is always the same."""
    spoken = ENGLISH
    """The language this screen spoke last."""
    DOES: ClassVar[frozenset[str]] = frozenset({"theme", "person"})
    """Actions that `act` does; each other one has a method of its own."""
    for_managers: ClassVar[bool] = False
    """Whether it lies behind the manager's doors."""
    takes_scans: ClassVar[bool] = True
    """Whether what a scanner reads opens its order here; on a screen for guests it does not."""
    ages: ClassVar[bool] = False
    """Whether what the board shows here is otherwise with each second."""

    def __init__(self, kiosk: Terminal) -> None:
        """Stand at a terminal; Textual says its shape only once everything is laid out, and that twice then."""
        super().__init__(classes=" ".join(kiosk.shapes))
        self.kiosk = kiosk
        self.counter = kiosk.counter
        self._ground = Ground()
        self.seen: Board | None = None
        """The board that was shown last."""
        self._resumed = False
        self.questions = Questions(
            lambda question, answered: show_question(self.app, question, answered), self.verb, lambda: self.is_current
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank lines: what stands here is on others."""
        return self._ground.lines(self, crop)

    @property
    def at_rail(self) -> bool:
        """Whether a bar's keys are for tickets now, not for a list or a question."""
        return False

    def compose_middle(self) -> ComposeResult:
        """Return the widgets between header and notice."""
        yield from ()

    def compose(self) -> ComposeResult:
        """Put header, middle, notice and keys together."""
        yield Header(id="header")
        yield from self.compose_middle()
        yield NoticeLine(id="notice-line")
        yield Notice(id="notice")
        yield KeyBar(id="keys")

    def on_mount(self) -> None:
        """Say what is said once."""
        self.spoken = language()
        self.reword()

    def reword(self) -> None:
        """Say what is said once for as long as the screen stands: its keys, and what an empty list says."""

    def speak(self) -> None:
        """Say everything in the language of the moment, where that has changed since this screen spoke."""
        if self.spoken == language() or not self.is_there:
            return
        self.spoken = language()
        self.reword()
        self.look()
        self.count_on()
        for drawn in self.query(Drawn):
            drawn.redraw()

    def on_screen_resume(self) -> None:
        """Show the newest board when this screen comes to the front, unless it came up with it."""
        if not self._came_up_with(self.counter.board):
            self.call_after_refresh(self.speak)
            self.call_after_refresh(self.look)
        self.call_after_refresh(self.count_on)

    def _came_up_with(self, board: Board) -> bool:
        first, self._resumed = not self._resumed, True
        return first and self.seen is board

    async def _on_message(self, message: Message) -> None:
        """Heed a message, unless this screen came to nothing."""
        if not never_stood(self, message):
            await super()._on_message(message)

    @property
    def is_there(self) -> bool:
        """Whether the screen is put together and has not been left: verbs outlive the screen they were pressed on."""
        return self.is_mounted and self.is_attached and self.app.is_running and self in self.app.screen_stack

    def look(self) -> None:
        """Show the newest board, if this screen is there to show it."""
        if self.is_there:
            self.seen = self.counter.board
            self.show_board(self.seen)

    def count_on(self) -> None:
        """Show that a second has passed, if this screen is there to show it."""
        if self.is_there:
            self.tick()

    def show_board(self, board: Board) -> None:
        """Show what has changed; called for the screen in front."""

    def show_header(self) -> None:
        """Say where this is, what everybody has to know, how the news is and how late it is."""
        facts = facts_at(self.counter, self.badge(), self.facts(), self.banner())
        self.query_one(Header).show(facts)

    def tick(self) -> None:
        """Show that a second has passed; called for the screen in front."""
        self.show_header()
        now = self.counter.clock.now()
        notice = self.query_one(Notice)
        notice.stand(self.counter.trouble or self.kiosk.standing)
        if self.kiosk.said_at is not None and elapsed(self.kiosk.said_at, now) > SAID_FOR:
            notice.hush()
            self.kiosk.said_at = None
        if self.ages:
            self.show_board(self.counter.board)

    def badge(self) -> str:
        """Say where this is."""
        return _(self.place)

    def banner(self) -> Line:
        """Say loudly what everybody here has to know, beside where this is."""
        return ()

    @property
    def worker(self) -> str:
        """Name who works here, and who stands beside them; empty for nobody."""
        return worker_words(self.counter, self.kiosk.person)

    def facts(self) -> tuple[str, ...]:
        """Say what else the header has room for."""
        return (self.counter.playbook.title, self.worker)

    def keys(self, *keys: Key) -> None:
        """Offer these keys; one that this pad has not got is done by the one that leads to every other."""
        more = f"{self.sign('more')}…" if self.sign("more") and any(key.action == "more" for key in keys) else ""
        self.query_one(KeyBar).show(*(replace(key, sign=self.sign(key.action) or more) for key in keys))

    def sign(self, action: str) -> str:
        """Return the key that does an action here, as it is printed; empty where none does."""
        return self.kiosk.layout.sign(action, self.kiosk.meanings(type(self), at_rail=self.at_rail))

    def means_nothing(self, key: str) -> None:
        """Say that a key does nothing here, and which do."""
        if not self.is_there:
            return
        said = _(THIS_KEY) if key == NO_NAME else printed(key) if len(key) > 1 else key
        self.say(f"{_('{key} means nothing here.', key=said)} {self._what_would()}")

    def _what_would(self) -> str:
        """Name the green key, and the one that leads to every other."""
        keys = self.query_one(KeyBar).keys
        main = [(key.action, key.label or _(ACTIONS[key.action].label)) for key in keys if key.main]
        ways = [(name, _(words)) for name, words in WAYS if name in (key.action for key in keys)]
        says = [f"{self.sign(name)} {words}" for name, words in (*main, *ways[:1]) if self.sign(name)]
        return f"{', '.join(says)}." if says else ""

    def open_scanned(self, entry: OnBoard) -> bool:
        """Open the ticket of an order whose number was scanned; say whether there is one to open here."""
        return False

    def say(self, words: str, tone: Tone | Literal[""] = "warn") -> None:
        """Say something in the notice line for a few seconds; a screen that was left says it on the one in front.

        Actions that are named in it are said by their keys there.
        """
        place = self if self.is_there else self.app.screen
        if isinstance(place, CounterScreen) and place.is_there:
            self.kiosk.said_at = self.counter.clock.now()
            place.query_one(Notice).say(
                naming(words, lambda action: place.sign(action) or _(ACTIONS[action].label)), tone or "warn"
            )

    def hush(self) -> None:
        """Take back what was said: the worker has gone on."""
        self.query_one(Notice).hush()

    def verb(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do something that may wait for the disk, without holding the screen; refusals are said in the notice."""

        async def attempt() -> None:
            try:
                await work()
            except NotTheirRole as asked:
                self.kiosk.session.ask_stand_in(asked, partial(self.verb, work))
            except (Refused, StorageUnavailable, DeviceMissing) as refusal:
                self.say(refusal.words, "bad")

        self.app.run_worker(attempt(), group="verbs")

    def ask(self, flow: Coroutine[Any, Any, T], then: Callable[[T], None]) -> None:
        """Ask what a flow asks, each question in front at once; `then` takes what it ends in."""
        self.questions.ask(flow, then)

    def act(self, action: str) -> bool:
        """Do an action at once by a row of this screen's; return whether it has one."""
        match action:
            case "theme":
                self.kiosk.next_theme()
            case "person":
                self.kiosk.ask_person()
            case _:
                return False
        return True

    async def do_action(self, action: str) -> None:
        """Do an action, by its row or by its method; keys, fingers and digits of More all come here."""
        if not self.act(action):
            await self.run_action(action)

    async def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Turn a touch on a key into its action; other touches go to `touched`."""
        message.stop()
        if isinstance(message.drawn, KeyBar):
            await self.do_action(str(message.means))
        else:
            await self.touched(message.drawn, message.means)

    async def touched(self, drawn: Widget, means: object) -> None:
        """Act on a touch that was not on a key."""

    def ask_action(
        self, names: Iterable[str], labels: Mapping[str, str] = MappingProxyType({}), *, helps: bool = False
    ) -> None:
        """Ask which of some actions is meant, each with a digit, and do it; below stands its key, or its help."""
        rows = [
            (name, labels.get(name, _(ACTIONS[name].label)), _(ACTIONS[name].help) if helps else self.sign(name))
            for name in names
        ]

        async def ask_which() -> str | None:
            return await ASK.one(_("What now?"), rows)

        self.ask(ask_which(), self._act_or_call)

    def _act_or_call(self, action: str | None) -> None:
        if action is not None and not self.act(action):
            self.call_later(self.run_action, action)

    async def action_digit(self, digit: int) -> None:
        """Act on a digit; a screen without numbered things says so."""
        self.means_nothing(str(digit))

    def action_home(self) -> None:
        """Go back to the screen before."""
        if self.is_current:
            self.kiosk.go_back()

"""The ear of a terminal: keys go through the keyboard, and from there to what they mean on the screen in front."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any, Protocol

from textual import events
from textual.keys import key_to_character
from textual.screen import Screen
from textual.timer import Timer, TimerCallback

from kiosk.keys.keypad import LOCKED, Layout, Meanings
from kiosk.tui.terminal.ask import Questions
from kiosk.tui.terminal.layout import bound, name_of, wants_an_answer
from kiosk.tui.terminal.press import Presses
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.tui.terminal.stroke import FAST, Heard, Scan, Stroke

if TYPE_CHECKING:
    from kiosk.tui.terminal.keyboard import Keyboard

SAME_KEYS = {
    "add": "plus",
    "subtract": "minus",
    "multiply": "asterisk",
    "divide": "slash",
    "decimal": "full_stop",
    "ctrl+j": "enter",
    "ctrl+m": "enter",
}
"""What some terminals call the keys of a numeric pad, or Enter, and what all others do."""


SOON = 0.005
"""Seconds until it is looked again whether a screen is there; it may be gone by then, so it is not asked to call."""

LEAST = 0.001
"""Seconds of a timer, at least: one of none never rings."""


class EarHost(Protocol):
    """The terminal, as far as its ear moves it."""

    app_focus: bool
    presses: Presses
    questions: Questions
    """What is asked over whatever is in front."""

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""

    def set_timer(self, delay: float, callback: TimerCallback) -> Timer:
        """Call back after some seconds."""

    def call_later(self, callback: Callable[..., Any], *args: Any) -> bool:
        """Call back when all that came before was handled."""

    async def answer(self, key: events.Key) -> None:
        """Do at once what a key does in a question."""


class Ear:
    """Holds keys back where a scanner or a chord might be meant, does what the layout says, and never loses one."""

    def __init__(self, host: EarHost, scanner: str, layout: Layout, scanned: Callable[[Scan], None]) -> None:
        """Listen as the settings say; `scanned` takes what a scanner read."""
        self._host = host
        self._layout = layout
        self._scanner = scanner
        self._scanned = scanned
        self._alarm: Timer | None = None
        self._alarm_due = 0.0
        self.now = monotonic
        """The clock that strokes carry the instants of."""
        self._struck, self._done = -inf, -inf
        """When the last key was struck, and when it was done; before any, whatever the clock counts from."""
        self._early: list[Heard] = []
        """What was heard for a screen that is not put together yet."""
        self._meanings: dict[tuple[type[Screen[Any]], bool], Meanings] = {}

    @cached_property
    def _keyboard(self) -> Keyboard:
        """What tells chords and scanners from single keys; loaded for the first key."""
        from kiosk.tui.terminal.keyboard import Keyboard

        return Keyboard(self._scanner, self._layout)

    @property
    def holds_keys(self) -> bool:
        """Whether something that was struck has not been done yet."""
        return bool(self._early) or self._keyboard.due is not None

    @property
    def _is_typing(self) -> bool:
        """Whether words are being keyed into a field."""
        return self._host.screen.focused is not None  # nothing else of ours takes the focus

    def meanings(self, screen: type[Screen[Any]], *, at_rail: bool) -> Meanings:
        """Return what each key does on a screen; `at_rail` where a bar's keys are for tickets."""
        which = (screen, at_rail)
        if which not in self._meanings:
            lay = self._layout.rail if at_rail else self._layout.room
            self._meanings[which] = lay(bound(screen))
        return self._meanings[which]

    async def hear(self, event: events.Key) -> None:
        """Take a key as it comes from the terminal, before anything is done with it."""
        self._host.app_focus = True
        types = event.character and event.is_printable and "+" not in event.key
        stroke = Stroke(SAME_KEYS.get(event.key, event.key), event.time, str(event.character) if types else "", event)
        await self._do(self._keyboard.strike(stroke))

    async def _do(self, heard: list[Heard]) -> None:
        """Do what was heard, in its order, and look again when what is still held is due."""
        for one in heard:
            await self._press(one)
        self._set_alarm()

    def _set_alarm(self) -> None:
        due = self._keyboard.due
        if due is None or (self._alarm is not None and self._alarm_due <= due):
            return
        if self._alarm is not None:
            self._alarm.stop()
        self._alarm_due = due
        self._alarm = self._host.set_timer(max(LEAST, due - monotonic()), partial(self._ring, due))

    def _ring(self, due: float) -> None:
        """Get in the queue behind the keys that came before: a slow screen may have kept them waiting there."""
        self._alarm = None
        self._host.call_later(self._look_again, due)

    async def _look_again(self, due: float) -> None:
        """Look at what is held."""
        await self._do(self._keyboard.wait_over(due))

    async def _press(self, heard: Heard) -> None:
        """Do what a key or a scan means on the screen in front, as soon as that is put together."""
        if self._early:
            self._early.append(heard)
        elif self._is_ready():
            await self._mean(heard)
        else:
            self._early.append(heard)
            self._host.set_timer(SOON, self._press_early)

    def _is_ready(self) -> bool:
        """Return whether the screen in front is put together, and no question that keys go into is on its way."""
        screen = self._host.screen
        if self._host.questions.loads:
            return False
        if isinstance(screen, CounterScreen):
            return screen.is_mounted and not screen.questions.loads
        if screen.is_mounted and screen.focused is None and screen.AUTO_FOCUS:
            for field in screen.query(screen.AUTO_FOCUS):  # a finger beside it has taken its focus
                screen.set_focus(field)
        return screen.is_mounted

    async def _press_early(self) -> None:
        """Do what was struck while a screen came up; one of these keys may have brought up another."""
        while self._early and self._is_ready():
            await self._mean(self._early[0], early=True)
            del self._early[0]
        if self._early:
            self._host.set_timer(SOON, self._press_early)

    async def _mean(self, stroke: Heard, *, early: bool = False) -> None:
        """Do what was heard on the screen in front; a key that was struck before eyes saw that is known to be."""
        if isinstance(stroke, Scan):
            self._scanned(stroke)
            return
        unseen = early or stroke.at < self._done or 0 <= stroke.at - self._struck < FAST
        self._host.presses.strike(self.now() - stroke.at, unseen=unseen)
        await self._do_meant(stroke)
        self._struck, self._done = stroke.at, self.now()

    async def _do_meant(self, stroke: Stroke) -> None:
        screen = self._host.screen
        if isinstance(screen, CounterScreen):
            action = self.meanings(type(screen), at_rail=screen.at_rail).get(stroke.key)
            if action is not None and stroke.key not in LOCKED:
                await screen.do_action(action)
            elif wants_an_answer(stroke):
                screen.means_nothing(name_of(stroke))
            return
        key = self._layout.standard(stroke.key, typing=self._is_typing)
        if key != stroke.key or not isinstance(stroke.event, events.Key):
            await self._host.answer(events.Key(key, key_to_character(key)))
        else:
            await self._host.answer(stroke.event)

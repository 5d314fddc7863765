"""The app's ear: every key goes through the keyboard, and from there to what it means on the screen in front."""

from __future__ import annotations

from functools import partial
from time import monotonic

from textual import events
from textual.app import App
from textual.keys import key_to_character
from textual.timer import Timer
from textual.widgets import Input

from kiosk.keys.keypad import LOCKED, Layout, Meanings
from kiosk.tui.terminal.keyboard import Keyboard
from kiosk.tui.terminal.layout import KeyedScreen, bound, was_meant
from kiosk.tui.terminal.stroke import Heard, Scan, Stroke

PAD_KEYS = {"add": "plus", "subtract": "minus", "multiply": "asterisk", "divide": "slash", "decimal": "full_stop"}
"""What some terminals call the keys of a numeric pad, and what all others do."""


SOON = 0.005
"""Seconds until it is looked again whether a screen is there; it may be gone by then, so it is not asked to call."""

LEAST = 0.001
"""Seconds of a timer, at least: one of none never rings."""


class Listening(App[None], inherit_bindings=False):
    """Holds keys back where a scanner or a chord might be meant, does what the layout says, and never loses one."""

    def __init__(self, scanner: str, layout: Layout) -> None:
        """Listen as the settings say."""
        super().__init__()
        self.layout = layout
        self._keyboard = Keyboard(scanner, layout)
        self._alarm: Timer | None = None
        self._alarm_due = 0.0
        self._early: list[Stroke] = []
        """Strokes for a screen that is not put together yet."""
        self._meanings: dict[tuple[type[KeyedScreen], bool], Meanings] = {}

    @property
    def holds_keys(self) -> bool:
        """Say whether something that was struck has not been done yet."""
        return bool(self._early) or self._keyboard.due is not None

    @property
    def is_typing(self) -> bool:
        """Say whether words are being keyed into a field."""
        return len(self.screen_stack) > 0 and isinstance(self.screen.focused, Input)

    def meanings(self, screen: KeyedScreen) -> Meanings:
        """Give what each key does on a screen now."""
        which = (type(screen), screen.at_rail)
        if which not in self._meanings:
            lay = self.layout.rail if screen.at_rail else self.layout.room
            self._meanings[which] = lay(bound(type(screen)))
        return self._meanings[which]

    def scanned(self, scan: Scan) -> None:
        """Act on what a scanner read; what that is is known above."""

    async def on_event(self, event: events.Event) -> None:
        """Take keys as they come from the terminal, before anything is done with them."""
        if not isinstance(event, events.Key) or event.is_forwarded or not self.screen_stack:
            await super().on_event(event)
            return
        types = event.character and event.is_printable and "+" not in event.key
        stroke = Stroke(PAD_KEYS.get(event.key, event.key), event.time, str(event.character) if types else "", event)
        await self._do(self._keyboard.strike(stroke, typing=self.is_typing))

    async def _do(self, heard: list[Heard]) -> None:
        """Do what was heard, in its order, and look again when what is still held is due."""
        for one in heard:
            if isinstance(one, Scan):
                self.scanned(one)
            else:
                await self._press(one)
        self._set_alarm()

    def _set_alarm(self) -> None:
        due = self._keyboard.due
        if due is None or (self._alarm is not None and self._alarm_due <= due):
            return
        if self._alarm is not None:
            self._alarm.stop()
        self._alarm_due = due
        self._alarm = self.set_timer(max(LEAST, due - monotonic()), partial(self._look_again, due))

    async def _look_again(self, due: float) -> None:
        """Look at what is held; keys that came before the alarm are in the queue before it, and have been heard."""
        self._alarm = None
        await self._do(self._keyboard.wait_over(due))

    async def _press(self, stroke: Stroke) -> None:
        """Do what a key means on the screen in front, as soon as that is put together."""
        if self._early:
            self._early.append(stroke)
        elif self._is_ready():
            await self._mean(stroke)
        else:
            self._early.append(stroke)
            self.set_timer(SOON, self._press_early)

    def _is_ready(self) -> bool:
        return self.screen.is_mounted or not isinstance(self.screen, KeyedScreen)

    async def _press_early(self) -> None:
        """Do what was struck while a screen came up; one of these keys may have brought up another."""
        while self._early and self._is_ready():
            await self._mean(self._early[0])
            del self._early[0]
        if self._early:
            self.set_timer(SOON, self._press_early)

    async def _mean(self, stroke: Stroke) -> None:
        """Do what a key means on the screen in front."""
        screen = self.screen
        if isinstance(screen, KeyedScreen) and stroke.key not in LOCKED:
            action = self.meanings(screen).get(stroke.key)
            if action is not None:
                await self.run_action(action, screen)
            elif was_meant(stroke):
                screen.means_nothing(stroke.sign.strip() or stroke.key)
            return
        key = self.layout.standard(stroke.key, typing=self.is_typing)
        if key != stroke.key or not isinstance(stroke.event, events.Key):
            await super().on_event(events.Key(key, key_to_character(key)))
        else:
            await super().on_event(stroke.event)

"""The question of a clock that cannot be right: asked before anything is written under its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.tui.terminal.ask import ASK, Ask
from kiosk.words import _, later

if TYPE_CHECKING:
    from kiosk.counter.counter import Counter

LEAVE, RIGHT = later("Leave, and set the clock"), later("The clock is right: work with it")


async def ask_clock(counter: Counter, ask: Ask = ASK) -> bool:
    """Return whether the terminal is left for the clock to be set; there is no way round, but a clock that is set."""
    while doubt := counter.clock_doubt:
        words = _(
            "The clock says {now}, but it was {then} before: one of the two is wrong."
            " Set the clock, and this goes away.",
            now=f"{counter.local(counter.clock.now().at):%Y-%m-%d %H:%M}",
            then=f"{counter.local(doubt):%Y-%m-%d %H:%M}",
        )
        answer = await ask.one(words, [(True, _(LEAVE), ""), (False, _(RIGHT), _("it is recorded"))])
        if answer is not None:
            return answer
    return False

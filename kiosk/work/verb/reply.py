"""What is said when a verb is done: one sentence for the notice of a screen, a command and a page."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Tone = Literal["", "good", "warn", "bad"]


class Reply(Struct, frozen=True):
    """A sentence in the language of this terminal, and how it is meant."""

    words: str
    """May name actions, see `kiosk.work.text.text.action`."""
    tone: Tone = "good"
    quiet: bool = False
    """Whether a screen shows it anyway and need not say it."""


def sentences(first: str, *others: str) -> str:
    """Return a sentence, and others after it where there are any; these end with their own stops."""
    more = " ".join(filter(None, others))
    return f"{first}. {more}" if more else first

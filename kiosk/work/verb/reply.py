"""What is said when a verb is done: one sentence for the notice of a screen, a command and a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from msgspec import Struct

Tone = Literal["", "good", "warn", "bad"]

_MARK = "\ue000"
"""Stands around an action's name; `clean` takes it out of whatever people write, so no text of theirs names one."""

_NAMED = re.compile(f"{_MARK}([a-z_]+){_MARK}")


class Reply(Struct, frozen=True):
    """A sentence in the language of this terminal, and how it is meant."""

    words: str
    """May name actions, see `action`."""
    tone: Tone = "good"
    quiet: bool = False
    """Whether a screen shows it anyway and need not say it."""

    def naming(self, said: Callable[[str], str]) -> str:
        """Return the sentence as one mouth says it: `said` gives its own key or command for an action's name."""
        return _NAMED.sub(lambda named: said(named[1]), self.words)


def sentences(first: str, *others: str) -> str:
    """Return a sentence, and others after it where there are any; these end with their own stops."""
    more = " ".join(filter(None, others))
    return f"{first}. {more}" if more else first


def action(name: str) -> str:
    """Return what stands in a sentence for an action of `kiosk.keys`: each mouth puts its own key or word there."""
    return f"{_MARK}{name}{_MARK}"

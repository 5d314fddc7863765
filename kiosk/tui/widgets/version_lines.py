"""What is said of versions where work goes on: a newer one waits, a draft waits, something vital is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.counter.playbooks import Draft
from kiosk.tui.widgets.lines import Line, Run, wrap
from kiosk.words import _, plural

if TYPE_CHECKING:
    from kiosk.work.version.difference import Difference


def draft_runs(draft: Draft | None, key: str) -> list[Run]:
    """Tell a manager that a draft waits, and which key shows it: a quiet fact, no alarm."""
    if draft is None:
        return []
    words = plural("A draft waits: {n} change", "A draft waits: {n} changes", len(draft.changes))
    return [(f" {words}{f': {key}' if key else ''} ", "how bold")]


def newer_words(waits: tuple[int, int] | None) -> str:
    """Say on a ticket that its order keeps an older version; empty where it has the newest."""
    if waits is None:
        return ""
    old, new = waits
    if not old:
        return _("an earlier version · v{new} is in use", new=new)
    return _("v{old} · v{new} waits for the next order", old=old, new=new)


def news_lines(news: tuple[Difference, ...], key: str, room: int) -> list[Line]:
    """Mark a ticket where nobody is signed in who could be asked to read what is new."""
    if not news:
        return []
    words = plural(
        "NEW {n} vital change in how it is done: {key} reads",
        "NEW {n} vital changes in how it is done: {key} reads",
        len(news),
        key=key,
    )
    return [((part, "how bold"),) for part in wrap(words, room)]

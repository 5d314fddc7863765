"""What the top line says: where you are, who you are, how the news is, and the time."""

from __future__ import annotations

from msgspec import Struct

from kiosk.counter.counter import Counter
from kiosk.tui.widgets.lines import Line, Run, spread
from kiosk.words import _
from kiosk.work.time.instant import elapsed

FRESH = 2_000
"""Milliseconds without a word from the journal that still count as live; it is asked every second."""

GROUND = "on raised"
"""Behind all of it."""


class HeaderFacts(Struct, frozen=True):
    """What the header says."""

    place: str
    """The station or screen, in a badge."""
    facts: tuple[str, ...] = ()
    """Said from left to right while there is room."""
    silence: int = 0
    """Milliseconds since the journal last answered."""
    trouble: bool = False
    clock: str = ""
    """Local time of day."""
    banner: Line = ()
    """Said loudly right beside the badge."""

    def line(self, width: int) -> Line:
        """Write the badge, the facts that fit, and the right end, which always fits."""
        seconds = self.silence // 1000
        deaf = self.trouble or self.silence > FRESH
        news: Run = (
            (f"○ {_('no news for {seconds} s', seconds=seconds)}", "bad bold on raised")
            if deaf
            else (f"● {_('live')}", "good on raised")
        )
        right: list[Run] = [news, (f"  {self.clock} ", "quiet on raised")]
        left: list[Run] = [(f" {self.place.upper()} ", "ink bold on accent")]
        left += [(" ", "on raised"), *self.banner] if self.banner else []
        left += [(f"  {fact}", "text on raised") for fact in self.facts if fact]
        return spread(left, right, width, GROUND)


def facts_at(counter: Counter, place: str, facts: tuple[str, ...], banner: Line) -> HeaderFacts:
    """Return what the header says at this instant, with how the news is and how late it is."""
    now = counter.clock.now()
    return HeaderFacts(
        place,
        facts,
        elapsed(counter.heard, now) // 1000 * 1000,  # by seconds, so that it is painted when it changes
        bool(counter.trouble),
        f"{counter.local(now.at):%H:%M:%S}",
        banner,
    )


def worker_words(counter: Counter, person: str) -> str:
    """Name who works at a terminal, and who stands beside them; empty for nobody."""
    coach = counter.people.coach_of(person)
    return _("{person}, with {coach}", person=person, coach=coach) if coach else person

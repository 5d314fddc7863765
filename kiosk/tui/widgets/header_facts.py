"""What the top line says: where you are, who you are, how the news is, and the time."""

from __future__ import annotations

from msgspec import Struct
from rich.cells import cell_len

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Wait
from kiosk.tui.widgets.lines import Line, Run, spread, width_of
from kiosk.words import _
from kiosk.work.time.instant import elapsed

FRESH = 2_000
"""Milliseconds without a word from the journal that still count as live; it is asked every second."""

WAITS_FROM = 1
"""Seconds after which it is said that the record is waited for."""

BESIDE = 18
"""Cells of the line that its badge and the time take."""

BOTH = " + "
"""Between the names of two stations."""

GROUND = "on raised"
"""Behind all of it."""


class HeaderFacts(Struct, frozen=True):
    """What the header says."""

    place: str
    """The station or screen, in a badge."""
    brief: str = ""
    """The same where there is no room for it and who works here; empty where it has no shorter name."""
    facts: tuple[str, ...] = ()
    """Said from left to right while there is room."""
    silence: int = 0
    """Milliseconds since the journal last answered."""
    trouble: bool = False
    clock: str = ""
    """Local time of day."""
    banner: Line = ()
    """Said loudly right beside the badge."""
    wait: Wait | None = None
    """For how long the record has been waited for, and who holds it; None while it is not."""

    def line(self, width: int) -> Line:
        """Write the badge, the facts that fit, and the right end, which always fits."""
        news = self._news(width)
        right: list[Run] = [news, (f"  {self.clock} ", "quiet on raised")]
        beside: list[Run] = [(" ", "on raised"), *self.banner] if self.banner else []
        said: list[Run] = [(f"  {fact}", "text on raised") for fact in self.facts if fact]
        is_tight = width_of([(f" {self.place} ", ""), *beside, *said[:1], *right]) > width
        place = self.brief if self.brief and is_tight else self.place
        return spread([(f" {place.upper()} ", "ink bold on accent"), *beside, *said], right, width, GROUND)

    def _news(self, width: int) -> Run:
        """Say whether news comes in; while the record is waited for, for whom, where there is room."""
        if self.wait:
            seconds, room = int(self.wait.seconds), width - BESIDE
            long = [
                _("waiting for the record, {seconds} s, held by {holder}", seconds=seconds, holder=holder)
                for holder in (self.wait.holder(), self.wait.holder(short=True))
            ]
            words = next(
                (words for words in long if cell_len(words) <= room), _("waiting {seconds} s", seconds=seconds)
            )
            return f"○ {words}", "bad bold on raised"
        if self.trouble or self.silence > FRESH:
            return f"○ {_('no news for {seconds} s', seconds=self.silence // 1000)}", "bad bold on raised"
        return f"● {_('live')}", "good on raised"


def facts_at(counter: Counter, place: str, facts: tuple[str, ...], banner: Line) -> HeaderFacts:
    """Return what the header says at this instant, with how the news is and how late it is."""
    short = {one.name: one.short for one in counter.playbook.stations if one.short}
    now, wait = counter.clock.now(), counter.wait
    return HeaderFacts(
        place,
        BOTH.join(short.get(name, name) for name in place.split(BOTH)),
        facts,
        elapsed(counter.heard, now) // 1000 * 1000,  # by seconds, so that it is painted when it changes
        bool(counter.trouble),
        f"{counter.local(now.at):%H:%M:%S}",
        banner,
        wait if wait and wait.seconds >= WAITS_FROM else None,
    )


def worker_words(counter: Counter, person: str) -> str:
    """Name who works at a terminal, and who stands beside them; empty for nobody."""
    coach = counter.people.coach_of(person)
    return _("{person}, with {coach}", person=person, coach=coach) if coach else person

"""The counter's problems and suggestions, as the record holds them."""

from __future__ import annotations

from kiosk.counter.live import LiveBoard
from kiosk.counter.ports import Period, Wanted
from kiosk.counter.shown import InLanguage
from kiosk.errors import Refused
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.text.text import clean

EVER = Period("0000-00-00", "9999-99-99")
"""Every business day."""

LEAST_OF_ID = 4
"""Digits that are enough to name one, where no other begins so."""


class Problems:
    """What workers say of the steps, and what was answered."""

    def __init__(self, live: LiveBoard, shown: InLanguage) -> None:
        """Ask nothing yet."""
        self._live = live
        self._shown = shown

    async def find(self, name: str) -> ProblemRow:
        """Return a problem by its id or the beginning of it; refused where none or several are meant."""
        beginning = clean(name, 40).casefold()
        if len(beginning) < LEAST_OF_ID:
            raise Refused(
                "no-such-problem",
                f"Name a problem by {LEAST_OF_ID} digits of its id or more.",
            )
        rows = await self._rows(EVER, Wanted("problems", problem=beginning))
        if not rows:
            raise Refused("no-such-problem", f"There is no problem {beginning}. Look: kiosk problem list")
        if len(rows) > 1:
            raise Refused(
                "several-problems",
                f"{len(rows)} problems begin with {beginning}. Give more of the id.",
            )
        return rows[0]

    async def list(self, period: Period, *, unresolved: bool = False) -> tuple[ProblemRow, ...]:
        """Return the open ones of every day, critical ones first, then unless `unresolved` a period's resolved ones."""
        unresolved_rows = await self._rows(EVER, Wanted("problems", unresolved=True))
        first = sorted(unresolved_rows, key=lambda row: (-row.critical, row.kind != "problem"))
        in_period = () if unresolved else await self._rows(period, Wanted("problems"))
        return (*first, *(row for row in in_period if row.resolved_at))

    async def _rows(self, period: Period, wanted: Wanted) -> tuple[ProblemRow, ...]:
        return self._shown.as_read((await self._live.ask(lambda journal: journal.rows(period, wanted))).problems)

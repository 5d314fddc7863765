"""What is due by the clock, said at a station: beside the badge, and where nothing is open."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.tui.terminal.screen import CounterScreen
from kiosk.tui.widgets.draw import Run
from kiosk.tui.widgets.routine_words import STATES, due_words, open_here
from kiosk.words import _
from kiosk.work.routine.schedule import Planned


class Due(CounterScreen):
    """Leads to the routines, and says which are due here."""

    def due_at(self, stations: Sequence[str]) -> list[Planned]:
        """Give what is to be done now at some stations, as far as was looked."""
        return open_here(self.counter.routines.glance(), stations)

    def due_runs(self, stations: Sequence[str]) -> list[Run]:
        """Say beside the badge what is due longest, and how much more is."""
        found = [one for one in self.due_at(stations) if one.state != "begun"]
        if not found:
            return []
        overdue = any(one.state == "overdue" for one in found)
        first = min(found, key=lambda one: (one.state != "overdue", one.occurrence.due))
        more = f" +{len(found) - 1}" if len(found) > 1 else ""
        sign = "■" if overdue else "▲"
        return [
            (
                f" {sign} {first.routine.name} {_(STATES[first.state])}{more} ",
                f"ink bold on {'bad' if overdue else 'warn'}",
            )
        ]

    def due_idle(self, stations: Sequence[str]) -> tuple[str, str] | None:
        """Give what to do where nothing is open; None where nothing is due."""
        found = self.due_at(stations)
        if not found:
            return None
        sign = self.sign("routines")
        how = _("{sign} opens the routines", sign=sign) if sign else _("0 shows the way")
        return due_words(found[0], self.counter.clock.now().at), how

    def action_routines(self) -> None:
        """See what is due."""
        self.kiosk.enter(f"routines:{'+'.join(getattr(self, 'stations', ()))}")

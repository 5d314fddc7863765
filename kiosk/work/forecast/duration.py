"""How long work lasts: from what the record says of each step, and from what the playbook says of each part."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.work.order.firing import line_prep
from kiosk.work.order.line import Choice, Line
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step


class Lasting:
    """Says how long tickets take, and remembers what it has reckoned."""

    def __init__(self, medians: Mapping[str, float]) -> None:
        """Go by `medians`, the seconds each step took as the record has it."""
        self._medians = medians
        self._has_times: dict[tuple[int, str], bool] = {}
        self._lines: dict[tuple[int, str, str, tuple[Choice, ...]], int] = {}

    def work(self, playbook: Playbook, ticket: Ticket) -> int:
        """Return the milliseconds a ticket takes from its beginning to its bump.

        That is what its step took as a rule; where parts or choices have times of their own, at least as long as the
        slowest line of it needs, since no quick hands fry faster. Without a record firing's own times count: those of
        the parts, else the step's target. What is done of it already takes no time.
        """
        items, step = playbook.menu.item, playbook.process.step[ticket.step]
        left = [one.line for one in ticket.lines if not (one.done or one.struck or items[one.line.item].combo)]
        if ticket.lines and not left:
            return 0
        usual = self._medians.get(step.id) or 0
        if self._is_timed(playbook, step):
            slowest = max((self._line(playbook, step, line) for line in left), default=0)
        else:
            slowest = 0 if usual else playbook.procedure[step.id].when.target
        return round(1000 * max(usual, slowest))

    def _line(self, playbook: Playbook, step: Step, line: Line) -> int:
        """Return the seconds a line takes by itself; how many of it there are makes no difference."""
        key = id(playbook), step.id, line.item, line.choices
        if key not in self._lines:
            self._lines[key] = line_prep(playbook, step, line)
        return self._lines[key]

    def _is_timed(self, playbook: Playbook, step: Step) -> bool:
        """Whether something made at a step has a time of its own."""
        key = id(playbook), step.id
        if key not in self._has_times:
            menu = playbook.menu
            options = (option.prep for group in menu.groups for option in group.options)
            parts = (menu.part[part].prep for part in step.makes)
            self._has_times[key] = bool(step.makes) and (any(parts) or any(options))
        return self._has_times[key]

"""The end of an order of which something is missing, and of a station's work for the day."""

from __future__ import annotations

from functools import partial

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.screens.pacing import Pacing
from kiosk.tui.screens.pressing import tickets_of
from kiosk.tui.screens.working import ticket_id
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.hand_over import gates_of_last


class Ending(Pacing):
    """Asks with modals, then does the verb."""

    def action_hand_over_early(self) -> None:
        """Ask why the open order is handed over though something is missing."""
        entry = self.open_entry()
        if entry is None:
            return
        order = entry.order
        last = (order.id, entry.tickets[-1].step)
        if order.taken and self.is_unseen(last):
            self.ask_seen(entry, last)
            return
        steps = entry.playbook.process.step
        missing = [steps[one.step].name for one in entry.tickets if one.state != "bumped"][:-1]
        if not missing:
            self.say(_("Nothing of order {number} is missing. Hand it over.", number=order.number))
            return
        question = _("Order {number} without {missing}: why?", number=order.number, missing=", ".join(missing))
        gates = tuple(Offer(point.id, point.words) for point in gates_of_last(order, entry.playbook))

        def ask_why(kept: tuple[object, ...] | None) -> None:
            if kept is not None:
                points = tuple(map(str, kept))
                then = partial(self.noted, partial(self._hand_over, entry, points))
                self.ask_reason(question, entry.playbook.reasons.early, then)

        if gates:
            self.app.push_screen(
                Choose(_("Which of these were kept? Nothing goes without them."), gates, many=True), ask_why
            )
        else:
            ask_why(())

    async def _hand_over(self, asked: OnBoard, kept: tuple[str, ...], reason: str) -> None:
        order_id, by = asked.order.id, self.kiosk.person
        intent = ("hand-over-early", order_id, reason, *kept)
        with self.acting(*tickets_of(asked)):
            entry = await self.once(
                intent, lambda op: self.counter.hand_over_early(order_id, reason, kept=kept, by=by, op=op)
            )
        self.show_slip(entry)
        self.say(
            _("Order {number} is handed over as it is: {reason}", number=entry.order.number, reason=usual(reason)),
            "good",
        )

    def action_close_station(self) -> None:
        """Ask which station has this one's work while it is closed; one that is closed is opened again."""
        closed = self.counter.board.standing.closed
        known = self.counter.playbook.station
        mine = [name for name in self.stations if name in known]
        shut = [name for name in mine if name in closed]
        if shut:
            self.verb(partial(self._open_station, shut[0]))
            return
        offers = tuple(
            Offer((name, other.id), other.name, _("has the work of {name}", name=known[name].name))
            for name in mine
            for other in known.values()
            if other.id not in (*mine, *closed) and (other.role == "front") == (known[name].role == "front")
        )
        if not offers:
            self.say(_("There is no other station that could have this one's work."))
            return

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer and isinstance(answer[0], tuple):
                self.verb(partial(self._close_station, str(answer[0][0]), str(answer[0][1])))

        self.app.push_screen(Choose(_("Close this station: who has its work?"), offers), asked)

    async def _close_station(self, station: str, to: str) -> None:
        with self.acting(*(ticket_id(ticket) for ticket in self.counter.board.rail((station,)))):
            await self.counter.close_station(station, to, by=self.kiosk.person)
        known = self.counter.playbook.station
        self.say(
            _("{station} is closed: {other} has its work", station=known[station].name, other=known[to].name), "good"
        )

    async def _open_station(self, station: str) -> None:
        await self.counter.open_station(station, by=self.kiosk.person)
        self.look()
        self.say(_("{station} is open again", station=self.counter.playbook.station[station].name), "good")

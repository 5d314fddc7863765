"""The verbs of a station that ask something first: a skipped point, a reading, a void."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.screens.pressing import tickets_of
from kiosk.tui.screens.reading import ask_number, ask_reason, ask_skip, ask_which, read_words
from kiosk.tui.screens.working import Working
from kiosk.tui.station.rail import TicketId
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Mark
from kiosk.work.order.limit import missed
from kiosk.work.order.point import last_reading, readings_of
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.reasons import usual


class Asking(Working):
    """Asks with modals, then does the verb; every question can be gone back from."""

    def action_points(self) -> None:
        """Ask which points were kept, all at once: large targets, and the way while digits key an order."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            self.say(_("Nothing is open here."))
            return
        points = self.points
        here = (ticket.order_id, ticket.step)
        kept = frozenset(point.id for point in points if _is_kept(entry, ticket, point.id))

        def asked(chosen: tuple[object, ...] | None) -> None:
            for point in points if chosen is not None else ():
                if chosen is not None and (point.id in chosen) != (point.id in kept):
                    how: Mark = "kept" if point.id in chosen else "not-seen"
                    self.verb(partial(self.mark_point, here, point.id, how))

        offers = tuple(Offer(point.id, point.words) for point in points)
        self.app.push_screen(Choose(_("Which points were kept?"), offers, many=True, chosen=kept), asked)

    def action_skip(self) -> None:
        """Ask which point was skipped, and why."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            self.say(_("Nothing is open here."))
            return
        here, reasons = (ticket.order_id, ticket.step), entry.playbook.reasons.skip

        def mark(point: str, how: Mark, reason: str) -> None:
            self.verb(partial(self.mark_point, here, point, how, reason))

        if self.points:
            ask_skip(self.app, self.points, reasons, mark)
        else:
            self.say(_("It asks for no points."))

    def ask_reason(
        self,
        question: str,
        reasons: tuple[str, ...],
        then: Callable[[str], None],
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Ask for one of some reasons, or for one keyed by hand; `otherwise` is done when the worker goes back."""
        ask_reason(self.app, question, reasons, then, otherwise)

    def action_reading(self) -> None:
        """Ask which reading, where there are several, and then for the number."""
        if not self.meant_here("reading"):
            return
        entry, ticket = self.open
        specs = self.procedure_of(entry, ticket.step).specs if entry and ticket else ()
        takes = [spec for spec in specs if spec.reading]
        if not takes:
            self.say(_("No reading is taken here."))
        elif len(takes) == 1:
            self.ask_reading(takes[0].id)
        else:
            ask_which(self.app, takes, self.ask_reading)

    def ask_reading(self, name: str) -> None:
        """Ask for the number read against a spec; the record has what was done about it in the playbook's words."""
        entry, ticket = self.open
        spec = self.procedure_of(entry, ticket.step).spec(name) if entry and ticket else None
        if entry is None or ticket is None or spec is None:
            return
        here = (ticket.order_id, ticket.step)
        own = entry.playbook.procedure[ticket.step].spec(name)

        def read(value: str, action: str) -> None:
            done = own.corrective if own and action == spec.corrective else action
            self.verb(partial(self._read, here, name, value, done))

        ask_number(self.app, spec, missed(spec, readings_of(entry.order, *here[1:], name)), read)

    async def _read(self, ticket: TicketId, spec: str, value: str, action: str) -> None:
        """Record a reading; say what to do about one outside its limit."""
        by, intent = self.kiosk.person, ("reading", *ticket, spec, value, action)
        entry = await self.once(
            intent, lambda op: self.counter.reading(*ticket, spec, value, action=action, by=by, op=op)
        )
        self.look()
        asked = self.procedure_of(entry, ticket[1]).spec(spec)
        last = last_reading(entry.order, ticket[1], spec)
        if asked is None or last is None:
            return
        own = entry.playbook.procedure[ticket[1]].spec(spec)
        action = asked.corrective if own and last.action == own.corrective else last.action
        self.say(*read_words(asked, last.value, action))

    def action_void(self) -> None:
        """Ask why the open order ends, then void it."""
        entry = self.open[0]
        if entry is None:
            self.say(_("No order is open here."))
            return
        question = _("Void order {number}: why?", number=entry.order.number)
        self.ask_reason(question, entry.playbook.reasons.void, partial(self._void, entry))

    def _void(self, asked: OnBoard, reason: str) -> None:
        """Void the order as it was when it was asked about: it may have ended at another terminal meanwhile."""
        self.verb(partial(self._write_void, asked, reason))

    async def _write_void(self, asked: OnBoard, reason: str) -> None:
        order_id, by = asked.order.id, self.kiosk.person
        with self.acting(*tickets_of(asked)):
            entry = await self.once(
                ("void", order_id, reason), lambda op: self.counter.void(order_id, reason, by=by, op=op)
            )
        self.say(
            _(
                "Order {number} is void: {void_reason}",
                number=entry.order.number,
                void_reason=usual(entry.order.void_reason),
            ),
            "good",
        )


def _is_kept(entry: OnBoard, ticket: Ticket, point: str) -> bool:
    mark = entry.order.mark(ticket.step, point)
    return mark is not None and mark.mark == "kept"

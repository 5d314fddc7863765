"""The verbs of a station that ask something first: a skipped point, a reading, a void."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.screens.pressing import tickets_of
from kiosk.tui.screens.working import Working
from kiosk.tui.widgets.rail import TicketId
from kiosk.work.board import OnBoard
from kiosk.work.events import Mark
from kiosk.work.routing import Ticket
from kiosk.work.rules import is_out_of_spec, last_reading, read_number, unanswered
from kiosk.work.spec import Spec

DOES_NOT_APPLY = "It does not apply to this order"
NOT_APPLYING = (
    "Nothing of the kind in this order",
    "Done once for the whole batch",
    "The guest asked for it otherwise",
)
"""Why a point does not apply, with one key."""
NOTHING_YET = "Nothing yet"
OTHER = "In own words …"


class Asking(Working):
    """Asks with modals, then does the verb; every question can be gone back from."""

    def action_points(self) -> None:
        """Ask which points were kept, all at once: large targets, and the way while digits key an order."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            self.say("Nothing is open here.")
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
        self.app.push_screen(Choose("Which points were kept?", offers, many=True, chosen=kept), asked)

    def action_skip(self) -> None:
        """Ask which point was skipped, and why."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            self.say("Nothing is open here.")
            return
        offers = tuple(Offer(point.id, point.words) for point in self.points)
        here = (ticket.order_id, ticket.step)

        def asked(point: tuple[object, ...] | None) -> None:
            if point:
                found = entry.playbook.procedure[ticket.step].point(str(point[0]))
                allowed = (DOES_NOT_APPLY,) if found and found.may_not_apply else ()
                reasons = (*entry.playbook.reasons.skip, *allowed)
                self.ask_reason("Why was it skipped?", reasons, partial(self._skip, here, str(point[0])))

        self.app.push_screen(Choose("Which point was skipped?", offers), asked)

    def _skip(self, ticket: TicketId, point: str, reason: str) -> None:
        if reason == DOES_NOT_APPLY:
            self.ask_reason(
                "Why does it not apply?", NOT_APPLYING, lambda why: self._mark(ticket, point, "not-applicable", why)
            )
        else:
            self._mark(ticket, point, "skipped", reason)

    def _mark(self, ticket: TicketId, point: str, how: Mark, reason: str) -> None:
        self.verb(partial(self.mark_point, ticket, point, how, reason))

    def ask_reason(
        self,
        question: str,
        reasons: tuple[str, ...],
        then: Callable[[str], None],
        otherwise: Callable[[], None] | None = None,
    ) -> None:
        """Ask for one of some reasons, or for one keyed by hand; `otherwise` is done when the worker goes back."""

        def keyed(words: str | None) -> None:
            if words:
                then(words)
            elif otherwise:
                otherwise()

        def asked(reason: tuple[object, ...] | None) -> None:
            if reason and reason[0] == OTHER:
                self.app.push_screen(Prompt(question), keyed)
            elif reason:
                then(str(reason[0]))
            elif otherwise:
                otherwise()

        offers = tuple(Offer(reason, reason) for reason in (*reasons, OTHER))
        self.app.push_screen(Choose(question, offers), asked)

    def action_reading(self) -> None:
        """Ask which reading, where there are several, and then for the number."""
        if not self.meant_here("reading"):
            return
        entry, ticket = self.open
        specs = entry.playbook.procedure[ticket.step].specs if entry and ticket else ()
        takes = [spec for spec in specs if spec.reading]
        if not takes:
            self.say("No reading is taken here.")
        elif len(takes) == 1:
            self.ask_reading(takes[0].id)
        else:
            offers = tuple(Offer(spec.id, spec.name, spec.words) for spec in takes)
            self.app.push_screen(Choose("Which reading?", offers), self._asked_reading)

    def _asked_reading(self, spec: tuple[object, ...] | None) -> None:
        if spec:
            self.ask_reading(str(spec[0]))

    def ask_reading(self, name: str) -> None:
        """Ask for the number read against a spec."""
        entry, ticket = self.open
        spec = entry.playbook.procedure[ticket.step].spec(name) if entry and ticket else None
        if entry is None or ticket is None or spec is None:
            return
        here = (ticket.order_id, ticket.step)

        def keyed(value: str | None) -> None:
            if not value:
                return
            missed = unanswered(entry.order, ticket.step, spec) if read_number(value) is not None else None
            if is_out_of_spec(spec, value):
                self._ask_action(spec, f"{value} {spec.unit} is out of spec.", partial(read, value))
            elif missed:
                self._ask_action(spec, f"Before it was {missed.value} {spec.unit}.", partial(read, value))
            else:
                read(value, "")

        def read(value: str, action: str) -> None:
            done = "" if action == NOTHING_YET else action
            self.verb(partial(self._read, here, name, value, done))

        about = f"{spec.words}." + (f" Holds in: {spec.jurisdiction}" if spec.jurisdiction else "")
        self.app.push_screen(Prompt(f"{spec.name} in {spec.unit}", figures=True, about=about), keyed)

    def _ask_action(self, spec: Spec, said: str, read: Callable[[str], None]) -> None:
        """Ask what was done about a reading out of its limit; going back leaves it in the record: it was read."""
        reasons = tuple(dict.fromkeys((spec.corrective or NOTHING_YET, NOTHING_YET)))
        self.ask_reason(f"{said} What was done about it?", reasons, read, partial(read, ""))

    async def _read(self, ticket: TicketId, spec: str, value: str, action: str) -> None:
        """Record a reading; say what to do about one outside its limit."""
        by, intent = self.kiosk.person, ("reading", *ticket, spec, value, action)
        entry = await self.once(
            intent, lambda op: self.counter.reading(*ticket, spec, value, action=action, by=by, op=op)
        )
        self.look()
        asked = entry.playbook.procedure[ticket[1]].spec(spec)
        last = last_reading(entry.order, ticket[1], spec)
        if asked is None or last is None:
            return
        if asked.within(last.value):
            self.say(f"{asked.name}: {last.value} {asked.unit}, inside the limit", "good")
        else:
            advice = f"Noted: {last.action} Then read it again." if last.action else asked.corrective
            self.say(f"{asked.name}: {last.value} {asked.unit} is out of spec. {advice}", "bad")

    def action_void(self) -> None:
        """Ask why the open order ends, then void it."""
        entry, _ = self.open
        if entry is None:
            self.say("No order is open here.")
            return
        question = f"Void order {entry.order.number}: why?"
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
        self.say(f"Order {entry.order.number} is void: {entry.order.void_reason}", "good")


def _is_kept(entry: OnBoard, ticket: Ticket, point: str) -> bool:
    mark = entry.order.points.get((ticket.step, point))
    return mark is not None and mark.mark == "kept"

"""The verbs that decide when an order is made: recall and review, rush, hold and fire."""

from __future__ import annotations

from functools import partial
from typing import Literal

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.screens.making import Making, number_of
from kiosk.tui.screens.pressing import tickets_of
from kiosk.tui.station.rail import TicketId
from kiosk.words import _, later
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import who
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import Instant, clock_words, elapsed
from kiosk.work.time.moment import around
from kiosk.work.verb.recall import recallable

BY_HAND = later("Until somebody fires it")
RECALLED = later("Order {number} is recalled: its clock begins anew")
REVIEWED = later("Order {number} is back: its clock goes on")
MINUTES = (5, 10, 15, 20, 30, 45, 60)
"""For how long an order can be held with one key."""

Again = Literal["recall", "review"]
"""The two ways a step is opened again."""


class Pacing(Making):
    """Asks with modals, then does the verb."""

    # Recall and review.

    def action_recall(self) -> None:
        """Ask which step is to be done again, with a clock that begins anew."""
        self.verb(partial(self._ask_recall, "recall", RECALLED))

    def action_review(self) -> None:
        """Ask which step is to be done again, with the clock it had."""
        self.verb(partial(self._ask_recall, "review", REVIEWED))

    async def _ask_recall(self, verb: Again, said: str) -> None:
        """List what can be done again here, the newest first: of orders under way and of the last finished."""
        here = set(self.stations)
        entries = [*self.counter.board.orders.values(), *await self.counter.reports.finished()]
        found = [
            (entry, step, entry.order.bumps[step].stamp)
            for entry in entries
            for step in recallable(entry.order, entry.playbook)
            if entry.playbook.process.step[step].station in here
        ]
        if not found:
            self.say(_("No order here has a step that could be done again."))
            return
        now = self.counter.clock.now()
        found.sort(key=lambda one: elapsed(one[2].at, now))
        offers = tuple(
            Offer(
                (entry.order.id, step),
                _("Order {number} {name}", number=entry.order.number, name=entry.playbook.process.step[step].name),
                f"{entry.guest.name} {_('{time} ago', time=clock_words(elapsed(done.at, now)))}".strip(),
            )
            for entry, step, done in found
        )
        reasons = self.counter.playbook.reasons.recall

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer and isinstance(answer[0], tuple):
                order_id, step = answer[0]
                then = partial(self._recall, verb, said, (str(order_id), str(step)))
                self.ask_reason(_("Why is it done again?"), reasons, partial(self.noted, then))

        if self.is_current:
            self.app.push_screen(Choose(_("Which step is done again?"), offers), asked)

    async def _recall(self, verb: Again, said: str, ticket: TicketId, reason: str) -> None:
        entry = await self.again(verb, ticket, reason)
        self.choose(ticket, by_hand=True)
        self.look()
        self.say(_(said, number=entry.order.number), "good")

    async def again(self, verb: Again, ticket: TicketId, reason: str) -> OnBoard:
        """Open a step again, with a clock that begins anew or with the one it had."""
        by, do = self.kiosk.person, self.counter.recall if verb == "recall" else self.counter.review
        return await self.once((verb, *ticket, reason), lambda op: do(*ticket, reason, by=by, op=op))

    # Rush.

    def action_rush(self) -> None:
        """Ask why the open order goes first, and say what that does to the others; one that is rushed is no longer."""
        if not self.meant_here("rush"):
            return
        entry = self.open_entry()
        if entry is None:
            return
        order = entry.order
        if self.unsure(("unrush", order.id)) or (order.rush and not self._rush_lost(order.id, order.rush_reason)):
            self.verb(partial(self._unrush, order.id))
            return
        question = f"{_('Rush order {number}: why?', number=order.number)} {self.rush_effect(order.id)}".rstrip()
        then = partial(self.noted, partial(self._rush, order.id))
        self.ask_reason(question, entry.playbook.reasons.rush, then)

    def _rush_lost(self, order_id: str, reason: str) -> bool:
        """Say whether the rush that is seen may be the one whose answer was lost: asked for again it stays."""
        return self.unsure(("rush", order_id, reason)) is not None

    def rush_effect(self, order_id: str) -> str:
        """Say what rushing an order does to the others."""
        now = self.counter.clock.now()
        return self.kiosk.forecasts.effect_of_rush(self.counter.board, now, order_id).words

    async def _rush(self, order_id: str, reason: str) -> None:
        by = self.kiosk.person
        entry = await self.once(
            ("rush", order_id, reason), lambda op: self.counter.rush(order_id, reason, by=by, op=op)
        )
        self.look()
        self.say(
            _("Order {number} goes first everywhere: {reason}", number=entry.order.number, reason=usual(reason)), "good"
        )

    async def _unrush(self, order_id: str) -> None:
        by = self.kiosk.person
        entry = await self.once(("unrush", order_id), lambda op: self.counter.unrush(order_id, by=by, op=op))
        self.look()
        self.say(_("Order {number} is no longer rushed", number=entry.order.number), "good")

    # Hold and fire.

    def action_hold(self) -> None:
        """Ask until when the open order is kept off the rails, and why."""
        entry = self.open_entry()
        if entry is None:
            return
        number = entry.order.number

        def until(answer: tuple[object, ...] | None) -> None:
            if answer and answer[0] == "time":
                self.app.push_screen(Prompt(_("Until when? Hours and minutes, such as 12:30"), figures=True), keyed)
            elif answer:
                minutes = number_of(answer)
                why(self.counter.clock.now().at + 60_000 * minutes if minutes else 0)

        def keyed(words: str | None) -> None:
            moment = self._clock_time(words or "")
            if moment:
                why(moment)
            elif words:
                self.say(_("“{words}” is no time of day. Key it as 12:30, 12.30 or 1230.", words=words), "bad")

        def why(moment: int) -> None:
            then = partial(self.noted, partial(self._hold, entry, moment))
            self.ask_reason(_("Hold order {number}: why?", number=number), entry.playbook.reasons.hold, then)

        times = tuple(Offer(minutes, _("{minutes} min", minutes=minutes)) for minutes in MINUTES)
        offers = (Offer(0, _(BY_HAND)), *times, Offer("time", _("Until a time …")))
        self.app.push_screen(Choose(_("Hold order {number}: until when?", number=number), offers), until)

    def _clock_time(self, words: str) -> int:
        """Read a time of day as the moment it means, in milliseconds since 1970, UTC; 0 where it is none.

        It is the one of the next 18 hours or of the 6 that are over, as on the command line: just over is no tomorrow.
        """
        digits = "".join(sign for sign in words if sign.isdigit())
        if len(digits) not in (3, 4) or not set(words) <= set("0123456789:.,- "):
            return 0
        hour, minute = int(digits[:-2]), int(digits[-2:])
        if hour > 23 or minute > 59:  # noqa: PLR2004 - a day has so many
            return 0
        return around(hour, minute, self.counter.clock.now().at, self.counter.local)

    async def _hold(self, asked: OnBoard, until: int, reason: str) -> None:
        order_id, by = asked.order.id, self.kiosk.person
        intent = ("hold", order_id, reason, str(until))
        with self.acting(*tickets_of(asked)):
            entry = await self.once(intent, lambda op: self.counter.hold(order_id, reason, until, by=by, op=op))
        number, at = entry.order.number, f"{self.counter.local(until):%H:%M}"
        timed = _("Order {number} is held until {at}", number=number, at=at)
        self.say(timed if until else _("Order {number} is held until somebody fires it (Y)", number=number), "good")

    def action_fire(self) -> None:
        """Ask which of what is held back begins now."""
        now = self.counter.clock.now()
        offers = tuple(
            Offer(entry.order.id if whole else (entry.order.id, step), words, self._fires(entry, step, now))
            for entry in self.counter.board.orders.values()
            for whole, step, words in self._held(entry)
        )
        if not offers:
            self.say(_("Nothing is held back."))
            return

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer:
                order_id, step = answer[0] if isinstance(answer[0], tuple) else (answer[0], "")
                self.verb(partial(self._fire, str(order_id), str(step)))

        self.app.push_screen(Choose(_("What begins now?"), offers), asked)

    def _held(self, entry: OnBoard) -> list[tuple[bool, str, str]]:
        """Give what is held of an order: all of it, or single steps of these stations that wait for their time."""
        held = [ticket for ticket in entry.tickets if ticket.state == "held"]
        if entry.order.held and held:
            return [(True, held[0].step, f"{entry.order.number} {entry.guest.name}".strip())]
        steps = entry.playbook.process.step
        return [
            (False, one.step, f"{entry.order.number} {steps[one.step].name}")
            for one in held
            if self.counter.board.worked_at(one) in self.stations
        ]

    def _fires(self, entry: OnBoard, step: str, now: Instant) -> str:
        """Say until when something is held, and why."""
        ticket, held = entry.ticket(step), entry.order.held
        fires = ticket.fires if ticket else None
        until = _("in {time}", time=clock_words(elapsed(now, fires))) if fires else _("by hand")
        return f"{until}: {usual(held.reason)} ({who(held.stamp)})" if held else until

    async def _fire(self, order_id: str, step: str) -> None:
        by = self.kiosk.person
        entry = await self.once(("fire", order_id, step), lambda op: self.counter.fire(order_id, step, by=by, op=op))
        self.look()
        self.say(_("Order {number} begins now", number=entry.order.number), "good")

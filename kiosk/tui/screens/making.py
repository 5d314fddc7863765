"""What hands do to single lines: bump them, see what is not wanted any more, note what goes to waste."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import partial

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.screens.reading import ask_reason
from kiosk.tui.screens.reading_up import ReadingUp
from kiosk.tui.station.rail import TicketId
from kiosk.tui.widgets.words import choice_words
from kiosk.words import _, later
from kiosk.work.board.board import OnBoard
from kiosk.work.order.confirming import unconfirmed
from kiosk.work.order.guard import is_single, line_words
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.reasons import usual

NOTHING_MADE = later("Nothing of it was made")
"""The answer that acknowledges a change without waste."""

MOST_ASKED = 9
"""How many of one line can go to waste with one key."""


class Making(ReadingUp):
    """Asks with modals, then does the verb; what is meant is held by order and step while the question stands."""

    def action_done(self) -> None:
        """Ask about a change nobody has seen here yet, or about lines nobody has looked at; else do what DONE does."""
        entry, ticket = self.open
        left = unconfirmed(entry.order, entry.playbook, ticket) if entry and ticket else ()
        if ticket and self.is_unseen((ticket.order_id, ticket.step)):
            left = ()
        if entry is None or ticket is None or not (ticket.stop or left):
            super().action_done()
        elif self.meant("done"):
            self.ask_acknowledge(entry, ticket) if ticket.stop else self._ask_look(entry, ticket, left)

    def _ask_look(self, entry: OnBoard, ticket: Ticket, left: tuple[TicketLine, ...]) -> None:
        """Ask which lines that have to be looked at are as they are wanted; with all of them the step is done."""
        here = (ticket.order_id, ticket.step)

        def asked(chosen: tuple[object, ...] | None) -> None:
            seen = [one.line.id for one in left if chosen and one.line.id in chosen]
            if seen:
                self.verb(partial(self._look_and_bump, here, seen, done=len(seen) == len(left)))

        question = _("Look at each: is it as the guest wants it?")
        self.app.push_screen(Choose(question, _offers(entry, left), many=True), asked)

    async def _look_and_bump(self, ticket: TicketId, seen: list[int], *, done: bool) -> None:
        """Mark what was looked at, then bump; of a step that makes parts the last line has bumped it already."""
        bumped = False
        for line in seen:
            bumped = ticket[1] in (await self.mark_line(ticket, line, done=True)).order.bumps
        if done and not bumped:
            self.begin_bump(ticket)
            await self.bump_ticket(ticket)

    def open_entry(self) -> OnBoard | None:
        """Give the open order; say so where there is none."""
        entry = self.open[0]
        if entry is None:
            self.say(_("No order is open here."))
        return entry

    def noted(self, then: Callable[[str], Awaitable[None]], reason: str) -> None:
        """Do the verb a reason was asked for."""
        self.verb(partial(then, reason))

    # Lines.

    def action_line_mode(self) -> None:
        """Ask which lines of the open ticket are done, all at once."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            self.say(_("Nothing is open here."))
            return
        lines = [one for one in ticket.lines if not one.struck]
        here = (ticket.order_id, ticket.step)
        done = frozenset(one.line.id for one in lines if is_single(entry.order, ticket.step, one.line.id))
        if not lines:
            self.say(_("Nothing is ordered yet, so there are no lines."))
            return

        def asked(chosen: tuple[object, ...] | None) -> None:
            if chosen is not None:
                numbers = [one.line.id for one in lines]
                back = [(number, False) for number in numbers if number in done and number not in chosen]
                ready = [(number, True) for number in numbers if number in chosen and number not in done]
                self.verb(partial(self.mark_lines, here, [*back, *ready]))

        offers = _offers(entry, lines)
        self.app.push_screen(Choose(_("Which lines are done?"), offers, many=True, chosen=done), asked)

    # A change to see.

    def ask_acknowledge(self, entry: OnBoard, ticket: Ticket) -> None:
        """Ask what was made of what is not wanted any more; the answer acknowledges the change."""
        lost = ", ".join(_lost_words(entry, one) for one in ticket.lines if one.struck or one.was)
        here = (ticket.order_id, ticket.step)

        def answered(reason: str) -> None:
            waste = "" if reason == NOTHING_MADE else reason
            self.verb(partial(self._acknowledge, here, waste))

        question = _("Order {number}: {lost}. What was made of it?", number=entry.order.number, lost=lost)
        reasons = (NOTHING_MADE, *entry.playbook.reasons.waste[:7])
        ask_reason(self.app, question, reasons, answered, said=_made_words)

    async def _acknowledge(self, ticket: TicketId, waste: str) -> None:
        by, intent = self.kiosk.person, ("acknowledge", *ticket, waste)
        with self.acting(ticket):
            entry = await self.once(intent, lambda op: self.counter.acknowledge(*ticket, waste, by=by, op=op))
        number = entry.order.number
        if waste:
            self.say(
                _("Order {number}: the change is seen, and noted as waste: {waste}", number=number, waste=usual(waste)),
                "good",
            )
        else:
            self.say(_("Order {number}: the change is seen", number=number), "good")

    def action_waste(self) -> None:
        """Ask what of the open ticket goes to waste, and why."""
        entry, ticket = self.open
        if entry is None or ticket is None:
            self.say(_("Nothing is open here."))
            return
        here, menu = (ticket.order_id, ticket.step), entry.playbook.menu
        lines = [one for one in ticket.lines if not one.struck and not menu.item[one.line.item].combo]

        def why(line: int, quantity: int) -> None:
            then = partial(self._waste, here, line, quantity)
            self.ask_reason(_("Why does it go to waste?"), entry.playbook.reasons.waste, partial(self.noted, then))

        def many(line: int, most: int) -> None:
            offers = tuple(Offer(count, str(count)) for count in range(1, min(most, MOST_ASKED) + 1))
            question = Choose(_("How many go to waste?"), offers)
            self.app.push_screen(question, lambda answer: why(line, number_of(answer)) if answer else None)

        def asked(answer: tuple[object, ...] | None) -> None:
            line = next((one.line for one in lines if answer and one.line.id == answer[0]), None)
            if line:
                many(line.id, line.quantity) if line.quantity > 1 else why(line.id, 1)

        if len(lines) == 1:
            asked((lines[0].line.id,))
        elif lines:
            offers = tuple(Offer(one.line.id, line_words(entry.playbook, one)) for one in lines)
            self.app.push_screen(Choose(_("What goes to waste?"), offers), asked)
        else:
            self.say(_("Nothing is ordered yet, so nothing can go to waste."))

    async def _waste(self, ticket: TicketId, line: int, quantity: int, reason: str) -> None:
        by, intent = self.kiosk.person, ("waste", *ticket, str(line), str(quantity), reason)
        entry = await self.once(
            intent, lambda op: self.counter.waste(*ticket, line, quantity=quantity, reason=reason, by=by, op=op)
        )
        self.look()
        self.say(
            _(
                "Order {number}: {quantity} to waste: {reason}",
                number=entry.order.number,
                quantity=quantity,
                reason=usual(reason),
            ),
            "good",
        )


def _made_words(reason: str) -> str:
    """Say the program's own reason in the worker's language; a playbook's stays as it is."""
    return _(reason) if reason == NOTHING_MADE else usual(reason)


def _lost_words(entry: OnBoard, one: TicketLine) -> str:
    """Say what is not wanted any more of a line."""
    said = line_words(entry.playbook, one)
    said = f"{_('VOID')} {said}" if one.struck else said
    if one.was and one.was.quantity != one.line.quantity:
        return f"{said} {_('(was {quantity})', quantity=one.was.quantity)}"
    return said


def _offers(entry: OnBoard, lines: Iterable[TicketLine]) -> tuple[Offer, ...]:
    """Offer lines, each with its choices."""
    book = entry.playbook
    return tuple(Offer(one.line.id, line_words(book, one), choice_words(book, one)) for one in lines)


def number_of(answer: tuple[object, ...] | None) -> int:
    """Give the number that was chosen; 0 for none."""
    return answer[0] if answer and isinstance(answer[0], int) else 0

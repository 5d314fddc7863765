"""What is vital and new at a step: whoever did it before is asked once to have read it, before DONE."""

from __future__ import annotations

from functools import partial

from kiosk.tui.screens.heeding import Heeding
from kiosk.tui.station.rail import TicketId
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.version.difference import Change


class ReadingUp(Heeding):
    """Asks when a ticket opens; ⏎ answers, and Esc lets the work go on and asks again at the next ticket."""

    _asked: tuple[TicketId, str] | None = None
    """The ticket and the person that were looked up last: each ticket asks once."""
    news: tuple[Change, ...] = ()
    """What is vital and new at the open ticket, where nobody is signed in who could be asked."""

    def choose(self, ticket: TicketId | None, *, by_hand: bool) -> None:
        """Open another ticket, and look whether its worker has something to read."""
        super().choose(ticket, by_hand=by_hand)
        self._look_for_news()

    def tick(self) -> None:
        """Look again once a second: somebody may have signed in."""
        super().tick()
        self._look_for_news()

    def _look_for_news(self) -> None:
        """Look once for each ticket and person, and only while the ticket is in front."""
        entry, ticket = self.open
        if (
            entry is None
            or ticket is None
            or not self.is_current
            or self.counter.playbooks.version_of(entry.order.playbook) < 1
        ):
            return
        about = (ticket.order_id, ticket.step), self.kiosk.person
        if self._asked == about:
            return
        self._asked, self.news = about, ()
        if self.counter.playbooks.has_followed:
            self.verb(partial(self._find, entry, *about))

    async def _find(self, entry: OnBoard, ticket: TicketId, person: str) -> None:
        """Ask whoever is signed in; mark the ticket where nobody is."""
        if not person:
            news = await self.counter.playbooks.vital_news(entry.order.playbook, ticket[1])
            if self.chosen == ticket and self.is_there:
                self.news = news
                self.redraw()
            return
        missing = await self.counter.playbooks.to_read(entry.playbook, ticket[1], person)
        if not missing or self.chosen != ticket or self.kiosk.person != person:
            return
        if not self.is_current:  # a question is in front: look again when it is answered
            self._asked = None
            return
        from kiosk.tui.procedure.read_news import ReadNews

        self.app.push_screen(
            ReadNews(entry.playbook, ticket[1], missing, self.too_soon),
            partial(self._answered, entry, ticket, person),
        )

    def _answered(self, entry: OnBoard, ticket: TicketId, person: str, read: bool | None) -> None:  # noqa: FBT001 - as a screen answers
        if read:
            self.verb(partial(self._note, entry, ticket[1], person))
        else:
            self.say(_("You are asked again at the next ticket."))

    async def _note(self, entry: OnBoard, step: str, person: str) -> None:
        intent = ("read", entry.order.playbook, step, person)
        await self.once(intent, lambda op: self.counter.playbooks.read(entry.playbook, step, by=person, op=op))
        name = entry.playbook.process.step[step].name
        self.say(_("{person} has read what is new in {step}", person=person, step=name), "good")

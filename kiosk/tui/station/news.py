"""What is vital and new at a step: whoever did it before is asked once to have read it, before DONE.

⏎ answers, and Esc lets the work go on and asks again at the next ticket.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kiosk.tui.station.desk import Desk
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.verb.verb import TicketId

if TYPE_CHECKING:
    from kiosk.work.version.difference import Difference


class TicketNews:
    """Looks once for each ticket and person, and only while the ticket is in front."""

    def __init__(self, desk: Desk, screen: CounterScreen) -> None:
        """Ask on a screen."""
        self.of_ticket: tuple[Difference, ...] = ()
        """What is vital and new at the open ticket, where nobody is signed in who could be asked."""
        self._desk = desk
        self._screen = screen
        self._asked: tuple[TicketId, str] | None = None
        """The ticket and the person that were looked up last."""

    def look(self) -> None:
        """Look whether the worker of the open ticket has something to read; somebody may just have signed in."""
        desk, (entry, ticket) = self._desk, self._desk.open
        if entry is None or ticket is None or not self._screen.is_current:
            return
        about = (ticket.order_id, ticket.step), desk.hands.person
        if desk.counter.playbooks.version_of(entry.order.playbook) < 1 or self._asked == about:
            return
        self._asked, self.of_ticket = about, ()
        if desk.counter.playbooks.has_followed:
            self._screen.verb(partial(self._find, entry, *about))

    async def _find(self, entry: OnBoard, ticket: TicketId, person: str) -> None:
        """Ask whoever is signed in; mark the ticket where nobody is."""
        desk, screen = self._desk, self._screen
        if not person:
            news = await desk.counter.playbooks.vital_news(entry.order.playbook, ticket[1])
            if desk.chosen == ticket and screen.is_there:
                self.of_ticket = news
                desk.shows.redraw()
            return
        missing = await desk.counter.playbooks.to_read(entry.playbook, ticket[1], person)
        if not missing or desk.chosen != ticket or desk.hands.person != person:
            return
        if not screen.is_current:  # a question is in front: look again when it is answered
            self._asked = None
            return
        from kiosk.tui.procedure.read_news import ReadNews

        question = ReadNews(entry.playbook, ticket[1], missing, desk.hands.presses)
        question.then = partial(self._answered, entry, ticket, person)
        screen.app.push_screen(question)

    def _answered(self, entry: OnBoard, ticket: TicketId, person: str, read: bool | None) -> None:  # noqa: FBT001 - as a screen answers
        if read:
            self._screen.verb(partial(self._note, entry, ticket[1], person))
        else:
            self._desk.shows.say(_("You are asked again at the next ticket."))

    async def _note(self, entry: OnBoard, step: str, person: str) -> None:
        await self._desk.counter.playbooks.read(entry.playbook, step, by=person)
        name = entry.playbook.process.step[step].name
        self._desk.shows.say(_("{person} has read what is new in {step}", person=person, step=name), "good")

"""The script line, spoken: when a ticket opens, or at the press of a key."""

from __future__ import annotations

from kiosk.counter.ports import Speaker
from kiosk.tui.station.desk import Desk
from kiosk.words import _
from kiosk.work.verb.verb import TicketId


class Voice:
    """Speaks the line of a ticket in the language it is read in."""

    def __init__(self, desk: Desk, speaker: Speaker) -> None:
        """Speak through a device that may be missing."""
        self._desk = desk
        self._speaker = speaker

    def opened(self, ticket: TicketId) -> None:
        """Speak the line of a ticket that has opened, where that is wanted."""
        if self._desk.hands.settings.speech == "on-open":
            self._speak(ticket)

    def say(self) -> None:
        """Speak the line of the open ticket, unless speech is off or missing."""
        desk = self._desk
        if desk.hands.settings.speech == "silent":
            desk.shows.say(_("Speech is off. Set speech: on-demand in the settings."))
            return
        trouble = self._speaker.status()
        if trouble:
            desk.shows.say(trouble)
        elif desk.chosen:
            self._speak(desk.chosen)

    def _speak(self, ticket: TicketId) -> None:
        entry = self._desk.counter.board.orders.get(ticket[0])
        language = entry.playbook.language if entry else ""
        self._speaker.say(self._desk.script(ticket), language)

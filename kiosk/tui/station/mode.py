"""What may stand in front of the open ticket and takes the keys for itself: asked first, the desk after."""

from __future__ import annotations

from textual.widget import Widget

from kiosk.tui.station.green import Green
from kiosk.tui.station.hands import Opened
from kiosk.tui.widgets.keybar import Key
from kiosk.work.verb.verb import TicketId


class Mode:
    """Answers nothing by itself: what a mode has no answer to is the desk's."""

    @property
    def open(self) -> Opened | None:
        """The order and ticket that keys mean; None for the desk's own."""
        return None

    def script(self, ticket: TicketId) -> str | None:
        """Return the line to be spoken at a ticket; None for the desk's own."""
        return None

    def aside(self) -> None:
        """Make room: a ticket was opened by hand."""

    def green(self) -> Green[str] | None:
        """Return what the green key means; None for what it means at the desk."""
        return None

    def act(self, action: str, digit: int) -> bool:
        """Do an action; return whether it was this mode's to do."""
        return False

    def touch(self, drawn: Widget, means: object) -> bool:
        """Act on a touch; return whether it was this mode's to act on."""
        return False

    def keys(self) -> tuple[Key, ...] | None:
        """Return the keys to offer beside the green one; None for the desk's."""
        return None

    def offered(self, names: list[str]) -> list[str]:
        """Return the actions that More lists, of those the desk would."""
        return names

    def tick(self) -> None:
        """Let a second pass."""

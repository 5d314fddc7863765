"""What lies around a desk: what hands mean at it, its terminal, the screen over it, what may stand in front."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeAlias

from msgspec import Struct

from kiosk.settings import Settings
from kiosk.tui.terminal.op import Ops
from kiosk.tui.terminal.press import Presses
from kiosk.work.board.board import OnBoard
from kiosk.work.board.standing import Standing
from kiosk.work.order.routing import Ticket
from kiosk.work.verb.reply import Tone
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, OrderVerb, ProblemVerb, TicketId

if TYPE_CHECKING:
    from kiosk.tui.terminal.forecast import Forecasts
    from kiosk.work.record.problem_row import ProblemRow

AnyVerb = OrderVerb | OpeningVerb | ProblemVerb | CounterVerb
"""What can be done, as the counter tells it apart."""

Left: TypeAlias = "OnBoard | ProblemRow | Standing"
"""What it leaves."""


class By(Struct, frozen=True):
    """A verb of somebody who is not signed in and gave a name."""

    verb: AnyVerb
    name: str


def named(meant: AnyVerb | By) -> tuple[AnyVerb, str | None]:
    """Return a verb, and the name that was given for it; None for whoever is signed in."""
    return (meant.verb, meant.name) if isinstance(meant, By) else (meant, None)


Meant = AnyVerb | Sequence[AnyVerb] | By | None
"""What a flow ends in: what is to be done, one after the other."""


Opened = tuple[OnBoard | None, Ticket | None]
"""The order and the ticket that are open."""


class Hands(Protocol):
    """What a desk knows of its terminal."""

    @property
    def person(self) -> str:
        """Who works here; empty for nobody."""

    @property
    def settings(self) -> Settings:
        """What this terminal is set to."""

    @property
    def presses(self) -> Presses:
        """The presses of all its screens."""

    @property
    def ops(self) -> Ops:
        """The ops that are kept here, for all its screens."""

    @property
    def forecasts(self) -> Forecasts:
        """What is expected of the orders."""

    def ask_person(self) -> None:
        """Ask who works here."""


class Shows(Protocol):
    """The screen over a desk, as far as the desk moves it."""

    def say(self, words: str, tone: Tone = "warn") -> None:
        """Say something in the notice."""

    def hush(self) -> None:
        """Take back what was said."""

    def look(self) -> None:
        """Show the newest board."""

    def redraw(self) -> None:
        """Draw what is open now."""

    def sign(self, action: str) -> str:
        """Return the key that does an action here, as it is printed."""

    def opened(self, ticket: TicketId) -> None:
        """Hear that another ticket has opened."""

    def ended(self, entry: OnBoard) -> None:
        """Show that an order is handed over."""


class Above(Protocol):
    """What may stand in front of the open ticket, and is asked before it."""

    @property
    def open(self) -> Opened | None:
        """The order and ticket that keys mean while it stands there; None while they mean the desk's own."""

    def script(self, ticket: TicketId) -> str | None:
        """Return the line to be spoken at a ticket; None for the desk's own."""

    def aside(self) -> None:
        """Make room: a ticket was opened by hand."""

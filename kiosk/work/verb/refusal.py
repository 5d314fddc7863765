"""Refused orders from outside: somebody sees to each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _, later
from kiosk.work.board.standing import Standing
from kiosk.work.order.counter_events import RefusalAnswered, RefusalEnd
from kiosk.work.order.guard import Events
from kiosk.work.verb.at import After, At
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import CounterVerb

REPLIES: Mapping[RefusalEnd, str] = {
    "dismissed": later("The refused order {name} is dismissed."),
    "entered": later("The refused order {name} is entered."),
    "sent-again": later("The refused order {name} was sent again."),
}


class AnswerRefusal(CounterVerb, frozen=True):
    """Say that a refused order from outside is seen to: it is shown no more."""

    refusal: Annotated[str, Meta(description="its id, or the beginning of it", extra={"field": "refusal"})]
    how: Annotated[RefusalEnd, Meta(description="what became of it; dismissed unless said")] = "dismissed"
    order: Annotated[str, Meta(description="the order it became, where that is known")] = ""

    @property
    def meant(self) -> RefusalAnswered:
        """That it is answered."""
        return RefusalAnswered(self.refusal, self.how, self.order)

    def decide(self, at: At) -> Events:
        """Return that it is answered; refused where somebody else was first."""
        must_wait(at.standing, self.refusal)
        return (self.meant,)

    def reply(self, after: After) -> Reply:
        """Say so."""
        return Reply(_(REPLIES[self.how], name=self.refusal))


def must_wait(standing: Standing, refusal: str) -> None:
    """Refuse what waits for nobody."""
    if refusal not in standing.refusals:
        words = _("No refused order {name} waits: somebody has seen to it.", name=refusal)
        raise Refused("no-such-refusal", words)

"""Doing what a flow ended in: one verb, or several in their order."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.tui.station.desk import Desk
from kiosk.tui.station.hands import AnyVerb, By, Meant
from kiosk.work.board.board import OnBoard
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, OrderVerb, ProblemVerb, TicketId


def begin(desk: Desk, meant: Meant) -> None:
    """Show at once that a bump is on its way: it is pressed again before its turn comes."""
    if isinstance(meant, Bump):
        desk.begin((meant.order, meant.step))


async def do_meant(desk: Desk, meant: Meant) -> None:
    """Do what a flow ended in; one that is refused keeps none of the others from being done.

    A bump follows only where all before it were done, and none of them has brought it about.
    """
    verbs, by = _parted(meant)
    refused: list[Refused] = []
    done: set[TicketId] = set()
    for verb in verbs:
        if isinstance(verb, Bump):
            ticket = (verb.order, verb.step)
            if refused or ticket in done:
                continue
            if ticket not in desk.bumping:
                desk.begin(ticket)
        try:
            left = await desk.do(verb, by)
        except Refused as refusal:
            refused.append(refusal)
        else:
            done |= {(left.order.id, step) for step in left.order.bumps} if isinstance(left, OnBoard) else set()
    if refused:
        raise refused[0]


def _parted(meant: Meant) -> tuple[tuple[AnyVerb, ...], str | None]:
    match meant:
        case None:
            return (), None
        case By(verb, name):
            return (verb,), name
        case OrderVerb() | OpeningVerb() | ProblemVerb() | CounterVerb():
            return (meant,), None
        case _:
            return tuple(meant), None

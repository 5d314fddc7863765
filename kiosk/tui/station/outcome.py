"""What a verb brings under the hands that did it, and what is said of it."""

from __future__ import annotations

from kiosk.errors import Refused
from kiosk.tui.station.desk import AnyVerb, Desk, Left, ticket_id
from kiosk.tui.station.flows import By, Meant
from kiosk.work.board.board import OnBoard
from kiosk.work.verb.at import After, OrderAfter, ProblemAfter
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.recall import Recall, Review
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.see_allergy import SeeAllergy
from kiosk.work.verb.undo import Undo
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


async def record(desk: Desk, verb: AnyVerb, by: str, op: str, before: OnBoard | None) -> tuple[Left, Reply]:
    """Do a verb at the counter; return what it left, and what is said of it."""
    counter = desk.counter
    if isinstance(verb, CounterVerb):
        left = await counter.do(verb, by=by, op=op)
        return left, verb.reply(After(counter.playbook, counter.stamp_of(by), counter.board, counter.local))
    if isinstance(verb, ProblemVerb):
        row = await counter.do(verb, by=by, op=op)
        return row, verb.reply(ProblemAfter(row, counter.playbook, counter.stamp_of(by), counter.board, counter.local))
    entry = await counter.do(verb, by=by, op=op)
    return entry, verb.reply(order_after(desk, entry, before, by))


def order_after(desk: Desk, entry: OnBoard, before: OnBoard | None, by: str) -> OrderAfter:
    """Return an order as a reply speaks of it here."""
    counter, language = desk.counter, desk.reader.language_of(entry.playbook)
    return OrderAfter(entry, counter.stamp_of(by), counter.board, counter.local, before=before, language=language)


def settle(desk: Desk, verb: AnyVerb, before: OnBoard | None, left: Left) -> None:
    """Open what a verb brings under the hands, and guard it."""
    match verb:
        case OpenOrder() if isinstance(left, OnBoard):
            opened = next((ticket for ticket in left.tickets if ticket.station in desk.stations), None)
            if opened:
                desk.choose(ticket_id(opened), by_hand=False)
        case Recall() | Review():
            desk.choose((verb.order, verb.step), by_hand=True)
        case SeeAllergy():  # so that the press that saw it bumps nothing
            desk.guard()
        case Undo() if verb.step and isinstance(left, OnBoard) and _bump_is_back(verb, before, left):
            ticket = (verb.order, verb.step)
            desk.bumped = [bumped for bumped in desk.bumped if bumped != ticket]
            desk.last_finished = "" if desk.last_finished == verb.order else desk.last_finished
            desk.choose(ticket, by_hand=False)
        case _:
            pass


def _bump_is_back(verb: Undo, before: OnBoard | None, left: OnBoard) -> bool:
    return verb.step not in left.order.bumps and (before is None or verb.step in before.order.bumps)


def tell(desk: Desk, verb: AnyVerb, left: Left, reply: Reply) -> None:
    """Say what was done; remember a bump for undo, and show an order that is handed over by it."""
    bumps = isinstance(verb, Bump | BumpLine) and isinstance(left, OnBoard) and verb.step in left.order.bumps
    if isinstance(verb, Bump | BumpLine) and bumps:
        desk.bumped.append((verb.order, verb.step))
    if not reply.quiet:
        desk.shows.say(reply.naming(desk.shows.sign), reply.tone)
    if isinstance(left, OnBoard) and left.order.finished and (bumps or isinstance(verb, HandOverEarly | Change)):
        desk.last_finished = left.order.id
        desk.shows.ended(left)

"""What a verb brings under the hands that did it, and what is said of it."""

from __future__ import annotations

from typing import Protocol

from kiosk.counter.counter import Counter
from kiosk.keys.action import ACTIONS
from kiosk.tui.station.hands import AnyVerb, Left, Shows
from kiosk.tui.station.reader import Reader
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.verb.at import After, OrderAfter, ProblemAfter
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.recall import Recall, Review
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.see_allergy import SeeAllergy
from kiosk.work.verb.undo import Undo
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, ProblemVerb, TicketId


class AtDesk(Protocol):
    """A desk, as far as a verb that is done there moves it."""

    counter: Counter
    stations: tuple[str, ...]
    reader: Reader
    shows: Shows
    bumped: list[TicketId]
    last_finished: str

    def choose(self, ticket: TicketId | None, *, by_hand: bool) -> None:
        """Open a ticket."""

    def guard(self) -> None:
        """Guard what has come up just now."""


async def record(desk: AtDesk, verb: AnyVerb, by: str, op: str, before: OnBoard | None) -> tuple[Left, Reply]:
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


def order_after(desk: AtDesk, entry: OnBoard, before: OnBoard | None, by: str) -> OrderAfter:
    """Return an order as a reply speaks of it here."""
    counter, language = desk.counter, desk.reader.language_of(entry.playbook)
    return OrderAfter(entry, counter.stamp_of(by), counter.board, counter.local, before=before, language=language)


def settle(desk: AtDesk, verb: AnyVerb, before: OnBoard | None, left: Left) -> None:
    """Open what a verb brings under the hands, and guard it."""
    match verb:
        case OpeningVerb() if isinstance(left, OnBoard):
            opened = next((ticket for ticket in left.tickets if ticket.station in desk.stations), None)
            if opened:
                desk.choose((opened.order_id, opened.step), by_hand=False)
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


def tell(desk: AtDesk, verb: AnyVerb, left: Left, reply: Reply) -> None:
    """Say what was done; remember a bump for undo, and show an order that is handed over by it."""
    bumps = isinstance(verb, Bump | BumpLine) and isinstance(left, OnBoard) and verb.step in left.order.bumps
    if isinstance(verb, Bump | BumpLine) and bumps:
        desk.bumped.append((verb.order, verb.step))
    if not reply.quiet:
        words = reply.naming(lambda action: desk.shows.sign(action) or _(ACTIONS[action].label))
        desk.shows.say(words, reply.tone)
    if isinstance(left, OnBoard) and left.order.finished and (bumps or isinstance(verb, HandOverEarly | Change)):
        desk.last_finished = left.order.id
        desk.shows.ended(left)

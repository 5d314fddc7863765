"""Flows on the open ticket as a whole: the green key, undo, and who has it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from kiosk.tui.station.desk import Desk, ticket_id
from kiosk.tui.station.flows import Flow
from kiosk.tui.station.hands import By
from kiosk.tui.terminal.ask import Ask, Row
from kiosk.tui.widgets.words import choice_words
from kiosk.words import _, later
from kiosk.work.allergy.allergy import allergy_said, asked_words, quoted
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.order.guard import ago, doer, line_words
from kiosk.work.order.order import ANSWERS, AllergyQuestion, Answer
from kiosk.work.order.routing import Ticket, TicketLine
from kiosk.work.playbook.reasons import usual
from kiosk.work.text.text import NAME_LENGTH, clean
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Acknowledge
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.see_allergy import AnswerAllergy, SeeAllergy
from kiosk.work.verb.take import PutBack, Take
from kiosk.work.verb.undo import Undo
from kiosk.work.verb.verb import OrderVerb, TicketId

V = TypeVar("V", bound=OrderVerb)

NOTHING_MADE = later("Nothing of it was made")
"""The answer that acknowledges a change without waste."""

MOST_REASONS = 7
"""How many reasons for waste are offered beside it, so that all stand on one page."""

Done = Bump | Acknowledge | AnswerAllergy | SeeAllergy | By | list[BumpLine | Bump] | None
"""What the green key can mean."""


async def press_done(desk: Desk, ask: Ask) -> Done:
    """Do what the green key means now; the case is decided before the press is weighed, both on one board."""
    green, meant = desk.green(desk.counter.board), desk.meant("done")
    if green.does == "nothing" or (green.does == "go-on" and meant):
        desk.go_on()
    ticket, entry = desk.chosen, desk.counter.board.orders.get(desk.chosen[0]) if desk.chosen else None
    if ticket is None or not meant:
        return None
    match green.does:
        case "acknowledge":
            return await ask_acknowledge(ask, entry, ticket) if entry else None
        case "answer":
            return await ask_answer(desk, ask, entry) if entry else None
        case "see":
            return await ask_seen(desk, ask, entry, ticket) if entry else None
        case "look":
            return await ask_look(ask, entry, ticket, green.left) if entry else None
        case "bump":
            return Bump(*ticket)
        case "nothing" | "go-on" | "wait":
            return None


async def ask_acknowledge(ask: Ask, entry: OnBoard, ticket: TicketId) -> Acknowledge | None:
    """Ask what was made of what is not wanted any more; the answer acknowledges the change."""
    lines = ((here := entry.ticket(ticket[1])) and here.lines) or ()
    lost = ", ".join(_lost_words(entry, line) for line in lines if line.struck or line.was)
    if not lost:  # its condition does not hold any more
        lost = _("{step} is not needed any more", step=entry.playbook.process.step[ticket[1]].name)
    question = _("Order {number}: {lost}. What was made of it?", number=entry.order.called, lost=lost)
    reasons = (NOTHING_MADE, *entry.playbook.reasons.waste[:MOST_REASONS])
    reason = await ask.reason(question, reasons, shown=_made_words)
    return Acknowledge(*ticket, waste="" if reason == NOTHING_MADE else reason) if reason else None


def _made_words(reason: str) -> str:
    """Say the program's own reason in the worker's language; a playbook's stays as it is."""
    return _(reason) if reason == NOTHING_MADE else usual(reason)


def _lost_words(entry: OnBoard, line: TicketLine) -> str:
    """Say what is not wanted any more of a line."""
    words = line_words(entry.playbook, line)
    words = f"{_('VOID')} {words}" if line.struck else words
    if line.was and line.was.quantity != line.line.quantity:
        return f"{words} {_('(was {quantity})', quantity=line.was.quantity)}"
    return words


async def ask_seen(desk: Desk, ask: Ask, entry: OnBoard, ticket: TicketId) -> SeeAllergy | By | None:
    """Take whoever is signed in for whoever saw an allergy; where nobody is, ask for a name."""
    question = _("Order {number}, ALLERGY: who has seen it? Your name", number=entry.order.called)
    return await by_name(desk, ask, SeeAllergy(*ticket), question, allergy_said(entry.order, entry.guest))


async def press_allergy(desk: Desk, ask: Ask) -> AnswerAllergy | By | None:
    """Ask whether what notes of the open order may tell of is an allergy; answered once, it may be answered anew."""
    entry = desk.open[0]
    if entry is not None and (entry.order.asked or entry.order.answers):
        return await ask_answer(desk, ask, entry)
    desk.shows.say(_("No note has to be asked about here."))
    return None


async def ask_answer(desk: Desk, ask: Ask, entry: OnBoard) -> AnswerAllergy | By | None:
    """Ask whether the guest's own words tell of an allergy, and to what, or say just a wish."""
    order, guest = entry.order, entry.guest
    about = order.question or AllergyQuestion()
    answer = await ask.one(*answer_question(about, order.called, guest))
    if answer is None:
        return None
    verb = AnswerAllergy(order.id, answer, anew=order.asked is None, shown=about)
    return await by_name(desk, ask, verb, *who_answers(about, order.called, guest, answer))


def answer_question(about: AllergyQuestion, number: str, guest: Guest) -> tuple[str, list[Row[Answer]]]:
    """Put the guest's own words to whoever answers, with both answers: the careful one first, with what was found."""
    words = "”, “".join(asked_words(about, guest))
    question = _("Order {number}: “{words}”: is it an allergy?", number=number, words=words)
    names = ", ".join(map(_, about.allergens))
    return question, [("allergy", _("An allergy"), names), ("wish", _("Just a wish"), "")]


def who_answers(about: AllergyQuestion, number: str, guest: Guest, answer: Answer) -> tuple[str, str]:
    """Ask for the name of whoever has answered, about the guest's own words."""
    question = _("Order {number}: {answer}. Who says so? Your name", number=number, answer=_(ANSWERS[answer]))
    return question, quoted(about, guest)


async def by_name(desk: Desk, ask: Ask, verb: V, question: str, about: str) -> V | By | None:
    """Return what whoever is signed in says; where nobody is, ask for a name."""
    if desk.hands.person:
        return verb
    if desk.counter.people.known:
        desk.hands.ask_person()
        return None
    name = await ask.words(question, about=about, longest=NAME_LENGTH)
    return None if name is None else By(verb, clean(name, NAME_LENGTH))


async def ask_look(
    ask: Ask, entry: OnBoard, ticket: TicketId, left: Iterable[TicketLine]
) -> list[BumpLine | Bump] | None:
    """Ask which lines that have to be looked at are as they are wanted; with all of them the step is done."""
    lines = tuple(left)
    question = _("Look at each: is it as the guest wants it?")
    seen = await ask.many(question, line_rows(entry, lines)) or ()
    bumped: list[BumpLine | Bump] = [BumpLine(*ticket, line) for line in seen]
    return [*bumped, Bump(*ticket)] if len(seen) == len(lines) else bumped


async def press_undo(desk: Desk, ask: Ask) -> Undo | None:
    """Take back what was done last here; asked again while nobody knows whether it was, and nothing older.

    What was pressed just before is the last deed, though it may still be on its way to the disk.
    """
    if desk.hands.presses.bounced("undo"):
        return None
    if not await ask.load(desk.hands.ops.saved):
        desk.shows.say(_("What was done last is still being saved. Take it back in a moment."))
        return None
    lost = desk.undoing and desk.unsure(desk.undoing)
    deed = None if lost else desk.counter.last_deed(by=desk.hands.person)
    undo = lost if isinstance(lost, Undo) else Undo(deed.order_id, deed.step) if deed else None
    desk.undoing = undo
    if undo or desk.bumped:
        return undo or Undo(*desk.bumped[-1])
    desk.shows.say(_("There is nothing of yours to undo here."))
    return None


async def ask_take(desk: Desk, ask: Ask) -> Take | PutBack | None:
    """Take the open ticket up, put one's own back, or take over what another has."""
    if not desk.meant("take", answers=False):
        return None
    entry, ticket = desk.open
    if entry is None or ticket is None:
        desk.shows.say(_("Nothing is open here to take up."))
        return None
    here = ticket_id(ticket)
    take, over, back = Take(*here), Take(*here, over=True), PutBack(*here)
    lost = desk.unsure(take, over) or desk.unsure(back)
    if lost or ticket.taken_up is None:
        return lost or take
    if desk.is_mine(ticket):
        return back
    return over if await _ask_over(desk, ask, entry, ticket) else None


async def _ask_over(desk: Desk, ask: Ask, entry: OnBoard, ticket: Ticket) -> bool:
    """Ask whether a ticket that somebody else has is taken over."""
    taken = ticket.taken_up
    if taken is None:
        return True
    question = _(
        "{who} has order {number} since {ago}. Take it over?",
        who=doer(taken, entry.playbook),
        number=entry.order.called,
        ago=ago(taken, desk.me),
    )
    return await ask.one(question, [(True, _("Take it over"), "")]) or False


def line_rows(entry: OnBoard, lines: Iterable[TicketLine]) -> list[Row[int]]:
    """Return a row for each line, with its choices; it means the line's id."""
    book = entry.playbook
    return [(line.line.id, line_words(book, line), choice_words(book, line)) for line in lines]


FLOWS: dict[str, Flow] = {"done": press_done, "undo": press_undo, "take": ask_take, "allergy": press_allergy}

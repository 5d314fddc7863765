"""What is asked at the front: of a guest, of what is keyed, and about an order that was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from functools import partial

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.tui.basket.basket_draft import UNNAMED
from kiosk.tui.basket.order_change import OrderChange
from kiosk.tui.basket.order_entry import OrderEntry
from kiosk.tui.modals.choose import PAGE
from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows.ticket import answer_question, by_name, who_answers
from kiosk.tui.station.hands import By
from kiosk.tui.terminal.ask import Ask, Row
from kiosk.words import _, later
from kiosk.work.allergy.allergy import under_name
from kiosk.work.allergy.clash import clash_words, clashes
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.order.line import spell
from kiosk.work.text.text import KEPT_LENGTH, LINE_LENGTH, NAME_LENGTH, NOTE_LENGTH, clean
from kiosk.work.verb.at import OrderAt
from kiosk.work.verb.change import Change, is_sent, news
from kiosk.work.verb.take_order import TakeOrder

OWN_WORDS = later("in the guest's own words …")
TOLD = later("something else, as the note says")
FOUND = later("found in what is written")
BACK, SEND = later("Back to the order"), later("Send it as it is")
BY_NUMBER = later("Key its number …")
LEAVE, STAY = later("Leave it as it was"), later("Go on changing it")


# The guest, and what is written.


async def ask_name(ask: Ask, draft: OrderEntry) -> Guest | None:
    """Ask for the guest's name; what it tells of an allergy is heeded like that of a guest from outside."""
    words = await ask.words(_("Guest's name"), draft.guest.name, longest=NAME_LENGTH)
    return None if words is None else under_name(draft.guest, clean(words, NAME_LENGTH))


async def ask_note(ask: Ask, draft: OrderEntry) -> bool:
    """Ask for a note: for the item that is open or was just put in, else for the order; return whether one is keyed."""
    keyed = draft.noted
    if keyed is None:
        note = draft.guest.note
        words = await ask.words(_("Note for the order"), note, longest=max(LINE_LENGTH, len(note)))
        if words is not None:
            draft.guest = replace(draft.guest, note=clean(words, KEPT_LENGTH))
        return words is not None
    question = _("Note for {name}", name=draft.menu.item[keyed.item].name)
    words = await ask.words(question, keyed.note, longest=max(NOTE_LENGTH, len(keyed.note)))
    if words is not None:
        keyed.note = clean(words, KEPT_LENGTH)
    return words is not None


async def ask_allergy(ask: Ask, draft: OrderEntry, redraw: Callable[[], None]) -> None:
    """Ask what the guest must not meet: the menu's allergens, and words of their own, which are found in the list then.

    Without words nothing was told, and that is said.
    """
    menu = {allergen for part in draft.menu.parts for allergen in part.allergens}
    chosen = frozenset({*draft.allergies, *draft.left(), *((OWN_WORDS,) if draft.guest.allergy else ())})
    before = ""
    while True:
        question = f"{before} {_('What must the guest not meet?')}".strip()
        names = await ask.many(question, _allergen_rows(draft, menu), chosen, ends=OWN_WORDS)
        if names is None:
            return
        if OWN_WORDS not in names or OWN_WORDS in chosen:
            break
        longest = max(LINE_LENGTH, len(draft.guest.allergy))
        words = await ask.words(_("What does the guest say?"), draft.guest.allergy, longest=longest)
        own = clean(draft.guest.allergy if words is None else words, KEPT_LENGTH)
        draft.guest = replace(draft.guest, allergy=own)
        redraw()
        before = "" if own else _("No words were written.")
        chosen = frozenset({*names, *draft.left()} if own else {*names} - {OWN_WORDS})
    found = draft.found()
    draft.allergies = tuple(name for name in names if name in menu)
    draft.decide(name for name in names if name in found)
    if OWN_WORDS not in names:
        draft.guest = replace(draft.guest, allergy="")
    redraw()


def _allergen_rows(draft: OrderEntry, menu: set[str]) -> list[Row[str]]:
    found = draft.found()
    known = sorted({*menu, *found} - {UNNAMED})
    rows = [(name, _(name), _(FOUND) if name in found else "") for name in known]
    unnamed = [(UNNAMED, _(TOLD), _(FOUND))] if UNNAMED in found else []
    return [*rows, *unnamed, (OWN_WORDS, _(OWN_WORDS), "")]


def found_words(draft: OrderEntry, sign: str) -> str:
    """Ask whether what was found in what is written is an allergy; empty where nothing is to be asked."""
    asked = draft.asked()
    if not asked:
        return ""
    names = ", ".join(_(name) for name in asked if name != UNNAMED)
    if not names:
        return _("The note tells of an allergy: {sign} takes it off if it is none", sign=sign)
    return _("The note says {names}: allergy? {sign} confirms it or takes it off", names=names, sign=sign)


# Sending.


async def is_meant(ask: Ask, draft: OrderEntry) -> bool:
    """Ask whether a basket is sent that holds what the guest must not meet; what was sent before was asked then."""
    sent = {(line.item, line.choices) for line in draft.sent}
    new = (line for line in draft.lines() if (line.item, line.choices) not in sent)
    words = [
        f"{line.quantity} × {clash}"
        for line, one in clashes(draft.menu, new, {*draft.allergies, *draft.says.allergens})
        for clash in clash_words(draft.menu, [(line, one)])
    ]
    if not words:
        return True
    question = _("{lines}, which the guest must not meet. Send it?", lines=", ".join(words))
    return await ask.one(question, [(False, _(BACK), ""), (True, _(SEND), "")]) or False


def is_lost(desk: Desk, draft: OrderEntry) -> bool:
    """Say which line of the basket cannot be made, and mark it; return whether there is one."""
    for place, name in draft.lost().items():
        draft.level, draft.cursor = "pages", place
        desk.shows.say(lost_words(desk, draft, place, name), "bad")
        return True
    return False


def is_open(desk: Desk, draft: OrderEntry) -> bool:
    """Say what has to be chosen before the basket can be sent, and open its page; return whether there is anything."""
    if needed := draft.open_needed():
        desk.shows.say(needed.words(draft.menu, options=False), "bad")
    return needed is not None


def lost_words(desk: Desk, draft: OrderEntry, place: int, name: str) -> str:
    """Say that a line cannot be made, and what to do."""
    wish = draft.basket[place]
    line = f"{wish.quantity} × {spell(draft.menu, wish.wish())}"
    words = _("{line} cannot be made: {name} is out. Change that line or take it out;", line=line, name=name)
    return f"{words} {how_back(desk)}"


def how_back(desk: Desk) -> str:
    """Say how what is out is brought back, in the key that does it here."""
    sign = desk.shows.sign("eighty_six")
    return _("{sign} brings it back.", sign=sign) if sign else _("86 brings it back.")


async def ask_send(
    desk: Desk, ask: Ask, draft: OrderEntry, is_keyed: Callable[[OrderEntry], bool]
) -> TakeOrder | By | None:
    """Send the basket as it is, where it is meant so and is still what is keyed; what has to be asked is asked here."""
    if is_open(desk, draft):
        return None
    entry, (heard, answer), answered = desk.open[0], draft.said(), draft
    if entry and heard.asked and answer is None and draft.basket:
        answer = await ask.one(*answer_question(heard.asked, entry.order.called, draft.guest))
        if answer is None:
            return None
        answered = draft if desk.hands.person else copy(draft)  # an answer that has no name yet is nobody's
        answered.answer(answer)
    if not await is_meant(ask, answered) or not is_keyed(draft) or desk.chosen is None or is_lost(desk, draft):
        return None
    if not draft.basket:
        desk.shows.say(_("The basket is empty. Choose a page of the menu with its digit."))
        return None
    order = desk.chosen[0]
    guest, (heard, answer) = replace(draft.guest, order_id=order), answered.said()
    taken = TakeOrder(order, draft.wishes(), guest, draft.allergies, heard, answer)
    if entry is None or answer is None or heard.asked is None:
        return taken
    return await by_name(desk, ask, taken, *who_answers(heard.asked, entry.order.called, guest, answer))


# An order that was sent.


async def ask_change(desk: Desk, ask: Ask, drafts: Mapping[str, OrderEntry]) -> OnBoard | None:
    """Ask which order that was sent is to be changed: by a digit, or by its number."""
    sent = [entry for entry in reversed(list(desk.counter.board.orders.values())) if entry.order.taken]
    if not sent:
        desk.shows.say(_("No order that was sent is unfinished, so there is nothing to change."))
        return None
    here = desk.chosen[0] if desk.chosen else ""
    sent.sort(key=lambda entry: (not _is_begun(drafts, entry), entry.order.id != here))
    rows = [(entry.order.id, _title(entry), _summary(desk, drafts, entry)) for entry in sent]
    rows.insert(PAGE - 1, (BY_NUMBER, _(BY_NUMBER), ""))
    order = await ask.one(_("Which order is to be changed?"), rows)
    words = await ask.words(_("Which order? Its number"), figures=True) if order == BY_NUMBER else order
    if not words:
        return None
    entry = await ask.load(partial(desk.counter.order, words))
    is_sent(entry.order)
    return entry


def _is_begun(drafts: Mapping[str, OrderEntry], entry: OnBoard) -> bool:
    """Return whether a change of an order waits at this terminal to be gone on with."""
    draft = drafts.get(entry.order.id)
    return isinstance(draft, OrderChange) and draft.is_edited


def _title(entry: OnBoard) -> str:
    """Name an order by its number and its guest."""
    return _("Order {number} {name}", number=entry.order.called, name=entry.guest.name).strip()


def _summary(desk: Desk, drafts: Mapping[str, OrderEntry], entry: OnBoard) -> str:
    """Say where an order is open, and what it is."""
    menu, board = entry.playbook.menu, desk.counter.board
    names = (board.place_name(entry, ticket) for ticket in entry.tickets if ticket.state == "open")
    places = ", ".join(dict.fromkeys(names))
    items = ", ".join(f"{line.quantity} × {spell(menu, line)}" for line in entry.order.lines if not line.of)
    begun = (_("being changed"),) if _is_begun(drafts, entry) else ()
    return " · ".join((*begun, f"● {places}" if places else f"○ {_('waits')}", items))


async def ask_send_change(
    desk: Desk, ask: Ask, draft: OrderChange, is_keyed: Callable[[OrderEntry], bool]
) -> Change | By | None:
    """Send a change as it is, where it is meant so; ask why where the rules want to know, and what a note means."""
    if is_open(desk, draft) or not await is_meant(ask, draft) or not is_keyed(draft):
        return None
    order = draft.order
    if not draft.is_edited:
        desk.shows.say(_("Nothing of order {number} is changed yet.", number=order.called))
        return None
    if is_lost(desk, draft):
        return None
    change = Change(order.id, draft.wishes(), seen=order.lines)
    lost = desk.unsure(change)
    if lost and lost.wishes == change.wishes:
        return lost
    reason = ""
    if _wants_reason(desk, draft.entry, change):
        question = _("Order {number}: why is less wanted, or something else?", number=order.called)
        reason = await ask.reason(question, draft.entry.playbook.reasons.void)
        if not reason:
            return None
    asked = news(order, draft.lines()).asked
    if asked is None:
        return replace(change, reason=reason)
    about, guest = asked | order.asked, draft.entry.guest
    answer = await ask.one(*answer_question(about, order.called, guest))
    if answer is None:
        return None
    change = replace(change, reason=reason, answer=answer, shown=about)
    return await by_name(desk, ask, change, *who_answers(about, order.called, guest, answer))


def _wants_reason(desk: Desk, entry: OnBoard, change: Change) -> bool:
    """Return whether the rules refuse a change only for want of a reason."""
    try:
        change.decide(OrderAt(entry.order, entry.playbook, desk.me, desk.counter.board))
    except Refused as refusal:
        return refusal.code == "no-reason"
    return False


async def ask_leave(ask: Ask, draft: OrderChange) -> bool:
    """Ask whether an order is left as it was, where something was keyed."""
    if not draft.is_edited or draft.ended:
        return True
    question = _("Order {number} is not sent as it is here.", number=draft.order.called)
    return await ask.one(question, [(True, _(LEAVE), ""), (False, _(STAY), "")]) or False

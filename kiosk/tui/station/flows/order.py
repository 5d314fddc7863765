"""Flows on the open order, and on when orders are made: rush, hold, fire, recall, void, handed over as it is."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows import Flow
from kiosk.tui.station.flows.ticket import ask_answer, ask_seen
from kiosk.tui.station.hands import By
from kiosk.tui.terminal.ask import Ask, Row
from kiosk.words import _, later
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import who
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import Instant, clock_words, elapsed
from kiosk.work.time.moment import around
from kiosk.work.verb.hand_over import HandOverEarly, gates_of_last
from kiosk.work.verb.hold import Fire, Hold
from kiosk.work.verb.recall import Recall, Review, recallable
from kiosk.work.verb.rush import Rush, Unrush
from kiosk.work.verb.see_allergy import AnswerAllergy, SeeAllergy
from kiosk.work.verb.verb import TicketId
from kiosk.work.verb.void import Void

BY_HAND = later("Until somebody fires it")
MINUTES = (5, 10, 15, 20, 30, 45, 60)
"""For how long an order can be held with one key."""

UNTIL = -1
"""Stands for a time of day that is to be keyed."""


def open_order(desk: Desk) -> OnBoard | None:
    """Return the open order; say so where there is none."""
    entry = desk.open[0]
    if entry is None:
        desk.shows.say(_("No order is open here."))
    return entry


# Rush, hold and fire.


async def ask_rush(desk: Desk, ask: Ask) -> Rush | Unrush | None:
    """Ask why the open order goes first, and say what that does to the others; one that is rushed is no longer."""
    if not desk.meant("rush", answers=False):
        return None
    entry = open_order(desk)
    if entry is None:
        return None
    order, unrush = entry.order, Unrush(entry.order.id)
    lost = order.rush and desk.unsure(Rush(order.id, order.rush_reason))  # what is seen may be this: asked for it stays
    if desk.unsure(unrush) or (order.rush and not lost):
        return unrush
    effect = desk.hands.forecasts.effect_of_rush(desk.counter.board, desk.counter.clock.now(), order.id).words
    question = f"{_('Rush order {number}: why?', number=order.called)} {effect}".rstrip()
    reason = await ask.reason(question, entry.playbook.reasons.rush)
    return Rush(order.id, reason) if reason else None


async def ask_hold(desk: Desk, ask: Ask) -> Hold | None:
    """Ask until when the open order is kept off the rails, and why."""
    entry = open_order(desk)
    if entry is None:
        return None
    number = entry.order.called
    times = [(minutes, _("{minutes} min", minutes=minutes), "") for minutes in MINUTES]
    rows = [(0, _(BY_HAND), ""), *times, (UNTIL, _("Until a time …"), "")]
    minutes = await ask.one(_("Hold order {number}: until when?", number=number), rows)
    if minutes is None:
        return None
    until = desk.counter.clock.now().at + 60_000 * minutes if minutes else 0
    if minutes == UNTIL:
        question = _("Until when? Hours and minutes, such as 12:30")
        words = await ask.words(question, figures=True, refuse=partial(_no_time, desk))
        if not words:
            return None
        until = _clock_time(desk, words)
    reason = await ask.reason(_("Hold order {number}: why?", number=number), entry.playbook.reasons.hold)
    return Hold(entry.order.id, reason, until) if reason else None


def _no_time(desk: Desk, words: str) -> str:
    """Say that what was keyed is no time of day; nothing where it is one."""
    wrong = _("“{words}” is no time of day. Key it as 12:30, 12.30 or 1230.", words=words)
    return "" if _clock_time(desk, words) else wrong


def _clock_time(desk: Desk, words: str) -> int:
    """Read a time of day as the moment it means, in milliseconds since 1970, UTC; 0 where it is none.

    It is the one of the next 18 hours or of the 6 that are over, as on the command line: just over is no tomorrow.
    """
    digits = "".join(sign for sign in words if sign.isdigit())
    if len(digits) not in (3, 4) or not set(words) <= set("0123456789:.,- "):
        return 0
    hour, minute = int(digits[:-2]), int(digits[-2:])
    if hour > 23 or minute > 59:  # noqa: PLR2004 - a day has so many
        return 0
    return around(hour, minute, desk.counter.clock.now().at, desk.counter.local)


async def ask_fire(desk: Desk, ask: Ask) -> Fire | None:
    """Ask which of what is held back begins now."""
    rows = [row for entry in desk.counter.board.orders.values() for row in held_rows(desk, entry)]
    if not rows:
        desk.shows.say(_("Nothing is held back."))
        return None
    return await ask.one(_("What begins now?"), rows)


def held_rows(desk: Desk, entry: OnBoard) -> list[Row[Fire]]:
    """Return what is held of an order: all of it, or single steps of these stations that wait for their time."""
    order, steps, now = entry.order, entry.playbook.process.step, desk.counter.clock.now()
    held = [ticket for ticket in entry.tickets if ticket.state == "held"]
    if order.held and held:
        return [(Fire(order.id), f"{order.called} {entry.guest.name}".strip(), _fires(entry, held[0].step, now))]
    return [
        (Fire(order.id, one.step), f"{order.called} {steps[one.step].name}", _fires(entry, one.step, now))
        for one in held
        if desk.counter.board.worked_at(one) in desk.stations
    ]


def _fires(entry: OnBoard, step: str, now: Instant) -> str:
    """Say until when something is held, and why."""
    ticket, held = entry.ticket(step), entry.order.held
    fires = ticket.fires if ticket else None
    until = _("in {time}", time=clock_words(elapsed(now, fires))) if fires else _("by hand")
    return f"{until}: {usual(held.reason)} ({who(held.stamp)})" if held else until


# Recall and review.


async def ask_recall(desk: Desk, ask: Ask) -> Recall | None:
    """Ask which step is to be done again, with a clock that begins anew."""
    again = await _ask_again(desk, ask)
    return Recall(*again[0], reason=again[1]) if again else None


async def ask_review(desk: Desk, ask: Ask) -> Review | None:
    """Ask which step is to be done again, with the clock it had."""
    again = await _ask_again(desk, ask)
    return Review(*again[0], reason=again[1]) if again else None


async def _ask_again(desk: Desk, ask: Ask) -> tuple[TicketId, str] | None:
    """List what can be done again here, the newest first: of orders under way and of the last finished."""
    finished = await ask.load(desk.counter.reports.finished)
    rows = _again_rows(desk, (*desk.counter.board.orders.values(), *finished))
    if not rows:
        desk.shows.say(_("No order here has a step that could be done again."))
        return None
    ticket = await ask.one(_("Which step is done again?"), rows)
    reason = ticket and await ask.reason(_("Why is it done again?"), desk.counter.playbook.reasons.recall)
    return (ticket, reason) if ticket and reason else None


def _again_rows(desk: Desk, entries: Iterable[OnBoard]) -> list[Row[TicketId]]:
    now = desk.counter.clock.now()
    steps = [
        (elapsed(entry.order.bumps[step].stamp.at, now), entry, step)
        for entry in entries
        for step in recallable(entry.order, entry.playbook)
        if entry.playbook.process.step[step].station in desk.stations
    ]
    return [
        (
            (entry.order.id, step),
            _("Order {number} {name}", number=entry.order.called, name=entry.playbook.process.step[step].name),
            f"{entry.guest.name} {_('{time} ago', time=clock_words(since))}".strip(),
        )
        for since, entry, step in sorted(steps, key=lambda row: row[0])
    ]


# The end of an order.


async def ask_void(desk: Desk, ask: Ask) -> Void | None:
    """Ask why the open order ends."""
    entry = open_order(desk)
    if entry is None:
        return None
    question = _("Void order {number}: why?", number=entry.order.called)
    reason = await ask.reason(question, entry.playbook.reasons.void)
    return Void(entry.order.id, reason) if reason else None


async def ask_early(desk: Desk, ask: Ask) -> HandOverEarly | AnswerAllergy | SeeAllergy | By | None:
    """Ask why the open order is handed over though something is missing."""
    entry = open_order(desk)
    if entry is None:
        return None
    order = entry.order
    last = (order.id, entry.tickets[-1].step)
    if order.asked:
        return await ask_answer(desk, ask, entry)
    if order.taken and desk.is_unseen(last):
        return await ask_seen(desk, ask, entry, last)
    steps = entry.playbook.process.step
    missing = [steps[one.step].name for one in entry.tickets if one.state != "bumped"][:-1]
    if not missing:
        desk.shows.say(_("Nothing of order {number} is missing. Hand it over.", number=order.called))
        return None
    gates = [(point.id, point.words, "") for point in gates_of_last(order, entry.playbook)]
    kept = await ask.many(_("Which of these were kept? Nothing goes without them."), gates) if gates else ()
    if kept is None:
        return None
    question = _("Order {number} without {missing}: why?", number=order.called, missing=", ".join(missing))
    reason = await ask.reason(question, entry.playbook.reasons.early)
    return HandOverEarly(order.id, reason, kept) if reason else None


FLOWS: dict[str, Flow] = {
    "rush": ask_rush,
    "hold": ask_hold,
    "fire": ask_fire,
    "recall": ask_recall,
    "review": ask_review,
    "void": ask_void,
    "hand_over_early": ask_early,
}

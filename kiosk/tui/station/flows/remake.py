"""The flow of what is made again: a line of the open order, or of another one that is under way or finished."""

from __future__ import annotations

from msgspec import Struct

from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows import Flow
from kiosk.tui.station.flows.line import how_many
from kiosk.tui.terminal.ask import Ask, Row
from kiosk.words import _, later
from kiosk.work.board.board import OnBoard
from kiosk.work.order.guard import line_words
from kiosk.work.order.line import Line
from kiosk.work.order.order import CAUSES
from kiosk.work.time.instant import Instant, clock_words, elapsed, latest
from kiosk.work.verb.remake import Remake, remakable

ANOTHER = later("Of another order …")


class Made(Struct, frozen=True):
    """A line, and the step that makes it."""

    order: str
    step: str
    line: Line


async def ask_remake(desk: Desk, ask: Ask) -> Remake | None:
    """Ask what is made again: of the open order first, else of another one."""
    entry = desk.open[0]
    rows: list[Row[Made | str]] = [*made_rows(desk, entry)] if entry else []
    chosen = await ask.one(_("What is made again?"), [*rows, (ANOTHER, _(ANOTHER), "")]) if rows else ANOTHER
    made = await _ask_other(desk, ask, entry) if isinstance(chosen, str) else chosen
    return await ask_cause(ask, made) if made else None


async def ask_cause(ask: Ask, made: Made) -> Remake | None:
    """Ask how many of it are made again, where it is more than one, and why."""
    quantity = await how_many(ask, made.line, _("How many are made again?"))
    if quantity is None:
        return None
    cause = await ask.one(_("Why is it made again?"), [(cause, _(words), "") for cause, words in CAUSES.items()])
    return Remake(made.order, made.step, made.line.id, cause, quantity) if cause else None


async def _ask_other(desk: Desk, ask: Ask, entry: OnBoard | None) -> Made | None:
    """Ask which other order it is of, the one worked last first, and which line of it."""
    finished = await ask.load(desk.counter.reports.finished)
    now = desk.counter.clock.now()
    others = [other for other in (*desk.counter.board.orders.values(), *finished) if made_rows(desk, other)]
    others = sorted((other for other in others if other != entry), key=lambda other: _ago(other, now))
    if not others:
        desk.shows.say(_("Nothing was made here that could be made again."))
        return None
    rows = [(other, _("Order {number}", number=other.order.called), _since(other, now)) for other in others]
    chosen = await ask.one(_("Of which order?"), rows)
    return await ask.one(_("What is made again?"), made_rows(desk, chosen)) if chosen else None


def made_rows(desk: Desk, entry: OnBoard) -> list[Row[Made]]:
    """Return the lines of an order that can be made again, each with the step that makes it.

    These stations' own, if they make something of any order: an expo hands out what others make.
    """
    steps, ticket = entry.playbook.process.steps, desk.open[1]
    makers = [step for step in steps if step.makes] or list(steps)
    here = [step for step in makers if step.station in desk.stations] or makers
    here = [step for step in here if ticket and (entry.order.id, step.id) == (ticket.order_id, ticket.step)] or here
    return [
        (Made(entry.order.id, step.id, one.line), line_words(entry.playbook, one), step.name if len(here) > 1 else "")
        for step in here
        for one in remakable(entry, step.id)
    ]


def _ago(entry: OnBoard, now: Instant) -> int:
    """Return the milliseconds since something of an order was done."""
    order = entry.order
    return elapsed(latest([order.opened.at, *(bump.stamp.at for bump in order.bumps.values())]), now)


def _since(entry: OnBoard, now: Instant) -> str:
    """Name the guest of an order, and say how long ago something of it was done."""
    return f"{entry.guest.name} {_('{time} ago', time=clock_words(_ago(entry, now)))}".strip()


FLOWS: dict[str, Flow] = {"remake": ask_remake}

"""The rows behind what did not go its straight way, and behind the clocks of served orders."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from kiosk.tui.manager.rows import Behind, Moments, made
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.lines import Line
from kiosk.words import _, later, plural
from kiosk.work.order.order import CAUSES
from kiosk.work.playbook.reasons import usual
from kiosk.work.record.losses import RecallRow, RemakeRow, WasteRow
from kiosk.work.record.record import OrderRow
from kiosk.work.time.instant import seconds_words
from kiosk.work.verb.observe import stars

TITLES = {
    "order": later("Order clock: opened to hand-over"),
    "r2p": later("R2P: receipt to hand-over"),
    "handoff": later("Handoff: all ready to hand-over"),
}


def clocks(rows: Sequence[OrderRow], clock: str, told: Moments) -> Behind:
    """Show served orders with all three clocks, the slowest by one of them first."""
    columns = (
        Column(later("order")),
        Column(later("served"), rank=1),
        Column(later("order clock")),
        Column(later("R2P")),
        Column(later("handoff")),
        Column(later("held"), rank=2),
    )
    slowest = sorted(rows, key=lambda row: -(_clock(row, clock) or 0.0))
    return made(_(TITLES.get(clock, clock)), _("slowest first"), columns, slowest, partial(_clock_row, told))


def _clock(row: OrderRow, clock: str) -> float | None:
    return {"r2p": row.r2p_s, "handoff": row.handoff_s}.get(clock, row.seconds)


def _clock_row(told: Moments, row: OrderRow) -> Row:
    cells = (
        cell(str(row.number), "strong bold"),
        told.time(row.finished_at),
        cell(seconds_words(row.seconds), "strong"),
        cell(seconds_words(row.r2p_s)),
        cell(seconds_words(row.handoff_s)),
        cell(seconds_words(row.held_s) if row.held_s else "", "quiet"),
    )
    return Row((row.order_id,), cells)


def ratings(rows: Sequence[OrderRow], told: Moments) -> Behind:
    """Show what guests said of the whole beside WHAT and HOW of their orders, the lowest rating first."""
    columns = (
        Column(later("order")),
        Column(later("rated"), rank=1),
        Column(later("rating"), right=False),
        Column(later("took"), rank=2),
        Column(later("steps in time")),
        Column(later("points kept")),
    )
    lowest = sorted(rows, key=lambda row: row.rating or 0)
    return made(_("What guests said"), _("lowest first"), columns, lowest, partial(_rating_row, told))


def _rating_row(told: Moments, row: OrderRow) -> Row:
    rating = row.rating or 0
    cells = (
        cell(str(row.number), "strong bold"),
        told.time(row.rated_at),
        cell(stars(rating), "how bold"),
        cell(seconds_words(row.seconds), "text"),
        cell(_("{n} of {all}", n=row.steps_on_time, all=row.steps)),
        cell(_("{n} of {all}", n=row.points_kept, all=row.points), "how"),
    )
    return Row((row.order_id,), cells)


def _columns(*own: Column) -> tuple[Column, ...]:
    """Return the columns of what went wrong: of which order and when, what is its own, and who."""
    order, when = Column(later("order")), Column(later("when"), rank=2)
    return (order, when, *own, Column(later("who"), right=False, rank=1))


def _row(told: Moments, row: RecallRow | WasteRow | RemakeRow, *own: Line) -> Row:
    """Return a row under these columns."""
    who = cell(row.person or "–", "text" if row.person else "quiet")
    cells = (cell(str(row.number), "strong bold"), told.time(row.at), *own, who)
    return Row((row.order_id, str(row.place)), cells)


def _lost_columns(*own: Column) -> tuple[Column, ...]:
    """Return the columns of what was made for nothing: how many of which item, why, what is its own, and the step."""
    item, why = Column(later("item"), right=False), Column(later("why"), right=False, grow=True)
    return _columns(Column(later("n")), item, why, *own, Column(later("step"), right=False, rank=3))


def _lost_row(told: Moments, row: WasteRow | RemakeRow, why: str, *own: Line) -> Row:
    """Return a row under these columns."""
    count, step = cell(str(row.quantity), "warn bold"), cell(row.step_name, "quiet")
    return _row(told, row, count, cell(row.name), cell(why), *own, step)


def recalls(rows: Sequence[RecallRow], told: Moments) -> Behind:
    """Show what was done again; what was opened only with a step before it stands last."""
    step, why = Column(later("step"), right=False), Column(later("why"), right=False, grow=True)
    columns = _columns(step, why, Column("", right=False, rank=3))
    worst = sorted(rows, key=lambda row: (row.follows, -row.handed_over))
    return made(_("Recalls"), _("after the hand-over first"), columns, worst, partial(_recall_row, told))


def _recall_row(told: Moments, row: RecallRow) -> Row:
    sign: Line = ((_("▲ handed over"), "warn bold"),) if row.handed_over else ((_("● in the house"), "text"),)
    if row.round:
        sign = ((_("↑ round {round}", round=row.round), "warn bold"),)
    where: Line = ((_("with it"), "quiet"),) if row.follows else sign
    return _row(told, row, cell(row.step_name), cell(usual(row.reason)), where)


def waste(rows: Sequence[WasteRow], told: Moments) -> Behind:
    """Show what was thrown away, most pieces first."""
    most = sorted(rows, key=lambda row: -row.quantity)
    return made(_("Waste"), _("most pieces first"), _lost_columns(), most, partial(_waste_row, told))


def _waste_row(told: Moments, row: WasteRow) -> Row:
    return _lost_row(told, row, usual(row.reason))


def remakes(rows: Sequence[RemakeRow], told: Moments) -> Behind:
    """Show what was made again, what costs most first, with the cause."""
    columns = _lost_columns(Column(later("price"), rank=1))
    most = sorted(rows, key=lambda row: -(row.price_cents or 0))
    return made(_("Made again"), _("what costs most first"), columns, most, partial(_remake_row, told))


def _remake_row(told: Moments, row: RemakeRow) -> Row:
    price = "–" if row.price_cents is None else f"{row.price_cents / 100:.2f}"
    return _lost_row(told, row, _(CAUSES[row.cause]), cell(price))


def also(rows: Sequence[OrderRow], told: Moments) -> Behind:
    """Show the orders that were handed over early, rushed, changed or held, and those with a bump taken back."""
    columns = (
        Column(later("order")),
        Column(later("opened"), rank=2),
        Column(later("what"), right=False),
        Column(later("why"), right=False, grow=True),
        Column(later("held"), rank=1),
    )
    first = sorted(rows, key=lambda row: (not row.early, row.day, row.number))
    return made(_("Early, rushed, changed, held, undone"), _("early first"), columns, first, partial(_also_row, told))


def _also_row(told: Moments, row: OrderRow) -> Row:
    said = (
        _("early") if row.early else "",
        _("rushed") if row.rushed else "",
        _times(_("changed"), row.changes),
        _times(_("held"), row.holds),
        _times(_("undone"), row.undone),
    )
    cells = (
        cell(str(row.number), "strong bold"),
        told.time(row.opened_at),
        cell(", ".join(filter(None, said)), "warn bold" if row.early else "text"),
        cell(usual(row.early)),
        cell(seconds_words(row.held_s) if row.held_s else "", "quiet"),
    )
    return Row((row.order_id,), cells)


def _times(word: str, count: int) -> str:
    return "" if not count else word if count == 1 else plural("{word} {n} time", "{word} {n} times", count, word=word)

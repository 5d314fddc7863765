"""What did not go its straight way: recalls, waste, remakes, early hand-overs, rush, changes, holds, undone bumps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import UNSET, Struct, UnsetType

from kiosk.work.order.order import Cause
from kiosk.work.record.losses import RecallRow, RemakeRow, WasteRow
from kiosk.work.record.record import OrderRow


class RecallSummary(Struct, frozen=True):
    """How often one step was opened again for one reason."""

    step: str
    step_name: str
    reason: str
    count: int


class BackSummary(Struct, frozen=True):
    """How often one spec sent orders back to a step by itself."""

    step: str
    step_name: str
    read_at: str
    spec: str
    rounds: int
    orders: int
    most: int
    """Rounds of the order that went back most often."""


class WasteSummary(Struct, frozen=True):
    """How many of one item were thrown away for one reason."""

    item: str
    name: str
    reason: str
    pieces: int


class RemakeSummary(Struct, frozen=True):
    """How many of one item were made again for one cause."""

    item: str
    name: str
    cause: Cause
    pieces: int


class Remade(Struct, frozen=True):
    """What was made again."""

    pieces: int
    price_cents: int
    """What they cost by the menu, as far as it has a price."""
    by: tuple[RemakeSummary, ...]
    """Most first."""


class Detours(Struct, frozen=True):
    """What did not go its straight way."""

    recalls: int = 0
    """Recalls and reviews; the steps opened again with one do not count."""
    recalled_after: int = 0
    """Orders of which something was recalled after the hand-over."""
    recalls_by: tuple[RecallSummary, ...] = ()
    """Most first."""
    wasted: int = 0
    """Pieces."""
    waste_by: tuple[WasteSummary, ...] = ()
    """Most first."""
    early: int = 0
    """Orders handed over before all of them was done."""
    rushed: int = 0
    changed: int = 0
    held: int = 0
    """Orders that were rushed, changed after they were sent, and held."""
    undone: int = 0
    """Bumps taken back within the time for it."""
    remade: Remade | UnsetType = UNSET
    """What was made again; not there, nor in the facts, where nothing was."""
    sent_back: tuple[BackSummary, ...] | UnsetType = UNSET
    """What readings sent back by themselves, most rounds first; not there, nor in the facts, where nothing was."""


def detours(
    orders: Iterable[OrderRow],
    recalls: Iterable[RecallRow],
    waste: Iterable[WasteRow],
    remakes: Iterable[RemakeRow] = (),
) -> Detours:
    """Count what did not go its straight way; recalls by step and reason, waste and remakes by item and reason."""
    taken = tuple(orders)
    again = [recall for recall in recalls if not recall.follows]
    names = {recall.step: recall.step_name for recall in again}
    causes = Counter((recall.step, recall.reason) for recall in again)
    pieces: Counter[tuple[str, str, str]] = Counter()
    for one in waste:
        pieces[one.item, one.name, one.reason] += one.quantity
    return Detours(
        recalls=len(again),
        recalled_after=len({recall.order_id for recall in again if recall.handed_over}),
        recalls_by=tuple(RecallSummary(step, names[step], why, count) for (step, why), count in causes.most_common()),
        wasted=pieces.total(),
        waste_by=tuple(WasteSummary(*cause, count) for cause, count in pieces.most_common()),
        early=sum(order.early != "" for order in taken),
        rushed=sum(order.rushed for order in taken),
        changed=sum(order.changes > 0 for order in taken),
        held=sum(order.holds > 0 for order in taken),
        undone=sum(order.undone for order in taken),
        remade=_remade(tuple(remakes)),
        sent_back=_sent_back([recall for recall in again if recall.spec]),
    )


def _sent_back(rows: list[RecallRow]) -> tuple[BackSummary, ...] | UnsetType:
    """Count what readings sent back, by spec and step."""
    found: dict[tuple[str, str, str, str], list[RecallRow]] = {}
    for row in rows:
        found.setdefault((row.step, row.step_name, row.read_at, row.spec), []).append(row)
    counted = (
        BackSummary(*key, len(some), len({row.order_id for row in some}), max(row.round for row in some))
        for key, some in found.items()
    )
    return tuple(sorted(counted, key=lambda one: -one.rounds)) or UNSET


def _remade(remakes: tuple[RemakeRow, ...]) -> Remade | UnsetType:
    """Count what was made again by item and cause, and what it costs."""
    pieces: Counter[tuple[str, str, Cause]] = Counter()
    for row in remakes:
        pieces[row.item, row.name, row.cause] += row.quantity
    by = tuple(RemakeSummary(*cause, count) for cause, count in pieces.most_common())
    return Remade(pieces.total(), sum(row.price_cents or 0 for row in remakes), by) if remakes else UNSET

"""What was done twice or thrown away: recalls, waste and remakes, as rows for people."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kiosk.work.order.event import Stamp
from kiosk.work.order.line import Line, price
from kiosk.work.order.order import Cause, LineWaste, Order, StepRecall
from kiosk.work.order.point import rounds
from kiosk.work.order.routing import ticket_lines
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import utc


class RecallRow(Struct, frozen=True, gc=False):
    """One step that was to be done again; the columns of `recalls`, in their order."""

    order_id: str
    place: int
    """1 for the order's first."""
    step: str
    number: int
    day: str
    step_name: str
    reason: str
    restarts: int
    """1 when its clock began anew (recall), 0 when it went on (review)."""
    handed_over: int
    """1 when the guest had the order already."""
    follows: int
    """1 when the step was opened again only because one before it was."""
    person: str
    station: str
    """Where the step is done."""
    at: str
    spec: str = ""
    """The spec whose reading sent the order back by itself; empty where somebody did."""
    read_at: str = ""
    """The step of that reading; empty where somebody did."""
    round: int = 0
    """How often that spec had sent the order back by then, this one counted; 0 where somebody did."""


class WasteRow(Struct, frozen=True, gc=False):
    """Something that was made and thrown away; the columns of `waste`, in their order."""

    order_id: str
    place: int
    """1 for the order's first."""
    step: str
    number: int
    day: str
    step_name: str
    item: str
    name: str
    """What people call the item."""
    quantity: int
    reason: str
    person: str
    station: str
    """Where the step is done."""
    at: str


class RemakeRow(Struct, frozen=True):
    """A line that was made again; the columns of `remakes`, in their order."""

    order_id: str
    place: int
    """1 for the order's first."""
    step: str
    number: int
    day: str
    step_name: str
    item: str
    name: str
    """What people call the item."""
    quantity: int
    cause: Cause
    price_cents: int | None
    """What was made again costs by the menu, with its choices; None where the menu has no price."""
    since: str
    """UTC of when its old clock began; empty where nobody knows."""
    made: str
    """UTC of when it had been made; empty where it had not been finished."""
    at: str
    """UTC of when its new clock began."""
    made_again: str
    """UTC of when it was done again; empty until then."""
    person: str
    station: str
    """Where the step is done."""


def recalls(order: Order, playbook: Playbook) -> tuple[RecallRow, ...]:
    """Return a row for every step that was opened again, in the order they were.

    One verb opens a step and those after it: what comes at the same instant as an earlier row and is done after that
    row's step follows it, and is handed over or not as that one.
    """
    rows: list[RecallRow] = []
    for place, recall in enumerate(order.recalls, 1):
        step, before = playbook.process.step[recall.step], playbook.process.before(recall.step)
        first = next((row for row in rows if row.step in before and row.at == utc(recall.stamp.at.at)), None)
        rows.append(
            RecallRow(
                order_id=order.id,
                place=place,
                step=step.id,
                number=order.number,
                day=order.day,
                step_name=step.name,
                reason=recall.reason,
                restarts=int(recall.restarts),
                handed_over=first.handed_over if first else int(recall.handed_over),
                follows=int(first is not None),
                person=recall.stamp.by,
                station=step.station,
                at=utc(recall.stamp.at.at),
                spec=recall.spec,
                read_at=recall.read_at,
                round=_round(order, recall),
            )
        )
    return tuple(rows)


def _round(order: Order, recall: StepRecall) -> int:
    """Return which round of its spec a recall is of; 0 for one by hand."""
    so_far = [one.stamp for one in rounds(order, recall.read_at, recall.spec)] if recall.spec else []
    return so_far.index(recall.stamp) + 1 if so_far else 0


def waste(order: Order, playbook: Playbook) -> tuple[WasteRow, ...]:
    """Return a row for every line that went to waste where it is made; a combo counts as the items in it."""
    return tuple(
        WasteRow(
            order_id=order.id,
            place=place,
            step=one.step,
            number=order.number,
            day=order.day,
            step_name=playbook.process.step[one.step].name,
            item=one.line.item,
            name=one.line.called or playbook.menu.item[one.line.item].name,
            quantity=one.line.quantity,
            reason=one.reason,
            person=one.stamp.by,
            station=playbook.process.step[one.step].station,
            at=utc(one.stamp.at.at),
        )
        for place, one in enumerate(_made(order, playbook), 1)
    )


def _made(order: Order, playbook: Playbook) -> Iterator[LineWaste]:
    """Of what was told in one go leave out what the step does not make, and a combo whose items went with it."""
    for one in order.wastes:
        told = [other for other in order.wastes if (other.step, other.stamp) == (one.step, one.stamp)]
        made = [other for other in told if _is_made(order, playbook, one.step, other.line)] or told
        if one in made and not any(other.line.of == one.line.id for other in made):
            yield one


def _is_made(order: Order, playbook: Playbook, step: str, line: Line) -> bool:
    """Whether a step's station has anything to do with a line."""
    alone = replace(order, lines=(line,), stops={})
    return bool(ticket_lines(alone, playbook, playbook.process.step[step]))


def remakes(order: Order, playbook: Playbook) -> tuple[RemakeRow, ...]:
    """Return a row for every line that was made again, in the order they were."""
    return tuple(
        RemakeRow(
            order_id=order.id,
            place=place,
            step=one.step,
            number=order.number,
            day=order.day,
            step_name=playbook.process.step[one.step].name,
            item=one.line.item,
            name=one.line.called or playbook.menu.item[one.line.item].name,
            quantity=one.line.quantity,
            cause=one.cause,
            price_cents=_costs(playbook, one.line),
            since=utc(one.since) if one.since else "",
            made=_utc(one.made),
            at=utc(one.stamp.at.at),
            made_again=_utc(_made_again(order, place)),
            person=one.stamp.by,
            station=playbook.process.step[one.step].station,
        )
        for place, one in enumerate(order.remakes, 1)
    )


def _costs(playbook: Playbook, line: Line) -> int | None:
    """Return what so many of a line cost by the menu, an item of a combo as if it were alone."""
    return None if line.item == UNKNOWN else price(playbook.menu, line.item, line.choices) * line.quantity


def _made_again(order: Order, place: int) -> Stamp | None:
    """Return when what is made again in this place was done: before it was made once more, or as it stands."""
    line, step = order.remakes[place - 1].line.id, order.remakes[place - 1].step
    later = [one for one in order.remakes[place:] if (one.step, one.line.id) == (step, line)]
    done = order.done.get((step, line))
    return later[0].made if later else done.stamp if done else None


def _utc(stamp: Stamp | None) -> str:
    return utc(stamp.at.at) if stamp else ""

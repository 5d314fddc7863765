"""What was sold: every line of an order, as rows for people."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.work.order.order import Order
from kiosk.work.order.route import spelled
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.completion import Completion
from kiosk.work.time.instant import latest, utc


class SoldLine(Struct, frozen=True, gc=False):
    """One line of an order as it is wanted now; the columns of `lines`, in their order."""

    order_id: str
    line: int
    number: int
    day: str
    state: str
    """The order's: open, finished or void."""
    item: str
    name: str
    """What people call the item, or what the outside called one that is not on the menu."""
    choices: str
    """As people say them, one after the other; empty for none."""
    quantity: int
    price_cents: int
    """For one, with its choices; an item of a combo has only what its choices add."""
    total_cents: int
    combo: int
    """The combo line it came with; 0 for none."""
    taken_at: str
    """UTC of when the guest's wishes were known; empty until then."""
    made_at: str
    """UTC of when the last step that makes something of it was done; empty until all of them are."""
    finished_at: str
    """UTC of the hand-over; empty until then."""
    late: int
    """How many of the steps that make it were done late."""


def sold(
    order: Order, playbook: Playbook, tickets: Sequence[Ticket], completions: Sequence[Completion]
) -> tuple[SoldLine, ...]:
    """Return a row for every line of an order, by its tickets and by what of them is done."""
    makers = [ticket for ticket in tickets if playbook.process.step[ticket.step].makes]
    late = {row.step for row in completions if row.pace == "late"}
    rows: list[SoldLine] = []
    for line in order.lines:
        steps = [ticket.step for ticket in makers if any(one.line.id == line.id for one in ticket.lines)]
        done = [order.done[step, line.id].stamp.at for step in steps if (step, line.id) in order.done]
        rows.append(
            SoldLine(
                order_id=order.id,
                line=line.id,
                number=order.number,
                day=order.day,
                state=order.state,
                item=line.item,
                name=line.called or playbook.menu.item[line.item].name,
                choices=", ".join(spelled(playbook.menu, choice) for choice in line.choices),
                quantity=line.quantity,
                price_cents=line.price,
                total_cents=line.price * line.quantity,
                combo=line.of,
                taken_at=utc(order.taken.at.at) if order.taken else "",
                made_at=utc(latest(done).at) if done and len(done) == len(steps) else "",
                finished_at=utc(order.finished.at.at) if order.finished else "",
                late=len(late.intersection(steps)),
            )
        )
    return tuple(rows)

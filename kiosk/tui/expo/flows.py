"""What is asked about one order alone, where a station would ask about all of them."""

from __future__ import annotations

from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows import Flow
from kiosk.tui.station.flows.order import held_rows, open_order
from kiosk.tui.terminal.ask import Ask
from kiosk.words import _
from kiosk.work.verb.hold import Fire
from kiosk.work.verb.recall import Recall, recallable


async def ask_fire(desk: Desk, ask: Ask) -> Fire | None:
    """Let what is held of this order begin now; where several steps wait for their time, ask which."""
    entry = open_order(desk)
    if entry is None:
        return None
    rows = held_rows(desk, entry)
    if not rows:
        desk.shows.say(_("Nothing of order {number} is held back.", number=entry.order.called))
        return None
    return rows[0][0] if len(rows) == 1 else await ask.one(_("What begins now?"), rows)


async def ask_recall(desk: Desk, ask: Ask) -> Recall | None:
    """Ask which step of this order is to be done again, and why."""
    entry = open_order(desk)
    if entry is None:
        return None
    order, steps = entry.order, recallable(entry.order, entry.playbook)
    if not steps:
        desk.shows.say(_("No step of order {number} could be done again.", number=order.called))
        return None
    rows = [(step, entry.playbook.process.step[step].name, "") for step in steps]
    step = await ask.one(_("Order {number}: which step is done again?", number=order.called), rows)
    reason = step and await ask.reason(_("Why is it done again?"), entry.playbook.reasons.recall)
    return Recall(order.id, step, reason) if step and reason else None


FLOWS: dict[str, Flow] = {"fire": ask_fire, "recall": ask_recall}

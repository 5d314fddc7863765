"""Back: a reading that misses its limit opens an earlier step again by itself, so many rounds and no more.

What comes is what a recall of that step brings, with the spec as its cause: its clock begins anew, what was done after
it is done again, and the step that read waits and is done anew too. Where the step to go back to is not done, since
this order passes it by or went back already, the reading is only out of its limit: that holds the bump.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal

from msgspec.structs import replace

from kiosk.work.order.guard import Events, blocking
from kiosk.work.order.limit import with_unit
from kiosk.work.order.order import Order
from kiosk.work.order.point import rounds, spec_for, specs_of
from kiosk.work.order.problem_events import ProblemRaised
from kiosk.work.order.routing import needed
from kiosk.work.order.ticket_events import LineUndone, TicketPutBack, TicketRecalled
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import out_of_spec
from kiosk.work.playbook.spec import Spec
from kiosk.work.verb.at import OrderAt
from kiosk.work.verb.problem import ID_LENGTH


def sent_back(at: OrderAt, step: str, name: str, value: Decimal) -> Events:
    """Return what a reading brings that missed its limit: the step it goes back to, or a problem after the last round.

    Whoever is responsible answers that problem; until then the order is stopped, since one more try mends nothing.
    """
    order, process = at.order, at.book.process
    spec = concerning(order, at.book, step, name)
    if spec is None or not spec.back or spec_for(spec, at.said).within(value):
        return ()
    back = spec.back
    if not is_done(order, at.book, step, back.step):
        return ()
    if len(rounds(order, step, spec.id)) >= back.rounds:
        return () if blocking(order) else (_problem(at, step, spec, value),)
    wanted = _wanted(order, at.book)
    reason = out_of_spec(spec.name)
    later = [one.id for one in process.steps if back.step in process.before(one.id)]
    again = [one for one in later if one == step or (one in order.bumps and one in wanted)]
    steps = tuple(dict.fromkeys((back.step, *again)))
    begun = [one for one in later if one not in steps and one not in order.bumps]
    return (
        *(TicketRecalled(one, reason, restarts=True, spec=spec.id, read_at=step) for one in steps),
        *(TicketPutBack(one) for one in begun if one in order.taken_up),
        *(LineUndone(one, line) for one, line in order.done if one in begun),
    )


def goes_back(order: Order, playbook: Playbook, step: str, name: str) -> str:
    """Return the step an order would go back to, were a spec missed now; empty where it would stay."""
    spec = concerning(order, playbook, step, name)
    if spec is None or not spec.back or len(rounds(order, step, name)) >= spec.back.rounds:
        return ""
    return spec.back.step if is_done(order, playbook, step, spec.back.step) else ""


def concerning(order: Order, playbook: Playbook, step: str, name: str) -> Spec | None:
    """Return a spec of a step, where it concerns the order."""
    specs = specs_of(order, playbook.procedure[step], playbook.menu)
    return next((spec for spec in specs if spec.id == name), None)


def is_done(order: Order, playbook: Playbook, step: str, back: str) -> bool:
    """Whether a step can be gone back to: this very one, or one that is done and still wanted."""
    return back in _wanted(order, playbook) and (back == step or back in order.bumps)


def _wanted(order: Order, playbook: Playbook) -> set[str]:
    return {one.id for one in needed(replace(order, bumps={}, stops={}), playbook)} | order.stops.keys()


def _problem(at: OrderAt, step: str, spec: Spec, value: Decimal) -> ProblemRaised:
    """Stop the order, with what was measured after its last round."""
    name = hashlib.sha256(f"{at.op} back".encode()).hexdigest()[:ID_LENGTH]
    said, version = with_unit(spec, value), at.book.procedure[step].version
    return ProblemRaised(name, step, version, "problem", out_of_spec(spec.name), said, critical=True)

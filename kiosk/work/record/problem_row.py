"""What was raised, as rows for people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct

from kiosk.work.order.event import COUNTER_STREAM, ProblemKind
from kiosk.work.order.problem import Problem
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import utc


class ProblemRow(Struct, frozen=True, gc=False):
    """One problem or suggestion; the columns of `problems`, in their order."""

    id: str
    """12 hex digits."""
    order_id: str
    """`counter` where no order was open."""
    number: int
    """0 where no order was open."""
    day: str
    """The order's business day, or the one it was raised on."""
    step: str
    step_name: str
    procedure: str
    """Version of the step's procedure it was said of."""
    playbook: str
    """Hash of the playbook it was said of."""
    kind: ProblemKind
    """problem or suggestion."""
    reason: str
    text: str
    """In own words; may be empty."""
    critical: int
    """1 when its order does not go on before it is resolved."""
    raised_at: str
    person: str
    """Who raised it."""
    station: str
    """Where the step is done."""
    resolved_at: str
    """UTC; empty while it is open."""
    resolver: str
    """Who resolved it."""
    answer: str


def problem_row(
    problem: Problem, playbook: Playbook, hash_: str, *, order_id: str = COUNTER_STREAM, number: int = 0, day: str = ""
) -> ProblemRow:
    """Return a problem's row; `hash_` is what the playbook was stored under."""
    step, resolved = playbook.process.step[problem.step], problem.resolved
    return ProblemRow(
        id=problem.id,
        order_id=order_id,
        number=number,
        day=day or problem.day,
        step=problem.step,
        step_name=step.name,
        procedure=problem.procedure,
        playbook=hash_,
        kind=problem.said.kind,
        reason=problem.said.reason,
        text=problem.said.text,
        critical=int(problem.said.critical),
        raised_at=utc(problem.raised.at.at),
        person=problem.raised.by,
        station=step.station,
        resolved_at=utc(resolved.at.at) if resolved else "",
        resolver=(resolved.by or resolved.station) if resolved else "",
        answer=problem.answer,
    )


def counter_problems(problems: Iterable[Problem], playbooks: Mapping[str, Playbook]) -> tuple[ProblemRow, ...]:
    """Return the rows of problems that were raised while no order was open; KeyError where a playbook is not there."""
    return tuple(problem_row(one, playbooks[one.playbook], one.playbook) for one in problems)

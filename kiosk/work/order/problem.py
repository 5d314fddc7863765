"""A problem or a suggestion that somebody raised at a step, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from kiosk.work.order.event import ProblemKind, ProblemRaised, ProblemResolved, Recorded, Stamp
from kiosk.work.playbook.reasons import usual


class Said(Struct, frozen=True):
    """What somebody says of a step."""

    kind: ProblemKind
    reason: str
    text: str = ""
    """In own words; empty where the reason says all."""
    critical: bool = False
    """Whether its order is not to go on before it is resolved."""


class Problem(Struct, frozen=True):
    """What was said, by whom, and the answer to it."""

    id: str
    step: str
    procedure: str
    """Version of the procedure it was said of."""
    said: Said
    raised: Stamp
    playbook: str = ""
    """Hash of the playbook; empty on an order, which has its own."""
    day: str = ""
    """The business day; empty on an order, which has its own."""
    resolved: Stamp | None = None
    answer: str = ""

    @property
    def blocks(self) -> bool:
        """Whether its order does not go on."""
        return self.said.critical and self.resolved is None

    @property
    def words(self) -> str:
        """The reason, and what was said in own words."""
        reason = usual(self.said.reason)
        return f"{reason}: {self.said.text}" if self.said.text else reason


def told(problems: tuple[Problem, ...], event: ProblemRaised | ProblemResolved, stamp: Stamp) -> tuple[Problem, ...]:
    """Give some problems after one more was raised, or one was resolved."""
    match event:
        case ProblemRaised():
            said = Said(event.kind, event.reason, event.text, event.critical)
            new = Problem(event.problem, event.step, event.procedure, said, stamp, event.playbook, event.day)
            return (*problems, new)
        case ProblemResolved():
            return tuple(
                replace(one, resolved=stamp, answer=event.answer) if one.id == event.problem else one
                for one in problems
            )


def told_all(problems: tuple[Problem, ...], records: Iterable[Recorded]) -> tuple[Problem, ...]:
    """Give some problems after a run of records; what is not about problems changes nothing."""
    for record in records:
        if isinstance(record.event, ProblemRaised | ProblemResolved):
            problems = told(problems, record.event, record.stamp)
    return problems

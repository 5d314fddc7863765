"""What is raised at a step and answered: of an order, or of the counter while no order is open."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable

from msgspec.structs import replace

from kiosk.work.order.event import ProblemKind, Recorded, Stamp
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderEvent
from kiosk.work.order.problem import Problem, Remark


class ProblemEvent(OrderEvent, frozen=True):
    """Something about a problem or a suggestion."""

    problem: str
    """Its id, 12 hex digits, unique in the record."""

    @abstractmethod
    def among(self, problems: tuple[Problem, ...], stamp: Stamp) -> tuple[Problem, ...]:
        """Return some problems after it."""

    def fold(self, order: Order, record: Recorded) -> Order:
        """It is one of those of the order."""
        return replace(order, problems=self.among(order.problems, record.stamp))


class ProblemRaised(ProblemEvent, frozen=True):
    """Somebody said what is wrong with a step, or what would be better."""

    word = "problem-raised"

    step: str
    procedure: str
    """Version of the procedure it is said of."""
    kind: ProblemKind
    reason: str
    text: str = ""
    """In own words."""
    critical: bool = False
    """Whether the order does not go on before it is resolved."""
    playbook: str = ""
    """Hash of the playbook it is said of, where no order is open that has one."""
    day: str = ""
    """The business day, where no order is open that has one."""

    def among(self, problems: tuple[Problem, ...], stamp: Stamp) -> tuple[Problem, ...]:
        """One more."""
        said = Remark(self.kind, self.reason, self.text, self.critical)
        return (*problems, Problem(self.problem, self.step, self.procedure, said, stamp, self.playbook, self.day))


class ProblemResolved(ProblemEvent, frozen=True):
    """A problem or a suggestion was answered."""

    word = "problem-resolved"

    answer: str

    def among(self, problems: tuple[Problem, ...], stamp: Stamp) -> tuple[Problem, ...]:
        """The one it answers is resolved."""
        return tuple(
            replace(problem, resolved=stamp, answer=self.answer) if problem.id == self.problem else problem
            for problem in problems
        )


def problems_after(problems: tuple[Problem, ...], records: Iterable[Recorded]) -> tuple[Problem, ...]:
    """Return some problems after a run of records; what is not about problems changes nothing."""
    for record in records:
        if isinstance(record.event, ProblemEvent):
            problems = record.event.among(problems, record.stamp)
    return problems

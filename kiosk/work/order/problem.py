"""A problem or a suggestion that somebody raised at a step, and what became of it."""

from __future__ import annotations

from msgspec import Struct

from kiosk.work.order.event import ProblemKind, Stamp
from kiosk.work.playbook.reasons import usual


class Remark(Struct, frozen=True):
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
    said: Remark
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

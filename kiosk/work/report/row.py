"""What the manager's numbers need of the record's rows: a row of a read model has it all, a narrower one will do."""

from __future__ import annotations

from typing import Protocol


class SomeOrder(Protocol):
    """What is counted of an order; an `OrderRow` is one."""

    @property
    def number(self) -> int:
        """What people call it."""

    @property
    def state(self) -> str:
        """One of open, finished and void."""

    @property
    def playbook(self) -> str:
        """Hash of its playbook."""

    @property
    def finished_at(self) -> str:
        """UTC."""

    @property
    def seconds(self) -> float | None:
        """From opened to finished."""

    @property
    def r2p_s(self) -> float | None:
        """From the receipt to finished."""

    @property
    def handoff_s(self) -> float | None:
        """From the opening of the last ticket to finished."""

    @property
    def rushed(self) -> int:
        """1 when it went before all others."""

    @property
    def undone(self) -> int:
        """How many of its bumps were taken back."""

    @property
    def changes(self) -> int:
        """How often it was changed after it was sent."""

    @property
    def holds(self) -> int:
        """How often it was held."""

    @property
    def early(self) -> str:
        """Why it was handed over before all of it was done."""


class SomeCompletion(Protocol):
    """What is counted of a completion; a `Completion` is one."""

    @property
    def step(self) -> str:
        """The step that was bumped."""

    @property
    def step_name(self) -> str:
        """Its name."""

    @property
    def station(self) -> str:
        """Where it is done."""

    @property
    def total_s(self) -> float:
        """From opened to bumped."""

    @property
    def target_s(self) -> int:
        """The time it should have taken."""

    @property
    def pace(self) -> str:
        """One of on pace, due and late."""

    @property
    def too_fast(self) -> int:
        """1 when it cannot have been done."""


class SomePoint(Protocol):
    """What is counted of a point; a `PointRow` is one."""

    @property
    def step(self) -> str:
        """The step whose procedure asks for it."""

    @property
    def point(self) -> str:
        """Its id."""

    @property
    def step_name(self) -> str:
        """The step's name."""

    @property
    def words(self) -> str:
        """What it asks for."""

    @property
    def critical(self) -> int:
        """1 when it is about safety."""

    @property
    def mark(self) -> str:
        """How it went."""

    @property
    def source(self) -> str:
        """Who saw it: self, observer or guest."""


class SomeRating(Protocol):
    """A guest's rating beside one step of the order it is for."""

    @property
    def order_id(self) -> str:
        """The order it is for."""

    @property
    def playbook(self) -> str:
        """Hash of the order's playbook."""

    @property
    def rating(self) -> int:
        """1 to 5."""

    @property
    def step(self) -> str:
        """The step; each rating stands once for each step that was bumped."""

    @property
    def kept(self) -> int:
        """How many of its points were kept, as its worker marked them."""

    @property
    def asked(self) -> int:
        """How many applied."""


class SomeReading(Protocol):
    """What is counted of a reading; a `ReadingRow` is one."""

    @property
    def order_id(self) -> str:
        """The order it was taken for."""

    @property
    def place(self) -> int:
        """1 for the order's first reading."""

    @property
    def step(self) -> str:
        """The step it belongs to."""

    @property
    def spec(self) -> str:
        """The spec it is held against."""

    @property
    def within(self) -> int:
        """1 when the limit was kept."""

    @property
    def action(self) -> str:
        """What was done about it."""


class SomeRecall(Protocol):
    """What is counted of a recall; a `RecallRow` is one."""

    @property
    def order_id(self) -> str:
        """The order it belongs to."""

    @property
    def step(self) -> str:
        """The step that was opened again."""

    @property
    def step_name(self) -> str:
        """Its name."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def handed_over(self) -> int:
        """1 when the guest had the order already."""

    @property
    def follows(self) -> int:
        """1 when it was opened again only because a step before it was."""


class SomeWaste(Protocol):
    """What is counted of something thrown away; a `WasteRow` is one."""

    @property
    def item(self) -> str:
        """What it was."""

    @property
    def name(self) -> str:
        """What people call it."""

    @property
    def quantity(self) -> int:
        """Pieces."""

    @property
    def reason(self) -> str:
        """Why."""

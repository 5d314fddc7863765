"""How long steps take of late: what a forecast is made of."""

from __future__ import annotations

from itertools import count

import pytest

from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.order.ticket_events import TicketBumped, TicketTakenUp
from tests.journal.shift import DAY, Shift


def grilled(shift: Shift, number: int, took: int, *, waited: int = 60) -> None:
    """Grill an order in so many seconds, after some of waiting; with none nobody takes it up."""
    order_id = shift.open(number)
    shift.bump(order_id, "greet", "take-order", "pay")
    paid = next(shift.seconds) - 1
    if waited:
        shift.seconds = count(paid + waited)
        shift.write(shift.entry(order_id, (TicketTakenUp("grill"),)))
    shift.seconds = count(paid + waited + took)
    shift.write(shift.entry(order_id, (TicketBumped("grill", "1"),)))


def test_nothing_done_gives_nothing(journal: SqliteJournal) -> None:
    """A new record knows no times, and a step nobody has done is not named."""
    assert {} == journal.medians()
    shift = Shift(journal)
    grilled(shift, 1, 100)
    assert "fry" not in journal.medians()


def test_work_counts_and_waiting_does_not(journal: SqliteJournal) -> None:
    """From taking up to the bump; from the opening where nobody took it up."""
    shift = Shift(journal)
    for number, (took, waited) in enumerate(((90, 500), (100, 60), (300, 0)), 1):
        grilled(shift, number, took, waited=waited)
    assert 100.0 == journal.medians()["grill"]


def test_what_cannot_have_been_done_tells_nothing(journal: SqliteJournal) -> None:
    """A bump before its earliest time is left out."""
    shift = Shift(journal)
    for number, took in enumerate((3, 4, 5), 1):
        grilled(shift, number, took, waited=0)
    assert "grill" not in journal.medians()
    grilled(shift, 4, 100)
    assert 100.0 == journal.medians()["grill"]


def test_only_the_newest_count(journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of five times the last three, whatever the first were."""
    monkeypatch.setattr("kiosk.journal.medians.NEWEST", 3)
    shift = Shift(journal)
    for number, took in enumerate((500, 500, 80, 90, 100), 1):
        grilled(shift, number, took)
    assert 90.0 == journal.medians()["grill"]


def test_only_the_last_days_with_orders_count(journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two days are looked back at, however long the counter was shut between them."""
    monkeypatch.setattr("kiosk.journal.medians.DAYS", 2)
    for day, took in (("2025-01-02", 500), ("2025-01-03", 500), ("2026-03-01", 80), (DAY, 100)):
        grilled(Shift(journal, day), 1, took)
    assert 90.0 == journal.medians()["grill"]

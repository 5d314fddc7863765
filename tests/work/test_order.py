"""An order, folded from its events."""

from __future__ import annotations

from decimal import Decimal

from kiosk.work.order.counter_events import ClockJumped
from kiosk.work.order.event import Recorded
from kiosk.work.order.fold import fold, replay
from kiosk.work.order.order_events import OrderFinished, OrderVoided
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken, TicketBumped, TicketTakenUp, TicketUndone
from tests.devices.orders import finished
from tests.work.crew import at


def test_nothing_exists_until_an_order_is_opened() -> None:
    """An event of a stream without its opening folds to nothing."""
    crew = at("pay")
    strange = Recorded(9, "order", 2, "op", crew.stamp(), OrderFinished(), "0" * 64)
    assert fold(None, strange) is None


def test_the_opening_gives_number_day_and_playbook() -> None:
    """As recorded, under the hash it keeps to its end."""
    crew = at("greet")
    assert (1, "2026-11-22", crew.playbook.hash, "front", 1) == (
        crew.order.number,
        crew.order.day,
        crew.order.playbook,
        crew.order.source,
        crew.order.version,
    )
    assert not crew.order.over


def test_marks_and_readings_are_kept_by_step() -> None:
    """The newest mark of a point stands; every reading stays."""
    crew = at("grill")
    for event in (
        PointMarked("grill", "turn", "kept"),
        PointMarked("grill", "turn", "skipped", "No time"),
        ReadingTaken("grill", "core", "150.0", "cooked on"),
        ReadingTaken("grill", "core", "160"),
    ):
        crew.write((event,), crew.stamp())
    mark = crew.order.points["grill", "turn"]
    assert ("skipped", "No time") == (mark.mark, mark.reason)
    assert [Decimal("150.0"), Decimal(160)] == [reading.value for reading in crew.order.readings]
    assert "150.0" == str(crew.order.readings[0].value)


def test_who_took_a_ticket_up_stands_until_somebody_else_does() -> None:
    """The last one has it."""
    crew = at("grill")
    for person in ("Ana", "Leo"):
        crew.write((TicketTakenUp("grill"),), crew.stamp(person))
    assert "Leo" == crew.order.taken_up["grill"].by


def test_the_end_names_its_row() -> None:
    """A slip's QR code carries the hash of the row that finished the order."""
    crew = at("end")
    assert crew.records[-1].hash == crew.order.anchor
    assert crew.order.over


def test_an_undone_bump_is_gone() -> None:
    """So is the end it made."""
    crew = at("end")
    crew.write((TicketUndone("hand-over"),), crew.stamp())
    assert "hand-over" not in crew.order.bumps
    assert not crew.order.over


def test_a_void_keeps_its_reason() -> None:
    """And when it was."""
    crew = at("grill")
    crew.write((OrderVoided("Guest left"),), crew.stamp())
    assert "Guest left" == crew.order.void_reason
    assert crew.order.over


def test_a_jump_of_the_clock_is_no_news_for_an_order() -> None:
    """Only its place in the stream moves on."""
    crew = at("grill")
    before = crew.order
    crew.write((ClockJumped(3_600_000),), crew.stamp())
    assert before.version + 1 == crew.order.version
    assert before.bumps == crew.order.bumps


def test_events_of_many_orders_are_told_apart() -> None:
    """Replaying a mixed run gives each order as its own run would."""
    one, two = finished("order-a", 1), finished("order-b", 2, first_seq=100)
    mixed = [record for pair in zip(one, two, strict=True) for record in pair]
    assert {**replay(one), **replay(two)} == replay(mixed)


def test_events_of_no_order_are_left_out() -> None:
    """The counter's own stream makes no order."""
    crew = at("greet")
    jump = Recorded(2, "counter", 1, "op", crew.stamp(), ClockJumped(5000), "0" * 64)
    assert {"order"} == replay([*crew.records, jump]).keys()


def test_a_bump_of_a_step_nobody_knows_is_kept() -> None:
    """An old record under a playbook of its own is folded as it was written."""
    crew = at("grill")
    crew.write((TicketBumped("smoke", "v1"),), crew.stamp())
    assert "v1" == crew.order.bumps["smoke"].procedure

"""What managers ask."""

from __future__ import annotations

from datetime import timedelta, timezone
from operator import attrgetter

from kiosk.counter.ports import Period, Wanted
from kiosk.journal import queries
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.order.order_events import OrderHeld, OrderRushed, OrderVoided
from kiosk.work.order.ticket_events import PointMarked, ReadingTaken, TicketRecalled, WasteNoted
from kiosk.work.record.record import rows
from kiosk.work.report.summary import DONE, Counted, summarise
from kiosk.work.time.instant import utc
from tests.journal.shift import DAY, NOON, STEPS, Shift
from tests.playbooks import DINER

NOW = NOON + 20_000
"""In the middle of the work."""

TODAY = Period(DAY, DAY)
WEEK = Period("2026-11-16", DAY)


def busy(shift: Shift) -> list[str]:
    """Work a small day: served, void, running, with marks, readings, a recall, waste, rush and a hold."""
    ids = [shift.serve(1), shift.open(2), shift.open(3)]
    shift.write(shift.entry(ids[1], (OrderVoided("left"),)))
    shift.bump(ids[2], "greet", "take-order", "pay")
    shift.write(shift.entry(ids[2], (PointMarked("grill", "gloves", "kept"),)))
    shift.write(shift.entry(ids[2], (ReadingTaken("grill", "core", "150", "cooked on"),)))
    shift.write(shift.entry(ids[2], (ReadingTaken("grill", "core", "160.5"),)))
    shift.bump(ids[2], "grill")
    shift.write(shift.entry(ids[0], (TicketRecalled("check", "cold", restarts=True),)))
    shift.write(shift.entry(ids[2], (WasteNoted("grill", 2, 1, "dropped"), OrderRushed("child cries"))))
    shift.write(shift.entry(ids[2], (OrderHeld("guest waits outside"),)))
    return [*ids, shift.serve(4)]


def test_the_tables_sum_up_to_what_the_rules_say(shift: Shift, journal: SqliteJournal) -> None:
    """A summary by SQL equals the pure one over the rows that the events give."""
    ids = busy(shift)
    done = attrgetter(*DONE)
    every = [rows(shift.order(order_id), DINER) for order_id in ids]
    counted = Counted(
        [row for one in every for row in one.orders],
        [done(row) for one in every for row in one.completions],
        [(row, 1) for one in every for row in one.adherence],
        [row for one in every for row in one.readings],
        [row for one in every for row in one.recalls],
        [row for one in every for row in one.waste],
        [done(row) for one in every for row in one.completions if row.bumped_at <= utc(NOW)],
    )
    expected = summarise(counted, {DINER.hash: DINER}, queries.local_hour())
    assert expected == journal.summary(TODAY, NOW)
    assert expected.what.last_hour
    assert expected.what.last_hour != expected.what.stations
    assert (4, 1, 1, 2) == (expected.what.opened, expected.what.finished, expected.what.void, expected.what.open)
    assert (2, 1, 1) == (expected.how.readings, expected.how.out_of_spec, expected.how.put_right)


def test_only_the_days_asked_for_count(shift: Shift, journal: SqliteJournal) -> None:
    """First and last day belong to a period, others do not."""
    shift.serve(1)
    earlier = Shift(journal, "2026-11-16")
    earlier.serve(1)
    assert (1, 2, 0) == tuple(
        journal.summary(period, NOON).what.finished for period in (TODAY, WEEK, Period("2026-11-17", "2026-11-21"))
    )


def test_hours_are_local(shift: Shift, journal: SqliteJournal) -> None:
    """An order finished at noon UTC was finished at 17 h in a zone five and three quarters ahead."""
    kathmandu = timezone(timedelta(hours=5, minutes=45))
    assert "17" == queries.local_hour(kathmandu)("2026-11-22T12:14:59.999Z")
    assert "18" == queries.local_hour(kathmandu)("2026-11-22T12:15:00.000Z")


def test_rows_behind_a_number_are_those_it_counts(shift: Shift, journal: SqliteJournal) -> None:
    """Drilling down to a step or a point gives as many rows as the summary says."""
    busy(shift)
    summary = journal.summary(TODAY, NOON)
    with journal._file.reading() as connection:
        for step in summary.what.steps:
            assert step.count == len(queries.completions(connection, TODAY, step.step))
        for point in summary.how.points:
            found = queries.adherence(connection, TODAY, point.step, point.point)
            assert point.kept == sum(row.mark == "kept" for row in found)
            assert point.asked + point.not_applicable == len(found)
        assert summary.how.readings == len(queries.readings(connection, TODAY, "grill"))
        assert summary.what.void == len(queries.orders(connection, TODAY, "void"))
        for station in summary.what.stations:
            assert station.count == len(queries.completions(connection, TODAY, station=station.station))
        again = queries.rows(connection, TODAY, Wanted("recalls")).recalls
        assert summary.what.detours.recalls == sum(not row.follows for row in again)
        wasted = queries.rows(connection, TODAY, Wanted("waste")).waste
        assert summary.what.detours.wasted == sum(row.quantity for row in wasted)
        (only,) = queries.rows(connection, TODAY, Wanted("orders", detours=True)).orders
        assert (1, 1, 0) == (only.rushed, only.holds, only.changes)


def test_rows_come_as_the_rules_made_them(shift: Shift, journal: SqliteJournal) -> None:
    """A row read back equals the row that was written, number for number."""
    order_id = busy(shift)[2]
    expected = rows(shift.order(order_id), DINER)
    with journal._file.reading() as connection:
        assert set(expected.completions) <= set(queries.completions(connection, WEEK))
        assert set(expected.adherence) <= set(queries.adherence(connection, WEEK))
        assert set(expected.readings) == set(queries.readings(connection, WEEK))
        assert set(expected.orders) <= set(queries.orders(connection, WEEK))


def test_rows_come_newest_first(shift: Shift, journal: SqliteJournal) -> None:
    """What has just happened stands on top."""
    shift.serve(1)
    with journal._file.reading() as connection:
        assert STEPS[::-1] == tuple(row.step for row in queries.completions(connection, TODAY))

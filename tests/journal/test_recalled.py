"""A finished order that is recalled: the tables, the list of finished orders, its slip, and what stands beside it."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

from kiosk.counter.ports import Entry
from kiosk.devices.printer import SilentPrinter
from kiosk.devices.slip_printer import SlipPrinter
from kiosk.journal.bookmarks import SqliteBookmarks
from kiosk.journal.sqlite import _STANDING, SqliteJournal
from kiosk.journal.verify import verify
from kiosk.work.order.counter_events import ItemBack, ItemOut, StationClosed
from kiosk.work.order.event import COUNTER_STREAM, Event
from kiosk.work.record.record import Rows
from tests.hands import recall
from tests.journal.shift import Shift, stamp
from tests.playbooks import DINER


def recalled(shift: Shift, order_id: str, step: str) -> None:
    """Recall a step of an order."""
    order = shift.order(order_id)
    assert order is not None
    shift.write(shift.entry(order_id, recall(order, DINER, step, "cold")))


def test_it_is_among_the_open_orders_until_it_is_handed_over_again(
    shift: Shift, journal: SqliteJournal, database: Path
) -> None:
    """Start-up finds it, the list of finished orders does not; then the other way round, each time as verified."""
    first, second = shift.serve(1), shift.serve(2)
    recalled(shift, first, "check")
    assert {first} == {record.stream for record in journal.unfinished()[0]}
    assert (second,) == tuple(order_id for order_id, _version in journal.finished(50))
    assert () == verify(database)
    shift.bump(first, "check", "hand-over")
    assert () == journal.unfinished()[0]
    assert (first, second) == tuple(order_id for order_id, _version in journal.finished(50))
    assert () == verify(database)


def test_its_second_slip_says_corrected(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """None is printed while it is open again; the one after the second hand-over is marked."""
    printer = SilentPrinter()
    follower = SlipPrinter(SqliteBookmarks(database), printer, database.with_name("slips.lock"), UTC)
    order_id = shift.serve(1)
    assert 1 == follower.catch_up()
    recalled(shift, order_id, "check")
    assert 0 == follower.catch_up()
    shift.bump(order_id, "check", "hand-over")
    assert 1 == follower.catch_up()
    assert [0, 2] == ["\n".join(slip.lines).count("*** CORRECTED ***") for slip in printer.printed]
    follower.close()


def test_what_stands_beside_the_orders_is_read_by_its_own_index(shift: Shift, journal: SqliteJournal) -> None:
    """What is out and which station is closed is found among thousands of events without reading them."""
    shift.serve(1)
    told: tuple[Event, ...] = (ItemOut("fries"), ItemOut("burger"), ItemBack("burger"), StationClosed("fry", "grill"))
    for place, event in enumerate(told):
        entry = Entry(f"stand-{place}", COUNTER_STREAM, place, (event,), stamp(place))
        journal.append(entry, lambda _records: (Rows(), Rows()))
    standing = journal.standing()
    assert (["fries"], {"fry": "grill"}, 4) == (list(standing.out), dict(standing.closed), standing.version)
    plan = " ".join(str(row) for row in journal._file.rows(f"EXPLAIN QUERY PLAN {_STANDING}"))
    assert "events_standing" in plan

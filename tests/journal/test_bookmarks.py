"""Followers' bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journal.bookmarks import SqliteBookmarks
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.order.event import Guest
from tests.journal.shift import Shift
from tests.playbooks import DINER


@pytest.fixture
def bookmarks(journal: SqliteJournal, database: Path) -> Iterator[SqliteBookmarks]:
    """Return the bookmarks of a journal."""
    opened = SqliteBookmarks(database)
    yield opened
    opened.close()


def test_finished_orders_come_in_order(shift: Shift, bookmarks: SqliteBookmarks) -> None:
    """A follower that has done nothing yet gets every finished order, and no running one."""
    first = shift.serve(1)
    shift.open(2)
    third = shift.serve(3)
    assert ((10, first), (21, third)) == bookmarks.finished_since("slips")


def test_what_is_done_does_not_come_again(shift: Shift, bookmarks: SqliteBookmarks, database: Path) -> None:
    """A bookmark outlives the follower, and is each follower's own."""
    shift.serve(1)
    second = shift.serve(2)
    bookmarks.move("slips", 10)
    again = SqliteBookmarks(database)
    assert ((20, second),) == again.finished_since("slips")
    assert 2 == len(again.finished_since("voice"))
    again.close()


def test_finished_orders_are_found_by_index(shift: Shift, bookmarks: SqliteBookmarks) -> None:
    """Looking for news walks no history."""
    from kiosk.journal.bookmarks import _FINISHED

    plan = " ".join(row[3] for row in bookmarks._file.rows(f"EXPLAIN QUERY PLAN {_FINISHED}", ("slips",)))
    assert "SEARCH events USING" in plan
    assert "events_finished (seq>?)" in plan


def test_a_slip_begun_twice_is_a_copy(shift: Shift, bookmarks: SqliteBookmarks) -> None:
    """What was begun and perhaps never came out is said to be a copy the next time."""
    order_id = shift.serve(1)
    assert (False, True, True) == tuple(bookmarks.begin_slip(order_id) for _ in range(3))
    assert not bookmarks.begin_slip("another")


def test_a_follower_reads_what_a_slip_needs(shift: Shift, journal: SqliteJournal, bookmarks: SqliteBookmarks) -> None:
    """Events, guest and playbook come by the follower's own connection."""
    order_id = shift.serve(1, guest="Zoë")
    assert journal.order(order_id) == bookmarks.order(order_id)
    assert {order_id: Guest(order_id, "Zoë")} == bookmarks.guests([order_id])
    assert DINER == bookmarks.playbook(DINER.hash)
    assert bookmarks.playbook("none") is None

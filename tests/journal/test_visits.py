"""How a name is known: what was said goes with the guest, and an older record knows its guests after an upgrade."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from msgspec.structs import replace

from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.board.visit import SpokenLine, Visits
from kiosk.work.order.event import Guest
from tests.journal.shift import Shift
from tests.journal.test_migration import _before_problems


def said(shift: Shift, order_id: str, step: str, line: str) -> None:
    """Do a step at which a line was said."""
    entry = replace(shift.entry(order_id, shift.decided(order_id, step)), said=((step, line),))
    shift.write(entry)


def test_a_name_is_known_by_its_earlier_orders(shift: Shift, journal: SqliteJournal) -> None:
    """By any spelling, from before this order only, with what was said last; a nameless guest is nobody."""
    first = shift.open(1, "José")
    said(shift, first, "greet", "Hello")
    shift.serve(2, "JOSE ")
    nameless, third = shift.open(3), shift.open(4, "jose")
    known = journal.visits([Guest(first, "José"), Guest(nameless, ""), Guest(third, " josé")])
    assert Visits() == known[first]
    assert nameless not in known
    assert (2, 1, {"greet": SpokenLine(2, "Hello")}) == (
        known[third].earlier,
        len(known[third].finished),
        {step: replace(heard, seq=2) for step, heard in known[third].heard.items()},
    )


def test_many_orders_under_a_name_are_asked_as_each_alone(shift: Shift, journal: SqliteJournal) -> None:
    """Whatever others of it, and of other names, lie between them; none looks back further than the fifty before it."""
    ids = [shift.open(number, "Ana" if number % 4 else "Bob") for number in range(1, 75)]
    for order_id in ids[::5]:
        said(shift, order_id, "greet", f"Hello {order_id}")
    guests = [Guest(order_id, "Ana" if place % 4 else "Bob") for place, order_id in enumerate(ids, 1)][::3]
    known = journal.visits(guests)
    assert {guest.order_id: journal.visits([guest])[guest.order_id] for guest in guests} == known
    assert [0, 5, 7, 9, 14] == [known[guest.order_id].earlier for guest in guests if guest.name == "Ana"][:5]
    assert 50 == known[guests[-1].order_id].earlier


def test_what_was_said_is_forgotten_with_the_guest(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """One row deleted by hand takes its lines along, as the guide says it is done."""
    order_id, nameless = shift.open(1, "Ana"), shift.open(2)
    said(shift, order_id, "greet", "Hello")
    said(shift, nameless, "greet", "Hello")
    with closing(sqlite3.connect(database)) as connection:
        assert [(order_id, "greet", "Hello")] == connection.execute("SELECT * FROM said").fetchall()
        connection.execute("DELETE FROM guests")
        connection.commit()
        assert [] == connection.execute("SELECT * FROM said").fetchall()


def test_an_older_record_knows_its_guests_after_the_upgrade(
    shift: Shift, journal: SqliteJournal, database: Path
) -> None:
    """Names get their key and their place."""
    shift.serve(1, "Zoë")
    later = shift.open(2, "zoe")
    journal.close()
    with closing(sqlite3.connect(database)) as connection:
        _before_problems(connection)
        connection.commit()
    with closing(SqliteJournal(database)) as newer:
        assert 1 == newer.visits([Guest(later, "ZOE")])[later].earlier

"""Whatever is done to an order, its rows written event by event are those made of all its events at once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import cache
from typing import Any

from hypothesis import given

from kiosk.counter.ports import Entry
from kiosk.journal import events, readmodels, schema
from kiosk.journal.codec import encode_playbook
from kiosk.journal.held.rebuild import fill, rebuilt
from kiosk.work.order.fold import fold
from kiosk.work.order.line import Wish
from kiosk.work.order.order import Order
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.record import OrderRow, rows
from tests.journal.test_migration import NEW
from tests.work.invented import Crew, Press, press, shifts

Tables = dict[str, set[tuple[Any, ...]]]


@cache
def empty() -> bytes:
    """Return a record without rows, made once."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection)
        return connection.serialize()


@contextmanager
def record(playbook: Playbook) -> Iterator[sqlite3.Connection]:
    """Return a record in memory that knows a playbook."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(empty())
        connection.execute("INSERT INTO playbooks VALUES (?, 'any', ?, 1)", (playbook.hash, encode_playbook(playbook)))
        yield connection


def tables(connection: sqlite3.Connection) -> Tables:
    """Return every row of every read model."""
    return {model.table: set(connection.execute(model.select)) for model in readmodels.READ_MODELS}


def expected(order: Order, playbook: Playbook) -> Tables:
    """Return the rows an order makes."""
    made = readmodels.of(rows(order, playbook))
    return {model.table: {model.values(row) for row in found} for model, found in made}


def write(connection: sqlite3.Connection, crew: Crew) -> None:
    """Write a crew's events one by one, each with what it changes in the read models, as a counter does."""
    order: Order | None = None
    for one in crew.records:
        entry = Entry(one.op, one.stream, one.version - 1, (one.event,), one.stamp)
        after = fold(order, one)
        events.insert(connection, entry, one.stamp.at.at)
        readmodels.write_difference(connection, rows(order, crew.playbook), rows(after, crew.playbook))
        order = after


def worked(shift: tuple[Crew, tuple[Wish, ...], list[Press]]) -> Crew:
    """Do everything that is tried in a shift."""
    crew, wanted, tried = shift
    for one in tried:
        press(crew, wanted, one)
    return crew


@given(shifts(gates=False))
def test_rows_written_event_by_event_are_those_of_all_events(
    shift: tuple[Crew, tuple[Wish, ...], list[Press]],
) -> None:
    """Every read model stands where its events, read back from the disk's words, put it."""
    crew = worked(shift)
    with record(crew.playbook) as connection:
        write(connection, crew)
        found = connection.execute(f"{events.SELECT} ORDER BY e.seq").fetchall()
        assert rows(crew.order, crew.playbook) == rebuilt(found, {crew.playbook.hash: crew.playbook})
        assert expected(crew.order, crew.playbook) == tables(connection)


@given(shifts(gates=False))
def test_an_upgrade_fills_in_what_would_have_been_written(shift: tuple[Crew, tuple[Wish, ...], list[Press]]) -> None:
    """New columns and tables that begin empty are filled with the same rows, and nothing else is touched."""
    crew = worked(shift)
    with record(crew.playbook) as connection:
        write(connection, crew)
        there = tables(connection)
        connection.execute(
            "UPDATE orders SET rushed = 0, recalls = 0, undone = 0, changes = 0, holds = 0, held_s = NULL, early = '', "
            "wasted = 0, r2p_s = NULL, handoff_s = NULL"
        )
        connection.execute("UPDATE completions SET recalled = 0, lines = 0")
        for table in ("recalls", "waste"):
            connection.execute(f"DELETE FROM {table}")
        fill(connection, NEW, ("recalls", "waste"))
        assert there == tables(connection)


def only(crew: Crew) -> OrderRow:
    """Return the order's row."""
    (row,) = rows(crew.order, crew.playbook).orders
    return row


@given(shifts(gates=False))
def test_clocks_and_counts_of_an_order_agree(shift: tuple[Crew, tuple[Wish, ...], list[Press]]) -> None:
    """Clocks exist for finished orders alone and lie within one another; an order's sums are those of its rows."""
    crew = worked(shift)
    made, row = rows(crew.order, crew.playbook), only(crew)
    finished = row.state == "finished"
    assert finished == (row.seconds is not None) == (row.finished_at != "")
    held_to_the_end = crew.order.held is not None and crew.order.held.release is None
    assert finished or row.handoff_s is None
    assert row.handoff_s is not None or not finished or held_to_the_end
    assert (row.state == "open") == (row.held_s is None)
    if finished and row.r2p_s is not None:
        assert 0 <= row.r2p_s <= (row.seconds or 0.0)
    assert finished or row.r2p_s is None
    assert row.recalls == sum(not one.follows for one in made.recalls) <= len(made.recalls)
    assert row.wasted == sum(one.quantity for one in made.waste)
    assert row.steps == len(made.completions)
    again = {one.step for one in made.recalls}
    assert all((done.recalled > 0) == (done.step in again) for done in made.completions)

"""The journal in an SQLite file."""

from __future__ import annotations

import sqlite3
import stat
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.counter.ports import Entry
from kiosk.errors import Refused, Stale, StorageUnavailable
from kiosk.journal import connect
from kiosk.journal import file as journal_file
from kiosk.journal.readmodels import READ_MODELS
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.order.counter_events import ClockJumped
from kiosk.work.order.event import COUNTER_STREAM, Event, Guest, Recorded
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.order.ticket_events import TicketBumped, TicketTakenUp
from kiosk.work.record.record import Rows
from tests.journal.shift import DAY, NOON, STEPS, Shift, stamp
from tests.playbooks import DINER


def nothing(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
    """Change no read model."""
    return Rows(), Rows()


def raw(database: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask the file itself."""
    connection = sqlite3.connect(database)
    try:
        return connection.execute(sql).fetchall()
    finally:
        connection.close()


def test_what_was_written_is_read_back(shift: Shift, journal: SqliteJournal) -> None:
    """An entry's events come back with who, where and when."""
    order_id = shift.open(1)
    (record,) = journal.order(order_id)
    opened = OrderOpened(1, DAY, DINER.hash, "front")
    assert (1, order_id, 1, opened) == (record.seq, record.stream, record.version, record.event)
    assert ("Ana", "grill", "boot-1") == (record.stamp.by, record.stamp.station, record.stamp.at.boot)


def test_what_was_written_is_there_after_opening_again(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """Closing and opening changes nothing."""
    shift.serve(1)
    before = journal.since(0)
    journal.close()
    again = SqliteJournal(database)
    assert before == again.since(0)
    again.close()


def test_seqs_have_no_gap(shift: Shift, journal: SqliteJournal) -> None:
    """Events count from 1 through every order."""
    shift.serve(1)
    shift.serve(2)
    assert list(range(1, 21)) == [record.seq for record in journal.since(0)]


def test_since_gives_only_what_is_new(shift: Shift, journal: SqliteJournal) -> None:
    """A terminal that has read so far reads on from there."""
    shift.open(1)
    shift.open(2)
    assert [2] == [record.seq for record in journal.since(1)]


def test_an_entry_decided_on_an_older_version_is_stale(shift: Shift, journal: SqliteJournal) -> None:
    """Of two that saw the same version the second is told, and writes nothing."""
    order_id = shift.open(1)
    first, second = (shift.entry(order_id, (TicketTakenUp("greet"),), op) for op in ("a", "b"))
    shift.write(first)
    with pytest.raises(Stale) as caught:
        shift.write(second)
    assert (order_id, 1, 2) == (caught.value.stream, caught.value.expected, caught.value.found)
    assert 2 == len(journal.since(0))


def test_an_entry_from_the_future_is_stale(shift: Shift) -> None:
    """A version the stream does not have yet leaves no gap."""
    order_id = shift.open(1)
    with pytest.raises(Stale):
        shift.write(replace(shift.entry(order_id, (TicketTakenUp("greet"),)), version=5))


def test_two_orders_never_share_a_number_of_a_day(shift: Shift) -> None:
    """Another order under a number that is taken is stale, whatever its id."""
    shift.open(1)
    with pytest.raises(Stale):
        shift.write(Entry("x", "elsewhere", 0, (OrderOpened(1, DAY, DINER.hash, "front"),), stamp(9)))


def test_the_same_op_again_writes_nothing_and_answers_the_same(shift: Shift, journal: SqliteJournal) -> None:
    """A press whose answer was lost may be sent again."""
    entry = shift.entry("20261122-1", (OrderOpened(1, DAY, DINER.hash, "front"),))
    first = shift.write(entry)
    assert first == shift.write(entry)
    assert 1 == len(journal.since(0))


def test_the_same_op_is_known_after_opening_again(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """An op is remembered on disk, not in a process."""
    entry = shift.entry("20261122-1", (OrderOpened(1, DAY, DINER.hash, "front"),))
    first = shift.write(entry)
    journal.close()
    again = SqliteJournal(database)
    assert first == again.append(entry, nothing)
    again.close()


@pytest.mark.parametrize("stream", ["20261122-1", "20261122-2"])
@pytest.mark.parametrize("event", [TicketTakenUp("greet"), OrderOpened(2, DAY, DINER.hash, "front")])
def test_the_same_op_for_something_else_is_refused(
    shift: Shift, journal: SqliteJournal, stream: str, event: Event
) -> None:
    """An op names one thing."""
    entry = shift.entry("20261122-1", (OrderOpened(1, DAY, DINER.hash, "front"),))
    shift.write(entry)
    with pytest.raises(Refused) as caught:
        journal.append(replace(entry, stream=stream, events=(event,)), nothing)
    assert "op-reused" == caught.value.code
    assert 1 == len(journal.since(0))


def test_an_op_is_found_by_its_name(shift: Shift, journal: SqliteJournal) -> None:
    """After an error it can be asked what became of a press."""
    order_id = shift.open(1)
    shift.write(shift.entry(order_id, shift.decided(order_id, "greet"), "press-7"))
    assert [TicketBumped("greet", DINER.procedure["greet"].version)] == [r.event for r in journal.written("press-7")]
    assert () == journal.written("press-8")


def test_an_op_of_several_events_is_whole(shift: Shift, journal: SqliteJournal) -> None:
    """The last bump and the end of the order are one verb."""
    order_id = shift.serve(1)
    last = journal.order(order_id)[-1]
    assert ["TicketBumped", "OrderFinished"] == [type(r.event).__name__ for r in journal.written(last.op)]


def test_a_verb_that_fails_half_way_writes_nothing(shift: Shift, journal: SqliteJournal) -> None:
    """An error in the read models takes the event back too, and work goes on."""
    entry = shift.entry("20261122-1", (OrderOpened(1, DAY, DINER.hash, "front"),))

    def broken(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:
        raise KeyError

    with pytest.raises(KeyError):
        journal.append(entry, broken)
    assert () == journal.since(0)
    assert 1 == len(shift.write(entry))


def test_text_the_record_cannot_keep_is_refused(journal: SqliteJournal) -> None:
    """A lone surrogate is no crash but a refusal, and nothing is written."""
    with pytest.raises(Refused) as caught:
        journal.append(Entry("x", COUNTER_STREAM, 0, (ClockJumped(5),), stamp(1, by="\ud800")), nothing)
    assert "bad-text" == caught.value.code
    assert () == journal.since(0)


def test_a_nul_character_is_refused(journal: SqliteJournal) -> None:
    """SQLite's own text functions end at a NUL, so none gets in."""
    with pytest.raises(Refused, match="NUL"):
        journal.append(Entry("x", COUNTER_STREAM, 0, (TicketTakenUp("a\0b"),), stamp(1)), nothing)
    assert () == journal.since(0)


def test_text_that_is_too_long_is_refused(journal: SqliteJournal) -> None:
    """Nine megabytes of reason are no crash but a refusal."""
    with pytest.raises(Refused):
        journal.append(Entry("x", COUNTER_STREAM, 0, (TicketTakenUp("x" * 9_000_000),), stamp(1)), nothing)


def test_an_open_journal_refuses_to_change_or_delete(shift: Shift, journal: SqliteJournal) -> None:
    """The program's own connection cannot change an event either."""
    shift.serve(1)
    connection = journal._file.connection()
    rest = 'place, kind, at, recorded_at, mono, boot, "by", station, data, hash FROM events WHERE seq = 1'
    statements = (
        "UPDATE events SET data = '{}'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events WHERE seq = 1",
        f"INSERT OR REPLACE INTO events SELECT 11, stream, version, 'new', {rest}",
        f"INSERT INTO events SELECT 99, 'x', 1, 'new', {rest}",
    )
    for statement in statements:
        with pytest.raises(sqlite3.IntegrityError, match="only grows"):
            connection.execute(statement)
    assert 10 == len(journal.since(0))


def test_unfinished_gives_open_orders_only(shift: Shift, journal: SqliteJournal) -> None:
    """Start-up reads what still runs, and where the journal stands."""
    shift.serve(1)
    running = shift.open(2)
    records, last = journal.unfinished()
    assert ({running}, 11) == ({record.stream for record in records}, last)


def test_start_up_reads_by_the_index_of_open_orders(shift: Shift, journal: SqliteJournal) -> None:
    """Its plan walks neither all orders nor all events, so age never slows it."""
    from kiosk.journal.sqlite import _UNFINISHED

    plan = " ".join(row[3] for row in journal._file.rows(f"EXPLAIN QUERY PLAN {_UNFINISHED}"))
    assert "SCAN orders USING INDEX orders_open" in plan
    assert "SCAN e" not in plan


def test_finished_gives_the_last_first(shift: Shift, journal: SqliteJournal) -> None:
    """In the order of the journal, and no more than asked for."""
    ids = [shift.serve(number) for number in (1, 2, 3)]
    counts = [len(journal.order(order_id)) for order_id in ids]
    assert ((ids[2], counts[2]), (ids[1], counts[1])) == journal.finished(2)


def test_many_orders_are_read_in_one_question(shift: Shift, journal: SqliteJournal) -> None:
    """Those that are asked for and no other, each whole; of none nothing."""
    ids = [shift.serve(number) for number in (1, 2, 3)]
    assert journal.order(ids[0]) + journal.order(ids[2]) == journal.orders((ids[2], ids[0]))
    assert () == journal.orders(())


def test_numbers_count_by_day(shift: Shift, journal: SqliteJournal) -> None:
    """Each business day has its own numbers."""
    order_id = shift.open(41)
    assert (41, 0) == (journal.last_number(DAY), journal.last_number("2026-11-23"))
    assert (order_id, None) == (journal.find(41, DAY), journal.find(42, DAY))


def test_guests_stand_outside_the_events(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """A guest's name is known, and no event holds it."""
    order_id = shift.open(1, guest="Zoë")
    assert {order_id: Guest(order_id, "Zoë")} == journal.guests([order_id, "nobody"])
    assert [] == raw(database, "SELECT * FROM events WHERE data LIKE '%Zo%'")


def test_read_models_hold_what_the_events_say(shift: Shift, database: Path) -> None:
    """The tables people open are fed in the transaction of the event."""
    shift.serve(1)
    assert [("finished", 2, 7)] == raw(database, "SELECT state, items, steps FROM orders")
    assert [(7,)] == raw(database, "SELECT count(*) FROM completions")
    assert [("not-seen", 7)] == raw(database, "SELECT mark, count(*) FROM adherence GROUP BY mark")


def test_an_undone_step_leaves_the_read_models(shift: Shift, database: Path) -> None:
    """What no longer holds is taken out of the tables; the events keep both."""
    from kiosk.work.order.ticket_events import TicketUndone

    order_id = shift.open(1)
    shift.bump(order_id, "greet")
    shift.write(shift.entry(order_id, (TicketUndone("greet"),)))
    assert [(0,)] == raw(database, "SELECT count(*) FROM completions")
    assert [(0,)] == raw(database, "SELECT count(*) FROM adherence")
    assert [("ticket-bumped",), ("ticket-undone",)] == raw(database, "SELECT kind FROM events WHERE seq > 1")


@pytest.mark.parametrize("model", READ_MODELS, ids=lambda model: model.table)
def test_columns_are_the_fields(journal: SqliteJournal, model: object) -> None:
    """Each read model's columns are its struct's fields, in their order."""
    from kiosk.journal.readmodels import ReadModel

    assert isinstance(model, ReadModel)
    columns = tuple(row[1] for row in journal._file.rows(f"PRAGMA table_info({model.table})"))
    assert model.columns == columns


def test_another_terminals_commit_is_noticed(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """From the opening on: looking costs no reading, and one's own commits are no news."""
    other = SqliteJournal(database)
    shift.open(1)
    assert (True, False) == (other.changed(), other.changed())
    assert not journal.changed()
    other.close()


def test_playbooks_are_kept_by_hash(journal: SqliteJournal, database: Path) -> None:
    """A playbook comes back equal, also to a terminal that has not stored it."""
    journal.keep_playbook(DINER, stamp(0).at)
    other = SqliteJournal(database)
    assert DINER == other.playbook(DINER.hash)
    assert other.playbook("0" * 64) is None
    other.close()


def test_the_newest_playbook_is_the_one_stored_last(journal: SqliteJournal) -> None:
    """Also when an older one is stored again, and when the clock stood still or went back."""
    newer = replace(DINER, title="The Large Diner")
    for playbook in (DINER, newer, DINER):
        journal.keep_playbook(playbook, stamp(0).at)
        assert playbook == journal.newest_playbook("diner")
    assert journal.newest_playbook("other") is None


def test_storing_what_is_stored_writes_nothing(journal: SqliteJournal, database: Path) -> None:
    """Starting a terminal again costs no commit."""
    journal.keep_playbook(DINER, stamp(0).at)
    other = SqliteJournal(database)
    journal.changed()
    other.keep_playbook(DINER, stamp(5).at)
    assert not journal.changed()
    other.close()


def test_only_the_owner_can_read_the_files(shift: Shift, database: Path) -> None:
    """File, log, shared memory and lock are 0600 in a folder of 0700, whatever the umask says."""
    shift.open(1)
    modes = {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in database.parent.iterdir()}
    names = ("kiosk.db", "kiosk.db-wal", "kiosk.db-shm", "kiosk.db.lock")
    assert dict.fromkeys(names, "0o600") == {name: modes.get(name) for name in names}
    assert 0o700 == stat.S_IMODE(database.parent.stat().st_mode)


def test_connections_are_safe(journal: SqliteJournal) -> None:
    """Write-ahead log, synced commits, no memory map, no trust in the schema, no checkpoints unasked."""
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "wal_autocheckpoint": 0,
        "application_id": 0x4B494F53,
        "user_version": connect.VERSION,
    }
    assert wanted == {name: journal._file.rows(f"PRAGMA {name}")[0][0] for name in wanted}


def test_the_log_is_folded_into_the_file(
    shift: Shift, journal: SqliteJournal, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long log is emptied by whoever has the turn."""
    monkeypatch.setattr(journal_file, "WAL_BYTES", 50_000)
    journal._file._fold_at = 50_000
    log = Path(f"{database}-wal")
    sizes = []
    for number in range(1, 4):
        shift.serve(number)
        sizes.append(log.stat().st_size)
    assert max(sizes) < 150_000


def test_a_reader_in_the_way_does_not_hold_writers_up(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """A forgotten reader keeps the log from being emptied, not the counter from working."""
    shift.open(1)
    forgotten = sqlite3.connect(database, isolation_level=None)
    forgotten.execute("BEGIN")
    forgotten.execute("SELECT * FROM events").fetchone()
    journal._file._fold_at = 1
    shift.serve(2)
    assert journal._file._fold_at >= journal_file.WAL_BYTES >> 2
    forgotten.close()


def test_closing_leaves_one_file(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """After the last terminal has gone everything stands in the file itself."""
    shift.serve(1)
    journal.close()
    assert ["kiosk.db", "kiosk.db.lock"] == sorted(path.name for path in database.parent.iterdir())


def test_recorded_at_is_the_machines_own_time(shift: Shift, database: Path) -> None:
    """When a row was written stands beside when it happened."""
    shift.open(1)
    assert [(NOON,)] == raw(database, "SELECT recorded_at FROM events")


def test_a_connection_that_broke_is_opened_again(shift: Shift, journal: SqliteJournal) -> None:
    """After a fault the next question opens the file anew."""
    order_id = shift.open(1)
    journal._file.connection().close()
    with pytest.raises(StorageUnavailable):
        journal.order(order_id)
    assert 1 == len(journal.order(order_id))


def test_a_commit_nobody_knows_about_is_looked_up(
    shift: Shift, journal: SqliteJournal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the error came after the commit, the verb is done and answers so."""
    entry = shift.entry("20261122-1", (OrderOpened(1, DAY, DINER.hash, "front"),))

    def fold(_connection: sqlite3.Connection, _least: int | None = None) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(journal._file, "_fold_log", fold)
    assert [1] == [record.seq for record in shift.write(entry)]
    monkeypatch.undo()
    assert 1 == len(journal.since(0))


def test_every_step_of_an_order_fits(shift: Shift, journal: SqliteJournal) -> None:
    """An order through all its steps leaves ten events."""
    order_id = shift.serve(1)
    bumped = [r.event.step for r in journal.order(order_id) if isinstance(r.event, TicketBumped)]
    assert list(STEPS) == bumped

"""The journal in an SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Sequence
from datetime import tzinfo
from functools import reduce
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING

from msgspec.structs import astuple, replace

from kiosk.counter.ports import Also, Entry, Key, Period, Project, RefusalOutcome, RoutineRecord, Wait, Wanted
from kiosk.errors import Refused, Stale, StorageUnavailable
from kiosk.journal import events
from kiosk.journal.codec import decode_playbook, encode_playbook
from kiosk.journal.connect import PATIENCE
from kiosk.journal.file import JournalFile
from kiosk.journal.people import PeopleTable
from kiosk.journal.versions import VersionsTable
from kiosk.words import _
from kiosk.work.board.standing import Standing, stand, waiting
from kiosk.work.order.counter_events import GuestsForgotten, OrderRefused
from kiosk.work.order.event import COUNTER_STREAM, Guest, Recorded, RefusedText
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant

if TYPE_CHECKING:
    from kiosk.work.board.visit import Visits
    from kiosk.work.record.record import Rows
    from kiosk.work.report.summary import Summary

_SINCE = f"{events.SELECT} WHERE e.seq > ? ORDER BY e.seq"
ORDER = f"{events.SELECT} WHERE e.stream = ? ORDER BY e.version"
"""Every event of one order."""
_ORDERS = f"{events.SELECT} WHERE e.stream IN (SELECT value FROM json_each(?)) ORDER BY e.seq"  # noqa: S608 - ours
_WRITTEN = f"{events.SELECT} WHERE e.op = ? ORDER BY e.place"
_OPEN = "SELECT order_id FROM orders INDEXED BY orders_open WHERE state = 'open'"
_UNFINISHED = f"{events.SELECT} WHERE e.stream IN ({_OPEN}) ORDER BY e.seq"
_STANDING = f"""
{events.SELECT} INDEXED BY events_standing
WHERE e.stream = 'counter' AND e.kind IN ('item-out', 'item-back', 'station-closed', 'station-opened')
ORDER BY e.seq
"""
_PROBLEMS = f"""
{events.SELECT} INDEXED BY events_problems
WHERE e.stream = 'counter' AND e.kind IN ('problem-raised', 'problem-resolved')
ORDER BY e.seq
"""
_VERSIONS = f"""
{events.SELECT} INDEXED BY events_versions
WHERE e.stream = 'counter' AND e.kind IN ('playbook-approved', 'playbook-published', 'procedure-read')
ORDER BY e.seq
"""
_ANSWERS = """
SELECT json_extract(data, '$.refusal') AS refusal, json_extract(data, '$.how') AS how FROM events
INDEXED BY events_refusals
WHERE stream = 'counter' AND kind IN ('order-refused', 'refusal-answered') AND kind = 'refusal-answered'
"""
_REFUSALS = f"""
{events.SELECT} INDEXED BY events_refusals
WHERE e.stream = 'counter' AND e.kind IN ('order-refused', 'refusal-answered') AND e.kind = 'order-refused'
AND json_extract(e.data, '$.refusal') NOT IN (SELECT refusal FROM ({_ANSWERS}))
ORDER BY e.seq
"""  # noqa: S608 - ours
_KEEP_REFUSED = "INSERT INTO refused VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
_REFUSED = """
SELECT id, source, reference, reason, substr(text, 1, ?), size, at, salt FROM refused
WHERE id IN (SELECT value FROM json_each(?))
"""
_REFUSED_BEFORE = f"""
SELECT id FROM refused WHERE source = ? AND reference = ? AND text = ?
AND NOT EXISTS (SELECT 1 FROM ({_ANSWERS}) AS answer WHERE answer.refusal = id AND answer.how = 'sent-again')
ORDER BY rowid DESC LIMIT 1
"""  # noqa: S608 - ours
_OUTCOMES = """
WITH answer AS (
  SELECT seq, json_extract(data, '$.refusal') AS id, json_extract(data, '$.how') AS how,
         coalesce(json_extract(data, '$.order'), '') AS made, "by"
  FROM events INDEXED BY events_refusals
  WHERE stream = 'counter' AND kind IN ('order-refused', 'refusal-answered') AND kind = 'refusal-answered'
), came AS (
  SELECT json_extract(data, '$.refusal') AS id, json_extract(data, '$.source') AS source,
         coalesce(json_extract(data, '$.reference'), '') AS reference
  FROM events INDEXED BY events_refusals
  WHERE stream = 'counter' AND kind IN ('order-refused', 'refusal-answered') AND kind = 'order-refused'
)
SELECT source, reference, how, made, "by" FROM answer JOIN came USING (id)
WHERE how <> 'sent-again' AND reference <> '' AND (reference IN (SELECT value FROM json_each(?)) OR made = ?)
ORDER BY how = 'entered', made <> '', seq
"""
_GUEST = """
SELECT name, note, allergy, (SELECT json_group_array(json_array(field, value)) FROM
  (SELECT field, value FROM fields WHERE order_id = ?1 ORDER BY field))
FROM (SELECT 1) LEFT JOIN guests ON order_id = ?1
"""
_VERSION = "SELECT coalesce(max(version), 0) FROM events WHERE stream = ?"


def wall_clock() -> int:
    """Return milliseconds since 1970, UTC."""
    return time_ns() // 1_000_000


class SqliteJournal:
    """The journal of one counter in the file at `path`; for one thread at a time.

    Raises StorageUnavailable when the file cannot be opened; makes it when it is not there.
    """

    def __init__(
        self,
        path: Path,
        *,
        now: Callable[[], int] = wall_clock,
        zone: tzinfo | None = None,
        patience: float = PATIENCE,
    ) -> None:
        """Open the file.

        `now` says when a row is recorded, `zone` what a summary's hours are (the machine's own unless said), `patience`
        how many seconds a writer waits its turn.
        """
        self._file = JournalFile(path, patience)
        self.people = PeopleTable(self._file)
        self.versions = VersionsTable(self._file)
        self._now = now
        self._zone = zone
        self._playbooks: dict[str, Playbook] = {}
        self._heard = self._version()

    def append(self, entry: Entry, project: Project, also: Also | None = None) -> tuple[Recorded, ...]:
        """Write the entry in one transaction and give its rows; `also` writes of people in it.

        Raises Stale when the stream has grown, or when another order has its number.

        An op that is already there writes nothing and gives the rows it wrote then; Refused when it wrote other ones.
        After an error nobody knows whether the commit happened, so the op is looked up on a fresh connection first.
        """
        try:
            return self._append(entry, project, also)
        except StorageUnavailable as error:
            try:
                written = self.written(entry.op)
            except StorageUnavailable:
                raise error from None
            if not written:
                raise
            return _same(entry, written)

    def _append(self, entry: Entry, project: Project, also: Also | None) -> tuple[Recorded, ...]:
        with self._file.writing() as connection:
            return self._put(connection, entry, project, also)

    def append_each(self, entries: Sequence[tuple[Entry, Project]]) -> tuple[tuple[Recorded, ...] | Refused, ...]:
        """Write entries in one transaction and give of each its rows, or why it was refused; Stale as `append`."""
        with self._file.writing() as connection:
            return tuple([self._put_alone(connection, entry, project) for entry, project in entries])

    def _put_alone(
        self, connection: sqlite3.Connection, entry: Entry, project: Project
    ) -> tuple[Recorded, ...] | Refused:
        """Put an entry in; one that is refused leaves what stands before it in the transaction."""
        connection.execute("SAVEPOINT entry")
        try:
            return self._put(connection, entry, project)
        except Refused as refusal:
            connection.execute("ROLLBACK TO entry")
            return refusal
        finally:
            if connection.in_transaction:  # a full disk ends it
                connection.execute("RELEASE entry")

    def _put(
        self, connection: sqlite3.Connection, entry: Entry, project: Project, also: Also | None = None
    ) -> tuple[Recorded, ...]:
        before = events.all_recorded(connection.execute(_WRITTEN, (entry.op,)))
        if before:
            _same_fields(connection, entry)
            return _same(entry, before)
        _guard(connection, entry)
        if also:
            also(self.people)  # before the events, which name the seals of what it writes
        try:
            return self._write(connection, entry, project)
        except (sqlite3.DataError, OverflowError, UnicodeEncodeError) as error:
            raise Refused("bad-text", _("This holds text or numbers the record cannot keep. Type it anew.")) from error
        except sqlite3.IntegrityError as error:
            if "orders.day" not in str(error):
                raise
            raise Stale(entry.stream, entry.version, entry.version) from error

    def _write(self, connection: sqlite3.Connection, entry: Entry, project: Project) -> tuple[Recorded, ...]:
        """Write an entry's rows; what writes the read models is loaded for the first."""
        from kiosk.journal.held.seals import head, seal
        from kiosk.journal.readmodels import write_difference
        from kiosk.journal.visits import forget, forget_due, keep_fields, keep_guest, keep_said, set_due

        if entry.playbook:
            _keep_playbook(connection, entry.playbook, entry.stamp.at)
        if entry.refused:
            connection.execute(_KEEP_REFUSED, astuple(entry.refused))
            seal(connection, "refused", entry.refused.id)
        if entry.guest:
            keep_guest(connection, entry.guest)
        keep_fields(connection, entry.stream, entry.fields)
        keep_said(connection, entry.stream, entry.said)
        forget_due(connection, entry.stamp.at.at)
        for event in entry.events:
            if isinstance(event, GuestsForgotten):
                forget(connection, event)
        records = events.insert(connection, entry, self._now(), head(connection))
        write_difference(connection, *project(records))
        set_due(connection, entry.stream, entry.stamp.at.at)
        return records

    def wait(self) -> Wait | None:
        """Return how long what is asked now has waited for another program, and for which; None where it does not."""
        return self._file.wait()

    def unfinished(self) -> tuple[tuple[Recorded, ...], int]:
        """Return every event of orders that are neither finished nor void, and the last seq there is."""
        with self._file.reading() as connection:
            found = events.all_recorded(connection.execute(_UNFINISHED))
            (last,) = connection.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()
        return found, last

    def standing(self) -> Standing:
        """Return what stands at the counter beside its orders."""
        with self._file.reading() as connection:
            found = [*events.all_recorded(connection.execute(_STANDING))]
            found += events.all_recorded(connection.execute(_PROBLEMS))
            found += events.all_recorded(connection.execute(_VERSIONS))
            refused = events.all_recorded(connection.execute(_REFUSALS))
            (version,) = connection.execute(_VERSION, (COUNTER_STREAM,)).fetchone()
        waits = waiting(record.event for record in refused if isinstance(record.event, OrderRefused))
        return replace(reduce(stand, found, Standing()), version=version, waits=waits)

    def since(self, seq: int) -> tuple[Recorded, ...]:
        """Return the events after `seq`, in order."""
        return events.all_recorded(self._file.rows(_SINCE, (seq,)))

    def order(self, order_id: str) -> tuple[Recorded, ...]:
        """Return every event of one order."""
        return events.all_recorded(self._file.rows(ORDER, (order_id,)))

    def orders(self, order_ids: Sequence[str]) -> tuple[Recorded, ...]:
        """Return every event of some orders."""
        return events.all_recorded(self._file.rows(_ORDERS, (json.dumps(order_ids),)))

    def written(self, op: str) -> tuple[Recorded, ...]:
        """Return what an op wrote; empty when it wrote nothing."""
        return events.all_recorded(self._file.rows(_WRITTEN, (op,)))

    def guests(self, order_ids: Sequence[str]) -> dict[str, Guest]:
        """Return what is still known of these orders' guests."""
        return guests(self._file, order_ids)

    def had_guest(self, order_id: str) -> bool:
        """Whether something was known of an order's guest once."""
        sql = """
        SELECT EXISTS (SELECT 1 FROM seals WHERE beside = 'guests' AND row = ?1
                       OR beside = 'fields' AND row >= ?1 || ' ' AND row < ?1 || '!')
        """
        return bool(self._file.rows(sql, (order_id,))[0][0])

    def refused(self, ids: Sequence[str], most: int) -> dict[str, RefusedText]:
        """Return what is still kept of some refused orders, and at most so many bytes of each text."""
        return {row[0]: RefusedText(*row) for row in self._file.rows(_REFUSED, (most, json.dumps(ids)))}

    def refused_before(self, source: str, reference: str, text: bytes) -> str:
        """Return the id of a refused text of a source, kept last and not answered by another; empty where it is not."""
        rows = self._file.rows(_REFUSED_BEFORE, (source, reference, text))
        return str(rows[0][0]) if rows else ""

    def outcomes(self, references: Sequence[str], order: str | None = None) -> dict[Key, RefusalOutcome]:
        """Give, by source and key, what hands made of refused orders with one of these keys, or that are an order now.

        One that was entered goes before one that was dismissed, the last before those before it.
        """
        rows = self._file.rows(_OUTCOMES, (json.dumps(references), order))
        return {(source, reference): RefusalOutcome(*how) for source, reference, *how in rows}

    def visits(self, guests: Sequence[Guest]) -> dict[str, Visits]:
        """Give, by order, what the record holds under these guests' names from before it; the nameless are left out."""
        from kiosk.journal.visits import visits

        return visits(self._file, guests)

    def newest_at(self) -> int:
        """Return when the last event was written, in UTC milliseconds by the clock it was written under; 0 for none."""
        rows = self._file.rows("SELECT at FROM events ORDER BY seq DESC LIMIT 1", ())
        return int(rows[0][0]) if rows else 0

    def last_number(self, day: str) -> int:
        """Return the highest order number of a business day; 0 when there is none."""
        ((number,),) = self._file.rows("SELECT coalesce(max(number), 0) FROM orders WHERE day = ?", (day,))
        return int(number)

    def numbers_in_use(self) -> frozenset[int]:
        """Return the numbers of unfinished orders, of whatever day."""
        sql = "SELECT number FROM orders INDEXED BY orders_open WHERE state = 'open'"
        return frozenset(number for (number,) in self._file.rows(sql))

    def find(self, number: int, day: str) -> str | None:
        """Return the id of the order with this number on this day."""
        found = self._file.rows("SELECT order_id FROM orders WHERE day = ? AND number = ?", (day, number))
        return str(found[0][0]) if found else None

    def finished(self, limit: int) -> tuple[tuple[str, int], ...]:
        """Return the ids of the orders finished last, newest first, each with how many events it holds.

        They come as the journal has them, whatever the clock did.
        """
        sql = """
        SELECT e.stream, (SELECT max(version) FROM events v WHERE v.stream = e.stream)
        FROM events e INDEXED BY events_finished
        CROSS JOIN orders o ON o.order_id = e.stream AND o.state = 'finished'
        WHERE e.kind = 'order-finished'
          AND NOT EXISTS (SELECT 1 FROM events l WHERE l.stream = e.stream AND l.version > e.version
                          AND l.kind = 'order-finished')
        ORDER BY e.seq DESC LIMIT ?
        """
        return tuple((str(order_id), int(version)) for order_id, version in self._file.rows(sql, (limit,)))

    def changed(self) -> bool:
        """Whether another process has committed since the last call, or since the file was opened."""
        before, self._heard = self._heard, self._version()
        return before != self._heard

    def _version(self) -> tuple[int, int]:
        """Return what is another number after each commit of another connection."""
        ((version,),) = self._file.rows("PRAGMA data_version")
        return self._file.opened, int(version)

    def playbook(self, hash_: str) -> Playbook | None:
        """Return a playbook by its hash."""
        if hash_ not in self._playbooks:
            found = playbook(self._file, hash_)
            if found is None:
                return None
            self._playbooks[hash_] = found
        return self._playbooks[hash_]

    def keep_playbook(self, playbook: Playbook, at: Instant) -> None:
        """Store a playbook under its hash; one already there stays, and is the newest of its id again."""
        if self._newest(playbook.id) != playbook.hash:
            with self._file.writing() as connection:
                _keep_playbook(connection, playbook, at)
        self._playbooks[playbook.hash] = playbook

    def newest_playbook(self, name: str) -> Playbook | None:
        """Return the playbook of this id that was stored last."""
        hash_ = self._newest(name)
        return self.playbook(hash_) if hash_ else None

    def _newest(self, name: str) -> str:
        found = self._file.rows("SELECT hash FROM playbooks WHERE id = ? ORDER BY stored_at DESC LIMIT 1", (name,))
        return str(found[0][0]) if found else ""

    def summary(self, period: Period, now: int) -> Summary:
        """Return the manager's numbers for some business days; `now`, UTC milliseconds, ends the last hour."""
        from kiosk.journal.queries import local_hour, summary

        with self._file.reading() as connection:
            return summary(connection, period, self.playbook, hour=local_hour(self._zone), now=now)

    def medians(self) -> dict[str, float]:
        """Give, by step, the median seconds of work of the newest times it was done; a step never done is not there."""
        from kiosk.journal.medians import medians

        with self._file.reading() as connection:
            return medians(connection)

    def rows(self, period: Period, wanted: Wanted) -> Rows:
        """Return the rows behind one of those numbers, newest first, some thousands at most; other models are empty."""
        from kiosk.journal.queries import rows

        with self._file.reading() as connection:
            return rows(connection, period, wanted)

    def routines(self, day: str, playbook: str, *, count: bool) -> RoutineRecord:
        """Return what routines depend on, of a day and the last day before it on which anything was done."""
        from kiosk.journal.routines import routine_record

        with self._file.reading() as connection:
            return routine_record(connection, day, playbook, count=count)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()


def guests(file: JournalFile, order_ids: Sequence[str]) -> dict[str, Guest]:
    """Return what is still known of some orders' guests."""
    found: dict[str, Guest] = {}
    for order_id in order_ids:
        for name, note, allergy, fields in file.rows(_GUEST, (order_id,)):
            said = tuple((field, value) for field, value in json.loads(fields))
            if name is not None or said:
                found[order_id] = Guest(order_id, name or "", note or "", allergy or "", said)
    return found


def playbook(file: JournalFile, hash_: str) -> Playbook | None:
    """Return a stored playbook by its hash."""
    found = file.rows("SELECT json FROM playbooks WHERE hash = ?", (hash_,))
    return decode_playbook(found[0][0]) if found else None


def _keep_playbook(connection: sqlite3.Connection, playbook: Playbook, at: Instant) -> None:
    """Store a playbook as the newest of its id."""
    from kiosk.journal.held.seals import seal

    stored = (playbook.hash, playbook.id, encode_playbook(playbook), at.at, playbook.id)
    connection.execute(
        """
        INSERT INTO playbooks VALUES (?, ?, ?, max(?, 1 + coalesce(
          (SELECT max(stored_at) FROM playbooks WHERE id = ?), 0)))
        ON CONFLICT(hash) DO UPDATE SET stored_at = excluded.stored_at
        """,
        stored,
    )
    seal(connection, "playbooks", playbook.hash)


def _guard(connection: sqlite3.Connection, entry: Entry) -> None:
    """Raise Stale unless the stream stands where the writer saw it, and the whole record where that was looked at."""
    (version,) = connection.execute(_VERSION, (entry.stream,)).fetchone()
    if version != entry.version:
        raise Stale(entry.stream, entry.version, version)
    (newest,) = connection.execute("SELECT coalesce(max(seq), 0) FROM events").fetchone()
    if entry.newest not in (None, newest):
        raise Stale(entry.stream, entry.version, version)


def _same_fields(connection: sqlite3.Connection, entry: Entry) -> None:
    """Refuse an op that said something else of its order's fields, as far as that is known."""
    for one in entry.fields:
        sql = "SELECT value FROM fields WHERE order_id = ? AND field = ?"
        if connection.execute(sql, (entry.stream, one.field)).fetchone() not in (None, (one.value,)):
            raise Refused("op-reused", _("This was sent before with other content. Start again."))


def _same(entry: Entry, written: tuple[Recorded, ...]) -> tuple[Recorded, ...]:
    """Return what an op wrote, if that is what it is to write now."""
    where = {(record.stream, record.stamp.by) for record in written}
    if where != {(entry.stream, entry.stamp.by)} or entry.events != tuple(record.event for record in written):
        raise Refused("op-reused", _("This was sent before with other content. Start again."))
    return written

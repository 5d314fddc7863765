#!/usr/bin/env -S .venv/bin/python
"""scripts/bench.d/journal.py [--verbs N] [--large ROWS] - the journal beside bare sqlite3: append, fairness, export."""

# ruff: noqa: S603, S607, S608 - a bench starts programs and puts names of its own into SQL

from __future__ import annotations

import argparse
import csv
import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from kiosk.counter.ports import Entry, Period, Project
from kiosk.journal import events, readmodels, schema
from kiosk.journal.export import columns, export
from kiosk.journal.file import open_record
from kiosk.journal.held import first_tables
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.order.event import Recorded
from kiosk.work.order.fold import fold
from kiosk.work.order.order import Order
from kiosk.work.record.record import Rows
from kiosk.work.time.percentile import percentile
from tests.journal.shift import STEPS, Shift, project

T = TypeVar("T")


def say(words: str = "") -> None:
    """Print a line now."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


class Tape:
    """A journal that keeps what is written in memory, to be played into others."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.verbs: list[tuple[Entry, Order | None]] = []
        self.records: dict[str, list[Recorded]] = {}

    def keep_playbook(self, *_: object) -> None:
        """Keep nothing."""

    def order(self, order_id: str) -> tuple[Recorded, ...]:
        """Return an order's events."""
        return tuple(self.records.get(order_id, ()))

    def append(self, entry: Entry, _project: object) -> tuple[Recorded, ...]:
        """Take an entry in, with the order as it was before."""
        order = None
        for record in self.order(entry.stream):
            order = fold(order, record)
        self.verbs.append((entry, order))
        written = [
            Recorded(0, entry.stream, entry.version + place, entry.op, entry.stamp, event, "")
            for place, event in enumerate(entry.events, 1)
        ]
        self.records.setdefault(entry.stream, []).extend(written)
        return tuple(written)


def taped(verbs: int) -> list[tuple[Entry, Order | None]]:
    """Return the verbs of some orders."""
    tape = Tape()
    shift = Shift(tape)  # type: ignore[arg-type]  # a tape is as much of a journal as a shift needs
    for number in range(1, verbs // (len(STEPS) + 1) + 2):
        shift.serve(number)
    return tape.verbs[:verbs]


class Bare:
    """The same tables and rows in bare sqlite3: no chain, no guard, no lock, no look-up of the op."""

    def __init__(self, path: Path, *, tables: bool) -> None:
        """Make the file; `tables` says whether the read models are written too."""
        self.connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "wal_autocheckpoint=0"):
            self.connection.execute(f"PRAGMA {pragma}")
        if not self.connection.execute("SELECT 1 FROM sqlite_master").fetchone():
            schema.migrate(self.connection)
        for (guard,) in self.connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            self.connection.execute(f"DROP TRIGGER IF EXISTS {guard}")
        self.tables = tables
        self.size = 0

    def append(self, rows: list[tuple[object, ...]], before: Rows, after: Rows) -> None:
        """Write rows that are ready to be written."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        for row in rows:
            run(events.INSERT, row)
        if self.tables:
            readmodels.write_difference(self.connection, before, after)
        run("COMMIT")
        self.size += 1
        if self.size % 100 == 0:
            run("PRAGMA wal_checkpoint(TRUNCATE)")


def ready(before: Rows, after: Rows) -> Project:
    """Return a projection that costs nothing."""

    def project(records: tuple[Recorded, ...]) -> tuple[Rows, Rows]:  # noqa: ARG001 - the rows are there already
        return before, after

    return project


def appends(folder: Path, verbs: int, start: Path | None = None) -> None:
    """Time every verb four ways, in alternation."""
    paths = {name: folder / f"{name}.db" for name in ("bare", "tables", "chain", "whole")}
    for path in paths.values():
        path.unlink(missing_ok=True)
        if start:
            shutil.copy(start, path)
    bare, tables = Bare(paths["bare"], tables=False), Bare(paths["tables"], tables=True)
    chain, whole = SqliteJournal(paths["chain"]), SqliteJournal(paths["whole"])
    shift = Shift(whole)
    chain.keep_playbook(shift.playbook, shift.entry("x", ()).stamp.at)
    times: dict[str, list[float]] = {name: [] for name in (*paths, "rules")}

    def timed(name: str, work: Callable[[], T]) -> T:
        begun = time.perf_counter()
        done = work()
        times[name].append((time.perf_counter() - begun) * 1000)
        return done

    seq = whole.unfinished()[1]
    look = sqlite3.connect(paths["whole"])
    for entry, order in taped(verbs):
        records = tuple(
            Recorded(0, entry.stream, entry.version + place, entry.op, entry.stamp, event, "")
            for place, event in enumerate(entry.events, 1)
        )
        before, after = timed("rules", partial(project, order, shift.playbook, records))
        timed("whole", partial(whole.append, entry, ready(before, after)))
        timed("chain", partial(chain.append, entry, ready(Rows(), Rows())))
        rows = look.execute(f"{events.SELECT} WHERE e.seq > ? ORDER BY e.seq", (seq,)).fetchall()
        seq = rows[-1][0]
        timed("bare", partial(bare.append, rows, before, after))
        timed("tables", partial(tables.append, rows, before, after))
    look.close()
    chain.close()
    whole.close()
    report(times, {"bare": "", "chain": "bare", "tables": "", "whole": "tables", "rules": ""})


WHAT = {
    "bare": "bare sqlite3, events only",
    "chain": "journal, events only: chain, guard, lock",
    "tables": "bare sqlite3, events and read models",
    "whole": "journal, events and read models",
    "rules": "the rules making an order's rows (no disk)",
}


def report(times: dict[str, list[float]], beside: dict[str, str]) -> None:
    """Print medians, tails and ratios."""
    half = {name: percentile(values, 0.5) or 0 for name, values in times.items()}
    for name, other in beside.items():
        ratio = f"{half[name] / half[other]:.2f}x" if other else ""
        tail = percentile(times[name], 0.99)
        say(f"  {WHAT[name]:<44} p50 {half[name]:6.3f} ms  p99 {tail:6.2f} ms  {ratio}")


def station(database: Path, name: int, seconds: float, told: multiprocessing.SimpleQueue[list[float]]) -> None:
    """Do twenty verbs a second."""
    journal = SqliteJournal(database)
    shift = Shift(journal, f"2026-{1 + name // 28:02d}-{1 + name % 28:02d}")
    times = []
    until, number = time.perf_counter() + seconds, 0
    while time.perf_counter() < until:
        number += 1
        begun = time.perf_counter()
        shift.open(number)
        times.append(time.perf_counter() - begun)
        time.sleep(max(0, 0.05 - times[-1]))
    told.put(times)
    journal.close()


def fairness(folder: Path, stations: int = 16, seconds: float = 4) -> None:
    """Let many stations write at once."""
    database = folder / "fair.db"
    SqliteJournal(database).close()
    told: multiprocessing.SimpleQueue[list[float]] = multiprocessing.SimpleQueue()
    crew = [multiprocessing.Process(target=station, args=(database, name, seconds, told)) for name in range(stations)]
    for one in crew:
        one.start()
    times = [told.get() for _ in crew]
    for one in crew:
        one.join()
    every = [value * 1000 for one in times for value in one]
    p50, p99, p999 = (percentile(every, share) for share in (0.5, 0.99, 0.999))
    counts = sorted(len(one) for one in times)
    say(f"  {stations} stations at 20/s: p50 {p50:.1f}  p99 {p99:.1f}  p99.9 {p999:.1f} ms")
    say(f"  verbs in {seconds:g} s: slowest station {counts[0]}, median {counts[len(counts) // 2]}")


def grown(folder: Path, rows: int) -> Path:
    """Make a record with many events, orders and completions of past days, by copying one order."""
    path = folder / "large.db"
    journal = SqliteJournal(path)
    Shift(journal, "2020-01-01").serve(1)
    journal.close()
    orders = rows // 7
    day = "date('2010-12-01', '+' || (n.i / 300) || ' days')"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=OFF")
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("CREATE TEMP TABLE n AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n "
                           f"WHERE i < {orders}) SELECT i FROM n")  # fmt: skip
        connection.execute("DROP TRIGGER events_without_gap")
        names = ", ".join(f'"{name}"' for name in events.COLUMNS[4:])
        connection.execute(f"INSERT INTO events SELECT 10 * n.i + e.seq, 'old-' || n.i, version, 'o' || n.i || op, "
                           f"{names} FROM n, events e ORDER BY n.i, e.seq")  # fmt: skip
        connection.execute(first_tables.ONLY_GROWS[2])
        for model in (readmodels.ORDERS, readmodels.COMPLETIONS):
            cells = [
                {"order_id": "'old-' || n.i", "number": "n.i", "day": day}.get(name, f"m.{name}")
                for name in model.columns
            ]
            connection.execute(
                f"INSERT INTO {model.table} SELECT {', '.join(cells)} FROM n, {model.table} m ORDER BY n.i"
            )
        connection.commit()
    with closing(open_record(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def exports(path: Path) -> None:
    """Time the CSV of every completion beside the sqlite3 command line and Python's own csv."""
    names = ", ".join(columns("completions"))
    target = path.with_suffix(".csv")

    def plain() -> None:
        with closing(sqlite3.connect(path)) as connection, target.open("w", newline="") as out:
            csv.writer(out).writerows(connection.execute(f"SELECT {names} FROM completions"))

    def shell() -> None:
        with target.open("wb") as out:
            subprocess.run(
                ["sqlite3", "-csv", "-header", path, f"SELECT {names} FROM completions"], stdout=out, check=True
            )

    ways: dict[str, Callable[[], object]] = {"python csv, no guard": plain}
    if shutil.which("sqlite3"):
        ways["sqlite3 command line"] = shell
    ways["export, guard on"] = lambda: export(path, "completions", target)
    for name, work in ways.items():
        begun = time.perf_counter()
        work()
        say(f"  {name:<44} {time.perf_counter() - begun:.2f} s")


def at_size(folder: Path, rows: int) -> None:
    """Measure what age might slow: start, append, a day's summary, an export."""
    path = grown(folder, rows)
    say(f"\nwith {rows:,} completions in the record ({path.stat().st_size >> 20} MiB)")
    journal = SqliteJournal(path)
    journal.close()
    for name, work in steps_at_size(path):
        begun = time.perf_counter()
        work()
        say(f"  {name:<44} {(time.perf_counter() - begun) * 1000:.1f} ms")
    appends(folder, 400, path)
    exports(path)


def steps_at_size(path: Path) -> Iterator[tuple[str, Callable[[], object]]]:
    """Return what is timed once on a large record."""
    made: list[SqliteJournal] = []
    yield "open", lambda: made.append(SqliteJournal(path))
    journal = made[0]
    yield "unfinished orders", journal.unfinished
    yield "summary of one day (300 orders)", lambda: journal.summary(Period("2011-05-05", "2011-05-05"), 0)
    yield "summary of a month", lambda: journal.summary(Period("2011-05-01", "2011-05-31"), 0)
    yield "the last 50 finished", lambda: journal.finished(50)
    yield "medians of the newest 200 of each step", journal.medians
    yield "what stands beside the orders", journal.standing
    journal.close()


def main() -> None:
    """Run all of it in a folder of its own on this disk."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--verbs", type=int, default=1500)
    parser.add_argument("--large", type=int, default=1_000_000, help="completions of the large record; 0 leaves it out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-") as name:
        folder = Path(name)
        say("an append, durable when it returns")
        appends(folder, asked.verbs)
        say("\nfairness")
        fairness(folder)
        if asked.large:
            at_size(folder, asked.large)


if __name__ == "__main__":
    main()

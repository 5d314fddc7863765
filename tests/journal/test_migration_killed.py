"""An upgrade that is killed anywhere in the newer migrations: the next start has all of it, and nothing twice."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from kiosk.journal import connect
from kiosk.journal.schema import MIGRATIONS
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify

GOLDEN = Path(__file__).parent / "golden" / "m001.sql"
FIRST = "m013_refused"

KILLED = """
import os, shutil, sys
from collections import Counter
from kiosk.journal import connect, schema
from kiosk.journal.sqlite import SqliteJournal
from pathlib import Path

writes = ("ALTER", "BEGIN", "COMMIT", "CREATE", "DELETE", "DROP", "INSERT", "UPDATE")

def dies(path, statement):
    real, kinds, seen = connect.writer, Counter(), []
    def counted(sql):
        kinds[sql[:24]] += 1
        if kinds[sql[:24]] == 1 and sql.startswith((*writes, "PRAGMA user_version =")):
            seen.append(sql)
            if len(seen) == statement:
                os._exit(9)
        if sql == "COMMIT":
            kinds.clear()
    def traced(path):
        connection = real(path)
        connection.set_trace_callback(counted)
        return connection
    connect.writer = traced
    SqliteJournal(path).close()
    os._exit(0)

older, folder, step, statement = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), 1
while True:
    copy = folder / f"{statement}.db"
    shutil.copy(older, copy)
    child = os.fork()
    if not child:
        dies(copy, statement)
    if not os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        break
    statement += step
copy.unlink()
"""
"""Upgrade copies of a record, each killed at writing statement, the first of its kind in its transaction."""


@pytest.fixture(scope="module")
def older(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a record of two days as the version before refused orders left it."""
    path = tmp_path_factory.mktemp("older") / "kiosk.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(GOLDEN.read_text(encoding="utf-8"))
        MIGRATIONS.apply(Database(connection, execute_plugins=False), stop_before=FIRST)
    return path


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table and the schema, but for salts, what is made of them, and when it was upgraded."""
    with closing(sqlite3.connect(path)) as connection:
        rows: dict[str, list[tuple[object, ...]]] = {
            "": connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 1, 2").fetchall()
        }
        for kind, table, _sql in rows[""]:
            if kind == "table":
                columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
                chosen = [column for column in columns if column not in {"salt", "seal", "hash", "applied_at"}]
                quoted = ", ".join(f'"{column}"' for column in chosen if (table, column) != ("seals", "seq"))
                rows[f"{table}"] = connection.execute(f"SELECT {quoted} FROM {table} ORDER BY {quoted}").fetchall()
    return rows


@pytest.mark.parametrize("step", [9, pytest.param(1, marks=pytest.mark.long)])
def test_an_upgrade_killed_at_any_statement_is_whole_after_the_next_start(
    older: Path, tmp_path: Path, step: int
) -> None:
    """From refused orders to typed readings, statement by statement (or each ninth), also between two migrations."""
    whole = tmp_path / "whole.db"
    whole.write_bytes(older.read_bytes())
    SqliteJournal(whole).close()
    right = held(whole)
    copies = tmp_path / "copies"
    copies.mkdir()
    program = [sys.executable, "-c", KILLED, str(older), str(copies), str(step)]
    subprocess.run(program, check=True, timeout=300)
    killed = sorted(copies.glob("*.db"))
    versions = set()
    for copy in killed:
        versions.add(connect.schema_version(copy))
        SqliteJournal(copy).close()
        assert () == verify(copy), copy.stem
        assert right == held(copy), copy.stem
    assert len(versions) > 2
    assert versions <= set(range(12, connect.VERSION))
    assert step > 1 or len(versions) == connect.VERSION - 12

"""What other programs make of the record and its exports: each in an environment of its own, made when it is asked for.

`scripts/test --full` runs them; where a program cannot be had the test is skipped with the reason.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from tests.cli.conftest import Kiosk, as_json
from tests.others import python_with

pytestmark = pytest.mark.long

ORDER = {"id": "00123", "guest": "Zoë", "lines": [{"item": "fries", "note": "groß"}]}


def asked(package: str, program: str, *words: Path) -> Any:
    """Run a program under a package, and read what it prints as JSON."""
    command = [python_with(package), "-W", "ignore", "-c", program, *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert 0 == done.returncode, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.fixture
def record(kiosk: Kiosk, home: Path) -> Path:
    """Return the record of a counter that finished one of three orders; two of their ids look like numbers."""
    for stdin in (as_json(), as_json(id="1E5"), json.dumps(ORDER)):
        assert 0 == kiosk("order", "add", stdin=stdin).code
    for step in ("cook", "dress", "fry", "assemble"):
        assert 0 == kiosk("ticket", "take", "1", step, "--by", "Kim").code
        assert 0 == kiosk("ticket", "bump", "1", step, "--by", "Kim").code
    kiosk("ticket", "bump", "1", "check", "--line", "1")
    for step in ("check", "hand-over"):
        assert 0 == kiosk("ticket", "bump", "1", step).code
    return home / "data" / "kiosk" / "kiosk.db"


def test_sqlite_and_sqlite_utils_read_views_and_keys(record: Path) -> None:
    """What is not handed over is NULL, and every key leads somewhere."""
    with closing(sqlite3.connect(f"{record.as_uri()}?mode=ro", uri=True)) as connection:
        open_ = connection.execute(
            "SELECT number FROM orders_view WHERE finished_at IS NULL ORDER BY number"
        ).fetchall()
        assert [(2,), (3,)] == open_
        database = Database(connection)
        assert {"orders_view", "lines_view"} <= set(database.view_names())
        (key,) = database.table("lines").foreign_keys
        assert ("order_id", "orders") == (key.column, key.other_table)


DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette
async def main():
    metadata = json.loads(open(sys.argv[2]).read())
    shown = Datasette([sys.argv[1]], metadata=metadata)
    await shown.invoke_startup()
    rows = (await shown.client.get("/lunch/orders_view.json?finished_at__isnull=1&_shape=array")).json()
    page = (await shown.client.get("/lunch/lines")).text
    words = (await shown.client.get("/lunch/orders")).text
    print(json.dumps([[row["number"] for row in rows], "/lunch/orders/" in page, "what people call it" in words,
        sorted(await shown.get_database("lunch").table_names())]))
asyncio.run(main())
"""


def test_datasette_shows_a_shared_copy(kiosk: Kiosk, record: Path, tmp_path: Path) -> None:
    """Views with NULL, rows that lead to their order, columns in words, and nothing private."""
    copy, words = tmp_path / "lunch.db", tmp_path / "lunch.json"
    assert 0 == kiosk("journal", "share", str(copy)).code
    words.write_text(kiosk("journal", "metadata", str(copy)).out, encoding="utf-8")
    numbers, leads, said, tables = asked("datasette", DATASETTE, copy, words)
    assert ([2, 3], True, True) == (numbers, leads, said)
    assert not {"events", "guests", "people", "guessing", "refused", "said"} & set(tables)


PANDAS = """
import json, sys, pandas
rows = pandas.read_csv(sys.argv[1], parse_dates=["taken_at"])
print(json.dumps([int(rows["quantity"].sum()), str(rows["taken_at"].dtype.tz), int(rows["total_cents"].sum())]))
"""


def test_pandas_reads_an_export(kiosk: Kiosk, record: Path, tmp_path: Path) -> None:
    """Numbers as numbers, instants in UTC."""
    target = tmp_path / "lines.csv"
    assert 0 == kiosk("lines", "export", str(target)).code
    pieces, zone, cents = asked("pandas", PANDAS, target)
    with closing(sqlite3.connect(record)) as connection:
        wanted = connection.execute("SELECT sum(quantity), sum(total_cents) FROM lines").fetchone()
    assert (*wanted, "UTC") == (pieces, cents, zone)


DUCKDB = """
import json, sys, duckdb
columns = "sum(quantity)::INT, count(finished_at)::INT, typeof(any_value(taken_at))"
print(json.dumps(duckdb.sql(f"SELECT {columns} FROM '{sys.argv[1]}'").fetchall()[0]))
"""


def test_duckdb_reads_an_export(kiosk: Kiosk, record: Path, tmp_path: Path) -> None:
    """It finds the types by itself."""
    target = tmp_path / "lines.csv"
    assert 0 == kiosk("lines", "export", str(target)).code
    pieces, finished, kind = asked("duckdb", DUCKDB, target)
    assert (7, 2, "TIMESTAMP WITH TIME ZONE") == (pieces, finished, kind)


PM4PY = """
import json, sys, pandas, pm4py
log = pm4py.format_dataframe(pandas.read_csv(sys.argv[1]))
graph, begins, ends = pm4py.discover_dfg(log)
activities, people = (sorted(pm4py.get_event_attribute_values(log, name)) for name in ("concept:name", "org:resource"))
cases, kind = log["case:concept:name"].nunique(), str(log["time:timestamp"].dtype)
print(json.dumps([sorted(begins), activities, cases, kind, people]))
"""


def test_pm4py_reads_an_event_log_whose_columns_nobody_names(kiosk: Kiosk, record: Path, tmp_path: Path) -> None:
    """A graph comes of it: cases, activities, instants and resources are found under their names."""
    target = tmp_path / "events.csv"
    assert 0 == kiosk("events", "export", str(target), "--format", "event-log").code
    begins, activities, cases, kind, people = asked("pm4py", PM4PY, target)
    assert (["order-opened"], 3) == (begins, cases)
    assert {"cook", "dress", "fry", "assemble", "check", "hand-over", "order-finished"} <= set(activities)
    assert kind.startswith("datetime64")
    assert ["Kim"] == people


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed (Debian: libreoffice-calc)")
def test_libreoffice_in_german_reads_a_workbook(kiosk: Kiosk, record: Path, tmp_path: Path) -> None:
    """Texts stay texts, and a number has the decimal sign of the country instead of losing its own."""
    orders, completions = tmp_path / "orders.xlsx", tmp_path / "completions.xlsx"
    for noun, target in (("orders", orders), ("completions", completions)):
        assert 0 == kiosk(noun, "export", str(target), "--format", "xlsx").code
    assert {"web-1", "1E5", "00123"} == {row["reference"] for row in opened_in_german(orders)}
    with closing(sqlite3.connect(record)) as connection:
        seconds = {round(took * 1000) for (took,) in connection.execute("SELECT took_s FROM completions")}
    shown = [row["took_s"] for row in opened_in_german(completions)]
    assert seconds == {round(float(took.replace(",", ".")) * 1000) for took in shown}
    assert any("," in took for took in shown)


def opened_in_german(book: Path) -> list[dict[str, str]]:
    """Let LibreOffice write what it sees in a workbook."""
    named = dict.fromkeys(("LANG", "LC_ALL", "LANGUAGE"), "de_DE.UTF-8")
    form = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,true"
    profile = f"-env:UserInstallation=file://{book.parent / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(book.parent), str(book)]
    subprocess.run(command, env=os.environ | named, check=True, capture_output=True, timeout=300)
    with book.with_suffix(".csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))

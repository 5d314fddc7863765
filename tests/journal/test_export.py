"""Rows for other programs."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import stat
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict
from xlsxwriter.exceptions import FileCreateError

from kiosk.counter.ports import NOUNS, Entry, Noun, Period
from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal.export import _table, columns, export
from kiosk.journal.lines import guard, guarded, written
from kiosk.journal.sqlite import SqliteJournal
from kiosk.work.order.counter_events import ClockJumped
from kiosk.work.order.event import COUNTER_STREAM
from kiosk.work.order.order_events import OrderClosedEarly, OrderFinished, OrderVoided
from kiosk.work.order.ticket_events import TicketBumped, TicketRecalled, TicketTakenUp, WasteNoted
from kiosk.work.record.record import Rows, rows
from tests.journal.shift import DAY, Shift, stamp
from tests.playbooks import DINER

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"

ATTACKS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    '  =HYPERLINK("http://x")',
    "\u00a0=1",
    "\u3000＝1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM",
    "\0=1",
    " \0@x",
)
HARMLESS = ("", "burger", "Zoë 🍟", "5 = five", "'quoted'", "a\tb", "2026-11-22", "x@y", "…")


def read(path: Path) -> list[dict[str, str]]:
    """Read a CSV file as a spreadsheet does."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("cell", ATTACKS)
def test_no_cell_is_a_formula(cell: str) -> None:
    """Whatever stands in a text, a spreadsheet shows it and does not run it."""
    assert guarded(cell).startswith("'")
    assert "\0" not in guarded(cell)


@pytest.mark.parametrize("cell", HARMLESS)
def test_a_harmless_cell_stays(cell: str) -> None:
    """Ordinary text is exported as it is."""
    assert cell == guarded(cell)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=30))
def test_any_text_comes_back_from_a_csv(reasons: list[str]) -> None:
    """Reading the CSV gives the guarded text, and no cell that begins like a formula."""
    table = _table("adherence")
    place = table.columns.index("reason")
    row = ["x" if at in table.texts else 1 for at in range(len(table.columns))]
    many = [(*row[:place], reason, *row[place + 1 :]) for reason in reasons]
    back = [cells[place] for cells in csv.reader(io.StringIO(written(guard(table.texts, many)), newline=""))]
    assert [guarded(reason) for reason in reasons] == back
    assert not [cell for cell in back if cell.strip()[:1] in tuple("=+-@＝＋－＠")]


def test_a_line_that_needs_care_gets_it(shift: Shift, database: Path) -> None:
    """Lines made inside SQLite and lines made cell by cell read the same, whatever stands in them."""
    nasty = [text for text in ATTACKS if "\0" not in text]
    reasons = [*nasty, *filter(None, HARMLESS), "a,b", 'say "hi"', "a\x1fb", "a\x1d=1", "two\r\nlines", "-", "日本"]
    for number, reason in enumerate(reasons, 1):
        shift.write(shift.entry(shift.open(number), (OrderVoided(reason),)))
    export(database, "orders", database.with_name("o.csv"))
    assert [guarded(reason) for reason in reasons] == [row["void_reason"] for row in read(database.with_name("o.csv"))]


def test_no_reason_is_a_formula(shift: Shift, database: Path) -> None:
    """Why something was recalled, thrown away or handed over early is shown by a spreadsheet, never run."""
    reasons = [text for text in ATTACKS if "\0" not in text]
    for number, why in enumerate(reasons, 1):
        order_id = shift.serve(number)
        again = (TicketRecalled("hand-over", why, restarts=True), WasteNoted("grill", 2, 1, why))
        early = (OrderClosedEarly(why, ("fry",)), TicketBumped("hand-over", "1"), OrderFinished())
        shift.write(shift.entry(order_id, (*again, *early)))
    for noun, column in (("recalls", "reason"), ("waste", "reason"), ("orders", "early")):
        export(database, next(known for known in NOUNS if known == noun), database.with_name("o.csv"))
        assert [guarded(why) for why in reasons] == [row[column] for row in read(database.with_name("o.csv"))]


@pytest.mark.parametrize("noun", NOUNS)
@pytest.mark.parametrize("period", [None, Period(DAY, DAY)], ids=["all time", "a day"])
def test_csv_and_json_lines_say_the_same(shift: Shift, database: Path, noun: Noun, period: Period | None) -> None:
    """Both formats hold the same rows under the same names."""
    served = shift.serve(1)
    shift.write(shift.entry(served, (TicketRecalled("check", "cold", restarts=True), WasteNoted("fry", 3, 1, "cold"))))
    shift.serve(2)
    table, lines = database.with_name("out.csv"), database.with_name("out.jsonl")
    assert export(database, noun, table, period=period) == export(database, noun, lines, period=period, form="jsonl")
    objects = [json.loads(line) for line in lines.read_text().splitlines()]
    texts = [{name: "" if value is None else str(value) for name, value in one.items()} for one in objects]
    assert texts == read(table)
    assert ",".join(columns(noun)) == table.read_text().splitlines()[0]


def test_a_csv_says_what_the_rules_say(shift: Shift, database: Path) -> None:
    """The rows of the file are the rows the events give."""
    order_id = shift.serve(1)
    export(database, "completions", database.with_name("out.csv"))
    expected = [asdict(row) for row in rows(shift.order(order_id), DINER).completions]
    found = read(database.with_name("out.csv"))
    assert [{name: str(value) for name, value in row.items()} for row in expected] == sorted(
        found, key=lambda row: [one["step"] for one in expected].index(row["step"])
    )


def test_a_correction_shows_beside_what_it_corrects(shift: Shift, database: Path) -> None:
    """Nothing is overwritten: the order and its void both stand in the events."""
    order_id = shift.open(1)
    shift.write(shift.entry(order_id, (OrderVoided("=cmd|' /C calc'!A0"),)))
    export(database, "events", database.with_name("e.csv"))
    export(database, "orders", database.with_name("o.csv"))
    assert ["order-opened", "order-voided"] == [row["kind"] for row in read(database.with_name("e.csv"))]
    assert ["'=cmd|' /C calc'!A0"] == [row["void_reason"] for row in read(database.with_name("o.csv"))]


def test_events_of_a_day_are_its_orders_and_what_happened_on_it(
    shift: Shift, journal: SqliteJournal, database: Path
) -> None:
    """An order's events go with its business day, those of no order with the day they happened on."""
    shift.open(1)
    Shift(journal, "2026-11-16").open(1)
    shift.write(shift.entry(COUNTER_STREAM, (ClockJumped(60_000),)))
    target = database.with_name("e.jsonl")
    export(database, "events", target, period=Period(DAY, DAY), form="jsonl")
    assert [(1, "order-opened"), (3, "clock-jumped")] == [
        (row["seq"], row["kind"]) for row in map(json.loads, target.read_text().splitlines())
    ]


def test_times_carry_their_offset(shift: Shift, database: Path) -> None:
    """Every time ends in Z, so no reader takes it for local time."""
    shift.open(1)
    target = database.with_name("e.csv")
    export(database, "events", target)
    (row,) = read(target)
    assert "2026-11-22T12:00:01.000Z" == row["at"]
    assert row["recorded_at"].endswith("Z")


def test_guests_are_in_no_export(shift: Shift, database: Path) -> None:
    """A guest's name leaves the house in no file."""
    shift.serve(1, guest="Wilhelmina")
    for noun in NOUNS:
        target = database.with_name(f"{noun}.csv")
        export(database, noun, target)
        assert "Wilhelmina" not in target.read_text()


def test_a_file_is_private_and_alone(shift: Shift, database: Path) -> None:
    """0600, and nothing is left beside it."""
    shift.serve(1)
    folder = database.parent / "out"
    folder.mkdir()
    export(database, "orders", folder / "orders.csv")
    assert ["orders.csv"] == [path.name for path in folder.iterdir()]
    assert 0o600 == stat.S_IMODE((folder / "orders.csv").stat().st_mode)


def test_an_export_that_fails_leaves_what_was_there(shift: Shift, database: Path) -> None:
    """Half a file never takes the place of a whole one."""
    shift.serve(1)
    folder = database.parent / "out"
    folder.mkdir()
    (folder / "orders.csv").write_text("last week's")

    def full(_done: int, _total: int) -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(StorageUnavailable, match="No space left"):
        export(database, "orders", folder / "orders.csv", progress=full)
    assert ["last week's"] == [path.read_text() for path in folder.iterdir()]


def test_a_folder_that_is_not_there_is_said(shift: Shift, database: Path) -> None:
    """The sentence names the file that could not be written."""
    shift.open(1)
    with pytest.raises(StorageUnavailable, match=r"gone/orders\.csv cannot be written"):
        export(database, "orders", database.parent / "gone" / "orders.csv")


def test_an_export_goes_to_stdout(shift: Shift, database: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """Without a file the bytes come on stdout, and nothing else."""
    shift.open(1)
    assert 1 == export(database, "orders", None)
    sys.stdout.flush()
    assert capfdbinary.readouterr().out.startswith(b"order_id,number,day,")


def test_progress_comes_to_an_end(shift: Shift, database: Path) -> None:
    """The last report says that all is done."""
    shift.serve(1)
    told: list[tuple[int, int]] = []
    export(database, "events", database.with_name("e.csv"), progress=lambda done, total: told.append((done, total)))
    assert (10, 10) == told[-1]


def test_memory_does_not_grow_with_the_rows(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """A hundred thousand rows take as much memory as a thousand."""
    shift.serve(1)
    journal.close()
    program = """
import resource, sys
from pathlib import Path
from kiosk.journal.export import export
print(export(Path(sys.argv[1]), "completions", Path(sys.argv[1]).with_name("c.csv")))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
    peaks = []
    for copies in (1_000, 99_000):
        connection = sqlite3.connect(database)
        names = ", ".join(columns("completions")[1:])
        connection.execute(
            "INSERT INTO completions WITH RECURSIVE"
            f" n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {copies})"
            f" SELECT '{copies}-' || i, {names} FROM n, completions WHERE order_id = '20261122-1' AND step = 'grill'"
        )
        connection.commit()
        connection.close()
        done = subprocess.run([sys.executable, "-c", program, database], capture_output=True, text=True, check=True)
        count, peak = done.stdout.split()
        peaks.append((int(count), int(peak)))
    (few, before), (many, after) = peaks
    assert (1_007, 100_007) == (few, many)
    assert after < before + 8_000


def test_a_reader_that_went_away_is_the_callers_to_see(
    shift: Shift, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`kiosk events export - | head` ends as other programs do."""

    class Gone(io.BytesIO):
        def write(self, _text: object) -> int:
            raise BrokenPipeError

    shift.open(1)
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(Gone()))
    with pytest.raises(BrokenPipeError):
        export(database, "orders", None)
    monkeypatch.undo()


def test_a_damaged_record_is_said(shift: Shift, journal: SqliteJournal, database: Path) -> None:
    """An export of half a file fails with a sentence and leaves no file."""
    for number in range(1, 20):
        shift.serve(number)
    journal.close()
    content = database.read_bytes()
    database.write_bytes(content[: len(content) // 2])
    with pytest.raises(StorageUnavailable, match="damaged"):
        export(database, "events", database.with_name("e.csv"))
    assert not list(database.parent.glob("*.csv"))


def cells(path: Path, sheet: int = 1) -> list[list[str | float]]:
    """Read a sheet: texts as texts, numbers, days and instants as numbers."""
    with zipfile.ZipFile(path) as book:
        root = ET.fromstring(book.read(f"xl/worksheets/sheet{sheet}.xml"))
    found: list[list[str | float]] = []
    for row in root.iter(f"{SHEET}row"):
        found.append([])
        for cell in row:
            text = "".join(cell.itertext())
            found[-1].append(text if cell.get("t") == "inlineStr" else float(text))
            assert cell.find(f"{SHEET}f") is None
    return found


@pytest.mark.parametrize("text", ["00123", "1E5", "=1+1", "https://x.example", "zu spät", "1,234", "2026-11-22", "-"])
def test_a_text_is_a_text_in_a_workbook(shift: Shift, database: Path, text: str) -> None:
    """Nothing that stands in one is taken for a number, a day, a formula or a link."""
    shift.write(shift.entry(shift.open(1), (OrderVoided(text),)))
    book = database.with_name("o.xlsx")
    assert 1 == export(database, "orders", book, form="xlsx")
    heads, row = cells(book)
    assert list(columns("orders")) == heads
    assert text in row


def test_a_workbook_says_what_the_json_lines_say(shift: Shift, database: Path) -> None:
    """Every cell that holds something, in the same order; numbers as numbers, days and instants as a sheet counts."""
    shift.serve(1)
    shift.serve(2)
    book, lines = database.with_name("o.xlsx"), database.with_name("o.jsonl")
    assert export(database, "completions", book, form="xlsx") == export(database, "completions", lines, form="jsonl")
    _heads, *sheet = cells(book)
    objects = [json.loads(line) for line in lines.read_text().splitlines()]
    assert [[_counted(name, value) for name, value in one.items() if value != ""] for one in objects] == sheet


def _counted(name: str, value: str | float) -> object:
    """Return a cell's value as a sheet holds it: days since 1899-12-30."""
    if isinstance(value, str) and (name == "day" or name.endswith("_at")):
        since = datetime.fromisoformat(value).replace(tzinfo=None) - datetime(1899, 12, 30)  # noqa: DTZ001 - as sheets
        return pytest.approx(since.total_seconds() / 86400, abs=1e-9)
    return value


def test_more_rows_than_a_sheet_holds_go_on_in_another(
    shift: Shift, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the heads again."""
    shift.serve(1)
    monkeypatch.setattr("kiosk.journal.workbook.MOST_ROWS", 5)
    book = database.with_name("o.xlsx")
    assert 7 == export(database, "completions", book, form="xlsx")
    assert [5, 4] == [len(cells(book, sheet)) for sheet in (1, 2)]


def test_a_workbook_that_finds_no_room_is_not_there(
    shift: Shift, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is said in words, and nothing of it stays."""
    shift.serve(1)
    close = xlsxwriter.Workbook.close

    def full(book: xlsxwriter.Workbook) -> None:
        close(book)
        raise FileCreateError(OSError(28, "No space left"))

    monkeypatch.setattr("xlsxwriter.Workbook.close", full)
    with pytest.raises(StorageUnavailable, match="No space left"):
        export(database, "orders", database.with_name("o.xlsx"), form="xlsx")
    assert not [path for path in database.parent.iterdir() if "o.xlsx" in path.name]


def test_events_as_a_log_have_the_names_of_xes(shift: Shift, database: Path) -> None:
    """A case is an order, a step begins and is complete, what else happens under its word; the counter is none."""
    order_id = shift.open(1)
    shift.bump(order_id, "greet", "take-order", "pay")
    shift.write(shift.entry(order_id, (TicketTakenUp("grill"),)))
    shift.bump(order_id, "grill")
    jumped = Entry("jump", COUNTER_STREAM, 0, (ClockJumped(5000),), stamp(90))
    shift.journal.append(jumped, lambda _records: (Rows(), Rows()))
    log = database.with_name("o.csv")
    for period in (None, Period(DAY, DAY)):
        export(database, "events", log, form="event-log", period=period)
        names = ("concept:name", "lifecycle:transition")
        assert [
            ("order-opened", "complete"),
            ("greet", "complete"),
            ("order-taken", "complete"),
            ("take-order", "complete"),
            ("pay", "complete"),
            ("grill", "start"),
            ("grill", "complete"),
        ] == [tuple(row[name] for name in names) for row in read(log) if row["concept:name"] != "point-marked"]
    assert {order_id} == {row["case:concept:name"] for row in read(log)}
    assert {"Ana"} == {row["org:resource"] for row in read(log)}
    assert read(log)[0]["time:timestamp"].endswith("Z")
    with pytest.raises(Refused, match="event log"):
        export(database, "orders", log, form="event-log")

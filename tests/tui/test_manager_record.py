"""The manager's screen and the record: news, a record that is slow or gone, and the export."""

from __future__ import annotations

import asyncio
import re
import threading
import zipfile
from pathlib import Path

import pytest
from msgspec.structs import force_setattr

from kiosk.counter.ports import NOUNS, Period
from kiosk.errors import StorageUnavailable
from kiosk.tui.manager import screen as manager
from kiosk.work.report.summary import Summary
from tests.patience import PATIENCE
from tests.tui.service import SUNDAY, floor, take, work
from tests.tui.sunday import Shop, at_lunch, busy

__all__ = ["at_lunch", "busy"]


# News, and a record that is slow or gone.


async def test_news_is_read_soon_but_not_all_the_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many orders move, the numbers are read at most once in the time set, and the last news is shown."""
    monkeypatch.setattr(manager, "EVERY", 0.5)
    monkeypatch.setattr(manager, "REST", 0)
    asked: list[Period] = []
    async with floor(tmp_path, "manager") as there:
        summary = there.counter.reports.summary

        async def counted(period: Period) -> Summary:
            asked.append(period)
            return await summary(period)

        there.counter.reports.summary = counted  # type: ignore[method-assign]
        begun = asyncio.get_running_loop().time()
        for _ in range(12):
            await work(there.counter, await take(there.counter))
            await there.pilot.pause()
        took = asyncio.get_running_loop().time() - begun
        await there.pilot.pause(0.8)
        await there.settle()
        assert 1 <= len(asked) <= took / 0.5 + 2
        assert 12 == there.app.screen._read.summary.what.finished  # type: ignore[attr-defined]


async def test_a_slow_record_holds_no_key_up(tmp_path: Path) -> None:
    """While the numbers are being read the screen says so, and keys work."""
    async with floor(tmp_path, "manager") as there:
        waiting = asyncio.Event()
        summary = there.counter.reports.summary

        async def slow(period: Period) -> Summary:
            await waiting.wait()
            return await summary(period)

        there.counter.reports.summary = slow  # type: ignore[method-assign]
        await there.pilot.press("t", "2")
        await there.pilot.pause()
        assert "Reading the record …" in there.text
        await there.pilot.press("enter")
        await there.pilot.pause()
        assert "There is nothing to take apart yet." in there.text
        await there.pilot.press("t", "1")
        await there.pilot.pause()
        waiting.set()
        await there.settle()
        assert "Today  Sun 22 Nov" in there.text
        assert "Reading the record …" not in there.text


async def test_a_lost_record_leaves_the_numbers_and_says_so(at_lunch: Shop) -> None:
    """Numbers that cannot be read anew stay, and the screen says what is wrong."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:

        def gone(*_asked: object) -> bool:
            raise StorageUnavailable("The record is on a disk that is gone.")

        journal = there.counter._live._journal
        journal.summary = journal.changed = gone  # type: ignore[method-assign, assignment]
        await there.pilot.pause(0.4)
        there.app.screen._begin()  # type: ignore[attr-defined]
        await there.settle()
        there.app.screen.tick()  # type: ignore[attr-defined]
        await there.settle()
        assert "The record is on a disk that is gone." in there.text
        assert "○ no news" in there.text
        assert "Grill" in there.text


# Export.


async def test_x_writes_the_record_as_csv_and_says_where(at_lunch: Shop) -> None:
    """A file of these days is written for every table of the record, and the notice names their folder."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (160, 45), clock=clock) as there:
        await there.press("x")
        assert f"✔ {len(NOUNS)} CSV files and a workbook are in {folder}" in there.text
        names = {f"{noun}-{SUNDAY}-{SUNDAY}.csv" for noun in NOUNS}
        assert names == {path.name for path in folder.glob("*.csv")}
        with zipfile.ZipFile(folder / f"workbook-{SUNDAY}-{SUNDAY}.xlsx") as book:
            sheets = re.findall(r'<sheet name="(.*?)"', book.read("xl/workbook.xml").decode())
        assert [noun for noun in NOUNS if noun != "events"] == sheets


async def test_a_long_path_is_said_to_its_end(at_lunch: Shop) -> None:
    """On a narrow screen the path goes on below."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (40, 20), clock=clock) as there:
        await there.press("x")
        said = f"✔ {len(NOUNS)} CSV files and a workbook are in {folder}"
        assert said.replace(" ", "") in "".join(there.text.split())


async def test_a_folder_that_cannot_be_written_is_said(at_lunch: Shop) -> None:
    """An export that fails says so in words, and the next one works again."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        terminal = there.app.machine

        def full(_noun: str, _period: Period) -> Path:
            raise OSError(28, "No space left on device", "/shop/exports")

        force_setattr(terminal, "export", full)
        await there.press("x")
        assert "■ /shop/exports cannot be written: No space left on device." in there.text
        await there.press("x")
        assert "■ /shop/exports" in there.text


async def test_an_export_is_not_begun_twice(at_lunch: Shop) -> None:
    """A second X while the files are written begins nothing."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        export, begun, go_on = there.app.machine.export, list[str](), threading.Event()

        def slow(noun: str, period: Period) -> Path:
            begun.append(noun)
            go_on.wait(PATIENCE)
            return export(noun, period)

        force_setattr(there.app.machine, "export", slow)
        await there.pilot.press("x", "x", "x")
        await there.pilot.pause()
        assert "The files are being written …" in there.text
        go_on.set()
        await there.settle()
        assert [*NOUNS, "workbook"] == begun

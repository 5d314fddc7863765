"""What the manager reads is what the exported files say, worked out anew from them."""

from __future__ import annotations

import csv
import re
import statistics
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.counter.ports import Period
from kiosk.tui.manager.period import ChosenDays, before, before_words, dates, read_day
from kiosk.tui.manager.what_facts import percent
from kiosk.tui.widgets.digits import large
from kiosk.work.time.instant import seconds_words
from tests.playbooks import DINER
from tests.tui.service import SUNDAY, Floor, floor, write_csv
from tests.tui.sunday import Shop, at_lunch, busy

__all__ = ["at_lunch", "busy"]

Rows = list[dict[str, str]]
LAST_SUNDAY = "2026-11-15"


def rows(folder: Path, noun: str, day: str = SUNDAY) -> Rows:
    """Read an exported file."""
    with write_csv(folder, noun, Period(day, day)).open(newline="") as file:
        return list(csv.DictReader(file))


def clock(seconds: float) -> str:
    """Write seconds as people do."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def share(part: int, whole: int) -> str:
    """Write a share in whole percent that claims neither all nor none where it is not so."""
    rounded = int(100 * part / whole + 0.5)
    return f"{max(1, min(99, rounded)) if 0 < part < whole else rounded}%"


def p90(values: list[float]) -> float:
    """Return the 90th percentile as spreadsheets do."""
    return statistics.quantiles(values, n=10, method="inclusive")[8]


def stands_large(text: str, number: str) -> bool:
    """Whether a number stands there in large digits."""
    top, middle, bottom = (re.escape(row.rstrip()) for row in large(number))
    lines = text.split("\n")
    return any(
        re.search(rf"(?<!\S){middle}", lines[y + 1]) and re.search(rf"(?<!\S){bottom}(?!\S)", lines[y + 2])
        for y, line in enumerate(lines[:-2])
        if re.search(rf"(?<!\S){top}", line)
    )


async def shown(there: Floor) -> str:
    """Return the widest screen's text."""
    assert (160, 45) == there.app.size
    return there.text


async def test_orders_on_the_screen_are_those_in_the_file(at_lunch: Shop) -> None:
    """Orders served, their median, the late share, the bars' hours, the slowest, open and void come out the same."""
    folder, now = at_lunch
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        text = await shown(there)
        orders = rows(folder, "orders")
        done = [row for row in orders if row["state"] == "finished"]
        seconds = sorted((float(row["seconds"]), int(row["number"])) for row in done)
        late = sum(taken >= DINER.process.clock.late for taken, _ in seconds)
        assert stands_large(text, str(len(done)))
        assert stands_large(text, clock(statistics.median(taken for taken, _ in seconds)))
        assert stands_large(text, share(late, len(done)))
        hours = sorted({row["finished_at"][11:13] for row in done})
        assert re.search(r"\s+".join(hours), text)
        for taken, number in seconds[-5:]:
            assert re.search(rf"\b{number} in {clock(taken)} [●▲■]", text)
        states = Counter(row["state"] for row in orders)
        assert re.search(rf"OPEN +{states['open']}, oldest .*, {states['void']} void", text)


async def test_steps_on_the_screen_are_those_in_the_file(at_lunch: Shop) -> None:
    """Count, median, p90, target and late share of every step, and the bumps that were too fast, come out the same."""
    folder, now = at_lunch
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        text = await shown(there)
        completions = rows(folder, "completions")
        for step in DINER.process.steps:
            done = [row for row in completions if row["step"] == step.id]
            taken = [float(row["total_s"]) for row in done]
            late = share(sum(row["pace"] == "late" for row in done), len(done))
            cells = (len(done), clock(statistics.median(taken)), clock(p90(taken)), clock(int(done[0]["target_s"])))
            assert re.search(rf"{step.name} +{' +'.join(map(str, cells))} +[●▲■] +{late}", text)
        fast = sum(row["too_fast"] == "1" for row in completions)
        assert f"▲ {fast} of {len(completions)} bumps, {share(fast, len(completions))}" in text


async def test_points_on_the_screen_are_those_in_the_file(at_lunch: Shop) -> None:
    """The kept share of all points, of the first step and of each point, and the change, come out the same."""
    folder, now = at_lunch
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        text = await shown(there)
        marks, earlier = rows(folder, "adherence"), rows(folder, "adherence", LAST_SUNDAY)
        kept = sum(row["mark"] == "kept" for row in marks)
        assert stands_large(text, share(kept, len(marks)))
        greeted = [row["mark"] == "kept" for row in marks if row["step"] == "greet"]
        assert stands_large(text, share(sum(greeted), len(greeted)))
        for step in DINER.process.steps:
            for point in DINER.procedure[step.id].points:
                now_marks = Counter(row["mark"] for row in marks if row["point"] == point.id)
                then = Counter(row["mark"] for row in earlier if row["point"] == point.id)
                change = 100 * now_marks["kept"] / now_marks.total() - 100 * then["kept"] / then.total()
                sign = "▲" if round(change) > 0 else "▼" if round(change) < 0 else "="
                cells = (
                    share(now_marks["kept"], now_marks.total()),
                    now_marks["skipped"] or "·",
                    now_marks["not-seen"] or "·",
                    f"{sign} +{abs(round(change))}",
                )
                assert re.search(rf"{re.escape(point.words)}.* {' +'.join(map(str, cells))}$", text, re.MULTILINE)


async def test_readings_on_the_screen_are_those_in_the_file(at_lunch: Shop) -> None:
    """Readings, those out of spec and those put right by a later good one come out the same."""
    folder, now = at_lunch
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        text = await shown(there)
        readings = rows(folder, "readings")
        out = [row for row in readings if row["within"] == "0"]
        good = {(row["order_id"], row["spec"]): int(row["place"]) for row in readings if row["within"] == "1"}
        right = sum(good.get((row["order_id"], row["spec"]), 0) > int(row["place"]) for row in out)
        assert 0 < right == len(out)
        assert stands_large(text, str(len(out)))
        assert f"{len(readings)}, ▲ {len(out)} out of spec, all put right" in text


async def test_without_a_day_to_compare_with_no_change_is_claimed(at_lunch: Shop) -> None:
    """Last Sunday's own numbers have no Sunday before them: the column stays empty."""
    folder, now = at_lunch
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        await there.press("t", "5", *"15", "enter", *"15", "enter")
        point = next(line for line in there.text.split("\n") if "Salt at once" in line and "%" in line)
        assert re.search(r"%( +[\d·]+){2}$", point)


# The rules behind.


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_never_claims_more_than_it_holds(part: int, more: int) -> None:
    """100 % stands for all, 0 % for none, and everything else is within a percent."""
    whole = part + more - 1 or 1
    said = int(percent(part, whole).rstrip("%"))
    assert (said == 100) == (part == whole)
    assert (said == 0) == (part == 0)
    assert abs(said - 100 * part / whole) <= 1


def test_nothing_has_no_share_and_no_time() -> None:
    """Of nothing there is neither a percentage nor a median."""
    assert "–" == percent(0, 0)
    assert "–" == seconds_words(None)


@pytest.mark.parametrize(
    ("keyed", "day"),
    [
        ("2026-11-01", "2026-11-01"),
        ("20261101", "2026-11-01"),
        ("2026.11.1", "2026-11-01"),
        ("11-01", "2026-11-01"),
        ("1", "2026-11-01"),
        (" 22 ", "2026-11-22"),
        ("0", None),
        ("31", None),
        ("2026-02-29", None),
        ("2026-11-22-1", None),
        ("", None),
        ("today", None),
        ("١", None),
        ("0000-01-01", None),
        ("99999-01-01", None),
    ],
)
def test_a_keyed_day(keyed: str, day: str | None) -> None:
    """A day is keyed in whole, or as month and day, or as the day of this month; anything else is no day."""
    assert day == read_day(keyed, SUNDAY)


def test_the_ready_choices() -> None:
    """Today, yesterday, this week from Monday, this month from the first."""
    assert Period(SUNDAY, SUNDAY) == ChosenDays("today").period(SUNDAY)
    assert Period("2026-10-31", "2026-10-31") == ChosenDays("yesterday").period("2026-11-01")
    assert Period("2026-11-16", SUNDAY) == ChosenDays("week").period(SUNDAY)
    assert Period("2026-11-01", SUNDAY) == ChosenDays("month").period(SUNDAY)
    assert Period(SUNDAY, SUNDAY) == ChosenDays("custom").period(SUNDAY)


@given(st.dates(), st.integers(0, 400))
def test_days_are_compared_with_their_own_weekdays(first: object, length: int) -> None:
    """The days before are as many, begin on the same weekday, and none of them is among the days themselves."""
    import datetime as dt

    start = max(first, dt.date(1900, 1, 1)) if isinstance(first, dt.date) else dt.date(2026, 1, 1)
    start = min(start, dt.date(9000, 1, 1))
    period = Period(start.isoformat(), (start + dt.timedelta(days=length)).isoformat())
    compared = before(period)
    earlier = dt.date.fromisoformat(compared.first)
    assert start.weekday() == earlier.weekday()
    assert dt.timedelta(days=length) == dt.date.fromisoformat(compared.last) - earlier
    assert compared.last < period.first
    assert (start - earlier).days - length <= 7


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2026-11-22", "2026-11-22", "Sun 22 Nov"),
        ("2025-11-22", "2025-11-22", "Sat 22 Nov 2025"),
        ("2026-11-16", "2026-11-22", "16–22 Nov"),
        ("2026-10-28", "2026-11-03", "28 Oct – 3 Nov"),
        ("2025-12-28", "2026-01-03", "28 Dec 2025 – 3 Jan 2026"),
        ("2024-12-28", "2025-01-03", "28 Dec 2024 – 3 Jan 2025"),
    ],
)
def test_how_days_read(first: str, last: str, words: str) -> None:
    """Days are written with as much of the date as tells them apart."""
    assert words == dates(Period(first, last), SUNDAY)


def test_what_is_compared_with_is_named() -> None:
    """Today is held against the same weekday of last week by its name, other days by date."""
    assert "last Sunday" == before_words(Period(SUNDAY, SUNDAY), SUNDAY)
    assert "9–15 Nov" == before_words(Period("2026-11-16", SUNDAY), SUNDAY)

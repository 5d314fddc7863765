"""The rows behind the manager's numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.counter.ports import Period
from kiosk.tui.manager.drill import DrillScreen
from kiosk.tui.manager.halves import Means
from kiosk.tui.order.slip import SlipScreen
from kiosk.tui.widgets.listing import Listing
from kiosk.work.report.summary import Summary
from tests.tui.service import SUNDAY, floor
from tests.tui.sunday import Shop, at_lunch, busy, choose, chosen

__all__ = ["at_lunch", "busy"]


@pytest.mark.parametrize(
    ("means", "title"),
    [
        (("step", "grill"), "Grill  slowest first"),
        (("open",), "Not served: open and void orders"),
        (("slowest",), "Served orders  slowest first"),
        (("too-fast",), "Faster than possible  fastest first"),
        (("point", "fry", "salt"), "Fry: Salt at once  not kept first"),
        (("critical",), "Critical points  not kept first"),
        (("readings",), "Readings  out of spec first"),
    ],
)
@pytest.mark.parametrize("size", [(40, 20), (100, 30)])
async def test_enter_takes_a_number_apart_and_backspace_leads_back(
    at_lunch: Shop, means: Means, title: str, size: tuple[int, int]
) -> None:
    """Behind each number stand as many rows as it counts; back on the screen the mark is where it was."""
    folder, clock = at_lunch
    async with floor(folder, "manager", size, clock=clock) as there:
        expected = behind(await there.counter.reports.summary(Period(SUNDAY, SUNDAY)), means)
        await choose(there, means)
        await there.press("enter")
        assert title[:20] in there.text
        rows = there.app.screen.query_one(Listing).rows
        assert expected == len(rows)
        assert f"1 of {expected}" in there.text
        await there.press("backspace")
        assert means == chosen(there)


def behind(summary: Summary, means: Means) -> int:
    """Return how many rows must stand behind a number."""
    what, how = summary.what, summary.how
    match means:
        case ("step", name):
            return next(step.count for step in what.steps if step.step == name)
        case ("open",):
            return what.open + what.void
        case ("slowest",):
            return what.finished
        case ("too-fast",):
            return sum(step.too_fast for step in what.steps)
        case ("critical",):
            return sum(point.asked for point in how.points if point.critical)
        case ("point", name, point_name):
            return next(point.asked for point in how.points if (point.step, point.point) == (name, point_name))
        case _:
            return how.readings


async def test_what_went_wrong_stands_first(at_lunch: Shop) -> None:
    """The slowest completions and the marks that are not kept are on the first page."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (160, 45), clock=clock) as there:
        await choose(there, ("step", "fry"))
        await there.press("enter")
        took = [row.cells[5][0][0] for row in there.app.screen.query_one(Listing).rows]
        assert sorted(took, key=lambda words: int(words[:-3]) * 60 + int(words[-2:]), reverse=True) == took
        await there.press("backspace")
        await choose(there, ("point", "fry", "salt"))
        await there.press("enter")
        marks = [row.cells[2][0][0] for row in there.app.screen.query_one(Listing).rows]
        order = ["✗ skipped", "○ not seen", "✔ kept"]
        assert sorted(marks, key=order.index) == marks
        assert len(set(marks)) > 1


async def test_rows_are_walked_by_line_and_by_page(at_lunch: Shop) -> None:
    """Arrows choose the row above and below, and turn pages; the heading counts along."""
    folder, clock = at_lunch
    async with floor(folder, "manager", (40, 20), clock=clock) as there:
        await choose(there, ("critical",))
        await there.press("enter")
        rows = there.app.screen.query_one(Listing)
        for keys, place in ((("down", "down"), 3), (("up",), 2), (("right",), 2 + rows.page), (("left", "left"), 1)):
            await there.press(*keys)
            assert f" {place} of {len(rows.rows)}" in there.text
        await there.touch("Up ↑")
        assert f" 1 of {len(rows.rows)}" in there.text
        await there.press(*["right"] * 9)
        assert f" {len(rows.rows)} of {len(rows.rows)}" in there.text


async def test_a_row_opens_its_orders_slip(at_lunch: Shop) -> None:
    """Enter on a row of a served order shows the slip; an order that is not served says that it has none."""
    folder, clock = at_lunch
    async with floor(folder, "manager", clock=clock) as there:
        await choose(there, ("slowest",))
        await there.press("enter", "enter")
        assert isinstance(there.app.screen, SlipScreen)
        await there.press("enter", "backspace")
        await choose(there, ("open",))
        await there.press("enter", "enter")
        assert "▲ Order 11 is void: it has no slip." in there.text
        await there.press("down", "enter")
        assert "▲ Order 12 is still open: it has no slip." in there.text


async def test_nothing_behind_a_number_says_so(tmp_path: Path) -> None:
    """A number of nothing opens an empty page with a sentence, and Enter there does nothing."""
    async with floor(tmp_path, "manager") as there:
        await there.press("enter")
        assert "No row stands behind this number." in there.text
        await there.press("enter", "down", "right")
        assert isinstance(there.app.screen, DrillScreen)

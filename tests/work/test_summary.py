"""The manager's numbers."""

from __future__ import annotations

import statistics
from operator import attrgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.work.order.event import Mark
from kiosk.work.record.adherence import PointRow, ReadingRow
from kiosk.work.record.completion import Completion
from kiosk.work.record.losses import RecallRow, WasteRow
from kiosk.work.record.record import OrderRow
from kiosk.work.report.exceptions import Detours, RecallSummary, WasteSummary
from kiosk.work.report.summary import DONE, Counted, StationSummary, Summary, summarise
from kiosk.work.time.pace import share_pace
from kiosk.work.time.percentile import Spread, percentile
from tests.playbooks import DINER

ORDER = OrderRow(
    "d-1", 1, "2026-11-22", "finished", "front", "", DINER.hash, "", "", "2026-11-22T12:00:00.000Z", "", "", 100.0,
    *(1, 450, 7, 7, 4, 4),
    *(0, 0, 0, 0, 0),
    0.0, "", 0, 80.0, 10.0,
)  # fmt: skip
GRILLED = Completion(
    "d-1", "grill", 1, "2026-11-22", "Grill", "grill", "grill", "Ana", "v1", DINER.hash, "", "", "", 0.0, 60.0, 60.0,
    *(120, 180, 240, 12, "on pace", 0, 1, 0, 0, "Grill cook", "", ""),
)  # fmt: skip
POINT = PointRow(
    *("d-1", "grill", "gloves", 1, "2026-11-22", "Grill", "Wear clean gloves", 1, "kept", "", "Ana", "grill", "v1", "")
)
READING = ReadingRow(
    "d-1", 1, "grill", "core", 1, "2026-11-22", "Core temperature", 160.0, "°F", 155.0, None,
    *(1, "", "FDA Food Code", "US", "Ana", "grill", ""),
)  # fmt: skip


def of(
    orders: tuple[OrderRow, ...] = (),
    completions: tuple[Completion, ...] = (),
    points: tuple[PointRow, ...] = (),
    readings: tuple[ReadingRow, ...] = (),
    *,
    recalls: tuple[RecallRow, ...] = (),
    waste: tuple[WasteRow, ...] = (),
    last_hour: tuple[Completion, ...] = (),
) -> Summary:
    """Sum rows up, hours being UTC."""
    done = attrgetter(*DONE)
    times, last = map(done, completions), map(done, last_hour)
    counted = Counted(orders, times, [(point, 1) for point in points], readings, recalls, waste, last)
    return summarise(counted, {DINER.hash: DINER}, lambda utc: utc[11:13])


@given(st.lists(st.floats(0, 1e6), min_size=2, max_size=50))
def test_percentiles_are_those_of_spreadsheets(values: list[float]) -> None:
    """The median and the 90th percentile are those of the standard library's inclusive method."""
    tenths = statistics.quantiles(values, n=10, method="inclusive")
    assert statistics.median(values) == pytest.approx(percentile(values, 0.5))
    assert tenths[8] == pytest.approx(percentile(values, 0.9))


def test_nothing_has_no_percentile() -> None:
    """No orders have no median, not a median of zero."""
    assert percentile([], 0.5) is None


def test_an_empty_period_is_all_zeros() -> None:
    """A day without guests sums up without a crash."""
    nothing = of()
    assert (0, 0, 0, 0, None) == (
        nothing.what.opened,
        nothing.what.finished,
        nothing.what.late,
        nothing.how.asked,
        nothing.what.median_s,
    )
    assert () == nothing.what.per_hour


def test_orders_are_counted_by_what_became_of_them() -> None:
    """Finished, void and open orders add up to those opened."""
    ended = (ORDER, replace(ORDER, state="void", seconds=None), replace(ORDER, state="open", seconds=None))
    what = of(ended).what
    assert (3, 1, 1, 1) == (what.opened, what.finished, what.void, what.open)


def test_an_order_is_late_from_the_late_second_on() -> None:
    """The limit itself belongs to the late side, as everywhere."""
    late = float(DINER.process.clock.late)
    assert 1 == of((replace(ORDER, seconds=late), replace(ORDER, seconds=late - 0.001))).what.late


def test_hours_begin_with_the_business_day() -> None:
    """A night shop's hours stand as they came, those between without orders too."""
    ends = ("2026-11-22T22:10:00.000Z", "2026-11-23T01:05:00.000Z", "2026-11-22T22:50:00.000Z")
    what = of(tuple(replace(ORDER, finished_at=end) for end in ends)).what
    assert (("22", 2), ("23", 0), ("00", 0), ("01", 1)) == what.per_hour


def test_the_slowest_five_are_named() -> None:
    """Slowest first, no more than five."""
    orders = tuple(replace(ORDER, number=number, seconds=float(number)) for number in range(1, 8))
    assert [(7, 7.0), (6, 6.0), (5, 5.0), (4, 4.0), (3, 3.0)] == [
        (order.number, order.seconds) for order in of(orders).what.slowest
    ]


def test_an_order_is_judged_by_its_own_playbook() -> None:
    """What was late then is late, however long today's playbook lets an order take."""
    patient = replace(DINER, process=replace(DINER.process, clock=replace(DINER.process.clock, warn=900, late=990)))
    orders = (
        replace(ORDER, number=1, seconds=480.0),
        replace(ORDER, number=2, seconds=480.0, playbook=patient.hash),
        replace(ORDER, number=3, seconds=480.0, playbook="gone"),
        replace(ORDER, number=4, seconds=479.999),
    )
    found = summarise(Counted(orders), {DINER.hash: DINER, patient.hash: patient}, lambda utc: utc[11:13])
    judged = {order.number: order.pace for order in found.what.slowest}
    assert {1: "late", 2: "on pace", 3: "on pace", 4: "due"} == judged
    assert 1 == found.what.late


@pytest.mark.parametrize(
    ("wrong", "whole", "pace"),
    [(0, 100, "on pace"), (4, 100, "on pace"), (5, 100, "due"), (9, 100, "due"), (10, 100, "late"), (0, 0, "on pace")],
)
def test_a_share_is_judged(wrong: int, whole: int, pace: str) -> None:
    """Below 5 in 100 is on pace, from 10 it is late; nothing of nothing is on pace."""
    assert pace == share_pace(wrong, whole)


def test_steps_stand_in_the_order_of_the_process() -> None:
    """Whatever was bumped first, people read greet before grill."""
    rows = (GRILLED, replace(GRILLED, step="greet", step_name="Greet"), replace(GRILLED, step="old", step_name="Gone"))
    assert ["greet", "grill", "old"] == [step.step for step in of(completions=rows).what.steps]


def test_a_step_is_summed_up() -> None:
    """Count, percentiles, late and too fast come from its completions."""
    rows = (GRILLED, replace(GRILLED, total_s=300.0, pace="late"), replace(GRILLED, total_s=1.0, too_fast=1))
    (step,) = of(completions=rows).what.steps
    assert 252.0 == pytest.approx(step.p90_s)
    assert (3, 60.0, 120, 1, 1) == (step.count, step.median_s, step.target_s, step.late, step.too_fast)


@pytest.mark.parametrize(
    ("mark", "kept", "asked"), [("kept", 1, 1), ("skipped", 0, 1), ("not-seen", 0, 1), ("not-applicable", 0, 0)]
)
def test_what_does_not_apply_is_not_asked(mark: Mark, kept: int, asked: int) -> None:
    """A point marked not applicable counts neither for nor against."""
    how = of(points=(replace(POINT, mark=mark),)).how
    assert (kept, asked) == (how.kept, how.asked)


def test_points_keep_words_and_weight() -> None:
    """A point is shown with its words and whether it is about safety."""
    (point,) = of(points=(POINT,)).how.points
    assert ("Wear clean gloves", True, "Grill") == (point.words, point.critical, point.step_name)


@pytest.mark.parametrize(
    ("later", "right"),
    [
        ((), 0),
        ((replace(READING, place=3),), 1),
        ((replace(READING, place=1),), 0),
        ((replace(READING, place=3, order_id="d-2"),), 0),
        ((replace(READING, place=3, spec="oil"),), 0),
    ],
    ids=["nothing", "good one later", "good one before", "another order's", "another spec's"],
)
def test_a_bad_reading_is_put_right_by_a_good_one_after_it(later: tuple[ReadingRow, ...], right: int) -> None:
    """Only a later good reading of the same order and spec puts it right."""
    bad = replace(READING, place=2, value=150.0, within=0)
    how = of(readings=(bad, *later)).how
    assert (1 + len(later), 1, right) == (how.readings, how.out_of_spec, how.put_right)


def test_a_bad_reading_is_put_right_by_what_was_done() -> None:
    """A noted corrective action puts it right."""
    assert 1 == of(readings=(replace(READING, within=0, action="cooked on"),)).how.put_right


def test_the_halves_never_meet() -> None:
    """Points change nothing in WHAT, completions nothing in HOW."""
    assert of(points=(POINT,), readings=(READING,)).what == of().what
    assert of((ORDER,), (GRILLED,)).how == of().how


# Clocks, stations and detours.

RECALL = RecallRow("d-1", 1, "grill", 1, "2026-11-22", "Grill", "cold", *(1, 0, 0, "Ana", "grill", ""))
WASTE = WasteRow("d-1", 1, "grill", 1, "2026-11-22", "Grill", "burger", "Burger", 2, "dropped", "Ana", "grill", "")


def test_clocks_count_finished_orders_only() -> None:
    """An order that is open or void has no clock, and one without a receipt is left out of that clock alone."""
    known = (ORDER, replace(ORDER, r2p_s=100.0, handoff_s=20.0), replace(ORDER, r2p_s=None, handoff_s=30.0))
    what = of((*known, replace(ORDER, state="void", seconds=None, r2p_s=None, handoff_s=None))).what
    assert Spread(2, 90.0, 98.0) == what.r2p
    assert Spread(3, 20.0, 28.0) == what.handoff
    assert Spread(0, None, None) == of().what.r2p


def test_stations_sum_all_their_steps_up() -> None:
    """In the playbook's order, with their names; a station it does not have comes last under its id."""
    rows = (
        replace(GRILLED, station="expo", step="check", total_s=10.0),
        replace(GRILLED, station="expo", step="hand-over", total_s=20.0, pace="late"),
        replace(GRILLED, station="attic", total_s=5.0),
        GRILLED,
    )
    what = of(completions=rows, last_hour=rows[:1]).what
    assert ["Grill", "Expo", "attic"] == [station.name for station in what.stations]
    assert StationSummary("expo", "Expo", 2, 15.0, 19.0, 1) == what.stations[1]
    assert (StationSummary("expo", "Expo", 1, 10.0, 10.0, 0),) == what.last_hour


def test_recalls_are_counted_by_step_and_reason() -> None:
    """What was opened only because a step before it was is no recall; an order counts once after its hand-over."""
    rows = (
        RECALL,
        replace(RECALL, place=2, step="check", step_name="Check", follows=1),
        replace(RECALL, place=3, handed_over=1),
        replace(RECALL, place=4, handed_over=1),
        replace(RECALL, order_id="d-2", reason="raw"),
    )
    detours = of(recalls=rows).what.detours
    assert (4, 1) == (detours.recalls, detours.recalled_after)
    assert (RecallSummary("grill", "Grill", "cold", 3), RecallSummary("grill", "Grill", "raw", 1)) == detours.recalls_by


def test_waste_is_counted_in_pieces_by_reason_and_item() -> None:
    """Most first; two names of one item stand apart."""
    rows = (replace(WASTE, quantity=1), replace(WASTE, item="?", name="Brownie"), replace(WASTE, item="?", name="Pie"))
    detours = of(waste=(*rows, replace(WASTE, quantity=4, reason="cold"))).what.detours
    assert 9 == detours.wasted
    assert WasteSummary("burger", "Burger", "cold", 4) == detours.waste_by[0]
    assert {"Brownie": 2, "Pie": 2, "Burger": 1} == {one.name: one.pieces for one in detours.waste_by[1:]}


def test_orders_that_went_another_way_are_counted() -> None:
    """Rushed, changed and held by orders, however often each; bumps taken back one by one."""
    rows = (
        replace(ORDER, rushed=1, changes=3),
        replace(ORDER, holds=2, undone=2),
        replace(ORDER, early="in a hurry", undone=1),
    )
    expected = Detours(early=1, rushed=1, changed=1, held=1, undone=3)
    assert expected == of(rows).what.detours
    assert Detours() == of((ORDER,)).what.detours

"""`kiosk summary` on a day on which hands did everything: what is printed is what the exported files say."""

from __future__ import annotations

import csv
import statistics
from pathlib import Path

import pytest

from kiosk.work.time.instant import seconds_words
from tests.cli.conftest import Kiosk
from tests.tui.handy import at_work, worked
from tests.tui.service import SUNDAY
from tests.tui.sunday import Shop

__all__ = ["at_work", "worked"]


@pytest.fixture
def day(kiosk: Kiosk, at_work: Shop) -> Kiosk:
    """Run commands on that record, about that day."""
    database = str(at_work[0] / "kiosk.db")
    return lambda *words: kiosk("--database", database, *words, "--since", SUNDAY, "--until", SUNDAY)


def rows(day: Kiosk, noun: str, home: Path) -> list[dict[str, str]]:
    """Export and read a noun's rows."""
    assert 0 == day(noun, "export", f"{noun}.csv").code
    with (home / f"{noun}.csv").open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_clocks_and_detours_are_printed(day: Kiosk, home: Path) -> None:
    """Each clock with the moments it runs between, recalls by step and reason, waste by item and reason."""
    said = day("summary").out
    orders = [row for row in rows(day, "orders", home) if row["state"] == "finished"]
    for name, column in (("R2P, receipt to handed over", "r2p_s"), ("Handoff, all ready to handed over", "handoff_s")):
        middle = statistics.median(float(row[column]) for row in orders)
        assert f"{name}: median {seconds_words(middle)}, 90 % within " in said
    again = [row for row in rows(day, "recalls", home) if row["follows"] == "0"]
    after = {row["order_id"] for row in again if row["handed_over"] == "1"}
    assert f"Recalls: {len(again)}, {len(after)} orders after the hand-over" in said
    pieces = sum(int(row["quantity"]) for row in rows(day, "waste", home))
    assert f"Waste: {pieces} pieces" in said
    assert "Orders handed over early: 1, rushed: 1, changed: 1, held: 1" in said
    assert "Bumps taken back: 1" in said


def test_programs_get_the_same_numbers(day: Kiosk, home: Path) -> None:
    """Facts hold every clock, station, cause and count."""
    what = day("summary", "--json").facts["what"]
    orders = rows(day, "orders", home)
    finished = [float(row["r2p_s"]) for row in orders if row["state"] == "finished"]
    assert (len(finished), statistics.median(finished)) == (what["r2p"]["count"], what["r2p"]["median_s"])
    assert ["front", "grill", "fry", "expo"] == [station["station"] for station in what["stations"]]
    done = rows(day, "completions", home)
    assert len(done) == sum(station["count"] for station in what["stations"])
    detours = what["detours"]
    assert sum(int(row["recalls"]) for row in orders) == detours["recalls"]
    assert {("Grill", "=cold", 2), ("Grill", "[bold]raw[/]", 1), ("Fry", "soggy", 1)} == {
        (one["step_name"], one["reason"], one["count"]) for one in detours["recalls_by"]
    }
    assert sum(int(row["wasted"]) for row in orders) == sum(one["pieces"] for one in detours["waste_by"])


def test_an_empty_day_has_no_clocks(kiosk: Kiosk) -> None:
    """Nothing was handed over, so no time is claimed; what did not happen is counted as none."""
    kiosk("order", "start")
    said = kiosk("summary").out
    assert "median" not in said
    assert "Recalls: 0, 0 orders after the hand-over" in said

"""The clocks, the stations and what went another way: on the screen as in the exported files, and taken apart."""

from __future__ import annotations

import re
import statistics
from collections import Counter
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.tui.manager.drill import DrillScreen
from kiosk.tui.manager.halves import HalfPage, Means
from kiosk.tui.widgets.listing import Listing
from kiosk.work.time.instant import utc
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.remake import Remake, remakable
from tests.tui.handy import at_work, worked
from tests.tui.service import Floor, floor
from tests.tui.sunday import Shop, choose, chosen, marked
from tests.tui.test_manager_numbers import Rows, clock, p90, rows, share

__all__ = ["at_work", "worked"]


def served(folder: Path) -> Rows:
    """Return the finished orders of the file."""
    return [row for row in rows(folder, "orders") if row["state"] == "finished"]


def fact(there: Floor, label: str) -> str:
    """Return what the screen says after a label."""
    return next(found[1] for line in there.text.split("\n") if (found := re.search(rf"^ ?[ ▸]{label} +(.*?) *▌", line)))


async def test_the_three_clocks_are_those_in_the_file(at_work: Shop) -> None:
    """Median and 90th percentile of each clock come out the same, and each says between which moments it runs."""
    folder, now = at_work
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        orders = served(folder)
        for label, column, runs in (
            ("ORDER", "seconds", "opened → Hand over"),
            ("R2P", "r2p_s", "Pay → Hand over"),
            ("HANDOFF", "handoff_s", "ready → Hand over"),
        ):
            taken = [float(row[column]) for row in orders if row[column]]
            assert len(orders) == len(taken)
            said = f"{clock(statistics.median(taken))}, 90% in {clock(p90(taken))}  {runs}"
            assert said == fact(there, label)


async def test_detours_are_those_in_the_file(at_work: Shop) -> None:
    """Recalls, pieces thrown away, early hand-overs, rush, changes, holds and bumps taken back come out the same."""
    folder, now = at_work
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        again = [row for row in rows(folder, "recalls") if row["follows"] == "0"]
        after = {row["order_id"] for row in again if row["handed_over"] == "1"}
        ((name, why), times) = Counter((row["step_name"], row["reason"]) for row in again).most_common(1)[0]
        plain = why.removeprefix("'")
        assert f"▲ {len(again)}, {len(after)} after hand-over · {name}: {plain} {times}" == fact(there, "RECALLED")
        pieces: Counter[tuple[str, str]] = Counter()
        for row in rows(folder, "waste"):
            pieces[row["reason"], row["name"]] += int(row["quantity"])
        ((reason, item), most) = pieces.most_common(1)[0]
        assert f"▲ {pieces.total()} pieces · {reason}: {most} {item}" == fact(there, "WASTE")
        orders = rows(folder, "orders")
        counts = {
            "early": sum(row["early"] != "" for row in orders),
            "rushed": sum(row["rushed"] == "1" for row in orders),
            "changed": sum(row["changes"] != "0" for row in orders),
            "held": sum(row["holds"] != "0" for row in orders),
            "undone": sum(int(row["undone"]) for row in orders),
        }
        assert all(counts.values())
        assert ", ".join(f"{count} {word}" for word, count in counts.items()) == fact(there, "ALSO")


async def test_what_orders_say_of_their_losses_is_what_the_rows_say(at_work: Shop) -> None:
    """Recalls and pieces of each order add up to the rows of the other files, and a reason cannot run as a formula."""
    folder, now = at_work
    async with floor(folder, "manager", clock=now):
        again = Counter(row["order_id"] for row in rows(folder, "recalls") if row["follows"] == "0")
        wasted: Counter[str] = Counter()
        for row in rows(folder, "waste"):
            wasted[row["order_id"]] += int(row["quantity"])
        for row in rows(folder, "orders"):
            assert (str(again[row["order_id"]]), str(wasted[row["order_id"]])) == (row["recalls"], row["wasted"])
        reasons = {row["reason"] for noun in ("recalls", "waste") for row in rows(folder, noun)}
        assert "'=cold" in reasons
        assert "=cold" not in reasons


def judged(done: Rows) -> str:
    """Say what a station's line says of some bumps."""
    taken = [float(row["total_s"]) for row in done]
    late = share(sum(row["pace"] == "late" for row in done), len(done))
    return rf"{clock(statistics.median(taken))}, p90 {clock(p90(taken))} [●▲■] {late}"


async def test_stations_are_those_in_the_file(at_work: Shop) -> None:
    """Median, p90 and late share of each station, of the last hour and of the whole day, come out the same."""
    folder, now = at_work
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        done = rows(folder, "completions")
        since = utc(now.now().at - 3_600_000)
        for station, name in (("front", "FRONT"), ("grill", "GRILL"), ("fry", "FRY"), ("expo", "EXPO")):
            here = [row for row in done if row["station"] == station]
            lately = [row for row in here if row["bumped_at"] > since]
            assert 0 < len(lately) < len(here)
            assert re.fullmatch(f"1 h {judged(lately)}  all {judged(here)}", fact(there, name))


async def test_a_day_gone_by_has_no_last_hour(at_work: Shop) -> None:
    """An hour later a station has only the whole day's line."""
    folder, now = at_work
    now.advance(3601)
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        assert "1 h " not in there.text
        grill = [row for row in rows(folder, "completions") if row["station"] == "grill"]
        assert re.fullmatch(judged(grill), fact(there, "GRILL"))


async def test_a_day_without_detours_says_so(tmp_path: Path) -> None:
    """Nothing recalled and nothing thrown away is said, not left out; without orders nothing is said."""
    async with floor(tmp_path, "manager", (160, 45)) as there:
        assert "RECALLED" not in there.text
        await there.counter.do(OpenOrder(), by="Mia")
        await there.counter.do(Bump("20261122-1", "greet"), by="Mia")
        there.app.screen._begin()  # type: ignore[attr-defined]
        await there.settle()
        assert re.search("RECALLED +● none", there.text)
        assert re.search("WASTE +● none", there.text)
        assert re.search("ALSO +● none", there.text)


@pytest.mark.parametrize(
    ("means", "title", "first"),
    [
        (("clock", "order"), "Order clock: opened to hand-over  slowest first", ""),
        (("clock", "r2p"), "R2P: receipt to hand-over  slowest first", ""),
        (("clock", "handoff"), "Handoff: all ready to hand-over", ""),
        (("recalls",), "Recalls  after the hand-over first", "▲ handed over"),
        (("waste",), "Waste  most pieces first", "made already"),
        (("also",), "Early, rushed, changed, held, undone  early first", "bus leaves"),
        (("station", "grill"), "At grill  slowest first", "Grill"),
    ],
)
async def test_the_new_numbers_are_taken_apart(at_work: Shop, means: Means, title: str, first: str) -> None:
    """Behind each stand as many rows as the number counts, the worst first; Enter on one shows its order."""
    folder, now = at_work
    async with floor(folder, "manager", (100, 30), clock=now) as there:
        await choose(there, means)
        await there.press("enter")
        assert title in there.text
        screen = there.app.screen
        assert isinstance(screen, DrillScreen)
        assert first in marked(there)
        assert expected(folder, means) == len(screen.query_one(Listing).rows)
        await there.press("backspace")
        assert means == chosen(there)


def expected(folder: Path, means: Means) -> int:
    """Count the rows of the exported file that stand behind a number."""
    match means:
        case ("clock", _):
            return len(served(folder))
        case ("also",):
            flags = ("early", "rushed", "changes", "holds", "undone")
            return sum(any(row[flag] not in ("", "0") for flag in flags) for row in rows(folder, "orders"))
        case ("station", station):
            return sum(row["station"] == station for row in rows(folder, "completions"))
        case _:
            return len(rows(folder, means[0]))


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (100, 30)])
async def test_facts_that_do_not_fit_are_reached_by_key_and_by_touch(at_work: Shop, size: tuple[int, int]) -> None:
    """The arrows at their end say how many are hidden, turn the page when touched, and the mark pulls them along."""
    folder, now = at_work
    async with floor(folder, "manager", size, clock=now) as there:
        page = there.app.screen.query_one("#what", HalfPage)
        seen: list[str] = []
        for _ in range(len(page.half.facts)):
            text = there.text
            seen += [one.label for one in page.half.facts if re.search(rf"^ ?[ ▸]{one.label} ", text, re.MULTILINE)]
            if set(seen) == {one.label for one in page.half.facts}:
                break
            await touch_arrows(there)
        assert {one.label for one in page.half.facts} == set(seen)
        await choose(there, ("station", "expo"))
        assert "EXPO" in marked(there)
        await choose(there, ("step", "greet"))
        assert "Greet" in marked(there)
        assert "Hand over" in there.text


async def touch_arrows(there: Floor) -> None:
    """Touch the arrows at the end of the last fact."""
    for y, line in enumerate(there.text.split("\n")):
        if found := re.search(r"[↑↓]\d+(?= ▌|$| +▌)", line):
            if "STEP" in line or "POINT" in line:
                continue
            await there.pilot.click(offset=(found.start(), y))
            await there.settle()
            return
    raise AssertionError(f"no arrows:\n{there.text}")


async def test_an_hour_ends_at_the_counters_clock(at_work: Shop) -> None:
    """What the wall clock of the machine says has no part in it."""
    folder, now = at_work
    async with floor(folder, "manager", (160, 45), clock=SetClock(now.now().at + 600_000, now.now().mono)) as there:
        since = utc(now.now().at - 3_000_000)
        fry = [row for row in rows(folder, "completions") if row["station"] == "fry" and row["bumped_at"] > since]
        assert fact(there, "FRY").startswith("1 h")
        assert re.match(f"1 h {judged(fry)}", fact(there, "FRY"))


async def test_what_was_made_again_is_counted_with_its_price(at_work: Shop) -> None:
    """Pieces, price and the most frequent cause; the rows behind it name the cause and the price."""
    folder, now = at_work
    async with floor(folder, "manager", (160, 45), clock=now) as there:
        assert "REMADE" not in there.text
        entry = (await there.counter.reports.finished())[0]
        line, step = next(
            (line, step.id) for step in entry.playbook.process.steps if step.makes for line in remakable(entry, step.id)
        )
        await there.counter.do(Remake(entry.order.id, step, line.line.id, "sent-back"), by="Mia")
        there.app.screen._begin()  # type: ignore[attr-defined]
        await there.settle()
        (row,) = rows(folder, "remakes")
        price = entry.playbook.price(int(row["price_cents"]))
        assert f"▲ 1 piece, {price} · Sent back: 1 {row['name']}" == fact(there, "REMADE")
        await choose(there, ("remakes",))
        await there.press("enter")
        assert "Made again  what costs most first" in there.text
        assert "Sent back" in marked(there)
        assert price.removeprefix(entry.playbook.currency) in marked(there)

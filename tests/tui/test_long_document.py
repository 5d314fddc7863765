"""A procedure of twenty-five points and ten specs: the line to say and the gates stay while the rest scrolls."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.tui.procedure.document import document_lines
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.spec import Spec
from kiosk.work.verb.mark import MarkPoint, TakeReading
from tests.playbooks import DINER
from tests.tui.seat import MEAL, seat


def long() -> Playbook:
    """Return the diner with a long document at its grill; the twentieth point and the last spec are gates."""
    grill = DINER.procedure["grill"]
    points = tuple(Point(f"p{n}", f"Point number {n} of a long list of points", gate=n == 20) for n in range(1, 26))
    specs = tuple(
        Spec(f"s{n}", f"Figure {n}", "at least 60", "°C", minimum=Decimal(60), reading=n == 10, gate=n == 10)
        for n in range(1, 11)
    )
    text = "Some **bold** words.\n\n## A heading\n\n- first thing\n- second thing\n\n" + "Long text. " * 200
    made = replace(grill, points=points, specs=specs, script=("Say this to the cook now.",), text=text)
    return replace(DINER, procedures=tuple(made if one.step == "grill" else one for one in DINER.procedures))


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_the_line_and_the_gates_stay(database: Path, size: tuple[int, int]) -> None:
    """On every page, by keys, to the last point and back."""
    async with seat(database, playbook=long(), size=size) as grill:
        await grill.opened(MEAL)
        seen = ""
        for _ in range(20):
            assert "Say this to the cook now." in grill.text
            assert "DONE waits for: 20 Point number 20" in grill.text
            seen += grill.text
            await grill.press("right")
        assert "Point number 25" in seen
        for _ in range(20):
            await grill.press("left")
        assert "Order 1" in grill.text


async def test_the_line_is_spoken_by_a_touch_wherever_it_is_scrolled_to(database: Path) -> None:
    """It is a target on every page."""
    async with seat(database, playbook=long(), size=(80, 24)) as grill:
        await grill.opened(MEAL)
        await grill.press("right", "right")
        await grill.touch("Say this to the cook")
        assert "Speech is off" in grill.text


async def test_what_is_done_is_waited_for_no_more(database: Path) -> None:
    """A reading that keeps its limit leaves the row."""
    async with seat(database, playbook=long(), size=(120, 24)) as grill:
        entry = await grill.opened(MEAL)
        await grill.counter.do(MarkPoint(entry.order.id, "grill", "p20", "kept"))
        await grill.settle()
        assert "DONE waits for: R Figure 10" in grill.text
        await grill.counter.do(TakeReading(entry.order.id, "grill", "s10", "61"))
        await grill.settle()
        assert "DONE waits for" not in grill.text


def test_the_document_has_its_headings_lists_and_bold_words() -> None:
    """F1 shows all of the Markdown."""
    lines = document_lines(long(), long().procedure["grill"], 40)
    written = ["".join(text for text, _look in line) for line in lines]
    assert "A heading" in written
    assert "  · first thing" in written
    assert ("bold", "strong bold") in [run for line in lines for run in line]
    assert all(len(line) <= 44 for line in written[4:])

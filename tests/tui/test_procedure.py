"""The procedure reader: the whole document of a step, from any ticket and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.work.playbook.playbook import Playbook
from tests.tui.seat import seat


@pytest.mark.parametrize("key", ["f1", "?"])
async def test_f1_reads_the_whole_procedure(database: Path, key: str) -> None:
    """Title, role, times, version, points, specs with source, limits and what to do when missed."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press(key)
        for words in (
            "Grill the patties",
            "crew",
            "target 2:00",
            "late from 4:00",
            "Faster than 0:12 is not possible.",
            "Wear clean gloves",
            "(critical)",
            "Core temperature",
            "FDA Food Code, US",
            "If missed: Cook on.",
            "Smile.",
        ):
            assert words in grill.text


@pytest.mark.parametrize("key", ["enter", "backspace", "h", "escape"])
async def test_every_way_back_leads_to_the_same_ticket(database: Path, key: str) -> None:
    """Reading does nothing to the step."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("f1", key)
        assert grill.lines[0].startswith(" GRILL ")
        assert "open" == grill.state(entry.order.id, "grill")


async def test_a_long_document_scrolls(database: Path, burger: Playbook) -> None:
    """Down and up, by keys and by touch, to its last line."""
    async with seat(database, "station:grill", playbook=burger, size=(80, 24)) as grill:
        from kiosk.work.order.line import Wish

        await grill.opened((Wish("hamburger"),), upto="cook")
        await grill.press("f1")
        top = grill.text
        seen = top
        for _ in range(12):
            await grill.press("down")
            seen += grill.text
        for point in burger.procedure["cook"].points:
            assert point.words.split(",")[0][:30] in seen
        assert burger.procedure["cook"].guidelines[-1][:30] in seen
        for _ in range(12):
            await grill.touch("Up ↑")
        assert top == grill.text


async def test_every_procedure_of_the_shipped_counter_can_be_read(burger: Playbook) -> None:
    """No line is wider than the page, at the narrowest terminal and at the widest."""
    from kiosk.tui.procedure.document import document_lines
    from kiosk.tui.procedure.reader import WIDEST
    from kiosk.tui.widgets.lines import width_of

    for procedure in burger.procedures:
        for width in (36, 60, WIDEST):
            for line in document_lines(burger, procedure, width):
                words = "".join(text for text, _ in line)
                assert width_of(line) <= width or words.startswith((procedure.title, procedure.role)), words

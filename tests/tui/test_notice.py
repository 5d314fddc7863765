"""The notice above the keys: nothing of a sentence is cut, and nothing below a finger moves for it."""

from __future__ import annotations

from pathlib import Path

from kiosk.tui.terminal.screen import CounterScreen
from kiosk.tui.widgets.keybar import KeyBar
from kiosk.tui.widgets.notice import Notice
from tests.tui.seat import seat

LONG = (
    "Core of a beef patty: 150 °F is out of spec. Noted: Back on the grill, turn, and probe again; throw away what "
    "cannot reach it. Then read it again."
)


async def test_a_long_sentence_is_whole_where_there_is_one_row_for_it(tmp_path: Path) -> None:
    """At 80x24 a sentence of two lines lies over the row above its place."""
    async with seat(tmp_path / "kiosk.db", size=(80, 24)) as grill:
        assert isinstance(grill.screen, CounterScreen)
        grill.screen.say(LONG, "bad")
        await grill.settle()

        assert f"■ {LONG}" == grill.notice


async def test_the_keys_stay_where_they_are_while_a_long_sentence_is_said(tmp_path: Path) -> None:
    """What grows, grows upwards over what stands there; a touch takes it away."""
    async with seat(tmp_path / "kiosk.db", size=(80, 24)) as grill:
        before, middle = grill.screen.query_one(KeyBar).region, grill.screen.query_one("#middle").region
        assert isinstance(grill.screen, CounterScreen)
        grill.screen.say(LONG, "bad")
        await grill.settle()

        assert before == grill.screen.query_one(KeyBar).region
        assert middle == grill.screen.query_one("#middle").region

        await grill.touch("Then read it again")

        assert grill.notice == ""
        assert grill.screen.query_one(Notice).size.height == 1


async def test_a_disk_that_fills_up_is_told_in_two_levels_and_not_when_there_is_room(tmp_path: Path) -> None:
    """At 200 MB and at 50 the screens warn, in other words; the warning goes when there is room again."""
    left = [201]
    async with seat(tmp_path / "kiosk.db", size=(80, 24), room=lambda: left[0]) as grill:
        seen = {}
        for megabytes in (201, 200, 51, 50, 0, 201):
            left[0] = megabytes
            await grill.app.feed.look_at_disk()
            grill.app.show_change()
            await grill.settle()
            seen[megabytes] = grill.notice
    assert "" == seen[201]
    assert "200 MB left on the record's disk: make room after this shift." in seen[200]
    assert "51 MB left on the record's disk: make room after this shift." in seen[51]
    assert "Only 50 MB left on the record's disk: make room now, or all stands still." in seen[50]
    assert "Only 0 MB left on the record's disk" in seen[0]

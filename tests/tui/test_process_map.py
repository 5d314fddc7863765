"""The process map: where it is reached, what it counts, what a step leads to, and that it is whole at every size."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rich.cells import cell_len

from kiosk.tui.expo.screen import ExpoScreen
from kiosk.tui.front.screen import FrontScreen
from kiosk.tui.manager.screen import ManagerScreen
from kiosk.tui.procedure.reader import ReaderScreen
from kiosk.tui.process.map import PAGE, OnMap, ProcessMap, counts_line
from kiosk.tui.process.screen import ProcessMapScreen
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.widgets.lines import width_of
from kiosk.work.board.load import AtStep
from kiosk.work.order.line import Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.hold import Hold
from tests.drawing.graphs import waits
from tests.drawing.ways import Cell, reached
from tests.playbooks import DINER
from tests.tui.seat import Seat, elsewhere, seat
from tests.work.invented import playbooks

SIZES = [(40, 20), (80, 24), (100, 30), (160, 45)]
PLACES = {
    "station:grill": StationScreen,
    "station:expo": ExpoScreen,
    "station:front": FrontScreen,
    "manager": ManagerScreen,
}


def below(at: Seat, name: str) -> str:
    """Return what stands under a step's name."""
    x, y = at.find(name)
    return at.lines[y + 1][x:].partition("   ")[0].strip()


@pytest.mark.parametrize("start", PLACES)
async def test_a_key_leads_there_and_back(database: Path, start: str) -> None:
    """By F2, and back by it, by H, by Backspace, or by touch."""
    async with seat(database, start) as there:
        for back in ("f2", "h", "backspace"):
            await there.press("f2")
            assert isinstance(there.screen, ProcessMapScreen)
            await there.press(back)
            assert isinstance(there.screen, PLACES[start])
        await there.press("f2")
        await there.touch("Back")
        assert isinstance(there.screen, PLACES[start])


@pytest.mark.parametrize("start", PLACES)
async def test_more_leads_there(database: Path, start: str) -> None:
    """By touch, on whichever of its pages it stands."""
    async with seat(database, start, size=(160, 45)) as there:
        await there.press("0")
        for _ in range(4):
            if any("Process" in line for line in there.lines):
                break
            await there.press("0")
        await there.touch("Process")
        assert isinstance(there.screen, ProcessMapScreen)


async def test_the_step_that_is_open_is_marked(database: Path) -> None:
    """With a sign and with the mark; from the manager's screen no step is the one."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("f2")
        assert "◆ Grill" in grill.text
        assert grill.style("◆ Grill").bgcolor != grill.style("Check").bgcolor
    async with seat(database, "manager") as manager:
        await manager.press("f2")
        assert "◆" not in manager.text


async def test_counts_follow_the_board_and_the_clock(database: Path) -> None:
    """What another terminal does is seen, and what is open becomes late with no key pressed."""
    async with seat(database, size=(160, 45)) as grill:
        first = await grill.opened()
        await grill.opened()
        await grill.press("f2")
        assert "● 2 open" == below(grill, "◆ Grill")
        assert "○ 2 waiting" == below(grill, "Check")
        async with elsewhere(database, grill.clock) as other:
            await other.do(Bump(first.order.id, "grill"), by="Leo")
        await grill.until(lambda: "● 1 open" == below(grill, "◆ Grill"))
        await grill.pass_time(239)
        assert "● 1 open" == below(grill, "◆ Grill")
        await grill.pass_time(2)
        assert "● 1 open  ■ 1 late" == below(grill, "◆ Grill")
        await grill.counter.do(Hold(first.order.id, "Guest is not here"), by="Leo")
        await grill.settle()
        await grill.until(lambda: "‖ 1 held" in grill.text)
        assert "2 orders" in grill.lines[0]


async def test_a_step_leads_to_its_procedure(database: Path) -> None:
    """By touch on its name or on its counts, by Enter or F1 on the marked one; then back to the map."""
    async with seat(database) as grill:
        await grill.press("f2")
        await grill.touch("Check")
        assert isinstance(grill.screen, ReaderScreen)
        assert "Check the order" in grill.text
        await grill.press("enter")
        assert isinstance(grill.screen, ProcessMapScreen)
        x, y = grill.find("Check")
        await grill.tap(x + 2, y + 1)
        assert "Check the order" in grill.text
        await grill.press("backspace", "up", "f1")
        assert "Fry the fries" in grill.text
        await grill.press("enter", "down", "down", "enter")
        assert "Hand the order over" in grill.text


async def test_arrows_mark_every_step_and_stop_at_the_ends(database: Path, burger: Playbook) -> None:
    """The page goes along with the mark."""
    async with seat(database, "manager", playbook=burger, size=(40, 20)) as there:
        await there.press("f2")
        shown = there.screen.query_one(ProcessMap)
        seen = [shown.marked]
        for _ in range(12):
            await there.press("down")
            seen.append(shown.marked)
            assert burger.process.step[shown.marked].name.split()[0] in there.text
        assert [step.id for step in burger.process.steps] == list(dict.fromkeys(seen))
        assert ["hand-over"] * 4 == seen[-4:]


async def test_the_mark_stays_when_counts_change(database: Path) -> None:
    """Nothing moves under a finger."""
    async with seat(database) as grill:
        await grill.press("f2", "down", "down")
        marked = grill.screen.query_one(ProcessMap).marked
        before = [line.find("Check") for line in grill.lines]
        await grill.opened()
        assert marked == grill.screen.query_one(ProcessMap).marked
        assert before == [line.find("Check") for line in grill.lines]


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_shows_every_step_once(database: Path, burger: Playbook, size: tuple[int, int]) -> None:
    """On as many pages as it takes; every line is as wide as the screen, and stations stand above or beside."""
    async with seat(database, "manager", playbook=burger, size=size) as there:
        await there.opened((Wish("cheeseburger"),), upto="cook")
        await there.press("f2")
        pages = [there.text]
        while f"{len(pages)}/" in there.text and "→" in there.lines[size[1] - 5]:
            await there.press("right")
            pages.append(there.text)
            for strip in there.app.screen._compositor.render_strips():
                assert size[0] == sum(cell_len(segment.text) for segment in strip)
        assert (len(pages) == 1) == (size[0] >= 100)
        words = " ".join("\n".join(pages).split())
        names = ("Greet", "Take order", "Cook", "Assemble", "Check and bag", "Hand over")
        assert [1] * len(names) == [words.count(f" {name} ") for name in names]
        for words_ in ("Grill", "Expo", "a hungry guest", "open", "waiting"):
            assert words_ in words


async def test_pages_turn_by_touch(database: Path, burger: Playbook) -> None:
    """By the key, and by the foot of the page; the first follows the last."""
    async with seat(database, "manager", playbook=burger, size=(40, 20)) as there:
        await there.press("f2")
        await there.touch("Page")
        assert "Hand over" in there.text
        assert "Greet" not in there.text
        await there.touch("2/2")
        assert "Greet" in there.text
        await there.press("right", "left")
        assert "1/2" in there.text


async def test_ways_on_the_screen_are_those_of_the_process(database: Path) -> None:
    """Read from the cells, step by step, downwards."""
    async with seat(database, size=(100, 30)) as grill:
        await grill.press("f2")
        lines = grill.lines
        gutter = [line[:5] for line in lines]
        rows = {}
        for step in DINER.process.steps:
            places = [y for y, line in enumerate(lines) if f" {step.name}" in line[5:] and "█" in line[:5]]
            assert 1 == len(places)
            rows[places[0]] = step.id
        ends = [y for y, line in enumerate(gutter) if "○" in line and " open" not in lines[y]]
        rows |= {ends[0]: "<", ends[-1]: ">"}

        def node_at(cell: Cell) -> str:
            x, y = cell
            return rows.get(y, "") if gutter[y][x : x + 1] in ("█", "○") else ""

        found = {
            (name, later)
            for y, name in rows.items()
            for later in reached(gutter, (max(gutter[y].find("█"), gutter[y].find("○")), y + 1), node_at)
        }
        assert waits(DINER) == found


async def test_names_are_data(database: Path) -> None:
    """What a playbook calls a step or a station stands there as it is written."""
    steps = tuple(replace(one, name=f"[b]{one.name}[/b]") for one in DINER.process.steps)
    stations = tuple(replace(one, name=f"[red]{one.name}") for one in DINER.stations)
    book = replace(DINER, stations=stations, process=replace(DINER.process, steps=steps))
    async with seat(database, playbook=book, size=(160, 45)) as grill:
        await grill.press("f2")
        assert "[b]Grill[/b]" in grill.text
        assert "[red]Expo" in grill.text


@given(playbooks(), st.integers(36, 156), st.integers(10, 45))
def test_any_process_is_on_the_map_whole(playbook: Playbook, width: int, height: int) -> None:
    """On its pages every step can be touched once, and no line is wider or lower than the screen."""
    counts = {step.id: AtStep(12, 3, 45, 6) for step in playbook.process.steps}
    shown = ProcessMap(OnMap(playbook, counts, playbook.process.steps[-1].id))
    touched: list[object] = []
    drawn = shown.draw(width, height)
    for page in range(len(shown._pages)):
        shown.page = page
        drawn = shown.draw(width, height)
        assert height == len(drawn.lines)
        assert max(map(width_of, drawn.lines)) <= width
        touched += [target.means for target in drawn.targets if target.means != PAGE]
    assert sorted(playbook.process.step) == sorted(map(str, touched))


def test_counts_shorten_where_there_is_little_room() -> None:
    """Words first, then spaces; what is not there is not said."""

    def said(room: int) -> str:
        return "".join(text for text, _ in counts_line(AtStep(12, 3, 4, 0), room))

    assert ["● 12 open  ■ 3 late  ○ 4 waiting", "● 12  ■ 3  ○ 4", "●12 ■3 ○4"] == [said(40), said(20), said(10)]
    assert "–" == "".join(text for text, _ in counts_line(AtStep(), 10))

"""The process as tracks: each way read back from the drawing, whatever the process."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.drawing.tracks import INPUT, OUTPUT, TrackNode, ordered, tracks
from kiosk.work.playbook.playbook import Playbook
from tests.drawing.graphs import graphs, process, waits
from tests.drawing.ways import Cell, reached
from tests.playbooks import DINER
from tests.work.invented import playbooks


def drawn(blocks: tuple[TrackNode, ...], height: int = 2) -> tuple[list[str], list[str]]:
    """Return all rows from the top, and whose each is; those between the nodes are nobody's."""
    rows, owners = list[str](), list[str]()
    for block in blocks:
        rows += [*block.rows(height), block.below]
        owners += [block.id] * (len(block.rows(height))) + [""]
    return rows, owners


def read_back(blocks: tuple[TrackNode, ...]) -> set[tuple[str, str]]:
    """Return the pairs of nodes a way is drawn between, the named ones too."""
    rows, owners = drawn(blocks)

    def node_at(cell: Cell) -> str:
        x, y = cell
        return owners[y] if 0 <= y < len(rows) and rows[y][x : x + 1] in ("█", "○") else ""

    found = {(name, block.id) for block in blocks for name in block.named}
    for y in range(len(rows)):
        if owners[y] == "" or (y + 1 < len(rows) and owners[y + 1]):
            continue
        top = rows[owners.index(owners[y])]
        x = max(top.find("█"), top.find("○"))
        found |= {(owners[y], later) for later in reached(rows, (x, y + 1), node_at)}
    return found


def test_a_branch_and_a_join() -> None:
    """Grill leaves the track of pay to the fryer, and both meet at the check."""
    rows, owners = drawn(tracks(DINER.process, 9))
    at = owners.index("pay")
    assert ["█  ", "█  ", "│  ", "├▶█", "│ █", "│ │", "█ │", "█ │", "│ │", "█◀┘", "█  "] == rows[at : at + 11]


@given(graphs())
def test_each_wait_is_a_way_and_no_other_is(playbook: Playbook) -> None:
    """Read downwards, the drawing says what the process says, and each node stands there once."""
    blocks = tracks(playbook.process, 40)
    assert [INPUT, *ordered(playbook.process), OUTPUT] == [block.id for block in blocks]
    assert waits(playbook) == read_back(blocks)
    assert () == sum((block.named for block in blocks), ())


@given(playbooks())
def test_any_counter_is_drawn_right(playbook: Playbook) -> None:
    """Counters that pass every check."""
    assert waits(playbook) == read_back(tracks(playbook.process, 9))


@given(graphs(), st.integers(1, 4))
def test_few_tracks_are_enough(playbook: Playbook, most: int) -> None:
    """Ways that find no room are named; none is lost, and none is drawn as well."""
    blocks = tracks(playbook.process, most)
    assert waits(playbook) == read_back(blocks)
    assert {len(blocks[0].body)} == {len(row) for block in blocks for row in (*block.rows(3), block.below)}


@given(graphs())
def test_a_step_comes_after_what_it_waits_for(playbook: Playbook) -> None:
    """Each once."""
    order = ordered(playbook.process)
    assert sorted(playbook.process.step) == sorted(order)
    assert all(order.index(one) < order.index(step.id) for step in playbook.process.steps for one in step.after)


def test_the_order_people_wrote_is_kept_where_it_can_be() -> None:
    """Only a step that stands above what it waits for moves."""
    assert ("a", "c", "b") == ordered(process(("a",), ("b", "c"), ("c", "a")).process)
    assert tuple(step.id for step in DINER.process.steps) == ordered(DINER.process)


def test_a_circle_ends() -> None:
    """No checked playbook has one."""
    blocks = tracks(process(("a", "b"), ("b", "a")).process, 5)
    assert [INPUT, "a", "b", OUTPUT] == [block.id for block in blocks]


@pytest.mark.parametrize("count", [1, 6, 30])
def test_many_beginnings_and_ends(count: int) -> None:
    """Each begins at the input and leads to the output."""
    playbook = process(*((f"s{place}",) for place in range(count)))
    assert waits(playbook) == read_back(tracks(playbook.process, 40))

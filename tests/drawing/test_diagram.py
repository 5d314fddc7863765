"""The process as a picture: boxes, branches, joins, and the same in Mermaid."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.drawing.diagram import LEAST, text_diagram
from kiosk.drawing.layers import buses, layers, ranks, right_before
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.text import columns
from tests.drawing.graphs import graphs, process, waits
from tests.drawing.ways import Cell, reached
from tests.playbooks import DINER
from tests.work.invented import playbooks


def test_a_branch_and_a_join_are_drawn() -> None:
    """Grill and fry stand beside each other between pay and check, joined by lines."""
    assert """\
             │ 30 / 45 / 60 s  │
             └─────────────────┘
          ┌───────────┴───────────┐
          ▼                       ▼
┌───────────────────┐   ┌───────────────────┐
│       Grill       │   │        Fry        │
│       Grill       │   │        Fry        │
│ 120 / 180 / 240 s │   │ 90 / 135 / 180 s  │
└───────────────────┘   └───────────────────┘
          └───────────┬───────────┘
                      ▼
             ┌─────────────────┐
""" in text_diagram(DINER)


def test_every_step_has_one_box_with_station_and_times() -> None:
    """Name, station and the three times, once each, and the whole order's below."""
    drawn = text_diagram(DINER)
    assert [] == [step.name for step in DINER.process.steps if f" {step.name} " not in drawn]
    assert "│ 120 / 180 / 240 s │" in drawn
    assert drawn.endswith("Whole order: 300 / 360 / 480 s.\n")


def test_layers_hold_what_waits_below_what_it_waits_for() -> None:
    """A step's layer is one below the lowest it waits for."""
    assert [0, 1, 2, 3, 3, 4, 5] == list(ranks(DINER.process).values())


def test_what_is_implied_is_not_drawn() -> None:
    """`c` after `a` and `b`, and `b` after `a`: only the line from `b` is drawn."""
    playbook = process(("a",), ("b", "a"), ("c", "a", "b"))
    assert ("b",) == right_before(playbook.process, "c")


def test_lines_that_cross_are_told_apart() -> None:
    """Three steps with partly shared followers: each follower has a port of its own for each bus."""
    playbook = process(
        ("a",), ("b",), ("c", "a", "b"), ("d", "a"), ("e", "b", "d"), ("f", "c", "e"), ("g", "c", "d"), ("h", "f", "g")
    )
    drawn = text_diagram(playbook)
    assert 2 == drawn.count("─│─")
    assert 4 == max(line.count("▼") for line in drawn.splitlines())


def test_a_circle_is_drawn_and_not_followed_for_ever() -> None:
    """No checked playbook has one; a drawing of an unchecked one ends all the same."""
    playbook = process(("a", "b"), ("b", "a"))
    assert text_diagram(playbook)


def test_wide_names_keep_their_boxes_straight() -> None:
    """Signs that take two columns are counted as two."""
    playbook = process(("a",), ("b", "a"))
    wide = replace(playbook.process.steps[0], name="漢字の手順")
    lines = text_diagram(replace(playbook, process=replace(playbook.process, steps=(wide, playbook.process.steps[1]))))
    box = [line for line in lines.splitlines() if "漢字の手順" in line or line.strip().startswith("┌")][:2]
    assert 1 == len({columns(line) for line in box})


def boxes(drawn: str) -> dict[str, tuple[int, int, int]]:
    """Return first and last column and top row of each box, by the name in it."""
    lines, found = drawn.splitlines(), dict[str, tuple[int, int, int]]()
    for y, line in enumerate(lines[:-4]):
        for x, sign in enumerate(line):
            end = line.find("┐", x)
            is_box = sign == "┌" and end > 0 and lines[y + 4][x : x + 1] == "└" and lines[y + 1][end : end + 1] == "│"
            if is_box and set(line[x + 1 : end]) == {"─"} and lines[y + 1][x] == "│":
                found[lines[y + 1][x + 1 : end].strip()] = (x, end, y)
    return found


def read_back(drawn: str) -> set[tuple[str, str]]:
    """Return the pairs of boxes a line is drawn between."""
    lines, known = drawn.splitlines(), boxes(drawn)

    def box_at(cell: Cell) -> str:
        x, y = cell
        return next((name for name, (first, last, top) in known.items() if first <= x <= last and y == top), "")

    return {
        (name, later)
        for name, (first, last, top) in known.items()
        for later in reached(lines, ((first + last) // 2, top + 5), box_at)
    }


@given(graphs(9))
def test_boxes_are_joined_as_the_process_says(playbook: Playbook) -> None:
    """Read downwards, box by box; what boxes cannot say without doubt is drawn as tracks."""
    drawn = text_diagram(playbook)
    if "█" in drawn:
        assert [] == [name for name in playbook.process.step if f" {name}\n" not in drawn]
        return
    assert set(playbook.process.step) == set(boxes(drawn))
    assert {pair for pair in waits(playbook) if "<" not in pair and ">" not in pair} == read_back(drawn)


@given(graphs(9))
def test_lines_of_two_layers_share_buses(playbook: Playbook) -> None:
    """Every line of two layers has its bus, and no line of text ends in blanks."""
    drawn = text_diagram(playbook)
    assert [] == [line for line in drawn.splitlines() if line != line.rstrip()]
    rows = layers(playbook.process)
    for above, below in pairwise(rows):
        lines = {(source, target) for bus in buses(above, below) for source in bus.sources for target in bus.targets}
        assert {(source, node.id) for node in below for source in node.before} == lines


@given(playbooks(), st.integers(LEAST, 130))
def test_every_width_shows_every_step_once(playbook: Playbook, width: int) -> None:
    """Nothing is wider than asked for, and no name is cut or said twice."""
    drawn = text_diagram(playbook, width)
    assert max(map(columns, drawn.splitlines())) <= width
    words = re.sub(r"↑ (Step \d|Hand)|(after|missed): .*", "", drawn.replace("│", " ")).split("\n")
    assert [] == [
        step.name for step in playbook.process.steps if 1 != sum(f" {line} ".count(f" {step.name} ") for line in words)
    ]


def test_a_narrow_terminal_gets_tracks() -> None:
    """With station and times beside each step, and the input and the output at the ends."""
    assert """\
█   Pay
█   Front · 30 / 45 / 60 s
│
├▶█ Grill
│ █ Grill · 120 / 180 / 240 s
│ │
█ │ Fry
█ │ Fry · 90 / 135 / 180 s
│ │
█◀┘ Check
""" in text_diagram(DINER, 40)
    assert text_diagram(DINER, 40).splitlines()[2:4] == ["○   guest", "│"]
    assert text_diagram(DINER, 20) == text_diagram(DINER, LEAST)


def test_what_boxes_would_draw_wrong_is_drawn_as_tracks() -> None:
    """`b` ends half way up: a line of its own leads it to the output."""
    playbook = process(("a",), ("b", "a"), ("c", "a"), ("d", "c"))
    assert "█" in text_diagram(playbook, 80)
    assert "┌" in text_diagram(process(("a",), ("b", "a"), ("c", "a")), 80)


def test_long_names_wrap_beside_the_tracks() -> None:
    """No name runs into a way."""
    steps = tuple(replace(step, name="Long " * 20 + "end") for step in DINER.process.steps)
    drawn = text_diagram(replace(DINER, process=replace(DINER.process, steps=steps)), 40)
    assert max(map(columns, drawn.splitlines())) <= 40
    assert len(steps) == drawn.count("end\n")

"""The process as a picture: boxes, branches, joins, and the same in Mermaid."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.drawing.diagram import mermaid, text_diagram
from kiosk.drawing.layers import buses, layers, ranks, right_before
from kiosk.work.playbook import Playbook
from kiosk.work.process import Step
from kiosk.work.slip import columns
from tests.playbooks import DINER


def process(*steps: tuple[str, ...]) -> Playbook:
    """Make a playbook of steps given as (name, after, ...), all at the grill."""
    made = tuple(Step(name, name, "grill", tuple(after)) for name, *after in steps)
    procedures = tuple(replace(DINER.procedures[0], step=step.id) for step in made)
    return replace(DINER, process=replace(DINER.process, steps=made), procedures=procedures)


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
    assert "step_a --> step_c" not in mermaid(playbook)


def test_lines_that_cross_are_told_apart() -> None:
    """Three steps with partly shared followers: each follower has a port of its own for each bus."""
    playbook = process(("a",), ("b",), ("c", "a", "b"), ("d", "a"), ("e", "b", "d"), ("f", "c", "e"), ("g", "c", "d"))
    drawn = text_diagram(playbook)
    assert 2 == drawn.count("─│─")
    assert 4 == max(line.count("▼") for line in drawn.splitlines())


def test_a_circle_is_drawn_and_not_followed_for_ever() -> None:
    """No checked playbook has one; a drawing of an unchecked one ends all the same."""
    playbook = process(("a", "b"), ("b", "a"))
    assert text_diagram(playbook)
    assert mermaid(playbook)


def test_wide_names_keep_their_boxes_straight() -> None:
    """Signs that take two columns are counted as two."""
    playbook = process(("a",), ("b", "a"))
    wide = replace(playbook.process.steps[0], name="漢字の手順")
    lines = text_diagram(replace(playbook, process=replace(playbook.process, steps=(wide, playbook.process.steps[1]))))
    box = [line for line in lines.splitlines() if "漢字の手順" in line or line.strip().startswith("┌")][:2]
    assert 1 == len({columns(line) for line in box})


def test_mermaid_groups_steps_by_station() -> None:
    """A subgraph for each station, an arrow for each wait, input above and output below."""
    assert """\
flowchart TD
  input(["guest"])
  output(["served guest"])
  subgraph station_front["Front"]
    step_greet["Greet"]
    step_take_order["Take order"]
    step_pay["Pay"]
  end
  subgraph station_grill["Grill"]
    step_grill["Grill"]
  end
  subgraph station_fry["Fry"]
    step_fry["Fry"]
  end
  subgraph station_expo["Expo"]
    step_check["Check"]
    step_hand_over["Hand over"]
  end
  input --> step_greet
  step_greet --> step_take_order
  step_take_order --> step_pay
  step_pay --> step_grill
  step_pay --> step_fry
  step_grill --> step_check
  step_fry --> step_check
  step_check --> step_hand_over
  step_hand_over --> output
""" == mermaid(DINER)


@pytest.mark.parametrize("name", ['say "hi"', "a]b[", "<b>bold</b>", "#quot;", "a`b", "x & y"])
def test_no_name_is_read_as_mermaid(name: str) -> None:
    """A label holds only its text: signs Mermaid would read are its own escapes."""
    playbook = process(("end",))
    step = replace(playbook.process.steps[0], name=name)
    line = next(
        line
        for line in mermaid(replace(playbook, process=replace(playbook.process, steps=(step,)))).splitlines()
        if line.startswith("    step_end[")
    )
    label = line.removeprefix('    step_end["').removesuffix('"]')
    assert not set('"<>`') & set(label)
    assert "#" not in label.replace("#quot;", "").replace("#lt;", "").replace("#gt;", "").replace("#amp;", "").replace(
        "#96;", ""
    ).replace("#35;", "")


@given(st.lists(st.sets(st.integers(0, 8), max_size=3), min_size=1, max_size=9))
def test_any_process_is_drawn_whole(waits: list[set[int]]) -> None:
    """Every step has its box, every line of two layers its bus, and no line of text ends in blanks."""
    names = [f"s{place}" for place in range(len(waits))]
    earlier = [[f"s{other}" for other in after if other < place] for place, after in enumerate(waits)]
    playbook = process(*((name, *after) for name, after in zip(names, earlier, strict=True)))
    drawn = text_diagram(playbook)
    assert [] == [name for name in names if f" {name} " not in drawn]
    assert [] == [line for line in drawn.splitlines() if line != line.rstrip()]
    rows = layers(playbook.process)
    for above, below in pairwise(rows):
        lines = {(source, target) for bus in buses(above, below) for source in bus.sources for target in bus.targets}
        assert {(source, node.id) for node in below for source in node.before} == lines

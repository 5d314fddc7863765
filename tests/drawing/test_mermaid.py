"""The process in Mermaid: stations as subgraphs, every wait an arrow, and every label only a label."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from msgspec.structs import replace

from kiosk.drawing.mermaid import mermaid
from kiosk.work.playbook.playbook import Playbook
from tests.drawing.graphs import graphs, process, waits
from tests.playbooks import DINER


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


@pytest.mark.parametrize("name", ['say "hi"', "a]b[", "<b>bold</b>", "#quot;", "a`b", "x & y", "*a* _b_ ~c~", "a\\nb"])
def test_no_name_is_read_as_mermaid(name: str) -> None:
    """A label holds only its text: signs Mermaid would read are its own escapes."""
    playbook = process(("end",))
    step = replace(playbook.process.steps[0], name=name)
    named = mermaid(replace(playbook, process=replace(playbook.process, steps=(step,))))
    line = next(line for line in named.splitlines() if line.startswith("    step_end["))
    label = line.removeprefix('    step_end["').removesuffix('"]')
    assert name == re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label)
    assert not set('"<>`&*_~\\') & set(label)
    assert "#" not in re.sub(r"#\d+;", "", label)


@given(graphs())
def test_any_process_has_an_arrow_for_every_wait(playbook: Playbook) -> None:
    """And each step stands in its station's subgraph once."""
    written = mermaid(playbook)
    arrows = re.findall(r"^  (\w+) --> (\w+)$", written, re.MULTILINE)
    ends = {"input": "<", "output": ">"}
    read = [tuple(ends.get(one, one.removeprefix("step_")) for one in arrow) for arrow in arrows]
    assert sorted(waits(playbook)) == sorted(read)
    assert sorted(playbook.process.step) == sorted(re.findall(r"^    step_(\w+)\[", written, re.MULTILINE))

"""Processes of any shape for the drawings, and what must be drawn of them."""

from __future__ import annotations

from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.drawing.layers import right_before
from kiosk.drawing.tracks import INPUT, OUTPUT
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from tests.playbooks import DINER


def process(*steps: tuple[str, ...]) -> Playbook:
    """Make a playbook of steps given as (name, after, ...), all at the grill."""
    made = tuple(Step(name, name, "grill", tuple(after)) for name, *after in steps)
    procedures = tuple(replace(DINER.procedures[0], step=step.id) for step in made)
    return replace(DINER, process=replace(DINER.process, steps=made), procedures=procedures)


@st.composite
def graphs(draw: st.DrawFn, most: int = 12) -> Playbook:
    """Draw any graph of steps without a circle, listed in any order."""
    waits = draw(st.lists(st.sets(st.integers(0, most - 1), max_size=4), min_size=1, max_size=most))
    steps = [
        (f"s{place}", *(f"s{other}" for other in sorted(after) if other < place)) for place, after in enumerate(waits)
    ]
    return process(*draw(st.permutations(steps)))


def waits(playbook: Playbook) -> set[tuple[str, str]]:
    """Return every wait that is drawn: pairs of the steps before and after, with the input and the output."""
    drawn = playbook.process
    found = {(earlier, step.id) for step in drawn.steps for earlier in right_before(drawn, step.id)}
    followed = {earlier for earlier, _ in found}
    first = {(INPUT, step.id) for step in drawn.steps if not right_before(drawn, step.id)}
    return found | first | {(step.id, OUTPUT) for step in drawn.steps if step.id not in followed}

"""A crew at the small diner, for tests of what the rules say: `from tests.work.crew import at`."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.order.line import Wish
from kiosk.work.playbook.playbook import Playbook
from tests.playbooks import DINER
from tests.work.invented import Crew

MEAL = (Wish("meal"),)
BURGER = (Wish("burger"),)
FRIES = (Wish("fries"),)

FIRST_STEPS = ("greet", "take-order", "pay", "grill", "fry", "check", "hand-over")


def at(step: str, wanted: tuple[Wish, ...] = MEAL, playbook: Playbook = DINER) -> Crew:
    """Return an order whose steps before this one are done, a second each, by Ana; `end` does them all."""
    crew = Crew(playbook).open()
    for done in FIRST_STEPS:
        if done == step:
            break
        crew.clock.advance(1)
        if done in crew.tickets():
            verb = "order" if done == "take-order" else "bump"
            crew.write(crew.decide(verb, done, wanted, crew.stamp()), crew.stamp())
    return crew


def refusal(crew: Crew, verb: str, step: str = "grill", wanted: tuple[Wish, ...] = MEAL, by: str = "Ana") -> Refused:
    """Return what the rules say to a verb that they refuse."""
    try:
        crew.decide(verb, step, wanted, crew.stamp(by))
    except Refused as refused:
        return refused
    raise AssertionError(f"{verb} {step} is not refused")


def gated(step: str = "grill", *, may_not_apply: bool = False) -> Playbook:
    """Return the diner with gates at one step: its first point and, where it takes one, its reading."""
    procedures = []
    for procedure in DINER.procedures:
        if procedure.step == step:
            first, *rest = procedure.points
            points = (replace(first, gate=True, may_not_apply=may_not_apply), *rest)
            specs = tuple(replace(spec, gate=True) for spec in procedure.specs)
            procedure = replace(procedure, points=points, specs=specs)  # noqa: PLW2901
        procedures.append(procedure)
    return replace(DINER, procedures=tuple(procedures))


def careful(*, gate: bool = False) -> Playbook:
    """Return the diner with the gloves of the grill asked of allergy orders alone."""
    grill = DINER.procedure["grill"]
    gloves, *rest = grill.points
    careful_grill = replace(grill, points=(replace(gloves, when="allergy", gate=gate), *rest))
    procedures = tuple(careful_grill if one.step == "grill" else one for one in DINER.procedures)
    return replace(DINER, procedures=procedures)

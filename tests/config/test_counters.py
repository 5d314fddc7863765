"""Every counter that is shipped: complete, proved, with figures that say where they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from kiosk.config.playbook import load_playbook, shipped
from kiosk.work.guest.line import parted
from kiosk.work.order.limit import no_instrument
from kiosk.work.order.route import routes
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.process import Process
from kiosk.work.playbook.spec import other_scale

COUNTERS = {name: load_playbook(folder, proved=True) for name, folder in shipped().items()}
PROCEDURES = [(name, one) for name, playbook in COUNTERS.items() for one in playbook.procedures]
NAMES = [f"{name} {one.step}" for name, one in PROCEDURES]


def test_six_counters_are_shipped() -> None:
    """Burger, burrito, coffee bar, pharmacy pick-up, optician, bike repair."""
    assert ["bike-repair", "burger", "burrito", "coffee", "optician", "pharmacy"] == sorted(COUNTERS)


@pytest.mark.parametrize("name", sorted(COUNTERS))
def test_everything_on_a_menu_reaches_a_station(name: str) -> None:
    """Every item and every choice about it is made by somebody."""
    assert [] == [route for route in routes(COUNTERS[name]) if not route.reached]


@pytest.mark.parametrize("name", sorted(COUNTERS))
def test_a_whole_order_has_more_time_than_its_longest_way(name: str) -> None:
    """The order's target is not below what its steps need one after another, nor twice as much."""
    playbook = COUNTERS[name]
    longest = max(_chains(playbook, playbook.process))
    assert longest <= playbook.process.clock.target < 2 * longest


@pytest.mark.parametrize("name", sorted(COUNTERS))
def test_the_remark_beside_the_clock_says_the_longest_way(name: str) -> None:
    """What the file tells about its clock is what the procedures add up to."""
    playbook = COUNTERS[name]
    remark = " ".join((shipped()[name] / "process.yaml").read_text(encoding="utf-8").replace("\n#", " ").split())
    said = re.search(r"chain of step targets below is (\d+) s", remark)
    assert said
    assert max(_chains(playbook, playbook.process)) == int(said[1])


def _chains(playbook: Playbook, process: Process) -> Iterator[int]:
    """Return for each step the seconds of the longest way to its end."""
    ends: dict[str, int] = {}

    def end(name: str) -> int:
        if name not in ends:
            before = max((end(earlier) for earlier in process.step[name].after), default=0)
            ends[name] = before + playbook.procedure[name].when.target
        return ends[name]

    yield from (end(step.id) for step in process.steps)


@pytest.mark.parametrize("name", sorted(COUNTERS))
def test_every_reading_near_its_limit_is_one_an_instrument_shows(name: str) -> None:
    """A few degrees beside it, half of it and double of it; far from it is asked about."""
    book = COUNTERS[name]
    specs = [spec for procedure in book.procedures for spec in procedure.specs]
    for spec in (*specs, *(spec for routine in book.routines for spec in routine.specs)):
        for limit in (limit for limit in (spec.minimum, spec.maximum) if limit is not None):
            near = (limit - 9, limit + 9) if other_scale(spec.unit) else (limit / 2, limit * 2)
            assert ["", "", ""] == [no_instrument(book, spec, value) for value in (*near, limit)], spec
            if spec.reading:
                own = spec.unit in {probe.unit for probe in book.probes or ()}
                assert no_instrument(book, spec, limit * (1000 if own else 20)), spec


@pytest.mark.parametrize(("name", "procedure"), PROCEDURES, ids=NAMES)
def test_a_procedure_is_complete(name: str, procedure: Procedure) -> None:
    """Each says who, when, to which specs, 3 to 6 lines to say to everybody, 2 to 5 points, advice and why."""
    assert procedure.role
    assert procedure.text
    assert procedure.specs
    assert len(procedure.guidelines) >= 3
    assert 2 <= len(procedure.points) <= 5
    assert 3 <= len([line for line in procedure.script if not parted(line)[1]]) <= 6


@pytest.mark.parametrize(("name", "procedure"), PROCEDURES, ids=NAMES)
def test_a_figure_says_where_it_comes_from(name: str, procedure: Procedure) -> None:
    """Every spec names its source, its jurisdiction and what to do when it is missed."""
    assert [] == [spec.id for spec in procedure.specs if not (spec.source and spec.jurisdiction and spec.corrective)]


@pytest.mark.parametrize(("name", "procedure"), PROCEDURES, ids=NAMES)
def test_what_is_read_at_a_glance_is_short(name: str, procedure: Procedure) -> None:
    """A point, a line to say and a spec's words fit into two lines of a small screen."""
    long = [one.id for one in procedure.points if len(one.words) > 72]
    long += [one.id for one in procedure.specs if len(one.name) > 28 or len(one.words) > 88]
    long += [line for line in procedure.script if len(parted(line)[0]) > 92]
    assert [] == long


@pytest.mark.parametrize("name", ["burger", "burrito", "coffee"])
def test_nothing_blocks_a_counter_of_food_and_drink(name: str) -> None:
    """No gate there: a rude guest still gets the coffee."""
    found = [point.id for one in COUNTERS[name].procedures for point in one.points if point.gate]
    assert [] == found + [spec.id for one in COUNTERS[name].procedures for spec in one.specs if spec.gate]


@pytest.mark.parametrize("name", sorted(COUNTERS))
def test_a_gate_is_critical(name: str) -> None:
    """What holds an order back is never a matter of taste."""
    points = [point for one in COUNTERS[name].procedures for point in one.points]
    assert [] == [point.id for point in points if point.gate and not point.critical]


@pytest.mark.parametrize(
    ("step", "spec", "least", "most"),
    [
        ("bolts", "stem", 4, 6),
        ("bolts", "steerer", 5, 7),
        ("bolts", "seat-post", 5, 7),
        ("bolts", "pedals", 35, 40),
        ("drive", "crank", 40, 55),
        ("drive", "cassette", 38, 42),
        ("brakes", "rotor", 4, 6),
        ("brakes", "caliper", 6, 8),
    ],
)
def test_torques_are_a_guide_in_newton_metres(step: str, spec: str, least: int, most: int) -> None:
    """Each takes a reading, says that the maker wins, and holds nobody up who has the maker's figure."""
    found = COUNTERS["bike-repair"].procedure[step].spec(spec)
    assert found
    assert (Decimal(least), Decimal(most), "Nm") == (found.minimum, found.maximum, found.unit)
    assert (True, False) == (found.reading, found.gate)
    assert "maker wins" in found.words


@pytest.mark.parametrize(
    ("spec", "least", "most"),
    [
        ("dose", "18", "20"),
        ("time", "20", "30"),
        ("yield", "1.5", "2.0"),
        ("water", "195", "205"),
        ("pressure", "9", "10"),
    ],
)
def test_a_shot_has_its_figures(spec: str, least: str, most: str) -> None:
    """Dose, time, yield, water and pressure as baristas are taught them."""
    found = COUNTERS["coffee"].procedure["espresso"].spec(spec)
    assert found
    assert (Decimal(least), Decimal(most)) == (found.minimum, found.maximum)


def test_drinks_go_line_by_line_and_food_waits_for_them() -> None:
    """Behind the cups every step of a drink goes line by line; branches end together."""
    process = COUNTERS["coffee"].process
    assert ["espresso", "finish", "hand-over"] == [step.id for step in process.steps if step.per_line]
    assert process.together


def test_milk_names_what_it_holds() -> None:
    """Oats count as gluten, almonds as nuts, and milk without lactose is milk."""
    held = {part.id: part.allergens for part in COUNTERS["coffee"].menu.parts}
    assert ("gluten",) == held["oat-milk"]
    assert ("soy",) == held["soy-milk"]
    assert ("tree-nuts",) == held["almond-milk"]
    assert ("milk",) == held["lactose-free-milk"]


def test_the_pharmacy_asks_who_it_is_twice() -> None:
    """Full name and date of birth are gates at the intake and at the pick-up, and allergies are asked again."""
    steps = COUNTERS["pharmacy"].procedure
    gates = {name: {point.id for point in steps[name].points if point.gate} for name in ("identify", "call")}
    assert {"identify": {"name", "birth"}, "call": {"name", "birth", "allergies", "stop"}} == gates


def test_the_pharmacist_steps_ask_for_the_pharmacist() -> None:
    """Each step whose role is the pharmacist's begins with a gate that says so."""
    found = {one.step: one.points[0] for one in COUNTERS["pharmacy"].procedures if one.role == "Pharmacist"}
    assert {"clinical-check", "verify", "vaccinate", "counsel"} == found.keys()
    assert {("pharmacist", True)} == {(point.id, point.gate) for point in found.values()}


def test_the_pharmacist_asks_three_open_questions() -> None:
    """What it is for, how to take it, what to expect."""
    script = COUNTERS["pharmacy"].procedure["counsel"].script
    assert ["what did", "how did", "what did"] == [line.lower()[:8].strip() for line in script[:3]]
    assert all(line.endswith("?") for line in script)


def test_no_medicine_and_no_name_is_said_at_the_pharmacy() -> None:
    """No line to say holds the guest's name or a price, since a waiting room listens."""
    lines = [line for one in COUNTERS["pharmacy"].procedures for line in one.script]
    assert [] == [line for line in lines if "{guest}" in line or "{total}" in line]

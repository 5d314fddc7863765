"""Small playbooks for tests: `from tests.playbooks import DINER`.

    greet -> take-order -> pay ─┬─> grill ─┬─> check -> hand-over
                                └─> fry   ─┘

A burger needs the grill, fries need the fryer, a meal is both. The grill's procedure has a critical gate point, a
reading with limits and plain points; the others have a point or none.
"""

from __future__ import annotations

from decimal import Decimal

from kiosk.work.playbook.menu import Category, ChoiceGroup, Item, Menu, Option, Part, Portion
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, Procedure, When
from kiosk.work.playbook.process import OrderClock, Process, Step
from kiosk.work.playbook.spec import Spec
from kiosk.work.playbook.station import Station

STATIONS = (
    Station("front", "Front", "front"),
    Station("grill", "Grill", "prep"),
    Station("fry", "Fry", "prep"),
    Station("expo", "Expo", "expo"),
)

PROCESS = Process(
    id="diner",
    name="Guest order",
    input="guest",
    output="served guest",
    clock=OrderClock(target=300, warn=360, late=480),
    steps=(
        Step("greet", "Greet", "front", needs=("guest",)),
        Step("take-order", "Take order", "front", after=("greet",), takes_order=True),
        Step("pay", "Pay", "front", after=("take-order",)),
        Step("grill", "Grill", "grill", after=("pay",), makes=("patty", "onion")),
        Step("fry", "Fry", "fry", after=("pay",), makes=("fries",)),
        Step("check", "Check", "expo", after=("grill", "fry")),
        Step("hand-over", "Hand over", "expo", after=("check",), gives=("served guest",)),
    ),
)

MENU = Menu(
    categories=(Category("food", "Food"),),
    parts=(
        Part("patty", "patty", "patties"),
        Part("onion", "onion", "onions"),
        Part("fries", "fries", "fries", allergens=("gluten",)),
    ),
    groups=(
        ChoiceGroup("toppings", "Toppings", "change", (Option("onion", "onion", 50),), words=("no", "extra")),
        ChoiceGroup(
            "size",
            "Size",
            "one",
            (
                Option("small", "small", 0, (Portion("fries", 1),)),
                Option("large", "large", 80, (Portion("fries", 2),), also=("L",)),
            ),
            default="small",
            before=True,
        ),
    ),
    items=(
        Item("burger", "Burger", "food", 450, "burgers", (Portion("patty", 1), Portion("onion", 1)), ("toppings",)),
        Item("fries", "Fries", "food", 250, "fries", groups=("size",)),
        Item("meal", "Meal", "food", 600, "meals", combo=("burger", "fries")),
    ),
)


def _procedure(step: str, title: str, target: int, *points: Point, specs: tuple[Spec, ...] = ()) -> Procedure:
    when = When(target, target + target // 2, target * 2, earliest=target // 10)
    version = f"{sum(step.encode()):012x}"
    return Procedure(step, title, "crew", when, specs, (), points, ("Smile.",), f"# {title}\n", version)


PROCEDURES = (
    _procedure("greet", "Greet the guest", 10, Point("smile", "Greet within 5 s")),
    _procedure("take-order", "Take the order", 60, Point("repeat", "Repeat the order")),
    _procedure("pay", "Take the money", 30),
    _procedure(
        "grill",
        "Grill the patties",
        120,
        Point("gloves", "Wear clean gloves", critical=True),
        Point("turn", "Turn once", may_not_apply=True),
        specs=(
            Spec(
                "core",
                "Core temperature",
                "at least 155 °F",
                "°F",
                minimum=Decimal("155.0"),
                source="FDA Food Code",
                jurisdiction="US",
                corrective="Cook on.",
                reading=True,
            ),
        ),
    ),
    _procedure("fry", "Fry the fries", 90, Point("salt", "Salt at once")),
    _procedure("check", "Check the order", 20, Point("count", "Count the items", critical=True)),
    _procedure("hand-over", "Hand the order over", 15, Point("name", "Say the guest's name")),
)

DINER = Playbook(
    id="diner",
    title="The Small Diner",
    currency="$",
    day_starts=240,
    stations=STATIONS,
    menu=MENU,
    process=PROCESS,
    procedures=PROCEDURES,
)

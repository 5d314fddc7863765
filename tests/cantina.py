"""A counter where much is picked: a burrito needs a filling and one to three salsas, and a box is a meal of it."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.work.playbook.menu import ChoiceGroup, Item, Option, Part, Portion
from kiosk.work.playbook.name import Called
from tests.playbooks import DINER

PORTION = (Portion("onion", 1),)
FILLING = ChoiceGroup(
    "filling",
    "Filling",
    "one",
    (Option("beef", "Beef", 0, (Portion("patty", 1),)), Option("chips", "Chips", 50, (Portion("fries", 1),))),
)
SALSAS = ChoiceGroup(
    "salsas",
    "Salsas",
    "any",
    (
        Option("corn", "Corn salsa", 0, PORTION, names=(Called("de", "Mais-Salsa", ""),)),
        Option("black-beans", "Black beans", 0, PORTION, names=(Called("de", "schwarze Bohnen", ""),)),
        Option("guacamole", "Guacamole", 200, (Portion("avocado", 2),)),
        Option("hot", "Hot sauce"),
    ),
    words=("extra", "light"),
    least=1,
    most=3,
)
WRAP = Item("burrito", "Burrito", "food", 900, "Burritos", (Portion("onion", 1),), ("filling", "salsas"))
BOX = Item("box", "Box", "food", 1200, "Boxes", combo=("burrito", "fries"))
MENU = replace(
    DINER.menu,
    parts=(*DINER.menu.parts, Part("avocado", "avocado", "avocados")),
    groups=(*DINER.menu.groups, FILLING, SALSAS),
    items=(*DINER.menu.items, WRAP, BOX),
)
CANTINA = replace(
    DINER,
    menu=MENU,
    process=replace(
        DINER.process,
        steps=tuple(
            replace(step, makes=(*step.makes, "avocado")) if step.id == "fry" else step for step in DINER.process.steps
        ),
    ),
)

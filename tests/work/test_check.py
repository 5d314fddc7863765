"""What a playbook must agree on, as pure values; tests/config/problems.txt shows the same in files."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.work.check.playbook import problems
from kiosk.work.playbook.menu import Category, ChoiceGroup, Item, Menu, Option, Part, Portion
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, Procedure, When
from kiosk.work.playbook.process import OrderClock, Process, Step
from kiosk.work.playbook.reasons import Reasons
from kiosk.work.playbook.spec import Spec
from kiosk.work.playbook.station import Station
from kiosk.work.text.finding import Found

WHEN = When(10, 20, 30)

SHOP = Playbook(
    id="shop",
    title="Shop",
    currency="$",
    day_starts=240,
    stations=(Station("till", "Till", "front"), Station("stove", "Stove", "prep"), Station("hatch", "Hatch", "expo")),
    menu=Menu(
        categories=(Category("soups", "Soups"),),
        parts=(Part("bowl", "bowl", "bowls"), Part("bread", "bread", "bread")),
        groups=(
            ChoiceGroup("sides", "Sides", "change", (Option("bread", "bread", 50),), words=("no", "extra")),
            ChoiceGroup(
                "size", "Size", "one", (Option("small", "small"), Option("large", "large", 90)), default="small"
            ),
        ),
        items=(
            Item("soup", "Soup", "soups", 420, "Soups", (Portion("bowl", 1),), ("sides", "size")),
            Item("lunch", "Lunch", "soups", 800, "Lunches", combo=("soup", "soup")),
        ),
        suggest=("soup",),
    ),
    process=Process(
        id="serve",
        name="Serve soup",
        input="guest",
        output="full guest",
        clock=OrderClock(60, 90, 120),
        steps=(
            Step("greet", "Greet", "till", needs=("guest",), gives=("welcome",)),
            Step("take", "Take", "till", after=("greet",), needs=("welcome",), gives=("order",), takes_order=True),
            Step("ladle", "Ladle", "stove", ("take",), ("bowl", "bread"), ("order",), ("soup",)),
            Step("serve", "Serve", "hatch", ("ladle",), (), ("soup",), ("full guest",)),
        ),
    ),
    procedures=(
        Procedure("greet", "Greet", "Waiter", WHEN, script=("Hello!", "Hello {guest}!", "Number {number}.")),
        Procedure("take", "Take", "Waiter", WHEN, script=("{suggestion}?", "{items}, {total}, {count}, {minutes}.")),
        Procedure("ladle", "Ladle", "Cook", WHEN, (Spec("hot", "Hot", "hot", minimum=Decimal(63), reading=True),)),
        Procedure("serve", "Serve", "Waiter", WHEN, points=(Point("smile", "Smile"),)),
    ),
)


def with_step(index: int, **changes: object) -> Playbook:
    """Return the shop with one step changed."""
    steps = list(SHOP.process.steps)
    steps[index] = replace(steps[index], **changes)
    return replace(SHOP, process=replace(SHOP.process, steps=tuple(steps)))


def with_procedure(index: int, **changes: object) -> Playbook:
    """Return the shop with one procedure changed."""
    procedures = list(SHOP.procedures)
    procedures[index] = replace(procedures[index], **changes)
    return replace(SHOP, procedures=tuple(procedures))


def with_item(index: int, **changes: object) -> Playbook:
    """Return the shop with one item changed."""
    items = list(SHOP.menu.items)
    items[index] = replace(items[index], **changes)
    return replace(SHOP, menu=replace(SHOP.menu, items=tuple(items)))


def test_a_good_playbook_has_no_problem() -> None:
    """What agrees is told nothing about."""
    assert () == problems(SHOP)


LEAVE = "Leave `per` out, or mend `after`."


def sliced(ladled: tuple[str, ...], cut: tuple[str, ...], station: str = "stove") -> Playbook:
    """Return the shop with its parts made in two steps, the second one per line."""
    greet, take, ladle, serve = SHOP.process.steps
    steps = (
        *(greet, take, replace(ladle, makes=ladled)),
        Step("slice", "Slice", station, ("ladle",), cut, ("soup",), ("lunch",), per_line=True),
        replace(serve, after=("slice",)),
    )
    procedures = (*SHOP.procedures, Procedure("slice", "Slice", "Cook", WHEN))
    return replace(SHOP, process=replace(SHOP.process, steps=steps), procedures=procedures)


CASES: dict[str, tuple[Playbook, list[Found]]] = {
    "a process has steps": (
        replace(SHOP, process=replace(SHOP.process, steps=()), procedures=(), menu=Menu((), (), (), ()), stations=()),
        [
            (("stations",), "No station has role `front`. Give it to the one where orders are taken."),
            (("stations",), "No station has role `expo`. Give it to the one where orders are handed over."),
            (("process", "steps"), "The process has no step. Add one."),
        ],
    ),
    "a total has no value before the order is taken": (
        with_procedure(0, script=("That is {total}.",)),
        [
            (
                ("procedures", 0, "script", 0),
                "`{total}` has no value at `greet`, before the order is taken. Leave it out here.",
            )
        ],
    ),
    "a suggestion has no value before the order is taken": (
        with_procedure(0, script=("Hello!", "A {suggestion}, or {items}?")),
        [
            (
                ("procedures", 0, "script", 1),
                f"`{{{name}}}` has no value at `greet`, before the order is taken. Leave it out here.",
            )
            for name in ("suggestion", "items")
        ],
    ),
    "a variable has a name": (
        with_procedure(0, script=("Hello {}!",)),
        [(("procedures", 0, "script", 0), "There is no variable `{}`. Add the variable, or remove it here.")],
    ),
    "an item that its choices leave empty reaches no station": (
        with_item(0, parts=()),
        [
            (
                ("menu", "items", 0),
                "`soup` holds no part, so no station would make it. Fill in `parts` or `combo`.",
            )
        ],
    ),
    "an unknown part is told by its own name": (
        with_item(0, parts=(Portion("bowl", 1), Portion("spoon", 1))),
        [
            (
                ("menu", "items", 0, "parts", "spoon"),
                "There is no part `spoon`. Add the part, or remove it here.",
            )
        ],
    ),
    "a step makes only what is ordered before it": (
        with_step(0, makes=("bowl",)),
        [
            (
                ("process", "steps", 0, "makes"),
                "`greet` makes parts at the front, which orders from outside skip. Do it elsewhere.",
            ),
            (("process", "steps", 2, "makes", 0), "`bowl` is made by `greet` already. Only one step may make it."),
            (
                ("process", "steps", 0, "after"),
                "`greet` makes parts before the order is taken. Let it come after `take`.",
            ),
        ],
    ),
    "a circle is told once": (
        with_step(1, after=("greet", "serve")),
        [
            (
                ("process", "steps", 1, "after", 1),
                "`take`, `ladle`, `serve` wait for one another in a circle. Take one out of `after`.",
            ),
            (
                ("process", "output"),
                "No last step gives the output “full guest”. Add it to `gives` of the step that ends the process.",
            ),
        ],
    ),
    "a step at the front is not done per line": (
        sliced(("bowl", "bread"), (), "till"),
        [
            (
                ("process", "steps", 3, "per"),
                "`slice` comes before anything is made. `per: line` is for steps behind those that make parts.",
            )
        ],
    ),
    "a step that goes on with what was made before may be done per line": (sliced(("bowl",), ("bread",)), []),
    "a step that goes on with nothing is not done per line": (
        replace(
            sliced(("bowl",), ("bread",)),
            menu=replace(
                SHOP.menu,
                groups=SHOP.menu.groups[1:],
                items=(
                    Item("soup", "Soup", "soups", 420, "Soups", (Portion("bowl", 1),), ("size",)),
                    Item("bread", "Bread", "soups", 100, "Bread", (Portion("bread", 1),)),
                ),
            ),
        ),
        [
            (
                ("process", "steps", 3, "per"),
                f"Nothing `slice` is about is made before it, so all its lines would open at once. {LEAVE}",
            )
        ],
    ),
    "a point says what to do": (
        with_procedure(3, points=(Point("smile", ""),)),
        [(("procedures", 3, "points", 0, "words"), "This is empty. Write it.")],
    ),
    "prose may have lines, a line may not": (
        with_procedure(3, text="one\n\ttwo", guidelines=("one\ntwo",)),
        [
            (
                ("procedures", 3, "guidelines", 0),
                "The character U+000A cannot be shown or printed. Remove it.",
            )
        ],
    ),
    "an emoji's joiner may stay": (replace(SHOP, title="Soup 👩\u200d🍳 \u2764\ufe0f"), []),
    "a spec's limits are in order": (
        with_procedure(2, specs=(Spec("hot", "Hot", "hot", minimum=Decimal(2), maximum=Decimal(1)),)),
        [(("procedures", 2, "specs", 0, "min"), "`min` (2) is above `max` (1), so no reading keeps it. Swap them.")],
    ),
}


@pytest.mark.parametrize("fact", CASES)
def test_check(fact: str) -> None:
    """One change to a good playbook gives exactly these places and sentences."""
    playbook, found = CASES[fact]

    assert found == list(problems(playbook))


def test_any_number_of_pages_and_items_is_fine() -> None:
    """Digits turn to what they do not reach at once, and a search finds it."""
    menu = SHOP.menu
    items = tuple(replace(menu.items[0], id=f"soup-{number}", name=f"Soup {number}") for number in range(1, 301))
    pages = tuple(Category(f"page-{number}", "Page") for number in range(1, 13))
    assert () == problems(
        replace(SHOP, menu=replace(menu, items=items, categories=(*menu.categories, *pages), suggest=()))
    )


def rare(seconds: int) -> Playbook:
    """Return the shop with a choice about no part that takes off some seconds."""
    bread = Part("bread", "bread", "bread", prep=25)
    group = ChoiceGroup("done", "Done", "one", (Option("well", "well"), Option("rare", "rare", prep=-seconds)), "well")
    bowls = (Portion("bowl", 1), Portion("bread", 1))
    items = (replace(SHOP.menu.items[0], parts=bowls, groups=("done",)), SHOP.menu.items[1])
    return replace(SHOP, menu=replace(SHOP.menu, parts=(SHOP.menu.parts[0], bread), groups=(group,), items=items))


def test_a_choice_takes_off_less_than_the_slowest_part_at_a_step_takes() -> None:
    """Bread takes 25 s beside a bowl at its step's target of 10 s: 24 s may go, 25 may not."""
    assert () == problems(rare(24))
    assert (
        (
            ("menu", "groups", 0, "options", 1, "prep"),
            "`rare` takes 25 s off what takes 25 s: it would be made in no time. Take off less.",
        ),
    ) == problems(rare(25))


def test_every_sentence_says_what_to_do() -> None:
    """A problem is one line of words with two sentences: what is wrong, and what to do."""
    for playbook, _ in CASES.values():
        for _, words in problems(playbook):
            assert words[-1] in ".?"
            assert "\n" not in words
            assert ". " in words


NAMES = ("greet", "take", "ladle", "serve")


@given(
    after=st.lists(st.lists(st.sampled_from((*NAMES, "gone")), max_size=3), min_size=4, max_size=4),
    taking=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_a_process_without_problems_always_ends(after: list[list[str]], taking: list[bool]) -> None:
    """Whatever waits for what: the check never fails, and where it finds nothing every step opens in the end."""
    steps = tuple(
        replace(step, after=tuple(waits), takes_order=takes, needs=("guest",) if step.id == "greet" else ())
        for step, waits, takes in zip(SHOP.process.steps, after, taking, strict=True)
    )
    playbook = replace(SHOP, process=replace(SHOP.process, steps=steps))

    if problems(playbook):
        return
    done: set[str] = set()
    for _ in steps:
        done |= {step.id for step in steps if set(step.after) <= done}
    assert set(NAMES) == done


@given(text=st.text(max_size=20))
def test_any_text_is_looked_at(text: str) -> None:
    """Whatever somebody writes where words or names belong, the check gives problems and never fails."""
    for playbook in (
        replace(SHOP, title=text),
        with_step(2, station=text, after=(text,), needs=(text,), makes=(text,)),
        with_item(0, category=text, groups=(text,), combo=(text,), parts=(Portion(text, -1),)),
        with_procedure(0, step=text, script=(text, "{" + text + "}"), guidelines=(text,)),
        replace(SHOP, reasons=Reasons(void=(text, text), skip=())),
    ):
        assert all(isinstance(words, str) for _, words in problems(playbook))

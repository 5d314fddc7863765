"""Every verb: named in the table, said of itself, the same after JSON, sound under any fields, reached by hands."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import kiosk.work.verb
from kiosk.cli.verb import COMMANDS, in_commands
from kiosk.errors import Refused
from kiosk.keys.action import ACTIONS
from kiosk.work.allergy.detection import Heard
from kiosk.work.board.board import Board, on_board
from kiosk.work.order.event import Event, Guest, Stamp
from kiosk.work.order.line import Choice, Line, Wish
from kiosk.work.order.order import AllergyQuestion
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.routine.occurrence import Occurrence
from kiosk.work.text.text import action, clean, naming
from kiosk.work.verb import verb as bases
from kiosk.work.verb.at import After, At, OrderAt, RoutineAt
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.problem import RaiseProblem
from kiosk.work.verb.recall import Recall
from kiosk.work.verb.remake import Remake
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.rush import Rush
from kiosk.work.verb.see_allergy import SeeAllergy
from kiosk.work.verb.table import VERBS, verb_class
from kiosk.work.verb.undo import Undo
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, OrderVerb, ProblemVerb, Result, RoutineVerb, Verb
from tests.playbooks import DINER
from tests.work.crew import at

ROOT = Path(__file__).parents[2] / "kiosk"
HERE = ("grill", "fry", "check", "take-order", "pay", "hand-over", "front", "expo", "burger", "patty", "gloves", "core")
WORDS = ("", "kept", "158,5", " x ", "\x1b[1mBurnt", "“milk”", "web-1", *HERE)
WISHES = (
    *(Wish("burger"), Wish("meal", 2), Wish("fries", 0), Wish("fries", line=2), Wish("burger", 1, line=9)),
    *(Wish("burger", 2, (Choice("toppings", "onion", "no"),), " no\x07 salt, allergic to milk "), Wish("nothing")),
)
SAMPLES: dict[object, st.SearchStrategy[Any]] = {
    str: st.sampled_from(WORDS) | st.text(max_size=9),
    int: st.integers(-2, 3),
    bool: st.booleans(),
    Wish: st.sampled_from(WISHES),
    Choice: st.sampled_from([Choice("toppings", "onion", "no"), Choice("size", "large")]),
    Guest: st.builds(Guest, st.just("x"), st.sampled_from(WORDS), st.sampled_from(WORDS), st.sampled_from(WORDS)),
    Heard: st.sampled_from([Heard(), Heard(told=True), Heard(told=True, allergens=("milk",))]),
    AllergyQuestion: st.sampled_from([AllergyQuestion(), AllergyQuestion(("milk",), ("no milk?",), note=True)]),
    Line: st.sampled_from(at("grill").order.lines),
    type(None): st.none(),
}


def drawn(kind: Any) -> st.SearchStrategy[Any]:
    """Return what draws values of a field's type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return drawn(inner[0])
    if origin is Literal:
        return st.sampled_from(inner)
    if origin is tuple:
        several = inner[-1] is Ellipsis
        return st.lists(drawn(inner[0]), max_size=2).map(tuple) if several else st.tuples(*map(drawn, inner))
    if origin is Union or isinstance(kind, type(int | None)):
        return st.one_of(*map(drawn, inner))
    return SAMPLES[kind]


@cache
def verbs_of(word: str) -> st.SearchStrategy[Verb]:
    """Return what draws a verb with any fields."""
    kind = verb_class(word)
    return st.builds(kind, **{field.name: drawn(field.type) for field in msgspec.structs.fields(kind)})


def said() -> set[type[Verb]]:
    """Return every verb the room holds."""
    modules = [import_module(f"kiosk.work.verb.{one.name}") for one in pkgutil.iter_modules(kiosk.work.verb.__path__)]
    kinds = {kind for module in modules for _, kind in inspect.getmembers(module, inspect.isclass)}
    return {kind for kind in kinds if issubclass(kind, Verb) and kind.__module__ != bases.__name__}


def test_the_table_names_every_verb_once() -> None:
    """By its word outside, which no two have in common."""
    assert said() == {verb_class(word) for word in VERBS}
    assert list(VERBS) == [kind.__struct_config__.tag for kind in map(verb_class, VERBS)]


@pytest.mark.parametrize("word", VERBS)
def test_a_verb_says_what_it_does(word: str) -> None:
    """Its docstring is the help line; it has a rule and a reply of its own, and a word for each field."""
    kind = verb_class(word)
    help_line = (kind.__doc__ or "").partition("\n\n")[0].replace("\n    ", " ")
    assert VERBS[word][1] == f"{help_line[0].lower()}{help_line[1:].rstrip('.')}"
    assert {"decide", "reply"} <= set(vars(kind))
    schema = msgspec.json.schema(kind)["$defs"][kind.__name__]
    assert f"{help_line}" in schema["description"].replace("\n", " ")
    fields = {name: about for name, about in schema["properties"].items() if name != "verb"}
    assert [] == [name for name, about in fields.items() if "description" not in about and name != "guest"]
    assert not re.search(r"pin\b|pepper|badge|password", " ".join(fields))


@given(st.sampled_from(list(VERBS)).flatmap(verbs_of))
def test_a_verb_is_the_same_after_json_and_as_a_key(verb: Verb) -> None:
    """Encoded and decoded it is equal, as it is made anew of its own fields: what people write is cleaned already."""
    assert verb == msgspec.json.decode(msgspec.json.encode(verb), type=type(verb))
    assert verb == msgspec.structs.replace(verb)
    assert {verb.same: 1}[verb.same]


ORDERS = [at(step).order for step in ("greet", "take-order", "grill", "check", "end")]
STAMPS = [Stamp(ORDERS[-1].opened.at.later(10_000), by) for by in ("", "Ana", "Leo")]


@given(st.sampled_from(list(VERBS)).flatmap(verbs_of), st.sampled_from(ORDERS), st.sampled_from(STAMPS))
def test_a_rule_says_yes_or_no_to_any_fields(verb: Verb, order: Any, stamp: Stamp) -> None:
    """Whatever comes in, it is refused in words, or makes events; and an order it changed can be spoken of."""
    board = Board(orders={one.id: on_board(one, DINER, None) for one in ORDERS})
    refusal: Refused | None = None
    events: tuple[Event, ...] = ()
    verb.check()
    try:
        events = decided(verb, order, stamp, board)
    except Refused as refused:
        refusal = refused
    assert refusal is None or (re.fullmatch(r"[a-z]+(-[a-z]+)*", refusal.code) and refusal.words)
    assert all(isinstance(event, Event) for event in events)
    if isinstance(verb, OrderVerb) and events:
        then = OrderAt(order, DINER, stamp, board).after(events).order
        before, left = on_board(order, DINER, None), on_board(then, DINER, None)
        after = After(DINER, stamp, board, local, before=before)
        assert in_commands(verb.reply_on(left, after).words)


def decided(verb: Verb, order: Any, stamp: Stamp, board: Board) -> tuple[Event, ...]:
    """Return what a verb makes of an order, of the counter or of a routine."""
    beside = At(DINER, stamp, board, op="press", day="2026-11-22")
    match verb:
        case OrderVerb():
            return verb.decide(OrderAt(order, DINER, stamp, board, op="press"))
        case OpeningVerb():
            return verb.decide(beside, OrderOpened(1, "2026-11-22", DINER.hash, "front"))
        case ProblemVerb() | CounterVerb():
            return verb.decide(beside)
        case RoutineVerb():
            now = Occurrence("routine:wash:hand", "wash", "2026-11-22", 0, begun=stamp)
            return verb.decide(RoutineAt(now, DINER.routines[0], DINER, stamp, board)) if DINER.routines else ()
        case _:
            raise AssertionError(verb)


def local(moment: int) -> Any:
    """Return an instant as a time of day."""
    from datetime import UTC, datetime

    return datetime.fromtimestamp(moment / 1000, UTC)


def trees(*places: str) -> Iterator[ast.Module]:
    """Read every file of some places."""
    for place in places:
        yield from (ast.parse(path.read_text(encoding="utf-8")) for path in sorted((ROOT / place).rglob("*.py")))


def made(tree: ast.Module) -> Iterator[str]:
    """Return the verbs a file makes: the classes of the room that it calls, under the names it knows them by."""
    names = {
        known.asname or known.name: known.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("kiosk.work.verb.")
        for known in node.names
    }
    calls = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    yield from (names[func.id] for func in calls if isinstance(func, ast.Name) and func.id in names)


def commanded(tree: ast.Module) -> Iterator[str]:
    """Return the words of the verbs a file adds a command for, one after the other or in a loop."""
    loops = {
        node.target.id: [str(one.value) for one in node.iter.elts if isinstance(one, ast.Constant)]
        for node in ast.walk(tree)
        if isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple) and isinstance(node.target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "add_verb":
            word = node.args[2]
            yield from [str(word.value)] if isinstance(word, ast.Constant) else loops[ast.unparse(word)]


def test_every_verb_is_reached_by_hands() -> None:
    """A flow or a screen makes it, or a command does."""
    reached = {name for tree in trees("tui", "cli") for name in made(tree)}
    reached |= {verb_class(word).__name__ for tree in trees("cli") for word in commanded(tree)}
    assert [] == [word for word in VERBS if verb_class(word).__name__ not in reached]


def test_a_file_that_only_speaks_of_a_verb_does_not_reach_it() -> None:
    """A word in a call of something else, a class that is looked at and not made."""
    tree = ast.parse("from kiosk.work.verb.waste import Waste\nKey('waste')\nisinstance(verb, Waste)\n")
    assert [] == [*made(tree), *commanded(tree)]


@pytest.mark.parametrize("verb", [Remake("o", "grill", 1, "no cause"), RaiseProblem("grill", "no kind", "x")])  # type: ignore[arg-type] # as a mouth might that is not typed
def test_a_verb_whose_fields_hold_what_they_may_not_is_refused(verb: Verb) -> None:
    """Whatever mouth makes it: what nobody can read again is never written."""
    with pytest.raises(Refused, match="Invalid enum value") as refusal:
        verb.check()
    assert "wrong-field" == refusal.value.code


def test_replies_and_refusals_name_actions_that_there_are() -> None:
    """Each has a key on screens and a command; people's own words never name one."""
    calls = [
        node
        for tree in trees("work", "counter")
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "action"
    ]
    named = {call.args[0].value for call in calls if isinstance(call.args[0], ast.Constant)}
    assert all(isinstance(call.args[0], ast.Constant) for call in calls)
    assert named <= set(ACTIONS)
    assert named == set(COMMANDS)
    reply = Reply(f"Gone. {action('undo')} brings it back.")
    assert "Gone. U brings it back." == naming(reply.words, {"undo": "U"}.__getitem__)
    assert "ticket undo 1 cook!" == naming(f"{action('undo', '1 cook')}!", {"undo": "ticket undo {}"}.__getitem__)
    assert "[undo]" == naming("[undo]", str.upper)
    assert "undo" == naming(clean(action("undo")), str.upper)


KEYS = re.compile(r"\b[Kk]ey [A-Z]\b|[⏎⌫⇥⇱⇲]|\b[A-Z] (voids|takes|opens|brings)\b")
FLAGS = re.compile(r"--[a-z]|\bkiosk [a-z]")


def test_no_rule_spells_a_key_or_a_flag() -> None:
    """A rule's sentence is read on screens and by commands: each mouth puts its own there. PINs are unlocked nowhere
    else, and a problem is named by the beginning of its id nowhere else.
    """
    spelt = {
        node.value
        for tree in trees("work/verb", "work/order", "work/allergy", "work/people", "work/board", "work/routine")
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in ("_", "plural", "later")
        for node in call.args
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert len(spelt) > 100
    assert {
        "Too many wrong PINs. A manager unlocks this: kiosk people unlock",
        "{step} is for: {role}. {person} is: {roles}. Say why {person} stands in: --standing-in R",
    } == {words for words in spelt if KEYS.search(words) or FLAGS.search(words)}


def test_a_verb_says_what_it_brings_under_the_hands() -> None:
    """New tickets, one that is recalled, a bump and its undo, a guard, an end; and most bring nothing."""
    going, over = (on_board(at(step).order, DINER, None) for step in ("grill", "end"))
    order = over.order.id
    assert Result(opens=going.tickets) == OpenOrder().result(going, None)
    assert Result(chosen=(order, "grill")) == Recall(order, "grill", "Cold").result(going, over)
    assert (Result(), Result(bumped=(order, "grill"), ends=True)) == (
        Bump(order, "grill").result(going, None),
        Bump(order, "grill").result(over, going),
    )
    assert Result(undone=(order, "grill")) == Undo(order, "grill").result(going, over)
    assert Result() == Undo(order).result(going, over) == Undo(order, "grill").result(going, going)
    assert Result(guards=True) == SeeAllergy(order, "grill").result(going, going)
    assert (Result(), Result(ends=True)) == tuple(
        HandOverEarly(order, "Hurry").result(left, going) for left in (going, over)
    )
    assert Result() == Rush(order, "Late").result(going, going)


def test_a_desk_knows_no_verb_by_its_name() -> None:
    """What a verb brings under the hands it says itself: the desk loads the bases and no verb."""
    imported = {
        node.module
        for name in ("station/desk", "station/outcome", "station/hands", "terminal/op")
        for node in ast.walk(ast.parse((ROOT / "tui" / f"{name}.py").read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("kiosk.work.verb")
    }
    assert {"kiosk.work.verb.verb", "kiosk.work.verb.reply"} == imported


def test_no_verb_shares_its_name_with_another_class() -> None:
    """What hands do, and what an order keeps of it, are two things."""
    names = Counter(node.name for tree in trees(".") for node in tree.body if isinstance(node, ast.ClassDef))
    assert {} == {word: names[verb_class(word).__name__] for word in VERBS if names[verb_class(word).__name__] != 1}

"""The registry of actions: each is done somewhere, and on no screen do two share a key."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import pytest
from textual.binding import Binding

import kiosk.tui
from kiosk.keys.action import ACTIONS, DIGITS
from kiosk.tui.terminal.screen import CounterScreen
from tests.docs.keys_table import SCREENS

FOLDER = Path(kiosk.tui.__file__).parent


def bound(screen: type) -> dict[str, set[str]]:
    """Return the actions of every key of a screen, those of its bases included."""
    found: dict[str, set[str]] = {}
    for base in screen.__mro__:
        if base is CounterScreen:
            break
        for binding in base.__dict__.get("BINDINGS", ()):
            assert isinstance(binding, Binding)
            for key in binding.key.split(","):
                found.setdefault(key, set()).add(binding.action)
    return found


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
def test_a_key_means_one_thing_on_a_screen(screen: type) -> None:
    """Where a screen builds on another, it takes no key over for something else."""
    for key, actions in bound(screen).items():
        assert 1 == len(actions), (key, actions)


@pytest.mark.parametrize("screen", SCREENS.values(), ids=SCREENS.keys())
def test_every_bound_action_can_be_done_there(screen: type) -> None:
    """No key leads to an action the screen does not have, by a row or by a method."""
    rows = screen.DOES if issubclass(screen, CounterScreen) else frozenset[str]()
    for actions in bound(screen).values():
        for action in (action.partition("(")[0] for action in actions):
            assert action in rows or hasattr(screen, f"action_{action}"), action


def test_every_registered_action_is_bound_somewhere() -> None:
    """Nothing is promised in the docs that no key does."""
    assert ACTIONS.keys() <= {
        action for screen in SCREENS.values() for found in bound(screen).values() for action in found
    }


def test_every_action_says_what_it_does() -> None:
    """A label short enough for a touch target, a key printed on it, and one line of help."""
    for name, action in ACTIONS.items():
        assert name == action.name
        assert 1 <= len(action.label) <= 12
        assert 1 <= len(action.sign) <= 2
        assert action.help
        assert not action.help.endswith(".")


def test_digits_are_never_bound_to_an_action() -> None:
    """They stand for what a screen numbers; 0 is More."""
    for action in ACTIONS.values():
        assert not set(action.keys) & set(DIGITS)


def test_every_key_named_in_the_source_is_registered() -> None:
    """`Key("...")` on a screen names an action of the registry."""
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Key":
                name = node.args[0]
                if isinstance(name, ast.Constant):
                    assert name.value in ACTIONS, (file.name, name.value)


def test_screens_are_all_there() -> None:
    """A screen that is not in the table of keys is not in the docs either."""
    there = set()
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name.endswith("Screen"):
                there.add(node.name)
    assert there == {"CounterScreen", *(screen.__name__ for screen in SCREENS.values())}
    assert all(inspect.isclass(screen) for screen in SCREENS.values())

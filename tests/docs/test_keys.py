"""kiosk/docs/keys.md and the registry of actions say the same."""

from __future__ import annotations

import re

from textual.binding import Binding

from kiosk.keys.action import ACTIONS
from kiosk.tui.home.screen import HomeScreen
from kiosk.tui.modals.prompt import LETTERS
from tests.docs.keys_table import FILE, SCREENS, actions, current, key

TEXT = FILE.read_text(encoding="utf-8")


def test_the_table_is_current() -> None:
    """What stands there is what the registry makes today; `.venv/bin/python -m tests.docs.keys_table` writes it."""
    assert current(TEXT) == TEXT


def test_every_action_works_somewhere() -> None:
    """An action without a screen has no place in the table."""
    assert set(ACTIONS) == set().union(*(actions(screen) for screen in SCREENS.values()))


def test_no_screen_has_two_actions_on_one_key() -> None:
    """A key means one thing on a screen."""
    for screen, kind in SCREENS.items():
        keys = [name for action in actions(kind) for name in ACTIONS[action].keys]
        assert sorted(set(keys)) == sorted(keys), screen


def test_more_is_told_of_where_it_is() -> None:
    """The last column of the digits' table says More for the screens that have it, home among them."""
    rows = dict(re.findall(r"^\| ([a-z ,]+?) \|.*\|([^|]*)\|$", TEXT.split("## Every action")[0], re.MULTILINE))
    for screen in ("home", "manager", "finished", "slip", "board"):
        assert ("more" in actions(SCREENS[screen])) == ("More" in rows[screen]), screen


def test_letters_are_told_of_as_they_are() -> None:
    """Capitals do what small letters do, and whoever has no keyboard has letters to touch."""
    assert {"i", "I"} <= {binding.key for binding in HomeScreen.BINDINGS if isinstance(binding, Binding)}
    assert set("abcdefghijklmnopqrstuvwxyz") <= set("".join(LETTERS))
    guide = (FILE.parent / "guide.md").read_text(encoding="utf-8")
    assert "Letter keys work with Caps Lock on" in TEXT
    assert "can be keyed by touch, on letters from a to z" in guide
    assert "no keyboard on the screen" not in guide


def test_keys_are_called_as_they_are_printed() -> None:
    """No name of Textual's stands in the table."""
    assert [] == [
        name for action in ACTIONS.values() for name in action.keys if len(key(name)) > 1 and "_" in key(name)
    ]

"""Bars and pads: each profile says what can be done, and what is laid over what."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding
from textual.keys import _character_to_key, format_key

from kiosk.keys.action import ACTIONS, DIGITS
from kiosk.keys.keypad import (
    KEYPADS,
    LOCKED,
    ROOMS,
    STANDARD,
    TILES,
    Keypad,
    Layout,
    chord,
    key_name,
    layout,
    printed,
    sign_key,
)
from kiosk.settings import KeypadName
from kiosk.tui.modals.choose import Choose
from tests.docs.keys_table import SCREENS, actions

RAIL = {key: name for name in ROOMS["rail"] & ACTIONS.keys() for key in ACTIONS[name].keys} | {
    digit: f"digit({digit})" for digit in DIGITS
}
"""What keys do in some room with a rail that has every action."""


_DIGITS = {*DIGITS, "0", "enter"}
_ARROWS = {"up", "down", "left", "right"}
BARS: dict[KeypadName, set[str]] = {
    "standard": _DIGITS | _ARROWS | {"backspace"},
    "ten-key": _DIGITS | {"plus", "minus", "asterisk", "slash", "full_stop"},
    "clover": _DIGITS | {"s", "p", "r", "d", "up", "down"},
    "ls-central": {"down", "up", "enter", "s", "r", "home", "end", "m", "v", "pageup", "pagedown"},
    "oracle": {"enter", "i", "s", "m", "p", "c", "r", "v", "pageup", "pagedown"} | _ARROWS,
    "samba": _DIGITS | _ARROWS | {"backspace"},
    "chromis": _DIGITS | {"r"},
    "six-key": {"h", "3", "1", "f", "i", "g", chord("i", "g"), chord("h", "f")},
}
"""The keys that stand on each."""


def test_every_profile_of_the_settings_is_there() -> None:
    """And no other."""
    assert get_args(KeypadName) == tuple(KEYPADS)


@pytest.mark.parametrize("name", [name for name, keypad in KEYPADS.items() if not keypad.is_keyboard])
def test_no_key_is_printed_that_is_not_on_the_pad(name: KeypadName) -> None:
    """With a rail and without one: what only a keyboard could press is done by a finger, or by More."""
    pad = layout(name)
    on_it = {printed(key) for key in (*BARS[name], *(key for _, keys in pad.keypad.rail for key in keys))}
    signs = {pad.sign(name, meant) for meant in (pad.rail(RAIL), pad.room(RAIL)) for name in ROOMS["rail"]}
    assert signs <= on_it | {""}
    assert dict.fromkeys(("person", "theme"), "") == {one: pad.sign(one, pad.rail(RAIL)) for one in ("person", "theme")}


def test_a_key_that_the_settings_name_is_printed_wherever_it_is() -> None:
    """Whoever names it has it."""
    pad = layout("ten-key", (("take", ("t",)),))
    assert "T" == pad.sign("take", pad.rail(RAIL))
    assert "" == layout("ten-key").sign("take", layout("ten-key").rail(RAIL))


@pytest.mark.parametrize("keypad", KEYPADS.values(), ids=KEYPADS.keys())
def test_profiles_name_what_is_there(keypad: Keypad) -> None:
    """Actions that are registered, keys that are keys, standard keys that answer, chords that are known."""
    chords = {chord(*pair) for pair in keypad.chords}
    keys = [key for _, its in keypad.rail for key in its]
    assert {action for action, _ in keypad.rail} <= {*ACTIONS, *TILES}
    assert sorted(set(keys)) == sorted(keys)
    for key in (*keys, *(key for key, _ in (*keypad.elsewhere, *keypad.typing))):
        assert key in chords or (key == key_name(key) and key not in LOCKED)
    assert {standard for _, standard in keypad.elsewhere} <= {*STANDARD.values(), "space", "escape"}


@pytest.mark.parametrize("keypad", KEYPADS.values(), ids=KEYPADS.keys())
def test_every_profile_keeps_what_is_needed(keypad: Keypad) -> None:
    """DONE or a bump by tile, More, and a way home through More."""
    meant = set(Layout(keypad).rail(RAIL).values())
    assert {"more", "undo"} <= meant
    assert meant & {"done", "bump_tile(1)"}


@pytest.mark.parametrize("name", KEYPADS)
def test_every_question_can_be_answered_from_the_bar(name: KeypadName) -> None:
    """With its own keys: digits or some to move, one to take, one to go back, one to turn the page."""
    bound = {key for binding in Choose.BINDINGS if isinstance(binding, Binding) for key in binding.key.split(",")}
    answers = {layout(name).standard(key, typing=False) for key in BARS[name]} & bound
    assert answers & {"down", "1"}
    assert answers & {"enter", "space"}
    assert answers & {"backspace", "escape"}
    assert answers & {"0", "right"}


def test_the_standard_changes_nothing() -> None:
    """Neither where there is a rail nor elsewhere."""
    assert RAIL == layout("standard").rail(RAIL)
    assert RAIL == layout("standard").room(RAIL)
    assert "k" == layout("standard").standard("k", typing=False)


def test_digits_mean_what_the_profile_says() -> None:
    """Points as standard, the open ticket by a numeric pad, a bump by SambaPOS's bar."""
    assert ["digit(3)", "tile(3)", "bump_tile(3)"] == [
        layout(name).rail(RAIL)["3"] for name in ("standard", "ten-key", "samba")
    ]
    assert "digit(3)" == layout("samba").room(RAIL)["3"]


def test_letters_of_a_profile_work_with_caps_lock() -> None:
    """RECALL of Clover's bar is R and r."""
    assert ["undo", "undo"] == [layout("clover").rail(RAIL)[key] for key in ("r", "R")]


def test_keys_of_the_settings_win_and_are_the_only_ones() -> None:
    """An action named there has no others, in every room."""
    pad = layout("ten-key", (("undo", ("f5",)), ("take", ("plus",))))
    meant = pad.rail(RAIL)
    assert ["undo", "take"] == [meant["f5"], meant["plus"]]
    assert {"minus", "backspace", "u"} & meant.keys() == set()
    assert ["backspace", "backspace"] == [pad.standard(key, typing=False) for key in ("f5", "minus")]
    assert "f5" in pad.room(RAIL)


def test_plus_and_minus_stay_while_an_order_is_keyed() -> None:
    """One more and one less, whatever else a pad does with them."""
    assert {"plus": "plus", "minus": "minus"} == {key: layout("ten-key").room(RAIL)[key] for key in ("plus", "minus")}


def test_a_field_takes_every_sign_a_pad_does_not_need() -> None:
    """A letter given to an action is typed where words are keyed; F5 is not a letter."""
    pad = layout("standard", (("done", ("b", "f5")),))
    assert ["b", "enter"] == [pad.standard(key, typing=True) for key in ("b", "f5")]
    assert ["enter", "enter"] == [pad.standard(key, typing=False) for key in ("b", "f5")]


def test_touch_targets_print_the_key_that_does_it() -> None:
    """That of the settings, else the bar's, else the standard one; none where there is none."""
    pad = layout("ten-key", (("take", ("ctrl+b",)), ("say", ())))
    meant = pad.rail(RAIL)
    assert ["⏎", "-", "Ctrl+B", "", ""] == [
        pad.sign(action, meant) for action in ("done", "undo", "take", "say", "procedure")
    ]
    assert "I G" == printed(chord("i", "g")) or "G I" == printed(chord("i", "g"))


@pytest.mark.parametrize("sign", [chr(code) for code in range(0x21, 0x7F)])
def test_signs_are_called_as_terminals_keys_are(sign: str) -> None:
    """What Textual names a sign is what a setting with that sign means."""
    assert _character_to_key(sign) == sign_key(sign) == key_name(sign)
    assert printed(sign_key(sign)) == format_key(_character_to_key(sign)).upper()


@given(st.text(st.characters(max_codepoint=0x7E), max_size=12))
def test_any_words_are_a_key_or_are_refused(said: str) -> None:
    """What is read as a key is read again as the same key."""
    try:
        key = key_name(said)
    except ValueError:
        return
    assert key == key_name(key)


def test_rooms_are_as_the_screens_are() -> None:
    """So that what the settings refuse is what would clash."""
    assert ROOMS["home"] == actions(SCREENS["home"])
    assert ROOMS["manager"] == actions(SCREENS["manager"])
    assert ROOMS["draft"] == actions(SCREENS["draft"])
    assert actions(SCREENS["procedures"]) < ROOMS["draft"]
    for name in SCREENS.keys() - {"home", "manager", "draft", "procedures"}:
        assert actions(SCREENS[name]) <= ROOMS["rail"], name

"""Bump bars and keypads: what their keys do where there is a rail, and how they answer everything else.

A profile is laid over the standard keys: what it does not name stays as it is. What the settings say under `keys` is
laid over the profile: an action named there has the keys said there and no others.

    standard keys of a screen  <-  the profile  <-  `keys` of the settings
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from kiosk.keys.action import ACTIONS, DIGITS
from kiosk.settings import KeypadName, Keys

Digits = Literal["tick", "open", "bump"]
"""What 1 to 9 do where there is a rail: tick a point, open the ticket in that tile, or bump it."""

Meanings = dict[str, str]
"""Key to action."""

TILES = tuple(f"{verb}({digit})" for verb in ("tile", "bump_tile") for digit in DIGITS)
"""Actions on the ticket in a tile, by its digit; a profile or a setting gives them their keys."""


class Keypad(Struct, frozen=True):
    """One bar or pad."""

    about: str
    """What it is, for the docs."""
    digits: Digits = "tick"
    rail: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Actions with their keys, for the rooms that have a rail."""
    elsewhere: tuple[tuple[str, str], ...] = ()
    """Keys with the standard ones they stand for, in questions, lists and while an order is keyed."""
    typing: tuple[tuple[str, str], ...] = ()
    """As `elsewhere`, for a field in which words are keyed: every other sign is typed there."""
    buttons: tuple[tuple[str, str], ...] = ()
    """Keys with what is printed on the bar's own, where that is something else."""
    chords: tuple[tuple[str, str], ...] = ()
    """Pairs of keys that mean something pressed together; named in `rail` and `elsewhere` by `chord`."""
    is_keyboard: bool = False
    """Whether every key of a keyboard stands on it, and not only those that are named here."""

    def has(self, key: str) -> bool:
        """Whether a key stands on it: what is not there is never offered."""
        named = {key for _, keys in self.rail for key in keys} | {key for key, _ in (*self.elsewhere, *self.typing)}
        return self.is_keyboard or key in named or (key in DIGITS and self.digits != "tick")


def chord(one: str, other: str) -> str:
    """Name two keys pressed together."""
    return "&".join(sorted((one, other)))


_LINES = (("up", ("up",)), ("down", ("down",)), ("left", ("left",)), ("right", ("right",)))
_PAGES = (("page_back", ("pageup",)), ("page_on", ("pagedown",)))
_TURN = (("pagedown", "right"), ("pageup", "left"))
_FINISH = (("h", "bump_tile(1)"), ("3", "bump_tile(2)"), ("1", "bump_tile(3)"), ("f", "bump_tile(4)"))

KEYPADS: dict[KeypadName, Keypad] = {
    "standard": Keypad("Any keyboard, and any bar with ten digits, Enter, Backspace and arrows", is_keyboard=True),
    "ten-key": Keypad(
        "A numeric pad, with Num Lock on",
        digits="open",
        rail=(
            *(("done", ("enter",)), ("undo", ("minus", "backspace")), ("down", ("plus",)), ("more", ("0",))),
            *(("page_on", ("asterisk",)), ("page_back", ("slash",)), ("line_mode", ("full_stop",))),
        ),
        elsewhere=(
            *(("plus", "down"), ("minus", "backspace"), ("asterisk", "right"), ("slash", "left")),
            ("full_stop", "space"),
        ),
    ),
    "clover": Keypad(
        "Clover KB9000",
        digits="open",
        rail=(
            *(("done", ("enter",)), ("procedure", ("s",)), ("page_on", ("p", "pagedown")), ("undo", ("r",))),
            *(("line_mode", ("d",)), ("up", ("up",)), ("down", ("down",)), ("more", ("0",))),
        ),
        elsewhere=(("p", "right"), ("r", "backspace"), ("d", "space"), ("pagedown", "right")),
        buttons=(
            *(("enter", "BUMP"), ("s", "SUM"), ("p", "PAGE"), ("r", "RECALL"), ("d", "REDRAW"), ("up", "UP")),
            ("down", "DOWN"),
        ),
    ),
    "ls-central": Keypad(
        "LS Central's bump bar",
        rail=(
            *(("done", ("enter", "space")), ("down", ("down", "n")), ("up", ("up", "p")), ("take", ("s",))),
            *(("recall", ("r",)), ("first", ("home",)), ("last", ("end",)), ("hold", ("m",))),
            *(("hand_over_early", ("v",)), *_PAGES),
        ),
        elsewhere=(*_TURN, ("n", "down"), ("p", "up"), ("r", "backspace")),
        buttons=(
            *(("enter", "Bump"), ("space", "Select/Bump"), ("n", "Next"), ("p", "Previous"), ("s", "Start")),
            *(("r", "Recall last"), ("m", "Mark"), ("v", "Serve"), ("pageup", "Previous screen")),
            ("pagedown", "Next screen"),
        ),
    ),
    "oracle": Keypad(
        "Oracle MICROS Simphony's bump bar",
        rail=(
            *(("done", ("enter",)), ("line_mode", ("i",)), ("take", ("s",)), ("hold", ("m",)), ("fire", ("p",))),
            *(("counts", ("c",)), ("recall", ("r",)), ("review", ("v",)), *_PAGES, *_LINES),
        ),
        elsewhere=(*_TURN, ("i", "space"), ("r", "backspace")),
        buttons=(
            *(("enter", "Done"), ("i", "Done Item"), ("s", "Order Started"), ("m", "Mark"), ("p", "Prep")),
            *(("c", "Production Summary"), ("r", "Recall"), ("v", "Review")),
        ),
    ),
    "samba": Keypad(
        "A keyboard as SambaPOS uses it",
        digits="bump",
        rail=(("done", ("enter",)), ("recall", ("backspace",)), *_LINES),
        is_keyboard=True,
    ),
    "chromis": Keypad(
        "A keyboard as Chromis uses it",
        digits="open",
        rail=(("done", ("enter",)), ("recall", ("r",))),
        elsewhere=(("r", "backspace"),),
        is_keyboard=True,
    ),
    "six-key": Keypad(
        "A USB pad of six keys that sends h 3 1 f i g, two of them together as a seventh and an eighth",
        rail=(
            *((action, (key,)) for key, action in _FINISH),
            *(("page_back", ("i",)), ("page_on", ("g",))),
            *(("more", (chord("i", "g"),)), ("undo", (chord("h", "f"),))),
        ),
        elsewhere=(
            *(("i", "up"), ("g", "down"), ("1", "space"), ("f", "enter"), ("h", "escape"), ("3", "right")),
            *((chord("i", "g"), "0"), (chord("h", "f"), "backspace")),
        ),
        typing=(
            *(("i", "up"), ("g", "down"), ("1", "enter"), ("f", "enter"), ("h", "escape"), ("3", "pagedown")),
            (chord("h", "f"), "backspace"),
        ),
        chords=(("i", "g"), ("h", "f")),
    ),
}
"""By the word the settings use."""

_REPLACED = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
"""Signs that terminals' keys call otherwise than Unicode does."""

_PRINTED = {
    "enter": "⏎", "backspace": "⌫", "space": "␣", "tab": "⇥", "escape": "⎋", "up": "↑", "down": "↓", "left": "←",
    "right": "→", "home": "⇱", "end": "⇲", "pageup": "⇞", "pagedown": "⇟", "insert": "⎀", "delete": "⌦",
}  # fmt: skip
"""Keys without a sign, and what is printed for them."""

_MODIFIERS = ("ctrl", "alt", "shift", "super")
LOCKED = frozenset({"ctrl+q", "ctrl+c", "ctrl+z", "ctrl+p"})
"""Keys that would end or open up the terminal: they do nothing, whatever is said."""


def sign_key(sign: str) -> str:
    """Return the name of the key that types one sign."""
    if sign.isalnum():
        return sign
    name = unicodedata.name(sign, sign).lower().replace("-", "_").replace(" ", "_")
    return _REPLACED.get(name, name)


_SIGN_KEYS = {sign_key(sign): sign for sign in map(chr, range(ord("!"), 0x7F)) if not sign.isalnum()}
KEY_NAMES = (*_PRINTED, *(f"f{number}" for number in range(1, 25)), *_SIGN_KEYS)
"""Keys that are called by a word."""


def key_name(said: str) -> str:
    """Return a key by its name, from what a person calls it: `b`, `+`, `enter`, `F5`, `ctrl+b`; ValueError if none."""
    *before, last = said.split("+") if len(said) > 1 and not said.endswith("+") else [said]
    modifiers = [word.strip().lower() for word in before]
    known = {"esc": "escape", "pgup": "pageup", "pgdn": "pagedown", "del": "delete", "return": "enter"}
    last = last.strip() if len(last) > 1 else last
    word = known.get(last.lower(), last.lower())
    if len(last) == 1 and last.isprintable():
        name = "space" if last == " " else sign_key(last.lower() if modifiers else last)
    elif word in KEY_NAMES:
        name = word
    else:
        raise ValueError(said)
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        raise ValueError(said)
    return "+".join([*sorted(modifiers), name])


def printed(key: str) -> str:
    """Return a key as a touch target prints it."""
    one, both, other = key.partition("&")
    if both:
        return f"{printed(one)} {printed(other)}"
    *before, last = key.split("+")
    sign = _PRINTED.get(last) or _SIGN_KEYS.get(last) or last.upper()
    return "+".join([*(word.capitalize() for word in before), sign])


ROOMS = {
    "home": frozenset({"done", "up", "down", "person", "theme", "help", "leave", "more"}),
    "manager": frozenset(
        {
            *("done", "up", "down", "left", "right", "undo", "period", "export", "process_map", "problem"),
            *("procedures", "versions", "team", "refused", "theme", "more", "home"),
        }
    ),
    "draft": frozenset(
        {
            *("done", "undo", "up", "down", "left", "right", "add", "remove", "move_up", "move_down"),
            *("versions", "theme", "more", "home"),
        }
    ),
    "rail": ACTIONS.keys()
    - {"help", "leave", "period", "export", "procedures", "versions", "team", "add", "remove", "move_up", "move_down"}
    | {*TILES},
}
"""Actions that share a room, and so can share no key; every other screen has some of those of the rail."""


class Layout(Struct, frozen=True):
    """The keys of one terminal: its keypad, and what its settings say of single actions."""

    keypad: Keypad
    keys: Keys = ()

    @property
    def numbers_tiles(self) -> bool:
        """Whether digits mean tickets by the place they stand at."""
        return self.keypad.digits != "tick"

    @property
    def ticks_points(self) -> bool:
        """Whether digits, all of them, tick points."""
        taken = {key for _, keys in (*self.keypad.rail, *self.keys) for key in keys}
        return not self.numbers_tiles and taken.isdisjoint(DIGITS)

    def rail(self, bound: Mapping[str, str]) -> Meanings:
        """Return what keys do in a room with a rail, from what they do there as standard."""
        return self._rail(bound, {*bound.values(), *TILES})

    def owners(self, key: str, action: str) -> list[str]:
        """Name the other actions that have a key where an action does, with a rail or without one."""
        found: dict[str, None] = {}
        for room in (room for room in ROOMS.values() if action in room):
            bound = {own: name for name in ACTIONS if name in room for own in letter_cases(ACTIONS[name].keys)}
            seen = [self.room(bound)]
            seen += [self._rail(bound, {*room})] if room is ROOMS["rail"] else []
            found |= {meant[key]: None for meant in seen if meant.get(key, action) != action}
        return list(found)

    def keyless(self, actions: Iterable[str]) -> list[str]:
        """Name those of some actions that no key would do in a room with a rail."""
        meant = self._rail({key: name for name in actions for key in ACTIONS[name].keys}, {*ACTIONS, *TILES})
        return [action for action in actions if action not in meant.values()]

    def _rail(self, bound: Mapping[str, str], known: set[str]) -> Meanings:
        meant = dict(bound)
        if self.keypad.digits != "tick":
            verb = "tile" if self.keypad.digits == "open" else "bump_tile"
            meant |= {digit: f"{verb}({digit})" for digit in DIGITS}
        for action, keys in self.keypad.rail:
            if action in known:
                meant |= dict.fromkeys(letter_cases(keys), action)
        return self._own(meant, known)

    def room(self, bound: Mapping[str, str]) -> Meanings:
        """Return what keys do in a room without a rail."""
        meant = dict(bound)
        for key, standard in self.keypad.elsewhere:
            if standard in bound and bound.get(key) not in ("plus", "minus"):  # an order is keyed with these
                meant |= dict.fromkeys(letter_cases((key,)), bound[standard])
        return self._own(meant, set(bound.values()))

    def _own(self, meant: Meanings, known: set[str]) -> Meanings:
        """Lay the settings' own keys over: theirs win, and an action named there has no others."""
        own = [(action, keys) for action, keys in self.keys if action in known]
        named = {action for action, _ in own}
        meant = {key: action for key, action in meant.items() if action not in named}
        for action, keys in own:
            meant |= dict.fromkeys(letter_cases(keys), action)
        return meant

    def standard(self, key: str, *, typing: bool) -> str:
        """Return the standard key that one stands for in a question, or in a field where words are keyed."""
        for action, keys in self.keys:
            if key in letter_cases(keys) and action in STANDARD and not (typing and _types(key)):
                return STANDARD[action]
        pairs = self.keypad.typing if typing else self.keypad.elsewhere
        return next((standard for pad, standard in pairs if key in letter_cases((pad,))), key)

    def sign(self, action: str, meant: Mapping[str, str]) -> str:
        """Return what is printed on an action's touch target: a key of this pad that does it; empty where none does."""
        said = dict(self.keys).get(action, ())
        here = said or dict(self.keypad.rail).get(action, ())
        own = ACTIONS[action].keys if action in ACTIONS else ()
        if not here and own and meant.get(own[0]) == action and self.keypad.has(own[0]):
            return ACTIONS[action].sign
        candidates = (*here, *own, *(key for key, does in meant.items() if does == action))
        there = (key for key in candidates if key in said or self.keypad.has(key))
        return next((printed(key) for key in there if meant.get(key) == action), "")


STANDARD = {
    "done": "enter",
    "undo": "backspace",
    "up": "up",
    "down": "down",
    "left": "left",
    "right": "right",
    "more": "0",
    "home": "escape",
}
"""Actions that answer questions, with the key that does."""


def standard_keys(names: Iterable[str], *, digits: bool = True) -> Meanings:
    """Return what keys do as standard where there are these actions; `digits` adds 1 to 9."""
    meant = {key: name for name in names for key in letter_cases(ACTIONS[name].keys)}
    return meant | ({digit: f"digit({digit})" for digit in DIGITS} if digits else {})


def layout(keypad: KeypadName, keys: Keys = ()) -> Layout:
    """Return the keys of a terminal."""
    return Layout(KEYPADS[keypad], keys)


def _types(key: str) -> bool:
    return len(key) == 1 or key in _SIGN_KEYS or key == "space"


def letter_cases(keys: Iterable[str]) -> tuple[str, ...]:
    """Return keys with their letters large too, for Caps Lock."""
    return tuple(name for key in keys for name in dict.fromkeys((key, key.upper() if len(key) == 1 else key)))

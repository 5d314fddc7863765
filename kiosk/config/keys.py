"""Reads `keys` of the settings: actions with the keys that do them at this machine, checked against one another."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from msgspec import Struct

from kiosk.config.yaml_file import KeyPath
from kiosk.keys.action import ACTIONS, DIGITS
from kiosk.keys.keypad import KEY_NAMES, LOCKED, ROOMS, STANDARD, TILES, key_name, layout, letter_cases, printed
from kiosk.settings import KeypadName, Keys
from kiosk.work.text.finding import nearest

NEEDED = ("done", "more", "home")
"""Actions without which a bar is lost: More reaches every other one."""

_SPARE = tuple(f"f{number}" for number in range(3, 25))
"""Keys that nothing has as standard, to be proposed."""


class WrongKey(Struct, frozen=True):
    """What is wrong below `keys`, and where."""

    path: KeyPath
    words: str
    key: bool = False
    """Whether it is the key of the line, not its value."""


def read_keys(raw: object, keypad: KeypadName) -> tuple[Keys, list[WrongKey]]:
    """Return the keys of single actions and what is wrong with them, for a terminal with this keypad."""
    if raw is None:
        return (), []
    if not isinstance(raw, dict):
        return (), [WrongKey((), "Keys are lines of `action: key`, such as `undo: f5`.")]
    said: dict[str, tuple[str, ...]] = {}
    wrong: list[WrongKey] = []
    for action, value in raw.items():
        if action not in ACTIONS and action not in TILES:
            wrong.append(WrongKey((action,), f"`{action}` is no action. {nearest(action, list(ACTIONS))}", key=True))
        elif value is not None:
            try:
                said[action] = tuple(_key(key, action) for key in _several(value))
            except ValueError as error:
                wrong.append(WrongKey((action,), str(error)))
    keys = tuple(said.items())
    wrong += [*_doubled(keys), *_taken(keys, keypad)]
    return keys, wrong or list(_lost(keys, keypad))


def _several(value: object) -> list[str]:
    """Return one key, or a list of keys, as a list."""
    keys = value if isinstance(value, list) else [value]
    said = [key for key in keys if isinstance(key, str)]
    if len(said) < len(keys):
        raise ValueError('This must be a key, such as enter, f5 or b. Put a sign between quotes: "-".')
    return said


def _key(said: str, action: str) -> str:
    """Read one key."""
    try:
        key = key_name(said)
    except ValueError as error:
        raise ValueError(f"`{said}` is no key. {nearest(said.rpartition('+')[2], list(KEY_NAMES))}") from error
    if key in LOCKED:
        raise ValueError(f"`{said}` does nothing on a counter, so that nobody ends it by chance. Choose another key.")
    if (key in DIGITS and action not in TILES) or (key == "0" and action != "more"):
        raise ValueError(f"`{said}` stands for what a screen numbers. Choose another key.")
    return key


def _doubled(keys: Keys) -> Iterator[WrongKey]:
    """Find keys given to two actions that share a room."""
    for (one, its), (other, theirs) in combinations(keys, 2):
        for key in theirs:
            if key in letter_cases(its) and any(one in room and other in room for room in ROOMS.values()):
                yield WrongKey((other,), f"`{printed(key)}` is given to {one} already. Give each its own key.")


def _taken(keys: Keys, keypad: KeypadName) -> Iterator[WrongKey]:
    """Find keys that another action has, by the bar or as standard, and would lose without a word."""
    named, pad = dict(keys), layout(keypad)
    free = next(key for key in _SPARE if all(key not in its for its in named.values()))
    for action, its in keys:
        for key in its:
            for other in pad.owners(key, action):
                if other not in named:
                    yield WrongKey(
                        (action,),
                        f"`{printed(key)}` is {other}'s key, and {action} cannot have it too. Choose another key, or "
                        f"give {other} one of its own here as well, such as `{other}: {free}`.",
                    )


def _lost(keys: Keys, keypad: KeypadName) -> Iterator[WrongKey]:
    """Find actions that no key is left for, though a bar needs them."""
    for action in layout(keypad, keys).keyless(NEEDED):
        place = (action,) if action in dict(keys) else ()
        yield WrongKey(place, f"No key is left for {action}. Give it one, such as `{action}: {STANDARD[action]}`.")

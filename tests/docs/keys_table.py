"""The table of kiosk/docs/keys.md, from the registry of actions; `python -m tests.docs.keys_table` writes it anew."""

from __future__ import annotations

from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

from kiosk.actions import ACTIONS
from kiosk.tui.screens.board import BoardScreen
from kiosk.tui.screens.drill import DrillScreen
from kiosk.tui.screens.expo import ExpoScreen
from kiosk.tui.screens.finished import FinishedScreen
from kiosk.tui.screens.front import FrontScreen
from kiosk.tui.screens.help import HelpScreen
from kiosk.tui.screens.home import HomeScreen
from kiosk.tui.screens.manager import ManagerScreen
from kiosk.tui.screens.reader import ReaderScreen
from kiosk.tui.screens.slip import SlipScreen
from kiosk.tui.screens.station import StationScreen

FILE = Path(__file__).parents[2] / "kiosk" / "docs" / "keys.md"
BEGIN, END = "<!-- made by: .venv/bin/python -m tests.docs.keys_table -->\n", "<!-- until here -->\n"

SCREENS: dict[str, type[DOMNode]] = {
    "home": HomeScreen,
    "front": FrontScreen,
    "station": StationScreen,
    "expo": ExpoScreen,
    "manager": ManagerScreen,
    "rows": DrillScreen,
    "finished": FinishedScreen,
    "slip": SlipScreen,
    "how": ReaderScreen,
    "help": HelpScreen,
    "board": BoardScreen,
}
"""Every screen under the word the table uses for it."""

_NAMES = {
    "enter": "Enter",
    "space": "Space",
    "backspace": "Backspace",
    "escape": "Esc",
    "question_mark": "?",
    "plus": "+",
    "equals_sign": "=",
    "minus": "-",
    "f1": "F1",
    "tab": "Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}


def key(name: str) -> str:
    """Give a key as it is printed on a keyboard."""
    return _NAMES.get(name, name.upper())


def actions(screen: type[DOMNode]) -> set[str]:
    """Give the registered actions a screen has keys for, its own and those of the screens it builds on."""
    bindings = [binding for base in screen.__mro__ for binding in base.__dict__.get("BINDINGS", ())]
    return {binding.action for binding in bindings if isinstance(binding, Binding)} & ACTIONS.keys()


def table() -> str:
    """Write every action with its keys, what its touch target says, the screens it works on, and its help."""
    places = {screen: actions(kind) for screen, kind in SCREENS.items()}
    rows = ["| action | keys | says | on | does |", "|---|---|---|---|---|"]
    for action in ACTIONS.values():
        found = [screen for screen, known in places.items() if action.name in known]
        where = "every screen" if len(found) == len(SCREENS) else ", ".join(found)
        keys = " ".join(f"`{key(name)}`" for name in action.keys)
        rows.append(f"| {action.name} | {keys} | {action.label} | {where} | {action.help} |")
    return "".join(f"{row}\n" for row in rows)


def current(text: str) -> str:
    """Give the document with the table made anew."""
    before, rest = text.split(BEGIN)
    return f"{before}{BEGIN}\n{table()}\n{END}{rest.split(END)[1]}"


if __name__ == "__main__":
    FILE.write_text(current(FILE.read_text(encoding="utf-8")), encoding="utf-8")

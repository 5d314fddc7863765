"""The tables of kiosk/docs/keys.md, from the registry of actions and the profiles of bars.

`python -m tests.docs.keys_table` writes them anew.
"""

from __future__ import annotations

from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

from kiosk.keys.action import ACTIONS
from kiosk.keys.keypad import KEYPADS, TILES, Keypad, printed
from kiosk.tui.expo.order import OrderScreen
from kiosk.tui.expo.screen import ExpoScreen
from kiosk.tui.front.refused import RefusedScreen
from kiosk.tui.front.screen import FrontScreen
from kiosk.tui.guest.screen import BoardScreen
from kiosk.tui.home.help import HelpScreen
from kiosk.tui.home.screen import HomeScreen
from kiosk.tui.manager.changes import ChangesScreen
from kiosk.tui.manager.drill import DrillScreen
from kiosk.tui.manager.figures import FiguresScreen
from kiosk.tui.manager.problems import ProblemsScreen
from kiosk.tui.manager.screen import ManagerScreen
from kiosk.tui.manager.versions import VersionsScreen
from kiosk.tui.observer.screen import ObserveScreen
from kiosk.tui.observer.step import ObserveStepScreen
from kiosk.tui.order.finished import FinishedScreen
from kiosk.tui.order.slip import SlipScreen
from kiosk.tui.procedure.edit import ProcedureEditScreen
from kiosk.tui.procedure.list import ProceduresScreen
from kiosk.tui.procedure.reader import ReaderScreen
from kiosk.tui.process.screen import ProcessMapScreen
from kiosk.tui.routine.list import RoutinesScreen
from kiosk.tui.routine.screen import RoutineScreen
from kiosk.tui.station.counts import CountsScreen
from kiosk.tui.station.screen import StationScreen

FILE = Path(__file__).parents[2] / "kiosk" / "docs" / "keys.md"
BEGIN, END = "<!-- made by: .venv/bin/python -m tests.docs.keys_table -->\n", "<!-- until here -->\n"
BARS_BEGIN = "<!-- bars, made by: .venv/bin/python -m tests.docs.keys_table -->\n"

DIGITS_DO = {"tick": "ticks a point", "open": "opens the ticket of that tile", "bump": "bumps the ticket of that tile"}

SCREENS: dict[str, type[DOMNode]] = {
    "home": HomeScreen,
    "front": FrontScreen,
    "refused": RefusedScreen,
    "station": StationScreen,
    "expo": ExpoScreen,
    "order": OrderScreen,
    "manager": ManagerScreen,
    "problems": ProblemsScreen,
    "figures": FiguresScreen,
    "versions": VersionsScreen,
    "changes": ChangesScreen,
    "procedures": ProceduresScreen,
    "draft": ProcedureEditScreen,
    "rows": DrillScreen,
    "finished": FinishedScreen,
    "slip": SlipScreen,
    "counts": CountsScreen,
    "process": ProcessMapScreen,
    "routines": RoutinesScreen,
    "routine": RoutineScreen,
    "observe": ObserveScreen,
    "watch": ObserveStepScreen,
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
    "home": "Home",
    "end": "End",
    "pageup": "Page Up",
    "pagedown": "Page Down",
}


def key(name: str) -> str:
    """Return a key as it is printed on a keyboard."""
    one, both, other = name.partition("&")
    return f"{key(one)} {key(other)}" if both else _NAMES.get(name) or printed(name)


def actions(screen: type[DOMNode]) -> set[str]:
    """Return the registered actions a screen has keys for, its own and those of the screens it builds on."""
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


def bar(keypad: Keypad) -> str:
    """Write what each key of a bar does with tickets, and which standard key it is elsewhere."""
    elsewhere = dict(keypad.elsewhere)
    buttons = {name: f" ({printed_there})" for name, printed_there in keypad.buttons}
    rows = [("`1` to `9`", DIGITS_DO[keypad.digits], "")] if keypad.digits != "tick" else []
    for action, keys in keypad.rail:
        if action in ACTIONS or action in TILES:
            does = ACTIONS[action].label if action in ACTIONS else f"bumps the ticket of tile {action[-2]}"
            rows += [(f"`{key(name)}`{buttons.get(name, '')}", does, elsewhere.get(name, "")) for name in keys]
    head = "| key | with tickets | in questions and lists |\n|---|---|---|\n"
    return head + "".join(f"| {name} | {does} |{f' `{key(std)}`' if std else ''} |\n" for name, does, std in rows)


def bars() -> str:
    """Write a section for each bar but the standard one."""
    pads = [(name, keypad) for name, keypad in KEYPADS.items() if keypad.rail]
    return "\n".join(f"### `{name}`\n\n{keypad.about}.\n\n{bar(keypad)}" for name, keypad in pads)


def current(text: str) -> str:
    """Return the document with its tables made anew."""
    for begin, made in ((BEGIN, table()), (BARS_BEGIN, bars())):
        before, rest = text.split(begin)
        text = f"{before}{begin}\n{made}\n{END}{rest.split(END, 1)[1]}"
    return text


if __name__ == "__main__":
    FILE.write_text(current(FILE.read_text(encoding="utf-8")), encoding="utf-8")

"""The house held to its numbers: depth of classes, width of their doors, circles, folders, files, what a start loads.

Each list of exceptions may only shrink: what is on it has to break its rule still, and what breaks a rule has to be on
it, with its reason. A number is no aim in itself.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Collection
from pathlib import Path

from tests.house import (
    ROOT,
    SOURCES,
    ancestors,
    circles,
    classes,
    imports,
    late_for_nothing,
    public_methods,
    stepping_stones,
)

DEEPEST = 4
"""Own classes in a line of ancestors."""

MOST_PUBLIC = 40
"""Public methods over a line of ancestors: what a reader of the last class can call."""

FULLEST = 25
"""Files in a folder."""

SHORTEST, LONGEST = 30, 500
"""Lines of a file."""

MOST_LOADED = 110
"""Modules of ours before a station's first paint."""

MOST_ENTERED = 60
"""Files of ours that one DONE enters on the screen's thread, from key to paint; the journal's thread is not seen."""

DEEP: dict[str, str] = {}
"""Classes deeper than that."""

WIDE: dict[str, str] = {}
"""Classes wider than that."""

STONES = {
    "ClockShape": "made after all: pydantic makes it for the clock of a whole process, a step's own has more beside",
    "OrderBasket": "what a guest wants and what of it cannot be made, apart from where in the menu the keying stands",
}
"""Classes with one heir that nobody makes."""

FULL = {
    "kiosk/cli": "one file a noun",
    "kiosk/work/verb": "one file a verb, or a few that are kin",
}
"""Folders fuller than that."""

SHORT = {
    "kiosk/cli/doctor.py": "a noun of its own, as every file beside it",
    "kiosk/cli/lean.py": "runs before anything that may load asyncio or msgspec, so it may stand in no file that does",
    "kiosk/config/watch.py": "looks at files without reading one: what asks it every ten seconds loads no YAML",
    "kiosk/tui/terminal/clock_question.py": "asked of a machine whose clock is not set: no other start loads it",
    "kiosk/tui/widgets/digits.py": "large digits for three places that have nothing else in common",
    "kiosk/tui/widgets/header.py": "the widget alone: what it says is drawn where Textual is not loaded too",
    "kiosk/work/allergy/clash.py": "what an order holds that its guest must not meet; not who has seen it",
    "kiosk/work/guest/name.py": "what guests may read of one another: a rule of privacy, apart from who is who",
    "kiosk/work/playbook/canon.py": "the bytes of any value, an event's too: nothing of a playbook",
}
"""Files shorter than that."""

LOADED, ENTERED = 149, 100
"""What a start loads and a DONE enters now, above their limits.

A part that is held is a file more than one that was inherited, and each verb, event and widget has its own: desk,
watch, ops, green key, rail and card are files that every bump goes through. Rail, open ticket, header and lines are two
files each, one without Textual: first words are drawn before it is loaded. What was sold is a read model of its own,
written with the others. What of a playbook is for an order is asked by every ticket; the burger counter asks for more
than an allergy, so its conditions are read and held against the order. A change that needs more says why here.
"""

SLACK = 3
"""How far what is measured may lie below those two before they have to come down."""

PROBE = """
import asyncio, inspect, os, sys
from pathlib import Path

async def main():
    from kiosk import wiring
    from kiosk.settings import Settings
    from kiosk.tui.app import KioskApp
    from kiosk.tui.terminal import feed
    feed.LOOK_AROUND_EVERY = 3600.0  # what a slow machine comes to look at meanwhile is not entered by DONE,
    feed.Feed.tick = lambda feed: None  # nor is a second that passes there
    settings = Settings(database=Path("kiosk.db"), slips=Path("slips"), speech="silent", debounce=0, guard=0)
    counter = wiring.open_counter(settings)
    await counter.start()
    app = KioskApp(counter, wiring.open_machine(settings), settings, "station:grill")
    async with app.run_test(size=(100, 30)) as pilot:
        while not counter.board.orders:
            await pilot.pause()
        await pilot.pause()
        print(sum(name.partition(".")[0] == "kiosk" for name in sys.modules))
        entered = set()
        def enter(frame, event, _):
            code = frame.f_code  # of a function: loading is no entering
            if event == "call" and code.co_flags & inspect.CO_OPTIMIZED and code.co_name != "<genexpr>":
                entered.add(code.co_filename)
        sys.setprofile(enter)
        await pilot.press("enter")
        while "cook" not in next(iter(counter.board.orders.values())).order.bumps:
            await pilot.pause()
        await pilot.pause()
        sys.setprofile(None)
        print(sum("/kiosk/" in name and "site-packages" not in name for name in entered))
    await counter.close()

asyncio.run(main())
"""
"""A grill with one order, in a process of its own: the modules loaded at its first paint, the files one DONE enters."""


def broken(rule: set[str], allowed: Collection[str]) -> tuple[set[str], set[str]]:
    """Return what breaks a rule without being excused, and what is excused without breaking it."""
    return rule - set(allowed), set(allowed) - rule


def test_classes_are_shallow() -> None:
    """Counted over every ancestor of ours: a reader of the last one has to know them all."""
    deep = {kind.__name__ for kind in classes().values() if len(ancestors(kind)) > DEEPEST}
    assert (set(), set()) == broken(deep, DEEP)


def test_classes_have_narrow_doors() -> None:
    """Public methods, inherited ones too."""
    wide = {kind.__name__ for kind in classes().values() if len(public_methods(kind)) > MOST_PUBLIC}
    assert (set(), set()) == broken(wide, WIDE)


def test_no_class_is_only_a_link() -> None:
    """A class with one heir that is never made is a part that should be held."""
    assert (set(), set()) == broken(stepping_stones(), STONES)


def test_no_two_classes_share_a_name() -> None:
    """Private ones too: a reader who looks for a name comes to one thing."""
    names = Counter(
        node.name for text in SOURCES.values() for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)
    )
    assert set() == {name for name, count in names.items() if count > 1}


def test_imports_make_no_circles() -> None:
    """Those inside functions and for types count too."""
    assert [] == circles(imports())


def test_an_import_inside_a_function_puts_something_off() -> None:
    """What the file loads at its top anyway stands there too, where a reader looks for it."""
    assert [] == late_for_nothing()


def test_folders_are_rooms() -> None:
    """A folder that cannot be seen at a glance holds several rooms."""
    files = Counter(path.parent.relative_to(ROOT).as_posix() for path in SOURCES if path.name != "__init__.py")
    assert (set(), set()) == broken({name for name, count in files.items() if count > FULLEST}, FULL)


def test_files_hold_one_idea() -> None:
    """A very short file holds less than one, unless it is a verb; a very long one several."""
    lengths = {path.relative_to(ROOT).as_posix(): text.count("\n") for path, text in SOURCES.items()}
    long = {name for name, length in lengths.items() if length > LONGEST}
    short = {name for name, length in lengths.items() if length < SHORTEST and not may_be_short(name)}
    assert set() == long
    assert (set(), set()) == broken(short, SHORT)


def may_be_short(name: str) -> bool:
    """Whether a file is a package's own, or a verb's."""
    return name.startswith("kiosk/work/verb/") or Path(name).name in ("__init__.py", "__main__.py")


def test_a_start_and_a_bump_stay_small(tmp_path: Path) -> None:
    """Modules of ours at a station's first paint, and files that one DONE enters on the screen's thread."""
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), **folders}
    order = b'{"id": "web-1", "lines": [{"item": "hamburger"}]}'
    add = [sys.executable, "-m", "kiosk", "order", "add", "--database", str(tmp_path / "kiosk.db")]
    subprocess.run(add, input=order, env=environment, cwd=tmp_path, check=True, capture_output=True)
    probe = [sys.executable, "-W", "ignore", "-c", PROBE]
    done = subprocess.run(probe, env=environment, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    loaded, entered = map(int, done.stdout.split())
    assert loaded in band(MOST_LOADED, LOADED)
    assert entered in band(MOST_ENTERED, ENTERED)


def band(limit: int, now: int) -> range:
    """Return what may be measured: anything up to the limit, or close below what stands above it now."""
    return range(now - SLACK, now + 1) if now > limit else range(limit + 1)

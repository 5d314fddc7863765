"""README.md does what it says."""

from __future__ import annotations

import asyncio
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kiosk import wiring
from kiosk.cli import parser
from kiosk.counter.ports import NOUNS
from kiosk.settings import Settings
from kiosk.tui.app import KioskApp
from tests.patience import PATIENCE
from tests.tui.still import still

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")

NAMES = {"Enter": "enter"}
"""What Textual calls a key that the README calls otherwise; single signs are small letters and digits."""


@dataclass(frozen=True, slots=True)
class Walk:
    """What stood on the disk after the walk-through."""

    folder: Path
    code: int | None


def walk_through() -> Iterator[str]:
    """Return every key of the walk-through, in its order."""
    for row in re.findall(r"^\| (`.*?`) \| ", TEXT, re.MULTILINE):
        for key in re.findall(r"`([^` ]+)`", row):
            if len(key) == 1 or key in NAMES:
                yield NAMES.get(key, key.lower())


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """Press every key of the walk-through in the real program."""
    folder = tmp_path_factory.mktemp("lunch")

    async def lunch() -> int | None:
        settings = Settings(database=folder / "kiosk.db", debounce=0, guard=0, scanner="off")
        counter = wiring.open_counter(settings)
        await counter.start()
        app = KioskApp(counter, wiring.open_machine(settings), settings)
        try:
            async with app.run_test(size=(100, 30)) as pilot:
                for key in walk_through():
                    await pilot.pause(0.15)
                    await still(app, ("verbs", "qr"))
                    await pilot.press(key)
                    if key == "x":
                        await exported(folder)
                        await asyncio.to_thread(app.machine.print_slips)
        finally:
            await counter.close()
        return app.return_code

    return Walk(folder, asyncio.run(lunch()))


async def exported(folder: Path) -> None:
    """Wait until the files are written."""
    async with asyncio.timeout(PATIENCE):
        while len(list((folder / "exports").glob("*.csv"))) < len(NOUNS):  # noqa: ASYNC110 - files tell nobody
            await asyncio.sleep(0.1)


def test_the_walk_through_finishes_the_order_it_tells(walk: Walk) -> None:
    """A cheeseburger meal without onion and with bacon goes through all nine steps, and only the cook is too fast."""
    (orders,) = (walk.folder / "exports").glob("orders-*.csv")
    (completions,) = (walk.folder / "exports").glob("completions-*.csv")
    rows = [line.split(",") for line in completions.read_text(encoding="utf-8").splitlines()]
    too_fast = {row[rows[0].index("step")]: row[rows[0].index("too_fast")] for row in rows[1:]}

    assert ",finished," in orders.read_text(encoding="utf-8")
    assert 9 == len(too_fast)
    assert ["cook"] == [step for step, mark in too_fast.items() if mark == "1"]


def test_the_walk_through_keeps_the_points_and_reading_it_names(walk: Walk) -> None:
    """Three points of the greeting, five of the cook, and 160 degrees."""
    (adherence,) = (walk.folder / "exports").glob("adherence-*.csv")
    (readings,) = (walk.folder / "exports").glob("readings-*.csv")
    kept = [line for line in adherence.read_text(encoding="utf-8").splitlines() if ",kept," in line]

    assert ["cook", "greet"] == sorted({line.split(",")[1] for line in kept})
    assert 8 == len(kept)
    assert ",160," in readings.read_text(encoding="utf-8").replace("160.0", "160")


def test_the_walk_through_prints_the_slip_and_leaves(walk: Walk) -> None:
    """The slip is in the folder beside the record, with the wishes that were keyed, and the program has ended."""
    (slip,) = (walk.folder / "slips").glob("*.txt")
    said = slip.read_text(encoding="utf-8")

    assert "NO onion" in said
    assert "EXTRA bacon" in said
    assert 0 == walk.code


def commands() -> list[list[str]]:
    """Return every command line that README.md and the guides tell to type, without its explanation."""
    files = [ROOT / "README.md", *sorted((ROOT / "kiosk" / "docs").glob("*.md"))]
    found = []
    for file in files:
        text = file.read_text(encoding="utf-8")
        lines = re.findall(r"^(?: {4})?((?:scripts/[a-z]+|kiosk) ?.*)$", _blocks(text), re.MULTILINE)
        lines += re.findall(r"`((?:scripts/[a-z]+|kiosk) [^`]*)`", text) if file.name != "cli.md" else []
        found += [shlex.split(re.split(r" {2,}", line)[0]) for line in lines]
    return found


def _blocks(text: str) -> str:
    fenced = re.findall(r"^```\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return "\n".join([*fenced, *re.findall(r"^ {4}.*$", text, re.MULTILINE)])


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_can_be_typed(words: list[str]) -> None:
    """Scripts exist, and the parser takes what is told to be typed."""
    if words[0] != "kiosk":
        assert (ROOT / words[0]).is_file()
    if words[0] in ("kiosk", "scripts/run"):
        run = parser.build(words).parse_args(words[1:]).run
        assert callable(run) or not {*parser.NOUNS} & {*words}  # without a noun it is the home screen


def test_the_readme_says_what_stands_for_kiosk() -> None:
    """Who reads `kiosk ...` in a document knows what to type; scripts/setup puts the program where it says."""
    assert 1 == TEXT.count("Where the documents say `kiosk`, type `scripts/run`, or `.venv/bin/kiosk` once")
    assert 'exec "$root/.venv/bin/kiosk" "$@"' in (ROOT / "scripts" / "run").read_text(encoding="utf-8")


def test_the_readme_lists_the_scripts() -> None:
    """Each of those it names is there, and only measurements go unnamed."""
    row = next(line for line in TEXT.splitlines() if line.startswith("| `scripts/` |"))
    there = {path.name for path in (ROOT / "scripts").iterdir() if path.is_file()}
    assert {name for name in re.findall(r"`(\w+)`", row) if name != "scripts"} == there
    assert "\nscripts/check " in TEXT


def test_every_script_says_what_it_does_in_one_line() -> None:
    """The line under the first one begins with the script's own name and says what it is for."""
    for script in sorted(path for path in (ROOT / "scripts").iterdir() if path.is_file()):
        second = script.read_text(encoding="utf-8").splitlines()[1]
        assert re.match(rf'(# |""")scripts/{script.name}( \[?[A-Z].*| \[.*)? - .+', second), script
        assert script.stat().st_mode & 0o100, script

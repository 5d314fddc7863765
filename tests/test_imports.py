"""What each command loads: a start is light, and nobody pays for a room they do not enter."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

ORDER = b'{"id": "web-1", "lines": [{"item": "hamburger"}]}'

HEAVY = (
    *("textual", "rich", "pydantic", "yaml", "sqlite_utils", "pyttsx3", "qrcode", "PIL", "csv"),
    *("ssl", "typing_extensions"),
)
"""Packages whose import costs 10 to 400 ms."""

ASK = """
import sys
from kiosk.cli import main
code = main(sys.argv[2:])
found = {name.partition(".")[0] for name in sys.modules}
print(code, *sorted(found & set(sys.argv[1].split())), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home whose record holds an order, and whose cache knows the playbook and the settings."""
    home = tmp_path_factory.mktemp("home")
    for _ in range(2):
        loaded(home, "order", "add", stdin=ORDER)
    return home


def loaded(home: Path, *words: str, stdin: bytes = b"", heavy: tuple[str, ...] = HEAVY) -> tuple[str, ...]:
    """Run a command in a process of its own; gives its exit code and what it loaded of the heavy packages."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KIOSK_")}
    environment |= {"PYTHONPATH": str(ROOT), "HOME": str(home), **folders}
    command = [sys.executable, "-c", ASK, " ".join(heavy), *words]
    done = subprocess.run(command, input=stdin, capture_output=True, env=environment, cwd=home, check=True)
    return tuple(done.stderr.decode().splitlines()[-1].split())


@pytest.mark.parametrize(
    "words",
    [
        ("ticket", "list"),
        ("ticket", "list", "--json"),
        ("order", "list"),
        ("order", "show", "1"),
        ("ticket", "take", "1", "cook"),
        ("process", "diagram"),
        ("procedure", "show", "cook"),
        ("playbook", "show"),
        ("summary",),
        ("journal", "info"),
        ("journal", "verify"),
    ],
)
def test_a_command_on_a_warm_database_loads_nothing_heavy(home: Path, words: tuple[str, ...]) -> None:
    """Neither screens, nor YAML and pydantic, nor sqlite-utils, speech, pictures or codes."""
    assert ("0",) == loaded(home, *words)


@pytest.mark.parametrize("noun", ["completions", "adherence", "readings", "orders", "events"])
def test_an_export_loads_no_screens(home: Path, noun: str) -> None:
    """Of the heavy ones only the writer of CSV."""
    assert ("0", "csv") == loaded(home, noun, "export", "-")


def test_the_help_loads_not_even_the_counter(home: Path) -> None:
    """`kiosk --help` knows its nouns by name alone."""
    names = (*HEAVY, "asyncio", "sqlite3", "json", "msgspec", "dataclasses")
    assert ("0",) == loaded(home, "--help", heavy=names)


def test_what_a_command_was_spared_is_there_for_others() -> None:
    """Asyncio does without TLS, msgspec reads hints by Python's own means, and both modules load when asked for."""
    code = "from kiosk.cli.lean import spare; spare(); import asyncio.base_events as base, msgspec._utils as utils; "
    code += (
        "import ssl, typing, typing_extensions as more; print(base.ssl, utils._get_type_hints is typing.get_type_hints)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, cwd=ROOT, check=True)
    assert b"None True\n" == done.stdout


def test_a_bump_that_does_not_finish_loads_nothing_heavy(home: Path) -> None:
    """Slips load their pictures only when one is printed."""
    assert ("0",) == loaded(home, "ticket", "bump", "1", "dress")


def test_a_first_start_reads_the_files(home: Path, tmp_path: Path) -> None:
    """The first order on a new machine loads what reads YAML and makes the schema; this test would see it."""
    assert {"pydantic", "sqlite_utils", "yaml"} <= set(loaded(tmp_path, "order", "start"))


def test_the_screens_load_no_speech_pictures_or_schema(home: Path) -> None:
    """What `kiosk station grill` opens with: Textual, and nothing that only some keys need."""
    code = "from kiosk.cli.lean import spare; spare(); from kiosk import wiring; import kiosk.tui.app, sys; "
    code += "s = wiring.read_settings(None, {}); wiring.open_machine(s); wiring.open_counter(s); "
    code += "print(*[n for n in sys.argv[1].split() if n in sys.modules], sep=',')"
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    heavy = {*HEAVY, "importlib.resources"} - {"textual", "rich", "csv", "typing_extensions"}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, " ".join(heavy)],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(home), **folders},
        cwd=home,
        check=True,
    )
    assert b"\n" == done.stdout


PARSED = """
import sys
from kiosk.cli.parser import given
given(sys.argv[1:])
print(*sorted(name.rpartition(".")[2] for name in sys.modules if name.startswith("kiosk.work.verb.")))
"""


@pytest.mark.parametrize(
    ("words", "verbs"),
    [
        ("ticket list", "table"),
        ("ticket rush 1 --reason recall", "at field reply rush table verb"),
        ("item out patty", "at field reply stock table verb"),
    ],
)
def test_parsing_one_verb_loads_that_verb_alone(words: str, verbs: str) -> None:
    """Beside what all verbs are made of; a list loads none."""
    command = [sys.executable, "-c", PARSED, *words.split()]
    done = subprocess.run(command, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
    assert verbs == done.stdout.decode().strip()


STATION = """
from kiosk.cli.lean import spare
spare()
import asyncio, sys
from kiosk import wiring

async def main():
    settings = wiring.read_settings(None, {})
    counter = wiring.open_counter(settings)
    await counter.start()
    from kiosk.tui.lean import load_textual
    load_textual()
    from kiosk.tui.app import KioskApp
    app = KioskApp(counter, wiring.open_machine(settings), settings, "station:grill")
    async with app.run_test(size=(100, 30)):
        print(*sorted(sys.modules))
    await counter.close()

asyncio.run(main())
"""

LATER = (
    *("kiosk.tui.front", "kiosk.tui.expo", "kiosk.tui.manager", "kiosk.tui.procedure", "kiosk.tui.order"),
    *("kiosk.tui.modals", "kiosk.tui.terminal.scan", "kiosk.tui.terminal.proof", "kiosk.tui.station.fate"),
    *("kiosk.work.forecast", "kiosk.work.report", "kiosk.work.record", "kiosk.work.check", "kiosk.work.edit"),
    *("kiosk.work.allergy.detection", "kiosk.work.allergy.clash", "kiosk.work.guest.read_back"),
    *("kiosk.work.people.pin", "kiosk.work.version.difference", "kiosk.work.version.unread"),
    *("kiosk.work.verb.bump", "kiosk.work.verb.undo", "kiosk.work.verb.take", "kiosk.work.verb.change"),
    *("kiosk.counter.problems", "kiosk.journal.queries", "kiosk.journal.readmodels", "kiosk.journal.medians"),
    *("kiosk.config.playbook", "kiosk.devices.qr", "kiosk.devices.speech", "kiosk.devices.printer"),
    *("textual.command", "textual.widgets._input", "textual.widgets._button", "ssl", "yaml", "pydantic", "csv"),
)
"""Rooms and modules that a station's first paint needs nothing of: each is loaded by what asks for it."""


def test_a_station_is_painted_before_anything_is_loaded_that_only_some_keys_need(home: Path) -> None:
    """Of each of these neither it nor anything in it."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CACHE", "CONFIG")}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", STATION],
        capture_output=True,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(home), **folders},
        cwd=home,
        check=True,
    )
    names = done.stdout.decode().split()
    assert "kiosk.tui.station.screen" in names
    assert [] == [name for name in names if any(name == late or name.startswith(f"{late}.") for late in LATER)]

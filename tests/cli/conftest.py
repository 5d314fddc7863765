"""The command line in a home of its own, run in this process."""

from __future__ import annotations

import asyncio
import io
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from kiosk.counter.counter import Counter
from kiosk.settings import Settings
from kiosk.wiring import open_counter

KEPT = " It is kept: kiosk order refused show "
"""What is said of a refused order after why it was, before its id."""


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def why(self) -> str:
        """What a refused order from outside was refused for; that it is kept follows on stderr."""
        return self.err.partition(KEPT)[0]

    @property
    def facts(self) -> Any:
        """Read stdout as JSON, which is all that may stand there."""
        return json.loads(self.out)


Kiosk = Callable[..., Ended]


def live_in(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a folder the user's home, with nothing said by the environment, and stand there."""
    for name in ("KIOSK_PLAYBOOK", "KIOSK_DATABASE", "KIOSK_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    monkeypatch.chdir(home)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a user's home with nothing in it, and stand there."""
    live_in(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture(scope="session")
def opened_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home in which the burger counter was opened once: a record without events, and the playbook read."""
    folder = tmp_path_factory.mktemp("opened")
    with pytest.MonkeyPatch.context() as monkeypatch:
        live_in(folder, monkeypatch)
        counter = open_counter(Settings())
        asyncio.run(_start_and_close(counter))
    return folder


async def _start_and_close(counter: Counter) -> None:
    await counter.start()
    await counter.close()


@pytest.fixture
def kiosk(home: Path, opened_home: Path, fresh_kiosk: Kiosk) -> Kiosk:
    """Run `kiosk WORDS` in a home whose counter was opened before, as nearly every command finds it."""
    shutil.copytree(opened_home, home, dirs_exist_ok=True)
    return fresh_kiosk


@pytest.fixture
def fresh_kiosk(home: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Run `kiosk WORDS` in a home with nothing in it; `stdin` is text or bytes."""

    def run(*words: str, stdin: str | bytes = b"") -> Ended:
        raw = stdin.encode() if isinstance(stdin, str) else stdin
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
        capfdbinary.readouterr()
        code = main(words)
        out, err = capfdbinary.readouterr()
        return Ended(code, out.decode(), err.decode())

    return run


ORDER = {
    "id": "web-1",
    "guest": "Ana",
    "lines": [
        {"item": "cheeseburger", "quantity": 2, "choices": ["no onion"]},
        {"item": "fries", "choices": ["large"]},
    ],
}
"""An order from outside that needs every station."""


def as_json(**changes: object) -> str:
    """Return that order as JSON, with some keys changed."""
    return json.dumps(ORDER | changes)

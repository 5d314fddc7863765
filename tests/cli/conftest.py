"""The command line in a home of its own, run in this process."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main


@dataclass(frozen=True)
class Ended:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def facts(self) -> Any:
        """Read stdout as JSON, which is all that may stand there."""
        return json.loads(self.out)


Kiosk = Callable[..., Ended]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a user's home with nothing in it, and stand there."""
    for name in ("KIOSK_PLAYBOOK", "KIOSK_DATABASE", "KIOSK_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def kiosk(home: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Run `kiosk WORDS` in that home; `stdin` is text or bytes."""

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
    """Give that order as JSON, with some keys changed."""
    return json.dumps(ORDER | changes)

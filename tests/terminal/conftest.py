"""A shop of its own for real terminals, and what reads the codes they paint."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

Codes = Callable[[Image.Image], list[str]]


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a home with settings: Ana works here, and a second press counts at once."""
    (tmp_path / "kiosk.yaml").write_text("person: Ana\ndebounce: 0\nguard: 0\nscanner: off\n", encoding="utf-8")
    return tmp_path


def by_zxing(picture: Image.Image) -> list[str]:
    """Read the codes in a picture with one reader."""
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.fixture
def by_zbar(tmp_path: Path) -> Codes:
    """Read the codes in a picture with another reader, in a process of its own; skipped where it is not installed."""
    program = shutil.which("zbarimg")
    if program is None:
        pytest.skip("zbarimg is not here; install zbar-tools")

    def read(picture: Image.Image) -> list[str]:
        file = tmp_path / "code.png"
        picture.save(file)
        command = [program, "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", str(file)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split()

    return read

"""Other programs for tests, each in an environment of its own beside the tests'."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

OTHERS = Path(sys.prefix) / "others"


def python_with(package: str) -> str:
    """Return a Python that has a package, in an environment that is kept; nothing of it gets into the tests' own."""
    home = OTHERS / package
    python = home / "bin" / "python"
    has = [str(python), "-c", f"import {package}"]
    if python.exists() and not subprocess.run(has, capture_output=True, check=False).returncode:
        return str(python)
    subprocess.run([sys.executable, "-m", "venv", "--clear", home], check=True, capture_output=True)
    install = [str(python), "-m", "pip", "install", "--quiet", "--no-input", package]
    done = subprocess.run(install, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode:
        pytest.skip(f"{package} cannot be installed here: {done.stderr.strip().splitlines()[-1]}")
    return str(python)

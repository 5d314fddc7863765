"""The wheel: built once, installed by pip and by uv in each Python there is, and run from a folder that is not ours."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import kiosk
from tests.others import python_with

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[1]
ORDER = b'{"id": "web-1", "lines": [{"item": "hamburger"}]}'


def run(*words: str | Path, cwd: Path, stdin: bytes = b"", more: Mapping[str, str] | None = None) -> str:
    """Run a program that has to succeed, without anything of the tests' own around it; gives what it prints."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("KIOSK_", "PYTHON", "VIRTUAL_"))}
    home = {"HOME": str(cwd), "XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        words, cwd=cwd, input=stdin, env=kept | home | dict(more or {}), capture_output=True, check=False
    )
    assert 0 == done.returncode, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the wheel of this tree."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


def python(version: str) -> str:
    """Return a Python of a version that this machine has, by its name or where pyenv keeps it; skipped without one."""
    kept = sorted(
        Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"), "versions").glob(f"{version}.*/bin/python")
    )
    for candidate in (shutil.which(f"python{version}"), *map(str, kept)):
        probe = "import sys, venv, ensurepip, sqlite3; print('%d.%d' % sys.version_info[:2])"
        done = candidate and subprocess.run([candidate, "-c", probe], capture_output=True, text=True, check=False)
        if candidate and done and done.stdout.strip() == version:
            return candidate
    pytest.skip(f"no Python {version} with venv is here")


def works(command: Path, folder: Path) -> None:
    """See that an installed kiosk takes an order, knows its playbooks and documents, and prints what it is to print."""
    said = run(command, "-V", cwd=folder).strip()
    assert said.startswith(f"kiosk {kiosk.__version__}")
    assert (ROOT / ".git").exists() == ("(" in said)
    run(command, "order", "add", cwd=folder, stdin=ORDER)
    assert '"hamburger"' in run(command, "order", "show", "1", "--json", cwd=folder)
    for playbook in ("burger", "burrito", "coffee", "optician", "pharmacy", "bike-repair"):
        run(command, "playbook", "check", playbook, cwd=folder)
    run(command, "orders", "export", "orders.xlsx", "--format", "xlsx", cwd=folder)
    assert "complete -F" in run(command, "completion", "bash", cwd=folder)
    assert ".TH KIOSK" in run(command, "man", cwd=folder)
    assert "The record is as it was written." in run(command, "journal", "verify", cwd=folder)


def test_the_wheel_holds_what_it_needs_and_no_more(wheel: Path) -> None:
    """Program, playbooks, documents and catalogues; neither tests nor what somebody compiled."""
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "kiosk/docs/guide.md",
        "kiosk/playbooks/burger/process.yaml",
        "kiosk/locale/de/LC_MESSAGES/kiosk.mo",
    ):
        assert needed in names
    assert (ROOT / ".git").exists() == ("kiosk/commit.txt" in names)
    assert [] == [name for name in names if name.startswith(("tests/", "scripts/")) or name.endswith((".pyc", ".db"))]


@pytest.mark.parametrize("installer", ["pip", "uv"])
@pytest.mark.parametrize("version", ["3.11", "3.12", "3.13"])
def test_it_is_installed_and_works(wheel: Path, tmp_path: Path, version: str, installer: str) -> None:
    """In an environment of its own, of each Python."""
    home, there = tmp_path / "venv", python(version)
    if installer == "pip":
        run(there, "-m", "venv", home, cwd=tmp_path)
        run(home / "bin" / "pip", "install", "--quiet", wheel, cwd=tmp_path)
    else:
        uv = Path(python_with("uv")).with_name("uv")
        run(uv, "venv", "--quiet", "--no-python-downloads", "--python", there, home, cwd=tmp_path)
        run(uv, "pip", "install", "--quiet", "--python", home / "bin" / "python", wheel, cwd=tmp_path)
    works(home / "bin" / "kiosk", tmp_path)


def test_uv_tool_compiles_it_where_it_is_told_to(wheel: Path, tmp_path: Path) -> None:
    """As README says: then the first start is as quick as the next."""
    uv = Path(python_with("uv")).with_name("uv")
    places = {"UV_TOOL_DIR": str(tmp_path / "tools"), "UV_TOOL_BIN_DIR": str(tmp_path / "bin")}
    words = ("tool", "install", "--quiet", "--no-python-downloads", "--compile-bytecode", "--python", sys.executable)
    run(uv, *words, wheel, cwd=tmp_path, more=places)
    compiled = list(
        (tmp_path / "tools").glob("kiosk-counter/lib/python*/site-packages/kiosk/counter/__pycache__/*.pyc")
    )
    assert compiled
    assert "kept, so that starts are quick" in run(tmp_path / "bin" / "kiosk", "doctor", "--json", cwd=tmp_path)

"""TAB in real shells, and a pager on a real terminal."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.terminal.tty import Tty

pytestmark = pytest.mark.terminal

SHELLS = {
    "bash": (("--norc", "-i"), 'eval "$(kiosk completion bash)"'),
    "zsh": (("-f", "-i"), 'autoload -U compinit && compinit -D && eval "$(kiosk completion zsh)"'),
    "fish": (("-N", "-i"), "kiosk completion fish | source"),
}
"""By shell: how it starts without anybody's settings, and what they would hold."""


@pytest.mark.parametrize("shell", SHELLS)
def test_tab_completes_nouns_verbs_options_and_files(tmp_path: Path, shell: str) -> None:
    """In the shell itself, typed by hand."""
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not here")
    flags, line = SHELLS[shell]
    (tmp_path / "backup-of-monday.db").touch()
    path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
    with Tty(tmp_path, env={"PATH": path, "PS1": "% "}, program=(program, *flags)) as there:
        there.send(f"{line}; echo re''ady\r")
        assert there.shows("ready")
        for typed, whole in (
            ("kiosk jour\tver\t", "kiosk journal verify"),
            ("kiosk orders export o --form\txl\t", "kiosk orders export o --format xlsx"),
            ("kiosk journal restore back\t", "kiosk journal restore backup-of-monday.db"),
        ):
            there.send(typed)
            assert there.shows(whole), there.text
            there.send("\x15")


def test_what_is_longer_than_the_terminal_goes_through_the_pager(tmp_path: Path) -> None:
    """A short answer does not; what PAGER names is asked, and with an empty one nobody."""
    capitals = {"PAGER": "tr a-z A-Z"}
    with Tty(tmp_path, "help", size=(100, 10), env=capitals) as there:
        assert 0 == there.wait()
        assert "THE WHOLE CONTRACT" in there.text
    with Tty(tmp_path, "playbook", "list", env=capitals) as there:
        assert 0 == there.wait()
        assert "burger" in there.text
    with Tty(tmp_path, "playbook", "list", size=(100, 3), env=capitals) as there:
        assert 0 == there.wait()
        assert "burger" not in there.text
    with Tty(tmp_path, "help", size=(100, 10), env={"PAGER": " "}) as there:
        assert 0 == there.wait()
        assert "The whole contract" in there.text


def test_an_interrupt_is_the_pagers(tmp_path: Path) -> None:
    """`less` ends a search by it and goes on: `q` ends it, and the command with it, as it should."""
    if not shutil.which("less"):
        pytest.skip("no less here")
    with Tty(tmp_path, "help", size=(100, 10), env={"LESS": "X"}) as there:
        there.until(":")
        there.send("\x03")
        there.press("G", "(END)")  # a pager that hears of it late throws away what was typed before
        there.send("q")
        assert 0 == there.wait()

"""Which kiosk this is: its version, and the commit it was made of where that is known."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import kiosk

COMMIT = "commit.txt"
"""Stands beside the program in what was built of a checkout."""


class VersionAction(argparse.Action):
    """Prints it; it is found out only then."""

    def __init__(self, option_strings: list[str], dest: str, **_about: Any) -> None:
        """Take no value."""
        words = "show the program's version, with the commit it was made of"
        super().__init__(option_strings, dest=argparse.SUPPRESS, nargs=0, help=words)

    def __call__(self, parser: argparse.ArgumentParser, *_rest: Any) -> None:
        """Print it, and end."""
        sys.stdout.write(f"kiosk {version(Path(kiosk.__file__).parent)}\n")
        rest = [word for word in getattr(parser, "typed", ()) if word not in self.option_strings]
        if rest:
            from kiosk.work.text.text import clean

            sys.stderr.write(f"Nothing else was done: {clean(' '.join(rest))}\n")
        parser.exit()


def version(program: Path) -> str:
    """Return the version of the program in a folder, with its commit in brackets."""
    commit = _commit(program)
    return f"{kiosk.__version__} ({commit})" if commit else kiosk.__version__


def _commit(program: Path) -> str:
    """Return what was written when it was built, or what git says of the checkout; empty where nobody knows."""
    try:
        return (program / COMMIT).read_text(encoding="utf-8").strip()
    except OSError:
        pass
    if not (program.parent / ".git").exists():
        return ""
    import subprocess  # every command is parsed with this file loaded

    words = ["git", "-C", str(program.parent), "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"]
    try:
        return subprocess.run(words, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - ours
    except (OSError, subprocess.CalledProcessError):
        return ""

"""Another program that holds the record's lock, as an editor of databases does that was left open."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAM = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held(database: Path) -> Iterator[subprocess.Popen[str]]:
    """Hold a record until the block ends, or until the program gets a line."""
    command = [sys.executable, "-c", _PROGRAM, str(database)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout
        assert program.stdout.readline() == "held\n"
        try:
            yield program
        finally:
            program.kill()

"""A start that is stopped where Textual is about to be loaded: what stands on the terminal then is what stands first.

    with gated(shop, "station", "grill") as (grill, gate):
        grill.until("GRILL")
        gate.open()

The program's clock stands still too, so that what is painted later is the same but for what was drawn otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType

from tests.terminal.tty import Tty

SITE = """
import os, sys, time

class Gate:
    def find_spec(self, name, path=None, target=None):
        if name == "textual":
            while not os.path.exists(os.environ["GATE"]):
                time.sleep(0.005)
            with open(os.environ["GATE"]) as file:
                if file.read():
                    raise ImportError("no Textual here")

sys.meta_path.insert(0, Gate())
stands, at = time.time_ns(), time.clock_gettime_ns
time.time_ns = lambda: stands
boot = at(time.CLOCK_BOOTTIME)
time.clock_gettime_ns = lambda clock: boot if clock == time.CLOCK_BOOTTIME else at(clock)
"""
"""What Python runs before the program."""

NOTHING: Mapping[str, str] = MappingProxyType({})


class Gate:
    """What keeps Textual from being loaded."""

    def __init__(self, file: Path) -> None:
        """Be shut."""
        self._file = file

    def open(self, *, broken: bool = False) -> None:
        """Let it be loaded, or break there."""
        beside = self._file.with_suffix(".new")
        beside.write_text("broken" if broken else "", encoding="ascii")
        beside.replace(self._file)


@contextmanager
def gated(
    home: Path, *words: str, size: tuple[int, int] = (100, 30), env: Mapping[str, str] = NOTHING
) -> Iterator[tuple[Tty, Gate]]:
    """Start `kiosk WORDS` on a terminal, and stop it before Textual."""
    site = home / "site"
    site.mkdir(exist_ok=True)
    (site / "sitecustomize.py").write_text(SITE, encoding="ascii")
    gate = home / "gate"
    gate.unlink(missing_ok=True)
    surroundings = {"PYTHONPATH": str(site), "GATE": str(gate), **env}
    with Tty(home, *words, size=size, env=surroundings) as terminal:
        yield terminal, Gate(gate)

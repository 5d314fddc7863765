"""Textual without its command palette, which no terminal of a counter opens: it draws in a tenth of all Textual loads.

Textual's app and themes name classes of `textual.command`, and use them only while a palette is open. Here they get
empty ones of these names. Only public names are touched; `tests/tui/test_start.py` sees an upgrade that moves them.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

PALETTE = "textual.command"


class NoPalette(ModuleType):
    """Stands for the palette's module while Textual is loaded."""

    def __getattr__(self, name: str) -> type:
        """Return an empty class, which can be named and inherited from."""
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {"__module__": self.__name__})


def load_textual() -> None:
    """Load Textual's app without the palette; where either is loaded already, everything is as Textual has it."""
    if PALETTE in sys.modules or "textual.app" in sys.modules:
        return
    sys.modules[PALETTE] = NoPalette(PALETTE)
    try:
        import_module("textual.app")
    finally:
        del sys.modules[PALETTE]

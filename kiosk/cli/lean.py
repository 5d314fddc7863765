"""What a command is spared: modules that libraries load in case somebody needs them, and that nothing here needs."""

from __future__ import annotations

import sys
from importlib import import_module


def spare() -> None:
    """Load asyncio without TLS and msgspec without names that Python has itself: a fifth of a short command's time.

    Both are made for it. What is left out is loaded as ever when something else asks for it; but asyncio stays without
    TLS in this process, so a command that talks to other machines over the net does not call this.
    """
    _load("asyncio", without="ssl")
    _load("msgspec", without="typing_extensions")


def _load(name: str, *, without: str) -> None:
    """Import a module as if another were not installed."""
    if name in sys.modules or without in sys.modules:
        return
    sys.modules[without] = None  # type: ignore[assignment] # so Python's own documents say it
    try:
        import_module(name)
    finally:
        del sys.modules[without]

"""What keeps a counter's terminal a counter's terminal: bytes, signals and crashes that must not end or expose it.

The first patch touches a private name of Textual; `tests/tui/test_lockdown.py` fails when an upgrade moves it.
"""

from __future__ import annotations

import asyncio
import contextlib
import signal
from codecs import IncrementalDecoder, getincrementaldecoder
from collections.abc import Callable
from functools import partial


def accept_any_byte() -> None:
    """Make a byte that is no UTF-8 (a Latin-1 scanner, line noise) a � instead of the end of the program."""
    from textual.drivers import linux_driver

    def forgiving(encoding: str) -> Callable[[], IncrementalDecoder]:
        return partial(getincrementaldecoder(encoding), errors="replace")

    linux_driver.getincrementaldecoder = forgiving  # type: ignore[attr-defined, assignment] # imported there from codecs


def heed_signals(leave: Callable[[], None]) -> None:
    """End cleanly on TERM and on a lost terminal (HUP), with the screen restored; pay no heed to INT, QUIT and TSTP."""
    loop = asyncio.get_running_loop()
    with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
        for name in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(name, leave)
        for name in (signal.SIGINT, signal.SIGQUIT):
            loop.add_signal_handler(name, lambda: None)
        signal.signal(signal.SIGTSTP, lambda _number, _frame: None)

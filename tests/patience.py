"""How long a test waits for what takes a moment: one patience for all, since on a busy machine a moment can be long.

Nothing is asserted of how long a wait took; a test that is green has waited for what it says and no longer.
"""

from __future__ import annotations

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds until a test gives up waiting."""


def wait_for(seen: Callable[[], object]) -> bool:
    """Wait until something is so, and say whether it came to that."""
    end = time.monotonic() + PATIENCE
    while not seen():
        if time.monotonic() > end:
            return False
        time.sleep(0.01)
    return True

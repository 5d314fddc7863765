"""What nobody foresaw: one sentence for people, the details in a file for whoever mends it."""

from __future__ import annotations

import os
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from kiosk.settings import data_folder

LOG = "errors.log"
MOST_BYTES = 1_000_000
"""A longer log begins anew; the one before stays as `errors.log.1`."""


def surprised(error: BaseException) -> str:
    """Write an unexpected error down and say where."""
    path = data_folder(os.environ) / LOG
    details = "".join(traceback.format_exception(error))
    with suppress(OSError, RuntimeError):
        _written(path, f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{details}\n")
        return f"Something went wrong that nobody foresaw ({type(error).__name__}). Details: {path}"
    return f"Something went wrong that nobody foresaw ({type(error).__name__}), and {path} cannot be written."


def _written(path: Path, text: str) -> None:
    """Add to the log, readable for this user alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.is_file() and path.stat().st_size > MOST_BYTES:
        path.replace(path.with_name(f"{LOG}.1"))
    log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW, 0o600)
    with os.fdopen(log, "a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)

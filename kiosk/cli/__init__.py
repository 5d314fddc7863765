"""The command line, `kiosk NOUN VERB`: does in words what the screens do with keys.

Exit codes: 0 done; 1 refused, or problems found; 2 wrong usage; 3 storage unavailable; 130 interrupted.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kiosk.errors import KioskError, StorageUnavailable

if TYPE_CHECKING:
    import argparse

    from kiosk.cli.parser import Run

DONE, REFUSED, STORAGE, INTERRUPTED = 0, 1, 3, 130

LONGEST = 1000
"""Characters of one line on stderr."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives its exit code and never raises."""
    collects = gc.isenabled()
    gc.disable()  # what is loaded stays; who opens a counter collects from then on
    try:
        code = _run(sys.argv[1:] if argv is None else argv)
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    except KeyboardInterrupt:
        return INTERRUPTED
    except StorageUnavailable as error:
        return _failed(error.words, STORAGE)
    except KioskError as error:
        from kiosk.cli.verb import in_commands

        return _failed(in_commands(str(error)), REFUSED)
    except OSError as error:
        return _failed(_file_words(error), REFUSED)
    except Exception as error:  # noqa: BLE001 - the outermost edge: one sentence for people, the details for the log
        from kiosk.cli.surprise import surprised

        return _failed(surprised(error), REFUSED)
    finally:
        if collects:
            gc.enable()
    return code


def _run(argv: Sequence[str]) -> int:
    """Read the words and do the command; wrong usage ends here with its code."""
    from kiosk.cli.parser import given

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(errors="replace")
    if sys.stdout.isatty():
        from kiosk.devices.console import ShownText, stand_ins

        if shown := stand_ins(os.environ, sys.stdout.fileno()):
            sys.stdout = ShownText(sys.stdout, shown)
    try:
        args = given(argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else REFUSED
    run: Run = args.run or _home
    if not (args.paged and sys.stdout.isatty()):
        return run(args)
    from kiosk.cli.pager import paged

    with paged():
        return run(args)


def _home(args: argparse.Namespace) -> int:
    """Open the home screen, or the station that this machine is for: no noun was typed."""
    from kiosk.cli.lean import spare
    from kiosk.cli.screens import home

    spare()
    return home(args)


def _failed(words: str, code: int) -> int:
    """Say on stderr why nothing came of it; words from the command line stand in it, so it is cleaned."""
    from kiosk.work.text.text import clean

    try:
        sys.stdout.flush()
        for line in words.splitlines():
            print(clean(line, LONGEST), file=sys.stderr)
    except BrokenPipeError:
        return _reader_gone()
    return code


def _file_words(error: OSError) -> str:
    """Say what is wrong with a file."""
    named = f"{error.filename}: " if error.filename else ""
    return f"{named}{error.strerror or error}."


def _reader_gone() -> int:
    """End quietly when whoever read the output has gone; what Python still wants to flush goes nowhere."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return DONE
    finally:
        os.close(nowhere)
    return DONE

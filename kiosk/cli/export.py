"""`kiosk completions export` and its like: the record's rows for other programs."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.cli.parser import NOUNS, noun, verb
from kiosk.cli.times import add_times, period

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.cli.parser import Nouns

NAMES = ("completions", "adherence", "readings", "orders", "lines", "recalls", "waste", "remakes", "fields", "events")

WAIT = 1.0
"""Seconds an export may take without a progress bar."""


def add(nouns: Nouns) -> None:
    """Add each noun with its one verb."""
    for name in NAMES:
        add_export(noun(nouns, name), name, NOUNS[name][1])


def add_export(verbs: Nouns, table: str, words: str) -> None:
    """Add the verb that exports a table of the record."""
    export = verb(verbs, "export", _export, words)
    export.add_argument("file", metavar="FILE", help="the file to write; - writes to stdout")
    forms = ("csv", "jsonl", "xlsx", *(("event-log",) if table == "events" else ()))
    export.add_argument(
        "--format",
        choices=forms,
        help="what the file's name says unless it is said here, else csv; xlsx for spreadsheets",
    )
    export.set_defaults(noun=table)
    add_times(export)


def _export(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of, today_of
    from kiosk.cli.target import target_of
    from kiosk.counter.ports import NOUNS as KNOWN
    from kiosk.journal.export import FIELDS, Exported, Format, export
    from kiosk.work.text.text import clean

    settings = settings_of(args)
    names: tuple[Exported, ...] = (*KNOWN, FIELDS)
    name = next(known for known in names if known == args.noun)
    target = None if args.file == "-" else target_of(args, args.file)
    named: dict[str, Format] = {".xlsx": "xlsx", ".jsonl": "jsonl"}
    form: Format = args.format or named.get(Path(args.file).suffix.lower(), "csv")
    days = period(args.since, args.until, lambda: today_of(args)) if args.since or args.until else None
    bar = Bar(sys.stderr.write, time.monotonic) if sys.stderr.isatty() else None
    try:
        rows = export(settings.database_file, name, target, period=days, form=form, progress=bar)
    finally:
        if bar:
            bar.clear()
    if target:
        print(f"{rows} rows of {name} are in {clean(target)}.")
    return 0


class Bar:
    """A progress bar, drawn once the work has taken a second, and then ten times a second at most."""

    def __init__(self, write: Callable[[str], object], clock: Callable[[], float]) -> None:
        """Draw with `write`, by the seconds `clock` gives."""
        self._write = write
        self._clock = clock
        self._next = clock() + WAIT
        self._drawn = False

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is, if it is time to."""
        if self._clock() < self._next:
            return
        self._next = self._clock() + 0.1
        full = 30 * done // max(1, total)
        self._write(f"\r{'█' * full}{'░' * (30 - full)} {done} of {total} rows")
        self._drawn = True

    def clear(self) -> None:
        """Take the bar away."""
        if self._drawn:
            self._write("\r\x1b[K")

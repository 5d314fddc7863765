"""The files commands write: never a record, nor what this machine works by."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.cli.run import settings_of
from kiosk.config.found_files import find_playbook, settings_file
from kiosk.config.watch import fingerprint
from kiosk.errors import Refused
from kiosk.journal.copies import refuse_record, same, unwritable
from kiosk.settings import Settings


def target_of(args: argparse.Namespace, file: str, *, over_copies: bool = False) -> Path:
    """Return the file a command is told to write; refused where it is a record, the playbook's or the settings'."""
    settings, target = settings_of(args), Path(file)
    refuse_record(settings.database_file, target, over_copies=over_copies)
    used = [settings_file(Path(args.settings) if args.settings else None, os.environ), *_playbook_files(settings)]
    if any(same(target, path) for path in used):
        raise Refused("in-use", f"{target}: this machine works by that file. Give another one.")
    return target


def _playbook_files(settings: Settings) -> list[Path]:
    with suppress(Refused):
        folder = find_playbook(settings.playbook)
        return [folder / name for name, _, _ in fingerprint(folder)]
    return []


@contextmanager
def written(target: Path) -> Iterator[None]:
    """Say of what cannot be written there why; a file that is there and stays is the caller's to see."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        raise unwritable(target, error) from error

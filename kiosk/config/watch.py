"""Says whether the files of a playbook have changed, cheaply enough to look every other second."""

from __future__ import annotations

import os
from pathlib import Path

Fingerprint = tuple[tuple[str, int, int], ...]
"""Name, change time in nanoseconds and size of every file, sorted."""


def fingerprint(folder: Path) -> Fingerprint:
    """Return what changes once a file of the playbook is edited, added or removed; empty for a folder that is gone."""
    found = [
        (str(Path(entry.path).relative_to(folder)), status.st_mtime_ns, status.st_size)
        for place in (folder, folder / "procedures")
        for entry, status in _files(place)
    ]
    return tuple(sorted(found))


def _files(folder: Path) -> list[tuple[os.DirEntry[str], os.stat_result]]:
    """Return the YAML and Markdown files of one folder; none when one vanishes meanwhile: the next look differs."""
    try:
        with os.scandir(folder) as entries:
            edited = [one for one in entries if one.name.endswith((".yaml", ".md")) and not one.name.startswith(".")]
            return [(entry, entry.stat()) for entry in edited]
    except OSError:
        return []

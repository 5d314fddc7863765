"""Where the files that people edit are, and how their names are said."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import kiosk
from kiosk.errors import Refused
from kiosk.settings import settings_folder
from kiosk.work.text.finding import nearest


def shipped_files() -> Path:
    """Return the folder of what people may edit: `config` in a checkout, `kiosk/playbooks` once installed."""
    package = Path(kiosk.__file__).parent
    installed = package / "playbooks"
    return installed if installed.is_dir() else package.parent / "config"


def shipped() -> dict[str, Path]:
    """Return the folders of the playbooks that come with the program, by name."""
    return {folder.name: folder for folder in sorted(shipped_files().glob("*")) if (folder / "process.yaml").is_file()}


def is_installed(path: Path) -> bool:
    """Whether a file or folder belongs to the installed program, whose next version brings its own."""
    installed = shipped_files().resolve()
    return installed.name == "playbooks" and path.is_relative_to(installed)


def find_playbook(name_or_folder: str | Path) -> Path:
    """Return the folder of a playbook, said by its path or by the name of a shipped one; refused when there is none.

    A name means the shipped playbook even where a folder is called the same; `./burger` means the folder.
    """
    said, known = str(name_or_folder), shipped()
    if os.sep not in said and said in known:
        return known[said]
    folder = Path(said).expanduser()
    if folder.is_dir():
        return folder
    if folder.exists():
        raise Refused("no-such-playbook", f"“{said}” is a file. A playbook is a folder, with stations.yaml in it.")
    if os.sep in said:
        raise Refused("no-such-playbook", f"There is no folder “{said}”. To make one: kiosk playbook init {said}")
    raise Refused("no-such-playbook", f"There is no playbook “{said}”. {nearest(said, list(known))}")


def settings_file(file: Path | None, environment: Mapping[str, str]) -> Path:
    """Return the settings file: the one said, the one `KIOSK_SETTINGS` says, the user's own, or the shipped one."""
    said = file or (Path(environment["KIOSK_SETTINGS"]) if environment.get("KIOSK_SETTINGS") else None)
    own = settings_folder(environment) / "kiosk.yaml"
    return said.expanduser() if said else own if own.is_file() else shipped_files() / "kiosk.yaml"


def typed(path: Path) -> str:
    """Return a path as a person at this folder would type it."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path)

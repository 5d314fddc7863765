"""What one machine is told: where its record is, which playbook it follows, who and what stands at it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from msgspec import Struct

Theme = Literal["night", "day", "contrast"]
Speech = Literal["silent", "on-demand", "on-open"]
SlipDevice = Literal["files", "none"]
Announce = Literal["none", "flash", "bell", "speech"]
BoardNames = Literal["hidden", "initials", "first"]
KeypadName = Literal["standard", "ten-key", "clover", "ls-central", "oracle", "samba", "chromis", "six-key"]
Keys = tuple[tuple[str, tuple[str, ...]], ...]
"""Actions, each with the keys that do it."""
Voices = tuple[tuple[str, str], ...]
"""Languages, each with the voice that speaks it."""

LONGEST_PERSON = 24
"""Characters of a worker's name: what a header has room for."""


class Settings(Struct, frozen=True):
    """Everything a terminal needs to know before it opens; `config/kiosk.yaml` holds every field with its default."""

    database: Path | None = None
    """The record; empty for kiosk.db in the user's data folder."""
    playbook: str = "burger"
    """The name of a shipped playbook, or a folder."""
    station: str = ""
    """The station of this terminal; empty asks on the home screen."""
    terminal: str = ""
    """What this terminal is called where several work one station, such as `Grill 2`; empty for the station's name."""
    person: str = ""
    """Who is signed in when the terminal opens; empty for nobody."""
    theme: Theme = "night"
    """Colours: night for a dark kitchen, day for a bright counter, contrast for glare and tired eyes."""
    language: str = "en"
    """What the screens speak, unless whoever is signed in speaks another one."""
    speech: Speech = "silent"
    """When script lines are spoken: never, on a key, or each time a ticket opens."""
    announce: Announce = "flash"
    """How a new ticket announces itself: not at all, by a flash, by a flash and the terminal's bell, or spoken."""
    combine: bool = False
    """Whether identical lines of a ticket are shown as one with their sum."""
    board_names: BoardNames = "hidden"
    """What guests see of one another on the pick-up board beside the numbers."""
    voice: str = ""
    """Name of the speech engine's voice; empty for its own choice."""
    voices: Voices = ()
    """By language, the name of the voice that speaks it; a language that is not named takes the first there is."""
    rate: int = 170
    """Spoken words a minute, 80 to 400."""
    slips: Path | None = None
    """The folder slips are printed into; empty for `slips` beside kiosk.db, or `NAME-slips` beside NAME.db."""
    slip_device: SlipDevice = "files"
    """`files` prints slips into the folder, `none` prints nothing."""
    debounce: int = 200
    """Milliseconds in which a second press of a key that changes the record counts as the same press, 0 to 2000."""
    guard: int = 400
    """Milliseconds in which a ticket that has just come under a key is not bumped by it, 0 to 2000."""
    keypad: KeypadName = "standard"
    """The bar or pad at this terminal, by the name of its profile."""
    keys: Keys = ()
    """Actions with the key or keys that do them here, instead of those of the profile."""
    scanner: str = "speed"
    """How a barcode scanner is told from hands: by `speed`, by the signs it sends first, or `off` for not at all."""

    @property
    def database_file(self) -> Path:
        """Where the record is, said or not."""
        return self.database or data_folder(os.environ) / "kiosk.db"

    @property
    def slips_folder(self) -> Path:
        """Where slips are printed, said or not."""
        name = self.database_file.stem
        return self.slips or self.database_file.with_name("slips" if name == "kiosk" else f"{name}-slips")


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the user's data folder for this program, by the XDG rules: a relative XDG_DATA_HOME does not count."""
    home = Path(environment.get("XDG_DATA_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".local" / "share") / "kiosk"


def settings_folder(environment: Mapping[str, str]) -> Path:
    """Return the user's settings folder for this program, by the XDG rules."""
    home = Path(environment.get("XDG_CONFIG_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".config") / "kiosk"

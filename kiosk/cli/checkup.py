"""What `kiosk doctor` looks at: each check says what it found and, where something is to be done, what."""

from __future__ import annotations

import os
import shutil
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from msgspec import Struct

import kiosk.counter.counter
from kiosk import wiring
from kiosk.config.found_files import find_playbook
from kiosk.counter.counter import MOST_AHEAD
from kiosk.counter.ports import FULL, LOW
from kiosk.devices.clock import BOOT_ID
from kiosk.errors import KioskError, PlaybookProblems, Refused
from kiosk.journal.bell import SocketBell
from kiosk.journal.sqlite import SqliteJournal
from kiosk.settings import Settings
from kiosk.words import languages as screen_languages
from kiosk.work.guest.language import languages
from kiosk.work.text.text import clean
from kiosk.work.time.instant import utc

Verdict = Literal["good", "note", "bad"]

SIGNS: dict[Verdict, str] = {"good": "✓", "note": "▲", "bad": "✗"}

MOST_SIGNS = 6
"""How many signs that stand in for others are named."""

NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "afs", "ceph"}
"""File systems over a network, on which SQLite's log does not work."""


class Check(Struct, frozen=True):
    """One thing looked at."""

    what: str
    verdict: Verdict
    found: str
    advice: str = ""

    @property
    def sign(self) -> str:
        """Return the verdict as one sign."""
        return SIGNS[self.verdict]


def checkup(settings: Settings) -> tuple[Check, ...]:
    """Look at everything; a check that breaks is a finding like any other."""
    looks: tuple[Callable[[Settings], Iterator[Check]], ...] = (
        *(_record, _disk, _sqlite, _playbook, _speech, _voices, _slips),
        *(_terminal, _clock, _system, _locale, _station, _language, _bytecode),
    )
    found: list[Check] = []
    for look in looks:
        try:
            found += look(settings)
        except (KioskError, OSError) as error:
            found.append(Check(look.__name__.lstrip("_"), "bad", clean(error), "Mend what the sentence names."))
    return tuple(found)


def _record(settings: Settings) -> Iterator[Check]:
    from kiosk.journal.about import about

    path = settings.database_file
    if not path.exists():
        yield Check(
            "record", "note", f"{path} is not there yet", "It is made when a screen opens or an order comes in."
        )
        return
    known = about(path)
    events, orders = _counted(known.events, "event"), _counted(known.open_orders, "open order")
    yield Check("record", "good", f"{path}: {events}, {orders}, {known.bytes} bytes")


def _counted(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _disk(settings: Settings) -> Iterator[Check]:
    folder = _existing(settings.database_file.parent)
    free = wiring.room(folder)
    kind = _file_system(folder)
    if kind in NETWORK:
        yield Check("disk", "bad", f"{folder} is on a network ({kind})", "Keep the record on a disk of this machine.")
    elif not os.access(folder, os.W_OK):
        yield Check("disk", "bad", f"{folder} may not be written to", "Give this user the right to it.")
    elif free <= LOW:
        verdict: Verdict = "bad" if free <= FULL else "note"
        yield Check("disk", verdict, f"{free} MB free at {folder}", "Make room: at 0 MB no order can be recorded.")
    else:
        yield Check("disk", "good", f"{free} MB free at {folder}{f', {kind}' if kind else ''}")


def _existing(folder: Path) -> Path:
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())


def _file_system(folder: Path) -> str:
    """Name the file system a folder is on, where the system says so."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    within = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1].replace("\\040", " "))]
    return max(within, key=lambda mount: len(mount[1]))[2] if within else ""


def _sqlite(_settings: Settings) -> Iterator[Check]:
    """Write a small record and look it over: the library's version stands in what comes back."""
    from kiosk.journal.about import about

    with TemporaryDirectory(prefix="kiosk-doctor-") as folder:
        path = Path(folder) / "kiosk.db"
        SqliteJournal(path).close()
        known = about(path)
    if not known.wal_reset_race:
        yield Check("SQLite", "good", known.sqlite)
        return
    found = f"{known.sqlite}, which can damage a file that two programs write and fold at once"
    yield Check("SQLite", "note", found, "kiosk's own lock prevents it; let no other program write to the record.")


def _playbook(settings: Settings) -> Iterator[Check]:
    found = wiring.playbook_problems(settings)
    if found:
        yield Check(
            "playbook", "bad", f"{settings.playbook}: {_counted(len(found), 'problem')}", "See: kiosk playbook check"
        )
    else:
        yield Check("playbook", "good", settings.playbook)


def _speech(settings: Settings) -> Iterator[Check]:
    from kiosk.devices.speech import PyttsxSpeaker

    trouble = PyttsxSpeaker(settings.voice, settings.rate, wiring.cache_folder(os.environ) / "speech").status()
    if trouble:
        found, _, advice = trouble.partition(". ")
        yield Check("speech", "note", found, advice or "Everything else works without it.")
    elif settings.speech == "silent":
        yield Check("speech", "good", "engine and player are here; speech is off", "To hear lines: speech: on-demand")
    else:
        yield Check("speech", "good", f"engine and player are here; spoken {settings.speech}")


def _voices(settings: Settings) -> Iterator[Check]:
    """Say which of the languages of the procedures have a voice, where anything is spoken."""
    from kiosk.devices.speech import spoken_languages, voice_for
    from kiosk.devices.speech_child import voice_of

    there = dict.fromkeys(spoken_languages(), "there")
    if settings.speech == "silent" or not there:
        return
    try:
        wanted = languages(wiring.load_playbook(find_playbook(settings.playbook)))
    except (PlaybookProblems, Refused):
        return
    named = [one for one in wanted if voice_for(one, settings.voice, dict(settings.voices))[0]]
    dumb = [one for one in wanted if one not in named and not voice_of(there, one)]
    if dumb:
        words = f"no voice speaks {', '.join(dumb)}"
        yield Check("voices", "note", words, "Install one for the engine, or name one under voices: in the settings.")
    else:
        yield Check("voices", "good", f"each language of the procedures has one: {', '.join(wanted)}")


def _slips(settings: Settings) -> Iterator[Check]:
    if settings.slip_device == "none":
        yield Check("slips", "note", "none are printed", "To print into a folder: slip_device: files")
        return
    folder = _existing(settings.slips_folder)
    good = os.access(folder, os.W_OK)
    advice = "" if good else f"Give this user the right to {folder}."
    yield Check("slips", "good" if good else "bad", f"printed into {settings.slips_folder}", advice)


def _terminal(_settings: Settings) -> Iterator[Check]:
    from kiosk.tui.terminal.shape import LEAST_HEIGHT, LEAST_WIDTH

    if not sys.stdout.isatty():
        yield Check("terminal", "note", "this is none", "Run kiosk doctor in the terminal the screens will stand in.")
        return
    size = shutil.get_terminal_size()
    name, colours = os.environ.get("TERM", ""), os.environ.get("COLORTERM", "")
    found = f"{size.columns} × {size.lines}, {name} {colours}".rstrip()
    if size.columns < LEAST_WIDTH or size.lines < LEAST_HEIGHT:
        yield Check("terminal", "bad", found, f"Make it at least {LEAST_WIDTH} × {LEAST_HEIGHT}.")
    elif name in ("", "dumb"):
        yield Check("terminal", "bad", found, "Set TERM to what the terminal is, such as xterm-256color.")
    elif colours not in ("truecolor", "24bit") and "256" not in name:
        yield Check("terminal", "note", found, "If it has more colours: export COLORTERM=truecolor")
    else:
        yield Check("terminal", "good", found)
    if shown := wiring.shown_signs():
        named = list(shown.items())[:MOST_SIGNS]  # the signs themselves would be shown as what stands in for them
        pairs = ", ".join(f"{other} for {unicodedata.name(chr(sign)).lower()}" for sign, other in named)
        yield Check("signs", "note", f"the font of this console lacks {len(shown)} signs: {pairs}", "Others stand in.")


def _clock(settings: Settings) -> Iterator[Check]:
    """Hold the clock against this program's release and the newest row of the record: not before, nor years after."""
    from kiosk.journal.about import about

    now = datetime.fromtimestamp(wiring.system_clock().now().at / 1000, UTC)
    found, path = f"{now.astimezone():%Y-%m-%d %H:%M:%S %Z}", settings.database_file
    newest = about(path).last_at if path.exists() else ""
    built = datetime.fromtimestamp(wiring.built() / 1000, UTC)
    before = [f"this program, of {built:%Y-%m-%d}"] if now < built else []
    at = int(now.timestamp() * 1000)
    before += [f"the newest event of the record, {newest}"] if newest > utc(at) else []
    set_it = "Set it: timedatectl set-time, or set-ntp true. If it is right: kiosk journal confirm-clock"
    if before:
        yield Check("clock", "bad", f"{found}, before {' and '.join(before)}", set_it)
    elif utc(at - MOST_AHEAD) > max(newest, utc(wiring.built())):
        yield Check("clock", "bad", f"{found}, years after anything else here", set_it)
    elif Path("/run/systemd/timesync").is_dir() and not Path("/run/systemd/timesync/synchronized").exists():
        yield Check("clock", "note", f"{found}, not synchronised", "timedatectl set-ntp true")
    else:
        yield Check("clock", "good", found)


def _system(settings: Settings) -> Iterator[Check]:
    """Say what this system lacks that Linux has; all works without."""
    if not hasattr(time, "CLOCK_BOOTTIME"):
        yield Check("system", "note", "no clock runs on while it sleeps", "Let this machine not sleep during a shift.")
    if not BOOT_ID.exists():
        found = "it does not name its runs: times that two programs measured are taken from the wall clock"
        yield Check("system", "note", found, "Do not set the clock during a shift.")
    if settings.database_file.exists() and not _rings(settings.database_file):
        found = "terminals cannot ring: each sees the others' work within a second instead of at once"
        yield Check("system", "note", found, "Put the record under a shorter path, on a local disk.")


def _rings(database: Path) -> bool:
    bell = SocketBell(database)
    bell.close()
    return bell.hangs


def _locale(_settings: Settings) -> Iterator[Check]:
    encoding = sys.stdout.encoding or "none"
    if encoding.lower().replace("-", "") == "utf8":
        yield Check("locale", "good", encoding)
    else:
        yield Check("locale", "bad", f"{encoding}: names and signs turn into ?", "export LANG=C.UTF-8")


def _station(settings: Settings) -> Iterator[Check]:
    """Say whether this machine's station is one of the playbook's; a playbook that is wrong is said of elsewhere."""
    with suppress(PlaybookProblems, Refused):
        known = wiring.load_playbook(find_playbook(settings.playbook)).station if settings.station else {}
        if settings.station in known:
            yield Check("station", "good", f"this terminal opens {settings.station}")
        elif settings.station:
            found = f"there is no station “{clean(settings.station, 60)}”: a terminal does not start"
            yield Check("station", "bad", found, f"Set it to one of {', '.join(known)}.")


def _language(settings: Settings) -> Iterator[Check]:
    known = ", ".join(screen_languages())
    if settings.language in screen_languages():
        yield Check("language", "good", f"the screens speak {settings.language}; they know {known}")
    else:
        found = f"the screens speak en, since they do not know {settings.language}"
        yield Check("language", "note", found, f"Set language to one of {known}.")


def _bytecode(_settings: Settings) -> Iterator[Check]:
    import importlib.util

    file = kiosk.counter.counter.__file__
    kept = Path(importlib.util.cache_from_source(file)).exists()
    if kept:
        yield Check("bytecode", "good", "kept, so that starts are quick")
    else:
        folder = Path(file).parents[1]
        yield Check(
            "bytecode", "note", "not kept: every start compiles anew", f"{sys.executable} -m compileall -q {folder}"
        )

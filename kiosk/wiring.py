"""Puts a counter together: the only module that names the concrete parts.

A start is light: settings and playbooks that were read before, byte for byte, are found in the user's cache folder by
the hash of those bytes, so that neither YAML nor pydantic is loaded. What is not found is read from its files; nothing
in the cache can be stale, because its name is made of everything the answer depends on.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

import kiosk
from kiosk.config.found_files import find_playbook, settings_file
from kiosk.config.watch import fingerprint
from kiosk.counter.counter import Counter
from kiosk.counter.ports import NOUNS, Clock, Drafts, Journal, Machine, Period, Printer, Speaker
from kiosk.devices.clock import SystemClock
from kiosk.errors import KioskError, PlaybookProblems
from kiosk.journal.bell import SocketBell
from kiosk.journal.sqlite import SqliteJournal
from kiosk.settings import Settings
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.version.version import is_asked

if TYPE_CHECKING:
    from kiosk.devices.slip_printer import SlipPrinter
    from kiosk.work.edit.edit import Edit

KEPT = 64
"""How many answers the cache folder holds; those not asked for longest go first."""

MOST_BYTES = 256 * 1024
"""Of one file; a longer one is refused by its reader, so it is never found in the cache either."""


# The counter.


def open_counter(settings: Settings, clock: Clock | None = None) -> Counter:
    """Open the counter a machine's settings name; it is to be started and closed by whoever asked.

    Raises StorageUnavailable, Refused where there is no such playbook, and PlaybookProblems where its files cannot be
    used and the record holds none of that name either.
    """
    folder = find_playbook(settings.playbook)
    journal = SqliteJournal(settings.database_file)
    bell = SocketBell(settings.database_file)
    try:
        playbook, files = _playbook(folder, journal)
        counter = Counter(
            journal,
            bell,
            clock or system_clock(),
            playbook,
            station=settings.station,
            local=local_time,
            built=built(),
        )
        counter.playbooks.files = files
        return counter
    except BaseException:
        journal.close()
        bell.close()
        raise


def built() -> int:
    """Return when this version was released, in UTC milliseconds; a day before, for clocks and zones that differ.

    When its files were put here says nothing: that was under the very clock that is in question.
    """
    released = datetime.fromisoformat(kiosk.RELEASED).replace(tzinfo=UTC) - timedelta(days=1)
    return int(released.timestamp() * 1000)


def system_clock() -> Clock:
    """Return this machine's clock."""
    return SystemClock()


def playbook_problems(settings: Settings) -> tuple[str, ...]:
    """Say what is wrong with the playbook's files; nothing when they can be used."""
    folder = find_playbook(settings.playbook)
    if _kept(_playbook_key(folder)):
        return ()
    try:
        load_playbook(folder)
    except PlaybookProblems as error:
        return tuple(map(str, error.problems))
    return ()


def load_playbook(folder: Path) -> Playbook:
    """Read a playbook's files, and remember what they say; raises PlaybookProblems."""
    from kiosk.config.playbook import load_playbook as load

    key = _playbook_key(folder)
    playbook = load(folder)
    if key == _playbook_key(folder):
        _keep(key, playbook.hash)
    return playbook


def _playbook(folder: Path, journal: Journal) -> tuple[Playbook, str]:
    """Return the playbook of a folder: from the record if these files were read before, else from the files.

    Files that cannot be used leave the one in the record that was stored last under the same name. So does a draft that
    was read before and waits for approval: its hash is given too, since reading it would cost every start.
    """
    hash_ = _kept(_playbook_key(folder))
    found = journal.playbook(hash_) if isinstance(hash_, str) else None
    if found is not None:
        return found, ""
    newest = journal.newest_playbook(folder.resolve().name)
    if newest and isinstance(hash_, str) and is_asked(newest.approval, journal.people.everybody()):
        return newest, hash_
    try:
        return load_playbook(folder), ""
    except PlaybookProblems:
        if newest is None:
            raise
        return newest, ""


def local_time(milliseconds: int) -> datetime:
    """Return UTC milliseconds as this machine's own time."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).astimezone()


class LocalZone(tzinfo):
    """This machine's time zone, summer time included, whatever the date."""

    def utcoffset(self, dt: datetime | None) -> timedelta | None:
        """Return how far ahead of UTC a local time is."""
        return dt.replace(tzinfo=None).astimezone().utcoffset() if dt else None

    def dst(self, _dt: datetime | None) -> timedelta | None:
        """Say nothing: only the whole offset is known."""
        return None

    def tzname(self, dt: datetime | None) -> str | None:
        """Return the short name in use at a local time, such as CET."""
        return dt.replace(tzinfo=None).astimezone().tzname() if dt else None

    def fromutc(self, dt: datetime) -> datetime:
        """Turn UTC into local time."""
        naive = datetime.fromtimestamp(dt.replace(tzinfo=UTC).timestamp())  # noqa: DTZ006 - the fold is wanted
        return naive.replace(tzinfo=self)


# The terminal.


def open_machine(settings: Settings) -> Machine:
    """Return what the screens of this machine may use besides the counter."""
    return Machine(
        speaker=open_speaker(settings),
        modules=_modules,
        export=partial(_export, settings),
        reload=_reload(find_playbook(settings.playbook)),
        print_slips=open_slips(settings),
        room=partial(room, settings.database_file.parent),
        problems=playbook_problems(settings),
        drafts=open_drafts(settings),
        signs=shown_signs(),
    )


def room(folder: Path) -> int:
    """Return how many megabytes are left on a folder's disk; raises OSError where that cannot be known."""
    disk = os.statvfs(folder)
    return (disk.f_bavail * disk.f_frsize) >> 20


def shown_signs() -> Mapping[int, str]:
    """Return what this process's terminal shows for the signs it has not got, as `str.translate` takes it."""
    if os.environ.get("TERM", "").startswith("xterm"):
        return {}  # as most are: nothing to load
    from kiosk.devices.console import stand_ins

    return stand_ins(os.environ, 2)


def _modules(payload: str) -> tuple[tuple[bool, ...], ...]:
    """Return the modules of a slip's code; what makes them is loaded for the first."""
    from kiosk.devices.qr import modules

    return modules(payload)


def open_drafts(settings: Settings) -> Drafts:
    """Return the playbook's files as a manager edits them; what reads and writes them is loaded when it is asked."""
    return LazyDrafts(find_playbook(settings.playbook))


class LazyDrafts:
    """Drafts that cost a start nothing: YAML and pydantic are loaded by the first call, which a thread makes."""

    def __init__(self, folder: Path) -> None:
        """Edit the files of this folder."""
        self._folder = folder
        self._turn = threading.Lock()
        self._made: Drafts | None = None

    def _drafts(self) -> Drafts:
        if self._made is None:
            from kiosk.config.drafts import FileDrafts

            self._made = FileDrafts(self._folder)
        return self._made

    def read(self) -> Playbook:
        """Return what the files say; raises PlaybookProblems."""
        with self._turn:
            return self._drafts().read()

    def edit(self, edit: Edit) -> Playbook:
        """Write one edit; raises Refused."""
        with self._turn:
            return self._drafts().edit(edit)

    def undo(self) -> tuple[str, Playbook]:
        """Take back the last edit; raises Refused."""
        with self._turn:
            return self._drafts().undo()


def open_speaker(settings: Settings) -> Speaker:
    """Return the voice the settings ask for."""
    if settings.speech == "silent":
        from kiosk.devices.silent_speaker import SilentSpeaker

        return SilentSpeaker()
    from kiosk.devices.speech import PyttsxSpeaker

    return PyttsxSpeaker(
        settings.voice, settings.rate, cache_folder(os.environ) / "speech", voices=dict(settings.voices)
    )


def open_printer(settings: Settings) -> Printer:
    """Return the printer the settings ask for."""
    from kiosk.devices.printer import FilePrinter, SilentPrinter

    return FilePrinter(settings.slips_folder) if settings.slip_device == "files" else SilentPrinter()


def open_slips(settings: Settings) -> Callable[[], str]:
    """Return what prints the slips that are due; its connection is made on the thread that calls it first."""
    turn = threading.Lock()
    made: list[SlipPrinter] = []

    def print_slips() -> str:
        with turn:
            try:
                if not made:
                    made.append(_slip_printer(settings))
            except KioskError as error:
                return str(error)
            made[0].catch_up()
            return made[0].trouble

    return print_slips


def print_slips(settings: Settings) -> str:
    """Print the slips that are due, unless a terminal does, and let go; gives the printer's trouble, or nothing."""
    printer = _slip_printer(settings)
    try:
        printer.catch_up()
        return printer.trouble
    finally:
        printer.close()


def _slip_printer(settings: Settings) -> SlipPrinter:
    from kiosk.devices.slip_printer import SlipPrinter
    from kiosk.journal.bookmarks import SqliteBookmarks

    lock = Path(f"{settings.database_file}.slips")
    return SlipPrinter(
        SqliteBookmarks(settings.database_file), open_printer(settings), lock, LocalZone(), settings.language
    )


def _reload(folder: Path) -> Callable[[], Playbook | None]:
    """Return what says whether a playbook's files have changed since it was asked last, and reads them if so."""
    seen = fingerprint(folder)

    def reload() -> Playbook | None:
        nonlocal seen
        before, seen = seen, fingerprint(folder)
        return load_playbook(folder) if before != seen else None

    return reload


def _export(settings: Settings, noun: str, period: Period) -> Path:
    """Write a noun's rows as CSV, or the `workbook` of all, into `exports` beside the record, named by its days."""
    from kiosk.journal.export import export, export_workbook

    wanted = next((known for known in NOUNS if known == noun), None)
    folder = settings.database_file.parent / "exports"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    days = period.first if period.first == period.last else f"{period.first}_{period.last}"
    end = "csv" if wanted else "xlsx"
    names = (f"{noun}-{days}{f'-{number}' if number > 1 else ''}.{end}" for number in count(1))
    target = next(path for name in names if not os.path.lexists(path := folder / name))
    if wanted:
        export(settings.database_file, wanted, target, period=period)
    else:
        export_workbook(settings.database_file, target, period)
    return target


# Settings, and the cache.


def read_settings(said: Path | None, overrides: Mapping[str, object]) -> Settings:
    """Return this machine's settings: `said` names their file, `overrides` win; raises PlaybookProblems or Refused."""
    path = settings_file(said, os.environ)
    variables = [os.environ.get(name) for name in ("KIOSK_PLAYBOOK", "KIOSK_DATABASE", "HOME")]
    places = [str(Path.cwd()), str(path.absolute())]
    key = _key(
        "settings",
        [*places, *variables, sorted((name, str(value)) for name, value in overrides.items() if value is not None)],
        [path],
    )
    known = _kept(key)
    if isinstance(known, dict):
        with suppress(KeyError, TypeError, ValueError):
            values: dict[str, Any] = {
                name: Path(value) if name in PATHS and value else value for name, value in known.items()
            }
            values["keys"] = tuple((action, tuple(keys)) for action, keys in known["keys"])
            values["voices"] = tuple((language, voice) for language, voice in known["voices"])
            return Settings(**values)
    from kiosk.config.settings import read_settings as read

    settings = read(said, overrides)
    _keep(key, {name: str(value) if isinstance(value, Path) else value for name, value in asdict(settings).items()})
    return settings


PATHS = ("database", "slips")
"""Settings that are paths."""


def cache_folder(environment: Mapping[str, str]) -> Path:
    """Return the user's cache folder for this program, by the XDG rules; all in it may be deleted at any time."""
    home = Path(environment.get("XDG_CACHE_HOME", ""))
    return (home if home.is_absolute() else Path.home() / ".cache") / "kiosk"


def _playbook_key(folder: Path) -> str:
    names = [name for name, _, _ in fingerprint(folder)]
    return _key("playbook", [folder.resolve().name], [folder / name for name in names])


def _key(kind: str, words: list[object], paths: list[Path]) -> str:
    """Name an answer by all it depends on: the words, every byte of the files, and the program that reads them."""
    hashed = hashlib.sha256(repr((_program(Path(kiosk.__file__).parent), words)).encode())
    for path in paths:
        with suppress(OSError), path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
            hashed.update(f"\0{path.name}\0{len(raw)}\0".encode() + raw)
    return f"{kind}-{hashed.hexdigest()[:40]}.json"


@cache
def _program(home: Path) -> tuple[object, ...]:
    """Return the version of the program that runs, and name, time and size of every module with a say in an answer."""
    readers = [*home.glob("*.py"), *(reader for room in READERS for reader in (home / room).rglob("*.py"))]
    stamps = [(reader.name, reader.stat()) for reader in readers]
    return kiosk.__version__, sorted((name, stat.st_mtime_ns, stat.st_size) for name, stat in stamps)


READERS = ("config", "keys", "work")
"""Rooms of modules that read files, and say what they mean."""


def _kept(key: str) -> Any:
    """Return what the cache holds under a key; None for nothing."""
    try:
        path = cache_folder(os.environ) / key
        found = json.loads(path.read_bytes())
        os.utime(path)
    except (OSError, ValueError, RuntimeError):
        return None
    return found


def _keep(key: str, value: object) -> None:
    """Put an answer into the cache, whole or not at all; a cache that cannot be written only costs time."""
    with suppress(OSError, RuntimeError):
        folder = cache_folder(os.environ)
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        beside = folder / f".{key}.{os.getpid()}.tmp"
        beside.write_text(json.dumps(value))
        beside.replace(folder / key)
        old = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-KEPT]
        for path in old:
            path.unlink(missing_ok=True)

"""The people of a counter in the record's file, outside the chain: a person can be removed, an event cannot.

PINs stand here as scrypt's hash; what they are mixed with stands in a file of its own beside the record, so that a
copy of the record alone is not enough to try them out.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import TYPE_CHECKING

import msgspec

from kiosk.counter.ports import Lock, Period
from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal.faults import unavailable
from kiosk.journal.file import JournalFile
from kiosk.work.people import lockout as guessing
from kiosk.work.people.lockout import Guessing
from kiosk.work.people.person import Person
from kiosk.work.time.instant import Instant

if TYPE_CHECKING:
    from kiosk.work.report.figure import Done

PEPPER_BYTES = 32
_ANEW = "Put it back, or take every PIN away and give new ones: kiosk people pin NAME --none"

_PEOPLE = "SELECT name, roles, trainee, language, pin <> '', badge <> '' FROM people ORDER BY name COLLATE NOCASE, name"
_KEEP = """
INSERT INTO people VALUES (?, ?, ?, ?, ?, '', '', ?, ?)
ON CONFLICT(id) DO UPDATE SET
  name = excluded.name, roles = excluded.roles, trainee = excluded.trainee, language = excluded.language
"""

_WORK = """
SELECT person, role, step, step_name, station, total_s, target_s FROM completions
WHERE day BETWEEN ? AND ? AND too_fast = 0 """
_NOT_PROVED = """
SELECT e."by", count(*) FROM events e INDEXED BY events_not_proved JOIN orders o ON o.order_id = e.stream
WHERE instr(e.data, '"not_proved":true') AND e.kind = 'ticket-bumped' AND o.day BETWEEN ? AND ?
GROUP BY e."by" ORDER BY e."by" """
_POINTS = """
SELECT coalesce(sum(a.mark = 'kept'), 0), count(*)
FROM completions c JOIN adherence a ON a.order_id = c.order_id AND a.step = c.step
WHERE c.person = ? AND c.day BETWEEN ? AND ? AND a.mark <> 'not-applicable' AND a.source IN ('self', 'coach')
"""


def pepper_file(database: Path) -> Path:
    """Return the file of what PINs are mixed with."""
    return Path(f"{database}.pepper")


class PeopleTable:
    """The part of a journal that keeps people; every method may raise StorageUnavailable."""

    def __init__(self, file: JournalFile) -> None:
        """Read and write in a journal's file."""
        self._file = file

    def everybody(self) -> tuple[Person, ...]:
        """Return everybody who is known, by name."""
        found = self._file.rows(_PEOPLE)
        return tuple(
            Person(name, tuple(msgspec.json.decode(roles)), bool(trainee), language, bool(pin), bool(badge))
            for name, roles, trainee, language, pin, badge in found
        )

    def keep_person(self, person: Person, at: Instant) -> None:
        """Store a person, new or changed; the PIN and the badge of one who is there already stay."""
        roles = msgspec.json.encode(person.roles).decode()
        values = (key(person.name), person.name, roles, int(person.trainee), person.language, at.at, token_hex(16))
        with self._file.writing() as connection:
            connection.execute(_KEEP, values)
            _seal(connection, "people", key(person.name))

    def remove_person(self, name: str) -> None:
        """Forget a person, PIN, badge and wrong guesses; what they did stays in the record under their name."""
        with self._file.writing() as connection:
            _forgive(connection, name)
            connection.execute("DELETE FROM people WHERE id = ?", (key(name),))
            _seal(connection, "people", key(name))

    def has_pepper(self) -> bool:
        """Whether what PINs are mixed with is there."""
        with suppress(OSError):
            return pepper_file(self._file.path).stat().st_size == PEPPER_BYTES
        return False

    def lock(self, name: str) -> Lock:
        """Return what a PIN is tried against; that of who is not known, or has none, is empty."""
        found = self._file.rows("SELECT pin FROM people WHERE id = ?", (key(name),))
        return Lock(found[0][0] if found else "", self._pepper())

    def keep_pin(self, name: str, stored: str) -> None:
        """Store a person's PIN as it is hashed, empty for none, and forget what was guessed."""
        with self._file.writing() as connection:
            connection.execute("UPDATE people SET pin = ? WHERE id = ?", (stored, key(name)))
            _seal(connection, "people", key(name))
            _forgive(connection, name)

    def keep_badge(self, name: str, digest: str) -> None:
        """Store the hash of a person's badge; the one before opens nothing any more."""
        with self._file.writing() as connection:
            connection.execute("UPDATE people SET badge = ? WHERE id = ?", (digest, key(name)))
            _seal(connection, "people", key(name))

    def badge_of(self, digest: str) -> str:
        """Return the name of who has the badge with this hash; empty for nobody."""
        found = self._file.rows("SELECT name FROM people WHERE badge = ?", (digest,)) if digest else ()
        return str(found[0][0]) if found else ""

    def guess(self, name: str, now: Instant) -> None:
        """Count a guess at a PIN before it is looked at; Refused when it is not one's turn."""
        refused = None
        with self._file.writing() as connection:
            state = guessing.moved_on(_guessing(connection, name), now)
            try:
                state = guessing.guess(state)
            except Refused as refusal:
                refused = refusal
            _keep_guessing(connection, name, state)
        if refused:
            raise refused

    def guessed_right(self, name: str) -> None:
        """Say that the last guess was right."""
        with self._file.writing() as connection:
            _keep_guessing(connection, name, guessing.right(_guessing(connection, name)))

    def unlock(self, name: str) -> None:
        """Forget what was guessed."""
        with self._file.writing() as connection:
            _forgive(connection, name)

    def work_of(self, period: Period, person: str = "") -> tuple[Done, ...]:
        """Return every step that was bumped in some business days, or only those of a person, oldest first."""
        from kiosk.work.report.figure import Done

        more, values = ("AND person = ? ", (person,)) if person else ("AND person <> '' ", ())
        sql = f"{_WORK}{more}ORDER BY bumped_at"
        return tuple(Done(*row) for row in self._file.rows(sql, (period.first, period.last, *values)))

    def not_proved(self, period: Period) -> tuple[tuple[str, int], ...]:
        """Return who was only named by commands for steps of some business days, each with how many, by name."""
        return tuple((name, count) for name, count in self._file.rows(_NOT_PROVED, (period.first, period.last)))

    def points_of(self, period: Period, person: str) -> tuple[int, int]:
        """Return how many points of the steps a person bumped were kept, and how many were asked, by who answers."""
        ((kept, asked),) = self._file.rows(_POINTS, (person, period.first, period.last))
        return int(kept), int(asked)

    def _pepper(self) -> bytes:
        """Return what PINs are mixed with, made at the first PIN; never made anew while there are PINs made with it."""
        path = pepper_file(self._file.path)
        try:
            with path.open("rb") as file:
                pepper = file.read(PEPPER_BYTES + 1)
        except FileNotFoundError:
            pepper = b""
        except OSError as error:
            raise unavailable(error, path) from error
        if len(pepper) != PEPPER_BYTES:
            if self._file.rows("SELECT 1 FROM people WHERE pin <> '' LIMIT 1"):
                raise StorageUnavailable(
                    f"{path} is {'damaged' if pepper else 'gone'}, so no PIN can be tried. {_ANEW}"
                )
            return _new_pepper(path)
        return pepper


def key(name: str) -> str:
    """Return what a person is found by: the name in small letters."""
    return name.casefold()


def _new_pepper(path: Path) -> bytes:
    """Make it for its owner only; whoever is second takes that of the first."""
    made = token_bytes(PEPPER_BYTES)
    with suppress(OSError):
        if path.stat().st_size != PEPPER_BYTES:
            path.unlink()
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        descriptor = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | os.O_NOFOLLOW, 0o600)
        try:
            os.write(descriptor, made)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        try:
            os.link(part, path, follow_symlinks=False)
        except FileExistsError:
            return path.read_bytes()
        finally:
            part.unlink()
    except OSError as error:
        raise unavailable(error, path) from error
    return made


def _guessing(connection: sqlite3.Connection, name: str) -> Guessing:
    found = connection.execute("SELECT state FROM guessing WHERE id = ?", (_guessed(connection, name),)).fetchone()
    return msgspec.json.decode(found[0], type=Guessing) if found else Guessing()


def _keep_guessing(connection: sqlite3.Connection, name: str, state: Guessing) -> None:
    guessed = _guessed(connection, name)
    connection.execute(
        "INSERT INTO guessing VALUES (?, ?) ON CONFLICT(id) DO UPDATE SET state = excluded.state",
        (guessed, msgspec.json.encode(state).decode()),
    )
    _seal(connection, "guessing", guessed)


def _seal(connection: sqlite3.Connection, table: str, row: str) -> None:
    """Seal a row that was just written; what seals is loaded for the first."""
    from kiosk.journal.held import seals

    seals.seal(connection, table, row)


def _forgive(connection: sqlite3.Connection, name: str) -> None:
    """Forget what was guessed at a person's PIN."""
    if connection.execute("DELETE FROM guessing WHERE id = ?", (key(name),)).rowcount:
        _seal(connection, "guessing", key(name))


def _guessed(connection: sqlite3.Connection, name: str) -> str:
    """Return what guesses are counted under; at people who are not known all together, so that none is told apart."""
    known = connection.execute("SELECT 1 FROM people WHERE id = ?", (key(name),)).fetchone()
    return key(name) if known else ""

"""What the counter needs from outside, as protocols; `kiosk.wiring` says which concrete part fills each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, get_args

from msgspec import Struct, field

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.counter_events import RefusalEnd
from kiosk.work.order.event import Event, Guest, Recorded, RefusedText, Stamp
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant

if TYPE_CHECKING:
    from kiosk.work.board.standing import Standing
    from kiosk.work.board.visit import Visits
    from kiosk.work.edit.edit import Edit
    from kiosk.work.people.person import Person
    from kiosk.work.record.record import Rows
    from kiosk.work.report.figure import Done, VersionFigures
    from kiosk.work.report.summary import Summary


class KeptField(Struct, frozen=True):
    """What is said of one field of an order; it stands outside the chain."""

    field: str
    value: str
    """Empty where nothing is said any more."""
    days: int
    """Days after the order's end after which it is forgotten; 0 for as long as its guest is known."""


class Entry(Struct, frozen=True):
    """What one verb writes, all of it or nothing."""

    op: str
    """Made by the caller, unique to the press of a key: the same op again writes nothing and answers the same."""
    stream: str
    version: int
    """How many events the stream held when the verb was decided."""
    events: tuple[Event, ...]
    stamp: Stamp
    guest: Guest | None = None
    fields: tuple[KeptField, ...] = ()
    """What is said of the order's fields."""
    said: tuple[tuple[str, str], ...] = ()
    """Step and line of its script that was said there; kept beside the guest where they have a name."""
    newest: int | None = None
    """For a verb that looked at other orders too: the last row of the whole record it was decided on."""
    playbook: Playbook | None = None
    """What is stored with it: the version that it publishes."""
    refused: RefusedText | None = None
    """What is kept of the order that it says was refused."""


class Period(Struct, frozen=True):
    """Business days, first and last included, as 2026-11-22."""

    first: str
    last: str


class Wanted(Struct, frozen=True):
    """Which rows of one read model are asked for; what is not named is not looked at."""

    of: Literal["orders", "completions", "adherence", "readings", "recalls", "waste", "remakes", "problems", "routines"]
    state: str = ""
    """Of orders: open, finished or void."""
    step: str = ""
    point: str = ""
    mark: str = ""
    """Of points: kept, skipped, not-seen or not-applicable."""
    critical: bool = False
    """Of points: only those about safety."""
    source: Literal["", "self", "coach", "observer", "guest"] = ""
    """Of points: who saw how they went."""
    pace: str = ""
    """Of completions: on pace, due or late."""
    station: str = ""
    """Of completions: where it was done."""
    detours: bool = False
    """Of orders: only those rushed, changed, held, handed over early, or with a bump taken back."""
    rated: bool = False
    """Of orders: only those whose guest said how it was."""
    too_fast: bool = False
    """Of completions: only those that cannot have been done."""
    unresolved: bool = False
    """Of problems: only those nobody has resolved."""
    problem: str = ""
    """Of problems: those whose id begins so, of whatever day."""


class RoutineRecord(Struct, frozen=True):
    """What the record holds that routines depend on."""

    days: tuple[str, ...]
    """The day that was asked for, and before it the last one on which anything was done."""
    records: tuple[Recorded, ...]
    """Every event of the occurrences of these days, in order."""
    finished: tuple[tuple[int, str], ...]
    """The orders finished in these days: when, in UTC milliseconds, and their ids; oldest first."""
    since: dict[str, int]
    """By routine: when, in UTC milliseconds, a playbook with it was stored first."""


class Project(Protocol):
    """Gives the read models' rows of one stream before and after some records; pure."""

    def __call__(self, records: tuple[Recorded, ...], /) -> tuple[Rows, Rows]:
        """Answer the rows before these records and after them."""


class Lock(Struct, frozen=True):
    """What a person's PIN is tried against."""

    stored: str
    """As `kiosk.work.people.pin` hashes it; empty for who has none."""
    pepper: bytes

    def __repr__(self) -> str:
        """Say neither: a traceback or a log may show it."""
        return "Lock()"


class PeopleKept(Protocol):
    """The people of a counter, outside the chain of events; names are the same in large letters and small ones."""

    def everybody(self) -> tuple[Person, ...]:
        """Return everybody who is known, by name."""

    def keep_person(self, person: Person, at: Instant) -> None:
        """Store a person, new or changed; the PIN and the badge of one who is there already stay."""

    def remove_person(self, name: str) -> None:
        """Forget a person, PIN, badge and wrong guesses; what they did stays in the record under their name."""

    def has_pepper(self) -> bool:
        """Whether what PINs are mixed with is there."""

    def lock(self, name: str) -> Lock:
        """Return what a PIN is tried against; that of who is not known, or has none, is empty."""

    def keep_pin(self, name: str, stored: str) -> None:
        """Store a person's PIN as it is hashed, empty for none, and forget what was guessed."""

    def keep_badge(self, name: str, digest: str) -> None:
        """Store the hash of a person's badge; the one before opens nothing any more."""

    def badge_of(self, digest: str) -> str:
        """Return the name of who has the badge with this hash; empty for nobody."""

    def guess(self, name: str, now: Instant) -> None:
        """Count a guess at a PIN before it is looked at; Refused when it is not one's turn."""

    def guessed_right(self, name: str) -> None:
        """Say that the last guess was right."""

    def unlock(self, name: str) -> None:
        """Forget what was guessed."""

    def work_of(self, period: Period, person: str = "") -> tuple[Done, ...]:
        """Return every step that was bumped in some business days, or only those of a person, oldest first."""

    def not_proved(self, period: Period) -> tuple[tuple[str, int], ...]:
        """Return who was only named by commands for steps of some business days, each with how many, by name."""

    def points_of(self, period: Period, person: str) -> tuple[int, int]:
        """Return how many points of the steps a person bumped were kept, and how many were asked, by who answers."""


Also = Callable[[PeopleKept], None]
"""What is done to the people in the transaction that says so."""


class VersionsKept(Protocol):
    """What the record holds of each version of a playbook and of its procedures."""

    def stored(self, hash_: str) -> Instant | None:
        """Return when a playbook was stored, by the wall clock alone; None where it is not there."""

    def version_figures(self, step: str, procedure: str) -> VersionFigures:
        """Return how a step went under one version of its procedure, of the newest times it was done."""

    def worked(self, person: str, step: str) -> tuple[tuple[str, str], ...]:
        """Return the versions somebody did a step under, each with a playbook that has it, as they met them."""

    def workers(self, step: str) -> tuple[str, ...]:
        """Name everybody who has done a step, by name."""


class Wait(Struct, frozen=True):
    """How the record is kept from being written by somebody else."""

    seconds: float
    """For how long something has waited for it here."""
    process: int
    """Who holds it; 0 where that cannot be known."""
    program: str
    """What that process is called; empty where that cannot be known."""

    def holder(self, *, short: bool = False) -> str:
        """Name who holds it, in `short` by the number alone."""
        if not self.process:
            return _("a program")
        named = self.program and not short
        return _("process {number}", number=f"{self.process} ({self.program})" if named else self.process)


Key = tuple[str, str]
"""A source outside, and the key it has for an order."""


class RefusalOutcome(Struct, frozen=True):
    """What hands made of a refused order."""

    how: RefusalEnd
    order: str
    """The order it became; empty where that is not known."""
    by: str


class Journal(Protocol):
    """The append-only record. Every method may raise StorageUnavailable; only `wait` is called from two threads."""

    def wait(self) -> Wait | None:
        """Return how long what is asked now has waited for another program, and for which; None where it does not."""

    @property
    def people(self) -> PeopleKept:
        """The people of its counter."""

    @property
    def versions(self) -> VersionsKept:
        """What it holds of versions."""

    def append(self, entry: Entry, project: Project, also: Also | None = None) -> tuple[Recorded, ...]:
        """Write the entry in one transaction and give its rows; raises Stale when the stream, or `newest`, has grown.

        What is to be kept of people goes with it: `also` does that.

        An op that is already there writes nothing and gives the rows it wrote then.
        """

    def append_each(self, entries: Sequence[tuple[Entry, Project]]) -> tuple[tuple[Recorded, ...] | Refused, ...]:
        """Write entries in one transaction and give of each its rows, or why it was refused; Stale as `append`."""

    def unfinished(self) -> tuple[tuple[Recorded, ...], int]:
        """Return every event of orders that are neither finished nor void, and the last seq there is."""

    def standing(self) -> Standing:
        """Return what stands at the counter beside its orders."""

    def since(self, seq: int) -> tuple[Recorded, ...]:
        """Return the events after `seq`, in order."""

    def order(self, order_id: str) -> tuple[Recorded, ...]:
        """Return every event of one order."""

    def written(self, op: str) -> tuple[Recorded, ...]:
        """Return what an op wrote; empty when it wrote nothing."""

    def guests(self, order_ids: Sequence[str]) -> dict[str, Guest]:
        """Return what is still known of these orders' guests."""

    def had_guest(self, order_id: str) -> bool:
        """Whether something was known of an order's guest once."""

    def refused(self, ids: Sequence[str], most: int) -> dict[str, RefusedText]:
        """Return what is still kept of some refused orders, and at most so many bytes of each text."""

    def refused_before(self, source: str, reference: str, text: bytes) -> str:
        """Return the id of a refused text of a source, kept last and not answered by another; empty where it is not."""

    def outcomes(self, references: Sequence[str], order: str | None = None) -> dict[Key, RefusalOutcome]:
        """Give, by source and key, what hands made of refused orders with one of these keys, or that are an order now.

        One that was entered goes before one that was dismissed, the last before those before it.
        """

    def visits(self, guests: Sequence[Guest]) -> dict[str, Visits]:
        """Give, by order, what the record holds under these guests' names from before it; the nameless are left out."""

    def newest_at(self) -> int:
        """Return when the last event was written, in UTC milliseconds by the clock it was written under; 0 for none."""

    def last_number(self, day: str) -> int:
        """Return the highest order number of a business day; 0 when there is none."""

    def numbers_in_use(self) -> frozenset[int]:
        """Return the numbers of unfinished orders, of whatever day."""

    def find(self, number: int, day: str) -> str | None:
        """Return the id of the order with this number on this day."""

    def orders(self, order_ids: Sequence[str]) -> tuple[Recorded, ...]:
        """Return every event of some orders."""

    def finished(self, limit: int) -> tuple[tuple[str, int], ...]:
        """Return the ids of the orders finished last, newest first, each with how many events it holds."""

    def changed(self) -> bool:
        """Whether another process has committed since the last call."""

    def playbook(self, hash_: str) -> Playbook | None:
        """Return a playbook by its hash."""

    def keep_playbook(self, playbook: Playbook, at: Instant) -> None:
        """Store a playbook under its hash; one already there stays."""

    def newest_playbook(self, name: str) -> Playbook | None:
        """Return the playbook of this id that was stored last."""

    def summary(self, period: Period, now: int) -> Summary:
        """Return the manager's numbers for some business days; `now`, UTC milliseconds, ends the last hour."""

    def medians(self) -> dict[str, float]:
        """Give, by step, the median seconds of work of the newest times it was done; a step never done is not there."""

    def rows(self, period: Period, wanted: Wanted) -> Rows:
        """Return the rows behind one of those numbers, newest first, some thousands at most; other models are empty."""

    def routines(self, day: str, playbook: str, *, count: bool) -> RoutineRecord:
        """Return what routines depend on, of a day and the last day before it on which anything was done.

        `playbook` is its id; orders are given only where they `count`.
        """

    def close(self) -> None:
        """Let go of the file."""


class Bell(Protocol):
    """Tells other terminals on this machine that something was committed; may lose a ring, never invents news."""

    def ring(self) -> None:
        """Tell every other terminal."""

    def fileno(self) -> int:
        """Return the descriptor that becomes readable when another terminal rings."""

    def silence(self) -> None:
        """Take the rings that have come."""

    def close(self) -> None:
        """Leave."""


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> Instant:
        """Return this instant by both clocks."""


class Speaker(Protocol):
    """Says lines; nothing ever waits for it."""

    def say(self, words: str, language: str = "") -> None:
        """Say `words` soon, after what is being said, with a voice of the language; returns at once, never raises."""

    def status(self) -> str:
        """Return an empty string when it can speak, else one sentence: what is missing and what to install."""

    def close(self) -> None:
        """Stop in mid-word and let go."""


class Printer(Protocol):
    """Prints finished orders' slips."""

    def print(self, name: str, lines: Iterable[str], payload: str) -> None:
        """Print one slip: `name` for the file, the text lines, and the payload as a QR code.

        Raises DeviceMissing when it cannot.
        """


class Bookmarks(Protocol):
    """How far a follower has acted outside; its own connection, for its own thread."""

    def finished_since(self, follower: str) -> tuple[tuple[int, str], ...]:
        """Return (seq, order id) of every order finished after the follower's bookmark, in order."""

    def begin_slip(self, order_id: str) -> bool:
        """Note that a slip is about to be printed; True when one was begun for this order before."""

    def move(self, follower: str, seq: int) -> None:
        """Set the bookmark: everything up to `seq` is done."""

    def order(self, order_id: str) -> tuple[Recorded, ...]:
        """Return every event of one order."""

    def guests(self, order_ids: Sequence[str]) -> dict[str, Guest]:
        """Return what is still known of these orders' guests."""

    def playbook(self, hash_: str) -> Playbook | None:
        """Return a playbook by its hash."""

    def close(self) -> None:
        """Let go of the file."""


class Drafts(Protocol):
    """The files of the playbook, as a manager changes the procedures in them; every call blocks."""

    def read(self) -> Playbook:
        """Return what the files say, whether it runs or not; raises PlaybookProblems."""

    def edit(self, edit: Edit) -> Playbook:
        """Write one edit, all of it or nothing, and give what the files say then; raises Refused."""

    def undo(self) -> tuple[str, Playbook]:
        """Take back the last edit made here; gives its step, and what the files say then; raises Refused."""


LOW, FULL = 200, 50
"""Megabytes left on the record's disk from which on to warn, and from which on a shift may not end well."""


Noun = Literal[
    "completions",
    "adherence",
    "readings",
    "orders",
    "lines",
    "recalls",
    "waste",
    "remakes",
    "problems",
    "routines",
    "events",
]
"""What is exported: a table of the record, or its events."""

NOUNS: tuple[Noun, ...] = get_args(Noun)


class Machine(Struct, frozen=True):
    """What the screens of one machine may use besides the counter; every callable blocks and belongs in a thread."""

    speaker: Speaker
    modules: Callable[[str], tuple[tuple[bool, ...], ...]]
    """A payload as the dark modules of its QR code, quiet zone included."""
    export: Callable[[str, Period], Path]
    """Write a noun (`completions`, `adherence`, ...) for a period as CSV; gives the file."""
    reload: Callable[[], Playbook | None]
    """The playbook if its files have changed since the last call, else None; raises PlaybookProblems once a change."""
    print_slips: Callable[[], str]
    """Print the slips that are due, unless another terminal does; gives the printer's trouble, or nothing."""
    room: Callable[[], int]
    """Megabytes left on the record's disk; raises OSError where that cannot be known."""
    problems: tuple[str, ...] = ()
    """What was wrong with the playbook's files at the start, when the one from the record is used instead."""
    drafts: Drafts | None = None
    """The playbook's files, to be edited; None where there are none."""
    signs: Mapping[int, str] = field(default_factory=dict)
    """What is shown for signs this terminal has not got, as `str.translate` takes it; empty where it has all."""

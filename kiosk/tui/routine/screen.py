"""One routine: its points and readings, ticked and typed as at an open ticket, and done by DONE."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.tui.procedure.questions import ask_number, ask_skip, ask_which
from kiosk.tui.routine.sheet import OpenRoutine, RoutineSheet
from kiosk.tui.station.open_step import TouchedPoint, TouchedSpec
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.screen import CounterScreen, bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.routine_words import LOOKS, since_words, state_words
from kiosk.words import _, later
from kiosk.work.board.board import Board
from kiosk.work.order.event import Mark
from kiosk.work.order.limit import missed
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.routine import Routine
from kiosk.work.playbook.spec import Spec
from kiosk.work.routine.occurrence import Occurrence
from kiosk.work.routine.schedule import State
from kiosk.work.verb.at import After
from kiosk.work.verb.routine import FinishRoutine, MarkRoutinePoint, TakeRoutineReading
from kiosk.work.verb.verb import RoutineVerb


class RoutineScreen(CounterScreen):
    """Holds one occurrence by its id; what is pressed is written at once, under the time of the press."""

    place = later("Routine")
    ages = True
    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "reading", "skip", "undo", "home", "person", "theme")

    def __init__(self, kiosk: Terminal, occurrence: Occurrence) -> None:
        """Open an occurrence as it stands."""
        super().__init__(kiosk)
        self.occurrence = occurrence
        self._begun_under: Playbook | None = None
        self._asked_for = ""
        """Hash of the playbook that was last asked for."""
        self._saving = False

    @property
    def routine(self) -> Routine:
        """What is done."""
        return self.book.routine[self.occurrence.routine]

    @property
    def book(self) -> Playbook:
        """The playbook it was begun under, which it keeps; until it is begun, or that one is read, the counter's."""
        own = self._begun_under
        return own if own and own.hash == self.occurrence.playbook else self.counter.playbook

    def compose_middle(self) -> ComposeResult:
        """Show the routine."""
        yield RoutineSheet(id="routine")

    def show_board(self, board: Board) -> None:
        """Show it as it stands now, which another terminal may have changed."""
        planned = self.counter.routines.find(self.occurrence.id)
        if planned and planned.occurrence.version >= self.occurrence.version:
            self.occurrence = planned.occurrence
        if self.occurrence.playbook not in ("", self.book.hash, self._asked_for):
            self._asked_for = self.occurrence.playbook
            self.verb(self._read_book)
        if self.occurrence.routine not in self.book.routine:
            self.action_home()
            return
        now, names = self.counter.clock.now().at, self.book.station
        by_hand = (_("begun by hand"), "how bold")
        ended: State = "done" if self.occurrence.done else "missed"  # its day is over: nothing is planned of it
        over = (state_words(ended), LOOKS[ended][1])
        due = (since_words(planned, now), LOOKS[planned.state][1]) if planned else over
        when, look = due if self.occurrence.due or self.occurrence.done else by_hand
        station = names[self.routine.station].name
        key = self.sign("reading")
        self.query_one(RoutineSheet).show(
            OpenRoutine(self.routine, self.occurrence, station, when, look, self._saving, key)
        )
        reads = [Key("reading")] if any(spec.reading for spec in self.routine.specs) else []
        main = [] if self.occurrence.done else [Key("done", main=True)]
        self.keys(*main, Key("home", _("Back")), *reads, *([Key("skip")] if self.routine.points else []), Key("person"))
        self.show_header()

    async def _read_book(self) -> None:
        """Read the playbook it was begun under: the counter has another one meanwhile."""
        found = await self.counter.playbooks.stored([self.occurrence.playbook])
        book = found.get(self.occurrence.playbook)
        self._begun_under = self.counter.shown.in_words(book) if book else None
        if self.is_there:
            self.show_board(self.counter.board)

    async def _write(self, verb: RoutineVerb) -> None:
        """Do a verb, and say what it has to say."""
        counter, by = self.counter, self.kiosk.person
        try:
            self.occurrence = await self.kiosk.ops.do(verb, by)
        finally:
            self._saving = False
            self.look()
        after = After(self.book, counter.stamp_of(by), counter.board, counter.local, own=counter.shown.own)
        reply = verb.reply_on(self.occurrence, after)
        if isinstance(verb, FinishRoutine) and self.is_current:
            self.kiosk.go_back()
        if not reply.quiet:
            self.say(reply.words, reply.tone)

    # What hands do.

    def action_done(self) -> None:
        """Do the routine."""
        if self.kiosk.presses.bounced("done") or self._saving:
            return
        if self.occurrence.done:
            self.action_home()
            return
        self._saving = True
        self.look()
        self.verb(partial(self._write, FinishRoutine(self.occurrence.id)))

    async def action_digit(self, digit: int) -> None:
        """Mark a point as kept, or take the mark back."""
        points = self.routine.points
        if not 1 <= digit <= len(points):
            self.say(_("There is no point {digit} here.", digit=digit))
            return
        point = points[digit - 1].id
        kept, back = (MarkRoutinePoint(self.occurrence.id, point, how, "") for how in ("kept", "not-seen"))
        mark = self.occurrence.points.get(point)
        lost = self.kiosk.ops.unsure(self.kiosk.person, kept, back)
        self.verb(partial(self._write, lost or (back if mark and mark.mark == "kept" else kept)))

    async def _mark(self, point: str, how: Mark, reason: str = "") -> None:
        await self._write(MarkRoutinePoint(self.occurrence.id, point, how, reason))

    async def touched(self, drawn: Widget, means: object) -> None:
        """Tick the point or type the reading that was touched."""
        if isinstance(means, TouchedPoint):
            await self.action_digit(means.place)
        elif isinstance(means, TouchedSpec):
            self.ask(self._ask_reading([spec for spec in self.routine.specs if spec.id == means.spec]), self._take)

    def action_skip(self) -> None:
        """Ask which point was skipped, and why."""
        if self.routine.points:
            self.ask(ask_skip(ASK, self.routine.points, self.book.reasons.skip), self._skip)
        else:
            self.say(_("It asks for no points."))

    def _skip(self, skipped: tuple[str, Mark, str] | None) -> None:
        if skipped is not None:
            self.verb(partial(self._mark, *skipped))

    def action_reading(self) -> None:
        """Ask which reading, where there are several, and then for the number."""
        takes = [spec for spec in self.routine.specs if spec.reading]
        if takes:
            self.ask(self._ask_reading(takes), self._take)
        else:
            self.say(_("No reading is taken here."))

    async def _ask_reading(self, takes: Sequence[Spec]) -> tuple[Spec, str, str, bool] | None:
        """Ask for a number, and for what was done about one out of its limit."""
        spec = await ask_which(ASK, takes)
        if spec is None or self.occurrence.done:
            return None
        read = await ask_number(ASK, self.book, spec, missed(spec, self.occurrence.readings_of(spec.id)))
        return (spec, *read) if read else None

    def _take(self, read: tuple[Spec, str, str, bool] | None) -> None:
        if read is not None:
            self.verb(partial(self._read, *read))

    async def _read(self, spec: Spec, value: str, action: str, confirmed: bool) -> None:  # noqa: FBT001 - an answer
        """Record a reading; say what to do about one outside its limit."""
        own = self.counter.shown.own(self.book).routine[self.routine.id].spec(spec.id)
        done = own.corrective if own and action == spec.corrective else action  # recorded in the playbook's words
        await self._write(TakeRoutineReading(self.occurrence.id, spec.id, value, done, confirmed))

    def action_undo(self) -> None:
        """Go back; marks are taken back by their digits."""
        self.action_home()

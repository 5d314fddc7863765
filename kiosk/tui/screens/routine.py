"""One routine: its points and readings, ticked and typed as at an open ticket, and done by DONE."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget

from kiosk.deciding import new_op
from kiosk.errors import Refused
from kiosk.tui.base import CounterScreen, bindings
from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.routine_words import LOOKS, since_words
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.open_step import TouchedPoint, TouchedSpec
from kiosk.tui.widgets.routine_sheet import OpenRoutine, RoutineSheet
from kiosk.work.board import Board
from kiosk.work.events import Mark
from kiosk.work.occurrence import Occurrence
from kiosk.work.routine import Routine
from kiosk.work.rules import is_out_of_spec

OTHER = "In own words …"
NOTHING_YET = "Nothing yet"


class RoutineScreen(CounterScreen):
    """Holds one occurrence by its id; what is pressed is written at once, under the time of the press."""

    place = "Routine"
    BINDINGS: ClassVar[list[BindingType]] = bindings("done", "reading", "skip", "undo", "home", "person", "theme")

    def __init__(self, occurrence: Occurrence) -> None:
        """Open an occurrence as it stands."""
        super().__init__()
        self.occurrence = occurrence
        self._saving = False
        self._op = new_op()
        """Of DONE: pressed again after an error, the record is asked whether it was written."""

    @property
    def routine(self) -> Routine:
        """What is done."""
        return self.counter.playbook.routine[self.occurrence.routine]

    def compose_middle(self) -> ComposeResult:
        """Show the routine."""
        yield RoutineSheet(id="routine")

    def show_board(self, board: Board) -> None:
        """Show it as it stands now, which another terminal may have changed."""
        if self.occurrence.routine not in self.counter.playbook.routine:
            self.action_home()
            return
        planned = self.counter.routines.find(self.occurrence.id)
        if planned and planned.occurrence.version >= self.occurrence.version:
            self.occurrence = planned.occurrence
        now, names = self.counter.clock.now().at, self.counter.playbook.station
        by_hand = ("begun by hand", "how bold")
        due = (since_words(planned, now), LOOKS[planned.state][1]) if planned else by_hand
        when, look = due if self.occurrence.due or self.occurrence.done else by_hand
        station = names[self.routine.station].name
        key = self.sign("reading")
        self.query_one(RoutineSheet).show(
            OpenRoutine(self.routine, self.occurrence, station, when, look, self._saving, key)
        )
        reads = [Key("reading")] if any(spec.reading for spec in self.routine.specs) else []
        main = [] if self.occurrence.done else [Key("done", main=True)]
        self.keys(*main, Key("home", "Back"), *reads, *([Key("skip")] if self.routine.points else []), Key("person"))
        self.show_header()

    def tick(self) -> None:
        """Let the clock go on."""
        super().tick()
        self.show_board(self.counter.board)

    async def _write(self, verb: Callable[[], Awaitable[Occurrence]]) -> Occurrence:
        try:
            self.occurrence = await verb()
        finally:
            self._saving = False
            self.look()
        return self.occurrence

    # What hands do.

    def action_done(self) -> None:
        """Do the routine."""
        if self.bounced("done") or self._saving:
            return
        if self.occurrence.done:
            self.action_home()
            return
        self._saving = True
        self.look()
        self.verb(self._done)

    async def _done(self) -> None:
        routines, by = self.counter.routines, self.kiosk.person
        try:
            done = await self._write(lambda: routines.done(self.occurrence, by=by, op=self._op))
        except Refused:
            self._op = new_op()
            raise
        late = " late" if done.result(self.routine) == "late" else ""
        if self.is_current:
            self.kiosk.go_back()
        self.say(f"{self.routine.name} is done{late}.", "good")

    async def action_digit(self, digit: int) -> None:
        """Mark a point as kept, or take the mark back."""
        points = self.routine.points
        if not 1 <= digit <= len(points):
            self.say(f"There is no point {digit} here.")
            return
        mark = self.occurrence.points.get(points[digit - 1].id)
        how: Mark = "not-seen" if mark and mark.mark == "kept" else "kept"
        self.verb(partial(self._mark, points[digit - 1].id, how))

    async def _mark(self, point: str, how: Mark, reason: str = "") -> None:
        routines, by = self.counter.routines, self.kiosk.person
        await self._write(lambda: routines.mark(self.occurrence, point, how, reason=reason, by=by))

    async def touched(self, drawn: Widget, means: object) -> None:
        """Tick the point or type the reading that was touched."""
        if isinstance(means, TouchedPoint):
            await self.action_digit(means.place)
        elif isinstance(means, TouchedSpec):
            self.ask_reading(means.spec)

    def action_skip(self) -> None:
        """Ask which point was skipped, and why."""
        reasons = self.counter.playbook.reasons.skip

        def asked(point: tuple[object, ...] | None) -> None:
            if point:
                self._ask("Why was it skipped?", reasons, partial(skipped, str(point[0])))

        def skipped(point: str, reason: str) -> None:
            self.verb(partial(self._mark, point, "skipped", reason))

        offers = tuple(Offer(point.id, point.words) for point in self.routine.points)
        if offers:
            self.app.push_screen(Choose("Which point was skipped?", offers), asked)
        else:
            self.say("It asks for no points.")

    def action_reading(self) -> None:
        """Ask which reading, where there are several, and then for the number."""
        takes = [spec for spec in self.routine.specs if spec.reading]
        if not takes:
            self.say("No reading is taken here.")
        elif len(takes) == 1:
            self.ask_reading(takes[0].id)
        else:
            offers = tuple(Offer(spec.id, spec.name, spec.words) for spec in takes)
            self.app.push_screen(
                Choose("Which reading?", offers), lambda chosen: self.ask_reading(str(chosen[0])) if chosen else None
            )

    def ask_reading(self, name: str) -> None:
        """Ask for a number, and for what was done about one out of its limit."""
        spec = self.routine.spec(name)
        if spec is None or self.occurrence.done:
            return
        routines, by = self.counter.routines, self.kiosk.person

        def keyed(value: str | None) -> None:
            if value and is_out_of_spec(spec, value):
                question = f"{value} {spec.unit} is out of spec. What was done about it?"
                reasons = tuple(dict.fromkeys((spec.corrective or NOTHING_YET, NOTHING_YET)))
                self._ask(question, reasons, partial(read, value), partial(read, value, ""))
            elif value:
                read(value, "")

        def read(value: str, action: str) -> None:
            self.verb(partial(written, value, "" if action == NOTHING_YET else action))

        async def written(value: str, action: str) -> None:
            now = await self._write(lambda: routines.reading(self.occurrence, name, value, action=action, by=by))
            last = now.last_reading(name)
            if last and spec.within(last.value):
                self.say(f"{spec.name}: {last.value} {spec.unit}, inside the limit", "good")
            elif last:
                advice = f"Noted: {last.action} Then read it again." if last.action else spec.corrective
                self.say(f"{spec.name}: {last.value} {spec.unit} is out of spec. {advice}", "bad")

        self.app.push_screen(Prompt(f"{spec.name} in {spec.unit}  ({spec.words})", figures=True), keyed)

    def _ask(
        self,
        question: str,
        reasons: tuple[str, ...],
        then: Callable[[str], None],
        otherwise: Callable[[], None] = lambda: None,
    ) -> None:
        """Ask for one of some reasons, or for one keyed by hand; `otherwise` is done when the worker goes back."""

        def keyed(words: str | None) -> None:
            then(words) if words else otherwise()

        def asked(reason: tuple[object, ...] | None) -> None:
            if reason and reason[0] == OTHER:
                self.app.push_screen(Prompt(question), keyed)
            elif reason:
                then(str(reason[0]))
            else:
                otherwise()

        self.app.push_screen(Choose(question, tuple(Offer(one, one) for one in (*reasons, OTHER))), asked)

    def action_undo(self) -> None:
        """Go back; marks are taken back by their digits."""
        self.action_home()

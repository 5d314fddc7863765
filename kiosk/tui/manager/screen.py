"""The manager's screen: WHAT was done and HOW it was done, for some business days, in two halves."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.timer import Timer
from textual.widget import Widget

from kiosk.counter.ports import Period
from kiosk.errors import StorageUnavailable
from kiosk.keys.action import ACTIONS
from kiosk.tui.manager.ask_days import ask_days
from kiosk.tui.manager.drill import DrillScreen
from kiosk.tui.manager.export import Export
from kiosk.tui.manager.halves import FACTS, PAGE, Half, HalfPage, Means
from kiosk.tui.manager.period import TITLES, ChosenDays, before, before_words, dates
from kiosk.tui.manager.problem_facts import PROBLEMS
from kiosk.tui.manager.problems import ProblemsScreen
from kiosk.tui.manager.report import Numbers, how_half, what_half
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.listed import Moving
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.banner import refused_runs
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Line
from kiosk.tui.widgets.problem_lines import open_runs
from kiosk.tui.widgets.version_lines import draft_runs
from kiosk.words import _, later
from kiosk.work.board.board import Board
from kiosk.work.report.summary import Summary

EVERY = 2.0
"""Seconds between two readings of the numbers, at least."""

REST = 10
"""How many times as long as a reading took the record is left alone, so that a year's numbers hold nobody up."""

NARROW = 60
"""Columns below which one half is shown at a time."""


class Read(Struct, frozen=True):
    """Numbers, and the days they are for."""

    period: Period
    summary: Summary
    before: Summary


class ManagerScreen(Moving):
    """Shows numbers of the record and nothing of its own; Enter takes one apart."""

    DEFAULT_CSS = """
    ManagerScreen #how { border-left: outer $secondary; }
    ManagerScreen.-tiny #how { border-left: none; }
    ManagerScreen.-tiny HalfPage { display: none; }
    ManagerScreen.-tiny HalfPage.-chosen { display: block; }
    """
    OWN = ("period", "export", "problem", "procedures", "versions", "process_map", "team", "refused")
    ACTIONS: ClassVar[tuple[str, ...]] = (
        *("done", "undo", "up", "down", "left", "right"),
        *(*OWN, "theme", "more", "home"),
    )
    BINDINGS: ClassVar[list[BindingType]] = bindings(*ACTIONS, digits=False)
    DOES = Moving.DOES | {*OWN, "more"}
    for_managers = True
    place = later("Manager")

    def __init__(self, kiosk: Terminal) -> None:
        """Begin with today."""
        super().__init__(kiosk)
        self.days = ChosenDays()
        self.exports = Export(self)
        self._read: Read | None = None
        self._side = "what"
        self._chosen: dict[str, Means | None] = {"what": None, "how": None}
        """In each half, by what it is."""
        self._rest: Timer | None = None
        self._stale = False

    def compose_middle(self) -> ComposeResult:
        """Put the halves beside each other."""
        with Container(id="middle"):
            yield HalfPage(id="what", classes="-chosen")
            yield HalfPage(id="how")

    def on_mount(self) -> None:
        """Offer the keys before the first numbers are there."""
        self._show_keys()

    def facts(self) -> tuple[str, ...]:
        """Name the days, and those they are compared with."""
        today = self.counter.today()
        period = self.days.period(today)
        title = _(TITLES[self.days.name]) if self.days.name != "custom" else dates(period, today)
        if self.app.size.width < NARROW:
            return (title,)
        shown = "" if self.days.name == "custom" else dates(period, today)
        return (title, shown, _("against {days}", days=before_words(period, today)))

    def banner(self) -> Line:
        """Say what is stopped, how much waits for an answer, what was refused, and whether a draft waits."""
        waits = draft_runs(self.counter.playbooks.draft, self.sign("versions"))
        board, key = self.counter.board, self.sign("refused") or _(ACTIONS["refused"].label)
        return (*open_runs(board, self.counter.playbook.process.step), *refused_runs(board, key), *waits)

    def _show_keys(self) -> None:
        """Offer the keys that matter here, the other half first where only one is seen."""
        narrow = self.app.size.width < NARROW
        side = Key("right", _("HOW")) if self._side == "what" else Key("left", _("WHAT"))
        scroll = () if narrow else (Key("up"), Key("down"))
        self.keys(
            Key("done", _("DETAILS") if narrow else _("DRILL DOWN"), main=True),
            *((side,) if narrow else ()),
            *scroll,
            Key("period"),
            Key("problem", _("Problems")),
            Key("export"),
            Key("home"),
            Key("theme"),
            Key("more"),
        )

    # What is shown.

    def show_board(self, board: Board) -> None:
        """Read the numbers anew, soon: at most once in `EVERY` seconds."""
        if not self.is_attached:
            return
        self.show_header()
        if self._rest is None:
            self._begin()
        else:
            self._stale = True

    def _begin(self) -> None:
        if self._rest is not None:
            self._rest.stop()
        self._stale = False
        self._rest = self.set_timer(EVERY, self._rested)
        self.run_worker(self._ask(self.days), group="summary")

    async def _ask(self, days: ChosenDays) -> None:
        """Read both summaries off the screen's thread; numbers of days no longer chosen are dropped."""
        period = days.period(self.counter.today())
        begun = asyncio.get_running_loop().time()
        try:
            summary = await self.counter.reports.summary(period)
            known = self._read.before if self._read and self._read.period == period else None
            compared = known or await self.counter.reports.summary(before(period))
        except StorageUnavailable:
            return
        if not self.is_there or days != self.days:
            return
        self._read = Read(period, summary, compared)
        took = asyncio.get_running_loop().time() - begun
        if self._rest is not None and took * REST > EVERY:
            self._rest.stop()
            self._rest = self.set_timer(took * REST, self._rested)
        self.redraw()

    def _rested(self) -> None:
        self._rest = None
        if self._stale:
            self._begin()

    def tick(self) -> None:
        """Count the oldest order's age on, and turn to the new day when it begins; a screen that was left does not."""
        if not self.is_attached:
            return
        super().tick()
        if self._read and self._read.period != self.days.period(self.counter.today()):
            self.show_board(self.counter.board)
        self.redraw()

    def redraw(self) -> None:
        """Draw both halves for this instant, and offer the keys that fit."""
        self._show_keys()
        halves = self._halves()
        for side, half in halves.items():
            names = half.choosable
            if self._chosen[side] not in names:
                self._chosen[side] = names[0] if names else None
            page = self.query_one(f"#{side}", HalfPage)
            page.set_class(side == self._side, "-chosen")
            page.show(half, self._chosen[side] if side == self._side else None)

    def _halves(self) -> dict[str, Half]:
        """Put both halves together, as level with each other as the longer list of steps allows."""
        if self._read is None:
            reading = _("Reading the record …")
            what = Half(_("WHAT WAS DONE"), _("the process"), "accent", empty=reading)
            return {"what": what, "how": Half(_("HOW IT WAS DONE"), _("the procedure"), "how", empty=reading)}
        read = self._read
        first, last = read.period.first, read.period.last
        orders = self.counter.board.orders.values()
        unfinished = tuple(entry for entry in orders if first <= entry.order.day <= last)
        planned = self.counter.routines.glance() if first <= self.counter.today() <= last else ()
        now, book = self.counter.clock.now(), self.counter.playbook
        numbers = Numbers(read.summary, read.before, unfinished, now, book, planned)
        what, how = what_half(numbers), how_half(numbers)
        least, whole = what.least, what.whole
        return {
            "what": replace(what, rows_beside=least, whole_beside=whole),
            "how": replace(how, rows_beside=least, whole_beside=whole),
        }

    def _show_days(self, days: ChosenDays | None) -> None:
        """Show other days' numbers, and none until they are read."""
        if days is not None:
            self.days = days
            self._read = None
            self.hush()
            self._begin()
            self.tick()

    # What hands do.

    @property
    def _page(self) -> HalfPage:
        return self.query_one(f"#{self._side}", HalfPage)

    def _choose(self, side: str, means: Means | None) -> None:
        self._side = side
        if means is not None:
            self._chosen[side] = means
        self.hush()
        self.redraw()

    def _move(self, by: int) -> None:
        names = self._page.half.choosable
        if names:
            chosen = self._chosen[self._side]
            place = names.index(chosen) if chosen in names else 0
            self._choose(self._side, names[max(0, min(len(names) - 1, place + by))])

    async def touched(self, drawn: Widget, means: object) -> None:
        """Choose the row that is touched; touched again it is taken apart."""
        if not isinstance(drawn, HalfPage) or not isinstance(means, tuple):
            return
        side = str(drawn.id)
        if means == PAGE:
            self._choose(side, drawn.next_page())
        elif means == FACTS:
            self._choose(side, drawn.next_facts())
        elif side == self._side and means == self._chosen[side]:
            self.action_done()
        else:
            self._choose(side, means)

    def action_left(self) -> None:
        """Go to what was done."""
        self._choose("what", None)

    def action_right(self) -> None:
        """Go to how it was done."""
        self._choose("how", None)

    def action_done(self) -> None:
        """Take the chosen number apart."""
        means = self._chosen[self._side]
        if self._read is None or means is None:
            self.say(_("There is nothing to take apart yet."))
        elif means == PROBLEMS:
            self.act("problem")
        else:
            self.app.push_screen(DrillScreen(self.kiosk, self._read.period, means))

    def act(self, action: str) -> bool:
        """Ask which days, write them to files, or go to what lies behind the numbers."""
        period = self.days.period(self.counter.today())
        match action:
            case "period":
                self.ask(ask_days(ASK, self.days, self.counter.today()), self._show_days)
            case "export":
                self.verb(partial(self.exports.write, period))
            case "problem":
                self.app.push_screen(ProblemsScreen(self.kiosk, period))
            case "process_map":
                self.kiosk.enter("map:")
            case "team":
                self.kiosk.enter("figures:")
            case "versions" | "procedures" | "refused":
                self.kiosk.enter(action)
            case "more":
                self._show_more()
            case _:
                return super().act(action)
        return True

    def action_undo(self) -> None:
        """Go back."""
        self.action_home()

    def _show_more(self) -> None:
        """Show the actions with a digit each, for bump bars and touch."""
        first = ("period", "export", "left", "right", "theme", "home")
        names = (*first, "process_map", "problem", "procedures", "versions", "team", "refused")
        labels = {"left": _("What was done"), "right": _("How it was done"), "problem": _("Problems and suggestions")}
        self.ask_action(names, labels)

"""What one version has otherwise than another, and how the steps went under both; a draft is approved here."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from kiosk.tui.modals.modal import leave
from kiosk.tui.procedure.reader import Document, ReaderScreen
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.change_lines import change_lines, figure_lines
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Line, wrap
from kiosk.words import _, later, plural
from kiosk.work.order.counter_events import How
from kiosk.work.people.person import Person
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.report.figure import VersionFigures
from kiosk.work.version.difference import differences, steps_of
from kiosk.work.version.version import is_asked, may_approve

NARROW = 60
"""Columns below which the green key has room for one word."""

Numbered = tuple[int, Playbook]
"""A version with its number; 0 for the draft."""


class ChangesScreen(ReaderScreen):
    """Reads one against another: first against the one before it, then with ← against older ones."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("left", "right", "theme", digits=False)
    for_managers = True
    place = later("Versions")

    def __init__(self, kiosk: Terminal, shown: Numbered, older: tuple[Numbered, ...]) -> None:
        """Show one; `older` are those it can be read against, the newest first."""
        super().__init__(kiosk, (), self._lines)
        self._shown = shown
        self._older = older
        self._against = 0
        self._figures: dict[str, tuple[VersionFigures, VersionFigures]] = {}
        self._asked = False

    @property
    def _is_draft(self) -> bool:
        return self._shown[0] == 0

    @property
    def _before(self) -> Numbered | None:
        return self._older[self._against] if self._older else None

    def facts(self) -> tuple[str, ...]:
        """Name what is read against what, and who looks."""
        before = self._before
        words = _("{new} against {old}", new=_name(self._shown), old=_name(before)) if before else _name(self._shown)
        return (words, self.kiosk.person)

    def reword(self) -> None:
        """Offer the keys: for a draft the one that publishes it."""
        turn = (Key("left", _("Older")), Key("right", _("Newer"))) if len(self._older) > 1 else ()
        whole = self._asked and self.app.size.width >= NARROW
        label = _("APPROVE AND PUBLISH") if whole else _("PUBLISH")
        main = Key("done", label, main=True) if self._is_draft else Key("done", _("BACK"), main=True)
        self.keys(main, Key("undo", _("Back")), Key("down"), Key("up"), *turn)
        self.verb(self._read)

    async def _read(self) -> None:
        """Read how the steps went that are done otherwise."""
        before, asked = self._before, is_asked(self.counter.playbook.approval, await self.counter.people.everybody())
        if before:
            found: dict[str, tuple[VersionFigures, VersionFigures]] = {}
            for step in steps_of(differences(before[1], self._shown[1])):
                both = [book.procedure.get(step) for book in (before[1], self._shown[1])]
                if both[0] and both[1]:
                    versions = [one.version for one in both if one]
                    old, new = await self.counter.reports.version_figures(step, versions)
                    found[step] = old, new
            self._figures = found
        if not self.is_there:
            return
        if asked != self._asked:
            self._asked = asked
            self.reword()
        self.query_one(Document).redraw()
        self.show_header()

    def _lines(self, width: int) -> list[Line]:
        before, (_number, book) = self._before, self._shown
        if before is None:
            return [((_("This is the first version known here: nothing was before it."), "quiet"),)]
        changes = differences(before[1], book)
        count = plural("{n} change", "{n} changes", len(changes)) if changes else _("They say the same.")
        lines: list[Line] = [((f"{_name(before)} → {_name(self._shown)}: {count}", "accent bold"),), ()]
        lines += change_lines(changes, before[1], book, width)
        if not self._figures:
            return lines
        lines += [(), ((_("BEFORE AND AFTER, of the newest times each step was done"), "quiet bold"),)]
        for step, (old, new) in self._figures.items():
            name = book.process.step[step].name if step in book.process.step else step
            lines += [(), *figure_lines(name, ((_name(before), old), (_name(self._shown), new)), width)]
        words = _("Times and points stand apart: how fast a step is done says nothing of how well.")
        return [*lines, (), *(((part, "quiet"),) for part in wrap(words, width))]

    # What hands do.

    def action_left(self) -> None:
        """Read it against the next older one."""
        self._turn(1)

    def action_right(self) -> None:
        """Read it against the next newer one."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if len(self._older) > 1:
            self._against = max(0, min(len(self._older) - 1, self._against + by))
            self._figures = {}
            self.verb(self._read)

    def action_done(self) -> None:
        """Approve and publish a draft; of anything else go back."""
        if not self._is_draft:
            leave(self)
        elif not self.kiosk.presses.bounced("publish"):
            self.kiosk.session.as_manager(lambda: self.verb(partial(self._publish, self.kiosk.person)))

    async def _publish(self, by: str) -> None:
        """Publish as somebody; where they may not approve, as who proves that they may, at the doors that are open."""
        counter, draft = self.counter, self._shown[1]
        people = await counter.people.everybody()
        approval = counter.playbook.approval
        if is_asked(approval, people) and not may_approve(approval, people, by):
            able = [one for one in people if may_approve(approval, people, one.name)]
            self.kiosk.session.ask_one_of(able, _("Who approves?"), self._proved)
            return
        await self.kiosk.look_at_files()
        waiting = counter.playbooks.draft
        if counter.playbook.hash != draft.hash and (waiting is None or waiting.playbook.hash != draft.hash):
            self.say(_("The files were edited meanwhile. Go back and look at the draft as it is now."), "bad")
            return
        outcome = await counter.playbooks.publish(draft, by=by)
        leave(self)
        if outcome.version:
            words = _("Version {n} is published: the next order is opened under it.", n=outcome.version.number)
        else:
            words = plural(
                "Approved. {n} person still has to approve before it runs.",
                "Approved. {n} people still have to approve before it runs.",
                outcome.missing,
            )
        self.call_later(partial(self.say, words, "good"))

    def _proved(self, person: Person, _how: How) -> None:
        self.verb(partial(self._publish, person.name))


def _name(one: Numbered) -> str:
    return _("version {n}", n=one[0]) if one[0] else _("draft")

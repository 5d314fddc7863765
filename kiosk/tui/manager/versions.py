"""Versions of the playbook: what was published, and the draft that waits; Enter shows what is otherwise in one."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.tui.manager.changes import ChangesScreen
from kiosk.tui.manager.period import month
from kiosk.tui.terminal.listed import Listed
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.change_lines import change_lines
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Drawing, Line
from kiosk.tui.widgets.listing import Heading, Listing
from kiosk.words import _, later, own, plural
from kiosk.work.board.board import Board
from kiosk.work.playbook.playbook import Approval, Playbook
from kiosk.work.version.difference import Difference, differences
from kiosk.work.version.version import Version, is_asked

DRAFT = 0
"""The number that stands for the draft."""


class Shown(Struct, frozen=True):
    """One row: a version, or the draft."""

    number: int
    playbook: Playbook
    version: Version | None
    """None for the draft."""
    before: Playbook | None
    """What it followed, or would follow; None for the first."""
    changes: tuple[Difference, ...]
    approved: tuple[str, ...]


def columns() -> tuple[Column, ...]:
    """Return the columns, in the terminal's language."""
    return (
        Column("", right=False),
        Column(_("version")),
        Column(_("published"), rank=2),
        Column(_("by"), right=False, rank=3),
        Column(_("approved by"), right=False, rank=1),
        Column(_("changes"), right=False, grow=True),
    )


def needs(approval: Approval, *, asked: bool) -> str:
    """Say who has to approve what is edited."""
    roles = ", ".join(map(own, approval.roles))
    if not roles:
        return _("nobody has to approve: what is saved is used at once")
    if not asked:
        return _("nobody known has the role {roles}: what is saved is used at once", roles=roles)
    return plural("{n} person approves: {roles}", "{n} people approve: {roles}", approval.approvers, roles=roles)


class WholeVersion(Drawn):
    """What the marked version has otherwise than the one before, as far as there is room."""

    DEFAULT_CSS = "WholeVersion { height: 8; padding: 0 1; }"
    shown: Shown | None = None

    def show(self, shown: Shown | None) -> None:
        """Show another one."""
        self.shown = shown
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the first changes, and that there are more."""
        one = self.shown
        if one is None:
            return Drawing()
        if one.before is None:
            return Drawing((((_("The first version known here."), "quiet"),),))
        lines = change_lines(one.changes, one.before, one.playbook, width)
        if len(lines) > height:
            lines = [*lines[: height - 1], ((_("… {sign} shows all of it", sign="⏎"), "quiet"),)]
        return Drawing(tuple(lines))


class VersionsScreen(Listed):
    """Reads the record, and the files as they are now."""

    DEFAULT_CSS = "VersionsScreen.-tall Heading { height: 3; padding: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "done", "undo", "up", "down", "left", "right", "home", "theme", digits=False
    )
    for_managers = True
    place = later("Versions")

    def __init__(self, kiosk: Terminal) -> None:
        """Show every version."""
        super().__init__(kiosk)
        self._shown: dict[str, Shown] = {}
        self._about = ""
        self._seq = -1

    def compose_middle(self) -> ComposeResult:
        """Put the heading above the rows, and below them what the marked one has otherwise."""
        yield Heading(id="heading")
        yield Listing(id="rows")
        yield WholeVersion(id="whole")

    def reword(self) -> None:
        """Offer the keys."""
        self._list.empty = _("Reading the record …")
        keys = (Key("undo", _("Back")), Key("up"), Key("down"), Key("left", _("Page")), Key("right", _("Page")))
        self.keys(Key("done", _("CHANGES"), main=True), *keys)
        self._seq = -1

    def facts(self) -> tuple[str, ...]:
        """Name the counter, and who looks."""
        return (self.counter.playbook.title, self.kiosk.person)

    def show_board(self, board: Board) -> None:
        """Read everything anew when anything was written since, or the files say something else."""
        draft = self.counter.playbooks.draft
        waits = hash((board.seq, draft.playbook.hash if draft else ""))
        if waits != self._seq:
            self._seq = waits
            self.verb(self._read)

    async def _read(self) -> None:
        counter = self.counter
        await self.kiosk.look_at_files()
        versions = await counter.playbooks.versions()
        books = await counter.playbooks.stored(one.hash for one in versions)
        asked = is_asked(counter.playbook.approval, await counter.people.everybody())
        shown = await asyncio.to_thread(_rows_of, versions, books)
        draft = counter.playbooks.draft
        if draft:
            given = counter.board.standing.versions.approved(draft.playbook.id, draft.playbook.hash)
            shown.append(Shown(DRAFT, draft.playbook, None, draft.running, draft.changes, given))
        if not self.is_there:
            return
        marked = self._list.rows[self._list.chosen].means if self._list.rows else None
        self._about = needs(counter.playbook.approval, asked=asked)
        self._shown = {str(one.number): one for one in reversed(shown)}
        rows = tuple(self._row(one, last=one.number == len(versions)) for one in self._shown.values())
        self._list.show(columns(), rows, "")
        self._list.move(next((place for place, row in enumerate(rows) if row.means == marked), 0))
        self._head()

    def _row(self, one: Shown, *, last: bool) -> Row:
        version = one.version
        state: Line = ((_("▲ draft waits"), "warn bold"),)
        if version:
            state = ((_("● in use"), "good"),) if last else ((f"  {_('before')}", "quiet"),)
        at = self.counter.local(version.at.at) if version and version.at else None
        moment = f"{at.day} {month(at)} {at:%H:%M}" if at else "–"
        changes = plural("{n} change", "{n} changes", len(one.changes)) if one.before else _("the first known")
        cells = (
            state,
            cell(f"v{one.number}" if version else "–", "strong bold"),
            cell(moment, "quiet"),
            cell((version.named(version.by) if version else "") or "–"),
            cell(", ".join(map(version.named, one.approved) if version else one.approved) or "–"),
            cell(changes, "text"),
        )
        return Row((str(one.number),), cells)

    @property
    def _chosen(self) -> Shown | None:
        rows = self._list.rows
        return self._shown.get(rows[self._list.chosen].means[0]) if rows else None

    def _head(self) -> None:
        count = len(self._list.rows)
        place = _("{place} of {count}", place=self._list.chosen + 1, count=count) if count else ""
        self.query_one(Heading).show(_("Versions"), self._about, place)
        self.query_one(WholeVersion).show(self._chosen)

    def action_done(self) -> None:
        """Show what the marked one has otherwise, and how it went."""
        one = self._chosen
        if one is None:
            self.say(_("There is nothing to open yet."))
            return
        known = [(shown.number, shown.playbook) for shown in self._shown.values() if shown.version]
        older = [(number, book) for number, book in known if one.version is None or number < one.number]
        self.app.push_screen(ChangesScreen(self.kiosk, (one.number, one.playbook), tuple(older)))


def _rows_of(versions: tuple[Version, ...], books: dict[str, Playbook]) -> list[Shown]:
    """Compare each version with the one before; takes a while for many."""
    found: list[Shown] = []
    before: Playbook | None = None
    for one in versions:
        book = books.get(one.hash)
        if book is not None:
            changes = differences(before, book) if before else ()
            found.append(Shown(one.number, book, one, before, changes, one.approved))
        before = book
    return found

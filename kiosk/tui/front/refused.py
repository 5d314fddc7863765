"""Orders from outside that were refused, as they came: read, entered by hand, or dismissed."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType

from kiosk.tui.front.screen import FrontScreen
from kiosk.tui.procedure.reader import ReaderScreen
from kiosk.tui.terminal.ask import ASK
from kiosk.tui.terminal.listed import Listed
from kiosk.tui.terminal.screen import bindings
from kiosk.tui.terminal.terminal import Terminal
from kiosk.tui.widgets.columns import Column, Row, cell
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.keybar import Key
from kiosk.tui.widgets.lines import Drawing, Line, wrap
from kiosk.tui.widgets.listing import Heading, Listing
from kiosk.words import _, later, plural
from kiosk.work.board.board import Board
from kiosk.work.board.standing import Waiting
from kiosk.work.order.event import RefusedText
from kiosk.work.outside.partly import beginning
from kiosk.work.text.text import clean
from kiosk.work.verb.refusal import AnswerRefusal, must_wait

MOST_ROWS = 200
"""Rows that are read and shown; others come up as these are seen to."""

MOST_SEEN = 8192
"""Bytes of each text that the page reads; all of the one that is opened."""

BEGINNING, REASON = 120, 60
"""Characters in a row: of the text, and of why it was refused."""

Meant = Literal["read", "entered", "dismissed", "keyed"]
"""What hands can do with a refused order."""

COLUMNS = (
    Column(later("came"), rank=2),
    Column(later("source"), right=False, rank=1),
    Column(later("its id"), right=False),
    Column(later("as it came"), right=False, grow=True),
    Column(later("why"), right=False, rank=3, needs=30),
)


class WholeRefusal(Drawn):
    """Why the marked order was refused, and its text as far as there is room."""

    DEFAULT_CSS = "WholeRefusal { height: 2fr; padding: 0 1; }"
    row: RefusedText | None = None

    def show(self, row: RefusedText | None) -> None:
        """Show another one."""
        self.row = row
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the text, and that there is more."""
        lines = whole(self.row, width) if self.row else []
        if len(lines) > height or (self.row and len(self.row.text) == MOST_SEEN):
            lines = [*lines[: height - 1], ((_("… {sign} shows all of it", sign="⏎"), "quiet"),)]
        return Drawing(tuple(lines))


class RefusedScreen(Listed):
    """Reads its rows anew when something was written; the mark stays on its order."""

    DEFAULT_CSS = "RefusedScreen.-tall Heading { height: 3; padding: 1; }"
    BINDINGS: ClassVar[list[BindingType]] = bindings(
        "done", "undo", "up", "down", "left", "right", "home", "theme", digits=False
    )
    place = later("Refused orders")

    def __init__(self, kiosk: Terminal) -> None:
        """Show what waits."""
        super().__init__(kiosk)
        self._rows: dict[str, RefusedText] = {}
        self._waits: Waiting | None = None

    def compose_middle(self) -> ComposeResult:
        """Put the heading above the rows, and below them the marked one."""
        yield Heading(id="heading")
        yield Listing(id="rows")
        yield WholeRefusal(id="whole")

    def on_mount(self) -> None:
        """Say that the rows are being read."""
        self._list.empty = _("Reading the record …")

    def reword(self) -> None:
        """Offer the keys."""
        pages = (Key("left", _("Page")), Key("right", _("Page")))
        self.keys(
            Key("done", _("SEE TO IT"), main=bool(self._rows)), Key("undo", _("Back")), Key("up"), Key("down"), *pages
        )

    def show_board(self, board: Board) -> None:
        """Read the rows when one came or was answered since."""
        if board.standing.waits is not self._waits:
            self._waits = board.standing.waits
            self.verb(self._read)

    async def _read(self) -> None:
        rows = await self.counter.refusals.list(MOST_ROWS, kept=MOST_SEEN)
        if not self.is_there:
            return
        marked = self._list.chosen
        self._rows = {row.id: row for row in rows}
        if self._chosen is not None and self._chosen.id in self._rows:
            marked = list(self._rows).index(self._chosen.id)
        self._list.show(COLUMNS, tuple(map(self._cells, rows)), _("No refused order waits."))
        self._list.move(marked)
        self._head()

    def _cells(self, row: RefusedText) -> Row:
        at = f"{self.counter.local(row.at):%H:%M}" if row.at else "–"
        cells = (
            cell(at, "quiet"),
            cell(row.source),
            cell(row.reference or "–", "strong bold"),
            cell(beginning(row.text, BEGINNING), "text"),
            cell(clean(row.reason, REASON), "warn"),
        )
        return Row((row.id,), cells)

    @property
    def _chosen(self) -> RefusedText | None:
        rows = self._list.rows
        return self._rows.get(rows[self._list.chosen].means[0]) if rows else None

    def _head(self) -> None:
        left = len(self.counter.board.standing.refusals) if self._rows else 0
        place = _("{chosen} of {len:,}", chosen=self._list.chosen + 1, len=left) if left else ""
        waits = plural("{n} waits", "{n} wait", left) if left else ""
        if left > len(self._rows):
            waits += f", {_('the oldest {n} are here', n=len(self._rows))}"
        self.query_one(Heading).show(_("Refused orders from outside"), waits, place)
        self.query_one(WholeRefusal).show(self._chosen)
        self.reword()

    def action_done(self) -> None:
        """Ask what becomes of what is marked."""
        if (row := self._chosen) is None:
            self.say(_("No refused order waits."))
            return
        rows: list[tuple[Meant, str, str]] = [
            ("read", _("Read all of it"), ""),
            ("entered", _("It is entered by hand"), _("under a number of its own, at the front")),
            ("dismissed", _("Dismiss it"), _("it will not be made")),
        ]
        if self._front:
            rows.append(("keyed", _("Key it here"), _("what can be read of it is in the basket")))
        self.ask(ASK.one(_("What becomes of it?"), rows), partial(self._answered, row))

    def _answered(self, row: RefusedText, how: Meant | None) -> None:
        if how == "read":
            self.verb(partial(self._show_all, row.id))
        elif how == "keyed":
            self.verb(partial(self._key, row.id))
        elif how:
            self.verb(partial(self._answer, AnswerRefusal(row.id, how)))

    @property
    def _front(self) -> FrontScreen | None:
        """The front this page was opened from."""
        return next((one for one in self.app.screen_stack if isinstance(one, FrontScreen)), None)

    async def _key(self, refusal: str) -> None:
        """Begin an order with what can be read of a refused one, and go there."""
        row = await self.counter.refusals.find(refusal)
        must_wait(self.counter.board.standing, row.id)
        if front := self._front:
            self.kiosk.go_back()
            await front.new.begin(row)

    async def _show_all(self, refusal: str) -> None:
        row = await self.counter.refusals.find(refusal)
        about = (row.source, row.reference)
        self.app.push_screen(ReaderScreen(self.kiosk, about, partial(whole, row), _("Refused order")))

    async def _answer(self, verb: AnswerRefusal) -> None:
        by = self.kiosk.person
        left = await self.kiosk.ops.do(verb, by)
        self.look()
        reply = verb.reply_on(left, self.counter.after(by))
        self.say(reply.words, reply.tone)


def whole(row: RefusedText, width: int) -> list[Line]:
    """Write why an order was refused, and all that is kept of it as it came."""
    lines: list[Line] = [((part, "warn bold"),) for part in wrap(row.reason, width)]
    for text in row.text.decode("utf-8", "replace").splitlines():
        lines += [((part, "text"),) for part in wrap(clean(text, len(text)), width)]
    if row.size > len(row.text):
        left = _("… of {n:,} bytes only the first {kept:,} are kept", n=row.size, kept=len(row.text))
        lines += [((part, "quiet"),) for part in wrap(left, width)]
    return lines

"""What is vital and new in how a step is done, to be read once: ⏎ says it is, Esc puts it off."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll

from kiosk.tui.modals.choose import Question
from kiosk.tui.modals.modal import Modal
from kiosk.tui.terminal.press import Presses
from kiosk.tui.widgets.change_lines import change_lines
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, wrap
from kiosk.tui.widgets.tiles import Tile, Tiles
from kiosk.words import _
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant
from kiosk.work.version.difference import Difference


class News(Drawn):
    """The changes, as long as they are."""

    DEFAULT_CSS = "News { width: 1fr; }"
    GROUND = "on raised"

    def __init__(self, playbook: Playbook, changes: tuple[Difference, ...]) -> None:
        """Show some changes of a procedure of this playbook."""
        super().__init__(id="news")
        self._playbook = playbook
        self._changes = changes

    def draw(self, width: int, height: int) -> Drawing:
        """Draw all of them, and ask for as many rows as that takes."""
        lines: list[Line] = [
            tuple((text, f"{words} on raised".strip()) for text, words in line)
            for line in change_lines(self._changes, self._playbook, self._playbook, width)
        ]
        about = _("Read it before you go on. The whole procedure: F1 at the ticket.")
        lines += [(), *(((part, "quiet on raised"),) for part in wrap(about, width))]
        self.styles.height = max(1, len(lines))
        return Drawing(tuple(lines))


class ReadNews(Modal[bool]):
    """Answers True once it is read, None where the worker goes on without."""

    DEFAULT_CSS = """
    ReadNews { align: center middle; background: $background 70%; }
    ReadNews > Vertical { width: 90%; max-width: 84; height: 90%; max-height: 22; background: $surface; padding: 1 2; }
    ReadNews VerticalScroll { height: 1fr; margin: 1 0; }
    ReadNews Tiles { height: 3; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "done", show=False),
        Binding("escape,backspace", "back", show=False),
        Binding("up", "scroll_by(-1)", show=False),
        Binding("down", "scroll_by(1)", show=False),
    ]

    def __init__(self, playbook: Playbook, step: str, changes: tuple[Difference, ...], presses: Presses) -> None:
        """Ask about a step; `presses` tell one that was meant for what was in front before."""
        super().__init__()
        self._playbook = playbook
        self._step = step
        self._changes = changes
        self._presses = presses
        self._since: Instant | None = None

    def compose(self) -> ComposeResult:
        """Put the question above what is new."""
        with Vertical():
            yield Question(id="question")
            with VerticalScroll(can_focus=False):
                yield News(self._playbook, self._changes)
            yield Tiles(id="answers")

    def on_mount(self) -> None:
        """Say what it is about."""
        self._since = self._presses.now()
        name = self._playbook.process.step[self._step].name
        self.query_one(Question).words = _("NEW in {step}, since you did it last", step=name)
        tiles = self.query_one(Tiles)
        tiles.GROUND = Question.GROUND
        tiles.show(Tile("done", _("READ ⏎"), "", "", "main"), Tile("back", _("Later ⌫")))

    def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Act on a touched tile."""
        message.stop()
        if message.means == "done":
            self.action_done()
        else:
            self.action_back()

    def action_done(self) -> None:
        """It is read."""
        if not self._presses.too_soon(self._since):
            self.leave(answer=True)

    def action_back(self) -> None:
        """It is put off to the next ticket."""
        self.leave(answer=None)

    def action_scroll_by(self, by: int) -> None:
        """Scroll half a page."""
        middle = self.query_one(VerticalScroll)
        middle.scroll_relative(y=by * max(1, middle.size.height // 2), animate=False)

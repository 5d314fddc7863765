"""The one widget that draws lines, and the ground below it. Every drawn line is exactly as wide as the widget."""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.color import Color
from textual.containers import Container
from textual.filter import ANSIToTruecolor
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from kiosk.tui.widgets.lines import Drawing, Line, fit, width_of
from kiosk.tui.widgets.theme import style


def filtered(widget: Widget, strip: Strip, under: Color) -> Strip:
    """Return a strip as the terminal is to have it, without colour where it wants none; ours name no ANSI colours."""
    for line_filter in widget.get_line_filters():
        if not isinstance(line_filter, ANSIToTruecolor):
            strip = strip.apply_filter(line_filter, under)
    return strip


def never_stood(screen: Widget, message: Message) -> bool:
    """Whether a screen that was never put together is to say for the first time what stands on it.

    Textual mounts one that is pushed in the breath in which the program ends, or it is left, with nothing in it.
    """
    return isinstance(message, (events.Mount, events.ScreenResume)) and not screen.children


class Ground:
    """The blank lines of a widget that has only others on it: one is painted, and kept for all."""

    def __init__(self) -> None:
        """Begin with nothing painted."""
        self._kept: tuple[object, Strip] | None = None

    def lines(self, widget: Widget, crop: Region) -> list[Strip]:
        """Return the widget's lines."""
        look = (widget.app.theme, crop.width)
        if self._kept is None or self._kept[0] != look:
            under = widget.background_colors[1]
            self._kept = look, filtered(widget, Strip.blank(crop.width, Style(bgcolor=under.rich_color)), under)
        return [self._kept[1]] * crop.height


class Middle(Container):
    """What stands between header and notice."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id)
        self._ground = Ground()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return blank lines."""
        return self._ground.lines(self, crop)


class Drawn(Widget):
    """A widget that draws its own lines; only cells that changed are painted again.

    What is painted of a line is kept until the line changes. A widget subscribes to nothing that outlives its screen:
    another theme is seen when it is painted next.
    """

    class Touched(Message):
        """A target was pressed and let go with the first button or a finger."""

        def __init__(self, drawn: Drawn, means: object) -> None:
            """Name the widget and what the target stands for."""
            super().__init__()
            self.drawn = drawn
            self.means = means

        @property
        def control(self) -> Drawn:
            """The widget that was touched."""
            return self.drawn

    GROUND = ""
    """Style words behind everything; a widget on another ground says so."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's own name
        super().__init__(id=id, classes=classes)
        self._at = Size()
        """The size that was drawn for."""
        self._drawing = Drawing()
        self._drawn: list[Line] = []
        """The lines of the drawing, as many as there are rows."""
        self._shown: list[Line] = []
        """The same, each as wide as the widget."""
        self._strips: dict[int, Strip] = {}
        """What is painted, by row from the top of the padding, for as long as `_look` is the same."""
        self._look: tuple[str, Size] | None = None
        self._under = Color(0, 0, 0)
        """What lies below, where there is padding."""
        self._framed = False
        self._pressed: object = None

    def draw(self, width: int, height: int) -> Drawing:
        """Return the drawing for a size; subclasses say what."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw anew and paint the cells that differ; what has no size yet is drawn when it is painted first."""
        size = self.size
        if not size:
            self._at = size  # what is hidden now and comes back as large as it was is drawn anew too
            return
        if self._at != size:
            self._fill()
            self.refresh()
            return
        before = self._draw()
        changed = [self._change(y, line) for y, line in enumerate(self._drawn) if line != before[y]]
        if regions := [region for region in changed if region]:
            self.refresh(*regions)

    def _draw(self) -> list[Line]:
        """Draw as many lines as there are rows; give those that stood there before."""
        width, height = self._at
        self._drawing = self.draw(width, height)
        lines = list(self._drawing.lines[:height])
        lines += [()] * (height - len(lines))
        before, self._drawn = self._drawn, lines
        return before

    def _fill(self) -> None:
        """Draw all of it for the size it has now."""
        self._at = self.size
        self._draw()
        self._shown = [fit(line, self._at.width, self.GROUND) for line in self._drawn]
        self._strips.clear()

    def _change(self, y: int, line: Line) -> Region | None:
        """Show another line in a row; give the cells that differ from those that stood there."""
        before, shown = self._shown[y], fit(line, self._at.width, self.GROUND)
        if shown == before:
            return None
        self._shown[y] = shown
        self._strips.pop(y + self.styles.padding.top, None)
        x, end = _differ(before, shown)
        return Region(x, y, end - x, 1)

    def on_resize(self) -> None:
        """Draw for the new size, unless that was painted already."""
        if self._at != self.size:
            self.redraw()

    def notify_style_update(self) -> None:
        """Paint anew where a rule of the stylesheet has come or gone."""
        super().notify_style_update()
        self._look = None

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines as Textual wants them, kept from one painting to the next; a frame is drawn by Textual."""
        size = self.size
        if self._at != size and size:
            self._fill()
        look = (self.app.theme, self.outer_size)
        if look != self._look:
            self._look, self._strips, self._under = look, {}, self.background_colors[1]
            self._framed = self.gutter != self.styles.padding
        if self._framed:
            return super().render_lines(crop)
        strips = [self._strips.get(y) or self._paint(y) for y in crop.line_range]
        if crop.column_span == (0, self.outer_size.width):
            return strips
        return [strip.crop(*crop.column_span) for strip in strips]

    def _paint(self, y: int) -> Strip:
        """Paint a row, its padding at both ends, and keep it."""
        padding = self.styles.padding
        if not any(padding):
            strip = self.render_line(y)
        elif padding.top <= y < padding.top + self._at.height:
            beside = Style(bgcolor=self._under.rich_color)
            left, right = Strip.blank(padding.left, beside), Strip.blank(padding.right, beside)
            strip = Strip.join([left, self.render_line(y - padding.top), right])
        else:
            strip = Strip.blank(self.outer_size.width, Style(bgcolor=self._under.rich_color))
        strip = self._strips[y] = filtered(self, strip, self._under)
        return strip

    def render_line(self, y: int) -> Strip:
        """Return one line without what stands beside it."""
        theme = self.app.theme
        if y >= len(self._shown):
            return Strip.blank(self.size.width, style(theme, self.GROUND))
        return Strip([Segment(text, style(theme, words)) for text, words in self._shown[y]], self._at.width)

    def _means(self, event: events.MouseEvent) -> object:
        """Return what lies under a finger; the last target drawn is on top."""
        for target in reversed(self._drawing.targets):
            if target.holds(event.x, event.y):
                return target.means
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Remember what was pressed; only the first button and fingers count."""
        self._pressed = self._means(event) if event.button == 1 else None
        if self._pressed is not None:
            self.capture_mouse()  # so that it is told wherever the finger leaves
            event.stop()

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Act when the finger leaves the target it came down on; a stray release does nothing."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            self.release_mouse()
        if pressed is not None and pressed == self._means(event):
            event.stop()
            self.post_message(self.Touched(self, pressed))


def _differ(before: Line, after: Line) -> tuple[int, int]:
    """Return where two lines of one width begin to differ, and where they end to: the cells of whole runs."""
    first = next((place for place, (old, new) in enumerate(zip(before, after, strict=False)) if old != new), 0)
    most = min(len(before), len(after)) - first
    backwards = zip(reversed(before), reversed(after), strict=False)
    same = next((place for place, (old, new) in enumerate(backwards) if old != new), most)
    return width_of(after[:first]), width_of(after[: len(after) - min(same, most)])

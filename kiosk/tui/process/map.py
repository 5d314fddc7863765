"""The process map: tracks at the left, each step in the lane of its station, and how many tickets stand there."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from kiosk.drawing.book import chapters
from kiosk.drawing.tracks import INPUT, OUTPUT, TrackNode, ordered, tracks
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Sheet, fit, spread, width_of, wrap
from kiosk.tui.widgets.process_strip import SIGNS
from kiosk.words import _, later
from kiosk.work.board.load import AtStep
from kiosk.work.playbook.condition_words import back_words, marked_name
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.pace import SIGNS as PACES

LEAST_LANE = 14
"""Columns of a lane; where there are fewer each step says its station instead."""
LEAST_WORDS = 20
"""Columns kept beside the tracks."""
HERE = "◆"
"""Stands at the step that is open where the map was asked for."""

PAGE = ">"
"""What the foot stands for where there are pages: the next one; no step is called so."""

NOTHING = AtStep()


class OnMap(Struct, frozen=True):
    """What the map says."""

    playbook: Playbook
    counts: Mapping[str, AtStep] = field(default_factory=dict)
    here: str = ""
    """The step that is open where the map was asked for; empty for none."""


class _Lanes(Struct, frozen=True):
    """Where the words stand beside the tracks."""

    names: tuple[str, ...]
    """Stations' ids; none where there is one lane for all."""
    width: int

    @property
    def all(self) -> int:
        """How many columns all lanes have together."""
        return self.width * max(1, len(self.names))

    def put(self, runs: Line, station: str, ground: str) -> Line:
        """Put words into a station's lane; every other lane stays free."""
        said = tuple((text, look if " on " in look else f"{look} {ground}".strip()) for text, look in runs)
        if not self.names or (runs and station not in self.names):
            return fit(((" " * bool(self.names), ground), *said), self.all, ground)
        cells = (
            fit(((" ", ground), *said), self.width, ground) if name == station else fit((), self.width, _ground(place))
            for place, name in enumerate(self.names)
        )
        return tuple(run for cell in cells for run in cell)


def _ground(place: int) -> str:
    """Return what lies behind a lane: every other one is raised, so that the eye finds down."""
    return "on raised" if place % 2 == 0 else ""


class ProcessMap(Drawn):
    """Draws one page of the map, no step cut in two; a touch on a step stands for its id."""

    DEFAULT_CSS = "ProcessMap { width: 1fr; height: 1fr; padding: 0 1; }"

    def __init__(self, shown: OnMap) -> None:
        """Show this, the step that is open marked, else the first."""
        super().__init__(id="map")
        self.shown = shown
        self.marked = shown.here
        self.page = 0
        self._pages: list[list[TrackNode]] = [[]]

    def show(self, shown: OnMap) -> None:
        """Show other counts; the mark stays while its step is there."""
        if shown != self.shown:
            self.shown = shown
            self.redraw()

    @property
    def steps(self) -> list[str]:
        """The steps from top to bottom."""
        return list(ordered(self.shown.playbook.process))

    def move(self, by: int) -> None:
        """Mark another step, so many places below, and show its page."""
        steps = self.steps
        if steps:
            place = steps.index(self.marked) if self.marked in steps else -1
            self.mark(steps[max(0, min(len(steps) - 1, place + by))])

    def mark(self, step: str) -> None:
        """Mark a step, and show its page."""
        self.marked = step
        self.page = next((n for n, page in enumerate(self._pages) if step in [one.id for one in page]), self.page)
        self.redraw()

    def next_page(self) -> None:
        """Turn to the next page; the first follows the last."""
        self.go_to((self.page + 1) % len(self._pages))

    def go_to(self, page: int) -> None:
        """Turn to a page, or stay where there is none, and mark the first step there."""
        page = max(0, min(len(self._pages) - 1, page))
        if page != self.page:
            self.page = page
            self.marked = next((name for name in _ids(self._pages[page]) if name not in (INPUT, OUTPUT)), self.marked)
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the page the mark is on."""
        blocks = tracks(self.shown.playbook.process, (width - LEAST_WORDS) // 2)
        if self.marked not in [block.id for block in blocks]:
            self.marked = next((one.id for one in blocks if one.id not in (INPUT, OUTPUT)), "")
        gutter = len(blocks[0].body) + 1
        lanes = self._lanes(width - gutter)
        cards = {block.id: self._card(block, lanes) for block in blocks}
        head = self._head(lanes)
        room = height - len(head) - 1
        gap = sum(self._height(block, cards) + 1 for block in blocks) <= room
        before = self._pages
        self._pages = _paged([(block, self._height(block, cards) + gap) for block in blocks], room)
        if before != self._pages:
            self.page = next(n for n, page in enumerate(self._pages) if not self.marked or self.marked in _ids(page))
        sheet = Sheet(width)
        for line in head:
            sheet.add((" " * gutter, ""), *line)
        for block in self._pages[self.page]:
            self._put(sheet, block, cards[block.id], lanes, gap=gap)
        while len(sheet.lines) < height - 1:
            sheet.add()
        sheet.add(*self._foot(width))
        if len(self._pages) > 1:
            sheet.touch(PAGE)
        return sheet.done()

    def _lanes(self, room: int) -> _Lanes:
        names = tuple(chapter.station.id for chapter in chapters(self.shown.playbook))
        wide = room // max(1, len(names))
        return _Lanes(names, wide) if wide >= LEAST_LANE else _Lanes((), room)

    def _head(self, lanes: _Lanes) -> list[Line]:
        """Name the stations above their lanes."""
        if not lanes.names:
            return []
        heads = [wrap(self.shown.playbook.station[name].name, lanes.width - 1) for name in lanes.names]
        rows = range(max(map(len, heads)))
        return [
            tuple(run for place, words in enumerate(heads) for run in _head(words, row, place, lanes)) for row in rows
        ]

    def _height(self, block: TrackNode, cards: Mapping[str, list[Line]]) -> int:
        return max(len(block.entries), len(cards[block.id]))

    def _card(self, block: TrackNode, lanes: _Lanes) -> list[Line]:
        """Write a node: what it is, and what stands there."""
        process = self.shown.playbook.process
        room = (lanes.width if block.id in process.step else lanes.all) - 1
        after = [process.input if name == INPUT else process.step[name].name for name in block.named]
        named: list[Line] = (
            [((part, "quiet"),) for part in wrap(_("after: {names}", names=", ".join(after)), room)] if after else []
        )
        if block.id in (INPUT, OUTPUT):
            words = process.input if block.id == INPUT else process.output
            return [*(((part, "quiet"),) for part in wrap(words, room)), *named]
        step, marked = process.step[block.id], block.id == self.marked
        name = marked_name(self.shown.playbook, step)
        name = f"{HERE} {name}" if block.id == self.shown.here else name
        look = "ink on accent bold" if marked else "strong bold"
        counts = self.shown.counts.get(block.id, NOTHING)
        if lanes.names:
            said = [fit(counts_line(counts, room), room)]
        else:
            station = self.shown.playbook.station[step.station].name
            beside = counts_line(counts, room - len(station) - 2)
            said = [((station, "quiet"), ("  ", ""), *beside)]
            if width_of(said[0]) > room:
                said = [((station, "quiet"),), counts_line(counts, room)]
        back: list[Line] = [((part, "warn"),) for part in wrap(back_words(self.shown.playbook, step.id), room)]
        return [*(((part, look),) for part in wrap(name, room)), *said, *named, *back]

    def _put(self, sheet: Sheet, block: TrackNode, card: list[Line], lanes: _Lanes, *, gap: bool) -> None:
        """Draw a node with its ways, and make its rows a target."""
        height = self._height(block, {block.id: card})
        ways = [*block.entries, *[block.below] * (height - len(block.entries) + gap)]
        step = self.shown.playbook.process.step.get(block.id)
        station = step.station if step else ""
        top = len(sheet.lines)
        for row, way in enumerate(ways):
            words = card[row] if row < len(card) else ()
            ground = (
                "on key" if step and step.id == self.marked and row < len(card) else self._lane_ground(lanes, station)
            )
            sheet.add(*self._ways(way, block.id), *lanes.put(words, station, ground))
        if step:
            sheet.touch(step.id, height=height, y=top)

    def _lane_ground(self, lanes: _Lanes, station: str) -> str:
        return _ground(lanes.names.index(station)) if station in lanes.names else ""

    def _ways(self, row: str, name: str) -> Line:
        """Draw a row of tracks, the node in the colour of what stands there."""
        counts = self.shown.counts.get(name, NOTHING)
        look = "bad" if counts.late else "accent" if counts.open else "text"
        return (*((sign, look if sign in "█○" else "quiet") for sign in row), (" ", ""))

    def _foot(self, width: int) -> Line:
        """Say what the signs mean, and where this page stands."""
        pages = len(self._pages)
        before, after = "← " if self.page else "", " →" if self.page + 1 < pages else ""
        page: Line = ((f"{before}{self.page + 1}/{pages}{after}", "accent bold"),) if pages > 1 else ()
        legend: Line = ()
        for gap in ("  ", " "):
            said = [run for sign, word, look in _SIGNS for run in ((f"{sign} {_(word)}", look), (gap, ""))]
            legend = tuple(said[:-1])
            if width_of(legend) + width_of(page) < width:
                break
        return spread(legend, page, width)


_SIGNS = (
    (SIGNS["open"][0], later("open"), "accent"),
    (PACES["late"], later("late"), "bad"),
    (SIGNS["waiting"][0], later("waiting"), "quiet"),
    (SIGNS["held"][0], later("held"), "how"),
)
"""What each count is shown with."""


def _head(words: list[str], row: int, place: int, lanes: _Lanes) -> Line:
    """Write a row of a lane's name."""
    said = f" {words[row]}" if row < len(words) else ""
    return fit(((said, f"quiet bold {_ground(place)}".strip()),), lanes.width, _ground(place))


def _ids(page: list[TrackNode]) -> list[str]:
    return [block.id for block in page]


def _paged(blocks: list[tuple[TrackNode, int]], room: int) -> list[list[TrackNode]]:
    """Break nodes, each with its rows, into pages of so many rows."""
    pages: list[list[TrackNode]] = [[]]
    left = room
    for block, rows in blocks:
        if pages[-1] and rows > left:
            pages.append([])
            left = room
        pages[-1].append(block)
        left -= rows
    return pages


def _loud(look: str) -> str:
    return look if look == "quiet" else f"{look} bold"


def counts_line(counts: AtStep, room: int) -> Line:
    """Say how many tickets stand at a step, with words where there is room: only what there is, – for none."""
    figures = (counts.open, counts.late, counts.waiting, counts.held)
    there = [(count, *sign) for count, sign in zip(figures, _SIGNS, strict=True) if count]
    if not there:
        return (("–", "quiet"),)
    forms = (
        [(f"{sign} {count} {_(word)}", _loud(look)) for count, sign, word, look in there],
        [(f"{sign} {count}", _loud(look)) for count, sign, _word, look in there],
        [(f"{sign}{count}", _loud(look)) for count, sign, _word, look in there],
    )
    said: Line = ()
    for form, space in zip(forms, ("  ", "  ", " "), strict=True):
        runs = [run for text, look in form for run in ((space, ""), (text, look))]
        said = tuple(runs[1:])
        if width_of(said) <= room:
            break
    return said

"""Edits of one line under the head of a procedure's file: to say, a point, a guideline, or a paragraph of the text.

Each stands in a slot: from its first sign to the end of its last line. What is moved changes slots with its
neighbours; what stands between slots, comments and free lines, stays where it is. A comment within a slot stays too,
behind the new words.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

from msgspec import Struct

from kiosk.config.edit_head import WIDTH
from kiosk.config.markdown_file import COMMENT, HEADING, SECTIONS
from kiosk.config.splices import Splice
from kiosk.work.check.marks import POINT_MARKS, parted_marks
from kiosk.work.edit.edit import Edit, one_line
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.prose import begins, blocks, is_item, may_wrap

_MARKER = re.compile(r"[-*] +")
_POINT = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*:\s+)")


class Slot(Struct, frozen=True):
    """Where one of them stands in the text."""

    start: int
    end: int
    before: str
    """What stands before its words: the list's sign, or the spaces."""
    words: str
    """As one line, without comments."""


class Body:
    """The text under the head, with its slots."""

    def __init__(self, text: str, first: int) -> None:
        """Take a text apart; its body begins in line `first`, from 0."""
        self.text = text
        self._clean, self._places = _without_comments(text)
        self._starts = [0, *(match.end() for match in re.finditer("\n", self._clean))]
        self._lines = self._clean.split("\n")
        self.headings: dict[str, tuple[int, int]] = {}
        """Where the line of a known heading begins and ends."""
        self.begin = self._at(first) if first < len(self._lines) else len(text)
        self.slots: dict[str, list[Slot]] = {kind: [] for kind in (*SECTIONS, "text")}
        self._read(first)

    def _read(self, first: int) -> None:
        """Find the slots."""
        section, prose = "", []
        begun: list[tuple[str, int, int]] = []
        for number in range(first, len(self._lines)):
            line = self._lines[number]
            heading = HEADING.match(line)
            if heading:
                known = heading[1].casefold()
                section = known if known in SECTIONS else ""
                if section:
                    self.headings[section] = (self._at(number), self._end(number))
            if not section:
                prose.append((number, line))
            elif line.startswith(("- ", "* ")):
                begun.append((section, number, number))
            elif line.strip() and not heading and begun:
                begun.append((*begun.pop()[:2], number))
        for kind, start, last in begun:
            words = " ".join(filter(None, (line.strip() for line in self._lines[start : last + 1])))
            before = _MARKER.match(self._lines[start])
            self.slots[kind].append(self._slot(start, last, before[0] if before else "- ", words[2:].strip()))
        for block in blocks(prose):
            line = self._lines[block.first]
            indent = line[: len(line) - len(line.lstrip())]
            self.slots["text"].append(self._slot(block.first, block.last, indent, block.words))

    def _slot(self, first: int, last: int, before: str, words: str) -> Slot:
        """Return the slot of some lines, to the end of a comment that begins in it."""
        start, end = self._at(first), self._end(last)
        for comment in COMMENT.finditer(self.text):
            if comment.start() < end < comment.end():
                end = comment.end()
        return Slot(start, end, before, words)

    def _at(self, number: int) -> int:
        """Return where a line's words begin in the text."""
        return self._places[self._starts[number]]

    def _end(self, number: int) -> int:
        """Return where a line ends in the text."""
        return self._places[self._starts[number] + len(self._lines[number])]


def body_ways(body: Body, edit: Edit, place: int, point: Point | None) -> Iterator[list[Splice]]:
    """Return ways to write an edit; `place` counts from 0, and `point` is the one it makes, where it makes one."""
    kind = edit.field.split(".")[0]
    slots = body.slots[kind]
    match edit.verb:
        case "set" if point:
            parts = _POINT.match(slots[place].words)
            name = parts[0] if parts else f"{point.id}: "
            yield from _set(body, slots[place], f"{name}{point.words}{_marks(point, slots[place].words, edit)}", kind)
        case "set":
            yield from _set(body, slots[place], one_line(edit.value), kind)
        case "add":
            words = f"{point.id}: {point.words}" if point else one_line(edit.value)
            for written in _written(words, slots[max(0, place - 1)].before if slots else "", kind):
                yield [_added(body, kind, place, written)]
        case "remove":
            yield [_removed(body, slots[place], kind)]
        case "move":
            yield _moved(body, slots, place, edit.to - 1)


def _marks(point: Point, words: str, edit: Edit) -> str:
    """Return the brackets behind a point's words: as they stand, or anew where the marks are edited."""
    if edit.field.count(".") > 1:
        return f" ({', '.join(point.marks())})" if point.marks() else ""
    return words[len(parted_marks(words, POINT_MARKS)[0]) :]


def _set(body: Body, slot: Slot, words: str, kind: str) -> Iterator[list[Splice]]:
    """Put other words into a slot."""
    kept = _comments(body.text[slot.start : slot.end])
    for written in _written(words, slot.before, kind):
        yield [Splice(slot.start, slot.end, f"{written}{' ' if kept else ''}{kept}")]


def _written(words: str, before: str, kind: str) -> Iterator[str]:
    """Write words in lines as wide as the files', or in one."""
    before = before or ("" if kind == "text" else "- ")
    indent = " " * len(before) if kind == "text" and not is_item(words) else "  "
    lines = textwrap.wrap(
        words,
        WIDTH,
        initial_indent=before,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )
    if kind != "text" or (may_wrap(words) and not any(begins(line) for line in lines[1:])):
        yield "\n".join(lines)
    yield f"{before}{words}"


def _added(body: Body, kind: str, place: int, words: str) -> Splice:
    """Return where new words go, with the line ends around them."""
    slots = body.slots[kind]
    between = "\n\n" if kind == "text" else "\n"
    if place > 0:
        at = slots[place - 1].end
        return Splice(at, at, f"{between}{words}")
    if slots:
        return Splice(slots[0].start, slots[0].start, f"{words}{between}")
    if kind == "text":
        return Splice(body.begin, body.begin, f"{words}\n\n")
    if kind in body.headings:
        at = body.headings[kind][1]
        return Splice(at, at, f"\n{words}")
    later = [body.headings[name][0] for name in list(SECTIONS)[list(SECTIONS).index(kind) :] if name in body.headings]
    if later:
        return Splice(min(later), min(later), f"## {SECTIONS[kind]}\n{words}\n\n")
    ended = body.text.endswith("\n")
    return Splice(
        len(body.text),
        len(body.text),
        f"{'' if ended else chr(10)}\n## {SECTIONS[kind]}\n{words}{chr(10) if ended else ''}",
    )


def _removed(body: Body, slot: Slot, kind: str) -> Splice:
    """Take a slot out with its line; comments in it stay."""
    text = body.text
    kept = _comments(text[slot.start : slot.end])
    begins_line = slot.start == 0 or text[slot.start - 1] == "\n"
    if kept or not begins_line or (slot.end < len(text) and text[slot.end] != "\n"):
        return Splice(slot.start, slot.end, kept)
    if slot.end == len(text):
        return Splice(max(0, slot.start - 1), slot.end, "")
    free = kind == "text" and text[slot.end + 1 : slot.end + 2] == "\n"
    return Splice(slot.start, slot.end + 1 + free, "")


def _moved(body: Body, slots: list[Slot], place: int, to: int) -> list[Splice]:
    """Let what is moved and all it passes change slots."""
    order = list(range(len(slots)))
    order.insert(to, order.pop(place))
    return [
        Splice(slot.start, slot.end, body.text[slots[from_].start : slots[from_].end])
        for slot, from_ in zip(slots, order, strict=True)
        if slots[from_] is not slot
    ]


def _comments(text: str) -> str:
    """Return the comments of a stretch of text."""
    return " ".join(match[0] for match in COMMENT.finditer(text))


def _without_comments(text: str) -> tuple[str, list[int]]:
    """Return a text as the loader reads it, comments left out but for their line ends, and where each sign stands."""
    places: list[int] = []
    at = 0
    for match in COMMENT.finditer(text):
        places += range(at, match.start())
        places += (match.start() + one.start() for one in re.finditer("\n", match[0]))
        at = match.end()
    places += range(at, len(text))
    return "".join(text[place] for place in places), [*places, len(text)]

"""Makes files of an older playbook say what they said in the grammar of today, and leaves every other byte.

What was taken for words then and is refused now: headings of one's own, which are written in bold above the lists;
words of one's own in brackets at the end of a point or a line, which stand before a full stop; keys with nothing behind
them, which are taken out. What looks like a slip of a known heading or mark is nobody's to decide: the check tells it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from msgspec import Struct

from kiosk.config.markdown_file import COMMENT, FENCE, HEADING, SECTIONS, is_item, is_underline, section_of
from kiosk.config.shape import menu_models, models, routine_models, translation_models
from kiosk.config.splices import SourceText, Splice
from kiosk.work.check.marks import ALIKE, POINT_MARKS, parted_marks
from kiosk.work.guest.line import MARKS
from kiosk.work.text.finding import closest
from kiosk.work.text.text import last_brackets

_OWN = re.compile(r"(#+)\s*(.*?)\s*#*\s*$")
_EMPTY = re.compile(r"(?P<indent> *)(?P<key>[\w-]+):(?:[ \t]+(?:~|null|Null|NULL))?[ \t]*(?P<comment>(?<=\s)#.*)?$")
_POINT = re.compile(r" +[\w-]+: +(?P<words>[^\s\"'#\[{|>&*!%@`].*?)[ \t]*(?P<comment>\s#.*)?$")
_POINTS = re.compile(r" *points:")
_LIKE_POINT = re.compile(r"\s*[-*+]\s+[a-z0-9]+(?:-[a-z0-9]+)*:\s")
_LIKE_KEY = re.compile(r"\w+\s*:")
_FEW = 3
"""Words in brackets of which one that is a mark's makes all of them look like it."""
_NEEDED = frozenset(
    ("id", "name", "title", "role", "station", "step", "unit", "words", "input", "output", "price", "category")
)
"""Keys that have to be there: what is missing behind one is the owner's to say."""

_MARKS: Mapping[str, tuple[str, ...]] = {"points": POINT_MARKS, "say": tuple(MARKS)}
_ALL_MARKS = (*POINT_MARKS, *MARKS)


class Rewrite(Struct, frozen=True):
    """What is written otherwise, by the line it stood in."""

    line: int
    words: str


def upgraded(name: str, raw: bytes) -> tuple[bytes, tuple[Rewrite, ...]]:
    """Return a file's bytes as they are to be, and what changed; raises UnicodeDecodeError where it is no text."""
    source = SourceText.of(raw)
    file = _Lines(source.text)
    found = file.procedure() if name.endswith(".md") else file.plain(points=name.startswith("routines"))
    changes = sorted(found, key=lambda change: change.line)
    return (source.spliced(file.splices), tuple(changes)) if changes else (raw, ())


def older_files(folder: Path) -> list[tuple[Path, bytes, bytes, tuple[Rewrite, ...]]]:
    """Return the files of a playbook that are to be written otherwise, with their bytes before and after."""
    names = [*folder.glob("*.yaml"), *(folder / "procedures").glob("*.md")]
    found: list[tuple[Path, bytes, bytes, tuple[Rewrite, ...]]] = []
    for path in sorted(names):
        with suppress(OSError, UnicodeDecodeError):  # what cannot be read is told by the check
            before = path.read_bytes()
            after, changes = upgraded(path.name, before)
            if changes:
                found.append((path, before, after, changes))
    return found


class _Lines:
    """The lines of one file, and what is put in their place."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        bare = COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
        self._bare = [line.rstrip() for line in bare.split("\n")]
        """As they are read: what stands in a comment is not."""
        self.splices: list[Splice] = []

    def procedure(self) -> Iterator[Rewrite]:
        """Upgrade a head in YAML, and the document below it."""
        fences = [number for number, line in enumerate(self._lines) if FENCE.match(line)]
        if fences[:1] != [0] or len(fences) == 1:
            return
        yield from self._empty_keys(range(1, fences[1]))
        yield from self._headings(fences[1] + 1)
        yield from self._items(fences[1] + 1)

    def plain(self, *, points: bool) -> Iterator[Rewrite]:
        """Upgrade a file of YAML; `points` are asked for in it."""
        yield from self._empty_keys(range(len(self._lines)))
        deep = -1
        for number, line in enumerate(self._lines) if points else ():
            indent = len(line) - len(line.lstrip())
            if line.strip() and indent <= deep:
                deep = -1
            if _POINTS.fullmatch(line.rstrip()):
                deep = indent
            match = _POINT.fullmatch(line) if 0 <= deep < indent else None
            if match and (at := _stop_for(match["words"], POINT_MARKS)) is not None:
                self._put(number, match.start("words") + at, ".")
                yield Rewrite(number + 1, "a full stop behind words of your own in brackets")

    def _put(self, number: int, column: int, words: str, end: int | None = None) -> None:
        """Put words into a line, in the place of what stands there up to `end`."""
        start = self._starts[number] + column
        self.splices.append(Splice(start, start if end is None else self._starts[number] + end, words))

    def _drop(self, number: int) -> None:
        """Take a line out."""
        end = min(self._starts[number + 1], len(self._text))
        self.splices.append(Splice(self._starts[number], end, ""))

    # YAML.

    def _empty_keys(self, numbers: range) -> Iterator[Rewrite]:
        """Take out keys with nothing behind them; a remark behind one stays."""
        for number in numbers:
            match = _EMPTY.fullmatch(self._lines[number])
            if match is None or match["key"] in _NEEDED or match["key"] not in _known():
                continue
            if self._goes_on(number, numbers, len(match["indent"])):
                continue
            if match["comment"]:
                self._put(number, len(match["indent"]), "", match.start("comment"))
            else:
                self._drop(number)
            yield Rewrite(number + 1, f"`{match['key']}` has nothing behind it: taken out")

    def _goes_on(self, number: int, numbers: range, indent: int) -> bool:
        """Whether what a key holds stands in the lines below it."""
        for line in self._lines[number + 1 : numbers.stop]:
            words = line.strip()
            if words and not words.startswith("#"):
                deep = len(line) - len(line.lstrip())
                return deep > indent or (deep == indent and words.startswith("- "))
        return False

    # The document.

    def _headings(self, begin: int) -> Iterator[Rewrite]:
        """Write headings of one's own in bold, and put what stands under them above the first list."""
        first = next((number for number in range(begin, len(self._bare)) if section_of(self._bare[number])), None)
        lacks = bool({"say", "points"} - {section_of(line) for line in self._bare[begin:]})
        for number in range(begin, len(self._bare) if first is None else first):
            if not (lacks and self._has_list(number)):
                yield from self._in_text(number, begin)
        moved: list[str] = []
        number = len(self._bare) if first is None else first
        while number < len(self._bare):
            if not self._is_own(number):
                number += 1
                continue
            end = next((n for n in range(number, len(self._bare)) if section_of(self._bare[n])), len(self._bare))
            block = range(number, end)
            is_list = lacks and any(is_item(self._bare[n]) for n in block)
            if first is not None and not is_list and all(self._is_own(n) for n in block if self._heading(n)):
                moved.append(self._taken(block))
                yield Rewrite(number + 1, "a heading of your own: in bold, above the lists, with what stands under it")
            number = end
        if first is not None and moved:
            self._put(first, 0, "".join(moved))

    def _has_list(self, number: int) -> bool:
        """Whether a list stands below a line, before the next heading: it may be one that its heading was meant for."""
        for line in self._bare[number + 1 :]:
            if _OWN.fullmatch(line):
                return False
            if is_item(line):
                return True
        return False

    def _heading(self, number: int) -> str:
        """Return the words of a heading that is none of the known; empty for any other line."""
        match = _OWN.fullmatch(self._bare[number])
        return match[2] if match and not section_of(self._bare[number]) else ""

    def _is_own(self, number: int) -> bool:
        """Whether a line is a heading of one's own: no known one misspelt or in other words, and not above points."""
        words = self._heading(number)
        plain = _plain(words).split()
        if not words or any(closest(word, list(SECTIONS), ALIKE) for word in ("".join(plain), *plain)):
            return False
        for line in self._bare[number + 1 :]:
            if _OWN.fullmatch(line):
                break
            if _LIKE_POINT.match(line):
                return False  # its points may be meant to be asked for
        return True

    def _in_text(self, number: int, begin: int) -> Iterator[Rewrite]:
        """Write a heading above the lists in bold."""
        line, before = self._bare[number], self._bare[number - 1] if number > begin else ""
        is_alone = not _OWN.fullmatch(before) and (number - 2 < begin or not self._bare[number - 2].strip())
        if self._is_own(number):
            self._put(number, 0, f"**{self._heading(number)}**", len(self._lines[number]))
            yield Rewrite(number + 1, "a heading of your own, written in bold")
        elif is_underline(line, before) and is_alone:
            self._put(number - 1, 0, f"**{before.strip()}**", len(self._lines[number - 1]))
            self._drop(number)
            yield Rewrite(number, "a heading of your own, written in bold")
        elif is_underline(line, before):
            self._put(number, 0, "\n")
            yield Rewrite(number + 1, "an empty line before a rule")

    def _taken(self, block: range) -> str:
        """Take lines out, and return them with headings in bold."""
        kept = [f"**{self._heading(number)}**" if self._heading(number) else self._lines[number] for number in block]
        end = min(self._starts[block.stop], len(self._text))
        self.splices.append(Splice(self._starts[block.start], end, ""))
        return "\n".join(kept).strip("\n") + "\n\n"

    def _items(self, begin: int) -> Iterator[Rewrite]:
        """Put a full stop behind words of one's own in brackets at the end of a point or a line to say."""
        section, number = "", begin
        while number < len(self._bare):
            line = self._bare[number]
            if HEADING.match(line) or self._heading(number):
                section = section_of(line)
            elif section in _MARKS and line.startswith(("- ", "* ")):
                end = number + 1
                while end < len(self._bare) and self._bare[end].startswith("  ") and self._bare[end].strip():
                    end += 1
                yield from self._item(range(number, end), _MARKS[section])
                number = end - 1
            number += 1

    def _item(self, numbers: range, known: tuple[str, ...]) -> Iterator[Rewrite]:
        """Look at one item, whose words may go on in lines below."""
        signs: list[tuple[int, int]] = []
        words = ""
        for number in numbers:
            line = self._bare[number]
            start = len(line) - len(line.lstrip()) if number > numbers.start else 2
            part = line[start:].strip()
            start = line.index(part, start) if part else start
            words += f" {part}" if words else part
            signs += [(number, start), *((number, start + place) for place in range(len(part)))][not signs :]
        if (at := _stop_for(words, known)) is not None:
            number, column = signs[at - 1]
            self._put(number, column + 1, ".")
            yield Rewrite(number + 1, "a full stop behind words of your own in brackets")


def _stop_for(words: str, known: tuple[str, ...]) -> int | None:
    """Return where a full stop has to go so that a bracket at the end holds words; None where none has to, or may."""
    rest, _marks = parted_marks(words, known)
    last = last_brackets(rest)
    if last is None or not last[0]:
        return None
    pieces = [piece.strip() for piece in last[1].split(",")]
    return None if any(map(_is_like_mark, pieces)) else len(rest.rstrip())


def _is_like_mark(piece: str) -> bool:
    """Whether words in brackets may be meant for a mark, of a point or of a line: then they are nobody's to change."""
    plain = _plain(piece)
    if not plain or _LIKE_KEY.match(piece) or plain.startswith(("when", "short")):
        return True
    if closest(plain, [_plain(mark) for mark in _ALL_MARKS], ALIKE):
        return True
    words = plain.split()
    known = [word for mark in _ALL_MARKS for word in _plain(mark).split()]
    return len(words) <= _FEW and any(closest(word, known, ALIKE) for word in words)


def _plain(words: str) -> str:
    """Return words without signs between and around them."""
    return " ".join("".join(sign for sign in word if sign.isalnum()) for word in words.casefold().split()).strip()


@cache
def _known() -> frozenset[str]:
    """Return every key that some file has: what nobody knows is told by the check, with the nearest."""
    return frozenset(
        key
        for room in (menu_models, models, routine_models, translation_models)
        for shape in vars(room).values()
        if isinstance(shape, type) and issubclass(shape, models.Shape)
        for key in models.known_keys(shape)
    )

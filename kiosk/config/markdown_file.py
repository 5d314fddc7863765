"""A procedure's file: a YAML head between two `---` lines, then Markdown with lists under known headings."""

from __future__ import annotations

import re

from msgspec import Struct

from kiosk.config.yaml_file import YamlDocument, parse
from kiosk.errors import FileProblem
from kiosk.work.text.finding import closest

SECTIONS = {"say": "Say", "points": "Points", "guidelines": "Guidelines"}
"""The only headings there are; above the first of them stands the text."""

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING = re.compile(r"##\s+(.+?)\s*#*\s*$")
FENCE = re.compile(r"---\s*$")
"""What a head stands between."""
_HEADED = re.compile(r"(?P<words>#+.*)")
_UNDERLINE = re.compile(r"=+|-{2,}")
_TWO = re.compile(r"[.!?)\]]- \S|\S[-*] [a-z0-9]+(?:-[a-z0-9]+)*:\s")
_ITEM = re.compile(r"[ \t]{0,3}[-*+•–—](?:[ \t]|\S*:)")


def section_of(line: str) -> str:
    """Return which known heading a line is, in lower case; empty for any other line."""
    heading = HEADING.match(line)
    words = heading[1].casefold() if heading else ""
    return words if words in SECTIONS else ""


def is_item(line: str) -> bool:
    """Whether a line begins an item of a list."""
    return bool(_ITEM.match(line))


def is_underline(line: str, before: str) -> bool:
    """Whether a line makes a heading of the line before."""
    return bool(_UNDERLINE.fullmatch(line.strip()) and before.strip())


class MarkdownItem(Struct, frozen=True):
    """One item of a list under a heading."""

    words: str
    line: int
    column: int


class MarkdownFile(Struct, frozen=True):
    """A head, the prose, and the lists of the known headings."""

    head: YamlDocument
    text: str
    """The Markdown without head, comments and known sections."""
    text_line: int
    """The line the prose starts in."""
    sections: dict[str, tuple[MarkdownItem, ...]]
    """By the heading in lower case; a missing one is empty."""
    problems: tuple[FileProblem, ...]


def split(text: str, file: str) -> MarkdownFile:
    """Take a procedure's text apart."""
    lines = COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text).split("\n")
    fences = [number for number, line in enumerate(lines) if FENCE.match(line)]
    if not fences or fences[0] != 0:
        problem = FileProblem(
            file, 1, 1, "A procedure starts with a line `---`, its YAML head, and another line `---`."
        )
        return MarkdownFile(YamlDocument(file, problems=(problem,), complete=False), "", 1, {}, ())
    if len(fences) == 1:
        problem = FileProblem(file, 1, 1, "The YAML head is not closed. Put a line `---` under it.")
        return MarkdownFile(YamlDocument(file, problems=(problem,), complete=False), "", 1, {}, ())
    end = fences[1]
    # The head is read from the file as written: `<!--` means nothing in YAML.
    head = parse("\n".join(text.split("\n")[1:end]), file, first_line=2)
    body = _Body(file, end + 2)
    for number, line in enumerate(lines[end + 1 :], end + 2):
        body.take(number, line)
    body.end()
    sections = {name: tuple(body.entries.get(name, ())) for name in SECTIONS}
    return MarkdownFile(head, "\n".join(body.prose).strip(), end + 2, sections, tuple(body.problems))


def strange_heading(line: str, before: str) -> str:
    """Say what is wrong with a line that is a heading, or reads like one; empty for any other line."""
    words = line.strip()
    if is_underline(line, before):
        return (
            f"A line of `{words[0]}` makes a heading of the line above. Leave it out, or put an empty line before it."
        )
    named = _HEADED.fullmatch(words)
    plain = (named["words"] if named else words).strip(" #*_:").casefold()
    known = [f"## {name}" for name in SECTIONS.values()]
    if not named and plain not in SECTIONS:
        return ""
    close = closest(plain, list(SECTIONS))
    meant = f"Did you mean `## {SECTIONS[close]}`?" if close else f"Known: {', '.join(f'`{one}`' for one in known)}."
    return f"`{words}` is no heading of a procedure. {meant} One of your own is written in bold: **Why**."


class _Body:
    """Sorts the lines under the head into prose and lists."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.section = ""
        self.prose: list[str] = []
        self.entries: dict[str, list[MarkdownItem]] = {}
        self.problems: list[FileProblem] = []
        self.listed = 0
        """The line in which a list begins in the text; 0 for none."""
        self._before = ""
        """The line before."""

    def end(self) -> None:
        """Find a list in the text where one of the headings is missing that lists stand under: it may be its own."""
        lacks = next((SECTIONS[name] for name in ("say", "points") if name not in self.entries), "")
        if self.listed and lacks:
            words = f"A list stands here under no heading, and there is no `## {lacks}`. Put the heading over it."
            self.problems.append(FileProblem(self.file, self.listed, 1, words))

    def take(self, number: int, line: str) -> None:
        """Put one line where it belongs."""
        section = section_of(line)
        if section:
            self._heading(number, section)
        elif told := strange_heading(line, self._before):
            self.problems.append(FileProblem(self.file, number, 1 + len(line) - len(line.lstrip()), told))
        elif self.section:
            self._entry(number, line)
        else:
            self.listed = self.listed or (number if _ITEM.match(line) else 0)
            self.prose.append(line)
        self._before = line

    def _heading(self, number: int, words: str) -> None:
        """Begin a section; a known heading may stand there once."""
        self.section = words
        if self.section in self.entries:
            self.problems.append(
                FileProblem(self.file, number, 1, f"`## {SECTIONS[words]}` stands here twice. Put both lists together.")
            )
        self.entries.setdefault(self.section, [])

    def _entry(self, number: int, line: str) -> None:
        """Read a list item, or a line that goes on with the one before."""
        found = self.entries[self.section]
        words = line.strip()
        if line.startswith(("- ", "* ")):
            self._item(found, MarkdownItem(words[2:].strip(), number, len(line) - len(line[2:].lstrip()) + 1))
            if _TWO.search(words):
                said = "Two items stand in one line. Put each on a line of its own."
                self.problems.append(FileProblem(self.file, number, 1, said))
        elif words and line.startswith("  ") and found:
            last = found.pop()
            found.append(MarkdownItem(f"{last.words} {words}", last.line, last.column))
        elif words:
            said = f"Only list items stand under `## {SECTIONS[self.section]}`. Start the line with `- `."
            self.problems.append(FileProblem(self.file, number, 1, said))

    def _item(self, found: list[MarkdownItem], item: MarkdownItem) -> None:
        """Put an item to the others; one that stands there already was meant to be another, or to be there once."""
        first = next((one for one in found if one.words == item.words), None)
        if first:
            told = f"This stands here twice, first in line {first.line}. Keep one."
            self.problems.append(FileProblem(self.file, item.line, item.column, told))
        found.append(item)

"""A procedure's file: a YAML head between two `---` lines, then Markdown with lists under known headings."""

from __future__ import annotations

import re

from msgspec import Struct

from kiosk.config.yaml_file import YamlDocument, parse
from kiosk.errors import FileProblem

SECTIONS = {"say": "Say", "points": "Points", "guidelines": "Guidelines"}
"""Headings whose lists mean something to the program; everything else is prose."""

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING = re.compile(r"##\s+(.+?)\s*#*\s*$")
_FENCE = re.compile(r"---\s*$")


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
    fences = [number for number, line in enumerate(lines) if _FENCE.match(line)]
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
    sections = {name: tuple(body.entries.get(name, ())) for name in SECTIONS}
    return MarkdownFile(head, "\n".join(body.prose).strip(), end + 2, sections, tuple(body.problems))


class _Body:
    """Sorts the lines under the head into prose and lists."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.section = ""
        self.prose: list[str] = []
        self.entries: dict[str, list[MarkdownItem]] = {}
        self.problems: list[FileProblem] = []

    def take(self, number: int, line: str) -> None:
        """Put one line where it belongs."""
        heading = HEADING.match(line)
        if heading:
            self._heading(number, heading[1])
        if self.section and not heading:
            self._entry(number, line)
        elif not self.section:
            self.prose.append(line)

    def _heading(self, number: int, words: str) -> None:
        """Begin a section; a known heading may stand there once."""
        self.section = words.casefold() if words.casefold() in SECTIONS else ""
        if self.section in self.entries:
            self.problems.append(
                FileProblem(self.file, number, 1, f"`## {words}` stands here twice. Put both lists together.")
            )
        if self.section:
            self.entries.setdefault(self.section, [])

    def _entry(self, number: int, line: str) -> None:
        """Read a list item, or a line that goes on with the one before."""
        found = self.entries[self.section]
        words = line.strip()
        if line.startswith(("- ", "* ")):
            found.append(MarkdownItem(words[2:].strip(), number, len(line) - len(line[2:].lstrip()) + 1))
        elif words and line.startswith("  ") and found:
            last = found.pop()
            found.append(MarkdownItem(f"{last.words} {words}", last.line, last.column))
        elif words:
            said = f"Only list items stand under `## {SECTIONS[self.section]}`. Start the line with `- `."
            self.problems.append(FileProblem(self.file, number, 1, said))

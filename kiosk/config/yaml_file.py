"""YAML as people write it for a counter: mappings, lists and text, each with its place in the file.

Scalars stay text, so that `no`, `1:30`, `010` and `2026-11-22` mean what they say; `kiosk.config.shape` types them.
Refused: duplicate keys, anchors and aliases, tags, a second document, control characters, bad UTF-8, more than 256 kB,
nesting deeper than 20.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NoReturn

import yaml
from msgspec import Struct, field

from kiosk.errors import FileProblem
from kiosk.work.text.plain import WIDTHLESS, text_of
from kiosk.work.text.text import line_and_column

KeyPath = tuple[str | int, ...]
"""Keys and list positions from the top of a file down to one value."""

Node = yaml.ScalarEvent | yaml.MappingStartEvent | yaml.SequenceStartEvent

MOST_BYTES = 256 * 1024
MOST_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = {"", "~", "null"}
_UNPRINTABLE = re.compile(r"[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_HINTS = {
    "mapping values are not allowed": "Put text with a colon in it between quotes.",
    "found character that cannot start any token": "Use spaces, not tabs; put text that starts with @ in quotes.",
    "found unexpected end of stream": "A quote or a bracket is not closed.",
    "did not find expected": "Look at the spaces before this line, and for a quote or bracket that is not closed.",
    "could not find expected ':'": "A key needs a colon and a space after it.",
}


class YamlDocument(Struct, frozen=True):
    """What stands in one file, and where."""

    file: str
    value: object = None
    """Mappings, lists, text; None for nothing."""
    places: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every value, from 1."""
    keys: Mapping[KeyPath, tuple[int, int]] = field(default_factory=dict)
    """Line and column of every key, from 1."""
    problems: tuple[FileProblem, ...] = ()
    complete: bool = True
    """Whether it could be read to its end, so that what is missing is really missing."""

    def problem(self, path: KeyPath, words: str, *, key: bool = False) -> FileProblem:
        """Point at the value at `path`, or its key, or the nearest thing around it that is in the file."""
        place = self.keys.get(path) if key else None
        for length in range(len(path), -1, -1):
            place = place or self.places.get(path[:length])
        return FileProblem(self.file, *(place or (1, 1)), words)


def read_text(path: Path, file: str, instead: bytes | None = None) -> tuple[bytes, str, tuple[FileProblem, ...]]:
    """Return a file's bytes, or those said `instead`, and their text with plain line ends, or why it is none."""
    try:
        if instead is None and not path.is_file():
            return b"", "", (FileProblem(file, 1, 1, "This file is missing."),)
        raw = instead if instead is not None else _first_bytes(path)
    except OSError as error:
        return b"", "", (FileProblem(file, 1, 1, f"This file cannot be read: {error.strerror}."),)
    if len(raw) > MOST_BYTES:
        return b"", "", (FileProblem(file, 1, 1, f"This file is larger than {MOST_BYTES // 1024} kB."),)
    try:
        text = WIDTHLESS.sub("", text_of(raw))
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8-sig", "replace")
        return (
            b"",
            "",
            (FileProblem(file, *line_and_column(before), "This is not UTF-8 text. Save the file as UTF-8."),),
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = tuple(
        FileProblem(
            file,
            *line_and_column(text[: match.start()]),
            f"The character U+{ord(match[0]):04X} cannot be read. Remove it.",
        )
        for match in _UNPRINTABLE.finditer(text)
    )
    return raw, text, found


def _first_bytes(path: Path) -> bytes:
    """Return a file's bytes, one more than there may be at most."""
    with path.open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def parse(text: str, file: str, first_line: int = 1) -> YamlDocument:
    """Read YAML text; what is wrong with it stands in the document's `problems`."""
    tree = _Tree(file, first_line)
    complete = False
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            tree.take(event)
        complete = True
    except _Unusable:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        tree.problems.append(FileProblem(file, *place, _syntax(error)))
    except (yaml.YAMLError, ValueError) as error:
        tree.problems.append(FileProblem(file, first_line, 1, f"This cannot be read: {error}."))
    return YamlDocument(file, tree.top, tree.places, tree.keys, tuple(tree.problems), complete)


def _syntax(error: yaml.MarkedYAMLError) -> str:
    """Say a syntax error with what most often is behind it."""
    said = error.problem or "it cannot be read"
    hint = next((hint for start, hint in _HINTS.items() if said.startswith(start)), "")
    return f"This is not YAML: {said}. {hint}".rstrip()


class _Unusable(Exception):  # noqa: N818 - ends one parse, never leaves this module
    """Nothing after this point of the file can be placed."""


class _Frame(Struct):
    """A mapping or list that is still open."""

    value: dict[str, object] | list[object]
    path: KeyPath
    key: str | None = None
    """The key whose value comes next."""


class _Tree:
    """Builds values and their places from YAML's events, without recursion."""

    def __init__(self, file: str, first_line: int) -> None:
        self.file = file
        self.first_line = first_line
        self.top: object = None
        self.places: dict[KeyPath, tuple[int, int]] = {}
        self.keys: dict[KeyPath, tuple[int, int]] = {}
        self.problems: list[FileProblem] = []
        self.frames: list[_Frame] = []
        self.documents = 0

    def take(self, event: yaml.Event) -> None:
        """Put one event into the tree."""
        mark = event.start_mark
        place = (mark.line + self.first_line, mark.column + 1) if mark else (1, 1)
        if isinstance(event, yaml.AliasEvent):
            self._refuse(place, f"An alias (*{event.anchor}) is not allowed. Write the value out.")
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._refuse(place, "A second document (---) is not allowed in one file.")
        elif isinstance(event, Node):
            self._node(event, place)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.frames.pop()

    def _node(self, event: Node, place: tuple[int, int]) -> None:
        """Put a scalar, or the start of a mapping or list, where it belongs."""
        if event.anchor is not None:
            self._refuse(place, f"An anchor (&{event.anchor}) is not allowed. Write the value where it is needed.")
        if event.tag is not None:
            self._refuse(place, f"A tag ({event.tag}) is not allowed. Write the plain value.")
        frame = self.frames[-1] if self.frames else None
        if frame and isinstance(frame.value, dict) and frame.key is None:
            self._key(frame, event, place)
            return
        path = self._next(frame)
        self.places.setdefault(path, place)
        value: object = _scalar(event) if isinstance(event, yaml.ScalarEvent) else None
        if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(self.frames) >= MOST_DEPTH:
                self._refuse(place, f"This is nested deeper than {MOST_DEPTH}.")
            opened: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.frames.append(_Frame(opened, path))
            value = opened
        self._put(frame, value)

    def _key(self, frame: _Frame, event: Node, place: tuple[int, int]) -> None:
        """Remember the key whose value comes next."""
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(place, "A key must be a plain word.")
        frame.key = str(event.value)
        path = (*frame.path, frame.key)
        if path in self.keys:
            words = f"`{frame.key}` stands here twice, first in line {self.keys[path][0]}. Keep one."
            self.problems.append(FileProblem(self.file, *place, words))
        self.keys.setdefault(path, place)

    @staticmethod
    def _next(frame: _Frame | None) -> KeyPath:
        """Return the path of the value that comes next."""
        if frame is None:
            return ()
        return (*frame.path, frame.key if isinstance(frame.value, dict) and frame.key is not None else len(frame.value))

    def _put(self, frame: _Frame | None, value: object) -> None:
        """Store a value in its mapping or list; of two with the same key the first stays."""
        if frame is None:
            self.top = value
        elif isinstance(frame.value, list):
            frame.value.append(value)
        else:
            frame.value.setdefault(str(frame.key), value)
            frame.key = None

    def _refuse(self, place: tuple[int, int], words: str) -> NoReturn:
        """Note what makes the rest of the file unreadable."""
        self.problems.append(FileProblem(self.file, *place, words))
        raise _Unusable


def _scalar(event: yaml.ScalarEvent) -> str | None:
    """Return a scalar's text; None for one that is left empty."""
    return None if event.implicit[0] and event.value in _NOTHING else str(event.value)

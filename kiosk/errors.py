"""What this program raises on purpose, and nothing else.

KioskError
├── Refused               the rules say no: a stable code, and a sentence for the worker
├── Stale                 another terminal wrote to the same stream first: read on, decide again
├── PlaybookProblems      files in a playbook or the settings do not agree: all problems at once
├── StorageUnavailable    the record can be neither read nor written: disk full, locked, damaged, no rights
└── DeviceMissing         a voice, player or printer is not on this machine: says what to install
"""

from __future__ import annotations

from typing import NamedTuple


class KioskError(Exception):
    """The root of everything raised on purpose."""


class Refused(KioskError):  # noqa: N818 - the house word is "refused", and it reads right at every `except`
    """The rules say no; nothing was written."""

    def __init__(self, code: str, words: str) -> None:
        """Keep `code`, stable and for programs, and `words`, one sentence for the worker that says what to do."""
        super().__init__(words)
        self.code = code
        self.words = words


class Stale(KioskError):  # noqa: N818 - the house word, as above
    """The stream has grown since the writer read it; nothing was written."""

    def __init__(self, stream: str, expected: int, found: int) -> None:
        """Name the stream, the version the writer decided on and the one the journal holds."""
        super().__init__(f"{stream} is at version {found}, not {expected}")
        self.stream = stream
        self.expected = expected
        self.found = found


class FileProblem(NamedTuple):
    """One thing wrong in a file that people write; no struct, so that `kiosk --help` need not load msgspec."""

    file: str
    """Path as the person would type it."""
    line: int
    """1 for the first line."""
    column: int
    """1 for the first column."""
    words: str
    """What is wrong and what to do."""

    def __str__(self) -> str:
        """Print as compilers do, so that editors can jump there."""
        return f"{self.file}:{self.line}:{self.column}: {self.words}"


class PlaybookProblems(KioskError):  # noqa: N818 - names what it carries
    """A playbook or settings file cannot be used; carries every problem found."""

    def __init__(self, problems: tuple[FileProblem, ...]) -> None:
        """Keep the problems in file order."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


class StorageUnavailable(KioskError):  # noqa: N818 - the house word
    """The record cannot be reached now; `words` say why and what to do."""

    def __init__(self, words: str) -> None:
        """Keep the sentence for people."""
        super().__init__(words)
        self.words = words


class DeviceMissing(KioskError):  # noqa: N818 - the house word
    """Something this machine lacks; `words` say what to install."""

    def __init__(self, words: str) -> None:
        """Keep the sentence for people."""
        super().__init__(words)
        self.words = words

"""The playbook's files as drafts: read, changed in one value of a procedure, and that taken back.

An edit is written whole or not at all, beside the file and then in its place. It is refused where the file says
something else than when it was shown, where it would change anything but what is meant, and where the playbook's
checks find a problem in what it makes.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kiosk.config.edit import edited
from kiosk.config.file_change import Changes, changed_meanwhile, put_all
from kiosk.config.found_files import is_installed
from kiosk.config.playbook import load_playbook
from kiosk.config.watch import Fingerprint, fingerprint
from kiosk.errors import FileProblem, PlaybookProblems, Refused
from kiosk.words import _
from kiosk.work.edit.edit import Edit, changed, one_line
from kiosk.work.edit.translation import as_procedure, followed
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.prose import paragraphs
from kiosk.work.text.finding import nearest
from kiosk.work.text.text import clean

MOST_UNDONE = 100
"""Edits that can be taken back, the last ones."""


class Work(Struct, frozen=True):
    """One file to be edited."""

    name: str
    """What the file is called among the procedures; it may lead to one of another name elsewhere."""
    path: Path
    raw: bytes
    procedure: Procedure
    """What it says; of another language's file its words as a procedure."""
    edit: Edit


class FileDrafts:
    """The procedures in one playbook's folder; every call reads or writes files."""

    def __init__(self, folder: Path) -> None:
        """Edit the files of this folder."""
        self._folder = folder
        self._read: tuple[Fingerprint, Playbook] | None = None
        self._done: list[tuple[str, Changes]] = []
        """Of every edit the step, and what it changed."""

    def read(self) -> Playbook:
        """Return what the files say; raises PlaybookProblems."""
        seen = fingerprint(self._folder)
        if self._read is None or self._read[0] != seen:
            self._read = (seen, load_playbook(self._folder))
        return self._read[1]

    def edit(self, edit: Edit) -> Playbook:
        """Write one edit and give the playbook the files say then; raises Refused, and nothing is written."""
        path = self._file(edit.step)
        raw = self._bytes(path)
        before = self._good()
        procedure = before.procedure[edit.step]
        if _version(raw) != procedure.version or edit.seen not in ("", procedure.version):
            raise self._changed_meanwhile(path)
        made = changed(procedure, edit)
        if _plain(made) == _plain(procedure):
            raise Refused("no-change", _("It says that already."))
        work = [Work(f"{edit.step}.md", path, raw, procedure, edit)]
        for words in procedure.translations:
            its = as_procedure(procedure, words)
            follows = followed(procedure, made, edit, its)
            if follows:
                name = f"{edit.step}.{words.language}.md"
                file = (self._folder / "procedures" / name).resolve()
                work.append(Work(name, file, self._bytes(file), its, follows))
        changes, playbook = self._checked(work, before, edit)
        self._write(changes)
        self._done = [*self._done[1 - MOST_UNDONE :], (edit.step, changes)]
        self._read = (fingerprint(self._folder), playbook)
        return playbook

    def undo(self) -> tuple[str, Playbook]:
        """Take back the last edit made here, byte for byte; gives its step and the playbook the files say then."""
        if not self._done:
            raise Refused("nothing-to-undo", _("Nothing was edited here that could be taken back."))
        step, changes = self._done[-1]
        self._file(step)
        for path, _before, after in changes:
            if self._bytes(path) != after:
                self._done.clear()
                raise self._changed_meanwhile(path)
        self._write(tuple((path, after, before) for path, before, after in changes))
        self._done.pop()
        return step, self._good()

    def _good(self) -> Playbook:
        """Return what the files say; refused where they do not agree."""
        try:
            return self.read()
        except PlaybookProblems as error:
            raise Refused(
                "draft-problems",
                _("The files have a problem that has to be mended in them first: {problem}", problem=error.problems[0]),
            ) from error

    def _file(self, step: str) -> Path:
        """Return the file of a step's procedure; refused where there is none, or it is not for editing."""
        playbook = self._good()
        if step not in playbook.procedure:
            like = nearest(step, list(playbook.procedure))
            raise Refused("no-such-step", _("There is no step “{step}”. {nearest}", step=clean(step), nearest=like))
        path = (self._folder / "procedures" / f"{step}.md").resolve()
        if is_installed(path):
            raise Refused(
                "draft-shipped",
                _(
                    "These files belong to the program, and its next version brings its own. Copy them out first: "
                    "kiosk playbook init DIR, and name that folder as the playbook."
                ),
            )
        if not (os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)):
            raise Refused(
                "draft-read-only",
                _("{file} cannot be written here. Ask whoever looks after this machine for the right to.", file=path),
            )
        return path

    def _bytes(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise Refused(
                "draft-unread", _("{file} cannot be read: {why}.", file=path, why=error.strerror or error)
            ) from error

    def _changed_meanwhile(self, path: Path) -> Refused:
        self._read = None
        return changed_meanwhile(path)

    def _checked(self, work: list[Work], before: Playbook, edit: Edit) -> tuple[Changes, Playbook]:
        """Return the files and the playbook an edit makes, in the first way that says what is meant and no more."""
        wrong: FileProblem | None = None
        meant = _meant(before, work)
        for afters in zip(*_ways(work), strict=True):
            instead = {f"procedures/{one.name}": after for one, after in zip(work, afters, strict=True)}
            try:
                found = load_playbook(self._folder, instead=instead)
            except PlaybookProblems as error:
                wrong = error.problems[0]
                continue
            if _says(found, edit.step) == meant:
                return tuple((one.path, one.raw, after) for one, after in zip(work, afters, strict=True)), found
        if wrong:
            named = "" if wrong.file.endswith(f"/{edit.step}.md") else f"{wrong.file}: "
            raise Refused("draft-problems", f"{named}{wrong.words.replace('`', '')}")
        raise Refused(
            "draft-unwritable",
            _(
                "“{words}” would mean something else in the document, such as a heading, a mark in brackets or a "
                "comment. Say it in other words.",
                words=one_line(edit.value),
            ),
        )

    def _write(self, changes: Changes) -> None:
        """Put other bytes in the place of some files; all of them or none."""
        try:
            put_all(changes)
        except Refused:
            self._read = None
            raise


def _version(raw: bytes) -> str:
    """Return the version of a document, as the loader makes it."""
    return hashlib.sha256(raw).hexdigest()[:12]


def _plain(procedure: Procedure) -> Procedure:
    """Return a procedure by what it says: without version and other languages, a free line between its paragraphs."""
    return replace(procedure, version="", translations=(), text="\n\n".join(paragraphs(procedure.text)))


def _ways(work: list[Work]) -> list[list[bytes]]:
    """Return the ways to write each file, as many of each: where one has fewer, its last again."""
    ways = [list(edited(one.raw, one.procedure, one.edit)) for one in work]
    most = max(map(len, ways)) if all(ways) else 0
    return [[*found[:most], *found[-1:] * (most - len(found))] for found in ways]


def _meant(playbook: Playbook, work: list[Work]) -> object:
    """Return what the playbook says after an edit and what follows from it."""
    made = {one.name: _plain(changed(one.procedure, one.edit)) for one in work}
    rest, own, others = _says(playbook, work[0].procedure.step)
    return rest, made.get(f"{own.step}.md", own), {name: made.get(name, words) for name, words in others.items()}


def _says(playbook: Playbook, step: str) -> tuple[Playbook, Procedure, dict[str, Procedure]]:
    """Return what a playbook says: the rest of it, one procedure, and that in other languages by file."""
    own = playbook.procedure[step]
    rest = replace(playbook, procedures=tuple(one for one in playbook.procedures if one.step != step))
    others = {f"{step}.{words.language}.md": _plain(as_procedure(own, words)) for words in own.translations}
    return rest, _plain(own), others

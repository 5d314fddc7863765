"""Reads a playbook's folder: stations, menu, process, procedures, and routines where they are; one `Playbook`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec.structs import replace

from kiosk.config import build, build_routines, routine_translations, translations
from kiosk.config.build import ProcedureFile
from kiosk.config.found_files import find_playbook, shipped, typed
from kiosk.config.markdown_file import split
from kiosk.config.shape import menu_models, models
from kiosk.config.shape.routine_models import RoutinesFile
from kiosk.config.shape.translation_models import RoutineWordsFile, TranslationHead
from kiosk.config.shaping import AnyShape, Hole, mended, shaped, strangers
from kiosk.config.translations import TranslationFile, name_problem, parted_name
from kiosk.config.yaml_file import KeyPath, YamlDocument, parse, read_text
from kiosk.errors import FileProblem, PlaybookProblems
from kiosk.work.check import playbook as check
from kiosk.work.check.codes import AT_KEY, code_problems
from kiosk.work.check.words import word_problems
from kiosk.work.guest.language import CODE
from kiosk.work.order.route import unreached
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Translation
from kiosk.work.playbook.routine import Routine
from kiosk.work.text.finding import Found

__all__ = ["find_playbook", "load_playbook", "shipped"]

MOST_PROCEDURES = 2000
"""Files in `procedures/` that are looked at: 400 steps in five languages."""

EMPTY: dict[str, object] = {
    "stations.yaml": {"title": "?", "stations": []},
    "menu.yaml": {"categories": [], "parts": [], "items": []},
    "process.yaml": {
        **dict.fromkeys(("name", "input", "output"), "?"),
        "id": "none",
        "clock": {"target": "0", "warn": "0", "late": "0"},
        "steps": [],
    },
}
"""What stands for a file that cannot be read."""

ASKED_OF = {
    "stations.yaml": re.compile(r"There is no station|No order comes from"),
    "menu.yaml": re.compile(r"There is no (part|item|category|group|option)|No guest can ask|Nothing `.*` is about"),
    "process.yaml": re.compile(r"There is no (step|field|variable|option)|No step |No order comes from"),
}
"""What cannot be said of the other files where one is not known."""


def load_playbook(
    folder: Path,
    *,
    proved: bool = False,
    instead: Mapping[str, bytes] | None = None,
    proof: Callable[[Playbook], Iterable[Found]] = unreached,
) -> Playbook:
    """Return the playbook in a folder; raises `PlaybookProblems` with every problem of every file, in file order.

    Files are compared with each other as far as each of them can be read. `proved` also routes every item with every
    choice, or asks another `proof`, which takes twice as long as all the rest and finds nothing the rest would let
    through, so terminals go without. `instead` says what some files, by their names within the folder, would say if it
    were written.
    """
    reader = _Reader(folder, instead or {})
    stations = reader.needed("stations.yaml", models.StationsFile)
    menu = reader.needed("menu.yaml", menu_models.MenuFile)
    process = reader.needed("process.yaml", models.ProcessFile)
    routines = reader.yaml("routines.yaml", RoutinesFile) if (folder / "routines.yaml").exists() else None
    procedures = reader.procedures()
    order = [step.id for step in process.steps]
    procedures.sort(key=lambda one: order.index(one.head.step) if one.head.step in order else len(order))
    playbook = build.playbook(folder.resolve().name, stations, menu, process, procedures)
    said = reader.translations(procedures, proved=proved)
    known = tuple(replace(one, translations=tuple(said.get(one.step, ()))) for one in playbook.procedures)
    playbook = replace(playbook, procedures=known)
    if routines:
        playbook = replace(playbook, routines=build_routines.routines(routines))
        reader.problems += [reader.documents["routines.yaml"].problem(*one) for one in build_routines.strange(routines)]
        playbook = replace(playbook, routines=reader.routine_words(playbook.routines, proved=proved))
    found = _disagreements(reader, procedures, playbook, proved=proved)
    if proved and not found and not reader.problems:
        found = [_placed(reader, procedures, path, words) for path, words in proof(playbook)]
    if found or reader.problems:
        raise PlaybookProblems(tuple(sorted({*reader.problems, *found}, key=reader.order)))
    return playbook


def _disagreements(
    reader: _Reader, procedures: list[ProcedureFile], playbook: Playbook, *, proved: bool
) -> list[FileProblem]:
    """Find what does not agree between the files, but what may be there only as something could not be read."""
    # An edit of a procedure may leave a word behind that nobody says any more; neither that nor a name in a language
    # that nobody reads stops a counter.
    worded = word_problems(playbook) if proved and not reader.holes and not reader.unread else ()
    coded = code_problems(playbook) if proved and not reader.lost else ()
    return [
        _placed(reader, procedures, path, words)
        for path, words in (*check.problems(playbook, reader.unread), *worded, *coded)
        if not reader.holes or not reader.hidden(path, words, procedures)
    ]


class _Reader:
    """Reads the files of one folder and keeps what is wrong with them."""

    def __init__(self, folder: Path, instead: Mapping[str, bytes]) -> None:
        self.folder = folder
        self.instead = instead
        self.problems: list[FileProblem] = []
        self.documents: dict[str, YamlDocument] = {}
        """By name within the folder, in the order they were read."""
        self.texts: dict[str, str] = {}
        """What stands in each file, as it is typed."""
        self.holes: dict[str, tuple[Hole, ...]] = {}
        """What was left out of a file so that the rest could be looked at, by name within the folder."""
        self.lost: set[str] = set()
        """Files that say nothing, as they are not there or cannot be read at all."""
        self.unread: set[str] = set()
        """Steps that have a procedure which cannot be read."""

    def said(self, name: str) -> str:
        """Return a file's path as the person would type it."""
        return typed(self.folder / name)

    def line(self, problem: FileProblem) -> str:
        """Return the line a problem stands in."""
        lines = self.texts.get(problem.file, "").split("\n")
        return lines[problem.line - 1] if problem.line <= len(lines) else ""

    def order(self, problem: FileProblem) -> tuple[int, int, int, str]:
        """Sort by file as read, then by place."""
        names = [document.file for document in self.documents.values()]
        return names.index(problem.file), problem.line, problem.column, problem.words

    def yaml(self, name: str, shape: type[AnyShape]) -> AnyShape | None:
        """Read one YAML file into its shape."""
        _, text, problems = read_text(self.folder / name, self.said(name), self.instead.get(name))
        self.texts[self.said(name)] = text
        document = (
            YamlDocument(self.said(name), problems=problems, complete=False)
            if problems
            else parse(text, self.said(name))
        )
        found = self._shaped(name, document, shape, ())
        if found is None:
            self.lost.add(name)
            self.holes[name] = (Hole((), (), frozenset()),)
        return found

    def needed(self, name: str, shape: type[AnyShape]) -> AnyShape:
        """Read a YAML file that has to be there; an empty one stands for it, so that the others are looked at."""
        return self.yaml(name, shape) or shape.model_validate(EMPTY[name])

    def procedures(self) -> list[ProcedureFile]:
        """Read every procedure that can be read, by file name."""
        names = [name for name in self._documents() if not parted_name(name)[1]]
        found = {name: self._procedure(f"procedures/{name}") for name in names}
        self.unread = {name.removesuffix(".md") for name, procedure in found.items() if procedure is None}
        return [procedure for procedure in found.values() if procedure]

    def routine_words(self, routines: tuple[Routine, ...], *, proved: bool) -> tuple[Routine, ...]:
        """Return the routines with their words in every language; where these differ from them is told if `proved`."""
        found: dict[str, RoutineWordsFile] = {}
        for name in sorted(path.name for path in self.folder.glob("routines.*.yaml")):
            language = routine_translations.language_of(name)
            if not CODE.fullmatch(language):
                words = f"`{language}` is no language's code, such as es or pt-BR. Call the file routines.es.yaml."
                document = YamlDocument(
                    self.said(name), problems=(FileProblem(self.said(name), 1, 1, words),), complete=False
                )
                self._shaped(name, document, RoutineWordsFile, ())
            elif file := self.yaml(name, RoutineWordsFile):
                found[language] = file
                told = routine_translations.problems(self.documents[name], file, routines)
                self.problems += told if proved and not {name, "routines.yaml"} & {*self.holes} else ()
        return routine_translations.in_languages(routines, found)

    def _documents(self) -> list[str]:
        """Name the files that are looked at."""
        return sorted(path.name for path in (self.folder / "procedures").glob("*.md"))[:MOST_PROCEDURES]

    def translations(self, procedures: list[ProcedureFile], *, proved: bool) -> dict[str, list[Translation]]:
        """Read, by step, every procedure in another language; where it differs from its own is a problem if `proved`.

        A terminal goes on with the procedure's own words there, since an edit of one file must not stop a counter.
        """
        named = {procedure.name: procedure for procedure in procedures}
        found: dict[str, list[Translation]] = {}
        for name in [f"procedures/{one}" for one in self._documents() if parted_name(one)[1]]:
            step = parted_name(name)[0]
            one, base = self._translation(name), named.get(f"procedures/{step}.md")
            base_is_whole = not {name, f"procedures/{step}.md"} & {*self.holes}
            if one is not None and step not in self.unread:
                self.problems += translations.problems(one, base)
                self.problems += translations.differences(one, base) if proved and base_is_whole else ()
                found.setdefault(step, []).append(one.made(base))
        return found

    def _translation(self, name: str) -> TranslationFile | None:
        """Read one procedure's words in another language."""
        _, text, problems = read_text(self.folder / name, self.said(name), self.instead.get(name))
        if wrong := name_problem(name):
            problems = (FileProblem(self.said(name), 1, 1, wrong),)
        if problems:
            document = YamlDocument(self.said(name), problems=problems, complete=False)
            self._shaped(name, document, TranslationHead, ())
            return None
        markdown = split(text, self.said(name))
        points, wrong_points = build.points(markdown, self.said(name))
        head = self._shaped(name, markdown.head, TranslationHead, (*markdown.problems, *wrong_points))
        return TranslationFile(name, self.said(name), head, markdown, points) if head else None

    def _procedure(self, name: str) -> ProcedureFile | None:
        """Read one procedure."""
        raw, text, problems = read_text(self.folder / name, self.said(name), self.instead.get(name))
        self.texts[self.said(name)] = text
        if problems:
            self._shaped(
                name, YamlDocument(self.said(name), problems=problems, complete=False), models.ProcedureHead, ()
            )
            return None
        markdown = split(text, self.said(name))
        points, wrong = build.points(markdown, self.said(name))
        head = self._shaped(name, markdown.head, models.ProcedureHead, (*markdown.problems, *wrong))
        if head is None:
            return None
        if name != f"procedures/{head.step}.md":
            words = f"This file is for step `{head.step}`; call it {head.step}.md, or name the step it is for."
            self.problems.append(markdown.head.problem(("step",), words))
        return ProcedureFile(name, raw, head, markdown, points)

    def _shaped(
        self, name: str, document: YamlDocument, shape: type[AnyShape], also: tuple[FileProblem, ...]
    ) -> AnyShape | None:
        """Return a document its shape and keep its problems, those of the text under a head too, in line order."""
        self.documents[name] = document
        found, problems = shaped(document, shape)
        self.problems.extend(sorted((*problems, *also)))
        left = mended(document, shape) if found is None and document.complete else None
        if left is None:
            if found and problems:
                self.holes |= {name: holes} if (holes := strangers(document, shape)) else {}
            return found
        self.documents[name] = left.document
        self.holes[name] = left.holes
        return left.value

    def hidden(self, path: KeyPath, words: str, procedures: list[ProcedureFile]) -> bool:
        """Whether a problem may be there only because something was left out of a file, which is told already."""
        name, inside = _file_of(path, procedures)
        if name in self.lost or any(ASKED_OF[lost].match(words) for lost in self.lost & ASKED_OF.keys()):
            return True
        return any(
            hole.hides(inside if there == name else ("",), words)
            for there, holes in self.holes.items()
            for hole in holes
            if there not in self.lost
        )


def _file_of(path: KeyPath, procedures: list[ProcedureFile]) -> tuple[str, KeyPath]:
    """Return the file a problem of the whole playbook stands in, and where in it."""
    match path:
        case ("procedures", int(index), *rest):
            return procedures[index].name, tuple(rest)
        case ("menu" | "process" as name, *rest):
            return f"{name}.yaml", tuple(rest)
        case ("routines", *_):
            return "routines.yaml", path
        case _:
            return "stations.yaml", path


def _placed(reader: _Reader, procedures: list[ProcedureFile], path: KeyPath, words: str) -> FileProblem:
    """Say where in which file a problem of the whole playbook stands."""
    if path[-2:-1] == ("when",) and path[2:3] != ("when",):
        # A word of a condition: where it stands in the line, if it stands there once.
        found = _placed(reader, procedures, path[:-1], words)
        line, word = reader.line(found), f"{path[-1]}"
        at = line.find(word, found.column - 1) if word else -1
        return found._replace(column=at + 1) if at >= 0 else found
    if path[-1:] == (AT_KEY,):
        name, inside = _file_of(path[:-1], procedures)
        return reader.documents[name].problem(inside, words, key=True)
    match path:
        case ("procedures", int(index), *rest):
            procedure = procedures[index]
            entry = procedure.entry(tuple(rest))
            if entry:
                return FileProblem(reader.said(procedure.name), *entry, words)
            return reader.documents[procedure.name].problem(tuple(rest), words)
        case ("routines", *_):
            return reader.documents["routines.yaml"].problem(path, words)
        case ("menu" | "process" as name, *rest):
            # The name of a part is a key of the file, not a value.
            key = rest[-2:-1] == ["parts"] and isinstance(rest[-1], str)
            return reader.documents[f"{name}.yaml"].problem(tuple(rest), words, key=key)
        case _:
            return reader.documents["stations.yaml"].problem(path, words, key=path[:1] == ("words",))

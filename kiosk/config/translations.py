"""Procedures in other languages: `procedures/cook.es.md` says in Spanish what `cook.md` says, and nothing more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kiosk.config.build import ProcedureFile
from kiosk.config.markdown_file import MarkdownFile, MarkdownItem
from kiosk.config.shape.translation_models import TranslationHead
from kiosk.config.yaml_file import KeyPath
from kiosk.errors import FileProblem
from kiosk.work.check.marks import mark_problems
from kiosk.work.check.playbook import hidden
from kiosk.work.guest.language import CODE
from kiosk.work.guest.line import MARKS, parted
from kiosk.work.playbook.procedure import Point, PointWords, SpecWords, Translation
from kiosk.work.text.finding import unknown

_VARIABLE = re.compile(r"\{[^{}]*\}")


class TranslationFile(Struct, frozen=True):
    """One file of `procedures/` with a language in its name, taken apart."""

    name: str
    """Within the playbook's folder."""
    file: str
    """As the person would type it."""
    head: TranslationHead
    markdown: MarkdownFile
    points: tuple[Point, ...]

    @property
    def place(self) -> tuple[str, str]:
        """Return the step and the language its name says."""
        return parted_name(self.name)

    def made(self, base: ProcedureFile | None) -> Translation:
        """Make its value; a script that is not the procedure's line by line is left out: no line may say another."""
        sections = self.markdown.sections
        agrees = base is not None and not any(_script(self, base))
        return Translation(
            language=self.place[1],
            title=self.head.title,
            role=self.head.role,
            specs=tuple(SpecWords(one.id, one.name, one.words, one.corrective) for one in self.head.specs),
            script=tuple(entry.words for entry in sections["say"]) if agrees else (),
            points=tuple(PointWords(point.id, point.words, point.short, point.brief) for point in self.points),
            guidelines=tuple(entry.words for entry in sections["guidelines"]),
            text=self.markdown.text,
        )


def parted_name(name: str) -> tuple[str, str]:
    """Part the name of a procedure's file into step and language; the language is empty for the procedure itself."""
    step, _, language = name.rpartition("/")[2].removesuffix(".md").partition(".")
    return step, language


def name_problem(name: str) -> str:
    """Say what is wrong with the language in a file's name; empty where it is one."""
    step, language = parted_name(name)
    if CODE.fullmatch(language):
        return ""
    return f"`{language}` is no language's code, such as es or pt-BR. Call the file {step}.es.md or {step}.md."


def problems(found: TranslationFile, base: ProcedureFile | None) -> Iterator[FileProblem]:
    """Find what in a translation cannot be read by anybody."""
    if base is None:
        step = found.place[0]
        words = f"There is no procedures/{step}.md whose words this could be. Write it, or remove this file."
        yield FileProblem(found.file, 1, 1, words)
        return
    yield from _texts(found)


def differences(found: TranslationFile, base: ProcedureFile | None) -> Iterator[FileProblem]:
    """Find where a translation does not agree with its procedure; what it lacks is read in the procedure's words."""
    if base is None:
        return
    yield from _specs(found, base)
    yield from _points(found, base)
    yield from _script(found, base)


def _texts(found: TranslationFile) -> Iterator[FileProblem]:
    """Find texts that are empty or hold what steers a screen or a printer."""
    head, of = found.head, found.markdown.head
    said: list[tuple[KeyPath, str]] = [(("title",), head.title)]
    for index, spec in enumerate(head.specs):
        said += [(("specs", index, "name"), spec.name), (("specs", index, "words"), spec.words)]
    yield from (of.problem(path, "This is empty. Write it.") for path, words in said if not words)
    more: list[tuple[KeyPath, str]] = [
        (("specs", index, "corrective"), one.corrective) for index, one in enumerate(head.specs)
    ]
    for path, words in (*said, *more, (("role",), head.role)):
        yield from (of.problem(path, told) for told in hidden("", words))
    for entries in found.markdown.sections.values():
        for entry in entries:
            yield from (_at(found, entry, told) for told in hidden("", entry.words))
    for entry in found.markdown.sections["say"]:
        yield from (_at(found, entry, told) for told in mark_problems(entry.words, MARKS))
    line = found.markdown.text_line
    yield from (FileProblem(found.file, line, 1, told) for told in hidden("text", found.markdown.text))


def _specs(found: TranslationFile, base: ProcedureFile) -> Iterator[FileProblem]:
    there = {one.id: one for one in base.head.specs}
    known = base.name.rpartition("/")[2]
    for index, spec in enumerate(found.head.specs):
        if spec.id not in there:
            yield found.markdown.head.problem(("specs", index, "id"), f"{known}: {unknown('spec', spec.id, there)}")
        elif there[spec.id].corrective and not spec.corrective:
            words = f"`{spec.id}` has a `corrective` in {known}. Say here what to do when it is missed."
            yield found.markdown.head.problem(("specs", index), words)
    said = [spec.id for spec in found.head.specs]
    for name in there:
        if name not in said:
            yield found.markdown.head.problem(("specs",), f"Spec `{name}` of {known} is missing here. Add its words.")
    yield from _twice(said, "Spec", lambda index: found.markdown.head.problem(("specs", index, "id"), ""))


def _points(found: TranslationFile, base: ProcedureFile) -> Iterator[FileProblem]:
    there, known = {point.id for point in base.points}, base.name.rpartition("/")[2]
    entries = found.markdown.sections["points"]
    if len(entries) != len(found.points):
        return  # One cannot be read, which is said already.
    for point, entry in zip(found.points, entries, strict=True):
        if point.id not in there:
            yield _at(found, entry, f"{known}: {unknown('point', point.id, there)}")
        if marks := replace(point, short=UNSET, brief=UNSET).marks():
            yield _at(found, entry, f"What is ({', '.join(marks)}) stands in {known} alone. Leave it out here.")
    said = [point.id for point in found.points]
    for name in sorted(there - set(said)):
        words = f"Point `{name}` of {known} is missing here. Add it under `## Points`."
        yield FileProblem(found.file, found.markdown.text_line, 1, words)
    yield from _twice(said, "Point", lambda index: _at(found, entries[index], ""))


def _script(found: TranslationFile, base: ProcedureFile) -> Iterator[FileProblem]:
    said, entries = base.markdown.sections["say"], found.markdown.sections["say"]
    known = base.name.rpartition("/")[2]
    if len(said) != len(entries):
        line = entries[-1].line if entries else found.markdown.text_line
        words = (
            f"`## Say` has {len(entries)} lines here and {len(said)} in {known}. Say the same lines, in the same order."
        )
        yield FileProblem(found.file, line, 1, words)
    for own, entry in zip(said, entries, strict=False):
        wanted, there = set(_VARIABLE.findall(own.words)), set(_VARIABLE.findall(entry.words))
        if wanted != there:
            named = " ".join(sorted(wanted)) or "no variable"
            words = f"This is line {own.line} of {known}, which has {named}. Use the same here."
            yield _at(found, entry, words)
        elif set("{}") & set(_VARIABLE.sub("", entry.words)):
            yield _at(found, entry, "A brace has no partner. Write variables as {items}.")
        if marks := parted(entry.words)[1]:
            yield _at(found, entry, f"The marks ({', '.join(marks)}) stand in {known} alone. Leave them out here.")


def _twice(said: list[str], kind: str, place: Callable[[int], FileProblem]) -> Iterator[FileProblem]:
    for index, name in enumerate(said):
        if name in said[:index]:
            where = place(index)
            yield FileProblem(where.file, where.line, where.column, f"{kind} `{name}` stands here twice. Remove one.")


def _at(found: TranslationFile, entry: MarkdownItem, words: str) -> FileProblem:
    return FileProblem(found.file, entry.line, entry.column, words)

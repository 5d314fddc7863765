"""Makes the playbook's values from its files' shapes."""

from __future__ import annotations

import hashlib
import re
from typing import TypeVar

from msgspec import UNSET, Struct, UnsetType

from kiosk.config.markdown_file import MarkdownFile, MarkdownItem
from kiosk.config.shape import menu_models, models
from kiosk.config.yaml_file import KeyPath
from kiosk.errors import FileProblem
from kiosk.work.check.marks import POINT_MARKS, mark_problems, parted_marks
from kiosk.work.playbook.condition import WHEN, normal
from kiosk.work.playbook.menu import Category, ChoiceGroup, Item, Menu, Option, Part, Portion
from kiosk.work.playbook.name import Called, Names, OwnWord
from kiosk.work.playbook.playbook import Approval, Playbook
from kiosk.work.playbook.procedure import Point, Procedure, When, short_words
from kiosk.work.playbook.process import FieldOption, OrderClock, OrderField, Process, Regular, Step
from kiosk.work.playbook.reasons import Reasons
from kiosk.work.playbook.spec import Back, Probe, Spec
from kiosk.work.playbook.station import Station

AnyValue = TypeVar("AnyValue")

_POINT = re.compile(r"(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*):\s+(?P<words>.*?)\s*$")
_SECTION = {"script": "say", "points": "points", "guidelines": "guidelines"}


class ProcedureFile(Struct, frozen=True):
    """One file of `procedures/`, taken apart."""

    name: str
    """Within the playbook's folder."""
    raw: bytes
    head: models.ProcedureHead
    markdown: MarkdownFile
    points: tuple[Point, ...]

    def entry(self, path: KeyPath) -> tuple[int, int] | None:
        """Return line and column of something under the head; None for what stands in the head."""
        match path:
            case ("script" | "points" | "guidelines" as field, int(index), *_):
                found: MarkdownItem = self.markdown.sections[_SECTION[field]][index]
                return found.line, found.column
            case ("script" | "points" | "guidelines" | "text", *_):
                return self.markdown.text_line, 1
            case _:
                return None


def points(markdown: MarkdownFile, file: str) -> tuple[tuple[Point, ...], tuple[FileProblem, ...]]:
    """Read the points of a procedure: `id: words (critical)`."""
    found: list[Point] = []
    problems: list[FileProblem] = []
    for entry in markdown.sections.get("points", ()):
        match = _POINT.match(entry.words)
        if match is None:
            words = "A point reads `- short-name: what to do`, and may end with"
            ends = "(critical), (gate), (n/a) or (when: …)."
            problems.append(FileProblem(file, entry.line, entry.column, f"{words} {ends}"))
            continue
        problems += [
            FileProblem(file, entry.line, entry.column, told) for told in mark_problems(match["words"], POINT_MARKS)
        ]
        said, marks = parted_marks(match["words"], POINT_MARKS)
        when = next((mark.removeprefix(WHEN).strip() for mark in sorted(marks) if mark.startswith(WHEN)), "")
        short, brief = (words or UNSET for words in short_words(marks))
        known = {mark: mark in marks for mark in POINT_MARKS}
        found.append(
            Point(match["id"], said, known["critical"], known["gate"], normal(when), known["n/a"], short, brief)
        )
    return tuple(found), tuple(problems)


def playbook(
    name: str,
    stations: models.StationsFile,
    menu: menu_models.MenuFile,
    process: models.ProcessFile,
    procedures: list[ProcedureFile],
) -> Playbook:
    """Put a playbook together; nothing is checked against anything else yet."""
    return Playbook(
        id=name,
        title=stations.title,
        language=stations.language,
        currency=stations.currency,
        day_starts=stations.day_starts,
        stations=tuple(
            Station(one.id, one.name, one.role, one.at_once, called_otherwise(one.names), one.short or UNSET)
            for one in stations.stations
        ),
        menu=_menu(menu, stations.language),
        process=_process(process),
        procedures=tuple(_procedure(one) for one in procedures),
        most_rushed=stations.most_rushed,
        reasons=_reasons(stations.reasons),
        approval=Approval(tuple(stations.approval.roles), stations.approval.approvers),
        probes=tuple(Probe(one.unit, one.min, one.max) for one in stations.probes) or UNSET,
        names=called_otherwise(stations.names),
        words=tuple(OwnWord(words, _names(names)) for words, names in stations.words.items() if names) or UNSET,
    )


def _reasons(reasons: models.ReasonsShape) -> Reasons:
    """Make the lists of reasons."""
    return Reasons(
        void=tuple(reasons.void),
        skip=tuple(reasons.skip),
        recall=tuple(reasons.recall),
        rush=tuple(reasons.rush),
        hold=tuple(reasons.hold),
        waste=tuple(reasons.waste),
        early=tuple(reasons.early),
        problem=tuple(reasons.problem),
        suggest=tuple(reasons.suggest),
    )


def _menu(menu: menu_models.MenuFile, language: str) -> Menu:
    """Make the menu, written in a language."""
    return Menu(
        categories=tuple(Category(one.id, one.name, called_otherwise(one.names)) for one in menu.categories),
        parts=tuple(_part(one, language) for one in menu.parts),
        groups=tuple(_group(one) for one in menu.groups),
        items=tuple(_item(one, language) for one in menu.items),
        suggest=tuple(menu.suggest),
    )


def _part(part: menu_models.PartShape, language: str) -> Part:
    """Make a part."""
    plural, names = part.plural or _many(part.name, language), called_otherwise(part.names)
    return Part(part.id, part.name, plural, tuple(part.allergens), part.prep, part.hold, names)


def _many(name: str, language: str) -> str:
    """Return the plural of a name that has none: with an s in English; elsewhere nobody can guess it."""
    return f"{name}s" if language.partition("-")[0] == "en" else name


def _portions(parts: dict[str, int]) -> tuple[Portion, ...]:
    """Make portions, in the order they are written."""
    return tuple(Portion(part, count) for part, count in parts.items())


def _group(group: menu_models.GroupShape) -> ChoiceGroup:
    """Make a group of choices."""
    return ChoiceGroup(
        id=group.id,
        name=group.name,
        kind=group.kind,
        options=tuple(
            Option(
                id=one.id,
                name=one.name,
                price=one.price,
                parts=_portions(one.parts),
                also=tuple(one.also),
                prep=one.prep,
                names=_names(one.names),
                codes=tuple(one.codes) or UNSET,
            )
            for one in group.options
        ),
        default=group.default,
        words=tuple(group.words),
        before=group.before,
        names=called_otherwise(group.names),
        least=UNSET if group.least is None else group.least,
        most=UNSET if group.most is None else group.most,
    )


def _item(item: menu_models.ItemShape, language: str) -> Item:
    """Make an item."""
    return Item(
        id=item.id,
        name=item.name,
        category=item.category,
        price=item.price,
        plural=item.plural or _many(item.name, language),
        parts=_portions(item.parts),
        groups=tuple(item.groups),
        combo=tuple(item.combo),
        short=item.short,
        names=_names(item.names),
        also=tuple(item.also) or UNSET,
        codes=tuple(item.codes) or UNSET,
    )


def _names(names: dict[str, str]) -> tuple[Called, ...]:
    """Make the names in other languages: one, and after a bar more than one."""
    parted = {language: [words.strip() for words in name.split("|", 1)] for language, name in sorted(names.items())}
    return tuple(Called(language, one, many[0] if many else "") for language, (one, *many) in parted.items())


def called_otherwise(names: dict[str, str]) -> Names:
    """Make the names of what came without any before: unset where nobody says one."""
    return _names(names) or UNSET


def _process(process: models.ProcessFile) -> Process:
    """Make the process."""
    clock = process.clock
    return Process(
        id=process.id,
        name=process.name,
        input=process.input,
        output=process.output,
        clock=OrderClock(clock.target, clock.warn, clock.late),
        together=process.fire == "together",
        busy=process.busy,
        regular=Regular(process.regular.orders, process.regular.days),
        sources=tuple(process.sources) or UNSET,
        fields=tuple(_field(field) for field in process.fields) or UNSET,
        steps=tuple(
            Step(
                id=step.id,
                name=step.name,
                station=step.station,
                after=tuple(step.after),
                makes=tuple(step.makes),
                needs=tuple(step.needs),
                gives=tuple(step.gives),
                takes_order=step.takes == "order",
                per_line=step.per == "line",
                confirms=step.confirms or "",
                when=normal(step.when) if step.when else "",
                names=called_otherwise(step.names),
                short=step.short or UNSET,
            )
            for step in process.steps
        ),
    )


def _field(field: models.FieldShape) -> OrderField:
    """Make a field of orders; what nobody says is left unset."""
    options = (FieldOption(one.id, one.name, called_otherwise(one.names)) for one in field.options)
    return OrderField(
        id=field.id,
        name=field.name,
        kind=field.kind,
        unit=field.unit or UNSET,
        decimals=_or_unset(field.decimals),
        least=_or_unset(field.least),
        most=_or_unset(field.most),
        required=field.required or UNSET,
        shown=tuple(field.shown) or UNSET,
        seen_by=tuple(field.seen_by) or UNSET,
        forget=_or_unset(field.forget),
        when=normal(field.when) if field.when else UNSET,
        options=tuple(options) or UNSET,
        names=called_otherwise(field.names),
    )


def _or_unset(value: AnyValue | None) -> AnyValue | UnsetType:
    return UNSET if value is None else value


def _procedure(file: ProcedureFile) -> Procedure:
    """Make a procedure; its version is the first 12 hex digits of the file's SHA-256."""
    head, sections = file.head, file.markdown.sections
    return Procedure(
        step=head.step,
        title=head.title,
        role=head.role,
        when=When(head.when.target, head.when.warn, head.when.late, head.when.earliest, head.when.too_early),
        specs=tuple(spec(one) for one in head.specs),
        script=tuple(entry.words for entry in sections["say"]),
        points=file.points,
        guidelines=tuple(entry.words for entry in sections["guidelines"]),
        text=file.markdown.text,
        version=hashlib.sha256(file.raw).hexdigest()[:12],
    )


def spec(spec: models.SpecShape) -> Spec:
    """Make a spec."""
    return Spec(
        id=spec.id,
        name=spec.name,
        words=spec.words,
        unit=spec.unit,
        minimum=spec.min,
        maximum=spec.max,
        source=spec.source,
        jurisdiction=spec.jurisdiction,
        corrective=spec.corrective,
        reading=spec.reading,
        gate=spec.gate,
        advice=spec.advice,
        at=_or_unset(spec.at),
        back=_back(spec),
        of_field=spec.limit_from or UNSET,
        tolerance=_or_unset(spec.within),
        circle=_or_unset(spec.circle),
        when=normal(spec.when) if spec.when else UNSET,
    )


def _back(spec: models.SpecShape) -> Back | UnsetType:
    """Make where a miss goes back to; what is said of its rounds alone is kept, to be told."""
    if not spec.misses and spec.rounds is None:
        return UNSET
    return Back(spec.misses) if spec.rounds is None else Back(spec.misses, spec.rounds)

"""One edit of a procedure: which value of it, what becomes of it, and the procedure it makes.

field                            is
title, role                      what the document is called, who is responsible
when.target .warn .late          seconds; when.earliest seconds or empty, when.too_early warn or hold
when.pace                        target, warn and late in one, since they rise together: 150 165 180
specs.ID.words                   how a worker reads a spec; likewise .name .unit .min .max .from .within .circle
                                 .source .jurisdiction .corrective .at .misses .rounds .when, and .reading .gate
                                 .advice, true or false
say.N                            the Nth line to say
points.ID, points.ID.marks       a point's words; its marks: critical, gate, n/a, when: CONDITION, by commas, and last
                                 short: WORDS | WORDS FOR SMALL PAGES
points.ID.when                   the condition under which it is asked; empty for every order
points.ID.short                  its short words, and behind a bar those for small pages
guidelines.N                     the Nth guideline
text.N                           the Nth paragraph of the text

Lines to say, points, guidelines and paragraphs can also be added, removed and moved; everything else is only set.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.playbook.condition import WHEN as WHEN_MARK
from kiosk.work.playbook.condition import normal
from kiosk.work.playbook.procedure import SHORT_MARK, Point, Procedure, short_words
from kiosk.work.playbook.prose import paragraphs
from kiosk.work.playbook.spec import Back, Spec
from kiosk.work.text.finding import nearest

Verb = Literal["set", "add", "remove", "move"]

HEAD: Final = ("title", "role")
PACE: Final = ("target", "warn", "late")
WHEN: Final = (*PACE, "earliest", "too_early")
SPEC: Final = (
    *("name", "words", "unit", "min", "max", "from", "within", "circle", "source", "jurisdiction", "corrective"),
    *("reading", "gate", "advice", "at", "misses", "rounds", "when"),
)
"""What can be edited of a spec, in the order of the files."""
LISTS: Final = ("say", "points", "guidelines", "text")
MARKS: Final = ("critical", "gate", "n/a", "when: allergy")
OF_POINT: Final = ("marks", "when", "short")
"""What of a point can be set beside its words."""
BACK: Final = ("misses", "rounds")
BACK_TO: Final = "back to "
FLAGS: Final = ("reading", "gate", "advice")

LONGEST: Final = 300
"""Characters of a line to say, a point, a guideline or a value."""
LONGEST_PARAGRAPH: Final = 2000

_MEANT: Final = {"min": "minimum", "max": "maximum", "from": "of_field", "within": "tolerance"}
_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,6})?")


class Edit(Struct, frozen=True):
    """One change of one value."""

    step: str
    field: str
    """As the table above says; to add one, the list, or the place it shall have: `say`, `say.2`, `points.wash`."""
    value: str = ""
    verb: Verb = "set"
    to: int = 0
    """The place, from 1, that what is moved shall have."""
    name: str = ""
    """The short name a new point gets; made of its words where empty."""
    seen: str = ""
    """The version of the document it was decided on; empty for whatever stands there."""


def changed(procedure: Procedure, edit: Edit) -> Procedure:
    """Return the procedure an edit makes; raises Refused where there is no such field, or it cannot have this value.

    Its version stays: only the file's bytes have one. What the playbook's checks say of it is not asked here.
    """
    kind, *rest = edit.field.split(".")
    if kind in LISTS:
        return _listed(procedure, edit, kind, rest)
    if edit.verb != "set":
        raise Refused("no-such-edit", _("“{field}” can only be set.", field=edit.field))
    words = one_line(edit.value)
    match kind, rest:
        case (("title" | "role"), []):
            changes: dict[str, Any] = {kind: _said(words)}
            return replace(procedure, **changes)
        case "when", ["pace"]:
            return replace(procedure, when=replace(procedure.when, **_pace(words)))
        case "when", [name] if name in WHEN:
            time: dict[str, Any] = {name: _time(name, words)}
            return replace(procedure, when=replace(procedure.when, **time))
        case "specs", [str(spec), name] if name in SPEC:
            return _spec(procedure, spec, name, words)
        case _:
            pass
    raise _strange(procedure, edit.field)


def one_line(words: str) -> str:
    """Return words as they stand in a line: no line ends, nothing before or behind."""
    return " ".join(part for part in re.split(r"[\r\n\t]+", words.strip()) if part).strip()


def fields(procedure: Procedure) -> tuple[str, ...]:
    """Name every field of a procedure that can be set."""
    return (
        *HEAD,
        *(f"when.{name}" for name in ("pace", *WHEN)),
        *(f"specs.{spec.id}.{name}" for spec in procedure.specs for name in SPEC),
        *(f"say.{place}" for place in range(1, len(procedure.script) + 1)),
        *(
            f"points.{point.id}{part}"
            for point in procedure.points
            for part in ("", *(f".{part}" for part in OF_POINT))
        ),
        *(f"guidelines.{place}" for place in range(1, len(procedure.guidelines) + 1)),
        *(f"text.{place}" for place in range(1, len(paragraphs(procedure.text)) + 1)),
    )


def value(procedure: Procedure, field: str) -> str:
    """Return a field as it would be typed; raises Refused where there is none."""
    kind, *rest = field.split(".")
    match kind, rest:
        case (("title" | "role"), []):
            return str(getattr(procedure, kind))
        case "when", ["pace"]:
            return " ".join(str(getattr(procedure.when, name)) for name in PACE)
        case "when", [name] if name in WHEN:
            found = getattr(procedure.when, name)
            return "" if name == "earliest" and not found else str(found)
        case "specs", [str(name), part] if part in SPEC and (spec := procedure.spec(name)):
            found = _of_spec(spec, part)
            return ("true" if found else "false") if part in FLAGS else "" if found is None else str(found)
        case "points", [str(name)] if point := procedure.point(name):
            return point.words
        case "points", [str(name), part] if part in OF_POINT and (point := procedure.point(name)):
            return _of_point(point, part)
        case (("say" | "guidelines" | "text"), [str(place)]):
            return lines(procedure, kind)[_index(procedure, field, place, len(lines(procedure, kind)))]
        case _:
            pass
    raise _strange(procedure, field)


def _of_point(point: Point, part: str) -> str:
    """Return what a point says beside its words."""
    if part == "when":
        return point.when
    if part == "short":
        return next((mark[len(SHORT_MARK) :].strip() for mark in point.marks() if mark.startswith(SHORT_MARK)), "")
    return ", ".join(point.marks())


def lines(procedure: Procedure, kind: str) -> tuple[str, ...]:
    """Return the lines to say, the guidelines, or the paragraphs of the text."""
    return {"say": procedure.script, "guidelines": procedure.guidelines}.get(kind) or (
        paragraphs(procedure.text) if kind == "text" else ()
    )


def place_of(procedure: Procedure, edit: Edit) -> int:
    """Return the place, from 0, of what an edit names in its list; for what is added, the place it gets."""
    kind, *rest = edit.field.split(".")
    count = len(procedure.points) if kind == "points" else len(lines(procedure, kind))
    if not rest and edit.verb == "add":
        return count
    if kind == "points" and rest:
        found = next((place for place, point in enumerate(procedure.points) if point.id == rest[0]), None)
        if found is None or rest[1:] not in ([], *([part] for part in OF_POINT)):
            raise _strange(procedure, edit.field)
        return found
    if len(rest) != 1:
        raise _strange(procedure, edit.field)
    return _index(procedure, edit.field, rest[0], count + (edit.verb == "add"))


def _listed(procedure: Procedure, edit: Edit, kind: str, rest: list[str]) -> Procedure:
    """Change one of the lists."""
    place = place_of(procedure, edit)
    if kind == "points":
        return replace(procedure, points=_points(procedure, edit, place, part="".join(rest[1:])))
    found = list(lines(procedure, kind))
    longest = LONGEST_PARAGRAPH if kind == "text" else LONGEST
    match edit.verb:
        case "set":
            found[place] = _said(one_line(edit.value), longest)
        case "add":
            found.insert(place, _said(one_line(edit.value), longest))
        case "remove":
            del found[place]
        case "move":
            found.insert(_target(edit, len(found)), found.pop(place))
    if kind == "text":
        return replace(procedure, text="\n\n".join(found))
    return replace(procedure, script=tuple(found)) if kind == "say" else replace(procedure, guidelines=tuple(found))


def _points(procedure: Procedure, edit: Edit, place: int, *, part: str) -> tuple[Point, ...]:
    """Change the list of points."""
    found = list(procedure.points)
    words = one_line(edit.value)
    if part and edit.verb != "set":
        raise Refused("no-such-edit", _("“{field}” can only be set.", field=edit.field))
    match edit.verb:
        case "set" if part == "marks":
            found[place] = _marked(found[place], words)
        case "set" if part == "when":
            found[place] = replace(found[place], when=normal(words))
        case "set" if part:
            short, brief = (said or UNSET for said in short_words({f"{SHORT_MARK}{words}"}))
            found[place] = replace(found[place], short=short, brief=brief)
        case "set":
            found[place] = replace(found[place], words=_said(words))
        case "add":
            found.insert(place, Point(edit.name or fresh_id(words, [point.id for point in found]), _said(words)))
        case "remove":
            del found[place]
        case "move":
            found.insert(_target(edit, len(found)), found.pop(place))
    return tuple(found)


def _marked(point: Point, words: str) -> Point:
    """Return a point other marks, said by commas."""
    listed, sign, short = words.partition(SHORT_MARK)  # which may hold commas, and stands last
    said = {" ".join(mark.split()) for mark in (*listed.split(","), f"{sign}{short}")} - {""}
    asked = sorted(mark for mark in said if mark.startswith(WHEN_MARK))
    shorts = {mark for mark in said if mark.startswith(SHORT_MARK)}
    for mark in sorted(said - {*MARKS, *asked} - shorts):
        raise Refused("no-such-mark", _("“{mark}” is no mark. {nearest}", mark=mark, nearest=nearest(mark, MARKS)))
    return replace(
        point,
        critical="critical" in said,
        gate="gate" in said,
        may_not_apply="n/a" in said,
        short=short_words(shorts)[0] or UNSET,
        brief=short_words(shorts)[1] or UNSET,
        when=normal(" and ".join(mark.removeprefix(WHEN_MARK).strip() for mark in asked)),
    )


def fresh_id(words: str, taken: list[str]) -> str:
    """Make a short name for a new point from its words, one that no other point of the document has."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = "-".join(re.findall(r"[a-z0-9]+", plain)[:3])[:30].strip("-") or "point"
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _spec(procedure: Procedure, name: str, part: str, words: str) -> Procedure:
    """Change one part of a spec."""
    if procedure.spec(name) is None:
        raise _strange(procedure, f"specs.{name}.{part}")
    found: object = words
    if part in ("min", "max"):
        found = _number(words) if words else None
    elif part in FLAGS:
        if words not in ("true", "false"):
            raise Refused("not-true-or-false", _("Say true or false, not “{words}”.", words=words))
        found = words == "true"
    elif part in ("within", "circle"):
        found = _number(words) if words else UNSET
    elif part == "from":
        found = words or UNSET
    elif part == "when":
        found = normal(words) if words else UNSET
    elif part == "at":
        found = _time(part, words) if words else UNSET
    elif part in BACK:
        part, found = "back", _back(procedure.spec(name), part, words)
    elif part in ("name", "words"):
        found = _said(words)
    elif len(words) > LONGEST:
        _said(words)
    change: dict[str, Any] = {_MEANT.get(part, part): found}
    specs = [replace(spec, **change) if spec.id == name else spec for spec in procedure.specs]
    return replace(procedure, specs=tuple(specs))


def _of_spec(spec: Spec, part: str) -> object:
    """Return a part of a spec as it is; None where it is not said."""
    if part in BACK:
        if not spec.back:
            return None
        return f"{BACK_TO}{spec.back.step}" if part == "misses" else spec.back.rounds
    found = getattr(spec, _MEANT.get(part, part))
    return None if found is UNSET else found


def _back(spec: Spec | None, part: str, words: str) -> Back | UnsetType:
    """Read where an order goes back to that misses a limit, or how often."""
    before = spec.back if spec and spec.back else None
    if part == "misses":
        if words and not re.fullmatch(rf"{BACK_TO}[a-z0-9]+(-[a-z0-9]+)*", words):
            raise Refused("no-step", _("Say back to STEP, such as back to cook, not “{words}”.", words=words))
        return Back(words.removeprefix(BACK_TO), before.rounds if before else Back("").rounds) if words else UNSET
    if before is None:
        raise Refused("no-step", _("This misses nothing that goes back. First say where it goes back to."))
    if not words:
        return Back(before.step)
    if not re.fullmatch(r"\d{1,2}", words, re.ASCII):
        raise Refused("no-rounds", _("“{words}” is not a number of rounds, such as 3.", words=words))
    return Back(before.step, int(words))


def _time(name: str, words: str) -> int | str:
    """Read one of a step's times."""
    if name == "too_early":
        if words not in get_args(Literal["warn", "hold"]):
            raise Refused("not-warn-or-hold", _("Say warn or hold, not “{words}”.", words=words))
        return words
    if name == "earliest" and not words:
        return 0
    if not re.fullmatch(r"\d{1,6}", words, re.ASCII):
        raise Refused("not-seconds", _("“{words}” is not a number of whole seconds, such as 45.", words=words))
    return int(words)


def _pace(words: str) -> dict[str, Any]:
    """Read target, warn and late."""
    said = [part for part in re.split(r"[\s,/]+", words) if part]
    if len(said) != len(PACE):
        raise Refused(
            "not-three-times",
            _("Say target, due and late in seconds, such as 150 165 180, not “{words}”.", words=words),
        )
    return {name: _time(name, part) for name, part in zip(PACE, said, strict=True)}


def _number(words: str) -> Decimal:
    """Read a limit, with a point or a comma."""
    plain = words.replace(",", ".")
    if not _NUMBER.fullmatch(plain):
        raise Refused("not-a-number", _("“{words}” is not a number, such as 155 or 41.5.", words=words))
    return Decimal(plain)


def _said(words: str, longest: int = LONGEST) -> str:
    """Return words that must be there, and not too many."""
    if not words:
        raise Refused("nothing-said", _("This cannot be empty. Write it, or remove the whole line."))
    if len(words) > longest:
        raise Refused(
            "too-long",
            _("This has {count} characters; at most {most} fit. Shorten it.", count=len(words), most=longest),
        )
    return words


def _target(edit: Edit, count: int) -> int:
    """Return the place, from 0, that something is moved to."""
    if not 1 <= edit.to <= count:
        raise Refused("no-such-place", _("There are places 1 to {count} to move it to.", count=count))
    return edit.to - 1


def _index(procedure: Procedure, field: str, place: str, count: int) -> int:
    """Read a place in a list, from 0."""
    if not re.fullmatch(r"\d{1,4}", place, re.ASCII) or not 1 <= int(place) <= count:
        raise _strange(procedure, field)
    return int(place) - 1


def _strange(procedure: Procedure, field: str) -> Refused:
    """Say that there is no such field, and which are like it."""
    like = nearest(field, list(fields(procedure)))
    words = _("“{title}” has no “{field}”. {nearest}", title=procedure.title, field=field, nearest=like)
    return Refused("no-such-field", words)

"""What an edit of a procedure asks of its words in other languages, so that they go on saying the same.

edit                                  in another language
a line to say, or a guideline, is     so is that line; what is added stands there in the procedure's own
added, removed or moved               words, until somebody writes it in that language
a point is added or removed           so is that point, by its short name
a line to say gets other variables    the line is the procedure's own, to be written in that language anew
a spec gets a corrective              so it does there, in the procedure's own words
anything else                         nothing
"""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec.structs import replace

from kiosk.work.edit.edit import Edit, lines, place_of, value
from kiosk.work.guest.line import parted
from kiosk.work.playbook.procedure import Point, Procedure, Translation, When
from kiosk.work.playbook.spec import Spec

_VARIABLE = re.compile(r"\{([\w-]+)\}")


def as_procedure(procedure: Procedure, words: Translation) -> Procedure:
    """Return the words in another language as a procedure of its own, to be edited as one."""
    return Procedure(
        step=procedure.step,
        title=words.title,
        role=words.role,
        when=When(0, 0, 0),
        specs=tuple(Spec(one.id, one.name, one.words, corrective=one.corrective) for one in words.specs),
        script=words.script,
        points=tuple(Point(one.id, one.words) for one in words.points),
        guidelines=words.guidelines,
        text=words.text,
    )


def followed(before: Procedure, made: Procedure, edit: Edit, words: Procedure) -> Edit | None:
    """Return the edit that the words in another language need after an edit of the procedure; None for none."""
    kind, *rest = edit.field.split(".")
    if kind in ("say", "guidelines"):
        return _line(before, made, edit, words)
    if kind == "points" and edit.verb == "add":
        point = made.points[place_of(before, edit)]
        return replace(edit, field="points", value=point.words, name=point.id, seen="")
    if kind == "points" and edit.verb == "remove":
        return replace(edit, seen="") if words.point(rest[0]) else None
    if kind == "specs" and rest[1:] == ["corrective"]:
        spec = words.spec(rest[0])
        return replace(edit, seen="") if spec and not spec.corrective and value(made, edit.field) else None
    return None


def untranslated(before: Procedure, after: Procedure, edit: Edit) -> tuple[str, ...]:
    """Name the languages in which something stands in the procedure's own words since an edit."""
    if edit.verb not in ("set", "add"):
        return ()
    known = {words.language: words for words in before.translations}
    return tuple(words.language for words in after.translations if words != known.get(words.language))


def words_behind(after: Procedure, edit: Edit) -> str:
    """Return a spec's words where they name a figure, not the limit an edit has just set; empty where they agree."""
    match edit.field.split("."):
        case ["specs", name, "min" | "max" as end]:
            spec = after.spec(name)
            limit = (spec.minimum if end == "min" else spec.maximum) if spec else None
            figures = [Decimal(figure) for figure in re.findall(r"\d+(?:\.\d+)?", spec.words)] if spec else []
            return spec.words if spec and limit is not None and figures and abs(limit) not in figures else ""
        case _:
            return ""


def _line(before: Procedure, made: Procedure, edit: Edit, words: Procedure) -> Edit | None:
    """Return the edit of a line to say or a guideline."""
    kind = edit.field.split(".")[0]
    if len(lines(words, kind)) != len(lines(before, kind)):
        return None
    place = place_of(before, edit)
    field = f"{kind}.{place + 1}"
    if edit.verb in ("remove", "move"):
        return replace(edit, field=field, seen="")
    now = lines(made, kind)[place]
    if kind == "say":
        now = parted(now)[0]
    if edit.verb == "set" and (kind == "guidelines" or _variables(now) == _variables(lines(words, kind)[place])):
        return None
    return replace(edit, field=field, value=now, seen="")


def _variables(line: str) -> set[str]:
    """Name the variables of a line."""
    return set(_VARIABLE.findall(line))

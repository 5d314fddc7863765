"""Edits a procedure's file in one value: the bytes it would have, in the ways it can be written."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.config.edit_body import Body, body_ways
from kiosk.config.edit_head import head_ways
from kiosk.config.markdown_file import split
from kiosk.config.splices import SourceText
from kiosk.work.edit.edit import LISTS, Edit, changed, one_line, place_of, value
from kiosk.work.playbook.procedure import Procedure


def edited(raw: bytes, procedure: Procedure, edit: Edit) -> Iterator[bytes]:
    """Return the file with an edit, the way most like the file first; `procedure` is what the file says.

    Nobody has looked yet whether a way says what is meant: read it, and take the first that does.
    """
    source = SourceText.of(raw)
    text = source.text
    first = split(text, "").text_line - 1
    made = changed(procedure, edit)
    kind = edit.field.split(".")[0]
    if kind in LISTS:
        place = place_of(procedure, edit)
        point = made.points[place] if kind == "points" and edit.verb in ("set", "add") else None
        ways = body_ways(Body(text, first), edit, place, point)
    else:
        lines = text.split("\n")
        head = "\n".join(lines[1 : first - 1])
        said = value(made, edit.field) if one_line(edit.value) else ""  # rounds left out are three
        ways = head_ways(head, len(lines[0]) + 1, edit, said)
    for splices in ways:
        yield source.spliced(splices)

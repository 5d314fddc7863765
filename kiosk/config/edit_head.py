"""Edits of one value in the YAML head of a procedure's file, as ways to write it, the one most like the file first."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator

import yaml
from msgspec.structs import replace

from kiosk.config.splices import Splice
from kiosk.work.edit.edit import HEAD, PACE, SPEC, WHEN, Edit

WIDTH = 120
"""Columns in which the files are written."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ORDER = {(): HEAD, ("when",): WHEN}
_HEADER_COMMENT = re.compile(r"[|>][^\s#]*[ \t]+(#[^\n]*)")
_COMMA = re.compile(r"\s*,\s*")
_ONLY_VALUE = re.compile(r"[ \t]*(?=\n|$)")


def head_ways(head: str, offset: int, edit: Edit, value: str) -> Iterator[list[Splice]]:
    """Return ways to put a value into the head, which stands `offset` signs into the text; none where it has no place.

    Whether one of them says what is meant is found out by reading it.
    """
    if edit.field == "when.pace":
        ways = [
            list(head_ways(head, offset, replace(edit, field=f"when.{name}"), part))[:1]
            for name, part in zip(PACE, value.split(), strict=True)
        ]
        yield [splice for found in ways for way in found for splice in way]
        return
    *holder, key = edit.field.split(".")
    mapping = mapping_of(yaml.compose(head, Loader=_LOADER), holder)
    if mapping is None:
        return
    found = next((pair for pair in mapping.value if pair[0].value == key), None)
    if found:
        start, end = span(head, found[1])
        if not value:
            yield from _removed(head, mapping, found, offset)
            return
        comment = _HEADER_COMMENT.match(head, start) if found[1].style in ("|", ">") else None
        behind = f"  {comment[1]}" if comment else ""
        before = "" if start < end and head[start - 1] in " \t{,[\n" else " "
        for words in _written(value, found[1].style, found[0].start_mark.column):
            yield [Splice(offset + start, offset + end, f"{before}{words}{behind}")]
    elif value:
        at, lead = _behind(head, mapping, _ORDER.get(tuple(holder), SPEC), key)
        for words in _written(value, None, mapping.start_mark.column):
            yield [Splice(offset + at, offset + at, f"{lead}{key}: {words}")]


def mapping_of(node: yaml.Node | None, path: list[str]) -> yaml.MappingNode | None:
    """Return the mapping that holds a field; a spec is found by its id."""
    for key in path:
        if isinstance(node, yaml.SequenceNode):
            node = next((one for one in node.value if _id(one) == key), None)
        elif isinstance(node, yaml.MappingNode):
            node = next((value for name, value in node.value if name.value == key), None)
    return node if isinstance(node, yaml.MappingNode) else None


def _id(node: yaml.Node) -> str:
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((str(value.value).strip() for name, value in pairs if name.value == "id"), "")


def span(head: str, node: yaml.Node) -> tuple[int, int]:
    """Return where a value begins and ends; a block's end is behind its last words."""
    start, end = node.start_mark.index, node.end_mark.index
    return start, start + len(head[start:end].rstrip())


def _written(value: str, style: str | None, column: int) -> Iterator[str]:
    """Write a value plainly or in quotes, as it stood before if it can be read so."""
    single, double = "'" + value.replace("'", "''") + "'", json.dumps(value, ensure_ascii=False)
    if style == "'":
        yield single
    elif style == '"':
        yield double
    else:
        indent = " " * (column + 2)
        lines = textwrap.wrap(value, WIDTH - column - 2, break_long_words=False, break_on_hyphens=False)
        if column + len(value) > WIDTH - 20:
            yield f"\n{indent}".join(lines)
        yield value
    yield from (double, single)


def _removed(
    head: str, mapping: yaml.MappingNode, pair: tuple[yaml.Node, yaml.Node], offset: int
) -> Iterator[list[Splice]]:
    """Take a line out, if nothing but the value stands in it, else the key with its value alone."""
    key, node = pair
    style = node.style if isinstance(node, yaml.ScalarNode) else None
    start, end = span(head, node)
    line = head.rfind("\n", 0, key.start_mark.index) + 1
    alone = not mapping.flow_style and not head[line : key.start_mark.index].strip()
    if alone and style not in ("|", ">") and _ONLY_VALUE.match(head, end):
        over = head.find("\n", end)
        if over >= 0:
            yield [Splice(offset + line, offset + over + 1, "")]
        else:
            yield [Splice(offset + line - 1, offset + len(head), "")]
    comment = _HEADER_COMMENT.match(head, start) if style in ("|", ">") else None
    begin = key.start_mark.index
    if mapping.flow_style:  # with the comma behind it, else before it
        behind = _COMMA.match(head, end)
        before = head[:begin].rstrip()
        begin, end = (begin, behind.end()) if behind else (len(before) - before.endswith(","), end)
    yield [Splice(offset + begin, offset + end, comment[1] if comment else "")]


def _behind(head: str, mapping: yaml.MappingNode, order: tuple[str, ...], key: str) -> tuple[int, str]:
    """Return where a new key goes, behind the last of those that come before it, and what stands between."""
    before = order[: order.index(key)]
    known = [pair for pair in mapping.value if pair[0].value in (*before, "id")] or mapping.value[:1]
    name, node = known[-1]
    end = span(head, node)[1]
    if mapping.flow_style:
        return end, ", "
    over = head.find("\n", end)
    column = name.start_mark.column
    return (over if over >= 0 else len(head)), f"\n{' ' * column}"

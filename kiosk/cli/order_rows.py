"""Many orders in one file: a list of them, or one a line (NDJSON), each kept as the bytes it came in."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

_WRAPPED = re.compile(r'\s*\{\s*"orders"\s*:\s*\[', re.IGNORECASE)
"""Before the orders of an object that holds nothing else."""


class IncomingOrder(NamedTuple):
    """One order of many."""

    line: int
    """Where it begins in the file, from 1."""
    raw: bytes


def rows(raw: bytes) -> tuple[IncomingOrder, ...]:
    """Return every order of a file that holds many, in order, wrong ones too; nothing where it holds one alone."""
    try:  # each row is read by itself: what is no text in one leaves the others
        text = raw.decode(json.detect_encoding(raw), "surrogateescape").removeprefix("\ufeff")
    except UnicodeDecodeError:
        return ()
    if _WRAPPED.match(text) and text.rstrip().endswith("}"):
        text = _WRAPPED.sub(lambda before: "\n" * before[0].count("\n") + "[", text.rstrip()[:-1])
    if text.lstrip().startswith("["):
        return _of_list(text)
    lines = [(number, line.strip("\x1e \t\r")) for number, line in enumerate(text.split("\n"), 1)]
    orders = tuple(IncomingOrder(number, _bytes(line)) for number, line in lines if line)
    if len(orders) > 1 and not _is_order(text) and any(_is_order(line) for _, line in lines):
        return orders
    return _adjoined(text)


def _is_order(text: str) -> bool:
    """Whether a text is an object with lines, as no part of an order is."""
    try:
        value = json.loads(text, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and "lines" in value


def _adjoined(text: str) -> tuple[IncomingOrder, ...]:
    """Part orders that follow one another with nothing between; nothing where it is one, or no order is among them."""
    found, rest = _values(text, _word(text, 0))
    is_many = rest is None and len(found) > 1 and any(_is_order(one.raw.decode("utf-8", "replace")) for one in found)
    return tuple(found) if is_many else ()


def _of_list(text: str) -> tuple[IncomingOrder, ...]:
    """Part a list; from where it is no list any more the rest is one row, which is refused."""
    found, rest = _values(text, _word(text, text.index("[") + 1), is_list=True)
    return (*found, rest) if rest else tuple(found)


def _values(text: str, at: int, *, is_list: bool = False) -> tuple[list[IncomingOrder], IncomingOrder | None]:
    """Return the values that stand one behind another, in a list with commas, and the rest from where it is none."""
    found: list[IncomingOrder] = []
    decoder, line, counted = json.JSONDecoder(parse_int=str, parse_float=str), 1, 0
    while text[at : at + 1] != ("]" if is_list else ""):
        line, counted = line + text.count("\n", counted, at), at
        try:
            _value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return found, IncomingOrder(line, _bytes(text[at:]))
        found.append(IncomingOrder(line, _bytes(text[at:end])))
        at = _word(text, end)
        if is_list and text[at : at + 1] == ",":
            at = _word(text, at + 1)
        elif is_list and text[at:].rstrip() != "]":
            return found, IncomingOrder(line, _bytes(text[at:]))
    return found, None


def _word(text: str, at: int) -> int:
    """Return where the next sign stands that is no blank."""
    while text[at : at + 1].isspace():
        at += 1
    return at


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")

"""`kiosk order add`: orders given as JSON become orders of the counter, whatever their names."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, NamedTuple

from kiosk.cli.parser import ORDER_WORDS, add_by, add_source, verb
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.cli.order_json import Asked
    from kiosk.cli.order_rows import IncomingOrder
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.order.event import Guest

MOST_FILE = 64 * 1024 * 1024
"""Bytes that are read of a file or of stdin."""

EXAMPLE = """the order, as JSON; many of them as a list, or one a line:
  {"id": "web-4711", "guest": "Ana", "note": "", "allergies": ["milk"],
   "allergy": "the smallest crumb of nuts", "ready_at": "12:30",
   "lines": [{"item": "cheeseburger", "quantity": 2, "choices": ["no onion"], "note": ""}]}"""


class _Taken(NamedTuple):
    """An order that came in, or had come in before."""

    entry: OnBoard
    words: str
    warnings: tuple[str, ...] = ()


def add(verbs: Nouns) -> None:
    """Add the verb."""
    adding = verb(verbs, "add", _add, "take orders given as JSON; the same id twice is one order", epilog=EXAMPLE)
    adding.add_argument("file", metavar="FILE", nargs="?", default="-", help="the JSON; - or nothing reads stdin")
    adding.add_argument("--order", metavar="ORDER", help=f"take an order that was started: {ORDER_WORDS}")
    add_source(adding, "which of the programs outside sent it: ids are known by their source; outside unless said")
    add_strict(adding)
    add_by(adding)


def add_strict(parser: argparse.ArgumentParser) -> None:
    """Add the option that refuses what is not on the menu."""
    parser.add_argument("--strict", action="store_true", help="refuse what is not on the menu")


def _add(args: argparse.Namespace) -> int:
    from kiosk.cli.order_rows import rows
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import warn
    from kiosk.cli.show import done

    raw = read(args.file, MOST_FILE)
    if args.order is not None:
        taken = with_counter(args, lambda counter: _take(args, counter, raw))
    elif several := rows(raw):
        return with_counter(args, lambda counter: _each(args, counter, several), makes=True)
    else:
        taken = with_counter(args, lambda counter: _outside(args, counter, raw), makes=True)
    for words in taken.warnings:
        warn(words)
    return done(args, taken.entry, taken.words)


async def _each(args: argparse.Namespace, counter: Counter, several: tuple[IncomingOrder, ...]) -> int:
    """Answer each of many orders as soon as it is taken or refused; one that is refused leaves the others."""
    from kiosk.cli.facts import order_facts
    from kiosk.cli.say import fact, warn
    from kiosk.cli.verb import in_commands

    refused, shared = 0, len({row.line for row in several}) < len(several)
    for place, row in enumerate(several, 1):
        at = f"line {row.line}" + (f", order {place}" if shared else "")
        answer = {"row": place, "line": row.line, "taken": True, "why": "", "warnings": ()}
        try:
            taken = await _outside(args, counter, row.raw)
        except Refused as refusal:
            refused += 1
            why = in_commands(refusal.words)
            fact(answer | {"taken": False, "why": why}) if args.json else warn(f"{at}: {why}")
            continue
        if args.json:
            fact(answer | {"warnings": taken.warnings} | order_facts(taken.entry, None))
            continue
        for words in taken.warnings:
            warn(f"{at}: {words}")
        print(f"{at}: {taken.words}")
    if not args.json:
        print(f"{len(several) - refused} of {len(several)} orders are taken.")
    return 1 if refused else 0


async def _outside(args: argparse.Namespace, counter: Counter, raw: bytes) -> _Taken:
    """Take an order from outside."""
    from kiosk.cli.order_json import read_order
    from kiosk.cli.times import moment
    from kiosk.cli.verb import answer
    from kiosk.work.time.instant import latest
    from kiosk.work.verb.open_order import OUTSIDE, AddOrder

    began = counter.clock.now()
    asked = read_order(raw, counter.playbook.menu, strict=args.strict)
    if not asked.reference:
        raise Refused("no-id", "id: the order needs one, so that sending it twice makes one order.")
    try:
        ready_at = moment(asked.ready_at, began.at, counter.local) if asked.ready_at else 0
    except Refused as refused:
        raise Refused("bad-order", f"ready_at: {refused.words}") from refused
    guest, source = guest_of(asked), args.source or OUTSIDE
    order = AddOrder(asked.reference, asked.wishes, guest, asked.allergies, max(0, ready_at), source=source)
    entry, words = await answer(counter, order, by=args.by)
    is_new = latest([began, entry.order.opened.at]) == entry.order.opened.at
    return _taken(entry, words if is_new else _known_words(entry, asked.reference), asked.doubts)


async def _take(args: argparse.Namespace, counter: Counter, raw: bytes) -> _Taken:
    """Make an order that was started into what was asked for.

    Whoever keys it sees what is not on the menu, so that is refused.
    """
    from kiosk.cli.order_json import read_order
    from kiosk.cli.verb import answer
    from kiosk.work.verb.take_order import TakeOrder

    started = await counter.order(args.order)
    asked = read_order(raw, started.playbook.menu, strict=True)
    if asked.ready_at:
        raise Refused("bad-order", "ready_at: is for orders from outside. Take this one, then: kiosk ticket hold")
    op = f"take-{started.order.id}-{asked.reference}" if asked.reference else ""
    try:
        order = TakeOrder(started.order.id, asked.wishes, guest_of(asked), asked.allergies)
        entry, words = await answer(counter, order, by=args.by, op=op)
    except Refused as refusal:
        if refusal.code != "already-taken":
            raise
        words = f"Order {started.order.number} is already taken. Without --order it becomes an order of its own."
        raise Refused(refusal.code, words) from refusal
    if asked.reference and started.order.taken:
        return _taken(entry, _known_words(entry, asked.reference))
    return _taken(entry, f"{words.removesuffix('.')}. Its id: {entry.order.id}.")


def _known_words(entry: OnBoard, reference: str) -> str:
    """Say that the record had an order under this id."""
    from kiosk.work.text.text import clean

    return f"“{clean(reference)}” is order {entry.order.number} already, as it was ({entry.order.id})."


def _taken(entry: OnBoard, words: str, doubts: tuple[str, ...] = ()) -> _Taken:
    """Return what became of an order, with what of it is not on the menu or holds what its guest must not meet."""
    from kiosk.work.allergy.clash import clash_words, clashes

    menu = entry.playbook.menu
    met = clash_words(menu, clashes(menu, entry.order.lines, entry.order.must_not_meet))
    return _Taken(entry, words, (*doubts, *(f"ALLERGY: {words}, which the guest must not meet." for words in met)))


def read(file: str, most: int) -> bytes:
    """Read a file or stdin, one byte more than `most`."""
    import sys
    from pathlib import Path

    if file == "-":
        return sys.stdin.buffer.read(most + 1)
    with Path(file).open("rb") as opened:
        return opened.read(most + 1)


def guest_of(asked: Asked) -> Guest:
    """Return the guest an order says."""
    from kiosk.work.order.event import Guest

    return Guest("", asked.guest, asked.note, asked.allergy)

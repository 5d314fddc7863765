"""`kiosk order add`: an order given as JSON becomes an order of the counter, whatever its names."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import ORDER_WORDS, add_by, verb
from kiosk.work.verb.open_order import AddOrder
from kiosk.work.verb.take_order import TakeOrder

if TYPE_CHECKING:
    from kiosk.cli.order_json import Asked
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.order.event import Guest

EXAMPLE = """the order, as JSON:
  {"id": "web-4711", "guest": "Ana", "note": "", "allergies": ["milk"],
   "allergy": "the smallest crumb of nuts", "ready_at": "12:30",
   "lines": [{"item": "cheeseburger", "quantity": 2, "choices": ["no onion"], "note": ""}]}"""


def add(verbs: Nouns) -> None:
    """Add the verb."""
    adding = verb(verbs, "add", _add, "take an order given as JSON; the same id twice is one order", epilog=EXAMPLE)
    adding.add_argument("file", metavar="FILE", nargs="?", default="-", help="the JSON; - or nothing reads stdin")
    adding.add_argument("--order", metavar="ORDER", help=f"take an order that was started: {ORDER_WORDS}")
    add_strict(adding)
    add_by(adding)


def add_strict(parser: argparse.ArgumentParser) -> None:
    """Add the option that refuses what is not on the menu."""
    parser.add_argument("--strict", action="store_true", help="refuse what is not on the menu")


def _add(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.work.time.instant import latest

    raw = read(args.file)

    async def add(counter: Counter) -> tuple[OnBoard, str]:
        began = counter.clock.now()
        known, reference = await _outside(args, counter, raw)
        return known, "" if latest([began, known.order.opened.at]) == known.order.opened.at else reference

    if args.order is None:
        return _added(args, *with_counter(args, add, makes=True))
    return _added(args, *with_counter(args, lambda counter: _take(args, counter, raw)))


async def _outside(args: argparse.Namespace, counter: Counter, raw: bytes) -> tuple[OnBoard, str]:
    """Take an order from outside, and say what of it is not on the menu; gives its id too."""
    from kiosk.cli.order_json import read_order
    from kiosk.cli.say import warn
    from kiosk.cli.times import moment
    from kiosk.errors import Refused

    asked = read_order(raw, counter.playbook.menu, strict=args.strict)
    if not asked.reference:
        raise Refused("no-id", "id: the order needs one, so that sending it twice makes one order.")
    try:
        ready_at = moment(asked.ready_at, counter.clock.now().at, counter.local) if asked.ready_at else 0
    except Refused as refused:
        raise Refused("bad-order", f"ready_at: {refused.words}") from refused
    known = await counter.do(
        AddOrder(
            asked.reference, asked.wishes, guest=guest_of(asked), allergies=asked.allergies, ready_at=max(0, ready_at)
        ),
        by=args.by,
    )
    for words in asked.doubts:
        warn(words)
    return known, asked.reference


async def _take(args: argparse.Namespace, counter: Counter, raw: bytes) -> tuple[OnBoard, str]:
    """Make an order that was started into what was asked for; gives the id too where it was so already.

    Whoever keys it sees what is not on the menu, so that is refused.
    """
    from kiosk.cli.order_json import read_order
    from kiosk.errors import Refused

    started = await counter.order(args.order)
    asked = read_order(raw, started.playbook.menu, strict=True)
    if asked.ready_at:
        raise Refused("bad-order", "ready_at: is for orders from outside. Take this one, then: kiosk ticket hold")
    op = f"take-{started.order.id}-{asked.reference}" if asked.reference else ""
    try:
        known = await counter.do(
            TakeOrder(started.order.id, asked.wishes, guest=guest_of(asked), allergies=asked.allergies),
            by=args.by,
            op=op,
        )
    except Refused as refusal:
        if refusal.code != "already-taken":
            raise
        words = f"Order {started.order.number} is already taken. Without --order it becomes an order of its own."
        raise Refused(refusal.code, words) from refusal
    return known, asked.reference if started.order.taken else ""


def _added(args: argparse.Namespace, entry: OnBoard, again: str) -> int:
    """Say what became of an order that came in, or that the record had it under this id."""
    from kiosk.cli.say import warn
    from kiosk.cli.show import done, held_until
    from kiosk.wiring import local_time, system_clock
    from kiosk.work.allergy.allergy import allergy_said
    from kiosk.work.allergy.clash import clash_words, clashes
    from kiosk.work.text.text import clean

    order, menu = entry.order, entry.playbook.menu
    for words in clash_words(menu, clashes(menu, order.lines, order.must_not_meet)):
        warn(f"ALLERGY: {words}, which the guest must not meet.")
    if again:
        return done(args, entry, f"“{clean(again)}” is order {order.number} already, as it was ({order.id}).")
    held = f", held {held_until(order.held, system_clock().now(), local_time)}" if order.held else ""
    said = allergy_said(order, entry.guest)
    allergy = f" ALLERGY: {said}." if said else ""
    return done(args, entry, f"Order {order.number} is taken ({order.id}){held}.{allergy}")


def read(file: str) -> bytes:
    """Read a file or stdin, one byte more than an order may have."""
    import sys
    from pathlib import Path

    from kiosk.cli.order_json import MOST_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def guest_of(asked: Asked) -> Guest:
    """Give the guest an order says."""
    from kiosk.work.order.event import Guest

    return Guest("", asked.guest, asked.note, asked.allergy)

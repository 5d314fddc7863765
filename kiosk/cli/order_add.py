"""`kiosk order add`: an order given as JSON becomes an order of the counter, whatever its names."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import ORDER_WORDS, add_by, verb
from kiosk.errors import Refused

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

    async def add(counter: Counter) -> tuple[OnBoard, str, str]:
        began = counter.clock.now()
        known, words, reference = await _outside(args, counter, raw)
        return known, words, "" if latest([began, known.order.opened.at]) == known.order.opened.at else reference

    if args.order is None:
        return _added(args, *with_counter(args, add, makes=True))
    return _added(args, *with_counter(args, lambda counter: _take(args, counter, raw)))


async def _outside(args: argparse.Namespace, counter: Counter, raw: bytes) -> tuple[OnBoard, str, str]:
    """Take an order from outside, and say what of it is not on the menu; gives what is said of it, and its id."""
    from kiosk.cli.order_json import read_order
    from kiosk.cli.say import warn
    from kiosk.cli.times import moment
    from kiosk.cli.verb import answer
    from kiosk.work.verb.open_order import AddOrder

    asked = read_order(raw, counter.playbook.menu, strict=args.strict)
    if not asked.reference:
        raise Refused("no-id", "id: the order needs one, so that sending it twice makes one order.")
    try:
        ready_at = moment(asked.ready_at, counter.clock.now().at, counter.local) if asked.ready_at else 0
    except Refused as refused:
        raise Refused("bad-order", f"ready_at: {refused.words}") from refused
    order = AddOrder(asked.reference, asked.wishes, guest_of(asked), asked.allergies, max(0, ready_at))
    known, said = await answer(counter, order, by=args.by)
    for words in asked.doubts:
        warn(words)
    return known, said, asked.reference


async def _take(args: argparse.Namespace, counter: Counter, raw: bytes) -> tuple[OnBoard, str, str]:
    """Make an order that was started into what was asked for; gives what is said, and the id where it was so already.

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
        known, said = await answer(counter, order, by=args.by, op=op)
    except Refused as refusal:
        if refusal.code != "already-taken":
            raise
        words = f"Order {started.order.number} is already taken. Without --order it becomes an order of its own."
        raise Refused(refusal.code, words) from refusal
    return known, f"{said.removesuffix('.')}. Its id: {known.order.id}.", asked.reference if started.order.taken else ""


def _added(args: argparse.Namespace, entry: OnBoard, said: str, again: str) -> int:
    """Say what became of an order that came in, or that the record had it under this id."""
    from kiosk.cli.say import warn
    from kiosk.cli.show import done
    from kiosk.work.allergy.clash import clash_words, clashes
    from kiosk.work.text.text import clean

    order, menu = entry.order, entry.playbook.menu
    for words in clash_words(menu, clashes(menu, order.lines, order.must_not_meet)):
        warn(f"ALLERGY: {words}, which the guest must not meet.")
    known = f"“{clean(again)}” is order {order.number} already, as it was ({order.id})."
    return done(args, entry, known if again else said)


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
    """Return the guest an order says."""
    from kiosk.work.order.event import Guest

    return Guest("", asked.guest, asked.note, asked.allergy)

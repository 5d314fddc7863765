"""`kiosk order`: orders opened, taken, looked at and voided."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import add_by, noun, verb

if TYPE_CHECKING:
    from kiosk.cli.order_json import Asked
    from kiosk.cli.parser import Nouns
    from kiosk.counter import Counter
    from kiosk.work.board import OnBoard
    from kiosk.work.events import Guest

ORDER_WORDS = "45, #45 or 20261122-45"

EXAMPLE = """the order, as JSON:
  {"id": "web-4711", "guest": "Ana", "note": "", "allergies": ["milk"],
   "allergy": "the smallest crumb of nuts",
   "lines": [{"item": "cheeseburger", "quantity": 2, "choices": ["no onion"], "note": ""}]}"""


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "order")
    start = verb(verbs, "start", _start, "open an order for a guest at the counter")
    add_by(start)
    adding = verb(verbs, "add", _add, "take an order given as JSON; the same id twice is one order", epilog=EXAMPLE)
    adding.add_argument("file", metavar="FILE", nargs="?", default="-", help="the JSON; - or nothing reads stdin")
    adding.add_argument("--order", metavar="ORDER", help=f"take an order that was started: {ORDER_WORDS}")
    add_by(adding)
    verb(verbs, "list", _list, "list the orders that are not finished")
    show = verb(verbs, "show", _show, "show one order with its lines and steps")
    show.add_argument("order", metavar="ORDER", help=ORDER_WORDS)
    void = verb(verbs, "void", _void, "end an order that will not be made")
    void.add_argument("order", metavar="ORDER", help=ORDER_WORDS)
    void.add_argument("--reason", metavar="R", required=True, help="why")
    add_by(void)


def _start(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    return _said(args, with_counter(args, lambda counter: counter.open_order(by=args.by), makes=True), "is open")


def _add(args: argparse.Namespace) -> int:
    from kiosk.cli.order_json import read_order
    from kiosk.cli.run import with_counter
    from kiosk.errors import Refused
    from kiosk.work.instant import latest

    raw = _read(args.file)

    async def add(counter: Counter) -> tuple[OnBoard, str]:
        began = counter.clock.now()
        asked = read_order(raw, counter.playbook.menu)
        if not asked.reference:
            raise Refused("no-id", "id: the order needs one, so that sending it twice makes one order.")
        known = await counter.add_order(
            asked.reference, asked.wishes, guest=_guest(asked), allergies=asked.allergies, by=args.by
        )
        return known, "" if latest([began, known.order.opened.at]) == known.order.opened.at else asked.reference

    if args.order is None:
        return _added(args, *with_counter(args, add, makes=True))
    return _added(args, *with_counter(args, lambda counter: _take(args, counter, raw)))


async def _take(args: argparse.Namespace, counter: Counter, raw: bytes) -> tuple[OnBoard, str]:
    """Make an order that was started into what was asked for; gives the id too where it was so already."""
    from kiosk.cli.order_json import read_order
    from kiosk.errors import Refused

    started = await counter.order(args.order)
    asked = read_order(raw, started.playbook.menu)
    op = f"take-{started.order.id}-{asked.reference}" if asked.reference else ""
    try:
        known = await counter.take_order(
            started.order.id, asked.wishes, guest=_guest(asked), allergies=asked.allergies, by=args.by, op=op
        )
    except Refused as refusal:
        if refusal.code != "already-taken":
            raise
        words = f"Order {started.order.number} is already taken. Without --order it becomes an order of its own."
        raise Refused(refusal.code, words) from refusal
    return known, asked.reference if started.order.taken else ""


def _added(args: argparse.Namespace, entry: OnBoard, again: str) -> int:
    """Say what became of an order that came in, or that the record had it under this id."""
    from kiosk.work.text import clean

    if args.json or not again:
        return _said(args, entry, "is taken")
    print(f"“{clean(again)}” is order {entry.order.number} already, as it was ({entry.order.id}).")
    return 0


def _read(file: str) -> bytes:
    """Read a file or stdin, one byte more than an order may have."""
    import sys
    from pathlib import Path

    from kiosk.cli.order_json import MOST_BYTES

    if file == "-":
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(file).open("rb") as opened:
        return opened.read(MOST_BYTES + 1)


def _guest(asked: Asked) -> Guest:
    from kiosk.work.events import Guest

    return Guest("", asked.guest, asked.note, asked.allergy)


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table
    from kiosk.cli.show import order_facts, order_row

    async def look(counter: Counter) -> None:
        entries = list(counter.board.orders.values())
        now = counter.clock.now()
        if args.json:
            facts([order_facts(entry, now) for entry in entries])
        elif not entries:
            print("No open orders.")
        else:
            table(
                ("no.", "guest", "age", "pace", "items", "open at"),
                [order_row(entry, now) for entry in entries],
                (0, 2),
            )

    with_counter(args, look)
    return 0


def _show(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts
    from kiosk.cli.show import order_facts, order_lines

    async def look(counter: Counter) -> None:
        entry = await counter.order(args.order)
        now = counter.clock.now()
        if args.json:
            facts(order_facts(entry, now))
        else:
            print("\n".join(order_lines(entry, now, counter.local)))

    with_counter(args, look)
    return 0


def _void(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    async def void(counter: Counter) -> OnBoard:
        order_id = (await counter.order(args.order)).order.id
        return await counter.void(order_id, args.reason, by=args.by)

    return _said(args, with_counter(args, void), "is void")


def _said(args: argparse.Namespace, entry: OnBoard, what: str) -> int:
    """Say what became of an order."""
    from kiosk.cli.say import facts
    from kiosk.cli.show import order_facts

    if args.json:
        facts(order_facts(entry, None))
    else:
        print(f"Order {entry.order.number} {what} ({entry.order.id}).")
    return 0

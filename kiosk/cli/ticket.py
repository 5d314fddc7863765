"""`kiosk ticket`: what stations do, without a screen."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import add_by, noun, verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns, Parser
    from kiosk.counter import Counter
    from kiosk.work.board import OnBoard
    from kiosk.work.events import Mark


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "ticket")
    listing = verb(verbs, "list", _list, "list the open tickets, oldest order first")
    listing.add_argument("--station", metavar="S", action="append", help="only this station; may be said again")
    _ticket(verb(verbs, "take", _take, "take a ticket up: others see who has it"))
    bump = _ticket(verb(verbs, "bump", _bump, "do a step, with how it was done; the last one prints the slip"))
    bump.add_argument("--keep", metavar="POINT", nargs="+", action="extend", default=[], help="points kept")
    bump.add_argument("--skip", metavar="POINT", nargs="+", action="extend", default=[], help="points skipped")
    bump.add_argument(
        "--not-applicable", metavar="POINT", nargs="+", action="extend", default=[], help="points that do not apply"
    )
    bump.add_argument("--reason", metavar="R", default="", help="why points were skipped or do not apply")
    bump.add_argument(
        "--reading", metavar="SPEC=VALUE", nargs="+", action="extend", default=[], help="numbers read against specs"
    )
    bump.add_argument("--action", metavar="A", default="", help="what was done about a reading out of its limit")
    _ticket(verb(verbs, "undo", _undo, "take back your own bump within 30 s"))


def _ticket(parser: Parser) -> Parser:
    """Add what names a ticket and who works it."""
    parser.add_argument("order", metavar="ORDER", help="45, #45 or 20261122-45")
    parser.add_argument("step", metavar="STEP", help="a step of the process, such as cook")
    add_by(parser)
    return parser


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import one_of, with_counter
    from kiosk.cli.say import facts, table
    from kiosk.cli.show import item_words, rail_facts
    from kiosk.work.board import ticket_age, ticket_pace
    from kiosk.work.instant import clock_words
    from kiosk.work.pace import SIGNS
    from kiosk.work.routing import Ticket

    async def look(counter: Counter) -> None:
        known = [station.id for station in counter.playbook.station.values()]
        wanted = [one_of("station", name, known) for name in args.station] if args.station else known
        board, now = counter.board, counter.clock.now()

        def row(ticket: Ticket) -> tuple[object, ...]:
            entry = board.orders[ticket.order_id]
            judged = ticket_pace(ticket, entry.playbook, now)
            who = (ticket.taken_up.by or ticket.taken_up.station or "somebody") if ticket.taken_up else ""
            items = item_words(entry, [shown.line for shown in ticket.lines])
            return ticket.number, ticket.step, clock_words(ticket_age(ticket, now)), SIGNS[judged], who, items

        rail = board.rail(wanted)
        if args.json:
            facts([rail_facts(board.orders[ticket.order_id], ticket, now) for ticket in rail])
        elif not rail:
            print("No open tickets.")
        else:
            table(("no.", "step", "age", "", "who", "items"), [row(ticket) for ticket in rail], (0, 2))

    with_counter(args, look)
    return 0


def _take(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    async def take(counter: Counter) -> OnBoard:
        return await counter.take((await counter.order(args.order)).order.id, args.step, by=args.by)

    return _said(args, with_counter(args, take), "is taken up")


def _bump(args: argparse.Namespace) -> int:
    """Take the readings, which stand whatever follows; then mark the points and bump, all or nothing."""
    from kiosk.cli.run import with_verb
    from kiosk.errors import Refused

    pairs = [said.partition("=") for said in args.reading]
    if any(not sign for _, sign, _ in pairs):
        raise Refused("bad-reading", "A reading is SPEC=VALUE, such as core=158.")

    async def bump(counter: Counter) -> OnBoard:
        order_id = (await counter.order(args.order)).order.id
        for spec, _, value in pairs:
            await counter.reading(order_id, args.step, spec, value, action=args.action, by=args.by)
        marks: list[tuple[str, Mark, str]] = [
            *((point, "kept", "") for point in args.keep),
            *((point, "skipped", args.reason) for point in args.skip),
            *((point, "not-applicable", args.reason) for point in args.not_applicable),
        ]
        return await counter.bump(order_id, args.step, marks=marks, by=args.by)

    entry = with_verb(args, bump)
    return _said(args, entry, "is done, and the order is finished" if entry.order.finished else "is done")


def _undo(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    async def undo(counter: Counter) -> OnBoard:
        return await counter.undo((await counter.order(args.order)).order.id, args.step, by=args.by)

    return _said(args, with_counter(args, undo), "is taken back")


def _said(args: argparse.Namespace, entry: OnBoard, what: str) -> int:
    """Say what became of a ticket."""
    from kiosk.cli.say import facts
    from kiosk.cli.show import order_facts

    if args.json:
        facts(order_facts(entry, None))
    else:
        print(f"{entry.playbook.process.step[args.step].name} of order {entry.order.number} {what}.")
    return 0

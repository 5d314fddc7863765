"""`kiosk ticket observe`: how a step was done as somebody saw it who did not do it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.marks import said_twice
from kiosk.cli.parser import add_ticket, verb
from kiosk.work.verb.observe import Observe

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.order.event import Mark, Source


def add(verbs: Nouns) -> None:
    """Add the verb."""
    words = "say how points of a step went as you saw them; it stands beside what the worker marked"
    observe = add_ticket(verb(verbs, "observe", _observe, words, check=_check))
    for name, said in (("keep", "points kept"), ("skip", "points skipped"), ("not-seen", "points you did not see")):
        observe.add_argument(f"--{name}", metavar="POINT", nargs="+", action="extend", default=[], help=said)
    observe.add_argument("--reason", metavar="R", default="", help="why points were skipped")
    observe.add_argument("--guest", action="store_true", help="the guest told it, you only write it down")


def _check(args: argparse.Namespace) -> str:
    if not (args.keep or args.skip or args.not_seen):
        return "say --keep, --skip or --not-seen with points"
    return said_twice(args.keep, args.skip, args.not_seen)


def _observe(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done, step_words

    source: Source = "guest" if args.guest else "observer"
    marks: list[tuple[str, Mark, str]] = [
        *((point, "kept", "") for point in args.keep),
        *((point, "skipped", args.reason) for point in args.skip),
        *((point, "not-seen", "") for point in args.not_seen),
    ]

    async def observe(counter: Counter, order_id: str) -> OnBoard:
        return await counter.do(Observe(order_id, args.step, tuple(marks), source=source), by=args.by)

    entry = on_order(args, observe)
    return done(args, entry, f"{step_words(entry, args.step)}: noted beside the worker's own marks.")

"""`kiosk ticket rush`, `unrush`, `hold` and `fire`: when an order is made."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import add_order, add_reason, verb
from kiosk.cli.times import MOMENT_WORDS, moment
from kiosk.work.verb.hold import Fire, Hold
from kiosk.work.verb.rush import Rush, Unrush

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard


def add(verbs: Nouns) -> None:
    """Add the verbs."""
    add_reason(add_order(verb(verbs, "rush", _rush, "let an order go before all others, at every station")))
    add_order(verb(verbs, "unrush", _unrush, "let an order take its place by its age again"))
    hold = add_reason(add_order(verb(verbs, "hold", _hold, "keep an order off the rails until a time, or until fired")))
    until = hold.add_mutually_exclusive_group()
    until.add_argument("--until", metavar="WHEN", help=f"when it comes back: {MOMENT_WORDS}")
    until.add_argument("--minutes", metavar="N", type=int, help="in how many minutes it comes back")
    fire = add_order(verb(verbs, "fire", _fire, "let what is held back of an order begin now"))
    fire.add_argument("step", metavar="STEP", nargs="?", default="", help="only this step, where it waits for its time")


def _rush(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done

    entry = on_order(args, lambda counter, order: counter.do(Rush(order, args.reason), by=args.by))
    return done(args, entry, f"Order {entry.order.number} goes before all others.")


def _unrush(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done

    entry = on_order(args, lambda counter, order: counter.do(Unrush(order), by=args.by))
    return done(args, entry, f"Order {entry.order.number} takes its place by its age again.")


def _hold(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done, held_until
    from kiosk.wiring import local_time, system_clock

    async def hold(counter: Counter, order_id: str) -> OnBoard:
        now = counter.clock.now().at
        until = 0
        if args.minutes is not None:
            until = now + 60_000 * args.minutes
        elif args.until is not None:
            until = moment(args.until, now, counter.local)
        return await counter.do(Hold(order_id, args.reason, until), by=args.by)

    entry = on_order(args, hold)
    until = held_until(entry.order.holds[-1], system_clock().now(), local_time)
    return done(args, entry, f"Order {entry.order.number} is held {until}.")


def _fire(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done, step_words

    entry = on_order(args, lambda counter, order: counter.do(Fire(order, args.step), by=args.by))
    whole = not args.step or args.step not in entry.order.fired
    name = f"Order {entry.order.number}" if whole else step_words(entry, args.step)
    return done(args, entry, f"{name} is not held back any more.")

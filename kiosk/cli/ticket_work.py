"""`kiosk ticket bump`, `undo` and `observe`: what hands do at a station, and how, as several verbs at once."""

from __future__ import annotations

import argparse
from functools import partial
from typing import TYPE_CHECKING

from kiosk.cli.marks import action_of, add_marks, check_marks, check_series, marks_of, readings_of, said_twice
from kiosk.cli.parser import add_acting, add_order, add_ticket, verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.order.event import Mark, Source

WHOLE = ("keep", "skip", "not_applicable", "reason", "reading", "confirmed", "action")
"""What is said of a whole step when it is bumped."""

SEEN = (("keep", "points kept"), ("skip", "points skipped"), ("not-seen", "points you did not see"))


def add(verbs: Nouns) -> None:
    """Add `bump` and `undo`."""
    words = "do a step, with how it was done, or some lines of it; the last one prints the slip"
    bump = add_ticket(verb(verbs, "bump", _bump, words, check=_check_bump))
    _add_lines(bump, "only these lines, by their numbers")
    add_marks(bump)
    add_acting(bump)
    words = "take back the last thing you did to an order within 30 s, or that lines of a step are done"
    undo = add_order(verb(verbs, "undo", _undo, words, check=_check_undo))
    undo.add_argument("step", metavar="STEP", nargs="?", default="", help="only what was done at this step")
    _add_lines(undo, "these lines are not done; whoever did them, as long as their ticket is open")


def add_observe(verbs: Nouns) -> None:
    """Add `observe`."""
    words = "say how points of a step went as you saw them; it stands beside what the worker marked"
    observe = add_ticket(verb(verbs, "observe", _observe, words, check=_check_observe))
    for name, said in SEEN:
        observe.add_argument(f"--{name}", metavar="POINT", nargs="+", action="extend", default=[], help=said)
    observe.add_argument("--reason", metavar="R", default="", help="why points were skipped")
    observe.add_argument("--guest", action="store_true", help="the guest told it, you only write it down")


def _add_lines(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--line", metavar="N", type=int, nargs="+", action="extend", default=[], help=words)


def _check_bump(args: argparse.Namespace) -> str:
    said = [name for name in WHOLE if getattr(args, name)]
    if not args.line or not said:
        return check_marks(args)
    return f"argument --{said[0].replace('_', '-')}: is said of a whole step, not with --line"


def _check_undo(args: argparse.Namespace) -> str:
    return "argument --line: needs the STEP the lines were bumped at" if args.line and not args.step else ""


def _check_observe(args: argparse.Namespace) -> str:
    if not (args.keep or args.skip or args.not_seen):
        return "say --keep, --skip or --not-seen with points"
    return said_twice(args.keep, args.skip, args.not_seen)


def _bump(args: argparse.Namespace) -> int:
    """Bump a step, or lines of it one after the other: those before one that is refused stand."""
    from kiosk.cli.run import with_verb
    from kiosk.cli.show import done
    from kiosk.cli.verb import answer
    from kiosk.work.verb.bump import Bump

    pairs = readings_of(args, "core=158")

    async def bump(counter: Counter) -> tuple[OnBoard, str]:
        await counter.people.act_as(args.by, coach=args.coach, standing_in=args.standing_in)
        entry = await counter.order(args.order)
        order = entry.order.id
        if args.line:
            return await _each_line(args, counter, order, done=True)
        check_series(pairs, partial(entry.spec, args.step))
        for name, value in pairs:
            await _read(args, counter, order, name, value)
        return await answer(counter, Bump(order, args.step, tuple(marks_of(args))), by=args.by)

    return done(args, *with_verb(args, bump))


async def _read(args: argparse.Namespace, counter: Counter, order: str, name: str, value: str) -> None:
    """Take a reading, which stands whatever follows."""
    from kiosk.work.order.limit import missed
    from kiosk.work.order.point import readings_of
    from kiosk.work.verb.mark import TakeReading

    entry = await counter.order(order)
    spec = entry.spec(args.step, name)
    before = readings_of(entry.order, args.step, name)
    action = action_of(args, spec, value, answers=spec is not None and missed(spec, before) is not None)
    await counter.do(TakeReading(order, args.step, name, value, action, args.confirmed), by=args.by)


async def _each_line(args: argparse.Namespace, counter: Counter, order: str, *, done: bool) -> tuple[OnBoard, str]:
    """Mark lines one after the other, and return what was said of the last."""
    from kiosk.cli.verb import answer
    from kiosk.work.verb.line import BumpLine, UndoLine

    kind = BumpLine if done else UndoLine
    *others, last = dict.fromkeys(args.line)
    for line in others:
        await counter.do(kind(order, args.step, line), by=args.by)
    return await answer(counter, kind(order, args.step, last), by=args.by)


def _undo(args: argparse.Namespace) -> int:
    """Take back lines, or the last own deed."""
    from kiosk.cli.run import with_counter
    from kiosk.cli.show import done
    from kiosk.cli.verb import answer
    from kiosk.work.verb.undo import Undo

    async def undo(counter: Counter) -> tuple[OnBoard, str]:
        order = (await counter.order(args.order)).order.id
        if args.line:
            return await _each_line(args, counter, order, done=False)
        return await answer(counter, Undo(order, args.step), by=args.by)

    return done(args, *with_counter(args, undo))


def _observe(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.show import done
    from kiosk.cli.verb import answer
    from kiosk.work.verb.observe import Observe

    source: Source = "guest" if args.guest else "observer"
    marks: list[tuple[str, Mark, str]] = [
        *((point, "kept", "") for point in args.keep),
        *((point, "skipped", args.reason) for point in args.skip),
        *((point, "not-seen", "") for point in args.not_seen),
    ]

    async def observe(counter: Counter) -> tuple[OnBoard, str]:
        order = (await counter.order(args.order)).order.id
        return await answer(counter, Observe(order, args.step, tuple(marks), source), by=args.by)

    return done(args, *with_counter(args, observe))

"""`kiosk ticket take`, `put-back`, `bump` and `undo`: what hands do at a station."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.marks import action_of, add_marks, check_marks, marks_of, readings_of
from kiosk.cli.parser import add_order, add_ticket, verb
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.line import BumpLine, UndoLine
from kiosk.work.verb.mark import TakeReading
from kiosk.work.verb.take import PutBack, Take
from kiosk.work.verb.undo import Undo

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.verb.undo import Deed

WHOLE = ("keep", "skip", "not_applicable", "reason", "reading", "action")
"""What is said of a whole step when it is bumped."""


def add(verbs: Nouns) -> None:
    """Add the verbs."""
    take = add_ticket(verb(verbs, "take", _take, "take a ticket up: others see who has it"))
    take.add_argument("--over", action="store_true", help="take it from whoever has it now")
    _add_acting(take)
    add_ticket(verb(verbs, "put-back", _put_back, "leave a ticket you took up to others"))
    words = "do a step, with how it was done, or some lines of it; the last one prints the slip"
    bump = add_ticket(verb(verbs, "bump", _bump, words, check=_check_bump))
    _add_lines(bump, "only these lines, by their numbers")
    add_marks(bump)
    _add_acting(bump)
    words = "take back the last thing you did to an order within 30 s, or that lines of a step are done"
    undo = add_order(verb(verbs, "undo", _undo, words, check=_check_undo))
    undo.add_argument("step", metavar="STEP", nargs="?", default="", help="only what was done at this step")
    _add_lines(undo, "these lines are not done; whoever did them, as long as their ticket is open")


def _add_acting(parser: argparse.ArgumentParser) -> None:
    """Add what a person says of themselves: why another role's step, and who stands beside a trainee."""
    parser.add_argument("--standing-in", metavar="R", default="", help="why you do a step of a role that is not yours")
    parser.add_argument("--coach", metavar="PERSON", default="", help="who stands beside you while you learn it")


def _add_lines(parser: argparse.ArgumentParser, words: str) -> None:
    parser.add_argument("--line", metavar="N", type=int, nargs="+", action="extend", default=[], help=words)


def _check_bump(args: argparse.Namespace) -> str:
    said = [name for name in WHOLE if getattr(args, name)]
    if not args.line or not said:
        return check_marks(args)
    return f"argument --{said[0].replace('_', '-')}: is said of a whole step, not with --line"


def _check_undo(args: argparse.Namespace) -> str:
    return "argument --line: needs the STEP the lines were bumped at" if args.line and not args.step else ""


def _take(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done, step_words

    async def take(counter: Counter, order_id: str) -> OnBoard:
        await counter.people.act_as(args.by, coach=args.coach, standing_in=args.standing_in)
        return await counter.do(Take(order_id, args.step, over=args.over), by=args.by)

    entry = on_order(args, take)
    return done(args, entry, f"{step_words(entry, args.step)} is taken up.")


def _put_back(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done, step_words

    entry = on_order(args, lambda counter, order: counter.do(PutBack(order, args.step), by=args.by))
    return done(args, entry, f"{step_words(entry, args.step)} is left to others.")


def _bump(args: argparse.Namespace) -> int:
    """Bump a step or lines of it."""
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done, step_words

    pairs = readings_of(args, "core=158")

    async def bump(counter: Counter, order_id: str) -> OnBoard:
        await counter.people.act_as(args.by, coach=args.coach, standing_in=args.standing_in)
        if args.line:
            return await _bump_lines(args, counter, order_id)
        return await _bump_whole(args, counter, order_id, pairs)

    entry = on_order(args, bump, prints=True)
    ticket = entry.ticket(args.step)
    words = step_words(entry, args.step)
    if ticket and ticket.state == "open":
        lines = [one for one in ticket.lines if not one.struck]
        return done(args, entry, f"{words}: {sum(one.done is not None for one in lines)} of {len(lines)} lines done.")
    return done(args, entry, f"{words} is done" + (", and the order is finished." if entry.order.finished else "."))


async def _bump_whole(
    args: argparse.Namespace, counter: Counter, order_id: str, pairs: list[tuple[str, str]]
) -> OnBoard:
    """Take the readings, which stand whatever follows; then mark the points and bump, all or nothing."""
    from kiosk.work.order.limit import missed
    from kiosk.work.order.point import readings_of

    for name, value in pairs:
        entry = await counter.order(order_id)
        procedure = entry.playbook.procedure.get(args.step)
        spec = procedure.spec(name) if procedure else None
        before = readings_of(entry.order, args.step, name)
        action = action_of(args, spec, value, answers=spec is not None and missed(spec, before) is not None)
        await counter.do(TakeReading(order_id, args.step, name, value, action=action), by=args.by)
    return await counter.do(Bump(order_id, args.step, marks=tuple(marks_of(args))), by=args.by)


async def _bump_lines(args: argparse.Namespace, counter: Counter, order_id: str) -> OnBoard:
    """Bump lines one after the other; those before one that is refused stand."""
    entry = await counter.order(order_id)
    for line in dict.fromkeys(args.line):
        entry = await counter.do(BumpLine(order_id, args.step, line), by=args.by)
    return entry


def _undo(args: argparse.Namespace) -> int:
    """Take back lines, or the last own deed."""
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done
    from kiosk.work.verb.undo import last_deed

    deeds: list[Deed] = []

    async def undo(counter: Counter, order_id: str) -> OnBoard:
        entry = await counter.order(order_id)
        if not args.line:
            deeds.extend(filter(None, [last_deed((entry.order,), counter.stamp_of(args.by), args.step)]))
            return await counter.do(Undo(order_id, args.step), by=args.by)
        for line in dict.fromkeys(args.line):
            entry = await counter.do(UndoLine(order_id, args.step, line), by=args.by)
        return entry

    entry = on_order(args, undo)
    return done(args, entry, _undone(args, entry, deeds[0] if deeds else None))


def _undone(args: argparse.Namespace, entry: OnBoard, deed: Deed | None) -> str:
    """Say what was taken back."""
    from kiosk.cli.show import step_words

    order = f"Order {entry.order.number}"
    if deed is None:
        lines = ", ".join(map(str, dict.fromkeys(args.line)))
        return f"{step_words(entry, args.step)}: not done any more: {lines}."
    match deed.verb:
        case "bump":
            return f"{step_words(entry, deed.step)} is taken back."
        case "line":
            return f"{step_words(entry, deed.step)}: not done any more: {deed.line}."
        case "take":
            return f"{step_words(entry, deed.step)} is left to others."
        case "rush":
            return f"{order} is not rushed any more."
        case "hold":
            return f"{order} is not held any more."
        case "void" | "stays":  # what stays is refused before it gets here
            return f"{order} is not void any more."

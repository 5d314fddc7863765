"""`kiosk problem`: what is wrong with a step, or would be better, and what is answered."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.export import add_export
from kiosk.cli.parser import ORDER_WORDS, add_by, noun, verb
from kiosk.cli.times import add_times, period
from kiosk.work.verb.problem import ResolveProblem

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.record.problem_row import ProblemRow


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "problem")
    listing = verb(verbs, "list", _list, "list what was raised: the open ones of every day first, then those resolved")
    listing.add_argument("--open", action="store_true", help="only those nobody has resolved")
    add_times(listing)
    raising = verb(verbs, "raise", _raise, "say what is wrong with a step, or what would be better")
    raising.add_argument("step", metavar="STEP", help="a step of the process, such as cook")
    raising.add_argument("--order", metavar="ORDER", default="", help=f"the order it is about, if any: {ORDER_WORDS}")
    raising.add_argument("--kind", choices=("problem", "suggestion"), default="problem", help="problem unless said")
    raising.add_argument("--reason", metavar="R", required=True, help="why, in a few words")
    raising.add_argument("--text", metavar="W", default="", help="more, in your own words; never a guest's name")
    raising.add_argument("--critical", action="store_true", help="stop the order until this is resolved")
    add_by(raising)
    resolving = verb(verbs, "resolve", _resolve, "answer a problem or a suggestion; a stopped order goes on")
    resolving.add_argument("id", metavar="ID", help="its id, or the beginning of it")
    resolving.add_argument("--answer", metavar="W", required=True, help="what became of it: who raised it reads this")
    add_by(resolving)
    add_export(verbs, "problems", "export a row for every problem and suggestion")


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import today_of, with_counter
    from kiosk.cli.say import facts, table
    from kiosk.counter.problems import EVER

    days = period(args.since, args.until, lambda: today_of(args)) if args.since or args.until else EVER

    async def look(counter: Counter) -> tuple[ProblemRow, ...]:
        return await counter.problems.list(days, unresolved=args.open)

    found = with_counter(args, look)
    if args.json:
        facts([_facts(row) for row in found])
    elif not found:
        print("Nothing is open." if args.open else "Nothing was raised.")
    else:
        heads = ("id", "state", "order", "step", "version", "kind", "said", "by", "answer")
        table(heads, [_cells(row) for row in found])
    return 0


def _cells(row: ProblemRow) -> tuple[str, ...]:
    state = "resolved" if row.resolved_at else "CRITICAL" if row.critical else "open"
    said = f"{row.reason}: {row.text}" if row.text else row.reason
    order = f"{row.day} #{row.number}" if row.number else row.day
    return (row.id, state, order, row.step_name, row.procedure, row.kind, said, row.person or row.station, row.answer)


def _raise(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.work.verb.problem import RaiseProblem

    async def raised(counter: Counter) -> ProblemRow:
        order = (await counter.order(args.order)).order.id if args.order else ""
        verb = RaiseProblem(args.step, args.kind, args.reason, args.text, args.critical, order)
        return await counter.do(verb, by=args.by)

    row = with_counter(args, raised)
    stops = f" Order {row.number} is stopped until it is resolved." if row.critical and row.number else ""
    _tell(args, row, f"{row.kind.capitalize()} {row.id} is raised at {row.step_name}.{stops}")
    return 0


def _resolve(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    async def resolved(counter: Counter) -> ProblemRow:
        return await counter.do(ResolveProblem(args.id, args.answer), by=args.by)

    row = with_counter(args, resolved)
    _tell(args, row, f"{row.kind.capitalize()} {row.id} at {row.step_name} is resolved: {row.answer}")
    return 0


def _tell(args: argparse.Namespace, row: ProblemRow, words: str) -> None:
    """Print a row as JSON, or words."""
    from kiosk.cli.say import facts

    if args.json:
        facts(_facts(row))
    else:
        print(words)


def _facts(row: ProblemRow) -> dict[str, Any]:
    """Give a row as JSON values, under its columns' names."""
    from msgspec.structs import asdict

    return {**asdict(row), "critical": bool(row.critical)}

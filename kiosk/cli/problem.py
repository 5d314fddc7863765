"""`kiosk problem`: what is wrong with a step, or would be better, and what is answered."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.export import add_export
from kiosk.cli.parser import noun, verb
from kiosk.cli.times import add_times, period
from kiosk.cli.verb import CommandForm, add_verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.record.problem_row import ProblemRow
    from kiosk.work.verb.problem import RaiseProblem


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "problem")
    listing = verb(verbs, "list", _list, "list what was raised: the open ones of every day first, then those resolved")
    listing.add_argument("--open", action="store_true", help="only those nobody has resolved")
    add_times(listing)
    first = ("order", "kind", "reason")
    raising = CommandForm(first=first, unless=(("kind", "problem"),), facts=_row_facts, more=_id_words)
    add_verb(verbs, "raise", "raise-problem", raising)
    add_verb(verbs, "resolve", "resolve-problem", CommandForm(facts=_row_facts))
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


def _id_words(_counter: Counter, _meant: RaiseProblem, row: ProblemRow) -> str:
    """Say by which id it is resolved."""
    return f"Its id: {row.id}."


def _row_facts(_counter: Counter, row: ProblemRow) -> dict[str, Any]:
    return _facts(row)


def _facts(row: ProblemRow) -> dict[str, Any]:
    """Return a row as JSON values, under its columns' names."""
    from msgspec.structs import asdict

    return {**asdict(row), "critical": bool(row.critical)}

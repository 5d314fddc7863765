"""`kiosk order refused`: orders from outside that were refused, as they came."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import add_verbs, verb
from kiosk.cli.verb import CommandForm, add_verb
from kiosk.work.text.text import clean

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.order.event import RefusedText


def add(verbs: Nouns) -> None:
    """Add the verbs."""
    refused = add_verbs(verbs, "refused", "list, show and dismiss orders from outside that were refused")
    verb(refused, "list", _list, "list the refused orders that nobody has seen to, oldest first")
    show = verb(refused, "show", _show, "show a refused order as it came, and why it was refused")
    show.add_argument("refusal", metavar="ID", help="its id, or the beginning of it")
    add_verb(refused, "dismiss", "answer-refusal", CommandForm(without=("how", "order"), facts=refusals_left))
    add_verb(refused, "forget", "forget-guests", CommandForm(without=("order", "before"), facts=refusals_left))


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table

    async def look(counter: Counter) -> None:
        rows = await counter.refusals.list()
        if args.json:
            facts([_facts(row) for row in rows])
        elif not rows:
            print("No refused order waits.")
        else:
            cells = [(row.id, _at(counter, row), row.source, row.reference or "–", row.reason) for row in rows]
            table(("id", "came", "source", "its id", "why"), cells)

    with_counter(args, look)
    return 0


def _show(args: argparse.Namespace) -> int:
    from kiosk.cli.facts import open_facts
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts
    from kiosk.work.order.required import open_choices
    from kiosk.work.outside.partly import salvaged

    async def look(counter: Counter) -> None:
        row = await counter.refusals.find(args.refusal)
        text = row.text.decode("utf-8", "replace")
        if args.json:
            menu, waits = counter.playbook.menu, row.id in counter.board.standing.refusals
            read = salvaged(row.text, menu).asked
            asked = open_facts(open_choices(menu, read.wishes if read else ()))
            facts(_facts(row) | {"text": text, "waits": waits, "asked": asked})
            return
        kept = f", {len(row.text)} of them kept" if row.size > len(row.text) else ""
        print(f"{row.source} {row.reference}".rstrip() + f", {_at(counter, row)}: {row.reason}")
        print(f"As it came, {row.size} bytes{kept}:")
        for line in text.splitlines():
            print(f"  {clean(line, len(line))}")

    with_counter(args, look)
    return 0


def _at(counter: Counter, row: RefusedText) -> str:
    return f"{counter.local(row.at):%Y-%m-%d %H:%M}" if row.at else "–"


def _facts(row: RefusedText) -> dict[str, Any]:
    """Return a row as JSON values, without its text."""
    from kiosk.work.time.instant import utc

    about = {"id": row.id, "source": row.source, "reference": row.reference, "reason": row.reason}
    return {**about, "at": utc(row.at) if row.at else "", "size": row.size}


def refusals_left(counter: Counter, _left: object) -> dict[str, Any]:
    """Return which wait still."""
    return {"waiting": list(counter.board.standing.refusals)}

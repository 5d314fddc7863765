"""`kiosk stations`: which are worked, which are closed, and where the work of those goes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import noun, verb
from kiosk.cli.verb import CommandForm, add_verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.standing import Standing


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "stations")
    verb(verbs, "list", _list, "list the stations with their open tickets, and where a closed one's work goes")
    add_verb(verbs, "close", "close-station", CommandForm(facts=_facts))
    add_verb(verbs, "open", "open-station", CommandForm(facts=_facts))


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table

    async def look(counter: Counter) -> None:
        found = _facts(counter, counter.board.standing)
        if args.json:
            facts(found)
            return
        known = counter.playbook.station
        rows = [
            (
                one["station"],
                one["name"],
                one["role"],
                one["open"],
                f"closed: {known[one['worked_at']].name} has its work" if one["closed"] else "",
            )
            for one in found
        ]
        table(("station", "name", "role", "open", ""), rows, (3,))

    with_counter(args, look)
    return 0


def _facts(counter: Counter, _standing: Standing) -> list[dict[str, Any]]:
    """Return every station as JSON values; `open` counts the tickets on its rail, those of closed ones included."""
    from kiosk.work.board.standing import where

    board = counter.board
    return [
        {
            "station": one.id,
            "name": one.name,
            "role": one.role,
            "closed": one.id in board.standing.closed,
            "worked_at": where(board.standing.routes, one.id),
            "open": len(board.rail([one.id])),
        }
        for one in counter.playbook.station.values()
    ]

"""`kiosk ticket counts`: how much of what is still to be made, what to start now, and what was made and waits."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import verb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.counts import Counts
    from kiosk.work.forecast.holding_time import WaitingParts


def add(verbs: Nouns) -> None:
    """Add the verb."""
    counting = verb(verbs, "counts", _counts, "count what is still to be made, by item and by part")
    counting.add_argument("--station", metavar="S", action="append", help="only this station; may be said again")


def _counts(args: argparse.Namespace) -> int:
    from kiosk.cli.run import one_of, with_counter
    from kiosk.cli.say import facts
    from kiosk.work.board.counts import counts
    from kiosk.work.forecast.holding_time import drop_now, kept
    from kiosk.work.forecast.ready import forecast

    async def look(counter: Counter) -> None:
        known = list(counter.playbook.station)
        wanted = [one_of("station", name, known) for name in args.station] if args.station else known
        board, now = counter.board, counter.clock.now()
        drops = drop_now(board, wanted, forecast(board, await counter.reports.medians(), now))
        made, waiting = counts(board, wanted, now), kept(board, wanted, now)
        if args.json:
            facts(_facts(wanted, made, drops, waiting))
        else:
            _print(made, drops, waiting)

    with_counter(args, look)
    return 0


def _facts(
    stations: list[str], made: Counts, drops: Mapping[str, int], waiting: tuple[WaitingParts, ...]
) -> dict[str, Any]:
    """Return the counts as JSON values; `drop_now` is null for parts that are made for their order alone."""
    return {
        "stations": stations,
        "items": [{"item": one.id, "name": one.name, "open": one.open, "coming": one.coming} for one in made.items],
        "parts": [
            {"part": one.id, "name": one.name, "open": one.open, "coming": one.coming, "drop_now": drops.get(one.id)}
            for one in made.parts
        ],
        "waiting": [
            {
                "order": one.order_id,
                "order_id": one.order_id,
                "number": one.number,
                "part": one.part.id,
                "count": one.count,
                "left_s": one.left / 1000,
            }
            for one in waiting
        ],
    }


def _print(made: Counts, drops: Mapping[str, int], waiting: tuple[WaitingParts, ...]) -> None:
    """Print up to three tables, those left out that have no rows."""
    from kiosk.cli.say import table

    parts = [(one.name, one.open, one.coming, drops.get(one.id, "")) for one in made.parts]
    tables: list[tuple[tuple[str, ...], list[tuple[object, ...]]]] = [
        (("items", "open", "coming"), [(one.name, one.open, one.coming) for one in made.items]),
        (("parts", "open", "coming", "drop now"), list(parts))
        if drops
        else (("parts", "open", "coming"), [row[:3] for row in parts]),
        (("made, waiting", "time left"), [(one.name, one.words) for one in waiting]),
    ]
    shown = [(heads, rows) for heads, rows in tables if rows]
    if not shown:
        print("Nothing is to be made.")
    for place, (heads, rows) in enumerate(shown):
        if place:
            print()
        table(heads, rows, range(1, len(heads)))

"""`kiosk stations`: which are worked, which are closed, and where the work of those goes."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import add_by, noun, verb
from kiosk.work.verb.station import CloseStation, OpenStation

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.playbook.playbook import Playbook


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "stations")
    verb(verbs, "list", _list, "list the stations with their open tickets, and where a closed one's work goes")
    close = verb(verbs, "close", _close, "let what comes to a station go to another one")
    close.add_argument("station", metavar="STATION", help="the station that is not worked")
    close.add_argument("--to", metavar="OTHER", required=True, help="the station that has its work")
    add_by(close)
    opening = verb(verbs, "open", _open, "let a closed station have its own work again")
    opening.add_argument("station", metavar="STATION", help="the station that is worked again")
    add_by(opening)


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table

    async def look(counter: Counter) -> None:
        found = _facts(counter)
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


def _close(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def close(counter: Counter) -> None:
        station, other = (_known(counter.playbook, name) for name in (args.station, args.to))
        await counter.do(CloseStation(station, other), by=args.by)
        if args.json:
            facts(_facts(counter))
        else:
            names = counter.playbook.station
            print(f"{names[station].name} is closed; {names[other].name} has its work.")

    with_counter(args, close)
    return 0


def _open(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def opened(counter: Counter) -> None:
        station = _known(counter.playbook, args.station)
        await counter.do(OpenStation(station), by=args.by)
        if args.json:
            facts(_facts(counter))
        else:
            print(f"{counter.playbook.station[station].name} has its own work again.")

    with_counter(args, opened)
    return 0


def _known(playbook: Playbook, said: str) -> str:
    from kiosk.cli.run import one_of

    return one_of("station", said, list(playbook.station))


def _facts(counter: Counter) -> list[dict[str, Any]]:
    """Give every station as JSON values; `open` counts the tickets on its rail, those of closed ones included."""
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

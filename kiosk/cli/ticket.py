"""`kiosk ticket`: what stations do, without a screen."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli import ticket_counts, ticket_work
from kiosk.cli.parser import noun, verb
from kiosk.cli.verb import CommandForm, add_verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.order.routing import Ticket


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "ticket")
    listing = verb(verbs, "list", _list, "list the open tickets, rushed orders first, then the oldest")
    listing.add_argument("--station", metavar="S", action="append", help="only this station; may be said again")
    listing.add_argument("--held", action="store_true", help="what is held back instead, and until when")
    add_verb(verbs, "take", "take", CommandForm(acting=True))
    add_verb(verbs, "put-back", "put-back")
    ticket_work.add(verbs)
    for word in ("recall", "review", "acknowledge"):
        add_verb(verbs, word, word)
    add_verb(verbs, "allergy", "see-allergy")
    for word in ("waste", "remake", "rush", "unrush", "hold", "fire"):
        add_verb(verbs, word, word)
    ticket_counts.add(verbs)
    ticket_work.add_observe(verbs)


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.facts import rail_facts
    from kiosk.cli.run import one_of, with_counter
    from kiosk.cli.say import facts, table
    from kiosk.cli.show import held_row, ticket_row

    async def look(counter: Counter) -> None:
        known = [station.id for station in counter.playbook.station.values()]
        wanted = [one_of("station", name, known) for name in args.station] if args.station else known
        board, now, today = counter.board, counter.clock.now(), counter.today()
        found = _held(counter, wanted) if args.held else board.rail(wanted)
        rows = [(board.orders[ticket.order_id], ticket, board.worked_at(ticket)) for ticket in found]
        if args.json:
            facts([rail_facts(*row, now) for row in rows])
        elif not rows:
            print("Nothing is held back." if args.held else "No open tickets.")
        elif args.held:
            heads = ("no.", "step", "until", "why", "items")
            table(heads, [held_row(entry, ticket, counter.local, today) for entry, ticket, _ in rows], (0,))
        else:
            rows_now = [ticket_row(*row, now, today) for row in rows]
            table(("no.", "step", "age", "", "marks", "who", "items"), rows_now, (0, 2))

    with_counter(args, look)
    return 0


def _held(counter: Counter, stations: list[str]) -> list[Ticket]:
    """Return the tickets that are held back from stations, what begins first on top, what needs a hand last."""
    found = [
        ticket
        for entry in counter.board.orders.values()
        for ticket in entry.tickets
        if ticket.state == "held" and counter.board.worked_at(ticket) in stations
    ]
    return sorted(found, key=lambda ticket: (ticket.fires is None, ticket.fires.at if ticket.fires else 0))

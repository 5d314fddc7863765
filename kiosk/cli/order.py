"""`kiosk order`: orders opened, taken, looked at, changed, voided and handed over."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli import order_add, order_change, order_refused
from kiosk.cli.order_refused import refusals_left
from kiosk.cli.parser import ORDER_WORDS, SOURCE_WORDS, add_source, noun, verb
from kiosk.cli.verb import CommandForm, add_verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.forecast.ready import Forecast


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "order")
    add_verb(verbs, "start", "open-order", CommandForm(makes=True, without=("serving",)))
    order_add.add(verbs)
    verb(verbs, "list", _list, "list the orders that are not finished, rushed ones first")
    words = "show one order with its lines and steps, and what happened to it"
    show = add_source(verb(verbs, "show", _show, words), SOURCE_WORDS)
    show.add_argument("order", metavar="ORDER", help=ORDER_WORDS)
    order_change.add(verbs)
    order_refused.add(verbs)
    add_verb(verbs, "forget", "forget-guests", CommandForm(without=("refusal",), sourced=True, facts=refusals_left))


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.facts import order_facts
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table
    from kiosk.cli.show import order_row
    from kiosk.work.forecast.ready import forecast, ready_words

    async def look(counter: Counter) -> None:
        entries = sorted(counter.board.orders.values(), key=lambda entry: entry.order.rush is None)
        now = counter.clock.now()
        found = forecast(counter.board, await counter.reports.medians(), now)
        if args.json:
            facts([order_facts(entry, now) | _forecast_facts(found, entry) for entry in entries])
        elif not entries:
            print("No open orders.")
        else:
            table(
                ("no.", "guest", "age", "pace", "marks", "items", "open at", "ready"),
                [
                    (*order_row(entry, now, counter.local, counter.today()), ready_words(found, entry))
                    for entry in entries
                ],
                (0, 2),
            )

    with_counter(args, look)
    return 0


def _show(args: argparse.Namespace) -> int:
    from kiosk.cli.facts import order_facts
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts
    from kiosk.cli.show import order_lines

    async def look(counter: Counter) -> None:
        entry = await counter.order(args.order, source=args.source)
        order, now = entry.order, counter.clock.now()
        made = await counter.refusals.outcomes((), order.id)
        keyed = [key for key in made if key != (order.source, order.reference)]
        if args.json:
            keyed_for = [{"source": source, "id": id_} for source, id_ in keyed]
            facts(order_facts(entry, now) | ({"keyed_for": keyed_for} if keyed else {}))
        else:
            print("\n".join(order_lines(entry, now, counter.local, keyed)))

    with_counter(args, look)
    return 0


def _forecast_facts(board: Forecast, entry: OnBoard) -> dict[str, Any]:
    """Return the seconds until only the hand-over is left, null where nobody can say, and how its clock is judged."""
    from kiosk.work.forecast.ready import PROMISES, promise

    left, judged = board.ready.get(entry.order.id), promise(board, entry)
    return {"ready_in_s": None if left is None else left / 1000, "forecast": PROMISES[judged] if judged else ""}

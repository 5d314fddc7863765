"""`kiosk ticket recall`, `review`, `acknowledge`, `allergy` and `waste`: what was made again, seen, or thrown away."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import add_reason, add_ticket, verb
from kiosk.work.verb.change import Acknowledge
from kiosk.work.verb.recall import Recall, Review
from kiosk.work.verb.see_allergy import SeeAllergy
from kiosk.work.verb.waste import Waste

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.work.board.board import OnBoard


def add(verbs: Nouns) -> None:
    """Add the verbs."""
    words = "open a step of one of the last 50 orders again, and all after it, with a clock that begins anew"
    add_reason(add_ticket(verb(verbs, "recall", _recall, words)))
    words = "open a step of one of the last 50 orders again, and all after it, with the clock it had"
    add_reason(add_ticket(verb(verbs, "review", _review, words)))
    words = "say that a station saw what is not wanted any more"
    seen = add_ticket(verb(verbs, "acknowledge", _acknowledge, words))
    seen.add_argument("--waste", metavar="R", default="", help="why what was made of it goes to waste, if it was made")
    words = "say by name that the allergy of an order was seen at a step's station"
    add_ticket(verb(verbs, "allergy", _allergy, words))
    waste = add_reason(add_ticket(verb(verbs, "waste", _waste, "note that something that was made goes to waste")))
    waste.add_argument("--line", metavar="N", type=int, required=True, help="the line, by its number")
    waste.add_argument("--quantity", metavar="K", type=int, default=1, help="how many of it; 1 unless said")


def _recall(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order

    entry = on_order(args, lambda counter, order: counter.do(Recall(order, args.step, args.reason), by=args.by))
    return _again(args, entry, "with a clock that begins anew")


def _review(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order

    entry = on_order(args, lambda counter, order: counter.do(Review(order, args.step, args.reason), by=args.by))
    return _again(args, entry, "with the clock it had")


def _again(args: argparse.Namespace, entry: OnBoard, clock: str) -> int:
    """Say which steps are to be done again."""
    from kiosk.cli.show import done, step_words

    last = entry.order.recalls[-1].stamp
    others = [one.step for one in entry.order.recalls if one.stamp == last and one.step != args.step]
    names = ", ".join(entry.playbook.process.step[name].name for name in others)
    after = f" After it come again: {names}." if names else ""
    return done(args, entry, f"{step_words(entry, args.step)} is to be done again, {clock}.{after}")


def _acknowledge(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done, line_words, step_words

    entry = on_order(args, lambda counter, order: counter.do(Acknowledge(order, args.step, args.waste), by=args.by))
    words = f"{step_words(entry, args.step)}: the change is seen."
    if args.waste and entry.order.wastes:
        last = entry.order.wastes[-1].stamp
        gone = [line_words(entry.playbook.menu, one.line) for one in entry.order.wastes if one.stamp == last]
        words += f" Waste: {'; '.join(gone)}."
    return done(args, entry, words)


def _allergy(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done
    from kiosk.work.allergy.allergy import allergy_said

    entry = on_order(args, lambda counter, order: counter.do(SeeAllergy(order, args.step), by=args.by))
    station = entry.playbook.station[entry.playbook.process.step[args.step].station].name
    said = allergy_said(entry.order, entry.guest)
    return done(args, entry, f"Order {entry.order.number}: ALLERGY {said}: seen at {station}.")


def _waste(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done, line_words, step_words

    entry = on_order(
        args,
        lambda counter, order: counter.do(
            Waste(order, args.step, args.line, quantity=args.quantity, reason=args.reason), by=args.by
        ),
    )
    gone = line_words(entry.playbook.menu, entry.order.wastes[-1].line)
    return done(args, entry, f"{step_words(entry, args.step)}: waste: {gone}.")

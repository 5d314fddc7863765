"""`kiosk order change`, `void` and `hand-over`: what becomes of an order that was sent."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.order_add import add_strict, read
from kiosk.cli.parser import add_order, add_reason, verb
from kiosk.work.verb.change import Change, VoidLine
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.void import Void

if TYPE_CHECKING:
    from kiosk.cli.order_json import Asked
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.order.line import Choice, Wish
    from kiosk.work.order.order import Order

EXAMPLE = """all lines as they are wanted now, as JSON; `line` is the number the line has in `kiosk order show`:
  {"lines": [{"line": 1, "item": "cheeseburger", "quantity": 3, "choices": ["no onion"]}, {"item": "fries"}]}"""


def add(verbs: Nouns) -> None:
    """Add the verbs."""
    change = add_order(verb(verbs, "change", _change, "make a sent order what the guest wants now", epilog=EXAMPLE))
    change.add_argument("file", metavar="FILE", nargs="?", default="-", help="the JSON; - or nothing reads stdin")
    change.add_argument("--reason", metavar="R", default="", help="why something is not wanted any more")
    add_strict(change)
    words = "end an order that will not be made, or take one line or one choice out of it"
    void = add_reason(add_order(verb(verbs, "void", _void, words, check=_check_void)))
    void.add_argument("--line", metavar="N", type=int, help="only this line, by its number")
    void.add_argument("--choice", metavar="C", help="only this choice of that line, such as “no onion”")
    words = "hand an order over of which something is missing"
    early = add_reason(add_order(verb(verbs, "hand-over", _hand_over, words)))
    early.add_argument(
        "--keep", metavar="POINT", nargs="+", action="extend", default=[], help="points of the last step kept"
    )


def _check_void(args: argparse.Namespace) -> str:
    return "argument --choice: needs --line" if args.choice is not None and args.line is None else ""


def _change(args: argparse.Namespace) -> int:
    from kiosk.cli.order_json import read_order
    from kiosk.cli.run import with_verb
    from kiosk.cli.say import warn

    raw = read(args.file)

    async def change(counter: Counter) -> tuple[OnBoard, OnBoard]:
        before = await counter.order(args.order)
        order, menu = before.order, before.playbook.menu
        asked = read_order(raw, menu, strict=args.strict or order.source == "front", change=True)
        _same_guest(asked, before)
        wishes = _inside_kept(asked.wishes, order)
        named = asked.reference and asked.reference != order.reference
        op = f"change-{order.id}-{asked.reference}" if named else ""
        seen = None if named else order.lines  # a change with an id may come again, when it is made already
        after = await counter.do(Change(order.id, wishes, args.reason, seen=seen), by=args.by, op=op)
        for words in asked.doubts:
            warn(words)
        return before, after

    return _changed(args, *with_verb(args, change))


def _same_guest(asked: Asked, before: OnBoard) -> None:
    """Refuse a change of anything but lines; what is said as it is changes nothing."""
    from kiosk.errors import Refused

    guest = before.guest
    said = {
        "guest": (asked.guest, guest.name),
        "note": (asked.note, guest.note),
        "allergies": (tuple(sorted(set(asked.allergies))), before.order.allergies),
        "allergy": (asked.allergy, guest.allergy),
        "ready_at": (asked.ready_at, ""),
    }
    for key, (wanted, known) in said.items():
        if wanted and wanted != known:
            raise Refused("bad-order", f"{key}: a change is of lines alone. Leave it out, or take another order.")


def _inside_kept(wishes: tuple[Wish, ...], order: Order) -> tuple[Wish, ...]:
    """Let the items of a combo that stays stand for those it has; one that says nothing of them keeps them as they are.

    Refused where two wishes stand for one line.
    """
    from msgspec.structs import replace

    from kiosk.errors import Refused
    from kiosk.work.verb.change import wishes_of

    known = {wish.line: wish for wish in wishes_of(order)}
    kept: list[Wish] = []
    for place, wish in enumerate(wishes):
        before = known.pop(wish.line, None)
        if wish.line and before is None and any(one.line == wish.line for one in kept):
            raise Refused("bad-order", f"lines[{place}].line: line {wish.line} is said twice.")
        if before is None or before.item != wish.item or not before.inside:
            kept.append(wish)
        elif not wish.inside:
            kept.append(replace(wish, inside=before.inside))
        else:
            kept.append(replace(wish, inside=_numbered(wish.inside, list(before.inside))))
    return tuple(kept)


def _numbered(inside: tuple[Wish, ...], left: list[Wish]) -> tuple[Wish, ...]:
    """Give each item inside a combo the number of the one it stands for."""
    from msgspec.structs import replace

    found: list[Wish] = []
    for wish in inside:
        match = next((one for one in left if one.item == wish.item), None)
        if match:
            left.remove(match)
        found.append(replace(wish, line=match.line if match else 0))
    return tuple(found)


def _changed(args: argparse.Namespace, before: OnBoard, after: OnBoard) -> int:
    """Say what changed of an order, and what is to be paid or given back."""
    from kiosk.cli.facts import order_facts
    from kiosk.cli.say import facts
    from kiosk.cli.show import change_words
    from kiosk.work.allergy.allergy import allergy_said
    from kiosk.work.order.line import total

    cents = total(after.order.lines) - total(before.order.lines)
    if args.json:
        facts(order_facts(after, None) | {"difference_cents": cents})
        return 0
    lines = change_words(before, after)
    number, price = after.order.number, after.playbook.price(abs(cents))
    print(f"Order {number} is changed:" if lines else f"Order {number} is as it was.")
    for words in lines:
        print(f"  {words}")
    if lines:
        print(f"To pay: {price}" if cents > 0 else f"To give back: {price}" if cents else "Nothing to pay.")
    if after.order.allergy_told != before.order.allergy_told:
        print(f"ALLERGY: {allergy_said(after.order, after.guest)}. Every station has to see it.")
    if after.order.finished and not before.order.finished:
        print(f"Nothing of order {number} is left to make: it is finished.")
    return 0


def _void(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order, with_verb
    from kiosk.cli.show import done

    if args.line is None:
        entry = on_order(args, lambda counter, order: counter.do(Void(order, args.reason), by=args.by))
        return done(args, entry, f"Order {entry.order.number} is void ({entry.order.id}).")

    async def void(counter: Counter) -> tuple[OnBoard, OnBoard]:
        before = await counter.order(args.order)
        choice = _choice(args, before)
        after = await counter.do(VoidLine(before.order.id, args.line, args.reason, choice=choice), by=args.by)
        return before, after

    return _changed(args, *with_verb(args, void))


def _choice(args: argparse.Namespace, before: OnBoard) -> Choice | None:
    """Give the choice that is taken out of a line; None where the whole line is."""
    from kiosk.work.order.line import parse_choice

    line = next((one for one in before.order.lines if one.id == args.line), None)
    return parse_choice(before.playbook.menu, line.item, args.choice) if args.choice is not None and line else None


def _hand_over(args: argparse.Namespace) -> int:
    from kiosk.cli.run import on_order
    from kiosk.cli.show import done

    entry = on_order(
        args,
        lambda counter, order: counter.do(HandOverEarly(order, args.reason, kept=args.keep), by=args.by),
        prints=True,
    )
    missing = entry.order.missing
    names = ", ".join(entry.playbook.process.step[step].name for step in missing)
    return done(args, entry, f"Order {entry.order.number} is handed over without: {names}.")

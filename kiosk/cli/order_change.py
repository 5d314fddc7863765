"""`kiosk order change`, `void` and `hand-over`: what becomes of an order that was sent."""

from __future__ import annotations

import argparse
import hashlib
from contextlib import suppress
from typing import TYPE_CHECKING

from kiosk.cli.order_add import add_strict, guest_of, read
from kiosk.cli.parser import SOURCE_WORDS, add_order, add_reason, add_source, verb
from kiosk.cli.verb import CommandForm, add_verb, answer, in_commands
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.order.event import Guest
    from kiosk.work.order.line import Choice, Wish
    from kiosk.work.outside.order import Asked

EXAMPLE = """all lines as they are wanted now, as JSON; `line` is the number the line has in `kiosk order show`:
  {"lines": [{"line": 1, "item": "cheeseburger", "quantity": 3, "choices": ["no onion"]}, {"item": "fries"}]}"""


def add(verbs: Nouns) -> None:
    """Add the verbs."""
    change = add_order(verb(verbs, "change", _change, "make a sent order what the guest wants now", epilog=EXAMPLE))
    add_source(change, SOURCE_WORDS)
    change.add_argument("file", metavar="FILE", nargs="?", default="-", help="the JSON; - or nothing reads stdin")
    change.add_argument("--reason", metavar="R", default="", help="why something is not wanted any more")
    add_strict(change)
    words = "say what is asked about an order beside its lines, such as `axis=90`, or see what is asked"
    field = add_order(verb(verbs, "field", _field, words))
    add_source(field, SOURCE_WORDS)
    field.add_argument(
        "said", metavar="FIELD=VALUE", nargs="*", help="a field by its id, and what it says; FIELD= takes it out"
    )
    words = "end an order that will not be made, or take one line or one choice out of it"
    void = add_reason(add_order(verb(verbs, "void", _void, words, check=_check_void)))
    add_source(void, SOURCE_WORDS)
    void.add_argument("--line", metavar="N", type=int, help="only this line, by its number")
    void.add_argument("--choice", metavar="C", help="only this choice of that line, such as “no onion”")
    answering = CommandForm(first=("answer",), without=("shown",), sourced=True, prints=True)
    add_verb(verbs, "allergy", "answer-allergy", answering)
    add_verb(verbs, "hand-over", "hand-over-early", CommandForm(sourced=True, prints=True))


def _field(args: argparse.Namespace) -> int:
    from kiosk.cli.facts import field_facts, order_facts
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts
    from kiosk.cli.show import field_lines
    from kiosk.work.verb.fill import FillFields

    parted = [said.partition("=") for said in args.said]
    if strange := next((name for name, sign, _said in parted if not (sign and name.strip())), None):
        raise Refused("no-field", f"“{strange}” names no field. Write it as FIELD=VALUE, such as axis=90.")

    async def fill(counter: Counter) -> tuple[OnBoard, str]:
        before = await counter.order(args.order, source=args.source)
        if not parted:
            return before, "\n".join(field_lines(before)) or "Nothing is asked about this order beside its lines."
        meant = FillFields(before.order.id, tuple((name, said) for name, _sign, said in parted))
        return await answer(counter, meant, by=args.by)

    entry, words = with_counter(args, fill)
    if args.json:
        facts(order_facts(entry, None) if parted else field_facts(entry))
    else:
        print(words)
    return 0


def _check_void(args: argparse.Namespace) -> str:
    return "argument --choice: needs --line" if args.choice is not None and args.line is None else ""


def _change(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_verb
    from kiosk.work.outside.values import MOST_BYTES

    raw = read(args.file, MOST_BYTES)

    async def change(counter: Counter) -> tuple[OnBoard, OnBoard, str]:
        try:
            return await _attempt(args, counter, raw)
        except Refused as refusal:
            raise await _kept(args, counter, raw, refusal) from refusal

    return _changed(args, *with_verb(args, change))


async def _attempt(args: argparse.Namespace, counter: Counter, raw: bytes) -> tuple[OnBoard, OnBoard, str]:
    """Change an order as the JSON says; gives it before and after, and what is said of that."""
    from kiosk.cli.say import warn
    from kiosk.work.outside.order import read_order
    from kiosk.work.verb.change import Change, wishes_of
    from kiosk.work.verb.fill import FillFields, read_fields

    before = await counter.order(args.order, source=args.source)
    order, menu = before.order, before.playbook.menu
    asked = read_order(raw, menu, strict=args.strict or order.source == "front", change=True)
    _same_guest(asked, before)
    _named_once(asked.wishes)
    named = asked.reference and asked.reference != order.reference
    op = f"change-{order.id}-{asked.reference}" if named else ""
    seen = None if named else order.lines  # a change with an id may come again, when it is made already
    wishes = asked.wishes or wishes_of(order)
    told, guest = _told(before.guest, guest_of(asked), again=bool(named))
    allergies = asked.allergies if named else tuple(name for name in asked.allergies if name not in order.allergies)
    meant = Change(order.id, wishes, args.reason, seen, allergies=allergies, told=told, guest=guest, by_item=True)
    fields = FillFields(order.id, asked.fields) if asked.fields else None
    if fields:
        read_fields(before.playbook, fields.fields, counter.today())  # refused before anything is changed
    for words in asked.doubts:
        warn(words)
    if fields and not (asked.wishes or told or allergies):
        return (before, *await answer(counter, fields, by=args.by, op=op))
    after, said = await answer(counter, meant, by=args.by, op=op)
    if fields is None:
        return before, after, said
    after, more = await answer(counter, fields, by=args.by, op=op and f"{op}-fields")
    return before, after, f"{said}\n{more}"


def _same_guest(asked: Asked, before: OnBoard) -> None:
    """Refuse another guest, time or source: a note and an allergy add to the order, what is said as it is nothing."""
    guest = before.guest
    said = {
        "guest": (asked.guest, guest.name),
        "ready_at": (asked.ready_at, ""),
        "source": (asked.source, before.order.source),
    }
    for key, (wanted, known) in said.items():
        if wanted and wanted != known:
            raise Refused(
                "bad-order", f"{key}: a change is of lines, notes and allergies. Leave it out, or take another order."
            )


def _told(known: Guest, said: Guest, *, again: bool) -> tuple[Guest | None, Guest | None]:
    """Return what is said of a guest beside the lines, and the guest it leaves; what is known only in an `again`."""
    from kiosk.work.verb.wish import told_more

    left = told_more(known, said)
    return (said, left) if left != known or (again and (said.note or said.allergy)) else (None, None)


async def _kept(args: argparse.Namespace, counter: Counter, raw: bytes, refusal: Refused) -> Refused:
    """Keep a change that is refused and tells of an allergy, or may: its order is worked as one until somebody answers.

    Of one that tells of none only the refusal is left.
    """
    from kiosk.work.order.event import Guest
    from kiosk.work.outside.partly import telling
    from kiosk.work.verb.change import Change, wishes_of
    from kiosk.work.verb.open_order import OUTSIDE

    words, source, order = telling(raw), args.source or OUTSIDE, args.order
    if not words:
        return refusal
    worked = ""
    with suppress(Refused):
        before = await counter.order(args.order, source=args.source)
        source, order = before.order.source, before.order.id
        told, guest = _told(before.guest, Guest("", "", ". ".join(words)), again=False)
        if told:
            await counter.do(Change(order, wishes_of(before.order), told=told, guest=guest), by=args.by)
        worked = f" What it says of an allergy stands in the note of order {before.order.called}."
    why = Refused(refusal.code, f"A change of order {args.order}: {in_commands(refusal.words)}{worked}")
    key = hashlib.sha256(raw).hexdigest()[:12]
    id_ = await counter.refusals.keep(raw, why, source, f"change-{order}-{key}")
    return Refused(refusal.code, f"{refusal.words} It is kept: kiosk order refused show {id_}.{worked}")


def _named_once(wishes: tuple[Wish, ...]) -> None:
    """Refuse two wishes that stand for one line."""
    lines = [wish.line for wish in wishes]
    for place, line in enumerate(lines):
        if line and line in lines[:place]:
            raise Refused("bad-order", f"lines[{place}].line: line {line} is said twice.")


def _changed(args: argparse.Namespace, before: OnBoard, after: OnBoard, words: str) -> int:
    """Say what became of an order, then each line that is another than before."""
    from kiosk.cli.facts import order_facts
    from kiosk.cli.say import facts
    from kiosk.cli.show import change_words
    from kiosk.work.order.line import total

    if args.json:
        cents = total(after.order.lines) - total(before.order.lines)
        facts(order_facts(after, None) | {"difference_cents": cents})
    else:
        print(words)
        for line in change_words(before, after):
            print(f"  {line}")
    return 0


def _void(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter, with_verb
    from kiosk.cli.show import done
    from kiosk.work.verb.change import VoidLine
    from kiosk.work.verb.void import Void

    async def void(counter: Counter) -> tuple[OnBoard, str]:
        order = (await counter.order(args.order, source=args.source)).order.id
        return await answer(counter, Void(order, args.reason), by=args.by)

    async def void_line(counter: Counter) -> tuple[OnBoard, OnBoard, str]:
        before = await counter.order(args.order, source=args.source)
        meant = VoidLine(before.order.id, args.line, args.reason, _choice(args, before))
        return before, *await answer(counter, meant, by=args.by)

    if args.line is None:
        return done(args, *with_counter(args, void))
    return _changed(args, *with_verb(args, void_line))


def _choice(args: argparse.Namespace, before: OnBoard) -> Choice | None:
    """Return the choice that is taken out of a line; None where the whole line is."""
    from kiosk.work.order.line import parse_choice

    line = next((one for one in before.order.lines if one.id == args.line), None)
    return parse_choice(before.playbook.menu, line.item, args.choice) if args.choice is not None and line else None

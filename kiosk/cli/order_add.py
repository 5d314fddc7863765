"""`kiosk order add`: orders given as JSON become orders of the counter, whatever their names."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from kiosk.cli.parser import ORDER_WORDS, add_by, add_source, verb
from kiosk.errors import Refused, StorageUnavailable

if TYPE_CHECKING:
    from kiosk.cli.order_rows import IncomingOrder
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.counter.ports import Key
    from kiosk.work.board.board import OnBoard
    from kiosk.work.order.event import Guest, RefusedText
    from kiosk.work.order.required import OpenChoice
    from kiosk.work.outside.order import Asked
    from kiosk.work.verb.open_order import AddOrder

MOST_FILE = 64 * 1024 * 1024
"""Bytes that are read of a file or of stdin."""

EXAMPLE = """the order, as JSON; many of them as a list, or one a line:
  {"id": "web-4711", "guest": "Ana", "note": "", "allergies": ["milk"],
   "allergy": "the smallest crumb of nuts", "ready_at": "12:30",
   "lines": [{"item": "cheeseburger", "quantity": 2, "choices": ["no onion"], "note": ""}]}"""


class OrderKept(Refused):
    """An order from outside is refused, and kept."""

    def __init__(self, why: Refused, id_: str, asked: tuple[OpenChoice, ...] = ()) -> None:
        """Say under which id, and what its guest is still to be asked."""
        super().__init__(why.code, f"{why.words} It is kept: kiosk order refused show {id_}")
        self.why = why.words
        self.id = id_
        self.asked = asked


class _Taken(NamedTuple):
    """An order that came in, or had come in before."""

    entry: OnBoard
    words: str
    warnings: tuple[str, ...] = ()
    key: Key = ("", "")
    """What its source calls itself and it."""
    cut: bool = False
    """Whether the order has less than was sent."""


class _Meant(NamedTuple):
    """An order as it was read."""

    order: AddOrder
    doubts: tuple[str, ...]
    """What is not as it was said."""
    cut: bool


class _Opened(NamedTuple):
    """What became of an order that was opened with others."""

    meant: _Meant
    left: OnBoard | Refused


def add(verbs: Nouns) -> None:
    """Add the verb."""
    adding = verb(verbs, "add", _add, "take orders given as JSON; the same id twice is one order", epilog=EXAMPLE)
    adding.add_argument("file", metavar="FILE", nargs="?", help="the JSON; - or nothing reads stdin")
    one = adding.add_mutually_exclusive_group()
    one.add_argument("--order", metavar="ORDER", help=f"take an order that was started: {ORDER_WORDS}")
    one.add_argument("--refused", metavar="ID", help="enter a refused order after all: as it came, or as FILE has it")
    add_source(adding, "which of the programs outside sent it: ids are known by their source; outside unless said")
    add_strict(adding)
    add_by(adding)


def add_strict(parser: argparse.ArgumentParser) -> None:
    """Add the option that refuses what is not on the menu."""
    parser.add_argument("--strict", action="store_true", help="refuse what is not on the menu")


def _add(args: argparse.Namespace) -> int:
    from kiosk.cli.order_rows import rows
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import warn
    from kiosk.cli.show import done

    raw = b"" if args.refused and not args.file else read(args.file or "-", MOST_FILE)
    if args.refused:
        taken = with_counter(args, lambda counter: _enter(args, counter, raw))
    elif args.order is not None:
        taken = with_counter(args, lambda counter: _take(args, counter, raw))
    elif several := rows(raw):
        return with_counter(args, lambda counter: _each(args, counter, several), makes=True)
    else:
        taken = with_counter(args, lambda counter: _outside(args, counter, raw), makes=True)
    for words in taken.warnings:
        warn(words)
    return done(args, taken.entry, taken.words, {"warnings": taken.warnings})


async def _each(args: argparse.Namespace, counter: Counter, several: tuple[IncomingOrder, ...]) -> int:
    """Answer each of many orders once it is taken or refused, in their order; one that is refused leaves the others."""
    from kiosk.cli.facts import open_facts, order_facts
    from kiosk.cli.say import fact, warn
    from kiosk.counter.intake import MOST_AT_ONCE

    refused, code, shared = 0, 1, len({row.line for row in several}) < len(several)
    opened: list[_Opened | None] = []
    for place, row in enumerate(several, 1):
        if not opened:
            opened = (await _open(args, counter, several[place - 1 : place - 1 + MOST_AT_ONCE]))[::-1]
        at = f"line {row.line}" + (f", order {place}" if shared else "")
        answer = {"row": place, "line": row.line, "taken": True, "why": "", "asked": (), "warnings": ()}
        try:
            taken = await _outside(args, counter, row.raw, opened.pop())
        except StorageUnavailable as error:
            refused, code = refused + 1, 3
            fact(answer | {"taken": False, "why": error.words, "refused": ""}) if args.json else warn(
                f"{at}: {error.words}"
            )
            continue
        except Refused as refusal:
            refused += 1
            kept = refusal if isinstance(refusal, OrderKept) else OrderKept(refusal, "")
            why = {"taken": False, "why": kept.why, "asked": open_facts(kept.asked), "refused": kept.id}
            fact(answer | why) if args.json else warn(f"{at}: {refusal.words}")
            continue
        if args.json:
            fact(answer | {"warnings": taken.warnings} | order_facts(taken.entry, None))
            continue
        for words in taken.warnings:
            warn(f"{at}: {words}")
        print(f"{at}: {taken.words}")
    if not args.json:
        print(f"{len(several) - refused} of {len(several)} orders are taken.")
    return code if refused else 0


async def _open(args: argparse.Namespace, counter: Counter, some: tuple[IncomingOrder, ...]) -> list[_Opened | None]:
    """Open at once what of some orders can be, and return what became of each; None of one that is taken by itself."""
    meant: dict[int, _Meant] = {}
    for place, row in enumerate(some):
        with suppress(Refused):
            meant[place] = _meant(args, counter, row.raw, args.source)
    left: dict[int, OnBoard | Refused] = {}
    # Where others open orders all the time, and where the disk fills up: what fails is asked anew by row.
    with suppress(Refused, StorageUnavailable):
        answers = await counter.intake.open_each([one.order for one in meant.values()], by=args.by)
        left = {place: answers[number] for number, place in enumerate(meant) if number in answers}
    told = dict(zip(meant, await _told(counter, tuple(meant.values())), strict=True))
    return [_Opened(told[place], left[place]) if place in left else None for place in range(len(some))]


async def _outside(args: argparse.Namespace, counter: Counter, raw: bytes, opened: _Opened | None = None) -> _Taken:
    """Take an order from outside, which may be `opened` with others; one that is refused is kept as it came."""
    from kiosk.cli.verb import in_commands
    from kiosk.work.order.required import ChoiceNeeded
    from kiosk.work.outside.order import sent_as
    from kiosk.work.verb.open_order import OUTSIDE

    try:
        taken = _answered(args, counter, opened) if opened else await _read_and_take(args, counter, raw, args.source)
    except Refused as refusal:
        if not raw.strip():
            raise
        if refusal.code == "clock-doubted":
            words = "The order is not kept, as nothing is under a time that may be wrong: send it again then."
            raise Refused(refusal.code, f"{refusal.words} {words}") from refusal
        why, (source, reference) = Refused(refusal.code, in_commands(refusal.words)), sent_as(raw)
        kept = await counter.refusals.keep(raw, why, args.source or source or OUTSIDE, reference)
        raise OrderKept(why, kept, refusal.asked if isinstance(refusal, ChoiceNeeded) else ()) from refusal
    order = taken.entry.order
    await counter.refusals.sent_again(*taken.key, order.id)
    if not taken.cut:
        return taken
    why = Refused("cut", taken.warnings[0])
    try:
        kept = await counter.refusals.keep(raw, why, *taken.key, order.id)
    except StorageUnavailable as error:  # the order is on disk, whatever of its text is not
        return taken._replace(warnings=(*taken.warnings, f"The rest of it is not kept. {error.words}"))
    return taken._replace(warnings=(*taken.warnings, f"All of it is kept: kiosk order refused show {kept}"))


def _answered(args: argparse.Namespace, counter: Counter, opened: _Opened) -> _Taken:
    """Return what became of an order that was opened with others."""
    from kiosk.cli.verb import reply_words

    if isinstance(opened.left, Refused):
        raise opened.left
    return _taken(opened.left, reply_words(counter, opened.meant.order, opened.left, args.by), opened.meant)


async def _enter(args: argparse.Namespace, counter: Counter, raw: bytes) -> _Taken:
    """Take an order that was refused, under its own key, or one of its own where it had none or that is another's."""
    from kiosk.cli.verb import answer
    from kiosk.work.verb.refusal import AnswerRefusal, must_wait

    row = await counter.refusals.find(args.refused)
    must_wait(counter.board.standing, row.id)
    if not raw and row.size > len(row.text):
        raise Refused("too-long", f"Only the first {len(row.text)} bytes of it are kept. Say as FILE what it is to be.")
    taken = await _read_and_take(args, counter, raw or row.text, args.source or row.source, row)
    await answer(counter, AnswerRefusal(row.id, "entered", taken.entry.order.id), by=args.by)
    return taken


async def _read_and_take(
    args: argparse.Namespace, counter: Counter, raw: bytes, source: str, row: RefusedText | None = None
) -> _Taken:
    """Take an order; it may lack its key, or have that of another one, where it is what a `row` was refused as."""
    from msgspec.structs import replace

    from kiosk.cli.verb import answer
    from kiosk.work.time.instant import latest

    began, own = counter.clock.now(), f"refused-{row.id}" if row else ""
    reference = (row.reference or own) if row else ""
    meant = _meant(args, counter, raw, source, reference)
    if meant.order.ready_at and meant.order.reference:
        with suppress(Refused):  # a time of day is that of when the order was sent first
            known = await counter.order(meant.order.reference, source=meant.order.source)
            meant = _meant(args, counter, raw, source, reference, now=known.order.opened.at.at)
    try:
        entry, words = await answer(counter, meant.order, by=args.by)
    except Refused as refusal:
        if refusal.code != "reference-reused" or not own:
            raise
        entry, words = await answer(counter, replace(meant.order, reference=own), by=args.by)
    is_new = latest([began, entry.order.opened.at]) == entry.order.opened.at
    if not is_new:
        return _taken(entry, _known_words(entry, entry.order.reference or meant.order.reference), meant)
    return _taken(entry, words, meant if row else (await _told(counter, (meant,)))[0])


async def _told(counter: Counter, some: tuple[_Meant, ...]) -> list[_Meant]:
    """Return orders with a word of each that hands have dismissed before: its source has it made after all."""
    hands = await counter.refusals.outcomes([one.order.reference for one in some])
    dismissed = {key: outcome.by for key, outcome in hands.items() if outcome.how == "dismissed"}
    return [
        one._replace(doubts=(*one.doubts, _dismissed(one.order.reference, dismissed[one.order.key])))
        if one.order.key in dismissed
        else one
        for one in some
    ]


def _dismissed(reference: str, by: str) -> str:
    return f"id: “{reference}” was refused before, and dismissed{f' by {by}' if by else ''}; now it is made."


def _meant(
    args: argparse.Namespace, counter: Counter, raw: bytes, source: str, reference: str = "", *, now: int = 0
) -> _Meant:
    """Read an order from outside, of a `source` and known by a `reference` where it says none, sent at an instant."""
    from kiosk.cli.times import moment
    from kiosk.work.outside.order import read_order
    from kiosk.work.verb.open_order import OUTSIDE, AddOrder

    asked = read_order(raw, counter.playbook.menu, strict=args.strict)
    doubts, reference = list(asked.doubts), asked.reference or reference
    if not reference:
        doubts.append("id: the order has none, so it is another order each time it is sent.")
    if source and asked.source not in ("", source):
        doubts.append(f"source: the order says “{asked.source}”; it is taken as one of “{source}”.")
    try:
        ready_at = moment(asked.ready_at, now or counter.clock.now().at, counter.local) if asked.ready_at else 0
    except Refused as refused:
        raise Refused("bad-order", f"ready_at: {refused.words}") from refused
    source = source or asked.source or OUTSIDE
    order = AddOrder(
        reference,
        asked.wishes,
        guest_of(asked),
        asked.allergies,
        max(0, ready_at),
        source=source,
        language=asked.language,
        fields=asked.fields,
    )
    return _Meant(order, tuple(doubts), asked.cut)


async def _take(args: argparse.Namespace, counter: Counter, raw: bytes) -> _Taken:
    """Make an order that was started into what was asked for.

    Whoever keys it sees what is not on the menu, so that is refused.
    """
    from kiosk.cli.verb import answer
    from kiosk.work.outside.order import read_order
    from kiosk.work.verb.take_order import TakeOrder

    started = await counter.order(args.order)
    asked = read_order(raw, started.playbook.menu, strict=True)
    if asked.source:
        raise Refused("bad-order", "source: is for orders from outside. Leave it out.")
    if asked.ready_at:
        raise Refused("bad-order", "ready_at: is for orders from outside. Take this one, then: kiosk ticket hold")
    op = f"take-{started.order.id}-{asked.reference}" if asked.reference else ""
    try:
        order = TakeOrder(started.order.id, asked.wishes, guest_of(asked), asked.allergies, fields=asked.fields)
        entry, words = await answer(counter, order, by=args.by, op=op)
    except Refused as refusal:
        if refusal.code != "already-taken":
            raise
        words = f"Order {started.order.number} is already taken. Without --order it becomes an order of its own."
        raise Refused(refusal.code, words) from refusal
    if asked.reference and started.order.taken:
        return _taken(entry, _known_words(entry, asked.reference))
    return _taken(entry, f"{words.removesuffix('.')}. Its id: {entry.order.id}.")


def _known_words(entry: OnBoard, reference: str) -> str:
    """Say that the record had an order under this id."""
    from kiosk.work.text.text import clean

    words = f"“{clean(reference)}” is order {entry.order.number} already, as it was ({entry.order.id})."
    return f"{words} It has ended: nothing more is made for it." if entry.order.over else words


def _taken(entry: OnBoard, words: str, meant: _Meant | None = None) -> _Taken:
    """Return what became of an order, with what of it is not on the menu or holds what its guest must not meet."""
    from kiosk.work.allergy.clash import clash_words, clashes

    menu = entry.playbook.menu
    met = clash_words(menu, clashes(menu, entry.order.lines, entry.order.must_not_meet))
    warnings = (f"ALLERGY: {words}, which the guest must not meet." for words in met)
    if meant is None:
        return _Taken(entry, words, tuple(warnings))
    return _Taken(entry, words, (*meant.doubts, *warnings), meant.order.key, meant.cut)


def read(file: str, most: int) -> bytes:
    """Read a file or stdin, one byte more than `most`."""
    import sys
    from pathlib import Path

    if file == "-":
        return sys.stdin.buffer.read(most + 1)
    with Path(file).open("rb") as opened:
        return opened.read(most + 1)


def guest_of(asked: Asked) -> Guest:
    """Return the guest an order says."""
    from kiosk.work.order.event import Guest

    return Guest("", asked.guest, asked.note, asked.allergy)

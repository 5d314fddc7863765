"""`kiosk slip`: the slip of a finished order, and its code held against the record."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import add_by, noun, verb
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.record.slip import Slip


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "slip")
    show = verb(verbs, "show", _show, "show the slip of a finished order, QR code included")
    printing = verb(verbs, "print", _print, "print the slip of a finished order once more, marked COPY")
    png = verb(verbs, "png", _png, "write the QR code of a slip as a picture")
    for parser in (show, printing, png):
        parser.add_argument("order", metavar="ORDER", help="45, #45 or 20261122-45")
    png.add_argument("file", metavar="FILE", help="the picture to write; one that is there stays")
    check = verb(verbs, "verify", _verify, "hold a scanned code against the record")
    check.add_argument("text", metavar="TEXT", help="what the scanner gave, from K1: on")
    words = "note how the guest liked it, 1 to 5; a later rating stands in the earlier one's place"
    rate = verb(verbs, "rate", _rate, words)
    rate.add_argument("text", metavar="TEXT", help="what the scanner gave, from K1: on, or the order: 45, 20261122-45")
    rate.add_argument("rating", metavar="RATING", type=int, help="1 to 5, 5 the best")
    add_by(rate)


def _entry(args: argparse.Namespace, words: str) -> OnBoard:
    from kiosk.cli.run import with_counter

    return with_counter(args, lambda counter: counter.order(words))


def _slip(args: argparse.Namespace, entry: OnBoard, *, copy: bool) -> Slip:
    from kiosk.cli.run import settings_of
    from kiosk.wiring import LocalZone
    from kiosk.work.record.slip import slip

    language = settings_of(args).language
    return slip(entry.order, entry.playbook, entry.guest, LocalZone(), again="COPY" if copy else "", language=language)


def _show(args: argparse.Namespace) -> int:
    from kiosk.cli.say import code, facts

    made = _slip(args, _entry(args, args.order), copy=False)
    if args.json:
        facts({"order": made.name, "order_id": made.name, "lines": list(made.lines), "payload": made.payload})
        return 0
    print(*made.lines, "", sep="\n")
    code(made.payload)
    print(made.payload)
    return 0


def _print(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of
    from kiosk.wiring import open_printer

    made = _slip(args, _entry(args, args.order), copy=True)
    open_printer(settings_of(args)).print(made.name, made.lines, made.payload)
    print(f"The slip of order {made.name} is printed, marked COPY.")
    return 0


def _png(args: argparse.Namespace) -> int:
    from kiosk.cli.target import target_of
    from kiosk.devices.qr import png
    from kiosk.journal.copies import write_whole

    target = target_of(args, args.file)
    made = _slip(args, _entry(args, args.order), copy=False)
    write_whole(target, png(made.payload), new=True)
    return 0


def _verify(args: argparse.Namespace) -> int:
    from kiosk.cli.say import facts, warn
    from kiosk.work.record.slip import agrees, parse_payload

    said = parse_payload(args.text)
    entry = _entry(args, f"{said.day}-{said.number}")
    wrong = agrees(args.text, entry.order, entry.playbook)
    if args.json:
        facts({"order": entry.order.id, "order_id": entry.order.id, "genuine": not wrong, "problems": list(wrong)})
    elif not wrong:
        print(f"Genuine: the record says the same of order {entry.order.number} of {entry.order.day}.")
    for words in wrong:
        warn(words)
    return 1 if wrong else 0


def _rate(args: argparse.Namespace) -> int:
    """Rate by the code of a slip, which must be genuine, or by the order's number."""
    from kiosk.cli.run import with_counter
    from kiosk.cli.show import done
    from kiosk.cli.verb import answer
    from kiosk.work.record.slip import agrees, parse_payload
    from kiosk.work.verb.observe import Rate

    async def rate(counter: Counter) -> tuple[OnBoard, str]:
        scanned = args.text.strip().upper().startswith("K1:")
        said = parse_payload(args.text) if scanned else None
        entry = await counter.order(f"{said.day}-{said.number}" if said else args.text)
        if said and agrees(args.text, entry.order, entry.playbook):
            raise Refused("not-genuine", "The record says something else than this code. Look: kiosk slip verify TEXT")
        return await answer(counter, Rate(entry.order.id, args.rating), by=args.by)

    return done(args, *with_counter(args, rate))

"""`kiosk journal`: the record itself, checked, described and copied."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import add_by, noun, verb
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "journal")
    check = verb(verbs, "verify", _verify, "look through the whole record for anything not as it was written")
    check.add_argument(
        "--anchor",
        metavar="CODE",
        nargs="+",
        action="extend",
        default=[],
        help="codes from slips that left the house, whole or their last part",
    )
    verb(verbs, "info", _info, "print facts about the record")
    backup = verb(verbs, "backup", _backup, "copy the record while stations work; the copy is verified")
    backup.add_argument("file", metavar="FILE", help="the copy to write")
    share = verb(verbs, "share", _share, "write a copy for other programs, without guests, people, PINs and events")
    share.add_argument("file", metavar="FILE", help="the copy to write")
    metadata = verb(verbs, "metadata", _metadata, "print what tables and columns hold, as Datasette reads it")
    metadata.add_argument(
        "file", metavar="FILE", nargs="?", default="", help="the file it is for; the record unless said"
    )
    confirm = verb(verbs, "confirm-clock", _confirm_clock, "say that a clock is right that is doubted; it is recorded")
    add_by(confirm)
    restore = verb(verbs, "restore", _restore, "put a backup in the record's place; what stood there is kept beside it")
    restore.add_argument("file", metavar="FILE", help="the backup; it is verified first")


def _verify(args: argparse.Namespace) -> int:
    from msgspec.structs import asdict

    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts
    from kiosk.journal.verify import limits, verify

    anchors = ["".join(anchor.split()).rpartition(":")[2] for anchor in args.anchor]
    if any(len(anchor) < 8 or set(anchor.lower()) - set("0123456789abcdef") for anchor in anchors):  # noqa: PLR2004
        raise Refused("bad-anchor", "An anchor is the code at the foot of a slip: 8 to 64 of the signs 0-9 and A-F.")
    database = settings_of(args).database_file
    found = verify(database, anchors)
    if args.json:
        facts([asdict(finding) for finding in found])
    else:
        whole = "The record is as it was written."
        print("\n".join([*([finding.words for finding in found] or [whole]), *limits(database)]))
    return 1 if found else 0


def _info(args: argparse.Namespace) -> int:
    from msgspec.structs import asdict

    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts
    from kiosk.journal.about import about

    found = asdict(about(settings_of(args).database_file))
    if args.json:
        facts(found)
        return 0
    for name, value in found.items():
        print(f"{name.replace('_', ' ') + ':':<16}{value}")
    return 0


def _backup(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts
    from kiosk.cli.target import target_of
    from kiosk.journal.backup import backup
    from kiosk.work.text.text import clean

    events = backup(settings_of(args).database_file, target_of(args, args.file, over_copies=True))
    if args.json:
        facts({"file": args.file, "events": events})
    else:
        print(f"{clean(args.file)} holds {events} events and is verified.")
    return 0


def _share(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts
    from kiosk.cli.target import target_of
    from kiosk.journal.backup import share
    from kiosk.work.text.text import clean

    orders = share(settings_of(args).database_file, target_of(args, args.file))
    if args.json:
        facts({"file": args.file, "orders": orders})
    else:
        held = f"{orders} order{'' if orders == 1 else 's'}"
        print(f"{clean(args.file)} holds {held}, without guests, people, PINs and events.")
    return 0


def _metadata(args: argparse.Namespace) -> int:
    from pathlib import Path

    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts
    from kiosk.journal.descriptions import metadata

    facts(metadata((Path(args.file) if args.file else settings_of(args).database_file).stem))
    return 0


def _confirm_clock(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts
    from kiosk.counter.counter import Counter
    from kiosk.work.time.instant import utc

    async def confirm(counter: Counter) -> tuple[str, str]:
        doubt = counter.clock_doubt
        if not doubt:
            raise Refused("clock-not-doubted", "Nothing speaks against the clock of this machine.")
        await counter.settle_clock(args.by)
        return utc(counter.clock.now().at), utc(doubt)

    now, before = with_counter(args, confirm, makes=True)
    if args.json:
        facts({"now": now, "before": before})
    else:
        print(f"It is {now}, though it was {before} before: that stands in the record, and what is written goes on.")
    return 0


def _restore(args: argparse.Namespace) -> int:
    from pathlib import Path

    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts
    from kiosk.journal.backup import restore
    from kiosk.work.text.text import clean

    database = settings_of(args).database_file
    events = restore(database, Path(args.file))
    if args.json:
        facts({"database": str(database), "file": args.file, "events": events})
    else:
        print(f"The record is {clean(args.file)} now, with {events} events. What stood there is kept beside it.")
    return 0

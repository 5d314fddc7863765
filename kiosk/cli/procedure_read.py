"""`kiosk procedure read` and `readers`: who has read what is new in how a step is done."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.counter.playbooks import ReaderOf
    from kiosk.work.version.difference import Difference


def add(verbs: Nouns) -> None:
    """Add the verbs."""
    read = verb(verbs, "read", _read, "say what is new in how a step is done, and note that somebody has read it")
    read.add_argument("step", metavar="STEP", help="a step of the process, such as cook")
    read.add_argument("--by", metavar="NAME", required=True, help="who has read it")
    readers = verb(verbs, "readers", _readers, "list who has done a step, and who has read what is new in it")
    readers.add_argument("step", metavar="STEP", help="a step of the process, such as cook")


def _read(args: argparse.Namespace) -> int:
    from kiosk.cli.run import one_of, with_counter
    from kiosk.cli.say import facts
    from kiosk.work.edit.wording import told
    from kiosk.work.text.text import clean

    async def read(counter: Counter) -> tuple[tuple[Difference, ...], str, list[str]]:
        playbook = counter.playbook
        step = one_of("step", args.step, list(playbook.process.step))
        missing = await counter.playbooks.to_read(playbook, step, args.by)
        await counter.playbooks.read(playbook, step, by=args.by)
        said = [told(change, playbook, playbook) for change in missing]
        lines = [clean(f"{one.sign} {one.where}: {one.what}", 1000) for one in said]
        return missing, playbook.procedure[step].version, lines

    missing, version, lines = with_counter(args, read)
    name = clean(args.by)
    if args.json:
        facts({"step": args.step, "version": version, "by": name, "changes": len(missing)})
        return 0
    for line in lines:
        print(line)
    print(f"{name} has read how {args.step} is done, version {version}.")
    return 0


def _readers(args: argparse.Namespace) -> int:
    from kiosk import wiring
    from kiosk.cli.run import one_of, with_counter
    from kiosk.cli.say import facts, table
    from kiosk.work.text.text import clean
    from kiosk.work.time.instant import utc

    async def readers(counter: Counter) -> tuple[ReaderOf, ...]:
        step = one_of("step", args.step, list(counter.playbook.process.step))
        return await counter.playbooks.readers(counter.playbook, step)

    found = with_counter(args, readers)
    if args.json:
        facts(
            [
                {"name": one.name, "read_at": utc(one.read.at) if one.read else "", "missing": len(one.missing)}
                for one in found
            ]
        )
        return 0
    rows = [
        (
            clean(one.name, 40),
            f"{wiring.local_time(one.read.at):%Y-%m-%d %H:%M}" if one.read else "–",
            f"{len(one.missing)} to read" if one.missing else "",
        )
        for one in found
    ]
    if rows:
        table(("person", "read", ""), rows)
    else:
        print(f"Nobody known by name has done {args.step} yet.")
    return 0

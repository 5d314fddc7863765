"""Who does it, proved: whoever has a PIN types it where they approve, publish, or touch people."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.errors import Refused
from kiosk.work.people.person import Person, doors_closed, named

if TYPE_CHECKING:
    from kiosk.cli.parser import Parser
    from kiosk.counter.counter import Counter


def add_proof(parser: Parser) -> None:
    """Add the options that say who does it, and where their PIN comes from."""
    from kiosk.cli.parser import add_by

    add_by(parser)
    words = "read the PIN of who does it from the first line of standard input"
    parser.add_argument("--pin-stdin", action="store_true", help=words)


async def prove(args: argparse.Namespace, counter: Counter) -> None:
    """Ask whoever does it for their PIN, where they have one."""
    await _prove(args, counter, await counter.people.everybody(), lambda _person: True, needed=False)


async def prove_over(args: argparse.Namespace, counter: Counter, subject: str, *, own: bool = False) -> None:
    """Ask whoever touches what is known of a person for their PIN.

    That has to be a manager's, once one has a PIN; over a PIN or badge of their `own` it may be that person's. Where
    nobody has anything to prove, and over nobody who does, it is done without.
    """
    people = await counter.people.everybody()
    person = named(people, subject)
    needed = doors_closed(people) or (own and person is not None and person.has_pin)
    await _prove(args, counter, people, lambda one: one.manages or (own and one == person), needed=needed)


async def _prove(
    args: argparse.Namespace,
    counter: Counter,
    people: tuple[Person, ...],
    may: Callable[[Person], bool],
    *,
    needed: bool,
) -> None:
    actor = named(people, args.by)
    if not needed and (actor is None or not actor.has_pin):
        if args.pin_stdin:
            from kiosk.cli.say import warn

            warn(f"No PIN was read: {args.by or 'nobody'} has none here, and nothing asks for one.")
        return
    if actor is None or not actor.has_pin or (needed and not may(actor)):
        able = [one.name for one in people if one.has_pin and may(one)]
        who = f"These can, with their PIN: {', '.join(able)}." if able else "A manager needs a PIN for it first."
        raise Refused("needs-proof", f"Say by --by who does it. {who}")
    pin = read_pin(f"PIN of {actor.name}: ", stdin=args.pin_stdin, option="--pin-stdin")
    await counter.proofs.try_pin(actor.name, pin)


def read_pin(question: str, *, stdin: bool, option: str, twice: bool = False) -> str:
    """Read a PIN from the terminal, where it is not shown, or from a line of standard input."""
    import getpass

    if stdin:
        return sys.stdin.readline().strip()
    if not sys.stdin.isatty():
        raise Refused("no-terminal", f"A PIN is typed at a terminal. Without one: {option}")
    pin = getpass.getpass(question).strip()
    if twice and getpass.getpass("Once more: ").strip() != pin:
        raise Refused("not-the-same", "The two are not the same, so nothing was changed. Try again.")
    return pin

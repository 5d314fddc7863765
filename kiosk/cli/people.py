"""`kiosk people`: who is known at the counter, their PINs and badges, and their own figures."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import noun, verb
from kiosk.cli.proof import add_proof, prove_over, read_pin
from kiosk.work.people.person import Person, doors_closed, named

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from kiosk.cli.parser import Nouns, Parser
    from kiosk.counter.counter import Counter
    from kiosk.work.report.figure import Figure, Figures


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "people")
    adding = _changing(verb(verbs, "add", _add, "know a person, or know them with other roles; PIN and badge stay"))
    adding.add_argument(
        "--role",
        metavar="ROLE",
        nargs="+",
        action="extend",
        default=[],
        help="what they do, in the words of the procedures' `role:`, or Manager; none is every step",
    )
    adding.add_argument("--trainee", action="store_true", help="they learn it: signing in asks who coaches them")
    adding.add_argument("--language", metavar="CODE", default="", help="what their screens speak, such as es")
    verb(verbs, "list", _list, "list who is known")
    _changing(verb(verbs, "remove", _remove, "forget a person; what they did stays in the record under their name"))
    pin = _changing(verb(verbs, "pin", _pin, "give a person a PIN: asked for twice, never an argument"))
    how = pin.add_mutually_exclusive_group()
    how.add_argument("--stdin", action="store_true", help="read it from standard input instead, after that of --by")
    how.add_argument("--none", action="store_true", help="take the PIN away: they are believed without one")
    badge = _changing(verb(verbs, "badge", _badge, "print a person's new badge as a QR code; the one before is void"))
    badge.add_argument("--png", metavar="FILE", help="write it as a picture instead")
    _changing(verb(verbs, "unlock", _unlock, "forgive wrong guesses at a person's PIN"))
    own = _named(verb(verbs, "figures", _figures, "see your own last seven days; asks for your PIN if you have one"))
    own.add_argument("--stdin", action="store_true", help="read the PIN from the first line of standard input")
    verb(verbs, "team", _team, "see the last seven days by role, step and station, without names")


def _named(parser: Parser) -> Parser:
    parser.add_argument("name", metavar="NAME", help="as the screens show it")
    return parser


def _changing(parser: Parser) -> Parser:
    add_proof(_named(parser))
    return parser


def _add(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    wanted = Person(args.name, tuple(args.role), args.trainee, args.language)

    async def added(counter: Counter) -> tuple[Person | None, Person, str]:
        await prove_over(args, counter, args.name)
        before = named(await counter.people.everybody(), args.name)
        return before, *await _beside_the_doors(counter, counter.people.keep(wanted, by=args.by))

    before, person, opened = with_counter(args, added, makes=True)
    words = f"{person.name} is known: {_does(person)}."
    if before and _does(before) != _does(person):
        words += f" Before: {_does(before)}."
    if before and before.has_pin and not person.has_pin:
        words += f" A manager's PIN is longer, so the one there was is gone: kiosk people pin {person.name}"
    return _tell(args, person, f"{words}{opened}")


async def _beside_the_doors(counter: Counter, verb: Awaitable[Person]) -> tuple[Person, str]:
    """Do a verb, and give beside the person what it did to the manager's doors, where it opened them."""
    before = doors_closed(await counter.people.everybody())
    person = await verb
    opened = before and not doors_closed(counter.people.known)
    return person, " No manager has a PIN any more, so the manager's doors are open." if opened else ""


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table

    async def listed(counter: Counter) -> tuple[Person, ...]:
        return await counter.people.everybody()

    people = with_counter(args, listed)
    if args.json:
        facts(people)
    elif not people:
        print("Nobody is known here, so everybody may do everything. Begin with: kiosk people add NAME --role Manager")
    else:
        heads = ("name", "does", "language", "PIN", "badge")
        table(heads, [(one.name, _does(one), one.language, _yes(one.has_pin), _yes(one.has_badge)) for one in people])
    return 0


def _remove(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    async def removed(counter: Counter) -> tuple[Person, str]:
        await prove_over(args, counter, args.name)
        return await _beside_the_doors(counter, counter.people.remove(args.name, by=args.by))

    gone, opened = with_counter(args, removed)
    return _tell(args, gone, f"{gone.name} is forgotten; what they did stays in the record.{opened}")


def _pin(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    async def taken(counter: Counter) -> tuple[Person, str]:
        person = await counter.people.person(args.name)
        if await counter.proofs.can_be_tried():
            await prove_over(args, counter, person.name, own=True)
        return await _beside_the_doors(counter, counter.proofs.take_pin(person.name, by=args.by))

    async def given(counter: Counter) -> Person:
        person = await counter.people.person(args.name)  # before anything is asked for
        await prove_over(args, counter, person.name, own=True)
        pin = read_pin("New PIN: ", stdin=args.stdin, option="--stdin", twice=True)
        return await counter.proofs.set_pin(person.name, pin, by=args.by)

    if args.none:
        person, opened = with_counter(args, taken)
        return _tell(args, person, f"{person.name} has no PIN any more.{opened}")
    person = with_counter(args, given)
    return _tell(args, person, f"{person.name} has a PIN.")


def _badge(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import code, facts

    async def made(counter: Counter) -> str:
        await prove_over(args, counter, args.name, own=True)
        return await counter.proofs.new_badge(args.name, by=args.by)

    if args.png:
        from kiosk.cli.target import target_of, written
        from kiosk.devices.qr import png
        from kiosk.journal.copies import beside

        target = target_of(args, args.png)
        with written(target), beside(target) as out:  # first: with the new badge the one before is void
            out.write(png(with_counter(args, made)))
        text = ""
    else:
        text = with_counter(args, made)
    if args.json:
        facts({"name": args.name, "png": args.png or "", "badge": text})
    elif args.png:
        print(f"{args.png}: the badge of {args.name}. Print it, then delete the file: who holds it is {args.name}.")
    else:
        code(text)
        print(f"The badge of {args.name}: a scanner at any screen signs in with it. The one before is void.")
    return 0


def _unlock(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter

    async def unlocked(counter: Counter) -> Person:
        await prove_over(args, counter, args.name)
        return await counter.proofs.unlock(args.name, by=args.by)

    person = with_counter(args, unlocked)
    return _tell(args, person, f"{person.name} can try their PIN again.")


def _figures(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def known(counter: Counter) -> Person:
        return await counter.people.person(args.name)

    person = with_counter(args, known)
    pin = read_pin("PIN: ", stdin=args.stdin, option="--stdin") if person.has_pin else ""

    async def looked(counter: Counter) -> Figures:
        if person.has_pin:
            await counter.proofs.try_pin(person.name, pin)
        return await counter.reports.figures(person.name)

    found = with_counter(args, looked)
    if args.json:
        facts(found)
        return 0
    _table(found.steps)
    print(f"{found.kept} of {found.asked} points kept, in the last seven days.")
    return 0


def _team(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def looked(counter: Counter) -> tuple[Figure, ...]:
        return await counter.reports.team()

    found = with_counter(args, looked)
    if args.json:
        facts(found)
    else:
        _table(found)
    return 0


def _table(found: tuple[Figure, ...]) -> None:
    """Print figures, a line for each step."""
    from kiosk.cli.say import table
    from kiosk.work.time.instant import seconds_words

    if not found:
        print("Nothing was done in the last seven days.")
        return
    rows = [
        (one.role, one.step_name, one.station, one.count, seconds_words(one.median_s), seconds_words(one.target_s))
        for one in found
    ]
    table(("role", "step", "station", "n", "median", "target"), rows, right=(3, 4, 5))


def _does(person: Person) -> str:
    roles = ", ".join(person.roles) or "every step"
    return f"{roles} (trainee)" if person.trainee else roles


def _yes(has: bool) -> str:  # noqa: FBT001 - a cell of a table
    return "yes" if has else "–"


def _tell(args: argparse.Namespace, person: Person, words: str) -> int:
    """Print a person as JSON, or words."""
    from kiosk.cli.say import facts

    if args.json:
        facts(person)
    else:
        print(words)
    return 0

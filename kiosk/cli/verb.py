"""Commands that are a verb and nothing else: their options are its fields, what they print is its reply."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin, overload

from kiosk.cli.parser import SOURCE_WORDS, add_acting, add_by, add_source, verb
from kiosk.work.text.text import naming
from kiosk.work.verb.table import VERBS, verb_class

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns, Parser
    from kiosk.counter.counter import Counter
    from kiosk.work.board.board import OnBoard
    from kiosk.work.routine.occurrence import Occurrence
    from kiosk.work.verb.verb import OpeningVerb, OrderVerb, RoutineVerb, Verb

METAVARS = {
    "order": "ORDER",
    "step": "STEP",
    "item": "ITEM",
    "station": "STATION",
    "problem": "ID",
    "refusal": "ID",
    "reason": "R",
    "waste": "R",
    "line": "N",
    "quantity": "K",
    "to": "OTHER",
    "keep": "POINT",
    "text": "W",
    "answer": "W",
}
"""What stands for the value of a field in the help."""

PLACED = frozenset({"order", "step", "item", "station", "problem", "refusal"})
"""Fields that are said by place."""

COMMANDS = {
    "fire": "kiosk ticket fire",
    "eighty_six": "kiosk item back",
    "done": "kiosk ticket allergy {} --by NAME",
    "person": "--by NAME",
    "reading": "--confirmed",
    "fields": "kiosk order field {} FIELD=VALUE",
    "allergy": "kiosk order allergy {} --answer allergy --by NAME, or --answer wish",
}
"""The command for each action that a reply or a refusal names; `done` is named where it means that hands saw."""

More = Callable[["Counter", Any, Any], str]
Facts = Callable[["Counter", Any], object]


class VerbOption(NamedTuple):
    """A field of a verb as it is said on a command line."""

    name: str
    option: str
    """What it is called outside."""
    help: str
    kind: Any
    default: Any
    """None where it has to be said."""


class CommandForm(NamedTuple):
    """What a command has beside its verb."""

    first: tuple[str, ...] = ("reason",)
    """The options that stand before the others."""
    without: tuple[str, ...] = ()
    """Fields that are not said here."""
    unless: tuple[tuple[str, str], ...] = ()
    """What a field is that nobody says, where the verb itself asks for one."""
    sourced: bool = False
    """Whether its order is meant by the id of its source too."""
    acting: bool = False
    """Whether a person says as whom they act."""
    prints: bool = False
    """Whether it may finish an order, whose slip is printed then."""
    makes: bool = False
    """Whether it may find no record."""
    facts: Facts | None = None
    """What it prints as JSON; an order's facts unless said."""
    more: More | None = None
    """What it says after the reply."""


def in_commands(words: str) -> str:
    """Return a sentence as the command line says it: with a command for each action it names."""
    return naming(words, COMMANDS.__getitem__)


def add_verb(verbs: Nouns, name: str, word: str, how: CommandForm = CommandForm()) -> None:  # noqa: B008 - a tuple
    """Add a command for a verb; its class is loaded when that command is meant."""
    parser = verb(verbs, name, partial(_run, word, how), VERBS[word][1])
    parser.put_together_by(partial(_fill, word=word, how=how))


def _fill(parser: Parser, *, word: str, how: CommandForm) -> None:
    """Add the fields, and who does it: after what is said by place where it is an order, else last."""
    fields = {field.option: field for field in fields_of(verb_class(word), how)}
    options = [name for name in fields if name not in PLACED or (name == "order" and name in how.first)]
    for name, field in fields.items():
        if name not in options:
            _add_placed(parser, field)
    on_order = "order" in fields and "order" not in options
    if on_order:
        add_by(parser)
    if how.sourced:
        add_source(parser, SOURCE_WORDS)
    for name in (*(name for name in how.first if name in fields), *(name for name in options if name not in how.first)):
        _add_option(parser, fields[name])
    if how.acting:
        add_acting(parser)
    if not on_order:
        add_by(parser)


def fields_of(cls: type[Verb], how: CommandForm) -> Iterator[VerbOption]:
    """Return the fields of a verb with what they say of themselves: the last description and name."""
    from msgspec import NODEFAULT
    from msgspec.structs import fields

    for field in fields(cls):
        if field.name in how.without:
            continue
        metas = getattr(field.type, "__metadata__", ())
        words = [meta.description for meta in metas if meta.description]
        names = [meta.extra["field"] for meta in metas if meta.extra]
        kind = get_args(field.type)[0] if metas else field.type
        default = dict(how.unless).get(field.name) if field.default is NODEFAULT else field.default
        yield VerbOption(field.name, (names or [field.name])[-1], (words or [""])[-1], kind, default)


def _add_placed(parser: Parser, field: VerbOption) -> None:
    """Add what is said by place."""
    metavar = METAVARS[field.option]
    if field.default is None:
        parser.add_argument(field.name, metavar=metavar, help=field.help)
    else:
        parser.add_argument(field.name, metavar=metavar, help=field.help, nargs="?", default=field.default)


def _add_option(parser: Parser, field: VerbOption) -> None:
    """Add what is said as an option."""
    from typing import Literal

    option, metavar = f"--{field.option}", METAVARS.get(field.option, "")
    if field.option == "until":
        _add_until(parser)
    elif field.option == "before":
        parser.add_argument(option, metavar="DAY", help="all from before this business day, such as 2026-11-22")
    elif field.kind is bool:
        parser.add_argument(option, dest=field.name, action="store_true", help=field.help)
    elif get_origin(field.kind) is Literal:
        choices, default = get_args(field.kind), field.default
        parser.add_argument(
            option, dest=field.name, choices=choices, default=default, required=default is None, help=field.help
        )
    elif get_origin(field.kind) is tuple:
        several: dict[str, Any] = {"nargs": "+", "action": "extend", "default": []}
        parser.add_argument(option, dest=field.name, metavar=metavar, help=field.help, **several)
    else:
        kind, needed = (int if field.kind is int else str), field.default is None
        parser.add_argument(
            option, dest=field.name, metavar=metavar, type=kind, default=field.default, required=needed, help=field.help
        )


def _add_until(parser: Parser) -> None:
    from kiosk.cli.times import MOMENT_WORDS

    until = parser.add_mutually_exclusive_group()
    until.add_argument("--until", metavar="WHEN", help=f"when it comes back: {MOMENT_WORDS}")
    until.add_argument("--minutes", metavar="N", type=int, help="in how many minutes it comes back")


def _run(word: str, how: CommandForm, args: argparse.Namespace) -> int:
    """Do the verb, and print its facts or its reply."""
    from kiosk.cli.facts import order_facts
    from kiosk.cli.run import with_counter, with_verb
    from kiosk.cli.say import facts

    async def work(counter: Counter) -> object:
        if how.acting:
            await counter.people.act_as(args.by, coach=args.coach, standing_in=args.standing_in)
        cls = verb_class(word)
        meant = cls(**{field.name: await _value(args, counter, field) for field in fields_of(cls, how)})
        left, words = await answer(counter, meant, by=args.by)
        if args.json:
            return how.facts(counter, left) if how.facts else order_facts(left, None)
        return f"{words} {how.more(counter, meant, left) if how.more else ''}".rstrip()

    result = with_verb(args, work) if how.prints else with_counter(args, work, makes=how.makes)
    facts(result) if args.json else print(result)
    return 0


async def _value(args: argparse.Namespace, counter: Counter, field: VerbOption) -> object:
    """Return a field's value as it was meant: orders by number, items by name, moments by the clock here."""
    value = getattr(args, field.name)
    match field.option:
        case "order":
            return (await counter.order(value, source=getattr(args, "source", ""))).order.id if value else ""
        case "item":
            from kiosk.work.board.stock import stock_named

            return stock_named(counter.playbook.menu, value)
        case "station" | "to":
            from kiosk.cli.run import one_of

            return one_of("station", value, list(counter.playbook.station))
        case "refusal":
            return (await counter.refusals.find(value)).id
        case "before":
            from kiosk.cli.times import day_begins

            return day_begins(value, counter) if value else 0
        case "until":
            return _until(args, counter)
        case _:
            return tuple(value) if isinstance(value, list) else value


def _until(args: argparse.Namespace, counter: Counter) -> int:
    from kiosk.cli.times import moment

    now = counter.clock.now().at
    if args.minutes is not None:
        return now + 60_000 * int(args.minutes)
    return moment(args.until, now, counter.local) if args.until is not None else 0


@overload
async def answer(counter: Counter, meant: OrderVerb | OpeningVerb, *, by: str, op: str = "") -> tuple[OnBoard, str]: ...
@overload
async def answer(counter: Counter, meant: RoutineVerb, *, by: str, op: str = "") -> tuple[Occurrence, str]: ...
@overload
async def answer(counter: Counter, meant: Verb, *, by: str, op: str = "") -> tuple[Any, str]: ...
async def answer(counter: Counter, meant: Any, *, by: str, op: str = "") -> tuple[Any, str]:
    """Do a verb, and return what it left and its reply, in English and with a command for each action it names."""
    from kiosk.work.verb.verb import OrderVerb

    before = await counter.order(meant.order) if isinstance(meant, OrderVerb) else None
    left = await counter.do(meant, by=by, op=op)
    return left, reply_words(counter, meant, left, by, before)


def reply_words(counter: Counter, meant: Verb, left: Any, by: str, before: OnBoard | None = None) -> str:
    """Return what is said of what a verb left, in English and with a command for each action it names."""
    from kiosk.words import ENGLISH, speaking

    with speaking(ENGLISH):
        return in_commands(meant.reply_on(left, counter.after(by, before=before)).words)

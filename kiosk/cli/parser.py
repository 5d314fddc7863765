"""What may be typed: every noun, verb and option. Nothing of what a command needs to run is imported here."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from importlib import import_module
from itertools import takewhile
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from kiosk.cli.lean import spare
from kiosk.cli.version import VersionAction

if TYPE_CHECKING:
    Nouns = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - argparse names it nowhere else

argparse._ = lambda words: words  # type: ignore[attr-defined]
# For each parser and option argparse looks for a catalogue of its words, a hundred times a command; there is none.

COMMON = {"playbook": None, "database": None, "settings": None, "json": False}
"""Options that stand before or after the noun and the verb, with what they are when nobody says them."""

NOUNS = {
    "station": ("screens", "work at a station; several names share one terminal and one rail"),
    "front": ("screens", "take orders"),
    "expo": ("screens", "put orders together and hand them over"),
    "board": ("screens", "show guests which orders can be picked up"),
    "manager": ("screens", "see what was done, and how"),
    "observe": ("screens", "walk the floor: mark how steps are done, beside what the workers mark"),
    "demo": ("demo", "try a whole counter with simulated guests and crew; you take any station"),
    "playbook": ("playbook", "list, copy out, check and show playbooks"),
    "process": ("process", "draw WHAT happens to an order"),
    "procedure": ("procedure", "read and edit HOW a step is done"),
    "order": ("order", "open, take, list, show, change, void and hand over orders"),
    "ticket": ("ticket", "work the tickets of stations: every verb their screens have"),
    "item": ("item", "say what is out of stock, and what is back"),
    "stations": ("stations", "list stations, close one, and open it again"),
    "problem": ("problem", "raise, list, resolve and export problems and suggestions of the steps"),
    "routine": ("routine", "see what is due by the clock, do it, and write the food-safety log"),
    "people": ("people", "say who works here: roles, PINs, badges, and everybody's own figures"),
    "slip": ("slip", "show, print, draw and verify the slips of finished orders"),
    "completions": ("export", "export WHAT was done and when: a row for every bumped ticket"),
    "adherence": ("export", "export HOW it was done: a row for every point of every bumped ticket"),
    "readings": ("export", "export numbers read against specs"),
    "orders": ("export", "export a row for every order"),
    "lines": ("export", "export what was sold: a row for every line of every order"),
    "recalls": ("export", "export what was done again: a row for every step recalled or reviewed"),
    "waste": ("export", "export what was thrown away, and why"),
    "remakes": ("export", "export what was made again, why, and what it costs: a row for every line"),
    "fields": ("export", "export what is said of orders beside their lines, as far as it is known still"),
    "events": ("export", "export the record itself, event by event"),
    "summary": ("summary", "print the manager's numbers, of today unless said"),
    "journal": ("journal", "verify, describe and back up the record"),
    "speak": ("speak", "say a text aloud, or make it a WAV"),
    "settings": ("settings", "show what this machine is told, and set it"),
    "completion": ("completion", "print what lets a shell complete what is typed: bash, zsh or fish"),
    "man": ("man", "show the manual page, or print it where no terminal shows it"),
    "doctor": ("doctor", "say what this machine has and lacks, each with what to do"),
}
"""Every noun in the order of the help: its module, which has `add(nouns)`, and what it does."""

EPILOG = """exit codes: 0 done, 1 refused or problems found, 2 wrong usage, 3 storage unavailable, 130 interrupted

`kiosk help COMMAND` is `kiosk COMMAND --help`.
KIOSK_PLAYBOOK, KIOSK_DATABASE and KIOSK_SETTINGS say the same as the options. The whole contract: kiosk/docs/cli.md"""


READ = frozenset(
    (
        *("check", "counts", "diagram", "diff", "fields", "figures", "info", "list", "readers", "show"),
        *("summary", "team", "times", "verify", "versions"),
    )
)
"""Verbs, and nouns that need none, whose answer is read: a long one goes through the pager on a terminal."""


Run = Callable[[argparse.Namespace], int]
"""What a command does; gives the exit code."""

Check = Callable[[argparse.Namespace], str]
"""Says what is wrong about options together that are right one by one; empty when nothing is."""

ORDER_WORDS = "45, #45 or 20261122-45"

ELSEWHERE = {
    **dict.fromkeys(("cancel", "delete", "remove"), "kiosk order void"),
    **dict.fromkeys(("export", "exports", "order export"), "kiosk orders export"),
    **dict.fromkeys(("orders list", "orders show"), "kiosk order list"),
    **dict.fromkeys(("done", "finish"), "kiosk ticket bump"),
    "undo": "kiosk ticket undo",
    "edit": "kiosk order change",
    "completions bash": "kiosk completion bash",
}
"""What other programs call it, by itself or behind its noun, and what it is here."""

CALLED_OTHERWISE = ("kiosk", "kiosk order", "kiosk orders", "kiosk ticket", "kiosk completions")
"""Where such a word is looked for."""

ALIKE = tuple(word for word in ELSEWHERE if " " not in word and len(word) > len("undo"))
"""Those of them that are long enough for a slip to be told from another word."""


class Parser(argparse.ArgumentParser):
    """Words on a command line; what is said about wrong ones carries none of their control characters.

    It is put together when something is asked of it: a command asks two of sixty, and each takes as long as reading
    three tickets.
    """

    typed: ClassVar[Sequence[str]] = ()
    """What was typed; of what is wrong with it a misspelt option is said first: it may be all there is to it."""

    def __init__(self, **about: Any) -> None:
        """Keep what it is about."""
        self._about = about
        self._options: list[Callable[[], object]] | None = []
        """What it takes, until it is put together."""

    def __getattr__(self, name: str) -> Any:
        """Put it together: the first thing that is asked of it is not there yet."""
        options = self.__dict__.get("_options")
        if options is None:
            raise AttributeError(name)
        self._options = None
        super().__init__(**self._about)
        for take in options:
            take()
        return getattr(self, name)

    def add_argument(self, *names: Any, **about: Any) -> Any:
        """Take an option or a word."""
        if self._options is None:
            return super().add_argument(*names, **about)
        return self._options.append(partial(super().add_argument, *names, **about))

    def set_defaults(self, **unsaid: Any) -> None:
        """Take what holds where nothing is said."""
        if self._options is None:
            super().set_defaults(**unsaid)
        else:
            self._options.append(partial(super().set_defaults, **unsaid))

    def put_together_by(self, fill: Callable[[Parser], None]) -> None:
        """Take what `fill` adds once something is asked of it, such as the fields of a verb, whose class is loaded."""
        if self._options is None:
            fill(self)
        else:
            self._options.append(partial(fill, self))

    @property
    def options(self) -> tuple[str, ...]:
        """Every option it knows, as it is typed."""
        return tuple(self._option_string_actions)

    @property
    def taken(self) -> list[argparse.Action]:
        """Everything it takes, options and words, in their order; what is said about them is in their `help`."""
        return self._actions

    @property
    def places(self) -> list[argparse.Action]:
        """What it takes by its place alone: words, or a noun or a verb."""
        return [action for action in self._actions if not action.option_strings]

    @property
    def parts(self) -> dict[str, str]:
        """Every noun or verb it leads to, with what it does; none where it leads to no more."""
        return {one.dest: one.help or "" for place in self.places for one in getattr(place, "_choices_actions", ())}

    def part(self, name: str) -> Parser:
        """Return the parser of one of its parts."""
        (place,) = (place for place in self.places if isinstance(place.choices, dict))
        parser: Parser = place.choices[name]  # type: ignore[index] # argparse says no more of its choices
        return parser

    def print_help(self, file: Any = None) -> None:
        """Print what it takes; what is longer than the terminal by the pager."""
        if file is not None:
            super().print_help(file)
            return
        from kiosk.cli.pager import paged

        with paged():
            super().print_help()

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the usage, and end with 2."""
        from kiosk.work.text.text import clean

        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {clean(self._misspelt() or message, 1000)}\n")

    def _misspelt(self) -> str:
        """Return what is said of the first option that is near to one there is; empty where all are known."""
        words = takewhile("--".__ne__, self.typed)
        options = (word.partition("=")[0] for word in words if word.startswith("--"))
        said = ((name, _meant(name, self.options)) for name in options if name not in self.options)
        return next((f"there is no option {name}.{meant}" for name, meant in said if meant), "")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Refuse what is none of some choices, with the nearest where one is near, else with all."""
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            behind = f"{self.prog.rpartition(' ')[2]} {value}"
            is_elsewhere = self.prog in CALLED_OTHERWISE
            here = next((ELSEWHERE[word] for word in (behind, str(value)) if is_elsewhere and word in ELSEWHERE), "")
            near = f" Did you mean {here}?" if here else _meant(str(value), [*known, *(ALIKE if is_elsewhere else ())])
            rest = near or f" Known are: {', '.join(known)}."
            raise argparse.ArgumentError(action, f"there is no {value!r}.{rest}")


def build(words: Iterable[str] | None = None) -> Parser:
    """Return the parser of the command line, of the nouns among `words` in full, of others only their names."""
    parser = Parser(
        prog="kiosk",
        description="A counter for a terminal: orders in, steps done at stations, slips out, one journal of it all. "
        "Without a command: the home screen.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_common()],
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action=VersionAction)
    nouns: Nouns = parser.add_subparsers(title="commands", metavar="COMMAND")
    wanted = {NOUNS[word][0] for word in (NOUNS if words is None else words) if word in NOUNS}
    if wanted:
        spare()
    for name, (module, what) in NOUNS.items():
        if module not in wanted:
            nouns.add_parser(name, help=what, add_help=False)
        elif name not in nouns.choices:
            import_module(f"kiosk.cli.{module}").add(nouns)
    parser.set_defaults(run=None, check=None, paged=False)
    return parser


def _typed(word: str) -> str:
    """Return a word as it was typed, where its bytes are letters of another encoding than this machine's."""
    if not any("\udc80" <= sign <= "\udcff" for sign in word):
        return word
    from kiosk.work.text.plain import text_of  # where there are such bytes

    try:
        return text_of(os.fsencode(word))
    except UnicodeDecodeError:
        return word


def given(argv: Sequence[str]) -> argparse.Namespace:
    """Read a command line; every common option is there afterwards, said or not."""
    argv = [_typed(word) for word in argv]
    if argv and argv[0] == "help":
        argv = [*argv[1:], "--help"]
    Parser.typed, parser = argv, build(argv)
    if strange := _strange_option(argv):
        parser.error(f"there is no option {strange}.{_meant(strange, (f'--{name}' for name in COMMON))}")
    args: argparse.Namespace
    args, rest = parser.parse_known_args(argv)
    if rest:
        owner: Parser = getattr(args, "parser", parser)
        owner.error(
            "there is no option -v. Did you mean -V?" if rest == ["-v"] else f"unrecognized arguments: {' '.join(rest)}"
        )
    for name, unsaid in COMMON.items():
        if not hasattr(args, name):
            setattr(args, name, unsaid)
    wrong = args.check(args) if args.check else ""
    if wrong:
        args.parser.error(wrong)
    return args


def _strange_option(argv: Sequence[str]) -> str:
    """Return the first option before the noun that is none; its value would be taken for the noun."""
    words = iter(argv)
    for word in words:
        name, equals, _value = word.partition("=")
        if not name.startswith("--") or name == "--":
            return ""
        if name.removeprefix("--") not in (*COMMON, "help", "version"):
            return name
        if COMMON.get(name.removeprefix("--"), False) is None and not equals:
            next(words, "")
    return ""


def _meant(word: str, known: Iterable[str]) -> str:
    """Ask whether the nearest of what there is was meant; empty where none is near."""
    import difflib  # takes as long as half of a start

    near = difflib.get_close_matches(word.partition("=")[0].lower(), list(known), 1)
    return f" Did you mean {ELSEWHERE.get(near[0], near[0])}?" if near else ""


def noun(nouns: Nouns, name: str) -> Nouns:
    """Add a noun that has verbs, and give the place for them."""
    return add_verbs(nouns, name, NOUNS[name][1])


def add_verbs(nouns: Nouns, name: str, words: str) -> Nouns:
    """Add a word that has verbs, and give the place for them."""
    parser = nouns.add_parser(name, help=words, description=_sentence(words), allow_abbrev=False, parents=[_common()])
    verbs: Nouns = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    return verbs


def sole(nouns: Nouns, name: str, run: Run) -> Parser:
    """Add a noun that needs no verb."""
    return verb(nouns, name, run, NOUNS[name][1])


def verb(
    verbs: Nouns, name: str, run: Run, words: str, *, epilog: str | None = None, check: Check | None = None
) -> Parser:
    """Add a verb; what its `check` finds is wrong usage."""
    parser = verbs.add_parser(
        name,
        help=words,
        description=_sentence(words),
        epilog=epilog,
        allow_abbrev=False,
        parents=[_common()],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run, check=check, parser=parser, paged=name in READ)
    return parser


def add_order(parser: Parser) -> Parser:
    """Add what names an order, and who works on it."""
    parser.add_argument("order", metavar="ORDER", help=ORDER_WORDS)
    add_by(parser)
    return parser


def add_source(parser: Parser, words: str) -> Parser:
    """Add the option that says whose order it is."""
    parser.add_argument("--source", metavar="S", default="", help=words)
    return parser


SOURCE_WORDS = "ORDER is the id that this source has for it, such as web-4711"


def add_ticket(parser: Parser) -> Parser:
    """Add what names a ticket, and who works it."""
    parser.add_argument("order", metavar="ORDER", help=ORDER_WORDS)
    parser.add_argument("step", metavar="STEP", help="a step of the process, such as cook")
    add_by(parser)
    return parser


def add_reason(parser: Parser) -> Parser:
    """Add the reason a verb asks for."""
    parser.add_argument("--reason", metavar="R", required=True, help="why")
    return parser


def add_by(parser: Parser) -> None:
    """Add the option that says who does it."""
    parser.add_argument(
        "--by", metavar="PERSON", type=_person, default="", help="who does it, in 24 characters at most"
    )


def add_acting(parser: Parser) -> None:
    """Add what a person says of themselves: why another role's step, and who stands beside a trainee."""
    parser.add_argument("--standing-in", metavar="R", default="", help="why you do a step of a role that is not yours")
    parser.add_argument("--coach", metavar="PERSON", default="", help="who stands beside you while you learn it")


def _person(words: str) -> str:
    """Read a worker's name; one that would be cut is wrong usage, for two names must stay two."""
    if not words:  # nobody is named: nothing is loaded to find that out
        return ""
    from kiosk.settings import LONGEST_PERSON
    from kiosk.work.text.text import clean

    name = clean(words)
    if len(name) > LONGEST_PERSON:
        raise argparse.ArgumentTypeError(f"a worker's name has at most {LONGEST_PERSON} characters, not {len(name)}")
    return name


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


@cache
def _common() -> Parser:
    """Return the common options; one that is not said leaves what was said before the noun."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("common options")
    group.add_argument("--playbook", metavar="DIR|NAME", help="the playbook to follow")
    group.add_argument("--database", metavar="PATH", help="the record to work on")
    group.add_argument("--settings", metavar="FILE", help="this machine's settings")
    group.add_argument("--json", action="store_true", help="print facts as JSON")
    return common

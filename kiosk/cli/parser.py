"""What may be typed: every noun, verb and option. Nothing of what a command needs to run is imported here."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

from kiosk import __version__

if TYPE_CHECKING:
    Nouns = argparse._SubParsersAction["Parser"]  # noqa: SLF001 - argparse names it nowhere else

COMMON = {"playbook": None, "database": None, "settings": None, "json": False}
"""Options that stand before or after the noun and the verb, with what they are when nobody says them."""

MODULES = (
    "screens",
    "demo",
    "playbook",
    "process",
    "procedure",
    "order",
    "ticket",
    "slip",
    "export",
    "summary",
    "journal",
    "speak",
    "doctor",
)
"""The modules of the nouns, in the order of the help; each has `add(nouns)`."""

EPILOG = """exit codes: 0 done, 1 refused or problems found, 2 wrong usage, 3 storage unavailable, 130 interrupted

KIOSK_PLAYBOOK, KIOSK_DATABASE and KIOSK_SETTINGS say the same as the options. The whole contract: kiosk/docs/cli.md"""


class Parser(argparse.ArgumentParser):
    """Words on a command line; what is said about wrong ones carries none of their control characters."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the usage, and end with 2."""
        from kiosk.work.text import clean

        self.print_usage(sys.stderr)
        self.exit(2, f"{self.prog}: {clean(message, 1000)}\n")


def build() -> Parser:
    """Give the parser of the whole command line."""
    parser = Parser(
        prog="kiosk",
        description="A counter for a terminal: orders in, steps done at stations, slips out, one journal of it all. "
        "Without a command: the home screen.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        parents=[_common()],
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"kiosk {__version__}")
    nouns: Nouns = parser.add_subparsers(title="commands", metavar="COMMAND")
    for name in MODULES:
        import_module(f"kiosk.cli.{name}").add(nouns)
    parser.set_defaults(run=_home)
    return parser


def given(parser: Parser, argv: Sequence[str]) -> argparse.Namespace:
    """Read a command line; every common option is there afterwards, said or not."""
    args = parser.parse_args(argv)
    for name, unsaid in COMMON.items():
        if not hasattr(args, name):
            setattr(args, name, unsaid)
    return args


def noun(nouns: Nouns, name: str, words: str) -> Nouns:
    """Add a noun that has verbs, and give the place for them."""
    parser = nouns.add_parser(name, help=words, description=_sentence(words), allow_abbrev=False, parents=[_common()])
    verbs: Nouns = parser.add_subparsers(title="verbs", metavar="VERB", required=True)
    return verbs


def verb(
    verbs: Nouns, name: str, run: Callable[[argparse.Namespace], int], words: str, *, epilog: str | None = None
) -> Parser:
    """Add a verb, or a noun that needs none."""
    parser = verbs.add_parser(
        name,
        help=words,
        description=_sentence(words),
        epilog=epilog,
        allow_abbrev=False,
        parents=[_common()],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.set_defaults(run=run)
    return parser


def _sentence(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}."


def _common() -> Parser:
    """Give the common options; one that is not said leaves what was said before the noun."""
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    group = common.add_argument_group("common options")
    group.add_argument("--playbook", metavar="DIR|NAME", help="the playbook to follow")
    group.add_argument("--database", metavar="PATH", help="the record to work on")
    group.add_argument("--settings", metavar="FILE", help="this machine's settings")
    group.add_argument("--json", action="store_true", help="print facts as JSON")
    return common


def _home(args: argparse.Namespace) -> int:
    from kiosk.cli.screens import home

    return home(args)

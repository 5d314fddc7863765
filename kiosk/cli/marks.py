"""How a step or a routine was done, as options: points kept, skipped or not applicable, and readings."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.errors import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.work.order.event import Mark
    from kiosk.work.playbook.spec import Spec

POINTS = (
    ("--keep", "points kept"),
    ("--skip", "points skipped"),
    ("--not-applicable", "points that do not apply"),
)


def add_marks(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    for option, words in POINTS:
        parser.add_argument(option, metavar="POINT", nargs="+", action="extend", default=[], help=words)
    parser.add_argument("--reason", metavar="R", default="", help="why points were skipped or do not apply")
    parser.add_argument(
        "--reading", metavar="SPEC=VALUE", nargs="+", action="extend", default=[], help="numbers read against specs"
    )
    words = "the numbers stand there, although no instrument shows such a one"
    parser.add_argument("--confirmed", action="store_true", help=words)
    parser.add_argument("--action", metavar="A", default="", help="what was done about a reading out of its limit")


def check_marks(args: argparse.Namespace) -> str:
    """Say what is wrong with the options: a point that is said to have gone two ways."""
    return said_twice(args.keep, args.skip, args.not_applicable)


def said_twice(*options: list[str]) -> str:
    """Say which point two options name."""
    said = [point for points in options for point in dict.fromkeys(points)]
    twice = next((point for point in said if said.count(point) > 1), "")
    return f"point {twice} is said twice: it went one way or the other" if twice else ""


def marks_of(args: argparse.Namespace) -> list[tuple[str, Mark, str]]:
    """Return point, mark and reason of each point that was said."""
    return [
        *((point, "kept", "") for point in args.keep),
        *((point, "skipped", args.reason) for point in args.skip),
        *((point, "not-applicable", args.reason) for point in args.not_applicable),
    ]


def readings_of(args: argparse.Namespace, example: str) -> list[tuple[str, str]]:
    """Return spec and value of each reading; refused where one is not said as in the example."""
    pairs = [said.partition("=") for said in args.reading]
    if any(not sign for _, sign, _ in pairs):
        raise Refused("bad-reading", f"A reading is SPEC=VALUE, such as {example}.")
    return [(spec, value) for spec, _, value in pairs]


def check_series(pairs: list[tuple[str, str]], spec_of: Callable[[str], Spec | None]) -> None:
    """Refuse a spec that is said twice, unless its first reading misses the limit and the others answer for it.

    Nothing has been taken then: a slip that names `cold` for `hot` would stand in a food-safety log for good.
    """
    from kiosk.work.order.limit import is_out_of_spec

    first = dict(reversed(pairs))
    for name in (name for name in first if [said for said, _ in pairs].count(name) > 1):
        spec = spec_of(name)
        if spec is None or not is_out_of_spec(spec, first[name]):
            words = f"{name} is said twice, and its first reading misses no limit that the next could answer for."
            raise Refused("bad-reading", f"{words} Say it once; a second reading is a command of its own.")


def action_of(args: argparse.Namespace, spec: Spec | None, value: str, *, answers: bool) -> str:
    """Return what was done about a reading: said of several, it is noted with those it is about.

    These are those out of their limit, and one that `answers` for one before it.
    """
    from kiosk.work.order.limit import is_out_of_spec

    about = answers or spec is None or is_out_of_spec(spec, value)
    return args.action if about or len(args.reading) == 1 else ""

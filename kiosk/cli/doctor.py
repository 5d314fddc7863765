"""`kiosk doctor`: what this machine has and lacks, each with what to do."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import sole

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns


def add(nouns: Nouns) -> None:
    """Add the noun."""
    sole(nouns, "doctor", _doctor)


def _doctor(args: argparse.Namespace) -> int:
    from kiosk.cli.checkup import checkup
    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts, table

    found = checkup(settings_of(args))
    if args.json:
        facts(found)
    else:
        table(("", "what", "found", "what to do"), [(one.sign, one.what, one.found, one.advice) for one in found])
    return 1 if any(one.verdict == "bad" for one in found) else 0

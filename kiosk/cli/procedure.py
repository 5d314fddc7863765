"""`kiosk procedure`: HOW a step is done, as a document."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import noun, verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "procedure")
    show = verb(verbs, "show", _show, "show the procedure of a step")
    show.add_argument("step", metavar="STEP", help="a step of the process, such as cook")
    show.add_argument("--format", choices=("text", "markdown"), default="text", help="text unless said")


def _show(args: argparse.Namespace) -> int:
    from kiosk.cli.run import one_of, playbook_of
    from kiosk.drawing.procedure import procedure_markdown, procedure_text

    playbook = playbook_of(args)
    procedure = playbook.procedure[one_of("step", args.step, list(playbook.process.step))]
    draw = procedure_markdown if args.format == "markdown" else procedure_text
    print(draw(playbook, procedure), end="")
    return 0

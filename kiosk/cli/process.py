"""`kiosk process`: WHAT happens to an order, as a picture."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import noun, verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "process")
    diagram = verb(verbs, "diagram", _diagram, "draw the process with its branches and joins")
    diagram.add_argument("--format", choices=("text", "mermaid"), default="text", help="text unless said")


def _diagram(args: argparse.Namespace) -> int:
    from kiosk.cli.run import playbook_of
    from kiosk.drawing.diagram import mermaid, text_diagram

    playbook = playbook_of(args)
    print(mermaid(playbook) if args.format == "mermaid" else text_diagram(playbook), end="")
    return 0

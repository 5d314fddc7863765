"""`kiosk process`: WHAT happens to an order, as a picture."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import noun, verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns

WIDEST = 1000
"""Columns of a diagram that anybody asks for."""


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "process")
    diagram = verb(verbs, "diagram", _diagram, "draw the process with its branches and joins")
    diagram.add_argument("--format", choices=("text", "mermaid"), default="text", help="text unless said")
    diagram.add_argument("--width", metavar="N", type=_width, help="columns of the text; the terminal's unless said")


def _width(words: str) -> int:
    """Read how many columns there are."""
    from kiosk.drawing.diagram import LEAST

    if not (words.isascii() and words.isdigit() and LEAST <= int(words) <= WIDEST):
        raise argparse.ArgumentTypeError(f"say a number of columns from {LEAST} to {WIDEST}")
    return int(words)


def _diagram(args: argparse.Namespace) -> int:
    import shutil

    from kiosk.cli.run import playbook_of
    from kiosk.drawing.diagram import text_diagram
    from kiosk.drawing.mermaid import mermaid

    playbook = playbook_of(args)
    width = args.width or shutil.get_terminal_size().columns
    print(mermaid(playbook) if args.format == "mermaid" else text_diagram(playbook, width), end="")
    return 0

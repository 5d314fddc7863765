"""A book as it stands, byte for byte, in golden/: `python -m tests.drawing.golden` writes it anew; look at it then."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from kiosk.drawing.book_html import book_html
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.spec import Spec
from tests.playbooks import DINER

FILE = Path(__file__).parent / "golden" / "diner.html"
DATE = "2026-11-22"


def diner() -> Playbook:
    """Return the diner with a procedure that has everything a procedure can have."""
    text = "# How\n\nLay the patty.\nTurn it *once*, **never** twice.\n\n- raw: `red` tongs\n- done: steel"
    text += "\n\n1. Lay\n2. Turn"
    hold = Spec("hold", "Holding", "135 to 160", "°F", Decimal(135), Decimal(160), "A chain", "House", "Throw away.")
    time = Spec("time", "Turn", "at 75 s", "s", gate=True)
    allergy = Point("clean", "Clean board", critical=True, gate=True, when="allergy")
    procedures = tuple(
        replace(
            one,
            text=text,
            script=("Two down!", "Heard, {guest}!"),
            points=(*one.points, allergy),
            specs=(*one.specs, hold, time),
        )
        if one.step == "grill"
        else one
        for one in DINER.procedures
    )
    return replace(DINER, procedures=procedures)


if __name__ == "__main__":
    FILE.write_text(book_html(diner(), DATE), encoding="utf-8", newline="\n")

"""How domain values read on a screen: runs for choices, lines, paces and marks, the same on every screen."""

from __future__ import annotations

from kiosk.tui.draw import Line, Run
from kiosk.work.events import Mark
from kiosk.work.line import Choice, spell
from kiosk.work.menu import Menu, Word
from kiosk.work.pace import SIGNS, Pace
from kiosk.work.routing import TicketLine

PACE_STYLES: dict[Pace, str] = {"on pace": "good", "due": "warn", "late": "bad"}

CHANGE_STYLES: dict[Word, str] = {
    "no": "bad bold",
    "extra": "warn bold",
    "light": "how bold",
    "side": "how bold",
    "": "",
}

MARK_SIGNS: dict[Mark, tuple[str, str]] = {
    "kept": ("✔", "good bold"),
    "skipped": ("✗", "warn bold"),
    "not-seen": ("○", "quiet"),
    "not-applicable": ("–", "quiet"),
}
"""Sign and style of each mark; the sign alone tells them apart."""


def pace_run(pace: Pace, words: str, ground: str = "") -> Run:
    """Give a pace's sign with words beside it, in its colour."""
    return (f"{SIGNS[pace]} {words}", f"{PACE_STYLES[pace]} {ground}".strip())


def choice_runs(menu: Menu, choice: Choice, *, quiet: bool = False, ground: str = "") -> Line:
    """Say a choice: the change in capitals and colour, then what is changed."""
    option = menu.group[choice.group].option(choice.option)
    name = option.name if option else choice.option
    rest = f"{'quiet' if quiet else 'text'} {ground}".strip()
    if not choice.word:
        return ((name, rest if quiet else f"accent {ground}".strip()),)
    loud = rest if quiet else f"{CHANGE_STYLES[choice.word]} {ground}".strip()
    return ((choice.word.upper(), loud), (f" {name}", rest))


def said_before(menu: Menu, choice: Choice) -> bool:
    """Say whether the choice is part of the item's name (`large fries`)."""
    return menu.group[choice.group].before


def ticket_line_runs(menu: Menu, line: TicketLine, *, ground: str = "", indent: str = "    ") -> list[Line]:
    """Write one line of a ticket: quantity and item, then a line for each choice and for the note."""
    combo = bool(menu.item[line.line.item].combo)
    count, name = f"{line.line.quantity} × ", spell(menu, line.line)
    strong = f"{'quiet' if combo else 'strong bold'} {ground}".strip()
    lines: list[Line] = [((count, strong), (name, strong))]
    gap: Run = (indent, ground)
    lines.extend(
        (gap, *choice_runs(menu, choice, quiet=choice not in line.here, ground=ground))
        for choice in line.line.choices
        if not said_before(menu, choice)
    )
    if line.line.note:
        lines.append((gap, (f"“{line.line.note}”", f"accent {ground}".strip())))
    return lines

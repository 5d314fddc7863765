"""How domain values read on a screen: runs for choices, lines, paces and marks, the same on every screen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from kiosk.tui.widgets.lines import Line, Run, fold
from kiosk.words import _, later, plural
from kiosk.work.order.event import Mark
from kiosk.work.order.line import Choice, is_picked, spell
from kiosk.work.order.line import Line as OrderLine
from kiosk.work.order.routing import TicketLine
from kiosk.work.playbook.menu import UNKNOWN, Menu, Word
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import clock_words
from kiosk.work.time.pace import SIGNS, Pace

PACE_STYLES: dict[Pace, str] = {"on pace": "good", "due": "warn", "late": "bad"}

PACE_WORDS: dict[Pace, str] = {"on pace": later("on pace"), "due": later("due"), "late": later("late")}
"""What each pace is called on a screen."""

CHANGE_WORDS: dict[Word, str] = {
    "no": later("NO"),
    "extra": later("EXTRA"),
    "light": later("LIGHT"),
    "side": later("SIDE"),
    "": "",
}
"""What each change of a choice is called on a screen."""

CHANGE_STYLES: dict[Word, str] = {
    "no": "bad bold",
    "extra": "warn bold",
    "light": "how bold",
    "side": "how bold",
    "": "",
}

VOID, ADD_ON, NOT_KNOWN = later("VOID"), later("ADD-ON"), later("? not on the menu")
"""What stands by a line that was taken out after the order was sent, by one that was added, and by one nobody knows."""

ON_CARD = 15
"""Cells for what was picked on the narrowest card of a rail."""

WITH, ELSEWHERE = later("with {names}"), later("elsewhere {names}")
"""What stands before what was picked of many, and before what of it is made at other stations."""

MARK_SIGNS: dict[Mark, tuple[str, str]] = {
    "kept": ("✔", "good bold"),
    "skipped": ("✗", "warn bold"),
    "not-seen": ("○", "quiet"),
    "not-applicable": ("–", "quiet"),
}
"""Sign and style of each mark; the sign alone tells them apart."""


def pace_run(pace: Pace, words: str, ground: str = "") -> Run:
    """Return a pace's sign with words beside it, in its colour."""
    return (f"{SIGNS[pace]} {words}", f"{PACE_STYLES[pace]} {ground}".strip())


def choice_runs(menu: Menu, choice: Choice, *, quiet: bool = False) -> Line:
    """Say a choice: the change in capitals and colour, then what is changed."""
    option = menu.group[choice.group].option(choice.option)
    name = option.name if option else choice.option
    rest = "quiet" if quiet else "text"
    if not choice.word:
        return ((name, rest if quiet else "accent"),)
    loud = rest if quiet else CHANGE_STYLES[choice.word]
    return ((_(CHANGE_WORDS[choice.word]), loud), (f" {name}", rest))


def picked_runs(menu: Menu, choices: Sequence[Choice], *, quiet: bool = False, head: str = WITH) -> Line:
    """Say what a guest picked of many, together: `with black beans, corn salsa`; empty for nothing."""
    runs: list[Run] = [(_(head).format(names="").rstrip(), "quiet")] if choices else []
    for place, choice in enumerate(choices, 1):
        *lead, (name, look) = choice_runs(menu, choice, quiet=quiet)
        runs += [(" ", ""), *lead, (f"{name}," if place < len(choices) else name, look)]
    return tuple(runs)


def _picked(menu: Menu, choices: Sequence[Choice], quiet: Collection[Choice], room: int) -> list[Line]:
    """Say what was picked: first what is made here, then, or on a card how many of them, what is made elsewhere."""
    here = [choice for choice in choices if choice not in quiet]
    rest = [choice for choice in choices if choice in quiet]
    runs = [picked_runs(menu, here)] if here else []
    if here and rest and room:
        runs.append(((plural("and {n} elsewhere", "and {n} elsewhere", len(rest)), "quiet"),))
    elif rest:
        runs.append(picked_runs(menu, rest, quiet=True, head=ELSEWHERE if here else WITH))
    return [row for line in runs for row in fold(line, room, 0)] if room else runs


def choice_words(playbook: Playbook, line: TicketLine) -> str:
    """Say all choices and the note of a line in one row: `NO onion, extra cheese, “well done”`."""
    menu = playbook.menu
    choices = [choice for choice in line.line.choices if not said_before(menu, choice)]
    rows = [choice_runs(menu, choice) for choice in choices if not is_picked(menu, choice)]
    rows.append(picked_runs(menu, [choice for choice in choices if is_picked(menu, choice)]))
    said = ["".join(text for text, _ in row) for row in rows if row]
    return ", ".join([*said, *([f"“{line.line.note}”"] if line.line.note else [])])


def said_before(menu: Menu, choice: Choice) -> bool:
    """Whether the choice is part of the item's name (`large fries`)."""
    return menu.group[choice.group].before


def ticket_line_runs(
    playbook: Playbook,
    line: TicketLine,
    *,
    age: int = 0,
    narrow: bool = False,
    indent: str = "    ",
) -> list[Line]:
    """Write one line of a ticket: quantity and item, then a line for each choice, for what it was, and for the note.

    `age` is how long its ticket has been open, in milliseconds. A `narrow` place has each remark in a line of its own,
    and sets added lines apart itself.
    """
    waits = bool(line.waits_for) or line.starts * 1000 > age
    combo = line.line.item in playbook.menu.item and bool(playbook.menu.item[line.line.item].combo)
    look = "quiet strike" if line.struck else "quiet" if combo or line.done else "text" if waits else "strong bold"
    mark = ((f"{_(VOID)} ", "bad bold"),) if line.struck else (("✔ ", "good"),) if line.done else ()
    head = (*mark, (f"{line.line.quantity} × ", look), (_name(playbook.menu, line.line), look))
    said = remarks(playbook, line, age, narrow=narrow)
    gap: Run = (indent, "")
    under = [(gap, *runs) for runs in below(playbook.menu, line, room=ON_CARD if narrow else 0)]
    if narrow:
        return [head, *((gap, remark) for remark in said), *under]
    return [(*head, *(run for remark in said for run in (("  ", ""), remark))), *under]


def _name(menu: Menu, line: OrderLine) -> str:
    """Name an item, or give what the outside calls it."""
    return spell(menu, line) if line.item in menu.item and line.item != UNKNOWN else line.called or line.item


def remarks(playbook: Playbook, line: TicketLine, age: int, *, narrow: bool) -> list[Run]:
    """Say what is odd about a line: its old quantity, that it was added or is unknown, what or when it waits for."""
    said: list[Run] = []
    if line.was and line.was.quantity != line.line.quantity:
        was = line.was.quantity
        said.append((_("was {quantity}", quantity=was) if narrow else _("(was {quantity})", quantity=was), "warn bold"))
    if line.addon and not narrow:
        said.append((_(ADD_ON), "warn bold"))
    if line.line.item == UNKNOWN:
        said.append((_(NOT_KNOWN), "bad bold"))
    if line.struck or line.done:
        return said
    if line.waits_for:
        steps = playbook.process.step
        names = ", ".join(steps[name].name for name in line.waits_for)
        said.append((_("waits for {names}", names=names), "how"))
    elif (rest := line.starts * 1000 - age) > 0:
        said.append((_("in {time}", time=clock_words(rest + 999)), "how"))
    return said


def below(menu: Menu, line: TicketLine, *, room: int = 0) -> list[Line]:
    """Write the choices and the note of a line; those of a changed one say what is new and what was.

    What was picked of many stands in a line, or in rows where a row has only so much `room`.
    """
    over = line.struck or line.done is not None
    before = line.was.choices if line.was else line.line.choices
    now: Run = (f"{_('now')} ", "warn bold")
    choices = [choice for choice in line.line.choices if not said_before(menu, choice)]
    quiet = [choice for choice in choices if over or choice not in line.here]
    lines: list[Line] = [
        ((now,) if choice not in before else ()) + choice_runs(menu, choice, quiet=choice in quiet)
        for choice in choices
        if not is_picked(menu, choice)
    ]
    picked = [choice for choice in choices if is_picked(menu, choice)]
    lines += _picked(menu, [choice for choice in picked if choice in before], quiet, room)
    new = _picked(menu, [choice for choice in picked if choice not in before], quiet, room)
    lines += [(now, *row) for row in new]
    lines += [_was(choice_runs(menu, choice, quiet=True)) for choice in before if choice not in line.line.choices]
    note, noted = line.line.note, line.was.note if line.was else line.line.note
    if note:
        lines.append((*((now,) if note != noted else ()), (f"“{note}”", "quiet" if over else "accent")))
    elif noted:
        lines.append(_was(((f"“{noted}”", "quiet"),)))
    return [tuple((text, f"{words} strike") for text, words in runs) for runs in lines] if line.struck else lines


def _was(runs: Line) -> Line:
    """Say that something is not wanted any more."""
    return ((f"{_('was')} ", "warn bold"), *((text, f"{words} strike") for text, words in runs))


def grounded(runs: Line, ground: str) -> Line:
    """Put a ground behind runs that name none."""
    return tuple((text, words if " on " in f" {words}" else f"{words} {ground}".strip()) for text, words in runs)


def combined(lines: tuple[TicketLine, ...]) -> tuple[TicketLine, ...]:
    """Return identical lines as one with their sum, where the first of them stands: the same item, choices and state.

    A line that was changed stays by itself, and so does one that is not on the menu.
    """
    sums: dict[object, TicketLine] = {}
    for line in lines:
        asked = line.line
        alone = asked.id if line.was or asked.item == UNKNOWN else 0
        state = (line.done is not None, line.addon, line.struck, line.waits_for, line.starts)
        key = (alone, asked.item, frozenset(asked.choices), asked.note, state)
        first = sums.setdefault(key, line)
        if first is not line:
            quantity = first.line.quantity + asked.quantity
            sums[key] = replace(first, line=replace(first.line, quantity=quantity))
    return tuple(sums.values())

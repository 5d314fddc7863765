"""One card of a rail: what it says of its ticket, and how it is drawn in the rows it has."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.tui.draw import Line, Run, fit, spread, width_of
from kiosk.tui.widgets.rail_places import TicketId
from kiosk.tui.words import ADD_ON, NOT_KNOWN, PACE_STYLES, VOID, grounded, pace_run
from kiosk.work.pace import SIGNS, Pace


@dataclass(frozen=True, slots=True)
class Card:
    """One open ticket as the rail shows it."""

    ticket: TicketId
    number: int
    title: str
    """Step name where a station has several, guest name at the expo."""
    pace: Pace
    age: str
    lines: tuple[Line, ...]
    holder: str = ""
    """Who has taken it up."""
    allergy: bool = False
    rush: bool = False
    stop: bool = False
    """Something of it is not wanted any more: that is to be acknowledged."""
    new: bool = False
    """It came a moment ago."""
    lit: bool = False
    """The half of each two seconds in which the head of a new card is inverted."""
    recalled: bool = False
    held: bool = False
    unknown: bool = False
    """It has an item that is not on the menu."""
    also_at: tuple[str, ...] = ()
    """Other stations that still make something of the same order."""

    @property
    def badges(self) -> tuple[Run, ...]:
        """What the head says of it, most pressing first; the first letter stands for each where room is short."""
        said = (
            (self.stop, "! STOP", "bad"),
            (self.rush, "RUSH", "warn"),
            (self.unknown, "?", "bad"),
            (self.new, "NEW", "accent"),
        )
        return tuple((words, f"ink bold on {look}") for holds, words, look in said if holds)

    @property
    def flags(self) -> tuple[Run, ...]:
        """What stands in a row of its own below the head."""
        said = (
            (self.allergy, " ALLERGY ", "ink bold on bad"),
            (self.recalled, " RECALLED ", "ink bold on how"),
            (self.held, " HELD ", "ink bold on how"),
        )
        return tuple((words, look) for holds, words, look in said if holds)

    @property
    def foot(self) -> tuple[Run, ...]:
        """Who has it, and where else its order is worked on."""
        holder = (f"{self.holder} has it", "how")
        also = (f"{'also' if self.holder else 'also at:'} {', '.join(self.also_at)}", "quiet")
        said = [run for run, holds in ((holder, self.holder), (also, self.also_at)) if holds]
        return (said[0], (" · ", "quiet"), said[1]) if len(said) > 1 else tuple(said)

    @property
    def sign(self) -> str:
        """Say the most pressing thing in one sign, a space where there is none."""
        return self.badges[0][0][0] if self.badges else " "


def natural_rows(card: Card, most: int) -> int:
    """Count the rows a card would take with at most so many lines of items, the blank one below it included."""
    return 2 + bool(card.flags) + min(len(card.lines), most) + bool(card.foot)


def draw_card(card: Card, rows: int, width: int, *, chosen: bool, digit: int = 0) -> list[Line]:
    """Draw a card in exactly so many rows (at least one); what has no room is counted, and told where it is a change.

    `digit` is the key of a bump bar that means it; 0 for none.
    """
    ground = "on key" if chosen else "on raised"
    edge: Run = ("▌", f"{PACE_STYLES[card.pace]} {ground}")
    above: list[Line] = [_head(card, width, chosen=chosen, digit=digit)]
    if card.flags:
        flags = [run for flag in card.flags for run in (flag, (" ", ground))]
        above.append(fit((edge, *flags), width, ground))
    lines = list(card.lines)
    is_cut = len(above) + len(lines) + bool(card.foot) > rows
    foot = () if is_cut and not card.holder else card.foot
    below = [fit((edge, *grounded(foot, ground)), width, ground)] if foot else []
    room = max(0, rows - len(above) - len(below))
    if len(lines) > room:
        lines = [*lines[: max(0, room - 1)], *([_rest(card.lines[room - 1 :])] if room else [])]
    body = [fit((edge, *grounded(line, ground)), width, ground) for line in lines]
    blank = [fit((edge,), width, ground)] * (room - len(body))
    return [*above, *body, *below, *blank][:rows]


def draw_ghost(number: int, word: str, width: int) -> Line:
    """Draw what is left of a card whose ticket went: its number and what became of it."""
    return fit(((f" {number} {word}", "quiet"),), width)


def perforation(words: str, width: int) -> Line:
    """Draw the edge along which a card goes on in the next column."""
    room = max(0, width - len(words) - 2)
    return fit(((f"{'┄' * (room // 2)} {words} {'┄' * (room - room // 2)}", "quiet bold"),), width)


def _head(card: Card, width: int, *, chosen: bool, digit: int) -> Line:
    """Draw number and title at the left, badges and time at the right; the title is what gives way."""
    flash = card.new and card.lit
    ground = "on accent" if flash else "on key" if chosen else "on raised"
    edge: Run = ("▌", f"{PACE_STYLES[card.pace]} {'on raised' if flash else ground}")
    number: Run = (f" {card.number} ", "ink bold on accent") if chosen else (f"{card.number}", f"text bold {ground}")
    key: list[Run] = [(f"{digit}›", f"how bold {ground}")] if digit else []
    left: list[Run] = [edge, *key, number, *([(f" {card.title}", f"quiet {ground}")] if card.title else [])]
    pace = pace_run(card.pace, card.age, ground)
    badges = [(f" {words} ", look) for words, look in card.badges]
    if width_of((edge, *key, number, *badges, pace)) + 3 > width:
        badges = [(words[0], look) for words, look in card.badges]
    right: list[Run] = [*badges, *([(" ", ground)] if badges else []), pace, (" ", ground)]
    if flash:
        left, right = [left[0], *_inked(left[1:])], _inked(right)
    return spread(left, right, width, ground)


def _inked(runs: list[Run]) -> list[Run]:
    """Invert the runs of a new card's head."""
    return [(text, "ink bold on accent") for text, _ in runs]


def _rest(hidden: tuple[Line, ...]) -> Line:
    """Count the lines that have no room, and name what must not go unseen among them."""
    texts = {text.strip() for line in hidden for text, _ in line}
    loud = "".join(f", {word}" for word in (VOID, ADD_ON, NOT_KNOWN) if word in texts)
    return ((f"  and {len(hidden)} more", "quiet"), (loud, "warn bold"))


def number_word(card: Card) -> Run:
    """Give a card as one word of a narrow rail: what is pressing, its number, its pace."""
    return (f"{card.sign}{card.number}{SIGNS[card.pace]} ", f"{PACE_STYLES[card.pace]} on raised")

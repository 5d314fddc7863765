"""One card of a rail: what it says of its ticket, and how it is drawn in the rows it has."""

from __future__ import annotations

from collections.abc import Container

from msgspec import Struct

from kiosk.tui.station.rail.places import TicketId
from kiosk.tui.widgets.lines import Line, Run, fit, spread, width_of
from kiosk.tui.widgets.words import ADD_ON, NOT_KNOWN, PACE_STYLES, VOID, grounded, pace_run
from kiosk.words import _, later, plural
from kiosk.work.time.pace import SIGNS, Pace

INK = "ink bold on accent"
"""The inverted head of a new card, and the number of the chosen one."""


class Badge(Struct, frozen=True):
    """Something pressing about a card."""

    sign: str
    """One sign, where there is no room for the word."""
    word: str
    look: str
    """The colour behind it."""

    def run(self, *, short: bool) -> Run:
        """Return it as it stands in a head."""
        return (self.sign if short else f" {_(self.word)} ", f"ink bold on {self.look}")


STOPPED = Badge("X", later("STOPPED"), "bad")
STOP = Badge("!", later("STOP"), "bad")
RUSH = Badge("R", later("RUSH"), "warn")
UNKNOWN = Badge("?", "?", "bad")
NEW = Badge("N", later("NEW"), "accent")


class Card(Struct, frozen=True):
    """One open ticket as the rail shows it."""

    ticket: TicketId
    number: str
    """With its day where that is another."""
    title: str
    """Step name where a station has several, guest name at the expo."""
    pace: Pace
    age: str
    lines: tuple[Line, ...]
    holder: str = ""
    """Who has taken it up."""
    allergy: bool = False
    asked: bool = False
    """Somebody has to say whether a note tells of an allergy."""
    rush: bool = False
    stop: bool = False
    """Something of it is not wanted any more: that is to be acknowledged."""
    stopped: bool = False
    """A critical problem of its order is open."""
    new: bool = False
    """It came a moment ago."""
    lit: bool = False
    """The half of each two seconds in which the head of a new card is inverted."""
    recalled: bool = False
    remaking: bool = False
    held: bool = False
    unknown: bool = False
    """It has an item that is not on the menu."""
    also_at: tuple[str, ...] = ()
    """Other stations that still make something of the same order."""

    @property
    def badges(self) -> tuple[Badge, ...]:
        """What the head says of it, most pressing first."""
        said = (
            (self.stopped, STOPPED),
            (self.stop, STOP),
            (self.rush, RUSH),
            (self.unknown, UNKNOWN),
            (self.new, NEW),
        )
        return tuple(badge for holds, badge in said if holds)

    @property
    def flags(self) -> tuple[Run, ...]:
        """What stands in a row of its own below the head."""
        said = (
            (self.allergy, later("ALLERGY"), "ink bold on bad"),
            (self.asked, later("ALLERGY?"), "ink bold on bad"),
            (self.recalled, later("RECALLED"), "ink bold on how"),
            (self.remaking, later("REMAKE"), "ink bold on warn"),
            (self.held, later("HELD"), "ink bold on how"),
        )
        return tuple((f" {_(words)} ", look) for holds, words, look in said if holds)

    @property
    def foot(self) -> tuple[Run, ...]:
        """Who has it, and where else its order is worked on."""
        said: list[Run] = [(_("{who} has it", who=self.holder), "how")] if self.holder else []
        if self.also_at:
            stations = ", ".join(self.also_at)
            words = _("also {stations}", stations=stations) if said else _("also at: {stations}", stations=stations)
            said += [(" · ", "quiet"), (words, "quiet")] if said else [(words, "quiet")]
        return tuple(said)


def natural_rows(card: Card, most: int) -> int:
    """Count the rows a card would take with at most so many lines of items, the blank one below it included."""
    return 2 + bool(card.flags) + min(len(card.lines), most) + bool(card.foot)


def draw_card(card: Card, rows: int, width: int, *, chosen: bool, digit: int = 0) -> list[Line]:
    """Draw a card in exactly so many rows (at least one); what has no room is counted, and told where it is a change.

    `digit` is the key of a bump bar that means it; 0 for none.
    """
    head = _head(card, width, chosen=chosen, digit=digit)
    return [head, *_below_head(card, rows, width, chosen=chosen)][:rows]


class Drawer:
    """Draws cards, and keeps what stands below the head of each for as long as it is the same."""

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        self._kept: dict[TicketId, tuple[object, list[Line]]] = {}

    def draw(self, card: Card, rows: int, width: int, *, chosen: bool, digit: int) -> list[Line]:
        """Draw a card, as `draw_card` does."""
        made_from = (card.lines, card.pace, card.flags, card.foot, card.stop, card.holder, rows, width, chosen)
        kept = self._kept.get(card.ticket)
        if not kept or kept[0] != made_from:
            kept = self._kept[card.ticket] = (made_from, _below_head(card, rows, width, chosen=chosen))
        return [_head(card, width, chosen=chosen, digit=digit), *kept[1]][:rows]

    def forget(self, here: Container[TicketId]) -> None:
        """Keep nothing of tickets that are not here any more."""
        self._kept = {ticket: kept for ticket, kept in self._kept.items() if ticket in here}


def _below_head(card: Card, rows: int, width: int, *, chosen: bool) -> list[Line]:
    ground = "on key" if chosen else "on raised"
    edge: Run = ("▌", f"{PACE_STYLES[card.pace]} {ground}")
    above: list[Line] = []
    if card.flags:
        flags = [run for flag in card.flags for run in (flag, (" ", ground))]
        above.append(fit((edge, *flags), width, ground))
    lines = list(card.lines)
    is_low = rows - len(above) - 2 < min(len(lines), 3)
    foot = () if is_low and (card.stop or not card.holder) else card.foot
    below = [fit((edge, *grounded(foot, ground)), width, ground)] if foot else []
    room = max(0, rows - 1 - len(above) - len(below))
    if len(lines) > room:
        lines = [*lines[: max(0, room - 1)], *([_rest(card.lines[room - 1 :])] if room else [])]
    body = [fit((edge, *grounded(line, ground)), width, ground) for line in lines]
    blank = [fit((edge,), width, ground)] * (room - len(body))
    return [*above, *body, *below, *blank]


def draw_ghost(number: str, word: str, width: int) -> Line:
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
    number: Run = (f" {card.number} ", INK) if chosen else (f"{card.number}", f"text bold {ground}")
    key: list[Run] = [(f"{digit}›", f"how bold {ground}")] if digit else []
    left: list[Run] = [edge, *key, number, *([(f" {card.title}", f"quiet {ground}")] if card.title else [])]
    if flash:
        left = [edge, *((text, INK) for text, _ in left[1:])]
    pace: Run = (f"{SIGNS[card.pace]} {card.age}", INK) if flash else pace_run(card.pace, card.age, ground)
    badges = _badges(card, width - width_of((edge, *key, number, pace)) - 3)
    return spread(left, (*badges, *([(" ", ground)] if badges else []), pace, (" ", ground)), width, ground)


def _badges(card: Card, room: int) -> list[Run]:
    """Return the badges, the less pressing ones as their sign where the words have no room."""
    runs: list[Run] = []
    for words in range(len(card.badges), -1, -1):
        runs = [badge.run(short=place >= words) for place, badge in enumerate(card.badges)]
        if width_of(runs) <= room:
            break
    return runs


def _rest(hidden: tuple[Line, ...]) -> Line:
    """Count the lines that have no room, and name what must not go unseen among them."""
    texts = {text.strip() for line in hidden for text, _ in line}
    loud = ", ".join(word for word in map(_, (VOID, ADD_ON, NOT_KNOWN)) if word in texts)
    more = plural("and {n} more", "and {n} more", len(hidden))
    return (("  ", "quiet"), (f"{loud} " if loud else "", "warn bold"), (more, "quiet"))


def number_word(card: Card) -> Run:
    """Return a card as one word of a narrow rail: what is pressing, its number, its pace."""
    sign = card.badges[0].sign if card.badges else " "
    return (f"{sign}{card.number}{SIGNS[card.pace]} ", f"{PACE_STYLES[card.pace]} on raised")

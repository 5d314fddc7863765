"""A station's open tickets, oldest first, in one widget that draws its lines."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from kiosk.tui.draw import Drawing, Drawn, Line, Run, Sheet, Target, cut, fit, spread
from kiosk.tui.words import PACE_STYLES, pace_run
from kiosk.work.pace import SIGNS, Pace

TicketId = tuple[str, str]
"""Order and step: a ticket is chosen by what it is, never by where it stands."""


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


class Rail(Drawn):
    """Cards below one another; in a narrow place one line of numbers."""

    DEFAULT_CSS = "Rail { width: 26; height: 1fr; }"
    MOST_LINES = 5
    """Lines of items on a card."""
    COLUMN = 26
    LEAST_ROWS = 6
    """Below this there is room for one line of numbers only."""
    cards: tuple[Card, ...] = ()
    chosen: TicketId | None = None
    coming = 0
    _first = 0

    class Picked(Message):
        """A card was touched."""

        def __init__(self, ticket: TicketId) -> None:
            """Name the ticket."""
            super().__init__()
            self.ticket = ticket

    def show(self, cards: tuple[Card, ...], chosen: TicketId | None, coming: int) -> None:
        """Show these cards."""
        self.cards, self.chosen, self.coming = cards, chosen, coming
        self.redraw()

    def on_drawn_touched(self, message: Drawn.Touched) -> None:
        """Turn a touch on a card into the ticket it stands for."""
        message.stop()
        if isinstance(message.means, tuple):
            self.post_message(self.Picked((str(message.means[0]), str(message.means[1]))))

    def draw(self, width: int, height: int) -> Drawing:
        """Draw cards in columns, or one line of numbers where there is no height."""
        if height < self.LEAST_ROWS:
            return self._draw_line(width)
        columns = max(1, width // self.COLUMN)
        each = width // columns - 1
        cards = [self._card(card, each) for card in self.cards]
        self._first = min(self._first, max(0, len(cards) - 1))
        place = next((n for n, card in enumerate(self.cards) if card.ticket == self.chosen), 0)
        self._first = min(self._first, place)
        while self._first < place and not self._fits(cards[self._first : place + 1], height - 2, columns):
            self._first += 1
        return self._draw_columns(cards, width, height, columns)

    @staticmethod
    def _fits(cards: list[list[Line]], height: int, columns: int) -> bool:
        """Say whether these cards fit below one another in so many columns."""
        column, used = 1, 0
        for card in cards:
            if used + len(card) > height:
                column, used = column + 1, 0
            used += len(card)
        return column <= columns

    def _draw_columns(self, cards: list[list[Line]], width: int, height: int, columns: int) -> Drawing:
        sheet = Sheet(width)
        count = len(self.cards)
        head = f"{count} on the rail"
        coming = f"{self.coming} coming" if self.coming else ""
        sheet.add(*spread(((f" {head}", "quiet"),), ((coming, "quiet"), (" ", "")), width))
        each = width // columns
        body: list[Line] = [()] * (height - 2)
        row, column, shown = 0, 0, self._first
        for place, card in enumerate(cards[self._first :], self._first):
            if row + len(card) > len(body):
                column, row = column + 1, 0
            if column >= columns or row + len(card) > len(body):
                break
            for y, line in enumerate(card):
                body[row + y] = (*fit(body[row + y], column * each), *fit(line, each - 1), (" ", ""))
            sheet.targets.append(Target(column * each, row + 1, each - 1, len(card) - 1, self.cards[place].ticket))
            row += len(card)
            shown = place + 1
        for line in body:
            sheet.add(*line)
        hidden = [f"↑ {self._first}" if self._first else "", f"↓ {count - shown}" if shown < count else ""]
        sheet.add((" " + "  ".join(filter(None, hidden)), "accent bold"))
        return sheet.done()

    def _card(self, card: Card, width: int) -> list[Line]:
        """Draw one card with a blank line below it."""
        ground = "on key" if card.ticket == self.chosen else "on raised"
        colour = PACE_STYLES[card.pace]
        edge: Run = ("▌", f"{colour} {ground}")
        chosen = card.ticket == self.chosen
        number: Run = (
            (f" {card.number} ", "ink bold on accent") if chosen else (f"{card.number}", f"text bold {ground}")
        )
        head: list[Run] = [edge, number]
        if card.title:
            head.append((f" {card.title}", f"quiet {ground}"))
        lines: list[Line] = [spread(head, (pace_run(card.pace, card.age, ground), (" ", ground)), width, ground)]
        if card.allergy:
            lines.append(fit((edge, (" ALLERGY ", "ink bold on bad")), width, ground))
        body = card.lines if len(card.lines) <= self.MOST_LINES else card.lines[: self.MOST_LINES - 1]
        lines += [fit((edge, *_grounded(line, ground)), width, ground) for line in body]
        if len(body) < len(card.lines):
            lines.append(fit((edge, (f"  and {len(card.lines) - len(body)} more", f"quiet {ground}")), width, ground))
        if card.holder:
            lines.append(fit((edge, (cut(f"{card.holder} has it", width - 2), f"how {ground}")), width, ground))
        return [*lines, fit((), width)]

    def _draw_line(self, width: int) -> Drawing:
        """Draw the numbers beside one another, the chosen one marked."""
        sheet = Sheet(width)
        runs: list[Run] = [(f" {len(self.cards)}: ", "quiet")]
        x = sum(len(text) for text, _ in runs)
        for card in self.cards:
            words = f" {card.number}{SIGNS[card.pace]} "
            if x + len(words) + 1 > width:
                runs.append(("…", "quiet"))
                break
            chosen = card.ticket == self.chosen
            runs.append((words, "ink bold on accent" if chosen else f"{PACE_STYLES[card.pace]} on raised"))
            sheet.targets.append(Target(x, 0, len(words), 1, card.ticket))
            x += len(words)
        sheet.add(*(runs if self.cards else [(" 0 on the rail", "quiet")]))
        return sheet.done()


def _grounded(line: Line, ground: str) -> Line:
    """Put a card's ground behind runs that name none."""
    return tuple((text, words if " on " in f" {words}" else f"{words} {ground}".strip()) for text, words in line)

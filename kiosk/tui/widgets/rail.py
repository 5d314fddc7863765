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
        place = self._place()
        self._first = min(self._first, place)
        while self._first < place and not self._fits(self._first, place, height - 2, columns):
            self._first += 1
        return self._draw_columns(width, height, columns)

    def _place(self) -> int:
        """Give the chosen card's place; the first where none is chosen."""
        return next((place for place, card in enumerate(self.cards) if card.ticket == self.chosen), 0)

    def _rows(self, card: Card) -> int:
        """Count the rows of a card, the blank one below it included."""
        return 2 + bool(card.allergy) + min(len(card.lines), self.MOST_LINES) + bool(card.holder)

    def _fits(self, first: int, last: int, height: int, columns: int) -> bool:
        """Say whether the cards from `first` to `last` fit below one another in so many columns."""
        column, used = 1, 0
        for card in self.cards[first : last + 1]:
            if used + self._rows(card) > height:
                column, used = column + 1, 0
            used += self._rows(card)
        return column <= columns

    def _draw_columns(self, width: int, height: int, columns: int) -> Drawing:
        """Draw the cards that are seen; those that are not cost nothing."""
        sheet = Sheet(width)
        count = len(self.cards)
        coming = f"{self.coming} coming" if self.coming else ""
        sheet.add(*spread(((f" {count} on the rail", "quiet"),), ((coming, "quiet"), (" ", "")), width))
        each = width // columns
        body: list[Line] = [()] * (height - 2)
        row, column, shown = 0, 0, self._first
        for place, card in enumerate(self.cards[self._first :], self._first):
            if row + self._rows(card) > len(body):
                column, row = column + 1, 0
            if column >= columns or row + self._rows(card) > len(body):
                break
            drawn = self._card(card, each - 1)
            for y, line in enumerate(drawn):
                body[row + y] = (*fit(body[row + y], column * each), *line, (" ", ""))
            sheet.targets.append(Target(column * each, row + 1, each - 1, len(drawn) - 1, card.ticket))
            row += len(drawn)
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
        """Draw the numbers beside one another, the chosen one marked and always among them."""
        sheet = Sheet(width)
        if not self.cards:
            sheet.add((" 0 on the rail", "quiet"))
            return sheet.done()
        words = [f" {card.number}{SIGNS[card.pace]} " for card in self.cards]
        count, place, first = f" {len(words)}: ", self._place(), 0
        while first < place and len(count) + 2 + sum(map(len, words[first : place + 1])) > width - 1:
            first += 1
        runs: list[Run] = [(count, "quiet"), ("… " if first else "", "quiet")]
        x = len(count) + 2 * bool(first)
        for card, said in zip(self.cards[first:], words[first:], strict=True):
            if x + len(said) + 1 > width:
                runs.append(("…", "quiet"))
                break
            chosen = card.ticket == self.chosen
            runs.append((said, "ink bold on accent" if chosen else f"{PACE_STYLES[card.pace]} on raised"))
            sheet.targets.append(Target(x, 0, len(said), 1, card.ticket))
            x += len(said)
        sheet.add(*runs)
        return sheet.done()


def _grounded(line: Line, ground: str) -> Line:
    """Put a card's ground behind runs that name none."""
    return tuple((text, words if " on " in f" {words}" else f"{words} {ground}".strip()) for text, words in line)

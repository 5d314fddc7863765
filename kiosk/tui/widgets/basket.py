"""The basket: what the guest wants so far, what it costs and holds, and the read-back to be said aloud."""

from __future__ import annotations

from dataclasses import dataclass

from kiosk.tui.draw import Drawing, Drawn, Line, Run, Sheet, fit, spread, wrap
from kiosk.tui.words import choice_runs, said_before
from kiosk.work.line import Line as OrderLine
from kiosk.work.line import allergens, spell, total
from kiosk.work.playbook import Playbook

LOW = 8
"""Rows below which the basket shows its last lines and the total only."""


@dataclass(frozen=True, slots=True)
class BasketFacts:
    """What the basket shows."""

    playbook: Playbook
    number: int
    guest: str
    note: str
    allergy: str
    allergies: tuple[str, ...]
    """Typed ones, to be held against what the items hold."""
    lines: tuple[OrderLine, ...]
    script: str
    marked: int | None = None
    """Which wish is marked, from 0; combos count with their items as one."""


@dataclass(frozen=True, slots=True)
class TouchedLine:
    """A wish in the basket was touched, from 0."""

    place: int


class Basket(Drawn):
    """Draws from the top what was keyed last if not everything has room, and always total and read-back."""

    GROUND = "on raised"
    DEFAULT_CSS = "Basket { width: 36; height: 1fr; padding: 0 1; background: $surface; }"
    facts: BasketFacts | None = None

    def show(self, facts: BasketFacts) -> None:
        """Show these."""
        if facts != self.facts:
            self.facts = facts
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw head, lines, and at the bottom allergens, total and read-back."""
        if self.facts is None:
            return Drawing()
        facts, ground = self.facts, self.GROUND
        head: list[Run] = [(f"Order {facts.number}", f"strong bold {ground}")]
        low = height < LOW
        if low:
            head.append((f"  {facts.playbook.price(total(facts.lines))}", f"strong bold {ground}"))
        if low and facts.allergy:
            head += [("  ", ground), (f" ALLERGY {facts.allergy} ", "ink bold on bad")]
        if facts.guest:
            head.append((f"  for {facts.guest}", f"text {ground}"))
        foot = [] if low else _foot(facts, width, height)
        sheet = Sheet(width)
        sheet.add(*head)
        rows = _rows(facts, width)
        room = max(1, height - 1 - len(foot))
        hidden = max(0, len(rows) - room)
        if hidden:
            hidden += not low
            rows = rows[hidden:]
            if not low:
                sheet.add((f"… {hidden} lines above", f"quiet {ground}"))
        for place, line in rows:
            sheet.add(*line)
            sheet.touch(TouchedLine(place))
        if not rows:
            sheet.add(("Nothing yet", f"quiet {ground}"))
        while len(sheet.lines) < height - len(foot):
            sheet.add()
        for line in foot:
            sheet.add(*line)
        return sheet.done()


def _rows(facts: BasketFacts, width: int) -> list[tuple[int, Line]]:
    """Write every line with its choices; each row knows which wish it belongs to."""
    menu = facts.playbook.menu
    rows: list[tuple[int, Line]] = []
    place = -1
    for line in facts.lines:
        place += not line.of
        ground = "on key" if place == facts.marked else "on raised"
        strong = f"{'text' if line.of else 'strong bold'} {ground}"
        price = facts.playbook.price(line.price * line.quantity) if line.price or not line.of else ""
        price = f"+ {price}" if line.of and price else price
        indent = "  " if line.of else ""
        words: Run = (f"{indent}{line.quantity} × {spell(menu, line)}", strong)
        rows.append((place, spread((words,), ((price, f"text {ground}"),), width, ground)))
        rows.extend(
            (place, fit(((f"{indent}    ", ground), *choice_runs(menu, choice, ground=ground)), width, ground))
            for choice in line.choices
            if not said_before(menu, choice)
        )
        if line.note:
            rows.append((place, fit(((f"    “{line.note}”", f"accent {ground}"),), width, ground)))
    return rows


def _foot(facts: BasketFacts, width: int, height: int) -> list[Line]:
    """Write allergens, total and what to say, as much as a third of the height allows."""
    ground = "on raised"
    foot: list[Line] = []
    if facts.note:
        foot += [((part, f"accent {ground}"),) for part in wrap(f"“{facts.note}”", width)]
    if facts.allergy:
        foot += [
            fit(((f" {part}", "ink bold on bad"),), width, "on bad")
            for part in wrap(f"ALLERGY  {facts.allergy}", width - 2)
        ]
    held = allergens(facts.playbook.menu, facts.lines)
    clash = [allergen for allergen in held if allergen in facts.allergies]
    if clash:
        words = f"■ Ordered with {', '.join(clash)}: change it or ask the guest"
        foot += [((part, f"bad bold {ground}"),) for part in wrap(words, width)]
    if held:
        foot += [((part, f"quiet {ground}"),) for part in wrap(f"contains {' '.join(held)}", width)]
    amount = facts.playbook.price(total(facts.lines))
    foot.append(spread((("Total", f"strong bold {ground}"),), ((amount, f"strong bold {ground}"),), width, ground))
    if facts.script:
        said = wrap(f"“{facts.script}”", width - 2)
        most = max(2, height // 3)
        said = said if len(said) <= most else [*said[: most - 1], f"{said[most - 1]} …"]
        foot.append(fit((("▌", "how on key"), (" SAY", "how bold on key")), width, "on key"))
        foot += [fit((("▌", "how on key"), (f" {part}", "strong on key")), width, "on key") for part in said]
    return foot

"""The basket: what the guest wants so far, what it costs and holds, and the read-back to be said aloud."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

from kiosk.tui.basket.order_entry import RefusedOrder
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.lines import Drawing, Line, Run, Sheet, fit, fold, spread, width_of, wrap
from kiosk.tui.widgets.tiles import OUT
from kiosk.tui.widgets.words import VOID, below, grounded, remarks
from kiosk.words import _, plural
from kiosk.work.order.line import Line as OrderLine
from kiosk.work.order.line import allergens, spell, total
from kiosk.work.order.required import open_groups
from kiosk.work.order.routing import TicketLine
from kiosk.work.playbook.menu import ChoiceGroup
from kiosk.work.playbook.playbook import Playbook

LOW = 8
"""Rows below which the basket shows its last lines and the total only."""


class BasketFacts(Struct, frozen=True):
    """What the basket shows."""

    playbook: Playbook
    number: str
    guest: str
    note: str
    allergy: str
    allergies: tuple[str, ...]
    """Those known by name, to be held against what the items hold."""
    lines: tuple[OrderLine, ...]
    script: str
    marked: int | None = None
    """Which wish is marked, from 0; combos count with their items as one."""
    was: Mapping[int, OrderLine] | None = None
    """The lines of a sent order as it is, by id, while it is changed; None for an order that is not sent yet."""
    struck: frozenset[int] = frozenset()
    """Wishes that are taken out, from 0."""
    out: Mapping[int, str] = field(default_factory=dict)
    """By wish, from 0: what is out of stock, so that it cannot be made."""
    owed: str = ""
    """What a change costs."""
    asks: str = ""
    """Whether what was found in a note is an allergy."""
    fields: tuple[Line, ...] = ()
    """What is asked about the order beside its lines, written out."""
    refused: RefusedOrder | None = None
    """The refused order from outside that is keyed."""
    refused_sign: str = ""
    """The key that shows all of it."""

    def placed(self) -> list[tuple[int, OrderLine]]:
        """Return every line with the wish it belongs to, from 0."""
        place = -1
        found: list[tuple[int, OrderLine]] = []
        for line in self.lines:
            place += not line.of
            found.append((place, line))
        return found

    @property
    def wanted(self) -> tuple[OrderLine, ...]:
        """The lines without those that are taken out."""
        return tuple(line for place, line in self.placed() if place not in self.struck)


class TouchedWish(Struct, frozen=True):
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
        low = height < LOW
        came = _came(facts, width, 1 if low else max(2, height // 4))
        foot = [] if low else _foot(facts, width, height)
        rows = _rows(facts, width)
        if len(rows) + 1 + len(came) + len(foot) > height and not low:
            foot = _foot(facts, width, height, tight=True)
        sheet = Sheet(width)
        for line in (_head(facts, low=low), *came):
            sheet.add(*line)
        room = max(1, height - 1 - len(came) - len(foot))
        for place, row in _window(rows, facts.marked, room, counted=not low):
            sheet.add(*row)
            if place is not None:
                sheet.touch(TouchedWish(place))
        if not rows:
            sheet.add((_("Nothing yet"), f"quiet {ground}"))
        while len(sheet.lines) < height - len(foot):
            sheet.add()
        for line in foot:
            sheet.add(*line)
        return sheet.done()


def _head(facts: BasketFacts, *, low: bool) -> list[Run]:
    """Write the order's number and guest; where nothing else has room, also what must not be missed."""
    ground = Basket.GROUND
    head: list[Run] = [(_("Order {number}", number=facts.number), f"strong bold {ground}")]
    if low:
        head.append((f"  {facts.playbook.price(total(facts.wanted))}", f"strong bold {ground}"))
    if low and facts.allergy:
        head += [("  ", ground), (f" {_('ALLERGY')} {facts.allergy} ", "ink bold on bad")]
    if low and facts.out:
        head += [("  ", ground), (f" {_(OUT)} ", "ink bold on bad")]
    if low and facts.owed:
        head.append((f"  {facts.owed}", f"warn bold {ground}"))
    if facts.guest:
        head.append((f"  {_('for {guest}', guest=facts.guest)}", f"text {ground}"))
    return head


def _window(
    rows: list[tuple[int, Line]], marked: int | None, room: int, *, counted: bool
) -> list[tuple[int | None, Line]]:
    """Return the rows there is room for: the last ones, or from the marked wish on; with a count of those above."""
    first = len(rows) - room
    if first > 0 and counted:
        first += 1  # for the count has a row too
    if first > 0 and marked is not None:
        first = min(first, next((y for y, (place, _) in enumerate(rows) if place == marked), first))
    if first <= 0:
        return list(rows[:room])
    above = (
        [(None, ((plural("… {n} line above", "… {n} lines above", first), f"quiet {Basket.GROUND}"),))]
        if counted
        else []
    )
    return [*above, *rows[first:][: room - len(above)]]


def _rows(facts: BasketFacts, width: int) -> list[tuple[int, Line]]:
    """Write every line with its choices; each row knows which wish it belongs to."""
    rows: list[tuple[int, Line]] = []
    for place, line in facts.placed():
        was = facts.was.get(line.id) if facts.was is not None else None
        one = TicketLine(
            line,
            line.choices,
            (),
            was=was,
            addon=facts.was is not None and was is None and not line.of,
            struck=place in facts.struck,
        )
        ground = "on key" if place == facts.marked else "on raised"
        rows += [(place, row) for row in _line_rows(facts, one, facts.out.get(place, ""), width, ground)]
    return rows


def _line_rows(facts: BasketFacts, one: TicketLine, gone: str, width: int, ground: str) -> list[Line]:
    """Write one line: what it is and costs, what is odd about it, and its choices."""
    menu, line = facts.playbook.menu, one.line
    indent = "  " if line.of else ""
    look = "quiet strike" if one.struck else "text" if line.of else "strong bold"
    price = facts.playbook.price(line.price * line.quantity) if line.price or not line.of else ""
    price = "" if one.struck else f"+ {price}" if line.of and price else price
    mark = [(f"{_(VOID)} ", "bad bold")] if one.struck and not line.of else []
    mark += [(f"{_(OUT)} ", "bad bold")] if gone and not line.of else []
    head = [(indent, ""), *mark, (f"{line.quantity} × {spell(menu, line)}", look)]
    said = remarks(facts.playbook, one, 0, narrow=False)
    beside = [*head, *(run for remark in said for run in ((" ", ""), remark))]
    one_row = width_of(beside) + len(price) < width
    rows = [spread(grounded(tuple(beside if one_row else head), ground), ((price, f"text {ground}"),), width, ground)]
    under: list[Line] = [] if one_row else [(remark,) for remark in said]
    under += [((_("{name} is out", name=gone), "bad bold"),)] if gone and not line.of else []
    under += [_open_row(group, count) for group, count in open_groups(menu, line.item, line.choices)]
    under += below(menu, one)
    folded = (row for runs in under for row in fold(((f"{indent}    ", ""), *runs), width, len(indent) + 4))
    return [*rows, *(fit(grounded(row, ground), width, ground) for row in folded)]


def _open_row(group: ChoiceGroup, count: int) -> Line:
    """Say that something of a group is still to be chosen, or that too much is."""
    if count > group.limit:
        return ((_("at most {n} of {group}", n=group.limit, group=group.name), "warn bold"),)
    if group.needs == 1:
        return ((_("choose one of {group}", group=group.name), "warn bold"),)
    return ((_("choose at least {n} of {group}", n=group.needs, group=group.name), "warn bold"),)


def _came(facts: BasketFacts, width: int, most: int) -> list[Line]:
    """Write what of a refused order could not be read, in a few rows, and what shows all of it."""
    if facts.refused is None:
        return []
    lost = facts.refused.lost or (facts.refused.text,)
    rows = [(part, f"bad {Basket.GROUND}") for why in lost for part in wrap(why, width)]
    if most > 1:
        rows = [*rows[: most - 1], (_("{sign} shows all of it", sign=facts.refused_sign), f"quiet {Basket.GROUND}")]
    return [fit((row,), width, Basket.GROUND) for row in rows[:most]]


def _field_rows(facts: BasketFacts, width: int, most: int) -> list[Line]:
    """Write what is said of the order beside its lines in a few rows; what lacks stands in the last."""
    rows = [row for line in facts.fields for row in fold(line, width, 2)]
    shown = rows if len(rows) <= most else [*rows[: most - 2], ((_("… and more"), "quiet"),), rows[-1]]
    return [fit(grounded(row, Basket.GROUND), width, Basket.GROUND) for row in shown]


def _foot(facts: BasketFacts, width: int, height: int, *, tight: bool = False) -> list[Line]:
    """Write allergens, total and what to say, as much as a third of the height allows; less where it is `tight`."""
    ground = "on raised"
    foot: list[Line] = []
    if facts.note:
        foot += [((part, f"accent {ground}"),) for part in wrap(f"“{facts.note}”", width)]
    foot += _field_rows(facts, width, max(2, height // (5 if tight else 3)))
    if facts.allergy:
        foot += [
            fit(((f" {part}", "ink bold on bad"),), width, "on bad")
            for part in wrap(f"{_('ALLERGY')}  {facts.allergy}", width - 2)
        ]
    foot += [((part, f"warn bold {ground}"),) for part in wrap(facts.asks, width)] if facts.asks else []
    held = allergens(facts.playbook.menu, facts.wanted)
    clash = [allergen for allergen in held if allergen in facts.allergies]
    if clash:
        words = _("■ Ordered with {allergens}: change it or ask the guest", allergens=", ".join(map(_, clash)))
        foot += [((part, f"bad bold {ground}"),) for part in wrap(words, width)]
    if held and not tight:
        words = _("contains {allergens}", allergens=", ".join(map(_, held)))
        foot += [((part, f"quiet {ground}"),) for part in wrap(words, width)]
    amount = facts.playbook.price(total(facts.wanted))
    foot.append(spread(((_("Total"), f"strong bold {ground}"),), ((amount, f"strong bold {ground}"),), width, ground))
    if facts.owed:
        foot.append(fit(((facts.owed, f"warn bold {ground}"),), width, ground))
    if facts.script:
        said = wrap(f"“{facts.script}”", width - 2)
        most = max(2, height // (6 if tight else 3))
        said = said if len(said) <= most else [*said[: most - 1], f"{said[most - 1]} …"]
        foot.append(fit((("▌", "how on key"), (f" {_('SAY')}", "how bold on key")), width, "on key"))
        foot += [fit((("▌", "how on key"), (f" {part}", "strong on key")), width, "on key") for part in said]
    return foot

"""Everything that is known of one order: its lines with their places, its steps with who and when, what was special."""

from __future__ import annotations

from msgspec import Struct

from kiosk.tui.expo.whole_order import (
    WholeOrder,
    is_plain_combo,
    line_rows,
    marks,
    promise_runs,
    rest,
    state_runs,
    wrapped,
)
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.field_lines import FieldRow
from kiosk.tui.widgets.lines import Drawing, Run, Sheet, fit, spread, wrap
from kiosk.tui.widgets.process_strip import SIGNS
from kiosk.tui.widgets.words import pace_run
from kiosk.words import _, plural
from kiosk.work.allergy.allergy import quoted, seen_at
from kiosk.work.board.assembly import waited_for, whole_lines
from kiosk.work.board.board import ticket_age
from kiosk.work.order.event import Stamp
from kiosk.work.order.guard import ago, who
from kiosk.work.order.line import spell
from kiosk.work.order.order import ANSWERS, CAUSES, OrderHold
from kiosk.work.order.point import cause_of
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import clock_words

STEP = 24
"""Columns a step's name may take."""


class Facts(Struct, frozen=True):
    """One order, or what became of it."""

    whole: WholeOrder
    became: str = ""
    """What ended it, in words; empty while it goes on."""
    fields: tuple[FieldRow, ...] = ()
    """What is asked about it beside its lines, as it is seen here."""


class OrderFacts(Drawn):
    """Draws an order from its lines to its past; a long one is scrolled."""

    DEFAULT_CSS = "OrderFacts { width: 1fr; height: 1fr; padding: 0 1; }"
    facts: Facts | None = None
    first = 0
    length = 0

    def show(self, facts: Facts) -> None:
        """Show these facts."""
        self.facts = facts
        self.redraw()

    @property
    def is_long(self) -> bool:
        """Whether there is more than the screen holds."""
        return self.length > self.size.height

    def turn(self, by: int) -> None:
        """Scroll by a page, never past the end."""
        self.first = max(0, min(self.length - self.size.height, self.first + by * max(1, self.size.height - 1)))
        self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw the part that is scrolled to, and say that there is more."""
        if self.facts is None:
            return Drawing()
        sheet = Sheet(width)
        _draw(sheet, self.facts, width)
        self.length = len(sheet.lines)
        self.first = max(0, min(self.first, self.length - height))
        lines = sheet.lines[self.first : self.first + height]
        below = self.length - self.first - height
        if below > 0:
            lines[-1] = ((plural("→ {n} more line", "→ {n} more lines", below + 1), "accent bold"),)
        return Drawing(tuple(lines))


def _draw(sheet: Sheet, facts: Facts, width: int) -> None:
    whole = facts.whole
    entry, names = whole.entry, whole.names
    head = [(_("Order {number}", number=entry.order.called), "strong bold"), (f"  {entry.guest.name}", "text")]
    clock = pace_run(whole.pace, clock_words(whole.age))
    sheet.add(*spread(head, (*(() if facts.became else promise_runs(whole, width)), ("  ", ""), clock), width))
    if facts.became:
        for part in wrap(facts.became, width):
            sheet.add((part, "bad bold"))
    for line in marks(whole, width):
        sheet.add(*line)
    for part in wrap(f"“{entry.guest.note}”", width - 3) if entry.guest.note else []:
        sheet.add(("   ", ""), (part, "accent"))
    for field in facts.fields:
        words = field.words or _("not said yet")
        for line in wrapped([("   ", ""), (f"{field.field.name}  ", "quiet"), (words, "text")], width):
            sheet.add(*line)
    sheet.add()
    for one in whole_lines(entry):
        if not is_plain_combo(whole, one):
            for line in line_rows(whole, one, names, width):
                sheet.add(*line)
    for runs in [] if facts.became else rest(whole, names, width):
        for line in wrapped(list(runs), width):
            sheet.add(*line)
    sheet.add()
    for ticket in entry.tickets:
        sheet.add(*fit(_step(whole, ticket), width))
    past = [*_seen(whole), *_answers(whole), *_past(whole)]
    if past:
        sheet.add()
    for words in past:
        for part in wrap(words, width - 3):
            sheet.add(("   ", ""), (part, "text"))


def _step(whole: WholeOrder, ticket: Ticket) -> list[Run]:
    """Write one step: done by whom and in what time, open since when and with whom, or waiting for whom."""
    book, names = whole.entry.playbook, whole.names
    sign, look = SIGNS[ticket.state]
    name, station = book.process.step[ticket.step].name, names[ticket.step]
    title = name if name == station else f"{name} ({station})"
    runs: list[Run] = [(f"   {sign} ", look), (f"{title:<{STEP}}  ", "text")]
    if ticket.bump:
        return [
            *runs,
            (f"{clock_words(ticket_age(ticket, whole.now)):>6}  ", "text"),
            (_by(whole, ticket.bump.stamp), "quiet"),
        ]
    if ticket.state == "waiting":
        return [*runs, (_("waits for {names}", names=waited_for(whole.entry, ticket, names, whole.now)), "how")]
    if ticket.state == "void":
        return runs
    return [*runs, *(state_runs(whole, ticket)[ticket.state == "held" :])]


def _by(whole: WholeOrder, stamp: Stamp) -> str:
    """Say who did something and how long ago."""
    return _("{who}, {ago} ago", who=who(stamp), ago=ago(stamp, Stamp(whole.now)))


def _seen(whole: WholeOrder) -> list[str]:
    """Say who saw the allergy of an order at which station, by name."""
    order, book = whole.entry.order, whole.entry.playbook
    stations = dict.fromkeys(ticket.station for ticket in whole.entry.tickets) if order.allergy else {}
    seen = [(book.station[station].name, seen_at(order, book, station)) for station in stations]
    return [_("Allergy seen at {station}: {who}", station=name, who=_by(whole, stamp)) for name, stamp in seen if stamp]


def _answers(whole: WholeOrder) -> list[str]:
    """Say what was answered about notes that might have told of an allergy, and by whom."""
    return [
        _(
            "Asked: {words}: {answer} ({by})",
            words=quoted(one.question, whole.entry.guest),
            answer=_(ANSWERS[one.answer]),
            by=_by(whole, one.stamp),
        )
        for one in whole.entry.order.answers
    ]


def _past(whole: WholeOrder) -> list[str]:
    """Say what happened to an order that does not happen to every one."""
    entry = whole.entry
    order, steps = entry.order, entry.playbook.process.step
    said = [
        _(
            "Again: {step}: {reason} ({by})",
            step=steps[one.step].name,
            reason=cause_of(order, entry.playbook, one),
            by=_by(whole, one.stamp),
        )
        for one in order.recalls
    ]
    said += [
        _(
            "Made again: {step}: {lines}: {cause} ({by})",
            step=steps[one.step].name,
            lines=f"{one.line.quantity} × {spell(entry.playbook.menu, one.line)}",
            cause=_(CAUSES[one.cause]),
            by=_by(whole, one.stamp),
        )
        for one in order.remakes
    ]
    if order.changed:
        by = _by(whole, order.changed)
        said.append(
            plural("Changed by {by}", "Changed {n} times, last by {by}", order.changes, by=by)
            if order.changes > 1
            else _("Changed by {by}", by=by)
        )
    if order.rush:
        said.append(_("Rushed: {reason} ({by})", reason=usual(order.rush_reason), by=_by(whole, order.rush)))
    said += [_held(whole, hold) for hold in order.holds]
    menu = entry.playbook.menu
    for waste in order.wastes:
        lost = f"{waste.line.quantity} × {spell(menu, waste.line)}"
        said.append(
            _("Waste: {lost}: {reason} ({by})", lost=lost, reason=usual(waste.reason), by=_by(whole, waste.stamp))
        )
    return said


def _held(whole: WholeOrder, hold: OrderHold) -> str:
    """Say of a hold why, by whom, and who ended it."""
    by = _by(whole, hold.stamp)
    if hold.fired is None:
        return _("Held: {reason} ({by})", reason=usual(hold.reason), by=by)
    return _("Held: {reason} ({by}, fired by {fired})", reason=usual(hold.reason), by=by, fired=_by(whole, hold.fired))

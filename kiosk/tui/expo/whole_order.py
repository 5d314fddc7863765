"""One order in whole: its clock and forecast, its marks, and each line with the places that make something of it."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from kiosk.tui.widgets.lines import Line, Run, cut, fit, spread, width_of, wrap
from kiosk.tui.widgets.problem_lines import stopped_words
from kiosk.tui.widgets.process_strip import SIGNS, process_strip
from kiosk.tui.widgets.words import (
    ADD_ON,
    NOT_KNOWN,
    PACE_STYLES,
    VOID,
    choice_runs,
    grounded,
    pace_run,
    picked_runs,
    said_before,
)
from kiosk.words import _
from kiosk.work.allergy.allergy import allergy_head, allergy_said
from kiosk.work.allergy.clash import clash_words, clashes
from kiosk.work.board.assembly import (
    Names,
    Place,
    WholeLine,
    fires_words,
    is_combo,
    missing_words,
    place_names,
    waits_words,
    whole_lines,
)
from kiosk.work.board.board import OnBoard, ticket_age, ticket_pace
from kiosk.work.forecast.ready import PROMISES
from kiosk.work.order.line import is_picked, spell
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import Instant, clock_words
from kiosk.work.time.pace import SIGNS as PACE_SIGNS
from kiosk.work.time.pace import Pace

INDENT = "   "

ROOMY = 60
"""Columns from which a forecast is said in whole words."""

LEAST_ROWS = 3
"""Rows of a card, so that a finger finds it."""


class WholeOrder(Struct, frozen=True):
    """One order as of one instant."""

    entry: OnBoard
    now: Instant
    age: int
    """Milliseconds since it was opened; the time it was held does not count."""
    pace: Pace
    """Of the whole order until now, by the process's clock."""
    ready: str = ""
    """When it will be ready, in words; empty where nobody can say."""
    ready_short: str = ""
    """The same where there is little room."""
    promise: Pace | None = None
    """Of the whole order at its end, as it is expected."""
    closed: Mapping[str, str] | None = None
    """Which station has the work of a closed one."""
    held_until: str = ""
    """The time of day at which a held order begins by itself."""

    @property
    def id(self) -> str:
        """What it is chosen by."""
        return self.entry.order.id

    @property
    def names(self) -> Names:
        """What the place of each step is called."""
        return place_names(self.entry, self.closed or {})


def card(whole: WholeOrder, width: int, *, digit: int = 0, chosen: bool = False) -> list[Line]:
    """Draw an order for the list of all: as many rows as it needs, `LEAST_ROWS` at least.

    `digit` is the key that opens it; 0 for none.
    """
    ground, names = "on key" if chosen else "on raised", whole.names
    lines = _head(whole, width, digit=digit, chosen=chosen)
    every = [one for one in whole_lines(whole.entry) if not is_plain_combo(whole, one)]
    lines += _done_rows(whole, [one for one in every if one.is_done], names, width)
    for one in every:
        lines += [] if one.is_done else line_rows(whole, one, names, width)
    lines += [fit(line, width - 1) for line in rest(whole, names, width)]
    lines += [()] * (LEAST_ROWS - len(lines))
    return [fit(grounded(line, ground), width, ground) for line in lines]


def _head(whole: WholeOrder, width: int, *, digit: int, chosen: bool) -> list[Line]:
    """Write number, guest and what is special at the left, the forecast and the clock at the right.

    What is special has rows of its own where there is no room: nothing of an allergy is ever cut.
    """
    entry = whole.entry
    mark: Run = ("▶", "accent bold") if chosen else (" ", "")
    key: Run = (f"{digit}›", "how bold") if digit else ("", "")
    left: list[Run] = [mark, key, (f" {entry.order.called} ", "strong bold on ground")]
    left += [(f" {entry.guest.name}", "text")] if entry.guest.name else []
    clock: list[Run] = [("  ", ""), pace_run(whole.pace, clock_words(whole.age)), (" ", "")]
    right = [*promise_runs(whole, width), *clock]
    if width_of(left) + width_of(right) >= width:
        right = [*promise_runs(whole, 0), *clock]
    special = [run for line in marks(whole, 10 * width) for run in ((" ", ""), *line[1:])]
    if width_of(left) + width_of(special) + width_of(right) < width:
        return [spread([*left, *special], right, width)]
    return [spread(left, right, width), *marks(whole, width)]


def promise_runs(whole: WholeOrder, width: int) -> list[Run]:
    """Say when an order will be ready, and by sign, word and colour whether that is in time.

    Without any `width` the sign alone says so, by its shape.
    """
    if whole.entry.ready():
        return [(f" ✔ {_('READY')} ", "ink bold on good")]
    if not whole.ready:
        return []
    pace = whole.promise
    words = whole.ready if width >= ROOMY else whole.ready_short
    if pace is None:
        return [(words, "how")]
    said = f"{words} {_(PROMISES[pace])}" if width else words
    return [(f"{PACE_SIGNS[pace]} {said}", f"{PACE_STYLES[pace]} bold")]


def marks(whole: WholeOrder, width: int) -> list[Line]:
    """Say what is special about an order: what its guest must not meet, a rush, a hold; each in rows of its own."""
    order = whole.entry.order
    allergy, said = allergy_said(order, whole.entry.guest), list[Line]()
    if allergy:
        head = allergy_head(order)
        said += [((INDENT, ""), (f" {part} ", "ink bold on bad")) for part in wrap(f"{head}  {allergy}", width - 6)]
    menu = whole.entry.playbook.menu
    for words in clash_words(menu, clashes(menu, order.lines, order.must_not_meet)):
        said += [((INDENT, ""), (part, "bad bold")) for part in wrap(f"■ {words}", width - 4)]
    stopped = stopped_words(order, whole.entry.playbook.process.step)
    if stopped:
        said += [((INDENT, ""), (f" {part} ", "ink bold on bad")) for part in wrap(stopped, width - 6)]
    if order.rush:
        said.append(((INDENT, ""), (cut(f" {_('RUSH')}  {usual(order.rush_reason)} ", width - 4), "ink bold on warn")))
    if whole.entry.is_held and order.held:
        words = (
            _("HELD until {time}: {reason}", time=whole.held_until, reason=usual(order.held.reason))
            if whole.held_until
            else _("HELD until somebody fires it: {reason}", reason=usual(order.held.reason))
        )
        said.append(((INDENT, ""), (cut(f" {words} ", width - 4), "strong bold on ground")))
    return said


def is_plain_combo(whole: WholeOrder, one: WholeLine) -> bool:
    """Whether a line only stands for the items below it, and nothing is said of it."""
    return is_combo(whole.entry.playbook, one.line.line) and not one.line.line.note


def line_rows(whole: WholeOrder, one: WholeLine, names: Names, width: int) -> list[Line]:
    """Write a line with its choices and its places: in one row where there is room, else the places below."""
    left = [(INDENT, ""), *_asked(whole, one)]
    right = [run for place in one.places for run in _place(whole, place, names)]
    if width_of(left) + 2 + width_of(right) <= width - 1:
        return [spread(left, [*right, (" ", "")], width)]
    return [*wrapped(left, width), *wrapped([(INDENT * 2, ""), *right], width)] if right else wrapped(left, width)


def _done_rows(whole: WholeOrder, done: list[WholeLine], names: Names, width: int) -> list[Line]:
    """Write the lines that nobody waits for beside one another; a single one with its places."""
    if len(done) < 2:  # noqa: PLR2004 - one has its row, as every other line
        return [row for one in done for row in line_rows(whole, one, names, width)]
    return wrapped([(INDENT, ""), *(run for one in done for run in (*_asked(whole, one), ("   ", "")))], width)


def _asked(whole: WholeOrder, one: WholeLine) -> list[Run]:
    """Say what is wanted: quantity and item, choices, note, and what was changed after the order was sent."""
    line, menu = one.line.line, whole.entry.playbook.menu
    quiet, gone = one.is_done, one.line.struck
    look = "quiet strike" if gone else "quiet" if quiet else "strong bold"
    runs: list[Run] = [(f"{_(VOID)} ", "bad bold")] if gone else [("✔ ", "good")] if quiet else []
    runs.append((f"{line.quantity} × {spell(menu, line)}", look))
    before = next((other for other in whole.entry.order.lines if other.id == line.of), None)
    if before:
        runs.append((f" {_('of {name}', name=spell(menu, before))}", "quiet"))
    if line.item == UNKNOWN:
        runs.append((f" {_(NOT_KNOWN)}", "bad bold"))
    choices = [choice for choice in line.choices if not said_before(menu, choice)]
    for choice in choices:
        if not is_picked(menu, choice):
            runs += [(" ", ""), *choice_runs(menu, choice, quiet=quiet or gone)]
    picked = [choice for choice in choices if is_picked(menu, choice)]
    runs += [(" ", ""), *picked_runs(menu, picked, quiet=quiet or gone)] if picked else []
    if line.note:
        runs.append((f" “{line.note}”", "quiet" if quiet else "accent"))
    if one.line.was and one.line.was.quantity != line.quantity:
        runs.append((f" {_('(was {quantity})', quantity=one.line.was.quantity)}", "warn bold"))
    if one.line.addon and not gone:
        runs.append((f" {_(ADD_ON)}", "warn bold"))
    return runs


def _place(whole: WholeOrder, place: Place, names: Names) -> list[Run]:
    """Say how far a line is at one place: `Grill ● 1:20 Ana`, `Dress ✔`, `Fry ○`, `Fry ‖ in 0:40`."""
    ticket, name = place.ticket, names[place.ticket.step]
    if place.line.struck:
        return [("  ", ""), (_("{name} has not seen it", name=name), "bad bold")]
    if place.line.done:
        return [("  ", ""), (f"{name} ", "quiet"), ("✔", "good")]
    return [("  ", ""), (f"{name} ", "text"), *state_runs(whole, ticket)]


def state_runs(whole: WholeOrder, ticket: Ticket) -> list[Run]:
    """Say how far a ticket is that is not done: since when it is open and who has it, or when it begins."""
    if ticket.state == "open":
        pace = ticket_pace(ticket, whole.entry.playbook, whole.now)
        has = (ticket.taken_up.by or ticket.taken_up.station) if ticket.taken_up else ""
        runs = [pace_run(pace, clock_words(ticket_age(ticket, whole.now)))]
        return [*runs, (f" {has}", "how bold")] if has else runs
    sign, look = SIGNS[ticket.state]
    return [(sign, look), (f" {fires_words(ticket, whole.now)}", look)] if ticket.state == "held" else [(sign, look)]


def rest(whole: WholeOrder, names: Names, width: int) -> list[Line]:
    """Say what the order as a whole waits for and what of it is missing; its steps, where nothing is made of lines."""
    entry = whole.entry
    steps = entry.playbook.process.step
    whole_steps = [ticket for ticket in entry.tickets if not steps[ticket.step].makes]
    if entry.order.taken is None:
        return [((INDENT, ""), (f"{_('being ordered')}  ", "quiet"), *process_strip(entry, _here(entry), width - 20))]
    lost = missing_words(entry, names)
    if len(whole_steps) == len(entry.tickets):
        return [((INDENT, ""), *process_strip(entry, _here(entry), width - 4))]
    now = next((ticket for ticket in whole_steps if ticket.state not in ("bumped", "void")), None)
    runs: list[Run] = [(INDENT, "")]
    if now and now.state == "waiting":
        runs += [("○ ", "quiet"), (waits_words(entry, now, names, whole.now), "how")]
    elif now:
        runs += [(f"{steps[now.step].name} ", "text"), *state_runs(whole, now)]
    gone: list[Run] = [(f"{_('missing:')} ", "warn bold"), (lost, "warn")] if lost else []
    if width_of(runs) + 3 + width_of(gone) <= width - 1:
        return [(*runs, ("   ", ""), *gone)]
    return [tuple(runs), *([((INDENT, ""), *gone)] if lost else [])]


def _here(entry: OnBoard) -> str:
    """Return the step that the strip is centred on: the first that is open."""
    return next((ticket.step for ticket in entry.tickets if ticket.state == "open"), entry.tickets[0].step)


def wrapped(runs: list[Run], width: int) -> list[Line]:
    """Break runs into lines between words, the later ones further in."""
    lines: list[list[Run]] = [[]]
    room, used = width - 1, 0
    for text, look in runs:
        for place, word in enumerate(text.split(" ")):
            piece = f" {word}" if place else word
            needs = width_of(((piece, ""),))
            if used + needs > room and used > len(INDENT) * 2:
                lines.append([(INDENT * 2, "")])
                piece, used = piece.lstrip(), len(INDENT) * 2
                needs = width_of(((piece, ""),))
            lines[-1].append((piece, look))
            used += needs
    return [tuple(line) for line in lines]

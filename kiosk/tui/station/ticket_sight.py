"""The open ticket as it is seen: what to do, how long it has taken, what to say, and how it is done."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from kiosk.tui.station.open_step import OpenStep, TouchedLine, TouchedSay
from kiosk.tui.station.step_how import point_rows, spec_rows, ticked
from kiosk.tui.widgets.digits import large
from kiosk.tui.widgets.lines import Drawing, Line, Run, Sheet, Target, cut, fit, fold, width_of, wrap
from kiosk.tui.widgets.problem_lines import problem_lines
from kiosk.tui.widgets.process_strip import process_strip
from kiosk.tui.widgets.version_lines import news_lines
from kiosk.tui.widgets.words import PACE_STYLES, PACE_WORDS, ticket_line_runs
from kiosk.words import _, language, plural
from kiosk.work.allergy.allergy import allergy_head, allergy_said, quoted, seen_at
from kiosk.work.order.confirming import unconfirmed
from kiosk.work.order.line import spell
from kiosk.work.order.order import CAUSES
from kiosk.work.order.point import cause_of
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.instant import clock_words
from kiosk.work.time.pace import SIGNS

SIDE = 24
"""Columns the timer takes at the right."""

TIMER_ROWS = 5
"""Rows the timer takes where it is large."""

TWO_COLUMNS = 62
"""From here specs and points stand beside each other."""

LEAST = 6
"""Rows that always scroll, however much is kept in sight."""

UNDER = 5
"""Columns that the rows of a line's long note stand further in."""

NARROW = 48
"""Below this the timer is one line, and what only looks good is left out."""


class _Laid(Struct, frozen=True):
    """A ticket laid out: what of it does not move with its clock, and where the clock stands."""

    lines: tuple[Line, ...]
    targets: tuple[Target, ...]
    width: int
    clock: int
    """The row of the clock, or the first one of a large clock."""
    beside: tuple[Line, ...]
    """What stands at the left of a large clock, row by row; nothing where the clock is one line."""
    bar: int | None

    def at(self, value: OpenStep) -> Drawing:
        """Return the drawing with the clock as it stands."""
        lines = list(self.lines)
        if self.beside:
            for y, (left, right) in enumerate(zip(self.beside, _timer(value), strict=True), self.clock):
                lines[y] = (*left, *_right(right, SIDE))
        else:
            lines[self.clock] = fit(_timer_line(value), self.width)
        if self.bar is not None:
            lines[self.bar] = _bar(value, self.width)
        return Drawing(tuple(lines), self.targets)


class TicketSight:
    """Draws one step so that WHAT, HOW LONG and WHAT TO SAY are read at a glance; a long one page by page."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        self.value: OpenStep | None = None
        self.empty: tuple[str, str] = ("", "")
        """What stands there when nothing is open: a headline and a line below."""
        self._first = 0
        """The line on top, where the ticket is longer than the screen."""
        self._page_height = 0
        """Lines of it that scroll, where it is longer than the screen."""
        self._length = 0
        """Lines the ticket takes."""
        self._laid: tuple[object, _Laid] | None = None
        """The last drawing with what it was made from: as long as that is the same only the clock is drawn anew."""

    def put(self, value: OpenStep | None, empty: tuple[str, str] = ("", "")) -> None:
        """Open a ticket, or none; another one is seen from its top."""
        if self.value is None or value is None or self.value.id != value.id:
            self._first = 0
        self.value, self.empty = value, empty

    def turn(self, by: int, height: int) -> None:
        """Scroll by a page of at most so many rows, never past the end."""
        room = max(1, (self._page_height or height) - 1)
        self._first = max(0, min(self._length - 1, self._first + by * room))

    def draw(self, width: int, height: int) -> Drawing:
        """Draw with air between the parts where the height allows it, else close together."""
        if self.value is None:
            return _draw_empty(self.empty, width, height)
        drawing = self._lay(self.value, width, height).at(self.value)
        self._length = len(drawing.lines)
        return drawing if self._length <= height else self._page(self.value, drawing, width, height)

    def _lay(self, value: OpenStep, width: int, height: int) -> _Laid:
        """Lay the ticket out, unless all but its clock is as it was; a line that counts down is a clock of its own."""
        made_from = (replace(value, age=0), width, height, language())
        if self._laid and self._laid[0] == made_from:
            return self._laid[1]
        laid = _draw(value, width, height, air=True)
        if len(laid.lines) > height:
            laid = _draw(value, width, height, air=False)
        counts = any(line.starts * 1000 > value.age for line in value.ticket.lines)
        self._laid = None if counts else (made_from, laid)
        return laid

    def _page(self, value: OpenStep, drawing: Drawing, width: int, height: int) -> Drawing:
        """Return the part of a long ticket that is scrolled to, and say that there is more.

        The line to say and what holds the bump stay where they are while the rest scrolls by.
        """
        foot = waited_rows(value, width)[: max(0, height - LEAST)]
        head = said_rows(value, width)[: max(0, height - LEAST - len(foot))] if self._first else []
        height -= len(head) + len(foot)
        self._page_height = height
        self._first = max(0, min(self._first, self._length - height))
        lines = list(drawing.lines[self._first : self._first + height])
        below = self._length - self._first - height
        if below:
            lines[-1] = ((plural("→ {n} more line", "→ {n} more lines", below + 1), "accent bold"),)
        targets = tuple(
            Target(target.x, target.y - self._first + len(head), target.width, target.height, target.means)
            for target in drawing.targets
            if self._first <= target.y < self._first + height - bool(below)
        )
        say = (Target(0, 0, width, len(head), TouchedSay()),) if head else ()
        return Drawing((*head, *lines, *foot), (*say, *targets))


def _draw_empty(words: tuple[str, str], width: int, height: int) -> Drawing:
    sheet = Sheet(width)
    for _blank in range(max(1, height // 2 - 2)):
        sheet.add()
    for line, look in zip(words, ("strong bold", "quiet"), strict=True):
        for part in wrap(line, width - 2):
            sheet.add((" " * ((width - width_of(((part, ""),))) // 2), ""), (part, look))
        sheet.add()
    return sheet.done()


def _draw(value: OpenStep, width: int, height: int, *, air: bool) -> _Laid:
    sheet, bar = Sheet(width), None
    if width >= NARROW:
        sheet.add(*process_strip(value.entry, value.ticket.step, width))
        _gap(sheet, air=air)
    clock = len(sheet.lines) + (width < NARROW)
    beside = _draw_what(sheet, value, width)
    if width >= NARROW:
        bar = sheet.add()
    _gap(sheet, air=air)
    _draw_say(sheet, value, width)
    _gap(sheet, air=air)
    left = height - len(sheet.lines)
    if width >= TWO_COLUMNS:
        _draw_beside(sheet, value, width, left, air=air)
    else:
        for line, target in point_rows(value, width, left, air=air):
            _put(sheet, line, target)
        for line, target in spec_rows(value, width):
            _put(sheet, line, target)
    return _Laid(tuple(sheet.lines), tuple(sheet.targets), width, clock, beside, bar)


def _gap(sheet: Sheet, *, air: bool) -> None:
    if air:
        sheet.add()


def _put(sheet: Sheet, line: Line, means: object) -> None:
    y = sheet.add(*line)
    if means is not None:
        sheet.touch(means, y=y)


def _draw_what(sheet: Sheet, value: OpenStep, width: int) -> tuple[Line, ...]:
    """Draw step, order, items and allergy at the left; return the rows that stand beside a large clock."""
    entry, ticket = value.entry, value.ticket
    narrow = width < NARROW
    room = width if narrow else width - SIDE
    order, guest = entry.order, entry.guest
    title = _("Saving …") if value.bumping else value.procedure.title
    head: list[Run] = [(_("Order {number}", number=order.called), "strong bold")]
    if guest.name:
        head.append((f"  {guest.name}", "text"))
    if ticket.taken_up and (ticket.taken_up.by or ticket.taken_up.station != ticket.station):
        head.append((f"  {_('{who} has it', who=ticket.taken_up.by or ticket.taken_up.station)}", "how"))
    left: list[Line] = [((title, "accent bold"),), tuple(head), *_allergy(value, room), *_marks(value, room)]
    lines: list[tuple[int, int, int]] = []
    for item in ticket.lines:
        whole = ticked(entry, ticket, item, ticket_line_runs(entry.playbook, item, age=value.age))
        written = [row for line in whole for row in fold(line, room, UNDER)]
        if not item.struck:
            lines.append((item.line.id, len(left), len(written)))
        left += written
    left += _fields(value, room)
    if guest.note and f"“{guest.note}”" not in allergy_said(order, guest):
        left += [((part, "accent"),) for part in wrap(f"“{guest.note}”", room)]
    if narrow:
        left[:2] = [(*head, (f"  {title}", "accent bold")), ()]
    top, tall = len(sheet.lines), 0 if narrow else TIMER_ROWS
    sheet.targets += [Target(0, top + y, room, height, TouchedLine(value.id, line)) for line, y, height in lines]
    for row in (*left, *[()] * (tall - len(left))):
        sheet.add(*fit(row, room))
    return tuple(sheet.lines[top : top + tall])


def _fields(value: OpenStep, room: int) -> list[Line]:
    """Write what is asked about the order beside its lines; nothing where nothing is."""
    if not value.fields:
        return []
    from kiosk.tui.widgets.field_lines import field_lines  # where the playbook asks for fields

    written = field_lines(value.fields, room, value.fields_key)
    return [row for line in written for row in fold(line, room, UNDER)]


def _allergy(value: OpenStep, room: int) -> list[Line]:
    """Draw what the guest must not meet: large and with what to do until somebody here has seen it, then by whom."""
    order, book, step = value.entry.order, value.entry.playbook, value.ticket.step
    said = allergy_said(order, value.entry.guest)
    if not said:
        return []
    seen = seen_at(order, book, book.process.step[step].station)
    large = " · ".join(" ".join(_(name).upper()) for name in order.must_not_meet)
    rows = wrap(f"{allergy_head(order)}  {said}", room - 2)
    if order.asked:
        asked = _("An allergy, or just a wish? ⏎ asks")
        asked = f"{quoted(order.asked, value.entry.guest)}: {asked}" if order.is_told else asked
        rows = ["", *wrap(large, room - 2), *rows, *wrap(asked, room - 2), ""]
    elif seen:
        rows += wrap(_("seen here by {who}", who=seen.by), room - 2)
    else:
        rows = ["", *wrap(large, room - 2), *rows, *wrap(_("Say by name that you saw it: ⏎ SEEN"), room - 2), ""]
    from kiosk.work.allergy.clash import clash_words, clashes

    found = clashes(book.menu, (one.line for one in value.ticket.lines if not one.struck), order.must_not_meet)
    held = [part for words in clash_words(book.menu, found) for part in wrap(f"■ {words}", room)]
    banner: list[Line] = [((f" {part} ".ljust(room), "ink bold on bad"),) for part in rows]
    return [*banner, *(((part, "bad bold"),) for part in held)]


def _marks(value: OpenStep, room: int) -> list[Line]:
    """Say what is special about the ticket: stop, rush, remakes, a recall, other stations, lines to look at."""
    order, ticket = value.entry.order, value.ticket
    said: list[Line] = []
    if ticket.stop:
        words = _("STOP  changed: look at what is void, then ⏎")
        if not any(line.struck or line.was for line in ticket.lines):
            words = _("STOP  this order does not need it any more: ⏎")
        said += [((f" {part} ".ljust(room), "ink bold on bad"),) for part in wrap(words, room - 2)]
    said += problem_lines(order, ticket.step, value.entry.playbook.process.step, room)
    if order.rush:
        said.append(((cut(f" {_('RUSH')}  {usual(order.rush_reason)} ", room), "ink bold on warn"),))
    recalls = [recall for recall in order.recalls if recall.step == ticket.step]
    remakes = order.remaking(ticket.step)
    for remake in remakes:
        made = f"{remake.line.quantity} × {spell(value.entry.playbook.menu, remake.line)}"
        words = _("REMAKE {made}: {cause}", made=made, cause=_(CAUSES[remake.cause]))
        said += [((part, "warn bold"),) for part in wrap(words, room)]
    if recalls and not remakes:
        cause = cause_of(order, value.entry.playbook, recalls[-1])
        said += [((part, "warn bold"),) for part in wrap(_("again: {reason}", reason=cause), room)]
    if value.also_at:
        said.append(((cut(_("also at: {stations}", stations=", ".join(value.also_at)), room), "quiet"),))
    if value.newer:
        said.append(((cut(value.newer, room), "how"),))
    said += news_lines(value.news, value.how_key, room)
    left = unconfirmed(order, value.entry.playbook, ticket)
    if left:
        words = plural(
            "look at {n} changed line: touch each, or L", "look at {n} changed lines: touch each, or L", len(left)
        )
        said.append(((cut(words, room), "how bold"),))
    return said


def _right(line: Line, width: int) -> Line:
    return ((" " * (width - width_of(line)), ""), *line)


def _timer(value: OpenStep) -> list[Line]:
    """Draw the time since the ticket opened, its pace in words, and the limits."""
    look = f"{PACE_STYLES[value.pace]} bold"
    when = value.procedure.when
    digits: list[Line] = [((row, look),) for row in large(clock_words(value.age))]
    target, late = clock_words(when.target * 1000), clock_words(when.late * 1000)
    pace, moment = f"{SIGNS[value.pace]} {_(PACE_WORDS[value.pace])}", next_moment(value)
    return [
        *digits,
        ((f"{cut(moment, SIDE - len(pace) - 2)}  " if moment else "", "how bold"), (pace, look)),
        ((_("target {target}  late {late}", target=target, late=late), "quiet"),),
    ]


def next_moment(value: OpenStep) -> str:
    """Name the next moment of the step that a spec says, with its time: `Turn 1:15`; empty where none is to come."""
    coming = sorted((spec.at, spec.name) for spec in value.specs if spec.at and spec.at * 1000 > value.age)
    return f"{coming[0][1]} {clock_words(coming[0][0] * 1000)}" if coming else ""


def _timer_line(value: OpenStep) -> Line:
    look = f"{PACE_STYLES[value.pace]} bold"
    when = value.procedure.when
    target, late = clock_words(when.target * 1000), clock_words(when.late * 1000)
    moment = next_moment(value)
    of = f"· {moment}" if moment else _("of {target}, late {late}", target=target, late=late)
    said = f"{SIGNS[value.pace]} {clock_words(value.age)} {_(PACE_WORDS[value.pace])}"
    return ((said, look), (f" {of}", "how bold" if moment else "quiet"))


def _bar(value: OpenStep, width: int) -> Line:
    """Draw the time against its limits: the line grows, warn and late are marked on it."""
    when = value.procedure.when
    full = when.late * 1000 * 1.2
    filled = min(width, int(width * value.age / full))
    warn, late = int(width * when.warn * 1000 / full), int(width * when.late * 1000 / full)
    look = PACE_STYLES[value.pace]
    runs: list[Run] = []
    for x in range(width):
        sign = "┼" if x in (warn, late) else "━" if x < filled else "─"
        colour = "warn" if x == warn else "bad" if x == late else look if x < filled else "quiet"
        if runs and runs[-1][1] == colour:
            runs[-1] = (runs[-1][0] + sign, colour)
        else:
            runs.append((sign, colour))
    return tuple(runs)


def _draw_say(sheet: Sheet, value: OpenStep, width: int) -> None:
    if not value.script:
        return
    top = len(sheet.lines)
    edge: Run = ("▌", "how on raised")
    said = wrap(f"“{value.script}”", width - 3)
    sheet.add(
        *fit(
            (
                edge,
                (f" {_('SAY')} ", "how bold on raised"),
                ((said.pop(0) if len(said) == 1 else ""), "strong on raised"),
            ),
            width,
            "on raised",
        )
    )
    for part in said:
        sheet.add(*fit((edge, (f" {part}", "strong on raised")), width, "on raised"))
    sheet.touch(TouchedSay(), height=len(sheet.lines) - top, y=top)


def _draw_beside(sheet: Sheet, value: OpenStep, width: int, room: int, *, air: bool) -> None:
    """Draw specs at the left and points at the right."""
    half = width // 2
    specs = spec_rows(value, half - 2)
    if len(specs) > room:
        specs = [*specs[: max(0, room - 1)], (((_("… the rest: {key}", key=value.how_key), "quiet"),), None)]
    points = point_rows(value, width - half, room, air=air)
    if not specs:
        for line, target in point_rows(value, width, room, air=air):
            _put(sheet, line, target)
        return
    top = len(sheet.lines)
    for y in range(max(len(specs), len(points))):
        left = specs[y][0] if y < len(specs) else ()
        right = points[y][0] if y < len(points) else ()
        sheet.add(*fit(left, half), *right)
    for y, (_line, means) in enumerate(specs):
        if means is not None:
            sheet.targets.append(Target(0, top + y, half - 1, 1, means))
    for y, (_line, means) in enumerate(points):
        if means is not None:
            sheet.targets.append(Target(half, top + y, width - half, 1, means))


MOST_SAID = 2
"""Rows the line to say takes at most; its end is cut."""


def said_rows(value: OpenStep, width: int) -> list[Line]:
    """Write the line to say in a row or two; nothing where there is none."""
    if not value.script:
        return []
    edge: Run = ("▌", "how on raised")
    parts = wrap(f"“{value.script}”", width - 3)
    shown = [*parts[: MOST_SAID - 1], " ".join(parts[MOST_SAID - 1 :])]
    return [fit((edge, (f" {part}", "strong on raised")), width, "on raised") for part in shown if part]


def waited_rows(value: OpenStep, width: int) -> list[Line]:
    """Write in one row which gates and readings hold the bump; nothing where none does."""
    held = list(waited_for(value))
    if not held:
        return []
    words = _("DONE waits for: {gates}", gates=", ".join(held))
    return [fit(((words, "bad bold"),), width)]


def waited_for(value: OpenStep) -> Iterator[str]:
    """Name the fields, gates and readings without which the step cannot be bumped."""
    yield from (f"{value.fields_key} {row.field.name}".strip() for row in value.fields if row.lacks)
    for place, point in enumerate(value.asked, 1):
        if point.gate and value.mark_of(point.id) not in ("kept", "not-applicable"):
            yield point.words if value.points_key else f"{place} {point.words}"
    for spec in value.specs:
        last = value.last_value(spec.id)
        missed = last is not None and spec.reading and not spec.advice and not spec.within(last)
        if missed or (spec.gate and last is None):
            yield f"{value.reading_key} {spec.name}".strip()

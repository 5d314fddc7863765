"""Which line of a procedure's script is said: one that fits the guest and the hour, and not what they heard last time.

A line may end with marks in brackets, and is said only where all of them hold; one without is said to everybody.

mark           holds for
(first visit)  a guest with a name under which the record has no earlier order
(regular)      a guest with so many finished orders in so many days: `regular` in process.yaml
(busy)         an order before which so many others were unfinished when it was opened: `busy` in process.yaml
(conflict)     an order that holds an allergen its guest must not meet, as far as it is keyed
(read back)    in the step that takes the order: said before it is sent, in place of the next step's line
(when: …)      an order for which a condition holds, while it is taken too: (when: item fries and not choice large)

Lines with marks that hold go before those without. Where the guest has a name, the line said at the same step of their
order before is left out as long as there is another; else each order begins at another line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from kiosk.words import later
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.guest.script import fill, script_values
from kiosk.work.order.event import Event
from kiosk.work.order.facts import OrderScope
from kiosk.work.order.line import Line, allergens
from kiosk.work.order.ticket_events import TicketBumped
from kiosk.work.text.text import last_brackets

WHEN = "when:"
"""What the mark begins with that has a condition."""

CONFLICT, READ_BACK = later("conflict"), later("read back")
MARKS = (later("first visit"), later("regular"), later("busy"), CONFLICT, READ_BACK)


class Say(Struct, frozen=True):
    """A line that can be said at a step now."""

    line: str
    """As the procedure has it, without its marks: what two orders of one guest have in common."""
    words: str
    """With everything filled in."""


@lru_cache(maxsize=1024)
def parted(line: str) -> tuple[str, tuple[str, ...]]:
    """Part a line from the marks at its end; brackets that hold anything else are words of the line."""
    words, marks = bracketed(line)
    return (words, marks) if all(mark in MARKS or mark.startswith(WHEN) for mark in marks) else (line, ())


def bracketed(line: str) -> tuple[str, tuple[str, ...]]:
    """Part a line from what stands in brackets at its end, whatever it is."""
    last = last_brackets(line)
    if last is None:
        return line, ()
    return last[0], tuple(" ".join(mark.split()) for mark in last[1].split(","))


def condition_of(mark: str) -> str:
    """Return the condition a mark holds; empty for one that has none."""
    return mark.removeprefix(WHEN).strip() if mark.startswith(WHEN) else ""


def script_line(
    board: Board,
    entry: OnBoard,
    step: str,
    basket: tuple[Line, ...] = (),
    language: str = "",
    *,
    reads_back: bool = False,
) -> str:
    """Return the line to say at a step of an order; empty when no line fits and can be filled.

    `basket` is what the guest wants so far, while the order is not taken yet. In another `language` than the playbook's
    own it is the same line, in that language's words where the procedure stands in it. `reads_back` asks for what is
    said before it is sent.
    """
    say = chosen(board, entry, step, basket, reads_back=reads_back)
    if say is None:
        return ""
    procedure = entry.playbook.procedure[step]
    found = next((one for one in procedure.translations if one.language == language), None)
    if found is None or len(found.script) != len(procedure.script) or language == entry.playbook.language:
        return say.words
    place = [parted(line)[0] for line in procedure.script].index(say.line)
    values = script_values(entry, step, basket, board.standing.out, language)
    return fill(found.script[place], values, language) or say.words


def chosen(
    board: Board, entry: OnBoard, step: str, basket: tuple[Line, ...] = (), *, reads_back: bool = False
) -> Say | None:
    """Choose what is said at a step of an order; None when no line fits and can be filled."""
    said = fitting(board, entry, step, basket, reads_back=reads_back)
    before = heard(board, entry, step) if len(said) > 1 and not reads_back else ""
    return next((say for say in said if say.line != before), said[0] if said else None)


def fitting(
    board: Board, entry: OnBoard, step: str, basket: tuple[Line, ...] = (), *, reads_back: bool = False
) -> list[Say]:
    """Return every line that fits an order and can be filled: those with marks first, from another start each order."""
    script = entry.playbook.procedure[step].script
    if not script:
        return []
    start = entry.order.number % len(script)
    own = entry.playbook.language
    values = script_values(entry, step, basket, board.standing.out, own)
    holds, scope = (
        set(_holding(entry, entry.order.lines or basket)),
        OrderScope(entry.order, entry.playbook.menu, basket),
    )
    marked: dict[str, Say] = {}
    plain: dict[str, Say] = {}
    for line, marks in map(parted, (*script[start:], *script[:start])):
        asked = [mark for mark in marks if mark != READ_BACK]
        said = all(scope.applies(condition_of(mark)) if mark.startswith(WHEN) else mark in holds for mark in asked)
        words = fill(line, values, own) if said and (READ_BACK in marks) == reads_back else None
        if words is not None:
            (marked if asked else plain).setdefault(line, Say(line, words))
    return [*marked.values(), *(say for line, say in plain.items() if line not in marked)]


def heard(board: Board, entry: OnBoard, step: str) -> str:
    """Return the line said at a step to the same guest before, by their order before this one that came to it."""
    if not entry.who:
        return ""
    told = entry.visits.heard.get(step)
    since = told.seq if told else 0
    shown = [one for one in board.orders.values() if one.who == entry.who and since <= one.order.seq < entry.order.seq]
    for one in reversed(shown):
        ticket = one.ticket(step)
        say = chosen(board, one, step) if ticket and ticket.state == "open" else None
        if say:
            return say.line
    return told.line if told else ""


def said_by(
    board: Board, entry: OnBoard, lines: tuple[Line, ...], events: tuple[Event, ...]
) -> tuple[tuple[str, str], ...]:
    """Return step and line of what was said at the steps that some events bump; `lines` are the order's after them."""
    steps = [event.step for event in events if isinstance(event, TicketBumped)]
    said = [(step, chosen(board, entry, step, lines)) for step in steps]
    return tuple((step, say.line) for step, say in said if say)


def _holding(entry: OnBoard, lines: tuple[Line, ...]) -> Iterator[str]:
    """Name the marks that hold for an order with these lines; all but a conflict stay as they are while it runs."""
    process, order = entry.playbook.process, entry.order
    if entry.who and not entry.visits.earlier:
        yield "first visit"
    if entry.who and entry.visits.lately(order.opened.at.at, process.regular.days) >= process.regular.orders:
        yield "regular"
    if order.queue >= process.busy:
        yield "busy"
    if not set(order.must_not_meet).isdisjoint(allergens(entry.playbook.menu, lines)):
        yield CONFLICT

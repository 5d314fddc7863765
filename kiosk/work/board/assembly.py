"""An order in whole: where each line of it is made and how far it is there, what is missing, and who waits for whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

from kiosk.words import _
from kiosk.work.board.board import OnBoard, ticket_age
from kiosk.work.board.standing import where
from kiosk.work.order.guard import who
from kiosk.work.order.line import Line, parts, spell
from kiosk.work.order.order import Order
from kiosk.work.order.routing import Ticket, TicketLine, ticket_lines
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.time.instant import Instant, clock_words, elapsed

Names = Mapping[str, str]
"""By step: what its place is called."""


class Place(Struct, frozen=True):
    """A line where something of it is made."""

    ticket: Ticket
    line: TicketLine


class WholeLine(Struct, frozen=True):
    """A line with every place that makes something of it."""

    line: TicketLine
    """As the first station sees it: its choices, what it was, whether it was added or struck."""
    places: tuple[Place, ...]

    @property
    def is_done(self) -> bool:
        """Whether every place has done it."""
        return bool(self.places) and all(place.line.done for place in self.places)


def place_names(entry: OnBoard, closed: Mapping[str, str]) -> Names:
    """Name the place of each step of an order: its station, or the step itself where one station has several.

    `closed` says which station has the work of a closed one.
    """
    stations = {ticket.step: where(closed, ticket.station) for ticket in entry.tickets}
    count = Counter(stations.values())
    book = entry.playbook
    return {
        step: book.station[station].name
        if count[station] == 1 and station in book.station
        else book.process.step[step].name
        for step, station in stations.items()
    }


def whole_lines(entry: OnBoard) -> tuple[WholeLine, ...]:
    """Return every line of an order, then those that are not wanted any more and not acknowledged everywhere.

    A combo has no place of its own: its items have.
    """
    makes = entry.playbook.process.step
    seen: dict[tuple[bool, int], TicketLine] = {}
    places: dict[tuple[bool, int], list[Place]] = {}
    for ticket in entry.tickets:
        for one in ticket.lines:
            key = (one.struck, one.line.id)
            seen.setdefault(key, one)
            if makes[ticket.step].makes and not is_combo(entry.playbook, one.line):
                places.setdefault(key, []).append(Place(ticket, one))
    found = tuple(WholeLine(one, tuple(places.get(key, ()))) for key, one in sorted(seen.items()))
    return tuple(whole for whole in found if whole.places or not whole.line.struck)


def is_combo(playbook: Playbook, line: Line) -> bool:
    """Whether a line only stands for the items that came with it."""
    return bool(playbook.menu.item[line.item].combo)


def missing(entry: OnBoard, names: Names) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return what is still to be made of an order, by place, the place that lacks least first.

    For example `(("Fry", ("1 medium fries",)), ("Grill", ("2 patties", "1 bacon")))`.
    """
    found: list[tuple[str, tuple[str, ...]]] = []
    for ticket in entry.tickets:
        if ticket.state not in ("bumped", "void"):
            said = _parts(entry.playbook, ticket.step, [one for one in ticket.lines if not one.done and not one.struck])
            found += [(names[ticket.step], said)] if said else []
    return tuple(sorted(found, key=lambda one: len(one[1])))


def missing_words(entry: OnBoard, names: Names) -> str:
    """Say what is missing of an order: `1 medium fries (Fry) · 2 patties, 1 bacon (Grill)`; empty where nothing is."""
    return " · ".join(f"{', '.join(said)} ({name})" for name, said in missing(entry, names))


def _parts(playbook: Playbook, step: str, lines: list[TicketLine]) -> tuple[str, ...]:
    """Count what a step makes for some lines; what is not on the menu goes by what it is called."""
    made, menu = playbook.process.step[step].makes, playbook.menu
    count: Counter[str] = Counter()
    for one in lines:
        asked = one.line
        if asked.called:
            count[asked.called] += asked.quantity
        held = parts(menu, asked.item, asked.choices)
        count.update({part: held[part] * asked.quantity for part in made if held[part]})
    names = {part: (menu.part[part].name, menu.part[part].plural) for part in made}
    return (
        tuple(f"{number} {names.get(part, (part, part))[number > 1]}" for part, number in count.items()) if made else ()
    )


def waits_words(entry: OnBoard, ticket: Ticket, names: Names, now: Instant) -> str:
    """Say for whom a ticket waits: `Assemble waits for Grill (Ana, 1:20), Fry (0:40)`."""
    name = entry.playbook.process.step[ticket.step].name
    return _("{name} waits for {names}", name=name, names=waited_for(entry, ticket, names, now))


def waited_for(entry: OnBoard, ticket: Ticket, names: Names, now: Instant) -> str:
    """Name the places a ticket waits for: `Grill (Ana, 1:20), Fry (0:40)`."""
    said = []
    for step in ticket.waits_for:
        before = entry.ticket(step)
        words = where_words(before, now) if before else ""
        said.append(f"{names.get(step, step)} ({words})" if words else names.get(step, step))
    return ", ".join(said)


def where_words(ticket: Ticket, now: Instant) -> str:
    """Say how far a ticket is: who has it and for how long it is open, or when it begins; empty while it waits."""
    if ticket.state == "open":
        has = f"{who(ticket.taken_up)}, " if ticket.taken_up else ""
        return f"{has}{clock_words(ticket_age(ticket, now))}"
    return fires_words(ticket, now) if ticket.state == "held" else ""


def fires_words(ticket: Ticket, now: Instant) -> str:
    """Say when a held ticket begins: `in 0:40`, or `held` where somebody has to fire it."""
    return _("in {time}", time=clock_words(elapsed(now, ticket.fires))) if ticket.fires else _("held")


def left_out(order: Order, playbook: Playbook) -> str:
    """Say without what an order was handed over: lines nobody made, else the steps nobody did; empty for none."""
    if not order.early:
        return ""
    steps = [playbook.process.step[name] for name in order.missing]
    lines: dict[int, str] = {}
    for step in steps:
        for one in ticket_lines(order, playbook, step) if step.makes else ():
            if not one.done and not one.struck and not is_combo(playbook, one.line):
                lines[one.line.id] = f"{one.line.quantity} × {spell(playbook.menu, one.line)}"
    return ", ".join(lines.values()) or ", ".join(step.name for step in steps)

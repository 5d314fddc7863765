"""The first words of a station: header, rail and open step, drawn before Textual is loaded, in their own cells.

They are what the screen draws, from the same record by the same functions: when it is painted over them, nothing moves.
"""

from __future__ import annotations

from functools import partial

from kiosk.counter.counter import Counter
from kiosk.keys.keypad import layout, standard_keys
from kiosk.settings import Settings
from kiosk.tui.station.actions import OF_STATION
from kiosk.tui.station.rail.sight import RailSight
from kiosk.tui.station.ticket_sight import TicketSight
from kiosk.tui.station.view import View, all_day, next_open
from kiosk.tui.terminal.shape import station_areas
from kiosk.tui.widgets.header_facts import facts_at, worker_words
from kiosk.tui.widgets.lines import Line, fit, width_of
from kiosk.work.people.person import trusted


def first_words(counter: Counter, settings: Settings, stations: tuple[str, ...], width: int, height: int) -> list[Line]:
    """Return the lines of a whole terminal, from its top; what stands below rail and step is left blank."""
    keys = layout(settings.keypad, settings.keys)
    sign = partial(keys.sign, meant=keys.rail(standard_keys((*OF_STATION, "refused"))))
    view = View(counter, stations, keys, sign, combine=settings.combine)
    board, now, person = counter.board, counter.clock.now(), trusted(counter.people.known, settings.person)
    opens = next_open(board.rail(stations), counter.stamp_of(person))
    rail, step = RailSight(), TicketSight()
    rail.put(view.rail(board, now), opens, board.coming(stations), digits=keys.numbers_tiles)
    entry, ticket = (board.orders.get(opens[0]), board.ticket(*opens)) if opens else (None, None)
    if entry and ticket:
        roles = counter.people.roles_of(person)
        step.put(view.step(entry, ticket, counter.shown.line(entry, ticket.step), now, roles=roles))
    else:
        step.put(None, view.idle())
    facts = view.facts(worker_words(counter, person), all_day(counter, stations, board))
    header = facts_at(counter, view.badge, facts, view.banner).line(width)
    return [header, *_below(rail, step, width, height)]


def _below(rail: RailSight, step: TicketSight, width: int, height: int) -> list[Line]:
    """Put the rail beside the open step, or above it where the terminal is narrow."""
    lines: list[Line] = [()] * (height - 1)
    left, right = station_areas(width, height)
    for drawing, area in ((rail.draw(left.width, left.height), left), (step.draw(right.width, right.height), right)):
        for y, line in enumerate(drawing.lines[: area.height], area.y - 1):
            before = lines[y]
            lines[y] = (*before, *fit((), area.x - width_of(before)), *fit(line, area.width))
    return [fit(line, width) for line in lines]

"""What hands have probably begun: what was taken up, and where nobody says so what whoever is free took next."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.routing import Ticket
from kiosk.work.time.instant import Instant, elapsed

Begun = tuple[OnBoard, Ticket, int]
"""A ticket somebody works on, and since how many milliseconds."""

LONG_AGO = 1 << 62


def waits_for(ticket: Ticket) -> tuple[str, ...]:
    """Name the steps a ticket waits for, those included that only some of its lines wait for."""
    if ticket.state != "open":
        return ticket.waits_for
    return tuple(name for one in ticket.lines if one.waits_for and not one.struck for name in one.waits_for)


def begun(board: Board, at_once: Mapping[str, int], now: Instant) -> dict[str, list[Begun]]:
    """Give, by station, the tickets somebody works on.

    Those are the ones taken up. Hands that took nothing up are thought to have begun, when their station bumped last,
    the first ticket of the rail as it was then, or else the first that opened: many never say what they take up.
    """
    open_: dict[str, list[tuple[OnBoard, Ticket]]] = {}
    freed: dict[str, list[int]] = {}
    for entry in board.orders.values():
        for ticket in entry.tickets:
            if ticket.state == "open" and not waits_for(ticket):
                open_.setdefault(board.worked_at(ticket), []).append((entry, ticket))
            elif ticket.bump:
                freed.setdefault(board.worked_at(ticket), []).append(elapsed(ticket.bump.stamp.at, now))
    found: dict[str, list[Begun]] = {}
    for station, rail in open_.items():
        taken = [(entry, one, elapsed(one.taken_up.at, now)) for entry, one in rail if one.taken_up]
        hands = max(0, at_once.get(station, 1) - len(taken))
        since = sorted(freed.get(station, ()))[:hands]
        left = [(entry, one) for entry, one in rail if not one.taken_up]
        found[station] = [*taken, *_guessed(left, [*[LONG_AGO] * (hands - len(since)), *reversed(since)], now)]
    return found


def _guessed(left: list[tuple[OnBoard, Ticket]], freed: list[int], now: Instant) -> list[Begun]:
    """Return to hands, in the order they became free, what stood first on the rail then."""
    found: list[Begun] = []
    opened = [elapsed(ticket.opened.at, now) if ticket.opened else 0 for _, ticket in left]
    places = list(range(len(left)))  # the oldest order first
    for ago in freed:
        if not places:
            break

        def first(place: int, ago: int = ago) -> tuple[bool, int, bool, int]:
            """Sort by what was there, then by what came first; of what was there a rush of then goes first."""
            rush, there = left[place][0].order.rush, opened[place] >= ago
            return not there, 0 if there else -opened[place], not (rush and elapsed(rush.at, now) >= ago), place

        place = min(places, key=first)
        places.remove(place)
        found.append((*left[place], min(opened[place], ago)))
    return found

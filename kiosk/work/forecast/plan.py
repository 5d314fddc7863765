"""A plan: which hands do which ticket when, from what stands on the rails.

Rushed orders are planned first, each ticket for the first time hands are free for it: nobody begins what would keep a
rush waiting. For the others whoever is free begins the first ticket of the rail, and never stands idle beside one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from kiosk.work.board.board import Board, OnBoard
from kiosk.work.forecast.duration import Lasting
from kiosk.work.forecast.hands import FreeHands
from kiosk.work.forecast.started import Begun, begun, waits_for
from kiosk.work.order.routing import Ticket
from kiosk.work.time.instant import Instant, elapsed

TicketId = tuple[str, str]


class Span(NamedTuple):
    """When a ticket is worked on, in milliseconds from the instant of the plan; what has begun began below 0."""

    begin: int
    end: int


class Plan:
    """What every hand of a counter does from now on, as far as anybody can say."""

    def __init__(self, board: Board, medians: Mapping[str, float], now: Instant) -> None:
        """Plan all that is on a board; `medians` are the seconds each step took as the record has it."""
        self.spans: dict[TicketId, Span] = {}
        """By order and step, of those that are not done; what waits for somebody to fire it has none."""
        self._board = board
        self._lasting = Lasting(medians)
        self._now = now
        playbooks = {id(entry.playbook): entry.playbook for entry in board.orders.values()}.values()
        self._at_once = {station.id: station.at_once for playbook in playbooks for station in playbook.stations}
        self._hands: dict[str, FreeHands] = {}
        for station, found in begun(board, self._at_once, now).items():
            self._go_on(station, found)
        for entry in board.rushed:
            self._plan_rushed(entry)
        self._rest = tuple(entry for entry in board.orders.values() if not entry.order.rush)
        self._left: dict[int, list[int]] = {}
        """By the place of an order in the rest: the places of its tickets that wait to be ready."""
        self._coming: dict[str, list[tuple[int, int, int]]] = {}
        """By station: when a ticket will be ready, and its places."""
        self._rail: dict[str, list[tuple[int, int]]] = {}
        self._looks: list[tuple[int, str]] = []
        """When something changes at a station, the next first."""
        self._plan_rest()

    def opens(self, entry: OnBoard, ticket: Ticket) -> int | None:
        """Return when a ticket can be begun, as soon as there are hands; None where nobody can say."""
        before = 0
        for step in waits_for(ticket):
            span = self.spans.get((entry.order.id, step))
            if span is None:
                return None
            before = max(before, span.end)
        if ticket.state == "open":
            return before
        if ticket.state == "held":
            return max(before, elapsed(self._now, ticket.fires)) if ticket.fires else None
        hold = entry.order.held
        if hold and hold.release is None:
            return None
        release = elapsed(self._now, hold.release) if hold and hold.release else 0
        return max(before + 1000 * ticket.late, release)

    def _go_on(self, station: str, found: list[Begun]) -> None:
        """Let a station's hands end what they have begun; where there is more of that than hands, all of it goes on."""
        ends: list[int] = []
        for entry, ticket, since in found:
            ends.append(max(0, self._lasting.work(entry.playbook, ticket) - since))
            self.spans[entry.order.id, ticket.step] = Span(-since, ends[-1])
        count = self._at_once.get(station, 1)
        self._hands[station] = FreeHands([*[0] * (count - len(ends)), *sorted(ends)][-count:])

    def _plan_rushed(self, entry: OnBoard) -> None:
        """Give each ticket of a rushed order the first hands it can have."""
        left = [one for one in entry.tickets if self._is_left(entry, one)]
        while left:
            ready = [(one, opens) for one in left if (opens := self.opens(entry, one)) is not None]
            if not ready:
                return
            for ticket, opens in ready:
                takes = self._lasting.work(entry.playbook, ticket)
                begin = self._hands_of(self._board.worked_at(ticket)).book(opens, takes)
                self.spans[entry.order.id, ticket.step] = Span(begin, begin + takes)
                left.remove(ticket)

    def _plan_rest(self) -> None:
        """Go from one change to the next, and let free hands begin what is first then."""
        for place, entry in enumerate(self._rest):
            self._left[place] = [which for which, one in enumerate(entry.tickets) if self._is_left(entry, one)]
            self._make_ready(place)
        for station, hands in self._hands.items():
            for at in hands.changes:
                heappush(self._looks, (at, station))
        while self._looks:
            at, station = heappop(self._looks)
            self._look(station, at)

    def _make_ready(self, place: int) -> None:
        """Let the tickets of an order come to their rails of which it is known by now when they open."""
        entry, left = self._rest[place], self._left[place]
        for which in tuple(left):
            ticket = entry.tickets[which]
            opens = self.opens(entry, ticket)
            if opens is not None:
                left.remove(which)
                station = self._board.worked_at(ticket)
                heappush(self._coming.setdefault(station, []), (opens, place, which))
                heappush(self._looks, (opens, station))

    def _look(self, station: str, at: int) -> None:
        """Let the free hands of a station begin the first tickets of its rail that they can end in time."""
        coming, rail, hands = self._coming.get(station, []), self._rail.setdefault(station, []), self._hands_of(station)
        while coming and coming[0][0] <= at:
            heappush(rail, heappop(coming)[1:])
        if not rail:
            return
        later: list[tuple[int, int]] = []
        while rail and hands.are_free(at):
            place, which = heappop(rail)
            entry, ticket = self._rest[place], self._rest[place].tickets[which]
            takes = self._lasting.work(entry.playbook, ticket)
            if not hands.begin(at, takes):
                later.append((place, which))
                continue
            self.spans[entry.order.id, ticket.step] = Span(at, at + takes)
            heappush(self._looks, (at + takes, station))
            self._make_ready(place)
        for one in later:
            heappush(rail, one)

    def _is_left(self, entry: OnBoard, ticket: Ticket) -> bool:
        """Whether a ticket is still to be planned."""
        return ticket.state not in ("bumped", "void") and (entry.order.id, ticket.step) not in self.spans

    def _hands_of(self, station: str) -> FreeHands:
        """Return the hands of a station; where nobody has begun anything all are free."""
        if station not in self._hands:
            self._hands[station] = FreeHands([0] * self._at_once.get(station, 1))
        return self._hands[station]


def latest(plan: Plan, entry: OnBoard, tickets: Sequence[Ticket]) -> int | None:
    """Return when the last of some tickets ends; None where nobody can say."""
    ends = [plan.spans.get((entry.order.id, one.step)) for one in tickets if one.state not in ("bumped", "void")]
    known = [span.end for span in ends if span]
    return max(known, default=0) if len(known) == len(ends) else None

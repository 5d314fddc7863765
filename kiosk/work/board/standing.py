"""What stands at the counter beside its orders: what is out of stock, which stations are closed, what was raised."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.work.order.counter_events import (
    ItemBack,
    ItemOut,
    OrderRefused,
    PlaybookApproved,
    PlaybookPublished,
    ProcedureRead,
    RefusalAnswered,
    StationClosed,
    StationOpened,
)
from kiosk.work.order.event import Recorded, Stamp
from kiosk.work.order.problem import Problem
from kiosk.work.order.problem_events import ProblemRaised, ProblemResolved
from kiosk.work.time.instant import Instant
from kiosk.work.version.version import Versions, after_approval, after_publication

MOST_RESOLVED = 20
"""Resolved problems that are remembered: enough for every terminal to have shown the answer."""


class Waiting(Struct, frozen=True):
    """Refused orders that nobody has answered."""

    by_id: Mapping[str, OrderRefused] = field(default_factory=dict)
    """Oldest first."""
    by_key: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Ids by source and by the key it has for the order; those without one are left out."""


class Standing(Struct, frozen=True, dict=True):
    """The counter as of one event of its own stream."""

    version: int = 0
    """How many events that stream holds."""
    out: Mapping[str, Stamp] = field(default_factory=dict)
    """By item or part: since when it is out of stock."""
    closed: Mapping[str, str] = field(default_factory=dict)
    """By closed station: the one that was to have its work."""
    stations: frozenset[str] = frozenset()
    """Those of the playbook in use; empty while it is not known."""
    problems: tuple[Problem, ...] = ()
    """Raised while no order was open: all that are open, and those resolved last."""
    versions: Versions = field(default_factory=Versions)
    """Of playbooks: what is published, and which drafts are approved."""
    read: Mapping[tuple[str, str, str], Instant] = field(default_factory=dict)
    """By step, version of its procedure and person: when they said they have read it."""

    waits: Waiting = field(default_factory=Waiting)
    """Refused orders."""

    @property
    def refusals(self) -> Mapping[str, OrderRefused]:
        """By id: refused orders that nobody has answered, oldest first."""
        return self.waits.by_id

    @cached_property
    def routes(self) -> dict[str, str]:
        """The closed stations whose work another one has: one that the playbook in use does not have gets none."""
        return {name: to for name, to in self.closed.items() if not self.stations or to in self.stations}


def where(closed: Mapping[str, str], station: str) -> str:
    """Return the station that has another one's work now; a station that is worked has its own."""
    seen = {station}
    while station in closed and closed[station] not in seen:
        station = closed[station]
        seen.add(station)
    return station


def stand(standing: Standing, record: Recorded) -> Standing:
    """Return what stands after one more event of the counter's stream."""
    event = record.event
    standing = replace(standing, version=max(standing.version, record.version))
    match event:
        case ItemOut():
            return replace(standing, out={**standing.out, event.item: record.stamp})
        case ItemBack():
            return replace(standing, out={name: stamp for name, stamp in standing.out.items() if name != event.item})
        case StationClosed():
            return replace(standing, closed={**standing.closed, event.station: event.to})
        case StationOpened():
            left = {name: to for name, to in standing.closed.items() if name != event.station}
            return replace(standing, closed=left)
        case OrderRefused():
            return replace(standing, waits=waiting((event,), standing.waits))
        case RefusalAnswered():
            return replace(standing, waits=_answered(standing.waits, event.refusal))
        case ProblemRaised() | ProblemResolved():
            return replace(standing, problems=_remembered(event.among(standing.problems, record.stamp)))
        case PlaybookApproved():
            stamp = record.stamp
            approved = after_approval(standing.versions, event, stamp.by, not_proved=stamp.not_proved)
            return replace(standing, versions=approved)
        case PlaybookPublished():
            stamp = record.stamp
            published = after_publication(standing.versions, event, stamp.by, stamp.at, not_proved=stamp.not_proved)
            return replace(standing, versions=published)
        case ProcedureRead():
            key = (event.step, event.procedure, record.stamp.by)
            return replace(standing, read={**standing.read, key: record.stamp.at})
        case _:
            return standing


def waiting(refused: Iterable[OrderRefused], before: Waiting | None = None) -> Waiting:
    """Return what waits with some more, one under a key: whole mappings are copied, so many at once cost no more."""
    by_id, by_key = (dict(before.by_id), dict(before.by_key)) if before else ({}, {})
    for event in refused:
        by_id[event.refusal] = event
        if event.reference:
            by_key[event.source, event.reference] = event.refusal
    return Waiting(by_id, by_key)


def _answered(waits: Waiting, refusal: str) -> Waiting:
    """Return what waits without one."""
    by_id, by_key = dict(waits.by_id), dict(waits.by_key)
    event = by_id.pop(refusal, None)
    if event and by_key.get((event.source, event.reference)) == refusal:
        del by_key[event.source, event.reference]
    return Waiting(by_id, by_key)


def _remembered(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Leave out what was resolved long ago."""
    resolved = [one for one in problems if one.resolved]
    gone = {one.id for one in sorted(resolved, key=_resolved_at)[:-MOST_RESOLVED]}
    return tuple(one for one in problems if one.id not in gone)


def _resolved_at(problem: Problem) -> int:
    return problem.resolved.at.at if problem.resolved else 0

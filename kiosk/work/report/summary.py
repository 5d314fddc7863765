"""The manager's numbers: what was done and how it was done, in two halves that never meet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain

from msgspec import Struct, field
from msgspec.structs import replace

from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.adherence import ANSWER, PointRow, ReadingRow
from kiosk.work.record.losses import RecallRow, RemakeRow, WasteRow
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.record.record import OrderRow
from kiosk.work.record.routine_row import RoutineRow
from kiosk.work.report.exceptions import Detours, detours
from kiosk.work.report.experience import Experience, RatedStep, experience
from kiosk.work.report.problem_counts import ProblemSummary, count_problems
from kiosk.work.report.routine_counts import RoutineSummary, count_routines
from kiosk.work.time.pace import Pace, pace
from kiosk.work.time.percentile import Spread, spread

SLOWEST = 5
"""How many of the slowest orders a summary names."""

Done = tuple[str, str, str, float, int, Pace, int]
DONE = ("step", "step_name", "station", "total_s", "target_s", "pace", "too_fast")
"""What is counted of a completion, and the columns it stands in: there are too many completions to read all of each."""


class SlowOrder(Struct, frozen=True):
    """One of the slowest orders."""

    number: int
    seconds: float
    pace: Pace


class StepSummary(Struct, frozen=True):
    """WHAT, for one step."""

    step: str
    name: str
    count: int
    median_s: float
    p90_s: float
    target_s: int
    late: int
    """How many were late."""
    too_fast: int


class PointSummary(Struct, frozen=True):
    """HOW, for one point."""

    step: str
    point: str
    step_name: str
    words: str
    critical: bool
    kept: int
    skipped: int
    not_seen: int
    not_applicable: int

    @property
    def asked(self) -> int:
        """How often it applied."""
        return self.kept + self.skipped + self.not_seen


class StationSummary(Struct, frozen=True):
    """WHAT, for all steps of one station."""

    station: str
    name: str
    count: int
    median_s: float
    p90_s: float
    late: int
    """How many were late."""


class What(Struct, frozen=True):
    """The process's half."""

    opened: int
    finished: int
    void: int
    open: int
    median_s: float | None
    """Of finished orders, opened to finished."""
    p90_s: float | None
    late: int
    """Finished orders past the process's late time."""
    steps: tuple[StepSummary, ...]
    per_hour: tuple[tuple[str, int], ...]
    """Finished orders by local hour, such as ("12", 25), from the business day's first to its last, empty ones too."""
    slowest: tuple[SlowOrder, ...]
    """Slowest first, five at most."""
    r2p: Spread
    """Receipt to present."""
    handoff: Spread
    """From the opening of the last ticket."""
    stations: tuple[StationSummary, ...]
    last_hour: tuple[StationSummary, ...]
    """Of the last hour there is, by the clock; empty for days gone by."""
    detours: Detours


class How(Struct, frozen=True):
    """The procedure's half."""

    kept: int
    asked: int
    points: tuple[PointSummary, ...]
    readings: int
    out_of_spec: int
    put_right: int
    """Readings out of spec with a corrective action noted or a later good reading of the same spec."""
    problems: tuple[ProblemSummary, ...] = ()
    """What was raised, by step and version, most first."""
    observed: tuple[PointSummary, ...] = ()
    """The points that an observer saw; what the workers marked stands in `points` alone."""
    told: tuple[PointSummary, ...] = ()
    """The points that a guest told of."""
    experience: Experience = field(default_factory=Experience)
    """What the guests said of the whole."""
    routines: RoutineSummary = field(default_factory=RoutineSummary)
    """What is done by the clock or by hand, for no order: its points stand in no number of the orders."""


class Summary(Struct, frozen=True):
    """Both halves for one period."""

    what: What
    how: How


def order_pace(order: OrderRow, playbooks: Mapping[str, Playbook]) -> Pace:
    """Judge a finished order by the times of the playbook it was opened under; on pace where nothing is known."""
    playbook = playbooks.get(order.playbook)
    if playbook is None or order.seconds is None:
        return "on pace"
    return pace(round(order.seconds * 1000), playbook.process.clock)


class Counted(Struct, frozen=True):
    """The rows of some business days."""

    orders: Iterable[OrderRow] = ()
    completions: Iterable[Done] = ()
    points: Iterable[tuple[PointRow, int]] = ()
    """A row of each point, mark and source, with how many such rows there are."""
    readings: Iterable[ReadingRow] = ()
    recalls: Iterable[RecallRow] = ()
    waste: Iterable[WasteRow] = ()
    last_hour: Iterable[Done] = ()
    """Completions of the last hour."""
    problems: Iterable[ProblemRow] = ()
    ratings: Iterable[RatedStep] = ()
    routines: Iterable[RoutineRow] = ()
    remakes: Iterable[RemakeRow] = ()


def summarise(rows: Counted, playbooks: Mapping[str, Playbook], hour: Callable[[str], str]) -> Summary:
    """Sum up some business days.

    `playbooks` are those of the orders, by hash, the one that gives steps and points their order last; `hour` gives the
    local hour, such as "12", of a UTC text.
    """
    newest = list(playbooks.values())[-1] if playbooks else None
    places = {step.id: place for place, step in enumerate(newest.process.steps)} if newest else {}
    orders, done = tuple(rows.orders), _tally(rows.completions)
    steps = sorted(_steps(done), key=lambda step: places.get(step.step, len(places)))
    seen = _points(rows.points, places)
    counted = seen.get("self", ())
    kept, asked = sum(point.kept for point in counted), sum(point.asked for point in counted)
    what = _what(orders, playbooks, hour, newest.day_starts // 60 if newest else 0)
    return Summary(
        replace(
            what,
            steps=tuple(steps),
            stations=_stations(done, newest),
            last_hour=_stations(_tally(rows.last_hour), newest),
            detours=detours(orders, rows.recalls, rows.waste, rows.remakes),
        ),
        How(
            kept,
            asked,
            counted,
            *_readings(rows.readings),
            problems=count_problems(rows.problems),
            observed=seen.get("observer", ()),
            told=seen.get("guest", ()),
            experience=experience(rows.ratings, playbooks),
            routines=count_routines(rows.routines),
        ),
    )


def _what(
    orders: tuple[OrderRow, ...], playbooks: Mapping[str, Playbook], hour: Callable[[str], str], starts: int
) -> What:
    """Sum up what is known by the orders alone; `starts` is the hour a business day begins at."""
    states = Counter(order.state for order in orders)
    finished = [order for order in orders if order.state == "finished" and order.seconds is not None]
    judged = [SlowOrder(order.number, order.seconds or 0.0, order_pace(order, playbooks)) for order in finished]
    times = spread(order.seconds for order in judged)
    return What(
        opened=len(orders),
        finished=states["finished"],
        void=states["void"],
        open=states["open"],
        median_s=times.median_s,
        p90_s=times.p90_s,
        late=sum(order.pace == "late" for order in judged),
        steps=(),
        per_hour=_per_hour(Counter(hour(order.finished_at) for order in finished), starts),
        slowest=tuple(sorted(judged, key=lambda order: -order.seconds)[:SLOWEST]),
        r2p=spread(order.r2p_s for order in finished if order.r2p_s is not None),
        handoff=spread(order.handoff_s for order in finished if order.handoff_s is not None),
        stations=(),
        last_hour=(),
        detours=Detours(),
    )


class _Tally(Struct):
    """What is counted of completions in one walk through them, however many there are."""

    times: defaultdict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    """By step and station."""
    late: Counter[tuple[str, str]] = field(default_factory=Counter)
    too_fast: Counter[str] = field(default_factory=Counter)
    last: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By step, in the order of its first completion: its name and target as of the last one."""


def _tally(completions: Iterable[Done]) -> _Tally:
    """Walk through completions once."""
    tally = _Tally()
    for step, name, station, seconds, target, how_fast, too_fast in completions:
        place = step, station
        tally.times[place].append(seconds)
        if how_fast == "late":
            tally.late[place] += 1
        if too_fast:
            tally.too_fast[step] += 1
        tally.last[step] = name, target
    return tally


def _gathered(tally: _Tally, by: int) -> Iterator[tuple[str, Spread, int]]:
    """Sum up the times, and count how many were late, by step (0) or by station (1)."""
    for name in dict.fromkeys(place[by] for place in tally.times):
        places = [place for place in tally.times if place[by] == name]
        yield (
            name,
            spread(chain.from_iterable(tally.times[place] for place in places)),
            sum(tally.late[place] for place in places),
        )


def _stations(tally: _Tally, newest: Playbook | None) -> tuple[StationSummary, ...]:
    """Sum each station up, in the playbook's order; a station it does not have comes last, by its id."""
    known = newest.station if newest else {}
    found = [
        StationSummary(
            name,
            known[name].name if name in known else name,
            times.count,
            times.median_s or 0.0,
            times.p90_s or 0.0,
            late,
        )
        for name, times, late in _gathered(tally, 1)
    ]
    places = {name: place for place, name in enumerate(known)}
    return tuple(sorted(found, key=lambda station: (places.get(station.station, len(places)), station.station)))


def _per_hour(counts: Counter[str], starts: int) -> tuple[tuple[str, int], ...]:
    """Put the hours in a business day's order, from the first with an order to the last."""
    hours = [f"{(starts + hour) % 24:02d}" for hour in range(24)]
    busy = [place for place, hour in enumerate(hours) if counts[hour]]
    return tuple((hour, counts[hour]) for hour in hours[busy[0] : busy[-1] + 1]) if busy else ()


def _steps(tally: _Tally) -> Iterator[StepSummary]:
    """Sum each step up, in the order of its first completion; name and target are the last one's."""
    for step, times, late in _gathered(tally, 0):
        name, target = tally.last[step]
        median, p90 = times.median_s or 0.0, times.p90_s or 0.0
        yield StepSummary(step, name, times.count, median, p90, target, late, tally.too_fast[step])


def _points(points: Iterable[tuple[PointRow, int]], places: Mapping[str, int]) -> dict[str, tuple[PointSummary, ...]]:
    """Sum each point up by who saw it, in the order of the steps' `places`, then as first met; the last words stand.

    Worker and coach are one: each point is marked by one of them.
    """
    marks: dict[tuple[str, str, str], Counter[str]] = {}
    last: dict[tuple[str, str, str], PointRow] = {}
    for point, times in points:
        source: str = "self" if point.source in ANSWER else point.source
        key = (source, point.step, point.point)
        marks.setdefault(key, Counter())[point.mark] += times
        last[key] = point
    found: dict[str, list[PointSummary]] = {}
    for (source, step, name), count in sorted(marks.items(), key=lambda one: places.get(one[0][1], len(places))):
        point = last[source, step, name]
        found.setdefault(source, []).append(
            PointSummary(
                step,
                name,
                point.step_name,
                point.words,
                bool(point.critical),
                count["kept"],
                count["skipped"],
                count["not-seen"],
                count["not-applicable"],
            )
        )
    return {source: tuple(summed) for source, summed in found.items()}


def _readings(readings: Iterable[ReadingRow]) -> tuple[int, int, int]:
    """Count the readings, those outside their limit, and those of them that were put right."""
    good: dict[tuple[str, str, str], int] = {}
    outside: list[ReadingRow] = []
    inside = 0
    for reading in readings:
        if reading.within:
            inside += 1
            spec = reading.order_id, reading.step, reading.spec
            good[spec] = max(good.get(spec, 0), reading.place)
        else:
            outside.append(reading)
    right = [row for row in outside if row.action or good.get((row.order_id, row.step, row.spec), 0) > row.place]
    return inside + len(outside), len(outside), len(right)

"""What is due of the routines, by example and by property."""

from __future__ import annotations

from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.order.counter_events import RoutineBegun, RoutineDone, RoutineMissed
from kiosk.work.order.event import Event, Stamp
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.routine import Routine
from kiosk.work.playbook.spec import Spec
from kiosk.work.record.routine_row import routine_readings, routine_row
from kiosk.work.routine.occurrence import MINUTE, Occurrence, occurrence_after
from kiosk.work.routine.schedule import Known, Planned, by_hand, plan, wanted
from kiosk.work.time.day import Days
from kiosk.work.time.instant import Instant
from tests.hands import begin, finish, read, tick

DAY = "2026-11-22"
HOT = Spec("hot", "Hot holding", "at least 135 °F", "°F", Decimal(135), None, "[FC-WA]", "WA", "Reheat it.", True, True)
WASH = Routine("wash", "Hand wash", "grill", "All", every=30, opens=600, until=720, points=(Point("soap", "Soap"),))
OPENING = Routine("opening", "Opening", "expo", "Lead", at=(540,), specs=(HOT,), points=(Point("a", "A", gate=True),))
FRYER = Routine("fryer", "Fryer", "fry", "Fry", after=3, points=(Point("skim", "Skim"),))


def days(zone: tzinfo = UTC, starts: int = 240) -> Days:
    """Return the days of a counter in a zone."""
    return Days(lambda at: datetime.fromtimestamp(at / 1000, UTC).astimezone(zone), starts)


def at(hour: int, minute: int = 0) -> int:
    """Return a time of that day, in UTC milliseconds."""
    return int(datetime(2026, 11, 22, hour, minute, tzinfo=UTC).timestamp() * 1000)


def stamp(moment: int, by: str = "Ana") -> Stamp:
    """Stamp something at an instant."""
    return Stamp(Instant(moment, moment, "boot"), by, "grill")


def wrote(occurrence: Occurrence, moment: int, *events: Event) -> Occurrence:
    """Return an occurrence after some events at an instant."""
    return occurrence_after(occurrence, events, stamp(moment))


def did(occurrence: Occurrence, moment: int) -> Occurrence:
    """Return an occurrence that was done at an instant."""
    begun = RoutineBegun(occurrence.routine, occurrence.day, occurrence.due, "hash")
    return wrote(occurrence, moment, begun, RoutineDone())


def planned(routine: Routine, now: int, known: Known | None = None) -> tuple[Planned, ...]:
    """Plan one routine of that day."""
    return plan([routine], days(), DAY, known or Known(), now)


def test_every_thirty_minutes_from_the_first_to_before_the_end() -> None:
    """From ten to twelve every thirty minutes is four times."""
    assert [at(10), at(10, 30), at(11), at(11, 30)] == [one.occurrence.due for one in planned(WASH, at(9))]


def test_an_occurrence_is_named_by_its_routine_and_its_instant() -> None:
    """All terminals give it the same name."""
    assert "routine:wash:2026-11-22T10:30Z" == planned(WASH, at(9))[1].occurrence.id


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (at(10) - 1, "coming"),
        (at(10), "due"),
        (at(10, 10) - 1, "due"),
        (at(10, 10), "overdue"),
        (at(10, 30) - 1, "overdue"),
        (at(10, 30), "missed"),
    ],
)
def test_it_is_due_then_overdue_then_missed(now: int, state: str) -> None:
    """It can be done late until the next one is due; each bound belongs to the later state."""
    assert state == planned(WASH, now)[0].state


def test_a_miss_is_to_be_written_once_the_grace_is_over_and_never_again() -> None:
    """With the event in the record there is nothing left to write."""
    first = planned(WASH, at(10, 10))[0]
    missed = wrote(first.occurrence, at(10, 10), RoutineMissed("wash", DAY, at(10), "hash"))
    known = Known({missed.id: missed})
    assert (True, False) == (first.is_unwritten_miss, planned(WASH, at(10, 11), known)[0].is_unwritten_miss)


def test_what_was_begun_in_time_is_missed_only_when_its_time_is_over() -> None:
    """Somebody is at it while the grace runs out."""
    first = planned(WASH, at(10))[0].occurrence
    begun = wrote(first, at(10, 9), RoutineBegun("wash", DAY, at(10), "hash"))
    known = Known({begun.id: begun})
    states = [
        (one.state, one.is_unwritten_miss)
        for moment in (at(10, 20), at(10, 30))
        for one in planned(WASH, moment, known)[:1]
    ]
    assert [("begun", False), ("missed", True)] == states


def test_done_after_the_grace_is_late() -> None:
    """Nothing is back-dated: the instant it was done decides."""
    first = planned(WASH, at(10))[0].occurrence
    results = [did(first, moment).result(WASH) for moment in (at(10, 10) - 1, at(10, 10))]
    assert ["done", "late"] == results


def test_nothing_was_due_before_the_playbook_had_it() -> None:
    """A routine that came at 10:45 has missed nothing of the morning."""
    known = Known(since={"wash": at(10, 45)})
    assert [at(11), at(11, 30)] == [one.occurrence.due for one in planned(WASH, at(10, 50), known)]


def test_after_three_orders_it_is_due_at_the_instant_of_the_third() -> None:
    """It bears the name of the order that made it due."""
    finished = tuple((at(10, minute), f"{DAY}-{minute}") for minute in range(1, 6))
    found = planned(FRYER, at(10, 10), Known(finished=finished))
    assert [(at(10, 3), f"routine:fryer:after-{DAY}-3")] == [(one.occurrence.due, one.occurrence.id) for one in found]


def test_the_count_begins_anew_when_it_is_done() -> None:
    """Three orders after the last time, also where that was an extra one by hand."""
    finished = tuple((at(10, minute), f"o{minute}") for minute in range(1, 8))
    extra = did(by_hand(FRYER, days(), at(10, 2)), at(10, 2) + 1)
    found = planned(FRYER, at(10, 10), Known({extra.id: extra}, finished))
    assert [at(10, 5)] == [one.occurrence.due for one in found if one.occurrence.due]


def test_what_is_open_is_meant_then_what_is_next_soon_then_an_extra_one() -> None:
    """An opening list done ten minutes early is the one of nine."""
    soon, early = at(8, 50), at(8, 49)
    assert at(9) == getattr(wanted(planned(OPENING, soon), OPENING, soon), "due", None)
    assert None is wanted(planned(OPENING, early), OPENING, early)


def test_a_gate_and_a_reading_hold_it() -> None:
    """First the point, then the reading, and after a bad one a new one."""
    now = by_hand(OPENING, days(), at(9))
    now = wrote(now, at(9), *begin(now, OPENING, "hash"))
    said = []

    def refused() -> str:
        with pytest.raises(Refused) as caught:
            finish(now, OPENING)
        return caught.value.code

    said.append(refused())
    now = wrote(now, at(9), *tick(now, OPENING, "a", "kept", ""))
    said.append(refused())
    now = wrote(now, at(9), *read(now, OPENING, "hot", value="120,5", action=""))
    said.append(refused())
    now = wrote(now, at(9), *read(now, OPENING, "hot", value="121", action="Reheated"))
    said.append(refused())
    now = wrote(now, at(9), *read(now, OPENING, "hot", value="140", action=""))
    assert (["gate", "gate", "out-of-spec", "out-of-spec"], (RoutineDone(),)) == (said, finish(now, OPENING))


def test_a_reading_out_of_its_limit_holds_a_routine_as_it_holds_a_step() -> None:
    """Also where it is no gate: what was done is said, and a new reading keeps the limit; advice holds nothing."""
    spec = replace(OPENING.specs[0], gate=False, corrective="Move the food.")
    asked = replace(OPENING, specs=(spec,), points=())
    now = by_hand(asked, days(), at(9))
    now = wrote(now, at(9), *begin(now, asked, "hash"))
    said = []
    for value, action in (("120", "Moved"), ("122", ""), ("140", "")):
        now = wrote(now, at(9), *read(now, asked, "hot", value=value, action=action))
        try:
            said.append(str(finish(now, asked) == (RoutineDone(),)))
        except Refused as refused:
            said.append(refused.code)
    assert ["out-of-spec", "out-of-spec", "no-action"] == said
    advice = replace(asked, specs=(replace(spec, advice=True),))
    assert (RoutineDone(),) == finish(now, advice)


def test_a_point_of_a_routine_does_not_apply_only_where_that_is_allowed_and_with_a_reason() -> None:
    """So no gate is passed by saying that it does not apply."""
    gate = replace(OPENING.points[0], gate=True)
    now = by_hand(OPENING, days(), at(9))
    now = wrote(now, at(9), *begin(now, OPENING, "hash"))
    said = []
    for may, reason in ((False, "We never do"), (True, "")):
        asked = replace(OPENING, points=(replace(gate, may_not_apply=may),))
        with pytest.raises(Refused) as caught:
            tick(now, asked, "a", "not-applicable", reason)
        said.append(caught.value.code)
    allowed = replace(OPENING, points=(replace(gate, may_not_apply=True),), specs=())
    now = wrote(now, at(9), *tick(now, allowed, "a", "not-applicable", "Closed"))
    assert (["applies", "no-reason"], (RoutineDone(),)) == (said, finish(now, allowed))


def test_a_row_counts_points_and_readings_out_of_spec() -> None:
    """The row of the read model, and a reading's row without an order."""
    now = by_hand(OPENING, days(), at(9))
    now = wrote(now, at(9), *begin(now, OPENING, "hash"))
    now = wrote(now, at(9), *tick(now, OPENING, "a", "skipped", "No time"))
    now = wrote(now, at(9), *read(now, OPENING, "hot", value="120", action="Reheated"), RoutineDone())
    row, reading = routine_row(now, OPENING), routine_readings(now, OPENING)[0]
    assert ("done", 1, 0, "A (No time)", 1) == (row.state, row.points, row.points_kept, row.skipped, row.out_of_spec)
    assert (0, 120.0, 0, "Reheated", now.id) == (
        reading.number,
        reading.value,
        reading.within,
        reading.action,
        reading.order_id,
    )


NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(("day", "hours"), [("2026-10-31", 25), ("2026-11-01", 24), ("2026-03-07", 23)])
def test_a_night_with_a_clock_change_keeps_its_rhythm(day: str, hours: int) -> None:
    """Through the whole business day every hour once, on the day it belongs to, half an hour apart in real time."""
    round_the_clock = replace(WASH, every=60, opens=240, until=239)
    found = plan([round_the_clock], days(NEW_YORK), day, Known(), 0)
    gaps = {after.occurrence.due - before.occurrence.due for before, after in pairwise(found)}
    assert (hours, {60 * MINUTE}) == (len(found), gaps)


def test_a_time_that_comes_twice_is_due_once_and_one_left_out_comes_later() -> None:
    """Half past one on the first of November in New York is the first of the two; half past two in March is 3:30."""
    night = replace(OPENING, at=(90, 150))
    autumn = plan([night], days(NEW_YORK), "2026-10-31", Known(), 0)
    spring = plan([night], days(NEW_YORK), "2026-03-07", Known(), 0)
    said = [datetime.fromtimestamp(one.occurrence.due / 1000, UTC).strftime("%d %H:%M") for one in (*autumn, *spring)]
    assert ["01 05:30", "01 07:30", "08 06:30", "08 07:30"] == said


@given(
    st.integers(5, 300),
    st.integers(0, 1439),
    st.integers(0, 1439),
    st.dates(date(2026, 1, 2), date(2027, 12, 30)),
    st.sampled_from(["UTC", "America/New_York", "Europe/Berlin", "Australia/Lord_Howe"]),
)
def test_no_occurrence_twice_and_each_in_its_day(every: int, opens: int, until: int, day: object, zone: str) -> None:
    """Whatever the rhythm and the zone, ids are unique, ordered in time, and lie in the day they are planned for."""
    routine = replace(WASH, every=every, opens=opens, until=until, at=())
    here = days(ZoneInfo(zone))
    found = plan([routine], here, str(day), Known(), 0)
    ids = [one.occurrence.id for one in found]
    assert len(ids) == len(set(ids))
    assert {str(day)} >= {here.day(one.occurrence.due) for one in found}
    assert sorted(one.occurrence.due for one in found) == [one.occurrence.due for one in found]


@given(st.lists(st.integers(0, 200), max_size=12), st.lists(st.booleans(), max_size=12))
def test_none_is_lost_and_none_comes_twice_across_restarts(looks: list[int], does: list[bool]) -> None:
    """A terminal looks at any times, is off between them, does some and notes the missed: in the end all stand once."""
    record: dict[str, Occurrence] = {}
    events: list[tuple[str, str]] = []
    for place, minute in enumerate((*sorted(looks), 18 * 60)):
        now = at(9, 45) + minute * MINUTE if minute < 18 * 60 else days().end(DAY)
        for one in planned(WASH, now, Known(dict(record))):
            before = one.occurrence
            if one.state in ("due", "overdue") and place < len(does) and does[place]:
                record[before.id] = did(before, now)
                events.append((before.id, "done"))
            elif one.is_unwritten_miss:
                record[before.id] = wrote(before, now, RoutineMissed("wash", DAY, before.due, "hash"))
                events.append((before.id, "missed"))
    settled = planned(WASH, days().end(DAY), Known(record))
    assert len(events) == len(set(events))
    assert {"done", "late", "missed"} >= {one.state for one in settled}
    assert {one.occurrence.id for one in settled} == set(record)

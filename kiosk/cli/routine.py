"""`kiosk routine`: what is due by the clock, the doing of it, and a day's food-safety log."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.export import add_export
from kiosk.cli.marks import action_of, add_marks, check_marks, check_series, marks_of, readings_of
from kiosk.cli.parser import add_by, noun, verb
from kiosk.cli.times import add_times, period
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.counter.ports import Period
    from kiosk.work.playbook.playbook import Playbook
    from kiosk.work.record.record import Rows
    from kiosk.work.routine.occurrence import Occurrence
    from kiosk.work.routine.schedule import Planned

FORMATS = ("text", "html", "csv")

MOST_ROWS = 5000
"""Of one kind in one log: more than the record gives at once."""


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "routine")
    verb(verbs, "list", _list, "list this day's routines: what was, what is due, what comes")
    start = verb(verbs, "start", _start, "begin a routine: the one that is due, or an extra one by hand")
    start.add_argument("routine", metavar="NAME", help="a routine of the playbook, by its id")
    add_by(start)
    done = verb(verbs, "done", _done, "do a routine, with its points and readings", check=check_marks)
    done.add_argument("routine", metavar="NAME", help="a routine of the playbook, by its id")
    add_marks(done)
    add_by(done)
    log = verb(verbs, "log", _log, "write the food-safety log: routines, and every reading with what was done about it")
    log.add_argument("file", metavar="FILE", help="the file to write; - writes to stdout")
    log.add_argument("--format", choices=FORMATS, default="html", help="html, which prints, unless said")
    add_times(log)
    add_export(verbs, "routines", "export a row for every routine begun, done or missed")


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table
    from kiosk.work.routine.schedule import when

    async def look(counter: Counter) -> None:
        await counter.routines.look()
        planned = counter.routines.plan()
        if args.json:
            facts([_facts(one) for one in planned])
        elif not counter.playbook.routines:
            print("This playbook has no routines.")
        elif not planned:
            print("No routine is due this day.")
        else:
            names = counter.playbook.station
            rows = [
                (
                    f"{counter.local(when(one.occurrence)):%H:%M}",
                    one.routine.id,
                    one.routine.name,
                    names[one.routine.station].name,
                    one.state,
                    _who(one.occurrence),
                )
                for one in planned
            ]
            table(("when", "routine", "name", "station", "state", "by"), rows)

    with_counter(args, look, makes=True)
    return 0


def _start(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.verb import answer
    from kiosk.work.verb.routine import BeginRoutine

    async def start(counter: Counter) -> None:
        await counter.routines.look()
        meant = counter.routines.meant(_named(counter.playbook, args.routine))
        _tell(args, counter, *await answer(counter, BeginRoutine(meant.id), by=args.by))

    with_counter(args, start, makes=True)
    return 0


def _done(args: argparse.Namespace) -> int:
    """Take the readings, which stand whatever follows; then mark the points and do it, all or nothing."""
    from kiosk.cli.run import with_counter
    from kiosk.cli.verb import answer
    from kiosk.work.order.limit import missed
    from kiosk.work.verb.routine import FinishRoutine, TakeRoutineReading

    pairs = readings_of(args, "hot=140")

    async def done(counter: Counter) -> None:
        routines = counter.routines
        await routines.look()
        now = routines.meant(_named(counter.playbook, args.routine))
        asked = counter.playbook.routine[now.routine]
        check_series(pairs, asked.spec)
        for name, value in pairs:
            spec = asked.spec(name)
            missed_one = spec is not None and missed(spec, now.readings_of(name)) is not None
            action = action_of(args, spec, value, answers=missed_one)
            now = await counter.do(TakeRoutineReading(now.id, name, value, action, args.confirmed), by=args.by)
        _tell(args, counter, *await answer(counter, FinishRoutine(now.id, tuple(marks_of(args))), by=args.by))

    with_counter(args, done, makes=True)
    return 0


def _log(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.target import target_of
    from kiosk.drawing.food_log import FoodLog, food_log_csv, food_log_html, food_log_text
    from kiosk.journal.copies import write_whole
    from kiosk.work.text.text import clean

    target = None if args.file == "-" else target_of(args, args.file)

    async def log(counter: Counter) -> FoodLog:
        await counter.routines.look()
        since = args.since if args.since or args.until else "today"
        days = period(since, args.until, counter.today)
        found = await _rows(counter, days)
        names = {station.id: station.name for station in counter.playbook.stations}
        book = counter.playbook
        return FoodLog(book.title, found.routines, found.readings, counter.local, names, book.probe)

    found = with_counter(args, log)
    draw = {"text": food_log_text, "html": food_log_html, "csv": food_log_csv}[args.format]
    text = draw(found)
    if target is None:
        print(text, end="")
        return 0
    write_whole(target, text.encode())
    print(
        f"The food-safety log of {len(found.days)} {'day' if len(found.days) == 1 else 'days'} is in {clean(target)}."
    )
    return 0


async def _rows(counter: Counter, days: Period) -> Rows:
    """Return the routines and readings of some days; refused where the record would not give all of them at once."""
    from msgspec.structs import replace

    from kiosk.counter.ports import Wanted

    routines = await counter.reports.rows(days, Wanted("routines"))
    readings = await counter.reports.rows(days, Wanted("readings"))
    if max(len(routines.routines), len(readings.readings)) >= MOST_ROWS:
        raise Refused("too-many", f"These days hold {MOST_ROWS} rows or more. Say fewer days with --since and --until.")
    return replace(routines, readings=readings.readings)


def _named(playbook: Playbook, said: str) -> str:
    from kiosk.cli.run import one_of

    return one_of("routine", said, list(playbook.routine))


def _who(occurrence: Occurrence) -> str:
    stamp = occurrence.done or occurrence.begun
    return (stamp.by or stamp.station) if stamp else ""


def _tell(args: argparse.Namespace, counter: Counter, now: Occurrence, words: str) -> None:
    """Say what became of an occurrence."""
    from kiosk.cli.say import facts

    planned = counter.routines.find(now.id)
    if args.json:
        facts(_facts(planned) if planned else {"occurrence": now.id})
    else:
        print(words)


def _facts(planned: Planned) -> dict[str, Any]:
    """Return an occurrence as JSON values."""
    from kiosk.work.time.instant import utc

    one, routine = planned.occurrence, planned.routine
    return {
        "occurrence": one.id,
        "routine": routine.id,
        "name": routine.name,
        "station": routine.station,
        "role": routine.role,
        "day": one.day,
        "state": planned.state,
        "due": utc(one.due) if one.due else None,
        "missed_from": utc(one.limit(routine)) if one.due else None,
        "closes": utc(planned.closes),
        "begun": utc(one.begun.at.at) if one.begun else None,
        "done": utc(one.done.at.at) if one.done else None,
        "by": _who(one),
    }

"""Finds what in a process could never be done, or would be done at the wrong time or place."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from kiosk.work.check.conditions import for_some
from kiosk.work.playbook.menu import Item, Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import When
from kiosk.work.playbook.process import OrderClock, Process, Step
from kiosk.work.text.finding import Found, Place, unknown

STEPS: Place = ("process", "steps")


def process_problems(playbook: Playbook, unread: Collection[str] = ()) -> Iterator[Found]:
    """Find what is wrong with the process and its steps."""
    process = playbook.process
    if not process.steps:
        yield STEPS, "The process has no step. Add one."
        return
    yield from limits(process.clock, ("process", "clock"))
    yield from _guests(process)
    for index, step in enumerate(process.steps):
        yield from _names(playbook, step, (*STEPS, index))
        if step.id not in playbook.procedure and step.id not in unread:
            yield (*STEPS, index, "id"), f"Step `{step.id}` has no procedure. Write procedures/{step.id}.md."
    yield from _taking(playbook)
    yield from _making(playbook)
    # Who comes before whom is known only where every step has a name of its own and waits for steps that are there.
    if len(process.step) == len(process.steps) and all(process.step.keys() >= set(one.after) for one in process.steps):
        yield from _order(process)
        yield from _single_lines(playbook)
        yield from for_some(playbook)
        yield from _circles(process)
        yield from _flow(process)
        yield from _ends(process)


def ends_where_made(playbook: Playbook) -> Iterator[str]:
    """Say what an end of the process at a station that makes things breaks, where another one hands them over."""
    expo = " or ".join(station.id for station in playbook.stations if station.role == "expo")
    for step in playbook.process.steps if expo else ():
        if playbook.station[step.station].role == "prep" and playbook.process.output in step.gives:
            where = f"{step.id} ends an order at {step.station}, where things are made"
            yield f"{where}: at {expo} nobody sees it or hands it over."


def _guests(process: Process) -> Iterator[Found]:
    """Find figures by which every guest would be a regular, or every hour a busy one."""
    least = (("busy", process.busy), ("regular.orders", process.regular.orders), ("regular.days", process.regular.days))
    for name, number in least:
        if number < 1:
            yield ("process", *name.split(".")), f"`{name.split('.')[-1]}` ({number}) is below 1. Put in 1 or more."


def limits(limit: OrderClock | When, place: Place) -> Iterator[Found]:
    """Find times that contradict one another."""
    if limit.target < 0:
        yield (*place, "target"), "`target` is below zero. Put in seconds."
    if limit.warn < limit.target:
        yield (
            (*place, "warn"),
            f"`warn` ({limit.warn}) is below `target` ({limit.target}). Let target, warn and late rise.",
        )
    if limit.late < limit.warn:
        yield (*place, "late"), f"`late` ({limit.late}) is below `warn` ({limit.warn}). Let target, warn and late rise."


def _names(playbook: Playbook, step: Step, place: Place) -> Iterator[Found]:
    """Find stations, steps and parts that a step names and nobody knows."""
    if step.station not in playbook.station:
        yield (*place, "station"), unknown("station", step.station, playbook.station)
    for index, name in enumerate(step.after):
        if name not in playbook.process.step:
            yield (*place, "after", index), unknown("step", name, playbook.process.step)
    for index, part in enumerate(step.makes):
        if part not in playbook.menu.part:
            yield (*place, "makes", index), unknown("part", part, playbook.menu.part)


def _taking(playbook: Playbook) -> Iterator[Found]:
    """Find a process in which nobody takes the order, or more than one does, or not at the front."""
    takers = [(index, step) for index, step in enumerate(playbook.process.steps) if step.takes_order]
    if not takers:
        yield STEPS, "No step takes the order. Add `takes: order` to the one that does."
    for index, step in takers:
        station = playbook.station.get(step.station)
        if station and station.role != "front":
            words = f"`{step.id}` takes the order, but `{station.id}` is not a front station. Do it at one."
            yield (*STEPS, index, "station"), words
    for index, step in takers[1:]:
        words = f"`{step.id}` takes the order a second time, after `{takers[0][1].id}`. Only one step may."
        yield (*STEPS, index, "takes"), words


def _making(playbook: Playbook) -> Iterator[Found]:
    """Find parts made twice, or where an order from outside never comes."""
    process, makers = playbook.process, dict[str, str]()
    for index, step in enumerate(process.steps):
        for position, part in enumerate(step.makes):
            if part in makers:
                words = f"`{part}` is made by `{makers[part]}` already. Only one step may make it."
                yield (*STEPS, index, "makes", position), words
            makers.setdefault(part, step.id)
        station = playbook.station.get(step.station)
        if step.makes and station and station.role == "front":
            words = f"`{step.id}` makes parts at the front, which orders from outside skip. Do it elsewhere."
            yield (*STEPS, index, "makes"), words


def _order(process: Process) -> Iterator[Found]:
    """Find parts made before they are ordered."""
    taking = process.taking
    for index, step in enumerate(process.steps):
        if step.makes and taking and taking.id not in process.before(step.id):
            words = f"`{step.id}` makes parts before the order is taken. Let it come after `{taking.id}`."
            yield (*STEPS, index, "after"), words


def _single_lines(playbook: Playbook) -> Iterator[Found]:
    """Find steps that handle lines one by one where there are none, or none is made before."""
    process = playbook.process
    taking = process.taking
    for index, step in enumerate(process.steps):
        station = playbook.station.get(step.station)
        early = taking is not None and taking.id not in process.before(step.id)
        if step.confirms and early:
            words = f"`{step.id}` has no lines to bump: the order is taken there or later. Leave `confirms` out."
            yield (*STEPS, index, "confirms"), words
        if not step.per_line:
            continue
        if early or (station and station.role == "front"):
            words = f"`{step.id}` comes before anything is made. `per: line` is for steps behind those that make parts."
            yield (*STEPS, index, "per"), words
        elif not _follows(playbook.menu, process, step):
            words = f"Nothing `{step.id}` is about is made before it, so all its lines would open at once."
            yield (*STEPS, index, "per"), f"{words} Leave `per` out, or mend `after`."


def _follows(menu: Menu, process: Process, step: Step) -> bool:
    """Whether there is an item that is made before a step and stands on its ticket."""
    before = {part for name in process.before(step.id) if name in process.step for part in process.step[name].makes}
    held = [_possible_parts(menu, item) for item in menu.items]
    return any(parts & before and (not step.makes or parts & set(step.makes)) for parts in held)


def _possible_parts(menu: Menu, item: Item) -> set[str]:
    """Return every part an item may hold, whatever is chosen about it."""
    found = {portion.part for portion in item.parts}
    for group in (menu.group[name] for name in item.groups if name in menu.group):
        for option in group.options:
            found.update({option.id} if group.kind == "change" else {portion.part for portion in option.parts})
    return found


def _circles(process: Process) -> Iterator[Found]:
    """Find steps that wait for one another, and steps behind them that could never open."""
    inside = {step.id for step in process.steps if step.id in process.before(step.id)}
    told: set[str] = set()
    for index, step in enumerate(process.steps):
        before = process.before(step.id)
        if step.id in inside and step.id not in told:
            circle = [one.id for one in process.steps if one.id in before and step.id in process.before(one.id)]
            told.update(circle)
            names = ", ".join(f"`{name}`" for name in circle)
            position = step.after.index(next(name for name in step.after if name in circle))
            words = f"`{step.id}` waits for itself" if len(circle) == 1 else f"{names} wait for one another in a circle"
            yield (*STEPS, index, "after", position), f"{words}. Take one out of `after`."
        elif step.id not in inside and before & inside:
            name = next(one.id for one in process.steps if one.id in before & inside)
            yield (
                (*STEPS, index, "after"),
                f"`{step.id}` is never reached: it waits for `{name}`, which waits in a circle.",
            )


def _flow(process: Process) -> Iterator[Found]:
    """Find steps that need what nothing before them gives, and steps nothing leads to."""
    for index, step in enumerate(process.steps):
        before = process.before(step.id)
        there = {process.input}.union(*(process.step[name].gives for name in before if name in process.step))
        missing = [(position, need) for position, need in enumerate(step.needs) if need not in there]
        for position, need in missing:
            words = f"Nothing before `{step.id}` gives “{need}”. Add it to `gives` of an earlier step, or mend `after`."
            yield (*STEPS, index, "needs", position), words
        if not step.after and not missing and process.input not in step.needs:
            words = f"`{step.id}` is never reached: it waits for no step and does not need the input. Fill in `after`."
            yield (*STEPS, index), words
    if process.input and not any(process.input in step.needs for step in process.steps):
        words = f"No step needs the input “{process.input}”. Add it to `needs` of the first step."
        yield ("process", "input"), words


def _ends(process: Process) -> Iterator[Found]:
    """Find an output nobody gives, and steps that lead nowhere."""
    waited_for = {name for step in process.steps for name in step.after}
    last = [(index, step) for index, step in enumerate(process.steps) if step.id not in waited_for]
    if process.output and not any(process.output in step.gives for _, step in last):
        words = (
            f"No last step gives the output “{process.output}”. Add it to `gives` of the step that ends the process."
        )
        yield ("process", "output"), words
        return
    for index, step in last:
        if process.output not in step.gives:
            words = (
                f"`{step.id}` leads nowhere: no step waits for it, and it does not give the output. Name it in `after`."
            )
            yield (*STEPS, index), words

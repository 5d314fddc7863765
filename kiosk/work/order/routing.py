"""Which steps an order needs, which lines stand on each ticket, and what waits for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kiosk.work.order.event import Stamp
from kiosk.work.order.facts import OrderScope, protects
from kiosk.work.order.firing import delays, line_prep, prep
from kiosk.work.order.line import Choice, Line, parts, parts_of_choice
from kiosk.work.order.order import LineDone, Order, OrderHold, StepDone
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.time.day import numbered
from kiosk.work.time.instant import Instant, elapsed, is_after, latest

State = Literal["waiting", "held", "open", "bumped", "void"]


class TicketLine(Struct, frozen=True):
    """A line as one station sees it."""

    line: Line
    here: tuple[Choice, ...]
    """Choices this step makes."""
    elsewhere: tuple[Choice, ...]
    """Choices another step makes: shown quietly."""
    done: Stamp | None = None
    """Since when it is done here, as it is wanted now."""
    was: Line | None = None
    """How it was before a change, where it was another."""
    addon: bool = False
    """It came after the order was sent."""
    struck: bool = False
    """It is not wanted any more, and this station has not acknowledged that."""
    waits_for: tuple[str, ...] = ()
    """At a step that goes line by line: the steps it still has to be done at."""
    starts: int = 0
    """Seconds after the ticket opened at which it is to be begun, so that all lines end together."""


class Ticket(Struct, frozen=True):
    """One step of one order as its station sees it; derived, never stored."""

    order_id: str
    number: int
    day: str
    step: str
    station: str
    state: State
    lines: tuple[TicketLine, ...]
    waits_for: tuple[str, ...]
    """Steps still to be bumped before it opens."""
    opened: Stamp | None = None
    """The stamp it opened at; its time counts from there."""
    taken_up: Stamp | None = None
    bump: StepDone | None = None
    stop: bool = False
    """Something of it is not wanted any more: that has to be acknowledged before anything else."""
    fires: Instant | None = None
    """When a held ticket opens by itself; None where somebody has to fire it, and for every other ticket."""
    late: int = 0
    """Seconds it is kept back after what it waits for, so that the branches of its order end together."""

    @property
    def called(self) -> str:
        """What people call its order: the number, with its day where that is not today."""
        return numbered(self.number, self.day)


def needed(order: Order, playbook: Playbook) -> tuple[Step, ...]:
    """Return the steps this order goes through, in the process's order.

    A step that makes parts is needed where a line holds one of them, and all of them are where a line is not on the
    menu; an order from outside needs no step at the front. What was done once, or is to be acknowledged, stays.
    A step with a condition is needed where that holds; one that protects from an allergy, where a step it leads to is.
    Until the order is taken only the steps that lead to the taking are known to be needed.
    """
    process, scope = playbook.process, OrderScope(order, playbook.menu)
    wanted: Counter[str] = Counter()
    for line in order.lines:
        wanted.update(parts(playbook.menu, line.item, line.choices))
        for choice in line.choices:
            wanted.update(parts_of_choice(playbook.menu, choice))

    unknown = any(line.item == UNKNOWN for line in order.lines)

    def is_needed(step: Step) -> bool:
        if step.id in order.bumps or step.id in order.stops:
            return True
        if order.source != "front" and playbook.station[step.station].role == "front":
            return False
        if step.when and not scope.applies(step.when):
            return False
        if protects(step.when):
            return any(is_needed(later) for later in process.right_after(step.id))
        return not step.makes or unknown or any(wanted[part] for part in step.makes)

    if order.taken is None:
        taking = process.taking
        leading = process.before(taking.id) | {taking.id} if taking else frozenset()
        return tuple(step for step in process.steps if step.id in leading and scope.applies(step.when))
    return tuple(step for step in process.steps if is_needed(step))


def waits(playbook: Playbook, steps: tuple[Step, ...]) -> dict[str, tuple[str, ...]]:
    """Return for each needed step the needed steps right before it; a step that is not needed passes its own on."""
    here = {step.id for step in steps}
    table = playbook.process.step

    def before(name: str, seen: frozenset[str]) -> list[str]:
        found: list[str] = []
        for earlier in table[name].after:
            if earlier in here:
                found.append(earlier)
            elif earlier in table and earlier not in seen:
                found.extend(before(earlier, seen | {earlier}))
        return found

    return {step.id: tuple(dict.fromkeys(before(step.id, frozenset({step.id})))) for step in steps}


def ticket_lines(order: Order, playbook: Playbook, step: Step) -> tuple[TicketLine, ...]:
    """Return the lines a step's station makes, each with its choices parted into here and elsewhere.

    A step for the whole order shows every line; a combo's own line shows only there, its items show at the stations.
    What is not wanted any more stands below until it is acknowledged.
    """
    stops = {line.id: line for line in order.stops.get(step.id, ())}
    wanted = {line.id for line in order.lines}
    found: list[TicketLine] = []
    for line in order.lines:
        was = stops.get(line.id, order.sent.get(line.id))
        addon = line.id not in order.sent
        changed = was if was and was != line else None
        done = order.done.get((step.id, line.id))
        since = done.stamp if done and covers(playbook, step, done.line, line) else None
        if shown := _shown(playbook, step, line):
            found.append(replace(shown, done=since, was=changed, addon=addon))
    struck = (_shown(playbook, step, line) for line in stops.values() if line.id not in wanted)
    return (*found, *(replace(shown, struck=True) for shown in struck if shown))


def covers(playbook: Playbook, step: Step, made: Line, wanted: Line) -> bool:
    """Whether what a step made of a line is what is wanted of it there now: choices made elsewhere do not count."""
    if made == wanted:
        return True
    had, wants = _shown(playbook, step, made), _shown(playbook, step, wanted)
    if had is None or wants is None:
        return had is wants
    alike = set(had.here) == set(wants.here) and made.note == wanted.note and made.item == wanted.item
    return alike and made.quantity >= wanted.quantity


def concerns(playbook: Playbook, step: Step, line: Line) -> bool:
    """Whether a step's station makes something of a line; a combo's own line is nobody's to make."""
    return not playbook.menu.item[line.item].combo and _shown(playbook, step, line) is not None


def _shown(playbook: Playbook, step: Step, line: Line) -> TicketLine | None:
    """Return a line as a step's station sees it; None where the station has nothing to do with it."""
    made, menu = set(step.makes), playbook.menu
    about = {choice: parts_of_choice(menu, choice) for choice in line.choices}
    touched = set(parts(menu, line.item, line.choices)).union(*about.values())
    if made and not touched & made and line.item != UNKNOWN:
        return None
    here = choices_here(playbook, step, line)
    return TicketLine(line, here, tuple(choice for choice in line.choices if choice not in here))


def choices_here(playbook: Playbook, step: Step, line: Line) -> tuple[Choice, ...]:
    """Return the choices of a line that a step makes."""
    made = set(step.makes)
    about = {choice: parts_of_choice(playbook.menu, choice) for choice in line.choices}
    return tuple(choice for choice in line.choices if not made or not about[choice] or about[choice] & made)


def tickets(order: Order, playbook: Playbook, now: Instant | None = None) -> tuple[Ticket, ...]:
    """Derive every ticket of an order, in the process's order.

    What waits for a time is open from then on; without `now` every time that is known has come.
    """
    steps = needed(order, playbook)
    links = waits(playbook, steps)
    lines = {step.id: ticket_lines(order, playbook, step) for step in steps}
    late = _delays(order, playbook, steps, links, lines)
    return tuple(_ticket(order, step, links, lines, late=late.get(step.id, 0), now=now) for step in steps)


def _delays(
    order: Order,
    playbook: Playbook,
    steps: tuple[Step, ...],
    links: Mapping[str, tuple[str, ...]],
    lines: dict[str, tuple[TicketLine, ...]],
) -> dict[str, int]:
    """Return the seconds steps are kept waiting so that branches end together, and put it on their lines too."""
    if not playbook.process.together or order.taken is None:
        return {}
    preps = {step.id: prep(playbook, step, tuple(one.line for one in lines[step.id])) for step in steps}
    for step in steps:
        if step.makes:
            lines[step.id] = tuple(
                replace(one, starts=preps[step.id] - line_prep(playbook, step, one.line)) for one in lines[step.id]
            )
    return delays(steps, links, preps)


def _ticket(
    order: Order,
    step: Step,
    links: Mapping[str, tuple[str, ...]],
    lines: Mapping[str, tuple[TicketLine, ...]],
    *,
    late: int,
    now: Instant | None,
) -> Ticket:
    """Derive one ticket."""
    bump, stop = order.bumps.get(step.id), step.id in order.stops
    mine, missing, began = lines[step.id], not_done(order, links[step.id]), _stamps(order, links[step.id])
    if step.per_line:
        mine, missing, began = _line_by_line(order, step.id, links, lines)
    opens = None if missing and not bump else _last(began) if stop else _opens(order, step.id, began, late)
    if bump and opens and is_after(opens.at, bump.stamp.at):
        opens = bump.stamp  # handed over while it was held: it never had a time of its own
    fires = None
    state: State = "bumped" if bump and not stop else "void" if order.voided else "waiting" if missing else "open"
    if state == "open" and not stop and (late or order.holds):
        is_held, fires = _held_back(order, opens, now)
        state, opens = ("held", None) if is_held else (state, opens)
    return Ticket(
        order.id,
        order.number,
        order.day,
        step.id,
        step.station,
        state,
        mine,
        missing,
        opens,
        order.taken_up.get(step.id),
        bump,
        stop and not order.over,
        fires,
        0 if step.id in order.reopened else late,
    )


def _held_back(order: Order, opens: Stamp | None, now: Instant | None) -> tuple[bool, Instant | None]:
    """Say whether what opens at a stamp is kept off the rails, and when it opens by itself, if it ever does."""
    if opens is None:
        return True, None
    hold = order.held
    fires = latest([opens.at, hold.release]) if hold and hold.release else opens.at
    is_held = now is not None and is_after(fires, now)
    return is_held, fires if is_held else None


def not_done(order: Order, earlier: tuple[str, ...]) -> tuple[str, ...]:
    """Name the steps that are not done, or not done with what changed."""
    return tuple(name for name in earlier if name not in order.bumps or name in order.stops)


def _stamps(order: Order, earlier: tuple[str, ...]) -> list[Stamp]:
    """Return the stamps a step's time can count from: the bumps before it, else the beginning of the order."""
    stamps = [order.bumps[name].stamp for name in earlier if name in order.bumps]
    return stamps or [order.opened if order.source == "front" else (order.taken or order.opened)]


def _line_by_line(
    order: Order, step: str, links: Mapping[str, tuple[str, ...]], lines: Mapping[str, tuple[TicketLine, ...]]
) -> tuple[tuple[TicketLine, ...], tuple[str, ...], list[Stamp]]:
    """Let each line wait for its own way only; the ticket is open as soon as one of them is."""
    found: list[TicketLine] = []
    began: list[Stamp] = []
    for one in lines[step]:
        way = _way(order, one.line.id, step, links, lines)
        missing = tuple(name for name, done in way.items() if done is None)
        found.append(replace(one, waits_for=missing))
        if not missing and not one.struck:
            began.append(_last([done for done in way.values() if done] or _stamps(order, ())))
    if not began:
        return tuple(found), not_done(order, links[step]), _stamps(order, links[step])
    return tuple(found), (), [min(began, key=lambda stamp: (stamp.at.at, stamp.at.mono))]


def _way(
    order: Order,
    line: int,
    step: str,
    links: Mapping[str, tuple[str, ...]],
    lines: Mapping[str, tuple[TicketLine, ...]],
) -> dict[str, Stamp | None]:
    """Return for each step a line has to be done at before another since when it is; one without it passes it on."""
    found: dict[str, Stamp | None] = {}
    for name in links[step]:
        here = [one.done for one in lines[name] if one.line.id == line]
        if name in order.bumps and name not in order.stops:
            found[name] = (here[0] if here else None) or order.bumps[name].stamp
        elif here:
            found[name] = here[0]
        else:
            found |= _way(order, line, name, links, lines)
    return found


def _opens(order: Order, step: str, began: list[Stamp], late: int) -> Stamp | None:
    """Return the stamp a ticket opens at: the last thing it waits for; None while nobody has fired its order.

    The time an order was held does not count: a ticket that was open before opens so much later.
    """
    opens = _last([*began, *(stamp for name, stamp in order.reopened.items() if name == step)])
    wait = 0 if step in order.reopened else 1000 * late
    for hold in _holds(order, step):
        release = hold.release
        if release is None:
            return None
        planned = _planned(order, step, opens, wait)
        if not is_after(planned.at, hold.stamp.at):
            opens, wait = Stamp(planned.at.later(elapsed(hold.stamp.at, release))), 0
        elif is_after(release, opens.at):
            opens = Stamp(release)
    return _planned(order, step, opens, wait)


def _holds(order: Order, step: str) -> list[OrderHold]:
    """Return the holds that kept a step off the rails: those that began before it was bumped."""
    bump = order.bumps.get(step)
    return [hold for hold in order.holds if bump is None or is_after(bump.stamp.at, hold.stamp.at)]


def _planned(order: Order, step: str, opens: Stamp, wait: int) -> Stamp:
    """Return when a ticket opens that is kept waiting so many milliseconds: sooner where somebody fired or began it."""
    planned = Stamp(opens.at.later(wait)) if wait else opens
    hands = (order.fired.get(step), order.taken_up.get(step), *(one.stamp for one in _done_at(order, step)))
    for sooner in hands:
        if wait and sooner and is_after(planned.at, sooner.at):
            planned = _last([opens, sooner])
    return planned


def _done_at(order: Order, step: str) -> list[LineDone | StepDone]:
    """Return what was bumped of a step."""
    lines = [done for (name, _), done in order.done.items() if name == step]
    return [*lines, *(bump for name, bump in order.bumps.items() if name == step)]


def _last(stamps: list[Stamp]) -> Stamp:
    """Return the stamp that nothing else comes after."""
    moment = latest([stamp.at for stamp in stamps])
    return next(stamp for stamp in reversed(stamps) if stamp.at == moment)

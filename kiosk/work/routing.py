"""Which steps an order needs, which lines stand on each ticket, and what waits for what."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal

from kiosk.work.events import Stamp
from kiosk.work.instant import latest
from kiosk.work.line import Choice, Line, parts, parts_of_choice
from kiosk.work.order import Bump, Order
from kiosk.work.playbook import Playbook
from kiosk.work.process import Step

State = Literal["waiting", "open", "bumped", "void"]


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A line as one station sees it."""

    line: Line
    here: tuple[Choice, ...]
    """Choices this step makes."""
    elsewhere: tuple[Choice, ...]
    """Choices another step makes: shown quietly."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """One step of one order as its station sees it; derived, never stored."""

    order_id: str
    number: int
    step: str
    station: str
    state: State
    lines: tuple[TicketLine, ...]
    waits_for: tuple[str, ...]
    """Steps still to be bumped before it opens."""
    opened: Stamp | None = None
    """The stamp it opened at; its time counts from there."""
    taken_up: Stamp | None = None
    bump: Bump | None = None


def needed(order: Order, playbook: Playbook) -> tuple[Step, ...]:
    """Give the steps this order goes through, in the process's order.

    A step that makes parts is needed where a line holds one of them; an order from outside needs no step at the front.
    Until the order is taken only the steps that lead to the taking are known to be needed.
    """
    process = playbook.process
    wanted: Counter[str] = Counter()
    for line in order.lines:
        wanted.update(parts(playbook.menu, line.item, line.choices))
        for choice in line.choices:
            wanted.update(parts_of_choice(playbook.menu, choice))

    def is_needed(step: Step) -> bool:
        if order.source == "outside" and playbook.station[step.station].role == "front":
            return False
        return not step.makes or any(wanted[part] for part in step.makes)

    if order.taken is None:
        taking = process.taking
        leading = process.before(taking.id) | {taking.id} if taking else frozenset()
        return tuple(step for step in process.steps if step.id in leading)
    return tuple(step for step in process.steps if is_needed(step))


def waits(playbook: Playbook, steps: tuple[Step, ...]) -> dict[str, tuple[str, ...]]:
    """Give for each needed step the needed steps right before it; a step that is not needed passes its own on."""
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
    """Give the lines a step's station makes, each with its choices parted into here and elsewhere.

    A step for the whole order shows every line; a combo's own line shows only there, its items show at the stations.
    """
    made = set(step.makes)
    found: list[TicketLine] = []
    for line in order.lines:
        about = {choice: parts_of_choice(playbook.menu, choice) for choice in line.choices}
        touched = set(parts(playbook.menu, line.item, line.choices)).union(*about.values())
        if made and not touched & made:
            continue
        here = tuple(choice for choice in line.choices if not made or not about[choice] or about[choice] & made)
        elsewhere = tuple(choice for choice in line.choices if choice not in here)
        found.append(TicketLine(line, here, elsewhere))
    return tuple(found)


def tickets(order: Order, playbook: Playbook) -> tuple[Ticket, ...]:
    """Derive every ticket of an order, in the process's order."""
    steps = needed(order, playbook)
    links = waits(playbook, steps)
    start = order.opened if order.source == "front" else (order.taken or order.opened)
    found: list[Ticket] = []
    for step in steps:
        earlier = links[step.id]
        missing = tuple(name for name in earlier if name not in order.bumps)
        stamps = [order.bumps[name].stamp for name in earlier if name in order.bumps]
        bump = order.bumps.get(step.id)
        state: State = "bumped" if bump else "void" if order.voided else "waiting" if missing else "open"
        opened = None if missing and not bump else _last(stamps) if stamps else start
        found.append(
            Ticket(
                order.id,
                order.number,
                step.id,
                step.station,
                state,
                ticket_lines(order, playbook, step),
                missing,
                opened,
                order.taken_up.get(step.id),
                bump,
            )
        )
    return tuple(found)


def _last(stamps: list[Stamp]) -> Stamp:
    """Give the stamp that nothing else comes after."""
    moment = latest([stamp.at for stamp in stamps])
    return next(stamp for stamp in reversed(stamps) if stamp.at == moment)

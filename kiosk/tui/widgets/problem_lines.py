"""What is said of problems where work goes on: in the header, on the open ticket, on cards and at the expo."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.tui.widgets.lines import Line, Run, cut, wrap
from kiosk.words import _, plural
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.guard import blocking, who
from kiosk.work.order.order import Order
from kiosk.work.order.problem import Problem
from kiosk.work.playbook.process import Step

MOST_TOLD = 2
"""Problems of one step that are told on its ticket, the newest."""

Steps = Mapping[str, Step]


def stopped_runs(board: Board, steps: Steps) -> list[Run]:
    """Say which orders are stopped, and which critical problem everybody has to know of; `steps` give names."""
    said = [
        f"{entry.order.called if entry else ''} {name_of(entry, one, steps)}: {one.words}".strip()
        for entry, one in board.unresolved
        if one.blocks
    ]
    return [(f" {_('STOPPED')} {'  '.join(said)} ", "ink bold on bad")] if said else []


def open_runs(board: Board, steps: Steps) -> list[Run]:
    """Say what a manager has to know: what is stopped or asked, and how much else waits for an answer."""
    others = sum(not one.blocks for _, one in board.unresolved)
    raised: list[Run] = [(f" {plural('{n} raised', '{n} raised', others)} ", "ink bold on warn")] if others else []
    asked = ", ".join(entry.order.called for entry in board.orders.values() if entry.order.asked)
    notes: list[Run] = [(f" {_('ALLERGY?')} {asked} ", "ink bold on bad")] if asked else []
    return [*stopped_runs(board, steps), *notes, *raised]


def name_of(entry: OnBoard | None, problem: Problem, steps: Steps) -> str:
    """Name the step a problem was raised at."""
    known = entry.playbook.process.step if entry else steps
    return known[problem.step].name if problem.step in known else problem.step


def stopped_words(order: Order, steps: Steps) -> str:
    """Say why an order is stopped; empty when it is not."""
    stops = blocking(order)
    return f"{_('STOPPED')} {steps[stops.step].name}: {stops.words}" if stops else ""


def problem_lines(order: Order, step: str, steps: Steps, room: int) -> list[Line]:
    """Say on a ticket why its order is stopped, what was raised at its step, and what was answered."""
    stopped = stopped_words(order, steps)
    said: list[Line] = (
        [((f" {part} ".ljust(room), "ink bold on bad"),) for part in wrap(stopped, room - 2)] if stopped else []
    )
    here = [one for one in order.problems if one.step == step and not one.blocks]
    for one in here[-MOST_TOLD:]:
        if one.resolved:
            answer = _(
                "answer to “{words}”: {answer} ({who})", words=one.words, answer=one.answer, who=who(one.resolved)
            )
            said += [((part, "good bold"),) for part in wrap(answer, room)]
        else:
            said.append(((cut(_("raised: {words}", words=one.words), room), "warn"),))
    return said

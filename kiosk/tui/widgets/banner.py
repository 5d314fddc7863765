"""What stands loudly beside the badge: what is stopped, what is rushed, which stations are closed, what is held."""

from __future__ import annotations

from kiosk.tui.widgets.lines import Line, Run
from kiosk.tui.widgets.problem_lines import stopped_runs
from kiosk.words import _, plural
from kiosk.work.board.board import Board
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual


def banner_line(board: Board, stations: tuple[str, ...], playbook: Playbook) -> Line:
    """Say what everybody has to know: what is stopped, closed stations, rushed orders (one with its reason), held."""
    runs: list[Run] = stopped_runs(board, playbook.process.step)
    names = next((entry.playbook.station for entry in board.orders.values()), {})
    for closed, to in board.standing.routes.items():
        name = names[closed].name if closed in names else closed
        if closed in stations:
            runs.append((f" {_('CLOSED')} ", "ink bold on bad"))
        elif to in stations:
            runs.append((f" {_('with {name}', name=name)} ", "strong bold on key"))
    if board.rushed:
        numbers = "  ".join(entry.order.called for entry in board.rushed)
        said = f"{numbers} {usual(board.rushed[0].order.rush_reason)}" if len(board.rushed) == 1 else numbers
        runs.append((f" {_('RUSH')}  {said} ", "ink bold on warn"))
    if board.held:
        runs.append((f" {plural('{n} held', '{n} held', board.held)} ", "strong bold on key"))
    return tuple(runs)


def refused_runs(board: Board, key: str) -> list[Run]:
    """Say how many orders from outside were refused and wait, and what shows them."""
    waits = len(board.standing.refusals)
    words = plural("{key} {n} refused", "{key} {n} refused", waits, key=key)
    return [(f" {words} ", "ink bold on warn")] if waits else []

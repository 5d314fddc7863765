"""What stands loudly beside the badge: what is stopped, what is rushed, which stations are closed, what is held."""

from __future__ import annotations

from kiosk.tui.draw import Line, Run
from kiosk.tui.widgets.problem_lines import stopped_runs
from kiosk.work.board import Board
from kiosk.work.playbook import Playbook


def banner_line(board: Board, stations: tuple[str, ...], playbook: Playbook) -> Line:
    """Say what everybody has to know: what is stopped or rushed and why, then closed stations, then what is held."""
    runs: list[Run] = stopped_runs(board, playbook.process.step)
    if board.rushed:
        said = "  ".join(f"{entry.order.number} {entry.order.rush_reason}" for entry in board.rushed)
        runs.append((f" RUSH  {said} ", "ink bold on warn"))
    names = next((entry.playbook.station for entry in board.orders.values()), {})
    for closed, to in board.standing.closed.items():
        name = names[closed].name if closed in names else closed
        if closed in stations:
            runs.append((f" {name} is closed ", "ink bold on bad"))
        elif to in stations:
            runs.append((f" with the work of {name} ", "strong bold on key"))
    held = sum(entry.is_held for entry in board.orders.values())
    if held:
        runs.append((f" {held} held ", "strong bold on key"))
    return tuple(runs)

"""What stands loudly beside the badge: what is rushed at this counter, which stations are closed, what is held."""

from __future__ import annotations

from kiosk.tui.draw import Line, Run
from kiosk.work.board import Board


def banner_line(board: Board, stations: tuple[str, ...]) -> Line:
    """Say what everybody has to know: closed stations, rushed orders (one alone with its reason), what is held."""
    runs: list[Run] = []
    names = next((entry.playbook.station for entry in board.orders.values()), {})
    for closed, to in board.standing.routes.items():
        name = names[closed].name if closed in names else closed
        if closed in stations:
            runs.append((" CLOSED ", "ink bold on bad"))
        elif to in stations:
            runs.append((f" with {name} ", "strong bold on key"))
    if board.rushed:
        numbers = "  ".join(str(entry.order.number) for entry in board.rushed)
        said = f"{numbers} {board.rushed[0].order.rush_reason}" if len(board.rushed) == 1 else numbers
        runs.append((f" RUSH  {said} ", "ink bold on warn"))
    held = sum(entry.is_held for entry in board.orders.values())
    if held:
        runs.append((f" {held} held ", "strong bold on key"))
    return tuple(runs)

"""One line above everything else: what is rushed at this counter, what is held, and which stations are closed."""

from __future__ import annotations

from kiosk.tui.draw import Drawing, Drawn, Line, Run, fit
from kiosk.work.board import Board


class Banner(Drawn):
    """Takes no room while it has nothing to say."""

    DEFAULT_CSS = "Banner { height: 1; display: none; }"
    line: Line = ()

    def show(self, line: Line) -> None:
        """Say something else, or nothing."""
        if line != self.line:
            self.line = line
            self.display = bool(line)
            self.redraw()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw it."""
        return Drawing((fit(self.line, width),))


def banner_line(board: Board, stations: tuple[str, ...]) -> Line:
    """Say what everybody has to know: rushed orders with their reasons, then closed stations, then what is held."""
    runs: list[Run] = []
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

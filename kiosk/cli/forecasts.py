"""What is expected of an order, as facts for programs."""

from __future__ import annotations

from typing import Any

from kiosk.work.board.board import OnBoard
from kiosk.work.forecast.ready import PROMISES, Forecast, promise


def forecast_facts(found: Forecast, entry: OnBoard) -> dict[str, Any]:
    """Give the seconds until only the hand-over is left, null where nobody can say, and whether its clock will hold."""
    left, judged = found.ready.get(entry.order.id), promise(found, entry)
    return {"ready_in_s": None if left is None else left / 1000, "forecast": PROMISES[judged] if judged else ""}

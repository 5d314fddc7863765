"""What a scanned text stands for, by its words alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.work.board.board import Board, on_board
from kiosk.work.board.standing import Standing
from kiosk.work.record.scan import order_scanned, whereabouts
from tests.playbooks import DINER
from tests.work.crew import at

CODE = "K1:20261122-45:20261122T123108Z:301:7/7:12/14:0123456789ABCDEF"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (CODE, "20261122-45"),
        (f" {CODE.lower()}\n", "20261122-45"),
        ("45", "45"),
        ("#45", "45"),
        ("000045", "000045"),
        ("20261122-45", "20261122-45"),
        ("1234567", ""),
        ("20261122-045", ""),
        (CODE[:-1], ""),
        ("45 46", ""),
        ("٤٥", ""),
        ("", ""),
    ],
)
def test_a_scan_is_about_an_order_or_about_none(text: str, order: str) -> None:
    """A slip's code, a number of today, an order's id; anything else is about none."""
    assert order == order_scanned(text)


def test_an_order_is_where_the_work_of_a_closed_station_is() -> None:
    """Whoever looks for it at the closed one finds nobody."""
    entry = on_board(at("grill").order, DINER, None)
    assert "Order 1: at Grill, Grill; at Fry, Fry." == whereabouts(entry, Board())
    closed = Board(standing=Standing(closed={"fry": "grill"}))
    assert "Order 1: at Grill, Grill; at Grill, Fry." == whereabouts(entry, closed)


@given(st.text())
def test_any_text_can_be_scanned(text: str) -> None:
    """What comes out is something that can be looked up, or nothing."""
    assert "" == order_scanned(text) or order_scanned(text).replace("-", "").isdigit()

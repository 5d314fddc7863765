"""Many orders in one file, each kept as the bytes it came in."""

from __future__ import annotations

import pytest

from kiosk.cli.order_rows import rows

FRIES = '{"id": "a", "lines": ["fries"]}'
TRICKY = '{"id": "b", "lines": ["fries"], "note": "x} {y"}'


@pytest.mark.parametrize("between", ["", " ", "\n", "\n\n", "\r\n", "\t"])
def test_orders_may_follow_one_another_with_nothing_between(between: str) -> None:
    """A brace in a text parts none, and each is as it was written."""
    assert [FRIES, TRICKY, FRIES] == [row.raw.decode() for row in rows(between.join((FRIES, TRICKY, FRIES)).encode())]


@pytest.mark.parametrize("raw", [FRIES, TRICKY, "{} {}", f"{FRIES} {FRIES[:-3]}", "", "no JSON"])
def test_one_order_alone_or_none_is_read_as_a_whole(raw: str) -> None:
    """Also where what follows an order is none."""
    assert () == rows(raw.encode())

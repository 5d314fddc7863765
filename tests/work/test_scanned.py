"""What a scanned text stands for, by its words alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.work.board.board import Board, on_board
from kiosk.work.board.standing import Standing
from kiosk.work.record.scan import order_scanned, whereabouts
from kiosk.work.text.keyboards import MEANT, ROWS
from kiosk.work.text.scanned import as_sent, badges, is_read, is_sent, may_be_sent
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


BADGE = "KB1:ABCDEFGHIJKLMNOPQRSTUVWXY7"
ORDER = "20261122-45"


def typed(sent: str, row: str) -> str:
    """Return what comes of what a scanner sends, on a layout."""
    return sent.translate(dict(zip(map(ord, MEANT), row, strict=True)))


@pytest.mark.parametrize("row", [row.rpartition(" ")[0] for row in ROWS.strip().splitlines()])
def test_a_scan_is_read_on_each_layout_that_is_known(row: str) -> None:
    """A slip, a badge and an order with its day, with caps locked too; held from its first sign to its last."""
    for sent in (CODE, BADGE, ORDER):
        as_typed = typed(sent, row)
        for came in {as_typed, as_typed.lower(), as_typed.swapcase()}:
            whole = came if len(came) == len(sent) else as_typed  # one sign's other case may be two
            assert is_sent(whole)
            assert sent in (badges(whole) if sent == BADGE else [as_sent(whole)])
            assert all(may_be_sent(whole[:length]) for length in range(1, len(whole) + 1))


UNKNOWN = {
    "two signs": {"A": "xy", "T": "لإ", "B": "لا", "K": "ن", ":": ";;"},
    "dead colon": {":2": "", ":3": "", ":7": "", ":1": "", ":0": "", ":": "¨"},
    "letters of nobody": {sign: chr(0x10400 + ord(sign)) for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ:-/"},
    "digits of nobody": {sign: chr(0x10400 + ord(sign)) for sign in MEANT},
}


@pytest.mark.parametrize("changed", UNKNOWN.values(), ids=UNKNOWN)
def test_a_slip_is_known_for_a_scan_on_a_layout_that_is_not_known(changed: dict[str, str]) -> None:
    """Held from its first sign to its last and taken for a scan, which presses nothing; nobody reads what it says."""
    came = re.sub("|".join(map(re.escape, changed)), lambda keys: changed[keys[0]], CODE)
    assert all(may_be_sent(came[:length]) for length in range(1, len(came) + 1))
    assert is_sent(came)
    assert not is_read(came)
    assert came == as_sent(came)


@pytest.mark.parametrize(
    "came",
    [
        *(CODE[begin:] for begin in range(2, 40) if not CODE[begin].isdigit()),
        *("ABCDEF0123456789", "E607D15F72", ":20261122-45:20261122T123108Z:301:7/7:12/14:0123456789ABCDEF"),
        *("https://example.com/menu?t=5", "WIFI:S:guests;T:WPA;P:secret;;", "mailto:ana@example.com", "BEGIN:VCARD"),
    ],
)
def test_a_torn_or_a_foreign_code_is_a_scan_of_nothing(came: str) -> None:
    """What lost its beginning and what other codes hold press nothing, and lead nowhere."""
    assert is_sent(came)
    assert "" == order_scanned(as_sent(came))


@pytest.mark.parametrize(
    "keys",
    [
        "abba",
        "Note:no",
        "ABBA",
        "cafe1234",
        "5",
        "12345678901234567890",
        "202611224",
        "hold",
        "Maria",
        "K",
        "K1",
        "2026",
        "a1",
    ],
)
def test_what_hands_key_has_no_form(keys: str) -> None:
    """A bare number never is a scan, however long; nor is a word."""
    assert not is_sent(keys)


def test_an_order_is_where_the_work_of_a_closed_station_is() -> None:
    """Whoever looks for it at the closed one finds nobody."""
    entry = on_board(at("grill").order, DINER, None)
    assert "Order 1: at Grill; at Fry." == whereabouts(entry, Board())
    closed = Board(standing=Standing(closed={"fry": "grill"}))
    assert "Order 1: at Grill; at Grill, Fry." == whereabouts(entry, closed)


@given(st.text())
def test_any_text_can_be_scanned(text: str) -> None:
    """What comes out is something that can be looked up, or nothing."""
    assert "" == order_scanned(text) or order_scanned(text).replace("-", "").isdigit()

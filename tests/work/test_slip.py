"""The slip of a finished order and the payload of its QR code."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.order.event import Guest, Recorded
from kiosk.work.order.line import Choice, Wish, numbered
from kiosk.work.order.order_events import OrderFinished
from kiosk.work.order.ticket_events import TicketBumped, TicketUndone
from kiosk.work.playbook.name import Called
from kiosk.work.playbook.procedure import Translation
from kiosk.work.record.slip import NARROW, WIDE, Again, Payload, agrees, parse_payload, payload, slip, wrapped
from kiosk.work.text.text import columns
from tests.cantina import CANTINA
from tests.devices.orders import finished, folded, lines
from tests.playbooks import DINER

ORDER = folded(finished())
LONGEST_PAYLOAD = 90
"""Characters of QR's alphanumeric set that version 4 holds at error level M."""

ALPHANUMERIC = r"[0-9A-Z $%*+\-./:]+"


def text(guest: Guest | None = None, *, again: Again = "", width: int = WIDE) -> str:
    """Return the text of the order's slip, in UTC."""
    return "\n".join(slip(ORDER, DINER, guest, UTC, again=again, width=width).lines)


def test_slip_says_what_was_ordered() -> None:
    """Items come with quantity, price and changes in words."""
    assert (
        "2 × Burger                            9.00\n    NO onion\n1 × Large Fries                       3.30" in text()
    )


def translated(language: str, title: str) -> tuple[Called, Translation]:
    """Return a title in a language, and a procedure's words in it."""
    return Called(language, title), Translation(language, title)


ES, DE = translated("es", "Comedor"), translated("de", "Esslokal")
TWIN = replace(
    DINER,
    names=(ES[0], DE[0]),
    procedures=(replace(DINER.procedures[0], translations=(ES[1], DE[1])), *DINER.procedures[1:]),
)


@pytest.mark.parametrize(
    ("guest", "counter", "title", "total"),
    [
        ("es", "de", "Comedor", "Total"),
        ("es-MX", "de", "Comedor", "Total"),
        ("", "de", "Esslokal", "Summe"),
        ("fr", "de", "Esslokal", "Summe"),
        ("fr", "", DINER.title, "Total"),
    ],
)
def test_a_slip_is_in_the_language_of_its_guest_then_of_its_counter(
    guest: str, counter: str, title: str, total: str
) -> None:
    """Where the playbook does not stand in the guest's, it is the counter's; else the playbook's own."""
    said = [line.strip() for line in slip(replace(ORDER, language=guest), TWIN, None, UTC, language=counter).lines]
    assert title in said
    assert any(line.startswith(total) for line in said)


def test_slip_says_together_what_was_picked_of_many() -> None:
    """As what goes in, after what was chosen; on narrow paper in as many lines as it takes."""
    picks = (
        Choice("filling", "beef"),
        Choice("salsas", "corn"),
        Choice("salsas", "black-beans"),
        Choice("salsas", "guacamole", "extra"),
    )
    order = replace(ORDER, lines=numbered(CANTINA.menu, (Wish("burrito", 1, picks),)))
    words = " ".join(" ".join(slip(order, CANTINA, None, UTC).lines).split())
    assert "1 × Burrito 13.00 Beef with Corn salsa, Black beans, EXTRA Guacamole" in words


def test_slip_takes_a_combo_apart() -> None:
    """A combo's items stand indented under it, with a price only where a choice costs extra."""
    order = replace(ORDER, lines=lines(Wish("meal", 1, (), "", (Wish("burger"), Wish("fries", 1, lines()[1].choices)))))
    words = "\n".join(slip(order, DINER, None, UTC).lines)
    assert (
        "1 × Meal                              6.00\n  1 × Burger\n  1 × Large Fries                    +0.80" in words
    )


def test_slip_says_without_what_an_order_was_handed_over() -> None:
    """The lines nobody made, and the reason; an order that was whole says nothing of it."""
    done = {place: how for place, how in ORDER.done.items() if place[0] != "fry"}
    bumps = {step: bump for step, bump in ORDER.bumps.items() if step != "fry"}
    order = replace(ORDER, done=done, bumps=bumps, early="Guest takes it without", missing=("fry",))
    words = " ".join(slip(order, DINER, None, UTC, width=NARROW).lines)
    assert "Handed over without: 1 × large Fries (Guest takes it without)" in " ".join(words.split())
    assert "without" not in text()


def test_slip_says_when_and_how_long() -> None:
    """Times per step carry words, the day and the local time carry their offset."""
    words = "\n".join(slip(folded(finished(late=True)), DINER, None, timezone(timedelta(hours=-5))).lines)
    assert "Grill                        5:00  LATE\n" in words
    assert "Fry                          5:10  LATE\n" in words
    assert "Check                        0:10  on time\n" in words
    assert "Day                             2026-11-22\n" in words
    assert "Done             2026-11-22 07:37:08-05:00\n" in words


def test_what_stands_apart_from_how() -> None:
    """Steps on time and points kept are two figures with a rule between them, never one."""
    assert (
        f"Steps on time                          7/7\n{'-' * 42}\nPoints kept                            6/7" in text()
    )


def test_slip_shows_an_allergy() -> None:
    """The allergens and the guest's own words stand on the slip."""
    order = folded(finished(allergies=("milk", "sesame")))
    words = "\n".join(slip(order, DINER, Guest("order-a", "Ana", "no rush", "really badly"), UTC).lines)
    assert "!!!!\nALLERGY: milk, sesame, “really badly”\n!!!!" in words
    assert words.index("ALLERGY") < words.index("2 × Burger")
    assert "\nNote: no rush\n" in words


def test_number_is_big() -> None:
    """The order number is drawn five rows high; a very long one still fits the paper as text."""
    assert "██  ██  ██████\n" in text()
    long = replace(ORDER, number=123456789012)
    assert any("No. 123456789012" in line for line in slip(long, DINER, None, UTC, width=NARROW).lines)


def test_copy_says_copy() -> None:
    """A second slip says COPY above and below, the first one nowhere."""
    assert 2 == text(again="COPY").count("*** COPY ***")
    assert "COPY" not in text()


def test_a_slip_with_another_code_says_corrected() -> None:
    """It is no copy of the one before."""
    assert 2 == text(again="CORRECTED").count("*** CORRECTED ***")
    assert "COPY" not in text(again="CORRECTED")


def test_slip_of_an_unfinished_order_is_refused() -> None:
    """Before the hand-over there is no slip."""
    with pytest.raises(Refused) as refused:
        slip(folded(finished()[:-1]), DINER, None, UTC)
    assert "not-finished" == refused.value.code


anything = st.text(st.characters(codec=None), max_size=60)


@given(anything, anything, anything, st.integers(NARROW, WIDE))
def test_slip_is_harmless_and_fits(name: str, note: str, allergy: str, width: int) -> None:
    """Whatever guests say, no control character and no reading-order mark gets in, and no line is too long."""
    for line in text(Guest("order-a", name, note, allergy), width=width).split("\n"):
        assert columns(line) <= width
        assert not [sign for sign in line if unicodedata.category(sign) in ("Cc", "Cs", "Co", "Zl", "Zp")]
        assert not set(line) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


@given(anything, st.integers(3, 42))
def test_wrapping_loses_nothing(words: str, width: int) -> None:
    """Wrapped lines hold every sign of the text in its order."""
    joined = "".join("".join(wrapped(words, width)).split())
    assert "".join("".join(wrapped(words, 10_000)).split()) == joined


def test_wide_signs_take_two_columns() -> None:
    """East Asian letters take two columns, marks none."""
    assert 4 == columns("漢字")
    assert 1 == columns("e\u0301")
    assert ["漢", "字"] == wrapped("漢字", 3)


def test_payload() -> None:
    """The payload says day, number, end, seconds, WHAT, HOW and the anchor, each in its place."""
    anchor = ORDER.anchor[:16].upper()
    assert f"K1:20261122-45:20261122T123218Z:70:7/7:6/7:{anchor}" == str(payload(ORDER, DINER))
    assert str(payload(ORDER, DINER)) == slip(ORDER, DINER, None, UTC).payload


payloads = st.builds(
    Payload,
    day=st.dates().map("{:%Y%m%d}".format).filter(lambda day: len(day) == 8),
    number=st.integers(1, 999_999_999),
    finished_at=st.datetimes().map("{:%Y%m%dT%H%M%SZ}".format).filter(lambda moment: len(moment) == 16),
    seconds=st.integers(0, 999_999_999),
    on_time=st.integers(0, 99_999),
    steps=st.integers(0, 99_999),
    kept=st.integers(0, 99_999),
    points=st.integers(0, 99_999),
    anchor=st.text("0123456789ABCDEF", min_size=16, max_size=16),
)


@given(payloads)
def test_payload_round_trip(value: Payload) -> None:
    """Every payload fits version 4 in QR's alphanumeric set and is read as it was written."""
    written = str(value)
    assert re.fullmatch(ALPHANUMERIC, written)
    assert len(written) <= LONGEST_PAYLOAD
    assert value == parse_payload(written)
    assert value == parse_payload(f" {written.lower()}\n")


@given(st.text(max_size=100))
def test_what_is_no_slip_is_refused(words: str) -> None:
    """Any other text is refused in words, never an error."""
    with pytest.raises(Refused):
        parse_payload(words)


def test_genuine_slip_agrees() -> None:
    """A slip's own code has no disagreement with its order."""
    assert () == agrees(slip(ORDER, DINER, None, UTC).payload, ORDER, DINER)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("day", "20261121", "day 20261121, the record says 20261122"),
        ("number", 46, "number 46, the record says 45"),
        ("finished_at", "20261122T123219Z", "time 20261122T123219Z, the record says 20261122T123218Z"),
        ("seconds", 69, "seconds 69, the record says 70"),
        ("on_time", 6, "steps on time 6, the record says 7"),
        ("steps", 8, "steps 8, the record says 7"),
        ("kept", 7, "points kept 7, the record says 6"),
        ("points", 8, "points 8, the record says 7"),
        ("anchor", "0123456789ABCDEF", f"code 0123456789ABCDEF, the record says {ORDER.anchor[:16].upper()}"),
    ],
)
def test_changed_slip_disagrees(field: str, value: str | int, words: str) -> None:
    """A change of any field is named, and nothing else is."""
    code = str(replace(payload(ORDER, DINER), **{field: value}))
    assert (f"The slip says {words}.",) == agrees(code, ORDER, DINER)


def test_slip_of_an_order_taken_back_says_so() -> None:
    """The guest's first slip is no forgery: its order was taken back, and perhaps handed over again."""
    records = finished()
    code, stamp = payload(folded(records), DINER), records[-1].stamp
    undone = Recorded(50, records[0].stream, 90, "u", stamp, TicketUndone("hand-over"), "0" * 64)
    assert ("This order was taken back after this slip and is not handed over again yet.",) == agrees(
        str(code), folded((*records, undone)), DINER
    )
    bump = Recorded(51, records[0].stream, 91, "b", stamp, TicketBumped("hand-over", "v"), "1" * 64)
    again = folded((*records, undone, bump, Recorded(52, records[0].stream, 92, "b", stamp, OrderFinished(), "2" * 64)))
    words = "This order was taken back after this slip and handed over again; the slip that counts says CORRECTED."
    assert (words,) == agrees(str(code), again, DINER)
    assert () == agrees(str(payload(again, DINER)), again, DINER)


def test_slip_of_another_kind_disagrees() -> None:
    """What is no slip, or whose order is not finished, is one disagreement in words."""
    assert 1 == len(agrees("https://example.org", ORDER, DINER))
    unfinished = folded(finished()[:-1])
    assert ("Order 45 is not finished yet; its slip comes with the hand-over.",) == agrees(
        slip(ORDER, DINER, None, UTC).payload, unfinished, DINER
    )

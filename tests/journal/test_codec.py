"""Words on disk and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import StorageUnavailable
from kiosk.journal.codec import WORDS, decode, decode_playbook, encode, encode_playbook
from kiosk.journal.events import FIRST, chained
from kiosk.work.order.counter_events import (
    BadgeGiven,
    ClockConfirmed,
    ClockJumped,
    GuestsForgotten,
    ItemBack,
    ItemOut,
    OrderRefused,
    PersonAdded,
    PersonChanged,
    PersonRemoved,
    PersonSignedIn,
    PersonSignedOut,
    PinGiven,
    PinRefused,
    PinTaken,
    PinUnlocked,
    PlaybookApproved,
    PlaybookPublished,
    ProcedureRead,
    RefusalAnswered,
    RoutineBegun,
    RoutineDone,
    RoutineMissed,
    StationClosed,
    StationOpened,
)
from kiosk.work.order.event import Event
from kiosk.work.order.line import Choice, Line
from kiosk.work.order.order import AllergyQuestion
from kiosk.work.order.order_events import (
    AllergyAnswered,
    AllergySeen,
    ChangeAcknowledged,
    FieldsFilled,
    GuestRated,
    OrderChanged,
    OrderClosedEarly,
    OrderEvent,
    OrderFinished,
    OrderFired,
    OrderHeld,
    OrderOpened,
    OrderRushed,
    OrderTaken,
    OrderUnrushed,
    OrderUnvoided,
    OrderVoided,
)
from kiosk.work.order.problem_events import ProblemRaised, ProblemResolved
from kiosk.work.order.ticket_events import (
    LineBumped,
    LineRemade,
    LineUndone,
    PointMarked,
    ReadingTaken,
    StoodIn,
    TicketBumped,
    TicketCoached,
    TicketPutBack,
    TicketRecalled,
    TicketTakenUp,
    TicketUndone,
    WasteNoted,
)
from tests.house import classes
from tests.playbooks import DINER

GOLDEN = Path(__file__).parent / "golden" / "events.jsonl"

WRITTEN: tuple[Event, ...] = (
    OrderOpened(7, "2026-11-22", "f" * 64, "outside", "web-81"),
    OrderTaken(
        (
            Line(1, "meal", 2, (), "for Zoë 🍟", 600),
            Line(2, "burger", 2, (Choice("toppings", "onion", "no"),), of=1),
            Line(3, "fries", 2, (Choice("size", "large"),), price=80, of=1),
        ),
        ("gluten",),
    ),
    TicketTakenUp("grill"),
    PointMarked("grill", "gloves", "not-applicable", "tongs"),
    ReadingTaken("grill", "core", "155.0", "cooked on"),
    TicketBumped("grill", "0123456789ab"),
    TicketUndone("grill"),
    OrderFinished(),
    OrderVoided("guest left"),
    ClockJumped(-3_600_000),
    OrderChanged(
        (
            Line(1, "meal", 1, (), "for Zoë 🍟", 600),
            Line(2, "burger", 1, (Choice("toppings", "onion", "no"),), of=1),
            Line(3, "fries", 1, (Choice("size", "large"),), price=80, of=1),
            Line(4, "?", 2, called="Brownie"),
        ),
        "=one less",
        ("grill", "fry"),
        ("check",),
    ),
    ChangeAcknowledged("grill", "made already"),
    OrderHeld("pick-up at two", 1_795_356_000_000),
    OrderFired(""),
    OrderFired("fry"),
    OrderRushed("child cries"),
    OrderUnrushed(),
    TicketPutBack("grill"),
    LineBumped("grill", 2),
    LineUndone("grill", 2),
    TicketRecalled("grill", "cold", restarts=True),
    WasteNoted("fry", 3, 1, "dropped"),
    OrderUnvoided(),
    OrderClosedEarly("guest in a hurry", ("check",)),
    ItemOut("burger"),
    ItemBack("burger"),
    StationClosed("fry", "grill"),
    StationOpened("fry"),
    ProblemRaised(
        "5f2c81d09a4e", "grill", "0123456789ab", "problem", "Tool is broken", "probe shows 20 °F", critical=True
    ),
    ProblemResolved("5f2c81d09a4e", "A new probe hangs at the grill"),
    ProblemRaised(
        "77aa00bb11cc", "fry", "ba9876543210", "suggestion", "Easier", "", playbook="f" * 64, day="2026-11-22"
    ),
    ProblemResolved("77aa00bb11cc", "Done from tomorrow"),
    RoutineMissed("hand-wash", "2026-11-22", 1_795_348_800_000, "f" * 64),
    RoutineBegun("hand-wash", "2026-11-22", 1_795_348_800_000, "f" * 64),
    RoutineDone(),
    PointMarked("grill", "gloves", "skipped", "phone", "observer"),
    GuestRated(4),
    StoodIn("grill", "Grill cook", "Leo is ill"),
    TicketCoached("grill", "Kim"),
    PersonSignedIn("pin", "Kim"),
    PersonSignedOut(),
    PinRefused("Kim"),
    PinUnlocked("Kim"),
    PlaybookApproved("shop", "e" * 64),
    PlaybookPublished("shop", "e" * 64, "f" * 64, ("Ana", "Kim")),
    ProcedureRead("grill", "0123456789ab"),
    OrderTaken((Line(1, "burger", note="alergia al apio"),), (), own_words=True, found=("celery",), noted=True),
    AllergySeen("grill"),
    LineRemade("grill", 2, 1, "sent-back", 1_795_348_700_000),
    TicketRecalled("grill", "Remake", restarts=True, line=2),
    ClockConfirmed(1_795_350_668_000),
    OrderRefused("5f2c81d09a4e", "web", "4711", "bad-order"),
    RefusalAnswered("5f2c81d09a4e", "entered", "20261122-7"),
    OrderTaken(
        (Line(1, "burger", note="no peanuts, thanks"),),
        asked=AllergyQuestion(("peanuts",), ("no peanuts, thanks",), note=True),
    ),
    AllergyAnswered("wish"),
    AllergyAnswered("allergy", ("grill",)),
    PersonAdded("Ana", ("Grill cook",), trainee=True, language="es"),
    PersonChanged("Ana", ("Grill cook", "Manager")),
    PersonRemoved("Ana"),
    PinGiven("Ana"),
    PinTaken("Ana"),
    BadgeGiven("Ana"),
    GuestsForgotten("20261122-7", "5f2c81d09a4e", 1_795_348_800_000),
    TicketRecalled("grill", "Out of spec: Core", restarts=True, spec="core", read_at="check"),
    FieldsFilled(("axis", "promised"), ("phone",), ("field axis over 90",), ("grill",)),
)
"""What the golden rows say, in their order."""

EVENTS = st.one_of([st.from_type(event) for event in WORDS.values()])


@given(EVENTS)
def test_an_event_comes_back_as_it_was_written(event: Event) -> None:
    """Encoding and decoding any event gives an equal one."""
    assert event == decode(event.word, encode(event))


@given(EVENTS)
def test_the_same_event_gives_the_same_text(event: Event) -> None:
    """What is hashed does not depend on how often it went through the codec."""
    assert encode(event) == encode(decode(event.word, encode(event)))


def test_every_word_ever_written_is_still_read() -> None:
    """The golden rows, one for each word, give the events they were written from."""
    rows = [json.loads(line) for line in GOLDEN.read_text().splitlines()]
    assert list(WRITTEN) == [decode(row[5], row[12]) for row in rows]


def test_every_word_has_a_golden_row() -> None:
    """A new word comes with its golden row."""
    kinds = {json.loads(line)[5] for line in GOLDEN.read_text().splitlines()}
    assert set(WORDS) == kinds


def test_every_event_has_a_word_of_its_own() -> None:
    """Wherever its class stands, it can be written, and read again as what it was."""
    events = {kind for kind in classes().values() if issubclass(kind, Event) and not kind.__subclasses__()}
    assert events == set(WORDS.values())
    assert all("word" in vars(event) for event in events)


def test_every_event_of_an_order_says_what_it_makes_of_it() -> None:
    """None leaves that to the class above, which cannot know."""
    events = [event for event in WORDS.values() if issubclass(event, OrderEvent)]
    assert [] == [event for event in events if getattr(event.fold, "__isabstractmethod__", False)]


def test_the_rule_of_the_chain_does_not_change() -> None:
    """The golden rows still have the hashes they were written with."""
    before = FIRST
    for line in GOLDEN.read_text().splitlines():
        *row, hash_ = json.loads(line)
        assert hash_ == chained(tuple(row), before)
        before = hash_


def test_a_word_from_a_newer_version_says_to_update() -> None:
    """An unknown word is no crash but a sentence."""
    with pytest.raises(StorageUnavailable, match="Update this program"):
        decode("order-teleported", "{}")


def test_a_damaged_row_says_to_verify() -> None:
    """A row that does not fit its word is no crash but a sentence."""
    with pytest.raises(StorageUnavailable, match="kiosk journal verify"):
        decode("ticket-bumped", '{"step": 3}')


def test_a_playbook_comes_back_with_its_hash() -> None:
    """The hash of a playbook is the same after storing, whatever was looked up in it before."""
    assert "grill" in DINER.station
    assert "grill" in DINER.process.step
    back = decode_playbook(encode_playbook(DINER))
    assert back == DINER
    assert back.hash == DINER.hash
    assert encode_playbook(back) == encode_playbook(DINER)


def test_a_playbook_of_an_older_version_comes_back_as_it_was_stored() -> None:
    """With a heading and brackets of its own that a file of today may not have: orders were worked by it."""
    stored = (GOLDEN.parent / "playbook.json").read_text(encoding="utf-8").strip()
    back = decode_playbook(stored)
    assert "Smile (to the rim)" == back.procedures[0].points[0].words
    assert stored == encode_playbook(back)
    assert "0f931580ba6770c5" == back.hash[:16]


def test_a_damaged_playbook_says_to_verify() -> None:
    """A playbook that cannot be read is no crash but a sentence."""
    with pytest.raises(StorageUnavailable, match="kiosk journal verify"):
        decode_playbook("{}")

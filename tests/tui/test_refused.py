"""Refused orders from outside at the screens: said at the front and to the manager, read, and seen to by one key."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.errors import Refused
from kiosk.tui.front.refused import RefusedScreen
from kiosk.tui.procedure.reader import ReaderScreen
from kiosk.tui.station.desk import Desk
from kiosk.tui.station.hands import AnyVerb, Left
from kiosk.work.order.counter_events import RefusalAnswered
from kiosk.work.verb.refusal import AnswerRefusal
from tests.tui.seat import Seat, elsewhere, seat

KEY = "\x0f"
"""What Ctrl+O sends."""

TEXT = b'{"id": "web-1", "note": "no \x07bell", "lines": [{"item": "fries", "quantity": 0}]}'
SIZES = [(40, 20), (80, 24), (100, 30), (160, 45)]


async def refused(database: Path, terminal: Seat, reference: str = "web-1", text: bytes = TEXT) -> str:
    """Keep a refused order as another process does."""
    why = Refused("bad-order", "lines[0].quantity: must be a whole number from 1 to 99.")
    async with elsewhere(database, terminal.clock) as other:
        id_ = await other.refusals.keep(text, why, "outside", reference)
    await terminal.until(lambda: id_ in terminal.counter.board.standing.refusals, "a refused order")
    await terminal.settle()
    return id_


@pytest.mark.parametrize("place", ["station:front", "manager"])
async def test_a_refused_order_is_said_with_its_key(database: Path, place: str) -> None:
    """In the header, as soon as it came, until somebody has seen to it; the page shows it as it came, and why."""
    async with seat(database, place) as terminal:
        assert "refused" not in terminal.lines[0]
        await refused(database, terminal)
        assert "^O 1 refused" in terminal.lines[0]
        await refused(database, terminal, "web-2", b"no JSON")
        assert "^O 2 refused" in terminal.lines[0]
        await terminal.press(KEY)
        assert isinstance(terminal.screen, RefusedScreen)
        for words in ("web-1", "web-2", "must be a whole number from 1 to 99", '"note": "no bell"'):
            assert words in terminal.text
        for key in ("enter", "3"):
            await terminal.press(key)
        assert "is dismissed." in terminal.notice
        assert "web-1" not in terminal.text
        await terminal.press("enter", "2")
        assert "is entered." in terminal.notice
        assert "No refused order waits." in terminal.text
        await terminal.press("enter")
        assert "No refused order waits." in terminal.notice
        await terminal.press("escape")
        assert "refused" not in terminal.lines[0]


async def test_who_dismissed_it_stands_in_the_record(database: Path) -> None:
    """By the name of who has signed in at the terminal."""
    async with seat(database, "station:front") as front:
        id_ = await refused(database, front)
        await front.press(KEY, "enter", "3")
        records = await front.counter._live.ask(lambda journal: journal.order("counter"))
        answers = [(one.event, one.stamp.by) for one in records if isinstance(one.event, RefusalAnswered)]
        assert [(RefusalAnswered(id_, "dismissed"), "Ana")] == answers


async def test_a_grill_has_no_use_for_it(database: Path) -> None:
    """There nobody takes orders: nothing is said, and the key means nothing."""
    async with seat(database, "station:grill") as grill:
        await refused(database, grill)
        assert "refused" not in grill.lines[0]
        await grill.press(KEY)
        assert "means nothing here" in grill.notice


async def test_an_order_that_is_keyed_waits_meanwhile(database: Path) -> None:
    """Whoever looks comes back to the basket as it was."""
    async with seat(database, "station:front") as front:
        await refused(database, front)
        await front.press("enter")
        before = front.counter.board.orders
        await front.press(KEY)
        assert isinstance(front.screen, RefusedScreen)
        await front.press("escape")
        assert before == front.counter.board.orders


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_text_is_read_whole(database: Path, size: tuple[int, int]) -> None:
    """The page shows its beginning and says that there is more; one digit opens all of it."""
    long = b"\n".join(b"line %d" % number for number in range(200))
    async with seat(database, "station:front", size=size) as front:
        await refused(database, front, "", long)
        await front.press(KEY)
        assert "line 0" in front.text
        assert "⏎ shows all of it" in front.text
        await front.press("enter", "1")
        assert isinstance(front.screen, ReaderScreen)
        assert " REFUSED ORDER " in front.lines[0]
        for _ in range(60):
            await front.press("down")
        assert "line 199" in front.text


async def test_rows_tell_texts_apart(database: Path) -> None:
    """Texts without a key read as what they say; what all begin with is left out."""
    texts = [b'{"guest": "Ana", "lines": [7]}', b'{"guest": "Bob", "lines": [7]}']
    async with seat(database, "station:front") as front:
        for text in texts:
            await refused(database, front, "", text)
        await front.press(KEY)
        rows = [line for line in front.lines if "outside" in line and "12:" in line]
        assert ["Ana", "Bob"] == [name for row in rows for name in ("Ana", "Bob") if f"guest : {name}" in row]


async def test_of_very_many_the_oldest_are_shown(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With how many wait; the others come up as these are seen to."""
    monkeypatch.setattr("kiosk.tui.front.refused.MOST_ROWS", 3)
    async with seat(database, "station:front") as front:
        for number in range(5):
            await refused(database, front, f"web-{number}")
        await front.press(KEY)
        assert "5 wait, the oldest 3 are here" in front.text
        assert (True, False) == ("web-2" in front.text, "web-3" in front.text)
        await front.press("enter", "3")
        assert "4 wait, the oldest 3 are here" in front.text
        assert (True, False) == ("web-3" in front.text, "web-0" in front.text)


PARTLY = b"""{"guest": "Zoe", "note": "no rush", "allergies": ["gluten"], "lines":
 [{"item": "fries", "quantity": 2}, {"item": "burger", "quantity": 0}, {"item": "moon"}]}"""


@pytest.mark.parametrize("size", SIZES)
async def test_a_refused_order_is_keyed_with_its_text_in_sight(database: Path, size: tuple[int, int]) -> None:
    """What can be read is in the basket, what cannot is said; sent, it answers the refusal."""
    async with seat(database, "station:front", size=size) as front:
        id_ = await refused(database, front, "web-9", PARTLY)
        await front.press(KEY, "enter", "4")
        await front.settle()
        assert "2 lines of it are in the basket, 2 parts of it cannot be read" in front.notice
        (entry,) = front.counter.board.orders.values()
        draft = front.app.drafts[entry.order.id]
        assert [("fries", 2), ("burger", 1)] == [(wish.item, wish.quantity) for wish in draft.wishes()]
        assert ("Zoe", "no rush", ("gluten",)) == (draft.guest.name, draft.guest.note, draft.allergies)
        await front.press("enter")
        assert "burger: “quantity 0”" in " ".join(front.text.split())
        if size[1] >= 24:
            assert "^O shows all of it" in front.text
        assert id_ in front.counter.board.standing.refusals
        await front.press("enter", "2")
        await front.settle()
        (entry,) = front.counter.board.orders.values()
        assert entry.order.taken
        assert {} == front.counter.board.standing.refusals
        records = await front.counter._live.ask(lambda journal: journal.order("counter"))
        answers = [one.event for one in records if isinstance(one.event, RefusalAnswered)]
        assert [RefusalAnswered(id_, "entered", entry.order.id)] == answers


async def test_a_text_nobody_can_read_is_keyed_as_it_stands(database: Path) -> None:
    """The basket is empty, and the text below it."""
    async with seat(database, "station:front", size=(160, 45)) as front:
        await refused(database, front, "", b"two burgers for Zoe please")
        await front.press(KEY, "enter", "4")
        await front.settle()
        await front.press("enter")
        assert "Nothing yet" in front.text
        assert "two burgers for Zoe" in front.text


async def test_what_somebody_else_saw_to_is_said_before_it_is_sent(database: Path) -> None:
    """One press says so, the next sends it all the same."""
    async with seat(database, "station:front", size=(160, 45)) as front:
        id_ = await refused(database, front, "", b'{"lines": ["fries", 7]}')
        await front.press(KEY, "enter", "4")
        await front.settle()
        await front.press("enter")
        async with elsewhere(database, front.clock) as other:
            await other.do(AnswerRefusal(id_, "dismissed"))
        await front.until(lambda: not front.counter.board.standing.refusals, "an answer")
        await front.press("enter")
        assert "Somebody else has seen to this refused order." in front.notice
        await front.press("enter")
        await front.settle()
        (entry,) = front.counter.board.orders.values()
        assert entry.order.taken


async def test_what_is_seen_to_between_the_order_and_its_answer_is_said(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Sent again by its source in that moment it is an order already: the second is not made in silence."""
    async with seat(database, "station:front", size=(160, 45)) as front:
        id_ = await refused(database, front, "", b'{"lines": ["fries", 7]}')
        await front.press(KEY, "enter", "4")
        await front.settle()
        await front.press("enter")
        do = Desk.do

        async def overtaken(desk: Desk, verb: AnyVerb, by: str | None = None) -> Left:
            left = await do(desk, verb, by)
            async with elsewhere(database, front.clock) as other:
                await other.do(AnswerRefusal(id_, "sent-again"))
            async for board in front.counter.boards():
                if not board.standing.refusals:
                    break
            return left

        monkeypatch.setattr(Desk, "do", overtaken)
        await front.press("enter")
        await front.until(lambda: "somebody has seen to it" in front.notice, "a refusal")
        (entry,) = front.counter.board.orders.values()
        assert entry.order.taken


async def test_the_manager_is_not_offered_to_key_it(database: Path) -> None:
    """Orders are keyed at a front."""
    async with seat(database, "manager") as manager:
        await refused(database, manager)
        await manager.press(KEY, "enter")
        assert "Dismiss it" in manager.text
        assert "Key it here" not in manager.text

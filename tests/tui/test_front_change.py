"""Changing at the front what was sent: which order, what of it, what it costs, who has to know, and who else did it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused, StorageUnavailable
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import OrderChanged
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change, wishes_of
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.open_order import AddOrder
from kiosk.work.verb.station import CloseStation
from kiosk.work.verb.take import Take
from kiosk.work.verb.void import Void
from tests.tui.seat import Seat, elsewhere, seat, serve

WANTED = (Wish("cheeseburger", 2, (Choice("toppings", "onion", "no"),)), Wish("fries"))


@asynccontextmanager
async def sent(
    database: Path, burger: Playbook, *, size: tuple[int, int] = (100, 30), upto: str = "dress"
) -> AsyncIterator[tuple[Seat, OnBoard]]:
    """Open the front with Maya's order sent and her patties cooked, and ask to change it."""
    async with seat(database, "station:front", playbook=burger, size=size) as front:
        entry = await front.opened(WANTED, upto=upto, name="Maya")
        await front.press(".", "1")
        yield front, entry


def order_of(front: Seat, entry: OnBoard) -> Order:
    """Return an order as it is now."""
    return front.counter.board.orders[entry.order.id].order


def marks(front: Seat, *words: str) -> None:
    """Assert that all of these stand on the screen."""
    text = front.text
    for said in words:
        assert said in text, (said, text)


async def test_orders_that_were_sent_are_listed(database: Path, burger: Playbook) -> None:
    """With number, guest, how far they are and what is in them; the newest first; one still being taken is not."""
    async with seat(database, "station:front", playbook=burger, size=(120, 30)) as front:
        await front.press(".")
        assert "▲ No order that was sent is unfinished, so there is nothing to change." == front.notice
        await front.opened(WANTED, upto="dress", name="Maya")
        await front.opened((Wish("coffee"),), upto="fry", name="Bo")
        await front.press("n", ".")
        marks(
            front,
            "1 Order 2 Bo",
            "2 Order 1 Maya",
            "3 Key its number",
            "● Dress, Fry",
            "Cheeseburger, 1 × medium",
            "● Fry",
        )
        assert "3 3" not in front.text


async def test_menu_and_basket_stand_there_with_the_lines_as_they_are(database: Path, burger: Playbook) -> None:
    """And how far the order is, where else the script line stands; leaving it at once changes nothing."""
    async with sent(database, burger) as (front, entry):
        marks(front, "Change order 1", "✔ Cook", "for Maya", "2 × Cheeseburger", "NO onion", "1 × medium Fries")
        assert "Nothing of order 1 is changed yet." in (await pressed(front, "enter"))
        assert "✔ Order 1 stays as it was" == await pressed(front, "backspace")
        marks(front, "Ready for the next guest")
        assert entry.order.lines == order_of(front, entry).lines


async def pressed(front: Seat, *keys: str) -> str:
    """Press keys and give what is said then."""
    await front.press(*keys)
    return front.notice


async def test_another_item_is_an_add_on_to_be_paid(database: Path, burger: Playbook) -> None:
    """Marked so in the basket; no reason is asked for what is added; the stations get it as an added line."""
    async with sent(database, burger) as (front, entry):
        await front.press("3", "3", "enter")
        marks(front, "1 × Apple pie ADD-ON", "$2.20 more to pay", "CHANGE ⏎")
        assert "✔ Order 1 is changed: $2.20 more to pay." == await pressed(front, "enter")
        order = order_of(front, entry)
        assert [1, 2, 3] == [line.id for line in order.lines]
        fry = front.counter.board.ticket(order.id, "fry")
        assert fry is not None
        assert [(2, False), (3, True)] == [(line.line.id, line.addon) for line in fry.lines]


async def test_a_quantity_shows_what_it_was(database: Path, burger: Playbook) -> None:
    """More of what is cooked already: the grill gets its ticket again."""
    async with sent(database, burger) as (front, entry):
        await front.press("up", "up", "enter", "+")
        marks(front, "3 × Cheeseburger (was 2)", "OK ⏎", "VOID ⌫")
        await front.press("enter")
        assert "✔ Order 1 is changed: $5.80 more to pay." == await pressed(front, "enter")
        assert [(1, 3), (2, 1)] == [(line.id, line.quantity) for line in order_of(front, entry).lines]
        assert "open" == front.state(entry.order.id, "cook")


async def test_less_asks_for_a_reason_and_says_who_has_to_know(database: Path, burger: Playbook) -> None:
    """Struck through with VOID until it is sent; the reason is one digit more, and then what to give back."""
    async with sent(database, burger) as (front, entry):
        await front.press("up", "up", "backspace")
        marks(front, "VOID 2 × Cheeseburger", "give back $11.60", "Total")
        assert front.style("2 × Cheeseburger").strike
        await front.press("enter")
        marks(front, "why is less wanted", "1 Guest changed", "7 In own words")
        assert "✔ Order 1 is changed: give back $11.60. Grill and Dress have to acknowledge." == await pressed(
            front, "1"
        )
        order = order_of(front, entry)
        assert ["fries"] == [line.item for line in order.lines]
        assert "cook" in order.stops


async def test_a_reason_may_be_in_own_words_and_going_back_keeps_the_draft(database: Path, burger: Playbook) -> None:
    """Nothing is lost by not giving one; then it is given."""
    async with sent(database, burger) as (front, entry):
        await front.press("up", "backspace", "enter", "backspace")
        marks(front, "VOID 1 × medium Fries", "Change order 1")
        assert entry.order.lines == order_of(front, entry).lines
        await front.press("enter")
        await front.touch("In own words")
        await front.type("gone cold")
        await front.press("enter")
        assert 1 == len(order_of(front, entry).lines)
        (changed,) = [
            record.event.reason
            for record in front.counter._live._journal.order(entry.order.id)
            if isinstance(record.event, OrderChanged)
        ]
        assert "gone cold" == changed


async def test_undo_takes_a_change_back(database: Path, burger: Playbook) -> None:
    """Within 30 s the order is as it was: what was struck comes back as a new line, what was added goes again."""
    async with sent(database, burger) as (front, entry):
        await front.press("up", "backspace", "3", "3", "enter", "enter", "1")
        assert ["cheeseburger", "apple-pie"] == [line.item for line in order_of(front, entry).lines]
        said = await pressed(front, "backspace")
        assert "✔ Order 1 is as it was before the change: $0.60 more to pay." in said
        lines = order_of(front, entry).lines
        assert [(1, "cheeseburger"), (4, "fries")] == [(line.id, line.item) for line in lines]
        assert "What you did last to order 1 stays: a change of what was sent" in await pressed(front, "backspace")


async def test_undo_means_what_was_done_last(database: Path, burger: Playbook) -> None:
    """A bump after the change is taken back before it, and half a minute later neither is."""
    async with sent(database, burger, upto="pay") as (front, entry):
        await front.press("3", "3", "enter", "enter")
        await front.pass_time(1)
        assert "DONE Read back and pay" in front.keys
        await front.press("enter")
        assert "open" == front.state(entry.order.id, "cook")
        await front.press("backspace")
        assert "waiting" == front.state(entry.order.id, "cook")
        assert 3 == len(order_of(front, entry).lines)
        await front.pass_time(31)
        await front.press("backspace")
        assert 3 == len(order_of(front, entry).lines)


async def test_choices_say_what_is_new_and_what_was(database: Path, burger: Playbook) -> None:
    """NO onion is taken back, EXTRA bacon is new."""
    async with sent(database, burger) as (front, _):
        await front.press("up", "up", "enter", "1", "0", "9")
        marks(front, "now EXTRA bacon", "was NO onion", "$2.40 more to pay")


async def test_what_is_taken_out_is_put_back_by_the_same_key(database: Path, burger: Playbook) -> None:
    """The key says so while that line is marked."""
    async with sent(database, burger) as (front, _):
        await front.press("up", "backspace", "up")
        marks(front, "Put back ⌫")
        await front.press("backspace")
        assert "VOID" not in front.text


async def test_by_touch_alone(database: Path, burger: Playbook) -> None:
    """The key at the bottom, the order, the line, VOID, the reason: no key is pressed."""
    async with seat(database, "station:front", playbook=burger) as front:
        entry = await front.opened(WANTED, upto="dress", name="Maya")
        for words in ("Change .", "1 Maya", "1 × medium Fries", "VOID ⌫", "CHANGE ⏎", "Keyed wrongly"):
            await front.touch(words)
        assert 1 == len(order_of(front, entry).lines)


async def test_a_closed_station_is_named_by_the_one_that_has_its_work(database: Path, burger: Playbook) -> None:
    """In the list of orders, and where it is said who has to acknowledge a change."""
    async with seat(database, "station:front", playbook=burger, size=(120, 30)) as front:
        entry = await front.opened(WANTED, upto="dress", name="Maya")
        await front.counter.do(Take(entry.order.id, "fry"), by="Leo")
        await front.counter.do(CloseStation("fry", "grill"))
        await front.press(".")
        marks(front, "● Dress, Grill ·")
        await front.press("1", "up", "backspace", "enter", "1")
        assert front.notice.endswith("Grill has to acknowledge."), front.notice


async def test_an_order_is_found_by_its_number(database: Path, burger: Playbook) -> None:
    """Typed; one that is over, not sent yet or not there is refused in words."""
    async with seat(database, "station:front", playbook=burger) as front:
        await front.opened(WANTED, upto="dress", name="Maya")
        await serve(front.counter, (Wish("coffee"),))
        await front.press("n")

        async def number(words: str) -> str:
            await front.press(".")
            await front.touch("Key its number")
            await front.type(words)
            return await pressed(front, "enter")

        assert "■ Order 2 is finished and handed over." == await number("2")
        assert "■ Order 3 is not sent yet. Key it as the guest wants it." == await number("3")
        assert "■ There is no order 9 today." == await number("9")
        await number("1")
        marks(front, "Change order 1")


async def test_more_orders_than_digits_have_pages(database: Path, burger: Playbook) -> None:
    """Ten orders: eight and the number on the first page, the rest behind 0."""
    async with seat(database, "station:front", playbook=burger) as front:
        for _ in range(10):
            await serve(front.counter, (Wish("coffee"),), upto="fry")
        await front.settle()
        await front.press(".")
        marks(front, "1 Order 10", "8 Order 3", "9 Key its number")
        await front.press("0", "2")
        marks(front, "Change order 1")


async def test_nothing_else_is_done_to_the_ticket_behind(database: Path, burger: Playbook) -> None:
    """While an order is changed, verbs mean that order or nothing: the guest who waits is not touched."""
    async with seat(database, "station:front", playbook=burger) as front:
        entry = await front.opened(WANTED, upto="dress")
        await front.press("n", ".", "1")
        await front.press("t", "p", "l")
        assert "Change order 1" in front.text
        await front.press("v", "1")
        assert "gone" == front.state(entry.order.id, "dress")
        assert "gone" not in [front.state(one, "greet") for one in front.counter.board.orders]
        assert "Change order" not in front.text


async def test_a_name_or_an_allergy_is_not_changed_here(database: Path, burger: Playbook) -> None:
    """Said in words; a note for a line is possible."""
    async with sent(database, burger) as (front, entry):
        assert "The guest's name stays as it was sent." in await pressed(front, "g")
        assert "What the guest must not meet stays as it was sent." in await pressed(front, "a")
        assert "The note for the whole order stays" in await pressed(front, "e")
        await front.press("up", "enter", "e")
        await front.type("crisp")
        await front.press("enter", "enter", "enter", "1")
        assert "crisp" == order_of(front, entry).lines[1].note


async def test_the_draft_survives_a_look_at_other_screens(database: Path, burger: Playbook) -> None:
    """Home and back, and it stands in front; another guest first, and it heads the list."""
    async with sent(database, burger) as (front, _):
        await front.press("3", "3", "enter", "f")
        assert "Change order" not in front.text
        await front.press("backspace")
        marks(front, "Change order 1", "Apple pie ADD-ON")
        await front.press("h")
        front.app.enter("station:front")
        await front.settle()
        marks(front, "Change order 1", "Apple pie ADD-ON")
        await front.opened((Wish("coffee"),), upto="fry")
        await front.press("n", ".")
        marks(front, "1 Order 1 Maya", "being changed")
        await front.press("1")
        marks(front, "Apple pie ADD-ON")


async def test_leaving_asks_once_where_something_was_keyed(database: Path, burger: Playbook) -> None:
    """Going on keeps it, leaving forgets it, and the order is as it was either way."""
    async with sent(database, burger) as (front, entry):
        await front.press("3", "3", "enter", "backspace", "2")
        marks(front, "Apple pie ADD-ON")
        await front.press("backspace", "1")
        marks(front, "Ready for the next guest")
        await front.press(".", "1")
        assert "ADD-ON" not in front.text
        assert entry.order.lines == order_of(front, entry).lines


async def test_c_shows_the_order_as_it_is(database: Path, burger: Playbook) -> None:
    """All that was keyed is taken back at once."""
    async with sent(database, burger) as (front, _):
        await front.press("up", "backspace", "3", "3", "enter", "c")
        assert "ADD-ON" not in front.text
        assert "VOID" not in front.text
        marks(front, "Change order 1", "1 × medium Fries")


async def test_an_order_of_nothing_is_refused_in_words(database: Path, burger: Playbook) -> None:
    """Void it instead; what was keyed stays."""
    async with sent(database, burger) as (front, _):
        await front.press("up", "backspace", "up", "up", "backspace")
        assert "■ Nothing would be left of order 1. Void it instead." == await pressed(front, "enter")
        marks(front, "VOID 2 × Cheeseburger", "VOID 1 × medium Fries")


@asynccontextmanager
async def two(database: Path, burger: Playbook) -> AsyncIterator[tuple[Seat, Counter, OnBoard]]:
    """Open the front with an order being changed, and another terminal."""
    clock = SetClock()
    async with (
        seat(database, "station:front", playbook=burger, clock=clock) as front,
        elsewhere(database, clock, burger) as other,
    ):
        entry = await front.opened(WANTED, upto="dress", name="Maya")
        await other._live.catch_up()
        await front.press(".", "1", "3", "3", "enter")
        yield front, other, entry


async def test_a_change_made_elsewhere_is_shown_and_not_overwritten(database: Path, burger: Playbook) -> None:
    """Who and when is said, the order is shown as it is now, and what was keyed here stays beside it."""
    async with two(database, burger) as (front, other, entry):
        await other.do(Change(entry.order.id, wishes_of(entry.order)[:1], "sold out"), by="Leo")
        await front.until(lambda: "Leo changed order 1 0:00 ago" in front.notice)
        assert "What you keyed stays." in front.notice
        assert "medium Fries" not in front.text
        marks(front, "Apple pie ADD-ON")
        await front.press("enter")
        assert ["cheeseburger", "apple-pie"] == [line.item for line in order_of(front, entry).lines]


async def test_a_change_that_comes_in_at_the_press_is_refused_with_who_and_when(
    database: Path, burger: Playbook
) -> None:
    """This terminal has not seen it yet: the rules have, and nothing is overwritten."""
    async with two(database, burger) as (front, other, entry):
        first, fries = wishes_of(entry.order)
        wishes = front.app.drafts[entry.order.id].wishes()
        await other.do(Change(entry.order.id, (replace(first, quantity=5), fries)), by="Leo")
        with pytest.raises(Refused, match=r"Leo changed order 1 0:00 ago\. Look at it, then send\."):
            await front.counter.do(Change(entry.order.id, wishes, seen=entry.order.lines))
        assert 5 == (await other.order(entry.order.id)).order.lines[0].quantity


@pytest.mark.parametrize("again", [True, False])
async def test_a_change_of_which_nobody_knew_whether_it_was_written_is_made_once(
    database: Path, burger: Playbook, monkeypatch: pytest.MonkeyPatch, *, again: bool
) -> None:
    """The disk failed after the commit: pressed again, or found in the record by itself, there is one apple pie."""
    async with sent(database, burger) as (front, entry):
        append = front.counter._live._journal.append

        def commits_and_fails(*args: Any) -> Any:
            monkeypatch.setattr(front.counter._live._journal, "append", append)
            append(*args)
            front.counter._live._journal._file.forget()  # type: ignore[attr-defined] # as any fault leaves it
            raise StorageUnavailable("The disk is gone.")

        monkeypatch.setattr(front.counter._live._journal, "append", commits_and_fails)
        await front.press("3", "3", "enter", "enter")
        if again and "Change order 1" in front.text:
            await front.press("enter")
        await front.until(lambda: "Order 1 is changed: $2.20 more to pay." in front.notice)
        assert ["cheeseburger", "fries", "apple-pie"] == [line.item for line in order_of(front, entry).lines]
        assert "Change order" not in front.text


async def test_a_disk_that_is_full_loses_nothing_of_a_change(
    database: Path, burger: Playbook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The notice says what is wrong; what was keyed stands there, and goes out when there is room."""
    async with sent(database, burger) as (front, entry):

        def full(*_: object) -> None:
            raise StorageUnavailable("The disk is full.")

        await front.press("3", "3", "enter")
        with monkeypatch.context() as patch:
            patch.setattr(front.counter._live._journal, "append", full)
            await front.press("enter")
            assert "The disk is full." in front.notice
            marks(front, "Change order 1", "Apple pie ADD-ON")
        assert "✔ Order 1 is changed: $2.20 more to pay." == await pressed(front, "enter")
        assert 3 == len(order_of(front, entry).lines)


async def test_an_order_finished_meanwhile_is_refused_with_nothing_lost(database: Path, burger: Playbook) -> None:
    """Who handed it over is said, CHANGE is refused in words, and what was keyed stands until it is left."""
    async with two(database, burger) as (front, other, entry):
        await other.do(BumpLine(entry.order.id, "dress", 1), by="Zoe")
        for step in ("dress", "fry", "assemble", "check", "hand-over"):
            if step not in other.board.orders[entry.order.id].order.bumps:
                await other.do(Bump(entry.order.id, step), by="Zoe")
        await front.until(lambda: "Zoe handed order 1 over 0:00 ago." in front.notice)
        marks(front, "Apple pie ADD-ON")
        assert "■ Order 1 is finished and handed over." == await pressed(front, "enter")
        marks(front, "Apple pie ADD-ON")
        await front.press("backspace")
        marks(front, "Ready for the next guest")


async def test_an_order_voided_meanwhile_is_told(database: Path, burger: Playbook) -> None:
    """By whom and why."""
    async with two(database, burger) as (front, other, entry):
        await other.do(Void(entry.order.id, "Guest left"), by="Leo")
        await front.until(lambda: "Leo voided order 1: Guest left." in front.notice)


async def test_work_that_goes_on_meanwhile_does_not_disturb_a_change(database: Path, burger: Playbook) -> None:
    """Only how far it is changes on the screen."""
    async with two(database, burger) as (front, other, entry):
        await other.do(Bump(entry.order.id, "dress"), by="Zoe")
        await front.until(lambda: "✔ Toast and dress" in front.text)
        marks(front, "Apple pie ADD-ON")
        assert "✔ Order 1 is changed: $2.20 more to pay." == await pressed(front, "enter")


async def test_what_nobody_knows_is_left_as_it_is(database: Path, burger: Playbook) -> None:
    """An order from outside with an item that is not on the menu gets a line more, and that one stays."""
    async with seat(database, "station:front", playbook=burger) as front:
        strange = Wish(UNKNOWN, 2, called="Unicorn soup", note="hot")
        entry = await front.counter.do(AddOrder("web-1", (Wish("coffee"), strange), guest=Guest("", "Bo")))
        await front.settle()
        await front.press(".", "1")
        marks(front, "2 × Unicorn soup", "not on the menu", "“hot”")
        await front.press("3", "3", "enter", "enter")
        before, after = entry.order.lines[1], order_of(front, entry).lines[1]
        assert before == after
        assert 3 == len(order_of(front, entry).lines)


async def test_a_line_that_is_marked_is_seen_in_a_long_order(database: Path, burger: Playbook) -> None:
    """Where not all have room, those from the marked one on are shown."""
    async with seat(database, "station:front", playbook=burger, size=(80, 24)) as front:
        items = [item.id for item in burger.menu.items if not item.combo]
        await front.opened(tuple(Wish(item) for item in items), upto="dress")
        await front.press(".", "1")
        assert "lines above" in front.text
        await front.press(*["up"] * len(items))
        marks(front, "1 × Hamburger")


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (100, 30), (160, 45)])
async def test_every_size_says_what_is_changed(database: Path, burger: Playbook, size: tuple[int, int]) -> None:
    """What was added or taken out, and what to pay, on the smallest terminal too."""
    async with sent(database, burger, size=size) as (front, _):
        await front.press("up", "backspace", "3", "3", "enter")
        marks(front, "VOID", "ADD-ON", "give back $0.60", "CHANGE")

"""The expo: every order in whole, check, hand-over, and the number that is called."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.settings import Settings
from kiosk.tui.expo.overview import Overview
from kiosk.tui.expo.screen import ExpoScreen
from kiosk.tui.widgets.keybar import KeyBar
from kiosk.tui.widgets.tiles import Tiles
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change
from kiosk.work.verb.hold import Hold
from kiosk.work.verb.rush import Rush
from kiosk.work.verb.take import Take
from kiosk.work.verb.void import Void
from tests.playbooks import DINER
from tests.tui.seat import seat, serve


async def test_without_a_ticket_all_orders_are_shown(database: Path) -> None:
    """What is ordered, and each step's state in its own sign."""
    async with seat(database, "station:expo") as expo:
        await expo.opened(name="Maya")
        for words in (
            "1  Maya",
            "1 × Burger of Meal",
            "Grill ● 0:00",
            "Fry ● 0:00",
            "○ Check waits for Grill (0:00), Fry",
        ):
            assert words in expo.text
        await expo.counter.do(Bump((await expo.counter.order("1")).order.id, "grill"))
        await expo.until(lambda: "Grill ✔" in expo.text)


async def test_no_order_at_all_says_so(database: Path) -> None:
    """Nothing to look for."""
    async with seat(database, "station:expo") as expo:
        assert "No order is open." in expo.text


async def test_an_open_ticket_stands_before_the_overview(database: Path) -> None:
    """O changes between them, and the green key leads back."""
    async with seat(database, "station:expo") as expo:
        await expo.opened(upto="check", name="Maya")
        await expo.opened(name="Bo")
        assert "Check the order" in expo.text
        await expo.press("o")
        assert "2  Bo" in expo.text
        assert "TO THE TICKET" in expo.keys
        await expo.press("enter")
        assert "Check the order" in expo.text


async def test_more_orders_than_fit_are_paged(database: Path) -> None:
    """Right goes on, left goes back."""
    async with seat(database, "station:expo", size=(80, 24)) as expo:
        for number in range(1, 9):
            await expo.opened(name=f"Guest{number}")
        assert "more orders" in expo.text
        assert "Guest8" not in expo.text
        await expo.press("right", "right")
        assert "Guest8" in expo.text
        assert "before" in expo.text
        await expo.press("left", "left")
        assert "Guest1" in expo.text


async def test_check_and_hand_over_end_at_the_slip(database: Path) -> None:
    """The same order's next step opens after the check; the last bump shows the slip; Enter goes on."""
    async with seat(database, "station:expo") as expo:
        entry = await expo.opened(upto="check")
        await expo.opened(upto="check")
        await expo.press("enter")
        assert "Hand the order over" in expo.text
        assert "Order 1" in expo.text
        await expo.press("enter")
        assert expo.lines[0].startswith(" SLIP ")
        assert "gone" == expo.state(entry.order.id, "hand-over")
        await expo.press("enter")
        assert "Check the order" in expo.text
        assert "Order 2" in expo.text


async def test_a_hand_over_can_be_undone(database: Path) -> None:
    """The order is back, its last step open."""
    async with seat(database, "station:expo") as expo:
        entry = await expo.opened(upto="hand-over")
        await expo.press("enter", "enter", "backspace")
        assert "✔ Order 1: Hand over is open again" == expo.notice
        assert "open" == expo.state(entry.order.id, "hand-over")


async def test_the_slip_can_be_shown_again(database: Path) -> None:
    """Q shows the one finished last here."""
    async with seat(database, "station:expo") as expo:
        await expo.opened(upto="hand-over")
        await expo.press("enter", "enter", "q")
        assert expo.lines[0].startswith(" SLIP ")


async def test_a_ready_number_is_called_once(database: Path) -> None:
    """When only the hand-over is left; not at the start for those that are ready already."""
    async with seat(
        database, "station:expo", settings=Settings(speech="on-demand", debounce=0, guard=0, scanner="off")
    ) as expo:
        await expo.opened(upto="check")
        assert [] == expo.speaker.said
        await expo.press("enter")
        await expo.pass_time(1)
        assert ["Order 1."] == expo.speaker.said


# Orders in whole.


async def test_an_order_says_who_has_what_and_what_is_missing(database: Path) -> None:
    """Each line with its place, for whom the check waits, and the parts that are not made."""
    async with seat(database, "station:expo") as expo:
        entry = await expo.opened((Wish("burger", 2), Wish("fries")), name="Maya")
        await expo.counter.do(Take(entry.order.id, "grill"), by="Leo")
        await expo.pass_time(80)
        for words in (
            "Grill ● 1:20 Leo",
            "Check waits for Grill (Leo, 1:20), Fry (1:20)",
            "missing: 1 fries (Fry) · 2 patties",
        ):
            assert words in expo.text


async def test_an_order_says_when_it_will_be_ready_and_whether_that_is_in_time(database: Path) -> None:
    """By sign and word; of one that is ready it says so."""
    async with seat(database, "station:expo") as expo:
        await expo.opened()
        assert "● ready in ~2:20 will make it" in expo.text
        await expo.pass_time(600)
        assert "■ ready in ~0:20 will be late" in expo.text


async def test_what_is_special_stands_beside_the_number(database: Path) -> None:
    """Allergy, rush with its reason, hold with its time; rushed orders come first."""
    async with seat(database, "station:expo", size=(160, 45)) as expo:
        await expo.opened(name="Ana", allergies=("gluten",), words="nuts!")
        second, third = await expo.opened(name="Bo"), await expo.opened(name="Cy")
        await expo.counter.do(Rush(second.order.id, "Driver is waiting"))
        await expo.counter.do(Hold(third.order.id, "Guest comes later", expo.clock.now().at + 600_000))
        await expo.until(lambda: "HELD" in expo.text)
        assert "ALLERGY gluten, peanuts, tree-nuts, “nuts!”" in expo.text
        assert "HELD until 12:41: Guest comes later" in expo.text
        head = next(line for line in expo.lines if "1› 2 " in line)
        assert "RUSH  Driver is waiting" in head


async def test_a_long_allergy_is_never_cut(database: Path) -> None:
    """It takes as many rows as it needs."""
    words = "peanuts and all tree nuts, sesame, and anything fried in the same oil as the fish of yesterday"
    async with seat(database, "station:expo", size=(60, 24)) as expo:
        await expo.opened(name="Ana", words=words)
        assert words in " ".join(expo.text.split())


async def test_a_changed_order_says_what_came_and_what_went(database: Path) -> None:
    """ADD-ON, and a struck line until its station has seen it."""
    async with seat(database, "station:expo") as expo:
        entry = await expo.opened((Wish("burger"),))
        await expo.counter.do(Change(entry.order.id, (Wish("fries", 2),), reason="Guest changed their mind"))
        await expo.until(lambda: "ADD-ON" in expo.text)
        assert "2 × small Fries ADD-ON" in expo.text
        assert "VOID 1 × Burger" in expo.text
        assert "Grill has not seen it" in expo.text


# From all orders to one.


async def test_arrows_and_enter_open_an_order(database: Path) -> None:
    """One whose ticket is elsewhere opens with all its steps; Enter leads back."""
    async with seat(database, "station:expo") as expo:
        await expo.opened(name="Maya")
        await expo.opened(name="Bo")
        await expo.press("down", "down")
        assert "OPEN 2" in expo.keys
        await expo.press("enter")
        assert expo.lines[0].startswith(" ORDER 2 ")
        assert "waits for Check" in expo.text
        assert "Zoe, 0:00 ago" in expo.text
        await expo.press("enter")
        assert isinstance(expo.screen, ExpoScreen)


async def test_an_order_with_a_ticket_here_opens_that_ticket(database: Path) -> None:
    """By touch, and by its digit."""
    async with seat(database, "station:expo") as expo:
        await expo.opened(upto="check", name="Maya")
        await expo.opened(upto="check", name="Bo")
        for how in ("touch", "digit"):
            await expo.press("o")
            await (expo.touch("2  Bo") if how == "touch" else expo.press("2"))
            assert "Check the order" in expo.text
            assert "Order 2" in expo.text
            await expo.press("up")


async def test_digits_do_the_verbs_of_an_order(database: Path) -> None:
    """Rush and back, hold and fire, a recall of any station's step, a void: by digits alone."""
    async with seat(database, "station:expo") as expo:
        entry = await expo.opened(name="Maya")
        await expo.press("1", "1", "1")
        assert "RUSH  Guest has waited long" in expo.text
        await expo.press("1", "2", "1", "1")
        assert expo.counter.board.orders[entry.order.id].is_held
        assert "HELD until somebody fires it: Guest comes later" in expo.text
        await expo.press("2")
        assert not expo.counter.board.orders[entry.order.id].is_held
        await expo.counter.do(Bump(entry.order.id, "grill"))
        await expo.until(lambda: "Recall" in expo.keys)
        await expo.press("4", "1", "1")
        assert "open" == expo.state(entry.order.id, "grill")
        assert "Again: Grill" in expo.text
        await expo.touch("Void")
        await expo.press("1")
        assert "is void" in expo.text
        await expo.press("enter")
        assert "No order is open." in expo.text


async def test_an_order_is_handed_over_as_it_is_only_with_a_reason(database: Path) -> None:
    """From its sheet by touch; the slip says without what."""
    async with seat(database, "station:expo") as expo:
        entry = await expo.opened(name="Maya")
        await expo.touch("1  Maya")
        await expo.touch("As it is")
        await expo.touch("Back")
        assert "open" == expo.state(entry.order.id, "grill")
        await expo.touch("As it is")
        await expo.touch("Guest takes it without")
        assert expo.lines[0].startswith(" SLIP ")
        assert "Handed over without: 1 × Burger," in expo.text
        await expo.touch("NEXT")
        await expo.touch("TO THE ORDERS")
        assert "No order is open." in expo.text


async def test_keys_mean_the_marked_order_and_nothing_behind_it(database: Path) -> None:
    """With all orders shown a rush is for the marked one; a digit ticks no point of the ticket behind."""
    async with seat(database, "station:expo") as expo:
        first = await expo.opened(upto="check")
        second = await expo.opened(name="Bo")
        await expo.press("o", "x")
        assert "No order is open here." in expo.notice
        await expo.press("down", "down", "x", "1")
        board = expo.counter.board.orders
        assert (None, True) == (board[first.order.id].order.rush, board[second.order.id].order.rush is not None)
        await expo.press("9")
        assert "There is no order 9 here." in expo.notice
        assert {} == dict(expo.counter.board.orders[first.order.id].order.points)


# Nothing moves under a finger.


async def test_a_ticket_that_comes_does_not_take_the_place_of_what_is_under_a_finger(database: Path) -> None:
    """The orders stay where they are until the finger leaves, and the one it came down on opens."""
    async with seat(database, "station:expo") as expo:
        first = await expo.opened(name="Maya")
        await expo.opened(name="Bo")
        x, y = expo.find("2  Bo")
        await expo.down(x, y)
        for step in ("grill", "fry"):
            await expo.counter.do(Bump(first.order.id, step))
        await expo.until(lambda: expo.counter.board.ticket(first.order.id, "check") is not None)
        await expo.counter.do(Void(first.order.id, "Test"))
        await expo.settle()
        assert (x, y) == expo.find("2  Bo")
        await expo.up(x, y)
        assert expo.lines[0].startswith(" ORDER 2 ")


async def test_a_marked_order_stays_until_it_is_forgotten(database: Path) -> None:
    """A ticket that comes meanwhile opens a while after the last key."""
    async with seat(database, "station:expo") as expo:
        first = await expo.opened(name="Maya")
        await expo.press("down")
        for step in ("grill", "fry"):
            await expo.counter.do(Bump(first.order.id, step))
        await expo.pass_time(1)
        assert "OPEN 1" in expo.keys
        await expo.pass_time(20)
        assert "Check the order" in expo.text


async def test_a_touch_meant_for_an_order_does_nothing_to_a_ticket_that_has_just_opened(database: Path) -> None:
    """For as long as the guard lasts."""
    settings = Settings(person="Ana", debounce=0, guard=400, scanner="off")
    async with seat(database, "station:expo", settings=settings) as expo:
        entry = await expo.opened((Wish("burger"),), upto="check")
        await expo.touch("○ 1 × Burger")
        assert "This has just opened. Press again if you mean it." in expo.notice
        await expo.pass_time(1)
        await expo.touch("○ 1 × Burger")
        assert "✔ 1 × Burger" in expo.text
        assert ("check", 1) in expo.counter.board.orders[entry.order.id].order.done


async def test_a_page_stays_where_it_is_when_orders_before_it_go(database: Path) -> None:
    """Pages begin with an order, not with a count."""
    async with seat(database, "station:expo", size=(80, 24)) as expo:
        entries = [await expo.opened(name=f"Guest{number}") for number in range(1, 9)]
        await expo.press("right")
        top = next(line for line in expo.lines if "Guest" in line)
        await expo.counter.do(Void(entries[0].order.id, "Test"))
        await expo.until(lambda: "Guest1" not in expo.text and len(expo.counter.board.orders) == 7)
        assert top.split()[:3] == next(line for line in expo.lines if "Guest" in line).split()[:3]


# What must be looked at.


async def test_lines_that_must_be_looked_at_are_marked_and_hold_the_check_up(database: Path) -> None:
    """LOOK stands by a changed line until it was bumped singly; DONE asks for a look at each."""
    steps = tuple(replace(step, confirms="changed") if step.id == "check" else step for step in DINER.process.steps)
    careful = replace(DINER, process=replace(DINER.process, steps=steps))
    no_onion = Wish("burger", 1, (Choice("toppings", "onion", "no"),))
    async with seat(database, "station:expo", playbook=careful) as expo:
        await expo.opened((no_onion, Wish("fries")), upto="check")
        assert "○ LOOK 1 × Burger" in expo.text
        assert "○ 1 × small Fries" in expo.text
        await expo.press("enter")
        assert "Look at each: is it as the guest wants it?" in expo.text
        assert "1 1 × Burger" in expo.text
        await expo.press("backspace")
        await expo.touch("LOOK 1 × Burger")
        assert "LOOK" not in expo.text
        await expo.press("enter")
        assert "Hand the order over" in expo.text


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_every_verb_of_an_expo_is_within_two_touches(database: Path, size: tuple[int, int]) -> None:
    """On the bar, or on the first page of More; every target is at least three rows by ten columns."""
    async with seat(database, "station:expo", size=size) as expo:
        await expo.opened(upto="check")
        bar = list(expo.screen.query_one(KeyBar)._drawing.targets)
        await expo.touch("More")
        tiles = list(expo.screen.query_one(Tiles)._drawing.targets)
        assert all(target.width >= 10 and target.height >= 3 for target in (*bar, *tiles))
        for verb in ("As it is", "Rush", "Hold", "Recall", "Void", "Waste", "Lines", "All orders"):
            assert verb in expo.text


async def test_pages_turn_by_touch_on_the_smallest_screen(database: Path) -> None:
    """At the foot of the orders, and from More."""
    async with seat(database, "station:expo", size=(40, 20)) as expo:
        for number in range(1, 9):
            await expo.opened(name=f"Guest{number}")
        assert "Guest1" in expo.text
        await expo.touch("more orders")
        assert "Guest1" not in expo.text
        await expo.touch("before")
        assert "Guest1" in expo.text
        await expo.touch("More")
        await expo.touch("Right")
        assert "Guest1" not in expo.text


@pytest.mark.parametrize(("width", "height"), [(38, 14), (78, 19), (98, 24), (158, 39)])
async def test_every_order_is_on_one_page(database: Path, width: int, height: int) -> None:
    """Paging on from the first to the last shows each order once, and back again shows the first page."""
    async with seat(database, "station:expo", size=(width + 2, height + 6)) as expo:
        for number in range(1, 24):
            wanted = (Wish("burger", number), *[Wish("fries")] * (number % 5))
            await serve(expo.counter, wanted, upto="grill", guest=Guest("", f"Guest{number}"))
        await expo.settle()
        overview = expo.screen.query_one(Overview)
        first, seen = overview.ids, list(overview.ids)
        while len(seen) < 23:
            await expo.press("right")
            seen += overview.ids
        assert [order.id for order in overview.orders] == seen
        while overview.first:
            await expo.press("left")
        assert first == overview.ids


async def test_no_digit_of_a_bar_bumps_what_is_behind_all_orders(database: Path) -> None:
    """It opens the order it stands by: the rail is not seen."""
    settings = Settings(person="Ana", debounce=0, guard=0, scanner="off", keypad="samba")
    async with seat(database, "station:expo", settings=settings) as expo:
        entry = await expo.opened(upto="check")
        await expo.opened(name="Bo")
        await expo.press("o", "2")
        assert expo.lines[0].startswith(" ORDER 2 ")
        await expo.press("enter", "1")
        assert "Check the order" in expo.text
        assert "open" == expo.state(entry.order.id, "check")


async def test_what_is_missing_stands_above_a_ticket_that_goes_line_by_line(database: Path) -> None:
    """The first lines are put together while others are still made."""
    steps = tuple(replace(step, per_line=True) if step.id == "check" else step for step in DINER.process.steps)
    by_line = replace(DINER, process=replace(DINER.process, steps=steps))
    async with seat(database, "station:expo", playbook=by_line) as expo:
        entry = await expo.opened()
        await expo.counter.do(Bump(entry.order.id, "grill"))
        await expo.until(lambda: "Check the order" in expo.text)
        assert "missing: 1 fries (Fry)" in expo.text
        await expo.counter.do(Bump(entry.order.id, "fry"))
        await expo.until(lambda: "missing" not in expo.text)

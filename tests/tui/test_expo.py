"""The expo: every order in whole, check, hand-over, and the number that is called."""

from __future__ import annotations

from pathlib import Path

from kiosk.settings import Settings
from tests.tui.desk import desk


async def test_without_a_ticket_all_orders_are_shown(database: Path) -> None:
    """What is ordered, and each step's state in its own sign."""
    async with desk(database, "station:expo") as expo:
        await expo.opened(name="Maya")
        for words in (
            "1  Maya",
            "1 × Burger of Meal",
            "Grill ● 0:00",
            "Fry ● 0:00",
            "○ Check waits for Grill (0:00), Fry",
        ):
            assert words in expo.text
        await expo.counter.bump((await expo.counter.order("1")).order.id, "grill")
        await expo.until(lambda: "Grill ✔" in expo.text)


async def test_no_order_at_all_says_so(database: Path) -> None:
    """Nothing to look for."""
    async with desk(database, "station:expo") as expo:
        assert "No order is open." in expo.text


async def test_an_open_ticket_stands_before_the_overview(database: Path) -> None:
    """O changes between them, and the green key leads back."""
    async with desk(database, "station:expo") as expo:
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
    async with desk(database, "station:expo", size=(80, 24)) as expo:
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
    async with desk(database, "station:expo") as expo:
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
    async with desk(database, "station:expo") as expo:
        entry = await expo.opened(upto="hand-over")
        await expo.press("enter", "enter", "backspace")
        assert "✔ Order 1: Hand over is open again" == expo.notice
        assert "open" == expo.state(entry.order.id, "hand-over")


async def test_the_slip_can_be_shown_again(database: Path) -> None:
    """Q shows the one finished last here."""
    async with desk(database, "station:expo") as expo:
        await expo.opened(upto="hand-over")
        await expo.press("enter", "enter", "q")
        assert expo.lines[0].startswith(" SLIP ")


async def test_a_ready_number_is_called_once(database: Path) -> None:
    """When only the hand-over is left; not at the start for those that are ready already."""
    async with desk(
        database, "station:expo", settings=Settings(speech="on-demand", debounce=0, guard=0, scanner="off")
    ) as expo:
        await expo.opened(upto="check")
        assert [] == expo.speaker.said
        await expo.press("enter")
        await expo.pass_time(1)
        assert ["Order 1."] == expo.speaker.said

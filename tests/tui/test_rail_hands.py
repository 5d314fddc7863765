"""The rail under fingers: what a finger came down on is what it means, and pages turn without choosing."""

from __future__ import annotations

from pathlib import Path

from kiosk.devices.clock import SetClock
from kiosk.tui.station.rail.places import TicketId
from kiosk.tui.station.rail.rail import Rail
from kiosk.work.board.board import OnBoard
from kiosk.work.order.line import Choice, Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change
from kiosk.work.verb.rush import Rush
from kiosk.work.verb.take import Take
from tests.tui.seat import Seat, elsewhere, seat


def rail(there: Seat) -> Rail:
    """Return the rail of the screen in front."""
    return there.screen.query_one(Rail)


def chosen(there: Seat) -> TicketId | None:
    """Return the open ticket."""
    return rail(there).sight.chosen


def row(there: Seat, number: int) -> int:
    """Return the row of the screen in which the card of an order begins."""
    heads = (f"▌{number} ", f"▌ {number} ")
    return next(y for y, line in enumerate(there.lines) if line.startswith(heads))


async def orders(there: Seat, count: int, *, upto: str = "grill") -> list[OnBoard]:
    """Serve some orders up to a step."""
    return [await there.opened(upto=upto) for _ in range(count)]


def grill(entry: OnBoard) -> TicketId:
    """Name the grill's ticket of an order."""
    return entry.order.id, "grill"


async def test_a_finger_means_the_card_it_came_down_on(database: Path) -> None:
    """Whatever comes and goes before it leaves: nothing moves under it."""
    clock = SetClock()
    async with seat(database, clock=clock) as there, elsewhere(database, clock) as other:
        early = (await orders(there, 1, upto="pay"))[0]
        first, second, _ = await orders(there, 3)
        y = row(there, 3)
        await there.down(3, y)
        await other.do(Bump(first.order.id, "grill"), by="Leo")
        await other.do(Bump(early.order.id, "pay"), by="Leo")
        await there.until(lambda: "▌1 " in there.text)
        assert y == row(there, 3)
        assert row(there, 1) > row(there, 4)
        await there.up(3, y)
        assert grill(second) == chosen(there)
        assert row(there, 1) < row(there, 3) < row(there, 4)


async def test_a_finger_on_what_went_means_nothing(database: Path) -> None:
    """Neither while it lies there nor when it comes later."""
    clock = SetClock()
    async with seat(database, clock=clock) as there, elsewhere(database, clock) as other:
        first, second, _ = await orders(there, 3)
        y = row(there, 2)
        await there.down(3, y)
        await other.do(Bump(second.order.id, "grill"), by="Leo")
        await there.until(lambda: "2 on the rail" in there.text)
        assert there.lines[y].startswith(" 2 ")
        await there.up(3, y)
        await there.tap(3, y)
        assert grill(first) == chosen(there)
        assert there.lines[y].startswith(" 2 ")


async def test_with_nothing_open_a_finger_still_holds_the_rail(database: Path) -> None:
    """When it leaves, the board's order holds again."""
    clock = SetClock()
    async with seat(database, clock=clock) as there, elsewhere(database, clock) as other:
        early = (await orders(there, 1, upto="pay"))[0]
        first, _ = await orders(there, 2)
        await other.do(Bump(first.order.id, "grill"), by="Leo")
        await there.until(lambda: "1 on the rail" in there.text)
        assert chosen(there) is None
        y = row(there, 3)
        await there.down(3, y + 8)
        await other.do(Bump(early.order.id, "pay"), by="Leo")
        await there.until(lambda: "▌1 " in there.text)
        assert y == row(there, 3) < row(there, 1)
        await there.up(3, y + 8)
        assert y == row(there, 1) < row(there, 3)


async def test_a_finger_whose_leaving_was_lost_holds_nothing(database: Path) -> None:
    """A move without a button says that it is gone."""
    async with seat(database) as there:
        await orders(there, 2)
        await there.down(3, row(there, 2))
        assert rail(there).sight.finger
        await there.bytes("\x1b[<35;4;9M")
        assert not rail(there).sight.finger
        await there.touch("▌2 ")
        assert not rail(there).sight.finger


async def test_pages_turn_without_choosing(database: Path) -> None:
    """What is seen are the tiles; the view comes back when another ticket is opened."""
    async with seat(database, size=(80, 24)) as there:
        entries = await orders(there, 12)
        tickets = [grill(entry) for entry in entries]
        seen = rail(there).tiles
        assert tuple(tickets[: len(seen)]) == seen
        rail(there).turn(1)
        await there.pass_time(1)
        assert tickets[0] == chosen(there)
        after = rail(there).tiles
        assert tickets[0] not in after
        assert tickets.index(after[0]) <= len(seen)
        assert "↑" in there.text
        await there.press("down")
        assert tickets[1] == chosen(there)
        assert tickets[0] in rail(there).tiles


async def test_every_card_is_on_some_page_and_the_last_leads_to_the_first(database: Path) -> None:
    """Back leads to the page before, and from the first nowhere."""
    async with seat(database, size=(80, 24)) as there:
        tickets = [grill(entry) for entry in await orders(there, 12)]
        pages = [rail(there).tiles]
        rail(there).turn(1)
        while rail(there).tiles != pages[0]:
            pages.append(rail(there).tiles)
            rail(there).turn(1)
        assert tickets == list(dict.fromkeys(ticket for page in pages for ticket in page))
        rail(there).turn(2)
        rail(there).turn(-2)
        assert pages[0] == rail(there).tiles
        rail(there).turn(-1)
        assert pages[0] == rail(there).tiles


async def test_a_touch_at_the_foot_turns_the_page(database: Path) -> None:
    """At its right end forth, at its left back."""
    async with seat(database, size=(80, 24)) as there:
        await orders(there, 9)
        before = rail(there).tiles
        y = there.find("↓ ")[1]
        await there.tap(18, y)
        assert before != rail(there).tiles
        await there.tap(2, y)
        assert before == rail(there).tiles


async def test_a_turned_page_stays_while_tickets_come(database: Path) -> None:
    """It follows neither the clock nor a new ticket."""
    async with seat(database, size=(80, 24)) as there:
        await orders(there, 16)
        rail(there).turn(1)
        page = rail(there).tiles
        await orders(there, 2)
        await there.pass_time(1)
        assert page == rail(there).tiles


async def test_a_new_ticket_announces_itself_with_the_screens_tick(database: Path) -> None:
    """Its head alternates each second, says NEW in both, and after six seconds is as quiet as the others."""
    async with seat(database) as there:
        await orders(there, 1)
        await there.pass_time(10)
        await orders(there, 1)
        looks = []
        for _ in range(2):
            looks.append(there.style("0:0").bgcolor)
            assert "NEW" in there.lines[row(there, 2)]
            await there.pass_time(1)
        assert 2 == len(set(looks))
        await there.pass_time(4)
        assert "NEW" not in there.lines[row(there, 2)]


async def test_a_new_size_keeps_the_open_ticket_in_sight(database: Path) -> None:
    """In columns, in one column and in one line."""
    async with seat(database, size=(160, 45)) as there:
        tickets = [grill(entry) for entry in await orders(there, 12)]
        await there.press(*["down"] * 8)
        for size in ((80, 24), (40, 20), (160, 45)):
            await there.pilot.resize_terminal(*size)
            await there.settle()
            assert tickets[8] == chosen(there)
            assert tickets[8] in rail(there).tiles


async def test_a_rush_at_another_terminal_is_told_and_moves_nothing(database: Path) -> None:
    """Its card says RUSH where it stands; when another ticket is opened it is the first."""
    clock = SetClock()
    async with seat(database, clock=clock) as there, elsewhere(database, clock) as other:
        entries = await orders(there, 3)
        await there.pass_time(10)
        rows = [row(there, number) for number in (1, 2, 3)]
        await other.do(Rush(entries[2].order.id, "Driver is waiting"), by="Leo")
        await there.until(lambda: "RUSH 3 below" in there.text)
        assert rows == [row(there, number) for number in (1, 2, 3)]
        assert " RUSH " in there.lines[rows[2]]
        await there.touch("▌2 ")
        assert row(there, 3) < row(there, 1) < row(there, 2)
        assert "RUSH 3" not in there.text


async def test_what_is_not_wanted_any_more_stops_the_card(database: Path) -> None:
    """At the station that has begun: STOP in its head, the line struck through with VOID, ADD-ON above what came."""
    clock = SetClock()
    async with seat(database, clock=clock, size=(160, 45)) as there, elsewhere(database, clock) as other:
        first = await there.opened()
        second = await there.opened((Wish("burger", 2), Wish("burger", 1)))
        await other.do(Take(second.order.id, "grill"), by="Leo")
        wanted = (Wish("burger", 1, line=2), Wish("burger", 3, (Choice("toppings", "onion", "no"),)))
        await other.do(Change(second.order.id, wanted, "Guest changed their mind"), by="Zoe")
        await there.until(lambda: "STOP" in there.text)
        assert grill(first) == chosen(there)
        y = row(there, 2)
        assert " STOP " in there.lines[y]
        assert "VOID 2 × Burger" in there.lines[y + 1]
        assert there.style("2 × Burger").strike
        assert not there.style("VOID").strike
        assert "ADD-ON and 4 more" in there.text
        await there.touch("▌2 ")
        assert there.find("ADD-ON ┄┄")[1] + 1 == there.find("  3 × Burger ")[1]

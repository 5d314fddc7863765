"""The kitchen's verbs at a station, by keys and by touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.devices.clock import SetClock
from kiosk.settings import Settings
from kiosk.tui.station.screen import StationScreen
from kiosk.work.order.line import Choice, Wish
from kiosk.work.verb.change import Change, wishes_of
from kiosk.work.verb.take import Take
from kiosk.work.verb.void import Void
from tests.playbooks import DINER
from tests.tui.seat import MEAL, Seat, elsewhere, seat, serve

BURGERS = (Wish("burger", 2, (Choice("toppings", "onion", "no"),)), Wish("burger"))
QUIET = Settings(person="Ana", debounce=0, guard=0, scanner="off")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


def chosen(terminal: Seat) -> object:
    """Return the open ticket."""
    screen = terminal.screen
    assert isinstance(screen, StationScreen)
    return screen.desk.chosen


# Taking.


async def test_what_another_has_opens_at_nobody_by_itself(database: Path) -> None:
    """Two grills share one rail: the ticket one takes leaves the other's hands, who goes on to the next free one."""
    clock = SetClock()
    async with seat(database, clock=clock) as left, elsewhere(database, clock) as right:
        first, second = await left.opened(), await left.opened()
        assert (first.order.id, "grill") == chosen(left)
        await right.do(Take(first.order.id, "grill"), by="Leo")
        await left.until(lambda: "Leo took order 1" in left.text)
        await left.press("enter")
        assert (second.order.id, "grill") == chosen(left)
        assert "open" == left.state(first.order.id, "grill")


async def test_a_ticket_opened_by_hand_stays_when_another_takes_it(database: Path) -> None:
    """What a worker chose never moves; DONE says who has it, and T takes it over after a question."""
    clock = SetClock()
    async with seat(database, clock=clock) as left, elsewhere(database, clock) as right:
        first, _ = await left.opened(), await left.opened()
        await left.press("down", "up")
        await right.do(Take(first.order.id, "grill"), by="Leo")
        await left.until(lambda: "Leo has it" in left.text)
        await left.press("enter")
        assert "■ Leo has order 1 since 0:00. Take it over first." == left.notice
        await left.press("t")
        assert "Leo has order 1 since 0:00. Take it over?" in left.text
        await left.press("1")
        assert "✔ Order 1: Grill is yours" == left.notice
        await left.press("enter")
        assert "bumped" == left.state(first.order.id, "grill")


async def test_undo_puts_back_what_was_taken(database: Path) -> None:
    """The last own action is what is undone, whatever it was."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("t", "backspace")
        assert "✔ Order 1: Grill is put back" == grill.notice
        assert "Ana has it" not in grill.text


# Lines.


async def test_a_touched_line_is_done_and_the_last_one_bumps_the_ticket(database: Path) -> None:
    """One touch a line; touched again it is open again."""
    async with seat(database) as grill:
        entry = await grill.opened(BURGERS)
        await grill.touch("2 × Burger")
        assert "✔ 2 × Burger" in grill.text
        await grill.touch("✔ 2 × Burger")
        assert "✔ 2 × Burger" not in grill.text
        await grill.touch("2 × Burger")
        await grill.touch("1 × Burger")
        assert "bumped" == grill.state(entry.order.id, "grill")
        assert "Order 1: Grill done in" in grill.notice


async def test_l_lists_the_lines_with_digits(database: Path) -> None:
    """For hands without a screen to touch: lines are ticked like points, and Enter ends."""
    async with seat(database) as grill:
        await grill.opened(BURGERS)
        await grill.press("l")
        assert "Which lines are done?" in grill.text
        await grill.press("1", "enter")
        assert "✔ 2 × Burger" in grill.text
        await grill.press("backspace")
        assert "✔ Order 1: 2 × Burger of Grill is open again" == grill.notice


# Recall and review.


async def test_b_recalls_a_bumped_step_and_its_clock_begins_anew(database: Path) -> None:
    """Chosen from the list by a digit, with a reason by a digit; it is open again in its old place."""
    async with seat(database) as grill:
        first, _ = await grill.opened(), await grill.opened()
        await grill.press("enter")
        await grill.pass_time(60)
        await grill.press("b")
        assert "1 Order 1 Grill" in grill.text
        assert "1:00 ago" in grill.text
        await grill.press("1", "1")
        assert "✔ Order 1: Grill is recalled, its clock begins anew" == grill.notice
        assert (first.order.id, "grill") == chosen(grill)
        assert "again: Made wrongly" in grill.text
        assert "0:00" in grill.text
        rail = grill.counter.board.rail(("grill",))
        assert [1, 2] == [ticket.number for ticket in rail]


async def test_j_reviews_a_step_of_a_finished_order_with_the_clock_it_had(database: Path) -> None:
    """An order that was handed over comes back, and its later steps wait again."""
    async with seat(database) as grill:
        entry = await serve(grill.counter)
        await grill.pass_time(60)
        await grill.press("j", "1", "2")
        assert "✔ Order 1: Grill is back, its clock goes on. After it again: Check, Hand over." == grill.notice
        assert "waiting" == grill.state(entry.order.id, "hand-over")
        ticket = grill.counter.board.ticket(entry.order.id, "grill")
        assert ticket is not None
        assert ticket.opened is not None
        assert 60_000 == grill.clock.now().mono - ticket.opened.at.mono


async def test_without_anything_done_there_is_nothing_to_recall(database: Path) -> None:
    """It says so instead of an empty list."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("b")
        assert "▲ No order here has a step that could be done again." == grill.notice


# Rush.


async def test_x_rushes_the_open_order_everywhere(database: Path) -> None:
    """With a reason and what it does to others; the banner stands on every station; once more ends it."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill, seat(database, "station:fry", clock=clock) as fry:
        await grill.opened()
        second = await grill.opened()
        await grill.press("down", "x")
        assert "Rush order 2: why?" in grill.text
        await grill.press("3")
        assert "✔ Order 2 goes first everywhere: Driver is waiting" == grill.notice
        assert [2, 1] == [ticket.number for ticket in grill.counter.board.rail(("grill",))]
        await fry.until(lambda: "RUSH  2 Driver is waiting" in fry.text)
        await grill.press("x")
        assert "✔ Order 2 is no longer rushed" == grill.notice
        await fry.until(lambda: "RUSH" not in fry.text)
        assert second.order.rush is None


async def test_a_rush_too_many_is_refused_with_which_are_rushed(database: Path) -> None:
    """At most as many as the playbook says."""
    async with seat(database, playbook=replace(DINER, most_rushed=1)) as grill:
        await grill.opened()
        await grill.opened()
        await grill.press("x", "1", "down", "x", "1")
        assert "■ 1 order is rushed already (1), and more would slow down all. End one first." == grill.notice


# Hold and fire.


async def test_m_holds_the_open_order_until_its_time(database: Path) -> None:
    """It leaves the rail, the line above tells of it, and it comes back by itself with a fresh clock."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("m")
        assert "Hold order 1: until when?" in grill.text
        await grill.press("2", "1")
        assert grill.notice.startswith("✔ Order 1 is held until ")
        assert "1 held" in grill.text
        assert "held" == grill.state(entry.order.id, "grill")
        await grill.pass_time(299)
        assert "held" == grill.state(entry.order.id, "grill")
        await grill.pass_time(2)
        assert "open" == grill.state(entry.order.id, "grill")
        assert "● 0:01" in grill.text or "0:01" in grill.text


async def test_y_fires_what_is_held_by_hand(database: Path) -> None:
    """The list says who held it and why."""
    async with seat(database) as grill:
        entry = await grill.opened(name="Maya")
        await grill.press("m", "1", "3")
        assert "✔ Order 1 is held until somebody fires it (Y)" == grill.notice
        await grill.press("y")
        assert "by hand: Waits for payment (Ana)" in grill.text
        await grill.press("1")
        assert "✔ Order 1 begins now" == grill.notice
        assert "open" == grill.state(entry.order.id, "grill")


async def test_a_time_of_day_is_keyed_and_a_wrong_one_is_refused(database: Path) -> None:
    """12:30, 12.30 and 1230 are the same; 25:00 is none, and stays in its field to be mended."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("m", "9")
        await grill.type("2500")
        await grill.press("enter")
        assert "■ “2500” is no time of day. Key it as 12:30, 12.30 or 1230." in " ".join(grill.text.split())
        later = grill.counter.local(grill.clock.now().at + 3_600_000)
        await grill.press(*["backspace"] * 4)
        await grill.type(f"{later:%H%M}")
        await grill.press("enter", "1")
        assert f"✔ Order 1 is held until {later:%H:%M}" == grill.notice


# Changes.


async def test_a_struck_line_stops_the_station_until_it_is_seen(database: Path) -> None:
    """DONE asks what was made of it; the answer acknowledges and notes the waste in one go."""
    clock = SetClock()
    async with seat(database, clock=clock, settings=QUIET) as grill, elsewhere(database, clock) as front:
        entry = await grill.opened(BURGERS)
        kept = tuple(wish for wish in wishes_of(entry.order) if wish.quantity == 1)
        await front.do(Change(entry.order.id, kept, "Guest changed their mind"))
        await grill.until(lambda: "STOP" in grill.text)
        assert "VOID" in grill.text
        await grill.press("enter")
        assert "What was made of it?" in grill.text
        await grill.press("2")
        assert "✔ Order 1: the change is seen at Grill. To waste: 2 × Burger: Already made." == grill.notice
        known = grill.counter.board.orders[entry.order.id].order
        assert [("burger", 2, "Already made")] == [
            (one.line.item, one.line.quantity, one.reason) for one in known.wastes
        ]
        await grill.press("enter")
        assert "bumped" == grill.state(entry.order.id, "grill")


async def test_an_add_on_brings_a_bumped_ticket_back_for_it_alone(database: Path) -> None:
    """What was made stays done; what was added says so."""
    clock = SetClock()
    async with seat(database, clock=clock, settings=QUIET) as grill, elsewhere(database, clock) as front:
        entry = await grill.opened()
        await grill.press("enter")
        await front.do(Change(entry.order.id, (*wishes_of(entry.order), Wish("burger", 3))))
        await grill.until(lambda: "ADD-ON" in grill.text)
        assert "✔ 1 × Burger" in grill.text
        assert "3 × Burger" in grill.text


async def test_w_notes_waste_in_one_go(database: Path) -> None:
    """Which, how many, why: three digits."""
    async with seat(database) as grill:
        entry = await grill.opened(BURGERS)
        await grill.press("w", "1", "2", "2")
        assert "✔ Order 1: 2 × Burger to waste at Grill: Burnt" == grill.notice
        known = grill.counter.board.orders[entry.order.id].order
        assert [2] == [one.line.quantity for one in known.wastes]


# The end.


async def test_an_incomplete_order_is_handed_over_with_a_reason(database: Path) -> None:
    """The slip comes, the record says what was missing."""
    async with seat(database, "station:fry") as fry:
        entry = await fry.opened(upto="fry")
        await fry.press("0", "0")
        await fry.press("backspace")
        await fry.bytes("\x05")
        assert "Order 1 without Fry, Check: why?" in fry.text
        await fry.press("1")
        order = (await fry.counter.order(entry.order.id)).order
        assert ("Guest takes it without", ("fry", "check")) == (order.early, order.missing)
        assert "SLIP" in fry.text.upper()


async def test_a_closed_station_gives_its_work_to_another(database: Path) -> None:
    """Both terminals say so; once more opens it again."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill, seat(database, "station:fry", clock=clock) as fry:
        entry = await grill.opened()
        await grill.bytes("\x0b")
        assert "Close this station: who has its work?" in grill.text
        await grill.press("1")
        assert "✔ Grill is closed: Fry has its work" == grill.notice
        await fry.until(lambda: "with Grill" in fry.text)
        assert {"grill", "fry"} == {ticket.step for ticket in fry.counter.board.rail(("fry",))}
        assert "CLOSED" in grill.lines[0]
        assert "Grill is closed: Fry has its work" in grill.text
        assert "^K opens it again" in grill.text
        await grill.bytes("\x0b")
        assert "✔ Grill is open again" == grill.notice
        assert (entry.order.id, "grill") == chosen(grill)


# Announcing.


async def test_a_new_ticket_is_spoken_where_the_settings_say_so(database: Path) -> None:
    """By its number; what was there when the screen opened is not news."""
    async with seat(database, settings=replace(QUIET, announce="speech")) as grill:
        await grill.opened()
        assert ["New: order 1."] == grill.speaker.said


async def test_the_terminals_own_name_tells_two_grills_apart(database: Path) -> None:
    """Without a name signed in, what a terminal is called says who has a ticket."""
    clock = SetClock()
    settings = replace(QUIET, person="", terminal="Grill 2")
    async with seat(database, clock=clock, settings=settings) as grill:
        await grill.opened(MEAL)
        await grill.press("t")
        assert "Grill 2 has it" in grill.text


async def test_an_order_voided_elsewhere_is_told_whichever_ticket_is_open(database: Path) -> None:
    """Hands that had begun it read STOP, who ended it and why, while they work on another."""
    clock = SetClock()
    async with seat(database, clock=clock, settings=QUIET) as grill, elsewhere(database, clock) as front:
        first, second = await grill.opened(), await grill.opened()
        assert (first.order.id, "grill") == chosen(grill)
        await front.do(Void(second.order.id, "Guest left"), by="Leo")
        await grill.until(lambda: "STOP: order 2 is void: Guest left (Leo). Clear it away." in grill.notice)
        assert (first.order.id, "grill") == chosen(grill)

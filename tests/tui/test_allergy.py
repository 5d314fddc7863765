"""An allergy order on real screens: keyed at the front, seen by name at every station, handed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.settings import Settings
from kiosk.tui.station.open_ticket import OpenTicket
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.station.ticket_sight import NARROW, SIDE
from kiosk.work.board.board import OnBoard
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.completion import completions
from kiosk.work.verb.change import Change, wishes_of
from kiosk.work.verb.hand_over import HandOverEarly
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.open_order import AddOrder
from kiosk.work.verb.see_allergy import SeeAllergy
from tests.tui.seat import Seat, seat

NOTE = "Cliente alergico a la mostaza"


def named(person: str) -> Settings:
    """Return a terminal somebody is signed in at; empty for nobody."""
    return Settings(person=person, debounce=0, guard=0, scanner="off")


async def added(terminal: Seat, note: str = NOTE) -> OnBoard:
    """Take an order from outside with a note."""
    guest = Guest("", "Lea", note)
    entry = await terminal.counter.do(AddOrder("web-1", (Wish("cheeseburger"),), guest=guest))
    await terminal.pass_time(1)
    return entry


def only(terminal: Seat) -> OnBoard:
    """Return the one order there is."""
    (entry,) = terminal.counter.board.orders.values()
    return entry


async def key_with_note(front: Seat, note: str) -> None:
    """Key a hamburger for the next guest, and a note for the order."""
    await front.press("enter", "enter")
    await front.pass_time(5)
    await front.press("1", "1", "enter", "e")
    await front.type(note)
    await front.press("enter")


async def test_the_till_asks_at_once_whether_what_a_note_says_is_an_allergy(database: Path, burger: Playbook) -> None:
    """It stands in the basket; sent without an answer it stands in the order."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await key_with_note(front, NOTE)
        assert "The note says mustard: allergy?" in front.notice
        assert "ALLERGY mustard" in front.text
        await front.press("enter", "2")
        assert (("mustard",), True) == (only(front).order.found, only(front).order.allergy)


async def test_allergens_are_named_in_the_language_of_the_screen(database: Path, burger: Playbook) -> None:
    """Whoever reads German reads Senf, in the question, in the list and at the station; the record has mustard."""
    settings = Settings(person="Ana", debounce=0, guard=0, scanner="off", language="de")
    async with seat(database, "station:front", playbook=burger, settings=settings) as front:
        await key_with_note(front, NOTE)
        assert "Senf" in front.notice
        assert "ALLERGIE Senf" in front.text
        await front.press("a")
        assert "✔ Senf" in front.text
        await front.press("enter", "enter", "2")
        assert ("mustard",) == only(front).order.must_not_meet


async def test_a_note_on_an_item_stops_where_the_record_would_cut_it(database: Path, burger: Playbook) -> None:
    """What is sent is what stood there; an allergy at the end is not lost without a word."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await front.press("enter", "enter", "1", "1", "e")
        await front.bytes(f"\x1b[200~{'x' * 70} allergic to mustard\x1b[201~")
        assert "80 of 80: no more room, the rest of the paste is left out" in front.text
        await front.press("enter", "enter", "enter")
        assert f"{'x' * 70} allergic" == only(front).order.lines[0].note


async def test_an_allergy_behind_what_a_note_has_room_for_is_heard(database: Path, burger: Playbook) -> None:
    """Of an order from outside."""
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben")) as grill:
        wishes = (Wish("cheeseburger", note=f"{'x' * 90} allergic to mustard"),)
        await grill.counter.do(AddOrder("web-1", wishes))
        assert ("mustard",) == only(grill).order.must_not_meet


async def test_the_guests_own_words_are_asked_for_as_soon_as_they_are_chosen(database: Path, burger: Playbook) -> None:
    """What a keyboard types there as fast as a scanner stands in the field; then the list shows all of it ticked."""
    settings = Settings(person="Ana", debounce=0, guard=0, scanner="speed")
    async with seat(database, "station:front", playbook=burger, settings=settings) as front:
        await front.press("enter", "enter", "1", "1", "enter", "a", "2")
        await front.touch("words …")
        assert "What does the guest say?" in front.text
        await front.bytes("kiwi makes me ill")
        await front.touch("OK ⏎")
        assert "✔ milk" in front.text
        assert "✔ in the" in front.text
        await front.press("enter", "enter")
        assert ("milk",) == only(front).order.allergies
        assert "kiwi makes me ill" == only(front).guest.allergy


async def test_own_words_that_were_not_written_tell_of_nothing_and_that_is_said(
    database: Path, burger: Playbook
) -> None:
    """The tick is gone; so are words that are unticked."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await front.press("enter", "enter", "1", "1", "enter", "a", "7", "enter")
        assert "No words were written." in front.text
        assert "✔" not in front.text
        await front.press("7")
        await front.type("kiwi")
        await front.press("enter", "enter")
        assert "ALLERGY “kiwi”" in front.text
        await front.press("a", "7", "enter")
        assert "ALLERGY" not in front.text


async def test_sending_what_the_guest_must_not_meet_is_asked_about_first(database: Path, burger: Playbook) -> None:
    """Enter sends nothing; the safe answer goes back to the order, the other sends it, by digit or by touch."""
    for size in ((40, 20), (100, 30)):
        for answer in ("2", "Send it as it is"):
            where = database.with_name(f"{size[0]}{answer[0]}.db")
            async with seat(where, "station:front", playbook=burger, settings=named("Ana"), size=size) as front:
                await front.press("enter", "enter", "1", "1", "enter", "a")
                await front.touch("mustard")
                await front.press("enter", "enter")
                asked = " ".join(front.text.split())
                assert "1 × Hamburger holds mustard, which the guest must not meet. Send it?" in asked
                assert asked.index("Back to the order") < asked.index("Send it as it is")
                await front.press("enter")
                assert not only(front).order.taken
                await front.press("1")
                assert "Send it?" not in front.text
                await front.press("enter")
                await (front.press(answer) if len(answer) == 1 else front.touch(answer))
                assert only(front).order.taken


async def test_what_a_choice_takes_away_is_not_asked_about(database: Path, burger: Playbook) -> None:
    """Without mustard a hamburger holds none."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await front.press("enter", "enter", "1", "1")
        await front.press("4")
        await front.press("enter", "a")
        await front.touch("mustard")
        await front.press("enter", "enter")
        assert only(front).order.taken


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (160, 45)])
async def test_every_station_that_has_such_a_line_says_so(
    database: Path, burger: Playbook, size: tuple[int, int]
) -> None:
    """Below what the guest must not meet; on the sheet and in the list of the expo too."""
    clock = SetClock()
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben"), size=size, clock=clock) as grill:
        await grill.counter.do(AddOrder("web-1", (Wish("hamburger"),), allergies=("mustard",)))
        await grill.pass_time(1)
        assert "■ Hamburger holds mustard" in grill.text
    async with seat(database, "station:expo", playbook=burger, settings=named("Dan"), size=size, clock=clock) as expo:
        assert "■ Hamburger holds mustard" in expo.text
        await expo.press("1")
        assert "■ Hamburger holds mustard" in expo.text


async def test_what_is_no_allergy_is_taken_off(database: Path, burger: Playbook) -> None:
    """The list that A opens has it ticked; unticked nothing of it is left."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await key_with_note(front, NOTE)
        await front.press("a")
        assert "✔ mustard" in front.text
        await front.touch("mustard")
        await front.press("enter")
        assert "ALLERGY" not in front.text
        await front.press("enter")
        assert not only(front).order.allergy


async def test_what_is_written_after_something_was_taken_off_is_asked_about_anew(
    database: Path, burger: Playbook
) -> None:
    """Mustard was no allergy in the first note; in the next one it is, and so is what no list knows."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await key_with_note(front, NOTE)
        await front.press("a")
        await front.touch("mustard")
        await front.press("enter", "g")
        await front.type("Lea")
        await front.press("enter")
        assert "ALLERGY" not in front.text
        await front.press("1", "1", "e")
        await front.type("allergic to mustard")
        await front.press("enter", "enter")
        assert "ALLERGY mustard" in front.text
        await front.press("1", "1", "e")
        await front.type("allergic to kiwi")
        await front.press("enter", "enter", "enter", "2")
        assert (("mustard",), True) == (only(front).order.found, only(front).order.noted)


async def test_an_allergy_nobody_knows_by_name_can_be_taken_off_too(database: Path, burger: Playbook) -> None:
    """Until then the order is an allergy order whose note stands in full."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await key_with_note(front, "allergic to kiwi")
        assert "The note tells of an allergy" in front.notice
        await front.press("enter")
        assert (True, ()) == (only(front).order.noted, only(front).order.must_not_meet)


@pytest.mark.parametrize("note", ["no mustard", "extra cheese", "no allergies"])
async def test_a_wish_is_asked_about_by_nobody(database: Path, burger: Playbook, note: str) -> None:
    """A till that cries wolf is not heard."""
    async with seat(database, "station:front", playbook=burger, settings=named("Ana")) as front:
        await key_with_note(front, note)
        assert "allergy?" not in front.text
        assert "ALLERGY" not in front.text


async def test_the_green_key_says_seen_first(database: Path, burger: Playbook) -> None:
    """Large what it is, then who saw it; only then is the key a bump."""
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben")) as grill:
        entry = await added(grill)
        assert "SEEN" in grill.keys
        assert "M U S T A R D" in grill.text
        await grill.press("enter")
        assert "open" == grill.state(entry.order.id, "cook")
        assert {"grill": "Ben"} == {name: stamp.by for name, stamp in only(grill).order.allergy_seen.items()}
        assert "seen here by Ben" in grill.text
        assert "DONE" in grill.keys
        await grill.press("enter")
        assert "bumped" == grill.state(entry.order.id, "cook")


async def test_where_nobody_is_signed_in_a_name_is_asked_for(database: Path, burger: Playbook) -> None:
    """Going back sees nothing; a name does, and signs nobody in."""
    async with seat(database, "station:grill", playbook=burger, settings=named("")) as grill:
        await added(grill)
        await grill.press("enter")
        assert "who has seen it?" in grill.text
        await grill.touch("Back")
        await grill.pass_time(1)
        assert {} == only(grill).order.allergy_seen
        await grill.press("enter")
        await grill.type("Kim")
        await grill.press("enter")
        assert "Kim" == only(grill).order.allergy_seen["grill"].by
        assert "" == grill.app.person


async def test_an_order_that_becomes_one_over_an_open_ticket_says_so(database: Path, burger: Playbook) -> None:
    """The press meant for DONE does not see it unread."""
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben")) as grill:
        entry = await added(grill, note="")
        assert "DONE" in grill.keys
        wishes = (*wishes_of(entry.order), Wish("hamburger", note="uczulenie na sezam"))
        await grill.counter.do(Change(entry.order.id, wishes), by="Ana")
        await grill.pass_time(1)
        assert "ALLERGY: order 1 is one now" in grill.notice
        assert "S E S A M E" in grill.text
        assert "SEEN" in grill.keys


async def test_an_allergy_order_goes_through_all_stations(database: Path, burger: Playbook) -> None:
    """Each sees it once by its own name, the board is cleaned before the bun, and the record says who saw it."""
    clock = SetClock()
    people = {"grill": "Ben", "dress": "Cleo", "expo": "Dan"}
    done = {"grill": ["cook"], "dress": ["clean-board", "dress"], "expo": ["assemble", "check", "hand-over"]}
    async with seat(database, "station:front", playbook=burger, settings=named("Ana"), clock=clock) as front:
        await key_with_note(front, NOTE)
        await front.press("enter", "2", "enter")
        order = only(front).order
        order_id = order.id
        assert "bumped" == front.state(order_id, "pay")
    for station, steps in done.items():
        async with seat(
            database, f"station:{station}", playbook=burger, settings=named(people[station]), clock=clock
        ) as at:
            await at.press("enter")
            assert people[station] == only(at).order.allergy_seen[station].by
            for step in steps:
                assert "open" == at.state(order_id, step)
                await at.pass_time(60)
                await at.press("enter", *(("1", "enter") if "Look at each" in at.text else ()))
            order = (await at.counter.order(order_id)).order
    assert order.finished
    rows = {row.step: row.allergy_seen_by for row in completions(order, burger)}
    assert {
        "greet": "",
        "take-order": "Ana",
        "pay": "Ana",
        "cook": "Ben",
        "clean-board": "Cleo",
        "dress": "Cleo",
        "assemble": "Dan",
        "check": "Dan",
        "hand-over": "Dan",
    } == rows


async def test_the_board_for_guests_says_nothing_of_it(database: Path, burger: Playbook) -> None:
    """Who must not meet mustard is nobody's business there."""
    async with seat(database, "board", playbook=burger, settings=named("")) as board:
        await added(board)
        await board.until(lambda: "1" in board.text)
        assert "ALLERGY" not in board.text.upper()
        assert "MUSTARD" not in board.text.upper()


async def test_the_sheet_of_an_order_says_who_saw_it_where(database: Path, burger: Playbook) -> None:
    """For whoever puts it together, and for a manager."""
    async with seat(database, "station:expo", playbook=burger, settings=named("Dan")) as expo:
        entry = await added(expo)
        await expo.counter.do(SeeAllergy(entry.order.id, "cook"), by="Ben")
        await expo.pass_time(1)
        await expo.press("1")
        assert "Allergy seen at Grill: Ben" in expo.text


async def test_a_digit_that_bumps_opens_an_allergy_instead(database: Path, burger: Playbook) -> None:
    """A bump bar's key is pressed without looking; this ticket has to be looked at."""
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben")) as grill:
        entry = await added(grill)
        assert isinstance(grill.screen, StationScreen)
        grill.screen.act("bump_tile(1)")
        await grill.settle()
        assert "open" == grill.state(entry.order.id, "cook")
        assert "say that you saw it" in grill.notice


async def test_what_is_refused_names_the_key_of_the_screen(database: Path, burger: Playbook) -> None:
    """No word of the command line stands there."""
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben")) as grill:
        entry = await added(grill)
        assert isinstance(grill.screen, StationScreen)
        desk = grill.screen.desk

        async def bump() -> None:
            await desk.do(BumpLine(entry.order.id, "cook", 1))

        grill.screen.verb(bump)
        await grill.settle()
        assert grill.notice.endswith(" First somebody at Grill says by name that they saw it: ⏎.")


async def test_handed_over_early_it_is_seen_first(database: Path, burger: Playbook) -> None:
    """Who hands a part of it over answers for it by name."""
    async with seat(database, "station:expo", playbook=burger, settings=named("Dan")) as expo:
        entry = await added(expo)
        with pytest.raises(Refused, match="allergy order"):
            await expo.counter.do(HandOverEarly(entry.order.id, "Guest is in a hurry"), by="Dan")
        await expo.counter.do(SeeAllergy(entry.order.id, "hand-over"), by="Dan")
        ended = await expo.counter.do(HandOverEarly(entry.order.id, "Guest is in a hurry"), by="Dan")
        assert ended.order.finished


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (100, 30)])
async def test_a_lines_note_stands_whole_at_its_station(
    database: Path, burger: Playbook, size: tuple[int, int]
) -> None:
    """Wrapped below its line: what stands at its end is read as what stands at its beginning."""
    note = "cut it in four, hold the top bun apart, serve it with two napkins and ketchup"
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben"), size=size) as grill:
        await grill.counter.do(AddOrder("web-1", (Wish("cheeseburger", note=note),)))
        await grill.pass_time(1)
        ticket = grill.screen.query_one(OpenTicket)
        left, room = ticket.region.x + 1, ticket.size.width - (SIDE if ticket.size.width >= NARROW else 0)
        seen = [line[left : left + room].rstrip() for line in grill.lines]
        first = next(place for place, line in enumerate(seen) if "“cut it" in line)
        last = next(place for place, line in enumerate(seen) if "ketchup”" in line)
        assert f"“{note}”" == " ".join(" ".join(seen[first : last + 1]).split())
        assert all(line.startswith(" " * 5) for line in seen[first + 1 : last + 1])


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_a_note_longer_than_the_screen_is_read_to_its_end(
    database: Path, burger: Playbook, size: tuple[int, int]
) -> None:
    """Two thousand characters of a line: the ticket scrolls to its last word, and the key for DONE stays in sight."""
    note = f"{'cut it in four ' * 130}lastword"
    async with seat(database, "station:grill", playbook=burger, settings=named("Ben"), size=size) as grill:
        await grill.counter.do(AddOrder("web-1", (Wish("cheeseburger", note=note),)))
        await grill.pass_time(1)
        assert "“cut it in four" in grill.text
        for _page in range(120):
            if "lastword”" in grill.text:
                break
            await grill.press("right")
        assert "lastword”" in grill.text
        assert "DONE" in grill.text

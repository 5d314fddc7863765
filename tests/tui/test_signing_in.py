"""Signing in at the screens: by name, PIN and badge, with a coach, in another's role, and the manager's doors."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from textual.screen import Screen

from kiosk.counter.counter import Counter
from kiosk.errors import StorageUnavailable
from kiosk.settings import Settings
from kiosk.tui.home.screen import HomeScreen
from kiosk.tui.manager.figures import FiguresScreen
from kiosk.tui.manager.screen import ManagerScreen
from kiosk.tui.modals.pin_pad import PinPad
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.station.screen import StationScreen
from kiosk.tui.terminal.stroke import Scan
from kiosk.work.order.counter_events import PersonAdded, PersonSignedIn, PersonSignedOut, PinGiven, PinRefused
from kiosk.work.order.event import COUNTER_STREAM, Event
from kiosk.work.order.ticket_events import StoodIn, TicketCoached
from kiosk.work.people import pin as pins
from kiosk.work.people.person import Person
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from tests.playbooks import DINER
from tests.tui.seat import Seat, seat

PIN = "482913"
GRILL, FRY = "Grill cook", "Fry cook"
SIGNED_OUT = Settings(debounce=0, guard=0, scanner="off")


def with_roles() -> Playbook:
    """Return the diner with a role of its own for grill and fry."""
    own = {"grill": GRILL, "fry": FRY}
    procedures = tuple(replace(one, role=own.get(one.step, one.role)) for one in DINER.procedures)
    return replace(DINER, procedures=procedures)


PLACES = with_roles()


def open_desk(database: Path, start: str = "station:grill", **more: Any) -> AbstractAsyncContextManager[Seat]:
    """Open a terminal of the diner with roles, where the crew is known and nobody is signed in."""
    return seat(database, start, playbook=PLACES, before=crew, **{"settings": SIGNED_OUT, **more})


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash cheaply: what a hash costs is no matter here."""
    monkeypatch.setattr(pins, "COST", 4)


async def crew(counter: Counter) -> None:
    """Know a manager, a cook, a fry cook without a PIN, and a trainee."""
    await counter.people.keep(Person("Kim", ("Manager",)))
    await counter.people.keep(Person("Ana", (GRILL,)))
    await counter.people.keep(Person("Fay", (FRY,)))
    await counter.people.keep(Person("Tom", trainee=True))
    await counter.proofs.set_pin("Kim", PIN)
    await counter.proofs.set_pin("Ana", "2580")


async def said(there: Seat, stream: str = COUNTER_STREAM) -> list[tuple[str, Event]]:
    """Return the events of a stream with who made them, but for those that made the crew known."""
    records = await there.counter._live.ask(lambda journal: journal.order(stream))
    return [
        (record.stamp.by, record.event) for record in records if not isinstance(record.event, PersonAdded | PinGiven)
    ]


def front(there: Seat) -> Screen[Any]:
    """Return the screen in front."""
    return there.screen


async def scan(there: Seat, text: str) -> None:
    """Let a scanner read something."""
    there.app.scans.take(Scan(text))
    await there.settle()


async def test_who_has_a_pin_signs_in_with_it(database: Path) -> None:
    """By keys: the name by its digit, the digits masked, and the record says how."""
    async with open_desk(database) as grill:
        await grill.press("i", "1")
        assert isinstance(front(grill), PinPad)
        await grill.press("2", "5", "8")
        assert "●  ●  ●" in grill.text
        assert "258" not in grill.text.replace(" ", "")
        await grill.press("0", "enter")
        assert "Ana" == grill.app.person
        assert "✔ Ana is signed in" == grill.notice
        assert [("Ana", PersonSignedIn("pin"))] == await said(grill)


async def test_by_touch(database: Path) -> None:
    """The name and the digits are tiles; Back changes nothing."""
    async with open_desk(database) as grill:
        await grill.press("i")
        await grill.touch("Kim")
        assert "PIN of Kim" in grill.text
        await grill.touch("Back")
        assert ("", []) == (grill.app.person, await said(grill))
        await grill.press("i")
        await grill.touch("Fay")
        assert "Fay" == grill.app.person
        assert [("Fay", PersonSignedIn("name"))] == await said(grill)


async def test_a_wrong_pin_is_asked_again_and_stands_in_the_record_without_its_digits(database: Path) -> None:
    """The pad says so, Escape goes back to work, and nobody is signed in."""
    async with open_desk(database) as grill:
        await grill.press("i", "1", "9", "9", "9", "7", "enter")
        assert "That PIN is wrong. Try again." in grill.text
        assert [("", PinRefused("Ana"))] == await said(grill)
        await grill.press("escape")
        assert isinstance(front(grill), StationScreen)
        assert "" == grill.app.person


async def test_too_many_wrong_pins_stop_no_work(database: Path) -> None:
    """The sixth try is refused with how long it takes; the ticket is bumped meanwhile."""
    async with open_desk(database) as grill:
        entry = await grill.opened()
        await grill.press("i", "3")
        for _ in range(6):
            await grill.press("1", "1", "enter")
        assert "The next try is in 0:30." in " ".join(grill.text.split())
        await grill.pass_time(4)
        assert "The next try is in 0:26." in " ".join(grill.text.split())
        await grill.pass_time(26)
        assert "Too many wrong PINs" not in " ".join(grill.text.split())
        await grill.press("escape", "enter")
        assert "gone" != grill.state(entry.order.id, "grill")
        assert "bumped" == grill.state(entry.order.id, "grill")
        await grill.press("i", "3", *PIN, "enter")
        assert "Kim" == grill.app.person


async def test_a_badge_signs_in_from_any_screen(database: Path) -> None:
    """At work and on the pad; a void one is refused in words."""
    async with open_desk(database) as grill:
        old = await grill.counter.proofs.new_badge("Ana")
        new = await grill.counter.proofs.new_badge("Ana")
        await scan(grill, old)
        assert "■ This badge is void, or of another counter. Sign in by name." == grill.notice
        await scan(grill, new.lower())
        assert "Ana" == grill.app.person
        await grill.press("i")
        await grill.touch("Kim")
        await scan(grill, new)
        assert "That is somebody else's badge." in grill.text
        await scan(grill, await grill.counter.proofs.new_badge("Kim"))
        assert "Kim" == grill.app.person


async def test_a_badge_answers_who_works_here(database: Path) -> None:
    """While the list of names is open it closes it and signs in."""
    async with open_desk(database) as grill:
        await grill.press("i")
        await scan(grill, await grill.counter.proofs.new_badge("Fay"))
        assert isinstance(front(grill), StationScreen)
        assert "Fay" == grill.app.person


async def test_signing_out(database: Path) -> None:
    """Is the first answer of whoever is signed in, and a line of the record."""
    async with open_desk(database) as grill:
        await grill.press("i")
        await grill.touch("Fay")
        await grill.press("i", "1")
        assert "" == grill.app.person
        assert ("Fay", PersonSignedOut()) == (await said(grill))[-1]


async def test_another_role_s_step_asks_why_once(database: Path) -> None:
    """Then the reason goes with each bump until the person signs out; the record holds role and reason."""
    async with open_desk(database) as grill:
        first, second = await grill.opened(), await grill.opened()
        await grill.press("i")
        await grill.touch("Fay")
        await grill.press("enter")
        assert f"{GRILL}: why does Fay stand in?" in grill.text
        await grill.press("escape")
        assert "open" == grill.state(first.order.id, "grill")
        await grill.press("enter", "1")
        assert "bumped" == grill.state(first.order.id, "grill")
        await grill.press("enter")
        assert "bumped" == grill.state(second.order.id, "grill")
        for order in (first, second):
            reason = ("Fay", StoodIn("grill", GRILL, "Somebody is missing"))
            assert reason in await said(grill, order.order.id)


async def test_one_s_own_role_asks_nothing(database: Path) -> None:
    """A cook cooks."""
    async with open_desk(database) as grill:
        entry = await grill.opened()
        await grill.press("i", "1", "2", "5", "8", "0", "enter", "enter")
        assert "bumped" == grill.state(entry.order.id, "grill")
        assert not [event for _, event in await said(grill, entry.order.id) if isinstance(event, StoodIn)]


async def test_a_trainee_works_with_a_coach_who_ticks_the_points(database: Path) -> None:
    """The coach proves who they are; marks are theirs as an observer's, the bump is the trainee's, with the coach."""
    async with open_desk(database) as grill:
        entry = await grill.opened()
        await grill.press("i")
        await grill.touch("Tom")
        assert "Who coaches Tom?" in grill.text
        await grill.touch("Fay")
        assert "✔ Tom is signed in, with Fay" == grill.notice
        assert "Tom, with Fay" in grill.lines[0]
        await grill.press("1")
        order = grill.counter.board.orders[entry.order.id].order
        (seen,) = order.seen
        assert ("grill", "coach", "Fay") == (seen[0], seen[2], order.seen[seen].stamp.by)
        assert "✔" in grill.text
        await grill.press("enter")
        assert ("Tom", TicketCoached("grill", "Fay")) in await said(grill, entry.order.id)


async def test_a_trainee_alone_does_nothing_critical(database: Path) -> None:
    """Refused in words; what has no critical point is done."""
    async with open_desk(database) as grill:
        entry = await grill.opened()
        await grill.press("i")
        await grill.touch("Tom")
        await grill.touch("Nobody")
        await grill.press("enter")
        critical = any(point.critical for point in DINER.procedure["grill"].points)
        assert critical == ("open" == grill.state(entry.order.id, "grill"))
        assert critical == ("has a critical point" in grill.notice)


async def test_the_manager_s_room_asks_for_the_pin(database: Path) -> None:
    """Back leads home; the PIN leads in; leaving the room shuts it, and the worker is signed in again."""
    async with open_desk(database, "home") as home:
        await home.press("i")
        await home.touch("Fay")
        await home.touch("Manager")
        assert "PIN of Kim" in home.text
        await home.press("escape")
        assert isinstance(front(home), HomeScreen)
        await home.touch("Manager")
        await home.press(*PIN, "enter")
        assert isinstance(front(home), ManagerScreen)
        assert "Kim" == home.app.person
        await home.press("h")
        assert "Fay" == home.app.person
        await home.touch("Manager")
        assert isinstance(front(home), PinPad)


async def test_the_manager_s_room_closes_when_nobody_touches_it(database: Path) -> None:
    """After three minutes, and not while somebody works there."""
    async with open_desk(database, "home") as home:
        await home.touch("Manager")
        await home.press(*PIN, "enter")
        await home.pass_time(170)
        await home.press("right")
        await home.pass_time(170)
        assert isinstance(front(home), ManagerScreen)
        await home.pass_time(20)
        assert isinstance(front(home), HomeScreen)
        assert "The manager's screens are closed." in home.notice
        assert "" == home.app.person


async def test_a_terminal_that_opens_at_the_manager_s_asks_first(database: Path) -> None:
    """Nothing of the numbers is seen before the PIN."""
    async with open_desk(database, "manager") as there:
        assert isinstance(front(there), PinPad)
        await there.press(*PIN, "enter")
        assert isinstance(front(there), ManagerScreen)


async def test_leaving_the_program_takes_a_manager(database: Path) -> None:
    """Once somebody has a PIN for it; P18."""
    async with open_desk(database, "home") as home:
        await home.press("l")
        assert isinstance(front(home), PinPad)
        await home.press("escape", "l", *PIN, "enter")
        assert "End the counter on this terminal?" in home.text


async def test_without_a_manager_s_pin_every_door_is_open(database: Path) -> None:
    """Names are typed, the room opens, leaving asks once."""
    async with seat(database, "home") as home:
        await home.touch("Manager")
        assert isinstance(front(home), ManagerScreen)
        await home.press("h", "l")
        assert "End the counter on this terminal?" in home.text


async def test_the_settings_sign_nobody_in_who_has_a_pin(database: Path) -> None:
    """Nor a name that is not known; one without a PIN they do."""
    for name, expected in (("Ana", ""), ("Zed", ""), ("Fay", "Fay")):
        async with open_desk(database, settings=Settings(person=name, debounce=0, guard=0)) as grill:
            assert expected == grill.app.person


async def test_a_scanner_types_a_badge(database: Path) -> None:
    """As fast signs and Enter, through the wedge."""
    async with open_desk(database, settings=Settings(debounce=0, guard=0)) as grill:
        await grill.bytes(f"{await grill.counter.proofs.new_badge('Fay')}\r")
        await grill.until(lambda: "Fay" == grill.app.person)


async def test_one_s_own_figures_are_behind_one_s_own_pin(database: Path) -> None:
    """In the list of I; somebody else at the terminal does not see them."""
    async with open_desk(database) as grill:
        await grill.opened()
        await grill.press("i", "1", "2", "5", "8", "0", "enter")
        await grill.pass_time(150)
        await grill.press("enter", "i", "2")
        assert isinstance(front(grill), PinPad)
        await grill.press("escape")
        assert isinstance(front(grill), StationScreen)
        await grill.press("i", "2", "2", "5", "8", "0", "enter")
        assert "Ana: the last seven days" in grill.text
        assert "2:30" in grill.text
        assert "0 of" in grill.text
        await grill.press("backspace")
        assert isinstance(front(grill), StationScreen)


async def test_the_team_has_no_names(database: Path) -> None:
    """Behind the manager's doors, by role and step."""
    async with open_desk(database, "home") as home:
        entry = await home.opened()
        home.clock.advance(150)
        await home.counter.do(Bump(entry.order.id, "grill"), by="Ana")
        await home.touch("Manager")
        await home.press(*PIN, "enter", "g")
        assert "The last seven days" in home.text
        assert GRILL in home.text
        assert not any(name in home.text for name in ("Ana", "Zoe"))
        await home.pass_time(200)
        assert isinstance(front(home), HomeScreen)


async def test_a_badge_gets_into_no_field(database: Path) -> None:
    """What opens doors is not to stand in the record: whoever keys is told to answer first."""
    async with open_desk(database) as grill:
        answers: list[str | None] = []
        grill.app.push_screen(Prompt("Why?"), answers.append)
        await grill.settle()
        await scan(grill, await grill.counter.proofs.new_badge("Fay"))
        await grill.press("enter")
        assert [""] == answers
        assert "Answer the question first" in grill.notice


async def test_leaning_on_enter_is_no_try_at_a_pin(database: Path) -> None:
    """Nothing keyed is nothing tried: the manager is not locked out."""
    async with open_desk(database, "home") as home:
        await home.press("l", *["enter"] * 9)
        assert isinstance(front(home), PinPad)
        assert not any(isinstance(event, PinRefused) for _by, event in await said(home))
        await home.press(*PIN, "enter")
        assert "End the counter on this terminal?" in home.text


async def test_doors_shut_behind_a_manager_although_the_record_cannot_be_reached(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever was signed in before is again, so that nothing is written under the manager's name."""

    async def unreachable(_event: Event, _by: str) -> None:
        raise StorageUnavailable("The record is locked.")

    async with open_desk(database, "home", settings=replace(SIGNED_OUT, person="Fay")) as home:
        await home.touch("Manager")
        await home.press(*PIN, "enter")
        assert "Kim" == home.app.person
        monkeypatch.setattr(home.counter._ledger, "note", unreachable)
        await home.press("h")
        assert ("Fay", "Fay") == (home.app.person, home.counter.people.acting.by)
        assert "The record is locked." in home.notice
        await home.touch("Manager")
        await home.press(*PIN, "enter")
        assert ("Fay", "Fay") == (home.app.person, home.counter.people.acting.by)


async def test_a_name_keyed_after_there_are_people_signs_nobody_in(database: Path) -> None:
    """The question was asked before they were known: it is asked anew, with their PINs."""
    async with seat(database, playbook=PLACES, settings=SIGNED_OUT) as grill:
        await grill.press("i")
        await crew(grill.counter)
        await grill.type("Kim")
        await grill.press("enter")
        assert "" == grill.app.person
        assert "Who works here?" in grill.text


async def test_figures_that_come_after_their_screen_was_left_are_dropped(database: Path) -> None:
    """Whoever goes back while the record is read ends nothing."""
    async with open_desk(database, "home") as home:
        home.app.push_screen(FiguresScreen(home.app))
        await home.settle()
        left = home.app.screen
        assert isinstance(left, FiguresScreen)
        home.app.go_back()
        while left.is_attached:
            await left._read()
            await asyncio.sleep(0)


async def test_who_is_forgotten_is_signed_out(database: Path) -> None:
    """At the next look, although nothing was pressed."""
    async with open_desk(database) as grill:
        await scan(grill, await grill.counter.proofs.new_badge("Fay"))
        await grill.app.session.look_at_people()
        assert "Fay" == grill.app.person
        await grill.counter.people.remove("Fay")
        await grill.app.session.look_at_people()
        await grill.settle()
        assert ("", "") == (grill.app.person, grill.counter.people.acting.by)
        assert ("Fay", PersonSignedOut()) == (await said(grill))[-1]

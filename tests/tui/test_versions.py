"""Versions at the screens: what waits, what differs, who approves, and who has read what is new."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.settings import Settings
from kiosk.tui.manager.changes import ChangesScreen
from kiosk.tui.manager.versions import VersionsScreen
from kiosk.tui.procedure.read_news import ReadNews
from kiosk.work.edit.edit import Edit
from kiosk.work.people import pin as pins
from kiosk.work.people.person import MANAGER, Person
from kiosk.work.playbook.playbook import Approval, Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import OpenOrder
from tests.playbooks import DINER
from tests.tui.seat import Seat, elsewhere, seat, serve

SIZES = [(40, 20), (80, 24), (100, 30), (160, 45)]

ASKING = replace(DINER, approval=Approval((MANAGER,)))
NEWER = replace(ASKING, title="The Newer Diner")

NOBODY = Settings(debounce=0, guard=0, scanner="off")


def stricter(book: Playbook) -> Playbook:
    """Return a playbook in which the grill may not be done as soon as before."""
    grill = book.procedure["grill"]
    new = replace(grill, when=replace(grill.when, earliest=30), version="00000000beef")
    return replace(book, procedures=tuple(new if one is grill else one for one in book.procedures))


def front(there: Seat) -> type:
    """Say which screen is in front."""
    return type(there.app.screen)


async def managed(counter: Counter) -> None:
    """Let Ana manage, and a draft wait."""
    await counter.people.keep(Person("Ana", (MANAGER,)))
    await counter.playbooks.adopt(NEWER)


@pytest.mark.parametrize("size", SIZES)
async def test_a_draft_is_seen_approved_and_published_by_keys_alone(database: Path, size: tuple[int, int]) -> None:
    """V shows what waits, Enter what is otherwise, Enter again publishes it; the next order is the new version's."""
    async with seat(database, "manager", playbook=ASKING, size=size, before=managed) as there:
        assert ASKING == there.counter.playbook
        await there.press("v")
        assert VersionsScreen is front(there)
        assert "draft waits" in there.text
        await there.press("enter")
        assert ChangesScreen is front(there)
        assert "The Small Diner" in there.text
        assert "The Newer Diner" in there.text
        await there.press("enter")
        assert VersionsScreen is front(there)
        assert "Version 2 is published" in there.notice
        assert "in use" in there.text
        assert (NEWER, None) == (there.counter.playbook, there.counter.playbooks.draft)
        assert NEWER.hash == (await there.counter.do(OpenOrder())).order.playbook


async def test_the_manager_is_told_of_a_draft_quietly_and_cooks_are_not(database: Path) -> None:
    """In the manager's header, with the key; on no station's screen."""
    async with seat(database, "manager", playbook=ASKING, before=managed) as there:
        assert "A draft waits: 1 change: V" in there.lines[0]
    async with seat(database, playbook=ASKING, before=managed) as grill:
        await grill.opened()
        assert "draft" not in grill.text


async def test_who_may_not_approve_is_asked_who_does(database: Path) -> None:
    """Nothing is published before that is said."""
    async with seat(database, "manager", playbook=ASKING, before=managed, settings=NOBODY) as there:
        await there.press("v", "enter", "enter")
        assert "Who approves?" in there.text
        assert ASKING == there.counter.playbook
        await there.press("1")
        assert NEWER == there.counter.playbook


async def test_a_role_that_is_no_manager_s_approves_at_the_manager_s_screens(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By their own PIN, while the manager who opened the doors stays signed in."""
    monkeypatch.setattr(pins, "COST", 4)
    chefs = replace(DINER, approval=Approval(("crew",)))

    async def known(counter: Counter) -> None:
        await counter.people.keep(Person("Kim", (MANAGER,)))
        await counter.people.keep(Person("Leo", ("crew",)))
        await counter.proofs.set_pin("Kim", "482913")
        await counter.proofs.set_pin("Leo", "2580")
        await counter.playbooks.adopt(replace(chefs, title="The Newer Diner"))

    async with seat(database, "manager", playbook=chefs, before=known, settings=NOBODY) as there:
        await there.press(*"482913", "enter", "v", "enter", "enter")
        assert "PIN of Leo" in there.text
        await there.press(*"2580", "enter")
        await there.pass_time(1)
        assert "Version 2 is published" in there.notice
        assert (("Leo",), "Kim") == ((await there.counter.playbooks.versions())[-1].approved, there.app.person)


@pytest.mark.parametrize("says", [replace(ASKING, title="Third"), ASKING])
async def test_what_the_files_say_no_more_is_not_published(database: Path, says: Playbook) -> None:
    """Edited again and published elsewhere, or taken back, while somebody read the draft before."""
    news: list[Playbook] = []

    def reload() -> Playbook | None:
        return news.pop() if news else None

    async with seat(database, "manager", playbook=ASKING, before=managed, reload=reload) as there:
        await there.press("v", "enter")
        assert ChangesScreen is front(there)
        async with elsewhere(database, there.clock, ASKING) as other:
            await other.playbooks.publish(says, by="Ana")
        news.append(says)
        await there.press("enter")
        assert "edited meanwhile" in there.notice
        assert says == there.counter.playbook


async def test_a_version_is_read_against_any_older_one(database: Path) -> None:
    """The arrows turn to older and newer ones; what a version changed is told against the one before it first."""

    async def three(counter: Counter) -> None:
        await counter.playbooks.adopt(replace(DINER, title="Second"))
        await counter.playbooks.adopt(replace(DINER, title="Third"))

    async with seat(database, "manager", before=three) as there:
        await there.press("v", "enter")
        assert "version 2 → version 3: 1 change" in there.text
        await there.press("left")
        assert "version 1 → version 3: 1 change" in there.text
        assert "The Small Diner" in there.text
        await there.press("right")
        assert "version 2 → version 3" in there.text


async def test_before_and_after_stand_beside_each_other(database: Path) -> None:
    """Of each step that is done otherwise: times in one part, points in another."""

    async def worked(counter: Counter) -> None:
        await serve(counter, upto="assemble")
        await counter.playbooks.adopt(stricter(DINER))

    async with seat(database, "manager", before=worked, size=(100, 45)) as there:
        await there.press("v", "enter")
        assert "BEFORE AND AFTER" in there.text
        assert "WHAT: time from opening to bump" in there.text
        assert "HOW: points of the procedure" in there.text
        assert "not done yet" in there.text


async def test_a_ticket_of_an_older_version_says_that_a_newer_one_waits(database: Path) -> None:
    """Published at another terminal in mid-rush: the open ticket keeps its own, the next one is of the new version."""
    async with seat(database) as grill, elsewhere(database, grill.clock) as other:
        old = await grill.opened()
        await other.playbooks.adopt(replace(DINER, title="The Newer Diner"))
        await grill.until(lambda: "v1 · v2 waits for the next order" in grill.text)
        await grill.press("enter")
        assert "bumped" == grill.state(old.order.id, "grill")
        new = await serve(other, upto="grill")
        await grill.until(lambda: new.order.id in grill.counter.board.orders)
        await grill.until(lambda: f"Order {new.order.number}" in grill.text)
        assert new.order.playbook == grill.counter.playbook.hash
        assert "waits for the next order" not in grill.text


async def test_who_did_the_step_before_is_asked_once_to_read_what_is_new(database: Path) -> None:
    """Enter says it is read, by name; no other ticket of that step asks again."""

    async def worked(counter: Counter) -> None:
        entry = await serve(counter, upto="grill")
        await counter.do(Bump(entry.order.id, "grill", marks=(("gloves", "kept", ""),)), by="Ana")
        await counter.playbooks.adopt(stricter(DINER))
        await serve(counter, upto="grill")
        await serve(counter, upto="grill")

    async with seat(database, before=worked) as grill:
        assert ReadNews is front(grill)
        assert "never faster than, in seconds" in grill.text
        await grill.press("enter")
        assert "Ana has read what is new in Grill" in grill.notice
        assert [("grill", "00000000beef", "Ana")] == list(grill.counter.board.standing.read)
        await grill.press("down")
        assert ReadNews is not front(grill)


async def test_put_off_it_is_asked_at_the_next_ticket_and_holds_nothing_back(database: Path) -> None:
    """Escape lets the order be bumped; the next ticket asks again."""

    async def worked(counter: Counter) -> None:
        entry = await serve(counter, upto="grill")
        await counter.do(Bump(entry.order.id, "grill", marks=(("gloves", "kept", ""),)), by="Ana")
        await counter.playbooks.adopt(stricter(DINER))
        await serve(counter, upto="grill")
        await serve(counter, upto="grill")

    async with seat(database, before=worked) as grill:
        await grill.press("escape")
        assert "You are asked again at the next ticket." in grill.notice
        first = grill.app.screen.desk.chosen  # type: ignore[attr-defined]
        await grill.press("1", "enter")
        assert "bumped" == grill.state(*first)
        assert ReadNews is front(grill)
        await grill.touch("READ")
        assert 1 == len(grill.counter.board.standing.read)


async def test_nobody_signed_in_is_asked_nothing_and_sees_a_mark(database: Path) -> None:
    """The ticket says that something vital is new."""

    async def worked(counter: Counter) -> None:
        await counter.playbooks.adopt(stricter(DINER))
        await serve(counter, upto="grill")

    async with seat(database, before=worked, settings=NOBODY) as grill:
        await grill.settle()
        assert "NEW 1 vital change in how it is done" in grill.text
        assert ReadNews is not front(grill)


class Files:
    """Files of a playbook that say one thing."""

    def __init__(self, says: Playbook) -> None:
        """Say it."""
        self._says = says

    def read(self) -> Playbook:
        """Return what they say."""
        return self._says

    def edit(self, edit: Edit) -> Playbook:
        """Be no files that are edited."""
        raise AssertionError(edit)

    def undo(self) -> tuple[str, Playbook]:
        """Be no files that are edited."""
        raise AssertionError


async def test_a_draft_that_the_start_did_not_read_is_read_at_the_first_look(database: Path) -> None:
    """So that the manager hears of it; it is not read again."""

    async def unread(counter: Counter) -> None:
        await counter.people.keep(Person("Ana", (MANAGER,)))
        counter.playbooks.files = NEWER.hash

    async with seat(database, "manager", playbook=ASKING, before=unread, drafts=Files(NEWER)) as there:
        assert "draft" not in there.lines[0]
        await there.app.look_at_files()
        await there.pass_time(1)
        assert "A draft waits: 1 change" in there.lines[0]
        assert "" == there.counter.playbooks.files

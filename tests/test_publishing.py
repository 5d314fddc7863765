"""Versions of a playbook: what runs, what waits, who approves; at one terminal and at two."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path
from sqlite3 import IntegrityError, connect

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.journal.verify import verify
from kiosk.work.board.board import OnBoard
from kiosk.work.order.counter_events import PlaybookApproved, PlaybookPublished
from kiosk.work.people.person import MANAGER, Person
from kiosk.work.playbook.playbook import Approval, Playbook
from kiosk.work.time.instant import Instant
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import AddOrder, OpenOrder
from kiosk.work.version.version import Versions, after_approval, after_publication, publish
from tests.playbooks import DINER
from tests.records import terminal
from tests.test_counter import MEAL

ANA, KIM, LEO = Person("Ana", (MANAGER,)), Person("Kim", (MANAGER,)), Person("Leo", ("crew",))
PEOPLE = (ANA, KIM, LEO)


def asking(approvers: int = 1) -> Playbook:
    """Return the diner where so many managers have to approve."""
    return replace(DINER, approval=Approval((MANAGER,), approvers))


def edited(book: Playbook, title: str = "The Newer Diner") -> Playbook:
    """Return a playbook with other words in its header."""
    return replace(book, title=title)


async def test_the_first_playbook_is_version_1_and_no_event(tmp_path: Path) -> None:
    """A counter that was never edited has one version, and nothing about it in the record."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        assert [(1, DINER.hash)] == [(one.number, one.hash) for one in await counter.playbooks.versions()]
        assert 0 == counter.board.standing.version


async def test_where_nobody_approves_edited_files_run_at_once(tmp_path: Path) -> None:
    """They are published by nobody, under the next number."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await counter.playbooks.adopt(edited(DINER))
        assert edited(DINER) == counter.playbook
        newest = (await counter.playbooks.versions())[-1]
        assert (2, "", ()) == (newest.number, newest.by, newest.approved)


async def test_a_role_nobody_has_asks_nobody(tmp_path: Path) -> None:
    """A playbook that names a role runs as it is saved while nobody known has it."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await counter.playbooks.adopt(asking())
        await counter.people.keep(LEO)
        await counter.playbooks.adopt(edited(asking()))
        assert edited(asking()) == counter.playbook


async def test_a_draft_never_runs_until_it_is_approved(tmp_path: Path) -> None:
    """Edited files wait; the next order is opened under what runs, the one after the approval under the draft."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await counter.playbooks.adopt(asking())
        await counter.people.keep(ANA)
        await counter.playbooks.adopt(edited(asking()))
        before = await counter.do(OpenOrder())
        assert (asking().hash, 1) == (
            before.order.playbook,
            len(counter.playbooks.draft.changes if counter.playbooks.draft else ()),
        )
        outcome = await counter.playbooks.publish(edited(asking()), by="ana")
        after = await counter.do(OpenOrder())
        assert edited(asking()).hash == after.order.playbook
        assert (3, ("Ana",), None) == (
            outcome.version and outcome.version.number,
            outcome.approved,
            counter.playbooks.draft,
        )


async def test_only_a_role_that_may_approves(tmp_path: Path) -> None:
    """Nobody, a stranger and a cook are refused with the names of who can, and nothing is published."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await counter.playbooks.adopt(asking())
        for person in PEOPLE:
            await counter.people.keep(person)
        for name in ("", "Zoe", "Leo"):
            with pytest.raises(Refused, match="Ana, Kim"):
                await counter.playbooks.publish(edited(asking()), by=name)
        assert asking() == counter.playbook


async def test_two_different_people_approve_where_two_have_to(tmp_path: Path) -> None:
    """The same one twice counts once; what was edited meanwhile has to be approved anew."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await counter.playbooks.adopt(asking(2))
        for person in PEOPLE:
            await counter.people.keep(person)
        first = await counter.playbooks.publish(edited(asking(2)), by="Ana")
        again = await counter.playbooks.publish(edited(asking(2)), by="Ana")
        assert [(None, 1), (None, 1)] == [(one.version, one.missing) for one in (first, again)]
        other = await counter.playbooks.publish(edited(asking(2), "Another"), by="Kim")
        assert (None, ("Kim",), 1) == (other.version, other.approved, other.missing)
        done = await counter.playbooks.publish(edited(asking(2)), by="Kim")
        assert ("Ana", "Kim") == done.approved
        assert edited(asking(2)) == counter.playbook


async def test_one_person_written_otherwise_is_one_approver(tmp_path: Path) -> None:
    """Known in large letters since, Ana has approved already; it takes another."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await counter.playbooks.adopt(asking(2))
        for person in (ANA, KIM):
            await counter.people.keep(person)
        await counter.playbooks.publish(edited(asking(2)), by="Ana")
        await counter.people.remove("Ana")
        await counter.people.keep(replace(ANA, name="ANA"))
        again = await counter.playbooks.publish(edited(asking(2)), by="ANA")
        assert (None, ("Ana",), 1) == (again.version, again.approved, again.missing)


async def test_a_draft_that_was_taken_back_in_its_files_waits_no_more(tmp_path: Path) -> None:
    """Whether it is the first version that runs or one that was published."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await counter.playbooks.adopt(asking())
        await counter.people.keep(ANA)
        for runs in (asking(), edited(asking())):
            await counter.playbooks.publish(runs, by="Ana")
            await counter.playbooks.adopt(edited(asking(), "Third"))
            assert counter.playbooks.draft is not None
            await counter.playbooks.adopt(runs)
            assert counter.playbooks.draft is None


async def test_a_draft_cannot_free_itself_of_approval(tmp_path: Path) -> None:
    """Who approves is said by what runs: a draft that asks nobody waits like any other."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await counter.playbooks.adopt(asking())
        await counter.people.keep(ANA)
        await counter.playbooks.adopt(edited(DINER))
        assert (asking(), edited(DINER)) == (
            counter.playbook,
            counter.playbooks.draft and counter.playbooks.draft.playbook,
        )


async def test_a_version_published_at_one_terminal_holds_for_the_next_order_at_the_other(tmp_path: Path) -> None:
    """In mid-rush: the running order keeps its own, and says which newer one waits."""
    database = tmp_path / "kiosk.db"
    async with terminal(database) as front, terminal(database) as grill:
        running = (await grill.do(AddOrder("web-1", MEAL))).order
        await front.playbooks.adopt(edited(DINER))
        new = (await grill.do(AddOrder("web-2", MEAL))).order
        assert (DINER.hash, edited(DINER).hash) == (running.playbook, new.playbook)
        assert ((1, 2), None) == (grill.playbooks.waits(running.playbook), grill.playbooks.waits(new.playbook))
        assert edited(DINER) == grill.playbook
    assert () == verify(database)


async def test_both_terminals_see_the_same_edit_and_publish_it_once(tmp_path: Path) -> None:
    """Two terminals that look at the same files at once write one version."""
    database = tmp_path / "kiosk.db"
    async with terminal(database) as front, terminal(database) as grill:
        await asyncio.gather(front.playbooks.adopt(edited(DINER)), grill.playbooks.adopt(edited(DINER)))
        await front.playbooks.adopt(edited(DINER))
        assert [1, 2] == [one.number for one in await front.playbooks.versions()]


async def test_a_start_uses_what_is_published_and_keeps_the_draft_apart(tmp_path: Path) -> None:
    """A terminal that starts on files nobody approved opens orders under the version that runs."""
    database = tmp_path / "kiosk.db"
    async with terminal(database) as counter:
        await counter.playbooks.adopt(asking())
        await counter.people.keep(ANA)
    async with terminal(database) as started:  # its files are the diner's, which asks nobody
        assert (asking(), DINER) == (started.playbook, started.playbooks.draft and started.playbooks.draft.playbook)
        assert asking().hash == (await started.do(OpenOrder())).order.playbook


async def test_the_same_op_publishes_once(tmp_path: Path) -> None:
    """A press whose answer was lost is asked again and answers the same."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        first = await counter.playbooks.publish(edited(DINER), op="one")
        again = await counter.playbooks.publish(edited(DINER), op="one")
        assert first == again


async def test_what_was_worked_by_is_never_changed(tmp_path: Path) -> None:
    """SQLite itself refuses to change or delete a stored playbook."""
    database = tmp_path / "kiosk.db"
    async with terminal(database):
        pass
    with closing(connect(database)) as connection:
        for statement in ("UPDATE playbooks SET json = '{}'", "DELETE FROM playbooks"):
            with pytest.raises(IntegrityError, match="only grows"):
                connection.execute(statement)


DRAFTS = tuple(edited(asking(2), title) for title in "abc")


@given(st.lists(st.tuples(st.sampled_from(DRAFTS), st.sampled_from(["Ana", "Kim", "Leo", "Zoe", ""])), max_size=12))
def test_nothing_runs_unapproved_and_numbers_have_no_gaps(tries: list[tuple[Playbook, str]]) -> None:
    """Whoever tries to publish what, in any order: two managers have approved each version, numbered 1, 2, 3."""
    versions, running = Versions(), asking(2)
    given: list[tuple[str, str]] = []
    for draft, name in tries:
        try:
            events = publish(versions, running, draft, PEOPLE, name)
        except Refused:
            assert name not in ("Ana", "Kim")
            continue
        for event in events:
            if isinstance(event, PlaybookApproved):
                given.append((event.hash, name))
                versions = after_approval(versions, event, name)
            else:
                assert isinstance(event, PlaybookPublished)
                assert {(event.hash, "Ana"), (event.hash, "Kim")} <= set(given)
                versions, running, given = after_publication(versions, event, name, Instant(0, 0, "")), draft, []
    published = versions.of(DINER.id)
    assert [*range(1, len(published) + 1)] == [one.number for one in published]
    assert all(set(one.approved) == {"Ana", "Kim"} for one in published[1:])


def stricter(book: Playbook) -> Playbook:
    """Return a playbook in which the grill may not be done as soon as before."""
    grill = book.procedure["grill"]
    new = replace(grill, when=replace(grill.when, earliest=30), version="00000000beef")
    return replace(book, procedures=tuple(new if one is grill else one for one in book.procedures))


async def grilled(counter: Counter, reference: str, by: str) -> OnBoard:
    """Work an order up to the grill, as somebody."""
    entry = await counter.do(AddOrder(reference, MEAL))
    return await counter.do(Bump(entry.order.id, "grill", marks=(("gloves", "kept", ""),)), by=by)


async def test_who_did_the_step_before_reads_what_is_vital_and_new_once(tmp_path: Path) -> None:
    """Known by what they did; who is new to the step, and who is not signed in, is asked nothing."""
    async with terminal(tmp_path / "kiosk.db") as counter:
        await grilled(counter, "web-1", "Mia")
        assert () == await counter.playbooks.to_read(DINER, "grill", "Mia")
        newer = stricter(DINER)
        await counter.playbooks.adopt(newer)
        asked = [await counter.playbooks.to_read(newer, "grill", name) for name in ("Mia", "Leo", "")]
        assert [["earliest"], [], []] == [[change.field for change in one] for one in asked]
        assert ["Mia"] == [one.name for one in await counter.playbooks.readers(newer, "grill") if one.missing]
        await counter.playbooks.read(newer, "grill", by="Mia")
        await counter.playbooks.read(newer, "grill", by="Mia")
        assert () == await counter.playbooks.to_read(newer, "grill", "Mia")
        (reader,) = await counter.playbooks.readers(newer, "grill")
        assert reader.read is not None


async def test_a_reading_stands_at_every_terminal_and_after_a_restart(tmp_path: Path) -> None:
    """One asks, the other knows."""
    database = tmp_path / "kiosk.db"
    async with terminal(database) as grill:
        await grilled(grill, "web-1", "Mia")
        await grill.playbooks.adopt(stricter(DINER))
        await grill.playbooks.read(stricter(DINER), "grill", by="Mia")
    async with terminal(database) as other:
        assert () == await other.playbooks.to_read(stricter(DINER), "grill", "Mia")
    assert () == verify(database)


async def test_how_a_step_went_is_known_for_each_version(tmp_path: Path) -> None:
    """Before and after the change: times, points and ratings, none of them in one number with another."""
    clock = SetClock()
    async with terminal(tmp_path / "kiosk.db", clock=clock) as counter:
        entry = await counter.do(AddOrder("web-1", MEAL))
        clock.advance(50)
        await counter.do(Bump(entry.order.id, "grill", marks=(("gloves", "kept", ""),)), by="Mia")
        await counter.playbooks.adopt(stricter(DINER))
        versions = [book.procedure["grill"].version for book in (DINER, stricter(DINER))]
        before, after = await counter.reports.version_figures("grill", versions)
        asked = len(DINER.procedure["grill"].points)
        assert (1, 50.0, 50.0, 0, asked, 1) == (
            *(before.count, before.median_s, before.p90_s, before.late),
            *(before.asked, before.kept),
        )
        assert (0, 0, None, None) == (after.count, after.asked, after.median_s, after.rating)

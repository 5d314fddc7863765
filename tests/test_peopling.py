"""People through the counter and the record: PINs, badges, files, guesses at full speed, roles and coaches."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import stat
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.counter.ports import NOUNS, Period, Wanted
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused, StorageUnavailable
from kiosk.journal.backup import backup
from kiosk.journal.bell import SocketBell
from kiosk.journal.copies import is_own
from kiosk.journal.export import export
from kiosk.journal.people import pepper_file
from kiosk.journal.sqlite import SqliteJournal
from kiosk.journal.verify import verify
from kiosk.work.order.acting import NotTheirRole
from kiosk.work.order.counter_events import PersonAdded, PinRefused
from kiosk.work.order.event import COUNTER_STREAM
from kiosk.work.people import pin as pins
from kiosk.work.people.person import Person
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.mark import MarkPoint
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.undo import Undo
from tests.playbooks import DINER
from tests.records import with_record

PIN = "719304"
DAY = 86_400
EVER = Period("0000-00-00", "9999-99-99")


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash cheaply: what a hash costs is no matter here."""
    monkeypatch.setattr(pins, "COST", 4)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


def _with_roles() -> Playbook:
    """Return the diner with a role of its own for the grill, and nothing critical at the check."""
    procedures = []
    for one in DINER.procedures:
        role = "Grill cook" if one.step == "grill" else one.role
        calm = tuple(replace(point, critical=False) for point in one.points)
        sharp = tuple(replace(point, critical=place == 0) for place, point in enumerate(one.points))
        procedures.append(replace(one, role=role, points=sharp if one.step == "grill" else calm))
    return replace(DINER, procedures=tuple(procedures))


PLACES = _with_roles()


@asynccontextmanager
async def opened(database: Path, clock: SetClock | None = None) -> AsyncIterator[Counter]:
    """Open a counter on a record."""
    clock = clock or SetClock()
    journal = SqliteJournal(with_record(database))
    counter = Counter(
        journal,
        SocketBell(database),
        clock,
        PLACES,
        station="grill",
        local=lambda at: datetime.fromtimestamp(at / 1000, UTC),
    )
    await counter.start()
    try:
        yield counter
    finally:
        await counter.close()


async def refused(counter: Counter, name: str, pin: str) -> str:
    """Try a PIN; give the code of the refusal, empty for none."""
    try:
        await counter.proofs.try_pin(name, pin)
    except Refused as refusal:
        return refusal.code
    return ""


async def test_until_there_are_people_there_is_nobody(database: Path) -> None:
    """And a name that is typed is just a name."""
    async with opened(database) as counter:
        assert () == await counter.people.everybody()
        entry = await counter.do(OpenOrder(), by="Whoever")
        assert "Whoever" == entry.order.opened.by


async def test_who_is_known_is_known_at_every_terminal(database: Path) -> None:
    """Names are the same in large letters and small ones; PIN and badge stay when the rest changes."""
    async with opened(database) as counter, opened(database) as other:
        await counter.people.keep(Person("Ana", ("grill COOK",)))
        await counter.proofs.set_pin("ANA", "2580")
        await counter.proofs.new_badge("ana")
        await counter.people.keep(Person("Ana", (), trainee=True, language="es"))
        assert (
            Person("Ana", (), trainee=True, language="es", has_pin=True, has_badge=True),
        ) == await other.people.everybody()


async def test_an_unknown_role_is_refused_with_the_nearest(database: Path) -> None:
    """Roles are the words of the procedures, and Manager."""
    async with opened(database) as counter:
        with pytest.raises(Refused, match=r"no role “Gril cook”.*Did you mean Grill cook\?.*Manager"):
            await counter.people.keep(Person("Ana", ("Gril cook",)))
        assert ("Grill cook", "Manager") == (await counter.people.keep(Person("A", ("grill cook", "manager")))).roles


@pytest.mark.parametrize("pin", ["", "123", "12a4", "1234", "0000", "9876", "٣٤٥٦", "1" * 13])
async def test_what_is_no_pin_is_refused_without_being_said(database: Path, pin: str) -> None:
    """Too short, no digits, a row of digits."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        with pytest.raises(Refused) as refusal:
            await counter.proofs.set_pin("Ana", pin)
        assert "bad-pin" == refusal.value.code
        assert not pin or pin not in refusal.value.words


async def test_a_manager_has_six_digits(database: Path) -> None:
    """And whoever becomes one loses a PIN that may be shorter."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        await counter.proofs.set_pin("Ana", "2580")
        assert not (await counter.people.keep(Person("Ana", ("Manager",)))).has_pin
        with pytest.raises(Refused, match="6 to 12 digits"):
            await counter.proofs.set_pin("Ana", "2580")


async def test_a_pin_is_tried(database: Path) -> None:
    """The right one passes; a wrong one, somebody without one and nobody known are refused in the same words."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        await counter.people.keep(Person("Bo"))
        await counter.proofs.set_pin("Ana", PIN)
        assert ["", "wrong-pin", "wrong-pin", "wrong-pin"] == [
            await refused(counter, name, pin) for name, pin in (("Ana", PIN), ("Ana", "1"), ("Bo", ""), ("Nobody", PIN))
        ]
        found = [record.event for record in counter._live._journal.order(COUNTER_STREAM)]
        assert [PinRefused("Ana"), PinRefused("Bo"), PinRefused("")] == found[-3:]


async def test_a_pin_and_what_says_so_are_written_together(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Or neither is."""

    def broken(_name: str, _stored: str) -> None:
        raise StorageUnavailable("The disk is gone.")

    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"), by="Kim")
        monkeypatch.setattr(counter._live._journal.people, "keep_pin", broken)
        with pytest.raises(StorageUnavailable):
            await counter.proofs.set_pin("Ana", PIN, by="Kim")
        records = counter._live._journal.order(COUNTER_STREAM)
        assert [(PersonAdded("Ana"), "Kim")] == [(record.event, record.stamp.by) for record in records]
        assert not (await counter.people.person("Ana")).has_pin


async def test_who_is_not_known_costs_as_much(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One hash of the same cost and one row of the record, whether or not there is such a person, or such a PIN."""
    costs: list[int] = []
    scrypt = hashlib.scrypt

    def counted(*words: Any, **more: Any) -> bytes:
        costs.append(more["n"])
        return scrypt(*words, **more)

    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        await counter.people.keep(Person("Bo"))
        await counter.proofs.set_pin("Ana", PIN)
        monkeypatch.setattr(hashlib, "scrypt", counted)
        for name in ("Ana", "Bo", "Nobody"):
            await refused(counter, name, "4711")
        assert [1 << pins.COST] * 3 == costs
        assert 6 == len(counter._live._journal.order(COUNTER_STREAM))


async def test_an_attacker_at_full_speed_has_a_hundred_guesses(database: Path) -> None:
    """Over two months, with restarts, reboots and the wall clock set: P23. The right PIN is of no use then."""
    looked_at, right = 0, ""
    clock = SetClock()
    async with opened(database, clock) as counter:
        await counter.people.keep(Person("Ana"))
        await counter.proofs.set_pin("Ana", PIN)
    for turn in range(12):
        if turn % 3 == 2:
            clock.jump_wall(40 * DAY if turn % 2 else -40 * DAY)
        async with opened(database, clock) as counter:
            for _ in range(60):
                before = await refused(counter, "Ana", "000001")
                looked_at += before == "wrong-pin"
                clock.advance(901 if turn % 4 else 29)
            right = await refused(counter, "Ana", PIN) if turn == 11 else right
        if turn % 5 == 4:
            now = clock.now()
            clock = SetClock(now.at, 1_000, f"boot-{turn}")
    assert 100 == looked_at
    assert "pin-stopped" == right
    async with opened(database, clock) as counter:
        await counter.proofs.unlock("ana")
        assert "" == await refused(counter, "Ana", PIN)


async def test_two_terminals_share_the_guesses(database: Path) -> None:
    """Five between them, not five each, though they are tried at the same instant."""
    async with opened(database) as one, opened(database) as other:
        await one.people.keep(Person("Ana"))
        await one.proofs.set_pin("Ana", PIN)
        tries = [refused(counter, "Ana", "1") for _ in range(5) for counter in (one, other)]
        found = await asyncio.gather(*tries)
        assert (5, 5) == (found.count("wrong-pin"), found.count("pin-wait"))


async def test_a_locked_manager_stops_no_work(database: Path) -> None:
    """Orders are opened and bumped while the PIN is locked."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Kim", ("Manager",)))
        await counter.proofs.set_pin("Kim", PIN)
        found = [await refused(counter, "Kim", "1") for _ in range(6)]
        assert "pin-wait" == found[-1]
        entry = await counter.do(OpenOrder(), by="Kim")
        assert "greet" in (await counter.do(Bump(entry.order.id, "greet"), by="Kim")).order.bumps


async def test_a_badge_is_one_and_nobody_else_s(database: Path) -> None:
    """A new one makes the old one void; letters' size is no matter to it."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        old, new = await counter.proofs.new_badge("Ana"), await counter.proofs.new_badge("Ana")
        assert "Ana" == (await counter.proofs.badge_holder(f" {new.lower()} ")).name
        for text in (old, "KB1:", "KB1:A", "45", ""):
            with pytest.raises(Refused, match="void, or of another counter"):
                await counter.proofs.badge_holder(text)


async def test_files_are_the_owner_s_alone_and_the_pepper_is_no_copy_s(database: Path) -> None:
    """Record and pepper 0600; a backup does not hold it, and nothing of the program writes over it."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        assert not pepper_file(database).exists()
        await counter.proofs.set_pin("Ana", PIN)
    for path in (database, pepper_file(database)):
        assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    backup(database, database.with_name("copy.db"))
    assert pepper_file(database).read_bytes() not in database.with_name("copy.db").read_bytes()
    assert is_own(database, pepper_file(database))
    assert () == verify(database)


async def test_what_a_pin_is_tried_against_is_not_shown(database: Path) -> None:
    """Neither hash nor pepper stands where a traceback or a log shows the lock."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        await counter.proofs.set_pin("Ana", PIN)
    with closing(SqliteJournal(database)) as journal:
        lock = journal.people.lock("Ana")
    assert lock.stored
    assert lock.pepper
    assert "Lock()" == repr(lock) == str(lock)


@pytest.mark.parametrize("left", [None, b"", b"half"])
async def test_a_lost_pepper_is_said_and_never_made_anew(database: Path, left: bytes | None) -> None:
    """Work goes on; a new PIN after the old ones are gone makes a new one."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        await counter.proofs.set_pin("Ana", PIN)
        pepper_file(database).unlink()
        if left is not None:
            pepper_file(database).write_bytes(left)
        with pytest.raises(StorageUnavailable, match=r"pepper is (gone|damaged), so no PIN can be tried"):
            await counter.proofs.try_pin("Ana", PIN)
        assert (left is not None) == pepper_file(database).exists()
        await counter.do(OpenOrder(), by="Ana")
        await counter.proofs.take_pin("Ana")
        await counter.proofs.set_pin("Ana", PIN)
        assert "" == await refused(counter, "Ana", PIN)


async def test_who_is_removed_is_gone_but_for_the_record(database: Path) -> None:
    """PIN, badge and guesses go; what they did stays under their name."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana"))
        await counter.proofs.set_pin("Ana", PIN)
        badge = await counter.proofs.new_badge("Ana")
        await counter.do(OpenOrder(), by="Ana")
        await counter.people.remove("ana")
        assert () == await counter.people.everybody()
        with pytest.raises(Refused):
            await counter.proofs.badge_holder(badge)
        assert [] == counter._live._journal._file.rows("SELECT * FROM guessing")  # type: ignore[attr-defined] # the file's own
        assert "Ana" in {entry.order.opened.by for entry in counter.board.orders.values()}


async def test_a_pin_stands_in_no_export_and_no_log(
    database: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Nor does what was tried, nor a badge, in any file beside the record."""
    caplog.set_level(logging.DEBUG)
    async with opened(database) as counter:
        await counter.people.keep(Person("Ana", ("Manager",)))
        await counter.proofs.set_pin("Ana", PIN)
        badge = await counter.proofs.new_badge("Ana")
        await refused(counter, "Ana", "860417")
        await counter.people.sign_in((await counter.people.everybody())[0], "pin")
    for noun in NOUNS:
        export(database, noun, tmp_path / f"{noun}.csv", period=EVER)
    for content in _contents(tmp_path):
        assert not any(secret.encode() in content for secret in (PIN, "860417", badge))
    assert not any(secret in caplog.text for secret in (PIN, "860417", badge))


async def test_another_role_s_step_needs_a_reason(database: Path) -> None:
    """It is refused without; with one the record holds role and reason, and only with that bump."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Bo", (DINER.procedure["pay"].role,)))
        order_id = await _up_to_grill(counter)
        with pytest.raises(NotTheirRole, match=r"is for: Grill cook.*Say why Bo stands in"):
            await counter.do(Bump(order_id, "grill"), by="Bo")
        await counter.people.act_as("Bo", standing_in=" Leo is\nill ")
        await counter.do(Bump(order_id, "grill"), by="Bo")
        rows = counter._live._journal.rows(EVER, Wanted("completions", step="grill")).completions
        assert [("Bo", "Grill cook", "Leo is ill")] == [(row.person, row.role, row.stand_in) for row in rows]
        await counter.do(Undo(order_id, "grill"), by="Bo")
        await counter.do(Bump(order_id, "grill"), by="Unknown")
        rows = counter._live._journal.rows(EVER, Wanted("completions", step="grill")).completions
        assert [("Unknown", "")] == [(row.person, row.stand_in) for row in rows]


async def test_people_without_roles_and_managers_do_every_step(database: Path) -> None:
    """Manager is a role for doors."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Bo"))
        await counter.people.keep(Person("Kim", ("Manager",)))
        for name in ("Bo", "Kim"):
            entry = await counter.do(Bump(await _up_to_grill(counter), "grill"), by=name)
            assert {} == entry.order.stood_in


async def test_a_trainee_s_points_are_the_coach_s(database: Path) -> None:
    """Critical steps wait for a coach; then the coach's marks pass the gate, and the completion names them."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Tom", trainee=True))
        await counter.people.keep(Person("Ana"))
        order_id = await _up_to_grill(counter)
        with pytest.raises(Refused, match="critical point: a trainee does it with a coach"):
            await counter.do(Bump(order_id, "grill"), by="Tom")
        await counter.people.act_as("Tom", coach="ana")
        point = PLACES.procedure["grill"].points[0].id
        await counter.do(MarkPoint(order_id, "grill", point, "kept"), by="Tom")
        entry = await counter.do(Bump(order_id, "grill"), by="Tom")
        mark = entry.order.mark("grill", point)
        assert mark is not None
        assert ("kept", "Ana") == (mark.mark, mark.stamp.by)
        (row,) = counter._live._journal.rows(EVER, Wanted("completions", step="grill")).completions
        assert ("Tom", "Ana") == (row.person, row.coach)
        found = counter._live._journal.rows(EVER, Wanted("adherence", step="grill", point=point)).adherence
        assert [("Ana", "kept", "coach")] == [(row.person, row.mark, row.source) for row in found]
        assert found == counter._live._journal.rows(EVER, Wanted("adherence", point=point, source="self")).adherence
        summary = (await counter.reports.summary(EVER)).how
        assert (1, ()) == (sum(one.kept for one in summary.points if one.step == "grill"), summary.observed)
        assert (1, len(PLACES.procedure["grill"].points)) == counter._live._journal.people.points_of(EVER, "Tom")
    assert () == verify(database)


async def test_a_trainee_coaches_nobody(database: Path) -> None:
    """Nor does anybody coach themselves, nor who is not known."""
    async with opened(database) as counter:
        await counter.people.keep(Person("Tom", trainee=True))
        for coach in ("Tom", "Zed"):
            with pytest.raises(Refused):
                await counter.people.act_as("Bo", coach=coach)


async def test_what_is_done_stands_under_the_name_as_it_is_known(database: Path) -> None:
    """Typed in small letters by command it counts for the same person, with the reason they gave."""
    clock = SetClock()
    async with opened(database, clock) as counter:
        await counter.people.keep(Person("Ana", ("crew",)))
        await counter.people.act_as("ana", standing_in="Break")
        order_id = await _up_to_grill(counter)
        clock.advance(100)
        await counter.do(Bump(order_id, "grill"), by="ana")
        assert ["grill"] == [one.step for one in (await counter.reports.figures("Ana")).steps]


async def test_own_figures_and_the_team_s(database: Path) -> None:
    """One's own have medians; the team's have one only where two people did the step, and no name at all."""
    clock = SetClock()
    async with opened(database, clock) as counter:
        await counter.people.keep(Person("Ana"))
        await counter.people.keep(Person("Bo"))
        for name, seconds in (("Ana", 100), ("Ana", 200), ("Bo", 600)):
            order_id = await _up_to_grill(counter)
            clock.advance(seconds)
            await counter.do(Bump(order_id, "grill"), by=name)
        own = {one.step: one for one in (await counter.reports.figures("ana")).steps}
        assert (2, 150.0) == (own["grill"].count, own["grill"].median_s)
        team = {one.step: one for one in await counter.reports.team()}
        assert (3, 200.0) == (team["grill"].count, team["grill"].median_s)
        assert not any(name in repr(team) for name in ("Ana", "Bo"))
        clock.advance(8 * DAY)
        assert () == (await counter.reports.figures("Ana")).steps


def _contents(folder: Path) -> list[bytes]:
    """Return what stands in every file."""
    return [path.read_bytes() for path in folder.iterdir() if path.is_file()]


async def _up_to_grill(counter: Counter) -> str:
    """Serve an order until its grill ticket is open."""
    from tests.tui.seat import serve

    return (await serve(counter, upto="grill")).order.id

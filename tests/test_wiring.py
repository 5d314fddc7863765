"""The parts put together: which playbook, which settings, which terminal."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

import kiosk
from kiosk import wiring
from kiosk.config.found_files import find_playbook, settings_file
from kiosk.config.settings import read_settings
from kiosk.counter.counter import Counter
from kiosk.counter.ports import Period
from kiosk.devices.clock import SetClock
from kiosk.devices.silent_speaker import SilentSpeaker
from kiosk.devices.speech import PyttsxSpeaker
from kiosk.errors import PlaybookProblems, Refused, StorageUnavailable
from kiosk.settings import Settings
from kiosk.work.order.line import Wish
from kiosk.work.people.person import MANAGER, Person
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import AddOrder, OpenOrder

KIOSK = Path(kiosk.__file__).parent


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a user's home with nothing in it, and stand there."""
    for name in ("KIOSK_PLAYBOOK", "KIOSK_DATABASE", "KIOSK_SETTINGS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("DATA", "CACHE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def shop(home: Path) -> Settings:
    """Return a shop with a playbook of its own in `shop`."""
    shutil.copytree(find_playbook("burger"), home / "shop")
    return Settings(playbook=str(home / "shop"), database=home / "kiosk.db")


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Counter]:
    """Open a counter around some work."""
    counter = wiring.open_counter(settings)
    await counter.start()
    try:
        yield counter
    finally:
        await counter.close()


async def used(settings: Settings) -> Playbook:
    """Return the playbook a start uses."""
    async with opened(settings) as counter:
        return counter.playbook


def edit(folder: Path, name: str, old: str, new: str) -> None:
    """Change a file of a playbook."""
    path = folder / name
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))


async def test_a_start_uses_what_the_files_say(shop: Settings, home: Path) -> None:
    """Before and after an edit, however quick: the bytes decide, not their times."""
    assert "Burger counter" == (await used(shop)).title
    before = (home / "shop" / "stations.yaml").stat()
    edit(home / "shop", "stations.yaml", "title: Burger counter", "title: Bürger counte")
    os.utime(home / "shop" / "stations.yaml", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "Bürger counte" == (await used(shop)).title
    edit(home / "shop", "stations.yaml", "title: Bürger counte", "title: Burger counter")
    assert "Burger counter" == (await used(shop)).title


async def test_a_start_with_files_that_did_not_change_reads_none(
    shop: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The playbook comes out of the record."""
    first = await used(shop)
    monkeypatch.setattr(wiring, "load_playbook", lambda _: 1 / 0)
    assert first == await used(shop)


async def test_a_start_reads_no_draft_it_has_read_before(
    shop: Settings, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What runs comes from the record; the draft is named by its hash and read when somebody asks."""
    async with opened(shop) as counter:
        await counter.people.keep(Person("Ana", (MANAGER,)))
    edit(home / "shop", "stations.yaml", "title: Burger counter", "title: The other counter")
    async with opened(shop) as counter:
        assert ("Burger counter", True) == (counter.playbook.title, counter.playbooks.draft is not None)
    monkeypatch.setattr(wiring, "load_playbook", lambda _folder: pytest.fail("the files were read"))
    async with opened(shop) as counter:
        assert ("Burger counter", None) == (counter.playbook.title, counter.playbooks.draft)
        assert counter.playbooks.files not in ("", counter.playbook.hash)


async def test_a_new_record_reads_the_files_though_the_cache_knows_them(shop: Settings, home: Path) -> None:
    """What the cache names must be in this very record."""
    first = await used(shop)
    assert first == await used(replace(shop, database=home / "other.db"))


async def test_a_damaged_cache_is_as_good_as_none(shop: Settings, home: Path) -> None:
    """Whatever stands in it, the files win."""
    first = await used(shop)
    for path in (home / "cache" / "kiosk").iterdir():
        path.write_text("{")
    assert first == await used(shop)
    for path in (home / "cache" / "kiosk").iterdir():
        path.write_text('"0000"')
    assert first == await used(shop)


async def test_a_cache_that_cannot_be_written_costs_only_time(shop: Settings, home: Path) -> None:
    """A file in its place stops nothing."""
    (home / "cache").write_text("in the way")
    assert (await used(shop)) == (await used(shop))


async def test_the_cache_stays_small(shop: Settings, home: Path) -> None:
    """Old answers go."""
    folder = home / "cache" / "kiosk"
    folder.mkdir(parents=True)
    for place in range(wiring.KEPT + 20):
        (folder / f"settings-{place}.json").write_text("{}")
    await used(shop)
    assert wiring.KEPT == len(list(folder.iterdir()))


async def test_files_with_problems_leave_the_playbook_of_the_record(shop: Settings, home: Path) -> None:
    """The one of that name used last is used again, and what is wrong is told."""
    first = await used(shop)
    edit(home / "shop", "process.yaml", "station: grill", "station: gril")
    assert first == await used(shop)
    found = wiring.open_machine(shop).problems
    lines = (home / "shop" / "process.yaml").read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, 1) if "station: gril" in line)
    assert found[-1].startswith(f"shop/process.yaml:{place}:14: There is no station")


async def test_files_with_problems_and_an_empty_record_are_refused(shop: Settings, home: Path) -> None:
    """Nothing is left to work by, and nothing is left open."""
    edit(home / "shop", "process.yaml", "station: grill", "station: gril")
    with pytest.raises(PlaybookProblems, match="There is no station `gril`"):
        wiring.open_counter(shop)


def test_a_playbook_that_is_nowhere_is_refused(home: Path) -> None:
    """And no record is made for it."""
    with pytest.raises(Refused, match="Did you mean `burger`"):
        wiring.open_counter(Settings(playbook="burgre"))
    assert not (home / "data").exists()


def test_a_record_that_cannot_be_opened_is_said(home: Path) -> None:
    """The reason is a sentence."""
    (home / "kiosk.db").write_bytes(b"no record " * 500)
    with pytest.raises(StorageUnavailable):
        wiring.open_counter(Settings(database=home / "kiosk.db"))


async def test_the_record_is_in_the_data_folder_unless_said(home: Path) -> None:
    """By the XDG rules, readable by its owner alone."""
    await used(Settings())
    assert 0o600 == (home / "data" / "kiosk" / "kiosk.db").stat().st_mode & 0o777


@pytest.mark.parametrize("said", [None, "own.yaml"])
@pytest.mark.parametrize("overrides", [{}, {"database": "x.db", "playbook": None}])
def test_settings_are_the_same_from_the_cache(home: Path, said: str | None, overrides: dict[str, object]) -> None:
    """Twice read, once from the file and once not: equal, and equal to the reader's own answer."""
    (home / "own.yaml").write_text("theme: day\nslips: paper\nrate: 200\nkeys:\n  undo: [f5, '@']\n")
    file = Path(said) if said else None
    first, second = (wiring.read_settings(file, overrides) for _ in range(2))
    assert first == second == read_settings(file, overrides)


def test_settings_that_changed_are_read_anew(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file's bytes, the variables and the folder all count."""
    (home / "own.yaml").write_text("theme: day\n")
    assert "day" == wiring.read_settings(Path("own.yaml"), {}).theme
    (home / "own.yaml").write_text("theme: night\n")
    assert "night" == wiring.read_settings(Path("own.yaml"), {}).theme
    monkeypatch.setenv("KIOSK_DATABASE", "there.db")
    assert Path("there.db") == wiring.read_settings(Path("own.yaml"), {}).database
    monkeypatch.setenv("KIOSK_SETTINGS", "own.yaml")
    (home / "own.yaml").write_text("theme: contrast\n")
    assert "contrast" == wiring.read_settings(None, {}).theme


@pytest.mark.parametrize("name", ["config/settings.py", "work/menu.py", "settings.py"])
def test_a_newer_program_reads_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Whatever module an answer is made of: when it changes, nothing from before is found."""
    package = tmp_path / "program"
    for place in (*KIOSK.glob("config/*.py"), *KIOSK.glob("work/*.py"), *KIOSK.glob("*.py")):
        copy = package / place.relative_to(KIOSK)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(place, copy)
    monkeypatch.setattr(kiosk, "__file__", str(package / "__init__.py"))
    before = wiring._key("settings", [], [])
    assert before == wiring._key("settings", [], [])
    with (package / name).open("a") as module:
        module.write("\n")
    wiring._program.cache_clear()  # as in a process that is started after that
    assert before != wiring._key("settings", [], [])


def test_bad_settings_are_never_kept(home: Path) -> None:
    """Problems come again until they are mended."""
    (home / "own.yaml").write_text("theme: pink\n")
    for _ in range(2):
        with pytest.raises(PlaybookProblems, match="pink"):
            wiring.read_settings(Path("own.yaml"), {})


def test_the_users_own_settings_are_found(home: Path) -> None:
    """Both readers look at the same place."""
    (home / "config" / "kiosk").mkdir(parents=True)
    (home / "config" / "kiosk" / "kiosk.yaml").write_text("rate: 99\n")
    assert 99 == wiring.read_settings(None, {}).rate
    assert home / "config" / "kiosk" / "kiosk.yaml" == settings_file(None, os.environ)


async def test_a_finished_order_is_printed_by_whoever_calls(home: Path) -> None:
    """The connection is made on the calling thread; a second printer waits while the first one holds the lock."""
    settings = Settings(database=home / "kiosk.db")
    async with opened(settings) as counter:
        order_id = (await counter.do(AddOrder("web-1", (Wish("hamburger"),)))).order.id
        for step in ("cook", "dress", "assemble", "check", "hand-over"):
            await counter.do(Bump(order_id, step))
    troubles: list[str] = []
    printing = wiring.open_slips(settings)
    thread = threading.Thread(target=lambda: troubles.append(printing()))
    thread.start()
    thread.join()
    assert [""] == troubles
    assert [f"{order_id}.png", f"{order_id}.txt"] == sorted(path.name for path in (home / "slips").iterdir())
    assert "" == wiring.print_slips(settings)
    assert 2 == len(list((home / "slips").iterdir()))


async def test_no_printer_prints_nothing_and_owes_nothing(home: Path) -> None:
    """Orders finished while slips are off are not printed when they are on again."""
    settings = Settings(database=home / "kiosk.db", slip_device="none")
    async with opened(settings) as counter:
        order_id = (await counter.do(AddOrder("web-1", (Wish("coffee"),)))).order.id
        for step in ("fry", "assemble", "check", "hand-over"):
            await counter.do(Bump(order_id, step))
    assert "" == wiring.print_slips(settings)
    assert "" == wiring.print_slips(replace(settings, slip_device="files"))
    assert not (home / "slips").exists()


def test_a_printer_that_cannot_open_the_record_says_so(home: Path) -> None:
    """It never raises into the screens."""
    (home / "kiosk.db").write_bytes(b"no record " * 500)
    assert "kiosk.db" in wiring.open_slips(Settings(database=home / "kiosk.db"))()


async def test_an_export_goes_into_the_exports_folder_under_a_name_of_days(home: Path) -> None:
    """A second one of the same days stands beside the first."""
    settings = Settings(database=home / "kiosk.db")
    async with opened(settings) as counter:
        await counter.do(OpenOrder())
        day = counter.today()
    terminal = wiring.open_machine(settings)
    names = [terminal.export("orders", Period(day, day)).name for _ in range(2)]
    names.append(terminal.export("events", Period("2026-01-01", day)).name)
    assert [f"orders-{day}.csv", f"orders-{day}-2.csv", f"events-2026-01-01_{day}.csv"] == names
    assert 0o700 == (home / "exports").stat().st_mode & 0o777


async def test_a_playbook_is_reloaded_once_for_each_change(shop: Settings, home: Path) -> None:
    """Nothing while the files stay; the new one after an edit; the problems once after a bad one."""
    reload = wiring.open_machine(shop).reload
    assert reload() is None
    edit(home / "shop", "stations.yaml", "title: Burger counter", "title: The other counter")
    found = reload()
    assert "The other counter" == (found.title if found else "")
    assert reload() is None
    edit(home / "shop", "process.yaml", "station: grill", "station: gril")
    with pytest.raises(PlaybookProblems):
        reload()
    assert reload() is None


def test_the_speaker_is_what_the_settings_ask_for() -> None:
    """Silent ones load no engine."""
    assert isinstance(wiring.open_speaker(Settings()), SilentSpeaker)
    assert isinstance(wiring.open_speaker(Settings(speech="on-open")), PyttsxSpeaker)


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Live in Berlin for a while."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
@pytest.mark.parametrize(
    ("utc", "local"),
    [
        (datetime(2026, 7, 1, 12, tzinfo=UTC), "2026-07-01T14:00:00+02:00"),
        (datetime(2026, 12, 1, 12, tzinfo=UTC), "2026-12-01T13:00:00+01:00"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T02:30:00+02:00"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T02:30:00+01:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29T03:00:00+02:00"),
    ],
)
def test_local_time_knows_both_half_past_twos(utc: datetime, local: str) -> None:
    """The night with the clock change too: each instant has its own offset."""
    assert local == wiring.local_time(int(utc.timestamp() * 1000)).isoformat()
    assert local == utc.astimezone(wiring.LocalZone()).isoformat()


@pytest.mark.usefixtures("berlin")
def test_the_local_zone_has_a_name_and_no_guess_about_summer() -> None:
    """A name as people write it."""
    zone = wiring.LocalZone()
    summer = datetime(2026, 7, 1, tzinfo=zone)
    assert ("CEST", None, timedelta(hours=2)) == (summer.tzname(), summer.dst(), summer.utcoffset())


async def test_a_clock_may_be_given(home: Path) -> None:
    """The demo's runs faster."""
    counter = wiring.open_counter(Settings(database=home / "kiosk.db"), SetClock())
    await counter.start()
    assert "2026-11-22" == counter.today()
    await counter.close()

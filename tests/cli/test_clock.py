"""Nothing is written by command under a clock that cannot be right, until somebody says that it is."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import RELEASED, __version__, wiring
from kiosk.devices.clock import SystemClock
from kiosk.journal.verify import verify
from kiosk.work.time.instant import Instant
from tests.cli.conftest import Kiosk, as_json

SETTLE = "or say that it is right, which is recorded: kiosk journal confirm-clock --by NAME"


def set_clock(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """Have this machine's clock say something, in another run of the machine."""
    at = int(datetime.fromisoformat(said).replace(tzinfo=UTC).timestamp() * 1000)
    monkeypatch.setattr(SystemClock, "now", lambda _clock: Instant(at, 1000, said))


def events(home: Path) -> list[tuple[str, str]]:
    """Return kind and who of every event."""
    with closing(sqlite3.connect(home / "data" / "kiosk" / "kiosk.db")) as record:
        return record.execute('SELECT kind, "by" FROM events ORDER BY seq').fetchall()


@pytest.fixture
def worked(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Leave a record with an open order of today."""
    assert 0 == kiosk("order", "add", stdin=as_json()).code
    monkeypatch.setattr(wiring, "built", lambda: 0)
    return kiosk


WRITES = (
    "order start",
    "order add -",
    "order void 1 --reason left",
    "order forget --before today",
    "order refused dismiss 1234",
    "ticket take 1 cook",
    "ticket bump 1 cook",
    "item out fries",
    "stations close fry --to cook",
    "problem raise cook --reason other --text broken",
    "routine start spill",
    "people add Ana",
)


@pytest.mark.parametrize(
    "clock", ["1970-01-01T00:03", "1969-12-31T23:59", "2026-01-01", "2038-01-19T03:14", "2099-06-01"]
)
@pytest.mark.parametrize("words", WRITES)
def test_no_command_writes_under_it(
    worked: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch, words: str, clock: str
) -> None:
    """Behind the newest event or years after it: each says what it was before and what to do; reading goes on."""
    before = events(home)
    set_clock(monkeypatch, clock)
    ended = worked(*words.split(), stdin=as_json(id="web-2"))
    assert (1, "") == (ended.code, ended.out)
    assert f"The clock of this machine says {clock[:10]}" in ended.err
    assert before == events(home)


@pytest.mark.parametrize("clock", ["1970-01-01T00:03", "2099-06-01"])
def test_what_only_reads_goes_on_under_it(
    worked: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch, clock: str
) -> None:
    """Each says what is wrong on stderr, and writes nothing: a routine that was missed neither."""
    before = events(home)
    set_clock(monkeypatch, clock)
    for words in (
        "order list",
        "order show web-1 --source outside",
        "ticket list",
        "routine list",
        "people list",
        "summary",
    ):
        ended = worked(*words.split())
        assert (0, True) == (ended.code, "one of the two is wrong." in ended.err), words
    assert before == events(home)


@pytest.mark.parametrize("clock", ["1970-01-01T00:03", "2099-06-01"])
def test_it_is_confirmed_once(worked: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    """By whom and over what stands in the record; then commands write, until the clock is another one again."""
    set_clock(monkeypatch, clock)
    assert SETTLE in worked("order", "start").err
    assert "that stands in the record" in worked("journal", "confirm-clock", "--by", "Ana").out
    assert ("clock-confirmed", "Ana") == events(home)[-1]
    ended = worked("order", "start")
    assert (0, "") == (ended.code, ended.err)
    assert "Nothing speaks against the clock" in worked("journal", "confirm-clock").err
    assert () == verify(home / "data" / "kiosk" / "kiosk.db")
    set_clock(monkeypatch, "1969-06-01")
    assert SETTLE in worked("order", "start").err


def test_what_is_confirmed_over_the_program_s_own_files_stays_so(
    worked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without a battery is asked once, not at each command: the event says what was compared."""
    monkeypatch.setattr(wiring, "built", lambda: 1_790_000_000_000)
    set_clock(monkeypatch, "1970-01-01T00:03")
    facts = json.loads(worked("journal", "confirm-clock", "--json").out)
    assert "1970-01-01T00:03:00.000Z" == facts["now"]
    set_clock(monkeypatch, "1970-01-01T00:04")
    assert 0 == worked("order", "start").code
    set_clock(monkeypatch, "1970-01-01T00:02")
    assert SETTLE in worked("order", "start").err


@pytest.mark.parametrize("clock", ["1970-01-01T00:03", "2099-06-01"])
def test_a_new_record_is_not_begun_under_it(fresh_kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, clock: str) -> None:
    """There it is held against the program's own files."""
    set_clock(monkeypatch, clock)
    assert SETTLE in fresh_kiosk("order", "start").err
    assert 0 == fresh_kiosk("journal", "confirm-clock").code
    assert 0 == fresh_kiosk("order", "start").code


def test_years_without_an_order_are_no_doubt(worked: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A counter may be closed for a while."""
    set_clock(monkeypatch, f"{datetime.now(UTC).year + 4}-01-01")
    assert (0, "") == (worked("order", "start").code, worked("order", "list").err)


def test_the_release_is_what_a_clock_is_held_against(fresh_kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day the changelog gives it, less one for zones: when its files were put here does not matter."""
    changelog = (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## [{__version__}] - {RELEASED}\n" in changelog
    day = datetime.fromisoformat(RELEASED) - timedelta(days=1)
    set_clock(monkeypatch, f"{day - timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    assert SETTLE in fresh_kiosk("order", "start").err
    set_clock(monkeypatch, f"{day + timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    assert (0, "") == (fresh_kiosk("order", "start").code, fresh_kiosk("order", "list").err)


@pytest.mark.parametrize("times", [1, 3])
def test_an_order_from_outside_is_to_be_sent_again(worked: Kiosk, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Nothing can be kept under a time that may be wrong: each that is refused says so, alone or among others."""
    set_clock(monkeypatch, "1970-01-01T00:03")
    ended = worked("order", "add", stdin="\n".join(as_json(id=f"late-{number}") for number in range(times)))
    assert (1, times) == (ended.code, ended.err.count("The order is not kept, as nothing is under a time"))
    assert times == ended.err.count("send it again then.")

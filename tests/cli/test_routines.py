"""`kiosk routine` from the outside: due, begun, done, and the log of a day."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.journal.verify import verify
from tests.cli.conftest import Kiosk, as_json

ROUTINES = """\
routines:
  - id: hand-wash
    name: Hand wash
    station: grill
    role: Everyone
    when: {every: 30, from: "08:00", until: "22:00"}
    points:
      soap: Soap for 20 s (critical)
      dry: Paper towel
  - id: temperatures
    name: Temperature log
    station: grill
    role: Grill
    when: {at: ["08:00"]}
    specs:
      - {id: hot, name: Hot holding, words: at least 135 °F, unit: °F, min: 135, source: Washington,
         corrective: Reheat it., reading: true, gate: true}
  - {id: spill, name: Cleaning, station: front, role: All, when: {by: hand}, points: {wipe: Wiped (gate)}}
"""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Return the clock of every command: half past seven in UTC, where this machine is."""
    clock = SetClock(int(datetime(2026, 11, 22, 7, 30, tzinfo=UTC).timestamp() * 1000))
    monkeypatch.setattr("kiosk.wiring.system_clock", lambda: clock)
    monkeypatch.setattr("kiosk.wiring.built", lambda: 0)
    monkeypatch.setattr("kiosk.wiring.local_time", lambda at: datetime.fromtimestamp(at / 1000, UTC))
    return clock


@pytest.fixture
def shop(kiosk: Kiosk, clock: SetClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Return the burger counter with three routines of its own, in use since half past seven."""
    assert 0 == kiosk("playbook", "init", "shop", "--playbook", "burger").code
    (tmp_path / "shop" / "routines.yaml").write_text(ROUTINES)
    monkeypatch.setenv("KIOSK_PLAYBOOK", str(tmp_path / "shop"))
    assert 0 == kiosk("routine", "list").code
    clock.advance(31 * 60)
    return kiosk


def test_the_list_says_what_is_due(shop: Kiosk) -> None:
    """At one past eight two are due, and the next hand wash comes."""
    found = [(one["routine"], one["state"]) for one in shop("routine", "list", "--json").facts][:3]
    assert [("hand-wash", "due"), ("temperatures", "due"), ("hand-wash", "coming")] == found


def test_a_hand_wash_is_done_in_words(shop: Kiosk) -> None:
    """Points kept and skipped go with it."""
    ended = shop("routine", "done", "hand-wash", "--keep", "soap", "--skip", "dry", "--reason", "Empty", "--by", "Ana")
    assert (0, "Hand wash of 08:00 is done.\n") == (ended.code, ended.out)


def test_begun_says_by_whom(shop: Kiosk) -> None:
    """Others see who has it."""
    assert "Hand wash of 08:00 is begun\n" == shop("routine", "start", "hand-wash", "--by", "Ana").out
    assert ("begun", "Ana") == next((one["state"], one["by"]) for one in shop("routine", "list", "--json").facts)


def test_a_gate_refuses_and_the_reading_stands(shop: Kiosk) -> None:
    """Out of spec asks for the action, then for a new reading; each reading is a fact."""
    said = [
        shop("routine", "done", "temperatures", "--reading", "hot=120").code,
        shop("routine", "done", "temperatures", "--reading", "hot=121", "--action", "Reheated").code,
        shop("routine", "done", "temperatures", "--reading", "hot=166").code,
    ]
    rows = list(csv.DictReader(io.StringIO(shop("readings", "export", "-").out)))
    assert [1, 1, 0] == said
    assert [("120.0", "0", ""), ("121.0", "0", "Reheated"), ("166.0", "1", "")] == [
        (row["value"], row["within"], row["action"]) for row in rows
    ]


def test_the_log_of_a_closed_day_is_the_same_bytes_each_time(shop: Kiosk, clock: SetClock) -> None:
    """Done, missed, readings of routines and of orders, with actions and names; in three formats."""
    shop("routine", "done", "hand-wash", "--keep", "soap", "dry", "--by", "Ana")
    shop("routine", "done", "temperatures", "--reading", "hot=120", "--action", "Reheated", "--by", "Ben")
    shop("routine", "done", "temperatures", "--reading", "hot=166", "--by", "Ben")
    assert 0 == shop("order", "add", "-", stdin=as_json()).code
    ended = shop("ticket", "bump", "1", "cook", "--reading", "core=158", "--by", "Mia")
    assert ended.code in (0, 1), ended.err
    clock.advance(86_400)
    for form in ("text", "html", "csv"):
        words = ("routine", "log", "-", "--since", "2026-11-22", "--until", "2026-11-22", "--format", form)
        first = shop(*words)
        clock.advance(3600)
        assert (0, first.out) == (shop(*words).code, shop(*words).out)
        for part in ("Hand wash", "Ana", "Reheated", "Ben", "158", "Mia"):
            assert part in first.out, (form, part)
    assert "■ MISSED" in shop("routine", "log", "-", "--since", "2026-11-22", "--format", "text").out


def test_the_log_is_written_to_a_file_that_prints(shop: Kiosk, tmp_path: Path) -> None:
    """HTML unless said, with nothing from outside, and the text of people as text."""
    shop("routine", "done", "hand-wash", "--by", "<b>Ana")
    ended = shop("routine", "log", "log.html")
    text = (tmp_path / "log.html").read_text(encoding="utf-8")
    assert (0, "The food-safety log of 1 day is in log.html.\n") == (ended.code, ended.out)
    assert "&lt;b&gt;Ana" in text
    assert "http" not in text


def test_routines_are_exported(shop: Kiosk, clock: SetClock) -> None:
    """A row for each, also on a day without an order; missed ones are written by the next command."""
    clock.advance(15 * 60)
    shop("routine", "done", "spill", "--keep", "wipe")
    rows = list(csv.DictReader(io.StringIO(shop("routine", "export", "-", "--since", "today").out)))
    assert [("hand-wash", "missed"), ("spill", "done"), ("temperatures", "missed")] == sorted(
        (row["routine"], row["state"]) for row in rows
    )


def test_the_record_verifies(shop: Kiosk, home: Path) -> None:
    """Rows of routines and their readings are what the events say."""
    shop("routine", "done", "temperatures", "--reading", "hot=166")
    shop("routine", "start", "hand-wash")
    database = next(home.rglob("kiosk.db"))
    assert () == verify(database)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("done", "hand-wish"), "Did you mean `hand-wash`?"),
        (("done", "hand-wash", "--keep", "nose"), "It has: soap, dry."),
        (("done", "temperatures", "--reading", "hot"), "SPEC=VALUE"),
        (("done", "spill"), "First: Wiped."),
    ],
)
def test_what_is_wrong_is_said(shop: Kiosk, words: tuple[str, ...], said: str) -> None:
    """In the worker's words, with what there is."""
    ended = shop("routine", *words)
    assert 1 == ended.code
    assert said in ended.err


def test_a_point_that_is_kept_and_skipped_at_once_is_wrong_usage(shop: Kiosk) -> None:
    """Nothing is written, and the point is named; a skipped one says why."""
    both = shop("routine", "done", "hand-wash", "--keep", "soap", "--skip", "soap", "--reason", "Empty")
    assert (2, True) == (both.code, "point soap is said twice" in both.err)
    bare = shop("routine", "done", "hand-wash", "--skip", "soap")
    assert (1, True) == (bare.code, "was skipped" in bare.err)
    assert [] == list(csv.DictReader(io.StringIO(shop("routine", "export", "-").out)))


def test_what_no_instrument_shows_is_refused_by_command_unless_it_is_confirmed(shop: Kiosk) -> None:
    """Nothing of it is recorded; the sentence names the option."""
    ended = shop("routine", "done", "temperatures", "--reading", "hot=-999")
    assert 1 == ended.code
    words = "No instrument for Hot holding shows -999 °F, only 32 to 248 °F."
    assert f"{words} If it stands there all the same, confirm it: --confirmed" in ended.err
    assert [] == list(csv.DictReader(io.StringIO(shop("readings", "export", "-").out)))
    assert 0 == shop("routine", "done", "temperatures", "--reading", "hot=580", "--confirmed").code
    kept = [row["value"] for row in csv.DictReader(io.StringIO(shop("readings", "export", "-").out))]
    assert ["580.0"] == kept
    sheet = shop("routine", "log", "-").out
    assert "? NO INSTRUMENT SHOWS IT" in sheet
    assert "1, 0 out of spec, 1 that no instrument shows." in sheet


def test_a_reading_of_the_other_scale_is_compared_as_the_limit_has_it(shop: Kiosk) -> None:
    """The record has both, and so has the food-safety log."""
    assert 0 == shop("routine", "done", "temperatures", "--reading", "hot=60 °C").code
    for form in ("text", "html"):
        assert "140 °F (60 °C)" in shop("routine", "log", "-", "--format", form).out
    rows = csv.DictReader(io.StringIO(shop("routine", "log", "-", "--format", "csv").out))
    assert [("140", "60 °C")] == [(row["value"], row["typed"]) for row in rows if row["kind"] == "reading"]
    (row,) = csv.DictReader(io.StringIO(shop("readings", "export", "-").out))
    assert ("140.0", "°F") == (row["value"], row["unit"])
    assert '""typed"":""60 °C""' in shop("events", "export", "-").out


def test_an_action_is_noted_with_the_readings_it_is_about(shop: Kiosk) -> None:
    """Said with a bad and a good reading, it stands beside the bad one alone; beside one that answers for it too."""
    assert 1 == shop("routine", "done", "temperatures", "--reading", "hot=120").code
    words = ("--reading", "hot=121", "hot=150", "hot=151", "--action", "Reheated")
    assert 0 == shop("routine", "done", "temperatures", *words).code
    rows = list(csv.DictReader(io.StringIO(shop("readings", "export", "-").out)))
    found = {row["value"]: row["action"] for row in rows}
    assert {"120.0": "", "121.0": "Reheated", "150.0": "", "151.0": ""} == found


def test_a_spec_is_read_once_in_a_command_unless_the_first_reading_missed(shop: Kiosk) -> None:
    """A slip that names the same spec twice takes nothing, of a routine or of a step."""
    ended = shop("routine", "done", "temperatures", "--reading", "hot=150", "hot=41", "--keep", "probe")
    assert (1, True) == (ended.code, "hot is said twice" in ended.err)
    assert [] == list(csv.DictReader(io.StringIO(shop("readings", "export", "-").out)))
    shop("order", "add", "-", stdin='{"lines": [{"item": "hamburger"}]}')
    step = shop("ticket", "bump", "1", "cook", "--reading", "core=158", "core=159")
    assert (1, True) == (step.code, "core is said twice" in step.err)
    assert 0 == shop("routine", "done", "temperatures", "--reading", "hot=120", "hot=150", "--action", "Reheated").code


def test_the_sheet_names_stations_as_people_do(shop: Kiosk) -> None:
    """Not by their ids, which are for commands."""
    shop("routine", "done", "hand-wash", "--keep", "soap", "dry")
    sheet = shop("routine", "log", "-", "--format", "text").out
    assert ("Grill", True) == (next(line for line in sheet.splitlines() if "Hand wash" in line).split()[3], True)

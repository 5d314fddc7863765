"""Who did it: people, PINs and versions are touched by whom a PIN proves, and the record says who."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.config.playbook import shipped
from kiosk.work.people import pin as pins
from tests.cli.conftest import Ended, Kiosk, as_json

KIM, ANA = "482913", "2580"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hash quickly: what a hash costs is shown elsewhere."""
    monkeypatch.setattr(pins, "COST", 4)


@pytest.fixture
def crew(kiosk: Kiosk) -> Kiosk:
    """Make a manager and a worker known who have PINs, and a worker who has none."""
    for name, role in (("Kim", "Manager"), ("Ana", "Grill cook"), ("Bo", "Fry cook")):
        kiosk("people", "add", name, "--role", role)
    for name, pin in (("Ana", ANA), ("Kim", KIM)):
        assert 0 == kiosk("people", "pin", name, "--stdin", stdin=f"{pin}\n").code
    return kiosk


def by(kiosk: Kiosk, name: str, pin: str, *words: str, more: str = "") -> Ended:
    """Run a command as somebody who types a PIN."""
    return kiosk(*words, "--by", name, "--pin-stdin", stdin=f"{pin}\n{more}")


def events(home: Path) -> list[tuple[str, str, str]]:
    """Return what the record has of people: the word, of whom, and by whom."""
    with closing(sqlite3.connect(home / "data" / "kiosk" / "kiosk.db")) as record:
        sql = """SELECT kind, json_extract(data, '$.person'), "by" FROM events
        WHERE kind LIKE 'person-%' OR kind LIKE 'pin-%' OR kind LIKE 'badge-%' ORDER BY seq"""
        return record.execute(sql).fetchall()


def test_a_first_pin_is_possible(kiosk: Kiosk, home: Path) -> None:
    """Where nobody has one there is nothing to prove; the record has who is said to have done it."""
    kiosk("people", "add", "Kim", "--role", "Manager", "--by", "Kim")
    assert 0 == kiosk("people", "pin", "Kim", "--stdin", "--by", "Kim", stdin=f"{KIM}\n").code
    assert [("person-added", "Kim", "Kim"), ("pin-given", "Kim", "Kim")] == events(home)


def test_all_that_is_done_to_people_is_in_the_record(crew: Kiosk, home: Path) -> None:
    """With who did it; what changes nothing is no event."""
    before = len(events(home))
    for words in (
        ("people", "add", "Tom", "--trainee"),
        ("people", "add", "Tom", "--trainee"),
        ("people", "add", "Tom", "--role", "Fry cook"),
        ("people", "badge", "Tom"),
        ("people", "pin", "Ana", "--none"),
        ("people", "pin", "Ana", "--none"),
        ("people", "unlock", "Tom"),
        ("people", "remove", "Tom"),
    ):
        assert 0 == by(crew, "Kim", KIM, *words).code
    assert 0 == by(crew, "Kim", KIM, "people", "pin", "Bo", "--stdin", more="1470\n").code
    assert [
        *(("person-added", "Tom", "Kim"), ("person-changed", "Tom", "Kim"), ("badge-given", "Tom", "Kim")),
        *(("pin-taken", "Ana", "Kim"), ("pin-unlocked", "Tom", "Kim"), ("person-removed", "Tom", "Kim")),
        ("pin-given", "Bo", "Kim"),
    ] == events(home)[before:]


def test_a_worker_who_becomes_a_manager_loses_the_shorter_pin_in_the_record_too(crew: Kiosk, home: Path) -> None:
    """Both at once."""
    assert 0 == by(crew, "Kim", KIM, "people", "add", "Ana", "--role", "Manager").code
    assert [("person-changed", "Ana", "Kim"), ("pin-taken", "Ana", "Kim")] == events(home)[-2:]


@pytest.mark.parametrize(
    "words",
    [
        *(("add", "Tom"), ("add", "Ana", "--role", "Manager"), ("remove", "Kim"), ("pin", "Bo", "--stdin")),
        *(("pin", "Kim", "--none"), ("badge", "Bo"), ("unlock", "Ana")),
    ],
)
def test_once_a_manager_has_a_pin_only_a_manager_touches_people(
    crew: Kiosk, home: Path, words: tuple[str, ...]
) -> None:
    """Not nobody, not somebody without a PIN, not a worker with theirs, not a wrong PIN, not without a terminal."""
    before, people = events(home), crew("people", "list").out
    assert "These can, with their PIN: " in crew("people", *words).err
    for name, pin in (("Bo", ""), ("Nobody", KIM), ("Ana", ANA)):
        ended = by(crew, name, pin, "people", *words)
        assert (1, True) == (ended.code, "Say by --by who does it. These can, with their PIN: " in ended.err)
    assert "Without one: --pin-stdin" in crew("people", *words, "--by", "Kim").err
    assert before == events(home)
    assert "That PIN is wrong." in by(crew, "Kim", "111222", "people", *words).err
    assert [("pin-refused", "Kim", "")] == events(home)[len(before) :]
    assert people == crew("people", "list").out


def test_a_pin_of_ones_own_is_changed_by_ones_own(crew: Kiosk, home: Path) -> None:
    """And taken away; another's is not."""
    assert 0 == by(crew, "ana", ANA, "people", "pin", "Ana", "--stdin", more="1470\n").code
    assert "These can, with their PIN: Kim." in by(crew, "Ana", "1470", "people", "pin", "Bo", "--stdin").err
    assert 0 == by(crew, "Ana", "1470", "people", "pin", "Ana", "--none").code
    assert [("pin-given", "Ana"), ("pin-taken", "Ana")] == [(kind, person) for kind, person, _by in events(home)[-2:]]


def test_without_a_manager_s_pin_a_worker_s_pin_is_theirs_alone(kiosk: Kiosk) -> None:
    """Or a manager's who has one: nobody else takes it away."""
    kiosk("people", "add", "Ana")
    kiosk("people", "pin", "Ana", "--stdin", stdin=f"{ANA}\n")
    assert "These can, with their PIN: Ana." in kiosk("people", "pin", "Ana", "--none").err
    assert 0 == kiosk("people", "add", "Bo").code
    assert "Without one: --pin-stdin" in kiosk("people", "add", "Tom", "--by", "Ana").err
    assert 0 == by(kiosk, "Ana", ANA, "people", "add", "Tom").code
    assert 0 == by(kiosk, "Ana", ANA, "people", "pin", "Ana", "--none").code


def test_wrong_pins_wait_as_at_a_terminal(crew: Kiosk) -> None:
    """After five; the right one waits too."""
    for _ in range(5):
        by(crew, "Kim", "111222", "people", "add", "Tom")
    assert "Too many wrong PINs. The next try is in " in by(crew, "Kim", KIM, "people", "add", "Tom").err


def test_where_no_pin_can_be_tried_every_one_is_taken_away(crew: Kiosk, home: Path) -> None:
    """What they are mixed with is gone: that is the way back for the only manager who forgot theirs."""
    (home / "data" / "kiosk" / "kiosk.db.pepper").unlink()
    assert 3 == by(crew, "Kim", KIM, "people", "add", "Tom").code
    for name in ("Kim", "Ana"):
        assert 0 == crew("people", "pin", name, "--none").code
    assert 0 == crew("people", "pin", "Kim", "--stdin", stdin=f"{KIM}\n").code


def edited_shop(kiosk: Kiosk, home: Path) -> tuple[str, str]:
    """Make a counter of one's own whose files were edited since it was opened; return the option that names it."""
    shop, here = shutil.copytree(shipped()["burger"], home / "shop"), ("--playbook", "shop")
    kiosk(*here, "order", "list")
    cook = shop / "procedures" / "cook.md"
    cook.chmod(0o644)
    cook.write_text(cook.read_text().replace("title: ", "title: New ", 1))
    return here


def test_who_has_a_pin_publishes_with_it(crew: Kiosk, home: Path) -> None:
    """Refused without; who has none has nothing to prove."""
    here = edited_shop(crew, home)
    assert "Without one: --pin-stdin" in crew(*here, "playbook", "publish", "--by", "Kim").err
    assert "That PIN is wrong." in by(crew, "Kim", ANA, *here, "playbook", "publish").err
    done = by(crew, "Kim", KIM, *here, "playbook", "publish", "--json")
    assert (0, ["Kim"]) == (done.code, json.loads(done.out)["approved_by"])


def test_a_name_that_a_command_says_is_not_proved(crew: Kiosk, home: Path) -> None:
    """In the record, on the order's page and in the sums; who says nothing claims nothing, nor do a guest's words."""
    crew("order", "add", stdin=as_json(guest='"not_proved":true', note='"not_proved":true'))
    crew("order", "add", stdin=as_json(id="web-2"))
    for order, step, who in (("1", "dress", ("--by", "Ana")), ("1", "fry", ("--by", "Bo")), ("2", "fry", ())):
        assert 0 == crew("ticket", "bump", order, step, *who, "--standing-in", "Leo is ill").code
    assert "Ana (not proved)" in crew("order", "show", "1").out
    assert "Steps by names that commands said, not proved: Ana 1, Bo 1\n" in crew("summary").out
    with closing(sqlite3.connect(home / "data" / "kiosk" / "kiosk.db")) as record:
        sql = """SELECT DISTINCT "by" FROM events WHERE json_extract(data, '$.not_proved')"""
        assert [("Ana",), ("Bo",)] == record.execute(sql).fetchall()
    assert "The record is as it was written.\n" == crew("journal", "verify").out


def test_where_nobody_has_a_pin_nobody_can_prove_anything(kiosk: Kiosk) -> None:
    """So nothing is said of it."""
    kiosk("people", "add", "Bo")
    kiosk("order", "add", stdin=as_json())
    kiosk("ticket", "bump", "1", "fry", "--by", "Bo")
    assert "not proved" not in kiosk("order", "show", "1").out + kiosk("summary").out


def test_who_proved_it_is_not_said_to_have_not(crew: Kiosk, home: Path) -> None:
    """Nor is whoever has a PIN and typed it, in what that very command writes."""
    by(crew, "Kim", KIM, "people", "add", "Tom")
    with closing(sqlite3.connect(home / "data" / "kiosk" / "kiosk.db")) as record:
        sql = "SELECT data FROM events WHERE kind = 'person-added' ORDER BY seq DESC LIMIT 1"
        assert "not_proved" not in record.execute(sql).fetchone()[0]


def test_a_version_says_whose_approval_is_not_proved(crew: Kiosk, home: Path) -> None:
    """A manager without a PIN has none to type, and anybody can type the name."""
    by(crew, "Kim", KIM, "people", "add", "Max", "--role", "Manager")
    here = edited_shop(crew, home)
    done = crew(*here, "playbook", "publish", "--by", "Max")
    assert "approved by Max (not proved)" in done.out
    assert "Max (not proved)" in crew(*here, "playbook", "versions").out
    assert ["Max", "Max"] == crew(*here, "playbook", "versions", "--json").facts["versions"][0]["not_proved"]
    assert "Max (not proved)" in crew(*here, "procedure", "show", "cook").out

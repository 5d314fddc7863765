"""Commands that print facts: exports, numbers, the record, playbooks, pictures and the machine."""

from __future__ import annotations

import asyncio
import json
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk import wiring
from kiosk.cli.export import Bar
from kiosk.cli.times import FIRST, LAST, period
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import OpenOrder
from tests.cli.conftest import Kiosk, as_json

TODAY = "2026-11-22"
"""A Sunday."""

DOCUMENT = Path(__file__).parents[2] / "kiosk" / "docs" / "playbooks.md"


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("today", None, "2026-11-22", LAST),
        ("yesterday", "yesterday", "2026-11-21", "2026-11-21"),
        ("week", None, "2026-11-16", LAST),
        ("month", "today", "2026-11-01", "2026-11-22"),
        ("2026-11-02", "2026-11-05", "2026-11-02", "2026-11-05"),
        ("20261102", "2026-11-05T23:59:00+01:00", "2026-11-02", "2026-11-05"),
        (None, "week", FIRST, "2026-11-22"),
    ],
)
def test_days_are_said_in_words_or_in_iso_8601(since: str | None, until: str | None, first: str, last: str) -> None:
    """Both ends are business days and belong to the period; an end nobody says is open."""
    found = period(since, until, lambda: TODAY)
    assert (first, last) == (found.first, found.last)


@pytest.mark.parametrize(("since", "until"), [("tomorow", None), ("2026-02-30", None), ("today", "yesterday")])
def test_what_is_no_period_is_refused(since: str, until: str | None) -> None:
    """A word that is no day, a day that never was, and ends the wrong way round."""
    with pytest.raises(Refused):
        period(since, until, lambda: TODAY)


@pytest.mark.parametrize("noun", ["completions", "adherence", "readings", "orders", "events"])
def test_every_noun_exports_to_a_file_and_to_stdout(kiosk: Kiosk, home: Path, noun: str) -> None:
    """The same bytes either way; on stdout nothing else."""
    kiosk("order", "add", stdin=as_json())
    kiosk("ticket", "bump", "1", "cook", "--reading", "core=158")
    to_file = kiosk(noun, "export", "rows.csv")
    assert (0, "") == (to_file.code, to_file.err)
    assert to_file.out.endswith(f"rows of {noun} are in rows.csv.\n")
    out = kiosk(noun, "export", "-").out
    assert (home / "rows.csv").read_bytes().decode() == out
    lines = kiosk(noun, "export", "-", "--format", "jsonl").out.splitlines()
    assert out.count("\n") - 1 == len([json.loads(line) for line in lines])


def test_an_export_holds_the_days_asked_for(kiosk: Kiosk) -> None:
    """Orders of other days stay out."""
    kiosk("order", "add", stdin=as_json())
    today = kiosk("orders", "export", "-", "--since", "today", "--format", "jsonl").out
    assert 1 == len(today.splitlines())
    long_ago = datetime.now(UTC) - timedelta(days=9)
    assert "" == kiosk("orders", "export", "-", "--until", f"{long_ago:%Y-%m-%d}", "--format", "jsonl").out


def test_a_bar_is_drawn_only_after_a_second() -> None:
    """Quick exports draw nothing; a long one draws at most ten times a second and cleans up."""
    drawn: list[str] = []
    now = [0.0]
    bar = Bar(drawn.append, lambda: now[0])
    bar(1, 10)
    bar.clear()
    assert [] == drawn
    for now[0] in (1.0, 1.05, 1.1):
        bar(5, 10)
    bar.clear()
    assert [f"\r{'█' * 15}{'░' * 15} 5 of 10 rows"] * 2 + ["\r\x1b[K"] == drawn


def test_the_numbers_are_of_today_unless_said(kiosk: Kiosk) -> None:
    """WHAT and HOW stand in two halves."""
    kiosk("order", "add", stdin=as_json())
    kiosk("ticket", "bump", "1", "cook", "--keep", "wash")
    ended = kiosk("summary").out
    assert "● 0" in next(line for line in ended.splitlines() if line.startswith("Cook "))
    assert ended.index("WHAT was done") < ended.index("HOW it was done")
    assert 1 == kiosk("summary", "--json").facts["what"]["opened"]
    assert 0 == kiosk("summary", "--until", "2001-01-01", "--json").facts["what"]["opened"]


def test_the_record_is_described_and_copied(kiosk: Kiosk, home: Path) -> None:
    """A backup is a record of its own that verifies."""
    kiosk("order", "add", stdin=as_json())
    assert 2 == kiosk("journal", "info", "--json").facts["events"]
    assert "open orders:" in kiosk("journal", "info").out
    assert (0, "copy.db holds 2 events and is verified.\n") == (
        (ended := kiosk("journal", "backup", "copy.db")).code,
        ended.out,
    )
    assert 0 == kiosk("--database", "copy.db", "journal", "verify").code


def test_a_backup_takes_the_records_place(kiosk: Kiosk, home: Path) -> None:
    """The orders of the backup are there again, what stood there is kept beside it; what is no backup is refused."""
    kiosk("order", "add", stdin=as_json())
    kiosk("journal", "backup", "copy.db")
    kiosk("order", "void", "1", "--reason", "test")
    ended = kiosk("journal", "restore", "copy.db")
    words = "The record is copy.db now, with 2 events. What stood there is kept beside it.\n"
    assert (0, words) == (ended.code, ended.out)
    assert "open" == kiosk("order", "show", "1", "--json").facts["state"]
    assert 1 == len(list((home / "data" / "kiosk").glob("kiosk.db.before-restore-*")))
    assert 2 == kiosk("journal", "restore", "copy.db", "--json").facts["events"]
    (home / "text.db").write_text("not a record")
    assert 0 != kiosk("journal", "restore", "text.db").code
    assert 0 != kiosk("journal", "restore", "gone.db").code


def test_a_code_that_is_no_anchor_is_refused(kiosk: Kiosk) -> None:
    """Anything but 8 hex digits or more would find nothing or everything."""
    kiosk("order", "start")
    assert 1 == kiosk("journal", "verify", "--anchor", "083D").code
    found = kiosk("journal", "verify", "--anchor", "0123456789abcdef")
    assert 1 == found.code
    assert "No event has the hash 0123456789abcdef" in found.out


def test_a_playbook_is_copied_out_checked_and_shown(kiosk: Kiosk, home: Path) -> None:
    """`init`, then `check`, then a mistake is named with file, line and column."""
    assert "burger" in [one["name"] for one in kiosk("playbook", "list", "--json").facts]
    assert 0 == kiosk("playbook", "init", "shop").code
    assert (1, "shop is there already and stays as it is. Choose another name.\n") == (
        (again := kiosk("playbook", "init", "shop")).code,
        again.err,
    )
    assert "shop: no problems. 10 steps" in kiosk("playbook", "check", "shop").out
    process = home / "shop" / "process.yaml"
    process.write_text(process.read_text().replace("station: grill", "station: gril"))
    ended = kiosk("playbook", "check", "shop")
    assert (1, "") == (ended.code, ended.out)
    line = process.read_text().splitlines().index("    station: gril") + 1
    assert f"\nshop/process.yaml:{line}:14: There is no station `gril`. Did you mean `grill`?\n" in ended.err
    assert ended.err.count("\n") == len(kiosk("playbook", "check", "shop", "--json").facts)
    assert "hand-over" in kiosk("playbook", "show", "--tables").out
    assert "burger" == kiosk("playbook", "show", "--json").facts["id"]


def test_a_playbook_is_explained_in_sentences(kiosk: Kiosk) -> None:
    """What it sells, who does what where and when, what is asked for, what the clock begins."""
    said = " ".join(kiosk("playbook", "show").out.split())
    for words in (
        "Burger counter sells 24 items on 5 pages, from $1.40 to $11.90.",
        "things are made at Grill, Dress and Fry and drinks; orders are handed over at Expo.",
        "4. Cook, at Grill, by Grill cook: after Read back and pay, on pace up to 2:30, late from 3:00.",
        "Only for orders with an allergy.",
        "It makes patties, veggie patties, bacon and cheese slices.",
        "A reading is taken: Core of a beef patty, at least 155 °F",
        "Routine Temperature log, at Dress, by Dresser: at 10:00, 14:00, 18:00 and 21:30.",
        "It is written in en, and can be read in de and es.",
    ):
        assert words in said


def test_check_proves_that_everything_reaches_a_station(kiosk: Kiosk) -> None:
    """A line says how many were routed, as the document does; `--routes` lists each with its stations."""
    said = kiosk("playbook", "check").out
    routes = kiosk("playbook", "check", "--routes", "--json").facts
    assert {"name": "Not on the menu", "choice": "", "made": ["grill", "dress", "fry"], "whole": ["expo"]} == {
        key: value for key, value in routes.pop().items() if key != "item"
    }
    items = [one for one in routes if not one["choice"]]
    assert f"\nEvery item ({len(items)}) and choice ({len(routes) - len(items)}) reaches a station.\n" in said
    languages = kiosk("playbook", "check", "--languages", "--json").facts
    assert {("de", "steps", 10, 10)} <= {(one["language"], one["what"], one["named"], one["all"]) for one in languages}
    assert "\nsteps               10/10  10/10\n" in said
    routed = next(line for line in said.splitlines() if line.startswith("Every item"))
    assert f"`{routed}`" in DOCUMENT.read_text(encoding="utf-8")
    assert {
        "item": "cola",
        "name": "Cola",
        "choice": "no ice",
        "made": ["fry"],
        "whole": ["expo"],
    } in routes
    shown = kiosk("playbook", "check", "--routes").out.splitlines()
    assert ["item", "choice", "made", "at", "seen", "at"] == shown[0].split()
    assert "Cheeseburger no cheese grill expo" in {" ".join(line.split()) for line in shown}
    assert len(routes) + 5 == len(shown)


def test_a_playbook_is_shown_with_its_times(kiosk: Kiosk, home: Path) -> None:
    """How many tickets a station works on, how branches are fired, and what a part takes and may wait."""
    kiosk("playbook", "init", "shop")
    shown = [" ".join(line.split()) for line in kiosk("playbook", "show", "--tables").out.splitlines()]
    assert "Branches are fired at once. At most 3 orders are rushed at the same time." in shown
    assert "patty patty 150 1800" in shown
    process, menu = home / "shop" / "process.yaml", home / "shop" / "menu.yaml"
    process.write_text(process.read_text().replace("fire: at-once", "fire: together"))
    menu.write_text(menu.read_text().replace(", prep: 150, hold: 1800", ""))
    shown = kiosk("--playbook", "./shop", "playbook", "show", "--tables").out.splitlines()
    assert any(line.startswith("Branches are fired so that they end together.") for line in shown)
    assert [] == [line for line in shown if "hold s" in line]


def greeted(times: int, seconds: float) -> None:
    """Let so many guests be greeted, each after so many seconds."""

    async def work() -> None:
        clock = SetClock()
        counter = wiring.open_counter(wiring.read_settings(None, {}), clock)
        await counter.start()
        for _ in range(times):
            order = (await counter.do(OpenOrder())).order
            clock.advance(seconds)
            await counter.do(Bump(order.id, "greet"))
        await counter.close()

    asyncio.run(work())


def test_a_target_is_proposed_from_what_the_record_has(kiosk: Kiosk) -> None:
    """Twenty guests greeted after 20 s: another target with the file to edit; the rest was never done."""
    greeted(20, 20)
    found = kiosk("playbook", "times", "--json").facts
    greet, take = found["steps"][:2]
    assert (20, 5, 20, "proposed", ["warn", "late"]) == tuple(
        greet[key] for key in ("count", "target_s", "proposed_s", "verdict", "raises")
    )
    assert greet["file"].endswith("burger/procedures/greet.md")
    assert (0, None, None, "never done") == tuple(take[key] for key in ("count", "median_s", "proposed_s", "verdict"))
    said = kiosk("playbook", "times").out
    assert "Greet 20 0:20 0:20 0:05 target 5 -> 20" in {" ".join(line.split()) for line in said.splitlines()}
    assert "greet.md: when: target: 5 -> 20, and raise warn and late to it or above\n" in said
    assert said.endswith("Copy them out first: kiosk playbook init DIR\n")
    assert 0 == kiosk("playbook", "times", "--until", "2001-01-01", "--json").facts["steps"][0]["count"]


def test_a_few_guests_propose_no_target(kiosk: Kiosk, home: Path) -> None:
    """Nineteen are told to be too few, and nothing is said of files; a copy is not said to come with the program."""
    greeted(19, 20)
    said = kiosk("playbook", "times").out
    assert "too few, 20 are needed" in next(line for line in said.splitlines() if line.startswith("Greet "))
    assert "greet.md" not in said
    greeted(1, 20)
    kiosk("playbook", "init", "shop")
    said = kiosk("--playbook", "./shop", "playbook", "times").out
    assert "\nshop/procedures/greet.md: when: target: 5 -> 20" in said
    assert "init" not in said


@pytest.mark.parametrize(("folder", "typed"), [("shop", "shop"), ("burger", "./burger"), ("my shop", "'my shop'")])
def test_a_copied_playbook_says_how_it_is_checked(kiosk: Kiosk, home: Path, folder: str, typed: str) -> None:
    """Its files and the command name the copy, in words that can be typed, and its schemas lie in it."""
    ended = kiosk("playbook", "init", folder)
    assert ended.out.endswith(f"Edit it, then: kiosk playbook check {typed}\n")
    texts = [(home / folder / name).read_text() for name in ("menu.yaml", "stations.yaml")]
    assert [True, True] == [f"`kiosk playbook check {typed}` lists" in text for text in texts]
    assert [True, True] == [text.startswith("# yaml-language-server: $schema=schemas/") for text in texts]
    assert 4 <= len(list((home / folder / "schemas").glob("*.schema.json")))


def test_a_copy_is_copied_again(kiosk: Kiosk, home: Path) -> None:
    """A playbook of one's own can be the beginning of the next."""
    kiosk("playbook", "init", "shop")
    assert 0 == kiosk("--playbook", "./shop", "playbook", "init", "other").code
    assert "`kiosk playbook check other` lists" in (home / "other" / "menu.yaml").read_text()
    assert 0 == kiosk("playbook", "check", "other").code


def test_the_process_is_drawn(kiosk: Kiosk) -> None:
    """As boxes, or as Mermaid."""
    assert "┌" in kiosk("process", "diagram").out
    assert kiosk("process", "diagram", "--format", "mermaid").out.startswith("flowchart TD\n")


def test_every_kind_of_order_is_tried(kiosk: Kiosk, home: Path) -> None:
    """Each step with one that reaches it and one that passes it by; a step that none reaches has its place."""
    said = kiosk("process", "check").out
    assert "cook: orders with patties, veggie patties, bacon, cheese slices\n  reached by  Hamburger\n" in said
    assert "clean-board: orders with an allergy that need dress\n" in said
    assert "  point allergy (when: allergy): for Hamburger, with an allergy, not for Hamburger\n" in said
    assert "burger: every step is reached" in said
    found = json.loads(kiosk("--json", "process", "check", "coffee").out)
    assert {"step": "greet", "part": "", "reached_by": "Espresso"}.items() <= found[0].items()
    kiosk("playbook", "init", "shop")
    process = home / "shop" / "process.yaml"
    process.write_text(process.read_text().replace("when: allergy", "when: item fries and not category sides"))
    ended = kiosk("process", "check", "./shop")
    assert 1 == ended.code
    line = process.read_text().split("\n").index("    when: item fries and not category sides") + 1
    assert f"process.yaml:{line}:11: No order reaches `clean-board`, of " in ended.err
    assert {"line", "words"} <= json.loads(kiosk("--json", "process", "check", "./shop").out)[0].keys()


def test_a_procedure_is_a_document(kiosk: Kiosk) -> None:
    """As text, or as Markdown; an unknown step is answered with the nearest one."""
    assert kiosk("procedure", "show", "cook").out.startswith("Cook\n====\n")
    assert kiosk("procedure", "show", "cook", "--format", "markdown").out.startswith("# Cook\n")
    assert "There is no step “cok”. Did you mean `cook`?\n" == kiosk("procedure", "show", "cok").err


def test_the_doctor_holds_the_clock_against_the_record_and_the_program(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A clock that was never set, and one that was set back since the newest event."""

    def clock_at(at: int) -> dict[str, str]:
        monkeypatch.setattr("kiosk.wiring.system_clock", lambda: SetClock(at))
        (found,) = [one for one in kiosk("doctor", "--json").facts if one["what"] == "clock"]
        return dict(found)

    now = kiosk("order", "add", "--json", stdin=as_json()).facts["opened_at"]
    opened = int(datetime.fromisoformat(now).timestamp() * 1000)
    assert "bad" == clock_at(0)["verdict"]
    assert "before this program" in clock_at(0)["found"]
    back = clock_at(opened - 60_000)
    assert ("bad", True) == (back["verdict"], "the newest event of the record" in back["found"])
    assert "before" not in clock_at(opened + 60_000)["found"]


def test_the_doctor_says_what_to_do(fresh_kiosk: Kiosk) -> None:
    """Each check has a verdict; what is not good has advice."""
    found = {one["what"]: one for one in fresh_kiosk("doctor", "--json").facts}
    assert {
        *("record", "disk", "SQLite", "playbook", "speech", "slips", "terminal", "clock", "locale", "language"),
        "bytecode",
    } == set(found)
    assert [] == [one["what"] for one in found.values() if one["verdict"] != "good" and not one["advice"]]
    assert not Path("data/kiosk/kiosk.db").exists()
    fresh_kiosk("order", "start")
    assert "1 event, 1 open order, " in fresh_kiosk("doctor").out


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng is not on this machine")
def test_a_text_becomes_a_wav(kiosk: Kiosk, home: Path) -> None:
    """`speak --wav` needs no player."""
    assert 0 == kiosk("speak", "Order 45 is ready", "--wav", "line.wav").code
    assert b"RIFF" == (home / "line.wav").read_bytes()[:4]


def test_speaking_without_a_player_says_what_to_install(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the package."""
    monkeypatch.setattr("kiosk.devices.speech.synthesise", lambda *_, **__: None)
    monkeypatch.setattr("shutil.which", lambda _: None)
    ended = kiosk("speak", "hello")
    assert (1, "No speech: there is no player for sound. Install aplay (on Debian in the package alsa-utils).\n") == (
        ended.code,
        ended.err,
    )


def test_examples_are_played_by_command(kiosk: Kiosk) -> None:
    """Those beside the files, or those that are given; one that does not hold is exit 1."""
    assert kiosk("playbook", "test").out.endswith("examples hold.\n")
    ended = kiosk("playbook", "test", "--say", "a cola goes to fry", "a cola goes to grill")
    assert (1, "a cola goes to grill: It goes to front, fry, expo: not grill.\n") == (ended.code, ended.err)
    facts = kiosk("playbook", "test", "--json", "--say", "a cola goes to fry").facts
    assert [{"example": "a cola goes to fry", "line": 0, "wrong": ""}] == facts


ANSWERS = "Soup bar\nenglish\nen\n€\nTill\nStove, Oven\nSoup 4.50, Stew 6\nBread\nBread 1,20\nHatch\n"


def test_a_counter_is_begun_by_answers(kiosk: Kiosk, home: Path) -> None:
    """What cannot be read is asked again; the counter checks clean, and an order goes through it."""
    ended = kiosk("playbook", "init", "soup", "--ask", stdin=ANSWERS)
    assert (0, True) == (ended.code, "Soup bar: 4 steps, 3 items, no problems." in ended.out)
    assert "That is no language's code" in ended.out
    assert "“Bread” has no price behind it." in ended.out
    assert 0 == kiosk("playbook", "check", "soup").code
    assert kiosk("playbook", "test", "./soup").out.endswith("2 examples hold.\n")
    order = '{"lines": [{"item": "soup"}, {"item": "bread"}]}'
    assert 0 == kiosk("order", "add", "-", "--playbook", "./soup", stdin=order).code
    for step in ("stove", "oven", "hand-over"):
        assert 0 == kiosk("ticket", "bump", "1", step, "--playbook", "./soup").code
    again = kiosk("playbook", "init", "soup", "--ask", stdin=ANSWERS)
    assert (1, True) == (again.code, "is there already" in again.err)


def test_an_empty_answer_takes_what_is_usual(kiosk: Kiosk) -> None:
    """So does the end of what is typed."""
    assert "My counter: 3 steps, 1 items, no problems." in kiosk("playbook", "init", "mine", "--ask").out

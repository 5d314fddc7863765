"""A manager edits procedures at the screen: each edit is in the file at once, and nobody opens one."""

from __future__ import annotations

import shutil
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kiosk import wiring
from kiosk.config.drafts import FileDrafts
from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.counter.counter import Counter
from kiosk.tui.manager.versions import VersionsScreen
from kiosk.tui.modals.choose import Choose
from kiosk.tui.procedure.draft_facts import effect
from kiosk.tui.procedure.draft_rows import draft_rows
from kiosk.tui.procedure.edit import ProcedureEditScreen
from kiosk.tui.procedure.list import ProceduresScreen
from kiosk.tui.procedure.long_prompt import LongPrompt
from kiosk.tui.station.screen import StationScreen
from kiosk.work.guest.example import example_values, would_say
from kiosk.work.guest.script import VARIABLES
from kiosk.work.order.line import Wish
from kiosk.work.people.person import MANAGER, Person
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.verb.open_order import OpenOrder
from tests.patience import PATIENCE
from tests.tui.seat import Seat, seat

SIZES = [(80, 24), (100, 30), (160, 45)]
CLEAR = "\x15"
"""Ctrl+U: empties a field up to where one types."""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a copy of the burger counter's files."""
    return Path(shutil.copytree(shipped()["burger"], tmp_path / "shop"))


@pytest.fixture
def cook(shop: Path) -> Path:
    """Return the cook's document."""
    return shop / "procedures" / "cook.md"


def said(file: Path) -> str:
    """Read a file."""
    return file.read_text(encoding="utf-8")


def raw(file: Path) -> bytes:
    """Read a file's bytes."""
    return file.read_bytes()


def rewrite(file: Path, old: str, new: str) -> None:
    """Change a file as somebody with an editor would."""
    file.write_text(said(file).replace(old, new), encoding="utf-8")


@asynccontextmanager
async def managed(
    database: Path,
    shop: Path,
    start: str = "manager",
    size: tuple[int, int] = (100, 30),
    before: Callable[[Counter], Awaitable[object]] | None = None,
) -> AsyncIterator[Seat]:
    """Open a terminal that can edit the shop's files, and looks at them as it does when it runs."""
    playbook = load_playbook(shop)
    files, look = FileDrafts(shop), wiring._reload(shop)
    async with seat(database, start, size=size, playbook=playbook, reload=look, drafts=files, before=before) as opened:
        yield opened


async def open_cook(there: Seat) -> None:
    """Go from the manager's screen to the cook's document."""
    await there.press("e", "down", "down", "down", "enter")
    assert isinstance(there.screen, ProcedureEditScreen)


async def go(there: Seat, words: str) -> None:
    """Move the mark to a row by its words."""
    screen = there.screen
    assert isinstance(screen, ProcedureEditScreen)
    place = next(at for at, row in enumerate(screen._rows) if words in f"{row.field} {row.value}")
    for _press in range(100):
        if screen._list.chosen == place:
            return
        await there.press("down" if screen._list.chosen < place else "up")
    raise AssertionError(words)


async def answer(there: Seat, words: str) -> None:
    """Put other words in the field in front, and send them."""
    await there.bytes(CLEAR)
    await there.type(words)
    await there.press("enter")


async def test_a_manager_changes_times_and_a_line_and_the_next_order_has_them(
    database: Path, shop: Path, cook: Path
) -> None:
    """From the manager's screen, by keys; the file keeps its comments, and a running order its own version."""
    before = said(cook)
    async with managed(database, shop) as there:
        running = await there.opened((Wish("hamburger"),), upto="cook")
        await open_cook(there)
        await there.press("right", "enter")
        await answer(there, "160 175 190")
        assert "✔ Saved in the file: what is edited runs from the next order on." == there.notice
        assert "runs now: 150 165 180" in there.text
        await go(there, "say.3 ")
        assert "would say: Heard! Two hamburgers and a cheeseburger." in there.text
        await there.press("enter")
        await answer(there, "Hot: {items} # now")
        assert "would say: Hot: two hamburgers and a cheeseburger # now" in there.text
        changed = before.replace("target: 150\n  warn: 165\n  late: 180", "target: 160\n  warn: 175\n  late: 190")
        assert changed.replace("- Heard! {items}.", "- Hot: {items} # now") == said(cook)
        await there.app.feed.look_at_playbook()
        after = await there.opened((Wish("hamburger"),), upto="cook")
        orders = there.counter.board.orders
        assert [150, 160] == [orders[one.order.id].playbook.procedure["cook"].when.target for one in (running, after)]
        there.screen.action_home()  # type: ignore[attr-defined]
        await there.settle()
        there.app.enter("station:grill")
        await there.settle()
        assert isinstance(there.screen, StationScreen)
        await there.press("down")
        assert "Hot: a hamburger # now" in there.text


async def test_an_edit_waits_until_it_is_seen_and_published_where_somebody_approves(
    database: Path, shop: Path, cook: Path
) -> None:
    """Edit, V, what differs, publish: one walk by keys; until then the next order is opened under what runs."""

    async def known(counter: Counter) -> None:
        await counter.people.keep(Person("Ana", (MANAGER,)))

    async with managed(database, shop, before=known) as there:
        await open_cook(there)
        await there.press("right", "enter")
        await answer(there, "160 175 190")
        assert "✔ Saved in the file: nothing here runs before it is published." == there.notice
        assert "runs now: 150 165 180" in there.text
        await there.app.look_at_files()
        before = await there.counter.do(OpenOrder())
        assert 150 == before.playbook.procedure["cook"].when.target
        await there.press("v")
        assert isinstance(there.screen, VersionsScreen)
        assert "▲ draft waits" in there.text
        await there.press("enter")
        assert "160" in there.text
        await there.press("enter")
        after = await there.counter.do(OpenOrder())
        assert 160 == after.playbook.procedure["cook"].when.target
        await there.press("escape")
        assert "as it runs" in there.text
        assert "runs now" not in there.text


async def test_the_list_says_which_drafts_differ(database: Path, shop: Path, cook: Path) -> None:
    """Title, who, target and state; a file that somebody else edits is seen without a key."""
    async with managed(database, shop) as there:
        await there.press("e")
        assert isinstance(there.screen, ProceduresScreen)
        assert len(load_playbook(shop).procedures) == there.text.count("● as it runs")
        rewrite(cook, "target: 150", "target: 140")
        there.screen.look()
        await there.settle()
        row = next(line for line in there.lines if "Grill cook" in line)
        assert "140 s" in row
        assert "▲ draft differs" in row
        await there.press("escape")
        assert "WHAT WAS DONE" in there.text


async def test_a_variable_nobody_knows_is_refused_while_it_is_keyed(database: Path, shop: Path, cook: Path) -> None:
    """The known ones are named; after Enter the words are still there to be mended, and nothing is written."""
    before = raw(cook)
    async with managed(database, shop) as there:
        await open_cook(there)
        await go(there, "say.1 ")
        await there.press("enter")
        await there.bytes(CLEAR)
        await there.type("Hi {gest}")
        assert "there is no {gest}. Known: {guest}, {items}" in there.text
        await there.press("enter")
        assert isinstance(there.screen, LongPrompt)
        assert "There is no variable {gest}. Did you mean {guest}?" in there.text
        await there.press("escape")
        assert before == raw(cook)


async def test_lines_are_added_moved_and_removed_and_each_is_taken_back(database: Path, shop: Path, cook: Path) -> None:
    """By a key each; the mark follows; Undo gives back every byte, edit by edit."""
    before = raw(cook)
    async with managed(database, shop) as there:
        await open_cook(there)
        await go(there, "say.2 ")
        await there.press("a")
        await answer(there, "New: {items}")
        assert "- {count} down: {items}.\n- New: {items}\n- Heard!" in said(cook)
        await there.press("k")
        assert "- New: {items}\n- {count} down: {items}.\n" in said(cook)
        await there.press("j", "j")
        assert "- Heard! {items}.\n- New: {items}\n- On the grill" in said(cook)
        assert "▸" in next(line for line in there.lines if "New: {items}" in line)
        await there.press("r")
        assert before == raw(cook)
        for _edit in range(5):
            await there.press("backspace")
            assert "✔ The last edit of “Cook” is taken back." == there.notice
        assert before == raw(cook)
        await there.press("backspace")
        assert "Nothing was edited here" in there.notice


async def test_points_have_words_and_marks(database: Path, shop: Path, cook: Path) -> None:
    """Both by digits; a new one gets a name of its own."""
    async with managed(database, shop) as there:
        await open_cook(there)
        await go(there, "points.juices ")
        await there.press("enter", "2")
        assert isinstance(there.screen, Choose)
        await there.press("1", "2", "enter")
        assert "- juices: Take off when the juices run clear (critical, gate)\n" in said(cook)
        await there.press("enter", "1")
        await answer(there, "Off when clear")
        assert "- juices: Off when clear (critical, gate)\n" in said(cook)
        await there.press("a")
        await answer(there, "Wipe: the probe")
        assert "gate)\n- wipe-the-probe: Wipe: the probe\n" in said(cook)


async def test_a_point_is_asked_of_the_orders_that_are_said(database: Path, shop: Path, cook: Path) -> None:
    """As a condition among its marks; one that says nothing is refused with what to write, and stays to be mended."""
    async with managed(database, shop) as there:
        await open_cook(there)
        await go(there, "points.juices ")
        await there.press("enter", "3")
        await answer(there, "patty")
        assert "patty does not say what it is. Write part patty." in there.text
        await answer(there, "part  patty and not item veggie-burger")
        line = "- juices: Take off when the juices run clear (when: part patty and not item veggie-burger)\n"
        assert line in said(cook)
        await there.press("enter", "2", "1", "enter")
        assert "(critical, when: part patty and not item veggie-burger)\n" in said(cook)
        await there.press("enter", "3")
        await answer(there, "")
        assert "- juices: Take off when the juices run clear (critical)\n" in said(cook)


async def test_a_point_keeps_its_short_words_while_its_marks_change(database: Path, shop: Path, cook: Path) -> None:
    """They hold commas, are set on their own, and stand last."""
    async with managed(database, shop) as there:
        await open_cook(there)
        await go(there, "points.juices ")
        await there.press("enter", "4")
        await answer(there, "Off, once clear | Off")
        line = "- juices: Take off when the juices run clear ({marks}short: Off, once clear | Off)\n"
        assert line.format(marks="") in said(cook)
        await there.press("enter", "2", "1", "enter")
        assert line.format(marks="critical, ") in said(cook)


async def test_a_long_name_of_a_spec_leaves_room_for_what_it_says_on_a_small_page(
    database: Path, shop: Path, cook: Path
) -> None:
    """What a row is called gives way."""
    rewrite(cook, "- id: core", "- id: core-of-each-patty-in-the-middle")
    async with managed(database, shop, size=(40, 20)) as there:
        await open_cook(there)
        await go(there, "specs.core-of-each-patty-in-the-middle.min ")
        line = next(line for line in there.lines if "▸" in line)
        assert "core-of-each" in line
        assert "155" in line


async def test_specs_and_early_times_are_edited_and_not_added_to(database: Path, shop: Path, cook: Path) -> None:
    """Limits by figures, words with a colon in quotes, too early by a choice."""
    async with managed(database, shop) as there:
        await open_cook(there)
        await there.press("right", "down", "down", "enter", "2")
        assert "too_early: hold" in said(cook)
        await go(there, "specs.core.min ")
        await there.press("enter")
        await answer(there, "157,5")
        assert "Its words still say “at least 155 °F (68 °C) for 17 s, or 158 °F (70 °C) at once”" in there.notice
        await go(there, "specs.core.corrective ")
        await there.press("enter")
        await answer(there, "Back on: at once")
        assert "    min: 157.5\n" in said(cook)
        assert '    corrective: "Back on: at once"\n' in said(cook)
        await there.press("r")
        assert "can be added, removed and moved" in there.notice


async def test_where_nothing_can_be_added_it_is_asked_what_shall_be(database: Path, shop: Path, cook: Path) -> None:
    """The mark goes to that list, and to what was added."""
    async with managed(database, shop) as there:
        await open_cook(there)
        await there.press("a")
        assert "What shall be added?" in there.text
        await there.press("escape", "a", "2")
        await answer(there, "Wipe the probe")
        assert "- wipe-the-probe: Wipe the probe\n" in said(cook)
        assert "▸" in next(line for line in there.lines if "Wipe the probe" in line)


async def test_a_paragraph_is_seen_whole_while_it_is_edited(database: Path, shop: Path, cook: Path) -> None:
    """Wrapped below the field, and written in lines as wide as the file's."""
    async with managed(database, shop) as there:
        await open_cook(there)
        await go(there, "text.1 ")
        await there.press("enter")
        assert "Cheese goes on for the last twenty seconds" in " ".join(there.text.split())
        await there.type(" And one more sentence.")
        await there.press("enter")
        text = said(cook)
        assert "And one more sentence." in " ".join(text.split())
        assert max(map(len, text.splitlines())) <= 122


async def test_a_file_edited_elsewhere_meanwhile_is_shown_and_not_overwritten(
    database: Path, shop: Path, cook: Path
) -> None:
    """The sentence says so; the screen shows what the file says now."""
    async with managed(database, shop) as there:
        await open_cook(there)
        await there.press("enter")
        rewrite(cook, "role: Grill cook", "role: Cook at the grill")
        await answer(there, "Mine")
        assert "was changed meanwhile, perhaps in an editor" in there.notice
        assert "Cook at the grill" in there.text
        assert "Mine" not in said(cook)


async def test_while_the_files_are_read_that_is_said(
    database: Path, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether there is something to open is known only then."""
    async with managed(database, shop) as there:
        drafts, goes_on = there.app.machine.drafts, threading.Event()
        assert drafts
        read = drafts.read

        def slowly() -> Playbook:
            assert goes_on.wait(PATIENCE)
            return read()

        monkeypatch.setattr(type(drafts), "read", lambda _drafts: slowly())
        await there.pilot.press("e", "enter")
        assert "▲ Reading the files …" == there.notice
        goes_on.set()
        await there.until(lambda: "1 of " in there.text)


async def test_files_with_a_problem_say_which(database: Path, shop: Path) -> None:
    """In the list; a counter without files says that."""
    async with managed(database, shop) as there:
        (shop / "menu.yaml").write_text("categories: 1")
        await there.press("e")
        assert "The files have a problem" in there.text
        await there.press("enter")
        assert "The files have a problem" in there.notice
    async with seat(database) as there:
        there.app.push_screen(ProceduresScreen(there.app))
        await there.settle()
        assert "has no files on this machine" in there.text


@pytest.mark.parametrize("size", SIZES)
async def test_everything_is_there_by_touch_and_by_ten_digits(
    database: Path, shop: Path, cook: Path, size: tuple[int, int]
) -> None:
    """At each size: rows by finger, actions by More, letters, digits and variables on the prompt."""
    async with managed(database, shop, size=size) as there:
        await there.press("0")
        await there.touch("Procedures")
        await there.touch("Cook ")
        await there.touch("Cook ")
        assert "what it says" in there.text
        await go(there, "say.1 ")
        await there.press("0", "1")
        assert isinstance(there.screen, LongPrompt)
        await there.bytes(CLEAR)
        await there.touch("123")
        await there.touch("7")
        await there.touch("{…}")
        await there.touch("{items}")
        await there.touch("OK ⏎")
        assert "- 7{items}\n" in said(cook)


def test_every_document_is_shown_in_rows(shop: Path) -> None:
    """All that is said, each line once; an empty list has a row to begin it."""
    for procedure in load_playbook(shop).procedures:
        rows = draft_rows(procedure)
        values = [row.value for row in rows]
        assert {*procedure.script, *procedure.guidelines, *(point.words for point in procedure.points)} <= set(values)
        assert {"say", "points", "guidelines", "text"} <= {row.kind for row in rows}


def test_the_invented_order_fills_every_variable() -> None:
    """At every step of every counter; a brace alone and an unknown variable are told."""
    for folder in shipped().values():
        playbook = load_playbook(folder)
        for step in playbook.process.steps:
            values = example_values(playbook, step.id)
            assert {*VARIABLES, *playbook.process.field} == set(values)
            assert "Hi Ana" == would_say(playbook, step.id, "Hi {guest} (busy)")
            assert values["items"]
            assert "bad" == effect(playbook, step.id, "a { b")[1]

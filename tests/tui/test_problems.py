"""Problems at the screens: one key at any step, the manager's list, and the answer at the station."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.tui.expo.order import OrderScreen
from kiosk.tui.manager.problems import ProblemsScreen
from kiosk.tui.manager.screen import ManagerScreen
from kiosk.tui.widgets.header import Header
from kiosk.work.order.problem import Remark
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.problem import ResolveProblem
from kiosk.work.verb.void import Void
from tests.hands import raised
from tests.playbooks import DINER
from tests.tui.seat import Seat, elsewhere, seat, serve

KEY = "\x0e"
"""What Ctrl+N sends."""

BROKEN = Remark("problem", "Tool is broken", critical=True)
IDEA = Remark("suggestion", "Easier", "tongs on the left")

SIZES = [(40, 20), (80, 24), (100, 30), (160, 45)]


async def answer(there: Seat, words: str) -> None:
    """Key words into the question in front, and send them."""
    await there.type(words)
    await there.press("enter")


async def test_a_critical_problem_is_raised_by_three_digits_and_stops_the_order(database: Path) -> None:
    """At the open step, with words of one's own; the ticket, the header and the refused bump say why."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press(KEY)
        assert "order 1 stops until it is resolved" in grill.text
        await grill.press("2", "1")
        await answer(grill, "probe shows 20")
        (problem,) = grill.counter.board.orders[entry.order.id].order.problems
        assert ("grill", "Ana", True) == (problem.step, problem.raised.by, problem.said.critical)
        assert ("Tool is broken", "probe shows 20") == (problem.said.reason, problem.said.text)
        assert "✔ The manager sees it: Grill, Tool is broken. Order 1 is stopped until it is resolved." == grill.notice
        assert "STOPPED 1 Grill: Tool is broken: probe shows 20" in grill.lines[0]
        assert "STOPPED Grill: Tool is broken: probe shows 20" in "\n".join(grill.lines[1:])
        await grill.press("enter")
        assert "open" == grill.state(entry.order.id, "grill")
        assert "Order 1 is stopped by a critical problem at Grill" in grill.notice


async def test_a_suggestion_in_own_words_needs_no_more(database: Path) -> None:
    """The reason is the words; nothing is stopped."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press(KEY, "3")
        await grill.touch("In own words")
        await answer(grill, "tongs on the left")
        (problem,) = grill.counter.board.orders[entry.order.id].order.problems
        assert Remark("suggestion", "tongs on the left") == problem.said
        assert "raised: tongs on the left" in grill.text
        await grill.press("enter")
        assert "gone" != grill.state(entry.order.id, "grill")
        assert "grill" in (await grill.counter.order(entry.order.id)).order.bumps


async def test_going_back_raises_nothing(database: Path) -> None:
    """At each of the three questions."""
    async with seat(database) as grill:
        entry = await grill.opened()
        for keys in ((KEY,), (KEY, "1"), (KEY, "1", "1")):
            await grill.press(*keys, "escape")
            assert () == grill.counter.board.orders[entry.order.id].order.problems


async def test_without_an_order_it_is_said_of_a_step_of_this_place(database: Path) -> None:
    """A place with several steps is asked which; it stands on the counter's stream."""
    async with seat(database, "station:grill+fry") as both:
        await both.press(KEY)
        assert "At which step?" in both.text
        await both.press("2", "1", "5", "enter")
        (problem,) = both.counter.board.standing.problems
        assert ("fry", "Not clear", DINER.hash) == (problem.step, problem.said.reason, problem.playbook)


@pytest.mark.parametrize("place", ["station:front", "station:expo"])
async def test_it_is_in_more_and_by_touch(database: Path, place: str) -> None:
    """At a front and at an expo too."""
    async with seat(database, place, size=(100, 40)) as there:
        await there.opened(upto="check" if place.endswith("expo") else "pay")
        await there.press("0")
        for _ in range(4):
            if "Problem" in there.text:
                break
            await there.press("0")
        await there.touch("Problem")
        assert "what is it?" in there.text or "At which step?" in there.text


async def test_the_manager_sees_it_at_once_and_the_worker_hears_the_answer(database: Path) -> None:
    """Raised at the grill, in the manager's header and list, resolved there, said and shown at the grill."""
    clock = SetClock()
    async with seat(database, "manager", clock=clock) as manager, elsewhere(database, clock) as other:
        order_id = (await serve(other, upto="grill")).order.id
        await other.do(raised("grill", BROKEN, order_id), by="Leo")
        await manager.until(lambda: "STOPPED 1 Grill: Tool is broken" in manager.lines[0])
        await manager.press(KEY)
        assert isinstance(manager.screen, ProblemsScreen)
        assert "1 open, first" in manager.text
        assert "■ STOPPED" in manager.text
        await manager.press("enter")
        assert "Grill: Tool is broken. Your answer?" in manager.text
        await answer(manager, "New probe hangs there")
        assert "✔ Grill: “Tool is broken” is resolved: “New probe hangs there”. Order 1 goes on." == manager.notice
        await manager.until(lambda: "none open" in manager.text)
        assert "New probe hangs there" in manager.text
        await manager.press("enter")
        assert "Ana resolved it: New probe hangs there" in manager.notice
        await other._live.catch_up()
        assert "grill" in (await other.do(Bump(order_id, "grill"))).order.bumps


async def test_the_answer_is_said_at_the_station_and_stands_on_the_ticket(database: Path) -> None:
    """Once in the notice, with who gave it, and on the ticket from then on."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill, elsewhere(database, clock) as other:
        entry = await grill.opened()
        name = (await grill.counter.do(raised("grill", BROKEN, entry.order.id), by="Ana")).id
        await grill.settle()
        await other._live.catch_up()
        await other.do(ResolveProblem(name, "New probe hangs there"), by="Kim")
        await grill.until(lambda: "New probe hangs there" in grill.notice)
        assert "✔ Order 1: “Tool is broken” is resolved: New probe hangs there (Kim)" == grill.notice
        assert "answer to “Tool is broken”" in "\n".join(grill.lines[2:12])
        assert "STOPPED" not in grill.text
        await grill.pass_time(10)
        assert "New probe" not in grill.notice


async def test_the_answer_is_heard_after_the_order_was_handed_over(database: Path) -> None:
    """And what was raised without an order is answered likewise."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill, elsewhere(database, clock) as other:
        entry = await grill.opened()
        here = (await grill.counter.do(raised("grill", IDEA, entry.order.id))).id
        beside = (await grill.counter.do(raised("grill", IDEA))).id
        await grill.settle()
        await other._live.catch_up()
        await other.do(Void(entry.order.id, "guest left"))
        await other.do(ResolveProblem(here, "From tomorrow"), by="Kim")
        await grill.until(lambda: "From tomorrow (Kim)" in grill.notice)
        await other.do(ResolveProblem(beside, "From today"), by="Kim")
        await grill.until(lambda: "“Easier” is resolved: From today (Kim)" in grill.notice)


async def test_the_expo_and_the_cards_say_stopped(database: Path) -> None:
    """The overview of all orders and every card of the order's rails."""
    clock = SetClock()
    async with seat(database, "station:fry", clock=clock) as fry:
        entry = await fry.opened()
        await fry.counter.do(raised("grill", BROKEN, entry.order.id))
        await fry.settle()
        assert 3 <= fry.text.count("STOPPED")  # header, card, open ticket
    async with seat(database, "station:expo", clock=clock) as expo:
        await expo.press("o")
        await expo.until(lambda: "STOPPED Grill: Tool is broken" in "\n".join(expo.lines[1:]))


async def test_what_was_raised_is_counted_in_how_and_leads_to_the_list(database: Path) -> None:
    """Per step and version, below the points; Enter on it opens the list."""
    async with seat(database, "manager", size=(160, 45)) as manager:
        await manager.counter.do(raised("grill", BROKEN))
        await manager.counter.do(raised("grill", IDEA))
        await manager.until(lambda: "2 open of 2" in manager.text)
        version = DINER.procedure["grill"].version
        assert f"Grill {version}: 1 problem, 1 suggestion" in manager.text
        await manager.touch("2 open of 2")
        await manager.touch("2 open of 2")
        shown: object = manager.screen
        assert isinstance(shown, ProblemsScreen)
        await manager.press("backspace")
        left: object = manager.screen
        assert isinstance(left, ManagerScreen)


async def test_the_mark_stays_on_its_problem_when_another_comes(database: Path) -> None:
    """A critical one comes first, and what is under the finger is still what it was."""
    async with seat(database, "manager") as manager:
        await manager.counter.do(raised("grill", IDEA))
        await manager.press(KEY)
        await manager.counter.do(raised("fry", BROKEN))
        await manager.until(lambda: "2 open, first" in manager.text)
        assert "2 of 2" in manager.text
        assert "Suggestion at Grill" in manager.text
        await manager.press("enter")
        assert "Grill: Easier. Your answer?" in manager.text


async def test_an_empty_answer_resolves_nothing(database: Path) -> None:
    """Whoever raised it is to read something."""
    async with seat(database, "manager") as manager:
        await manager.counter.do(raised("grill", IDEA))
        await manager.press(KEY, "enter", "enter")
        assert "give one" in manager.notice
        assert [""] == [one.answer for one in manager.counter.board.standing.problems]


@pytest.mark.parametrize("size", SIZES)
async def test_every_size_tells_what_is_stopped(database: Path, size: tuple[int, int]) -> None:
    """At the station and in the list."""
    async with seat(database, size=size) as grill:
        entry = await grill.opened()
        await grill.counter.do(raised("grill", BROKEN, entry.order.id))
        await grill.settle()
        assert "STOPPED" in grill.lines[0]
        assert "Tool is broken" in "\n".join(grill.lines[1:])
    async with seat(database, "manager", size=size) as manager:
        await manager.press(KEY)
        await manager.until(lambda: "STOPPED" in "\n".join(manager.lines[1:]))
        assert all(len(line) <= size[0] for line in manager.lines)


async def test_words_are_data(database: Path) -> None:
    """Markup and control characters change nothing of the look."""
    async with seat(database, "manager", size=(160, 45)) as manager:
        await manager.counter.do(raised("grill", Remark("problem", "[red]x[/]", "\x1b[31m[@click=app.quit]y")))
        await manager.press(KEY)
        await manager.until(lambda: "[red]x[/]: [31m[@click=app.quit]y" in manager.text)
        assert "Problems" in manager.screen.query_one(Header).facts.place


async def test_a_problem_is_raised_from_the_sheet_of_an_order_that_is_at_another_station(database: Path) -> None:
    """The expo opens an order whose tickets are elsewhere, and says at which of its steps something is wrong."""
    async with seat(database, "station:expo") as expo:
        entry = await expo.opened()
        await expo.press("1")
        assert isinstance(expo.screen, OrderScreen)
        await expo.press(KEY)
        await expo.touch("Grill")
        await expo.press("2", "1")
        await answer(expo, "it smokes")
        (problem,) = expo.counter.board.orders[entry.order.id].order.problems
        assert ("grill", True, "it smokes") == (problem.step, problem.said.critical, problem.said.text)
        assert "Order 1 is stopped until it is resolved." in expo.notice


async def test_a_critical_problem_of_an_order_that_has_ended_stops_nothing(database: Path) -> None:
    """It still waits for an answer, and says neither that the order is stopped nor that it goes on."""
    async with seat(database, "manager") as office:
        entry = await office.opened()
        await office.counter.do(raised("grill", BROKEN, entry.order.id), by="Ana")
        await office.counter.do(Void(entry.order.id, "left"), by="Ana")
        await office.press(KEY)
        assert ("■ critical" in office.text, "■ STOPPED" in office.text) == (True, False)
        await office.press("enter")
        await answer(office, "Order a new one")
        assert "is resolved: “" in office.notice
        assert "goes on" not in office.notice


async def test_after_an_answer_the_next_open_one_is_marked(database: Path) -> None:
    """So that the green key answers it; where none is open the key says so."""
    async with seat(database, "manager") as manager:
        for step in ("grill", "fry"):
            await manager.counter.do(raised(step, IDEA))
        await manager.press(KEY, "enter")
        second = "Fry" if "Grill: Easier. Your answer?" in manager.text else "Grill"
        await answer(manager, "Done")
        await manager.until(lambda: f"Suggestion at {second}" in manager.text)
        assert "ANSWER" in manager.keys
        await manager.press("enter")
        assert f"{second}: Easier. Your answer?" in manager.text
        await answer(manager, "Done too")
        await manager.until(lambda: "none open" in manager.keys)
        assert "ANSWER" not in manager.keys

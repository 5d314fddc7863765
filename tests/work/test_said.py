"""Which line is said: one that fits the guest and the hour, and never what the same guest heard at that step before."""

from __future__ import annotations

import asyncio
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.work.board.board import Board, OnBoard, on_board
from kiosk.work.board.visit import DAY, SpokenLine, Visits, name_key
from kiosk.work.check.playbook import problems
from kiosk.work.guest.line import chosen, fitting, parted, script_line
from kiosk.work.guest.script import script_values, suggestion
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish, numbered
from kiosk.work.playbook.menu import Category
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Regular
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.take_order import TakeOrder
from tests.playbooks import DINER
from tests.records import terminal
from tests.work.test_script import MENU, order_before

SCRIPT = (
    "Hello",
    "Hi {guest}",
    "Welcome (first visit)",
    "You again (regular)",
    "Quick one (busy)",
    "Quick, {guest} (busy, regular)",
    "{suggestion}?",
)


def saying(*lines: str, busy: int = 3, orders: int = 2) -> Playbook:
    """Return the diner with the same script at every step."""
    procedures = tuple(replace(procedure, script=lines) for procedure in DINER.procedures)
    process = replace(DINER.process, busy=busy, regular=Regular(orders, 30))
    return replace(DINER, procedures=procedures, process=process)


def entry(*lines: str, name: str = "Ana", number: int = 0, queue: int = 0, visits: Visits | None = None) -> OnBoard:
    """Return an order at the taking step, with what the record holds of its guest."""
    order = replace(order_before(1), number=number, queue=queue)
    return on_board(order, saying(*lines), Guest(order.id, name), None, visits or Visits())


def said(known: OnBoard) -> str:
    """Return the line of an order that is alone on the board."""
    return script_line(Board(), known, "take-order")


def came(times: int, ago: int = 1) -> Visits:
    """Return a guest who has come some times, each so many days before."""
    at = order_before(1).opened.at.at - ago * DAY
    return Visits(times, (at,) * times)


@pytest.mark.parametrize(
    ("expected", "line"),
    [
        (("Hello", ()), "Hello"),
        (("Hello", ("busy",)), "Hello (busy)"),
        (("Hello", ("first visit", "busy")), "Hello  (first  visit, busy) "),
        (("Hello (at the window)", ()), "Hello (at the window)"),
        (("(busy) Hello", ()), "(busy) Hello"),
    ],
)
def test_marks_stand_at_the_end(expected: tuple[str, tuple[str, ...]], line: str) -> None:
    """Only known marks in the last brackets are marks."""
    assert expected == parted(line)


def test_a_line_for_the_first_visit() -> None:
    """It goes before the others, and only for a name nobody has given yet."""
    lines = ("Hello", "Welcome (first visit)")
    assert "Welcome" == said(entry(*lines))
    assert "Hello" == said(entry(*lines, visits=came(1)))
    assert "Hello" == said(entry(*lines, name=""))


def test_a_line_for_the_regular() -> None:
    """So many finished orders in so many days make a regular; longer ago they do not count."""
    lines = ("Hello", "You again (regular)")
    assert "You again" == said(entry(*lines, visits=came(2)))
    assert "Hello" == said(entry(*lines, visits=came(1)))
    assert "Hello" == said(entry(*lines, visits=came(2, ago=31)))


def test_a_line_for_the_busy_hour() -> None:
    """So many unfinished orders when this one was opened make it a busy hour, with or without a name."""
    lines = ("Hello", "Quick one (busy)")
    assert "Quick one" == said(entry(*lines, name="", queue=3))
    assert "Hello" == said(entry(*lines, queue=2))


def test_every_mark_of_a_line_has_to_hold() -> None:
    """A line for the regular in the busy hour is said to nobody else."""
    lines = ("Hello", "Quick, {guest} (busy, regular)")
    assert "Quick, Ana" == said(entry(*lines, queue=3, visits=came(2)))
    assert "Hello" == said(entry(*lines, queue=3))
    assert "Hello" == said(entry(*lines, visits=came(2)))


def test_what_was_heard_is_not_said_again() -> None:
    """The line of the order before is left out, be it the only one that is marked; alone, it is said again."""
    heard = replace(came(2), heard={"take-order": SpokenLine(1, "You again")})
    assert "Hello" == said(entry("Hello", "You again (regular)", visits=heard))
    assert "You again" == said(entry("You again (regular)", "Hello {total}", visits=heard))


def test_a_name_is_known_by_case_spaces_and_accents() -> None:
    """Two spellings of one name are one guest; two names are two."""
    assert name_key("José  María") == name_key(" jose maria ")
    assert name_key("ZOË") == name_key("zoe")
    assert name_key("Ana") != name_key("Anna")
    assert name_key("か") != name_key("が")
    assert "" == name_key("  ")


def test_nothing_is_suggested_that_the_guest_must_not_meet() -> None:
    """What holds the allergen is left out, a combo with it inside too."""
    onion, *rest = MENU.parts
    menu = replace(MENU, parts=(replace(onion, allergens=("milk",)), *rest), suggest=("meal", "pie"))
    lines = numbered(menu, (Wish("cola"),))
    assert "a cheeseburger meal" == suggestion(menu, lines)
    assert "an apple pie" == suggestion(menu, lines, (), ("milk",))
    assert "a cheeseburger meal" == suggestion(menu, lines, (), ("egg",))


def test_nothing_is_suggested_to_a_guest_whose_own_words_nobody_can_look_up() -> None:
    """No list says what an allergy told in words of one's own shuts out."""
    menu = replace(DINER.menu, suggest=("fries",), categories=(*DINER.menu.categories, Category("more", "More")))
    menu = replace(menu, items=tuple(replace(i, category="more") if i.id == "fries" else i for i in menu.items))
    basket = numbered(menu, (Wish("burger"),))
    order = order_before(1)
    known = on_board(order, replace(DINER, menu=menu), None)
    assert "fries" in script_values(known, "take-order", basket)["suggestion"]
    for told in (replace(order, own_words=True), replace(order, noted=True)):
        assert "" == script_values(replace(known, order=told), "take-order", basket)["suggestion"]


def test_nothing_is_suggested_that_was_found_in_what_the_guest_wrote() -> None:
    """An allergen that is found shuts out what one that is typed does."""
    menu = replace(DINER.menu, suggest=("fries",), categories=(*DINER.menu.categories, Category("more", "More")))
    menu = replace(menu, items=tuple(replace(i, category="more") if i.id == "fries" else i for i in menu.items))
    menu = replace(menu, parts=tuple(replace(part, allergens=("milk",)) for part in menu.parts))
    basket, order = numbered(menu, (Wish("burger"),)), order_before(1)
    for found, suggested in (("egg", True), ("milk", False)):
        known = on_board(replace(order, found=(found,)), replace(DINER, menu=menu), None)
        assert suggested == bool(script_values(known, "take-order", basket)["suggestion"])


ELSEWHERE = "Words in brackets at the end go before a full stop."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Hello (regulars)", f"There is no mark `(regulars)`. Did you mean `(regular)`? {ELSEWHERE}"),
        ("Hello (first visit, regular)", "No guest is at the first visit and a regular. Make two lines of it."),
        ("(busy)", "Nothing is said here. Put the words before the marks."),
    ],
)
def test_marks_that_mean_nothing(line: str, words: str) -> None:
    """A mark nobody knows is said with its place, and so are two that never hold together."""
    book = saying("Hello")
    first, *rest = book.procedures
    found = problems(replace(book, procedures=(replace(first, script=("Hello", line)), *rest)))
    assert ((("procedures", 0, "script", 1), words),) == tuple(found)


def test_a_script_of_marked_lines_alone() -> None:
    """There has to be a line for everybody."""
    first, *rest = saying("Hello").procedures
    found = dict(problems(replace(DINER, procedures=(replace(first, script=("Hello (busy)",)), *rest))))
    assert "a mark, which may not hold" in found[("procedures", 0, "script", 0)]


# The whole way, through the record.


def counter_on(path: Path, clock: SetClock) -> AbstractAsyncContextManager[Counter]:
    """Open one terminal on a record."""
    return terminal(path, "", clock, saying(*SCRIPT))


NAMES = ("Ana", "ANA ", "Aná", "Bo", "")
DEEDS = st.tuples(st.sampled_from(("open", "work", "work", "work", "work")), st.integers(0, 7), st.sampled_from(NAMES))


@settings(max_examples=12)
@given(st.lists(DEEDS, min_size=20, max_size=50))
def test_no_guest_hears_a_line_twice_in_a_row(deeds: list[tuple[str, int, str]]) -> None:
    """Whatever orders run beside one another: a line differs from that of the guest's order before, where one can.

    Another guest's order changes no line that is shown, and another terminal shows the same.
    """
    with TemporaryDirectory() as folder:
        asyncio.run(_worked(Path(folder) / "kiosk.db", deeds))


async def _worked(path: Path, deeds: list[tuple[str, int, str]]) -> None:
    clock = SetClock()
    async with counter_on(path, clock) as counter, counter_on(path, clock) as other:
        model = _Heard()
        for deed, which, name in deeds:
            clock.advance(60)
            before, who = model.shown(counter.board), ""
            entries = list(counter.board.orders.values())
            if deed == "open" or not entries:
                await counter.do(OpenOrder())
            else:
                known = entries[which % len(entries)]
                who = await _work(counter, model, known, name)
            await other._live.catch_up()
            after = model.shown(counter.board)
            assert after == model.shown(other.board)
            model.check(counter.board)
            stays = {key for key, (whose, _) in before.items() if whose != who or not who}
            assert {key: after[key] for key in stays & set(after) if key[0] != model.worked} == {
                key: before[key] for key in stays & set(after) if key[0] != model.worked
            }


async def _work(counter: Counter, model: _Heard, known: OnBoard, name: str) -> str:
    """Do the first open step of an order; gives whose it is."""
    ticket = next(ticket for ticket in known.tickets if ticket.state == "open")
    id_, step = known.order.id, ticket.step
    model.worked = id_
    if step == "take-order":
        known = await counter.with_guest(known, Guest(id_, name)) if name else known
        said = chosen(counter.board, known, step, order_before(3).lines)
        model.say(known, step, said.line if said else "")
        await counter.do(TakeOrder(id_, (Wish("meal"),), guest=Guest(id_, name)))
        return name_key(name)
    said = chosen(counter.board, known, step)
    model.say(known, step, said.line if said else "")
    await counter.do(Bump(id_, step))
    return known.who


class _Heard:
    """What every guest heard, kept beside the record."""

    def __init__(self) -> None:
        self.worked = ""
        self.lines: dict[tuple[str, str], dict[int, str]] = {}
        """By guest and step, the lines said by the order's place in the record."""

    def say(self, known: OnBoard, step: str, line: str) -> None:
        """Note what is said at a bump."""
        self.lines.setdefault((known.who, step), {})[known.order.seq] = line

    def shown(self, board: Board) -> dict[tuple[str, str], tuple[str, str]]:
        """Return whose line every open ticket shows, and which."""
        return {
            (one.order.id, ticket.step): (one.who, script_line(board, one, ticket.step))
            for one in board.orders.values()
            for ticket in one.tickets
            if ticket.state == "open"
        }

    def check(self, board: Board) -> None:
        """Find no open ticket whose line is that of its guest's order before, where another one fits."""
        for one in board.orders.values():
            for ticket in one.tickets:
                if ticket.state != "open" or not one.who:
                    continue
                lines = dict(self.lines.get((one.who, ticket.step), {}))
                for earlier in board.orders.values():
                    open_ = earlier.ticket(ticket.step)
                    if earlier.who == one.who and open_ and open_.state == "open":
                        say = chosen(board, earlier, ticket.step)
                        lines[earlier.order.seq] = say.line if say else ""
                before = [line for seq, line in sorted(lines.items()) if seq < one.order.seq]
                say = chosen(board, one, ticket.step)
                if before and len(fitting(board, one, ticket.step)) > 1:
                    assert say is not None
                    assert before[-1] != say.line


def at_taking(*lines: str, allergies: tuple[str, ...] = ()) -> OnBoard:
    """Return an order that is being taken, at a counter whose taking step says these lines."""
    taking = replace(DINER.procedure["take-order"], script=lines)
    book = replace(DINER, procedures=tuple(taking if one.step == "take-order" else one for one in DINER.procedures))
    return on_board(replace(order_before(1), allergies=allergies), book, None)


def test_a_line_to_read_back_is_said_before_the_order_is_sent_and_nowhere_else() -> None:
    """It is the taking step's own; without one there is none."""
    known = at_taking(
        "What can I get you?", "So that is {items}. (read back)", "{items}, {guest}? (read back, regular)"
    )
    basket = numbered(DINER.menu, (Wish("burger", 2),))
    assert "What can I get you?" == script_line(Board(), known, "take-order", basket)
    assert "So that is two burgers." == script_line(Board(), known, "take-order", basket, reads_back=True)
    assert not script_line(Board(), at_taking("What can I get you?"), "take-order", basket, reads_back=True)


def test_a_conflict_is_said_as_soon_as_it_is_keyed() -> None:
    """Before lines without marks; of what the guest may have nothing is said."""
    known = at_taking("What can I get you?", "That has something in it. (conflict)", allergies=("gluten",))
    fries, burger = (numbered(DINER.menu, (Wish(item),)) for item in ("fries", "burger"))
    assert "That has something in it." == script_line(Board(), known, "take-order", fries)
    assert "What can I get you?" == script_line(Board(), known, "take-order", burger)

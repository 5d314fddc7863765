"""A refused order from outside that hands keyed or dismissed, and that its source sends again."""

from __future__ import annotations

import asyncio
import json

import pytest

from kiosk.settings import Settings
from kiosk.wiring import open_counter
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change
from kiosk.work.verb.open_order import OpenOrder
from kiosk.work.verb.refusal import AnswerRefusal
from kiosk.work.verb.take_order import TakeOrder
from tests.cli.conftest import KEPT, Kiosk, as_json

BAD = as_json(lines=[{"item": "fries", "quantity": 200}])
WEB = ("outside", "web-1")


def fries(quantity: int, **changes: object) -> str:
    """Return the order with some fries."""
    return as_json(lines=[{"item": "fries", "quantity": quantity}], **changes)


def refuse(kiosk: Kiosk, text: str = BAD) -> str:
    """Send an order that is refused, and return the id it is kept under."""
    return kiosk("order", "add", stdin=text).err.partition(KEPT)[2].strip()


async def _key(refusal: str, quantity: int) -> str:
    counter = open_counter(Settings())
    await counter.start()
    order = (await counter.do(OpenOrder(serving=True), by="Ana")).order.id
    await counter.do(Bump(order, "greet"), by="Ana")
    await counter.do(TakeOrder(order, (Wish("fries", quantity),), Guest(order, "Ana")), by="Ana")
    await counter.do(AnswerRefusal(refusal, "entered", order), by="Ana")
    await counter.close()
    return order


async def _answer(verb: AnswerRefusal | Change) -> None:
    counter = open_counter(Settings())
    await counter.start()
    await counter.do(verb, by="Ana")
    await counter.close()


def keyed(kiosk: Kiosk, quantity: int = 1) -> str:
    """Key a refused order at the front, and return the id it has there."""
    return asyncio.run(_key(refuse(kiosk), quantity))


def numbers(kiosk: Kiosk) -> list[int]:
    """Return the numbers of all orders that are open."""
    return [row["number"] for row in kiosk("order", "list", "--json").facts]


@pytest.mark.parametrize("many", [False, True])
def test_what_was_keyed_is_known_by_its_key(kiosk: Kiosk, many: bool) -> None:
    """The same sent again is the order that is there, alone and among others."""
    order = keyed(kiosk)
    text = "\n".join([fries(1), fries(3, id="web-2")]) if many else fries(1)
    ended = kiosk("order", "add", "--json", stdin=text)
    assert 0 == ended.code
    assert order == json.loads(ended.out.splitlines()[0] if many else ended.out)["order"]
    assert [1, 2][: 1 + many] == numbers(kiosk)
    assert f"“web-1” is order 1 already, as it was ({order})." in kiosk("order", "add", stdin=fries(1)).out


@pytest.mark.parametrize("many", [False, True])
def test_what_differs_from_what_was_keyed_is_refused_and_kept(kiosk: Kiosk, many: bool) -> None:
    """With a sentence that says what to do; changed at the front, it is the same."""
    order = keyed(kiosk)
    text = "\n".join([fries(2), fries(3, id="web-2")]) if many else fries(2)
    ended = kiosk("order", "add", stdin=text)
    assert 1 == ended.code
    assert "“web-1” is order 1 already, with other lines. It was keyed at the front: change that one." in ended.err
    assert [WEB] == [(row["source"], row["reference"]) for row in kiosk("order", "refused", "list", "--json").facts]
    assert [1, 2][: 1 + many] == numbers(kiosk)
    asyncio.run(_answer(Change(order, (Wish("fries", 2, line=1),), "more")))
    assert order == kiosk("order", "add", "--json", stdin=fries(2)).facts["order"]


def test_another_sources_key_is_another_order(kiosk: Kiosk) -> None:
    """Keys are those of their source."""
    keyed(kiosk)
    assert 0 == kiosk("order", "add", "--source", "app", stdin=fries(2)).code
    assert [1, 2] == numbers(kiosk)


def test_what_was_keyed_is_shown_by_its_key(kiosk: Kiosk) -> None:
    """And shows it."""
    order = keyed(kiosk)
    shown = kiosk("order", "show", "web-1", "--source", "outside", "--json").facts
    assert (order, [{"source": "outside", "id": "web-1"}]) == (shown["order"], shown["keyed_for"])
    assert "Keyed for “web-1” of outside" in kiosk("order", "show", "1").out


def test_it_is_known_after_its_guest_and_its_text_are_forgotten(kiosk: Kiosk) -> None:
    """What stands in the chain knows it."""
    id_ = refuse(kiosk)
    order = asyncio.run(_key(id_, 1))
    assert 0 == kiosk("order", "refused", "forget", id_).code
    assert order == kiosk("order", "add", "--json", stdin=fries(1)).facts["order"]


def test_what_was_entered_nobody_knows_as_which_is_refused_and_kept(kiosk: Kiosk) -> None:
    """Somebody looks whether all of it is made; what is missing is entered by its id."""
    asyncio.run(_answer(AnswerRefusal(refuse(kiosk), "entered")))
    ended = kiosk("order", "add", stdin=fries(1))
    assert (1, True) == (ended.code, "“web-1” was entered by hand, under a number of its own" in ended.err)
    assert [] == numbers(kiosk)
    id_ = ended.err.partition(KEPT)[2].strip()
    entered = kiosk("order", "add", "--refused", id_, "--json").facts
    assert f"refused-{id_}" == entered["id"]
    assert entered["order"] == kiosk("order", "add", "--json", stdin=fries(1)).facts["order"]


@pytest.mark.parametrize("many", [False, True])
def test_what_was_dismissed_is_made_with_a_warning(kiosk: Kiosk, many: bool) -> None:
    """Its source means it still; whoever dismissed it is named, once."""
    kiosk("order", "refused", "dismiss", refuse(kiosk), "--by", "Ana")
    words = "id: “web-1” was refused before, and dismissed by Ana; now it is made."
    text = "\n".join([fries(1), fries(3, id="web-2")]) if many else fries(1)
    ended = kiosk("order", "add", "--json", stdin=text)
    answer = json.loads(ended.out.splitlines()[0] if many else ended.out)
    assert (0, [words], many) == (ended.code, answer["warnings"], words not in ended.err)
    again = kiosk("order", "add", "--json", stdin=fries(1))
    assert ("", [], answer["order"]) == (again.err, again.facts["warnings"], again.facts["order"])

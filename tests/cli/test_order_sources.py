"""Orders from outside are known by their source and its own id."""

from __future__ import annotations

import json
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock, SystemClock
from kiosk.work.verb.open_order import op_from
from tests.cli.conftest import Kiosk, as_json

WEB, APP = ("--source", "web"), ("--source", "app")


def test_two_sources_with_one_number_are_two_orders(kiosk: Kiosk) -> None:
    """The second guest has an order too; each source is answered with its own, however often it sends."""
    numbers = [
        [
            kiosk("order", "add", *source, "--json", stdin=as_json(id=1042, guest=guest)).facts["number"]
            for source, guest in ((WEB, "Ana"), (APP, "Bob"), ((), "Cem"))
        ]
        for _ in range(2)
    ]
    assert [[1, 2, 3], [1, 2, 3]] == numbers
    assert [("web", "1042", "Ana"), ("app", "1042", "Bob"), ("outside", "1042", "Cem")] == [
        (order["source"], order["id"], order["guest"]) for order in kiosk("order", "list", "--json").facts
    ]


def test_an_order_is_shown_changed_and_voided_by_the_id_of_its_source(kiosk: Kiosk) -> None:
    """A number is the source's own then, not the counter's."""
    kiosk("order", "add", *APP, stdin=as_json(id="2"))
    kiosk("order", "add", *WEB, stdin=as_json(id="1"))
    assert [("app", 1), ("web", 2)] == [
        ((facts := kiosk("order", "show", id_, *source, "--json").facts)["source"], facts["number"])
        for id_, source in (("2", APP), ("1", WEB))
    ]
    lines = [{"line": 1, "item": "cheeseburger", "quantity": 3, "choices": ["no onion"]}, {"line": 2, "item": "fries"}]
    wanted = json.dumps({"lines": lines, "id": "c-1"})
    changed = kiosk("order", "change", "1", *WEB, "--reason", "R", "--json", stdin=wanted)
    assert (0, 2, 3) == (changed.code, changed.facts["number"], changed.facts["lines"][0]["quantity"])
    voided = kiosk("order", "void", "2", *APP, "--reason", "Guest cancelled", "--json")
    assert (0, 1, "void") == (voided.code, voided.facts["number"], voided.facts["state"])
    taken_out = kiosk("order", "void", "1", *WEB, "--line", "2", "--reason", "R", "--json")
    assert (0, [1]) == (taken_out.code, [line["line"] for line in taken_out.facts["lines"]])


def test_its_allergy_is_answered_and_it_is_handed_over_by_the_id_of_its_source(kiosk: Kiosk) -> None:
    """And forgotten, as it is shown; a source that has sent no such order is told so."""
    kiosk("order", "add", *APP, stdin=as_json(id="2", note="keep away from mustard", allergies=[], allergy=""))
    kiosk("order", "add", *WEB, stdin=as_json(id="1"))
    answered = kiosk("order", "allergy", "2", *APP, "--answer", "wish", "--by", "Ben", "--json")
    assert (0, 1, ["wish"]) == (
        answered.code,
        answered.facts["number"],
        [one["answer"] for one in answered.facts["answers"]],
    )
    ended = kiosk("order", "hand-over", "1", *WEB, "--reason", "R", "--json")
    assert (0, 2) == (ended.code, ended.facts["number"])
    assert 0 == kiosk("order", "forget", "1", *WEB).code
    assert "“web” has sent no order “2”." in kiosk("order", "allergy", "2", *WEB, "--answer", "wish", "--by", "Ben").err


def test_an_id_without_a_source_is_known_where_it_is_no_number(kiosk: Kiosk) -> None:
    """In every command that takes an order; the counter's own ids stay what they are."""
    kiosk("order", "add", stdin=as_json())
    kiosk("order", "add", stdin=as_json(id="7"))
    assert 1 == kiosk("order", "show", "web-1", "--json").facts["number"]
    assert 0 == kiosk("ticket", "take", "web-1", "cook", "--by", "Kim").code
    own = kiosk("order", "show", "web-1", "--json").facts["order"]
    kiosk("order", "add", stdin=as_json(id=own))
    assert 1 == kiosk("order", "show", own, "--json").facts["number"]
    ended = kiosk("order", "void", "7", "--reason", "R")
    assert (1, "There is no order 7 today.\n") == (ended.code, ended.err)
    assert 2 == kiosk("order", "void", "7", "--source", "outside", "--reason", "R", "--json").facts["number"]
    none = kiosk("order", "void", "web-2", "--reason", "R")
    assert (1, "There is no order web-2.\n") == (none.code, none.err)


def test_an_id_of_another_source_is_refused(kiosk: Kiosk) -> None:
    """In a sentence that names both."""
    kiosk("order", "add", *APP, stdin=as_json())
    ended = kiosk("order", "void", "web-1", *WEB, "--reason", "R")
    assert (1, "“web” has sent no order “web-1”.\n") == (ended.code, ended.err)
    front = kiosk("order", "add", "--source", "front", stdin=as_json())
    assert (1, "“front” is no source of orders from outside.") == (front.code, front.why)


def test_an_order_of_any_source_skips_the_front(kiosk: Kiosk) -> None:
    """Its guest stands at no counter; that is so for every source."""
    steps = [
        [ticket["step"] for ticket in kiosk("order", "add", *source, "--json", stdin=as_json()).facts["tickets"]]
        for source in (WEB, ())
    ]
    assert steps[0] == steps[1]


@pytest.mark.parametrize("reference", ["00123", "1E5", "=1+1", "zu spät"])
def test_an_id_is_in_a_workbook_what_it_is(kiosk: Kiosk, home: Path, reference: str) -> None:
    """No spreadsheet takes it for a number or a formula: its cell is a text."""
    lines = [{"item": "fries", "note": "groß"}]
    assert 0 == kiosk("order", "add", stdin=json.dumps({"id": reference, "guest": "Zoë", "lines": lines})).code
    assert 0 == kiosk("orders", "export", "o.xlsx").code
    with zipfile.ZipFile(home / "o.xlsx") as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert f't="inlineStr"><is><t>{reference}</t></is></c>' in sheet


def test_no_two_sources_and_ids_have_one_op() -> None:
    """However they are put together."""
    pairs = [("a", "b-c"), ("a-b", "c"), ("outside", "1-a-b"), ("outside", "from-1-a-b"), ("a", "b"), ("1-a", "b")]
    assert len(pairs) == len({op_from(*pair) for pair in pairs})


def test_a_time_of_day_sent_again_later_is_the_same(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the one of when the order was sent first, however long ago; another time is another order's."""
    clock = SetClock(SystemClock().now().at)
    monkeypatch.setattr("kiosk.wiring.system_clock", lambda: clock)
    soon = f"{datetime.fromtimestamp(clock.now().at / 1000).astimezone() + timedelta(hours=2):%H:%M}"
    many = as_json(id="b", ready_at=soon) + "\n" + as_json(id="c", ready_at=soon)
    first = kiosk("order", "add", "--json", stdin=as_json(ready_at=soon))
    assert (0, 0) == (first.code, kiosk("order", "add", stdin=many).code)
    for hours in (1, 6, 12, 30):
        clock.advance(hours * 3600)
        again = kiosk("order", "add", "--json", stdin=as_json(ready_at=soon))
        assert (0, first.facts["order"]) == (again.code, again.facts["order"])
        assert 0 == kiosk("order", "add", stdin=many).code
    other = f"{datetime.fromtimestamp(clock.now().at / 1000).astimezone() + timedelta(hours=3):%H:%M}"
    assert 1 == kiosk("order", "add", stdin=as_json(ready_at=other)).code


def test_more_for_an_order_that_has_ended_is_refused_and_kept(kiosk: Kiosk) -> None:
    """The answer says that nothing more is made for it; the same again is the same, and says that it has ended."""
    plain = as_json(guest="")
    kiosk("order", "add", stdin=plain)
    kiosk("order", "void", "1", "--reason", "left")
    again = kiosk("order", "add", stdin=plain)
    assert (0, True) == (again.code, again.out.endswith("It has ended: nothing more is made for it.\n"))
    for more in (
        {"guest": "Ana"},
        {"note": "no nuts"},
        {"allergy": "egg"},
        {"lines": ["fries"]},
        {"ready_at": f"{datetime.now().astimezone() + timedelta(hours=2):%H:%M}"},
    ):
        ended = kiosk("order", "add", stdin=as_json(**{"guest": ""} | more))
        assert 1 == ended.code
        assert ended.why.endswith("nothing more is taken for it: send what is new under another id, or call.")
    assert 1 == len(kiosk("order", "refused", "list", "--json").facts)

"""Orders from outside that are refused: kept as they came, shown until somebody has seen to them."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.counter.refusals import Refusals
from kiosk.errors import StorageUnavailable
from kiosk.journal.backup import backup
from kiosk.journal.verify import verify
from tests.cli.conftest import KEPT, Kiosk, as_json

BAD = [{"item": "fries", "quantity": 0}]


def waiting(kiosk: Kiosk) -> list[tuple[str, str]]:
    """Return source and key of every refused order that waits."""
    rows = kiosk("order", "refused", "list", "--json").facts
    return [(row["source"], row["reference"]) for row in rows]


def refuse(kiosk: Kiosk, text: str | None = None, *source: str) -> str:
    """Send an order that is refused, and return the id it is kept under."""
    ended = kiosk("order", "add", *source, stdin=as_json(lines=BAD) if text is None else text)
    assert (1, "") == (ended.code, ended.out)
    return ended.err.partition(KEPT)[2].strip()


@pytest.mark.parametrize("text", ["no JSON at all\x07\n{", '{"lines": [{"item": 7}, 8]}', as_json(lines=[]), "\xff"])
def test_what_is_refused_is_kept_as_it_came(fresh_kiosk: Kiosk, text: str) -> None:
    """To the byte, whatever it is, also where it is the first there ever was; shown to people without its controls."""
    id_ = refuse(fresh_kiosk, text, "--source", "web")
    shown = fresh_kiosk("order", "refused", "show", id_[:5], "--json").facts
    assert (id_, "web", text, True) == (shown["id"], shown["source"], shown["text"], shown["waits"])
    assert len(text.encode()) == shown["size"]
    words = fresh_kiosk("order", "refused", "show", id_).out
    assert shown["reason"] in words
    assert "\x07" not in words
    assert id_ in fresh_kiosk("order", "refused", "list").out


def test_the_same_refused_order_again_is_one_row(kiosk: Kiosk) -> None:
    """Another text under the same key stands in its place; nothing of either is lost."""
    first = refuse(kiosk)
    assert [first, first] == [refuse(kiosk), refuse(kiosk)]
    second = refuse(kiosk, as_json(lines=[]))
    assert [("outside", "web-1")] == waiting(kiosk)
    assert [False, True] == [kiosk("order", "refused", "show", id_, "--json").facts["waits"] for id_ in (first, second)]
    refuse(kiosk, as_json(lines=BAD), "--source", "app")
    assert [("outside", "web-1"), ("app", "web-1")] == waiting(kiosk)


def test_what_its_source_sends_right_at_last_is_answered(kiosk: Kiosk) -> None:
    """By the order it became; nobody has to see to it."""
    refuse(kiosk)
    kiosk("order", "add", "--source", "app", stdin=as_json())
    assert [("outside", "web-1")] == waiting(kiosk)
    assert 0 == kiosk("order", "add", stdin=as_json()).code
    assert [] == waiting(kiosk)


def test_what_differs_from_its_order_is_not_answered_by_that(kiosk: Kiosk) -> None:
    """The first text again is no answer to the second, which wanted more."""
    kiosk("order", "add", stdin=as_json())
    id_ = refuse(kiosk, as_json(lines=[{"item": "fries", "quantity": 9}]))
    assert 0 == kiosk("order", "add", stdin=as_json()).code
    assert [("outside", "web-1")] == waiting(kiosk)
    entered = kiosk("order", "add", "--refused", id_, "--by", "Ana", "--json").facts
    assert (2, f"refused-{id_}", 9) == (entered["number"], entered["id"], entered["lines"][0]["quantity"])


def test_a_dismissed_order_is_shown_no_more(kiosk: Kiosk, home: Path) -> None:
    """Nor when it is sent again; who dismissed it stands in the record, and a second one is told."""
    id_ = refuse(kiosk)
    ended = kiosk("order", "refused", "dismiss", id_[:6], "--by", "Ana")
    assert (0, f"The refused order {id_} is dismissed.\n") == (ended.code, ended.out)
    assert "No refused order waits.\n" == kiosk("order", "refused", "list").out
    assert id_ == refuse(kiosk)
    assert [] == waiting(kiosk)
    again = kiosk("order", "refused", "dismiss", id_, "--by", "Bob")
    assert (1, f"No refused order {id_} waits: somebody has seen to it.\n") == (again.code, again.err)
    with closing(sqlite3.connect(home / "data" / "kiosk" / "kiosk.db")) as record:
        sql = """SELECT "by", json_extract(data, '$.how') FROM events WHERE kind = 'refusal-answered'"""
        assert [("Ana", "dismissed")] == record.execute(sql).fetchall()


def test_a_text_without_a_key_may_be_another_guests_later(kiosk: Kiosk) -> None:
    """Before it is answered it is one row; after that the same text is shown anew."""
    text = '{"lines": [{"item": "fries", "quantity": 0}]}'
    first = refuse(kiosk, text)
    assert first == refuse(kiosk, text)
    kiosk("order", "refused", "dismiss", first)
    assert refuse(kiosk, text) not in ("", first)
    assert [("outside", "")] == waiting(kiosk)


def test_a_refused_order_is_entered_after_all(kiosk: Kiosk, home: Path) -> None:
    """As it came where it can be by now, else as it is corrected; once."""
    kiosk("item", "out", "fries")
    id_ = refuse(kiosk, '{"lines": [{"item": "fries"}]}')
    kiosk("item", "back", "fries")
    entered = kiosk("order", "add", "--refused", id_, "--by", "Ana", "--json")
    assert (0, f"refused-{id_}") == (entered.code, entered.facts["id"])
    again = kiosk("order", "add", "--refused", id_)
    assert (1, f"No refused order {id_} waits: somebody has seen to it.\n") == (again.code, again.err)
    wrong = refuse(kiosk, None, "--source", "web")
    kept = kiosk("order", "add", "--refused", wrong)
    assert (1, "lines[0].quantity: must be a whole number from 1 to 99.\n") == (kept.code, kept.err)
    (home / "right.json").write_text('{"lines": [{"item": "fries", "quantity": 2}]}')
    right = kiosk("order", "add", "right.json", "--refused", wrong, "--json").facts
    assert ("web", "web-1", 2) == (right["source"], right["id"], right["lines"][0]["quantity"])
    assert [] == waiting(kiosk)


def test_each_refused_order_of_many_is_kept(kiosk: Kiosk) -> None:
    """Its answer says where."""
    orders = [{"id": 1, "lines": [{"item": "fries"}]}, {"id": 2, "lines": BAD}, {"lines": BAD}]
    ended = kiosk("order", "add", "--json", stdin="\n".join(map(json.dumps, orders)))
    answers = [json.loads(line) for line in ended.out.splitlines()]
    rows = kiosk("order", "refused", "list", "--json").facts
    assert [(2, "2"), (3, "")] == [
        (answer["row"], row["reference"]) for answer, row in zip(answers[1:], rows, strict=True)
    ]
    assert [row["id"] for row in rows] == [answer["refused"] for answer in answers[1:]]


def test_of_a_long_text_the_beginning_is_kept(kiosk: Kiosk) -> None:
    """It is said how much came, and it is not entered as less than it was."""
    id_ = refuse(kiosk, as_json(note="x" * 600_000))
    shown = kiosk("order", "refused", "show", id_, "--json").facts
    assert (512 * 1024, True) == (len(shown["text"]), shown["size"] > 600_000)
    assert "of them kept" in kiosk("order", "refused", "show", id_).out
    ended = kiosk("order", "add", "--refused", id_)
    assert (1, True) == (ended.code, "Say as FILE" in ended.err)


def test_a_refused_text_stands_outside_the_chain(kiosk: Kiosk, home: Path) -> None:
    """A copy of the record has all of it; taken out by another program it is missed, and its event still shown."""
    id_ = refuse(kiosk, as_json(guest="Zoe Quill", lines=BAD))
    database = home / "data" / "kiosk" / "kiosk.db"
    backup(database, home / "copy.db")
    with closing(sqlite3.connect(home / "copy.db")) as record:
        (text,) = record.execute("SELECT text FROM refused").fetchone()
        (data,) = record.execute("SELECT data FROM events WHERE kind = 'order-refused'").fetchone()
    assert b"Zoe Quill" in text
    assert "Zoe" not in data
    with closing(sqlite3.connect(database)) as record:
        record.execute("DELETE FROM refused")
        record.commit()
    assert [f"refused: row {id_} is gone."] == [finding.words.partition(" Changed")[0] for finding in verify(database)]
    (row,) = kiosk("order", "refused", "list", "--json").facts
    assert (id_, "web-1", "bad-order", 0) == (row["id"], row["reference"], row["reason"], row["size"])


def test_bytes_that_are_no_text_are_kept(kiosk: Kiosk, home: Path) -> None:
    """As they came, which `show` can only write in signs that stand for them."""
    raw = b'{"id": "web-1", "note": "\xff\x00", "lines": []}'
    (home / "order.json").write_bytes(raw)
    assert 1 == kiosk("order", "add", "order.json").code
    with closing(sqlite3.connect(home / "data" / "kiosk" / "kiosk.db")) as record:
        assert [(raw, len(raw))] == record.execute("SELECT text, size FROM refused").fetchall()
    (row,) = kiosk("order", "refused", "list", "--json").facts
    assert "\ufffd" in kiosk("order", "refused", "show", row["id"]).out


def test_an_empty_text_is_no_order(kiosk: Kiosk) -> None:
    """Nothing came, so there is nothing to keep."""
    assert 1 == kiosk("order", "add", stdin=" \n").code
    assert [] == waiting(kiosk)


def test_a_text_that_comes_back_after_another_is_shown(kiosk: Kiosk) -> None:
    """What its source had replaced and sends again is what it means now; what hands answered stays answered."""
    refuse(kiosk)
    refuse(kiosk, as_json(lines=[]))
    third = refuse(kiosk)
    (row,) = kiosk("order", "refused", "list", "--json").facts
    assert (third, True) == (row["id"], "quantity" in row["reason"])
    kiosk("order", "refused", "dismiss", third)
    assert (third, []) == (refuse(kiosk), waiting(kiosk))


def test_what_was_refused_before_another_order_took_its_key_is_shown(kiosk: Kiosk) -> None:
    """The order that was made is another one than this text wants."""
    kiosk("item", "out", "fries")
    only_fries = as_json(lines=[{"item": "fries"}])
    refuse(kiosk, only_fries)
    assert 0 == kiosk("order", "add", stdin=as_json(lines=[{"item": "hamburger"}])).code
    assert [] == waiting(kiosk)
    refuse(kiosk, only_fries)
    assert [("outside", "web-1")] == waiting(kiosk)


def test_an_id_nobody_was_refused_under_is_named(kiosk: Kiosk) -> None:
    """Also one that means several."""
    refuse(kiosk)
    ended = kiosk("order", "refused", "show", "xyz")
    assert (1, "No refused order begins with “xyz”. Look: kiosk order refused list\n") == (ended.code, ended.err)
    for number in range(17):
        kiosk("order", "add", stdin=as_json(id=f"n{number}", lines=BAD))
    ids = [row["id"][0] for row in kiosk("order", "refused", "list", "--json").facts]
    twice = next(digit for digit in ids if ids.count(digit) > 1)
    ended = kiosk("order", "refused", "show", twice)
    assert (1, True) == (ended.code, ended.err.startswith(f"Several refused orders begin with “{twice}”."))


def test_guests_and_refused_orders_are_forgotten_by_command(kiosk: Kiosk, home: Path) -> None:
    """One that was answered, one order that is over, all of before a day; who is served and what waits stays."""
    database = home / "data" / "kiosk" / "kiosk.db"
    id_ = refuse(kiosk)
    assert "It can be forgotten once it is answered." in kiosk("order", "refused", "forget", id_).err
    kiosk("order", "refused", "dismiss", id_)
    assert "That is forgotten." in kiosk("order", "refused", "forget", id_, "--by", "Ana").out
    assert "No refused order begins with" in kiosk("order", "refused", "show", id_).err
    for number, guest in enumerate(("Zoe", "Ben"), 1):
        assert 0 == kiosk("order", "add", stdin=as_json(id=guest, guest=guest)).code
        assert f"Order {number} is not finished." in kiosk("order", "forget", str(number)).err
        kiosk("order", "void", str(number), "--reason", "left")
    assert "Say whom to forget" in kiosk("order", "forget").err
    assert "“some day” is no day." in kiosk("order", "forget", "--before", "some day").err
    names = "SELECT name FROM guests"
    with closing(sqlite3.connect(database)) as record:
        assert 0 == kiosk("order", "forget", "1").code
        assert [("Ben",)] == record.execute(names).fetchall()
        assert 0 == kiosk("order", "forget", "--before", "2999-01-01").code
        assert [] == record.execute(names).fetchall()
    assert () == verify(database)


def test_each_order_of_many_is_answered_truly_where_the_disk_fills_up(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on disk is taken though the rest of its text is not kept; what is not is answered too, and 3 is left."""
    full = StorageUnavailable("The disk is full.")

    async def keep(*_words: object) -> str:
        raise full

    monkeypatch.setattr(Refusals, "keep", keep)
    orders = [as_json(id=f"n{number}", note="hello " * 500) for number in range(60)]
    ended = kiosk("order", "add", "--json", stdin="\n".join([*orders, '{"id": "bad", "lines": []}']))
    answers = [json.loads(line) for line in ended.out.splitlines()]
    assert (3, [True] * 60 + [False]) == (ended.code, [answer["taken"] for answer in answers])
    assert "The rest of it is not kept. The disk is full." in answers[0]["warnings"]
    assert "The disk is full." == answers[-1]["why"]
    assert 60 == len(kiosk("order", "list", "--json").facts)

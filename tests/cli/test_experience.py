"""WHAT, HOW and how the guest liked it stand apart: the acceptance tests, worked by commands alone."""

from __future__ import annotations

import csv
import io
import json

from tests.cli.conftest import Kiosk, as_json

EYES = ("eyes", "smile", "words")


def served(kiosk: Kiosk, number: int, *greet: str) -> str:
    """Serve an order through all nine steps of the burger counter; gives the text of its slip's code."""
    order = str(number)
    assert 0 == kiosk("order", "start", "--by", "Ana").code
    assert 0 == kiosk("ticket", "bump", order, "greet", "--by", "Ana", *greet).code
    assert 0 == kiosk("order", "add", "--order", order, stdin=as_json(id=f"web-{number}")).code
    for step in ("pay", "cook", "dress", "fry", "assemble"):
        assert 0 == kiosk("ticket", "bump", order, step).code, step
    assert 0 == kiosk("ticket", "bump", order, "check", "--line", "1").code
    for step in ("check", "hand-over"):
        assert 0 == kiosk("ticket", "bump", order, step).code, step
    return str(kiosk("slip", "show", order, "--json").facts["payload"])


def greeting(kiosk: Kiosk) -> list[tuple[str, ...]]:
    """Return who says what of each point of the greeting."""
    rows = csv.DictReader(io.StringIO(kiosk("adherence", "export", "-").out))
    return [(row["point"], row["source"], row["mark"]) for row in rows if row["step"] == "greet"]


def test_rude_but_fulfilled(kiosk: Kiosk) -> None:
    """Every step is done and the greeting skipped: process fulfilled, procedure broken, rating low."""
    code = served(kiosk, 1, "--skip", *EYES, "--reason", "rush")
    assert 0 == kiosk("slip", "rate", code, "1").code
    summary = kiosk("summary", "--json").facts
    what, how = summary["what"], summary["how"]
    assert (1, 9) == (what["finished"], sum(step["count"] for step in what["steps"]))
    greet = [point for point in how["points"] if point["step"] == "greet"]
    assert (0, 3) == (sum(point["kept"] for point in greet), sum(point["skipped"] for point in greet))
    assert {"count": 1, "median": 1.0} == how["experience"]["all"] == how["experience"]["not_greeted"]
    assert {"count": 0, "median": None} == how["experience"]["greeted"]
    said = kiosk("summary").out
    assert "Orders: 1 opened, 1 finished" in said
    assert "Ratings by guests, median: all 1 (n 1), first step kept – (n 0), not kept 1 (n 1)" in said


def test_kind_but_late(kiosk: Kiosk) -> None:
    """The mirror: greeted by the book and not served. The procedure is kept, the process is not, nobody rates yet."""
    assert 0 == kiosk("order", "start", "--by", "Ana").code
    assert 0 == kiosk("ticket", "bump", "1", "greet", "--by", "Ana", "--keep", *EYES).code
    early = kiosk("slip", "rate", "1", "5")
    assert (1, "Order 1 is not handed over. A guest rates what they have.\n") == (early.code, early.err)
    summary = kiosk("summary", "--json").facts
    assert (0, 1) == (summary["what"]["finished"], summary["what"]["open"])
    assert (3, 3) == (summary["how"]["kept"], summary["how"]["asked"])


def test_ratings_stand_apart_with_and_without_the_greeting(kiosk: Kiosk) -> None:
    """N and median of each; an order nobody rated counts in none."""
    for number, (stars, *greet) in enumerate(
        (("5", "--keep", *EYES), ("2", "--keep", "eyes"), ("", "--keep", *EYES)), 1
    ):
        served(kiosk, number, *greet)
        if stars:
            assert 0 == kiosk("slip", "rate", str(number), stars).code
    experience = kiosk("summary", "--json").facts["how"]["experience"]
    assert {
        "all": {"count": 2, "median": 3.5},
        "greeted": {"count": 1, "median": 5.0},
        "not_greeted": {"count": 1, "median": 2.0},
    } == experience


def test_a_second_rating_stands_in_the_first_ones_place(kiosk: Kiosk) -> None:
    """Both stay in the events, and the record verifies."""
    served(kiosk, 1)
    assert "Order 1: the guest says 2 ★★☆☆☆\n" == kiosk("slip", "rate", "1", "2").out
    assert "Order 1: the guest says 4 ★★★★☆\n" == kiosk("slip", "rate", "1", "4").out
    events = csv.DictReader(io.StringIO(kiosk("events", "export", "-").out))
    assert [2, 4] == [json.loads(row["data"])["rating"] for row in events if row["kind"] == "guest-rated"]
    (row,) = csv.DictReader(io.StringIO(kiosk("orders", "export", "-").out))
    assert "4" == row["rating"]
    assert 0 == kiosk("journal", "verify").code


def test_a_rating_is_one_to_five_on_a_genuine_slip(kiosk: Kiosk) -> None:
    """Anything else is refused in words."""
    code = served(kiosk, 1)
    assert "A rating is 1 to 5, 5 the best, not 6.\n" == kiosk("slip", "rate", "1", "6").err
    other = code[:-1] + ("0" if code[-1] != "0" else "1")
    forged = kiosk("slip", "rate", other, "5")
    assert (1, "The record says something else than this code. Look: kiosk slip verify TEXT\n") == (
        forged.code,
        forged.err,
    )


def test_an_observers_mark_stands_beside_the_workers_own(kiosk: Kiosk) -> None:
    """Neither takes the other's place; the slip stays genuine, the numbers of the workers stay theirs."""
    code = served(kiosk, 1, "--keep", *EYES)
    seen = kiosk(
        "ticket", "observe", "1", "greet", "--keep", "eyes", "--skip", "smile", "--reason", "phone", "--by", "Eva"
    )
    assert (0, "Order 1: Greet: noted beside the worker's own marks\n") == (seen.code, seen.out)
    assert 0 == kiosk("ticket", "observe", "1", "greet", "--skip", "words", "--guest").code
    assert {
        ("eyes", "self", "kept"),
        ("eyes", "observer", "kept"),
        ("smile", "self", "kept"),
        ("smile", "observer", "skipped"),
        ("words", "self", "kept"),
        ("words", "guest", "skipped"),
    } == set(greeting(kiosk))
    how = kiosk("summary", "--json").facts["how"]
    assert 3 == how["kept"]
    assert [("eyes", 1, 0), ("smile", 0, 1)] == [(one["point"], one["kept"], one["skipped"]) for one in how["observed"]]
    assert [("words", 1)] == [(one["point"], one["skipped"]) for one in how["told"]]
    assert 0 == kiosk("slip", "verify", code).code
    assert 0 == kiosk("journal", "verify").code


def test_an_observer_has_a_name(kiosk: Kiosk) -> None:
    """Otherwise nobody knows whose eyes these were."""
    served(kiosk, 1)
    nobody = kiosk("ticket", "observe", "1", "greet", "--keep", "eyes")
    assert (1, "An observer has a name. Say who you are first.\n") == (nobody.code, nobody.err)
    assert 2 == kiosk("ticket", "observe", "1", "greet", "--by", "Eva").code

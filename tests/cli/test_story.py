"""The headless twin: an order worked from its start to its verified slip by commands alone."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk, as_json


def test_an_order_goes_from_start_to_a_verified_slip_without_a_screen(kiosk: Kiosk, home: Path) -> None:
    """Every verb of the screens is a command, and the record, slip and numbers come out of it."""
    started = kiosk("order", "start", "--by", "Ana", "--json")
    assert 0 == started.code
    assert 1 == started.facts["number"]
    day = started.facts["day"]

    assert ["greet"] == [ticket["step"] for ticket in kiosk("ticket", "list", "--json").facts]
    assert 0 == kiosk("ticket", "take", "1", "greet", "--by", "Ana").code
    greet = kiosk(
        "ticket", "bump", "1", "greet", "--by", "Ana", "--keep", "eyes", "--skip", "smile", "--reason", "rush"
    )
    assert (0, "Order 1: Greet done in 0:0", "") == (greet.code, greet.out[:-2], greet.err)

    theirs = kiosk("order", "add", "--order", "#1", stdin=as_json(allergies=["milk"]))
    assert (1, "Ana has order 1 since 0:00. Take it over first.\n") == (theirs.code, theirs.err)
    taken = kiosk("order", "add", "--order", "#1", "--by", "Ana", stdin=as_json(allergies=["milk"]))
    number = f"{day.replace('-', '')}-1"
    assert f"Order 1 is taken. ALLERGY milk: every station has to see it. Its id: {number}.\n" == taken.out
    assert 0 == kiosk("ticket", "bump", "1", "pay", "--by", "Ana").code
    for step in ("cook", "dress", "fry", "check"):
        assert 0 == kiosk("ticket", "allergy", "1", step, "--by", "Kim").code

    grill = kiosk("ticket", "list", "--station", "grill", "--json").facts
    assert [("cook", "grill")] == [(ticket["step"], ticket["station"]) for ticket in grill]
    cook = kiosk("ticket", "bump", "1", "cook", "--reading", "core=158,5", "--keep", "wash", "probe", "--by", "Kim")
    assert 0 == cook.code
    for step in ("clean-board", "dress", "fry", "assemble"):
        assert 0 == kiosk("ticket", "bump", "1", step).code, step
    hasty = kiosk("ticket", "bump", "1", "check")
    assert (1, "Look at these lines and bump each first: 2 × Cheeseburger.\n") == (hasty.code, hasty.err)
    assert 0 == kiosk("ticket", "bump", "1", "check", "--line", "1").code
    assert 0 == kiosk("ticket", "bump", "1", "check").code
    over = kiosk("ticket", "bump", number, "hand-over")
    assert over.out.startswith("Order 1: Hand over done in 0:0")
    assert over.out.endswith(". The order is finished.\n")

    slips = sorted(path.name for path in (home / "data" / "kiosk" / "slips").iterdir())
    assert [f"{day.replace('-', '')}-1.png", f"{day.replace('-', '')}-1.txt"] == slips
    slip = kiosk("slip", "show", "1", "--json").facts
    assert "ALLERGY: milk" in slip["lines"]
    genuine = kiosk("slip", "verify", slip["payload"])
    assert (0, f"Genuine: the record says the same of order 1 of {day}.\n") == (genuine.code, genuine.out)

    check_record(kiosk, slip["payload"][-16:])


def test_an_allergy_is_seen_without_a_screen(kiosk: Kiosk) -> None:
    """Allergens of the menu and the guest's own words, wherever the order is shown; the same id again is the same."""
    order = as_json(allergies=["milk"], allergy="no nuts \x1b[31m", note="two bags")
    for _ in range(2):
        assert 0 == kiosk("order", "add", stdin=order).code
    assert 1 == kiosk("order", "add", stdin=as_json(allergies=["milk"])).code
    said = "ALLERGY: milk, peanuts, tree-nuts, “no nuts [31m”"
    assert f"\n{said}\n" in kiosk("order", "show", "1").out
    assert f"{said}; [1] 2 × Cheeseburger, no onion" in kiosk("order", "list").out
    assert f"{said}; [1] 2 × Cheeseburger, no onion" in kiosk("ticket", "list", "--station", "grill").out
    shown = kiosk("order", "show", "1", "--json").facts
    assert (["milk"], "no nuts [31m") == (shown["allergies"], shown["allergy"])


def test_a_ticket_list_for_programs_holds_what_the_station_is_told(kiosk: Kiosk) -> None:
    """Lines with their choices, which of them are made here, notes and allergies."""
    kiosk("order", "add", stdin=as_json(allergies=["milk"], allergy="no nuts", note="two bags"))
    (cook,) = kiosk("ticket", "list", "--station", "grill", "--json").facts
    assert ("Ana", "two bags", ["milk"], "no nuts") == tuple(
        cook[key] for key in ("guest", "note", "allergies", "allergy")
    )
    assert [("cheeseburger", 2, ["no onion"], [])] == [
        (line["item"], line["quantity"], line["choices"], line["made_here"]) for line in cook["lines"]
    ]
    (board,) = [one for one in kiosk("ticket", "list", "--json").facts if one["step"] == "clean-board"]
    assert (True, ["no onion"]) == (board["allergy_to_see"], board["lines"][0]["made_here"])


def test_points_that_do_not_apply_are_said_or_known(kiosk: Kiosk) -> None:
    """By hand with a reason; those for allergies by themselves where the guest has none."""
    kiosk("order", "add", stdin=as_json())
    assert 0 == kiosk("ticket", "bump", "1", "dress", "--not-applicable", "toast", "--reason", "wrap").code
    points = csv.DictReader(io.StringIO(kiosk("adherence", "export", "-").out))
    found = {row["point"]: (row["mark"], row["reason"]) for row in points if row["step"] == "dress"}
    assert {
        "changes": ("not-seen", ""),
        "allergy": ("not-applicable", ""),
        "toast": ("not-applicable", "wrap"),
        "order": ("not-seen", ""),
    } == found


def check_record(kiosk: Kiosk, anchor: str) -> None:
    """Hold exports, numbers and the chain against what was done."""
    done = list(csv.DictReader(io.StringIO(kiosk("completions", "export", "-").out)))
    assert 10 == len(done)
    assert "Kim" == next(row["person"] for row in done if row["step"] == "cook")
    points = list(csv.DictReader(io.StringIO(kiosk("adherence", "export", "-").out)))
    assert ("skipped", "rush") == next((row["mark"], row["reason"]) for row in points if row["point"] == "smile")
    summary = kiosk("summary", "--json").facts
    assert (1, 3) == (summary["what"]["finished"], summary["how"]["kept"])
    verified = kiosk("journal", "verify", "--anchor", anchor)
    assert (0, "The record is as it was written.\n") == (verified.code, verified.out)


def test_a_slip_that_was_changed_does_not_verify(kiosk: Kiosk) -> None:
    """A code with one figure changed is told from the record, with what differs."""
    slip = finished(kiosk)
    last = "0" if slip[-1] == "1" else "1"
    ended = kiosk("slip", "verify", slip[:-1] + last)
    assert 1 == ended.code
    assert f"The slip says code {slip[-16:-1]}{last}, the record says {slip[-16:]}.\n" == ended.err


def test_a_slip_printed_again_is_a_copy_beside_the_first(kiosk: Kiosk, home: Path) -> None:
    """`slip print` leaves the first slip alone and marks the second one."""
    finished(kiosk)
    assert 0 == kiosk("slip", "print", "1").code
    texts = sorted((home / "data" / "kiosk" / "slips").glob("*.txt"))
    assert 2 == len(texts)
    assert [True, False] == ["COPY" in path.read_text() for path in sorted(texts, key=lambda path: -len(path.name))]


def test_a_qr_code_is_written_once(kiosk: Kiosk, home: Path) -> None:
    """`slip png` writes a picture, and no picture over a file that is there."""
    finished(kiosk)
    assert 0 == kiosk("slip", "png", "1", "code.png").code
    assert b"\x89PNG" == (home / "code.png").read_bytes()[:4]
    again = kiosk("slip", "png", "1", "code.png")
    assert (1, "code.png: File exists.\n") == (again.code, again.err)


def test_an_unfinished_order_has_no_slip(kiosk: Kiosk) -> None:
    """The slip comes with the hand-over, and the sentence says so."""
    kiosk("order", "add", stdin=as_json())
    ended = kiosk("slip", "show", "1")
    assert 1 == ended.code
    assert "Order 1 is not finished yet; its slip comes with the hand-over.\n" == ended.err


def test_the_slip_on_a_terminal_carries_a_code_and_its_text(kiosk: Kiosk) -> None:
    """`slip show` draws the code and writes what it says below."""
    payload = finished(kiosk)
    shown = kiosk("slip", "show", "1").out
    assert payload == shown.rstrip().splitlines()[-1]
    assert "▀" in shown


def test_undo_takes_a_bump_back(kiosk: Kiosk) -> None:
    """Within 30 s whoever bumped takes it back, and the ticket is open again."""
    kiosk("order", "start")
    kiosk("ticket", "bump", "1", "greet", "--by", "Ana")
    assert "Ana did Greet of order 1. Ask them to undo it.\n" == kiosk("ticket", "undo", "1", "greet").err
    assert 0 == kiosk("ticket", "undo", "1", "greet", "--by", "Ana").code
    assert ["greet"] == [ticket["step"] for ticket in kiosk("ticket", "list", "--json").facts]


@pytest.mark.parametrize("number", ["1", "#1"])
def test_void_ends_an_order(kiosk: Kiosk, number: str) -> None:
    """A void order leaves the board and keeps its reason."""
    kiosk("order", "add", stdin=as_json())
    assert 0 == kiosk("order", "void", number, "--reason", "guest left").code
    assert "No open orders.\n" == kiosk("order", "list").out
    assert "guest left" == kiosk("order", "show", "1", "--json").facts["void_reason"]


def test_people_read_orders_as_lines(kiosk: Kiosk) -> None:
    """Lists and a single order are words and columns, without escapes."""
    kiosk("order", "add", stdin=as_json(guest="李雷", allergies=["milk"], note="knife"))
    listed = kiosk("order", "list").out
    assert "[1] 2 × Cheeseburger, no onion; [2] 1 × large Fries" in listed
    shown = kiosk("order", "show", "1").out
    assert "Guest: 李雷\nNote: knife\nALLERGY: milk\n" in shown
    assert "cook, dress, fry" in shown
    tickets = kiosk("ticket", "list").out.splitlines()
    assert 4 == len(tickets)
    assert "\x1b" not in listed + shown


def finished(kiosk: Kiosk) -> str:
    """Work one order to its end; gives its payload."""
    kiosk("order", "add", stdin=as_json())
    kiosk("ticket", "bump", "1", "dress", "--line", "1")
    for step in ("cook", "dress", "fry", "assemble", "check", "hand-over"):
        kiosk("ticket", "bump", "1", step)
    return str(kiosk("slip", "show", "1", "--json").facts["payload"])

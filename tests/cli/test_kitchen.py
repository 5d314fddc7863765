"""`kiosk ticket`: every verb of a kitchen without a screen, with what it refuses and its facts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.devices.clock import SetClock
from kiosk.wiring import local_time
from tests.cli.conftest import Kiosk, as_json

STEPS = ("cook", "dress", "fry", "assemble", "check", "hand-over")


@pytest.fixture
def order(kiosk: Kiosk) -> None:
    """Take order 1: line 1 are two cheeseburgers, line 2 large fries."""
    assert 0 == kiosk("order", "add", stdin=as_json()).code


def finish(kiosk: Kiosk) -> None:
    """Do every step of order 1, and look at its changed line at the check."""
    for step in STEPS:
        if step == "check":
            kiosk("ticket", "bump", "1", step, "--line", "1")
        assert 0 == kiosk("ticket", "bump", "1", step).code


def held(kiosk: Kiosk) -> list[str]:
    """Return the steps that are held back."""
    return [one["step"] for one in kiosk("ticket", "list", "--held", "--json").facts]


def states(kiosk: Kiosk) -> dict[str, str]:
    """Return the state of each step of order 1."""
    return {one["step"]: one["state"] for one in kiosk("order", "show", "1", "--json").facts["tickets"]}


@pytest.mark.usefixtures("order")
def test_a_ticket_another_took_up_is_bumped_after_it_is_taken_over(kiosk: Kiosk) -> None:
    """Whoever has it is named; then it is the other's, who may leave it to others again."""
    assert "Order 1: Cook is yours\n" == kiosk("ticket", "take", "1", "cook", "--by", "Ana").out
    for verb in ("take", "bump"):
        refused = kiosk("ticket", verb, "1", "cook", "--by", "Kim")
        assert (1, "") == (refused.code, refused.out)
        assert refused.err.startswith("Ana has order 1 since 0:0")
    assert 1 == kiosk("ticket", "put-back", "1", "cook", "--by", "Kim").code
    taken = kiosk("ticket", "take", "1", "cook", "--over", "--by", "Kim", "--json").facts
    assert "Kim" == next(one["taken_up_by"] for one in taken["tickets"] if one["step"] == "cook")
    assert "Kim" in kiosk("ticket", "list", "--station", "grill").out
    assert (
        "Order 1: Cook is put back, others can take it\n" == kiosk("ticket", "put-back", "1", "cook", "--by", "Kim").out
    )
    assert "Nobody has Cook of order 1.\n" == kiosk("ticket", "put-back", "1", "cook", "--by", "Kim").err
    assert 0 == kiosk("ticket", "bump", "1", "cook", "--by", "Ana").code


def test_lines_are_bumped_one_by_one_and_the_last_one_bumps_the_ticket(kiosk: Kiosk) -> None:
    """Each by its number; a line that is done says so in the list, and can be undone by its number."""
    kiosk("order", "add", stdin=as_json(lines=[{"item": name} for name in ("hamburger", "cheeseburger", "fries")]))
    assert (
        "Order 1: Cook: 1 of 2 lines done. Still to do: 1 × Hamburger.\n"
        == kiosk("ticket", "bump", "1", "cook", "--line", "2").out
    )
    assert "[1] 1 × Hamburger; ✔ [2] 1 × Cheeseburger" in kiosk("ticket", "list", "--station", "grill").out
    assert [[2]] == [one["lines_done"] for one in kiosk("ticket", "list", "--station", "grill", "--json").facts]
    assert "lines done: 2" in kiosk("order", "show", "1").out
    assert "1 × Cheeseburger is done already.\n" == kiosk("ticket", "bump", "1", "cook", "--line", "2").err
    strange = kiosk("ticket", "bump", "1", "cook", "--line", "3").err
    assert "Cook of order 1 has no line 3. It has: 1 (1 × Hamburger), 2 (1 × Cheeseburger).\n" == strange
    undone = kiosk("ticket", "undo", "1", "cook", "--line", "2", "--by", "Kim")
    assert "Order 1: Cook: 0 of 2 lines done. Still to do: 1 × Hamburger, 1 × Cheeseburger.\n" == undone.out
    again = "1 × Cheeseburger is not done, so there is nothing to undo.\n"
    assert again == kiosk("ticket", "undo", "1", "cook", "--line", "2").err
    done = kiosk("ticket", "bump", "1", "cook", "--line", "1", "2", "--line", "2").out
    assert done.startswith("Order 1: Cook done in 0:0")
    assert "bumped" == states(kiosk)["cook"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("bump 1 cook --line 1 --keep wash", "--keep: is said of a whole step, not with --line"),
        ("bump 1 cook --line 1 --not-applicable a", "--not-applicable: is said of a whole step, not with --line"),
        ("bump 1 cook --line one", "argument --line: invalid int value: 'one'"),
        ("undo 1 --line 2", "argument --line: needs the STEP the lines were bumped at"),
        ("recall 1 cook", "the following arguments are required: --reason"),
        ("hold 1 --reason R --until 12:30 --minutes 5", "not allowed with argument"),
        ("waste 1 cook --reason R", "the following arguments are required: --line"),
    ],
)
def test_options_that_do_not_go_together_are_wrong_usage(kiosk: Kiosk, words: str, said: str) -> None:
    """Exit code 2, before anything is looked at."""
    ended = kiosk("ticket", *words.split())
    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err


def test_a_step_whose_lines_are_all_done_says_what_it_still_waits_for(kiosk: Kiosk) -> None:
    """A gate that is in the way by its own sentence, else that the step itself is to be bumped."""
    kiosk("order", "add", stdin=as_json(lines=[{"item": "cheeseburger", "choices": ["no onion"]}]))
    for step in ("cook", "dress", "assemble"):
        kiosk("ticket", "bump", "1", step)
    words = kiosk("ticket", "bump", "1", "check", "--line", "1").out
    assert (
        words
        == "Order 1: Check and bag: 1 of 1 line done. Still to do: Check and bag itself, which is bumped as a whole.\n"
    )
    (ticket,) = kiosk("ticket", "list", "--station", "expo", "--json").facts
    order_id = kiosk("order", "show", "1", "--json").facts["order_id"]
    assert (1, order_id, order_id) == (ticket["number"], ticket["order_id"], ticket["order"])


@pytest.mark.usefixtures("order")
def test_undo_takes_back_the_last_thing_one_did(kiosk: Kiosk) -> None:
    """Newest first, and only one's own; each time it says what. An order that was void comes back without its rush."""
    kiosk("ticket", "take", "1", "cook", "--by", "Kim")
    kiosk("ticket", "rush", "1", "--reason", "Driver", "--by", "Kim")
    kiosk("ticket", "hold", "1", "--reason", "Guest left", "--by", "Kim")
    kiosk("order", "void", "1", "--reason", "Test", "--by", "Kim")
    assert 1 == kiosk("ticket", "undo", "1", "--by", "Ana").code
    said = [kiosk("ticket", "undo", "1", "--by", "Kim").out for _ in range(3)]
    assert [
        "Order 1: it is made after all\n",
        "Order 1: fired again\n",
        "Order 1: Cook is put back\n",
    ] == said
    assert kiosk("ticket", "undo", "1", "--by", "Kim").err.startswith("Nothing of yours on order 1 can be undone")
    kiosk("ticket", "bump", "1", "cook", "--by", "Kim")
    assert "Order 1: Cook is open again\n" == kiosk("ticket", "undo", "1", "cook", "--by", "Kim").out


@pytest.mark.parametrize(("verb", "restarts"), [("recall", True), ("review", False)])
@pytest.mark.usefixtures("order")
def test_a_step_is_done_again_after_it_was_handed_over(kiosk: Kiosk, verb: str, *, restarts: bool) -> None:
    """With what comes after it; recall begins its clock anew, review does not."""
    assert "Cook of order 1 is not done" in kiosk("ticket", verb, "1", "cook", "--reason", "Cold").err
    finish(kiosk)
    assert "Say why Cook of order 1 is done again.\n" == kiosk("ticket", verb, "1", "cook", "--reason", " ").err
    ended = kiosk("ticket", verb, "1", "cook", "--reason", "Went cold", "--by", "Kim")
    clock = "Cook is recalled, its clock begins anew" if restarts else "Cook is back, its clock goes on"
    said = f"Order 1: {clock}. After it again: Assemble, Check and bag, Hand over.\n"
    assert (0, said) == (ended.code, ended.out)
    shown = kiosk("order", "show", "1", "--json").facts
    assert [("cook", "Went cold", restarts, "Kim")] == [
        (one["step"], one["reason"], one["restarts"], one["by"]) for one in shown["recalls"][:1]
    ]
    assert ("open", "") == (shown["state"], shown["finished_at"])
    assert "RECALLED" in kiosk("ticket", "list").out
    assert "RECALLED" in kiosk("order", "list").out
    assert f"Cook with {'a new' if restarts else 'its old'} clock: Went cold" in kiosk("order", "show", "1").out


@pytest.mark.usefixtures("order")
def test_a_line_is_made_again_after_it_was_handed_over(kiosk: Kiosk) -> None:
    """One of two burgers comes back: its step opens again, and the facts say who, when and why."""
    finish(kiosk)
    words = ("ticket", "remake", "1", "cook", "--line", "1")
    assert 2 == kiosk(*words).code
    assert 2 == kiosk(*words, "--cause", "ugly").code
    assert "makes nothing of line 2" in kiosk("ticket", "remake", "1", "cook", "--line", "2", "--cause", "cold").err
    ended = kiosk(*words, "--cause", "sent-back", "--by", "Kim")
    said = "Order 1: 1 × Cheeseburger to be made again at Cook: Sent back"
    assert (0, f"{said}. After it again: Assemble, Check and bag, Hand over.\n") == (ended.code, ended.out)
    assert ("open", "bumped") == (states(kiosk)["cook"], states(kiosk)["dress"])
    assert "RECALLED REMAKE" in kiosk("ticket", "list", "--station", "grill").out
    assert "Cook: 1 × Cheeseburger, no onion: Sent back" in kiosk("order", "show", "1").out
    (fact,) = kiosk("order", "show", "1", "--json").facts["remakes"]
    assert ("cook", "sent-back", 1, "Kim") == (fact["step"], fact["cause"], fact["quantity"], fact["by"])
    assert fact["since"] <= fact["made"]
    again = kiosk(*words, "--cause", "dropped", "--quantity", "2", "--json")
    assert "open" == again.facts["state"]
    assert "1 to 2 of that line" in kiosk(*words, "--cause", "cold", "--quantity", "3").err
    for step in ("cook", "assemble", "check", "hand-over"):
        if step == "check":
            kiosk("ticket", "bump", "1", step, "--line", "1")
        assert 0 == kiosk("ticket", "bump", "1", step).code
    assert "finished" == kiosk("order", "show", "1", "--json").facts["state"]
    rows = kiosk("remakes", "export", "-", "--format", "jsonl").out.splitlines()
    first, second = (json.loads(row) for row in rows)
    price = second["price_cents"] // 2
    assert [("sent-back", 1, price), ("dropped", 2, 2 * price)] == [
        (row["cause"], row["quantity"], row["price_cents"]) for row in (first, second)
    ]
    assert ("", True) == (first["made_again"], second["made_again"] > second["at"])
    assert first["at"] == second["since"]
    assert f"Made again: 3 pieces, {3 * price / 100:.2f} by the menu" in kiosk("summary").out
    assert 3 == kiosk("summary", "--json").facts["what"]["detours"]["remade"]["pieces"]
    assert 0 == kiosk("journal", "verify").code


@pytest.mark.usefixtures("order")
def test_what_was_taken_at_the_front_is_not_recalled(kiosk: Kiosk) -> None:
    """An order of which the first step is wanted again is changed, and a step nobody knows is named."""
    kiosk("order", "start")
    kiosk("ticket", "bump", "2", "greet")
    assert "Order 2 is sent. Change it" in kiosk("ticket", "recall", "2", "greet", "--reason", "R").err
    assert kiosk("ticket", "recall", "1", "cok", "--reason", "R").err.startswith("There is no step “cok”.")


def test_a_rushed_order_goes_first_and_only_so_many_may(kiosk: Kiosk) -> None:
    """The playbook says how many; whoever wants one more is told which are."""
    for place in range(5):
        kiosk("order", "add", stdin=as_json(id=f"n{place}"))
    assert (
        "Order 4 goes first everywhere: Driver waits\n" == kiosk("ticket", "rush", "4", "--reason", "Driver waits").out
    )
    assert [4, 1, 2, 3, 5] == [one["number"] for one in kiosk("ticket", "list", "--station", "fry", "--json").facts]
    assert [4, 1, 2, 3, 5] == [int(line.split()[0]) for line in kiosk("order", "list").out.splitlines()[1:]]
    assert "RUSH" in kiosk("ticket", "list").out.splitlines()[1]
    assert "RUSH since " in kiosk("order", "show", "4").out
    assert "Driver waits" == kiosk("order", "show", "4", "--json").facts["rush"]["reason"]
    for number in ("2", "3"):
        kiosk("ticket", "rush", number, "--reason", "Remake")
    refused = kiosk("ticket", "rush", "1", "--reason", "Remake")
    assert (1, "") == (refused.code, refused.out)
    assert "3 orders are rushed already (2, 3, 4)" in refused.err
    assert "Order 4 is rushed already: Driver waits.\n" == kiosk("ticket", "rush", "4", "--reason", "R").err
    assert "Order 4 is no longer rushed\n" == kiosk("ticket", "unrush", "4").out
    assert "Order 4 is not rushed.\n" == kiosk("ticket", "unrush", "4").err
    assert kiosk("ticket", "rush", "1", "--reason", "Remake", "--json").facts["rush"]


@pytest.mark.usefixtures("order")
def test_an_order_is_held_until_it_is_fired(kiosk: Kiosk) -> None:
    """It leaves every rail, its steps say so, and fire brings it back."""
    ended = kiosk("ticket", "hold", "1", "--reason", "Guest comes later")
    assert "Order 1 is held until somebody fires it (kiosk ticket fire)\n" == ended.out
    assert "No open tickets.\n" == kiosk("ticket", "list").out
    assert ["cook", "dress", "fry"] == held(kiosk)
    row = kiosk("ticket", "list", "--held", "--station", "grill").out.splitlines()[1]
    assert ["1", "cook", "fired", "Guest", "comes", "later"] == row.split()[:6]
    assert "HELD until it is fired" in kiosk("order", "list").out
    assert "◌ Cook: held until fired" in kiosk("order", "show", "1").out
    assert "Order 1 is held already. Fire it first.\n" == kiosk("ticket", "hold", "1", "--reason", "R").err
    assert 1 == kiosk("ticket", "bump", "1", "cook").code
    fired = kiosk("ticket", "fire", "1", "--json").facts
    assert [("Guest comes later", "", True)] == [
        (one["reason"], one["until"], bool(one["fired_at"])) for one in fired["holds"]
    ]
    assert ["Nothing is held back.\n", 3] == [
        kiosk("ticket", "list", "--held").out,
        len(kiosk("ticket", "list", "--json").facts),
    ]
    assert "Nothing of order 1 is held back.\n" == kiosk("ticket", "fire", "1").err
    assert 1 == kiosk("ticket", "fire", "1", "cok").code


@pytest.mark.usefixtures("order")
def test_an_order_is_held_until_a_time(kiosk: Kiosk) -> None:
    """Said by the clock here, in ISO 8601 or in minutes; shown by the clock here, and in UTC to programs."""
    soon = datetime.now(UTC).replace(microsecond=0, second=0) + timedelta(hours=2)
    clock = f"{local_time(int(soon.timestamp() * 1000)):%H:%M}"
    for said in (clock, soon.isoformat()):
        assert 0 == kiosk("ticket", "hold", "1", "--reason", "Later", "--until", said).code
        (hold,) = [one for one in kiosk("order", "show", "1", "--json").facts["holds"] if not one["fired_at"]]
        assert f"{soon:%Y-%m-%dT%H:%M:%S}.000Z" == hold["until"]
        assert f"{clock}:00  Later" in kiosk("ticket", "list", "--held").out
        assert f"◌ Cook: held until {clock}:00" in kiosk("order", "show", "1").out
        assert 0 == kiosk("ticket", "fire", "1").code
    facts = kiosk("ticket", "hold", "1", "--reason", "Later", "--minutes", "15", "--json").facts
    began, until = (datetime.fromisoformat(facts["holds"][-1][key]) for key in ("at", "until"))
    assert timedelta(minutes=15) == until - began.replace(microsecond=until.microsecond)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--until", "noon"), "“noon” is no time. Say it as 12:30 by the clock here, or ISO 8601"),
        (("--until", "2020-01-01T12:00"), "That time is over. Say a later one.\n"),
        (("--until", "0001-01-01T00:00"), ""),
        (("--until", "9999-12-31T23:59"), ""),
        (("--minutes", "0"), "That time is over. Say a later one.\n"),
        (("--minutes=-5",), "That time is over. Say a later one.\n"),
        (("--minutes", "1500"), "An order is held for at most 24 hours.\n"),
        (("--minutes", "9" * 30), "An order is held for at most 24 hours.\n"),
    ],
)
@pytest.mark.usefixtures("order")
def test_a_time_that_makes_no_sense_holds_nothing(kiosk: Kiosk, words: tuple[str, ...], said: str) -> None:
    """What is no time, what is over, and what is further off than a day."""
    ended = kiosk("ticket", "hold", "1", "--reason", "R", *words)
    assert (1, "") == (ended.code, ended.out)
    assert ended.err.startswith(said)
    assert "nobody foresaw" not in ended.err
    assert [] == held(kiosk)


def test_branches_that_end_together_are_held_and_fired_by_step(kiosk: Kiosk) -> None:
    """Where the playbook fires so, what takes less time waits; one step may be fired alone."""
    kiosk("playbook", "init", "shop")
    process = Path("shop/process.yaml")
    process.write_text(process.read_text().replace("fire: at-once", "fire: together"))
    shop = ("--playbook", "./shop")
    kiosk(*shop, "order", "add", stdin=as_json(lines=[{"item": "hamburger"}, {"item": "cola"}]))
    found = kiosk(*shop, "ticket", "list", "--held", "--json").facts
    assert found
    assert all(one["fires_at"] for one in found)
    step = found[0]["step"]
    assert "so that all of it ends together" in kiosk(*shop, "ticket", "list", "--held").out
    assert "Order 1: Fry and drinks begins now\n" == kiosk(*shop, "ticket", "fire", "1", step).out
    assert step not in held(kiosk)


@pytest.mark.usefixtures("order")
def test_a_station_acknowledges_what_is_not_wanted_any_more(kiosk: Kiosk) -> None:
    """A ticket of which something was taken out says STOP until that was seen; what was made of it is waste."""
    kiosk("order", "void", "1", "--line", "1", "--reason", "Guest changed their mind")
    cook = next(line for line in kiosk("ticket", "list").out.splitlines() if " cook " in line)
    assert "STOP" in cook
    assert "VOID [1] 2 × Cheeseburger, no onion" in cook
    assert "STOP" in kiosk("order", "list").out
    assert "STOP: acknowledge the change" in kiosk("order", "show", "1").out
    (facts,) = kiosk("ticket", "list", "--station", "grill", "--json").facts
    assert (True, [1], [True]) == (facts["stop"], facts["lines_struck"], [one["struck"] for one in facts["lines"]])
    assert "Order 1 was changed. Acknowledge that first.\n" == kiosk("ticket", "bump", "1", "cook").err
    ended = kiosk("ticket", "acknowledge", "1", "cook", "--waste", "Already made")
    assert "Order 1: the change is seen at Cook. To waste: 2 × Cheeseburger: Already made.\n" == ended.out
    assert "Order 1: the change is seen at Toast and dress\n" == kiosk("ticket", "acknowledge", "1", "dress").out
    assert "Fry and drinks of order 1 has no change to acknowledge.\n" == kiosk("ticket", "acknowledge", "1", "fry").err
    waste = kiosk("order", "show", "1", "--json").facts["waste"]
    assert [("cook", 1, 2, "Already made")] == [
        (one["step"], one["line"], one["quantity"], one["reason"]) for one in waste
    ]


@pytest.mark.usefixtures("order")
def test_what_goes_to_waste_is_noted_by_its_line(kiosk: Kiosk) -> None:
    """One unless said, never more than there are, and with a reason."""
    assert "Order 1: 1 × Cheeseburger to waste at Cook: Dropped\n" == (
        kiosk("ticket", "waste", "1", "cook", "--line", "1", "--reason", "Dropped").out
    )
    facts = kiosk("ticket", "waste", "1", "cook", "--line", "1", "--quantity", "2", "--reason", "Burnt", "--json").facts
    assert [(1, "Dropped"), (2, "Burnt")] == [(one["quantity"], one["reason"]) for one in facts["waste"]]
    assert "Cook: 2 × Cheeseburger, no onion: Burnt" in kiosk("order", "show", "1").out
    assert "WASTE" in kiosk("order", "list").out
    for words, said in (
        (("--line", "1", "--quantity", "3"), "1 to 2 of that line can go to waste at Cook, not 3.\n"),
        (("--line", "9"), "Order 1 has no line 9.\n"),
    ):
        assert said == kiosk("ticket", "waste", "1", "cook", *words, "--reason", "R").err
    assert "Say why it goes to waste.\n" == kiosk("ticket", "waste", "1", "cook", "--line", "1", "--reason", "").err


@pytest.mark.parametrize(
    "verb",
    [
        *(
            "take 7 cook",
            "put-back 7 cook",
            "bump 7 cook",
            "bump 7 cook --line 1",
            "undo 7",
            "recall 7 cook --reason R",
        ),
        *("review 7 cook --reason R", "acknowledge 7 cook", "waste 7 cook --line 1 --reason R", "rush 7 --reason R"),
        *("unrush 7", "hold 7 --reason R", "fire 7"),
    ],
)
@pytest.mark.usefixtures("order")
def test_no_verb_finds_an_order_that_is_not_there(kiosk: Kiosk, verb: str) -> None:
    """One sentence, and nothing on stdout with --json either."""
    ended = kiosk("ticket", *verb.split(), "--json")
    assert (1, "", "There is no order 7 today.\n") == (ended.code, ended.out, ended.err)


def test_an_order_left_open_says_its_day_and_keeps_its_number(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Today's first order has another number, and a bump of 1 is a bump of the one that is 1."""
    clock = SetClock(int(datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp() * 1000))
    monkeypatch.setattr("kiosk.wiring.system_clock", lambda: clock)
    monkeypatch.setattr("kiosk.wiring.built", lambda: 0)
    monkeypatch.setattr("kiosk.wiring.local_time", lambda at: datetime.fromtimestamp(at / 1000, UTC))
    assert 0 == kiosk("order", "add", stdin=as_json(id="y1")).code
    clock.advance(24 * 3600)
    assert "Order 2 is taken (20261123-2)" in kiosk("order", "add", stdin=as_json(id="t1")).out
    for noun in ("order", "ticket"):
        rows = [line.split()[:2] for line in kiosk(noun, "list").out.splitlines()[1:]]
        assert ["2026-11-22", "1"] in rows
        assert all(row[0] in ("2026-11-22", "2") for row in rows)
    assert {"2026-11-22", "2026-11-23"} == {one["day"] for one in kiosk("ticket", "list", "--json").facts}
    assert 0 == kiosk("ticket", "bump", "1", "fry").code
    bumped = [kiosk("order", "show", name, "--json").facts["tickets"] for name in ("20261122-1", "20261123-2")]
    assert ["bumped", "open"] == [one["state"] for tickets in bumped for one in tickets if one["step"] == "fry"]

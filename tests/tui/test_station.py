"""A station: its rail, its open ticket, and every verb on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.settings import Settings
from kiosk.tui.station.screen import StationScreen
from kiosk.work.board.board import OnBoard
from kiosk.work.order.line import Choice, Wish
from kiosk.work.playbook.spec import Spec
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.void import Void
from tests.playbooks import DINER
from tests.tui.seat import MEAL, Seat, elsewhere, seat

BURGER, FRIES = (Wish("burger"),), (Wish("fries"),)


def chosen(at: Seat) -> tuple[str, str] | None:
    """Return the open ticket by what it is."""
    assert isinstance(at.screen, StationScreen)
    return at.screen.desk.chosen


async def test_nothing_to_do_says_so(database: Path) -> None:
    """An empty rail says what happens next, and DONE is not offered."""
    async with seat(database) as grill:
        assert "Nothing to do here" in grill.text
        assert "The next ticket opens by itself" in grill.text
        assert "DONE" not in grill.keys
        await grill.press("enter")
        assert "▲ Nothing is open here. DONE means the ticket that is open." == grill.notice


async def test_a_ticket_opens_by_itself(database: Path) -> None:
    """The first ticket is open without a key, with step, order, guest, items, limits and keys."""
    async with seat(database) as grill:
        await grill.opened(name="Maya", note="by the window")
        for words in ("Grill the patties", "Order 1  Maya", "1 × Burger", "“by the window”", "on pace", "target 2:00"):
            assert words in grill.text
        for words in ("DONE ⏎", "Undo ⌫", "More 0", "Take T", "Reading R", "How F1"):
            assert words in grill.keys
        assert "Fries" not in grill.text


async def test_enter_bumps_the_open_ticket(database: Path) -> None:
    """It is on disk, gone from the rail, and the notice says how long it took."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.pass_time(65)
        await grill.press("enter")
        assert "✔ Order 1: Grill done in 1:05" == grill.notice
        assert "bumped" == grill.state(entry.order.id, "grill")
        assert "Nothing to do here" in grill.text


async def test_a_touch_on_done_bumps(database: Path) -> None:
    """The green key is a touch target over its three rows."""
    async with seat(database) as grill:
        entry = await grill.opened()
        x, y = grill.find("DONE")
        await grill.tap(x, y - 1)
        assert "bumped" == grill.state(entry.order.id, "grill")


async def test_a_finger_that_slips_off_presses_nothing(database: Path) -> None:
    """Nor does a release without a press, or the right button."""
    async with seat(database) as grill:
        entry = await grill.opened()
        x, y = grill.find("DONE")
        await grill.up(x, y)
        await grill.tap(x, y, button=2)
        await grill.down(x, y)
        await grill.up(x, y - 5)
        assert "open" == grill.state(entry.order.id, "grill")


async def test_two_presses_bump_one_ticket(database: Path) -> None:
    """The second press comes while another ticket has just come under DONE: it was meant for the first."""
    async with seat(database, settings=Settings(person="Ana", debounce=300, scanner="off")) as grill:
        first, second = await grill.opened(), await grill.opened()
        await grill.pass_time(1)
        await grill.press("enter", "enter", "enter")
        assert ["bumped", "open"] == [grill.state(one.order.id, "grill") for one in (first, second)]
        grill.clock.advance(0.401)
        await grill.press("enter")
        assert "bumped" == grill.state(second.order.id, "grill")


async def test_two_presses_at_once_write_one_bump(database: Path) -> None:
    """Two bytes in one read: the second finds the bump on its way to the disk."""
    async with seat(database) as grill:
        first, second = await grill.opened(), await grill.opened()
        await grill.bytes("\r\r")
        states = [grill.state(one.order.id, "grill") for one in (first, second)]
        assert ["bumped", "open"] == states


async def test_backspace_takes_the_last_bump_back(database: Path) -> None:
    """The ticket is open again, and it is the open one."""
    async with seat(database) as grill:
        first, second = await grill.opened(), await grill.opened()
        await grill.press("enter", "backspace")
        assert "✔ Order 1: Grill is open again" == grill.notice
        assert "open" == grill.state(first.order.id, "grill")
        assert (first.order.id, "grill") == chosen(grill)
        assert "open" == grill.state(second.order.id, "grill")


async def test_undo_is_refused_in_words(database: Path) -> None:
    """After half a minute, and when there is nothing of one's own to undo."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("backspace")
        assert "▲ There is nothing of yours to undo here." == grill.notice
        await grill.press("enter")
        await grill.pass_time(31)
        await grill.press("u")
        assert "■ Grill of order 1 was done 0:31 ago. Undo works for 30 s." == grill.notice


async def test_t_takes_the_ticket_up(database: Path) -> None:
    """Others see who has it; a second time it is put back."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("t")
        assert "✔ Order 1: Grill is yours" == grill.notice
        assert "Ana has it" in grill.text
        await grill.press("t")
        assert "✔ Order 1: Grill is put back, others can take it" == grill.notice
        assert "Ana has it" not in grill.text


async def test_a_digit_keeps_a_point_and_takes_it_back(database: Path) -> None:
    """✔ when kept, ○ when not seen; a digit without a point says so."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("2")
        assert "2 ✔ Turn once" in grill.text
        await grill.press("2")
        assert "2 ○ Turn once" in grill.text
        await grill.press("7")
        assert "▲ There is no point 7 here." == grill.notice
        order = grill.counter.board.orders[entry.order.id].order
        assert "not-seen" == order.points["grill", "turn"].mark


async def test_a_touch_keeps_a_point(database: Path) -> None:
    """The whole row is the target."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.touch("Turn once")
        assert "2 ✔ Turn once" in grill.text


async def test_points_can_be_ticked_all_at_once(database: Path) -> None:
    """P lists them with large targets; what was kept before stays chosen."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("1", "p", "2", "1", "enter")
        points = grill.counter.board.orders[entry.order.id].order.points
        assert "kept" == points["grill", "turn"].mark
        assert "not-seen" == points["grill", "gloves"].mark


async def test_a_point_is_skipped_with_a_reason(database: Path) -> None:
    """K asks which and why; ✗ stands there in another colour than ✔."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("k", "2")
        assert "Why was it skipped?" in grill.text
        await grill.press("1")
        assert "2 ✗ Turn once" in grill.text
        mark = grill.counter.board.orders[entry.order.id].order.points["grill", "turn"]
        assert ("skipped", "No time", "Ana") == (mark.mark, mark.reason, mark.stamp.by)


async def test_a_reason_can_be_keyed(database: Path) -> None:
    """Where none of the offered ones fits; going back writes nothing."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("k", "1", "6")
        await grill.type("Wet hands")
        await grill.press("enter")
        assert "Wet hands" == grill.counter.board.orders[entry.order.id].order.points["grill", "gloves"].reason
        await grill.press("k", "2", "7", "escape")
        assert ("grill", "turn") not in grill.counter.board.orders[entry.order.id].order.points


async def test_a_point_that_does_not_apply_is_said_by_hand(database: Path) -> None:
    """K, the point, that it does not apply, and why: – stands there, and nothing was skipped."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("k", "2", "6")
        assert "Why does it not apply?" in grill.text
        await grill.press("1")
        mark = grill.counter.board.orders[entry.order.id].order.points["grill", "turn"]
        assert ("not-applicable", "Nothing of the kind here") == (mark.mark, mark.reason)
        assert "2 – Turn once" in grill.text


async def test_that_a_point_does_not_apply_is_offered_where_the_playbook_allows_it(database: Path) -> None:
    """Gloves are worn for every order."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("k", "1")
        assert "Why was it skipped?" in grill.text
        assert "does not apply" not in grill.text


async def test_a_reading_out_of_spec_holds_the_bump_until_it_is_put_right(database: Path) -> None:
    """DONE is refused with what to do; a new reading asks what was done when nobody has said so; then DONE works."""
    async with seat(database) as grill:
        entry = await grill.opened()
        for key in ("r", "1", "5", "0", "enter", "escape", "enter"):
            await grill.press(key)
        assert "Core temperature was 150 °F. Cook on. Then read it again." in grill.notice
        await grill.press("r")
        assert "Holds in: US" in grill.text
        await grill.type("158,5")
        await grill.press("enter")
        assert "Before it was 150 °F. What was done about it?" in grill.text
        await grill.press("1", "enter")
        done = await grill.counter.order(entry.order.id)
        assert "grill" in done.order.bumps
        assert [("150", ""), ("158.5", "Cook on.")] == [(str(one.value), one.action) for one in done.order.readings]


async def test_a_reading_inside_its_limit_is_good(database: Path) -> None:
    """By sign and word as well as colour."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("r")
        assert "at least 155 °F" in grill.text
        await grill.type("158.5")
        await grill.press("enter")
        assert "✔ 158.5 °F" in grill.text
        assert "✔ Core temperature: 158.5 °F, inside the limit" == grill.notice


async def test_a_reading_out_of_spec_asks_what_was_done(database: Path) -> None:
    """What the procedure says comes first; the answer stands in the record beside the reading."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("r")
        await grill.type("150")
        await grill.press("enter")
        assert "150 °F is out of spec. What was done about it?" in grill.text
        await grill.touch("1 Cook on.")
        assert "■ 150 °F out of spec" in grill.text
        (reading,) = grill.counter.board.orders[entry.order.id].order.readings
        assert ("150", "Cook on.") == (str(reading.value), reading.action)


async def test_a_reading_out_of_spec_is_recorded_also_when_nobody_answers(database: Path) -> None:
    """Going back from what was done about it leaves the reading in the record: it was read."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("r")
        await grill.type("150")
        await grill.press("enter", "escape")
        (reading,) = grill.counter.board.orders[entry.order.id].order.readings
        assert ("150", "") == (str(reading.value), reading.action)


async def test_a_finger_that_slides_off_a_key_presses_nothing(database: Path) -> None:
    """Nor does a stray release on that key later."""
    async with seat(database) as grill:
        entry = await grill.opened()
        x, y = grill.find("DONE")
        await grill.down(x, y)
        await grill.up(x, 5)
        await grill.up(x, y)
        assert "open" == grill.state(entry.order.id, "grill")


async def test_a_reading_can_be_touched_in(database: Path) -> None:
    """On the spec, then on the figures, then on Done."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.touch("R type the reading")
        for sign in "160.5":
            await grill.touch(f" {sign} ")
        await grill.touch("OK ⏎")
        assert "✔ 160.5 °F" in grill.text


async def test_what_is_no_number_is_refused_in_words_and_stays_in_its_field(database: Path) -> None:
    """The sentence shows what a number looks like; Backspace mends what was keyed."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("r", *"160x", "enter")
        assert "■ Core temperature is a number in °F, such as 155 or 68.5." in grill.text
        assert "at least 155 °F" in grill.text
        assert "160x" in grill.text
        await grill.press("backspace")
        assert "is a number in °F" not in grill.text
        await grill.press("enter")
        assert "✔ Core temperature: 160 °F, inside the limit" == grill.notice


async def test_what_no_instrument_shows_is_asked_once_more(database: Path) -> None:
    """In one read: a 0 too many and Enter twice leave it in its field; said to stand there, it is taken."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("r", *"1600", "enter")
        assert "No instrument for Core temperature shows 1600 °F, only 32 to 248 °F." in grill.text
        await grill.press("1")
        assert "1600" in grill.text
        await grill.press("right", "backspace", "enter")
        assert "✔ Core temperature: 160 °F, inside the limit" == grill.notice
        await grill.press("r", *"1600", "enter", "escape", "escape")
        assert ["160"] == readings_of(grill, entry)
        await grill.press("r", *"1600", "enter", "2")
        assert ["160", "1600"] == readings_of(grill, entry)


async def test_the_other_scale_is_a_key_on_the_pad(database: Path) -> None:
    """By `/` or a touch, before the number or behind it; once more takes it away."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("r", *"71/", "enter")
        assert "✔ Core temperature: 159.8 °F (71 °C), inside the limit" == grill.notice
        await grill.press("r", *"/71", "enter")
        await grill.press("r", *"7/", *"/1/", "enter")
        await grill.touch("✔ 159.8 °F")
        for sign in ("7", "1", "°C"):
            await grill.touch(f" {sign} ")
        assert "71 °C" in grill.text
        await grill.touch("OK ⏎")
        assert ["159.8"] * 4 == readings_of(grill, entry)


def readings_of(grill: Seat, entry: OnBoard) -> list[str]:
    """Return what was read of an order."""
    return [str(one.value) for one in grill.counter.board.orders[entry.order.id].order.readings]


async def test_what_is_touched_in_and_refused_stays_too(database: Path) -> None:
    """OK by a finger refuses as Enter does."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.touch("R type the reading")
        for sign in "16..":
            await grill.touch(f" {sign} ")
        await grill.touch("OK ⏎")
        assert "■ Core temperature is a number in °F" in grill.text
        assert "16.." in grill.text


async def test_a_reading_is_not_asked_where_none_is_taken(database: Path) -> None:
    """The fryer has no spec: no key, and R says so."""
    async with seat(database, "station:fry") as fryer:
        await fryer.opened()
        assert "Reading" not in fryer.keys
        await fryer.press("r")
        assert "▲ No reading is taken here." == fryer.notice


async def test_void_asks_why(database: Path) -> None:
    """The order is over with its reason; going back leaves it alone."""
    async with seat(database) as grill:
        entry = await grill.opened()
        await grill.press("v")
        assert "Void order 1: why?" in grill.text
        await grill.press("backspace")
        assert "open" == grill.state(entry.order.id, "grill")
        await grill.press("v", "2")
        assert "✔ Order 1 is void: Guest left" == grill.notice
        assert "gone" == grill.state(entry.order.id, "grill")


async def test_more_lists_every_action_with_a_digit(database: Path) -> None:
    """Ten digits reach everything: 0 opens, a digit does it."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("0")
        for words in ("1 Undo", "2 Take", "4 Reading", "More"):
            assert words in grill.text
        await grill.press("2")
        assert "✔ Order 1: Grill is yours" == grill.notice


async def test_up_and_down_open_another_ticket(database: Path) -> None:
    """By ticket, not by place; the ends are ends."""
    async with seat(database) as grill:
        first, second = await grill.opened(), await grill.opened()
        await grill.press("down", "down")
        assert (second.order.id, "grill") == chosen(grill)
        await grill.press("up", "up", "up")
        assert (first.order.id, "grill") == chosen(grill)


async def test_a_touch_on_a_card_opens_it(database: Path) -> None:
    """DONE then means that ticket."""
    async with seat(database) as grill:
        first, second = await grill.opened(name="Maya"), await grill.opened(name="Bo")
        await grill.touch("2 Bo")
        assert (second.order.id, "grill") == chosen(grill)
        await grill.press("enter")
        assert ["open", "bumped"] == [grill.state(one.order.id, "grill") for one in (first, second)]


async def test_a_new_ticket_never_changes_the_open_one(database: Path) -> None:
    """Neither one that comes later nor one that belongs before it, which stands below while the other is open."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill, elsewhere(database, clock) as other:
        early = await grill.opened(upto="pay")
        clock.advance(5)
        late = await grill.opened(BURGER)
        assert (late.order.id, "grill") == chosen(grill)
        await grill.press("t")
        await other.do(Bump(early.order.id, "pay"))
        await grill.until(lambda: "2 on the rail" in grill.text)
        assert (late.order.id, "grill") == chosen(grill)
        assert grill.find("▌1 ")[1] > grill.find("▌ 2 ")[1]
        await grill.press("enter")
        assert "bumped" == grill.state(late.order.id, "grill")
        assert "open" == grill.state(early.order.id, "grill")


async def test_a_ticket_bumped_elsewhere_disappears(database: Path) -> None:
    """Within a moment, in words; a press meant for it only goes on to the next, which stays as it is."""
    clock = SetClock()
    settings = Settings(person="Ana", debounce=300, scanner="off")
    async with seat(database, clock=clock, settings=settings) as grill, elsewhere(database, clock) as other:
        first, second = await grill.opened(), await grill.opened()
        clock.advance(5)
        await other.do(Bump(first.order.id, "grill"), by="Leo")
        await grill.until(lambda: "1 on the rail" in grill.text)
        assert chosen(grill) is None
        assert "Leo did Grill of order 1 0:00 ago at another terminal" in grill.text
        await grill.pass_time(1)
        await grill.press("enter")
        assert (second.order.id, "grill") == chosen(grill)
        assert "open" == grill.state(second.order.id, "grill")


async def test_the_loser_of_a_race_is_told_who_won(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DONE is pressed before the news of the other terminal's bump: one bump, and a sentence with who and when."""
    monkeypatch.setattr("kiosk.counter.live.LOOK_EVERY", 60)
    clock = SetClock()
    async with seat(database, clock=clock) as grill, elsewhere(database, clock) as other:
        monkeypatch.setattr(other._live._bell, "ring", lambda: None)
        entry = await grill.opened()
        clock.advance(5)
        await other.do(Bump(entry.order.id, "grill"), by="Leo")
        assert "open" == grill.state(entry.order.id, "grill")
        await grill.press("enter")
        assert "■ Leo did Grill of order 1 0:00 ago." == grill.notice
        assert "bumped" == grill.state(entry.order.id, "grill")


async def test_where_nobody_was_signed_in_somebody_at_the_station_did_it(database: Path) -> None:
    """A station is named as a place, not as a person."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill:
        entry = await grill.opened()
        await grill.counter.do(Bump(entry.order.id, "grill"))
        with pytest.raises(Refused, match=r"^Somebody at Grill did Grill of order 1 0:00 ago\.$"):
            await grill.counter.do(Bump(entry.order.id, "grill"), by="Leo")


async def test_an_order_voided_elsewhere_disappears(database: Path) -> None:
    """Its ticket goes from every rail, and whoever had it open reads who ended it and why."""
    clock = SetClock()
    async with seat(database, clock=clock) as grill, elsewhere(database, clock) as other:
        entry = await grill.opened()
        await other.do(Void(entry.order.id, "Guest left"))
        await grill.until(lambda: "STOP: order 1 is void: Guest left (elsewhere, 0:00 ago)" in grill.text)
        await grill.pass_time(6)
        assert "Nothing to do here" in grill.text


async def test_one_terminal_can_work_two_stations(database: Path) -> None:
    """One rail with the steps named, DONE names its step, and the same order's next step opens after a bump."""
    async with seat(database, "station:grill+fry") as both:
        await both.opened()
        await both.opened()
        assert "GRILL + FRY" in both.text
        assert "DONE Grill" in both.keys
        await both.press("enter")
        assert "DONE Fry" in both.keys
        assert "Order 1" in both.text


async def test_what_is_to_be_made_all_day_stands_in_the_header(database: Path) -> None:
    """Parts of this station, open and waiting."""
    async with seat(database) as grill:
        await grill.opened((Wish("meal", 3),))
        await grill.opened(MEAL, upto="pay")
        await grill.pass_time(0)
        assert "all day: 4 patties · 4 onions" in grill.lines[0]


async def test_the_timer_runs_and_turns(database: Path) -> None:
    """On pace, due from the warn second, late from the late second: sign and word change with the colour."""
    async with seat(database) as grill:
        await grill.opened()
        looks = []
        for seconds, words in ((179, "● on pace"), (1, "▲ due"), (60, "■ late")):
            await grill.pass_time(seconds)
            assert words in grill.text
            looks.append(grill.style(words).color)
        assert 3 == len(set(looks))
        assert "■ 4:00" in grill.text


async def test_a_wall_clock_that_is_set_changes_no_timer(database: Path) -> None:
    """What is shown runs on the steady clock."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.pass_time(30)
        grill.clock.jump_wall(-7200)
        await grill.pass_time(1)
        assert "0:31" in grill.text


async def test_an_allergy_stands_out(database: Path) -> None:
    """On the card and on the ticket, in letters on a ground of their own."""
    async with seat(database) as grill:
        await grill.opened(allergies=("gluten",), words="nuts, badly")
        assert "ALLERGY gluten" in grill.text
        assert "badly”" in grill.text
        assert "G L U T E N · P E A N U T S" in grill.text
        assert 2 == grill.text.count("ALLERGY")
        plain = grill.style("1 × Burger").bgcolor
        assert plain != grill.style("ALLERGY gluten").bgcolor


async def test_no_and_extra_are_told_apart_by_word_and_colour(database: Path) -> None:
    """NO in one colour, EXTRA in another, both in capitals."""
    async with seat(database) as grill:
        no, extra = Choice("toppings", "onion", "no"), Choice("toppings", "onion", "extra")
        await grill.opened((Wish("burger", 1, (no,)), Wish("burger", 2, (extra,))))
        assert grill.find("NO onion")
        assert grill.find("EXTRA onion")
        assert grill.style("NO onion").color != grill.style("EXTRA onion").color


async def test_a_line_to_say_is_said_only_where_speech_is_on(database: Path) -> None:
    """Silent says that it is; on demand a key says it; on opening each ticket says its own."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("s")
        assert "▲ Speech is off. Set speech: on-demand in the settings." == grill.notice
    async with seat(database, settings=Settings(speech="on-demand")) as grill:
        await grill.press("s")
        grill.speaker.trouble = "No voice is here. Install espeak-ng."
        await grill.press("s")
        assert "▲ No voice is here. Install espeak-ng." == grill.notice
        assert 1 == len(grill.speaker.said)


async def test_a_deaf_terminal_says_so(database: Path) -> None:
    """When the journal has not answered for over two seconds the header says for how long."""
    async with seat(database) as grill:
        assert "● live" in grill.lines[0]
        heard = grill.counter._live.heard
        grill.clock.advance(12)
        grill.counter._live.heard = heard
        grill.app.show_change()
        await grill.pilot.pause(0)
        assert "○ no news for 12 s" in grill.lines[0]


async def test_trouble_with_the_record_stands_until_it_is_over(database: Path) -> None:
    """In the line above the keys, and the header is not live."""
    async with seat(database) as grill:
        grill.counter._live.trouble = "The disk is full."
        grill.app.show_change()
        await grill.pilot.pause(0)
        assert "■ The disk is full." == grill.notice
        assert "○ no news" in grill.lines[0]


async def test_words_in_the_notice_pass(database: Path) -> None:
    """After six seconds, or with the next verb."""
    async with seat(database) as grill:
        await grill.press("enter")
        assert grill.notice
        await grill.pass_time(7)
        assert not grill.notice


async def test_h_goes_home(database: Path) -> None:
    """From the first screen too: under it lies home."""
    async with seat(database) as grill:
        await grill.press("h")
        assert "HOME" in grill.lines[0]


async def test_a_long_ticket_scrolls(database: Path) -> None:
    """Right goes on, left goes back, and the last line says how much is left."""
    wanted = tuple(Wish("burger", 1, note=f"note {number}") for number in range(1, 21))
    async with seat(database, size=(80, 24)) as grill:
        await grill.opened(wanted)
        assert "more lines" in grill.text
        assert "“note 20”" not in grill.text
        await grill.press("right", "right", "right")
        assert "“note 20”" in grill.text
        await grill.press("left", "left", "left")
        assert "“note 1”" in grill.text


async def test_a_bump_faster_than_it_can_be_is_said_to_whoever_pressed(database: Path) -> None:
    """Where the playbook only warns: it is done, marked as too fast, and the one who did it reads so."""
    async with seat(database) as grill:
        await grill.opened()
        await grill.press("enter")
        assert "▲ Order 1: Grill done in 0:00. It takes 0:12 at least: marked as too fast." == grill.notice


async def test_a_moment_of_the_step_is_named_beside_the_clock_until_it_is_over(database: Path) -> None:
    """The turn of a patty, with its time; the row stays, so that nothing jumps."""
    grill = DINER.procedure["grill"]
    turned = replace(grill, specs=(*grill.specs, Spec("turn", "Turn", "at 15 s", at=15)))
    book = replace(DINER, procedures=tuple(turned if one.step == "grill" else one for one in DINER.procedures))
    for size in ((100, 30), (40, 20)):
        async with seat(database.with_name(f"{size[0]}.db"), playbook=book, size=size) as at:
            await at.opened()
            assert "Turn 0:15" in at.text
            await at.pass_time(16)
            assert "Turn 0:15" not in at.text

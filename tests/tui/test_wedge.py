"""The scanner told from hands: whatever is scanned presses nothing, and what hands press arrives once and in order."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from kiosk.keys.keypad import layout
from kiosk.settings import KeypadName
from kiosk.tui.terminal.chord import TOGETHER
from kiosk.tui.terminal.keyboard import Keyboard
from kiosk.tui.terminal.scanner import PAUSE
from kiosk.tui.terminal.stroke import FAST, Heard, Scan, Stroke
from kiosk.work.text.scanned import is_sent

STANDARD = layout("standard")
PADS: tuple[KeypadName, ...] = ("standard", "ten-key", "clover", "samba")
QUICK = st.floats(0, FAST * 0.9)
FORMS = (
    *("K1:20261122-45:20261122T123108Z:301:7/7:12/14:0123456789ABCDEF", "KB1:ABCDEFGHIJKLMNOPQRSTUVWXY7", "K1:torn"),
    *("20261122-45", "20261122-1", "20261122'1", "K1Ö20261122ß45", "k1:20261122-45"),
)
ENDS = st.sampled_from(["enter", "tab", ""])
SLOW = st.floats(FAST * 1.1, 2)


def struck(key: str, at: float) -> Stroke:
    """Strike a key."""
    return Stroke(key, at, key if len(key) == 1 else "")


def heard(keyboard: Keyboard, strokes: Iterable[Stroke]) -> list[Heard]:
    """Strike keys at their instants, with the clock looked at whenever something is due, and then let time pass."""
    done: list[Heard] = []
    at = 0.0
    for stroke in strokes:
        at = stroke.at
        while keyboard.due is not None and keyboard.due <= at:
            done += keyboard.wait_over(keyboard.due)
        done += keyboard.strike(stroke)
    while keyboard.due is not None:
        at = max(at, keyboard.due)
        done += keyboard.wait_over(at)
    return done


def names(found: list[Heard]) -> list[str]:
    """Return the keys that were heard; a scan stands in brackets."""
    return [f"[{one.text}]" if isinstance(one, Scan) else one.key for one in found]


def line(text: Iterable[tuple[str, float]], start: float, end: str = "enter") -> list[Stroke]:
    """Return the strokes of a scanner from an instant on."""
    strokes = []
    at = start
    for sign, gap in text:
        strokes.append(struck(sign, at))
        at += gap
    return [*strokes, struck(end, at)] if end else strokes


@given(st.sampled_from(FORMS), st.lists(QUICK, min_size=70, max_size=70), ENDS, st.sampled_from(PADS))
def test_a_scan_is_never_a_key(text: str, gaps: list[float], end: str, keypad: KeypadName) -> None:
    """What has a form that is sent here is one scan, however it ends: no sign of it is a key, nor is its Enter."""
    found = heard(Keyboard("speed", layout(keypad)), line(zip(text, gaps, strict=False), 1.0, end))
    assert [Scan(text)] == found


@given(st.lists(st.tuples(st.sampled_from([*"0123456789KB:-20", "enter", "tab", "up"]), QUICK), max_size=60))
def test_what_has_no_form_is_keys_in_their_order_however_fast(pressed: list[tuple[str, float]]) -> None:
    """A line or a busy machine hands keys on together: each arrives, once and in order; a bare number is no scan."""
    strokes, at = [], 1.0
    for key, gap in pressed:
        strokes.append(struck(key, at))
        at += gap
    runs = "".join(stroke.sign or " " for stroke in strokes).split()
    assume(not any(is_sent(run[begin:]) for run in runs for begin in range(len(run))))
    assert strokes == heard(Keyboard("speed", STANDARD), strokes)


@given(st.lists(st.tuples(st.sampled_from([*"0123456789ab ?", "enter", "up", "backspace", "f1"]), SLOW), max_size=40))
def test_what_hands_press_arrives_once_and_in_order(pressed: list[tuple[str, float]]) -> None:
    """Keys with more than the scanner's time between them are keys, all of them."""
    strokes, at = [], 0.0
    for key, gap in pressed:
        at += gap
        strokes.append(struck(key, at))
    assert strokes == heard(Keyboard("speed", STANDARD), strokes)


@given(st.lists(st.tuples(st.sampled_from([*"h31fig9x", "enter", "up"]), SLOW), max_size=40))
def test_chords_lose_and_double_no_key(pressed: list[tuple[str, float]]) -> None:
    """Each key of a six-key pad arrives in order, by itself or as half of a chord."""
    strokes, at = [], 0.0
    for key, gap in pressed:
        at += gap
        strokes.append(struck(key, at))
    found = names(heard(Keyboard("speed", layout("six-key")), strokes))
    flat = [part for key in found for part in key.split("&")]
    assert sorted(key for key, _ in pressed) == sorted(flat)


@given(st.sampled_from(FORMS), QUICK)
def test_hands_work_on_after_a_scan(text: str, gap: float) -> None:
    """What is pressed a moment after a scan is a key again, Enter included; CR and LF are both the scanner's."""
    strokes = line([(sign, gap) for sign in text], 1.0)
    last = strokes[-1].at
    later = [struck("enter", last + gap), struck("enter", last + 0.3), struck("7", last + 0.6)]
    assert ["enter", "7"] == names(heard(Keyboard("speed", STANDARD), [*strokes, *later]))[1:]


def test_only_what_a_scan_may_begin_with_waits() -> None:
    """A 2 and a letter are done after the scanner's time or with the key behind them; every other key at once."""
    keyboard = Keyboard("speed", STANDARD)
    for key in ("2", "K", "h", "Л", "ل"):
        assert [] == keyboard.strike(struck(key, 1.0))
        assert 1.0 + FAST == keyboard.due
        assert [key] == names(keyboard.wait_over(1.0 + FAST))
    for key in ("5", "1", "enter", "up", "backspace", "f5", "tab"):
        assert [key] == names(keyboard.strike(struck(key, 2.0)))
        assert keyboard.due is None
    assert [] == keyboard.strike(struck("2", 3.0))
    assert ["2", "enter"] == names(keyboard.strike(struck("enter", 3.01)))


@pytest.mark.parametrize("key", ["j", "2", "5", "К"])
def test_a_key_that_is_held_down_goes_on_by_itself(key: str) -> None:
    """Each stroke but the last is done when the next one comes, however fast a keyboard repeats it."""
    keyboard = Keyboard("speed", STANDARD)
    strokes = [struck(key, 1.0 + turn * FAST * 0.9) for turn in range(200)]
    done = [len(keyboard.strike(stroke)) for stroke in strokes]
    assert sum(done) >= len(strokes) - 1
    assert max(done) <= 2


def test_words_that_a_line_hands_on_together_arrive_whole() -> None:
    """A sentence, a number and a telephone number typed through a stall: all of it, as keys."""
    for typed in ("Maria 12 Anna", "K1 2026-11-22", "Anna1:20:26", "x" * 700, "Ab1" + "c" * 700, "+49 30 1234567"):
        assert [*typed] == names(heard(Keyboard("speed", STANDARD), line([(sign, 0.0) for sign in typed], 1.0, "")))


def test_a_line_may_hiccup_in_the_midst_of_a_scan() -> None:
    """A gap that would part two keys does not part a scan; its Enter may come late as well."""
    late = [struck("K", 1.0), struck("1", 1.01), struck(":", 1.02), struck("9", 1.1), struck("enter", 1.19)]
    assert [Scan("K1:9")] == heard(Keyboard("speed", STANDARD), late)
    later = [*line([(sign, 0.01) for sign in "20261122-1"], 1.0, ""), struck("enter", 1.09 + PAUSE * 1.5)]
    assert [Scan("20261122-1")] == heard(Keyboard("speed", STANDARD), later)


def test_a_scan_may_begin_behind_keys() -> None:
    """What was pressed just before is a key; the scan is whole."""
    strokes = line([(sign, 0.001) for sign in "5220261122-1"], 1.0)
    assert ["5", "2", "[20261122-1]"] == names(heard(Keyboard("speed", STANDARD), strokes))


def test_keys_that_type_nothing_are_lost_in_a_scan() -> None:
    """A scanner's control characters press nothing either."""
    strokes = line([(sign, 0.001) for sign in ("K", "1", ":", "ctrl+b", "6")], 1.0)
    assert [Scan("K1:6")] == heard(Keyboard("speed", STANDARD), strokes)


def test_a_prefix_holds_nothing_but_itself() -> None:
    """Keys are done at once; what begins with the prefix and comes fast is a scan, without the prefix."""
    keyboard = Keyboard("~", STANDARD)
    assert ["5"] == names(keyboard.strike(struck("5", 1.0)))
    assert ["6"] == names(keyboard.strike(struck("6", 1.001)))
    found = heard(keyboard, line([(sign, 0.005) for sign in "~45"], 2.0))
    assert [Scan("45")] == found


def test_a_prefix_pressed_by_hand_is_a_key() -> None:
    """So are the keys after it."""
    slow = [struck("~", 1.0), struck("5", 1.5), struck("enter", 2.0)]
    fast = [struck("~", 3.0), struck("enter", 3.01)]
    assert ["~", "5", "enter", "~", "enter"] == names(heard(Keyboard("~", STANDARD), [*slow, *fast]))


def test_a_long_prefix_is_known_whole_or_not_at_all() -> None:
    """Half of it, or it with something else in it, are keys in their order."""
    wrong = [struck(sign, 1 + place / 1000) for place, sign in enumerate("~x~!7")]
    assert ["~", "x", "[7]"] == names(heard(Keyboard("~!", STANDARD), wrong))


def test_off_holds_nothing() -> None:
    """However fast it comes."""
    strokes = line([(sign, 0.001) for sign in "45"], 1.0)
    assert strokes == heard(Keyboard("off", STANDARD), strokes)


def test_two_keys_pressed_together_are_a_chord() -> None:
    """Within its time, in either order, however close; by any scanner; a little later they are two keys."""
    for scanner in ("speed", "off"):
        pad = Keyboard(scanner, layout("six-key"))
        for gap in (0.0, 0.02, 0.1, TOGETHER * 0.99):
            assert ["g&i"] == names(heard(pad, [struck("i", 1.0), struck("g", 1.0 + gap)]))
            assert ["f&h"] == names(heard(pad, [struck("f", 5.0), struck("h", 5.0 + gap)]))
        assert ["i", "g"] == names(heard(pad, [struck("i", 9.0), struck("g", 9.0 + TOGETHER * 1.1)]))


def test_a_key_without_a_chord_waits_for_none() -> None:
    """3 and 1 of the six-key pad are done at once, after what was held before them."""
    pad = Keyboard("off", layout("six-key"))
    assert ["3"] == names(pad.strike(struck("3", 1.0)))
    assert [] == names(pad.strike(struck("i", 2.0)))
    assert ["i", "1"] == names(pad.strike(struck("1", 2.05)))


def test_a_longest_scan_is_cut() -> None:
    """No scanner fills the memory."""
    found = heard(Keyboard("speed", STANDARD), line([(sign, 0.001) for sign in "K1:" + "x" * 2000], 1.0))
    assert 1 == len(found)
    assert 512 == len(found[0].text if isinstance(found[0], Scan) else "")

"""The bytes real terminals send for their keys, and what is made of those that nobody knows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from textual.events import Key

from kiosk.tui.terminal.ear import SAME_KEYS
from kiosk.tui.terminal.lockdown import PatientParser
from tests.tui.seat import seat

COMMON = {"tab": "\t", "escape": "\x1b[27u", "up": "\x1b[A", "down": "\x1b[B", "right": "\x1b[C", "left": "\x1b[D"}
EDITING = {"insert": "\x1b[2~", "delete": "\x1b[3~", "pageup": "\x1b[5~", "pagedown": "\x1b[6~"}
FROM_F6 = {f"f{6 + place}": f"\x1b[{17 + place}~" for place in range(5)}
VT_ENDS = {"home": "\x1b[1~", "end": "\x1b[4~"}
PAD = {str(digit): f"\x1bO{chr(ord('p') + digit)}" for digit in range(10)}
VT_PAD = {**PAD, "enter": "\x1bOM", "full_stop": "\x1bOn", "minus": "\x1bOm", "asterisk": "\x1bOj", "slash": "\x1bOo"}
ARROWS = {"up": "\x1bOA", "down": "\x1bOB", "right": "\x1bOC", "left": "\x1bOD"}

TERMINALS: dict[str, dict[str, str]] = {
    "Linux console": {
        **{key: raw for key, raw in COMMON.items() if key != "escape"},
        **{f"f{number}": f"\x1b[[{chr(ord('A') + number - 1)}" for number in range(1, 6)},
        **(EDITING | VT_ENDS | FROM_F6 | VT_PAD | {"enter": "\r", "backspace": "\x7f", "plus": "\x1bOl"}),
    },
    "PuTTY": {
        **{f"f{number}": f"\x1b[{10 + number}~" for number in range(1, 6)},
        **(EDITING | VT_ENDS | FROM_F6 | VT_PAD | ARROWS | {"backspace": "\x08", "plus": "\x1bOl"}),
    },
    "xterm": {
        **{f"f{number}": f"\x1bO{chr(ord('P') + number - 1)}" for number in range(1, 5)},
        **(EDITING | FROM_F6 | VT_PAD | ARROWS),
        "home": "\x1bOH",
        "end": "\x1bOF",
        "f5": "\x1b[15~",
        "enter": "\r",
        "plus": "\x1bOk",
    },
    "kitty": {
        **(COMMON | EDITING | FROM_F6),
        **{str(digit): f"\x1b[{57399 + digit}u" for digit in range(10)},
        "full_stop": "\x1b[57409u",
        "slash": "\x1b[57410u",
        "asterisk": "\x1b[57411u",
        "minus": "\x1b[57412u",
        "plus": "\x1b[57413u",
        "enter": "\x1b[57414u",
        "home": "\x1b[H",
        "end": "\x1b[F",
        "f1": "\x1bOP",
        "f3": "\x1b[13~",
        "f5": "\x1b[15~",
        "backspace": "\x1b[127u",
        "n": "\x1b[110u",
    },
    "kitty, with num lock": {
        "1": "\x1b[57400;129u",
        "enter": "\x1b[57414;129u",
        "5": "\x1b[53;129u",
        "up": "\x1b[1;129A",
    },
    "tmux": {**(EDITING | VT_ENDS | FROM_F6), "f1": "\x1bOP", "f5": "\x1b[15~", "shift+up": "\x1b[1;2A", "enter": "\r"},
    "rxvt": {"home": "\x1b[7~", "end": "\x1b[8~", "f1": "\x1b[11~", "f5": "\x1b[15~"},
    "mosh": {**ARROWS, "enter": "\n", "backspace": "\x7f"},
    "ten-key pad": {**{str(digit): str(digit) for digit in range(10)}, "enter": "\r", "plus": "+", "minus": "-"},
}
"""By terminal: each key's name, and the bytes that come of it."""

WALK = [(terminal, key, raw) for terminal, keys in TERMINALS.items() for key, raw in keys.items()]


def strokes(*reads: str) -> list[str]:
    """Return the names of the keys some reads from a terminal give, as this program calls them."""
    parser = PatientParser()
    keys = [message.key for read in reads for message in parser.feed(read) if isinstance(message, Key)]
    keys += [message.key for message in parser.feed("") if isinstance(message, Key)]
    return [SAME_KEYS.get(key, key) for key in keys]


@pytest.mark.parametrize(("terminal", "key", "raw"), WALK)
def test_a_key_is_what_is_printed_on_it(terminal: str, key: str, raw: str) -> None:
    """Alone, and with a digit in the same burst before and behind it."""
    assert [key] == strokes(raw), terminal
    assert ["5", key, "5"] == strokes(f"5{raw}5")


@pytest.mark.parametrize(("terminal", "key", "raw"), [row for row in WALK if row[2].startswith("\x1b")])
def test_a_key_whose_bytes_come_in_two_reads_is_one_key(terminal: str, key: str, raw: str) -> None:
    """As a slow line hands them on, wherever it parts them."""
    for place in range(1, len(raw)):
        assert [key] == strokes(raw[:place], raw[place:]), terminal
    assert [key, key] == strokes(*raw, *raw)


@given(st.from_regex(r"\A\x1b\[[0-9;:<=>?]{0,8}[ -/]?[@-Z\\-~]\Z"), st.sampled_from(["", "5"]))
@example("\x1b[:A", "5")
def test_a_sequence_nobody_knows_is_never_taken_for_the_letters_in_it(sequence: str, behind: str) -> None:
    """It is one key at most, and no digit of it ticks a point."""
    if sequence.startswith(("\x1b[200~", "\x1b[201~")) or sequence in ("\x1b[200~", "\x1b[201~"):
        return
    got = strokes(sequence + behind)
    assert (behind == "5") == (got[-1:] == ["5"]) or sequence.endswith("u")
    assert len(got) <= 1 + len(behind)


@pytest.mark.parametrize("raw", ["\x1b[?62;c", "\x1b]11;rgb:0000/0000/0000\x07", "\x1bP1+r\x1b\\", "\x1b[0n"])
def test_what_a_terminal_says_of_itself_is_no_key(raw: str) -> None:
    """Answers to what some program asked it."""
    assert [] == strokes(raw)
    assert ["5"] == strokes(f"{raw}5")
    assert ["5"] == strokes(*raw, "5")
    assert ["5"] == strokes(f"{raw}\x1b[200~2 1\x1b[201~5")


def test_a_paste_whose_bytes_come_in_many_reads_ends() -> None:
    """Wherever they are parted; the keys behind it are keys."""
    raw = "5\x1b[200~2 1\x1b[201~5\x1bOl"
    for place in range(1, len(raw)):
        assert ["5", "5", "plus"] == strokes(raw[:place], raw[place:]), place
    assert ["5", "5", "plus"] == strokes(*raw)


def test_escape_alone_is_escape_though_more_comes_later() -> None:
    """What Textual has given up waiting for is no beginning any more."""
    parser = PatientParser()
    assert [] == [*parser.feed("\x1b"), *parser.tick()]
    parser._timeout_time = 0
    assert ["escape"] == [message.key for message in parser.tick() if isinstance(message, Key)]
    assert ["O", "l"] == [message.key for message in parser.feed("Ol") if isinstance(message, Key)]


@pytest.mark.parametrize("raw", ["\x1b[99~", "\x1b[1;5Z", "\x1bOz", "\x1b[57427u"])
async def test_a_key_nobody_knows_says_so(database: Path, raw: str) -> None:
    """In place of a deed: nothing of its bytes ticks or opens anything."""
    async with seat(database) as there:
        entry = await there.opened()
        await there.bytes(raw)
        assert "This key means nothing here." in there.text
        assert not there.counter.board.orders[entry.order.id].order.points

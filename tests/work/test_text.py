"""Text that came from people is harmless once it is clean, and cleaning it again changes nothing."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.work.text.text import DROPPED, JOINERS, MOST_MARKS, clean, line_and_column

NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x1b\x9b\x9d\u202e\u2066\u200b\u200d\ufe0f\ufeff\u2028\ue000\ud800\u0301\u0327 \t\n[]@="
        ),
    ),
    max_size=400,
)


@given(NASTY, st.integers(1, 60))
@example("a \ufe0f", 40)
@example("a\u200b\u0301", 40)
@example("x" * 39 + " y", 40)
def test_what_is_clean_cannot_steer_anything(raw: str, limit: int) -> None:
    """No control, bidirectional, private or lone surrogate character is left, on one line, within the limit."""
    words = clean(raw, limit)
    assert len(words) <= limit
    for character in words:
        assert character in JOINERS or unicodedata.category(character) not in DROPPED, hex(ord(character))
    assert words == words.strip()
    words.encode()


@given(NASTY, st.integers(1, 60))
@example("a \ufe0f", 40)
@example("a\u200b\u0301", 40)
@example("a\u200b" + "\u0301" * 9, 40)
@example("\ufe0f a", 40)
def test_cleaning_twice_is_cleaning_once(raw: str, limit: int) -> None:
    """What stands in the journal reads the same wherever it is cleaned again."""
    once = clean(raw, limit)
    assert once == clean(once, limit)


@given(NASTY)
def test_clean_text_is_composed(raw: str) -> None:
    """The same name typed on two keyboards is the same text."""
    once = clean(raw)
    assert once == unicodedata.normalize("NFC", once)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("Zoë", "Zoë"),
        ("Zoe\u0308", "Zoë"),
        ("  two\twords\nhere ", "two words here"),
        ("\x1b]52;c;aGk=\x07Ana", "]52;c;aGk=Ana"),
        ("\u202egnp.exe", "gnp.exe"),
        ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
        ("👩\u200d🍳 chef", "👩\u200d🍳 chef"),
        ("❤\ufe0f", "❤"),
        ("z" + "\u0335" * 30, "z" + "\u0335" * MOST_MARKS),
        ("a\ud800b", "ab"),
        ("a\u200d\u200d\u200db", "a\u200db"),
        ("a \u200d\ufe0fb", "a b"),
        ("z" + "\u0335\u200d" * 30, ("z" + "\u0335\u200d" * MOST_MARKS)[:-1]),
        ("", ""),
        (None, "None"),
        (45, "45"),
    ],
)
def test_clean(raw: object, expected: str) -> None:
    """Steering characters go, signs and letters of every language stay."""
    assert expected == clean(raw)


def test_what_is_too_long_ends_in_an_ellipsis() -> None:
    """The reader sees that something is missing."""
    assert "abcd…" == clean("abcdefgh", 5)
    assert "abc…" == clean("abc defgh", 5)


def test_a_megabyte_is_clean_in_no_time() -> None:
    """Whatever is pasted costs what its limit costs."""
    assert 200 == len(clean("x" * 10_000_000))


@pytest.mark.parametrize(("before", "place"), [("", (1, 1)), ("ab", (1, 3)), ("a\n", (2, 1)), ("a\nbc\n d", (3, 3))])
def test_a_place_in_a_text_is_told_as_editors_do(before: str, place: tuple[int, int]) -> None:
    """Lines and columns count from 1."""
    assert place == line_and_column(before)

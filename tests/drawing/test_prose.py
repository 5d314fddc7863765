"""The Markdown of procedures: what it is taken for, and that nothing in it is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.drawing.prose import Piece, pieces, plain, spans


def test_headings_lists_and_paragraphs() -> None:
    """Lines that belong together are one piece."""
    text = "# Top\nOne\ntwo.\n\nThree.\n- a\n  more\n- b\n\n1. x\n2) y\n\n---\n### Deep ###\n* c"
    assert (
        Piece("heading", ("Top",), 1),
        Piece("paragraph", ("One two.",)),
        Piece("paragraph", ("Three.",)),
        Piece("items", ("a more", "b")),
        Piece("numbers", ("x", "y")),
        Piece("heading", ("Deep",), 3),
        Piece("items", ("c",)),
    ) == pieces(text)


@pytest.mark.parametrize(
    ("words", "runs"),
    [
        (
            "turn *once*, **never** twice",
            (("turn ", ""), ("once", "em"), (", ", ""), ("never", "strong"), (" twice", "")),
        ),
        ("the `red` one", (("the ", ""), ("red", "code"), (" one", ""))),
        ("an _a_ in snake_case_word", (("an ", ""), ("a", "em"), (" in snake_case_word", ""))),
        (r"2 \* 3 \_ 4", (("2 ", ""), ("*", ""), (" 3 ", ""), ("_", ""), (" 4", ""))),
        ("2 * 3 * 4", (("2 * 3 * 4", ""),)),
        ("**not closed", (("**not closed", ""),)),
        ("<b>", (("<b>", ""),)),
    ],
)
def test_emphasis(words: str, runs: tuple[tuple[str, str], ...]) -> None:
    """Signs that embrace nothing are only signs."""
    assert runs == spans(words)


@given(st.text("ab *_`\\-#1.>\n", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    """Whatever is written: every letter comes out once, in its order."""
    said = "".join(plain(words) for piece in pieces(text) for words in piece.words)
    assert re.sub(r"[^ab]", "", text) == re.sub(r"[^ab]", "", said)

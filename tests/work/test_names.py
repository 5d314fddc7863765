"""What guests may read of one another's names."""

from __future__ import annotations

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.work.guest.name import public_name
from kiosk.work.text.text import clean


@pytest.mark.parametrize(
    ("name", "initials", "first"),
    [
        ("Ana", "A.", "Ana"),
        ("Zoë Maria López", "Z. L.", "Zoë"),
        ("łukasz", "Ł.", "łukasz"),
        ("王芳", "王.", "王芳"),
        ("नमिता देवी", "न. दे.", "नमिता"),
        ("  [b]Bo[/b] ", "B.", "[b]Bo[/b]"),
        ("\u202eevil\x07", "E.", "evil"),
        ("…", "", ""),
        ("", "", ""),
    ],
)
def test_initials_and_first_names_in_any_script(name: str, initials: str, first: str) -> None:
    """A first letter with the marks that sit on it; what is no letter is passed over, what steers a screen is gone."""
    assert ("", initials, first) == tuple(public_name(name, how) for how in ("hidden", "initials", "first"))


@given(st.text(), st.sampled_from(("initials", "first")))
def test_what_is_shown_is_clean(name: str, how: Literal["initials", "first"]) -> None:
    """Nothing of a name reaches the board that could not stand in a line."""
    shown = public_name(name, how)
    assert clean(shown) == shown

"""The program's own words: English as it stands in the code, and values put in as data."""

from __future__ import annotations

import pytest

from kiosk import words
from kiosk.words import _, later, plural


def test_english_is_what_stands_in_the_code() -> None:
    """Without a catalogue a message is said as it was written."""
    assert _("Press {braces} and go on") == "Press {braces} and go on"


def test_values_stand_where_the_message_names_them() -> None:
    """A value is put in once, and braces in it stay."""
    assert _("Order {number} for {guest}", number=12, guest="{number}") == "Order 12 for {number}"


@pytest.mark.parametrize(("n", "said"), [(0, "0 tickets"), (1, "1 ticket"), (2, "2 tickets")])
def test_a_number_has_its_form(n: int, said: str) -> None:
    """English has one form for one and another for all else."""
    assert said == plural("{n} ticket", "{n} tickets", n)


def test_a_marked_message_is_itself() -> None:
    """What is only marked is looked up elsewhere."""
    assert later("DONE") == "DONE"


def test_a_language_without_a_catalogue_leaves_english() -> None:
    """A language nobody has written is no reason to stop."""
    words.use("tlh")
    assert (words.language(), words.languages()[0]) == ("en", "en")

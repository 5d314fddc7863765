"""What is typed of a field is kept in one way, or refused with what could be said."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import Refused
from kiosk.words import speaking
from kiosk.work.order.field_value import example, field_value, value_words
from kiosk.work.playbook.name import Called
from kiosk.work.playbook.process import FieldOption, OrderField

TODAY = "2026-11-22"
"""A Sunday."""

AXIS = OrderField("axis", "Axis", "number", "°", 0, Decimal(0), Decimal(180))
SPHERE = OrderField("sphere", "Sphere", "number", "dpt", 2, Decimal(-20), Decimal(20))
DEPOSIT = OrderField("deposit", "Deposit", "number", "$", least=Decimal(0))
COATING = OrderField(
    "coating",
    "Coating",
    "choice",
    options=(FieldOption("none", "none"), FieldOption("glare", "anti-glare", (Called("de", "entspiegelt"),))),
)
DAY = OrderField("promised", "Promised for", "day")
TIME = OrderField("at", "At", "time")
PHONE = OrderField("phone", "Telephone", "phone")
RUSH = OrderField("own", "Own frame", "yes-no")
NOTE = OrderField("lab", "Laboratory", "text")
FIELDS = (AXIS, SPHERE, DEPOSIT, COATING, DAY, TIME, PHONE, RUSH, NOTE)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (AXIS, " 90 ", "90"),
        (AXIS, "90°", "90"),
        (AXIS, "90.0", "90"),
        (AXIS, "-0", "0"),
        (SPHERE, "-1,25", "-1.25"),
        (SPHERE, "−1.5 DPT", "-1.5"),
        (DEPOSIT, "20 $", "20"),
        (COATING, "glare", "glare"),
        (COATING, "Anti", "glare"),
        (COATING, "Entspiegelt", "glare"),
        (DAY, "2026-12-24", "2026-12-24"),
        (DAY, "24.12.", "2026-12-24"),
        (DAY, "1.3", "2027-03-01"),
        (DAY, "29.2.", "2028-02-29"),
        (DAY, "24.12.2031", "2031-12-24"),
        (DAY, "Tomorrow", "2026-11-23"),
        (DAY, "sun", "2026-11-29"),
        (DAY, "Mon", "2026-11-23"),
        (DAY, "+3", "2026-11-25"),
        (TIME, "9", "09:00"),
        (TIME, "14.30", "14:30"),
        (TIME, "1430", "14:30"),
        (TIME, "2:30 pm", "14:30"),
        (TIME, "12am", "00:00"),
        (PHONE, "+49 30/12 34-5", "+49 30/12 34-5"),
        (RUSH, "Y", "yes"),
        (RUSH, "false", "no"),
        (NOTE, " Zeiss\tJena ", "Zeiss Jena"),
    ],
)
def test_what_is_typed_is_kept_in_one_way(field: OrderField, typed: str, kept: str) -> None:
    """And what is kept is read as itself."""
    assert kept == field_value(field, typed, TODAY)
    assert kept == field_value(field, kept, TODAY)


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        (AXIS, "", "Axis has nothing behind it. Say what it is."),
        (AXIS, "left", "Axis is a number, such as 2°; “left” is none."),
        (AXIS, "181", "Axis is between 0° and 180°; “181” cannot be."),
        (AXIS, "1.5", "Axis is a whole number; “1.5” is none."),
        (SPHERE, "1.125", "Sphere has 2 decimals at most; “1.125” has more."),
        (DEPOSIT, "-1", "Deposit is 0 $ or more; “-1” cannot be."),
        (COATING, "blue", "Coating is one of these: none, anti-glare; “blue” is none."),
        (DAY, "24/12", "Promised for is a day, such as 2026-12-24, 24.12., tomorrow, Fri or +3; “24/12” is none."),
        (DAY, "31.2.", "Promised for is a day, such as 2026-12-24, 24.12., tomorrow, Fri or +3; “31.2.” is none."),
        (TIME, "25:00", "At is a time of day, such as 14:30; “25:00” is none."),
        (TIME, "13 pm", "At is a time of day, such as 14:30; “13 pm” is none."),
        (PHONE, "call me", "Telephone is a telephone number, such as +1 555 0100; “call me” is none."),
        (RUSH, "maybe", "Own frame is yes or no; “maybe” is neither."),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(field: OrderField, typed: str, words: str) -> None:
    """One sentence that names the field and says what to type."""
    with pytest.raises(Refused) as refused:
        field_value(field, typed, TODAY)

    assert ("field-value", words) == (refused.value.code, refused.value.words)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [(RUSH, "Ja", "yes"), (DAY, "morgen", "2026-11-23"), (DAY, "Fr", "2026-11-27"), (DAY, "24/12", "2026-12-24")],
)
def test_words_are_those_of_the_screen(field: OrderField, typed: str, kept: str) -> None:
    """A worker who reads German types German; English words are read everywhere."""
    with speaking("de"):
        assert kept == field_value(field, typed, TODAY)
        assert "2026-11-23" == field_value(DAY, "tomorrow", TODAY)


@pytest.mark.parametrize(
    ("field", "kept", "words"),
    [
        (AXIS, "90", "90°"),
        (SPHERE, "-1.25", "-1.25 dpt"),
        (COATING, "glare", "anti-glare"),
        (COATING, "gone", "gone"),
        (DAY, "2026-12-24", "Thu 2026-12-24"),
        (RUSH, "yes", "yes"),
        (PHONE, "+1", "+1"),
    ],
)
def test_what_is_kept_is_written_for_people(field: OrderField, kept: str, words: str) -> None:
    """With its unit, its name and its weekday."""
    assert words == value_words(field, kept)


@given(st.sampled_from(FIELDS), st.text(max_size=20))
def test_whatever_is_typed_is_kept_or_refused(field: OrderField, typed: str) -> None:
    """Nothing else comes of it; what is kept is read as itself and can be written."""
    with suppress(Refused):
        kept = field_value(field, typed, TODAY)

        assert kept == field_value(field, kept, TODAY)
        assert value_words(field, kept)


@given(st.decimals(-20, 20, places=2))
def test_a_number_is_kept_as_it_is(number: Decimal) -> None:
    """Whatever it is, with a point or a comma."""
    kept = field_value(SPHERE, f"{number}", TODAY)

    assert number == Decimal(kept)
    assert kept == field_value(SPHERE, f"{number}".replace(".", ","), TODAY)


def test_an_example_is_always_read() -> None:
    """What a sentence names as an example is no mistake."""
    for field in (AXIS, DEPOSIT, SPHERE, TIME, PHONE):
        assert field_value(field, example(field), TODAY)

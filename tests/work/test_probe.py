"""What instruments can show, and readings of the other temperature scale."""

from __future__ import annotations

from decimal import Decimal

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.order.limit import no_instrument, number_of, read_as
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.spec import USUAL_PROBES, Probe, Spec, other_scale
from tests.playbooks import DINER

OVEN = replace(DINER, probes=(Probe("°F", Decimal(-40), Decimal(900)),))


def spec(unit: str, least: str = "", most: str = "") -> Spec:
    """Return a spec with a unit, without limits unless said."""
    minimum, maximum = (Decimal(limit) if limit else None for limit in (least, most))
    return Spec("core", "Core", "as it should be", unit, minimum, maximum)


@pytest.mark.parametrize(
    ("unit", "typed"),
    [
        *(("°F", "1600"), ("°F", "-999"), ("°F", "1400"), ("℉", "600"), ("F", "-41"), ("deg F", "573")),
        *(("°C", "301"), ("ºC", "-40.1"), ("°C", "1000 °F"), ("°F", "400 °C")),
        *(("%", "101"), ("%", "-1"), ("g", "-5"), ("ml", "99999"), ("min", "9999"), ("pH", "15"), ("Minutes", "-1")),
    ],
)
def test_what_no_instrument_shows_is_refused_until_it_is_confirmed(unit: str, typed: str) -> None:
    """Whatever the unit, and however it is written."""
    with pytest.raises(Refused, match="No instrument for Core shows") as refused:
        number_of(DINER, spec(unit), typed, confirmed=False)
    assert "no-instrument" == refused.value.code
    assert number_of(DINER, spec(unit), typed, confirmed=True)


@pytest.mark.parametrize(
    ("book", "unit", "typed"),
    [
        *((DINER, "°F", "-40"), (DINER, "°F", "572"), (DINER, "°C", "300"), (DINER, "%", "0"), (DINER, "", "-999")),
        *((DINER, "dpt", "-2.25"), (OVEN, "℉", "850"), (OVEN, "°F", "900")),
    ],
)
def test_what_an_instrument_shows_is_taken(book: Playbook, unit: str, typed: str) -> None:
    """Both ends belong to the range; a playbook has its own, and a unit nobody knows has none."""
    assert (typed, "") == number_of(book, spec(unit), typed, confirmed=False)


@pytest.mark.parametrize(
    ("unit", "least", "most", "lowest", "highest"),
    [
        *(("°F", "155", "", "32", "248"), ("°C", "74", "", "0", "120"), ("°F", "140", "150", "32", "248")),
        *(("°C", "57", "", "0", "120"), ("℉", "195", "205", "32", "248"), ("°C", "82", "", "0", "120")),
        *(("°F", "", "41", "-22", "104"), ("°C", "", "5", "-30", "40"), ("°F", "36", "46", "-22", "104")),
        *(("°C", "", "-18", "-50", "40"), ("°F", "", "0", "-58", "104"), ("°C", "-90", "-60", "-200", "40")),
        *(("°C", "20", "25", "-20", "60"), ("°F", "68", "77", "-4", "140"), ("°C", "5", "63", "-30", "120")),
        *(("°C", "170", "190", "0", "220"), ("°F", "350", "375", "32", "428"), ("°C", "121", "", "0", "220")),
        *(("°C", "230", "", "0", "300"), ("°C", "400", "450", "0", "562"), ("°F", "", "900", "32", "1117.4")),
        *(("g", "18", "20", "0", "100"), ("Nm", "4", "6", "0", "30"), ("ppm", "150", "400", "0", "2000")),
        *(("ppm", "50", "100", "0", "500"), ("%", "", "0.75", "0", "3.75"), ("%", "", "60", "0", "100")),
        *(("pH", "", "4.2", "0", "14"), ("mm", "", "0.5", "0", "2.5"), ("kg", "250", "400", "0", "800")),
        *(("s", "20", "30", "0", "150"), ("s", "", "5", "0", "86400"), ("min", "20", "", "0", "1440")),
        *(("ppm", "", "0", "0", "5000"), ("bar", "9", "10", "0", "50"), ("in", "", "0.1", "0", "0.5")),
    ],
)
def test_what_is_measured_says_between_what_it_can_lie(
    unit: str, least: str, most: str, lowest: str, highest: str
) -> None:
    """Cores, cold, frozen food, rooms, oil, ovens, and five times any other limit; both ends belong to it."""
    limited = spec(unit, least, most)
    assert all(
        number_of(DINER, limited, typed, confirmed=False) for typed in (lowest, highest, least or most, most or least)
    )
    for beyond in (Decimal(lowest) - 1, Decimal(highest) + 1):
        assert no_instrument(DINER, limited, beyond)


@pytest.mark.parametrize(
    ("unit", "least", "most", "typed"),
    [
        *(("°F", "155", "", "550"), ("°F", "", "41", "-40"), ("°F", "155", "", "1600"), ("°C", "74", "", "740")),
        *(("°F", "135", "", "1400"), ("°F", "155", "", "-18"), ("°C", "", "5", "41"), ("°F", "155", "", "288 °C")),
        *(
            ("°C", "74", "", "550 °F"),
            ("°F", "", "41", "-40 °C"),
            ("°C", "170", "190", "350"),
            ("°F", "350", "375", "500"),
        ),
        *(("g", "18", "20", "1900"), ("Nm", "4", "6", "400"), ("%", "", "0.75", "75"), ("oz", "1.5", "2.0", "45")),
    ],
)
def test_what_it_can_never_be_is_asked_though_the_unit_has_it(unit: str, least: str, most: str, typed: str) -> None:
    """A core is no oven and a fridge no freezer; a playbook's own range is asked of instead."""
    limited = spec(unit, least, most)
    with pytest.raises(Refused, match="No instrument for Core shows"):
        number_of(DINER, limited, typed, confirmed=False)
    wide = replace(DINER, probes=(Probe(unit, Decimal(-2000), Decimal(2000)),))
    assert number_of(wide, limited, typed, confirmed=False)


def test_the_sentence_says_the_range() -> None:
    """As the playbook has it."""
    words = "No instrument for Core shows 1600 °F, only -40 to 572 °F."
    assert words == no_instrument(DINER, spec("°F"), Decimal(1600))


@pytest.mark.parametrize(
    ("unit", "typed", "number"),
    [
        *(
            ("°F", "71 °C", "159.8"),
            ("°F", "71 C", "159.8"),
            ("°F", "71°c", "159.8"),
            ("°F", "°C 71", "159.8"),
            ("°F", "8℃", "46.4"),
        ),
        *(("°C", "160 °F", "71.11"), ("°C", "212 ºF", "100"), ("°F", "160 °F", "160"), ("°C", "-40 °F", "-40")),
        *(("°F", "68,5 °C", "155.3"), ("F", "5 °C", "41")),
    ],
)
def test_the_other_scale_is_read_and_kept(unit: str, typed: str, number: str) -> None:
    """As typed and as compared."""
    value, kept = number_of(DINER, spec(unit), typed, confirmed=False)
    assert number == value
    assert kept == ("" if typed.endswith(f"°{unit[-1]}") else typed)


@pytest.mark.parametrize(
    ("unit", "typed"),
    [("g", "71 °C"), ("", "71 °C"), ("°F", "7 °C1"), ("g", "71 C"), ("°F", "71 cm"), ("°F", "C"), ("°F", "°C")],
)
def test_a_scale_that_does_not_fit_is_no_number(unit: str, typed: str) -> None:
    """Grams are no degrees, and what is no number has no scale."""
    assert read_as(spec(unit), typed) is None


def test_only_temperatures_have_another_scale() -> None:
    """However they are written."""
    assert {"°C": "°F", "°F": "°C"} == {unit: other_scale(unit) for unit in USUAL_PROBES if other_scale(unit)}
    assert ("°C", "") == (other_scale("℉"), other_scale("%"))

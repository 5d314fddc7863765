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


def spec(unit: str) -> Spec:
    """Return a spec with a unit and no limit."""
    return Spec("core", "Core", "as it should be", unit)


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


def test_the_sentence_says_the_range() -> None:
    """As the playbook has it."""
    words = "No instrument for Core shows 1600 °F, only -40 to 572 °F."
    assert words == no_instrument(DINER, spec("°F"), Decimal(1600))


@pytest.mark.parametrize(
    ("unit", "typed", "number"),
    [
        *(("°F", "71 °C", "159.8"), ("°F", "71°c", "159.8"), ("°F", "°C 71", "159.8"), ("°F", "8℃", "46.4")),
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
    ("unit", "typed"), [("g", "71 °C"), ("", "71 °C"), ("°F", "71 C"), ("°F", "160F"), ("°F", "7 °C1"), ("°F", "°C")]
)
def test_a_scale_that_does_not_fit_is_no_number(unit: str, typed: str) -> None:
    """Grams are no degrees, and a letter alone is none either."""
    assert read_as(spec(unit), typed) is None


def test_only_temperatures_have_another_scale() -> None:
    """However they are written."""
    assert {"°C": "°F", "°F": "°C"} == {unit: other_scale(unit) for unit in USUAL_PROBES if other_scale(unit)}
    assert ("°C", "") == (other_scale("℉"), other_scale("%"))

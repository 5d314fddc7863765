"""A spec: a limit with unit, source and jurisdiction, what to do when it is missed, and what instruments can show."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace


class Back(Struct, frozen=True):
    """Where an order goes by itself that misses a limit."""

    step: str
    """The step that is done again, and all after it."""
    rounds: int = 3
    """How often; missed once more, the order is stopped by a problem."""


class Spec(Struct, frozen=True):
    """One specification of a step."""

    id: str
    name: str
    """What is specified: `Core temperature`."""
    words: str
    """How the worker reads it: `at least 155 °F for 17 s`."""
    unit: str = ""
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    source: str = ""
    """Short name of the public source of the figure."""
    jurisdiction: str = ""
    """Where the figure is law or advice; limits differ."""
    corrective: str = ""
    """What to do when a reading misses the limit."""
    reading: bool = False
    """Whether a number is typed against it."""
    gate: bool = False
    """Whether the step cannot be bumped without a reading inside the limit."""
    advice: bool = False
    """Whether a reading that misses the limit is only noted: it holds no bump."""
    back: Back | UnsetType = UNSET
    """Which step is opened again by itself where a reading misses the limit."""
    at: int | UnsetType = UNSET
    """The second of its step at which it is done, where it is a moment of it: the turn of a patty."""
    of_field: str | UnsetType = UNSET
    """The field of the order that its limit is taken from: an axis as prescribed."""
    tolerance: Decimal | UnsetType = UNSET
    """How far from what that field says a reading may be, to both sides."""
    circle: Decimal | UnsetType = UNSET
    """After how much the figure begins anew: an axis of 179° is 2° from one of 1°, as it begins anew at 180."""
    when: str | UnsetType = UNSET
    """The condition under which it concerns an order: see `condition`.

    It came later: where it is not said it is not written either, and the playbook's hash is that of before.
    """

    def around(self, value: Decimal) -> Spec:
        """Return it for an order whose field says a number: with the limit that follows, in figures and in words."""
        tolerance = self.tolerance or Decimal(0)
        least, most = value - tolerance, value + tolerance
        unit = "" if not self.unit else self.unit if self.unit == "°" else f" {self.unit}"
        said = f"{value}{unit}" if least == most else f"{self._once(least)}{unit} – {self._once(most)}{unit}"
        return replace(self, minimum=least, maximum=most, words=f"{self.words}: {said}")

    def _once(self, value: Decimal) -> Decimal:
        """Return a figure of a circle as it is read on it: −1 of 180 is 179."""
        return (value % self.circle + self.circle) % self.circle if self.circle else value

    @property
    def lacks_limit(self) -> bool:
        """Whether its limit is taken from a field that says nothing yet."""
        return bool(self.of_field) and self.minimum is None

    def within(self, value: Decimal) -> bool:
        """Whether a reading keeps the limit; both ends belong to it."""
        if self.circle and self.minimum is not None and self.maximum is not None:
            return self._once(value - self.minimum) <= self.maximum - self.minimum
        above = self.minimum is None or value >= self.minimum
        return above and (self.maximum is None or value <= self.maximum)


class Probe(Struct, frozen=True):
    """The range of a counter's instruments for one unit; both ends belong to it."""

    unit: str
    least: Decimal
    most: Decimal


CELSIUS, FAHRENHEIT = "°C", "°F"

USUAL_PROBES = {
    known_unit: Probe(known_unit, Decimal(least), Decimal(most))
    for known_unit, least, most in (
        (FAHRENHEIT, -40, 572), (CELSIUS, -40, 300), ("%", 0, 100), ("pH", 0, 14), ("ppm", 0, 5000),
        ("g", 0, 30_000), ("kg", 0, 300), ("oz", 0, 1000), ("lb", 0, 660),
        ("ml", 0, 10_000), ("l", 0, 200), ("mm", 0, 5000), ("cm", 0, 500), ("m", 0, 100), ("in", 0, 200),
        ("s", 0, 86_400), ("min", 0, 1440), ("h", 0, 168),
        ("bar", 0, 300), ("psi", 0, 4500), ("Nm", 0, 400), ("V", 0, 500),
    )
}  # fmt: skip
"""By unit, where a playbook says nothing of it; of any other unit every number can be."""

LIMITS_IN_CELSIUS = ((-50, -200, 40), (-10, -50, 40), (15, -30, 40), (30, -20, 60), (100, 0, 120), (200, 0, 220))
"""A limit up to so much is of something that lies between these two: deep-frozen, frozen, cold, a room, food and water,
oil and plates.

Our own choice, no authority's, from what is known: what holds water boils at 100; frying oil smokes and catches fire
from about 220 on; freezers reach -50, laboratories' -86, liquid nitrogen -196; what lies beside it shows its room.
"""
TIMES = ("s", "min", "h")
MOST_TIMES = 5
"""No dose, torque or strength is more than so many times its limit: a point that was forgotten makes ten of one."""

ALIASES = {
    "c": CELSIUS, "degc": CELSIUS, "celsius": CELSIUS, "f": FAHRENHEIT, "degf": FAHRENHEIT, "fahrenheit": FAHRENHEIT,
    "percent": "%", "sec": "s", "secs": "s", "seconds": "s", "mins": "min", "minutes": "min", "hours": "h",
    "gram": "g", "grams": "g", "lbs": "lb", "litre": "l", "liter": "l", "litres": "l", "liters": "l", "inches": "in",
}  # fmt: skip
"""Other ways to write a unit."""

_UNITS = {unit.casefold(): unit for unit in USUAL_PROBES} | ALIASES
_SCALE = re.compile(r"(?:[°º]\s*|(?<=\d)\s*(?=[CF]\s*$))([CF])|([℃℉])", re.IGNORECASE)


def one_unit(written: str) -> str:
    """Return the one way a unit is written here; one that is not known as it is."""
    plain = "".join(unicodedata.normalize("NFKC", written.replace("º", "°")).casefold().split())
    return _UNITS.get(plain.removesuffix("."), plain)


def other_scale(unit: str) -> str:
    """Return the other unit that a temperature can be typed in; empty for what is no temperature."""
    return {CELSIUS: FAHRENHEIT, FAHRENHEIT: CELSIUS}.get(one_unit(unit), "")


def parted_scale(typed: str) -> tuple[str, str]:
    """Part what was typed from the °C or °F in it; empty where there is none."""
    sign = _SCALE.search(typed)
    return (typed.replace(sign[0], "", 1).strip(), one_unit(sign[0])) if sign else (typed, "")


def converted(number: Decimal, to: str) -> Decimal:
    """Return a temperature of the other scale in this one, to a hundredth."""
    if to == FAHRENHEIT:
        return number * 9 / 5 + 32
    return ((number - 32) * 5 / 9).quantize(Decimal("0.01")).normalize()


def usual_probe(unit: str, minimum: Decimal | None, maximum: Decimal | None) -> Probe | None:
    """Return between which values a reading of something with these limits lies; None of a unit nobody knows.

    By unit alone where it has no limit, and of times with one end, as nothing ends a wait.
    """
    usual = USUAL_PROBES.get(one_unit(unit))
    limits = [limit for limit in (minimum, maximum) if limit is not None]
    if usual is None or not limits or (usual.unit in TIMES and len(limits) == 1):
        return usual
    if usual.unit == FAHRENHEIT:
        least, most = _degrees([converted(limit, CELSIUS) for limit in limits])
        return Probe(FAHRENHEIT, converted(least, FAHRENHEIT), converted(most, FAHRENHEIT))
    if usual.unit == CELSIUS:
        return Probe(CELSIUS, *_degrees(limits))
    highest = max(limits)
    if highest > usual.most:
        return Probe(usual.unit, usual.least, highest * 2)
    return Probe(usual.unit, usual.least, min(usual.most, highest * MOST_TIMES) if highest > 0 else usual.most)


def _degrees(limits: list[Decimal]) -> tuple[Decimal, Decimal]:
    """Return between which °C something with these limits in °C lies; an oven has no end but its own."""
    oven = 0, max(USUAL_PROBES[CELSIUS].most, (max(limits) * 5 / 4).to_integral_value())
    kinds = [next((ends for upto, *ends in LIMITS_IN_CELSIUS if limit <= upto), oven) for limit in limits]
    return Decimal(min(least for least, _most in kinds)), Decimal(max(most for _least, most in kinds))

"""Readings held against their spec, the same in a step and in a routine: what is missing, out, or left unanswered."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.order import Order, Reading
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.spec import Spec, converted, one_unit, other_scale, parted_scale
from kiosk.work.text.text import action

FIGURES = frozenset("+-.0123456789")
"""What a number is typed with."""


THOUSAND = 3
"""Digits in a group of thousands."""


def read_number(typed: str) -> Decimal | None:
    """Read a number typed with a point or a comma; None when it is none, or longer than any reading is.

    Digits only: written out in full, 1e9999999 would be ten million of them. A comma before three digits is none
    either: 1,000 is one to some and a thousand to others, and a limit is no place to guess.
    """
    typed = typed.strip().replace("\N{MINUS SIGN}", "-")
    if len(typed.partition(",")[2]) == THOUSAND:
        return None
    said = typed.replace(",", ".")
    if not FIGURES.issuperset(said) or len(said) > len("-12345.678"):
        return None
    try:
        return Decimal(said)
    except InvalidOperation:
        return None


def read_as(spec: Spec, typed: str) -> Decimal | None:
    """Read a number in the unit of its spec, from °C or °F where that is typed with it; None when it is none."""
    figures, scale = parted_scale(typed)
    number, own = read_number(figures), one_unit(spec.unit)
    if number is None or scale in ("", own):
        return number
    return converted(number, own) if scale == other_scale(own) else None


def no_number(spec: Spec, typed: str) -> str:
    """Say that what was typed is no number; nothing where it is one."""
    unit = spec.unit or _("figures")
    wrong = _("{spec} is a number in {unit}, such as 155 or 68.5.", spec=spec.name, unit=unit)
    return wrong if read_as(spec, typed) is None else ""


def no_instrument(book: Playbook, spec: Spec, value: Decimal) -> str:
    """Say that no instrument shows a value of what this spec is about; nothing where one can."""
    probe = book.probe(spec.unit, spec.minimum, spec.maximum)
    if probe is None or probe.least <= value <= probe.most:
        return ""
    return _(
        "No instrument for {spec} shows {value}, only {least} to {most} {unit}.",
        spec=spec.name,
        value=with_unit(spec, value),
        least=probe.least,
        most=probe.most,
        unit=spec.unit,
    )


def number_of(book: Playbook, spec: Spec, typed: str, *, confirmed: bool) -> tuple[str, str]:
    """Return a number as the record keeps it, and what was typed where that is of another unit.

    Refused where it is none, or where no instrument shows it and nobody has confirmed it.
    """
    number = read_as(spec, typed)
    if number is None:
        raise Refused("not-a-number", no_number(spec, typed))
    words = "" if confirmed else no_instrument(book, spec, number)
    if words:
        sure = _("If it stands there all the same, confirm it: {reading}", reading=action("reading"))
        raise Refused("no-instrument", f"{words} {sure}")
    in_own = parted_scale(typed)[1] in ("", one_unit(spec.unit))
    return f"{number:f}", "" if in_own else typed.strip()


def measured(spec: Spec) -> str:
    """Name what is read and in which unit."""
    return _("{spec} in {unit}", spec=spec.name, unit=spec.unit) if spec.unit else spec.name


def is_out_of_spec(spec: Spec, typed: str) -> bool:
    """Whether what was typed is a number that misses the limit."""
    number = read_as(spec, typed)
    return number is not None and not spec.within(number)


def spec_then(spec: Spec, reading: Reading) -> Spec:
    """Return a spec with the limit that a reading was held against, where that followed from a field."""
    if reading.minimum is None:
        return spec
    return replace(spec, minimum=reading.minimum, maximum=reading.maximum)


def missed(spec: Spec, readings: Sequence[Reading]) -> Reading | None:
    """Return the newest of a spec's readings that missed it, where no corrective action is noted with it or since.

    Only of a spec that names a corrective action and is no mere advice.
    """
    for reading in reversed(readings if spec.corrective and not spec.advice else ()):
        if reading.action:
            return None
        if not spec_then(spec, reading).within(reading.value):
            return reading
    return None


def in_spec(spec: Spec, readings: Sequence[Reading], last: Reading | None) -> None:
    """Refuse to go on after a reading out of its limit, until what was done is said and a new one is inside.

    `readings` are all of this spec, oldest first; `last` is the one that stands, None where it is to be read anew.
    """
    if spec.gate and last is None:
        raise Refused("gate", _("First read {spec}: {limit}.", spec=spec.name, limit=spec.words))
    if last is None or spec.advice:
        return
    if not spec.within(last.value):
        was = _("{spec} was {value}.", spec=spec.name, value=with_unit(spec, last.value))
        words = " ".join(filter(None, (was, spec.corrective, _("Then read it again."))))
        raise Refused("out-of-spec", words)
    left = missed(spec, readings)
    if left:
        words = _(
            "{spec} was {value}, and nobody said what was done about it. Read it once more, and say so.",
            spec=spec.name,
            value=with_unit(spec, left.value),
        )
        raise Refused("no-action", words)


def has_limit(order: Order, book: Playbook, spec: Spec, *, asked: bool = True) -> None:
    """Refuse a reading, or a bump that waits for one, whose limit follows from a field that nobody has said."""
    field = book.process.field.get(spec.of_field) if spec.of_field else None
    if asked and field and spec.lacks_limit:
        words = _(
            "First say of order {number}: {field}. {spec} is held against it.",
            number=order.called,
            field=field.name,
            spec=spec.name,
        )
        raise Refused("field-missing", words)


def with_unit(spec: Spec, value: Decimal) -> str:
    """Write a number that was read, with its unit where it has one."""
    return f"{value} {spec.unit}" if spec.unit else str(value)

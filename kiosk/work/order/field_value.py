"""What is said of an order's field: read into the one way it is kept, held against what its field can be, and written.

kind       kept as                     typed as
text       itself                      itself
number     90, 41.5                    with a point or a comma, its unit behind it or not
choice     the option's id             its id, its name in any language, or the beginning of one that no other has
day        2026-12-24                  so, or 24.12., 24.12.2026, today, tomorrow, Fri, +3 for in three days
time       14:30                       so, or 14.30, 1430, 14, 2:30 pm
phone      itself                      with digits and + - / . ( ) between them
yes-no     yes, no                     likewise, in the language of whoever types; true, false
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from kiosk.errors import Refused
from kiosk.words import _, language, later, plural, sayer
from kiosk.work.order.limit import read_number
from kiosk.work.playbook.name import called
from kiosk.work.playbook.process import FieldOption, OrderField
from kiosk.work.playbook.spec import one_unit
from kiosk.work.text.plain import alike
from kiosk.work.text.text import LINE_LENGTH, clean
from kiosk.work.time.day import SHORT_DAYS, WEEK

YES, NO = "yes", "no"
YES_WORD, NO_WORD = later("yes"), later("no")
TODAY, TOMORROW = later("today"), later("tomorrow")
LEAST_DIGITS, MOST_DIGITS = 3, 20
"""Of a number that can be dialled."""
MOST_DAYS = 3660
"""Days from today that are typed as a number."""

_NAMED = re.compile(r"\{([\w-]+)\}")
_PHONE = re.compile(r"\+?[0-9 ()/.\-]+")
_TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_DOTTED = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?\s*(\d{4})?")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?")
_AHEAD = re.compile(r"\+\s*(\d{1,4})")


def field_value(field: OrderField, typed: str, today: str) -> str:
    """Return what was typed as it is kept; refused with what can be said where it cannot be read.

    What is kept already is read as itself. `today`, such as 2026-11-22, is what days are counted from.
    """
    said = clean(typed, LINE_LENGTH)
    if not said:
        raise _no_value(_("{field} has nothing behind it. Say what it is.", field=field.name))
    match field.kind:
        case "text":
            return said
        case "number":
            return _number(field, said)
        case "choice":
            return _option(field, said)
        case "day":
            return _day(field, said, today)
        case "time":
            return _time(field, said)
        case "phone":
            return _phone(field, said)
        case "yes-no":
            return _yes_no(field, said)


def value_words(field: OrderField, value: str, read_in: str = "") -> str:
    """Write what is kept of a field for a person, in a language or in that of the screen, as the field is read."""
    say = sayer(read_in) if read_in else _
    match field.kind:
        case "number":
            return field.with_unit(value)
        case "choice":
            return _option_name(field, value, read_in)
        case "day":
            return day_words(value, say)
        case "yes-no":
            return say(YES_WORD if value == YES else NO_WORD)
        case _:
            return value


def with_values(words: str, fields: Mapping[str, OrderField], said: Mapping[str, str]) -> str:
    """Put what is said of fields where words name them as {axis}; a dot-dot-dot where nobody said it."""

    def value(match: re.Match[str]) -> str:
        field = fields.get(match[1])
        return match[0] if field is None else value_words(field, said[field.id]) if field.id in said else "…"

    return _NAMED.sub(value, words)


def _option_name(field: OrderField, value: str, read_in: str) -> str:
    """Return what an option is called in a language; the id of one that is no more."""
    option = field.option.get(value)
    found = called(option.names, read_in) if option and read_in else None
    return found.one if found else option.name if option else value


def day_words(day: str, say: Callable[[str], str] = _) -> str:
    """Write a day as people read it: `Thu 2026-12-24`."""
    try:
        return f"{say(SHORT_DAYS[date.fromisoformat(day).weekday()])} {day}"
    except ValueError:
        return day


def example(field: OrderField) -> str:
    """Return what could be typed, for a sentence or a form."""
    match field.kind:
        case "number":
            usual = Decimal("2" if field.decimals == 0 else "2.5")
            return field.with_unit(f"{usual if field.holds(usual) else field.least or field.most}")
        case "choice":
            return ", ".join(option.name for option in field.options or ())
        case "day":
            return _("2026-12-24, 24.12., tomorrow, Fri or +3")
        case "time":
            return "14:30"
        case "phone":
            return "+1 555 0100"
        case "yes-no":
            return f"{_(YES_WORD)}, {_(NO_WORD)}"
        case "text":
            return ""


def _no_value(words: str) -> Refused:
    return Refused("field-value", words)


def _number(field: OrderField, said: str) -> str:
    """Read a number in the field's unit, within what it can be."""
    number = read_number(_without_unit(field, said))
    if number is None:
        wrong = _("{field} is a number, such as {example}; “{said}” is none.", **_told(field, said))
        raise _no_value(wrong)
    _with_decimals(field, number, said)
    _in_range(field, number, said)
    plain = f"{number + 0:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _with_decimals(field: OrderField, number: Decimal, said: str) -> None:
    """Refuse a number with more decimals than the field has."""
    if not isinstance(field.decimals, int) or number == round(number, field.decimals):
        return
    if field.decimals:
        told = plural(
            "{field} has {n} decimal at most; “{said}” has more.",
            "{field} has {n} decimals at most; “{said}” has more.",
            field.decimals,
            field=field.name,
            said=said,
        )
        raise _no_value(told)
    raise _no_value(_("{field} is a whole number; “{said}” is none.", field=field.name, said=said))


def _in_range(field: OrderField, number: Decimal, said: str) -> None:
    """Refuse a number that cannot be."""
    if field.holds(number):
        return
    told = _told(field, said)
    least, most = (field.with_unit(f"{limit}") for limit in (field.least, field.most))
    if not isinstance(field.most, Decimal):
        words = _("{field} is {least} or more; “{said}” cannot be.", least=least, **told)
    elif not isinstance(field.least, Decimal):
        words = _("{field} is {most} or less; “{said}” cannot be.", most=most, **told)
    else:
        words = _("{field} is between {least} and {most}; “{said}” cannot be.", least=least, most=most, **told)
    raise _no_value(words)


def _without_unit(field: OrderField, said: str) -> str:
    """Return a number without the unit that may be typed behind it."""
    unit = field.unit or ""
    for ending in dict.fromkeys((unit, one_unit(unit))) if unit else ():
        if said.casefold().endswith(ending.casefold()):
            return said[: len(said) - len(ending)].strip()
    return said


def _told(field: OrderField, said: str) -> dict[str, str]:
    return {"field": field.name, "said": said, "example": example(field)}


def _option(field: OrderField, said: str) -> str:
    """Read an option by its id or by what it is called; the beginning will do where it begins no other."""
    options, wanted = field.options or (), said.casefold()
    for option in options:
        if wanted in _names(option):
            return option.id
    begun = [option for option in options if any(name.startswith(wanted) for name in _names(option))]
    if len(begun) == 1:
        return begun[0].id
    raise _no_value(_("{field} is one of these: {example}; “{said}” is none.", **_told(field, said)))


def _names(option: FieldOption) -> tuple[str, ...]:
    others = (name.one for name in option.names or ())
    return tuple(name.casefold() for name in (option.id, option.name, *others))


def _yes_no(field: OrderField, said: str) -> str:
    """Read yes or no, in the language of the terminal and in English."""
    word = alike(said)
    for kept, known in ((YES, (YES, _(YES_WORD), "true")), (NO, (NO, _(NO_WORD), "false"))):
        words = {alike(one) for one in known}
        if word in words | {one[0] for one in words}:
            return kept
    raise _no_value(_("{field} is yes or no; “{said}” is neither.", **_told(field, said)))


def _phone(field: OrderField, said: str) -> str:
    """Keep a telephone number as it is typed, where it can be dialled."""
    digits = sum(sign.isdigit() for sign in said)
    if _PHONE.fullmatch(said) and LEAST_DIGITS <= digits <= MOST_DIGITS:
        return said
    raise _no_value(_("{field} is a telephone number, such as {example}; “{said}” is none.", **_told(field, said)))


def _time(field: OrderField, said: str) -> str:
    """Read a time of day."""
    match = _TIME.fullmatch(said)
    if match:
        hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").casefold()
        if half and 1 <= hour <= 12:  # noqa: PLR2004 - the hours of a clock
            hour = hour % 12 + (12 if half == "p" else 0)
            half = ""
        if hour < 24 and minute < 60 and not half:  # noqa: PLR2004 - the hours and minutes of a day
            return f"{hour:02d}:{minute:02d}"
    raise _no_value(_("{field} is a time of day, such as {example}; “{said}” is none.", **_told(field, said)))


def _day(field: OrderField, said: str, today: str) -> str:
    """Read a day."""
    found = _read_day(said, date.fromisoformat(today))
    if found is None:
        raise _no_value(_("{field} is a day, such as {example}; “{said}” is none.", **_told(field, said)))
    return found.isoformat()


def _read_day(said: str, today: date) -> date | None:
    """Read a day in one of the ways it is typed; None where it is none.

    A day without its year is the next one of that date, today's too; a weekday is the next one after today.
    """
    word = said.casefold().rstrip(".")
    if word in (TODAY, _(TODAY).casefold()):
        return today
    if word in (TOMORROW, _(TOMORROW).casefold()):
        return today + timedelta(days=1)
    for weekday, name in enumerate(SHORT_DAYS):
        if word in (name.casefold(), _(name).casefold()):
            return today + (timedelta(days=(weekday - today.weekday()) % 7) or WEEK)
    if match := _AHEAD.fullmatch(said):
        return today + timedelta(days=int(match[1])) if int(match[1]) <= MOST_DAYS else None
    match = _DOTTED.fullmatch(said) or (None if language() == "en" else _SLASHED.fullmatch(said))
    if match:
        return _date(int(match[3] or 0), int(match[2]), int(match[1]), today)
    try:
        return date.fromisoformat(said) if len(said) == len("2026-12-24") else None
    except ValueError:
        return None


def _date(year: int, month: int, day: int, today: date) -> date | None:
    """Return a date; without its year the next there is."""
    for tried in (year,) if year else range(today.year, today.year + 9):
        try:
            found = date(tried, month, day)
        except ValueError:
            continue
        if year or found >= today:
            return found
    return None

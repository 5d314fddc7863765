"""The questions about a skipped point and a reading, the same at a step and at a routine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial

from kiosk.tui.terminal.ask import Ask
from kiosk.words import _, later
from kiosk.work.order.event import Mark
from kiosk.work.order.limit import measured, no_instrument, no_number, read_as, with_unit
from kiosk.work.order.order import Reading
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.reasons import usual
from kiosk.work.playbook.spec import Spec, other_scale

NOTHING_YET = later("Nothing yet")

DOES_NOT_APPLY = later("It does not apply here")
NOT_APPLYING = (
    later("Nothing of the kind here"),
    later("Done once for the whole batch"),
    later("The guest asked for it otherwise"),
)
"""Why a point does not apply, with one key; these words go to the record."""


async def ask_skip(ask: Ask, points: Sequence[Point], reasons: Iterable[str]) -> tuple[str, Mark, str] | None:
    """Ask which point was skipped and why; where it may not apply, that it does not is one of the answers.

    Return the point, how it went and the reason.
    """
    point = await ask.one(_("Which point was skipped?"), [(point, point.words, "") for point in points])
    if point is None:
        return None
    allowed = (DOES_NOT_APPLY,) if point.may_not_apply else ()
    reason = await ask.reason(_("Why was it skipped?"), (*reasons, *allowed), shown=_own)
    if reason == DOES_NOT_APPLY:
        why = await ask.reason(_("Why does it not apply?"), NOT_APPLYING, shown=_own)
        return (point.id, "not-applicable", why) if why else None
    return (point.id, "skipped", reason) if reason else None


def _own(reason: str) -> str:
    """Say a reason of the program's own in the worker's language; a playbook's stays as it is."""
    return _(reason) if reason in (DOES_NOT_APPLY, *NOT_APPLYING) else usual(reason)


async def ask_which(ask: Ask, specs: Sequence[Spec]) -> Spec | None:
    """Ask which reading is taken, where there are several."""
    if len(specs) == 1:
        return specs[0]
    return await ask.one(_("Which reading?"), [(spec, spec.name, spec.words) for spec in specs])


async def ask_number(
    ask: Ask, book: Playbook, spec: Spec, missed: Reading | None, back: str = ""
) -> tuple[str, str, bool] | None:
    """Ask for a number, and what was done about one out of its limit or about `missed`, the unanswered one before.

    Where a miss sends its order `back` to a step of this name, that is asked instead: a slip would cost a round.
    Return what was typed, what was done about it, empty for nothing, and whether it was confirmed.
    """
    keyed = await _ask_keyed(ask, book, spec, back)
    if keyed is None:
        return None
    typed, number, sure = keyed
    said = ""
    if not spec.within(number) and back:
        return typed, "", sure
    if not spec.within(number):
        said = _("{value} is out of spec.", value=with_unit(spec, number))
    elif missed:
        said = _("Before it was {value}.", value=with_unit(spec, missed.value))
    return typed, await _ask_action(ask, spec, said) if said else "", sure


async def _ask_keyed(ask: Ask, book: Playbook, spec: Spec, back: str = "") -> tuple[str, Decimal, bool] | None:
    """Ask for a number; what no instrument shows is asked about once more, and else stays in its field.

    Return it as typed, in the unit of its spec, and whether it was asked about.
    """
    holds = _("Holds in: {jurisdiction}", jurisdiction=spec.jurisdiction) if spec.jurisdiction else ""
    about = " ".join(filter(None, (f"{spec.words}.", holds)))
    refuse, scale = partial(no_number, spec), other_scale(spec.unit)
    typed = ""
    while True:
        keyed = await ask.words(measured(spec), typed, figures=True, about=about, refuse=refuse, scale=scale)
        number = read_as(spec, keyed) if keyed else None
        if not keyed or number is None:
            return None
        typed = keyed
        odd = no_instrument(book, spec, number)
        if back and not odd and not spec.within(number):
            question = _("{value} is out of spec.", value=with_unit(spec, number))
            goes = _("Back to {step}", step=back)
            if await ask.one(question, ((False, _("Key it again"), ""), (True, goes, _("it is done again")))):
                return typed, number, False
            continue
        stands = _("It stands there: {value}", value=with_unit(spec, number))
        if not odd or await ask.one(odd, ((False, _("Key it again"), ""), (True, stands, ""))):
            return typed, number, bool(odd)


async def _ask_action(ask: Ask, spec: Spec, said: str) -> str:
    """Ask what was done about a reading out of its limit; going back leaves it in the record: it was read."""
    nothing = _(NOTHING_YET)
    reasons = tuple(dict.fromkeys((spec.corrective or nothing, nothing)))
    done = await ask.reason(f"{said} {_('What was done about it?')}", reasons)
    return "" if done == nothing else done

"""The questions about a skipped point, a reading and a reason, the same at a step and at a routine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from typing import Any, Literal

from textual.app import App

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.words import _, later
from kiosk.work.order.event import Mark
from kiosk.work.order.limit import is_out_of_spec, measured, read_number, with_unit
from kiosk.work.order.order import Reading
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.reasons import usual
from kiosk.work.playbook.spec import Spec

NOTHING_YET = later("Nothing yet")
OTHER = later("In own words …")

DOES_NOT_APPLY = later("It does not apply here")
NOT_APPLYING = (
    later("Nothing of the kind here"),
    later("Done once for the whole batch"),
    later("The guest asked for it otherwise"),
)
"""Why a point does not apply, with one key; these words go to the record."""

Read = Callable[[str, str], None]
"""Takes what was typed, and what was done about it; empty for nothing."""


def ask_reason(
    app: App[Any],
    question: str,
    reasons: Iterable[str],
    then: Callable[[str], None],
    otherwise: Callable[[], None] | None = None,
    *,
    said: Callable[[str], str] = usual,
) -> None:
    """Ask for one of some reasons, or for one keyed by hand; `otherwise` is done when the worker goes back.

    `said` gives what is shown of a reason; the reason itself goes to the record.
    """
    other = _(OTHER)

    def keyed(words: str | None) -> None:
        if words:
            then(words)
        elif otherwise:
            otherwise()

    def asked(reason: tuple[object, ...] | None) -> None:
        if reason and reason[0] == other:
            app.push_screen(Prompt(question), keyed)
        elif reason:
            then(str(reason[0]))
        elif otherwise:
            otherwise()

    app.push_screen(Choose(question, (*(Offer(one, said(one)) for one in reasons), Offer(other, other))), asked)


def ask_skip(
    app: App[Any], points: Iterable[Point], reasons: Iterable[str], mark: Callable[[str, Mark, str], None]
) -> None:
    """Ask which point was skipped and why; where it may not apply, that it does not is one of the answers."""
    known = {point.id: point for point in points}

    def asked(chosen: tuple[object, ...] | None) -> None:
        if chosen:
            name = str(chosen[0])
            allowed = (DOES_NOT_APPLY,) if known[name].may_not_apply else ()
            why = partial(_skipped, app, partial(mark, name))
            ask_reason(app, _("Why was it skipped?"), (*reasons, *allowed), why, said=_own)

    offers = tuple(Offer(point.id, point.words) for point in known.values())
    app.push_screen(Choose(_("Which point was skipped?"), offers), asked)


def _skipped(app: App[object], mark: Callable[[Mark, str], None], reason: str) -> None:
    if reason == DOES_NOT_APPLY:
        why = partial(mark, "not-applicable")
        ask_reason(app, _("Why does it not apply?"), NOT_APPLYING, why, said=_own)
    else:
        mark("skipped", reason)


def _own(reason: str) -> str:
    """Say a reason of the program's own in the worker's language; a playbook's stays as it is."""
    return _(reason) if reason in (DOES_NOT_APPLY, *NOT_APPLYING) else usual(reason)


def ask_which(app: App[object], specs: Iterable[Spec], then: Callable[[str], None]) -> None:
    """Ask which of several readings is taken."""
    offers = tuple(Offer(spec.id, spec.name, spec.words) for spec in specs)
    app.push_screen(Choose(_("Which reading?"), offers), lambda chosen: then(str(chosen[0])) if chosen else None)


def ask_number(app: App[object], spec: Spec, missed: Reading | None, read: Read) -> None:
    """Ask for a number, and what was done about one out of its limit or about `missed`, the unanswered one before."""

    def keyed(value: str | None) -> None:
        number = read_number(value) if value else None
        if value and number is not None and is_out_of_spec(spec, value):
            said = _("{value} is out of spec.", value=with_unit(spec, number))
            _ask_action(app, spec, said, partial(read, value))
        elif value and number is not None and missed:
            said = _("Before it was {value}.", value=with_unit(spec, missed.value))
            _ask_action(app, spec, said, partial(read, value))
        elif value:
            read(value, "")

    holds = _("Holds in: {jurisdiction}", jurisdiction=spec.jurisdiction) if spec.jurisdiction else ""
    about = " ".join(filter(None, (f"{spec.words}.", holds)))
    app.push_screen(Prompt(measured(spec), figures=True, about=about), keyed)


def _ask_action(app: App[object], spec: Spec, said: str, read: Callable[[str], None]) -> None:
    """Ask what was done about a reading out of its limit; going back leaves it in the record: it was read."""
    nothing = _(NOTHING_YET)
    reasons = tuple(dict.fromkeys((spec.corrective or nothing, nothing)))
    question = f"{said} {_('What was done about it?')}"
    ask_reason(app, question, reasons, lambda done: read("" if done == nothing else done), partial(read, ""))


def read_words(spec: Spec, value: Decimal, action: str) -> tuple[str, Literal["good", "bad"]]:
    """Say how a reading is, and how that looks; of one outside its limit what to do."""
    said = with_unit(spec, value)
    if spec.within(value):
        return _("{spec}: {value}, inside the limit", spec=spec.name, value=said), "good"
    out = _("{spec}: {value} is out of spec.", spec=spec.name, value=said)
    advice = _("Noted: {action} Then read it again.", action=action) if action else spec.corrective
    return f"{out} {advice}".strip(), "bad"

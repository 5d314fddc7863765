"""The flow that raises what is wrong with a step, or would be better."""

from __future__ import annotations

from msgspec import Struct

from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows import Flow
from kiosk.tui.terminal.ask import Ask
from kiosk.words import _, later
from kiosk.work.order.event import ProblemKind
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual
from kiosk.work.verb.problem import RaiseProblem

MORE_WORDS = later("More about it, without guests' names; ⏎ sends it")

Kind = tuple[ProblemKind, bool]
"""What it is, and whether it is critical."""


class ProblemPlace(Struct, frozen=True):
    """What somebody speaks of."""

    playbook: Playbook
    step: str
    order: str = ""
    """Empty where no order is open."""
    number: str = ""

    @property
    def name(self) -> str:
        """The step's name."""
        return self.playbook.process.step[self.step].name


async def ask_problem(desk: Desk, ask: Ask) -> RaiseProblem | None:
    """Ask at which step, what it is, why, and in which words; the place is held while the questions stand."""
    place = await _ask_place(desk, ask)
    what = await _ask_kind(ask, place) if place else None
    if place is None or what is None:
        return None
    kind, critical = what
    reasons = place.playbook.reasons.suggest if kind == "suggestion" else place.playbook.reasons.problem
    question = (
        _("{name}: how would it be better?", name=place.name)
        if kind == "suggestion"
        else _("{name}: what is wrong?", name=place.name)
    )
    reason = await ask.reason(question, reasons)
    if not reason:
        return None
    text = await ask.words(f"{usual(reason)}. {_(MORE_WORDS)}") if reason in reasons else ""
    if text is None:
        desk.shows.say(_("Nothing was raised."))
        return None
    return RaiseProblem(place.step, kind, reason, text, critical, order=place.order)


async def _ask_place(desk: Desk, ask: Ask) -> ProblemPlace | None:
    """Take the open step; where none is open, ask which one of this place."""
    entry, ticket = desk.open
    book = entry.playbook if entry else desk.counter.playbook
    order = (entry.order.id, entry.order.called) if entry else ("", "")
    if ticket:
        return ProblemPlace(book, ticket.step, *order)
    steps = [step for step in book.process.steps if entry or step.station in desk.stations]
    if not steps:
        desk.shows.say(_("No step is done here."))
        return None
    rows = [(step.id, step.name, "") for step in steps]
    step = steps[0].id if len(steps) == 1 else await ask.one(_("At which step?"), rows)
    return ProblemPlace(book, step, *order) if step else None


async def _ask_kind(ask: Ask, place: ProblemPlace) -> Kind | None:
    stops = (
        _("order {number} stops until it is resolved", number=place.number) if place.order else _("everybody is told")
    )
    rows: list[tuple[Kind, str, str]] = [
        (("problem", False), _("Problem"), _("something is wrong")),
        (("problem", True), _("Critical problem"), stops),
        (("suggestion", False), _("Suggestion"), _("something would be better")),
    ]
    return await ask.one(_("{name}: what is it?", name=place.name), rows)


FLOWS: dict[str, Flow] = {"problem": ask_problem}

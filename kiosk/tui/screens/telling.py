"""Telling what is wrong with a step, or would be better, at one key; and hearing what was answered."""

from __future__ import annotations

from functools import partial

from msgspec import Struct

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.screens.ending import Ending
from kiosk.words import _, later
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.order.event import ProblemKind
from kiosk.work.order.guard import who
from kiosk.work.order.problem import Problem, Said
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual

CRITICAL = "critical"

MORE_WORDS = later("More about it, without guests' names; ⏎ sends it")


class Place(Struct, frozen=True):
    """What somebody speaks of."""

    playbook: Playbook
    step: str
    order_id: str = ""
    """Empty where no order is open."""
    number: int = 0

    @property
    def name(self) -> str:
        """The step's name."""
        return self.playbook.process.step[self.step].name


class Telling(Ending):
    """Asks what it is, why, and in which words; what is meant is held by order and step while the questions stand."""

    def __init__(self, stations: tuple[str, ...]) -> None:
        """Work these stations."""
        super().__init__(stations)
        self._waiting: dict[str, str] = {}
        """What was raised here or at these steps and is not answered: by its id the order's, empty for none."""

    def action_problem(self) -> None:
        """Raise a problem or a suggestion at the open step; where none is open, ask at which one of this place."""
        entry, ticket = self.open
        book = entry.playbook if entry else self.counter.playbook
        order = (entry.order.id, entry.order.number) if entry else ("", 0)
        if ticket:
            self._ask_kind(Place(book, ticket.step, *order))
            return
        steps = [step for step in book.process.steps if entry or step.station in self.stations]
        offers = tuple(Offer(step.id, step.name) for step in steps)

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer:
                self._ask_kind(Place(book, str(answer[0]), *order))

        if len(steps) == 1:
            self._ask_kind(Place(book, steps[0].id, *order))
        elif steps:
            self.app.push_screen(Choose(_("At which step?"), offers), asked)
        else:
            self.say(_("No step is done here."))

    def _ask_kind(self, place: Place) -> None:
        stops = (
            _("order {number} stops until it is resolved", number=place.number)
            if place.order_id
            else _("everybody is told")
        )
        offers = (
            Offer("problem", _("Problem"), _("something is wrong")),
            Offer(CRITICAL, _("Critical problem"), stops),
            Offer("suggestion", _("Suggestion"), _("something would be better")),
        )

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer:
                self._ask_why(place, "suggestion" if answer[0] == "suggestion" else "problem", answer[0] == CRITICAL)

        self.app.push_screen(Choose(_("{name}: what is it?", name=place.name), offers), asked)

    def _ask_why(self, place: Place, kind: ProblemKind, critical: bool) -> None:  # noqa: FBT001 - as it was answered
        reasons = place.playbook.reasons.suggest if kind == "suggestion" else place.playbook.reasons.problem

        def told(reason: str) -> None:
            if reason in reasons:
                self.app.push_screen(Prompt(f"{usual(reason)}. {_(MORE_WORDS)}"), partial(worded, reason))
            else:
                worded(reason, "")

        def worded(reason: str, text: str | None) -> None:
            if text is None:
                self.say(_("Nothing was raised."))
            else:
                self.verb(partial(self._raise, place, Said(kind, reason, text, critical)))

        question = (
            _("{name}: how would it be better?", name=place.name)
            if kind == "suggestion"
            else _("{name}: what is wrong?", name=place.name)
        )
        self.ask_reason(question, reasons, told)

    async def _raise(self, place: Place, said: Said) -> None:
        intent = ("problem", place.order_id, place.step, said.kind, said.reason, said.text)
        await self.once(
            intent,
            lambda op: self.counter.raise_problem(place.step, said, place.order_id, by=self.kiosk.person, op=op),
        )
        self.look()
        seen = _("The manager sees it: {step}, {reason}.", step=place.name, reason=usual(said.reason))
        stops = said.critical and place.number
        stopped = _("Order {number} is stopped until it is resolved.", number=place.number) if stops else ""
        self.say(f"{seen} {stopped}".rstrip(), "good")

    # What is answered.

    def hear_answers(self, board: Board) -> None:
        """Say the answer to what was raised at this terminal or at the steps worked here, once."""
        for name, order_id in list(self._waiting.items()):
            entry = self.counter.remembered(order_id) if order_id else None
            known = entry.order.problems if entry else () if order_id else board.standing.problems
            answered = next((one for one in known if one.id == name and one.resolved), None)
            if answered:
                del self._waiting[name]
                self._say_answer(answered, entry)
        for entry in board.orders.values():
            self._waiting |= {one.id: entry.order.id for one in entry.order.problems if self._is_ours(one, entry)}
        self._waiting |= {one.id: "" for one in board.standing.problems if self._is_ours(one, None)}

    def _is_ours(self, problem: Problem, entry: OnBoard | None) -> bool:
        book = entry.playbook if entry else self.counter.playbook
        step = book.process.step.get(problem.step)
        here = step is not None and step.station in self.stations
        return problem.resolved is None and (here or problem.raised.station == self.counter.station)

    def _say_answer(self, problem: Problem, entry: OnBoard | None) -> None:
        by = who(problem.resolved) if problem.resolved else ""
        about = {"reason": usual(problem.said.reason), "answer": problem.answer, "by": by}
        if entry:
            said = _("Order {number}: “{reason}” is resolved: {answer} ({by})", number=entry.order.number, **about)
        else:
            said = _("“{reason}” is resolved: {answer} ({by})", **about)
        self.say(said, "good")

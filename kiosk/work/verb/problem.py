"""Problems and suggestions: raised at any step, resolved with an answer; a critical one stops its order."""

from __future__ import annotations

import hashlib
from typing import Annotated, ClassVar

from msgspec import Meta

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import ProblemKind
from kiosk.work.order.guard import Events, ago, going, step_name, who
from kiosk.work.order.problem_events import ProblemRaised, ProblemResolved
from kiosk.work.playbook.reasons import usual
from kiosk.work.time.day import numbered
from kiosk.work.verb.at import At, OrderAt, ProblemAfter
from kiosk.work.verb.field import Reason, StepId
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import ProblemVerb

ID_LENGTH = 12
"""Hex digits of a problem's id."""


class RaiseProblem(ProblemVerb, frozen=True):
    """Say what is wrong with a step, or what would be better."""

    words: ClassVar = ("reason", "text")

    step: StepId
    kind: Annotated[ProblemKind, Meta(description="problem unless said")]
    reason: Annotated[Reason, Meta(description="why, in a few words")]
    text: Annotated[str, Meta(description="more, in your own words; never a guest's name")] = ""
    critical: Annotated[bool, Meta(description="stop the order until this is resolved")] = False
    order: Annotated[str, Meta(description="the order it is about, if any: 45, #45 or 20261122-45")] = ""

    def about(self, op: str) -> str:
        """Return the id it will have, which follows from the op."""
        return hashlib.sha256(op.encode()).hexdigest()[:ID_LENGTH]

    def decide(self, at: At) -> Events:
        """Return that it is raised: on its order, else under the counter's own playbook and day."""
        if isinstance(at, OrderAt):
            going(at.order)
        where = step_name(at.book, self.step)
        if not self.reason:
            raise Refused("no-reason", _("Say what is wrong with {where}, or what would be better.", where=where))
        if self.critical and self.kind == "suggestion":
            raise Refused("not-critical", _("A suggestion stops no order. Raise a problem if this must not go on."))
        book, day = ("", "") if isinstance(at, OrderAt) else (at.book.hash, at.day)
        version = at.book.procedure[self.step].version
        return (
            ProblemRaised(
                self.about(at.op), self.step, version, self.kind, self.reason, self.text, self.critical, book, day
            ),
        )

    def reply(self, after: ProblemAfter) -> Reply:
        """Say who sees it, and what is stopped by it."""
        row = after.row
        seen = _("The manager sees it: {step}, {reason}.", step=row.step_name, reason=usual(row.reason))
        stops = row.critical and row.number
        stopped = (
            _("Order {number} is stopped until it is resolved.", number=numbered(row.number, row.day)) if stops else ""
        )
        return Reply(f"{seen} {stopped}".rstrip())


class ResolveProblem(ProblemVerb, frozen=True):
    """Answer a problem or a suggestion; a stopped order goes on."""

    words: ClassVar = ("answer",)

    problem: Annotated[str, Meta(description="its id, or the beginning of it", extra={"field": "problem"})]
    answer: Annotated[str, Meta(description="what became of it: who raised it reads this", extra={"field": "answer"})]

    def decide(self, at: At) -> Events:
        """Return the answer."""
        row = at.problem
        if row and row.resolved_at and not isinstance(at, OrderAt):  # of these the counter remembers the last ones only
            resolver = row.resolver or _("Somebody")
            raise Refused("already-resolved", _("{who} resolved this: “{answer}”.", who=resolver, answer=row.answer))
        problems = at.order.problems if isinstance(at, OrderAt) else at.standing.problems
        problem = next((one for one in problems if row and one.id == row.id), None)
        if problem is None:
            raise Refused("no-such-problem", _("There is no problem {name} here.", name=self.problem))
        if problem.resolved:
            raise Refused(
                "already-resolved",
                _(
                    "{who} resolved this {ago} ago: “{answer}”.",
                    who=who(problem.resolved),
                    ago=ago(problem.resolved, at.stamp),
                    answer=problem.answer,
                ),
            )
        if not self.answer:
            raise Refused(
                "no-answer", _("Say what became of it: whoever raised “{words}” reads the answer.", words=problem.words)
            )
        return (ProblemResolved(problem.id, self.answer),)

    def reply(self, after: ProblemAfter) -> Reply:
        """Say that it is resolved, and what goes on."""
        row = after.row
        stopped = row.critical and row.order_id in after.board.orders
        goes = f" {_('Order {number} goes on.', number=numbered(row.number, row.day))}" if stopped else ""
        return Reply(
            _(
                "{step_name}: “{reason}” is resolved: “{answer}”.{goes}",
                step_name=row.step_name,
                reason=usual(row.reason),
                answer=row.answer,
                goes=goes,
            )
        )

"""Problems and suggestions: raised at any step, resolved with an answer; a critical one stops its order."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.event import Stamp
from kiosk.work.order.guard import Events, ago, going, step_name, who
from kiosk.work.order.order import Order
from kiosk.work.order.problem import Problem, Said
from kiosk.work.order.problem_events import ProblemRaised, ProblemResolved
from kiosk.work.playbook.playbook import Playbook


def raise_problem(order: Order, playbook: Playbook, step: str, said: Said, name: str) -> Events:
    """Say what is wrong with a step of an order, or what would be better; `name` becomes its id."""
    going(order)
    return (_raised(playbook, step, said, name),)


def raise_at_counter(playbook: Playbook, step: str, said: Said, name: str, day: str) -> Events:
    """Say it while no order is open: it stands under the counter's own playbook and day."""
    raised = _raised(playbook, step, said, name)
    return (
        ProblemRaised(
            name, step, raised.procedure, said.kind, said.reason, said.text, said.critical, playbook.hash, day
        ),
    )


def _raised(playbook: Playbook, step: str, said: Said, name: str) -> ProblemRaised:
    where = step_name(playbook, step)
    if not said.reason:
        raise Refused("no-reason", _("Say what is wrong with {where}, or what would be better.", where=where))
    if said.critical and said.kind == "suggestion":
        raise Refused("not-critical", _("A suggestion stops no order. Raise a problem if this must not go on."))
    procedure = playbook.procedure[step].version
    return ProblemRaised(name, step, procedure, said.kind, said.reason, said.text, said.critical)


def resolve(problems: Iterable[Problem], name: str, answer: str, stamp: Stamp) -> Events:
    """Answer a problem or a suggestion; what a critical one stopped goes on."""
    found = next((one for one in problems if one.id == name), None)
    if found is None:
        raise Refused("no-such-problem", _("There is no problem {name} here.", name=name))
    if found.resolved:
        raise Refused(
            "already-resolved",
            _(
                "{who} resolved this {ago} ago: “{answer}”.",
                who=who(found.resolved),
                ago=ago(found.resolved, stamp),
                answer=found.answer,
            ),
        )
    if not answer:
        raise Refused(
            "no-answer", _("Say what became of it: whoever raised “{words}” reads the answer.", words=found.words)
        )
    return (ProblemResolved(name, answer),)


def blocking(order: Order) -> Problem | None:
    """Give the first critical problem an order waits for."""
    return next((one for one in order.problems if one.blocks), None)


def unblocked(order: Order, playbook: Playbook) -> None:
    """Refuse to go on with an order while a critical problem of it is open."""
    problem = blocking(order)
    if problem:
        words = _(
            "Order {number} is stopped by a critical problem at {name}: “{words}”. "
            "It goes on once that is resolved at the manager's screen.",
            number=order.number,
            name=step_name(playbook, problem.step),
            words=problem.words,
        )
        raise Refused("problem", words)

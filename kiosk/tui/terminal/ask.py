"""Questions of a flow: a coroutine written downwards that asks, and ends in what is meant.

    async def ask_waste(desk: Desk, ask: Ask) -> Waste | None:
        line = await ask.one(_("What goes to waste?"), lines)
        ...

It is driven without a task: an answer runs it to its next question, which is in front at once. With a task the next
question would come a turn of the loop later, and keys that arrive in one read would fall on the screen between two.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Coroutine, Generator, Iterable
from functools import partial
from typing import Any, Generic, TypeVar

from msgspec import Struct

from kiosk.words import _, later
from kiosk.work.playbook.reasons import usual
from kiosk.work.text.text import LINE_LENGTH

T = TypeVar("T")

OTHER = later("In own words …")


class Pick(Struct, frozen=True):
    """One of some rows is asked for, or several; the answer names their places, None when the worker went back."""

    question: str
    rows: tuple[tuple[str, str], ...]
    """Each with its label and what stands below it."""
    many: bool = False
    chosen: frozenset[int] = frozenset()
    """The places that are chosen to begin with."""
    ends: int | None = None
    """The place that is answered as soon as it is chosen, with all that was chosen before."""


class Words(Struct, frozen=True):
    """Words or figures are asked for; None when the worker went back."""

    question: str
    value: str = ""
    figures: bool = False
    about: str = ""
    longest: int = LINE_LENGTH
    refuse: Callable[[str], str] | None = None
    """Says what is wrong with what was keyed, which then stays in its field; empty where nothing is."""
    scale: str = ""
    """The other unit a number can be keyed in, put in and taken out by a key."""


class Pin(Struct, frozen=True):
    """A PIN or a badge is asked for; None when the worker went back."""

    question: str
    wrong: Callable[[], str]
    """Says what became of the last try, and is asked each second."""


class Own(Struct, frozen=True):
    """A screen's own question is asked, whatever that answers."""

    make: Callable[[], Any]
    """Makes what stands in front."""


class Load(Struct, frozen=True):
    """The record is asked, or a device; what that gives is the answer."""

    work: Callable[[], Awaitable[object]]


Shown = Pick | Words | Pin | Own
"""What stands in front."""

Question = Shown | Load

Show = Callable[[Question, Callable[[Any], None]], None]
"""Brings a question up, and hands its answer on; never, where the question is taken away unanswered."""

Row = tuple[T, str, str]
"""What an answer means, what it says, and what stands below."""


class _Put(Generic[T]):
    """What a flow waits for: its question, until it is answered."""

    def __init__(self, question: Question) -> None:
        self._question = question

    def __await__(self) -> Generator[Question, T, T]:
        return (yield self._question)


class Ask:
    """Everything a flow may wait for."""

    async def one(self, question: str, rows: Iterable[Row[T]]) -> T | None:
        """Return what the chosen row means, or None."""
        known = tuple(rows)
        answer = await _Put[tuple[int, ...] | None](Pick(question, _labels(known)))
        return known[answer[0]][0] if answer else None

    async def many(
        self, question: str, rows: Iterable[Row[T]], chosen: Collection[T] = (), *, ends: T | None = None
    ) -> tuple[T, ...] | None:
        """Return what all chosen rows mean, in their order, or None; to choose what `ends` answers at once."""
        known = tuple(rows)
        means = [row[0] for row in known]
        before = frozenset(place for place, one in enumerate(means) if one in chosen)
        last = means.index(ends) if ends is not None and ends in means else None
        answer = await _Put[tuple[int, ...] | None](Pick(question, _labels(known), many=True, chosen=before, ends=last))
        return None if answer is None else tuple(means[place] for place in answer)

    async def words(
        self,
        question: str,
        value: str = "",
        *,
        figures: bool = False,
        about: str = "",
        longest: int = LINE_LENGTH,
        refuse: Callable[[str], str] | None = None,
        scale: str = "",
    ) -> str | None:
        """Return what was keyed, or None; what `refuse` has words against stays in its field, with these words."""
        return await _Put[str | None](Words(question, value, figures, about, longest, refuse, scale))

    async def reason(self, question: str, reasons: Iterable[str], *, shown: Callable[[str], str] = usual) -> str:
        """Return one of some reasons, or one in own words; empty when the worker went back.

        `shown` gives what is shown of a reason; the reason itself goes to the record.
        """
        rows = [(reason, shown(reason), "") for reason in reasons]
        chosen = await self.one(question, [*rows, ("", _(OTHER), "")])
        return (await self.words(question) or "") if chosen == "" else chosen or ""

    async def pin(self, question: str, wrong: Callable[[], str]) -> str | None:
        """Return the digits that were keyed, or a badge, or None."""
        return await _Put[str | None](Pin(question, wrong))

    async def own(self, make: Callable[[], Any], answers: type[T]) -> T | None:
        """Return what a screen's own question is answered by, or None."""
        answer = await _Put[object](Own(make))
        return answer if isinstance(answer, answers) else None

    async def load(self, work: Callable[[], Awaitable[T]]) -> T:
        """Return what the record gives; where the worker has left meanwhile, the flow ends there."""
        return await _Put[T](Load(work))


ASK = Ask()
"""The one there is: it keeps nothing."""


def _labels(rows: tuple[Row[Any], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((label, detail) for _means, label, detail in rows)


def drive(flow: Coroutine[Any, Any, T], show: Show, then: Callable[[T], None], answer: object = None) -> None:
    """Run a flow to its next question, or to its end: `then` takes what it ends in."""
    try:
        question = flow.send(answer)
    except StopIteration as end:
        then(end.value)
        return
    if not isinstance(question, Question):
        flow.close()
        raise TypeError(f"a flow waits for `ask` alone, not for {question!r}")
    show(question, partial(drive, flow, show, then))


class Questions:
    """What flows ask over one place, each question in front at once."""

    def __init__(
        self,
        show: Callable[[Shown, Callable[[Any], None]], None],
        start: Callable[[Callable[[], Awaitable[None]]], None],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        """Show questions, start what may wait, and go on after that only where it `is_wanted` still."""
        self.loads = 0
        """How often the record is asked now for what a question waits for: keys wait for that question too."""
        self._show = show
        self._start = start
        self._is_wanted = is_wanted

    def ask(self, flow: Coroutine[Any, Any, T], then: Callable[[T], None]) -> None:
        """Ask what a flow asks; `then` takes what it ends in."""
        drive(flow, self._bring, then)

    def _bring(self, question: Question, answered: Callable[[Any], None]) -> None:
        if isinstance(question, Load):
            self.loads += 1
            self._start(partial(self._load, question, answered))
        else:
            self._show(question, answered)

    async def _load(self, question: Load, answered: Callable[[Any], None]) -> None:
        """Ask the record; where the worker has left meanwhile, nothing more is asked."""
        try:
            answer = await question.work()
        finally:
            self.loads -= 1
        if self._is_wanted():
            answered(answer)

"""Flows without a screen: what they ask, what an answer leads to, and that they wait for nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from kiosk.tui.terminal.ask import ASK, Load, Pick, Question, Words, drive


class Asked:
    """What a flow has asked, and the way to answer it."""

    def __init__(self, flow: Coroutine[Any, Any, object]) -> None:
        self.questions: list[Question] = []
        self.ends: list[object] = []
        self._answer: Callable[[Any], None] | None = None
        drive(flow, self._show, self.ends.append)

    def _show(self, question: Question, answered: Callable[[Any], None]) -> None:
        self.questions.append(question)
        self._answer = answered

    def answer(self, answer: object) -> None:
        """Answer the last question."""
        assert self._answer is not None
        self._answer(answer)


async def _order_and_how_many() -> tuple[str, int] | None:
    order = await ASK.one("Which?", [("a", "First", ""), ("b", "Second", "")])
    if order is None:
        return None
    count = await ASK.one("How many?", [(0, "None", ""), (2, "Two", "")])
    return None if count is None else (order, count)


def test_an_answer_brings_up_the_next_question_in_the_same_breath() -> None:
    """Nothing is between two questions, not even a turn of a loop: there is no loop here."""
    asked = Asked(_order_and_how_many())
    asked.answer((1,))
    assert ["Which?", "How many?"] == [question.question for question in asked.questions if isinstance(question, Pick)]
    asked.answer((0,))
    assert [("b", 0)] == asked.ends


def test_going_back_ends_in_nothing() -> None:
    """Whatever was answered before."""
    asked = Asked(_order_and_how_many())
    asked.answer((0,))
    asked.answer(None)
    assert [None] == asked.ends


def test_what_is_chosen_of_many_keeps_its_order_and_its_beginning() -> None:
    """By what the rows mean, not by where they stand."""
    asked = Asked(ASK.many("Which?", [("x", "X", ""), ("y", "Y", ""), ("z", "Z", "")], {"z"}, ends="y"))
    (question,) = asked.questions
    assert Pick("Which?", (("X", ""), ("Y", ""), ("Z", "")), many=True, chosen=frozenset({2}), ends=1) == question
    asked.answer((0, 2))
    assert [("x", "z")] == asked.ends


@pytest.mark.parametrize(
    ("answers", "ends"), [(((0,),), "cold"), (((1,), "sent back"), "sent back"), (((1,), None), ""), ((None,), "")]
)
def test_a_reason_is_one_of_some_or_in_own_words(answers: tuple[object, ...], ends: str) -> None:
    """Empty where the worker went back, wherever that was."""
    asked = Asked(ASK.reason("Why?", ["cold"]))
    for answer in answers:
        asked.answer(answer)
    assert [ends] == asked.ends
    assert all(question.question == "Why?" for question in asked.questions if isinstance(question, Pick | Words))


def test_the_record_is_asked_as_a_question_is() -> None:
    """What it gives is the answer."""

    async def finished() -> tuple[int, ...]:
        return (1, 2)

    asked = Asked(ASK.load(finished))
    (question,) = asked.questions
    assert isinstance(question, Load)
    asked.answer(asyncio.run(_work_of(question)))
    assert [(1, 2)] == asked.ends


async def _work_of(question: Load) -> object:
    return await question.work()


def test_a_flow_waits_for_nothing_but_answers() -> None:
    """Who awaits a clock or a disk in one is told at once, and nothing of it goes on."""

    async def slow() -> None:
        await asyncio.sleep(0)

    with pytest.raises(TypeError, match="waits for `ask` alone"):
        Asked(slow())

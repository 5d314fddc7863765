"""What files of a playbook may hold and must agree on; every block of problems.txt is one fact."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.config.shop import Shop

BLOCKS = [
    block.strip().split("\n")
    for block in Path(__file__).with_name("problems.txt").read_text(encoding="utf-8").split("\n\n")[1:]
]


@pytest.mark.parametrize("block", BLOCKS, ids=[block[0].removeprefix("# ") for block in BLOCKS])
def test_problem(block: list[str], shop: Shop) -> None:
    """A change to a good playbook gives exactly these problems, each with file, line and column."""
    _, file, old, new, *told = block

    shop.edit(file, json.loads(old.removeprefix("- ")), json.loads(new.removeprefix("+ ")))

    assert told == shop.problems()


def test_every_fact_is_told_once() -> None:
    """No two blocks claim the same fact."""
    facts = [block[0] for block in BLOCKS]

    assert sorted(set(facts)) == sorted(facts)

"""Broken files never break a running shop: they load, or they say what is wrong and where."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from kiosk.config.examples import FILE, read_examples
from kiosk.config.playbook import load_playbook, shipped
from kiosk.config.settings import read_settings
from kiosk.errors import FileProblem, PlaybookProblems
from tests.config.mutations import Outcome, example_outcome, outcome, slip

BURGER = shipped()["burger"]
FILES = sorted(str(path.relative_to(BURGER)) for path in [*BURGER.glob("*.yaml"), *BURGER.glob("*/*.md")])
ROUNDS = 30


def mutated(raw: bytes, chance: random.Random) -> bytes:
    """Break a file the way disks, hands and merges do."""
    lines = raw.splitlines(keepends=True)
    first, second = sorted((chance.randrange(len(lines)), chance.randrange(len(lines))))
    match chance.randrange(8):
        case 0:
            return b"".join([*lines[:first], *lines[first + 1 :]])
        case 1:
            return b"".join([*lines[: first + 1], *lines[first:]])
        case 2:
            return b"".join(
                [*lines[:first], lines[second], *lines[first + 1 : second], lines[first], *lines[second + 1 :]]
            )
        case 3:
            return raw[: chance.randrange(len(raw))]
        case 4:
            place = chance.randrange(len(raw))
            return (
                raw[:place]
                + chance.choice([b": ", b"&a ", b"*a ", b"\t", b"- ", b"{", b"]", b'"', b"\x00"])
                + raw[place:]
            )
        case 5:
            words = [word for word in raw.split() if len(word) > 2]
            return raw.replace(chance.choice(words), chance.choice(words), 1)
        case 6:
            return raw.replace(b"  ", b" ", chance.randrange(1, 5))
        case _:
            broken = bytearray(raw)
            for _ in range(chance.randrange(1, 6)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            return bytes(broken)


@pytest.mark.parametrize("shard", [*range(3), *(pytest.param(more, marks=pytest.mark.long) for more in range(3, 30))])
def test_a_mutated_playbook_loads_or_says_where_it_is_broken(shard: int, tmp_path: Path) -> None:
    """30 mutated burger files: each loads, or gives problems within the file, and never another exception."""
    chance = random.Random(shard)
    folder = tmp_path / "burger"
    shutil.copytree(BURGER, folder)
    refused = 0
    for _ in range(ROUNDS):
        name = chance.choice(FILES)
        raw = (BURGER / name).read_bytes()
        broken = mutated(raw, chance)
        (folder / name).write_bytes(broken)
        try:
            load_playbook(folder)
        except PlaybookProblems as found:
            refused += 1
            for problem in found.problems:
                lines = (folder / Path(problem.file).relative_to(folder)).read_bytes().count(b"\n") + 1
                assert 1 <= problem.line <= lines + 1
                assert problem.column >= 1
                assert problem.words.endswith((".", "?"))
        (folder / name).write_bytes(raw)
    assert refused > ROUNDS // 4


COUNTERS = {name: load_playbook(folder, proved=True) for name, folder in shipped().items()}
EXAMPLES = {name: read_examples(folder) for name, folder in shipped().items()}
EACH = 50
"""Slips of one shard; six shards are in every run, two hundred in a full one."""


@pytest.mark.parametrize("shard", [*range(6), *(pytest.param(more, marks=pytest.mark.long) for more in range(6, 200))])
def test_a_slip_is_refused_or_changes_words(shard: int, tmp_path: Path) -> None:
    """One sign more, less or another, in any shipped file: nothing of the structure is gone without a word.

    A word or a line that is gone whole may be meant: a mark less, an entry less. So may another figure that nothing
    gainsays, and another id of what nothing else names.
    """
    chance = random.Random(f"slip {shard}")
    for name, folder in shipped().items():
        shutil.copytree(folder, tmp_path / name)
    files = [file for name in COUNTERS for file in sorted((tmp_path / name).rglob("*.*"))]
    for _ in range(EACH):
        file = chance.choice(files)
        name, text = file.relative_to(tmp_path).parts[0], file.read_text(encoding="utf-8")
        made = slip(text, chance)
        file.write_text(made.text, encoding="utf-8")
        try:
            if file.name == FILE:
                became, where = example_outcome(COUNTERS[name], EXAMPLES[name], read_examples(tmp_path / name))
            else:
                became, where = outcome(COUNTERS[name], load_playbook(tmp_path / name, proved=True))
        except PlaybookProblems:
            became, where = Outcome.REFUSED, ""
        what = f"{made.kind} in line {made.line} of {file.relative_to(tmp_path)}: {where}"
        assert made.whole or became is not Outcome.STRUCTURE, what
        file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("seed", range(100))
def test_mutated_settings_load_or_say_where_they_are_broken(seed: int, tmp_path: Path) -> None:
    """100 mutated settings files: each loads, or gives problems with a line, and never another exception."""
    chance = random.Random(seed)
    file = tmp_path / "kiosk.yaml"
    file.write_bytes(mutated((BURGER.parent / "kiosk.yaml").read_bytes(), chance))
    problems: tuple[FileProblem, ...] = ()
    try:
        read_settings(file, {}, {})
    except PlaybookProblems as found:
        problems = found.problems
    assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


def test_examples_are_mutated_by_themselves(tmp_path: Path) -> None:
    """They are small, so that few slips of all hit them: 200 here, each refused, unsound, or of the same claims."""
    chance = random.Random("examples")
    for name, folder in shipped().items():
        shutil.copytree(folder, tmp_path / name)
    for _ in range(200):
        name = chance.choice(sorted(COUNTERS))
        file = tmp_path / name / FILE
        text = file.read_text(encoding="utf-8")
        made = slip(text, chance)
        file.write_text(made.text, encoding="utf-8")
        try:
            became, where = example_outcome(COUNTERS[name], EXAMPLES[name], read_examples(tmp_path / name))
        except PlaybookProblems:
            became, where = Outcome.REFUSED, ""
        assert made.whole or became is not Outcome.STRUCTURE, f"{made.kind} in line {made.line} of {name}: {where}"
        file.write_text(text, encoding="utf-8")

"""Broken files never break a running shop: they load, or they say what is wrong and where."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config.playbook import load_playbook, shipped
from kiosk.config.settings import read_settings
from kiosk.errors import FileProblem, PlaybookProblems
from kiosk.work.playbook.playbook import Playbook
from tests.config.mutants import SLIPS, Outcome, mutant, outcome

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


SLIPS_A_SHARD = 100


def _tried(folder: Path, sound: Playbook) -> tuple[Outcome, str]:
    """Return what becomes of a folder's playbook, as `playbook check` sees it, and where the worst stands."""
    try:
        return outcome(sound, load_playbook(folder, proved=True))
    except PlaybookProblems as found:
        strange = [problem for problem in found.problems if not Path(problem.file).is_relative_to(folder)]
        return Outcome.REFUSED, f"{strange}" if strange else ""


@pytest.mark.parametrize("shard", [*range(3), *(pytest.param(more, marks=pytest.mark.long) for more in range(3, 100))])
def test_a_slip_of_the_hand_is_refused_or_loses_nothing(
    shard: int, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """300 slips of one sign, word or line in the shipped counters, or 10,000: none loses a step, point, mark or gate.

    Each is refused, with a problem in some file of the folder, or changes words that people alone read. Two more there
    are that nothing can know to be slips, and none loses anything: something that nothing else names has another id,
    and another figure stands there that could as well be meant (15 for 155 where no other figure gainsays it). A word,
    a value or a line that is gone whole is gone as by an owner who removes it; that may be a mark or a point.
    """
    chance = random.Random(shard)
    counters = {name: shutil.copytree(folder, tmp_path / name) for name, folder in shipped().items()}
    sound = {name: load_playbook(folder, proved=True) for name, folder in counters.items()}
    files = [(name, file) for name, folder in counters.items() for file in sorted(folder.rglob("*.*"))]
    files = [(name, file) for name, file in files if file.name != "examples.yaml"]
    weights = [file.stat().st_size ** 0.5 for _, file in files]
    counts = Counter[str]()
    for number in range(SLIPS_A_SHARD):
        name, file = chance.choices(files, weights)[0]
        text = file.read_text()
        broken = mutant(text, SLIPS[number % len(SLIPS)], chance)
        file.write_text(broken.text)
        became, where = _tried(counters[name], sound[name])
        file.write_text(text)
        counts[became.name] += 1
        lost = became is Outcome.STRUCTURE and not broken.is_whole
        assert became is not Outcome.REFUSED or not where
        assert not lost, f"{file}: `{broken.before}` became `{broken.after}`: {where}"
    record_property("outcomes", dict(counts))
    assert counts["REFUSED"] > SLIPS_A_SHARD // 4

"""What files of a playbook may hold and must agree on; every block of problems.txt is one fact."""

from __future__ import annotations

import json
import shutil
from itertools import combinations
from pathlib import Path

import pytest

from kiosk.config.playbook import load_playbook, shipped
from kiosk.errors import PlaybookProblems
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


def test_a_word_nobody_knows_and_a_circle_are_told_at_once(shop: Shop) -> None:
    """A key nobody knows in one file does not hide that another file's steps wait for one another."""
    shop.edit("stations.yaml", "title: Small shop", "title: Small shop\ntitel: x")
    shop.edit("process.yaml", "after: [take]", "after: [take, serve]")

    told = shop.problems()

    assert told[0].startswith("stations.yaml:2:1: `titel` is not known here. Did you mean `title`?")
    assert any("wait for one another in a circle" in problem for problem in told)


def test_one_unreadable_procedure_hides_no_other_problem(shop: Shop) -> None:
    """A procedure without its role is told once, beside a target above late in the process, not as a missing file."""
    shop.edit("procedures/ladle.md", "role: ", "rolle: ")
    shop.edit("process.yaml", "late: 120", "late: 10")

    told = shop.problems()

    assert 2 == len(told)
    assert told[0].startswith("process.yaml:8:9: `late` (10) is below `warn` (90)")
    assert told[1] == "procedures/ladle.md:4:1: `rolle` is not known here. Did you mean `role`?"


PLANTED = [
    ("stations.yaml", "role: prep", "role: perp", "“perp” is not known here. Did you mean `prep`?"),
    ("stations.yaml", "currency: €", "curency: €", "`curency` is not known here. Did you mean `currency`?"),
    ("menu.yaml", "price: 0.50", "price: half", "half"),
    ("menu.yaml", "plural: bread", "plural:", "`plural` has nothing behind it."),
    (
        "menu.yaml",
        "category: soups\n    price: 8.00",
        "category: soup\n    price: 8.00",
        "There is no category `soup`.",
    ),
    ("menu.yaml", "suggest: [soup]", "suggest: [salad]", "There is no item `salad`."),
    ("process.yaml", "late: 120", "late: 10", "`late` (10) is below `warn` (90)"),
    ("process.yaml", "gives: [a full guest]", "gives: [a fool guest]", "a full guest"),
    ("procedures/ladle.md", "Stir first.", "Stir first.\n\n## Pionts\n- stir: Stir", "Did you mean `## Points`?"),
    ("procedures/serve.md", "target: ", "traget: ", "`traget` is not known here."),
    ("procedures/take.md", "- Hello!", "- Hello {gest}!", "There is no variable `{gest}`."),
    ("procedures/take.md", "title: Take the order", "title: [Take]", "This must be text."),
]


def test_twelve_problems_of_twelve_kinds_are_told_in_one_round(shop: Shop) -> None:
    """Faults of shape in five files hide neither each other nor what does not agree between the rest of them."""
    for file, old, new, _ in PLANTED:
        shop.edit(file, old, new)

    told = shop.problems()

    for file, _, new, words in PLANTED:
        assert any(one.startswith(f"{file}:") and words in one for one in told), (file, new, told)


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("stations.yaml", "id: stove", "id: Stove", 1),
        ("stations.yaml", "role: prep", "role: perp", 1),
        ("process.yaml", "  - id: ladle\n    name: Ladle", "  - id: ladle\n    name: [Ladle]", 1),
        ("process.yaml", "takes: order", "take: order", 1),
        ("process.yaml", "makes: [bowl, bread]", "mkes: [bowl, bread]", 1),
        ("process.yaml", "after: [take]", "after: [Take]", 1),
        ("menu.yaml", "price: 4.20", "price: cheap", 1),
        ("menu.yaml", "kind: change", "kind: changes", 1),
        ("procedures/ladle.md", "min: 63", "min: hot", 1),
        ("procedures/ladle.md", "reading: true", "reading: yes", 1),
    ],
)
def test_what_was_left_out_is_missed_nowhere(shop: Shop, file: str, old: str, new: str, told: int) -> None:
    """One fault of shape is one problem: none is told that is there only because the entry cannot be read."""
    shop.edit(file, old, new)

    assert told == len(shop.problems()), shop.problems()


LOST = ["stations.yaml", "menu.yaml", "process.yaml"]


@pytest.mark.parametrize("text", [None, "a: [\n", "- a\n"], ids=["gone", "no YAML", "no mapping"])
@pytest.mark.parametrize("lost", LOST)
def test_a_file_that_cannot_be_read_hides_no_other_problem(shop: Shop, lost: str, text: str | None) -> None:
    """What the other files say is looked at, but for what only the lost one could know."""
    planted = [one for one in PLANTED if one[0] != lost]
    asking = [one for one in planted if not (lost == "process.yaml" and "variable" in one[3])]
    for file, old, new, _ in planted:
        shop.edit(file, old, new)
    (shop.folder / lost).unlink()
    if text is not None:
        (shop.folder / lost).write_text(text, encoding="utf-8")

    told = shop.problems()

    assert 1 == len([one for one in told if one.startswith(f"{lost}:")])
    for file, _, new, words in asking:
        assert any(one.startswith(f"{file}:") and words in one for one in told), (file, new, told)


@pytest.mark.parametrize("lost", [one for count in (1, 2, 3) for one in combinations(LOST, count)], ids=" ".join)
@pytest.mark.parametrize("counter", shipped())
def test_a_file_that_cannot_be_read_is_missed_nowhere(tmp_path: Path, counter: str, lost: tuple[str, ...]) -> None:
    """It is one problem: nothing is told of the others that is there only because of it."""
    folder = tmp_path / counter
    shutil.copytree(shipped()[counter], folder)
    for file in lost:
        (folder / file).unlink()

    with pytest.raises(PlaybookProblems) as found:
        load_playbook(folder, proved=True)

    assert sorted(lost) == sorted(Path(one.file).name for one in found.value.problems), found.value.problems


def test_four_hundred_steps_are_all_read(shop: Shop) -> None:
    """Each with its procedure, beside one another: no file is passed over."""
    named = [f"ladle-{number}" for number in range(397)]
    ladle = "  - {id: ID, name: ID, station: stove, after: [take], needs: [an order], gives: [ID]}\n"
    steps = "".join(ladle.replace("ID", one) for one in named)
    shop.edit("process.yaml", "  - id: serve\n", f"{steps}  - id: serve\n")
    shop.edit("process.yaml", "after: [ladle]", f"after: [ladle, {', '.join(named)}]")
    shop.edit("process.yaml", "needs: [a soup]", f"needs: [a soup, {', '.join(named)}]")
    text = (shop.folder / "procedures" / "ladle.md").read_text(encoding="utf-8")
    for one in named:
        (shop.folder / "procedures" / f"{one}.md").write_text(text.replace("step: ladle", f"step: {one}"), "utf-8")

    assert [] == shop.problems()

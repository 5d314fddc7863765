"""Loading a playbook: what becomes of the files, and what is told when they cannot be used."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace
from pydantic_core import ErrorDetails

from kiosk.config import yaml_file
from kiosk.config.playbook import find_playbook, load_playbook, shipped
from kiosk.config.shaping import _words
from kiosk.errors import PlaybookProblems, Refused
from kiosk.work.playbook.menu import Portion
from kiosk.work.playbook.playbook import Approval
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.reasons import Reasons
from tests.config.shop import Shop


def test_the_small_shop_loads(shop: Shop) -> None:
    """A playbook without problems becomes values: amounts in cents, times in minutes, plurals filled in."""
    playbook = load_playbook(shop.folder)

    assert ("shop", "Small shop", "€", 300) == (playbook.id, playbook.title, playbook.currency, playbook.day_starts)
    assert (420, "Soups") == (playbook.menu.item["soup"].price, playbook.menu.item["soup"].plural)
    assert ("bowls", "bread") == (playbook.menu.part["bowl"].plural, playbook.menu.part["bread"].plural)
    assert (Portion("bowl", 1), Portion("bread", 1)) == playbook.menu.item["soup"].parts
    assert ["take"] == [step.id for step in playbook.process.steps if step.takes_order]


def test_times_limits_and_reasons_become_values(shop: Shop) -> None:
    """Each new key of the files has its value, and its usual one where it is left out."""
    usual = load_playbook(shop.folder)
    shop.edit("stations.yaml", "role: prep", "role: prep\n    at_once: 4")
    shop.edit("stations.yaml", "stations:", "most_rushed: 5\nreasons: {void: [Left, Test]}\nstations:")
    shop.edit("menu.yaml", "plural: bread", "plural: bread\n    prep: 30\n    hold: 1800")
    shop.edit("menu.yaml", "price: 1.00", "price: 1.00\n        prep: -5")
    shop.edit("process.yaml", "clock:", "fire: together\nclock:")
    shop.edit("process.yaml", "after: [ladle]", "after: [ladle]\n    per: line\n    confirms: changed")

    playbook = load_playbook(shop.folder, proved=True)

    assert [1, 4, 1] == [station.at_once for station in playbook.stations]
    assert (5, 3) == (playbook.most_rushed, usual.most_rushed)
    assert replace(Reasons(), void=("Left", "Test")) == playbook.reasons
    assert (30, 1800) == (playbook.menu.part["bread"].prep, playbook.menu.part["bread"].hold)
    assert [0, -5] == [option.prep for option in playbook.menu.group["size"].options]
    assert (True, False) == (playbook.process.together, usual.process.together)
    serve = playbook.process.step["serve"]
    assert (True, "changed") == (serve.per_line, serve.confirms)
    assert [(False, "")] * 3 == [(step.per_line, step.confirms) for step in usual.process.steps]


def test_a_procedure_is_taken_apart(shop: Shop) -> None:
    """Lists under known headings become script, points and guidelines; the rest is the document's text."""
    procedure = load_playbook(shop.folder).procedure["take"]

    assert ("Hello!", "That is {items} for {total}, {guest}.") == procedure.script
    assert Point("smile", "Smile") == procedure.points[0]
    assert Point("allergies", "Ask about allergies once", critical=True) == procedure.points[1]
    assert ("Take your time.",) == procedure.guidelines
    assert "Listen." == procedure.text


def test_a_procedure_is_versioned_by_its_bytes(shop: Shop) -> None:
    """A procedure's version is the start of its file's SHA-256, so any edit makes another version."""
    raw = (shop.folder / "procedures" / "take.md").read_bytes()

    assert hashlib.sha256(raw).hexdigest()[:12] == load_playbook(shop.folder).procedure["take"].version


def test_a_limit_stays_exact(shop: Shop) -> None:
    """A spec's limit is a decimal number with the digits that were written."""
    shop.edit("procedures/ladle.md", "min: 63", "min: 63.10")

    assert Decimal("63.10") == load_playbook(shop.folder).procedure["ladle"].specs[0].minimum


def test_procedures_stand_in_the_order_of_steps(shop: Shop) -> None:
    """Whoever prints the whole book gets it in the order of the work."""
    playbook = load_playbook(shop.folder)

    assert [step.id for step in playbook.process.steps] == [one.step for one in playbook.procedures]


def test_all_problems_are_told_at_once(shop: Shop) -> None:
    """Every problem of every file comes in one go: in the order the files are read, in each by line."""
    shop.edit("procedures/take.md", "role: Waiter", "rolle: Waiter")
    shop.edit("procedures/take.md", "- smile: Smile", "- Smile")
    shop.edit("process.yaml", "id: ladle", "id: [ladle]")
    shop.edit("menu.yaml", "price: 8.00", "price: eight")
    shop.edit("menu.yaml", "price: 4.20", "price: four")
    shop.edit("stations.yaml", "currency: €", "currency: €: 3")
    (shop.folder / "procedures" / "serve.md").write_bytes(b"---\nstep: serve\nrole: \xff\n---\n")

    assert [
        "stations.yaml:2:12",
        "menu.yaml:36:12",
        "menu.yaml:44:12",
        "process.yaml:16:9",
        "procedures/serve.md:3:7",
        "procedures/take.md:4:1",
        "procedures/take.md:17:3",
    ] == [problem.split(": ")[0] for problem in shop.problems()]


def test_disagreements_are_told_in_file_order(shop: Shop) -> None:
    """What files do not agree on is sorted by file and line, whatever rule finds it."""
    shop.edit("procedures/ladle.md", "min: 63", "min: 163")
    shop.edit("process.yaml", "after: [ladle]", "after: [laddle]")
    shop.edit("menu.yaml", "suggest: [soup]", "suggest: [soop]")
    shop.edit("stations.yaml", "name: Till", 'name: ""')

    assert ["stations.yaml", "menu.yaml", "process.yaml", "procedures/ladle.md"] == [
        problem.split(":")[0] for problem in shop.problems()
    ]


@pytest.mark.parametrize("name", ["stations.yaml", "menu.yaml", "process.yaml"])
def test_a_missing_file_is_told(name: str, shop: Shop) -> None:
    """A playbook without one of its three tables says which."""
    (shop.folder / name).unlink()

    assert [f"{name}:1:1: This file is missing."] == shop.problems()


def test_a_missing_procedure_is_told(shop: Shop) -> None:
    """A step whose procedure's file is gone says how to call it."""
    (shop.folder / "procedures" / "serve.md").unlink()

    assert ["process.yaml:23:9: Step `serve` has no procedure. Write procedures/serve.md."] == shop.problems()


def test_a_file_that_may_not_be_read_is_told(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk error on one file is a problem of that file, not the end of the program."""
    real = Path.open

    def opened(path: Path, *args: object, **others: object) -> object:
        if path.name == "menu.yaml":
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **others)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", opened)

    assert ["menu.yaml:1:1: This file cannot be read: Permission denied."] == shop.problems()


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(shop: Shop) -> None:
    """Files saved by Windows editors load, and their problems keep their lines."""
    for path in [*shop.folder.glob("*.yaml"), *shop.folder.glob("*/*.md")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert [] == shop.problems()

    shop.edit("process.yaml", "late: 120", "late: 80")

    assert ["process.yaml:8:9: `late` (80) is below `warn` (90). Let target, warn and late rise."] == shop.problems()


def test_a_large_file_is_refused(shop: Shop) -> None:
    """A file of more than 256 kB is told and not read on."""
    path = shop.folder / "menu.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "#" * 256 * 1024, encoding="utf-8")

    assert ["menu.yaml:1:1: This file is larger than 256 kB."] == shop.problems()


def test_a_comment_in_a_procedure_is_not_read(shop: Shop) -> None:
    """What stands between `<!--` and `-->` is for the owner, and lines below keep their numbers."""
    shop.edit("procedures/take.md", "- smile: Smile\n", "<!-- two\n lines -->\n- smile Smile\n")

    assert ["procedures/take.md:19:3"] == [problem.split(": ")[0] for problem in shop.problems()]


def test_words_in_brackets_belong_to_a_point(shop: Shop) -> None:
    """What stands in brackets at its very end is a mark; its own words in brackets stand before a full stop."""
    shop.edit(
        "procedures/take.md", "- smile: Smile", "- smile: Smile (with the eyes).\n- thank: Thank (critical, gate)"
    )

    points = load_playbook(shop.folder).procedure["take"].points

    assert Point("smile", "Smile (with the eyes).") == points[0]
    assert Point("thank", "Thank", critical=True, gate=True) == points[1]


@pytest.mark.parametrize(
    "marks", ["(when: allergy) (critical)", "(critical) (when:  allergy)", "(critical, when: allergy)"]
)
def test_a_point_may_be_asked_of_allergy_orders_alone(shop: Shop, marks: str) -> None:
    """Marks stand in one pair of brackets or in several, in any order."""
    shop.edit(
        "procedures/serve.md", "Both hands.\n", f"Both hands.\n\n## Points\n- apart: Keep it (please) apart {marks}\n"
    )

    (point,) = load_playbook(shop.folder).procedure["serve"].points

    assert Point("apart", "Keep it (please) apart", critical=True, when="allergy") == point
    assert ("critical", "when: allergy") == point.marks()


def test_headings_of_ones_own_stand_in_the_text(shop: Shop) -> None:
    """In bold: a heading that the program does not know is refused."""
    shop.edit("procedures/take.md", "## Say", "**Why**\n\nBecause.\n\n## Say")

    assert "Listen.\n\n**Why**\n\nBecause." == load_playbook(shop.folder).procedure["take"].text


def test_a_shipped_playbook_is_found_by_name(shop: Shop) -> None:
    """A name means the shipped playbook, even where a folder is called the same."""
    Path("burger").mkdir()

    assert shipped()["burger"] == find_playbook("burger")
    assert Path("./burger") == find_playbook("./burger")
    assert shop.folder == find_playbook(shop.folder)


def test_an_unknown_playbook_names_the_nearest() -> None:
    """A name that is neither a folder nor shipped is refused in words."""
    with pytest.raises(Refused, match=r"“burgr”\. Did you mean `burger`\?") as refused:
        find_playbook("burgr")

    assert "no-such-playbook" == refused.value.code


@pytest.mark.parametrize("name", sorted(shipped()))
def test_shipped_playbooks_load(name: str) -> None:
    """Every playbook that comes with the program is without a problem."""
    assert name == load_playbook(shipped()[name]).id


def test_a_playbook_is_read_in_one_go(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is opened once, and its YAML parsed once and in C, so a running terminal can load it again."""
    opened, parsed, burger = list[Path](), list[object](), shipped()["burger"]
    first_bytes, parse = yaml_file._first_bytes, yaml.parse

    def counted_bytes(path: Path) -> bytes:
        opened.append(path)
        return first_bytes(path)

    def counted_parse(text: str, Loader: Any) -> object:  # noqa: N803 - as PyYAML calls it
        parsed.append(Loader)
        return parse(text, Loader=Loader)

    monkeypatch.setattr(yaml_file, "_first_bytes", counted_bytes)
    monkeypatch.setattr(yaml, "parse", counted_parse)
    load_playbook(burger)

    files = {*burger.rglob("*.yaml"), *burger.rglob("*.md")} - {burger / "examples.yaml"}  # read where they are played
    assert sorted(files) == sorted(opened)
    assert [yaml.CSafeLoader] * len(opened) == parsed


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    """A folder without files gives a problem for each file, not an error of the system."""
    with pytest.raises(PlaybookProblems) as raised:
        load_playbook(tmp_path / "gone")

    assert 3 == len(raised.value.problems)


def test_an_error_of_the_checking_library_is_told_in_its_words() -> None:
    """An error nobody has written a sentence for is told all the same."""
    detail = ErrorDetails(type="frozen_field", loc=("a",), msg="Field is frozen", input="b")

    assert "Field is frozen." == _words(detail)


@pytest.mark.parametrize(("language", "many"), [("en", "Soups"), ("en-GB", "Soups"), ("de", "Soup"), ("es", "Soup")])
def test_a_plural_is_guessed_in_english_alone(shop: Shop, language: str, many: str) -> None:
    """No other language adds an s to all its names: more than one is called as one is until somebody says it."""
    shop.edit("stations.yaml", "title:", f"language: {language}\ntitle:")
    menu = load_playbook(shop.folder).menu

    assert (many, many.lower().replace("soup", "bowl")) == (menu.item["soup"].plural, menu.part["bowl"].plural)


def test_who_has_to_approve_is_read(shop: Shop) -> None:
    """Roles and how many people; nobody where the file does not say."""
    shop.edit("stations.yaml", "stations:", "approval: {roles: [Manager, Pharmacist], approvers: 2}\nstations:")

    assert Approval(("Manager", "Pharmacist"), 2) == load_playbook(shop.folder).approval


def test_nobody_has_to_approve_unless_said(shop: Shop) -> None:
    """A playbook without `approval` is used as it is saved."""
    assert Approval() == load_playbook(shop.folder).approval


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("{approvers: 2}", "no role says who"),
        ("{roles: [Manager], approvers: 0}", "Put in how many people have to approve, 1 to 9"),
        ("{roles: [Manager, manager]}", "stands here twice"),
    ],
)
def test_an_approval_nobody_could_give_is_refused(shop: Shop, said: str, words: str) -> None:
    """The sentence stands at the line that is wrong, and says what to do."""
    shop.edit("stations.yaml", "stations:", f"approval: {said}\nstations:")

    with pytest.raises(PlaybookProblems) as caught:
        load_playbook(shop.folder)

    assert [True] == [words in str(one) and one.file.endswith("stations.yaml") for one in caught.value.problems]

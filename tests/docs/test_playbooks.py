"""kiosk/docs/playbooks.md names every key that may stand in a file, and none that may not."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import fields

from kiosk.config import examples
from kiosk.config.markdown_file import SECTIONS
from kiosk.config.playbook import load_playbook
from kiosk.config.shape import menu_models, models, routine_models, translation_models
from kiosk.config.shape.models import known_keys
from kiosk.config.yaml_file import parse
from kiosk.settings import KeypadName, Settings, SlipDevice, Speech, Theme
from kiosk.work.check.reach import proof, reach_problems
from kiosk.work.guest.line import MARKS
from kiosk.work.guest.script import VARIABLES
from kiosk.work.outside.example import play
from kiosk.work.playbook.menu import Word

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "kiosk" / "docs" / "playbooks.md").read_text(encoding="utf-8")
PARTS = dict(part.split("\n", 1) for part in re.split(r"^##+ ", TEXT, flags=re.MULTILINE)[1:])

SHAPES: dict[str, type[models.Shape]] = {
    "stations.yaml": models.StationsFile,
    "A station": models.StationShape,
    "Reasons": models.ReasonsShape,
    "Approval": models.ApprovalShape,
    "Probes": models.ProbeShape,
    "menu.yaml": menu_models.MenuFile,
    "A category": menu_models.CategoryShape,
    "A part": menu_models.PartShape,
    "A group": menu_models.GroupShape,
    "An option": menu_models.OptionShape,
    "An item": menu_models.ItemShape,
    "process.yaml": models.ProcessFile,
    "The clock": models.ClockShape,
    "A regular": models.RegularShape,
    "A step": models.StepShape,
    "A field": models.FieldShape,
    "An option of a field": models.FieldOptionShape,
    "The head": models.ProcedureHead,
    "When": models.WhenShape,
    "A spec": models.SpecShape,
    "In other languages": translation_models.TranslationHead,
    "A spec in another language": translation_models.SpecWordsShape,
    "Routines in other languages": translation_models.RoutineWordsFile,
    "The words of a routine": translation_models.RoutineWordsShape,
    "routines.yaml": routine_models.RoutinesFile,
    "examples.yaml": examples.ExamplesFile,
    "A routine": routine_models.RoutineShape,
    "A rhythm": routine_models.RhythmShape,
}
"""What each part of the document describes."""

SETTINGS = "This machine: config/kiosk.yaml"


def rows(part: str) -> dict[str, str]:
    """Return what the tables of a part say of each key in their second column."""
    return dict(re.findall(r"^\| `([^`]+)` \| (.*?) \| ", PARTS[part], re.MULTILINE))


def chosen(name: str) -> tuple[str, ...]:
    """Return the words a step's key may say."""
    kinds = get_args(models.StepShape.model_fields[name].annotation)
    return tuple(str(word) for kind in kinds for word in get_args(kind))


def test_every_shape_has_its_part() -> None:
    """A new kind of thing in a file needs a table."""
    known = {
        found
        for found in (
            vars(models) | vars(menu_models) | vars(routine_models) | vars(translation_models) | vars(examples)
        ).values()
        if isinstance(found, type) and issubclass(found, models.Shape)
    }

    assert known - {models.Shape} == set(SHAPES.values())


def test_the_order_of_the_times_is_said() -> None:
    """Whoever writes times learns what they must obey before `check` says so."""
    assert "`target` ≤ `warn` ≤ `late`" in PARTS["The clock"]
    assert "`target` ≤ `warn` ≤ `late`, and `earliest` ≤ `target`" in PARTS["When"]


@pytest.mark.parametrize("part", SHAPES)
def test_every_key_is_documented_and_none_that_is_gone(part: str) -> None:
    """The table of a shape is the shape, both ways, and says truly which keys have to be there."""
    shape = SHAPES[part]
    must = {key for key, name in known_keys(shape).items() if shape.model_fields[name].is_required()}

    assert sorted(known_keys(shape)) == sorted(rows(part))
    assert sorted(must) == sorted(key for key, said in rows(part).items() if said == "yes")


def _written(value: object) -> str:
    """Write a default as the file has it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def test_every_setting_is_documented_with_its_default() -> None:
    """The document, the settings and the shipped file have the same keys; a default that is said is the default."""
    shipped = parse((ROOT / "config" / "kiosk.yaml").read_text(encoding="utf-8"), "kiosk.yaml").value
    assert isinstance(shipped, dict)
    said = rows(SETTINGS)
    silent = (None, "", ())
    defaults = {field.name: _written(field.default) for field in fields(Settings) if field.default not in silent}

    assert list(Settings.__struct_fields__) == list(said) == list(shipped)
    assert defaults == {name: said[name].strip("`") for name in defaults}


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("A station", get_args(models.StationShape.model_fields["role"].annotation)),
        ("A part", get_args(models.Allergen)),
        ("A group", (*get_args(menu_models.GroupShape.model_fields["kind"].annotation), *filter(None, get_args(Word)))),
        ("What a field says", get_args(models.FieldShape.model_fields["kind"].annotation)),
        ("process.yaml", get_args(models.ProcessFile.model_fields["fire"].annotation)),
        ("A step", tuple(word for name in ("takes", "per", "confirms") for word in chosen(name))),
        ("Under the head", tuple(f"## {heading}" for heading in SECTIONS.values())),
        ("Under the head", ("(critical)", "(gate)", "(critical, gate)")),
        ("Under the head", tuple(f"{{{name}}}" for name in VARIABLES)),
        (SETTINGS, (*get_args(Theme), *get_args(Speech), *get_args(SlipDevice), *get_args(KeypadName))),
    ],
)
def test_every_word_that_may_be_chosen_is_named(part: str, words: tuple[str, ...]) -> None:
    """Where only some words fit, all of them are told."""
    assert [] == [word for word in words if f"`{word}`" not in PARTS[part]]


def test_the_procedure_that_is_shown_can_be_read(tmp_path: Path) -> None:
    """The example stands in a playbook without a problem."""
    example = re.findall(r"^```\n(---\n.*?)^```", TEXT, re.MULTILINE | re.DOTALL)[0]
    for file in (ROOT / "config" / "burger").rglob("*.*"):
        copy = tmp_path / file.relative_to(ROOT / "config" / "burger")
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "procedures" / "cook.md").write_text(example, encoding="utf-8")

    cook = load_playbook(tmp_path).procedure["cook"]

    assert ["wash", "probe"] == [point.id for point in cook.points]
    assert [False, True] == [point.gate for point in cook.points]


WHOLE = dict(re.findall(r"^`soup/([^`]+)`:\n\n```\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL))
"""The files of the playbook that stands whole in the document."""


def test_the_whole_playbook_that_is_shown_loads(tmp_path: Path) -> None:
    """Every file of it, in both languages, without a problem; each step is reached, and its examples hold."""
    folder = tmp_path / "soup"
    for name, text in WHOLE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")

    soup = load_playbook(folder, proved=True)
    load_playbook(folder, proved=True, proof=lambda book: reach_problems(book, proof(book)))

    assert {} == {said: wrong for said, _ in examples.read_examples(folder) if (wrong := play(soup, said))}


@pytest.mark.parametrize("part", SHAPES)
def test_every_key_has_an_example(part: str) -> None:
    """In the playbook that is loaded, whatever else the document shows of it."""
    text = "\n".join(WHOLE.values())
    keys = known_keys(SHAPES[part])

    assert [] == [key for key in keys if not re.search(rf"(?:^|[\s{{,]){re.escape(key)}:", text)]


@pytest.mark.parametrize(
    "word",
    [
        *(f"## {heading}" for heading in SECTIONS.values()),
        *(f"({mark}" for mark in MARKS if not mark.endswith(":")),
        *("(critical)", "(gate", "(n/a", "(when: ", "when: field", "(gate, short: "),
    ],
)
def test_every_mark_and_heading_has_an_example(word: str) -> None:
    """In the playbook that is loaded."""
    assert word in "\n".join(WHOLE.values())

"""What holds for all documents: links lead somewhere, pictures are there, words and versions are the program's."""

from __future__ import annotations

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
from PIL import Image

import kiosk
from kiosk.tui.widgets import process_strip
from kiosk.tui.widgets.words import MARK_SIGNS
from kiosk.work.time.pace import SIGNS

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "kiosk" / "docs"
FILES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(DOCS.glob("*.md"))]
DECISIONS = (DOCS / "decisions.md").read_text(encoding="utf-8")

LARGEST = 150_000
"""Bytes of a picture."""

LONGEST = 12
"""Lines of a decision: well under half a page."""


def read(file: Path) -> str:
    """Return a document's text."""
    return file.read_text(encoding="utf-8")


def anchors(file: Path) -> set[str]:
    """Return what a link may name in a document, by the rules of GitHub."""
    heads = re.findall(r"^#+ (.+)$", read(file), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_links_lead_somewhere(file: Path) -> None:
    """Every link within the project names a file that is there, and a heading that is in it."""
    for link in re.findall(r"\]\(([^)\s]+)\)", read(file)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (file.parent / path).resolve() if path else file
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_every_document_is_listed_in_the_readme() -> None:
    """A guide that nobody is led to is not read."""
    assert [] == [file.name for file in FILES[1:] if f"{file.name})" not in read(FILES[0])]


def test_pictures_are_there_light_and_shown() -> None:
    """Each is a PNG of a terminal, light enough for a slow line, and stands in the README."""
    pictures = sorted((DOCS / "pictures").iterdir())

    assert ["front.png", "manager.png", "station.png"] == [picture.name for picture in pictures]
    for picture in pictures:
        assert picture.stat().st_size < LARGEST
        assert f"(kiosk/docs/pictures/{picture.name})" in read(FILES[0])
        with Image.open(picture) as drawn:
            assert drawn.format == "PNG"
            assert drawn.width > 1000


def test_a_decision_is_short_and_says_its_price() -> None:
    """Each says why and at what price, in a few lines."""
    entries = re.split(r"^### ", DECISIONS, flags=re.MULTILINE)[1:]

    for entry in entries:
        title, *lines = re.split(r"^## ", entry, flags=re.MULTILINE)[0].strip().split("\n")
        assert "Why" in entry, title
        assert "Price:" in entry, title
        assert len(lines) <= LONGEST, title


def test_every_dependency_has_its_reason() -> None:
    """What the package needs, and what its development needs, stands in the decisions."""
    project = tomllib.loads(read(ROOT / "pyproject.toml"))
    groups = project["dependency-groups"].values()
    wanted = [*project["project"]["dependencies"], *(one for group in groups for one in group if isinstance(one, str))]
    names = [re.split(r"[<>=\[ ]", one)[0] for one in wanted]

    assert [] == [name for name in names if name.lower() not in DECISIONS.lower()]


def test_the_picture_of_the_layers_is_the_contract() -> None:
    """Every layer of the import contract stands in the decision's picture of the house."""
    project = tomllib.loads(read(ROOT / "pyproject.toml"))
    layers = next(one["layers"] for one in project["tool"]["importlinter"]["contracts"] if one["id"] == "layers")
    picture = next(line for line in DECISIONS.splitlines() if line.strip().startswith("cli ->"))

    assert re.findall(r"\w+", picture) == [name for layer in layers for name in re.findall(r"\w+", layer)]


def test_every_sign_is_explained() -> None:
    """The guide names each sign of a pace, a step and a point."""
    said = re.findall(r"^\| `([^` ]+)", read(DOCS / "guide.md"), re.MULTILINE)
    signs = [*SIGNS.values(), *(sign for sign, _ in (*MARK_SIGNS.values(), *process_strip.SIGNS.values()))]

    assert [] == [sign for sign in signs if sign not in said and sign != process_strip.SIGNS["void"][0]]


def test_the_changelog_knows_this_version() -> None:
    """Its newest released version is the package's, under a place for what comes next."""
    heads = re.findall(r"^## \[(.+?)\]", read(ROOT / "CHANGELOG.md"), re.MULTILINE)

    assert ["Unreleased", kiosk.__version__] == heads[:2]


def test_no_file_names_a_registry() -> None:
    """Where packages come from is the machine's business: no committed file names a host."""
    hosts = [
        f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("ghcr", "io"))
    ]
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True).stdout.decode()
    files = [ROOT / name for name in listed.split("\0") if name and not name.endswith((".png", ".db"))]

    for file in filter(Path.is_file, files):
        text = file.read_text(encoding="utf-8", errors="replace")
        assert [] == [host for host in hosts if host in text], file

"""What the page for contributors shows is what stands in the tree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "kiosk" / "docs" / "contributing.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(?:# (\S+)\n)?(.*?)^```", TEXT, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize(("file", "lines"), BLOCKS, ids=range(len(BLOCKS)))
def test_every_block_is_a_part_of_its_file(file: str, lines: str) -> None:
    """Word for word, with its indent, in the file its first line names."""
    assert lines in (ROOT / file).read_text(encoding="utf-8")


def test_every_chapter_shows_code() -> None:
    """Each of the four ways has its example, and a release the place of its version."""
    chapters = re.split(r"^## ", TEXT, flags=re.MULTILINE)[1:]
    assert ["A verb", "A screen", "A key of the playbook", "A language", "A release"] == [
        one.split("\n")[0] for one in chapters
    ]
    assert all("```python\n# kiosk/" in chapter for chapter in chapters)


def test_every_file_it_names_is_there() -> None:
    """A reader who follows it finds each."""
    names = re.findall(r"`((?:kiosk|tests|config|scripts)/[\w./]*\w/?)`", TEXT)
    assert len(names) > 15
    assert [] == [name for name in names if not (ROOT / name).exists()]

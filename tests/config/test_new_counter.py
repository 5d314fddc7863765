"""A counter that is made of a few answers: it checks clean, and its examples hold."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.cli.playbook_new import write_counter
from kiosk.config.examples import read_examples
from kiosk.config.new_counter import MakingPlace, NewCounter, Sold
from kiosk.config.playbook import load_playbook
from kiosk.work.outside.example import play

NAMES = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=12).map(
    lambda text: " ".join(text.replace(",", " ").replace(";", " ").split())
)
SOLD = st.builds(Sold, NAMES.filter(bool), st.integers(0, 99_999))
PLACES = st.builds(
    MakingPlace, NAMES.filter(bool), st.lists(SOLD, min_size=1, max_size=12, unique_by=lambda one: one.name)
)


def made(new: NewCounter, folder: Path) -> list[str]:
    """Write a counter, read it, and return what of its examples does not hold."""
    write_counter(new, folder)
    book = load_playbook(folder, proved=True)
    assert new.title == book.title
    return [f"{said}: {wrong}" for said, _ in read_examples(folder) if (wrong := play(book, said))]


@pytest.mark.parametrize("language", ["en", "de", "es", "fr"])
def test_a_counter_checks_clean(tmp_path: Path, language: str) -> None:
    """In every language, with names as people give them, more things than a page holds, and a name said twice."""
    hot = MakingPlace("Kaffee & Tee", tuple(Sold(f"Tee {number}", 200) for number in range(1, 12)))
    ice = MakingPlace("Eis", (Sold("Becher mit Sahne", 600), Sold("Tee 1", 250), Sold("Mac and cheese", 700)))
    assert [] == made(NewCounter("Eiscafé “Rosa”: Mitte", language, "€", "Eis", (hot, ice), "Ausgabe"), tmp_path)


@settings(max_examples=30, deadline=None)
@given(NAMES.filter(bool), st.lists(PLACES, min_size=1, max_size=3), NAMES.filter(bool))
def test_no_name_is_too_strange(title: str, places: list[MakingPlace], front: str) -> None:
    """Whatever people call their things, the files can be read."""
    with TemporaryDirectory() as folder:
        new = NewCounter(title, "en", "$", front, tuple(places), "Hand-over")
        write_counter(new, Path(folder))
        assert len(places) + 2 == len(load_playbook(Path(folder), proved=True).process.steps)

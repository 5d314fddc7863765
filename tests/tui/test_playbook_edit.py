"""A playbook edited while the counter runs: good files count for new orders, bad ones change nothing but the notice."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kiosk import wiring
from kiosk.config.playbook import find_playbook, load_playbook
from kiosk.work.order.line import Wish
from tests.tui.seat import seat


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """Return a copy of the burger counter's files."""
    folder = tmp_path / "shop"
    shutil.copytree(find_playbook("burger"), folder)
    return folder


def edit(file: Path, old: str, new: str) -> None:
    """Change a file as a person would."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


async def test_an_edit_counts_for_the_next_order_only(database: Path, shop: Path) -> None:
    """Orders that run keep the playbook they were opened under."""
    playbook = load_playbook(shop)
    async with seat(database, "station:grill", playbook=playbook, reload=wiring._reload(shop)) as grill:
        before = await grill.opened((Wish("hamburger"),), upto="cook")
        edit(shop / "stations.yaml", "Burger counter", "The Burger Place")
        edit(shop / "procedures" / "cook.md", "title: Cook", "title: Cook it well")
        await grill.app.feed.look_at_playbook()
        after = await grill.opened((Wish("hamburger"),), upto="cook")
        assert "The Burger Place" in grill.counter.playbook.title
        orders = grill.counter.board.orders
        assert ["Cook", "Cook it well"] == [
            orders[one.order.id].playbook.procedure["cook"].title for one in (before, after)
        ]
        assert "Cook it well" not in grill.text
        await grill.press("down")
        assert "Cook it well" in grill.text


async def test_a_bad_file_leaves_the_old_playbook_and_says_where(database: Path, shop: Path) -> None:
    """File and line stand in the notice for as long as it is bad; work goes on."""
    playbook = load_playbook(shop)
    async with seat(database, "station:front", playbook=playbook, reload=wiring._reload(shop)) as front:
        edit(shop / "menu.yaml", "category: burgers", "category: burgerz")
        line = (shop / "menu.yaml").read_text(encoding="utf-8").splitlines().index("    category: burgerz") + 1
        await front.app.feed.look_at_playbook()
        await front.pass_time(1)
        assert f"menu.yaml:{line}:" in front.app.standing
        assert "The old playbook stays" in front.notice
        assert playbook.hash == front.counter.playbook.hash
        await front.press("enter", "enter", "1", "1", "enter", "enter")
        assert "✔ Order 1 is taken" == front.notice
        await front.app.feed.look_at_playbook()
        assert "menu.yaml" in front.app.feed.playbook_trouble
        edit(shop / "menu.yaml", "category: burgerz", "category: burgers")
        await front.app.feed.look_at_playbook()
        assert not front.app.feed.playbook_trouble


@pytest.mark.parametrize("harm", ["delete", "empty", "binary", "folder"])
async def test_whatever_becomes_of_the_files_work_goes_on(database: Path, shop: Path, harm: str) -> None:
    """Deleted, emptied, overwritten with noise, or replaced by a folder."""
    playbook = load_playbook(shop)
    async with seat(database, "station:grill", playbook=playbook, reload=wiring._reload(shop)) as grill:
        file = shop / "process.yaml"
        file.unlink()
        if harm == "empty":
            file.touch()
        elif harm == "binary":
            file.write_bytes(bytes(range(256)) * 40)
        elif harm == "folder":
            file.mkdir()
        await grill.app.feed.look_at_playbook()
        assert "process.yaml" in grill.app.feed.playbook_trouble
        await grill.opened((Wish("hamburger"),), upto="cook")
        await grill.press("enter")
        assert "done in" in grill.notice


async def test_what_was_wrong_at_the_start_stands_there_too(database: Path) -> None:
    """A terminal that runs on the record's playbook says so from the first screen on."""
    async with seat(database, problems=("menu.yaml:3:1: Unknown key.",)) as grill:
        assert "■ menu.yaml:3:1: Unknown key." == grill.notice


async def test_a_printer_in_trouble_is_told(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the same line, from the same look around."""
    monkeypatch.setattr("kiosk.tui.terminal.feed.LOOK_AROUND_EVERY", 0.01)
    async with seat(database, print_slips=lambda: "The folder for slips cannot be written.") as grill:
        await grill.until(lambda: bool(grill.app.standing))
        await grill.pass_time(1)
        assert "■ The folder for slips cannot be written." == grill.notice

"""Whether the files of a playbook have changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kiosk.config.watch import fingerprint
from tests.config.shop import Shop


def test_nothing_changes_by_looking(shop: Shop) -> None:
    """Two looks at files nobody touched are equal, and every file of the playbook is looked at."""
    assert fingerprint(shop.folder) == fingerprint(shop.folder)
    assert 6 == len(fingerprint(shop.folder))


def test_an_edit_is_seen(shop: Shop) -> None:
    """A file with another time or size changes the fingerprint, in the procedures too."""
    seen = {fingerprint(shop.folder)}

    shop.edit("procedures/take.md", "Listen.", "Listen well.")
    seen.add(fingerprint(shop.folder))
    os.utime(shop.folder / "menu.yaml", ns=(1, 1))
    seen.add(fingerprint(shop.folder))
    (shop.folder / "procedures" / "new.md").touch()
    seen.add(fingerprint(shop.folder))
    (shop.folder / "procedures" / "new.md").unlink()
    (shop.folder / "process.yaml").unlink()
    seen.add(fingerprint(shop.folder))

    assert 5 == len(seen)


def test_an_editors_own_files_are_not_seen(shop: Shop) -> None:
    """Swap files and backups of editors change nothing."""
    before = fingerprint(shop.folder)
    for name in (".menu.yaml.swp", "menu.yaml~", ".#menu.yaml", "procedures/.hidden.md"):
        (shop.folder / name).touch()

    assert before == fingerprint(shop.folder)


def test_a_folder_that_is_gone_has_no_fingerprint(tmp_path: Path) -> None:
    """A folder that cannot be looked at is empty, not an error."""
    assert () == fingerprint(tmp_path / "gone")


def test_a_look_is_cheap(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """A look lists two folders and opens no file, so a screen may look every other second."""
    listed, scandir = list[Path](), os.scandir

    def counted(folder: Path) -> object:
        listed.append(folder)
        return scandir(folder)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", counted)
        patch.setattr(Path, "open", None)
        patch.setattr("builtins.open", None)
        seen = fingerprint(shop.folder)

    assert [shop.folder, shop.folder / "procedures"] == listed
    assert fingerprint(shop.folder) == seen


@pytest.mark.parametrize("name", ["stations.yaml", "procedures/take.md"])
def test_an_atomic_save_is_seen(name: str, shop: Shop) -> None:
    """A file replaced by another one of the same size is seen by its time."""
    before = fingerprint(shop.folder)
    path = shop.folder / name
    text = path.read_text(encoding="utf-8")
    copy = path.with_suffix(".tmp")
    copy.write_text(text.swapcase(), encoding="utf-8")
    os.utime(copy, ns=(2, 2))
    copy.replace(path)

    assert before != fingerprint(shop.folder)

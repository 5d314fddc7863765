"""`kiosk playbook publish`, `versions`, `diff`; `kiosk procedure read`, `readers`; what documents say of a version."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk, as_json


@pytest.fixture(autouse=True)
def shop(kiosk: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work by files of one's own, with an order on the board."""
    assert 0 == kiosk("playbook", "init", "shop").code
    monkeypatch.setenv("KIOSK_PLAYBOOK", str(home / "shop"))
    assert 0 == kiosk("order", "add", stdin=as_json()).code
    return home / "shop"


def edit(file: Path, old: str, new: str) -> None:
    """Edit a file as a person does."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def titled(shop: Path, title: str) -> None:
    """Give the counter another title."""
    lines = (shop / "stations.yaml").read_text(encoding="utf-8").splitlines()
    edit(shop / "stations.yaml", next(line for line in lines if line.startswith("title:")), f"title: {title}")


def test_without_managers_saved_files_run_at_once_and_are_a_version(kiosk: Kiosk, shop: Path) -> None:
    """The next command works by them; the version was published by nobody."""
    titled(shop, "Burgers")
    assert kiosk("playbook", "show").out.startswith("Burgers (shop)")
    found = kiosk("playbook", "versions", "--json").facts
    assert [(2, "", [], 1, True), (1, "", [], 0, False)] == [
        (one["number"], one["by"], one["approved_by"], one["changes"], one["in_use"]) for one in found["versions"]
    ]
    assert found["draft"] is None


def test_a_draft_waits_until_a_manager_publishes_it(kiosk: Kiosk, shop: Path) -> None:
    """It is listed and told apart, refused to others, and runs after the approval; documents say by whom."""
    kiosk("people", "add", "Ana", "--role", "Manager")
    titled(shop, "Burgers")
    assert "Burger counter" in kiosk("playbook", "show").out
    assert "A draft waits: 1 change." in kiosk("playbook", "versions").out
    assert "≠ title: Burger counter → Burgers\n" == kiosk("playbook", "diff", "published", "draft").out
    for words in ((), ("--by", "Leo")):
        refused = kiosk("playbook", "publish", *words)
        assert (1, True) == (refused.code, "Ana" in refused.err)
    said = kiosk("playbook", "publish", "--by", "ana").out
    assert "Version 2 of shop is published, approved by Ana. The next order is opened under it.\n" == said
    assert "runs already" in kiosk("playbook", "publish", "--by", "ana").out
    assert kiosk("playbook", "show").out.startswith("Burgers (shop)")
    assert "They say the same.\n" == kiosk("playbook", "diff", "2", "draft").out
    book = kiosk("procedure", "book", "-", "--format", "text").out
    assert "Number: 2\n" in book
    assert "Approved by: Ana\n" in book
    assert book == kiosk("procedure", "book", "-", "--format", "text").out
    for form in ("text", "markdown", "html"):
        assert "Playbook version 2, published " in kiosk("procedure", "show", "cook", "--format", form).out


def test_files_with_problems_are_not_published(kiosk: Kiosk, shop: Path) -> None:
    """Each is told with file and line, and what runs stays."""
    edit(shop / "menu.yaml", "items:", "itemz:")
    refused = kiosk("playbook", "publish", "--by", "Ana")
    assert 1 == refused.code
    assert "menu.yaml:" in refused.err
    assert 1 == len(kiosk("playbook", "versions", "--json").facts["versions"])


def test_a_version_that_is_not_there_is_refused(kiosk: Kiosk) -> None:
    """With what there is."""
    refused = kiosk("playbook", "diff", "1", "7")
    assert (1, "") == (refused.code, refused.out)
    assert "There are 1 to 1, `published` and `draft`." in refused.err


def test_two_versions_are_named_by_number_and_by_hash(kiosk: Kiosk, shop: Path) -> None:
    """Facts say sort, place, step, before and after."""
    titled(shop, "Burgers")
    kiosk("playbook", "show")
    first = kiosk("playbook", "versions", "--json").facts["versions"][1]["hash"]
    (change,) = kiosk("playbook", "diff", first[:8], "2", "--json").facts
    assert ("changed", ["title"], "", "Burger counter", "Burgers") == tuple(
        change[key] for key in ("sort", "place", "step", "before", "after")
    )


def test_who_has_read_what_is_new_is_listed(kiosk: Kiosk, shop: Path) -> None:
    """Whoever did the step before has it to read; having read it they do not."""
    kiosk("ticket", "take", "1", "fry", "--by", "Mia")
    assert 0 == kiosk("ticket", "bump", "1", "fry", "--by", "Mia").code
    assert [{"name": "Mia", "read_at": "", "missing": 0}] == kiosk("procedure", "readers", "fry", "--json").facts
    text = (shop / "procedures/fry.md").read_text(encoding="utf-8")
    critical = next(line for line in text.splitlines() if line.startswith("- probe:"))
    edit(shop / "procedures/fry.md", critical, critical.replace(":", ": ALWAYS", 1))
    (mia,) = kiosk("procedure", "readers", "fry", "--json").facts
    assert 1 == mia["missing"]
    said = kiosk("procedure", "read", "fry", "--by", "Mia").out
    assert "ALWAYS" in said
    assert "Mia has read how fry is done" in said
    (mia,) = kiosk("procedure", "readers", "fry", "--json").facts
    assert (0, True) == (mia["missing"], mia["read_at"].endswith("Z"))
    assert "no step “fly”" in kiosk("procedure", "readers", "fly").err

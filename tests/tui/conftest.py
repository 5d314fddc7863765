"""A record for one terminal, not there yet, and stylesheets that are read once for all of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from kiosk.config.playbook import find_playbook, load_playbook
from kiosk.work.playbook.playbook import Playbook


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


@pytest.fixture(scope="session")
def burger() -> Playbook:
    """Return the burger counter as it is shipped."""
    return load_playbook(find_playbook("burger"))


@pytest.fixture(scope="package", autouse=True)
def _stylesheets_are_read_once() -> Iterator[None]:
    """Let every program have the rules that came of the same stylesheet in the same colours: reading takes longest."""
    read, known = Stylesheet._parse_rules, dict[object, list[RuleSet]]()

    def read_once(self: Stylesheet, *text: object, **ways: object) -> list[RuleSet]:
        key = (text, *sorted(ways.items()), frozenset(self._variables.items()))
        if key not in known:
            known[key] = read(self, *text, **ways)  # type: ignore[arg-type]
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Stylesheet, "_parse_rules", read_once)
        yield

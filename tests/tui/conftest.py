"""A record for one terminal, not there yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config.playbook import find_playbook, load_playbook
from kiosk.work.playbook.playbook import Playbook


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Give the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


@pytest.fixture(scope="session")
def burger() -> Playbook:
    """Give the burger counter as it is shipped."""
    return load_playbook(find_playbook("burger"))

"""The small shop, ready to be broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.config.shop import FILES, Shop


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    """Write the small shop into a folder and stand beside it."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        path = Path("shop") / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Shop(Path("shop"))

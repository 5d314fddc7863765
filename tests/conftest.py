"""What holds for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kiosk import words


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Begin and end in English, whatever language a screen under test was left in."""
    words.use(words.ENGLISH)
    yield
    words.use(words.ENGLISH)

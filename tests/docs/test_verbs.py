"""kiosk/docs/data.md and the verbs say the same."""

from __future__ import annotations

from tests.docs.verbs_table import FILE, current


def test_the_table_of_verbs_is_current() -> None:
    """A row for each; `.venv/bin/python -m tests.docs.verbs_table` writes it."""
    text = FILE.read_text(encoding="utf-8")
    assert current(text) == text

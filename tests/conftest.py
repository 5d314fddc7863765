"""What holds for every test."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from kiosk import words
from kiosk.work.time.day import turn

PROFILES = {"quick": 10, "default": 25, "deep": 200}
"""How many examples a property is tried with, by `--hypothesis-profile`."""

for profile, examples in PROFILES.items():
    # No time is judged: on a busy machine an example takes as long as it takes.
    settings.register_profile(
        profile, max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile("default")


def pytest_collection_finish() -> None:
    """Let the collector pass by what stays until the end: modules, and the tests themselves."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _english_and_of_no_day() -> Iterator[None]:
    """Begin and end in English and on no day, whatever a screen under test was left in."""
    words.use(words.ENGLISH)
    turn("")
    yield
    words.use(words.ENGLISH)
    turn("")

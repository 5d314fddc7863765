"""What somebody has to read before they do a step again."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from kiosk.work.playbook.procedure import Point, Procedure, When
from kiosk.work.playbook.spec import Spec
from kiosk.work.version.unread import to_read

FIRST = Procedure(
    "cook",
    "Cook",
    "Cook",
    When(45, 60, 90),
    (Spec("core", "Core", "at least 155 °F", minimum=Decimal(155)),),
    version="1",
)
HOTTER = replace(FIRST, specs=(replace(FIRST.specs[0], minimum=Decimal(165)),), version="2")
KINDER = replace(HOTTER, guidelines=("Smile",), version="3")
CLEANER = replace(KINDER, points=(Point("wash", "Wash hands", critical=True),), version="4")


def test_who_never_did_the_step_is_asked_nothing() -> None:
    """They learn it as it is now."""
    assert () == to_read((), (), HOTTER)


def test_a_vital_change_is_to_be_read_once() -> None:
    """Whoever worked under the version before reads what is new; having said so they are not asked again."""
    assert ["minimum"] == [change.field for change in to_read((FIRST,), (), HOTTER)]
    assert () == to_read((FIRST,), ("2",), HOTTER)


def test_working_under_it_is_not_reading_it() -> None:
    """Who put the question off is asked at the next ticket, and under the version after that too."""
    assert to_read((FIRST, HOTTER), (), HOTTER)
    assert ["minimum"] == [change.field for change in to_read((FIRST, HOTTER), (), KINDER)]


def test_what_is_not_vital_asks_nothing() -> None:
    """A guideline more is there to be read, and asks nobody."""
    assert () == to_read((HOTTER,), (), KINDER)


def test_only_what_is_new_since_the_version_one_knows_is_told() -> None:
    """Having read one change one is asked about the next alone."""
    assert ["wash"] == [change.field for change in to_read((FIRST, HOTTER), ("2",), CLEANER)]


def test_an_order_of_a_version_one_knows_asks_nothing() -> None:
    """A running order keeps the old version, which its worker knows."""
    assert () == to_read((FIRST, HOTTER), ("2",), FIRST)

"""Writers' turns."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from kiosk.journal.turn import NoTurn, Turn


def test_only_one_has_the_turn(tmp_path: Path) -> None:
    """Whoever comes while another has it waits, and is told in time who has it."""
    import os

    first, second = Turn(tmp_path / "k.db"), Turn(tmp_path / "k.db")
    with first.taken(1), pytest.raises(NoTurn) as caught, second.taken(0.02):
        pytest.fail("two had the turn")
    assert os.getpid() == caught.value.holder


def test_the_turn_goes_on_to_who_waits(tmp_path: Path) -> None:
    """A waiting writer gets it as soon as it is free."""
    first, second = Turn(tmp_path / "k.db"), Turn(tmp_path / "k.db")
    order: list[str] = []

    def wait() -> None:
        with second.taken(5):
            order.append("second")

    waiting = threading.Thread(target=wait)
    with first.taken(1):
        waiting.start()
        time.sleep(0.05)
        order.append("first")
    waiting.join()
    assert ["first", "second"] == order


def test_who_gave_up_does_not_keep_it(tmp_path: Path) -> None:
    """A turn that comes after its waiter has gone is handed on."""
    first, second = Turn(tmp_path / "k.db"), Turn(tmp_path / "k.db")
    with first.taken(1), pytest.raises(NoTurn), second.taken(0.02):
        pytest.fail("two had the turn")
    with first.taken(2), pytest.raises(NoTurn), second.taken(0.02):
        pytest.fail("two had the turn")
    with second.taken(2):
        pass


def test_the_turn_is_free_after_an_error(tmp_path: Path) -> None:
    """Whatever happens inside, the next one gets it."""
    turn = Turn(tmp_path / "k.db")
    with pytest.raises(KeyError), turn.taken(1):
        raise KeyError
    with Turn(tmp_path / "k.db").taken(0.5):
        pass


def test_a_holder_that_is_not_known_is_nobody(tmp_path: Path) -> None:
    """A lock taken by a program that does not say who it is."""
    import fcntl

    turn = Turn(tmp_path / "k.db")
    with (tmp_path / "k.db.lock").open("r+") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(NoTurn) as caught, turn.taken(0.02):
            pytest.fail("two had the turn")
    assert 0 == caught.value.holder

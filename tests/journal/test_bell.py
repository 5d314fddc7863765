"""The bell between terminals."""

from __future__ import annotations

import select
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.journal.bell import SocketBell
from tests.patience import PATIENCE


def heard(bell: SocketBell, seconds: float = 0.0) -> bool:
    """Whether a bell has rung."""
    return bool(select.select([bell], [], [], seconds)[0])


@pytest.fixture
def bells(tmp_path: Path) -> Iterator[tuple[SocketBell, SocketBell, SocketBell]]:
    """Return three terminals' bells."""
    three = tuple(SocketBell(tmp_path / "kiosk.db") for _ in range(3))
    yield three[0], three[1], three[2]
    for bell in three:
        bell.close()


def test_everyone_else_hears_a_ring(bells: tuple[SocketBell, SocketBell, SocketBell]) -> None:
    """The others are told, the one that rang is not."""
    one, two, three = bells
    one.ring()
    assert (True, True, False) == (heard(two, PATIENCE), heard(three, PATIENCE), heard(one))


def test_silence_takes_every_ring(bells: tuple[SocketBell, SocketBell, SocketBell]) -> None:
    """However often it rang, after one silence it is quiet."""
    one, two, _three = bells
    for _ in range(5):
        one.ring()
    assert heard(two, PATIENCE)
    two.silence()
    assert not heard(two)
    two.silence()


def test_a_full_bell_does_not_stop_the_ringer(bells: tuple[SocketBell, SocketBell, SocketBell]) -> None:
    """A terminal that sleeps costs nobody anything."""
    one, two, _three = bells
    for _ in range(2000):
        one.ring()
    assert heard(two)


def test_a_dead_terminals_bell_is_taken_away(tmp_path: Path) -> None:
    """A socket nobody listens at is removed by the next ring."""
    one, dead = SocketBell(tmp_path / "kiosk.db"), SocketBell(tmp_path / "kiosk.db")
    dead._socket.close()
    folder = tmp_path / "kiosk.db.bells"
    assert 2 == len(list(folder.iterdir()))
    one.ring()
    assert [one._name] == [path.name for path in folder.iterdir()]
    one.close()


def test_a_long_path_is_no_hindrance(tmp_path: Path) -> None:
    """A socket's address holds 107 bytes; a database may lie deeper."""
    deep = tmp_path / ("d" * 120) / ("e" * 120)
    deep.mkdir(parents=True)
    one, two = SocketBell(deep / "kiosk.db"), SocketBell(deep / "kiosk.db")
    one.ring()
    assert heard(two, PATIENCE)
    one.close()
    two.close()


def test_a_bell_that_cannot_be_hung_up_is_silent(tmp_path: Path) -> None:
    """Without its folder the bell does nothing, and nothing breaks."""
    (tmp_path / "kiosk.db.bells").write_text("no folder")
    bell = SocketBell(tmp_path / "kiosk.db")
    bell.ring()
    bell.silence()
    assert not heard(bell)
    bell.close()


def test_leaving_leaves_nothing(tmp_path: Path) -> None:
    """A closed bell takes its socket away; closing twice is no error."""
    bell = SocketBell(tmp_path / "kiosk.db")
    bell.close()
    bell.close()
    assert [] == list((tmp_path / "kiosk.db.bells").iterdir())

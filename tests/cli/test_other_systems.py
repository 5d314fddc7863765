"""Systems that are no Linux: what only Linux has is taken away, and every command still opens its counter."""

from __future__ import annotations

import os
import shlex
import signal
import socket
import sys
import time
from pathlib import Path

import pytest

from kiosk.journal.bell import SocketBell
from tests.cli.conftest import Kiosk, as_json

ONLY_LINUX = (
    (
        socket,
        ("SOCK_CLOEXEC", "SOCK_NONBLOCK", "AF_NETLINK", "AF_PACKET", "SO_PEERCRED", "SO_PASSCRED", "MSG_NOSIGNAL"),
    ),
    (os, ("O_PATH", "O_DIRECT", "O_NOATIME", "memfd_create", "eventfd", "pidfd_open", "getrandom")),
    (os, ("sched_getaffinity", "posix_fadvise", "posix_fallocate", "copy_file_range", "splice", "fdatasync", "pipe2")),
    (time, ("CLOCK_BOOTTIME", "CLOCK_TAI", "CLOCK_MONOTONIC_RAW", "pthread_getcpuclockid")),
    (signal, ("SIGPOLL", "SIGPWR", "SIGRTMIN", "SIGRTMAX", "sigtimedwait", "sigwaitinfo", "pidfd_send_signal")),
)
"""Names of Python's own modules that a Mac has not."""


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make this machine one that has none of them, and no /proc."""
    for module, names in ONLY_LINUX:
        for name in names:
            monkeypatch.delattr(module, name, raising=False)
    monkeypatch.setattr(sys, "platform", "darwin")
    nowhere = tmp_path / "no-proc"
    monkeypatch.setattr("kiosk.journal.bell.DESCRIPTORS", nowhere)
    monkeypatch.setattr("kiosk.devices.clock.BOOT_ID", nowhere)
    monkeypatch.setattr("kiosk.cli.checkup.BOOT_ID", nowhere)


@pytest.mark.usefixtures("elsewhere")
def test_every_command_opens_a_counter_elsewhere(kiosk: Kiosk) -> None:
    """An order from its coming in to its slip, what is read of it, and what is written of it."""
    assert 0 == kiosk("order", "add", stdin=as_json()).code
    for line in (
        *("order start", "order list", "order show 1", "ticket list", "ticket take 1 cook", "ticket put-back 1 cook"),
        *(f"ticket bump 1 {step}" for step in ("cook", "dress", "fry", "assemble")),
        *("ticket bump 1 check --line 1", "ticket bump 1 check", "ticket bump 1 hand-over", "slip show 1"),
        *("order void 2 --reason Test", "item out patty", "item back patty", "stations list", "problem list"),
        *("routine list", "people add Kim --role Manager", "people list", "summary", "playbook show", "playbook times"),
        *("orders export orders.csv", "lines export lines.xlsx --format xlsx", "routine log log.txt"),
        *("journal verify", "journal info", "journal backup copy.db", "journal share shared.db", "process diagram"),
    ):
        ended = kiosk(*shlex.split(line))
        assert (line, 0, "") == (line, ended.code, ended.err)


@pytest.mark.usefixtures("elsewhere")
def test_terminals_hear_one_another_elsewhere(tmp_path: Path) -> None:
    """Their sockets are named by their path; where that is too long for a socket nothing rings, and nothing breaks."""
    one, two = SocketBell(tmp_path / "kiosk.db"), SocketBell(tmp_path / "kiosk.db")
    one.ring()
    assert b"" == two._socket.recv(1)
    for bell in (one, two):
        bell.close()
    assert [] == list((tmp_path / "kiosk.db.bells").iterdir())
    folder = tmp_path / ("far" * 40)
    folder.mkdir()
    far = SocketBell(folder / "kiosk.db")
    far.ring()
    far.close()
    assert (True, False) == (one.hangs, far.hangs)


def test_the_doctor_says_what_a_system_lacks(kiosk: Kiosk, home: Path, request: pytest.FixtureRequest) -> None:
    """No sleep and no silence on Linux; elsewhere each thing, with what to do about it, and none of it hinders work."""
    kiosk("order", "add", stdin=as_json())
    there = kiosk("doctor").out
    assert [] == [word for word in ("sleeps", "cannot ring") if word in there]
    request.getfixturevalue("elsewhere")
    facts = [one for one in kiosk("doctor", "--json").facts if one["what"] == "system"]
    assert {"note"} == {one["verdict"] for one in facts}
    for words in ("sleeps", "does not name its runs"):
        assert [words] == [words for one in facts if words in one["found"]]
    far = home / ("far" * 40) / "kiosk.db"
    far.parent.mkdir()
    assert 0 == kiosk("order", "add", "--database", str(far), stdin=as_json()).code
    assert "cannot ring" in kiosk("doctor", "--database", str(far)).out

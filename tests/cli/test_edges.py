"""The outermost edges: exit codes, streams that close, storage that is gone, and what nobody foresaw."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from fcntl import F_SETPIPE_SZ, fcntl
from pathlib import Path

import pytest

from kiosk.cli import main, parser
from tests.cli.conftest import Kiosk, as_json
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]

SMALL_PIPE = 4096
"""Bytes: the least a pipe can be made to hold."""


def start(*words: str, **changes: object) -> subprocess.Popen[bytes]:
    """Start `kiosk WORDS` as a process of its own."""
    piped = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-m", "kiosk", *words], env=environment, **(piped | changes))  # type: ignore[call-overload,no-any-return]


def test_storage_that_cannot_be_used_is_3(kiosk: Kiosk, home: Path) -> None:
    """A file that is no record stays as it is, and the sentence says what it is."""
    (home / "no.db").write_bytes(b"something else entirely" * 100)
    ended = kiosk("--database", "no.db", "order", "list")
    assert (3, "") == (ended.code, ended.out)
    assert "no.db" in ended.err
    assert b"something else entirely" * 100 == (home / "no.db").read_bytes()


def test_an_export_without_a_record_is_3(kiosk: Kiosk) -> None:
    """Looking makes nothing."""
    assert 3 == kiosk("orders", "export", "-", "--database", "none.db").code
    assert not Path("none.db").exists()


@pytest.mark.parametrize("empty", [False, True], ids=["none", "0 bytes"])
@pytest.mark.parametrize(
    "words",
    [
        "order list",
        "order show 1",
        "order void 1 --reason R",
        "order add --order 1",
        "order change 1",
        "order void 1 --line 1 --reason R",
        "order hand-over 1 --reason R",
        "ticket list",
        "ticket list --held",
        "ticket bump 1 cook",
        "ticket bump 1 cook --line 1",
        "ticket recall 1 cook --reason R",
        "ticket rush 1 --reason R",
        "ticket hold 1 --reason R --minutes 5",
        "ticket fire 1",
        "item list",
        "item out bacon",
        "stations list",
        "stations close fry --to grill",
        "slip show 1",
        "slip print 1",
        "summary",
        "playbook times",
        "orders export -",
        "orders export - --since today",
        "journal verify",
        "journal info",
        "journal backup copy.db",
    ],
)
def test_only_what_opens_the_counter_makes_a_record(kiosk: Kiosk, home: Path, words: str, *, empty: bool) -> None:
    """A mistyped --database is a sentence and exit code 3; neither a record nor a folder comes of it."""
    if empty:
        (home / "typo").mkdir()
        (home / "typo" / "kiosk.db").touch()
    before = [(path, path.lstat().st_size) for path in sorted(home.glob("typo/**"))]
    ended = kiosk("--database", "typo/kiosk.db", *words.split(), stdin=as_json())
    said = "There is no record at typo/kiosk.db: check the name. Screens, `kiosk order start` and `order add` make one."
    assert (3, "", f"{said}\n") == (ended.code, ended.out, ended.err)
    assert before == [(path, path.lstat().st_size) for path in sorted(home.glob("typo/**"))]


def test_a_playbook_is_shown_without_a_record(fresh_kiosk: Kiosk, home: Path) -> None:
    """What the files say needs no record, and looking at it makes none."""
    for words in (["playbook", "show"], ["process", "diagram"], ["procedure", "show", "cook"]):
        assert 0 == fresh_kiosk(*words).code
    assert not (home / "data").exists()


@pytest.mark.parametrize("words", [["order", "start"], ["order", "add"]])
def test_an_order_makes_the_record_it_needs(fresh_kiosk: Kiosk, home: Path, words: list[str]) -> None:
    """The first order of a new counter needs no other command, in a folder that is not there yet."""
    assert 0 == fresh_kiosk("--database", "new/kiosk.db", *words, stdin=as_json()).code
    assert (home / "new" / "kiosk.db").exists()


def test_a_refusal_is_1_and_a_sentence_on_stderr(kiosk: Kiosk) -> None:
    """With --json too: stdout has data or nothing."""
    kiosk("order", "start")
    ended = kiosk("--json", "order", "show", "45")
    assert (1, "", "There is no order 45 today.\n") == (ended.code, ended.out, ended.err)


def test_a_file_that_is_not_there_is_a_sentence(kiosk: Kiosk) -> None:
    """No traceback for a mistyped name."""
    ended = kiosk("order", "add", "none.json")
    assert (1, "none.json: No such file or directory.\n") == (ended.code, ended.err)


def test_a_surprise_is_one_sentence_and_its_details_are_kept(
    kiosk: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The traceback goes to errors.log in the data folder, which only its owner reads."""
    monkeypatch.setattr(parser, "build", lambda _words: 1 / 0)
    ended = kiosk("order", "list")
    log = home / "data" / "kiosk" / "errors.log"
    assert 1 == ended.code
    assert f"Something went wrong that nobody foresaw (ZeroDivisionError). Details: {log}\n" == ended.err
    assert "division by zero" in log.read_text()
    assert 0o600 == log.stat().st_mode & 0o777


def test_a_surprise_without_a_data_folder_is_still_a_sentence(
    fresh_kiosk: Kiosk, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be written, the sentence says so."""
    (home / "data").write_text("in the way")
    monkeypatch.setattr(parser, "build", lambda _words: 1 / 0)
    ended = fresh_kiosk("order", "list")
    assert 1 == ended.code
    assert "cannot be written" in ended.err


def test_a_reader_that_goes_away_ends_it_quietly(kiosk: Kiosk) -> None:
    """`kiosk orders export - | head -1` says nothing on stderr."""
    for place in range(3):
        kiosk("order", "add", stdin=as_json(id=f"n{place}"))
    read, write = os.pipe()
    os.close(read)
    with start("orders", "export", "-", stdout=write) as child:
        os.close(write)
        _, err = child.communicate()
    assert (0, b"") == (child.returncode, err)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let children hear an interrupt, though the tests were started by what ignores it: nohup, a service, a pipe."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_an_interrupt_is_130_and_quiet(home: Path, interruptible: None) -> None:
    """Ctrl+C while it waits for stdin."""
    with start("order", "add", "-") as child:
        assert child.stdin
        fcntl(child.stdin, F_SETPIPE_SZ, SMALL_PIPE)
        os.write(child.stdin.fileno(), b" " * (SMALL_PIPE + 1))  # returns once the other end reads
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=PATIENCE)
    assert (130, b"", b"") == (child.returncode, out, err)


def test_python_m_kiosk_is_kiosk(home: Path) -> None:
    """The module runs the same command line, and a whole command in a process of its own."""
    with start("order", "start", "--json") as child:
        out, err = child.communicate(timeout=PATIENCE)
    assert (0, b"") == (child.returncode, err)
    assert b'"number": 1' in out


def test_screens_without_a_terminal_are_refused(kiosk: Kiosk) -> None:
    """A screen nobody can see is a sentence, for every screen."""
    for words in ([], ["station", "grill"], ["front"], ["expo"], ["board"], ["manager"], ["demo"]):
        ended = kiosk(*words)
        assert (1, "The screens need a terminal. Without one, see: kiosk ticket --help\n") == (ended.code, ended.err)


def test_main_gives_a_code_whatever_it_is_given() -> None:
    """It never raises, not even for a usage error."""
    assert 2 == main(["--nonsense"])


def test_bad_settings_are_listed_with_their_places(kiosk: Kiosk, home: Path) -> None:
    """Problems of the settings file come with file and line."""
    (home / "kiosk.yaml").write_text("them: night\nrate: fast\n")
    ended = kiosk("--settings", "kiosk.yaml", "order", "list")
    assert 1 == ended.code
    assert [line[:14] for line in ended.err.splitlines()] == ["kiosk.yaml:1:1", "kiosk.yaml:2:7"]


def test_a_playbook_with_problems_uses_the_one_in_the_record(kiosk: Kiosk, home: Path) -> None:
    """Work goes on with the playbook used last, and the problems are said on stderr."""
    kiosk("playbook", "init", "shop")
    kiosk("--playbook", "./shop", "order", "start")
    menu = home / "shop" / "menu.yaml"
    menu.write_text(menu.read_text() + "\nnonsense: 1\n")
    ended = kiosk("--playbook", "./shop", "order", "list", "--json")
    assert (0, 1) == (ended.code, len(ended.facts))
    assert "nonsense" in ended.err
    assert 1 == kiosk("--playbook", "./shop", "--database", "new.db", "order", "start").code


def test_one_order_sent_by_six_programs_at_once_is_one_order(fresh_kiosk: Kiosk, home: Path) -> None:
    """On a record that none of them has made yet; the seventh says something else and is refused."""
    (home / "order.json").write_text(as_json())
    children = [start("order", "add", "order.json", "--json") for _ in range(6)]
    ended = [child.communicate(timeout=PATIENCE) for child in children]
    assert [(0, b"")] * 6 == [(child.returncode, err) for child, (_, err) in zip(children, ended, strict=True)]
    assert ["web-1"] == [order["id"] for order in fresh_kiosk("order", "list", "--json").facts]
    assert 1 == fresh_kiosk("order", "add", stdin=as_json(lines=[{"item": "coffee"}])).code

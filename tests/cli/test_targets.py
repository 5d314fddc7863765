"""What a command may write over, and what it says of a file it cannot write."""

from __future__ import annotations

import os
import re
import socket
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk, as_json

RECORD = ("--database", "s/a.db")

OWN = ("a.db", "a.db-wal", "a.db-shm", "a.db.lock", "a.db.slips", "a.db.bells", "a.db.bells/1-2", "../s/a.db", "link")


@pytest.fixture
def record(kiosk: Kiosk, home: Path) -> Path:
    """Return a record with one order in it, and another name for it."""
    (home / "s").mkdir()
    assert 0 == kiosk("order", "add", *RECORD, stdin=as_json()).code
    (home / "s" / "link").symlink_to("a.db")
    return home / "s" / "a.db"


@pytest.fixture
def silent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every WAV without an engine."""
    monkeypatch.setattr("kiosk.devices.speech.synthesise", lambda _, path, *__, **___: path.write_bytes(b"RIFF"))


def finish(kiosk: Kiosk) -> None:
    """Do every step of order 1."""
    for step in ("cook", "dress", "fry", "assemble", "check", "hand-over"):
        if step == "check":
            kiosk("ticket", "bump", "1", step, "--line", "1", *RECORD)
        assert 0 == kiosk("ticket", "bump", "1", step, *RECORD).code, step


WRITERS = (
    ("completions", "export", "{}"),
    ("events", "export", "{}", "--since", "today"),
    ("journal", "backup", "{}"),
    ("slip", "png", "1", "{}"),
    ("speak", "hello", "--wav", "{}"),
)


def writing(words: tuple[str, ...], target: object) -> list[str]:
    """Return a command line that writes to `target`."""
    return [word.format(target) for word in words]


@pytest.mark.parametrize("words", WRITERS, ids=lambda words: words[0])
@pytest.mark.parametrize("name", OWN)
def test_no_command_writes_over_the_record(
    kiosk: Kiosk, record: Path, silent: None, words: tuple[str, ...], name: str
) -> None:
    """Neither over the file nor over what stands beside it, by whatever name it is called."""
    before, there = record.read_bytes(), sorted(record.parent.rglob("*"))
    ended = kiosk(*writing(words, f"s/{name}"), *RECORD)
    assert (1, "") == (ended.code, ended.out)
    assert f"s/{name}: that is the record itself. Give another file.\n" == ended.err
    assert (before, there) == (record.read_bytes(), sorted(record.parent.rglob("*")))


@pytest.mark.parametrize("words", WRITERS, ids=lambda words: words[0])
def test_no_command_writes_over_another_record_that_is_open(
    kiosk: Kiosk, record: Path, home: Path, silent: None, words: tuple[str, ...]
) -> None:
    """A log beside a file says that somebody has it open, whichever record --database names."""
    other = home / "other.db"
    other.write_bytes(record.read_bytes())
    Path(f"{other}-wal").touch()
    ended = kiosk(*writing(words, "other.db"), *RECORD)
    assert (1, "other.db: that is a record, and stays as it is. Give another file.\n") == (ended.code, ended.err)
    assert record.read_bytes() == other.read_bytes()


def test_a_backup_may_take_the_place_of_an_older_one_and_an_export_may_not(kiosk: Kiosk, record: Path) -> None:
    """The night's copy has one name; rows are no record."""
    for _ in range(2):
        assert 0 == kiosk("journal", "backup", "copy.db", *RECORD).code
    ended = kiosk("orders", "export", "copy.db", *RECORD)
    assert (1, "copy.db: that is a record, and stays as it is. Give another file.\n") == (ended.code, ended.err)


def test_the_record_is_no_backup_of_itself(kiosk: Kiosk, record: Path) -> None:
    """Restoring it from itself is a slip of the hand."""
    ended = kiosk("journal", "restore", "s/link", *RECORD)
    assert (1, "s/link: that is the record itself. Give a backup of it.\n") == (ended.code, ended.err)


UNWRITABLE = [(words, target) for words in WRITERS for target in ("gone/file", "text/file")]


@pytest.mark.parametrize(("words", "target"), [*UNWRITABLE, (("playbook", "init", "{}"), "text/file")])
def test_a_file_that_cannot_be_written_is_3(
    kiosk: Kiosk, record: Path, silent: None, words: tuple[str, ...], target: str
) -> None:
    """Every command says so in the same words: in a folder that is not there, or below a file."""
    Path("text").touch()
    if words[0] == "slip":
        finish(kiosk)
    ended = kiosk(*writing(words, target), *RECORD)
    assert (3, "") == (ended.code, ended.out)
    assert ended.err.startswith(f"{target} cannot be written (")
    assert ended.err.endswith("). Give another place or free some space.\n")


@pytest.mark.parametrize("name", ["shop/menu.yaml", "shop/procedures/cook.md", "kiosk.yaml"])
def test_no_command_writes_over_what_this_machine_works_by(
    kiosk: Kiosk, record: Path, home: Path, silent: None, name: str
) -> None:
    """The files of the playbook in use and the settings stay; other files of those folders may be written."""
    kiosk("playbook", "init", "shop")
    (home / "kiosk.yaml").write_text("playbook: ./shop\n")
    before = (home / name).read_bytes()
    for words in WRITERS:
        ended = kiosk(*writing(words, name), *RECORD, "--settings", "kiosk.yaml")
        assert (1, f"{name}: this machine works by that file. Give another one.\n") == (ended.code, ended.err)
    assert before == (home / name).read_bytes()
    assert 0 == kiosk("orders", "export", "shop/rows.csv", *RECORD, "--settings", "kiosk.yaml").code


@pytest.mark.parametrize("words", [*WRITERS, ("journal", "share", "{}")])
@pytest.mark.usefixtures("record", "silent")
@pytest.mark.parametrize("there", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_written(
    kiosk: Kiosk, home: Path, words: tuple[str, ...], there: bool
) -> None:
    """Also over two links into another folder, and where there is nothing yet."""
    (home / "disk").mkdir()
    (home / "second").symlink_to("disk/real")
    (home / "first").symlink_to("second")
    if words[0] == "slip":
        finish(kiosk)
    elif there:
        (home / "disk" / "real").write_text("before")
    ended = kiosk(*writing(words, "first"), *RECORD)
    if words[0] == "slip":  # only writes new files
        assert (1, "first: File exists.\n") == (ended.code, ended.err)
        return
    assert (0, True) == (ended.code, (home / "first").is_symlink()), ended.err
    assert (["real"], b"before") != ([*map(str, (home / "disk").iterdir())], (home / "disk" / "real").read_bytes())
    assert 0o100600 == (home / "disk" / "real").stat().st_mode


STREAMS = [words for words in WRITERS if words[0] in ("completions", "events", "speak")]


@pytest.mark.parametrize("words", STREAMS, ids=lambda words: words[0])
def test_a_pipe_is_written_into(kiosk: Kiosk, record: Path, home: Path, silent: None, words: tuple[str, ...]) -> None:
    """What stands at the other end has all of it; the pipe is there as before."""
    os.mkfifo(home / "pipe", 0o640)
    reader = os.open(home / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert 0 == kiosk(*writing(words, "pipe"), *RECORD).code
        piped = os.read(reader, 65536)
    finally:
        os.close(reader)
    assert 0 == kiosk(*writing(words, "file"), *RECORD).code
    assert (home / "file").read_bytes() == piped
    assert stat.S_IFIFO | 0o640 == (home / "pipe").stat().st_mode


@pytest.mark.parametrize("words", [*WRITERS, ("journal", "share", "{}")], ids=lambda words: words[0])
@pytest.mark.parametrize("kind", ["pipe", "socket", "circle"])
@pytest.mark.usefixtures("record", "silent")
def test_what_is_no_file_and_takes_nothing_stays(kiosk: Kiosk, home: Path, words: tuple[str, ...], kind: str) -> None:
    """A pipe that nobody reads from, a socket, a link that leads to itself: a sentence, at once."""
    listener = socket.socket(socket.AF_UNIX)
    if kind == "pipe":
        os.mkfifo(home / kind)
    elif kind == "socket":
        listener.bind(kind)
    else:
        (home / kind).symlink_to(kind)
    if words[0] == "slip":
        finish(kiosk)
    before, names = (home / kind).lstat(), sorted(home.iterdir())
    ended = kiosk(*writing(words, kind), *RECORD)
    listener.close()
    assert ended.code in (1, 3)
    assert re.fullmatch(rf"{kind}(: File exists\.| cannot be written \(.+)\n", ended.err), ended.err
    assert (before.st_ino, before.st_mode, names) == (
        (home / kind).lstat().st_ino,
        (home / kind).lstat().st_mode,
        sorted(home.iterdir()),
    )


def test_a_device_is_written_into(kiosk: Kiosk, record: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its place is never taken by a file, whoever is asked to."""
    (home / "null").touch()
    before, own = (home / "null").stat(), Path.stat

    def stat_of(path: Path, **how: bool) -> os.stat_result:
        seen = own(path, **how)
        return os.stat_result((stat.S_IFCHR | 0o666, *seen[1:])) if path.name == "null" else seen

    monkeypatch.setattr(Path, "stat", stat_of)
    assert 0 == kiosk("orders", "export", "null", *RECORD).code
    monkeypatch.undo()
    assert (before.st_ino, before.st_mode) == ((home / "null").stat().st_ino, (home / "null").stat().st_mode)
    assert (home / "null").read_text().startswith("order_id,")


def test_a_record_behind_a_link_is_restored_where_it_is(kiosk: Kiosk, record: Path, home: Path) -> None:
    """The link stays, and what stood there is kept beside the record."""
    assert 0 == kiosk("journal", "backup", "copy.db", *RECORD).code
    (home / "main.db").symlink_to("s/a.db")
    assert 0 == kiosk("journal", "restore", "copy.db", "--database", "main.db").code
    assert ((home / "main.db").is_symlink(), (home / "s" / "a.db.before-restore-1").is_file()) == (True, True)

r"""A real terminal for tests: the real program on a pty, a screen that keeps what it paints, and a picture of it.

    with Tty(shop, "station", "grill") as grill:
        grill.until("Cook")
        grill.send("\r")
        grill.picture().save("grill.png")

The screen is pyte's, which understands what a terminal understands; the picture is painted from its cells, so that it
does not depend on any font: grounds, half blocks, and a bar for every other sign.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
from PIL import Image

from tests.patience import PATIENCE, wait_for

AGAIN = 1.2
"""Seconds until a key is pressed again: longer than a paste without an end takes keys for its own."""

Colour = tuple[int, int, int]

UNKNOWN = re.compile(rb"\x1b\[[<>=?][0-9;]*u")
"""What pyte would paint instead of heeding: how a program asks for kitty's keys."""

NAMED = {
    "black": (0, 0, 0),
    "red": (205, 0, 0),
    "green": (0, 205, 0),
    "brown": (205, 205, 0),
    "blue": (0, 0, 238),
    "magenta": (205, 0, 205),
    "cyan": (0, 205, 205),
    "white": (229, 229, 229),
    "brightblack": (127, 127, 127),
    "brightred": (255, 0, 0),
    "brightgreen": (0, 255, 0),
    "brightbrown": (255, 255, 0),
    "brightblue": (92, 92, 255),
    "brightmagenta": (255, 0, 255),
    "brightcyan": (0, 255, 255),
    "brightwhite": (255, 255, 255),
}
"""The sixteen colours as xterm shows them, under pyte's names."""


def environment(home: Path, **more: str) -> dict[str, str]:
    """Return what a program finds around it in a user's home with nothing in it: a modern terminal unless said."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "PYTHONPATH")}
    kept |= {"HOME": str(home), "TERM": "xterm-256color", "COLORTERM": "truecolor", "LC_ALL": "C.UTF-8"}
    kept |= {"KIOSK_DATABASE": str(home / "kiosk.db"), "KIOSK_SETTINGS": str(home / "kiosk.yaml")}
    return {name: value for name, value in (kept | more).items() if value}


class Tty:
    """One terminal with the program running in it; a thread reads what it paints, as a terminal does."""

    def __init__(
        self,
        home: Path,
        *words: str,
        size: tuple[int, int] = (100, 30),
        env: Mapping[str, str] | None = None,
        program: tuple[str, ...] = (sys.executable, "-m", "kiosk"),
    ) -> None:
        """Start `kiosk WORDS`, or another program with these words, in a window of so many columns and rows."""
        self.columns, self.rows = size
        self.raw = bytearray()
        """Everything it has written."""
        self.code: int | None = None
        """Its exit code once it has ended; below zero for the signal that ended it."""
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self._news = threading.Condition()
        self._closes = False
        surroundings = environment(home, **(env or {}))
        self.pid, self._fd = pty.fork()
        if not self.pid:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # as in a terminal, whatever started the tests ignores
            os.chdir(home)
            os.execve(program[0], [*program, *words], surroundings)
        self.resize(*size)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Leave nothing running."""
        self.kill()
        self.hang_up()

    def _read(self) -> None:
        """Feed the screen with what is painted until the program or the window has gone."""
        while not self._closes:
            try:
                ready, _, _ = select.select([self._fd], [], [], 0.1)
                chunk = os.read(self._fd, 65536) if ready else None
            except OSError:  # the program has gone
                chunk = b""
            if chunk == b"":
                break
            if chunk:
                with self._news:
                    self.raw += chunk
                    self._stream.feed(UNKNOWN.sub(b"", chunk))
                    self._news.notify_all()
        with self._news:
            self._news.notify_all()

    # What is seen.

    @property
    def lines(self) -> list[str]:
        """What stands on the screen."""
        with self._news:
            return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(self.lines)

    def shows(self, *words: str, gone: str = "", patience: float = PATIENCE) -> bool:
        """Wait until all these words stand on the screen, or one no longer does; whether it came to that."""
        end = time.monotonic() + patience
        with self._news:
            while True:
                text = "\n".join(self._screen.display)
                if all(word in text for word in words) and not (gone and gone in text):
                    return True
                left = end - time.monotonic()
                if left <= 0:
                    return False
                self._news.wait(left)

    def until(self, *words: str, gone: str = "") -> None:
        """Wait until all these words stand on the screen, or one no longer does."""
        wanted = f"{words}{f' without {gone!r}' if gone else ''}"
        assert self.shows(*words, gone=gone), f"{wanted} not seen in {PATIENCE} s:\n{self.text}"

    def calm(self, seconds: float = 0.3) -> None:
        """Wait until nothing has been painted for so long."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            before = len(self.raw)
            time.sleep(seconds)
            if len(self.raw) == before:
                return

    def picture(self, scale: int = 6) -> Image.Image:
        """Paint the cells: a ground, and over it the upper or lower half for a half block, a bar for a sign."""
        with self._news:
            cells = [[self._screen.buffer[y][x] for x in range(self.columns)] for y in range(self.rows)]
        halves = Image.new("RGB", (self.columns, self.rows * 2))
        signs = list[tuple[Colour, int, int]]()
        for y, row in enumerate(cells):
            for x, cell in enumerate(row):
                front, ground = _colour(cell.fg, NAMED["white"]), _colour(cell.bg, NAMED["black"])
                if cell.reverse:
                    front, ground = ground, front
                halves.putpixel((x, 2 * y), front if cell.data in "▀█" else ground)
                halves.putpixel((x, 2 * y + 1), front if cell.data in "▄█" else ground)
                if cell.data.strip("▀▄█ "):
                    signs.append((front, x * scale, (2 * y + 1) * scale))
        picture = halves.resize((self.columns * scale, self.rows * scale * 2), Image.Resampling.NEAREST)
        for front, left, middle in signs:
            picture.paste(front, (left + 1, middle, left + scale - 1, middle + 2))
        return picture

    # What is done to it.

    def send(self, keys: str | bytes) -> None:
        """Type, as a keyboard would; bytes go as they are."""
        os.write(self._fd, keys.encode() if isinstance(keys, str) else keys)

    def press(self, key: str, *words: str) -> None:
        """Press a key until these words stand there: one that comes before the program can hear it is pressed again."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            self.send(key)
            if self.shows(*words, patience=AGAIN):
                return
        raise AssertionError(f"{words} not seen in {PATIENCE} s of {key!r}:\n{self.text}")

    def tap(self, words: str) -> None:
        """Put a finger on some words once they are there, and take it off: what a touch terminal sends."""
        self.until(words)
        lines = self.lines
        y = next(y for y in range(len(lines) - 1, -1, -1) if words in lines[y])
        x = lines[y].rindex(words) + len(words) // 2
        self.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        with self._news:
            self.columns, self.rows = columns, rows
            self._screen.resize(rows, columns)
        fcntl.ioctl(self._fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Close the window: the program's terminal is gone.

        Nobody reads any more by then: the number of what is closed is soon that of another terminal.
        """
        if not self._closes:
            self._closes = True
            self._reader.join()
            os.close(self._fd)

    def kill(self) -> None:
        """End it at once, as a power cut would, if it is still there."""
        if self.running:
            self.signal(signal.SIGKILL)
            self.wait()

    # What has become of it.

    @property
    def running(self) -> bool:
        """Whether the program is still there."""
        if self.code is None:
            found, status = os.waitpid(self.pid, os.WNOHANG)
            if found:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is None

    def wait(self) -> int:
        """Wait until it has ended; gives its exit code."""
        assert wait_for(lambda: not self.running), f"still running after {PATIENCE} s"
        assert self.code is not None
        self._reader.join(PATIENCE)  # what it said last is read too
        return self.code

    def processor_seconds(self) -> float:
        """Return the processor time it has used."""
        fields = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _colour(name: str, default: Colour) -> Colour:
    """Return a cell's colour as numbers: one of sixteen by name, or rrggbb."""
    if name == "default":
        return default
    if name in NAMED:
        return NAMED[name]
    return int(name[0:2], 16), int(name[2:4], 16), int(name[4:6], 16)

"""The voice: pyttsx3 makes a WAV in a process of its own, the WAV is kept, and a player that can be killed plays it.

Nothing waits for it: `say` puts a line into a short queue for one thread, and whatever goes wrong behind it becomes one
quiet sentence in `status`.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import shutil
import sys
import threading
import time
import wave
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path

import kiosk
from kiosk.devices.child import Children, Closed
from kiosk.devices.speech_child import DONE, NO_ENGINE, NO_LANGUAGE, NO_VOICE
from kiosk.errors import DeviceMissing
from kiosk.words import _, later
from kiosk.work.text.text import clean

LOG = logging.getLogger(__name__)
LOG.addHandler(logging.NullHandler())

RATE = 170
"""Words a minute: espeak's own default is 175, a calm voice is a little slower."""

LONGEST = 600
"""Characters of one line."""

WAITING = 3
"""Lines that may wait; with more, the oldest are never said: a counter has moved on by then."""

MAKING = 10.0
"""Seconds a WAV may take to make; a line takes 0.1."""

PATIENCE = 5.0
"""Seconds a player may take longer than its WAV lasts."""

RETRY = 30.0
"""Seconds until an engine that failed is tried again; lines already kept are said all the while."""

KEPT = 200
"""WAVs kept, some 100 kB each; those not said for longest go first."""

CHILD = (sys.executable, "-s", "-P", "-m", "kiosk.devices.speech_child")

PLAYERS = (("aplay", "-q"), ("paplay",), ("ffplay", "-nodisp", "-autoexit", "-loglevel", "error"))
"""Programs that play a WAV, best first; the file's path comes last."""

LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/usr/lib/*-linux-gnu*", "/opt/homebrew/lib")
"""Where an engine's library is looked for before anything has been said."""

NO_ENGINE_WORDS = later("No speech: the engine espeak-ng is missing. Install it (on Debian the package espeak-ng).")
NO_PLAYER_WORDS = later("No speech: there is no player for sound. Install aplay (on Debian in the package alsa-utils).")


def synthesise(
    text: str,
    path: Path,
    voice: str = "",
    rate: int = RATE,
    *,
    language: str = "",
    children: Children | None = None,
    command: Sequence[str] = CHILD,
) -> None:
    """Speak a text into a WAV at `path`; raises DeviceMissing with what to install or to change.

    `voice` is a name espeak knows, such as `en-us`; empty takes one of the `language`, or the engine's own.
    """
    job = {
        "text": clean(text, LONGEST),
        "path": str(path.absolute()),
        "voice": voice,
        "rate": rate,
        "language": language,
    }
    root = str(Path(kiosk.__file__).parent.parent)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        ended = (children or Children()).run(command, json.dumps(job).encode(), MAKING, {"PYTHONPATH": root})
    except OSError as error:
        raise DeviceMissing(
            _("No speech: {folder} or the engine cannot be used ({said}).", folder=path.parent, said=error.strerror)
        ) from error
    if ended.code != DONE or not path.exists():
        raise DeviceMissing(_why(ended.code, ended.words, voice, language))


def _why(code: int | None, said: str, voice: str, language: str) -> str:
    """Say why there is no WAV, and what to do."""
    if code == NO_ENGINE:
        return _(NO_ENGINE_WORDS)
    if code == NO_VOICE:
        return _("No speech: the engine has no voice “{voice}”. See espeak-ng --voices for those it has.", voice=voice)
    if code == NO_LANGUAGE:
        return _("No speech: the engine has no voice that speaks “{language}”.", language=language)
    if code is None:
        return _(
            "No speech: the engine did not answer within {seconds} s. It is tried again later.", seconds=f"{MAKING:.0f}"
        )
    return _("No speech: the engine failed ({said}). It is tried again later.", said=said or code)


def spoken_languages(*, command: Sequence[str] = CHILD) -> tuple[str, ...]:
    """Return the codes of the languages the engine has a voice of, in order; empty where it cannot say."""
    root = str(Path(kiosk.__file__).parent.parent)
    job = {"text": "", "path": "", "voice": "", "rate": RATE}
    try:
        ended = Children().run(command, json.dumps(job).encode(), MAKING, {"PYTHONPATH": root})
    except OSError:
        return ()
    return tuple(ended.words.split()) if ended.code == DONE else ()


def play(
    path: Path,
    *,
    children: Children | None = None,
    players: Sequence[Sequence[str]] = PLAYERS,
    patience: float = PATIENCE,
) -> None:
    """Play a WAV to its end with the first player there is; raises DeviceMissing when it cannot be heard."""
    player = _player(players)
    if not player:
        raise DeviceMissing(_(NO_PLAYER_WORDS))
    try:
        with wave.open(str(path)) as sound:
            lasts = sound.getnframes() / sound.getframerate()
    except (wave.Error, EOFError) as error:
        path.unlink(missing_ok=True)
        raise DeviceMissing(_("No speech: a kept line was damaged; it is made anew next time.")) from error
    try:
        ended = (children or Children()).run([*player, str(path)], b"", lasts + patience)
    except OSError as error:
        raise DeviceMissing(
            _("No speech: {player} cannot be started ({said}).", player=player[0], said=error.strerror)
        ) from error
    if ended.code is None:
        raise DeviceMissing(
            _("No speech: {player} hung and was stopped. Look at the loudspeaker's connection.", player=player[0])
        )
    if ended.code:
        raise DeviceMissing(
            _("No speech: {player} cannot play ({said}). Look at the sound card.", player=player[0], said=ended.words)
        )


class PyttsxSpeaker:
    """Says lines one after the other with pyttsx3's voice."""

    def __init__(
        self,
        voice: str,
        rate: int,
        cache: Path,
        *,
        command: Sequence[str] = CHILD,
        players: Sequence[Sequence[str]] = PLAYERS,
        patience: float = PATIENCE,
        retry: float = RETRY,
        voices: Mapping[str, str] | None = None,
    ) -> None:
        """Speak with `voice` (empty for the engine's own) at `rate` words a minute, keeping WAVs in `cache`.

        A line in a language is spoken with what `voices` names for it, else with a voice of it that the engine has.
        """
        self._voices = dict(voices or {})
        self._voice, self._rate, self._cache = voice, rate, cache
        self._command, self._players = command, players
        self._patience, self._retry = patience, retry
        self._children = Children()
        self._lines: deque[tuple[str, str]] = deque(maxlen=WAITING)
        self._news = threading.Condition()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._trouble = ""
        self._spoken = False
        self._again = 0.0

    def say(self, words: str, language: str = "") -> None:
        """Say `words` soon, after what is being said, with a voice of the language; returns at once, never raises."""
        line = clean(words, LONGEST)
        with self._news:
            if self._closed or not line:
                return
            self._lines.append((line, language))
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="speech", daemon=True)
                self._thread.start()
            self._news.notify()

    def status(self) -> str:
        """Return an empty string when it can speak, else one sentence: what is missing and what to install."""
        if self._trouble:
            return self._trouble
        if not _player(self._players):
            return _(NO_PLAYER_WORDS)
        return "" if self._spoken or _engine_there() else _(NO_ENGINE_WORDS)

    def close(self) -> None:
        """Stop in mid-word and let go."""
        with self._news:
            self._closed = True
            self._lines.clear()
            self._news.notify()
        self._children.close()

    def _work(self) -> None:
        """Say lines until closed; the edge where whatever goes wrong becomes a status."""
        while True:
            with self._news:
                self._news.wait_for(lambda: self._lines or self._closed)
                if self._closed:
                    return
                line, language = self._lines.popleft()
            try:
                self._play(self._wav(line, language))
                self._trouble, self._spoken = "", True
            except Closed:
                return
            except DeviceMissing as missing:
                self._trouble = missing.words
            except Exception:
                LOG.exception("no speech")
                self._trouble = _("No speech: something went wrong that nobody foresaw. The log says what.")

    def _wav(self, line: str, language: str = "") -> Path:
        """Return the WAV of a line, made now or kept from before; raises DeviceMissing."""
        voice, language = voice_for(language, self._voice, self._voices)
        key = [line, voice, str(self._rate), *([language] if language else [])]
        name = hashlib.sha256("\0".join(key).encode()).hexdigest()[:32]
        path = self._cache / f"{name}.wav"
        if path.exists():
            path.touch()
            return path
        if time.monotonic() < self._again:
            raise DeviceMissing(self._trouble or _(NO_ENGINE_WORDS))
        try:
            synthesise(line, path, voice, self._rate, language=language, children=self._children, command=self._command)
        except DeviceMissing:
            self._again = time.monotonic() + self._retry
            raise
        self._forget()
        return path

    def _forget(self) -> None:
        """Delete the WAVs not said for longest, and what a child killed a while ago left half made."""
        wavs = sorted(self._cache.glob("*.wav"), key=_changed)
        dead = [half for half in self._cache.glob(".*.tmp") if _changed(half) < time.time() - 2 * MAKING]
        for old in [*wavs[:-KEPT], *dead]:
            old.unlink(missing_ok=True)

    def _play(self, path: Path) -> None:
        """Play a WAV to its end; raises DeviceMissing when it cannot be heard."""
        try:
            play(path, children=self._children, players=self._players, patience=self._patience)
        except DeviceMissing:
            if not self._closed:
                raise


def voice_for(language: str, voice: str, voices: Mapping[str, str]) -> tuple[str, str]:
    """Return the voice to speak with, and the language to choose one by where none is named.

    `voice` is the machine's own, for what comes in no language and for English; `voices` names one for a language.
    """
    named = voices.get(language) or voices.get(language.partition("-")[0], "")
    if named:
        return named, ""
    if not language or (voice and language.partition("-")[0] in ("en", voice.partition("-")[0])):
        return voice, ""
    return "", language


def _player(players: Sequence[Sequence[str]]) -> Sequence[str]:
    """Return the command of the first player there is; empty for none."""
    return next((player for player in players if shutil.which(player[0])), ())


def _changed(path: Path) -> float:
    """Return when a file changed last; now for one that another terminal has just deleted."""
    try:
        return path.stat().st_mtime
    except OSError:
        return time.time()


def _engine_there() -> bool:
    """Whether an engine's library is where libraries are; a look of a millisecond that loads nothing."""
    for place in LIBRARIES:
        with contextlib.suppress(OSError):
            if any(Path("/").glob(f"{place[1:]}/libespeak*.1*")):
                return True
    return False

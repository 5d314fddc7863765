"""The process that makes one WAV and dies: `python -m kiosk.devices.speech_child`, the job as JSON on standard input.

pyttsx3 on Linux plays from a callback through a shell, saves only the last of two texts, hangs in threads and aborts
when initialised twice (pyttsx3 2.99), so it lives no longer than one text, where it can be killed. Exit codes are in
`EXITS`; the reason stands on standard error.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path

DONE, NO_ENGINE, NO_VOICE, FAILED, NO_LANGUAGE = 0, 3, 4, 5, 6
"""How it ended: a WAV is there; no engine on this machine; the engine has no such voice; anything else; it has no voice
of that language."""

PATIENCE = 10.0
"""Seconds the engine may take to say that it has finished."""


USUAL = {"en": ("en-us", "en-gb")}
"""Kinds of a language that are chosen before others of it."""


def main() -> None:
    """Make the WAV and leave at once: espeak's own threads can hang an orderly end."""
    try:
        job = json.load(sys.stdin)
        code, why = make(
            str(job["text"]), Path(job["path"]), str(job["voice"]), int(job["rate"]), str(job.get("language", ""))
        )
    except Exception as error:  # noqa: BLE001 - the edge of this process: whatever it was goes to the parent in words
        code, why = FAILED, f"{type(error).__name__}: {error}"
    sys.stderr.write(why)
    sys.stderr.flush()
    os._exit(code)


def make(text: str, path: Path, voice: str, rate: int, language: str = "") -> tuple[int, str]:
    """Speak `text` into a WAV at `path`, whole or not at all; give an exit code and the reason.

    Without a voice, `language` chooses one; without a text, nothing is made, and the reason is every language there is.
    """
    os.umask(0o077)
    try:
        import pyttsx3

        engine = pyttsx3.init()
    except (ImportError, OSError, RuntimeError) as error:
        return NO_ENGINE, str(error)
    there = _languages(engine.getProperty("voices"))
    if not text:
        return DONE, " ".join(sorted(there))
    if language and not voice:
        voice = voice_of(there, language)
        if not voice:
            return NO_LANGUAGE, language
    finished, errors = threading.Event(), list[str]()
    engine.connect("finished-utterance", lambda **_: finished.set())
    engine.connect("error", lambda exception=None, **_: errors.append(str(exception)))
    if voice:
        engine.setProperty("voice", voice)
    engine.setProperty("rate", rate)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    engine.save_to_file(text, str(beside))
    engine.runAndWait()
    if errors:
        beside.unlink(missing_ok=True)
        return NO_VOICE, errors[0]
    finished.wait(PATIENCE)
    if not beside.exists():
        return FAILED, "the engine wrote nothing"
    beside.replace(path)
    return DONE, ""


def _languages(voices: Iterable[object]) -> dict[str, str]:
    """Return a voice for each language an engine speaks, the first it names."""
    found: dict[str, str] = {}
    for voice in voices:
        for raw in getattr(voice, "languages", ()):
            said = raw.decode("ascii", "ignore") if isinstance(raw, bytes) else str(raw)
            found.setdefault(
                said.strip("\x00\x01\x02\x03\x04\x05 ").replace("_", "-").lower(), str(getattr(voice, "id", ""))
            )
    return found


def voice_of(there: Mapping[str, str], language: str) -> str:
    """Choose a voice for a language: its own, else that of the language it is a kind of, else of any kind of it."""
    code = language.lower()
    plain = code.partition("-")[0]
    kinds = sorted(name for name in there if name.startswith(f"{plain}-"))
    return next((there[name] for name in (code, plain, *USUAL.get(plain, ()), *kinds) if name in there), "")


if __name__ == "__main__":
    main()

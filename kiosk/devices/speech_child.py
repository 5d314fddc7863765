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
from pathlib import Path

DONE, NO_ENGINE, NO_VOICE, FAILED = 0, 3, 4, 5
"""How it ended: a WAV is there; no engine on this machine; the engine has no such voice; anything else."""

PATIENCE = 10.0
"""Seconds the engine may take to say that it has finished."""


def main() -> None:
    """Make the WAV and leave at once: espeak's own threads can hang an orderly end."""
    try:
        job = json.load(sys.stdin)
        code, why = make(str(job["text"]), Path(job["path"]), str(job["voice"]), int(job["rate"]))
    except Exception as error:  # noqa: BLE001 - the edge of this process: whatever it was goes to the parent in words
        code, why = FAILED, f"{type(error).__name__}: {error}"
    sys.stderr.write(why)
    sys.stderr.flush()
    os._exit(code)


def make(text: str, path: Path, voice: str, rate: int) -> tuple[int, str]:
    """Speak `text` into a WAV at `path`, whole or not at all; give an exit code and the reason."""
    os.umask(0o077)
    try:
        import pyttsx3

        engine = pyttsx3.init()
    except (ImportError, OSError, RuntimeError) as error:
        return NO_ENGINE, str(error)
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


if __name__ == "__main__":
    main()

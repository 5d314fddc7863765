"""`kiosk speak`: a line said aloud, or made into a WAV."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import sole

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.cli.parser import Nouns

LONGEST = 120.0
"""Seconds a line may take to play."""


def add(nouns: Nouns) -> None:
    """Add the noun."""
    speak = sole(nouns, "speak", _speak)
    speak.add_argument("text", metavar="TEXT", help="what to say")
    speak.add_argument("--wav", metavar="FILE", help="write a WAV instead of playing it")


def _speak(args: argparse.Namespace) -> int:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from kiosk.cli.run import settings_of
    from kiosk.devices.speech import synthesise
    from kiosk.work.text import clean

    settings = settings_of(args)
    if args.wav:
        synthesise(args.text, Path(args.wav), settings.voice, settings.rate)
        print(f"{clean(args.wav)} is written.")
        return 0
    with TemporaryDirectory(prefix="kiosk-speak-") as folder:
        wav = Path(folder) / "line.wav"
        synthesise(args.text, wav, settings.voice, settings.rate)
        _play(wav)
    return 0


def _play(wav: Path) -> None:
    """Play a WAV to its end; raises DeviceMissing when it cannot be heard."""
    import shutil
    import subprocess

    from kiosk.devices.speech import NO_PLAYER_WORDS, PLAYERS
    from kiosk.errors import DeviceMissing

    player = next((words for words in PLAYERS if shutil.which(words[0])), None)
    if player is None:
        raise DeviceMissing(NO_PLAYER_WORDS)
    try:
        ended = subprocess.run([*player, str(wav)], capture_output=True, timeout=LONGEST, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise DeviceMissing(f"No speech: {player[0]} hung and was stopped. Look at the loudspeaker.") from None
    if ended.returncode:
        raise DeviceMissing(f"No speech: {player[0]} cannot play. Look at the sound card, or write a file with --wav.")

"""`kiosk speak`: a line said aloud, or made into a WAV."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import sole

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns


def add(nouns: Nouns) -> None:
    """Add the noun."""
    speak = sole(nouns, "speak", _speak)
    speak.add_argument("text", metavar="TEXT", help="what to say")
    speak.add_argument("--wav", metavar="FILE", help="write a WAV instead of playing it")


def _speak(args: argparse.Namespace) -> int:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from kiosk.cli.run import settings_of
    from kiosk.devices.speech import play, synthesise
    from kiosk.work.text import clean

    settings = settings_of(args)
    if args.wav:
        synthesise(args.text, Path(args.wav), settings.voice, settings.rate)
        print(f"{clean(args.wav)} is written.")
        return 0
    with TemporaryDirectory(prefix="kiosk-speak-") as folder:
        wav = Path(folder) / "line.wav"
        synthesise(args.text, wav, settings.voice, settings.rate)
        play(wav)
    return 0

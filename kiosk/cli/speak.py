"""`kiosk speak`: a line said aloud, or made into a WAV."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import sole
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns


def add(nouns: Nouns) -> None:
    """Add the noun."""
    speak = sole(nouns, "speak", _speak)
    speak.add_argument("text", metavar="TEXT", help="what to say")
    speak.add_argument("--language", metavar="CODE", default="", help="with a voice of a language, such as es")
    speak.add_argument("--wav", metavar="FILE", help="write a WAV instead of playing it")


def _speak(args: argparse.Namespace) -> int:
    from pathlib import Path
    from tempfile import TemporaryDirectory

    from kiosk.cli.run import settings_of
    from kiosk.cli.target import target_of
    from kiosk.devices.speech import play, synthesise, voice_for
    from kiosk.journal.copies import write_whole
    from kiosk.work.guest.language import CODE
    from kiosk.work.text.text import clean

    settings = settings_of(args)
    if args.language and not CODE.fullmatch(args.language):
        said = clean(args.language, 20)
        raise Refused("no-such-language", f"“{said}” is no language. Say its code, such as en, es or pt-BR.")
    voice, language = voice_for(args.language, settings.voice, dict(settings.voices))
    target = target_of(args, args.wav) if args.wav else None
    with TemporaryDirectory(prefix="kiosk-speak-") as folder:
        wav = Path(folder) / "line.wav"
        synthesise(args.text, wav, voice, settings.rate, language=language)
        if target is None:
            play(wav)
            return 0
        write_whole(target, wav.read_bytes())
    print(f"{clean(target)} is written.")
    return 0

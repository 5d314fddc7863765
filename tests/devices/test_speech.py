"""The voice: WAVs are measured, what is played is listened to, and nothing ever waits for it."""

from __future__ import annotations

import ctypes
import math
import os
import shutil
import signal
import stat
import subprocess
import sys
import textwrap
import time
import wave
from array import array
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.devices import speech
from kiosk.devices.child import Children, environment
from kiosk.devices.silent_speaker import SilentSpeaker
from kiosk.devices.speech import (
    NO_ENGINE_WORDS,
    NO_PLAYER_WORDS,
    PyttsxSpeaker,
    spoken_languages,
    synthesise,
    voice_for,
)
from kiosk.devices.speech_child import voice_of
from kiosk.errors import DeviceMissing
from tests.patience import PATIENCE, wait_for

LINE = "So that's two cheeseburgers, no onion, and a large fries."


def engine_loads() -> bool:
    """Whether espeak's library can be loaded here."""
    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        return False
    return True


needs_engine = pytest.mark.skipif(not engine_loads(), reason="espeak is missing: apt install espeak-ng libespeak-ng1")
needs_aplay = pytest.mark.skipif(not shutil.which("aplay"), reason="aplay is missing: apt install alsa-utils")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="hiding a library needs root")

Make = Callable[..., PyttsxSpeaker]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Make speakers that are closed at the end."""
    made: list[PyttsxSpeaker] = []

    def speaker(rate: int = 170, **options: object) -> PyttsxSpeaker:
        made.append(PyttsxSpeaker("", rate, tmp_path / "cache", **options))  # type: ignore[arg-type]
        return made[-1]

    yield speaker
    for each in made:
        each.close()


def script(path: Path, body: str) -> Path:
    """Write a small Python program that can be started."""
    path.write_text(f"#!{sys.executable}\n{textwrap.dedent(body)}")
    path.chmod(0o755)
    return path


def player(tmp_path: Path, body: str = "") -> tuple[tuple[str, ...], Path]:
    """Return a player's command and the file where it notes the time and the WAV it was given."""
    heard = tmp_path / "heard"
    program = f"""\
        import os, sys, time
        with open({str(heard)!r}, "a") as file:
            file.write(f"{{time.monotonic()}} {{sys.argv[-1]}} {{os.getpid()}}\\n")
        """
    return (str(script(tmp_path / "player", textwrap.dedent(program) + textwrap.dedent(body))),), heard


def engine(tmp_path: Path, body: str) -> tuple[str, ...]:
    """Return the command of an engine that does something else than speak."""
    return (str(script(tmp_path / "engine", body)),)


SPEAKS_AT_ONCE = """
    import json, sys, wave
    job = json.load(sys.stdin)
    with wave.open(job["path"], "wb") as sound:
        sound.setnchannels(1); sound.setsampwidth(2); sound.setframerate(8000)
        sound.writeframes(b"\\0\\0" * 800)
"""


def lines_in(path: Path) -> list[str]:
    """Return a file's lines, none while it is not there."""
    return path.read_text().splitlines() if path.exists() else []


def has_lines(path: Path, count: int) -> bool:
    """Whether a file has so many lines."""
    return len(lines_in(path)) == count


def has(words: Sequence[str], count: int) -> bool:
    """Whether there are so many words."""
    return len(words) == count


def dead(pid: int) -> bool:
    """Whether a process is gone; one that only waits to be buried is."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def sound_of(path: Path) -> tuple[float, float]:
    """Return a WAV's seconds and its RMS, 1 being full scale."""
    with wave.open(str(path)) as sound:
        samples = array("h", sound.readframes(sound.getnframes()))[:: sound.getnchannels()]
        rms = math.sqrt(sum(sample * sample for sample in samples) / len(samples)) / 32768
        return len(samples) / sound.getframerate(), rms


@needs_engine
def test_speech_is_sound(tmp_path: Path) -> None:
    """A line of ten words takes two to six seconds and is not silence; its file is private."""
    synthesise(LINE, tmp_path / "line.wav")
    seconds, rms = sound_of(tmp_path / "line.wav")
    assert 2 < seconds < 6
    assert 0.02 < rms < 0.5
    assert 0o600 == stat.S_IMODE((tmp_path / "line.wav").stat().st_mode)
    assert ["line.wav"] == [path.name for path in tmp_path.iterdir()]


@needs_engine
def test_rate_changes_the_duration(tmp_path: Path) -> None:
    """Twice the words a minute take about half the time."""
    for rate in (100, 200):
        synthesise(LINE, tmp_path / f"{rate}.wav", rate=rate)
    slow, fast = (sound_of(tmp_path / f"{rate}.wav")[0] for rate in (100, 200))
    assert 1.6 < slow / fast < 2.6


@needs_engine
def test_voices(tmp_path: Path) -> None:
    """A voice the engine has speaks; one it has not is named, and nothing is left behind."""
    synthesise(LINE, tmp_path / "de.wav", "de")
    assert sound_of(tmp_path / "de.wav")[0] > 2
    with pytest.raises(DeviceMissing, match="no voice “nobody”"):
        synthesise(LINE, tmp_path / "nobody.wav", "nobody")
    assert ["de.wav"] == [path.name for path in tmp_path.iterdir()]


@needs_engine
@pytest.mark.parametrize("text", ["-v whisper", "[[h@l'oU]]", '<break time="90s"/>', "$(reboot); `id`", "漢字", "…"])
def test_text_is_data_to_the_engine(tmp_path: Path, text: str) -> None:
    """What looks like an option, a phoneme, markup or a command is only spoken."""
    synthesise(text, tmp_path / "line.wav")
    assert sound_of(tmp_path / "line.wav")[0] < 10


@needs_engine
@needs_aplay
def test_what_is_heard(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the real aplay, lines come out one after the other, whole, and not as silence."""
    (tmp_path / "alsa.conf").write_text(
        f"""pcm.!default {{ type plug slave.pcm heard }}
        pcm.heard {{ type file slave.pcm null file "{tmp_path}/heard.wav" format wav }}"""
    )
    monkeypatch.setenv("ALSA_CONFIG_PATH", f"/usr/share/alsa/alsa.conf:{tmp_path}/alsa.conf")
    speaker = make(200)
    speaker.say(LINE)
    assert wait_for(lambda: speaker._spoken or speaker._trouble)
    assert "" == speaker.status()
    (made,) = (tmp_path / "cache").glob("*.wav")
    expected, loud = sound_of(made)
    seconds, rms = sound_of(tmp_path / "heard.wav")
    assert expected - 0.05 <= seconds <= expected + 0.5
    assert loud * 0.8 < rms < loud * 1.2


def test_say_waits_for_nothing(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty lines are taken while the engine hangs with the first of them."""
    monkeypatch.setattr(speech, "MAKING", PATIENCE)
    begun = tmp_path / "begun"
    speaker = make(command=engine(tmp_path, f"import time; open({str(begun)!r}, 'w').close(); time.sleep({PATIENCE})"))
    speaker.say("Line")
    assert wait_for(begun.exists)
    for number in range(50):
        speaker.say(f"Line {number}")
    assert [f"Line {number}" for number in (47, 48, 49)] == [line for line, _ in speaker._lines]
    assert "" == speaker._trouble


@needs_engine
def test_a_kept_line_is_not_made_again(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line said before costs no engine: the player starts with the WAV that is there."""
    made, make_wav = list[str](), speech.synthesise

    def counted(line: str, *how: Any, **more: Any) -> None:
        made.append(line)
        make_wav(line, *how, **more)

    monkeypatch.setattr(speech, "synthesise", counted)
    command, heard = player(tmp_path)
    speaker = make(players=(command,))
    for times in (1, 2):
        speaker.say(LINE)
        assert wait_for(partial(has_lines, heard, times))
    assert 1 == len({line.split()[1] for line in lines_in(heard)})
    assert [LINE] == made


def test_newest_lines_win(tmp_path: Path, make: Make) -> None:
    """While one line is said, only the newest three wait; they come in order."""
    go_on = tmp_path / "go-on"
    command, heard = player(tmp_path, f"while not os.path.exists({str(go_on)!r}): time.sleep(0.01)")
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(command,), patience=PATIENCE)
    speaker.say("first")
    assert wait_for(lambda: lines_in(heard))
    for number in range(10):
        speaker.say(f"line {number}")
    assert ["line 7", "line 8", "line 9"] == [line for line, _ in speaker._lines]
    go_on.touch()
    assert wait_for(lambda: len(lines_in(heard)) == 4)
    assert [] == list(speaker._lines)


@needs_root
@pytest.mark.faults
def test_missing_engine(tmp_path: Path) -> None:
    """With the engine's library hidden, the status says what to install, and nothing is printed."""
    if not engine_loads():
        pytest.skip("nothing to hide: espeak is missing")
    program = f"""\
        import pathlib, time
        from kiosk.devices.speech import PyttsxSpeaker
        speaker = PyttsxSpeaker("", 170, pathlib.Path({str(tmp_path)!r}), players=(("true",),))
        speaker.say("hello")
        while not speaker._trouble:
            time.sleep(0.01)
        open({str(tmp_path / "status")!r}, "w").write(speaker.status())
        speaker.close()
        """
    hide = "for lib in /usr/lib/*/libespeak*.so.1; do mount --bind /dev/null $lib || exit 77; done; "
    start = f"{hide} exec {sys.executable} -c '{textwrap.dedent(program).replace(chr(39), chr(34))}'"
    answer = subprocess.run(["unshare", "-m", "sh", "-c", start], capture_output=True, text=True, check=False)
    if answer.returncode == 77:
        pytest.skip("nothing can be mounted here")
    assert (0, "", "") == (answer.returncode, answer.stdout, answer.stderr)
    assert NO_ENGINE_WORDS == (tmp_path / "status").read_text()


def test_no_library_anywhere(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is said, the status already tells of a missing engine."""
    monkeypatch.setattr(speech, "LIBRARIES", ())
    assert NO_ENGINE_WORDS == make(players=(("true",),)).status()


def test_missing_player(tmp_path: Path, make: Make) -> None:
    """Without a player the status says what to install, before and after a line."""
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(("no-such-player",),))
    assert NO_PLAYER_WORDS == speaker.status()
    speaker.say("hello")
    assert wait_for(lambda: speaker._trouble)
    assert NO_PLAYER_WORDS == speaker.status()


def test_a_failing_player_is_a_sentence(tmp_path: Path, make: Make, capfd: pytest.CaptureFixture[str]) -> None:
    """What a player complains of becomes the status, and not a letter of it reaches the screen."""
    command, _ = player(tmp_path, "sys.exit('aplay: audio open error')")
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(command,))
    speaker.say("hello")
    assert wait_for(speaker.status)
    assert f"No speech: {command[0]} cannot play (aplay: audio open error). Look at the sound card." == speaker.status()
    assert ("", "") == capfd.readouterr()


def test_a_hanging_player_is_killed(tmp_path: Path, make: Make) -> None:
    """A player that hangs is killed with what it started, and the next line is said."""
    command, heard = player(
        tmp_path,
        f"""
        import subprocess
        if not os.path.exists({str(tmp_path / "hung")!r}):
            child = subprocess.Popen(["sleep", "60"])
            open({str(tmp_path / "hung")!r}, "w").write(str(child.pid))
            time.sleep(60)
        """,
    )
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(command,), patience=0.5)
    speaker.say("first")
    assert wait_for(lambda: "hung and was stopped" in speaker.status())
    speaker._patience = PATIENCE
    speaker.say("second")
    assert wait_for(lambda: speaker._spoken)
    assert "" == speaker.status()
    assert 2 == len(lines_in(heard))
    for pid in (lines_in(heard)[0].split()[-1], (tmp_path / "hung").read_text()):
        assert wait_for(partial(dead, int(pid)))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("import sys; sys.exit('out of memory')", "the engine failed (out of memory)"),
        ("", "the engine failed (0)"),
        ("import time; time.sleep(60)", "the engine did not answer"),
    ],
)
def test_a_failing_engine_is_a_sentence(
    tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch, body: str, words: str
) -> None:
    """An engine that fails, does nothing or hangs is a quiet status."""
    monkeypatch.setattr(speech, "MAKING", 0.5 if "sleep" in body else PATIENCE)
    speaker = make(command=engine(tmp_path, body), players=(("true",),))
    speaker.say("hello")
    assert wait_for(lambda: words in speaker.status())


def test_a_failed_engine_is_tried_again_later(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a failure lines are dropped quietly for a while, then the engine is tried again."""
    now = [1000.0]
    monkeypatch.setattr(speech, "time", SimpleNamespace(monotonic=lambda: now[0], time=time.time))
    tries = tmp_path / "tries"
    body = f"import sys; open({str(tries)!r}, 'a').write('x'); sys.exit(1)"
    speaker = make(command=engine(tmp_path, body), players=(("true",),), retry=60)
    asked, wav = list[str](), speaker._wav

    def counted(line: str, language: str) -> Path:
        try:
            return wav(line, language)
        finally:
            asked.append(line)

    monkeypatch.setattr(speaker, "_wav", counted)
    for times in (1, 2, 3):
        speaker.say("hello")
        assert wait_for(partial(has, asked, times))
    assert wait_for(lambda: speaker._trouble)
    assert "x" == tries.read_text()
    now[0] += 61
    engine(tmp_path, SPEAKS_AT_ONCE)
    speaker.say("hello")
    assert wait_for(lambda: speaker._spoken)
    assert "" == speaker.status()


def test_close_stops_in_mid_word(tmp_path: Path, make: Make) -> None:
    """Closing kills the player at once, and nothing is said after it."""
    command, heard = player(tmp_path, f"time.sleep({2 * PATIENCE})")
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(command,), patience=2 * PATIENCE)
    speaker.say("hello")
    assert wait_for(lambda: lines_in(heard))
    speaker.close()
    assert wait_for(partial(dead, int(lines_in(heard)[0].split()[-1])))
    speaker.say("more")
    assert [] == list(speaker._lines)
    assert speaker._thread is not None
    speaker._thread.join(PATIENCE)
    assert not speaker._thread.is_alive()
    assert 1 == len(lines_in(heard))


def test_a_damaged_wav_is_made_anew(tmp_path: Path, make: Make) -> None:
    """A kept line whose file is damaged is thrown away, and spoken the next time."""
    command, heard = player(tmp_path)
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(command,))
    speaker.say("hello")
    assert wait_for(lambda: lines_in(heard))
    (wav,) = (tmp_path / "cache").glob("*.wav")
    wav.write_bytes(b"RIFF")
    speaker.say("hello")
    assert wait_for(lambda: "damaged" in speaker.status())
    speaker.say("hello")
    assert wait_for(lambda: len(lines_in(heard)) == 2)


def test_the_cache_is_bounded(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many WAVs are kept, the oldest go first, and what a killed engine left goes too."""
    monkeypatch.setattr(speech, "KEPT", 2)
    command, heard = player(tmp_path)
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(command,))
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / ".x.wav.1.tmp").write_bytes(b"")
    os.utime(tmp_path / "cache" / ".x.wav.1.tmp", (1, 1))
    for number in range(1, 5):
        speaker.say(f"line {number}")
        assert wait_for(partial(has_lines, heard, number))
    assert 2 == len(list((tmp_path / "cache").iterdir()))
    newest = {line.split()[1] for line in lines_in(heard)[-2:]}
    assert newest == {str(path) for path in (tmp_path / "cache").iterdir()}


def test_an_unusable_cache_is_a_sentence(tmp_path: Path, make: Make) -> None:
    """A cache that cannot be written is a quiet status."""
    (tmp_path / "cache").write_text("")
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(("true",),))
    speaker.say("hello")
    assert wait_for(lambda: speaker._trouble)
    assert speaker.status().startswith("No speech: ")


def test_the_unforeseen_is_a_sentence(tmp_path: Path, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault nobody foresaw is a quiet status, and the voice goes on."""
    command, heard = player(tmp_path)
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(command,))
    with monkeypatch.context() as patch:
        patch.setattr(speaker, "_wav", None)
        speaker.say("hello")
        assert wait_for(lambda: "nobody foresaw" in speaker.status())
    speaker.say("hello")
    assert wait_for(lambda: lines_in(heard))


def test_children_learn_nothing_secret() -> None:
    """Engine and player get what they need of the environment, and no token in it."""
    given = {"PATH": "/bin", "LC_ALL": "C", "ALSA_CONFIG_PATH": "x", "API_TOKEN": "s", "PYTHONPATH": "y"}
    assert {"PATH": "/bin", "LC_ALL": "C", "ALSA_CONFIG_PATH": "x"} == environment(given)


def test_silent_speaker() -> None:
    """The twin keeps what it was told to say."""
    speaker = SilentSpeaker()
    speaker.say("hello")
    speaker.close()
    assert (["hello"], "") == (speaker.said, speaker.status())
    for _ in range(1001):
        speaker.say("more")
    assert 1000 == len(speaker.said)


def test_an_interrupt_stops_what_is_played(tmp_path: Path) -> None:
    """Ctrl-C ends the player too, which runs in a group of its own and would not hear it."""
    started = tmp_path / "pid"

    def interrupt(*_: object) -> None:
        if started.exists() and started.read_text():
            signal.setitimer(signal.ITIMER_REAL, 0)
            raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.1, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            Children().run(["sh", "-c", f"echo $$ > {started}; exec sleep 600"], b"", PATIENCE)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    with pytest.raises(ProcessLookupError):
        os.kill(int(started.read_text()), 0)


def peak(path: Path) -> int:
    """Return the loudest sample of a WAV."""
    with wave.open(str(path)) as sound:
        return int(max(map(abs, array("h", sound.readframes(sound.getnframes())))))


@needs_engine
def test_a_language_is_spoken_with_a_voice_of_it(tmp_path: Path) -> None:
    """The same words sound otherwise in Spanish, German and English, and none is silent."""
    wavs = {language: tmp_path / f"{language}.wav" for language in ("es", "de", "en")}
    for language, path in wavs.items():
        synthesise("dos hamburguesas con queso", path, language=language)
        assert peak(path) > 1000
    assert 3 == len({path.read_bytes() for path in wavs.values()})


@needs_engine
def test_a_language_nobody_speaks(tmp_path: Path) -> None:
    """It is said in a sentence, and nothing is written."""
    with pytest.raises(DeviceMissing, match="no voice that speaks “qq”"):
        synthesise("hello", tmp_path / "line.wav", language="qq")
    assert not (tmp_path / "line.wav").exists()


@needs_engine
def test_the_engine_names_its_languages() -> None:
    """By their codes, English and Spanish among them."""
    there = spoken_languages()
    assert "es" in there
    assert voice_of(dict.fromkeys(there, "there"), "en")


@pytest.mark.parametrize(
    ("expected", "language"),
    [("es", "es"), ("es", "es-AR"), ("pt-br", "pt-BR"), ("pt-br", "pt"), ("us", "en"), ("", "fr")],
)
def test_the_voice_of_a_language(expected: str, language: str) -> None:
    """Its own, else that of the language it is a kind of, else of a kind of it."""
    there = {"es": "es", "es-419": "latin", "pt-br": "pt-br", "en-029": "caribbean", "en-us": "us"}
    assert expected == voice_of(there, language)


@pytest.mark.parametrize(
    ("expected", "language", "voice"),
    [
        (("mb-es1", ""), "es", ""),
        (("mb-es1", ""), "es-MX", ""),
        (("", "de"), "de", ""),
        (("", "de"), "de", "en-us"),
        (("de", ""), "de", "de"),
        (("en-us", ""), "en", "en-us"),
        (("en-us", ""), "", "en-us"),
    ],
)
def test_a_voice_is_named_or_chosen(expected: tuple[str, str], language: str, voice: str) -> None:
    """What the settings name for a language; the machine's own for English and for no language; else one of it."""
    assert expected == voice_for(language, voice, {"es": "mb-es1"})


def test_a_line_is_kept_for_each_language(make: Make, tmp_path: Path) -> None:
    """The same words in two languages are two WAVs."""
    command, heard = player(tmp_path)
    speaker = make(command=engine(tmp_path, SPEAKS_AT_ONCE), players=(command,))
    speaker.say("taxi", "es")
    speaker.say("taxi", "de")
    assert wait_for(lambda: has_lines(heard, 2))
    assert 2 == len({line.split()[1] for line in lines_in(heard)})

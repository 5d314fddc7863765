"""A counter begun at a terminal: what `kiosk playbook init` asks, with answers as people type them, silly ones too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal.tty import Tty, environment

pytestmark = pytest.mark.terminal

SOUP = (
    ("called?", "", ""),
    ("Which language", "english", "That is no language's code, such as en, es or pt-BR."),
    ("Which language", "en", ""),
    ("Which sign", "$", ""),
    ("taken?", "T" * 41, "That is longer than 40 signs."),
    ("taken?", "Till", ""),
    ("things made?", " , ,", "Name one place or more."),
    ("things made?", "Stove, stove", "stands there twice."),
    ("things made?", "Stove, Oven", ""),
    ("What does Stove make", "soup", "“soup” has no price behind it."),
    ("What does Stove make", "free soup for nothing", "has no price behind it."),
    ("What does Stove make", "Soup 4.50, soup 5", "stands there twice."),
    ("What does Stove make", "Soup 4.50, null 6, “Chef's” pot: hot 7,25", ""),
    ("What does Oven make", "Bread -1", "has no price behind it."),
    ("What does Oven make", "Bread 1,20 $, # 2", ""),
    ("handed over?", "Hatch", ""),
)
"""A food counter, as one answers who reads nothing."""

COBBLER = (
    ("called?", "Schuh & Schlüssel: “Meyer”", ""),
    ("Which language", "de", ""),
    ("Which sign", "€", ""),
    ("taken?", "Tresen", ""),
    ("things made?", "Werkbank; Fräse", ""),
    ("What does Werkbank; Fräse make", "Absätze 14, Sohlen (Leder) 49,90; Naht 6", ""),
    ("handed over?", "no", ""),
)
"""No food: shoes are mended, in German."""

COUNTERS = {
    "soup": (
        SOUP,
        "My counter: 4 steps, 5 items, no problems.",
        '[{"item": "soup"}, {"item": "bread"}]',
        ("stove", "oven", "hand-over"),
    ),
    "shoes": (
        COBBLER,
        "Meyer”: 3 steps, 3 items, no problems.",
        '[{"item": "absatze"}, {"item": "naht", "quantity": 2}]',
        ("werkbank-frase", "hand-over"),
    ),
}
"""What is answered, what is said of it, what a guest orders then, and the steps the order goes through."""


def kiosk(home: Path, *words: str, said: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    command = [sys.executable, "-m", "kiosk", *words]
    return subprocess.run(
        command, cwd=home, env=environment(home), input=said, capture_output=True, text=True, check=False
    )


def done(home: Path, folder: str, *words: str, said: str = "") -> str:
    """Run a command on a playbook, which has to do; return what it says."""
    ended = kiosk(home, *words, "--playbook", f"./{folder}", said=said)
    assert (0, "") == (ended.returncode, ended.stderr)
    return ended.stdout


@pytest.mark.parametrize("folder", sorted(COUNTERS))
def test_a_counter_is_begun_at_a_terminal(shop: Path, folder: str) -> None:
    """Silly answers are asked again, in words; what is made checks clean, holds its examples and takes an order."""
    answers, made, order, steps = COUNTERS[folder]
    with Tty(shop, "playbook", "init", folder) as here:
        for question, answer, told in answers:
            here.until(question)
            here.send(f"{answer}\r")
            if told:
                here.until(told)
        here.until(made)
    assert " no problems. " in kiosk(shop, "playbook", "check", f"./{folder}").stdout
    assert kiosk(shop, "playbook", "test", f"./{folder}").stdout.endswith(("example holds.\n", "examples hold.\n"))
    done(shop, folder, "order", "add", "-", said=f'{{"id": "web-1", "lines": {order}}}')
    for step in steps:
        done(shop, folder, "ticket", "bump", "1", step)
    assert '"state": "finished"' in done(shop, folder, "order", "show", "1", "--json")


@pytest.mark.parametrize("key", ["\x03", "\x1c"], ids=["interrupt", "quit"])
def test_who_leaves_in_between_has_made_nothing(shop: Path, key: str) -> None:
    """No folder half made."""
    with Tty(shop, "playbook", "init", "soup") as here:
        here.until("called?")
        here.send("Soup\r")
        here.until("Which language")
        here.send(key)
        assert here.wait()
        assert "Traceback" not in here.text
    assert not (shop / "soup").exists()

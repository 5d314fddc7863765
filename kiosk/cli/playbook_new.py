"""`kiosk playbook init` without an example: asks what a counter is, and makes one that checks clean and works."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

from kiosk.config.new_counter import MakingPlace, NewCounter, Sold, files
from kiosk.config.shape.models import LANGUAGE_CODE
from kiosk.work.text.text import clean

LONGEST = 40
"""Signs of a name."""

_PRICED = re.compile(r"(?P<name>.*?\S)\s+(?P<whole>\d{1,6})(?:[.,](?P<cents>\d{1,2}))?\s*\D{0,3}")

Answer = TypeVar("Answer")


def ask_counter() -> NewCounter:
    """Ask for what a counter is; an empty line takes what stands in brackets, and so does the end of what is typed."""
    title = _ask("What is the counter called?", "My counter", _name)
    language = _ask("Which language are its words in? (a code, as en, de or es)", "en", _language)
    currency = _ask("Which sign stands before a price?", "$", lambda said: clean(said, 8))
    front = _ask("Where are orders taken?", "Counter", _name)
    names = _ask("Where are things made? (places, with commas between)", "Kitchen", _names)
    question = "What does {} make, and for how much? (with commas)"
    places = [MakingPlace(name, _ask(question.format(name), "Soup 4.50", _sold)) for name in names]
    expo = _ask("Where are orders handed over?", "Hand-over", _name)
    return NewCounter(title, language, currency, front, tuple(places), expo)


def write_counter(new: NewCounter, folder: Path) -> None:
    """Write the files of a counter into a folder; raises OSError."""
    for name, text in files(new).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _ask(question: str, usual: str, read: Callable[[str], Answer]) -> Answer:
    """Ask until an answer can be read."""
    while True:
        print(f"{question} [{usual}] ", end="", flush=True)
        line = sys.stdin.readline()
        if not sys.stdin.isatty():
            print()
        try:
            return read(line.strip() or usual)
        except ValueError as wrong:
            print(f"  {wrong}")
            if not line:
                return read(usual)


def _name(said: str) -> str:
    name = clean(said, LONGEST + 1)
    if len(name) > LONGEST:
        raise ValueError(f"That is longer than {LONGEST} signs.")
    return name


def _names(said: str) -> list[str]:
    names = [_name(part) for part in said.split(",") if part.strip()]
    twice = next((name for name in names if [*map(str.casefold, names)].count(name.casefold()) > 1), "")
    if twice or not names:
        raise ValueError(f"{twice} stands there twice." if twice else "Name one place or more.")
    return names


def _language(said: str) -> str:
    if not re.fullmatch(LANGUAGE_CODE, said.strip()):
        raise ValueError("That is no language's code, such as en, es or pt-BR.")
    return said.strip()


def _sold(said: str) -> tuple[Sold, ...]:
    """Read `Soup 4.50, Tea 2`: what is sold, each with its price."""
    found: list[Sold] = []
    for part in re.split(r",(?!\d{1,2}(?:\D|$))|;", said):
        if not part.strip():
            continue
        priced = _PRICED.fullmatch(part.strip())
        if priced is None:
            raise ValueError(f"“{clean(part, 40)}” has no price behind it. Write: Soup 4.50, Tea 2.00")
        cents = Decimal(f"{priced['whole']}.{priced['cents'] or 0}") * 100
        found.append(Sold(_name(priced["name"]), int(cents)))
    _names(",".join(sold.name for sold in found))
    return tuple(found)

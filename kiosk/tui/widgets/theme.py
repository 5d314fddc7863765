"""Three themes, and the words for colours that the drawn widgets use.

| word | for |
|---|---|
| text, quiet | what is read, what is only looked up |
| strong | what must be read first |
| accent | where you are: station, step, chosen tile |
| good, warn, bad | on pace, due, late; kept, skipped; EXTRA, NO |
| how | the procedure: script and points |
| ground, raised, key | behind everything, behind a card, behind a touch target |
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import asdict

if TYPE_CHECKING:
    from rich.style import Style


class Palette(Struct, frozen=True):
    """The colours of one theme, all with a contrast of at least 4.5:1 on `ground` and `raised`."""

    ground: str
    raised: str
    key: str
    text: str
    quiet: str
    strong: str
    accent: str
    good: str
    warn: str
    bad: str
    how: str
    ink: str
    """Text on accent, good, warn, bad and how."""
    dark: bool


PALETTES = {
    "night": Palette(
        ground="#121316",
        raised="#1c1e24",
        key="#272a32",
        text="#e4e2dc",
        quiet="#9a9ca3",
        strong="#ffffff",
        accent="#f2b632",
        good="#66c07c",
        warn="#f2b632",
        bad="#f0736a",
        how="#85b4dc",
        ink="#101114",
        dark=True,
    ),
    "day": Palette(
        ground="#f7f6f2",
        raised="#eae8e1",
        key="#dcd9cf",
        text="#1d1e21",
        quiet="#575a61",
        strong="#000000",
        accent="#7a4d00",
        good="#14652c",
        warn="#7a4d00",
        bad="#a81e16",
        how="#17558a",
        ink="#ffffff",
        dark=False,
    ),
    "contrast": Palette(
        ground="#000000",
        raised="#161616",
        key="#2b2b2b",
        text="#ffffff",
        quiet="#d4d4d4",
        strong="#ffffff",
        accent="#ffe14d",
        good="#5cff7f",
        warn="#ffe14d",
        bad="#ffa095",
        how="#8fd0ff",
        ink="#000000",
        dark=True,
    ),
}


class Look(Struct, frozen=True):
    """How a run of text looks."""

    colour: str
    ground: str
    bold: bool
    strike: bool
    underline: bool

    @property
    def sequence(self) -> str:
        """What a terminal of all colours is told before such text."""
        signs = (("1", self.bold), ("4", self.underline), ("9", self.strike))
        parts = [sign for sign, said in signs if said]
        parts += [f"{layer};2;{_numbers(colour)}" for layer, colour in ((38, self.colour), (48, self.ground))]
        return f"\x1b[0;{';'.join(parts)}m"


def _numbers(colour: str) -> str:
    return ";".join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5))


@cache
def look(theme: str, words: str) -> Look:
    """Return the look for words such as `bad bold`, `ink on accent`, `quiet on raised strike`.

    A first colour word is the text, the one after `on` the ground; bold, strike and underline add up.
    """
    colours = asdict(PALETTES.get(theme, PALETTES["night"]))
    colour, ground, attributes = colours["text"], colours["ground"], set[str]()
    behind = False
    for word in words.split():
        if word == "on":
            behind = True
        elif word in ("bold", "strike", "underline"):
            attributes.add(word)
        elif behind:
            ground, behind = colours[word], False
        else:
            colour = colours[word]
    return Look(colour, ground, *(name in attributes for name in ("bold", "strike", "underline")))


@cache
def style(theme: str, words: str) -> Style:
    """Return the same as Textual takes it."""
    from rich.style import Style  # loaded with Textual; what is painted before it needs none

    seen = look(theme, words)
    return Style(color=seen.colour, bgcolor=seen.ground, bold=seen.bold, strike=seen.strike, underline=seen.underline)

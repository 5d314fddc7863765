"""Three themes, each readable: contrast is computed, and no state is told by colour alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.tui.widgets.theme import PALETTES, Palette, style
from tests.tui.seat import seat

READ = ("text", "quiet", "strong", "accent", "good", "warn", "bad", "how")
GROUNDS = ("ground", "raised", "key")
FILLED = ("accent", "good", "warn", "bad", "how")


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, as WCAG 2 defines it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
def test_everything_that_is_read_has_contrast(palette: Palette) -> None:
    """At least 4.5 to 1 on every ground, for text on filled grounds too."""
    for ground in GROUNDS:
        for word in READ:
            assert contrast(getattr(palette, word), getattr(palette, ground)) >= 4.5, (word, ground)
    for ground in FILLED:
        assert contrast(palette.ink, getattr(palette, ground)) >= 4.5, ("ink", ground)


def test_high_contrast_is_higher() -> None:
    """At least 7 to 1 throughout."""
    palette = PALETTES["contrast"]
    for ground in GROUNDS:
        for word in READ:
            assert contrast(getattr(palette, word), getattr(palette, ground)) >= 7, (word, ground)


@pytest.mark.parametrize("theme", PALETTES)
def test_style_words(theme: str) -> None:
    """Colour, ground and attributes, in any order."""
    palette = PALETTES[theme]
    found = style(theme, "bad bold on raised strike")
    assert found.color is not None
    assert found.bgcolor is not None
    assert (palette.bad, palette.raised) == (found.color.name, found.bgcolor.name)
    assert found.bold
    assert found.strike


async def test_d_changes_between_them(database: Path) -> None:
    """Night, day, contrast and round, painted anew each time."""
    async with seat(database) as grill:
        await grill.opened()
        grounds = []
        for _ in range(4):
            grounds.append(grill.style("Grill the patties").bgcolor)
            await grill.press("d")
        assert grounds[0] == grounds[3]
        assert 3 == len(set(grounds))

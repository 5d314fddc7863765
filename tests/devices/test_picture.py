"""The picture of a slip: other scripts as they read, or a mark and a sentence where no font here can write them."""

from __future__ import annotations

import io
from datetime import UTC
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont, features

from kiosk.devices import picture
from kiosk.devices.printer import FilePrinter
from kiosk.work.order.event import Guest
from kiosk.work.record.slip import slip
from tests.devices.orders import finished, folded
from tests.playbooks import DINER

PAYLOAD = "K1:20261122-45:20261122T123108Z:301:7/7:12/14:0123456789ABCDEF"
ONION = "بصل"
JOINED = "\ufe91\ufebc\ufede"
"""The shapes its letters have in a word."""

SCRIPTS = {
    "Chinese": "花生过敏",
    "Arabic": "بدون بصل",
    "Hebrew": "שלום",
    "Thai": "ขอบคุณ",
    "emoji": "🍟🥜",
    "Tamil": "நன்றி",
}

needs_shaper = pytest.mark.skipif(not features.check("raqm"), reason="Pillow has no shaper here: no library fribidi")


def drawn(*lines: str) -> bytes:
    """Return the picture of some lines."""
    return picture.picture(lines, PAYLOAD)


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the machine have no font for other scripts."""
    monkeypatch.setattr(picture, "_fonts_of", lambda _character: iter(()))


@needs_shaper
def test_arabic_is_joined_and_reads_from_the_right() -> None:
    """Its dark pixels stand where its shapes from the right have them, not where its letters from the left do."""
    try:
        font = ImageFont.truetype("DejaVuSansMono.ttf", picture.SIZE, layout_engine=ImageFont.Layout.BASIC)
    except OSError:
        pytest.skip("DejaVu Sans Mono is not here")
    image = Image.open(io.BytesIO(drawn(ONION))).convert("L")
    row = (0, 0, image.width, picture.MARGIN + picture.CELL[1])

    def apart(words: str) -> int:
        expected = Image.new("L", image.size, 255)
        top = picture.MARGIN + font.getmetrics()[0]
        ImageDraw.Draw(expected).text((picture.MARGIN, top), words, font=font, fill=0, anchor="ls")
        return sum(pixel > 127 for pixel in ImageChops.difference(expected, image).crop(row).tobytes())

    assert 2 * apart(JOINED[::-1]) < min(apart(ONION), apart(ONION[::-1]), apart(JOINED))


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("words", SCRIPTS.values(), ids=SCRIPTS)
def test_words_that_no_font_can_write_leave_a_mark_and_a_sentence(words: str) -> None:
    """Never question marks, nor letters that stand apart."""
    assert drawn("Guest: […]", *picture.UNSHOWN_WORDS) == drawn(f"Guest: {words}")


def test_without_a_shaper_nothing_is_written_unjoined(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that knows the letters is not enough."""
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")
    picture.can_write.cache_clear()
    try:
        for words in (SCRIPTS["Arabic"], SCRIPTS["Hebrew"], SCRIPTS["Tamil"], "؟؟؟"):
            assert drawn("Guest: […]", *picture.UNSHOWN_WORDS) == drawn(f"Guest: {words}")
    finally:
        picture.can_write.cache_clear()


def test_what_stands_around_a_word_stays_in_its_columns() -> None:
    """Price and quantity stand where they stand on every slip."""
    plain, other = (Image.open(io.BytesIO(drawn(f"2 × {name}     3.50"))) for name in ("abc", ONION))
    right = (picture.MARGIN + 9 * picture.CELL[0], 0, plain.width, picture.MARGIN + picture.CELL[1])
    assert plain.crop(right).tobytes() == other.crop(right).tobytes()


def test_a_slip_of_a_guest_in_arabic_has_text_and_picture(tmp_path: Path) -> None:
    """The words stand in the text as they came, whatever the picture can show."""
    made = slip(folded(finished()), DINER, Guest("order-a", "محمد علي", "بدون بصل"), UTC)
    FilePrinter(tmp_path).print(made.name, made.lines, made.payload)
    text = (tmp_path / "order-a.txt").read_text("utf-8")
    assert "محمد علي" in text
    assert "بدون بصل" in text
    assert b"\x89PNG" == (tmp_path / "order-a.png").read_bytes()[:4]

"""The QR code: what was put in is what readers read, on paper and on a terminal."""

from __future__ import annotations

import io
import random
import shutil
import string
import subprocess
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.devices.qr import half_blocks, modules, png
from kiosk.work.record.slip import payload
from tests.devices.orders import finished, folded
from tests.playbooks import DINER

ALPHANUMERIC = string.digits + string.ascii_uppercase + "$%*+-./:"


def codes(count: int = 60) -> list[str]:
    """Return payloads: real ones of several lengths, and random ones up to the longest."""
    rng = random.Random(4)
    real = [
        str(payload(folded(finished(f"order-{number}", number)), DINER)) for number in (1, 45, 678, 9012, 999_999_999)
    ]
    return real + ["".join(rng.choices(ALPHANUMERIC, k=rng.randint(40, 90))) for _ in range(count - len(real))]


def read(image: Image.Image) -> str:
    """Read the one code in a picture."""
    (found,) = zxingcpp.read_barcodes(image)
    return found.text


@pytest.mark.parametrize("code", codes())
def test_png_is_read_by_zxing(code: str) -> None:
    """The PNG reads back as the payload."""
    assert code == read(Image.open(io.BytesIO(png(code))))


def test_png_is_read_by_zbar(tmp_path: Path) -> None:
    """A second reader, written by other people, reads the same from every PNG."""
    if not shutil.which("zbarimg"):
        pytest.skip("zbarimg is missing: apt install zbar-tools")
    for place, code in enumerate(codes()):
        (tmp_path / f"{place:03}.png").write_bytes(png(code))
    files = sorted(str(path) for path in tmp_path.iterdir())
    answer = subprocess.run(["zbarimg", "-q", "--raw", *files], capture_output=True, text=True, check=True)
    assert codes() == answer.stdout.splitlines()


@pytest.mark.parametrize("cut", [0, 1])
@pytest.mark.parametrize("code", codes(10))
def test_half_blocks_are_the_same_code(code: str, cut: int) -> None:
    """Cells painted two modules high read back as the payload, where the light border is cut to half of it too."""
    whole = half_blocks(code)
    cells = [row[2 * cut : len(row) - 2 * cut] for row in whole[cut : len(whole) - cut]]
    image = Image.new("L", (len(cells[0]) * 4, len(cells) * 8), 255)
    for row, line in enumerate(cells):
        for column, (upper, lower) in enumerate(line):
            for part, dark in enumerate((upper, lower)):
                if dark:
                    image.paste(0, (column * 4, row * 8 + part * 4, column * 4 + 4, row * 8 + part * 4 + 4))
    assert code == read(image)


def test_sizes() -> None:
    """61 characters take version 3, 90 take version 4: 19 and 21 rows of a terminal."""
    short, long = "A" * 61, "A" * 90
    assert [(37, 19), (41, 21)] == [(len(modules(code)), len(half_blocks(code))) for code in (short, long)]


def test_quiet_zone_is_light() -> None:
    """The border holds no dark module."""
    rows = modules("K1")
    border = [row[place] for row in rows for place in (*range(4), *range(-4, 0))] + [*rows[0], *rows[3], *rows[-1]]
    assert not any(border)


def test_other_letters_are_a_mistake() -> None:
    """A payload outside the alphanumeric set is an error, never a bigger code."""
    with pytest.raises(ValueError, match="mode"):
        modules("k1:ä")

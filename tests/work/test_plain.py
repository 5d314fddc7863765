"""Text as it is searched: the same words in many writings are the same words."""

from __future__ import annotations

import base64
import html
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.work.allergy.detection import read
from kiosk.work.text.plain import foreign, plain

SAID = "Cliente alérgico a la mostaza"
UTF_8 = SAID.encode()

WRITTEN = {
    "entity": "Cliente al&eacute;rgico a la mostaza",
    "number": "Cliente al&#233;rgico a la mostaza",
    "hexadecimal": "Cliente al&#xE9;rgico a la mostaza",
    "entity twice": "Cliente al&amp;eacute;rgico a la mostaza",
    "windows": UTF_8.decode("cp1252"),
    "latin": UTF_8.decode("latin-1"),
    "twice": UTF_8.decode("cp1252").encode().decode("cp1252"),
    "mac": UTF_8.decode("mac_roman"),
    "dos": UTF_8.decode("cp437"),
    "dos in Europe": UTF_8.decode("cp850"),
    "percent": quote(SAID),
    "percent in Latin": quote(SAID, encoding="latin-1"),
    "quoted-printable": "Cliente al=C3=A9rgico a la mos=\ntaza",
    "quoted-printable in Latin": "Cliente al=E9rgico a la mostaza",
    "header": "=?UTF-8?Q?Cliente_al=C3=A9rgico_a_la_mostaza?=",
    "header in base64": f"=?utf-8?B?{base64.b64encode(UTF_8).decode()}?=",
    "escape": "Cliente al\\u00e9rgico a la mostaza",
    "byte escape": "Cliente al\\xe9rgico a la mostaza",
    "utf-7": "Cliente al+AOk-rgico a la mostaza",
    "without width": "Cliente al\u200bérgi\u00adco a la mos\u2060ta\ufeffza",
    "tags": "Cliente al\U000e0061érgico a la mostaza",
    "Cyrillic look-alikes": "Cliеntе аlérgicо a la mоstаzа",
    "wide": "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in SAID),
    "bold": "Cliente \U0001d41a\U0001d425érgico a la mostaza",
    "digits": "Cliente alérg1c0 a la m0staza",
    "letters apart": "Cliente a l é r g i c o a la mostaza",
    "accent apart": "Cliente ale\u0301rgico a la mostaza",
}


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_the_same_words_are_heard_the_same_in_every_writing(written: str) -> None:
    """Whatever program they came through."""
    assert read(SAID) == read(written)


@pytest.mark.parametrize("note", ["50% off", "a=b", "100%", "R&D", "1+1-2", "Ana & Tom", "Käse & Ei", "Łódź", "日本語"])
def test_what_was_not_encoded_stays(note: str) -> None:
    """Repair where it is certain."""
    assert plain(note) == note


@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No letter without width is left, and ASCII is never foreign."""
    once = plain(text)
    assert once.isascii() <= (not foreign(once))
    assert not set("\u200b\u00ad\ufeff") & set(once)


@given(st.text("abcdefgh éüñßłœ,.", max_size=40))
def test_ordinary_letters_are_found_through_entities(text: str) -> None:
    """HTML's writing of a text is that text."""
    assert plain(html.escape(text)) == plain(text)

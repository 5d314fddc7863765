"""One gate for every text that enters: orders, playbooks, settings, scans, people, whatever wrote them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.config.edit import edited
from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.config.settings import read_settings
from kiosk.work.edit.edit import Edit
from kiosk.work.people.person import Person, named
from kiosk.work.text.plain import alike, text_of
from kiosk.work.text.scanned import as_sent, is_sent
from tests.cli.conftest import Kiosk

CODE = "K1:20261122-45:20261122T123108Z:301:7/7:12/14:0123456789ABCDEF"

ENCODED: dict[str, Callable[[str], bytes]] = {
    "utf-8": str.encode,
    "byte order mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16, big end first": lambda text: text.encode("utf-16-be"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "windows": lambda text: text.encode("cp1252"),
    "latin-1": lambda text: text.encode("latin-1"),
}


@pytest.mark.parametrize("encode", ENCODED.values(), ids=ENCODED)
def test_bytes_are_read_in_every_encoding_that_is_certain(encode: Callable[[str], bytes]) -> None:
    """What a spreadsheet, an editor of Windows or an old till writes."""
    words = "{Jalapeño für ¿señor? Crème brûlée ½, 4 °C}"
    assert words == text_of(encode(words))


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("żółty łosoś", "cp1250"),
        ("орехи", "cp1251"),
        ("ξηροί καρποί", "cp1253"),
        ("fıstık şiş", "cp1254"),
        ("Jalapeño", "cp437"),
        ("für", "cp850"),
        ("señor", "mac_roman"),
    ],
)
def test_bytes_that_may_be_another_alphabet_are_no_text(words: str, encoding: str) -> None:
    """Whoever guesses writes nonsense on a ticket."""
    with pytest.raises(UnicodeDecodeError):
        text_of(b'{"note": "' + words.encode(encoding) + b'"}')
    with pytest.raises(UnicodeDecodeError):
        text_of("für ".encode() + "für".encode("latin-1"))


WRITTEN = (
    "Apple pie",
    "APPLE  pie",
    "Ap\u200bple pie",
    "Apple&nbsp;pie",
    "Ａｐｐｌｅ ｐｉｅ",
    "Аpple pie",
    "Apple%20pie",
)


@pytest.mark.parametrize("item", WRITTEN)
def test_an_item_is_known_however_it_is_written(kiosk: Kiosk, item: str) -> None:
    """By its name in entities, full width or look-alikes."""
    ended = kiosk("order", "add", "--json", stdin=json.dumps({"id": "web-1", "lines": [{"item": item}]}))
    assert ("apple-pie", "") == (ended.facts["lines"][0]["item"], ended.err)


@pytest.mark.parametrize("encode", ENCODED.values(), ids=ENCODED)
def test_an_order_is_taken_in_every_encoding_and_its_note_kept(kiosk: Kiosk, encode: Callable[[str], bytes]) -> None:
    """As it was written; a choice and an allergen are known in look-alikes and without width too."""
    line = {"item": "cheeseburger", "choices": ["no on\u00adion"], "note": "señor"}
    order = {"id": "web-1", "lines": [line], "allergies": ["mus\u00adtard"]}
    ended = kiosk("order", "add", "--json", stdin=encode(json.dumps(order, ensure_ascii=False)))
    assert (["no onion"], "señor") == (ended.facts["lines"][0]["choices"], ended.facts["lines"][0]["note"])
    assert ["mustard"] == ended.facts["allergies"]


def test_what_is_out_of_stock_is_known_however_it_is_written(kiosk: Kiosk) -> None:
    """By command as by order."""
    assert 0 == kiosk("item", "out", "Apple&nbsp;pie").code
    assert "Apple pie" in kiosk("item", "list").out


@pytest.mark.parametrize("encode", ENCODED.values(), ids=ENCODED)
def test_a_playbook_is_read_in_every_encoding_and_edited_in_utf_8(
    tmp_path: Path, encode: Callable[[str], bytes]
) -> None:
    """Whatever editor saved it; what is written back is UTF-8."""
    folder = shutil.copytree(shipped()["burger"], tmp_path / "burger")
    menu, cook = folder / "menu.yaml", folder / "procedures" / "cook.md"
    for path in (menu, cook):
        words = path.read_text(encoding="utf-8").replace("Apple pie", "Jalapeño pie")
        path.write_bytes(encode(words.encode("latin-1", "ignore").decode("latin-1")))
    book = load_playbook(folder)
    assert "Jalapeño pie" in {item.name for item in book.menu.items}
    first = next(edited(cook.read_bytes(), book.procedure["cook"], Edit("set", "when.target", value="140")))
    assert "target: 140" in first.decode()


def test_signs_without_width_mean_nothing_in_a_playbook(tmp_path: Path) -> None:
    """A copy from a web page brings them."""
    folder = shutil.copytree(shipped()["burger"], tmp_path / "burger")
    before = load_playbook(folder)
    for path in (folder / "stations.yaml", folder / "procedures" / "cook.md"):
        words = path.read_text(encoding="utf-8")
        path.write_text(words.replace("grill", "gr\u200bill").replace("critical", "cri\u2060tical"), encoding="utf-8")
    after = load_playbook(folder)
    assert (before.stations, before.procedure["cook"].points) == (after.stations, after.procedure["cook"].points)


def test_settings_are_read_in_every_encoding(tmp_path: Path) -> None:
    """A terminal whose file was saved by Notepad starts."""
    for name, encode in ENCODED.items():
        path = tmp_path / f"{len(name)}.yaml"
        path.write_bytes(encode("person: Zoë\nsta\u00adtion: grill\n"))
        settings = read_settings(path, {}, {})
        assert ("Zoë", "grill") == (settings.person, settings.station), name


@pytest.mark.parametrize(
    "text", ["".join(chr(ord(sign) + 0xFEE0) for sign in CODE), f"\ufeff{CODE}", CODE.replace("K1", "K\u200b1")]
)
def test_a_scan_is_known_in_full_width_and_without_its_marks(text: str) -> None:
    """As an input method or a scanner's own encoding sends it."""
    assert (True, CODE) == (is_sent(text), as_sent(text))


@pytest.mark.parametrize("name", ["José", "JOSÉ", "JosÃ©", "Jose\u0301", "Jo\u200bsé", "Jos&eacute;", "Jos%C3%A9"])
def test_a_person_is_known_however_the_name_is_written(name: str) -> None:
    """Nobody is two people because a program could not write the name."""
    people = (Person("Ana"), Person("José"))
    assert people[1] == named(people, name)
    assert alike("José") == alike(name)


def test_words_typed_in_another_encoding_are_read(kiosk: Kiosk) -> None:
    """A terminal that sends Latin letters to a program that waits for UTF-8."""
    assert 0 == kiosk("order", "start", "--by", "Jos\udce9").code
    assert "José" in kiosk("events", "export", "-").out


@pytest.mark.parametrize("name", ["JosÃ©", "Jos&eacute;", "JOSÉ"])
def test_who_did_it_stands_in_the_record_under_the_name_they_are_known_by(kiosk: Kiosk, name: str) -> None:
    """Whatever the verb."""
    assert 0 == kiosk("people", "add", "José").code
    assert 0 == kiosk("order", "start", "--by", name).code
    assert 0 == kiosk("item", "out", "Apple pie", "--by", name).code
    rows = list(csv.DictReader(io.StringIO(kiosk("events", "export", "-").out)))
    assert {"José"} == {row["by"] for row in rows if row["kind"] in ("order-opened", "item-out")}

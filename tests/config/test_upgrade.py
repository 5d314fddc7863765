"""Playbooks of an older version: they load as before, or are written in today's grammar with every other byte kept."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.config import file_change
from kiosk.config.file_change import put_all
from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.config.upgrade import older_files, upgraded
from kiosk.errors import Refused
from tests.config.shop import FILES, Shop

LADLE = FILES["procedures/ladle.md"]


def of(text: str, name: str = "ladle.md") -> str:
    """Return a file's text as it is to be."""
    return upgraded(name, text.encode())[0].decode()


def test_what_was_stored_has_its_hash_still(shop: Shop) -> None:
    """The small shop as the version of 2026-11-22 hashed it: orders of then name that."""
    assert load_playbook(shop.folder).hash.startswith("5421a10d0ba81da0")


@pytest.mark.parametrize("name", sorted(shipped()))
def test_nothing_of_a_shipped_counter_is_older(name: str) -> None:
    """They are of this version."""
    assert [] == older_files(shipped()[name])


OLDER = [
    ("a heading above the lists", "A ladle", "# Why\nA ladle", "**Why**\nA ladle"),
    ("an underlined heading", "A ladle", "Why\n===\n\nA ladle", "**Why**\n\nA ladle"),
    ("a rule under its words", "A ladle", "One line\nand two\n---\nA ladle", "One line\nand two\n\n---\nA ladle"),
    ("words in brackets", "- full: Fill it", "- full: Fill it (to the rim)", "- full: Fill it (to the rim)."),
    (
        "words in brackets before a mark",
        "- full: Fill it",
        "- full: Fill it (to the rim) (critical)",
        "- full: Fill it (to the rim). (critical)",
    ),
    (
        "words in brackets that go over two lines",
        "- full: Fill it",
        "- full: Fill it up\n  (to the rim)",
        "- full: Fill it up\n  (to the rim).",
    ),
    ("brackets of a line to say", "- Careful, hot.", "- Careful (hot)", "- Careful (hot)."),
]


@pytest.fixture
def ladle() -> str:
    """A procedure with text, lines to say and points."""
    head = LADLE[: LADLE.index("---", 4) + 4]
    lists = "## Say\n- Careful, hot.\n\n## Points\n- full: Fill it\n\n## Guidelines\n- Wipe.\n"
    return f"{head}A ladle is a measure.\n\n{lists}"


@pytest.mark.parametrize(("old", "was", "new"), [case[1:] for case in OLDER], ids=[case[0] for case in OLDER])
def test_what_was_words_is_written_as_words(ladle: str, old: str, was: str, new: str) -> None:
    """In the one way that is read so today; it is done once."""
    assert old in ladle
    made = of(ladle.replace(old, was))
    assert ladle.replace(old, new) == made
    assert made == of(made)


def test_what_stands_under_a_heading_of_ones_own_goes_above_the_lists(ladle: str) -> None:
    """In its order, with its comments; the lists stay together."""
    notes = "## Why\nBecause.\n\nIt is so.\n<!-- ask Kim -->\n\n"
    made = of(ladle.replace("## Guidelines", f"{notes}## Guidelines") + "\n### Notes\nMine.")
    moved = "**Why**\nBecause.\n\nIt is so.\n<!-- ask Kim -->\n\n**Notes**\nMine.\n\n"
    assert ladle.replace("## Say", f"{moved}## Say") + "\n" == made


@pytest.mark.parametrize(
    ("old", "slip"),
    [
        ("## Points", "## Point"),
        ("## Points", "# Points!"),
        ("## Guidelines", "## Guide lines"),
        ("- full: Fill it", "- full: Fill it (critcal)"),
        ("- full: Fill it", "- full: Fill it (critical"),
        ("- full: Fill it", "- full: Fill it (when allergy)"),
        ("- Careful, hot.", "- Careful, hot. (buzy)"),
        ("- full: Fill it", "- full: Fill it (critical!)"),
        ("- full: Fill it", "- full: Fill it (a critical point)"),
        ("- full: Fill it", "- full: Fill it (N.A.)"),
        ("- full: Fill it", "- full: Fill it (wenn: heiß)"),
        ("- full: Fill it", "- full: Fill it ()"),
        ("- Careful, hot.", "- Careful, hot. (busy hours)"),
        ("- Careful, hot.", "- Careful, hot. (critical)"),
        ("## Guidelines", "## Points of care\nMine.\n\n## Guidelines"),
        ("## Guidelines", "## What to say\n- Hello.\n\n## Guidelines"),
        ("## Guidelines", "## Steps\n- turn: Turn it\n\n## Guidelines"),
        ("A ladle", "## Steps\n- turn: Turn it\n\nA ladle"),
        ("title: ", "title: # "),
    ],
)
def test_a_slip_is_nobodys_to_decide(ladle: str, old: str, slip: str) -> None:
    """What looks like a known heading or mark is left as it is, and the check tells it."""
    assert old in ladle
    text = ladle.replace(old, slip, 1)
    assert text == of(text)


def test_a_list_that_may_be_the_points_is_left_where_it_is(ladle: str) -> None:
    """Under a heading nobody knows, in a document without points: they may be meant."""
    text = ladle.replace("## Points", "## What we do")
    assert text == of(text)


def test_keys_with_nothing_behind_them_are_taken_out() -> None:
    """A remark behind one stays; what goes on below it is not nothing; what has to be there is told."""
    begin, end = "items:\n  - id: soup\n    name:\n", "    parts:\n      bowl: 1\n    groups:\n    - size\n"
    text = f"{begin}    plural: ~\n    short: # none yet\n    also:\n{end}"
    kept = f"{begin}    # none yet\n{end}"
    assert kept == of(text, "menu.yaml")


def test_a_key_that_nobody_knows_is_told() -> None:
    """It may be a slip of one that says something elsewhere; the check names the nearest."""
    text = "items:\n  - id: soup\n    plurl:\n    names: {es: }\n"
    assert text == of(text, "menu.yaml")


def test_points_of_a_routine_have_marks_too() -> None:
    """And nothing else of its file: a spec's words may end in brackets."""
    text = (
        "routines:\n  - id: a\n    points:\n      soap: Wash (20 s)  # long\n    specs:\n      - words: hot (57 °C)\n"
    )
    assert text.replace("(20 s)", "(20 s).") == of(text, "routines.yaml")


def test_line_ends_and_a_byte_order_mark_stay(ladle: str) -> None:
    """Only what changes has other bytes."""
    raw = b"\xef\xbb\xbf" + ladle.replace("Fill it", "Fill it (up)").replace("\n", "\r\n").encode()
    assert raw.replace(b"(up)", b"(up).") == upgraded("ladle.md", raw)[0]


@given(
    st.lists(
        st.sampled_from(
            [
                *("## Why", "# Why", "## Points", "## Say", "## Guidelines", "- a: Do it (well)", "- Say it."),
                *("  on (so)", "<!-- note -->", "", "Words.", "===", "---", "### X"),
            ]
        ),
        max_size=14,
    )
)
def test_whatever_stands_there_no_word_is_lost(lines: list[str]) -> None:
    """Nor any comment, and a second time changes nothing more of what was changed."""
    text = "---\nstep: a\n---\n" + "\n".join(lines)
    made = of(text)
    words = re.compile(r"[A-Za-z]+|<!--.*?-->")
    assert sorted(words.findall(text)) == sorted(words.findall(made))


def test_what_was_saved_meanwhile_is_not_put_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a later file cannot be written, only what was written here goes back to what it was."""
    one, two, three = (tmp_path / name for name in ("a.md", "b.md", "c.md"))
    for path in (one, two, three):
        path.write_bytes(b"old")
    put = file_change._put

    def late(path: Path, before: bytes, after: bytes) -> None:
        if path == three:
            two.write_bytes(b"theirs")
            three.write_bytes(b"theirs too")
        put(path, before, after)

    monkeypatch.setattr(file_change, "_put", late)
    with pytest.raises(Refused, match="changed meanwhile"):
        put_all(tuple((path, b"old", b"new") for path in (one, two, three)))
    assert [b"old", b"theirs", b"theirs too"] == [path.read_bytes() for path in (one, two, three)]


def test_a_link_stays_a_link(shop: Shop) -> None:
    """What it leads to is written."""
    path, elsewhere = shop.folder / "stations.yaml", shop.folder / "ours.txt"
    elsewhere.write_text(f"{path.read_text()}most_rushed:\n")
    path.unlink()
    path.symlink_to(elsewhere.resolve())
    put_all(tuple((one.resolve(), before, after) for one, before, after, _changes in older_files(shop.folder)))
    assert (True, False) == (path.is_symlink(), "most_rushed" in elsewhere.read_text())


def test_files_are_written_all_or_none(tmp_path: Path) -> None:
    """One that somebody saved meanwhile stops it, and those before it are as they were."""
    one, two = tmp_path / "a.md", tmp_path / "b.md"
    one.write_bytes(b"old")
    two.write_bytes(b"other")
    with pytest.raises(Refused, match="changed meanwhile"):
        put_all(((one, b"old", b"new"), (two, b"old", b"new")))
    assert (b"old", b"other") == (one.read_bytes(), two.read_bytes())

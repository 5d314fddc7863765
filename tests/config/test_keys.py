"""`keys` of the settings: what is taken over, and what is told when keys do not agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config.keys import read_keys
from kiosk.config.settings import read_settings
from kiosk.errors import PlaybookProblems, Refused
from kiosk.settings import Keys


def keys(folder: Path, text: str) -> Keys:
    """Read keys from a file."""
    file = folder / "kiosk.yaml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file, {}, {}).keys


def told(folder: Path, text: str) -> list[str]:
    """Give what is told about a settings file, without its folder."""
    with pytest.raises(PlaybookProblems) as raised:
        keys(folder, text)
    return [str(problem).removeprefix(f"{folder}/") for problem in raised.value.problems]


def test_keys_are_called_as_people_call_them(tmp_path: Path) -> None:
    """Signs, words, capitals and modifiers; a letter stands for its capital too, so it is read as it is written."""
    text = 'keys:\n  undo: ["-", Backspace, F5, esc]\n  take: ctrl+T\n  say: "?"\n  up: PgUp\n  tile(3): "3"\n'
    assert (
        ("undo", ("minus", "backspace", "f5", "escape")),
        ("take", ("ctrl+t",)),
        ("say", ("question_mark",)),
        ("up", ("pageup",)),
        ("tile(3)", ("3",)),
    ) == keys(tmp_path, text)


def test_nothing_behind_an_action_says_nothing(tmp_path: Path) -> None:
    """As everywhere in the file."""
    assert () == keys(tmp_path, "keys:\n  done:\n")
    assert () == keys(tmp_path, "keys:\n")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("keys: enter\n", ["kiosk.yaml:1:7: Keys are lines of `action: key`, such as `undo: f5`."]),
        ("keys:\n  dun: b\n", ["kiosk.yaml:2:3: `dun` is no action. Did you mean `undo`?"]),
        ("keys:\n  done: entr\n", ["kiosk.yaml:2:9: `entr` is no key. Did you mean `enter`?"]),
        ("keys:\n  done: ctrl+entr\n", ["kiosk.yaml:2:9: `ctrl+entr` is no key. Did you mean `enter`?"]),
        (
            "keys:\n  undo: ctrl+c\n",
            [
                (
                    "kiosk.yaml:2:9: `ctrl+c` does nothing on a counter, so that nobody ends it by chance. "
                    "Choose another key."
                )
            ],
        ),
        ("keys:\n  done: 5\n", ["kiosk.yaml:2:9: `5` stands for what a screen numbers. Choose another key."]),
        ("keys:\n  take: 0\n", ["kiosk.yaml:2:9: `0` stands for what a screen numbers. Choose another key."]),
        (
            "keys:\n  done: b\n  take: [x, b]\n",
            ["kiosk.yaml:3:9: `B` is given to done already. Give each its own key."],
        ),
        ("keys:\n  more: []\n", ["kiosk.yaml:2:9: No key is left for more. Give it one, such as `more: 0`."]),
        (
            "keys:\n  take: [enter, space]\n",
            ["kiosk.yaml:2:3: No key is left for done. Give it one, such as `done: enter`."],
        ),
        (
            "keys:\n  undo: [[a]]\n",
            ['kiosk.yaml:2:9: This must be a key, such as enter, f5 or b. Put a sign between quotes: "-".'],
        ),
    ],
)
def test_keys_that_do_not_agree_are_told_with_their_place(tmp_path: Path, text: str, expected: list[str]) -> None:
    """Nothing of it is passed over, and each says what to do."""
    assert expected == told(tmp_path, text)


def test_a_key_may_do_two_things_in_two_rooms(tmp_path: Path) -> None:
    """The manager's days and a station's verbs never meet."""
    assert 2 == len(keys(tmp_path, "keys:\n  period: y\n  take: y\n"))


def test_a_profile_counts_when_keys_are_lost(tmp_path: Path) -> None:
    """Home has H and Escape; the six-key pad takes H, so taking Escape as well is refused there alone."""
    text = "keys:\n  undo: escape\n"
    assert 1 == len(keys(tmp_path, text))
    assert ["No key is left for home"] == [
        line.split(": ")[1].partition(".")[0] for line in told(tmp_path, f"keypad: six-key\n{text}")
    ]


def test_keys_are_not_said_on_the_command_line() -> None:
    """They are a table, which one word cannot hold."""
    with pytest.raises(Refused, match="one action a line"):
        read_settings(None, {"keys": "done"}, {})


def test_a_keyless_action_that_no_bar_needs_is_allowed() -> None:
    """It is reached by More and by touch."""
    assert ((("say", ()),), []) == read_keys({"say": []}, "standard")

"""`keys` of the settings: what is taken over, and what is told when keys do not agree."""

from __future__ import annotations

from pathlib import Path

import pytest

import kiosk
from kiosk.config.keys import read_keys
from kiosk.config.settings import read_settings
from kiosk.errors import PlaybookProblems, Refused
from kiosk.keys.action import ACTIONS, DIGITS
from kiosk.keys.keypad import KEY_NAMES, KEYPADS, ROOMS, Layout, layout, letter_cases, printed
from kiosk.settings import KeypadName, Keys


def keys(folder: Path, text: str) -> Keys:
    """Read keys from a file."""
    file = folder / "kiosk.yaml"
    file.write_text(text, encoding="utf-8")
    return read_settings(file, {}, {}).keys


def told(folder: Path, text: str) -> list[str]:
    """Return what is told about a settings file, without its folder."""
    with pytest.raises(PlaybookProblems) as raised:
        keys(folder, text)
    return [str(problem).removeprefix(f"{folder}/") for problem in raised.value.problems]


def test_keys_are_called_as_people_call_them(tmp_path: Path) -> None:
    """Signs, words, capitals and modifiers; a letter stands for its capital too, so it is read as it is written."""
    text = 'keys:\n  undo: ["@", Backspace, F5, esc]\n  home: H\n  take: ctrl+T\n  say: "!"\n  up: PgUp\n'
    text += '  page_back: "["\n  tile(3): "3"\n'
    assert (
        ("undo", ("at", "backspace", "f5", "escape")),
        ("home", ("H",)),
        ("take", ("ctrl+t",)),
        ("say", ("exclamation_mark",)),
        ("up", ("pageup",)),
        ("page_back", ("left_square_bracket",)),
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
            "keys:\n  done: f8\n  take: [f9, f8]\n",
            ["kiosk.yaml:3:9: `F8` is given to done already. Give each its own key."],
        ),
        (
            "keys:\n  take: b\n",
            [
                (
                    "kiosk.yaml:2:9: `B` is recall's key, and take cannot have it too. Choose another key, or give "
                    "recall one of its own here as well, such as `recall: f3`."
                )
            ],
        ),
        (
            "keypad: clover\nkeys:\n  take: r\n  hold: f3\n",
            [
                (
                    "kiosk.yaml:3:9: `R` is undo's key, and take cannot have it too. Choose another key, or give undo "
                    "one of its own here as well, such as `undo: f4`."
                )
            ],
        ),
        ("keys:\n  more: []\n", ["kiosk.yaml:2:9: No key is left for more. Give it one, such as `more: 0`."]),
        (
            "keys:\n  take: [enter, space]\n  done: []\n",
            ["kiosk.yaml:3:9: No key is left for done. Give it one, such as `done: enter`."],
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
    assert 2 == len(keys(tmp_path, "keys:\n  period: f9\n  take: f9\n"))
    assert 2 == len(keys(tmp_path, "keys:\n  export: t\n  period: y\n"))


def test_a_key_is_free_when_its_owner_has_one_of_its_own(tmp_path: Path) -> None:
    """Two actions may change keys, and an action may keep its own."""
    assert 2 == len(keys(tmp_path, "keys:\n  take: b\n  recall: [t, f5]\n"))
    assert 1 == len(keys(tmp_path, "keys:\n  take: [t, f5]\n"))


@pytest.mark.parametrize("keypad", KEYPADS)
@pytest.mark.parametrize(("room", "action"), [("rail", "take"), ("manager", "period"), ("home", "person")])
def test_no_key_is_taken_from_another_action_in_silence(keypad: KeypadName, room: str, action: str) -> None:
    """Whatever key it is given: it is refused, or every other action keeps all of its keys in that room."""
    bound = {key: name for name in ACTIONS if name in ROOMS[room] for key in letter_cases(ACTIONS[name].keys)}
    known = {*bound, *(key for _, keys in KEYPADS[keypad].rail for key in keys if "&" not in key), "f9"}
    allowed = 0
    for key in known - {*DIGITS, "0"}:
        said, wrong = read_keys({action: _called(key)}, keypad)
        allowed += not wrong
        for meant in (
            (Layout.room, Layout.rail) if not wrong and room == "rail" else (Layout.room,) if not wrong else ()
        ):
            before, after = meant(layout(keypad), bound), meant(layout(keypad, said), bound)
            others = {one: does for one, does in before.items() if does != action}
            assert others == {one: does for one, does in after.items() if does != action}
    assert allowed


def _called(key: str) -> str:
    """Return what a person calls a key: a sign by itself."""
    return printed(key) if key not in KEY_NAMES or len(printed(key)) > 1 else key


def test_the_example_of_the_guide_is_taken_over(tmp_path: Path) -> None:
    """As it stands there, bar and all."""
    guide = (Path(kiosk.__file__).parent / "docs" / "keys.md").read_text(encoding="utf-8")
    example = guide.partition("### Keys of your own")[2].split("```")[1]
    assert 5 == len(keys(tmp_path, example))


def test_a_profile_counts_when_keys_are_taken(tmp_path: Path) -> None:
    """F4 is nobody's; the dash is one less as standard, and on a numeric pad it is Undo as well."""
    text = 'keys:\n  take: "-"\n  minus: f4\n'
    assert 2 == len(keys(tmp_path, text))
    assert ["`-` is undo's key, and take cannot have it too"] == [
        line.split(": ")[1].partition(".")[0] for line in told(tmp_path, f"keypad: ten-key\n{text}")
    ]


def test_keys_are_not_said_on_the_command_line() -> None:
    """They are a table, which one word cannot hold."""
    with pytest.raises(Refused, match="one action a line"):
        read_settings(None, {"keys": "done"}, {})


def test_a_keyless_action_that_no_bar_needs_is_allowed() -> None:
    """It is reached by More and by touch."""
    assert ((("say", ()),), []) == read_keys({"say": []}, "standard")

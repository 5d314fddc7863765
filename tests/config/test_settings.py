"""Settings of one machine: what wins, and what is told when the file is wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.config.found_files import settings_file, shipped_files
from kiosk.config.settings import read_settings
from kiosk.config.yaml_file import parse
from kiosk.errors import PlaybookProblems, Refused
from kiosk.settings import Settings, data_folder


def written(folder: Path, text: str) -> Path:
    """Write a settings file."""
    file = folder / "kiosk.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def told(file: Path) -> list[str]:
    """Return what is told about a settings file, without its folder."""
    with pytest.raises(PlaybookProblems) as raised:
        read_settings(file, {}, {})
    return [str(problem).removeprefix(f"{file.parent}/") for problem in raised.value.problems]


def test_the_shipped_file_holds_every_setting_with_its_default() -> None:
    """`config/kiosk.yaml` says nothing but the defaults, names every setting, and in the order of `Settings`."""
    file = shipped_files() / "kiosk.yaml"
    value = parse(file.read_text(encoding="utf-8"), "kiosk.yaml").value

    assert Settings() == read_settings(file, {}, {})
    assert isinstance(value, dict)
    assert list(Settings.__struct_fields__) == list(value)


def test_every_setting_is_read(tmp_path: Path) -> None:
    """Each setting in a file is taken over; a path counts from the file's folder."""
    file = written(
        tmp_path,
        "database: records/shop.db\nplaybook: ./shop\nstation: grill\nperson: Ana\ntheme: day\nspeech: on-open\n"
        "voice: en-gb\nrate: 200\nslips: /var/slips\nslip_device: none\ndebounce: 0\nguard: 0\nkeypad: six-key\n"
        'language: es\nkeys:\n  done: ctrl+B\n  undo: ["@", F5]\nscanner: "~"\n',
    )
    expected = Settings(
        database=tmp_path / "records/shop.db",
        playbook=str(tmp_path / "shop"),
        station="grill",
        person="Ana",
        theme="day",
        speech="on-open",
        voice="en-gb",
        rate=200,
        slips=Path("/var/slips"),
        slip_device="none",
        debounce=0,
        guard=0,
        keypad="six-key",
        keys=(("done", ("ctrl+b",)), ("undo", ("at", "f5"))),
        scanner="~",
        language="es",
    )

    assert expected == read_settings(file, {}, {})


def test_the_command_line_wins_over_the_environment_over_the_file(tmp_path: Path) -> None:
    """What is said closer to the person wins; None on the command line says nothing."""
    file = written(tmp_path, "database: file.db\nplaybook: file\ntheme: day\n")
    environment = {"KIOSK_DATABASE": "environment.db", "KIOSK_PLAYBOOK": "environment", "KIOSK_THEME": "night"}
    overrides = {"playbook": "line", "database": None, "theme": None}

    assert Settings(playbook="line", database=Path("environment.db"), theme="day") == read_settings(
        file, overrides, environment
    )


def test_the_file_is_the_one_said_then_the_users_own_then_the_shipped_one(tmp_path: Path) -> None:
    """`--settings` wins over KIOSK_SETTINGS, that over the user's own file, that over the shipped one."""
    own = tmp_path / "kiosk" / "kiosk.yaml"
    home = {"XDG_CONFIG_HOME": str(tmp_path)}

    assert shipped_files() / "kiosk.yaml" == settings_file(None, home)
    own.parent.mkdir()
    own.touch()
    assert own == settings_file(None, home)
    assert Path("/etc/kiosk.yaml") == settings_file(None, {**home, "KIOSK_SETTINGS": "/etc/kiosk.yaml"})
    assert Path("/said.yaml") == settings_file(Path("/said.yaml"), {**home, "KIOSK_SETTINGS": "/etc/kiosk.yaml"})


def test_an_empty_file_says_nothing(tmp_path: Path) -> None:
    """A file with comments only leaves every default."""
    assert Settings() == read_settings(written(tmp_path, "# nothing yet\n"), {}, {})


def test_an_unknown_setting_names_the_nearest_one(tmp_path: Path) -> None:
    """A misspelt key is told with its line and what was most likely meant."""
    assert ["kiosk.yaml:2:1: `playbok` is no setting. Did you mean `playbook`?"] == told(
        written(tmp_path, "theme: day\nplaybok: burger\n")
    )


def test_a_workers_name_has_at_most_24_characters(tmp_path: Path) -> None:
    """A longer one is a problem of the file, not cut."""
    file = written(tmp_path, f"person: {'x' * 25}\n")
    assert ["kiosk.yaml:1:9: A worker's name has at most 24 characters."] == told(file)
    assert "x" * 24 == read_settings(written(tmp_path, f"person: {'x' * 24}\n"), {}, {}).person


@pytest.mark.parametrize("said", ["spanish", "ES", "e1", '""'])
def test_a_language_is_said_by_its_code(tmp_path: Path, said: str) -> None:
    """Its name, or anything else, is a problem of the file."""
    words = f"“{said.strip(chr(34))}” is no language. Say its code in two or three letters, such as en, es or de."
    assert [f"kiosk.yaml:1:11: {words}"] == told(written(tmp_path, f"language: {said}\n"))


def test_all_problems_of_the_file_are_told_at_once(tmp_path: Path) -> None:
    """Every value that does not fit comes in one go, by line."""
    file = written(tmp_path, "theme: nihgt\nrate: fast\ndebounce: 2001\nvoice: [a]\nspeech: on-open\nrate: 90\n")

    assert [
        "kiosk.yaml:1:8: “nihgt” is not known here. Did you mean `night`?",
        "kiosk.yaml:2:7: “fast” is not a whole number from 80 to 400.",
        "kiosk.yaml:3:11: “2001” is not a whole number from 0 to 2000.",
        "kiosk.yaml:4:8: This must be one line of text.",
        "kiosk.yaml:6:1: `rate` stands here twice, first in line 2. Keep one.",
    ] == told(file)


def test_a_list_is_no_settings_file(tmp_path: Path) -> None:
    """A file of another shape is told."""
    assert ["kiosk.yaml:1:1: Settings are lines of `key: value`."] == told(written(tmp_path, "- night\n"))


def test_a_settings_file_that_is_said_must_be_there(tmp_path: Path) -> None:
    """A missing file is told, not passed over: somebody meant it."""
    assert ["kiosk.yaml:1:1: This file is missing."] == told(tmp_path / "kiosk.yaml")


def test_what_the_command_line_says_must_fit() -> None:
    """A bad override is refused in words, and so is an unknown one."""
    with pytest.raises(Refused, match="The command line says theme “dark”"):
        read_settings(None, {"theme": "dark"}, {})
    with pytest.raises(Refused, match="KIOSK_DATABASE says database"):
        read_settings(None, {}, {"KIOSK_DATABASE": "a\nb"})
    with pytest.raises(Refused, match="Did you mean `theme`"):
        read_settings(None, {"teme": "dark"}, {})


def test_the_record_is_in_the_users_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a word about it the record is where XDG says, with the slips beside it."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert tmp_path / "kiosk" / "kiosk.db" == Settings().database_file
    assert tmp_path / "kiosk" / "slips" == Settings().slips_folder
    assert Path("/data/shop-slips") == replace(Settings(), database=Path("/data/shop.db")).slips_folder
    assert Path.home() / ".local/share/kiosk" == data_folder({"XDG_DATA_HOME": "relative"})


@pytest.mark.parametrize(
    ("module", "absent"),
    [
        ("kiosk.settings", {"yaml", "pydantic", "kiosk.config"}),
        ("kiosk.config.settings", {"pydantic"}),
        ("kiosk.config.watch", {"yaml", "pydantic"}),
        ("kiosk.config.found_files", {"yaml", "pydantic"}),
        ("kiosk.work.check.playbook", {"yaml", "pydantic"}),
    ],
)
def test_settings_cost_little(module: str, absent: set[str]) -> None:
    """What runs at every start loads neither pydantic nor, where it reads no file, yaml."""
    program = f"import sys, {module}; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)

    assert set() == absent & set(loaded.stdout.split())

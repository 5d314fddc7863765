"""`kiosk procedure fields, set, add, remove, move`: what hands do at the manager's screen, by command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk

AT = ("--playbook", "shop")


@pytest.fixture
def cook(kiosk: Kiosk, home: Path) -> Path:
    """Copy the burger counter out, and give its cook's document."""
    assert 0 == kiosk("playbook", "init", "shop").code
    return home / "shop" / "procedures" / "cook.md"


def test_a_value_is_set_and_the_file_keeps_its_comments(kiosk: Kiosk, cook: Path) -> None:
    """One line differs; the command says what was there, where it stands and when it counts."""
    before = cook.read_text()
    said = kiosk(*AT, "procedure", "set", "cook", "say.1", "Now: {items}!")
    assert 0 == said.code
    assert "Cook: say.1 is “Now: {items}!” now, and was “Working: {items}!”.\nshop/procedures/cook.md is" in said.out
    assert "it runs when it is approved and published; else from the next order on" in said.out
    assert before.replace("- Working: {items}!", "- Now: {items}!") == cook.read_text()


def test_every_value_is_listed_as_set_takes_it(kiosk: Kiosk, cook: Path) -> None:
    """As a table, and as facts."""
    assert "when.pace  " in kiosk(*AT, "procedure", "fields", "cook").out
    facts = kiosk(*AT, "procedure", "fields", "cook", "--json").facts
    assert ("150 165 180", "155", "critical, short: Wash hands 20 s: before, after raw meat") == tuple(
        facts["fields"][name] for name in ("when.pace", "specs.core.min", "points.wash.marks")
    )


def test_lists_grow_shrink_and_turn(kiosk: Kiosk, cook: Path) -> None:
    """A point with a name made of its words, moved to the front, removed again: the file is as it was."""
    before = cook.read_bytes()
    added = kiosk(*AT, "procedure", "add", "cook", "points", "Wipe the probe before and after", "--json").facts
    assert "Cook: “x” is added to say.\n" in kiosk(*AT, "procedure", "add", "cook", "say.1", "x").out
    moved = kiosk(*AT, "procedure", "move", "cook", "points.wipe-the-probe", "1")
    assert "points.wipe-the-probe, “Wipe the probe before and after”, is at place 1 now." in moved.out
    assert "- wipe-the-probe: Wipe the probe before and after\n- wash:" in cook.read_text()
    assert added["version"] not in moved.out
    assert "say.1 is removed; it was “x”." in kiosk(*AT, "procedure", "remove", "cook", "say.1").out
    assert 0 == kiosk(*AT, "procedure", "remove", "cook", "points.wipe-the-probe").code
    assert before == cook.read_bytes()


def test_what_is_left_out_and_put_in_is_said(kiosk: Kiosk, cook: Path) -> None:
    """An empty value leaves out what may be left out."""
    out = kiosk(*AT, "procedure", "set", "cook", "when.earliest", "").out
    assert "when.earliest is left out now; it was “60”." in out
    assert "when.earliest is “30” now." in kiosk(*AT, "procedure", "set", "cook", "when.earliest", "30").out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("set", "cook", "say.1", "Hi {gest}"), "There is no variable {gest}. Did you mean {guest}?"),
        (("set", "cook", "say.9", "Hi"), "has no “say.9”"),
        (("set", "coook", "say.1", "Hi"), "There is no step “coook”. Did you mean `cook`?"),
        (("set", "cook", "when.target", "200"), "Let target, warn and late rise."),
        (("set", "cook", "title", "X", "--seen", "0123456789ab"), "was changed meanwhile"),
        (("move", "cook", "say.1", "9"), "places 1 to 4"),
        (("remove", "cook", "title"), "can only be set"),
    ],
)
def test_what_cannot_be_is_refused(kiosk: Kiosk, cook: Path, words: tuple[str, ...], says: str) -> None:
    """With exit code 1, a sentence, and the file as it was."""
    before = cook.read_bytes()
    ended = kiosk(*AT, "procedure", *words)
    assert (1, "") == (ended.code, ended.out)
    assert says in ended.err
    assert before == cook.read_bytes()

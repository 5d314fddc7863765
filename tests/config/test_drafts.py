"""Edits of one value in a procedure's file: what is meant and nothing else, and every other byte as it was."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.config import file_change
from kiosk.config.drafts import FileDrafts
from kiosk.config.found_files import shipped
from kiosk.config.playbook import load_playbook
from kiosk.errors import Refused
from kiosk.work.edit.edit import LISTS, Edit, Verb, fields, value
from kiosk.work.edit.translation import untranslated
from kiosk.work.playbook.procedure import Procedure

HARD = """\
---
# the head's first comment
step: cook
title: 'It''s cooked'  # quoted once
role: "Grill \\"cook\\""
when: {target: 150, warn: 165, late: 180}  # in one line
specs:
  # why this one
  - id: core
    name: Core
    words: >-  # folded
      at least 155 °F
      for 17 s
    unit: °F
    min: 155  # law
    reading: true
    source: A plain value that
      goes on here
---
First paragraph <!-- in the middle --> goes
on here.

- one of a list
  with more
- another

<!-- between
     two paragraphs -->
Last paragraph.

**Why**

Because.

## Say
<!-- before the first -->
- Working: {items}!
- {count} down,
  and on: {items}. <!-- behind -->

* A star: {items}

## Points

- wash: Wash hands  (critical) (n/a)
<!-- between points -->
- turn:   Turn (once) at 75 s
"""
"""Everything that people write in such a file, and comments in every place."""

COMMENTS = re.compile(r"<!--.*?-->|(?<=\s)#\s[^\n]*", re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a copy of the burger counter, with a cook's document of every kind."""
    made = tmp_path / "burger"
    shutil.copytree(shipped()["burger"], made)
    (made / "procedures" / "cook.md").write_bytes(HARD.encode())
    for words in (made / "procedures").glob("*.*.md"):
        words.unlink()
    return made


@pytest.fixture
def cook(folder: Path) -> Path:
    """Return the cook's file."""
    return folder / "procedures" / "cook.md"


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines from the first that differs to the last that differs, before and after."""
    old, new = before.splitlines(), after.splitlines()
    first = next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(len(old), len(new))
    )
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    return old[first : len(old) - last], new[first : len(new) - last]


EDITS = [
    (Edit("cook", "title", "Cook: it's # hot"), ["title: 'Cook: it''s # hot'  # quoted once"]),
    (Edit("cook", "role", 'Cook "two"'), ['role: "Cook \\"two\\""']),
    (Edit("cook", "when.target", "140"), ["when: {target: 140, warn: 165, late: 180}  # in one line"]),
    (Edit("cook", "when.pace", "1 2/3"), ["when: {target: 1, warn: 2, late: 3}  # in one line"]),
    (Edit("cook", "when.earliest", "60"), ["when: {target: 150, warn: 165, late: 180, earliest: 60}  # in one line"]),
    (Edit("cook", "specs.core.words", "at least 160"), ["    words: at least 160  # folded"]),
    (Edit("cook", "specs.core.min", "160,5"), ["    min: 160.5  # law"]),
    (Edit("cook", "specs.core.min", ""), ["      # law"]),
    (Edit("cook", "specs.core.max", "200"), ["    max: 200"]),
    (Edit("cook", "specs.core.unit", ""), []),
    (Edit("cook", "specs.core.source", "- x: # {y}"), ['    source: "- x: # {y}"']),
    (Edit("cook", "specs.core.corrective", "null"), ['    corrective: "null"']),
    (Edit("cook", "say.1", "- Hot: # {items}"), ["- - Hot: # {items}"]),
    (Edit("cook", "say.2", "{items} on"), ["- {items} on <!-- behind -->"]),
    (Edit("cook", "say.3", "“Now”, {items}"), ["* “Now”, {items}"]),
    (Edit("cook", "say", "Last: {items}", "add"), ["* Last: {items}"]),
    (Edit("cook", "say.1", "First: {items}", "add"), ["- First: {items}"]),
    (Edit("cook", "say.2", verb="remove"), ["<!-- behind -->"]),
    (Edit("cook", "points.wash", "Wash: both"), ["- wash: Wash: both  (critical) (n/a)"]),
    (Edit("cook", "points.turn.marks", "gate, critical"), ["- turn:   Turn (once) at 75 s (critical, gate)"]),
    (Edit("cook", "points.wash.marks", ""), ["- wash: Wash hands"]),
    (Edit("cook", "points", "Nach 20 s: Größe", "add"), ["- nach-20-s: Nach 20 s: Größe"]),
    (Edit("cook", "guidelines", "Answer loudly", "add"), ["", "## Guidelines", "- Answer loudly"]),
    (Edit("cook", "text.1", "Other words"), ["Other words <!-- in the middle -->"]),
    (Edit("cook", "text.2", "- one more"), ["- one more"]),
    (Edit("cook", "text.5", "**Why not**"), ["**Why not**"]),
    (Edit("cook", "text.4", "", "remove"), []),
    (Edit("cook", "text.1", "A new beginning", "add"), ["A new beginning", ""]),
]


@pytest.mark.parametrize(("edit", "lines"), EDITS, ids=[f"{one.verb} {one.field} {one.value}" for one, _ in EDITS])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["unix", "windows"])
def test_only_the_lines_of_the_value_change(
    folder: Path, cook: Path, edit: Edit, lines: list[str], line_end: str
) -> None:
    """With either line ends, quoting and comments kept; taken back, each byte is as it was."""
    raw = HARD.replace("\n", line_end).encode()
    cook.write_bytes(raw)
    files = FileDrafts(folder)
    files.edit(edit)
    after = cook.read_bytes().decode()
    assert lines == changed_lines(HARD, after)[1]
    assert after.count("\n") == after.count(line_end)
    assert all(comment in after.replace("\r\n", "\n") for comment in COMMENTS.findall(HARD))
    assert "cook" == files.undo()[0]
    assert raw == cook.read_bytes()


def test_what_moves_passes_comments_that_stay(folder: Path, cook: Path) -> None:
    """A line to say moves with its own comment; the one between two points stays between two."""
    files = FileDrafts(folder)
    files.edit(Edit("cook", "say.2", verb="move", to=1))
    made = files.edit(Edit("cook", "points.turn", verb="move", to=1))
    assert ("turn", "wash") == tuple(point.id for point in made.procedure["cook"].points)
    assert (
        "<!-- before the first -->\n- {count} down,\n  and on: {items}. <!-- behind -->\n- Working" in cook.read_text()
    )
    assert "75 s\n<!-- between points -->\n- wash: Wash hands  (critical) (n/a)\n" in cook.read_text()


@pytest.mark.parametrize("end", ["", "\n", "\n\n\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["bare", "marked"])
def test_the_ends_of_a_file_stay(folder: Path, cook: Path, start: str, end: str) -> None:
    """Byte order mark, last line without an end, free lines at the end: also where the last line is removed."""
    cook.write_bytes(f"{start}{HARD.rstrip()}\n\n## Guidelines\n- One\n- Two{end}".encode())
    files = FileDrafts(folder)
    files.edit(Edit("cook", "guidelines.2", verb="remove"))
    assert cook.read_bytes().decode().startswith(f"{start}---\n# the head")
    assert cook.read_bytes().decode().endswith(f"## Guidelines\n- One{end}")
    files.edit(Edit("cook", "guidelines", "Three", "add"))
    assert cook.read_bytes().decode().endswith(f"\n- One\n- Three{end}")


REFUSED = [
    (Edit("cook", "when.target", "999"), "draft-problems", "Let target, warn and late rise"),
    (Edit("cook", "when.pace", "1 2"), "not-three-times", "target, due and late"),
    (Edit("cook", "when.late", "2:30"), "not-seconds", "whole seconds"),
    (Edit("cook", "when.too_early", "hold"), "draft-problems", "has no earliest"),
    (Edit("cook", "when.too_early", "never"), "not-warn-or-hold", "warn or hold"),
    (Edit("cook", "specs.core.max", "hot"), "not-a-number", "155 or 41.5"),
    (Edit("cook", "specs.core.max", "10"), "draft-problems", "no reading keeps it"),
    (Edit("cook", "specs.core.gate", "yes"), "not-true-or-false", "true or false"),
    (Edit("cook", "specs.cor.min", "1"), "no-such-field", "specs.core.min"),
    (Edit("cook", "say.1", "Hi {gest}"), "draft-problems", "{guest}"),
    (Edit("cook", "say.1", "Hi {"), "draft-problems", "brace"),
    (Edit("cook", "say.1", ""), "nothing-said", "remove the whole line"),
    (Edit("cook", "say.9", "x"), "no-such-field", "say."),
    (Edit("cook", "say.1", "x" * 301), "too-long", "300"),
    (Edit("cook", "say.1", "a <!-- b --> c"), "draft-unwritable", "other words"),
    (Edit("cook", "say.1", "bell \x07"), "draft-problems", "U+0007"),
    (Edit("cook", "say.1", verb="move", to=4), "no-such-place", "1 to 3"),
    (Edit("cook", "points.wash", "Wash (critical)"), "draft-unwritable", "mark in brackets"),
    (Edit("cook", "points.wash.marks", "gates"), "no-such-mark", "gate"),
    (Edit("cook", "points.wash.marks", verb="remove"), "no-such-edit", "only be set"),
    (Edit("cook", "title", verb="remove"), "no-such-edit", "only be set"),
    (Edit("cook", "text.1", "## Say"), "draft-problems", "list items"),
    (Edit("cook", "title", "It's cooked"), "no-change", "says that already"),
    (Edit("cok", "title", "x"), "no-such-step", "cook"),
    (Edit("cook", "title", "x", seen="000000000000"), "draft-changed", "changed meanwhile"),
]


@pytest.mark.parametrize(
    ("edit", "code", "words"), REFUSED, ids=[f"{one.field} {one.value[:20]}" for one, *_ in REFUSED]
)
def test_what_cannot_be_is_refused_in_words_and_writes_nothing(
    folder: Path, cook: Path, edit: Edit, code: str, words: str
) -> None:
    """Each with a stable code and a sentence that says what to do."""
    with pytest.raises(Refused) as refused:
        FileDrafts(folder).edit(edit)
    assert code == refused.value.code
    assert words in refused.value.words
    assert HARD == cook.read_text()
    assert ["cook.md"] == [path.name for path in cook.parent.iterdir() if path.name.lstrip(".").startswith("cook")]


def test_a_file_changed_in_an_editor_is_left_alone(folder: Path, cook: Path) -> None:
    """Not edited over what was shown, and not put back over it by undo."""
    files = FileDrafts(folder)
    seen = files.read().procedure["cook"].version
    files.edit(Edit("cook", "title", "One", seen=seen))
    cook.write_text(HARD.replace("Wash hands", "Wash your hands"))
    for work in (lambda: files.edit(Edit("cook", "title", "Two", seen=seen)), files.undo):
        with pytest.raises(Refused, match="changed meanwhile"):
            work()
    assert "Wash your hands" in cook.read_text()
    with pytest.raises(Refused, match="Nothing was edited here"):
        files.undo()


def test_a_file_changed_in_the_last_instant_is_left_alone(
    folder: Path, cook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between reading and writing; nothing is left beside it."""
    real = os.fsync

    def save_in_an_editor(handle: int) -> None:
        cook.write_text("another")
        real(handle)

    monkeypatch.setattr(os, "fsync", save_in_an_editor)
    with pytest.raises(Refused, match="changed meanwhile"):
        FileDrafts(folder).edit(Edit("cook", "title", "One"))
    assert "another" == cook.read_text()
    assert [] == list(cook.parent.glob("*.tmp")) + list(cook.parent.glob(".*.tmp"))


def test_a_disk_that_is_full_leaves_the_file_as_it_was(
    folder: Path, cook: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says so."""

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Refused, match="No space left on device"):
        FileDrafts(folder).edit(Edit("cook", "title", "One"))
    assert HARD == cook.read_text()
    assert [] == list(cook.parent.glob(".*.tmp"))


def test_files_that_may_not_be_written_say_so(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No rights: ask for them. The program's own files: copy them out."""
    monkeypatch.setattr(os, "access", lambda _path, _how: False)
    with pytest.raises(Refused, match="cannot be written here"):
        FileDrafts(folder).edit(Edit("cook", "title", "One"))
    installed = folder.parent / "playbooks"
    installed.mkdir()
    folder.rename(installed / "burger")
    monkeypatch.setattr("kiosk.config.found_files.shipped_files", lambda: installed)
    with pytest.raises(Refused, match="kiosk playbook init DIR"):
        FileDrafts(installed / "burger").edit(Edit("cook", "title", "One"))


def test_problems_in_other_files_are_told_first(folder: Path) -> None:
    """With file and line: only an editor mends them."""
    menu = folder / "menu.yaml"
    menu.write_text(menu.read_text().replace("category: burgers", "category: burgerz", 1))
    with pytest.raises(Refused, match=r"menu\.yaml:\d+"):
        FileDrafts(folder).edit(Edit("cook", "title", "One"))


def test_a_link_and_its_rights_stay(folder: Path, cook: Path) -> None:
    """What it points to is written, with the mode it had, after the same checks."""
    elsewhere = folder.parent / "real.md"
    cook.rename(elsewhere)
    elsewhere.chmod(0o640)
    cook.symlink_to(elsewhere)
    drafts = FileDrafts(folder)
    with pytest.raises(Refused):
        drafts.edit(Edit("cook", "when.target", "9999"))
    assert "One" == drafts.edit(Edit("cook", "title", "One")).procedure["cook"].title
    assert cook.is_symlink()
    assert 0o640 == elsewhere.stat().st_mode & 0o777
    assert "title: 'One'" in elsewhere.read_text()


# What follows in other languages.

SPANISH = """\
---
title: Cocinar
role: Parrilla
specs:
  # del código
  - id: core
    name: Centro
    words: al menos 155 °F
---
Palabras.

## Say
- ¡En marcha: {items}!
- {count}, {items}. <!-- dos -->
- Estrella: {items}

## Points
- turn: Da la vuelta
- wash: Lávate las manos
"""

FOLLOWING = [
    (Edit("cook", "say.2", "Now: {items} (busy)", "add"), "!\n- {count}", "!\n- Now: {items}\n- {count}"),
    (Edit("cook", "say.2", verb="remove"), "- {count}, {items}. <!-- dos -->\n", "<!-- dos -->\n"),
    (Edit("cook", "say.3", verb="move", to=2), "- {count}, {items}. <!-- dos -->\n- Estrella: {items}",
     "- Estrella: {items}\n- {count}, {items}. <!-- dos -->"),
    (Edit("cook", "say.2", "{items}, now"), "- {count}, {items}. <!--", "- {items}, now <!--"),
    (Edit("cook", "points", "Look: here", "add"), "manos\n", "manos\n- look-here: Look: here\n"),
    (Edit("cook", "points.turn", verb="remove"), "- turn: Da la vuelta\n", ""),
    (Edit("cook", "specs.core.corrective", "Back: on"), "155 °F\n", '155 °F\n    corrective: "Back: on"\n'),
    (Edit("cook", "say.1", "Hot: {items}"), "", ""),
    (Edit("cook", "when.target", "140"), "", ""),
    (Edit("cook", "guidelines", "Loudly", "add"), "manos\n", "manos\n\n## Guidelines\n- Loudly\n"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "old", "new"), FOLLOWING, ids=[f"{one.verb} {one.field}" for one, *_ in FOLLOWING])
def test_other_languages_follow(folder: Path, cook: Path, edit: Edit, old: str, new: str) -> None:
    """Line by line and point by point, in the procedure's own words until somebody translates; undone in one."""
    spanish = cook.with_name("cook.es.md")
    spanish.write_text(SPANISH)
    files = FileDrafts(folder)
    before = files.read().procedure["cook"]
    after = files.edit(edit).procedure["cook"]
    added = after.points[-1].id if edit.field == "points" else ""
    assert added in ("", "look-here")
    gone = {"points.turn": "## Points\n"}.get(edit.field, "") if edit.verb == "remove" else ""
    assert SPANISH.replace(f"{gone}{old}", f"{gone}{new}", 1) == spanish.read_text()
    assert (("es",) if new and edit.verb in ("set", "add") else ()) == untranslated(before, after, edit)
    files.undo()
    assert (HARD, SPANISH) == (cook.read_text(), spanish.read_text())


def test_all_languages_are_written_or_none(folder: Path, cook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second file has changed at the last instant, the first is put back."""
    spanish = cook.with_name("cook.es.md")
    spanish.write_text(SPANISH)
    files = FileDrafts(folder)
    put = file_change._put

    def late(path: Path, before: bytes, after: bytes) -> None:
        if path == spanish:
            spanish.write_text(SPANISH.replace("Palabras", "Otras palabras"))
        put(path, before, after)

    monkeypatch.setattr(file_change, "_put", late)
    with pytest.raises(Refused, match="changed meanwhile"):
        files.edit(Edit("cook", "say.1", verb="remove"))
    assert HARD == cook.read_text()
    assert "Otras palabras" in spanish.read_text()


# Any edit of any real file.

SIGNS = [*"abc XYZ059:#'\"{}[]-,&*!|>%@`?~\\/°äß“—()\u00a0", "{guest}", ": ", " #", "\n", "## ", "--- ", "<!--", "-->"]
WORDS = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


NEW_KEYS = """\
---
step: cook
title: Cook
role: Griller
when: {target: 150, warn: 165, late: 180}
specs:
  - id: turn
    name: Turn
    words: turned once
    at: 75
    when: part patty
  - id: core
    name: Core
    words: at least 155 °F
    unit: °F
    min: 155
    reading: true
    misses: back to cook
    rounds: 2
  - id: size
    name: Size
    words: as asked for
    from: size
    within: 2
    circle: 180
    reading: true
---
Cook it.

## Say
- Working, {items}!
- Not with {items} (conflict)

## Points
- wash: Wash your hands (critical, when: part patty, short: Wash, then dry | Wash)
"""

FIELDS = "fields:\n  - {id: size, name: Size, kind: number}\n  - {id: width, name: Width, kind: number}\nsteps:\n"


@pytest.mark.parametrize(
    ("field", "there", "new", "line"),
    [
        ("specs.turn.at", "75", "80", "    at: 80\n"),
        ("specs.turn.when", "part patty", "item veggie-burger", "    when: item veggie-burger\n"),
        ("specs.core.rounds", "2", "4", "    rounds: 4\n"),
        ("specs.size.from", "size", "width", "    from: width\n"),
        ("specs.size.within", "2", "2.5", "    within: 2.5\n"),
        ("specs.size.circle", "180", "", None),
        ("say.2", "Not with {items} (conflict)", "Ask about {items} (conflict)", "- Ask about {items} (conflict)\n"),
        ("points.wash.short", "Wash, then dry | Wash", "Hands, 20 s | Hands", None),
        ("points.wash.when", "part patty", "part bacon", None),
        ("points.wash.marks", "critical, when: part patty, short: Wash, then dry | Wash", "gate, short: Wash", None),
        ("points.wash.short", "Wash, then dry | Wash", "", "- wash: Wash your hands (critical, when: part patty)\n"),
    ],
)
def test_every_key_is_set_and_the_others_stay(
    tmp_path: Path, field: str, there: str, new: str, line: str | None
) -> None:
    """A moment, a condition, a way back, a limit from a field, short words, a mark at a line: to the byte."""
    folder = Path(shutil.copytree(shipped()["burger"], tmp_path / "burger"))
    path, process = folder / "procedures" / "cook.md", folder / "process.yaml"
    path.write_text(NEW_KEYS, encoding="utf-8")
    process.write_text(process.read_text("utf-8").replace("steps:\n", FIELDS, 1), encoding="utf-8")
    for other in (folder / "procedures").glob("cook.*.md"):
        other.unlink()
    before = load_playbook(folder).procedure["cook"]
    assert there == value(before, field)

    files = FileDrafts(folder)
    files.edit(Edit("cook", field, new))

    after = load_playbook(folder).procedure["cook"]
    assert new == value(after, field)
    others = [one for one in fields(before) if one != field and not _together(one, field)]
    assert [value(before, one) for one in others] == [value(after, one) for one in others]
    assert line is None or line in path.read_text(encoding="utf-8")
    files.undo()
    assert NEW_KEYS == path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def counters(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Return copies of all counters, shared by every example: each puts back what it edits."""
    made = tmp_path_factory.mktemp("counters")
    return {name: Path(shutil.copytree(folder, made / name)) for name, folder in shipped().items()}


def test_what_goes_back_is_left_out_with_its_rounds_first(tmp_path: Path) -> None:
    """Rounds without a step to go back to are refused; without rounds there are the usual three."""
    folder = Path(shutil.copytree(shipped()["burger"], tmp_path / "burger"))
    path = folder / "procedures" / "cook.md"
    for other in (folder / "procedures").glob("cook.*.md"):
        other.unlink()
    path.write_text(re.sub(r"  - id: size\n(    .*\n)+", "", NEW_KEYS), encoding="utf-8")
    files = FileDrafts(folder)
    with pytest.raises(Refused, match="leave rounds out"):
        files.edit(Edit("cook", "specs.core.misses", ""))
    files.edit(Edit("cook", "specs.core.rounds", ""))
    assert "3" == value(load_playbook(folder).procedure["cook"], "specs.core.rounds")
    files.edit(Edit("cook", "specs.core.misses", ""))
    assert "" == value(load_playbook(folder).procedure["cook"], "specs.core.misses")
    assert "misses" not in path.read_text(encoding="utf-8")
    assert "rounds" not in path.read_text(encoding="utf-8")


@given(data=st.data())
def test_any_edit_of_any_file_says_what_is_meant_or_is_refused(counters: dict[str, Path], data: st.DataObject) -> None:
    """Every other value, every other line and every comment is as it was; taken back, so is every byte."""
    folder = counters[data.draw(st.sampled_from(sorted(counters)))]
    before = load_playbook(folder)
    procedure = data.draw(st.sampled_from(before.procedures))
    field = data.draw(st.sampled_from(fields(procedure)))
    listed = field.split(".")[0] in LISTS and field.count(".") == 1
    verbs: list[Verb] = ["set", "set", "add", "remove", "move"] if listed else ["set"]
    verb = data.draw(st.sampled_from(verbs))
    words = data.draw(st.one_of(WORDS, st.just(value(procedure, field)), st.integers(0, 400).map(str)))
    edit = Edit(procedure.step, field, words, verb, data.draw(st.integers(1, 6)))
    path = folder / "procedures" / f"{procedure.step}.md"
    raw = path.read_bytes()
    files = FileDrafts(folder)
    try:
        files.edit(edit)
    except Refused:
        assert raw == path.read_bytes()
        return
    after = load_playbook(folder)
    assert replace(before, procedures=()) == replace(after, procedures=())
    assert [one for one in before.procedures if one.step != edit.step] == [
        one for one in after.procedures if one.step != edit.step
    ]
    assert all(comment in path.read_text() for comment in COMMENTS.findall(raw.decode()))
    _holds(procedure, after.procedure[edit.step], edit)
    if verb == "set":
        old, _ = changed_lines(raw.decode(), path.read_text())
        stood = " ".join(line.strip() for line in old)
        assert not stood or all(part.strip(",") in stood for part in value(procedure, field).split())
        # A point's line has its words and short words beside the mark that is set.
        assert len(" ".join(stood.split())) <= len(field) + len(value(procedure, field)) + 200
    files.undo()
    assert raw == path.read_bytes()


def _holds(before: Procedure, after: Procedure, edit: Edit) -> None:
    """Hold every other value of a document to what it was."""
    kind = edit.field.split(".")[0]
    same = [field for field in fields(before) if not field.startswith(f"{kind}.") and field != edit.field]
    assert [value(before, field) for field in same] == [value(after, field) for field in same]
    if edit.verb == "set":
        others = [field for field in fields(before) if field != edit.field and not _together(field, edit.field)]
        assert [value(before, field) for field in others] == [value(after, field) for field in others]
    mine = [value(before, field) for field in _list(before, kind)]
    theirs = [value(after, field) for field in _list(after, kind)]
    counts = {"set": 0, "add": 1, "remove": -1, "move": 0}
    assert len(mine) + counts[edit.verb] == len(theirs)
    if edit.verb == "move":
        assert sorted(mine) == sorted(theirs)


def _list(procedure: Procedure, kind: str) -> list[str]:
    return [field for field in fields(procedure) if field.startswith(f"{kind}.") and field.count(".") == 1]


def _together(one: str, other: str) -> bool:
    """Whether two fields are the same times, or a point's marks and what stands among them."""
    point, _dot, part = one.rpartition(".")
    if {part, other.removeprefix(f"{point}.")} in ({"marks", "when"}, {"marks", "short"}):
        return True
    return {"when.pace"} & {one, other} != set() and one.startswith("when.") and other.startswith("when.")


@pytest.fixture(autouse=True)
def mask() -> Iterator[None]:
    """Let new files have the usual rights."""
    before = os.umask(0o022)
    yield
    os.umask(before)

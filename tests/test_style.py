"""The house, held to its own rules of style: names, and what may never stand in the source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCES = sorted((ROOT / "kiosk").rglob("*.py"))
SCREENS = [path for path in SOURCES if path.is_relative_to(ROOT / "kiosk" / "tui")]

LONGEST_FUNCTION = 40
EDGES = {
    "kiosk/cli/__init__.py": "the command line's outermost edge: one sentence for people, the details for the log",
    "kiosk/devices/speech.py": "the speaking thread: nothing waits for it, and it must not end",
    "kiosk/devices/speech_child.py": "the edge of the speaking process: whatever it was goes to the parent in words",
    "kiosk/devices/slip_printer.py": "acts outside, after the commit: no device may stop a counter",
    "kiosk/counter/live.py": "the feed: a terminal that cannot look at the record says so and looks again",
}
"""Files that may catch every exception, each with why."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(path: Path) -> str:
    """Return a file's path as it is said."""
    return str(path.relative_to(ROOT))


@cache
def tree(path: Path) -> ast.Module:
    """Read a file."""
    return ast.parse(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module", autouse=True)
def _trees() -> Iterator[None]:
    """Keep what was read for the tests of this file, and no longer."""
    yield
    tree.cache_clear()


def functions(path: Path) -> Iterator[Function]:
    """Return every function of a file."""
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def classes() -> Iterator[tuple[Path, ast.ClassDef]]:
    """Return every class of the house."""
    for path in SOURCES:
        yield from ((path, node) for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef))


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Return every call of a file with the last part of its name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) | ast.Attribute(attr=name):
                    yield name, node
                case _:
                    pass


def test_functions_are_short() -> None:
    """A longer function does two things; docstrings count."""
    long = {
        f"{named(path)}:{node.name}": count
        for path in SOURCES
        for node in functions(path)
        if (count := (node.end_lineno or node.lineno) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert {} == long


def test_names_say_what_a_thing_is() -> None:
    """No Manager, Helper, Utils, Handler, Data, Info or Base: they say nothing."""
    empty = re.compile(r"(Manager|Helper|Helpers|Utils|Util|Handler|Data|Info|Base)$")
    found = [f"{named(path)}: {node.name}" for path, node in classes() if empty.search(node.name)]
    found += [named(path) for path in SOURCES if path.stem in ("utils", "helpers", "misc", "common")]
    assert [] == found


def test_every_module_says_what_it_is() -> None:
    """In the first sentence of its docstring."""
    assert [] == [named(path) for path in SOURCES if not ast.get_docstring(tree(path))]


def test_what_a_function_returns_is_said_plainly() -> None:
    """Return and Whether, as everybody writes: not Give, not Say whether."""
    odd = [
        f"{named(path)}:{function.lineno}"
        for path in SOURCES
        for function in functions(path)
        if (words := ast.get_docstring(function) or "") and function.returns
        if (words.startswith("Give ") and ast.unparse(function.returns) != "None")
        or (words.startswith("Say whether ") and ast.unparse(function.returns) == "bool")
    ]
    assert [] == odd


def test_only_named_edges_catch_everything() -> None:
    """An `except Exception` hides what nobody thought of."""
    found = []
    for path in SOURCES:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                if re.search(r"\b(Base)?Exception\b|everything", caught) and not _reraises(node):
                    found.append(f"{named(path)}:{node.lineno} {caught}")
    assert [] == [place for place in found if place.partition(":")[0] not in EDGES]


def _reraises(handler: ast.ExceptHandler) -> bool:
    """Whether a handler ends by raising again what it caught: it only cleans up."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def test_no_markup_is_ever_parsed() -> None:
    """Screens build no widget from text, f-string or not, that Textual would read as markup: they draw runs."""
    allowed = {"Input"}
    for path in SCREENS:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ImportFrom) and node.module == "textual.widgets":
                assert {name.name for name in node.names} <= allowed, named(path)
        for name, call in calls(path):
            assert name not in ("from_markup", "notify", "Static", "Label", "Button", "Content", "Markdown"), (
                f"{named(path)}:{call.lineno} {name}"
            )
            assert name != "render_markup"
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Assign | ast.AnnAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                words = [target.attr for target in targets if isinstance(target, ast.Attribute)]
                assert not {"border_title", "border_subtitle", "tooltip"} & set(words), named(path)


def test_no_shell_is_ever_started() -> None:
    """Text from people never reaches one."""
    for path in SOURCES:
        for name, call in calls(path):
            assert name not in ("system", "popen", "eval", "exec", "create_subprocess_shell"), (
                f"{named(path)}:{call.lineno} {name}"
            )
            for keyword in call.keywords:
                assert keyword.arg != "shell", f"{named(path)}:{call.lineno}"


def test_only_the_command_line_prints() -> None:
    """What is printed stands across the screen."""
    for path in SOURCES:
        if not path.is_relative_to(ROOT / "kiosk" / "cli") and path.stem != "speech_child":
            printed = [call for name, call in calls(path) if name == "print" and isinstance(call.func, ast.Name)]
            assert [] == printed, named(path)


def test_values_are_structs() -> None:
    """A dataclass is written as source and compiled at every start, a struct is not."""
    loads = re.compile(r"^\s*(from|import) dataclasses\b", re.MULTILINE)
    assert [] == [named(path) for path in SOURCES if loads.search(path.read_text(encoding="utf-8"))]


def test_what_an_edge_catches_is_logged() -> None:
    """An error nobody foresaw is told to somebody."""
    for path in (ROOT / name for name in EDGES):
        text = path.read_text(encoding="utf-8")
        assert re.search(r"LOG\.|logging|surprised|stderr", text), named(path)


@pytest.mark.parametrize("word", ["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"])
def test_nothing_is_left_for_later(word: str) -> None:
    """What is not done is not there."""
    assert [] == [named(path) for path in SOURCES if re.search(rf"\b{word}\b", path.read_text(encoding="utf-8"))]


def test_comments_carry_no_history() -> None:
    """A comment says why; what was before is known to git."""
    history = re.compile(r"#.*\b(used to|no longer|previously|changed from|was renamed)\b", re.IGNORECASE)
    assert [] == [named(path) for path in SOURCES if history.search(path.read_text(encoding="utf-8"))]


WRITERS = {
    "kiosk/journal/copies.py": "the one safe writer: for its owner only, forced to disk, in place whole or not at all",
    "kiosk/config/file_change.py": "keeps the mode of a playbook's file, and puts back what it cannot write all of",
    "kiosk/devices/printer.py": "a slip never takes the place of another",
    "kiosk/cli/demo.py": "the crew's log, thrown away with the demo",
    "kiosk/cli/playbook.py": "a copy of shipped files that people are to edit",
    "kiosk/cli/playbook_new.py": "files that people are to edit, in a folder that was not there",
    "kiosk/cli/surprise.py": "a log, of which each entry stands behind the one before",
    "kiosk/config/schemas.py": "called by a script of the checkout alone",
    "kiosk/wiring.py": "a cache: whole or not at all, and what is lost of it costs time",
}
"""Files that write files, each with why it has a way of its own, if it has."""


def writes(name: str, call: ast.Call) -> bool:
    """Whether a call writes a file: by a method of paths, or by opening it for that."""
    given = (*call.args[:2], *(key.value for key in call.keywords if key.arg == "mode"))
    modes = [str(one.value) for one in given if isinstance(one, ast.Constant)]
    opened = name in ("open", "fdopen") and any(re.fullmatch(r"[wax][bt]?\+?", mode) for mode in modes)
    return opened or name in ("write_text", "write_bytes")


def test_files_are_written_in_one_way() -> None:
    """What leaves is whole, lasts, and is for its owner only: whoever writes differently says why."""
    found = {named(path) for path in SOURCES for name, call in calls(path) if writes(name, call)}
    assert set(WRITERS) == found

"""The catalogues: they hold what the code says, all of it is said in every language, and nothing is said too early."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from rich.cells import cell_len

from kiosk import words
from kiosk.keys.action import ACTIONS
from kiosk.words import _
from tests.catalogues import (
    DOORS,
    LANGUAGES,
    ROOT,
    TEMPLATE,
    calls,
    door,
    forms,
    from_code,
    mo,
    po_file,
    pot,
    read,
    sources,
    untranslated,
)

KEY = 11
"""Cells of the longest label on a key: where keys stand closest, at 80 columns, more than that is cut."""

NOW = {"_", "plural"}
"""What looks a message up at once."""


@pytest.fixture(scope="module")
def code() -> Catalog:
    """Return what the code says."""
    return from_code()


@pytest.fixture(params=LANGUAGES)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    """Return what was written in one language."""
    return read(str(request.param))


def messages(catalogue: Catalog) -> Iterator[Message]:
    """Return the messages of a catalogue, without what stands at its head."""
    yield from (message for message in catalogue if message.id)


def named(said: str) -> set[str]:
    """Return the names that values have in a message, with how they are written."""
    return {f"{name}:{spec}" for _text, name, spec, _conversion in Formatter().parse(said) if name is not None}


def test_the_template_holds_what_the_code_says(code: Catalog) -> None:
    """Neither more nor less; `scripts/words` writes it."""
    assert TEMPLATE.read_bytes() == pot(code)


def test_a_catalogue_holds_the_messages_of_the_code(code: Catalog, catalogue: Catalog) -> None:
    """Nothing is left of what is not said any more."""
    assert {str(one.id) for one in messages(code)} == {str(one.id) for one in messages(catalogue)}
    assert not catalogue.obsolete


def test_every_message_is_translated(catalogue: Catalog) -> None:
    """In all its forms, and by a person who was sure."""
    assert [] == [message.id for message in untranslated(catalogue)]
    assert [] == [message.id for message in messages(catalogue) if message.fuzzy]


def test_values_are_named_as_in_the_code(catalogue: Catalog) -> None:
    """A translation puts the same values, written the same way, wherever it likes."""
    wrong = []
    for message in messages(catalogue):
        wanted = set().union(*map(named, forms(message.id)))
        least = wanted - {"n:"} if message.pluralizable else wanted
        said = filter(None, forms(message.string or ""))
        wrong += [(message.id, one) for one in said if not least <= named(one) <= wanted]
    assert [] == wrong


def test_counts_have_the_forms_of_the_language(catalogue: Catalog) -> None:
    """As many as it says at its head."""
    many = [message for message in messages(catalogue) if message.pluralizable]
    assert {catalogue.num_plurals} == {len(forms(message.string or "")) for message in many}


def test_signs_stay_where_they_mean_something(catalogue: Catalog) -> None:
    """What a message begins and ends with of signs it keeps: they are told by eye, in no language."""
    signs = re.compile(r"[⏎⌫●■▲○✔✗↓→×…·]")
    wrong = [
        (message.id, said)
        for message in messages(catalogue)
        for said in forms(message.string or "")
        if said and sorted(signs.findall(forms(message.id)[0])) != sorted(signs.findall(said))
    ]
    assert [] == wrong


def test_no_message_begins_or_ends_with_a_space(code: Catalog) -> None:
    """What stands beside it says how far away."""
    assert [] == [one.id for one in messages(code) for said in forms(one.id) if said != said.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_program_reads_what_is_written(language: str) -> None:
    """The .mo is the .po; `scripts/words` writes it."""
    assert po_file(language).with_suffix(".mo").read_bytes() == mo(read(language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_fit_on_keys(language: str) -> None:
    """In every language."""
    words.use(language)
    try:
        long = {_(one.label): cell_len(_(one.label)) for one in ACTIONS.values() if cell_len(_(one.label)) > KEY}
    finally:
        words.use(words.ENGLISH)
    assert {} == long


def test_every_language_is_there() -> None:
    """English, and those the catalogues are for."""
    assert (words.ENGLISH, *LANGUAGES) == words.languages()


def _at_import(node: ast.AST) -> Iterator[ast.Call]:
    """Return the calls that are made while a module is loaded: outside of every function."""
    for inner in ast.iter_child_nodes(node):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            for early in (*inner.decorator_list, *inner.args.defaults, *filter(None, inner.args.kw_defaults)):
                yield from _at_import(early)
        elif not isinstance(inner, ast.Lambda):
            if isinstance(inner, ast.Call) and isinstance(inner.func, ast.Name) and inner.func.id in NOW:
                yield inner
            yield from _at_import(inner)


def _where(path: Path, node: ast.AST) -> str:
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"


def test_nothing_is_looked_up_before_the_language_is_known() -> None:
    """A module or a class marks its messages with `later`; they are looked up where they are shown."""
    assert [] == [_where(path, call) for path, tree in sources() if calls(tree) for call in _at_import(tree)]


def test_a_message_is_one_whole_sentence_in_the_code() -> None:
    """No f-string and no sum of halves, which no catalogue could hold."""
    wrong = []
    for path, tree in sources():
        for call in calls(tree):
            said = call.args[: DOORS[door(call)]]
            wrong += [_where(path, one) for one in said if isinstance(one, ast.JoinedStr | ast.BinOp)]
    assert [] == wrong


def _own(function: ast.AST) -> Iterator[ast.AST]:
    """Return what stands in a function itself: a comprehension has names of its own."""
    for inner in ast.iter_child_nodes(function):
        yield inner
        if not isinstance(inner, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            yield from _own(inner)


def test_nothing_else_is_called_by_the_name_that_looks_up() -> None:
    """A throw-away `_` in a function that speaks would hide it."""
    hidden = []
    for path, tree in sources():
        for function in ast.walk(tree) if calls(tree) else ():
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                called = {door(node) for node in ast.walk(function) if isinstance(node, ast.Call)}
                names = (node for node in _own(function) if isinstance(node, ast.Name))
                hidden += [
                    _where(path, one)
                    for one in names
                    if one.id in DOORS.keys() & called and isinstance(one.ctx, ast.Store)
                ]
    assert [] == hidden

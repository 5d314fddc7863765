"""YAML as this program reads it."""

from __future__ import annotations

import pytest

from kiosk.config.yaml_file import MOST_DEPTH, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no", {"a": "no"}),
        ("a: 1:30", {"a": "1:30"}),
        ("a: 010", {"a": "010"}),
        ("a: 2026-11-22", {"a": "2026-11-22"}),
        ("a: 1e3", {"a": "1e3"}),
        ("a: .nan", {"a": ".nan"}),
        ("a: true", {"a": "true"}),
        ("a:", {"a": None}),
        ("a: ~", {"a": None}),
        ('a: ""', {"a": ""}),
        ('a: "~"', {"a": "~"}),
        ("a: [b, {c: d}]", {"a": ["b", {"c": "d"}]}),
        ("<<: {a: b}", {"<<": {"a": "b"}}),
        ("", None),
    ],
)
def test_scalars_stay_text(text: str, value: object) -> None:
    """A scalar is the text that stands there; only what is left empty is nothing."""
    assert value == parse(text, "f").value


def test_every_value_has_its_place() -> None:
    """Line and column count from 1, in characters, and a path that is not there points at what is around it."""
    document = parse("a:\n  - ä: ö\n    b: c\n", "f")

    assert (2, 8) == document.places[("a", 0, "ä")]
    assert (3, 5) == document.keys[("a", 0, "b")]
    assert "f:3:8: x" == str(document.problem(("a", 0, "b", "gone", 3), "x"))
    assert "f:3:5: x" == str(document.problem(("a", 0, "b"), "x", key=True))
    assert "f:1:1: x" == str(parse("", "f").problem(("a",), "x"))


def test_a_head_counts_from_its_first_line() -> None:
    """YAML that begins further down in a file keeps the file's line numbers."""
    assert "f:5:5" == str(parse("a: b\nb: c: d", "f", first_line=4).problems[0])[:5]


def test_of_two_values_the_first_stays() -> None:
    """A key that stands twice is told, and what stands under the second is looked at too."""
    document = parse("a: {b: 1}\na: {b: 2, b: 3}\n", "f")

    assert {"a": {"b": "1"}} == document.value
    assert ["f:2:1", "f:2:5", "f:2:11"] == [str(problem).split(": ")[0] for problem in document.problems]


def test_nesting_ends() -> None:
    """Twenty levels are read, the next one is told, and three thousand neither hang nor crash."""
    good, deep, mad = ("[" * depth + "]" * depth for depth in (MOST_DEPTH, MOST_DEPTH + 1, 3000))

    assert () == parse(good, "f").problems
    assert ["f:1:21: This is nested deeper than 20."] == [str(problem) for problem in parse(deep, "f").problems]
    assert ["f:1:21: This is nested deeper than 20."] == [str(problem) for problem in parse(mad, "f").problems]


def test_a_billion_laughs_are_not_laughed() -> None:
    """An anchor ends the reading before an alias can multiply it."""
    assert ["f:1:4: An anchor (&a) is not allowed. Write the value where it is needed."] == [
        str(problem) for problem in parse("a: &a [x, x]\nb: [*a, *a]\n", "f").problems
    ]


def test_a_character_the_library_cannot_read_is_told() -> None:
    """What the YAML library refuses without a line is a problem too, not an exception."""
    assert "f:1:1: This cannot be read" == str(parse("a: \x00", "f").problems[0])[:26]

"""`kiosk problem`: raise, list, resolve, export."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Kiosk, as_json


@pytest.fixture(autouse=True)
def order(kiosk: Kiosk) -> None:
    """Take order 1, which needs every station."""
    assert 0 == kiosk("order", "add", stdin=as_json()).code


def test_a_critical_problem_stops_its_order_until_it_is_resolved(kiosk: Kiosk) -> None:
    """Raised, listed, in the way of a bump, resolved by the beginning of its id, and out of the way."""
    words = ("--reason", "Tool is broken", "--text", "probe shows 20", "--critical", "--by", "Ana")
    said = kiosk("problem", "raise", "cook", "--order", "1", *words).out
    seen, _, name = said.removesuffix(".\n").rpartition(" Its id: ")
    assert "The manager sees it: Cook, Tool is broken. Order 1 is stopped until it is resolved." == seen
    row = kiosk("problem", "list").out.splitlines()[1]
    for part in (name, "CRITICAL", "#1", "Cook", "Tool is broken: probe shows 20", "Ana"):
        assert part in row
    refused = kiosk("ticket", "bump", "1", "cook")
    assert 1 == refused.code
    assert "stopped by a critical problem at Cook: “Tool is broken: probe shows 20”" in refused.err
    answered = kiosk("problem", "resolve", name[:5], "--answer", "New probe at the grill", "--by", "Kim")
    assert "Cook: “Tool is broken” is resolved: “New probe at the grill”. Order 1 goes on.\n" == answered.out
    assert "Nothing is open.\n" == kiosk("problem", "list", "--open").out
    assert "stopped" not in kiosk("ticket", "bump", "1", "cook").err


def test_facts_are_the_columns(kiosk: Kiosk) -> None:
    """A suggestion without an order: `counter` and 0; an open one has no answer."""
    raised = kiosk("problem", "raise", "fry", "--kind", "suggestion", "--reason", "Easier", "--json").facts
    (listed,) = kiosk("problem", "list", "--open", "--json").facts
    assert raised == listed
    assert ("counter", 0, "suggestion", "Easier", "", False, "") == tuple(
        raised[key] for key in ("order_id", "number", "kind", "reason", "text", "critical", "answer")
    )
    done = kiosk("problem", "resolve", raised["id"], "--answer", "Yes", "--json").facts
    assert "Yes" == done["answer"]
    assert done["resolved_at"].endswith("Z")


def test_an_export_holds_them_all_and_no_formula(kiosk: Kiosk, home: Path) -> None:
    """As its siblings: CSV with the columns of the table, what a spreadsheet would reckon with a sign before it."""
    kiosk("problem", "raise", "fry", "--reason", "=1+1")
    kiosk("problem", "raise", "cook", "--order", "1", "--reason", "Not clear")
    head, *rows = kiosk("problem", "export", "-").out.splitlines()
    assert head.startswith("id,order_id,number,day,step,step_name,procedure,playbook,kind,reason,text,critical")
    assert ["'=1+1", "Not clear"] == [row.split(",")[9] for row in rows]
    assert 2 == len(kiosk("problem", "export", "-", "--since", "today").out.splitlines()[1:])
    assert kiosk("problem", "export", "raised.jsonl", "--format", "jsonl").out.startswith("2 rows of problems are in")
    assert 2 == len((home / "raised.jsonl").read_text().splitlines())


def test_the_summary_has_them(kiosk: Kiosk) -> None:
    """In the half of HOW."""
    kiosk("problem", "raise", "fry", "--kind", "suggestion", "--reason", "Easier")
    what, how = kiosk("summary").out.split("HOW it was done")
    assert "suggestions" not in what
    assert ["1", "1"] == how.splitlines()[-1].split()[-2:]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("raise bake --reason x", "There is no step “bake”"),
        ("raise cook --reason x --order 77", "There is no order 77"),
        ("raise cook --reason x --kind suggestion --critical", "A suggestion stops no order."),
        ("resolve ffffffff --answer x", "There is no problem ffffffff."),
        ("resolve ff --answer x", "Name a problem by 4 digits"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(kiosk: Kiosk, words: str, said: str) -> None:
    """Nothing is written then."""
    ended = kiosk("problem", *words.split())
    assert (1, "") == (ended.code, ended.out)
    assert ended.err.startswith(said)
    assert "Nothing was raised.\n" == kiosk("problem", "list").out

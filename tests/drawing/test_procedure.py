"""A procedure as a document: all of it, in text and in Markdown."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.drawing.procedure import WIDTH, procedure_markdown, procedure_text
from kiosk.work.text.text import columns
from tests.playbooks import DINER

GRILL = DINER.procedure["grill"]


def test_the_text_says_who_when_what_and_how() -> None:
    """Every part of the document, in the order people read it."""
    procedure = replace(GRILL, script=("Two down!",), text="Lay the patty.\nTurn it\nonce.\n\nProbe it.")
    assert (
        """\
Grill the patties
=================

Step: Grill (grill)
Who: crew, at Grill
When: target 120 s, due at 180 s, late at 240 s, never under 12 s

Lay the patty. Turn it once.

Probe it.

Say
  - “Two down!”

Points
  - [ ] Wear clean gloves (critical)
  - [ ] Turn once (n/a)

Specs
  - Core temperature: at least 155 °F. A number is read against it. If missed:
    Cook on. [FDA Food Code; US]

Guidelines
  - Smile.

Version """
        f"{procedure.version}\n" == procedure_text(DINER, procedure)
    )


def test_markdown_has_every_part_under_its_head() -> None:
    """Points are boxes to tick, specs a table with source and place."""
    procedure = replace(GRILL, script=("Two down!",), text="Lay the patty.")
    drawn = procedure_markdown(DINER, procedure)
    assert "# Grill the patties\n\n- Step: Grill (grill)\n- Who: crew, at Grill\n" in drawn
    assert "\nLay the patty.\n\n## Say\n\n> Two down!\n\n\n## Points\n" in drawn
    assert "- [ ] Wear clean gloves (critical)\n- [ ] Turn once (n/a)\n" in drawn
    assert "| Core temperature | at least 155 °F | °F | 155.0 | – | FDA Food Code | US | Cook on. |\n" in drawn


@pytest.mark.parametrize("words", ["a | b", "*bold*", "[link](x)", "`code`", "<b>", "a_b"])
def test_words_of_a_point_are_no_markdown(words: str) -> None:
    """What Markdown would read is escaped; the table keeps its columns."""
    spec = replace(GRILL.specs[0], name=words)
    drawn = procedure_markdown(DINER, replace(GRILL, specs=(spec,), text=""))
    row = next(line for line in drawn.splitlines() if "155.0" in line)
    assert 9 == row.count("|") - row.count("\\|")
    assert words not in drawn or not set("*[`<_|") & set(words)


def test_no_line_is_wider_than_a_terminal() -> None:
    """Long sentences wrap, in the text form."""
    long = replace(GRILL, guidelines=("word " * 60,), text="word " * 90)
    assert max(map(columns, procedure_text(DINER, long).splitlines())) <= WIDTH


def test_an_empty_procedure_is_short() -> None:
    """Parts that are not there have no head."""
    bare = replace(GRILL, script=(), points=(), specs=(), guidelines=(), text="")
    for drawn in (procedure_text(DINER, bare), procedure_markdown(DINER, bare)):
        assert [] == [head for head in ("Say", "Points", "Specs", "Guidelines") if head in drawn]


def test_lists_and_headings_of_the_text_are_kept() -> None:
    """Each item on a line of its own, emphasis without its signs."""
    text = "# How\n\nLay *it*.\n- raw\n- done\n\n1. first\n2. second"
    assert """
How

Lay it.

  - raw
  - done

  1. first
  2. second
""" in procedure_text(DINER, replace(GRILL, text=text))


def test_headings_of_the_text_stand_under_the_document_s() -> None:
    """In a book a procedure is a part, and what is in it stands below that."""
    drawn = procedure_markdown(DINER, replace(GRILL, text="# How\n###### Deep"), level=3)
    assert ["### Grill the patties", "#### How", "###### Deep", "#### Points"] == [
        line for line in drawn.splitlines() if line.startswith("#")
    ][:4]

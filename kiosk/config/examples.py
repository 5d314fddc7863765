"""Reads `examples.yaml`: sentences that say what becomes of an order, which `kiosk playbook test` plays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from kiosk.config.found_files import typed
from kiosk.config.shape.models import Shape
from kiosk.config.shaping import shaped
from kiosk.config.yaml_file import parse, read_text
from kiosk.errors import FileProblem, PlaybookProblems

FILE = "examples.yaml"


class ExamplesFile(Shape):
    """`examples.yaml`: what becomes of an order, in sentences."""

    examples: list[Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]]
    """Such as `a cola goes to fry, not to grill`."""


def read_examples(folder: Path) -> tuple[tuple[str, FileProblem], ...]:
    """Return each sentence with its place in the file; none without one. Raises `PlaybookProblems`."""
    if not (folder / FILE).exists():
        return ()
    name = typed(folder / FILE)
    _, text, problems = read_text(folder / FILE, name)
    document = parse(text, name)
    found, wrong = shaped(document, ExamplesFile)
    if found is None or problems or wrong:
        raise PlaybookProblems((*problems, *wrong))
    return tuple((said, document.problem(("examples", place), "")) for place, said in enumerate(found.examples))

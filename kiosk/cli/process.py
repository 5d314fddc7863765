"""`kiosk process`: WHAT happens to an order, as a picture."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import noun, verb
from kiosk.errors import PlaybookProblems

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.work.check.reach import Proof, StepReach
    from kiosk.work.playbook.playbook import Playbook

MOST_PARTS = 4
"""Parts that are named of those a step makes."""

WIDEST = 1000
"""Columns of a diagram that anybody asks for."""


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "process")
    diagram = verb(verbs, "diagram", _diagram, "draw the process with its branches and joins")
    diagram.add_argument("--format", choices=("text", "mermaid"), default="text", help="text unless said")
    diagram.add_argument("--language", metavar="CODE", default="", help="in another language it stands in, such as es")
    diagram.add_argument("--width", metavar="N", type=_width, help="columns of the text; the terminal's unless said")
    check = verb(verbs, "check", _check, "try every kind of order, and say which reach each step")
    check.add_argument(
        "folder", metavar="DIR", nargs="?", help="the playbook's folder or name; the one in use unless said"
    )


def _width(words: str) -> int:
    """Read how many columns there are."""
    from kiosk.drawing.diagram import LEAST

    if not (words.isascii() and words.isdigit() and LEAST <= int(words) <= WIDEST):
        raise argparse.ArgumentTypeError(f"say a number of columns from {LEAST} to {WIDEST}")
    return int(words)


def _diagram(args: argparse.Namespace) -> int:
    import shutil

    from kiosk.cli.run import in_language, playbook_of
    from kiosk.drawing.diagram import text_diagram
    from kiosk.drawing.mermaid import mermaid
    from kiosk.words import speaking

    playbook = in_language(playbook_of(args), args.language)
    width = args.width or shutil.get_terminal_size().columns
    with speaking(args.language):
        drawn = mermaid(playbook) if args.format == "mermaid" else text_diagram(playbook, width)
    print(drawn, end="")
    return 0


def _check(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts, warn
    from kiosk.config.found_files import find_playbook
    from kiosk.config.playbook import load_playbook
    from kiosk.work.check.reach import proof, reach_problems

    folder = find_playbook(args.folder or settings_of(args).playbook)
    try:
        playbook = load_playbook(folder, proved=True, proof=lambda book: reach_problems(book, proof(book)))
    except PlaybookProblems as error:
        if args.json:
            facts([one._asdict() for one in error.problems])
        else:
            for problem in error.problems:
                warn(str(problem))
        return 1
    tried = proof(playbook)
    if args.json:
        facts([_reach_facts(playbook, one) for one in (*tried.steps, *tried.asked)])
    else:
        _reaches(playbook, tried)
    return 0


def _reaches(playbook: Playbook, tried: Proof) -> None:
    """Print which orders reach each step, and what of it is for some of those alone."""
    from kiosk.work.check.reach import tried_words
    from kiosk.work.text.text import clean

    for one in tried.steps:
        print(clean(f"{one.step.id}: {_whom(playbook, one)}", 1000))
        print(f"  reached by  {tried_words(playbook, one.by) if one.by else 'none of those that were tried'}")
        if one.not_by:
            print(f"  passed by   {tried_words(playbook, one.not_by)}")
        for part in tried.asked:
            if part.step == one.step and part.asked and part.by:
                other = f"not for {tried_words(playbook, part.not_by)}" if part.not_by else "for every order that comes"
                print(f"  {clean(f'{_part(playbook, part)}: for {tried_words(playbook, part.by)}, {other}', 1000)}")
    print()
    reached = "every step is reached" if all(one.by for one in tried.steps) else "no problem was found"
    print(f"{playbook.id}: {reached}, and every order that was tried ends with “{playbook.process.output}”.")
    print(
        f"{tried.orders} orders tried, of {tried.kinds} kinds of basket, from everywhere, at every hour of a condition."
    )
    if not tried.is_whole:
        print("There are more kinds than can be tried: what none of these reached, another order may reach.")


def _whom(playbook: Playbook, reach: StepReach) -> str:
    """Say which orders a step is for."""
    from kiosk.work.order.facts import protects
    from kiosk.work.playbook.condition_words import condition_words

    step, made = reach.step, [playbook.menu.part[part].plural for part in reach.step.makes]
    more = f" or {len(made) - MOST_PARTS} more" if len(made) > MOST_PARTS else ""
    said = [f"with {', '.join(made[:MOST_PARTS])}{more}"] if made else []
    said += [condition_words(playbook, step.when)] if step.when else []
    if protects(step.when):
        said.append(f"that need {' or '.join(later.id for later in playbook.process.right_after(step.id))}")
    said += ["begun at the front"] if playbook.station[step.station].role == "front" else []
    return f"orders {' '.join(said)}" if said else "every order"


def _part(playbook: Playbook, reach: StepReach) -> str:
    """Name what of a step has a condition."""
    asked, procedure = reach.asked, playbook.procedure[reach.step.id]
    if asked is None:
        return reach.step.id
    place = int(asked.place[3])
    names = {"spec": [spec.id for spec in procedure.specs], "point": [point.id for point in procedure.points]}
    name = names[asked.kind][place] if asked.kind in names else f"{place + 1}"
    return f"{asked.kind} {name} (when: {asked.text})"


def _reach_facts(playbook: Playbook, reach: StepReach) -> dict[str, Any]:
    """Return as facts which orders reach a step, or what of it is for some of them."""
    from kiosk.work.check.reach import tried_words

    return {
        "step": reach.step.id,
        "station": reach.step.station,
        "part": _part(playbook, reach) if reach.asked else "",
        "when": reach.asked.text if reach.asked else reach.step.when,
        "tried": reach.tried,
        "reached": reach.reached,
        "reached_by": tried_words(playbook, reach.by) if reach.by else "",
        "passed_by": tried_words(playbook, reach.not_by) if reach.not_by else "",
    }

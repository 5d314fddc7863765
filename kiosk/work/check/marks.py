"""Finds brackets that are no marks where marks are read, so that none becomes words by a slip.

What stands in brackets at the very end of a point or a line is a mark; words in brackets go before the full stop. The
marks of points are `POINT_MARKS`, those of lines to say `kiosk.work.guest.line.MARKS`; both may hold `(when: …)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kiosk.work.playbook.condition import WHEN
from kiosk.work.playbook.procedure import BRIEF, SHORT, SHORT_MARK, short_words
from kiosk.work.text.finding import closest
from kiosk.work.text.text import columns, last_brackets

POINT_MARKS = ("critical", "gate", "n/a")
"""What stands behind a point's words in the document."""

ALIKE = 0.75
"""How much of a bracket's words has to be a mark's for it to be meant for one, where it stands elsewhere."""

_GROUP = re.compile(r"[(\[（［【]([^()\[\]（）［］【】]*)[)\]）］】]")
_ROUND = str.maketrans("（）［］【】", "()[][]")


def parted_marks(words: str, known: Sequence[str]) -> tuple[str, set[str]]:
    """Part words from all marks in brackets at their end; from the first bracket on that holds another they stay."""
    marks: set[str] = set()
    while last := last_brackets(words):
        said = {" ".join(mark.split()) for mark in _listed(last[1])}
        if not all(mark in known or mark.startswith((WHEN, SHORT_MARK)) for mark in said):
            break
        words, marks = last[0], marks | said
    return words, marks


def mark_problems(words: str, known: Sequence[str], *, whens: bool = True) -> Iterator[str]:
    """Find what is not as marks are written; `known` are those that may stand there, `whens` allows a condition."""
    rest, marks = parted_marks(words, known)
    if not whens:
        there = "means nothing in a routine, which has no order. Remove it."
        yield from (f"`{mark}` {there}" for mark in sorted(marks) if mark.startswith(WHEN))
    shorts = [mark for mark in marks if mark.startswith(SHORT_MARK)]
    yield from (told for mark in shorts for told in _short_problems(mark, known))
    if last := last_brackets(rest):
        rest = last[0]
        for mark in (" ".join(piece.split()) for piece in _listed(last[1])):
            if mark not in known and not mark.startswith((WHEN, SHORT_MARK)):
                yield _strange(mark, known, whens=whens)
                return
    if marks and not rest:
        yield "Nothing is said here. Put the words before the marks."
    plain = rest.translate(_ROUND)
    for group in _GROUP.findall(rest):
        pieces = [piece for piece in map(str.strip, group.split(",")) if piece]
        if any(
            piece.casefold().startswith(("when", "short:")) or closest(piece, list(known), ALIKE) for piece in pieces
        ):
            yield f"`{group}` reads like a mark. Marks stand in round brackets at the very end."
            return
    if _is_unpaired(plain):
        yield "A bracket has no partner. Marks stand in round brackets at the very end."


def _short_problems(mark: str, known: Sequence[str]) -> Iterator[str]:
    """Find short words that are none, or too long; only points have them."""
    short, brief = short_words({mark})
    if known != POINT_MARKS:
        yield f"`({SHORT_MARK} …)` belongs to a point. A line is said as it is."
    if not short:
        yield f"Nothing stands behind `{SHORT_MARK}`. Write at most {SHORT} signs, behind a bar at most {BRIEF}."
    for words, most in ((short, SHORT), (brief, BRIEF)):
        if columns(words) > most:
            yield f"“{words}” is {columns(words)} signs long. Short words have {SHORT}, behind a bar {BRIEF} at most."


def _strange(mark: str, known: Sequence[str], *, whens: bool) -> str:
    """Say that a mark is not known, and which was most likely meant."""
    there = [f"({one})" for one in known] + ([f"({WHEN} …)"] if whens else [])
    close = closest(f"({mark})", there)
    meant = (
        f" Did you mean `{close}`?" if close else f" Known: {', '.join(f'`{one}`' for one in there)}." if there else ""
    )
    return f"There is no mark `({mark})`.{meant} Words in brackets at the end go before a full stop."


def _is_unpaired(words: str) -> bool:
    """Whether a bracket has no partner, or one closes before it opens."""
    for opens, closes in ("()", "[]"):
        depth = 0
        for sign in words:
            depth += (sign == opens) - (sign == closes)
            if depth < 0:
                return True
        if depth:
            return True
    return False


def _listed(marks: str) -> list[str]:
    """Part marks at the commas that stand in no bracket of their own; short words go to the end."""
    parts, depth = [""], 0
    for sign in marks:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth and not parts[-1].lstrip().startswith(SHORT_MARK):
            parts.append("")
        else:
            parts[-1] += sign
    return parts

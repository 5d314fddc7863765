"""Changes between two playbooks in words that a manager reads: what it belongs to, what became of it."""

from __future__ import annotations

from msgspec import Struct

from kiosk.words import _, later
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.version.difference import Difference, Sort

SIGNS: dict[Sort, str] = {"added": "+", "removed": "−", "changed": "≠", "moved": "↕"}

SORTS: dict[Sort, str] = {
    "added": later("added"),
    "removed": later("taken out"),
    "changed": later("changed"),
    "moved": later("in another order"),
}

KINDS = {
    "points": later("point {name}"),
    "specs": later("limit {name}"),
    "stations": later("station {name}"),
    "steps": later("step {name}"),
    "items": later("item {name}"),
    "parts": later("part {name}"),
    "groups": later("choices {name}"),
    "options": later("choice {name}"),
    "categories": later("page {name}"),
    "routines": later("routine {name}"),
}
"""What stands many times, each with a name."""

FIELDS = {
    "target": later("target in seconds"),
    "warn": later("due from, in seconds"),
    "late": later("late from, in seconds"),
    "earliest": later("never faster than, in seconds"),
    "too_early": later("DONE before that"),
    "words": later("words"),
    "critical": later("critical"),
    "gate": later("holds DONE"),
    "may_not_apply": later("may not apply"),
    "when": later("asked when"),
    "script": later("words to say"),
    "guidelines": later("guidelines"),
    "text": later("text"),
    "title": later("title"),
    "role": later("who does it"),
    "name": later("name"),
    "unit": later("unit"),
    "minimum": later("lowest allowed"),
    "maximum": later("highest allowed"),
    "source": later("source"),
    "jurisdiction": later("where it holds"),
    "corrective": later("what to do when it is missed"),
    "reading": later("a number is typed"),
    "advice": later("only advice"),
    "version": later("how its file is written"),
    "price": later("price in cents"),
    "plural": later("name of several"),
    "short": later("short name"),
    "prep": later("seconds to make"),
    "hold": later("seconds it may wait"),
    "allergens": later("allergens"),
    "station": later("where it is done"),
    "after": later("waits for"),
    "makes": later("makes"),
    "needs": later("needs"),
    "gives": later("gives"),
    "at_once": later("tickets side by side"),
    "most_rushed": later("most orders rushed"),
    "day_starts": later("day begins, minutes after midnight"),
    "currency": later("sign before a price"),
    "suggest": later("suggestions"),
    "least": later("must be chosen, at least"),
    "most": later("can be chosen, at most"),
    "roles": later("roles that approve"),
    "approvers": later("people who approve"),
    "grace": later("minutes until it is missed"),
    "probes": later("what instruments can show"),
    "procedures": later("procedures"),
    "stations": later("stations"),
    "steps": later("steps"),
    "items": later("items"),
    "points": later("points"),
    "specs": later("limits"),
    "routines": later("routines"),
}
"""Fields by what people call them; another one is called as the file calls it."""

WHOLE = ("procedures", "process", "menu", "reasons", "approval", "clock", "when")
"""What is not said where something within it is."""


class DifferenceWords(Struct, frozen=True):
    """One change in words."""

    sign: str
    """+ − ≠ or ↕, so that no colour is needed to tell them apart."""
    sort: str
    where: str
    before: str
    after: str

    @property
    def what(self) -> str:
        """What became of it, in one line."""
        if self.before and self.after:
            return f"{self.before} → {self.after}"
        return self.after or self.before


def told(change: Difference, before: Playbook, after: Playbook) -> DifferenceWords:
    """Say a change in the terminal's language; what stands in the playbooks stays as people wrote it."""
    return DifferenceWords(
        SIGNS[change.sort], _(SORTS[change.sort]), _where(change, before, after), change.before, change.after
    )


def _where(change: Difference, before: Playbook, after: Playbook) -> str:
    steps = {**before.process.step, **after.process.step}
    parts: list[str] = []
    place = list(change.place)
    if change.step:
        parts.append(steps[change.step].name if change.step in steps else change.step)
        place = place[2:]
        if not place:
            return _("{step}: the whole procedure", step=parts[0])
    while place:
        word = place.pop(0)
        if word in KINDS and place:
            name = place.pop(0)
            parts.append(_(KINDS[word], name=steps[name].name if word == "steps" and name in steps else name))
        elif place and word in WHOLE:
            continue
        else:
            parts.append(_(FIELDS[word]) if word in FIELDS else word.replace("_", " "))
    return " · ".join(parts)

"""What a draft is said to be: whether it runs from the next order on, or not before it is published."""

from __future__ import annotations

import re

from kiosk.counter.counter import Counter
from kiosk.words import _
from kiosk.work.guest.example import would_say
from kiosk.work.guest.script import VARIABLES
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.version.version import is_asked

_BRACED = re.compile(r"\{([^{}]*)\}")


async def about_draft(counter: Counter) -> str:
    """Say when an edit counts, by the rules of the playbook that runs."""
    if is_asked(counter.playbook.approval, await counter.people.everybody()):
        return _("nothing here runs before it is published")
    return _("what is edited runs from the next order on")


def effect(playbook: Playbook, step: str, line: str) -> tuple[str, str]:
    """Say what a line of a script comes to with an invented order, or what is wrong with it; and the look of that."""
    variables = (*VARIABLES, *playbook.process.field)
    known = ", ".join(f"{{{name}}}" for name in variables)
    strange = [name for name in _BRACED.findall(line) if name not in variables]
    if strange:
        return _("there is no {variable}. Known: {known}", variable=f"{{{strange[0]}}}", known=known), "bad"
    if set("{}") & set(_BRACED.sub("", line)):
        return _("a brace has no partner. Variables: {known}", known=known), "bad"
    said = would_say(playbook, step, line)
    return (_("would say: {words}", words=said), "good") if said else ("", "quiet")

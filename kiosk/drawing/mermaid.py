"""The process, WHAT happens, as a Mermaid flowchart: a subgraph for each station."""

from __future__ import annotations

from kiosk.drawing.layers import right_before
from kiosk.words import _
from kiosk.work.playbook.condition_words import backs, marked_name
from kiosk.work.playbook.playbook import Playbook

ESCAPED = frozenset('"#<>&`\\*_~$:')
"""Signs that Mermaid would read in a label."""


def mermaid(playbook: Playbook) -> str:
    """Write the process as a Mermaid flowchart: a subgraph for each station, the input above, the output below."""
    process = playbook.process
    lines = ["flowchart TD", f"  input([{_quoted(process.input)}])", f"  output([{_quoted(process.output)}])"]
    for station in playbook.stations:
        steps = [step for step in process.steps if step.station == station.id]
        if steps:
            lines.append(f"  subgraph {_word('station', station.id)}[{_quoted(station.name)}]")
            lines += [f"    {_word('step', step.id)}[{_quoted(marked_name(playbook, step))}]" for step in steps]
            lines.append("  end")
    followed = {earlier for step in process.steps for earlier in right_before(process, step.id)}
    for step in process.steps:
        earlier_steps = right_before(process, step.id)
        lines += [f"  {_word('step', earlier)} --> {_word('step', step.id)}" for earlier in earlier_steps]
        if not earlier_steps:
            lines.append(f"  input --> {_word('step', step.id)}")
    lines += [f"  {_word('step', step.id)} --> output" for step in process.steps if step.id not in followed]
    for step in process.steps:
        missed = _quoted(_("if missed"))
        names = [_word("step", name) for name in backs(playbook, step.id)]
        lines += [f"  {_word('step', step.id)} -. {missed} .-> {name}" for name in names]
    return "\n".join(lines) + "\n"


def _word(kind: str, name: str) -> str:
    """Make a node's id: with its kind before it, no name is a word that Mermaid keeps for itself, such as `end`."""
    return f"{kind}_{name.replace('-', '_')}"


def _quoted(words: str) -> str:
    """Write a label so that nothing in it is Mermaid: its own escapes for the signs it would read."""
    return '"' + "".join(f"#{ord(sign)};" if sign in ESCAPED else sign for sign in words) + '"'

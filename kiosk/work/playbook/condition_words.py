"""A condition as people read it, in the language of the screen: `with lenses and not for a repair`."""

from __future__ import annotations

from kiosk.words import _, later, plural
from kiosk.work.playbook.condition import (
    ALLERGY,
    Allergy,
    Atom,
    ChoiceMade,
    Condition,
    Either,
    Every,
    FieldSaid,
    Held,
    Hours,
    Not,
    Unread,
    clock,
    read,
)
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.playbook.spec import Spec

AND, OR = later("{one} and {other}"), later("{one} or {other}")

SAID = {
    "part": (later("with {name}"), later("without {name}")),
    "item": (later("for {name}"), later("not for {name}")),
    "category": (later("with something of {name}"), later("with nothing of {name}")),
    "channel": (later("from {name}"), later("not from {name}")),
    "choice": (later("with “{name}”"), later("without “{name}”")),
    "field": (later("with {name}"), later("without {name}")),
    "over": (later("{name} over {value}"), later("{name} not over {value}")),
    "under": (later("{name} under {value}"), later("{name} not under {value}")),
    "at least": (later("{name} at least {value}"), later("{name} not at least {value}")),
    "at most": (later("{name} at most {value}"), later("{name} not at most {value}")),
    "is": (later("{name} is {value}"), later("{name} is not {value}")),
}
"""What is said where something holds, and where it does not."""


def condition_words(playbook: Playbook, text: str) -> str:
    """Say for which orders something is; the text itself where it cannot be read, nothing for all."""
    condition = read(text) if text else Unread("", "")
    return text if isinstance(condition, Unread) else _words(playbook, condition, holds=True)


def condition_mark(playbook: Playbook, text: str) -> str:
    """Say for which orders something is as a mark behind its name; nothing for all."""
    return _("allergy") if text == ALLERGY else condition_words(playbook, text)


def marked_name(playbook: Playbook, step: Step) -> str:
    """Return a step's name as the process is drawn, with the orders it is for where it is not for all."""
    words = condition_mark(playbook, step.when)
    return f"{step.name} ({words})" if words else step.name


def backs(playbook: Playbook, step: str) -> tuple[str, ...]:
    """Return the steps that a step's readings send an order back to."""
    found = (spec.back.step for spec in playbook.procedure[step].specs if spec.back)
    return tuple(dict.fromkeys(name for name in found if name in playbook.process.step))


def back_words(playbook: Playbook, step: str) -> str:
    """Say where an order goes back to that misses a limit at a step; nothing where it stays."""
    names = [playbook.process.step[name].name for name in backs(playbook, step)]
    return _("missed: back to {steps}", steps=", ".join(names)) if names else ""


def miss_words(playbook: Playbook, spec: Spec) -> str:
    """Say what comes of a miss: what to do, and where the order goes back to by itself."""
    if not spec.back:
        return spec.corrective
    step = playbook.process.step.get(spec.back.step)
    name, most = step.name if step else spec.back.step, spec.back.rounds
    back = plural(
        "It goes back to {step} by itself, {n} time at most.",
        "It goes back to {step} by itself, {n} times at most.",
        most,
        step=name,
    )
    return f"{spec.corrective} {back}".lstrip()


def _words(playbook: Playbook, condition: Condition, *, holds: bool) -> str:
    match condition:
        case Not():
            return _words(playbook, condition.inner, holds=not holds)
        case Every() | Either():
            joint = _joint(condition, holds=holds)
            first, *rest = (_inside(playbook, one, joint, holds=holds) for one in condition.inner)
            for other in rest:
                first = _(joint).format(one=first, other=other)
            return first
        case _:
            return _atom_words(playbook, condition, holds=holds)


def _joint(condition: Condition, *, holds: bool) -> str:
    """Return what joins the parts of a condition where it holds, or where it does not; empty for a single thing."""
    match condition:
        case Not():
            return _joint(condition.inner, holds=not holds)
        case Every() | Either():
            return AND if isinstance(condition, Every) == holds else OR
        case _:
            return ""


def _inside(playbook: Playbook, condition: Condition, joint: str, *, holds: bool) -> str:
    """Say what is joined to something else: in brackets where it is joined otherwise within."""
    words = _words(playbook, condition, holds=holds)
    return words if _joint(condition, holds=holds) in ("", joint) else f"({words})"


def _atom_words(playbook: Playbook, atom: Atom, *, holds: bool) -> str:
    match atom:
        case Allergy():
            return _("with an allergy") if holds else _("without an allergy")
        case Hours():
            begin, end = clock(atom.begin), clock(atom.end)
            if holds:
                return _("from {begin} to {end}", begin=begin, end=end)
            return _("not from {begin} to {end}", begin=begin, end=end)
        case Held():
            return _(SAID[atom.kind][not holds]).format(name=_name(playbook, atom))
        case ChoiceMade():
            return _(SAID["choice"][not holds]).format(name=_choice(playbook, atom))
        case FieldSaid():
            return _field_words(playbook, atom, holds=holds)


def _field_words(playbook: Playbook, atom: FieldSaid, *, holds: bool) -> str:
    """Say what a field is compared with, under the names people know; yes and no without a comparison."""
    field = playbook.process.field.get(atom.name)
    name, value, comparison = field.name if field else atom.name, atom.value, atom.comparison
    if field and field.kind == "yes-no" and comparison == "is":
        holds, comparison = holds == (value == "yes"), ""
    elif field:
        value = field.option[value].name if value in field.option else field.with_unit(value)
    return _(SAID[comparison or "field"][not holds]).format(name=name, value=value)


def _name(playbook: Playbook, atom: Held) -> str:
    """Return what people call a part, in the plural, an item, a category or a channel."""
    menu = playbook.menu
    if atom.kind == "part":
        return menu.part[atom.name].plural if atom.name in menu.part else atom.name
    if atom.kind == "item":
        return menu.item[atom.name].name if atom.name in menu.item else atom.name
    if atom.kind == "category":
        return next((one.name for one in menu.categories if one.id == atom.name), atom.name)
    return playbook.station[atom.name].name if atom.name in playbook.station else atom.name


def _choice(playbook: Playbook, atom: ChoiceMade) -> str:
    """Return a choice as a ticket has it: `NO onion`, `large`."""
    groups = [group for group in playbook.menu.groups if atom.group in ("", group.id)]
    option = next((one for group in groups for one in group.options if one.id == atom.option), None)
    name = option.name if option else atom.option
    return f"{_(atom.word.upper())} {name}" if atom.word else name

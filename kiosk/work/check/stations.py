"""Finds stations nothing is done at, limits nothing could keep, and reasons nobody could give."""

from __future__ import annotations

from collections.abc import Iterator

from kiosk.work.people.person import MANAGER
from kiosk.work.playbook.playbook import Approval, Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.playbook.reasons import Reasons
from kiosk.work.playbook.spec import Probe, one_unit
from kiosk.work.playbook.station import Station
from kiosk.work.text.finding import Found, Place, closest

MOST_REASONS = 9
"""Reasons of one kind: a digit from 1 to 9 gives one."""

MOST_APPROVERS = 9
"""People who can be asked to approve one draft."""

ALIKE = 0.8
"""How much of a role that approves has to be that of a known one for it to be misspelt."""


def station_problems(playbook: Playbook) -> Iterator[Found]:
    """Find what is wrong with the stations and with what holds for all of them."""
    yield from _short(playbook)
    yield from _roles(playbook)
    yield from _work(playbook)
    if playbook.most_rushed < 1:
        yield ("most_rushed",), "`most_rushed` is below 1, so no order could be rushed. Put in 1 or more."
    yield from _reasons(playbook.reasons)
    yield from _approval(playbook.approval)
    yield from _misspelt(playbook)
    yield from _probes(playbook.probes or ())


def _short(playbook: Playbook) -> Iterator[Found]:
    """Find short names of stations and steps that save no room, in whichever language."""
    placed: list[tuple[Place, Station | Step]] = [
        *((("stations", index), one) for index, one in enumerate(playbook.stations)),
        *((("process", "steps", index), one) for index, one in enumerate(playbook.process.steps)),
    ]
    for place, one in placed:
        if one.short and len(one.short) >= len(one.name):
            yield (*place, "short"), f"“{one.short}” is no shorter than “{one.name}”. Shorten it, or leave `short` out."
        for name in one.names or ():
            if name.many and len(name.many) >= len(name.one):
                words = f"“{name.many}” is no shorter than “{name.one}”. Shorten it, or leave it out with its bar."
                yield (*place, "names", name.language), words


def _roles(playbook: Playbook) -> Iterator[Found]:
    """Find roles nobody has."""
    roles = {station.role for station in playbook.stations}
    if "front" not in roles:
        yield ("stations",), "No station has role `front`. Give it to the one where orders are taken."
    if "expo" not in roles:
        yield ("stations",), "No station has role `expo`. Give it to the one where orders are handed over."


def _work(playbook: Playbook) -> Iterator[Found]:
    """Find stations nothing is done at, or could be."""
    used = {step.station for step in playbook.process.steps}
    for index, station in enumerate(playbook.stations):
        if station.id not in used:
            yield ("stations", index), f"No step is done at station `{station.id}`. Give it a step, or remove it."
        if station.at_once < 1:
            words = f"`at_once` is below 1, so nothing would get done at `{station.id}`."
            yield ("stations", index, "at_once"), f"{words} Put in how many tickets it works on side by side."


def _reasons(reasons: Reasons) -> Iterator[Found]:
    """Find lists of reasons that offer none, one no digit is left for, or the same one twice."""
    for name in Reasons.__struct_fields__:
        listed: tuple[str, ...] = getattr(reasons, name)
        if not listed:
            words = f"There is no reason under `{name}`. Write one, or leave `{name}` out to have the usual ones."
            yield ("reasons", name), words
        for index, reason in enumerate(listed):
            if reason in listed[:index]:
                yield ("reasons", name, index), f"“{reason}” stands here twice. Keep one."
        for index in range(MOST_REASONS, len(listed)):
            words = f"This is reason {index + 1} under `{name}`, and there are {MOST_REASONS} digits. Remove one."
            yield ("reasons", name, index), words


def _probes(probes: tuple[Probe, ...]) -> Iterator[Found]:
    """Find ranges nothing is in, and units that are said twice."""
    units = [one_unit(probe.unit) for probe in probes]
    for index, probe in enumerate(probes):
        if probe.least >= probe.most:
            yield ("probes", index, "min"), f"`min` ({probe.least}) is not below `max` ({probe.most}). Swap them."
        if units[index] in units[:index]:
            yield ("probes", index, "unit"), f"“{probe.unit}” stands here twice. Keep one."


def _approval(approval: Approval) -> Iterator[Found]:
    """Find an approval nobody could give, or one that asks nobody."""
    for index, role in enumerate(approval.roles):
        if not role.strip():
            yield ("approval", "roles", index), "This role is empty. Write it as `kiosk people` has it, or remove it."
        elif role.casefold() in (other.casefold() for other in approval.roles[:index]):
            yield ("approval", "roles", index), f"“{role}” stands here twice. Keep one."
    if not 1 <= approval.approvers <= MOST_APPROVERS:
        words = f"`approvers` is {approval.approvers}. Put in how many people have to approve, 1 to {MOST_APPROVERS}."
        yield ("approval", "approvers"), words
    elif approval.approvers > 1 and not approval.roles:
        words = f"{approval.approvers} people are to approve, and no role says who. Write `roles`, such as [Manager]."
        yield ("approval", "approvers"), words


def _misspelt(playbook: Playbook) -> Iterator[Found]:
    """Find a role that approves and is nearly one that is known: nobody would have it, so nobody would approve.

    Who has which role is known where the counter runs, not here: a role that is like no other may be anybody's.
    """
    known = dict.fromkeys(
        (*(one.role for one in playbook.procedures), *(one.role for one in playbook.routines), MANAGER)
    )
    folded = {role.casefold() for role in known}
    for index, role in enumerate(playbook.approval.roles):
        close = "" if role.casefold() in folded else closest(role, list(known), ALIKE)
        if close:
            yield ("approval", "roles", index), f"There is no role `{role}`. Did you mean `{close}`?"

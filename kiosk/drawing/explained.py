"""A playbook in sentences: what the counter sells, who does what where and when, and what it asks for."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import UNSET

from kiosk.work.playbook.condition_words import back_words, condition_words
from kiosk.work.playbook.menu import ChoiceGroup, Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.playbook.routine import Routine
from kiosk.work.time.instant import seconds_words

MOST = 6
"""Names that are listed of one kind."""


def explained(playbook: Playbook) -> tuple[str, ...]:
    """Return the playbook in paragraphs; each step and each routine is one, numbered."""
    return (
        *_counter(playbook),
        *_fields(playbook),
        *(f"{number}. {_step(playbook, step)}" for number, step in enumerate(playbook.process.steps, 1)),
        *_routines(playbook),
        *_rest(playbook),
    )


def listed(names: list[str], most: int = MOST) -> str:
    """Join names as people do: `Grill, Dress and Fry`; of many the first ones."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def _counter(playbook: Playbook) -> Iterator[str]:
    menu, process, clock = playbook.menu, playbook.process, playbook.process.clock
    prices = sorted(item.price for item in menu.items)
    pages = f"on {len(menu.categories)} pages" if len(menu.categories) > 1 else "on one page"
    yield (
        f"{playbook.title} sells {len(menu.items)} items {pages}, from {playbook.price(prices[0])} to "
        f"{playbook.price(prices[-1])}."
    )
    if chosen := _chosen(playbook.menu):
        yield f"Guests choose {listed(chosen, 2 * MOST)}."
    does = {"front": "Orders are taken at {}", "prep": "things are made at {}", "expo": "orders are handed over at {}"}
    said = [
        words.format(listed([one.name for one in playbook.stations if one.role == role]))
        for role, words in does.items()
        if any(one.role == role for one in playbook.stations)
    ]
    yield f"{'; '.join(said)}."
    yield (
        f"An order begins with {process.input} and ends with {process.output}. It is on pace up to "
        f"{seconds_words(clock.target)} and late from {seconds_words(clock.late)}."
    )


def _chosen(menu: Menu) -> list[str]:
    """Say of each group that is picked from, or has to be, how many of it: `one of Filling`, `up to 3 of Salsas`."""
    used = {name for item in menu.items for name in item.groups}
    asked = [one for one in menu.groups if one.id in used and (one.kind == "any" or one.needs)]
    return [f"{_many(one)} of {one.name}" for one in asked]


def _many(group: ChoiceGroup) -> str:
    least, most, there = group.needs, group.limit, len(group.options)
    if least == most:
        return "one" if least == 1 else f"{least}"
    if most == there:
        return f"at least {least}" if least else "any"
    return f"{least} to {most}" if least else f"up to {most}"


def _fields(playbook: Playbook) -> Iterator[str]:
    """Say what is asked about an order beside its lines, of which orders, what waits for it, who sees it, how long."""
    fields, steps = playbook.process.fields or (), playbook.process.step

    def named(key: str) -> dict[object, list[str]]:
        """Return the fields' names by what they have under a key, without those that have nothing there."""
        found: dict[object, list[str]] = {}
        for field in fields:
            if getattr(field, key) is not UNSET:
                found.setdefault(getattr(field, key), []).append(field.name)
        return found

    asked = [field.name for field in fields if not field.when]
    said = [f"Of every order is asked: {listed(asked, len(asked))}."] if asked else []
    for when, names in named("when").items():
        said.append(f"Of orders {condition_words(playbook, str(when))} is asked: {listed(names, len(names))}.")
    said += [f"{steps[str(step)].name} waits for {listed(names)}." for step, names in named("required").items()]
    for roles, names in named("seen_by").items():
        seers = listed([*map(str, roles)]) if isinstance(roles, tuple) else ""
        said.append(f"Seen by {seers} alone: {listed(names)}.")
    said += [f"Forgotten {days} days after the end: {listed(names)}." for days, names in named("forget").items()]
    if said:
        yield " ".join(said)


def _step(playbook: Playbook, step: Step) -> str:
    """Explain one step: where, who, after what, for whom, what it makes and asks for."""
    procedure, steps = playbook.procedure[step.id], playbook.process.step
    after = listed([steps[name].name for name in step.after])
    head = f"{step.name}, at {playbook.station[step.station].name}, by {procedure.role}"
    first = "after " + after if after else "at the beginning"
    times = f"on pace up to {seconds_words(procedure.when.target)}, late from {seconds_words(procedure.when.late)}"
    said = [f"{head}: {first}, {times}."]
    if step.when:
        said.append(f"Only for orders {condition_words(playbook, step.when)}.")
    if step.makes:
        said.append(f"It makes {listed([playbook.menu.part[part].plural for part in step.makes])}.")
    if step.takes_order:
        said.append("Here the guest's wishes become the order.")
    if step.per_line:
        said.append("Each line comes as soon as it is done before.")
    if step.confirms:
        said.append(f"{'Every line' if step.confirms == 'all' else 'Every changed line'} is bumped by itself first.")
    return " ".join([*said, *_asked(playbook, step)])


def _asked(playbook: Playbook, step: Step) -> Iterator[str]:
    """Say what a step asks for: points, gates, readings, and where a missed limit goes."""
    procedure = playbook.procedure[step.id]
    points, gates = procedure.points, [one.words for one in procedure.points if one.gate]
    critical = sum(one.critical for one in points)
    if points:
        many = "1 point" if len(points) == 1 else f"{len(points)} points"
        yield f"It asks for {many}{f', {critical} of them critical' if critical else ''}."
    if gates:
        yield f"It cannot be bumped without: {'; '.join(gates)}."
    for spec in procedure.specs:
        if spec.reading:
            holds = " and holds the bump until it is kept" if spec.gate else ""
            whom = f" for orders {condition_words(playbook, spec.when)}" if spec.when else ""
            yield f"A reading is taken{whom}: {spec.name}, {spec.words}{holds}."
    if back := back_words(playbook, step.id):
        yield f"{back[:1].upper()}{back[1:]}."


def _routines(playbook: Playbook) -> Iterator[str]:
    for routine in playbook.routines:
        where = playbook.station[routine.station].name
        yield f"Routine {routine.name}, at {where}, by {routine.role}: {_rhythm(routine)}."


def _rhythm(routine: Routine) -> str:
    """Say when a routine is due."""
    if routine.at:
        return f"at {listed([_clock(minute) for minute in routine.at])}"
    if routine.every:
        return f"every {routine.every} min from {_clock(routine.opens)} to {_clock(routine.until)}"
    return f"after every {routine.after} orders" if routine.after else "begun by hand"


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _rest(playbook: Playbook) -> Iterator[str]:
    fired = "end together" if playbook.process.together else "begin at once"
    yield f"Branches {fired}. At most {playbook.most_rushed} orders are rushed at the same time."
    if playbook.approval.roles:
        who = listed(list(playbook.approval.roles))
        yield f"What is edited is approved by {playbook.approval.approvers} of the role {who}."
    others = {one.language for procedure in playbook.procedures for one in procedure.translations}
    if others:
        yield f"It is written in {playbook.language}, and can be read in {listed(sorted(others))}."

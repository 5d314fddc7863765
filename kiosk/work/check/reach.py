"""Proves which orders reach each step: every kind of basket, from everywhere, at every hour that matters, by routing.

Two baskets are of one kind where the same steps make something of them and the same of what conditions ask holds; one
of each kind is tried, the smallest. Where there are more kinds than can be tried it is said how many were.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, product

from msgspec import Struct

from kiosk.work.check.conditions import AskedAt, conditions
from kiosk.work.check.field_facts import Facts, possible_facts
from kiosk.work.order.event import Stamp
from kiosk.work.order.facts import OrderScope, facts_of
from kiosk.work.order.line import Choice, Line, Wish, numbered, offered, opened, parts_of_choice
from kiosk.work.order.order import Order
from kiosk.work.order.required import filled, filled_wish, open_groups
from kiosk.work.order.routing import needed, waits
from kiosk.work.playbook.condition import Allergy, Atom, ChoiceMade, Held, Hours, asked
from kiosk.work.playbook.condition_facts import judged
from kiosk.work.playbook.condition_words import condition_words
from kiosk.work.playbook.menu import CHANGES, Item
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.text.finding import Found
from kiosk.work.time.instant import Instant

MOST_VARIANTS = 512
MOST_ALTOGETHER = 8000
"""Ways to choose several things about one item that are looked at, and about all, beside every single choice."""
MOST_KINDS = 2000
"""Kinds of basket of several lines that are looked for."""
MOST_LOOKS = 1_000_000
"""Steps that are looked at in all orders together: some ten seconds on a small machine."""
NOON = 12 * 60

Sign = frozenset[object]
"""What of a basket matters: steps that make something of it, and what conditions ask that holds for it."""


class TriedOrder(Struct, frozen=True):
    """One order that was tried."""

    wishes: tuple[Wish, ...]
    source: str
    station: str
    allergy: bool
    minute: int
    facts: Facts = ()
    """What conditions ask of fields and holds, in their words."""

    def order(self, playbook: Playbook) -> Order:
        """Return it as it stands when it is taken."""
        stamp = Stamp(Instant(0, 0, ""), "", self.station)
        lines = numbered(playbook.menu, self.wishes)
        told = {"lines": lines, "taken": stamp, "own_words": self.allergy, "minute": self.minute}
        told["field_facts"] = self.facts
        return Order("", 1, "", "", self.source, "", stamp, 1, **told)  # type: ignore[arg-type] # fields by name


class StepReach(Struct, frozen=True):
    """Which orders reach a step, or what of it is for some of those alone."""

    step: Step
    reached: int
    tried: int
    by: TriedOrder | None
    """One that reaches it, the smallest; None where none does."""
    not_by: TriedOrder | None
    """One that passes it by; None where none does."""
    asked: AskedAt | None = None
    """What of the step it is about; None for the step itself."""


class Proof(Struct, frozen=True):
    """What was tried, and what came of it."""

    kinds: int
    tried: tuple[TriedOrder, ...]
    is_whole: bool
    """Whether one of every kind was tried: there were not too many."""
    steps: tuple[StepReach, ...]
    """In the process's order."""
    asked: tuple[StepReach, ...]
    endless: tuple[tuple[TriedOrder, tuple[str, ...]], ...]
    """Orders that end without the output, with their last steps; the smallest of each such end."""

    @property
    def orders(self) -> int:
        """How many orders were tried."""
        return len(self.tried)


def proof(playbook: Playbook) -> Proof:
    """Try every kind of order on a playbook that is sound otherwise."""
    baskets, is_whole = _baskets(playbook)
    places = list(_places(playbook))
    most = MOST_LOOKS // max(1, len(playbook.process.steps))
    some = [one for one in conditions(playbook) if one.text and one.kind not in ("step", "field")]
    counts: dict[object, list[TriedOrder]] = {}
    misses: dict[object, TriedOrder] = {}
    passed: dict[object, int] = {}
    ends: dict[tuple[str, ...], TriedOrder] = {}
    orders = [TriedOrder(wishes, *place) for wishes, place in islice(product(baskets, places), most)]
    for tried in orders:
        order = tried.order(playbook)
        steps = needed(order, playbook)
        here, scope = {step.id for step in steps}, OrderScope(order, playbook.menu)
        holds = {step.id: step.id in here for step in playbook.process.steps}
        told = {one.place: scope.applies(one.text) for one in some if one.step in here}
        for key, is_so in (*holds.items(), *told.items()):
            passed[key] = passed.get(key, 0) + 1
            if is_so:
                counts.setdefault(key, []).append(tried)
            else:
                misses.setdefault(key, tried)
        last = _without_output(playbook, steps)
        if last is not None:
            ends.setdefault(last, tried)

    def reach(key: object, step: Step, one: AskedAt | None = None) -> StepReach:
        found = counts.get(key, [])
        return StepReach(step, len(found), passed.get(key, 0), found[0] if found else None, misses.get(key), one)

    return Proof(
        len(baskets),
        tuple(orders),
        is_whole and len(orders) == len(baskets) * len(places),
        tuple(reach(step.id, step) for step in playbook.process.steps),
        tuple(reach(one.place, playbook.process.step[one.step], one) for one in some),
        tuple((tried, last) for last, tried in ends.items()),
    )


def reach_problems(playbook: Playbook, found: Proof) -> Iterator[Found]:
    """Find steps that no order reaches, what is asked of none of those that do, and orders without an end.

    Where not every kind could be tried, what none of them reached may be reached by another.
    """
    steps = [step.id for step in playbook.process.steps]
    for one in found.steps if found.is_whole else ():
        if one.by is None:
            words = f"No order reaches `{one.step.id}`, of {found.orders} that were tried. Mend its condition or"
            key = "when" if one.step.when else "makes"
            yield ("process", "steps", steps.index(one.step.id), key), f"{words} `makes`, or take it out."
    for one in found.asked if found.is_whole else ():
        if one.asked and one.tried and one.by is None:
            words = f"No order that comes to `{one.step.id}` is one of these. Mend the condition, or take this out."
            yield one.asked.place, words
    for tried, last in found.endless:
        ended = f"ends at {', '.join(f'`{name}`' for name in last)}" if last else "has no step"
        words = f"An order of {tried_words(playbook, tried)} {ended}, without the output “{playbook.process.output}”."
        yield ("process", "output"), f"{words} Let a step that gives it be for every order."


def _without_output(playbook: Playbook, steps: tuple[Step, ...]) -> tuple[str, ...] | None:
    """Return the last steps of an order that ends without the output; None where it is given."""
    before = {name for names in waits(playbook, steps).values() for name in names}
    last = [step for step in steps if step.id not in before]
    return None if any(playbook.process.output in step.gives for step in last) else tuple(step.id for step in last)


def _atoms(playbook: Playbook) -> tuple[Atom, ...]:
    """Return every single thing that a condition of the playbook asks."""
    return tuple(dict.fromkeys(atom for one in conditions(playbook) for atom in asked(one.text)))


def _places(playbook: Playbook) -> Iterator[tuple[str, str, bool, int, Facts]]:
    """Return from where, with an allergy or without, at which minute and with which fields orders are tried."""
    atoms = _atoms(playbook)
    fronts = [station.id for station in playbook.stations if station.role == "front"]
    named = [atom.name for atom in atoms if isinstance(atom, Held) and atom.kind == "channel"]
    here = dict.fromkeys((*fronts[:1], *(name for name in named if name in fronts)))
    outside = dict.fromkeys(("outside", *(name for name in named if name not in (*fronts, "front"))))
    bounds = {bound for atom in atoms if isinstance(atom, Hours) for bound in (atom.begin, atom.end)}
    allergies = (False, True) if Allergy() in atoms else (False,)
    channels = [*(("front", station) for station in here), *((source, "") for source in outside)]
    minutes, facts = sorted(bounds) or [NOON], possible_facts(playbook)
    for (source, station), allergy, minute, held in product(channels, allergies, minutes, facts):
        yield source, station, allergy, minute, held


def _baskets(playbook: Playbook) -> tuple[list[tuple[Wish, ...]], bool]:
    """Return one basket of each kind, the smallest ones first, and whether that is every kind."""
    single: dict[Sign, tuple[Wish, ...]] = {}
    signs = _Signs(playbook)
    for item in playbook.menu.items:
        for wish in _wishes(signs, item):
            single.setdefault(signs.of(wish), (wish,))
    found, newest, most = dict(single), dict(single), len(single) + MOST_KINDS
    while newest:
        joined: dict[Sign, tuple[Wish, ...]] = {}
        for (sign, basket), (other, wishes) in product(newest.items(), single.items()):
            if sign | other not in found:
                joined.setdefault(sign | other, (*basket, *wishes))
            if len(found) + len(joined) > most:
                return list((found | joined).values()), False
        newest = joined
        found |= newest
    return list(found.values()), True


def _of_lines(atom: Atom) -> bool:
    return isinstance(atom, Held) and atom.kind != "channel"


class _Signs:
    """What of a line matters: the steps that make something of it, and what conditions ask that holds for it."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self.makers = {part: step.id for step in playbook.process.steps for part in step.makes}
        self.atoms = tuple(atom for atom in _atoms(playbook) if isinstance(atom, ChoiceMade) or _of_lines(atom))
        self.most = min(MOST_VARIANTS, MOST_ALTOGETHER // max(1, len(playbook.menu.items)))

    def of(self, wish: Wish) -> Sign:
        """Return what of a line matters."""
        menu = self.playbook.menu
        lines = numbered(menu, (wish,))
        facts = facts_of(_order(lines), menu)
        held = set(facts.parts).union(*(parts_of_choice(menu, choice) for line in lines for choice in line.choices))
        steps = (self.makers[part] for part in held if part in self.makers)
        return frozenset((*steps, *(atom for atom in self.atoms if judged(atom, facts))))


def _order(lines: tuple[Line, ...]) -> Order:
    return Order("", 1, "", "", "outside", "", Stamp(Instant(0, 0, "")), 1, lines=lines)


def _wishes(signs: _Signs, item: Item) -> Iterator[Wish]:
    """Return an item as the menu has it, with each choice about it, and with what matters of these together."""
    menu = signs.playbook.menu
    if item.combo:
        whole = filled_wish(menu, opened(menu, Wish(item.id)))
        yield whole
        for place, inner in enumerate(whole.inside):
            for other in islice(_wishes(signs, menu.item[inner.item]), signs.most):
                yield Wish(item.id, inside=(*whole.inside[:place], other, *whole.inside[place + 1 :]))
        return
    plain = filled(menu, item.id)
    yield Wish(item.id, choices=plain)
    sign, telling = signs.of(Wish(item.id, choices=plain)), list[Choice]()
    for choice in _choices(signs.playbook, item):
        wish = Wish(item.id, choices=filled(menu, item.id, (choice,)))
        yield wish
        if signs.of(wish) != sign:
            telling.append(choice)
    together = (
        several
        for count in range(2, len(telling) + 1)
        for several in combinations(telling, count)
        if len({(one.group, one.option if menu.group[one.group].kind != "one" else "") for one in several}) == count
    )
    for several in islice(together, signs.most):
        choices = filled(menu, item.id, several)
        if not open_groups(menu, item.id, choices):
            yield Wish(item.id, choices=choices)


def _choices(playbook: Playbook, item: Item) -> Iterator[Choice]:
    """Return every single choice about an item."""
    for name in item.groups:
        group = playbook.menu.group[name]
        for word in ("", *CHANGES):
            yield from (Choice(name, option.id, word) for option in offered(item, group, word))


def tried_words(playbook: Playbook, tried: TriedOrder) -> str:
    """Name an order that was tried: `Hamburger no onion and Fries, with an allergy, from web, at 11:00`."""
    said = [" and ".join(_wish_words(playbook, wish) for wish in tried.wishes)]
    if tried.allergy:
        said.append("with an allergy")
    if tried.source != "front":
        said.append(f"from {tried.source}")
    elif sum(station.role == "front" for station in playbook.stations) > 1:
        said.append(f"at {playbook.station[tried.station].name}")
    said += [condition_words(playbook, fact) for fact in tried.facts]
    if any(isinstance(atom, Hours) for atom in _atoms(playbook)):
        said.append(f"at {tried.minute // 60:02d}:{tried.minute % 60:02d}")
    return ", ".join(said)


def _wish_words(playbook: Playbook, wish: Wish) -> str:
    """Name a line with what is chosen about it."""
    menu, found = playbook.menu, [playbook.menu.item[wish.item].name]
    for choice in wish.choices:
        option = menu.group[choice.group].option(choice.option)
        found.append(f"{choice.word} {option.name if option else choice.option}".strip())
    found += [f"with {_wish_words(playbook, inner)}" for inner in wish.inside if inner.choices]
    return " ".join(found)

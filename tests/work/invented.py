"""Invented counters: playbooks that pass every check, whatever their shape, and crews that do verbs at random on them.

A playbook is drawn as steps before the order is taken, the step that takes it, and steps after it in a random graph;
parts are shared out among the steps that make, and items, sizes, changes and a combo among the parts. Some steps go
line by line, some ask that lines are bumped singly, some are for the orders a condition names alone, and some processes
fire their branches so that they end together.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st
from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.work.check.process import process_problems
from kiosk.work.order import point
from kiosk.work.order.confirming import unconfirmed
from kiosk.work.order.event import Event, Recorded, Stamp
from kiosk.work.order.fold import fold
from kiosk.work.order.guard import is_holder
from kiosk.work.order.line import Choice, Wish, offered
from kiosk.work.order.order import Answer, Order
from kiosk.work.order.order_events import OrderOpened
from kiosk.work.order.required import filled
from kiosk.work.order.routing import Ticket, tickets
from kiosk.work.order.ticket_events import TicketBumped
from kiosk.work.playbook.menu import AMOUNTS, CHANGES, Category, ChoiceGroup, Item, Menu, Option, Part, Portion
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, Procedure, When
from kiosk.work.playbook.process import Confirms, OrderClock, OrderField, Process, Step
from kiosk.work.playbook.spec import Back, Spec
from kiosk.work.playbook.station import Station
from kiosk.work.verb.change import wishes_of
from kiosk.work.verb.fill import FillFields
from tests import hands
from tests.hands import (
    acknowledge,
    answer_allergy,
    bump_line,
    change,
    fire,
    hand_over_early,
    hold,
    recall,
    remake,
    review,
    rush,
    undo,
    undo_line,
    unrush,
    void_line,
    waste,
)

CORE = Spec("core", "Core", "155 or more", "°F", Decimal(155), corrective="Cook on.", reading=True, gate=True)
DAY = "2026-11-22"
CONDITIONS = (
    "part {}",
    "not part {}",
    "part {} and channel front",
    "not (allergy or part {})",
    "field depth over 5 or part {}",
)
"""Of steps in the middle of a process that make nothing: some orders pass them by."""
PEOPLE = ("Ana", "Ana", "Ana", "Leo", "")


@st.composite
def processes(draw: st.DrawFn) -> tuple[Process, tuple[Part, ...], tuple[Station, ...]]:
    """Draw a process with its parts and stations: any graph after the taking, one end or several."""
    before = draw(st.integers(0, 2))
    steps = [Step(f"early{n}", f"Early {n}", "front", tuple(f"early{m}" for m in range(n))) for n in range(before)]
    steps.append(Step("take", "Take", "front", tuple(step.id for step in steps[-1:]), takes_order=True))
    count = draw(st.integers(1, 6))
    parts = [f"part{n}" for n in range(draw(st.integers(1, 4)))]
    makers = draw(st.lists(st.integers(0, count - 1), min_size=len(parts), max_size=len(parts)))
    for n in range(count):
        makes = tuple(part for part, maker in zip(parts, makers, strict=True) if maker == n)
        places = ["grill", "fry", "expo"] if makes else ["front", "grill", "fry", "expo"]
        known = [step.id for step in steps[before:]]
        after = draw(st.lists(st.sampled_from(known), min_size=1, max_size=3, unique=True))
        steps.append(Step(f"step{n}", f"Step {n}", draw(st.sampled_from(places)), tuple(after), makes))
    ends = [step.id for step in steps if not any(step.id in other.after for other in steps)]
    if draw(st.booleans()) or not any(step.station == "expo" for step in steps):
        steps.append(Step("hand", "Hand", "expo", tuple(ends)))
        ends = ["hand"]
    done = [_joined(step, first=not step.after, last=step.id in ends) for step in steps]
    free = [
        step.id for step in steps[before + 1 :] if not step.makes and step.id not in ends and step.station != "front"
    ]
    asked = st.sampled_from(["", "", *(when.format(draw(st.sampled_from(parts))) for when in CONDITIONS)])
    done = [replace(step, when=draw(asked)) if step.id in free else step for step in done]
    used = {step.station for step in done}
    stations = [Station("front", "Front", "front"), Station("grill", "Grill", "prep"), Station("fry", "Fry", "prep")]
    required = draw(st.sampled_from(["", *(step.id for step in done)]))
    depth = OrderField("depth", "Depth", "number", required=required or UNSET)
    whole = Process("any", "Any", "guest", "meal", OrderClock(60, 90, 120), tuple(done), together=draw(st.booleans()))
    asks = required or any("field" in step.when for step in done)
    return (
        replace(whole, fields=(depth,)) if asks else whole,
        tuple(draw(_parts(part)) for part in parts),
        tuple(one for one in (*stations, Station("expo", "Expo", "expo")) if one.id in used),
    )


def _parts(name: str) -> st.SearchStrategy[Part]:
    """Draw a part with its allergens and how long it takes."""
    allergens = st.sampled_from([(), ("milk",), ("milk", "soy")])
    return st.builds(
        Part, st.just(name), st.just(name), st.just(f"{name}s"), allergens, st.sampled_from([0, 0, 20, 240])
    )


def _joined(step: Step, *, first: bool, last: bool) -> Step:
    """Return a step that needs the input if it is a first one, and gives the output if it is a last one."""
    needs, gives = ("guest",) if first else (), ("meal",) if last else ()
    return Step(step.id, step.name, step.station, step.after, step.makes, needs, gives, step.takes_order)


@st.composite
def menus(draw: st.DrawFn, parts: tuple[Part, ...]) -> Menu:
    """Draw a menu from parts: plain items, a size, changes, and a combo of them."""
    names = [part.id for part in parts]
    portions = st.lists(
        st.builds(Portion, st.sampled_from(names), st.integers(1, 3)),
        min_size=1,
        max_size=3,
        unique_by=lambda portion: portion.part,
    ).map(tuple)
    toppings = ChoiceGroup(
        "toppings", "Toppings", "change", tuple(Option(name, name, 50) for name in names), words=CHANGES
    )
    sizes = (Option("small", "small", 0, draw(portions)), Option("large", "large", 80, draw(portions)))
    size = ChoiceGroup("size", "Size", "one", sizes, "small", before=True)
    fills = tuple(Option(f"fill{n}", f"fill {n}", 30 * n, draw(portions)) for n in range(draw(st.integers(2, 4))))
    least = draw(st.integers(0, 2))
    mosts: list[int | UnsetType] = [UNSET, max(1, least), 2]
    fill = ChoiceGroup(
        "fill",
        "Fill",
        "any",
        fills,
        words=draw(st.sampled_from([(), ("extra",), AMOUNTS])),
        least=least or UNSET,
        most=draw(st.sampled_from(mosts)),
    )
    base = ChoiceGroup("base", "Base", "one", (Option("corn", "corn", 0, draw(portions)), Option("wheat", "wheat")))
    groups = st.sampled_from(
        [(), ("toppings",), ("size",), ("size", "toppings"), ("base", "fill"), ("fill", "toppings"), ("base",)]
    )
    items = [
        Item(f"item{n}", f"Item {n}", "all", draw(st.integers(100, 900)), f"items {n}", draw(portions), draw(groups))
        for n in range(draw(st.integers(1, 3)))
    ]
    inside = draw(st.lists(st.sampled_from([item.id for item in items]), min_size=1, max_size=3)).copy()
    items.append(Item("combo", "Combo", "all", 1000, "combos", combo=tuple(inside)))
    return Menu((Category("all", "All"),), parts, (toppings, size, fill, base), tuple(items))


def _backs(process: Process, step: Step) -> st.SearchStrategy[Back | UnsetType]:
    """Draw where a miss goes back to: nowhere, or to a step after the taking that comes before, or is this very one."""
    taking = process.taking
    kept = {taking.id, *process.before(taking.id)} if taking else set()
    earlier = sorted({step.id, *process.before(step.id)} - kept)
    goes = st.builds(Back, st.sampled_from(earlier), st.integers(1, 2)) if earlier else st.just(UNSET)
    return st.one_of(st.just(UNSET), goes)


@st.composite
def playbooks(draw: st.DrawFn, *, gates: bool = True) -> Playbook:
    """Draw a whole playbook; `gates` lets points and readings hold a step back."""
    process, parts, stations = draw(processes())
    flag = st.booleans() if gates else st.just(value=False)
    procedures = tuple(
        Procedure(
            step.id,
            step.name,
            "crew",
            When(30, 40, 50, draw(st.sampled_from([0, 5]))),
            (replace(CORE, back=draw(_backs(process, step))),) if draw(flag) else (),
            (),
            (Point("a", "Do A", gate=draw(flag)), Point("b", "Do B")),
            version="0123456789ab",
        )
        for step in process.steps
    )
    invented = Playbook("any", "Any", "$", 240, stations, draw(menus(parts)), process, procedures, most_rushed=1)
    for step in process.steps:
        confirms: Confirms = draw(st.sampled_from(["", "", "", "changed", "all"]))
        for wanted in (
            replace(step, confirms=confirms),
            replace(step, confirms=confirms, per_line=draw(st.booleans())),
        ):
            mended = _with_step(invented, wanted)
            invented = invented if any(process_problems(mended)) else mended
    return invented


def _with_step(playbook: Playbook, wanted: Step) -> Playbook:
    """Return a playbook with one step as it is wanted."""
    steps = tuple(wanted if step.id == wanted.id else step for step in playbook.process.steps)
    return replace(playbook, process=replace(playbook.process, steps=steps))


def _is_any(menu: Menu, choice: Choice) -> bool:
    return menu.group[choice.group].kind == "any"


def _has_room(menu: Menu, choice: Choice, before: list[Choice]) -> bool:
    """Whether a group can be chosen from once more after what was drawn before."""
    group = menu.group[choice.group]
    return group.kind != "any" or sum(one.group == group.id for one in before) < group.limit


@st.composite
def wishes(draw: st.DrawFn, menu: Menu) -> tuple[Wish, ...]:
    """Draw what a guest wants, with every kind of choice the items offer."""

    def one(item: Item, quantity: int) -> Wish:
        offers = [
            Choice(name, option.id, word)
            for name in item.groups
            for word in ("", *CHANGES)
            for option in offered(item, menu.group[name], word)
        ]
        picked: tuple[Choice, ...] = ()
        if offers:
            kinds = st.lists(st.sampled_from(offers), max_size=3, unique_by=lambda one: (one.group, one.option))
            drawn = draw(kinds)
            some = {(choice.group, choice.word, choice.option * _is_any(menu, choice)): choice for choice in drawn}
            rest = list(some.values())
            picked = tuple(choice for place, choice in enumerate(rest) if _has_room(menu, choice, rest[:place]))
        inside = tuple(one(menu.item[name], 1) for name in item.combo)
        return Wish(item.id, quantity, filled(menu, item.id, picked), inside=inside)

    wanted = st.tuples(st.sampled_from(menu.items), st.integers(1, 3))
    return tuple(one(item, quantity) for item, quantity in draw(st.lists(wanted, min_size=1, max_size=4)))


@dataclass(slots=True)
class Crew:
    """Works one order by the rules, with a clock of its own; keeps every event as the journal would."""

    playbook: Playbook
    clock: SetClock = field(default_factory=SetClock)
    records: list[Recorded] = field(default_factory=list)
    order: Order = field(init=False)
    refusals: list[Refused] = field(default_factory=list)

    def open(self, *, outside: bool = False, wanted: tuple[Wish, ...] = ()) -> Crew:
        """Open the order; one from outside comes with its wishes."""
        source, stamp = ("outside" if outside else "front"), self.stamp()
        opened = OrderOpened(1, DAY, self.playbook.hash, "outside" if source == "outside" else "front")
        first = fold(None, Recorded(1, "order", 1, "op-1", stamp, opened, "0" * 64))
        assert first is not None
        self.order = first
        self.records.append(Recorded(1, "order", 1, "op-1", stamp, opened, "0" * 64))
        if outside:
            self.fill(self.playbook.process.taking.id if self.playbook.process.taking else "")
            self.write(hands.take_order(self.order, self.playbook, wanted, (), stamp), stamp)
        return self

    def stamp(self, by: str = "Ana") -> Stamp:
        """Return a stamp of now."""
        return Stamp(self.clock.now(), by, "terminal")

    def fill(self, step: str) -> None:
        """Say what a step waits for."""
        fields = self.playbook.process.fields or ()
        if any(field.required == step and field.id not in self.order.fields for field in fields):
            self.try_("fill", step, (), place=7)

    def write(self, events: tuple[Event, ...], stamp: Stamp) -> None:
        """Record events and fold them."""
        for event in events:
            place = len(self.records) + 1
            record = Recorded(place, "order", place, f"op-{place}", stamp, event, f"{place:064x}")
            after = fold(self.order, record)
            assert after is not None
            self.records.append(record)
            self.order = after

    def try_(self, verb: str, step: str, wanted: tuple[Wish, ...], by: str = "Ana", place: int = 0) -> bool:
        """Do a verb; False when it is refused, which is kept."""
        stamp = self.stamp(by)
        try:
            self.write(self.decide(verb, step, wanted, stamp, place), stamp)
        except Refused as refusal:
            self.refusals.append(refusal)
            return False
        return True

    def decide(self, verb: str, step: str, wanted: tuple[Wish, ...], stamp: Stamp, place: int = 0) -> tuple[Event, ...]:
        """Return the events a verb makes; `place` says which line, which change and how long a hold."""
        order, book = self.order, self.playbook
        lines = sorted({*(line.id for line in order.lines), order.last_line + 1})
        line = lines[place % len(lines)]
        match verb:
            case "order":
                return hands.take_order(order, book, wanted, (), stamp)
            case "take" | "over":
                return hands.take(order, book, step, stamp, over=verb == "over")
            case "back":
                return hands.put_back(order, book, step, stamp)
            case "bump":
                return hands.bump(order, book, step, stamp)
            case "line":
                return bump_line(order, book, step, line, stamp)
            case "unline":
                return undo_line(order, book, step, line, stamp)
            case "undo" | "undo-last":
                return undo(order, book, step if verb == "undo" else "", stamp)
            case "recall":
                return recall(order, book, step, "Went cold")
            case "review":
                return review(order, book, step, "Bumped by mistake")
            case "keep" | "skip":
                how, why = ("kept", "") if verb == "keep" else ("skipped", "No time")
                return hands.mark(order, book, step, "a", how=how, reason=why)  # type: ignore[arg-type]
            case "read":
                return hands.reading(order, book, step, "core", value="160", action="")
            case "misread":
                return hands.reading(order, book, step, "core", value="120.5", action="cooked on")
            case "void":
                return hands.void(order, "Guest left")
            case _:
                return self._decide_order(verb, step, wanted, stamp, place=place, line=line)

    def _decide_order(
        self, verb: str, step: str, wanted: tuple[Wish, ...], stamp: Stamp, *, place: int, line: int
    ) -> tuple[Event, ...]:
        """Return the events of a verb about when an order is made, and of what."""
        order, book = self.order, self.playbook
        match verb:
            case "rush":
                return rush(order, book, "Driver is waiting", ())
            case "unrush":
                return unrush(order, book)
            case "hold":
                until = stamp.at.at + 20_000 * (place - 1) if place > 1 else 0
                return hold(order, "Guest comes later", until, stamp)
            case "fire" | "fire-all":
                return fire(order, book, step if verb == "fire" else "", stamp)
            case "change":
                return change(order, book, other_wishes(order, wanted, place), "Keyed wrongly", stamp)
            case "void-line":
                return void_line(order, book, line, "Keyed wrongly", stamp)
            case "acknowledge":
                return acknowledge(order, book, step, "Already made" if place % 2 else "", stamp)
            case "waste":
                return waste(order, book, step, line, quantity=1 + place % 2, reason="Dropped")
            case "remake":
                return remake(order, book, step, line, stamp, quantity=1 + place % 2)
            case "answer":
                answer: Answer = "allergy" if place % 2 else "wish"
                return answer_allergy(order, book, answer, stamp, anew=place % 3 == 0)
            case "fill":
                return hands.decided(FillFields("order", (("depth", f"{place}"),)), order, book, stamp)
            case "early":
                return hand_over_early(order, book, "Guest is in a hurry", stamp)
            case _:
                raise AssertionError(verb)

    def tickets(self) -> dict[str, Ticket]:
        """Return every ticket there is now, by step."""
        return {ticket.step: ticket for ticket in tickets(self.order, self.playbook, self.clock.now())}

    def serve(self, step: str, wanted: tuple[Wish, ...], by: str = "Ana") -> bool:
        """Do an open step as its procedure and its process ask for it; False when nothing can be done there now."""
        before = self.order.version
        ticket = self.tickets()[step]
        if ticket.stop:
            return self.try_("acknowledge", step, wanted, by)
        if self.order.asked:
            self.try_("answer", step, wanted, by or "Ana", self.order.version)
        if ticket.taken_up and not is_holder(ticket.taken_up, self.stamp(by)):
            self.try_("over", step, wanted, by)
        self.fill(step)
        procedure = self.playbook.procedure[step]
        if any(point.gate for point in procedure.points):
            self.try_("keep", step, wanted, by)
        read = point.last_reading(self.order, step, "core")
        if any(read is None or not spec.within(read.value) for spec in procedure.specs):
            self.try_("read", step, wanted, by)
        taking = self.playbook.process.taking
        if taking and step == taking.id:
            self.try_("order", step, wanted, by)
            return before != self.order.version
        waits = any(one.waits_for for one in ticket.lines)
        singly = [one for one in ticket.lines if not one.waits_for and not one.done] if waits else []
        for one in unconfirmed(self.order, self.playbook, ticket) or singly:
            stamp = self.stamp(by)
            with suppress(Refused):
                self.write(bump_line(self.order, self.playbook, step, one.line.id, stamp), stamp)
        if step not in self.order.bumps:
            self.try_("bump", step, wanted, by)
        return before != self.order.version


def other_wishes(order: Order, wanted: tuple[Wish, ...], place: int) -> tuple[Wish, ...]:
    """Return what a guest wants instead: a line less, more or fewer of one, other choices, or something beside."""
    wishes = list(wishes_of(order))
    which = place % len(wishes) if wishes else 0
    match place % 6 if wishes else 5:
        case 0:
            del wishes[which]
        case 1:
            wishes[which] = replace(wishes[which], quantity=wishes[which].quantity + 1)
        case 2:
            wishes[which] = replace(wishes[which], quantity=max(1, wishes[which].quantity - 1))
        case 3:
            note = "well done" if place % 4 else "keep away from milk"
            wishes[which] = replace(wishes[which], choices=(), note=note)
        case 4:
            inside = tuple(replace(inner, choices=()) for inner in wishes[which].inside)
            wishes[which] = replace(wishes[which], inside=inside, note="")
        case _:
            wishes.append(wanted[place % len(wanted)])
    return tuple(wishes)


OFTEN = {"serve": 14, "undo": 6, "bump": 6, "line": 5, "take": 3, "change": 4, "recall": 2, "acknowledge": 2, "hold": 2}
SELDOM = (
    *("order", "keep", "skip", "read", "misread", "over", "back", "unline", "undo-last", "review", "rush", "unrush"),
    *("fire", "fire-all", "void-line", "waste", "remake", "remake", "early", "void", "answer", "fill"),
)
VERBS = (*(verb for verb, times in OFTEN.items() for _ in range(times)), *SELDOM)
"""`serve` does an open step as its procedure asks for it, so that orders get somewhere."""


class Press(Struct, frozen=True):
    """One thing somebody tries: a verb on the step in this place, after so many seconds and a jump of the clock."""

    verb: str
    place: int
    seconds: float
    jump: int
    by: str


presses = st.lists(
    st.builds(
        Press,
        st.sampled_from(VERBS),
        st.integers(0, 11),
        st.sampled_from([0.001, 0.001, 1, 1, 5, 29.999, 31, 400]),
        st.sampled_from([0, 0, 0, 0, 3600, -3600, -86_400]),
        st.sampled_from(PEOPLE),
    ),
    min_size=6,
    max_size=40,
)


@st.composite
def shifts(draw: st.DrawFn, *, gates: bool = True) -> tuple[Crew, tuple[Wish, ...], list[Press]]:
    """Draw an opened order, what its guest wants, and what is tried on it."""
    playbook = draw(playbooks(gates=gates))
    wanted = draw(wishes(playbook.menu))
    crew = Crew(playbook).open(outside=draw(st.booleans()), wanted=wanted)
    return crew, wanted, draw(presses)


def press(crew: Crew, wanted: tuple[Wish, ...], one: Press) -> bool:
    """Let the time pass and try the verb; half of the presses go to a step that is open, as workers' do."""
    crew.clock.advance(one.seconds)
    if one.jump:
        crew.clock.jump_wall(one.jump)
    steps = [step.id for step in crew.playbook.process.steps]
    open_ = [ticket.step for ticket in crew.tickets().values() if ticket.state == "open"]
    if one.verb == "serve":
        return crew.serve(open_[one.place % len(open_)], wanted, one.by) if open_ else False
    last = [record.event.step for record in crew.records if isinstance(record.event, TicketBumped)][-1:]
    if one.verb in ("undo", "recall", "remake") and last and one.place % 3:
        return crew.try_(one.verb, last[0], wanted, one.by, one.place)
    among = open_ if open_ and one.place % 2 else steps
    step = among[one.place % len(among)]
    taking = crew.playbook.process.taking
    verb = "order" if one.verb == "bump" and taking and step == taking.id and crew.order.taken is None else one.verb
    return crew.try_(verb, step, wanted, one.by, one.place)

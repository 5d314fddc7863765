"""A simulated shift for the demo: guests who arrive and crew who work, through the same `Counter` as everybody.

What anybody does follows from the seed, the guest's place in the row and the order's number alone, so the same sequence
of orders meets the same guests and the same crew again.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from decimal import Decimal
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Clock
from kiosk.errors import Refused, StorageUnavailable
from kiosk.work.allergy.allergy import unseen
from kiosk.work.board.board import OnBoard
from kiosk.work.board.stock import lacking
from kiosk.work.order.confirming import unconfirmed
from kiosk.work.order.event import Guest
from kiosk.work.order.guard import blocking
from kiosk.work.order.line import Choice, Wish, in_menu_order, offered
from kiosk.work.order.order import CAUSES, Order
from kiosk.work.order.point import points_of
from kiosk.work.order.routing import Ticket
from kiosk.work.playbook.menu import Item, Menu
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.process import OrderField
from kiosk.work.playbook.spec import Spec
from kiosk.work.time.instant import Instant
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Acknowledge, Change, wishes_of
from kiosk.work.verb.hold import Hold
from kiosk.work.verb.line import BumpLine
from kiosk.work.verb.mark import MarkPoint, TakeReading
from kiosk.work.verb.open_order import AddOrder, OpenOrder
from kiosk.work.verb.recall import Recall, recallable
from kiosk.work.verb.remake import Remake
from kiosk.work.verb.rush import Rush
from kiosk.work.verb.see_allergy import AnswerAllergy, SeeAllergy
from kiosk.work.verb.stock import BringBack, RunOut
from kiosk.work.verb.take import Take
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.void import Void
from kiosk.work.verb.waste import Waste

GAP = 42.0
"""Seconds between two guests, on average."""

BEFORE = 480
"""Seconds the shift has been going on when the demo opens."""

HANDS = {"front": 4, "prep": 5, "expo": 3}
"""Tickets a station works at once, by role: a grill holds several orders."""

GUESTS = (
    "Ana",
    "José",
    "Zoë",
    "李雷",
    "Мария",
    "Jürgen",
    "さくら",
    "Nguyễn Văn An",
    "O'Brien",
    "Łukasz",
    "Αλίκη",
    "지우",
)
CREW = ("Kim", "Sam", "Noor", "Bea", "Tomás", "Ivo", "Yuki", "Ada")
NOTES = ("cut in half, please", "knife and fork", "for the road", "extra napkins")
REASONS = ("guest left", "ordered twice", "changed their mind")
SKIPPED = ("rush", "forgot", "no gloves left")

MISHAPS = {"": 78, "change": 6, "rush": 4, "hold": 4, "recall": 4, "waste": 2, "out": 2}
"""What befalls a shift beside a guest who comes, by its weight; mostly nothing."""

AWAY = 120
"""Seconds a guest who comes later lets the kitchen wait."""


class DemoClock:
    """Time that goes `speed` times as fast from `start` on, or stands where it is held."""

    def __init__(self, real: Clock, start: Instant, speed: float) -> None:
        """Go on from `start` as `real` does, `speed` times as fast."""
        self.held: Instant | None = None
        """Where it stands; None while it runs."""
        self.start = start
        self.speed = speed
        self._real = real

    def now(self) -> Instant:
        """Return the instant it has reached."""
        if self.held is not None:
            return self.held
        return self.start.later(round((self._real.now().mono - self.start.mono) * self.speed))


class Job(Struct, frozen=True):
    """A ticket somebody has begun."""

    order_id: str
    step: str
    person: str
    until: int
    """Milliseconds of the monotonic clock at which it is done."""


class Shift:
    """Guests and crew at one counter; `tick` does what is due by the counter's clock."""

    def __init__(self, counter: Counter, seed: int, gap: float = GAP) -> None:
        """Begin a shift with a guest every `gap` seconds on average; the first one comes at once."""
        self.taken: frozenset[str] = frozenset()
        """Stations that a person works: the crew leaves them alone."""
        self.counter = counter
        self._seed = seed
        self._gap = gap
        self._out: list[str] = []
        self._guests = 0
        self._next = counter.clock.now().mono
        self._jobs: list[Job] = []

    def start_at(self, start: Instant) -> None:
        """Let the first guest come at `start`."""
        self._next = start.mono

    def chance(self, *words: object) -> Random:
        """Return the chances of one decision, the same ones each time."""
        return Random(":".join(map(str, (self._seed, *words))))  # noqa: S311 - a simulation

    async def tick(self) -> None:
        """Let guests come who are due, end work that is done, begin what is open."""
        now = self.counter.clock.now().mono
        while self._next <= now:
            await self._guest()
        for job in [job for job in self._jobs if job.until <= now]:
            self._jobs.remove(job)
            await self._end(job)
        for station in self.counter.playbook.stations:
            if station.id not in self.taken:
                await self._begin(station.id, HANDS[station.role], now)

    # Guests.

    async def _guest(self) -> None:
        """Let the next guest in: to the counter, or with an order from outside where a person takes the orders."""
        self._guests += 1
        chance = self.chance("guest", self._guests)
        self._next += round(1000 * min(max(chance.expovariate(1 / self._gap), self._gap / 6), self._gap * 3))
        front = {station.id for station in self.counter.playbook.stations if station.role == "front"}
        with contextlib.suppress(Refused):
            if chance.random() < 0.15 or front & self.taken or not front:  # noqa: PLR2004 - a share of the guests
                wishes, guest, allergies = self.basket(f"web-{self._guests}")
                reference = f"demo-{self._seed}-{self._guests}"
                there, fields = self._there(wishes), self._fields(reference)
                await self.counter.do(AddOrder(reference, there, guest=guest, allergies=allergies, fields=fields))
            else:
                await self.counter.do(OpenOrder(), by=self._person(min(front), 0))
        with contextlib.suppress(Refused):
            await self._mishap(self.chance("mishap", self._guests))

    def basket(self, who: object) -> tuple[tuple[Wish, ...], Guest, tuple[str, ...]]:
        """Return what a guest wants, who they are, and what they must not meet."""
        chance, menu = self.chance("basket", who), self.counter.playbook.menu
        items = [chance.choice(menu.items) for _ in range(chance.choices((1, 2, 3, 4), (40, 35, 17, 8))[0])]
        wishes = tuple(_wish(chance, menu, item, chance.choices((1, 2, 3), (85, 12, 3))[0]) for item in items)
        known = sorted({allergen for part in menu.parts for allergen in part.allergens})
        allergies = (chance.choice(known),) if known and chance.random() < 0.08 else ()  # noqa: PLR2004
        name = chance.choice(GUESTS) if chance.random() < 0.8 else ""  # noqa: PLR2004
        note = chance.choice(NOTES) if chance.random() < 0.06 else ""  # noqa: PLR2004
        return wishes, Guest("", name, note), allergies

    def _fields(self, who: object) -> tuple[tuple[str, str], ...]:
        """Return what is said of an order beside its lines: all that a step requires, and most of the rest."""
        chance, fields = self.chance("fields", who), self.counter.playbook.process.fields or ()
        asked = [field for field in fields if field.required or chance.random() < 0.8]  # noqa: PLR2004
        return tuple((field.id, _said(chance, field)) for field in asked)

    def _there(self, wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
        """Leave out what is out of stock."""
        out, menu = self.counter.board.standing.out, self.counter.playbook.menu
        return tuple(wish for wish in wishes if not lacking(menu, wish, out))

    async def _mishap(self, chance: Random) -> None:
        """Let now and then happen what happens in kitchens, to orders whose guests are still there."""
        while self._out:
            await self.counter.do(BringBack(self._out.pop()), by=CREW[0])
        kind = chance.choices(tuple(MISHAPS), tuple(MISHAPS.values()))[0]
        sent = [
            entry for entry in self.counter.board.orders.values() if entry.order.taken and not self._is_theirs(entry)
        ]
        reasons = self.counter.playbook.reasons
        if kind == "out":
            self._out.append(chance.choice([item.id for item in self.counter.playbook.menu.items]))
            await self.counter.do(RunOut(self._out[0]), by=CREW[0])
        elif kind == "recall":
            done = [
                entry for entry in await self.counter.reports.finished(5) if recallable(entry.order, entry.playbook)
            ]
            if done:
                entry = chance.choice(done)
                step = chance.choice(recallable(entry.order, entry.playbook))
                await self.counter.do(Recall(entry.order.id, step, chance.choice(reasons.recall)), by=CREW[0])
        elif kind and sent:
            await self._befall(kind, chance.choice(sent).order, chance)

    async def _befall(self, kind: str, order: Order, chance: Random) -> None:
        """Rush, hold or change an order that is being made, or waste something of it and make it again."""
        reasons, who = self.counter.playbook.reasons, CREW[0]
        wishes = wishes_of(order)
        if kind == "rush":
            await self.counter.do(Rush(order.id, chance.choice(reasons.rush)), by=who)
        elif kind == "hold":
            until = self.counter.clock.now().at + 1000 * AWAY
            await self.counter.do(Hold(order.id, chance.choice(reasons.hold), until), by=who)
        elif kind == "waste":
            made = sorted(step for step, line in order.done if line == order.lines[0].id)
            if made:
                why = chance.choice(reasons.waste)
                line, cause = order.lines[0].id, chance.choice(tuple(CAUSES))
                await self.counter.do(Waste(order.id, made[-1], line, quantity=1, reason=why), by=who)
                await self.counter.do(Remake(order.id, made[-1], line, cause), by=who)
        elif len(wishes) > 1 and chance.random() < 0.5:  # noqa: PLR2004
            await self.counter.do(Change(order.id, wishes[:-1], chance.choice(reasons.void)), by=who)
        else:
            more = self._there(self.basket(f"more-{order.number}")[0][:1])
            await self.counter.do(Change(order.id, (*wishes, *more)), by=who)

    def _is_theirs(self, entry: OnBoard) -> bool:
        """Whether a person works on an order: the crew lets nothing befall it."""
        board = self.counter.board
        return any(
            ticket.state == "open" and (board.worked_at(ticket) in self.taken or not self._may_work(ticket))
            for ticket in entry.tickets
        )

    # Crew.

    async def _begin(self, station: str, hands: int, now: int) -> None:
        """Take up the oldest open tickets of a station, as many as there are hands."""
        steps = self.counter.playbook.process.step
        busy = [job for job in self._jobs if job.step in steps and steps[job.step].station == station]
        begun = {(job.order_id, job.step) for job in self._jobs}
        rail = self.counter.board.rail((station,))
        free = [t for t in rail if (t.order_id, t.step) not in begun and self._may_work(t)]
        for place, ticket in enumerate(free[: max(0, hands - len(busy))]):
            person = self._person(station, len(busy) + place)
            entry = self.counter.board.orders.get(ticket.order_id)
            if entry is None:
                continue
            chance = self.chance("work", ticket.number, ticket.step)
            self._jobs.append(Job(ticket.order_id, ticket.step, person, now + _lasts(chance, entry, ticket)))
            with contextlib.suppress(Refused):
                if ticket.taken_up is None and chance.random() < 0.9:  # noqa: PLR2004
                    await self.counter.do(Take(ticket.order_id, ticket.step), by=person)

    async def _end(self, job: Job) -> None:
        """Do a step: mark its points, take its readings, bump it; or find that the guest has left."""
        entry = self.counter.board.orders.get(job.order_id)
        ticket = entry.ticket(job.step) if entry else None
        if entry is None or ticket is None or ticket.state != "open" or not self._may_work(ticket):
            return
        if self.counter.board.worked_at(ticket) in self.taken:
            return
        taking = entry.playbook.process.taking
        leaves = self.chance("void", entry.order.number)
        with contextlib.suppress(Refused):
            if ticket.stop:
                waste = self.chance("waste", entry.order.number, job.step).choice(("", entry.playbook.reasons.waste[0]))
                await self.counter.do(Acknowledge(job.order_id, job.step, waste), by=job.person)
                return
            if entry.order.asked:
                await self.counter.do(AnswerAllergy(job.order_id, "allergy"), by=job.person)
            if unseen(entry.order, entry.playbook, job.step):
                await self.counter.do(SeeAllergy(job.order_id, job.step), by=job.person)
            if ticket.taken_up and ticket.taken_up.by != job.person:
                await self.counter.do(Take(job.order_id, job.step, over=True), by=job.person)
            if entry.order.taken and not _late_step(entry, ticket) and leaves.random() < 0.02:  # noqa: PLR2004
                await self.counter.do(Void(job.order_id, leaves.choice(REASONS)), by=job.person)
                return
            await self._how(entry.playbook.procedure[job.step], entry, job)
            if self._is_back(job):
                return
            if taking and job.step == taking.id:
                wishes, guest, allergies = self.basket(entry.order.number)
                there, guest = self._there(wishes) or wishes, replace(guest, order_id=job.order_id)
                fields = self._fields(entry.order.id)
                taken = TakeOrder(job.order_id, there, guest=guest, allergies=allergies, fields=fields)
                await self.counter.do(taken, by=job.person)
            else:
                await self._finish(job, entry, ticket)

    async def _finish(self, job: Job, entry: OnBoard, ticket: Ticket) -> None:
        """Bump a ticket: singly what has to be looked at or can go on by itself, and now and then every line."""
        step = entry.playbook.process.step[job.step]
        asked = {one.line.id for one in unconfirmed(entry.order, entry.playbook, ticket)}
        by_line = any(one.waits_for for one in ticket.lines) or (
            bool(step.makes) and self.chance("lines", ticket.number, job.step).random() < 0.1  # noqa: PLR2004
        )
        for one in ticket.lines:
            if not one.waits_for and (one.line.id in asked or (by_line and not one.done)):
                await self.counter.do(BumpLine(job.order_id, job.step, one.line.id), by=job.person)
        now = self.counter.board.ticket(job.order_id, job.step)
        if now and now.state == "open":
            await self.counter.do(Bump(job.order_id, job.step), by=job.person)

    async def _how(self, procedure: Procedure, entry: OnBoard, job: Job) -> None:
        """Mark most points kept, some skipped, some not at all; read what is to be read."""
        chance = self.chance("how", entry.order.number, job.step)
        for point in points_of(entry.order, procedure, entry.playbook.menu):
            luck = chance.random()
            if luck < 0.9 or point.gate:  # noqa: PLR2004
                await self.counter.do(MarkPoint(job.order_id, job.step, point.id, "kept"), by=job.person)
            elif luck < 0.94:  # noqa: PLR2004
                why = chance.choice(SKIPPED)
                await self.counter.do(MarkPoint(job.order_id, job.step, point.id, "skipped", reason=why), by=job.person)
        came_back = any(recall.read_at == job.step for recall in entry.order.recalls)  # nobody misses twice here
        readings = [
            (spec, *read)
            for spec in entry.specs(job.step)
            if spec.reading
            for read in _readings(chance, spec)[-1 if came_back else 0 :]
        ]
        for spec, value, action in readings:
            await self.counter.do(TakeReading(job.order_id, job.step, spec.id, value, action=action), by=job.person)
            if self._is_back(job):
                return

    def _is_back(self, job: Job) -> bool:
        """Whether a reading sent the order back, so that its step waits, or stopped it."""
        entry = self.counter.board.orders.get(job.order_id)
        ticket = entry.ticket(job.step) if entry else None
        return entry is None or ticket is None or ticket.state != "open" or blocking(entry.order) is not None

    def _person(self, station: str, place: int) -> str:
        """Name the one who stands there."""
        return CREW[(self.chance("person", station).randrange(len(CREW)) + place) % len(CREW)]

    def _may_work(self, ticket: Ticket) -> bool:
        """Whether nobody has a ticket, or one of the crew: what a person has taken up is theirs."""
        taken = ticket.taken_up
        return taken is None or (taken.by in CREW and not taken.station)


def _wish(chance: Random, menu: Menu, item: Item, quantity: int) -> Wish:
    """Choose about one item as guests do: mostly as it is."""
    choices: list[Choice] = []
    for name in item.groups:
        group = menu.group[name]
        if not group.needs and chance.random() > 0.35:  # noqa: PLR2004
            continue
        word = chance.choice(group.words) if group.kind == "change" and group.words else ""
        options = [option.id for option in offered(item, group, word) if option.id != group.default]
        if group.kind == "any":
            most = min(len(options), group.limit, max(4, group.needs))
            picked = chance.sample(options, chance.randint(min(group.needs or 1, most), most))
        else:
            picked = [chance.choice(options)] if options else []
        choices += [Choice(group.id, option, word) for option in picked]
    inside = tuple(_wish(chance, menu, menu.item[inner], 1) for inner in item.combo)
    return Wish(item.id, quantity, in_menu_order(menu, item.id, tuple(choices)), "", inside)


def _lasts(chance: Random, entry: OnBoard, ticket: Ticket) -> int:
    """Return the milliseconds a step takes: mostly near its target, now and then late."""
    when = entry.playbook.procedure[ticket.step].when
    if chance.random() < 0.08:  # noqa: PLR2004
        return round(1000 * when.late * chance.uniform(1.0, 1.3))
    return round(1000 * max(when.earliest, when.target * chance.triangular(0.55, 1.25, 0.85)))


def _late_step(entry: OnBoard, ticket: Ticket) -> bool:
    """Whether an order is so far that its guest is waiting to take it."""
    return entry.playbook.station[ticket.station].role == "expo"


def _readings(chance: Random, spec: Spec) -> list[tuple[str, str]]:
    """Read a spec: mostly within, else once outside with what was done about it, then within."""
    limit = spec.minimum if spec.minimum is not None else spec.maximum
    if limit is None:
        return [("1", "")]
    inward = 1 if spec.minimum is not None else -1
    room = float(abs(limit)) * 0.04 or 1.0
    good = f"{float(limit) + inward * chance.uniform(0.1, 1) * room:.1f}"
    if chance.random() > 0.06:  # noqa: PLR2004
        return [(good, "")]
    return [(f"{float(limit) - inward * chance.uniform(0.1, 1) * room:.1f}", spec.corrective), (good, "")]


def _said(chance: Random, field: OrderField) -> str:
    """Say something of a field that it can be."""
    match field.kind:
        case "number":
            least = float(field.least) if isinstance(field.least, Decimal) else 0.0
            most = float(field.most) if isinstance(field.most, Decimal) else least + 100
            return f"{chance.uniform(least, most):.{field.decimals if isinstance(field.decimals, int) else 0}f}"
        case "choice":
            return chance.choice([*field.option])
        case "day":
            return f"+{chance.randint(0, 14)}"
        case "time":
            return f"{chance.randint(9, 18)}:{chance.choice(('00', '15', '30', '45'))}"
        case "phone":
            return f"555 01{chance.randint(10, 99)}"
        case "yes-no":
            return chance.choice(("yes", "no"))
        case "text":
            return "as usual"


# The shift.


async def work(shift: Shift, clock: DemoClock, before: int, over: asyncio.Event) -> None:
    """Catch up on the shift so far in no time, then work it until `over`."""
    now = clock.now()
    until = now.mono
    clock.held = now.later(-1000 * min(before, now.mono // 1000))
    shift.start_at(clock.held)
    while clock.held.mono < until and not over.is_set():
        await shift.tick()
        clock.held = clock.held.later(1000)
    clock.held = None
    while not over.is_set():
        try:
            await shift.tick()
        except StorageUnavailable as error:
            sys.stderr.write(f"{error.words}\n")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(over.wait(), max(0.05, 0.5 / clock.speed))

"""Changing what was sent: lines added, taken out or made otherwise, and what that means where work has begun."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated, ClassVar

from msgspec import Meta
from msgspec.structs import force_setattr, replace

from kiosk.errors import Refused
from kiosk.words import _, later, plural
from kiosk.work.allergy.allergy import told_by
from kiosk.work.allergy.detection import Heard, parted
from kiosk.work.board.board import Board, OnBoard
from kiosk.work.board.stock import in_stock, wants_more
from kiosk.work.order.event import Event, Guest, Stamp
from kiosk.work.order.facts import protects
from kiosk.work.order.guard import Events, ago, doer, going, step_name
from kiosk.work.order.line import Choice, Line, Wish, holds, numbered, total
from kiosk.work.order.order import AllergyQuestion, Answer, Order
from kiosk.work.order.order_events import AllergyAnswered, ChangeAcknowledged, OrderChanged, OrderFinished, takes_away
from kiosk.work.order.required import all_chosen
from kiosk.work.order.routing import concerns, covers, needed, ticket_lines
from kiosk.work.playbook.menu import Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.playbook.reasons import usual
from kiosk.work.text.text import action
from kiosk.work.verb.at import OrderAfter, OrderAt
from kiosk.work.verb.field import Allergies, LineId, Reason, StepId, Wishes
from kiosk.work.verb.reply import Reply, sentences
from kiosk.work.verb.verb import OrderVerb, Result, TicketId
from kiosk.work.verb.wish import listed, own_words_of, tidy

TAKEN_BACK = later("Change taken back")
"""Why an order is changed to what it was before."""


def wishes_of(order: Order) -> tuple[Wish, ...]:
    """Return an order's lines as wishes that know which line they stand for; a combo's items stand inside it."""
    inside: dict[int, list[Wish]] = {}
    for line in order.lines:
        if line.of:
            inside.setdefault(line.of, []).append(_wish(line, ()))
    combos = {line.id: line.quantity for line in order.lines if not line.of}
    for of, wishes in inside.items():
        inside[of] = [replace(wish, quantity=wish.quantity // combos.get(of, 1)) for wish in wishes]
    return tuple(_wish(line, tuple(inside.get(line.id, ()))) for line in order.lines if not line.of)


def _wish(line: Line, inside: tuple[Wish, ...]) -> Wish:
    return Wish(line.item, line.quantity, line.choices, line.note, inside, line.id, line.called)


class Change(OrderVerb, frozen=True):
    """Make a sent order what the guest wants now.

    Wishes with a `line` stand for that line. What is `told` of the guest, and `allergies`, only adds; the `guest` is
    the one it leaves. `seen` are the lines as they were when they were looked at; None asks nothing about them.
    """

    words: ClassVar = ("reason",)

    wishes: Wishes
    reason: Annotated[Reason, Meta(description="why something is not wanted any more")] = ""
    seen: Annotated[tuple[Line, ...] | None, Meta(description="the lines it was decided on")] = None
    answer: Annotated[Answer | None, Meta(description="whether new notes that may tell of an allergy do")] = None
    shown: Annotated[AllergyQuestion | None, Meta(description="all notes that were shown for it")] = None
    allergies: Allergies = ()
    told: Annotated[Guest | None, Meta(description="what is said of the guest beside the lines")] = None
    guest: Guest | None = None
    by_item: Annotated[bool, Meta(description="whether the only wish for an item is the only line of it")] = False

    def __post_init__(self) -> None:
        """Clean the words."""
        super().__post_init__()
        force_setattr(self, "wishes", tuple(tidy(wish) for wish in self.wishes))

    @property
    def same(self) -> tuple[str, str]:
        """An order is changed once at a time, whatever was keyed since the press."""
        return "change", self.order

    def decide(self, at: OrderAt) -> Events:
        """Return the change: what is added, taken out and made otherwise, and who has to know; new notes are read.

        Refused before the order is sent and after its end, where it was changed since it was seen, with nothing left,
        without a reason where something was taken away, and where more is wanted of what is out of stock.
        """
        wishes = _by_item(at.order, self.wishes) if self.by_item else self.wishes
        typed = listed(at.book.menu, self.allergies)
        said = told_by((), self.told, (*typed, *at.order.told_by_name))
        own = bool(typed) or own_words_of(self.told)
        more = Heard(said.told or own, tuple(sorted({*said.allergens, *typed})), said.asked)
        return _changed(at, wishes, self.reason, self, more if self.told or typed else None)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what to pay or give back, and who has to know."""
        return _change_reply(after, self.reason)

    def result(self, left: OnBoard, before: OnBoard | None) -> Result:
        """Return the end of an order of which nothing is left to make."""
        return Result(ends=left.order.finished is not None)


class VoidLine(OrderVerb, frozen=True):
    """Take a line out of a sent order, or one choice out of that line."""

    words: ClassVar = ("reason",)

    line: LineId
    reason: Reason
    choice: Annotated[Choice | None, Meta(description="only this choice of that line")] = None

    def decide(self, at: OrderAt) -> Events:
        """Return the change that leaves it out."""
        order, line, choice = at.order, self.line, self.choice
        going(order)
        wishes = wishes_of(order)
        meant = [one for wish in wishes for one in (wish, *wish.inside) if one.line == line]
        if not meant:
            raise Refused("no-such-line", _("Order {number} has no line {line}.", number=order.called, line=line))
        if choice is None:
            if not any(wish.line == line for wish in wishes):
                words = _("Line {line} comes with a combo. Void the combo, or change its choices.", line=line)
                raise Refused("inside-combo", words)
            return _changed(at, tuple(wish for wish in wishes if wish.line != line), self.reason)
        if choice not in meant[0].choices:
            raise Refused(
                "no-such-choice", _("Line {line} of order {number} does not say that.", line=line, number=order.called)
            )

        def without(wish: Wish) -> Wish:
            kept = tuple(one for one in wish.choices if one != choice) if wish.line == line else wish.choices
            return replace(wish, choices=kept, inside=tuple(map(without, wish.inside)))

        return _changed(at, tuple(map(without, wishes)), self.reason)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what to give back, and who has to know."""
        return _change_reply(after, self.reason)


class Acknowledge(OrderVerb, frozen=True):
    """Say that a station saw what is not wanted any more.

    An order of which nothing else is left to do ends with it.
    """

    words: ClassVar = ("waste",)

    step: StepId
    waste: Annotated[
        str, Meta(description="why what was made of it goes to waste, if it was made", extra={"field": "waste"})
    ] = ""

    def decide(self, at: OrderAt) -> Events:
        """Return that it was seen, and what of it is thrown away."""
        order, name = at.order, step_name(at.book, self.step)
        if self.step not in order.stops:
            words = _("{name} of order {number} has no change to acknowledge.", name=name, number=order.called)
            raise Refused("no-change", words)
        going(order)
        wasted = _wasted(order, at.book, self.step) if self.waste else ()
        return ended(at, ChangeAcknowledged(self.step, self.waste, wasted))

    def reply(self, after: OrderAfter) -> Reply:
        """Say where it is seen, what goes to waste, and where the order ends."""
        name = after.step_name(self.step)
        words = _("Order {number}: the change is seen at {name}", number=after.number, name=name)
        known = after.before.order.wastes if after.before else ()
        wastes = [one for one in after.entry.order.wastes if one.step == self.step and one not in known]
        lines = ", ".join(after.line_name(one.line) for one in wastes)
        gone = _("To waste: {lines}: {waste}.", lines=lines, waste=usual(self.waste)) if self.waste and lines else ""
        return Reply(sentences(words, gone, after.end))

    def ends(self, board: Board) -> tuple[TicketId, ...]:
        """Return its ticket."""
        return ((self.order, self.step),)


def _changed(
    at: OrderAt,
    wishes: tuple[Wish, ...],
    reason: str,
    change: Change | None = None,
    said: Heard | None = None,
) -> Events:
    """Return what makes an order's lines what is wanted, and what is `said` beside them; nothing where all is known."""
    order, playbook = at.order, at.book
    _changeable(at, change.seen if change else None)
    if not wishes:
        raise Refused(
            "empty-order", _("Nothing would be left of order {number}. Void it instead.", number=order.called)
        )
    known = {wish.line: wish for wish in wishes_of(order)}
    _named_once(order, known, [wish.line for wish in wishes if wish.line])
    wishes = tuple(_with_its_inside(wish, known.get(wish.line)) for wish in wishes)
    out = at.standing.out
    more = (wish for wish in wishes if wants_more(playbook.menu, wish, known.get(wish.line), out))
    in_stock(playbook.menu, more, out)
    lines = _renumbered(order, playbook.menu, wishes)
    all_chosen(playbook.menu, wishes)
    if lines == order.lines and said is None:
        return ()
    wanted = {line.id: line for line in lines}
    if not reason and any(takes_away(playbook.menu, wanted.get(line.id), line) for line in order.lines):
        raise Refused(
            "no-reason", _("Say why something of order {number} is not wanted any more.", number=order.called)
        )
    told = news(order, lines, said or Heard())
    if lines == order.lines and not (told.told or told.asked or (change and change.told)):
        return ()
    again = _again(at, lines, told)
    then = at.after((OrderChanged(lines, reason, (), again, told.allergens, told.told),))
    changed = OrderChanged(lines, reason, _stops(at, lines, then), again, told.allergens, told.told, told.asked)
    now = at.after((changed,))
    shown = (change and change.shown) or told.asked
    if change and change.answer and told.asked and shown == now.order.asked:  # else nobody has read all of it
        return ended(at, changed, *answered(now, change.answer))
    return ended(at, changed)


def _named_once(order: Order, known: Collection[int], named: list[int]) -> None:
    """Refuse lines an order does not have, and one that is named twice."""
    if strange := next((line for line in named if line not in known), 0):
        raise Refused("no-such-line", _("Order {number} has no line {strange}.", number=order.called, strange=strange))
    if twice := next((line for line in named if named.count(line) > 1), 0):
        raise Refused(
            "line-twice",
            _("Line {twice} of order {number} stands there twice. Say it once.", twice=twice, number=order.called),
        )


def _by_item(order: Order, wishes: tuple[Wish, ...]) -> tuple[Wish, ...]:
    """Let a wish without a line stand for the only line of its item, where no other wish may."""
    named = {wish.line for wish in wishes}
    free = [((line.item, line.called), line.id) for line in order.lines if not line.of and line.id not in named]
    wanted = [(wish.item, wish.called) for wish in wishes if not wish.line]
    items = [item for item, _ in free]
    only = {item: id_ for item, id_ in free if items.count(item) == wanted.count(item) == 1}
    return tuple(wish if wish.line else replace(wish, line=only.get((wish.item, wish.called), 0)) for wish in wishes)


def news(order: Order, lines: tuple[Line, ...], more: Heard = Heard()) -> Heard:  # noqa: B008 - it is frozen
    """Return what new notes, and whatever `more` is said, tell of an allergy that is not known of this order yet."""
    before = {line.note for line in order.lines}
    said = parted("", (line.note for line in lines if line.note not in before), order.told_by_name)
    both, asked = said | more, said.asked | more.asked if said.asked else more.asked
    found = tuple(allergen for allergen in both.allergens if allergen not in order.told_by_name)
    told = both.told and bool(found or not both.allergens or not order.is_told)
    return Heard(told, found if told else (), asked)


def is_sent(order: Order) -> None:
    """Refuse to change an order that is over, or was not sent yet."""
    going(order)
    if order.taken is None:
        raise Refused(
            "not-ordered", _("Order {number} is not sent yet. Key it as the guest wants it.", number=order.called)
        )


def _changeable(at: OrderAt, seen: tuple[Line, ...] | None) -> None:
    """Refuse what cannot be changed now: what is not sent yet, over, or not as it was when it was looked at."""
    order = at.order
    is_sent(order)
    if seen is not None and seen != order.lines:
        changed = changed_words(order, at.book, at.stamp)
        raise Refused("changed-meanwhile", _("{changed}. Look at it, then send.", changed=changed))


def ended(at: OrderAt, *events: Event) -> Events:
    """Return some events, and the end of the order where nothing of it is left to do after them."""
    left = any(ticket.state != "bumped" for ticket in at.after(events).tickets)
    return events if left else (*events, OrderFinished())


def answered(at: OrderAt, answer: Answer) -> Events:
    """Return what somebody says, by name, of notes that may tell of an allergy, and what is made again for it."""
    if not at.stamp.by:
        words = _("Whether it is one is said by a person. Say who you are first: {sign}.", sign=action("person"))
        raise Refused("no-name", words)
    made = unprotected(at, at.after((AllergyAnswered(answer),)))
    return (AllergyAnswered(answer, tuple(step.id for step in at.needed if step.id in made)),)


def changed_words(order: Order, playbook: Playbook, now: Stamp) -> str:
    """Say who changed a sent order last, and how long ago."""
    if order.changed is None:
        return _("Order {number} was changed meanwhile", number=order.called)
    return _(
        "{who} changed order {number} {ago} ago",
        who=doer(order.changed, playbook),
        number=order.called,
        ago=ago(order.changed, now),
    )


def owed(playbook: Playbook, before: tuple[Line, ...], now: tuple[Line, ...]) -> str:
    """Say what a change costs: what is to be paid, or given back."""
    cents = total(now) - total(before)
    if cents == 0:
        return _("nothing more to pay")
    return (
        _("{price} more to pay", price=playbook.price(cents))
        if cents > 0
        else _("give back {price}", price=playbook.price(-cents))
    )


def _change_reply(after: OrderAfter, reason: str) -> Reply:
    """Say what a change costs, and who has to know: the stations, or all of them where it tells of an allergy.

    An order of which nothing is left to make ends with it.
    """
    entry, before = after.entry, after.before.order if after.before else None
    lines = before.lines if before else entry.order.lines
    said = owed(after.book, lines, entry.order.lines)
    if before and before.changes == entry.order.changes:
        return Reply(_("Order {number} is as it was", number=after.number))
    if reason == TAKEN_BACK:
        words = _("Order {number} is as it was before the change: {said}.", number=after.number, said=said)
    else:
        words = _("Order {number} is changed: {said}.", number=after.number, said=said)
    told = _to_acknowledge(entry, after.board)
    if before and entry.order.allergy_told != before.allergy_told:
        told = after.allergy
    return Reply(" ".join(filter(None, (words, told, after.end))))


def _to_acknowledge(entry: OnBoard, board: Board) -> str:
    """Name the stations that have to acknowledge what is not wanted any more: those that have the work now."""
    stopped = [ticket for ticket in entry.tickets if ticket.step in entry.order.stops]
    names = dict.fromkeys(board.place_name(entry, ticket) for ticket in stopped)
    if not names:
        return ""
    said = f" {_('and')} ".join(names)
    return plural("{names} has to acknowledge.", "{names} have to acknowledge.", len(names), names=said)


def _wasted(order: Order, playbook: Playbook, step: str) -> tuple[Line, ...]:
    """Return what a step may have made for nothing: what is struck, too many, or wanted otherwise there."""
    made = playbook.process.step[step]
    wanted = {line.id: line for line in order.lines}
    found: list[Line] = []
    for line in order.stops[step]:
        now = wanted.get(line.id)
        if not concerns(playbook, made, line):
            continue
        if now is None or not covers(playbook, made, replace(now, quantity=line.quantity), line):
            found.append(line)
        elif now.quantity < line.quantity:
            found.append(replace(line, quantity=line.quantity - now.quantity))
    return tuple(found)


def _with_its_inside(wish: Wish, known: Wish | None) -> Wish:
    """Let the items inside a combo stand for those that were sent inside it; left unsaid they stay as they were."""
    if known is None or known.item != wish.item or not known.inside:
        return wish
    if not wish.inside:
        return replace(wish, inside=known.inside)
    left = list(known.inside)
    inside: list[Wish] = []
    for inner in wish.inside:
        found = next((one for one in left if one.item == inner.item), None)
        if found:
            left.remove(found)
        inside.append(replace(inner, line=found.line if found else 0))
    return replace(wish, inside=tuple(inside))


def _renumbered(order: Order, menu: Menu, wishes: tuple[Wish, ...]) -> tuple[Line, ...]:
    """Make lines of wishes: those that stand for a line keep its id, and its price where nothing changed."""
    lines: list[Line] = []
    last = order.last_line
    before = {line.id: line for line in order.lines}
    for wish in wishes:
        made = list(numbered(menu, (wish,)))
        ids = [wish.line, *(inner.line for inner in wish.inside)] if wish.line else []
        kept = bool(ids) and len(ids) == len(made) and before[wish.line].item == wish.item
        first = ids[0] if kept else last + 1
        for place, line in enumerate(made):
            number = ids[place] if kept and ids[place] else last + 1
            last = max(last, number)
            lines.append(replace(line, id=number, of=first if line.of else 0))
    holds(len(lines))
    return tuple(before[line.id] if _is_same(before.get(line.id), line) else line for line in lines)


def _is_same(before: Line | None, line: Line) -> bool:
    """Whether a line is what it was, whatever the menu's prices."""
    return before is not None and replace(before, price=line.price) == line


def _stops(at: OrderAt, lines: tuple[Line, ...], then: OrderAt) -> tuple[str, ...]:
    """Name the steps behind the front that may have begun and lose something made there, or are not needed any more.

    That is every ticket that is open or bumped; one that is held back or waits again only where hands were on it.
    """
    order, playbook = at.order, at.book
    wanted = {line.id: line for line in lines}

    def loses(step: Step) -> bool:
        shown = (one.line for one in ticket_lines(order, playbook, step) if not one.struck)
        return any((now := wanted.get(line.id)) is None or not covers(playbook, step, now, line) for line in shown)

    touched = {*order.taken_up, *order.stops, *(step for step, _ in order.done)}
    gone = _gone(at, then, touched)
    begun = [
        one.step
        for one in at.tickets
        if (one.state in ("open", "bumped") or one.step in touched) and not _at_front(playbook, one.step)
    ]
    return tuple(name for name in begun if name in gone or loses(playbook.process.step[name]))


def _gone(at: OrderAt, then: OrderAt, touched: Collection[str]) -> set[str]:
    """Name the steps whose condition does not hold any more; one that would wait now only where hands were on it."""
    left = {step.id for step in then.needed if step.id not in then.order.bumps}
    gone = {step.id for step in at.needed if step.when} - {step.id for step in then.needed}
    return {name for name in gone if name in touched or not left & at.book.process.before(name)}


def _again(at: OrderAt, lines: tuple[Line, ...], told: Heard) -> tuple[str, ...]:
    """Name the bumped steps behind the front that have more to make now, and what is begun or bumped after them.

    What goes line by line goes on with the lines it has.
    """
    order, playbook, process = at.order, at.book, at.book.process
    then = at.after((OrderChanged(lines, "", (), (), told.allergens, told.told),))
    later = then.order

    def left(which: Order, step: Step) -> set[int]:
        return {one.line.id for one in ticket_lines(which, playbook, step) if one.done is None and not one.struck}

    def gains(step: Step) -> bool:
        return bool(left(later, step) - left(order, step))

    more = {name for name in order.bumps if not _at_front(playbook, name) and gains(process.step[name])}
    new = {
        step.id
        for step in process.steps
        if step.id not in order.bumps and not _at_front(playbook, step.id) and step.makes and gains(step)
    }
    # One that protects has its own way below: while an allergy is only asked about nothing is made again.
    there = {step.id for step in at.needed}
    inserted = {step.id for step in then.needed if step.when and not protects(step.when)} - there
    first = more | new | {name for name in inserted if not _at_front(playbook, name)}
    done = order.bumps.keys() | {step.id for step in process.steps if step.id in order.taken_up and not step.per_line}
    again = {name for name in done if first & process.before(name)} | more
    if told.told:
        again |= unprotected(at, then)
    return tuple(step.id for step in process.steps if step.id in again)


def unprotected(at: OrderAt, then: OrderAt) -> set[str]:
    """Name the steps hands were on that now come after one for allergies: what was made before it is made again.

    While that is only asked nothing is made again: no hand goes on before the answer.
    """
    order, playbook = at.order, at.book
    before = {step.id for step in needed(replace(order, asked=None), playbook)}
    inserted = {step.id for step in then.needed if protects(step.when) and step.id not in before}
    touched = {*order.bumps, *order.taken_up, *(step for step, _ in order.done)}
    return {
        name
        for name in touched
        if name in before and not _at_front(playbook, name) and inserted & playbook.process.before(name)
    }


def _at_front(playbook: Playbook, step: str) -> bool:
    return playbook.station[playbook.process.step[step].station].role == "front"

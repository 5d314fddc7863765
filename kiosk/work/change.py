"""Changing what was sent: lines added, taken out or made otherwise, and what that means where work has begun."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.allergy.detection import Heard, heard
from kiosk.work.order.event import Stamp
from kiosk.work.order.fold import after
from kiosk.work.order.guard import Events, ago, doer, going, step_name
from kiosk.work.order.line import MOST_LINES, Choice, Line, Wish, numbered
from kiosk.work.order.order import Order
from kiosk.work.order.order_events import ChangeAcknowledged, OrderChanged, OrderFinished, is_less
from kiosk.work.order.routing import concerns, covers, needed, ticket_lines, tickets
from kiosk.work.order.ticket_events import WasteNoted
from kiosk.work.playbook.menu import Menu
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.stock import in_stock, wants_more


def wishes_of(order: Order) -> tuple[Wish, ...]:
    """Give an order's lines as wishes that know which line they stand for; a combo's items stand inside it."""
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


def change(
    order: Order,
    playbook: Playbook,
    wishes: tuple[Wish, ...],
    reason: str,
    stamp: Stamp,
    *,
    out: Collection[str] = (),
    seen: tuple[Line, ...] | None = None,
) -> Events:
    """Make the lines of a sent order what the guest wants now; a wish with a `line` changes that line.

    `seen` are the lines as they were when they were looked at; None asks nothing about them. New notes are read for
    allergies. Refused before the order is sent and after its end, where it was changed since it was seen, with nothing
    left, with a reason missing where something was taken away, and where more is wanted of what is out of stock.
    """
    _changeable(order, playbook, stamp, seen)
    if not wishes:
        raise Refused(
            "empty-order", _("Nothing would be left of order {number}. Void it instead.", number=order.number)
        )
    known = {wish.line: wish for wish in wishes_of(order)}
    _named_once(order, known, [wish.line for wish in wishes if wish.line])
    wishes = tuple(_with_its_inside(wish, known.get(wish.line)) for wish in wishes)
    more = (wish for wish in wishes if wants_more(playbook.menu, wish, known.get(wish.line), out))
    in_stock(playbook.menu, more, out)
    lines = _renumbered(order, playbook.menu, wishes)
    if lines == order.lines:
        return ()
    wanted = {line.id: line for line in lines}
    if not reason and any(is_less(wanted.get(line.id), line) for line in order.lines):
        raise Refused(
            "no-reason", _("Say why something of order {number} is not wanted any more.", number=order.number)
        )
    told = news(order, lines)
    stops, again = _stops(order, playbook, lines, stamp), _again(order, playbook, lines, told, stamp)
    changed = OrderChanged(lines, reason, stops, again, told.allergens, told.told)
    return _ended(order, playbook, changed, stamp)


def _named_once(order: Order, known: Collection[int], named: list[int]) -> None:
    """Refuse lines an order does not have, and one that is named twice."""
    if strange := next((line for line in named if line not in known), 0):
        raise Refused("no-such-line", _("Order {number} has no line {strange}.", number=order.number, strange=strange))
    if twice := next((line for line in named if named.count(line) > 1), 0):
        raise Refused(
            "line-twice",
            _("Line {twice} of order {number} stands there twice. Say it once.", twice=twice, number=order.number),
        )


def news(order: Order, lines: tuple[Line, ...]) -> Heard:
    """Give what new notes tell of an allergy that is not known of this order yet."""
    before = {line.note for line in order.lines}
    said = heard(line.note for line in lines if line.note not in before)
    found = tuple(allergen for allergen in said.allergens if allergen not in order.must_not_meet)
    return Heard(True, found) if said.told and (found or not said.allergens or not order.allergy) else Heard()


def _changeable(order: Order, playbook: Playbook, stamp: Stamp, seen: tuple[Line, ...] | None) -> None:
    """Refuse what cannot be changed now: what is not sent yet, over, or not as it was when it was looked at."""
    going(order)
    if order.taken is None:
        raise Refused(
            "not-ordered", _("Order {number} is not sent yet. Key it as the guest wants it.", number=order.number)
        )
    if seen is not None and seen != order.lines:
        raise Refused(
            "changed-meanwhile", _("{changed}. Look at it, then send.", changed=changed_words(order, playbook, stamp))
        )


def _ended(order: Order, playbook: Playbook, event: OrderChanged | ChangeAcknowledged, stamp: Stamp) -> Events:
    """Give an event, and the end of the order where nothing of it is left to do after that."""
    left = [one for one in tickets(after(order, (event,), stamp), playbook) if one.state != "bumped"]
    return (event,) if left else (event, OrderFinished())


def changed_words(order: Order, playbook: Playbook, now: Stamp) -> str:
    """Say who changed a sent order last, and how long ago."""
    if order.changed is None:
        return _("Order {number} was changed meanwhile", number=order.number)
    return _(
        "{who} changed order {number} {ago} ago",
        who=doer(order.changed, playbook),
        number=order.number,
        ago=ago(order.changed, now),
    )


def void_line(
    order: Order, playbook: Playbook, line: int, reason: str, stamp: Stamp, *, choice: Choice | None = None
) -> Events:
    """Take one line out of a sent order, or one choice out of that line."""
    going(order)
    wishes = wishes_of(order)
    found = [one for wish in wishes for one in (wish, *wish.inside) if one.line == line]
    if not found:
        raise Refused("no-such-line", _("Order {number} has no line {line}.", number=order.number, line=line))
    if choice is None:
        if not any(wish.line == line for wish in wishes):
            raise Refused(
                "inside-combo", _("Line {line} comes with a combo. Void the combo, or change its choices.", line=line)
            )
        return change(order, playbook, tuple(wish for wish in wishes if wish.line != line), reason, stamp)
    if choice not in found[0].choices:
        raise Refused(
            "no-such-choice", _("Line {line} of order {number} does not say that.", line=line, number=order.number)
        )

    def without(wish: Wish) -> Wish:
        kept = tuple(one for one in wish.choices if one != choice) if wish.line == line else wish.choices
        return replace(wish, choices=kept, inside=tuple(map(without, wish.inside)))

    return change(order, playbook, tuple(map(without, wishes)), reason, stamp)


def acknowledge(order: Order, playbook: Playbook, step: str, waste: str, stamp: Stamp) -> Events:
    """Say that a station has seen what is not wanted any more; `waste` says why what it made of that is thrown away.

    An order of which nothing else is left to do ends with it.
    """
    name = step_name(playbook, step)
    if step not in order.stops:
        raise Refused(
            "no-change", _("{name} of order {number} has no change to acknowledge.", name=name, number=order.number)
        )
    going(order)
    wasted = _wasted(order, playbook, step) if waste else ()
    return _ended(order, playbook, ChangeAcknowledged(step, waste, wasted), stamp)


def _wasted(order: Order, playbook: Playbook, step: str) -> tuple[Line, ...]:
    """Give what a step may have made for nothing: what is struck, what is too many, what is wanted otherwise there."""
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


def waste(order: Order, playbook: Playbook, step: str, line: int, *, quantity: int, reason: str) -> Events:
    """Note that so many of a line went to waste at a step; the order may be over."""
    name = step_name(playbook, step)
    found = next((one for one in order.lines if one.id == line), None)
    if found is None:
        raise Refused("no-such-line", _("Order {number} has no line {line}.", number=order.number, line=line))
    if not 1 <= quantity <= found.quantity:
        raise Refused(
            "bad-quantity",
            _(
                "1 to {most} of that line can go to waste at {name}, not {quantity}.",
                most=found.quantity,
                name=name,
                quantity=quantity,
            ),
        )
    if not reason:
        raise Refused("no-reason", _("Say why it goes to waste."))
    return (WasteNoted(step, line, quantity, reason),)


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
    if len(lines) > MOST_LINES:
        raise Refused("order-too-long", _("An order holds at most {most} lines; open another one.", most=MOST_LINES))
    return tuple(before[line.id] if _is_same(before.get(line.id), line) else line for line in lines)


def _is_same(before: Line | None, line: Line) -> bool:
    """Say whether a line is what it was, whatever the menu's prices."""
    return before is not None and replace(before, price=line.price) == line


def _stops(order: Order, playbook: Playbook, lines: tuple[Line, ...], stamp: Stamp) -> tuple[str, ...]:
    """Name the steps behind the front that may have begun and lose something that is made there.

    That is every ticket that is open or bumped; one that is held back or waits again only where hands were on it.
    """
    wanted = {line.id: line for line in lines}

    def loses(step: Step) -> bool:
        shown = (one.line for one in ticket_lines(order, playbook, step) if not one.struck)
        return any((now := wanted.get(line.id)) is None or not covers(playbook, step, now, line) for line in shown)

    touched = {*order.taken_up, *order.stops, *(step for step, _ in order.done)}
    begun = [
        one.step
        for one in tickets(order, playbook, stamp.at)
        if (one.state in ("open", "bumped") or one.step in touched) and not _at_front(playbook, one.step)
    ]
    return tuple(name for name in begun if loses(playbook.process.step[name]))


def _again(order: Order, playbook: Playbook, lines: tuple[Line, ...], told: Heard, stamp: Stamp) -> tuple[str, ...]:
    """Name the bumped steps behind the front that have more to make now, and what is begun or bumped after them.

    What goes line by line goes on with the lines it has.
    """
    later = after(order, (OrderChanged(lines, "", (), (), told.allergens, told.told),), stamp)
    process = playbook.process

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
    first = more | new
    done = order.bumps.keys() | {step.id for step in process.steps if step.id in order.taken_up and not step.per_line}
    later_done = {name for name in done if first & process.before(name)}
    return tuple(
        step.id for step in process.steps if step.id in more | later_done | _unprotected(order, later, playbook)
    )


def _unprotected(order: Order, later: Order, playbook: Playbook) -> set[str]:
    """Name the steps hands were on that now come after one for allergies: what was made before it is made again."""
    before = {step.id for step in needed(order, playbook)}
    inserted = {step.id for step in needed(later, playbook) if step.when and step.id not in before}
    touched = {*order.bumps, *order.taken_up, *(step for step, _ in order.done)}
    return {
        name
        for name in touched
        if name in before and not _at_front(playbook, name) and inserted & playbook.process.before(name)
    }


def _at_front(playbook: Playbook, step: str) -> bool:
    return playbook.station[playbook.process.step[step].station].role == "front"

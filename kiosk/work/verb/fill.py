"""Filling in what is asked about an order beside its lines: a prescription, a promised day, a deposit."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import force_setattr, replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.check.field_facts import field_facts
from kiosk.work.order.facts import protects
from kiosk.work.order.field_value import field_value, value_words
from kiosk.work.order.guard import Events, going, joined, step_name
from kiosk.work.order.order_events import FieldsFilled
from kiosk.work.order.point import last_reading, spec_for
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import OrderField
from kiosk.work.text.finding import nearest
from kiosk.work.verb.at import OrderAfter, OrderAt, Values
from kiosk.work.verb.change import ended
from kiosk.work.verb.field import Fields
from kiosk.work.verb.reply import Reply
from kiosk.work.verb.verb import OrderVerb
from kiosk.work.verb.wish import tidy_fields


class FillFields(OrderVerb, frozen=True):
    """Say what is asked about an order beside its lines.

    A field with nothing behind it is taken out.
    """

    fields: Fields

    def __post_init__(self) -> None:
        """Clean the names and what is said."""
        force_setattr(self, "fields", tidy_fields(self.fields))

    def decide(self, at: OrderAt) -> Events:
        """Return that they are filled in; refused after the order's end, and where one cannot be what is said."""
        going(at.order)
        if not self.fields:
            raise Refused("nothing-said", _("Nothing is said of order {number}.", number=at.order.called))
        return filled(at, self.fields)

    def filled(self, at: OrderAt) -> Values:
        """Return what is said of each, as it is kept."""
        return read_fields(at.book, self.fields, at.day or at.order.day)

    def reply(self, after: OrderAfter) -> Reply:
        """Say what stands there now."""
        said = dict(after.entry.guest.fields)
        names = [found.id for found in (field_of(after.book, name) for name, _said in self.fields) if found]
        fields = [after.book.process.field[name] for name in dict.fromkeys(names)]
        words = ", ".join(f"{one.name} {value_words(one, said[one.id])}" for one in fields if said.get(one.id))
        if not words:
            out = joined(one.name for one in fields)
            return Reply(_("Order {number}: {fields} taken out", number=after.number, fields=out))
        return Reply(_("Order {number}: {fields}", number=after.number, fields=words))


def field_of(book: Playbook, name: str) -> OrderField | None:
    """Return the field of a name: its id, or what it is called where no other is called so."""
    if name in book.process.field:
        return book.process.field[name]
    called = [one for one in book.process.fields or () if one.name.casefold() == name.casefold()]
    return called[0] if len(called) == 1 else None


def read_fields(book: Playbook, fields: Iterable[tuple[str, str]], today: str) -> dict[str, str]:
    """Return what is said of fields, each as it is kept, empty where it is taken out; of one the last holds.

    Refused where the playbook has no such field, or one cannot be what is said.
    """
    values: dict[str, str] = {}
    for name, said in fields:
        field = field_of(book, name)
        if field is None:
            known = nearest(name, book.process.field, also=[one.name for one in book.process.fields or ()])
            raise Refused("no-such-field", _("There is no field “{name}”. {known}", name=name, known=known))
        values[field.id] = field_value(field, said, today) if said else ""
    return values


def readable(
    book: Playbook, fields: Iterable[tuple[str, str]], today: str
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """Return those of some fields that can be read, and why the others cannot."""
    known, wrong = list[tuple[str, str]](), list[str]()
    for name, said in fields:
        try:
            known += read_fields(book, [(name, said)], today).items()
        except Refused as refused:
            wrong.append(f"{name}: {refused.words}")
    return tuple(known), tuple(wrong)


def filled(at: OrderAt, fields: Iterable[tuple[str, str]]) -> Events:
    """Return that some fields are said; nothing where none is."""
    values = read_fields(at.book, fields, at.day or at.order.day)
    if not values:
        return ()
    emptied = tuple(name for name, value in values.items() if not value)
    for name in emptied:
        field = at.book.process.field[name]
        if field.required and field.required in at.order.bumps:
            words = _(
                "{step} was done with {field}. Say it otherwise, or do that step again first.",
                field=field.name,
                step=step_name(at.book, field.required),
            )
            raise Refused("field-needed", words)
    said = {name: value for name, value in {**at.said, **values}.items() if value}
    event = FieldsFilled(tuple(name for name, value in values.items() if value), emptied, field_facts(at.book, said))
    if at.order.taken is None:
        return (event,)
    return ended(at, replace(event, again=_again(at, event, said, values)))


def _again(at: OrderAt, event: FieldsFilled, said: Values, changed: Collection[str]) -> tuple[str, ...]:
    """Name the steps that are done again: those whose readings miss the limit now, and what comes after them.

    So it is with what comes after a step that this order needs only now.
    """
    order, book, process = at.order, at.book, at.book.process
    missed = {
        step
        for step in order.bumps
        for spec in book.procedure[step].specs
        if spec.of_field in changed and (last := last_reading(order, step, spec.id))
        if not spec_for(spec, said).within(last.value)
    }
    there = {step.id for step in at.needed}
    needed = {step.id for step in at.after((event,)).needed if step.when and not protects(step.when)} - there
    first = missed | {name for name in needed if book.station[process.step[name].station].role != "front"}
    done = order.bumps.keys() | {step.id for step in process.steps if step.id in order.taken_up and not step.per_line}
    again = {name for name in done if first & process.before(name)} | missed
    return tuple(step.id for step in process.steps if step.id in again)

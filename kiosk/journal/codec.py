"""How events and playbooks become text and come back; the word an event is stored under is given at its class.

A word lives for ever: once written it is read by every later version, so words are added and never taken away.
"""

from __future__ import annotations

import msgspec

from kiosk.errors import StorageUnavailable
from kiosk.words import _
from kiosk.work.order.counter_events import CounterEvent
from kiosk.work.order.event import Event
from kiosk.work.order.order_events import OrderEvent
from kiosk.work.order.problem_events import ProblemEvent
from kiosk.work.order.ticket_events import TicketEvent
from kiosk.work.playbook.canon import canonical
from kiosk.work.playbook.playbook import Playbook

WORDS: dict[str, type[Event]] = {
    event.word: event
    for kin in (OrderEvent, TicketEvent, ProblemEvent, CounterEvent)
    for event in kin.__subclasses__()
    if event.word
}
"""Every event by its word on disk, as its class names it."""

_DECODERS: dict[str, msgspec.json.Decoder[Event]] = {
    word: msgspec.json.Decoder(type=event) for word, event in WORDS.items()
}


NOT_PROVED = '"not_proved":true'
"""In an event's JSON: who did it was only said. Within a text its quotes would be escaped."""


def encode(event: Event, beside: str = "", *, not_proved: bool = False) -> str:
    """Write an event's fields as canonical JSON, with what no event has as a field: the seal it names, who was said."""
    more = ({"beside": beside} if beside else {}) | ({"not_proved": True} if not_proved else {})
    return canonical(msgspec.to_builtins(event) | more if more else event).decode()


def named_seal(data: str) -> str:
    """Return the seal that an event's JSON names; empty for none. Within a text its quotes would be escaped."""
    _before, beside, rest = data.partition('"beside":"')
    return rest.partition('"')[0] if beside else ""


def decode(kind: str, data: str) -> Event:
    """Read an event back; StorageUnavailable for a word this version does not know or a row that was damaged."""
    decoder = _DECODERS.get(kind)
    if decoder is None:
        raise StorageUnavailable(
            _("The record holds “{kind}”, which this version does not know. Update this program.", kind=kind)
        )
    try:
        return decoder.decode(data)
    except msgspec.MsgspecError as error:
        raise StorageUnavailable(
            _("A “{kind}” in the record cannot be read ({error}). Run: kiosk journal verify", kind=kind, error=error)
        ) from error


def encode_playbook(playbook: Playbook) -> str:
    """Write a playbook as the canonical JSON its hash is taken of."""
    return canonical(playbook).decode()


def decode_playbook(text: str) -> Playbook:
    """Read a playbook back, equal to the one that was written.

    Its recomputed hash is that of what this version writes: where a field came later, it is not the hash it is stored
    under. So a playbook is looked up, and named, by the hash that an order or a version says.
    """
    try:
        return msgspec.json.decode(text, type=Playbook)
    except msgspec.MsgspecError as error:
        raise StorageUnavailable(
            _("A stored playbook cannot be read ({error}). Run: kiosk journal verify", error=error)
        ) from error

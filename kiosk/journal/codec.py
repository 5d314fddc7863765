"""The words on disk, and how events and playbooks become text and come back.

    order-opened  order-taken  order-changed  order-held  order-fired  order-rushed  order-unrushed
    order-voided  order-unvoided  order-closed-early  order-finished  guest-rated
    ticket-taken-up  ticket-put-back  ticket-bumped  ticket-undone  ticket-recalled
    line-bumped  line-undone  change-acknowledged  allergy-seen  waste-noted  point-marked  reading-taken
    problem-raised  problem-resolved
    item-out  item-back  station-closed  station-opened  clock-jumped
    routine-begun  routine-missed  routine-done
    stood-in  ticket-coached  person-signed-in  person-signed-out  pin-refused  pin-unlocked
    playbook-approved  playbook-published  procedure-read

A word lives for ever: once written it is read by every later version, so words are added here and never taken away.
"""

from __future__ import annotations

from typing import get_args

import msgspec

from kiosk.errors import StorageUnavailable
from kiosk.words import _
from kiosk.work.order.event import (
    AllergySeen,
    ChangeAcknowledged,
    ClockJumped,
    Event,
    GuestRated,
    ItemBack,
    ItemOut,
    LineBumped,
    LineUndone,
    OrderChanged,
    OrderClosedEarly,
    OrderFinished,
    OrderFired,
    OrderHeld,
    OrderOpened,
    OrderRushed,
    OrderTaken,
    OrderUnrushed,
    OrderUnvoided,
    OrderVoided,
    PersonSignedIn,
    PersonSignedOut,
    PinRefused,
    PinUnlocked,
    PlaybookApproved,
    PlaybookPublished,
    PointMarked,
    ProblemRaised,
    ProblemResolved,
    ProcedureRead,
    ReadingTaken,
    RoutineBegun,
    RoutineDone,
    RoutineMissed,
    StationClosed,
    StationOpened,
    StoodIn,
    TicketBumped,
    TicketCoached,
    TicketPutBack,
    TicketRecalled,
    TicketTakenUp,
    TicketUndone,
    WasteNoted,
)
from kiosk.work.playbook.canon import canonical
from kiosk.work.playbook.playbook import Playbook

WORDS: dict[str, type[Event]] = {
    "order-opened": OrderOpened,
    "order-taken": OrderTaken,
    "order-changed": OrderChanged,
    "order-held": OrderHeld,
    "order-fired": OrderFired,
    "order-rushed": OrderRushed,
    "order-unrushed": OrderUnrushed,
    "order-voided": OrderVoided,
    "order-unvoided": OrderUnvoided,
    "order-closed-early": OrderClosedEarly,
    "order-finished": OrderFinished,
    "guest-rated": GuestRated,
    "ticket-taken-up": TicketTakenUp,
    "ticket-put-back": TicketPutBack,
    "ticket-bumped": TicketBumped,
    "ticket-undone": TicketUndone,
    "ticket-recalled": TicketRecalled,
    "line-bumped": LineBumped,
    "line-undone": LineUndone,
    "change-acknowledged": ChangeAcknowledged,
    "allergy-seen": AllergySeen,
    "waste-noted": WasteNoted,
    "point-marked": PointMarked,
    "reading-taken": ReadingTaken,
    "problem-raised": ProblemRaised,
    "problem-resolved": ProblemResolved,
    "item-out": ItemOut,
    "item-back": ItemBack,
    "station-closed": StationClosed,
    "station-opened": StationOpened,
    "routine-begun": RoutineBegun,
    "routine-missed": RoutineMissed,
    "routine-done": RoutineDone,
    "stood-in": StoodIn,
    "ticket-coached": TicketCoached,
    "person-signed-in": PersonSignedIn,
    "person-signed-out": PersonSignedOut,
    "pin-refused": PinRefused,
    "pin-unlocked": PinUnlocked,
    "playbook-approved": PlaybookApproved,
    "playbook-published": PlaybookPublished,
    "procedure-read": ProcedureRead,
    "clock-jumped": ClockJumped,
}

_WORD = {event: word for word, event in WORDS.items()}
_DECODERS: dict[str, msgspec.json.Decoder[Event]] = {
    word: msgspec.json.Decoder(type=event) for word, event in WORDS.items()
}

if set(_WORD) != set(get_args(Event)):  # pragma: no cover - true of every version that was ever started
    raise AssertionError("an event has no word on disk")


def word(event: Event) -> str:
    """Give the word an event is stored under."""
    return _WORD[type(event)]


def encode(event: Event) -> str:
    """Write an event's fields as canonical JSON."""
    return canonical(event).decode()


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

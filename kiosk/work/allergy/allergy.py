"""An order whose guest must not meet something: what is said of it, and who has to have seen that, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _, later
from kiosk.work.order.event import Guest, Stamp
from kiosk.work.order.line import Wish, allergy_words
from kiosk.work.order.order import ANSWERS, AllergyQuestion, Order
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.text import action
from kiosk.work.time.instant import is_after

if TYPE_CHECKING:
    from kiosk.work.allergy.detection import Heard


def told_by(wishes: Iterable[Wish], guest: Guest | None, typed: Iterable[str] = ()) -> Heard:
    """Find what the notes of an order, and the guest's own words, tell of, and what has to be asked.

    `told` is of the notes alone: that there are own words is known without reading them. Nobody is asked about what
    is `typed`.
    """
    from kiosk.work.allergy.detection import Heard, heard, parted  # where there are words to be understood

    own = heard((), guest.allergy if guest else "")
    notes = parted(guest.note if guest else "", notes_of(wishes), (*own.allergens, *typed))
    return Heard(notes.told, (notes | own).allergens, notes.asked)


def under_name(guest: Guest, name: str) -> Guest:
    """Return a guest under a name: what that tells of an allergy is in their own words too, what may tell in the note.

    What stands there of the name before is taken out.
    """
    from kiosk.work.allergy.detection import read_name  # where there are words to be understood

    note, own = guest.note.split(". ") if guest.note else [], guest.allergy.split(", ") if guest.allergy else []
    for parts, answer in ((note, "ask"), (own, "allergy")):
        if guest.name in parts and read_name(guest.name).answer == answer:
            parts.remove(guest.name)
        if name not in parts and read_name(name).answer == answer:
            parts.append(name)
    return replace(guest, name=name, note=". ".join(note), allergy=", ".join(own))


def notes_of(wishes: Iterable[Wish]) -> tuple[str, ...]:
    """Return every note of some wishes, those inside combos too."""
    return tuple(note for wish in wishes for note in (wish.note, *notes_of(wish.inside)) if note)


ALLERGENS = (
    *(later("milk"), later("egg"), later("fish"), later("shellfish"), later("tree-nuts"), later("peanuts")),
    *(later("wheat"), later("soy"), later("sesame"), later("gluten"), later("celery"), later("mustard")),
    *(later("lupin"), later("molluscs"), later("sulphites")),
)
"""What playbooks type and notes tell of, looked up where it is shown."""

ALLERGY, MAYBE = later("ALLERGY"), later("ALLERGY?")

NOT_KEPT = later("told in words that are not kept")
"""What is said of an allergy nobody has the words of any more."""


def allergy_said(order: Order, guest: Guest, say: Callable[[str], str] = _) -> str:
    """Say what an order's guest must not meet: allergens by name, then all that was written; empty without an allergy.

    What tells of an allergy stands in full, since nobody but a person can read what is not on the list. `say` gives
    the program's own words as they are shown; a document that is the same everywhere leaves them as they are.
    """
    if not order.allergy:
        return ""
    from kiosk.work.allergy.detection import denied, heard_in

    questions = (*([order.asked] if order.asked else ()), *order.answered("allergy"))
    notes = (guest.note, *(line.note for line in order.lines)) if order.noted else ()
    wishes = {words for question in order.answered("wish") for words in asked_words(question, guest)}
    said = ["" if denied(guest.allergy) else guest.allergy]
    said += [note for note in notes if note not in wishes and heard_in(note).told]
    said += [note for question in questions for note in asked_words(question, guest)]
    words = allergy_words(tuple(map(say, order.must_not_meet)), "”, “".join(dict.fromkeys(filter(None, said))))
    return words or say(NOT_KEPT)


def allergy_head(order: Order, say: Callable[[str], str] = _) -> str:
    """Return the word above what an order's guest must not meet: with a question mark where that is only asked."""
    return say(ALLERGY) if order.is_told else say(MAYBE)


def asked_words(question: AllergyQuestion, guest: Guest) -> tuple[str, ...]:
    """Return the guest's own words that a question is about; those of a guest who is forgotten are gone."""
    return (*([guest.note] if question.note and guest.note else ()), *question.words)


def quoted(question: AllergyQuestion, guest: Guest, say: Callable[[str], str] = _) -> str:
    """Say which notes a question is about, with what was found in them: `“no nuts, thanks” (peanuts, tree-nuts)`."""
    words = ", ".join(f"“{note}”" for note in asked_words(question, guest)) or say(NOT_KEPT)
    return f"{words} ({', '.join(map(say, question.allergens))})" if question.allergens else words


def answer_lines(order: Order, guest: Guest, say: Callable[[str], str] = _) -> tuple[str, ...]:
    """Say what was answered, as it holds now, a line for each question: `“no nuts, thanks” (peanuts): just a wish`."""
    return tuple(
        f"{quoted(question, guest, say)}: {say(words)}"
        for answer, words in ANSWERS.items()
        for question in order.answered(answer)
    )


def seen_at(order: Order, playbook: Playbook, station: str) -> Stamp | None:
    """Return who saw what is known of an allergy at a station, by name; None where nobody has.

    Whoever took the order has keyed it, so the station where they did has seen it if they are named. What is made again
    from its beginning is seen again.
    """
    seen = order.allergy_seen.get(station)
    taking = playbook.process.taking
    if seen is None and taking and taking.station == station and order.taken and order.allergy_told == order.taken:
        seen = order.taken if order.taken.by and order.source == "front" else None
    again = (one.stamp.at for one in order.recalls if one.restarts and station_of(playbook, one.step) == station)
    return None if seen is None or any(is_after(at, seen.at) for at in again) else seen


def unseen(order: Order, playbook: Playbook, step: str) -> bool:
    """Whether a step is about an allergy that nobody at its station has seen."""
    return order.allergy and seen_at(order, playbook, station_of(playbook, step)) is None


def heeded(order: Order, playbook: Playbook, step: str) -> None:
    """Refuse to end work on an allergy order at a station where nobody has said by name that they saw it."""
    if unseen(order, playbook, step):
        raise Refused(
            "allergy",
            _(
                "Order {number} is an allergy order. "
                "First somebody at {station} says by name that they saw it: {sign}.",
                number=order.called,
                station=playbook.station[station_of(playbook, step)].name,
                sign=action("done", f"{order.called} {step}"),
            ),
        )


def station_of(playbook: Playbook, step: str) -> str:
    """Return the station a step belongs to."""
    return playbook.process.step[step].station

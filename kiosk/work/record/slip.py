"""The slip of a finished order: text lines for narrow paper, and the payload of its QR code."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, tzinfo
from typing import Literal

from msgspec import Struct
from msgspec.structs import astuple

from kiosk.errors import Refused
from kiosk.words import _, later, sayer
from kiosk.work.allergy.allergy import ALLERGY, allergy_said, answer_lines
from kiosk.work.board.assembly import left_out
from kiosk.work.guest.language import language_for, own_words, playbook_in
from kiosk.work.order.event import Guest
from kiosk.work.order.facts import fields_asked
from kiosk.work.order.line import Line, is_picked, spell
from kiosk.work.order.order import Order
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.record.completion import Completion, completions
from kiosk.work.record.record import OrderRow, rows
from kiosk.work.text.scanned import PAYLOAD
from kiosk.work.text.text import clean, columns
from kiosk.work.time.instant import clock_words

NARROW, WIDE = 32, 42
"""Columns of the two common papers, 58 mm and 80 mm."""

ANCHOR = 16
"""Hex digits of the finishing row's hash that the payload carries."""

Again = Literal["", "COPY", "CORRECTED"]
"""What a slip that may not be its order's first says above and below."""

_FIELDS = (
    later("day"),
    later("number"),
    later("time"),
    later("seconds"),
    later("steps on time"),
    later("steps"),
    later("points kept"),
    later("points"),
    later("code"),
)
"""The payload's fields in a sentence."""

_SUPERSEDED = later(
    "This order was taken back after this slip and handed over again; the slip that counts says CORRECTED."
)
_TAKEN_BACK = later("This order was taken back after this slip and is not handed over again yet.")

WORDS = (
    *(later("COPY"), later("CORRECTED"), later("Total"), later("Note: {note}"), later("Asked: {words}")),
    *(later("Handed over without: {lines} ({reason})"), later("LATE"), later("on time"), later("Steps on time")),
    *(later("Points kept"), later("Day"), later("Done"), later("Took"), later("Code")),
)
"""What stands on it beside names and figures."""

Say = Callable[[str], str]
"""Says one of these in the language of a slip."""

_DIGITS = {
    "0": ("███", "█ █", "█ █", "█ █", "███"),
    "1": (" █ ", "██ ", " █ ", " █ ", "███"),
    "2": ("███", "  █", "███", "█  ", "███"),
    "3": ("███", "  █", " ██", "  █", "███"),
    "4": ("█ █", "█ █", "███", "  █", "  █"),
    "5": ("███", "█  ", "███", "  █", "███"),
    "6": ("███", "█  ", "███", "█ █", "███"),
    "7": ("███", "  █", " █ ", " █ ", " █ "),
    "8": ("███", "█ █", "███", "█ █", "███"),
    "9": ("███", "█ █", "███", "  █", "███"),
}


class Slip(Struct, frozen=True):
    """What a finished order prints."""

    name: str
    """Names its file: the order's id."""
    lines: tuple[str, ...]
    payload: str
    """For the QR code below the lines."""


class Payload(Struct, frozen=True):
    """What the QR code of a slip says, field by field in its order."""

    day: str
    """Business day, as 20261122."""
    number: int
    finished_at: str
    """UTC, as 20261122T123108Z."""
    seconds: int
    """From opened to finished."""
    on_time: int
    """Steps bumped before their late time."""
    steps: int
    kept: int
    points: int
    """Points asked for, without those not applicable."""
    anchor: str
    """16 upper-case hex digits of the hash of the journal row that finished the order."""

    def __str__(self) -> str:
        """Write it as the code carries it."""
        done, how = f"{self.on_time}/{self.steps}", f"{self.kept}/{self.points}"
        return f"K1:{self.day}-{self.number}:{self.finished_at}:{self.seconds}:{done}:{how}:{self.anchor}"


def payload(order: Order, playbook: Playbook) -> Payload:
    """Sum an order up for its QR code; refused until the order is finished."""
    if order.finished is None:
        raise Refused(
            "not-finished",
            _("Order {number} is not finished yet; its slip comes with the hand-over.", number=order.called),
        )
    row = _row(order, playbook)
    finished = re.sub(r"[-:]|\.[0-9]+", "", row.finished_at)
    return Payload(
        order.day.replace("-", ""),
        order.number,
        finished,
        int(row.seconds or 0),
        row.steps_on_time,
        row.steps,
        row.points_kept,
        row.points,
        order.anchor[:ANCHOR].upper(),
    )


def parse_payload(text: str) -> Payload:
    """Read what a scanner or a person gives; refused when it is no slip of ours."""
    found = PAYLOAD.fullmatch(text.strip().upper())
    if found is None:
        raise Refused(
            "not-a-slip", _("This is not the code of a slip. It begins with K1: and ends with 16 digits or letters.")
        )
    day, number, finished, seconds, on_time, steps, kept, points, anchor = found.groups()
    return Payload(day, int(number), finished, int(seconds), int(on_time), int(steps), int(kept), int(points), anchor)


def agrees(text: str, order: Order, playbook: Playbook) -> tuple[str, ...]:
    """Compare a slip's code with the record; give one sentence for each disagreement, none for a genuine slip."""
    try:
        said = parse_payload(text)
        if said.anchor in (anchor[:ANCHOR].upper() for anchor in order.undone_anchors):
            return (_(_SUPERSEDED if order.finished else _TAKEN_BACK),)
        recorded = payload(order, playbook)
    except Refused as refused:
        return (refused.words,)
    pairs = zip(_FIELDS, astuple(said), astuple(recorded), strict=True)
    return tuple(
        _("The slip says {name} {slip}, the record says {ours}.", name=_(name), slip=slip, ours=ours)
        for name, slip, ours in pairs
        if slip != ours
    )


def slip(
    order: Order,
    playbook: Playbook,
    guest: Guest | None,
    zone: tzinfo,
    *,
    again: Again = "",
    width: int = WIDE,
    language: str = "",
) -> Slip:
    """Make the slip of a finished order, in local time of `zone`; refused until the order is finished.

    `width` is in columns, 32 to 42. One printed `again` says COPY above and below, or CORRECTED when the order was
    taken back since and the code is another one. It is in the guest's language where that is known and the playbook
    stands in it, else in `language`, else in the playbook's own.
    """
    code = payload(order, playbook)
    playbook = playbook_in(playbook, language_for(playbook, order.language, language))
    say = sayer(playbook.language)
    known = guest or Guest(order.id)
    mark = [_centred(f"*** {say(again)} ***", width)] if again else []
    rule = "-" * width
    lines = [
        *mark,
        *_head(order, playbook.title, known.name, width),
        *_banner(order, known, width, say),
        rule,
        *(line for asked in order.lines for line in _asked(playbook, asked, width, say)),
        rule,
        *_fields(order, playbook, known, width),
        *_wishes(order, known, width, say),
        *_without(order, playbook, width, say),
        *_apart(say("Total"), playbook.price(_row(order, playbook).total_cents), width),
        rule,
        *_done(completions(order, playbook), code, width, say),
        rule,
        *_signed(order, code, zone, width, say),
        *mark,
    ]
    return Slip(order.id, tuple(line.rstrip() for line in lines), str(code))


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    """Break a cleaned text into lines of at most `width` columns, each after `indent`; a longer word is cut."""
    lines: list[str] = []
    room = width - columns(indent)
    for word in clean(text, 1000).split():
        rest = word
        if lines and columns(lines[-1]) + 1 + columns(rest) <= room:
            lines[-1] += f" {rest}"
            continue
        while rest:
            piece = _fitting(rest, room)
            lines.append(piece)
            rest = rest[len(piece) :]
    return [indent + line for line in lines]


def _row(order: Order, playbook: Playbook) -> OrderRow:
    """Return the order's row of the read model, so that slip and record count alike."""
    return rows(order, playbook).orders[0]


def _fitting(text: str, room: int) -> str:
    """Return the longest beginning of a text that fits into `room` columns, one character at least."""
    used = 0
    for place, character in enumerate(text):
        used += columns(character)
        if used > room:
            return text[: max(1, place)]
    return text


def _centred(text: str, width: int) -> str:
    """Put a line in the middle."""
    return " " * max(0, (width - columns(text)) // 2) + text


def _apart(left: str, right: str, width: int, indent: str = "") -> list[str]:
    """Put one text at the left and one at the right; the left one takes more lines when it must."""
    room = width - columns(right) - 1
    lines = wrapped(left, room if right else width, indent) or [indent]
    if not right:
        return lines
    gap = width - columns(lines[0]) - columns(right)
    return [f"{lines[0]}{' ' * gap}{right}", *lines[1:]]


def _big(number: int, width: int) -> list[str]:
    """Draw the order number five rows high, as broad as the paper allows."""
    digits = [_DIGITS[digit] for digit in str(number)]
    broad = 2 if len(digits) * 8 - 2 <= width else 1
    rows = ["  ".join("".join(dot * broad for dot in digit[row]) for digit in digits) for row in range(5)]
    return ["", *rows, ""] if columns(rows[0]) <= width else wrapped(f"No. {number}", width)


def _head(order: Order, title: str, guest: str, width: int) -> list[str]:
    """Write whose slip it is: the counter's title, the number, and the guest's name."""
    lines = [*wrapped(title, width), *_big(order.number, width), *wrapped(guest, width)]
    return [_centred(line, width) for line in lines]


def _asked(playbook: Playbook, line: Line, width: int, say: Say) -> list[str]:
    """Write one line of the order: quantity, item, price, then each change and the note on lines of their own."""
    menu = playbook.menu
    cents = line.price * line.quantity
    price = f"{'+' if line.of else ''}{cents // 100}.{cents % 100:02d}" if cents or not line.of else ""
    name = spell(menu, line)
    lines = _apart(f"{line.quantity} × {name[:1].upper()}{name[1:]}", price, width, "  " if line.of else "")
    picked: list[str] = []
    indent = "      " if line.of else "    "
    for choice in line.choices:
        group = menu.group[choice.group]
        option = group.option(choice.option)
        if option is None or group.before or (group.kind == "one" and choice.option == group.default):
            continue
        words = f"{say(choice.word.upper())} {option.name}".strip()
        if is_picked(menu, choice):
            picked.append(words)
        else:
            lines += wrapped(words, width, indent)
    lines += wrapped(say("with {names}").format(names=", ".join(picked)) if picked else "", width, indent)
    return lines + wrapped(f"“{line.note}”" if clean(line.note) else "", width, "    ")


def _wishes(order: Order, guest: Guest, width: int, say: Say) -> list[str]:
    """Write the note of the whole order, and what was answered about notes that might have told of an allergy."""
    lines = wrapped(say("Note: {note}").format(note=guest.note), width) if clean(guest.note) else []
    lines += [
        part
        for words in answer_lines(order, guest, say)
        for part in wrapped(say("Asked: {words}").format(words=words), width)
    ]
    return [*lines, "-" * width] if lines else []


def _fields(order: Order, playbook: Playbook, guest: Guest, width: int) -> list[str]:
    """Write what is said of the fields that stand where the order is handed over, and that everybody may see."""
    last = {step.id for step in playbook.process.steps if not playbook.process.right_after(step.id)}
    said = dict(guest.fields)
    shown = [field for field in fields_asked(order, playbook) if any(map(field.stands_at, last)) and not field.seen_by]
    lines: list[str] = []
    for field in (one for one in shown if one.id in said):
        from kiosk.work.order.field_value import value_words  # where something is said

        lines += _apart(field.name, value_words(field, said[field.id], playbook.language), width)
    return [*lines, "-" * width] if lines else []


def _banner(order: Order, guest: Guest, width: int, say: Say) -> list[str]:
    """Write what the guest must not meet above everything that was made, so that no hand misses it."""
    said = allergy_said(order, guest, say)
    return ["!" * width, *wrapped(f"{say(ALLERGY)}: {said}", width), "!" * width] if said else []


def _without(order: Order, playbook: Playbook, width: int, say: Say) -> list[str]:
    """Write what was missing when the order was handed over, and why that was."""
    if not order.early:
        return []
    early = own_words(playbook, playbook.language).get(order.early, say(order.early))
    words = say("Handed over without: {lines} ({reason})").format(lines=left_out(order, playbook), reason=early)
    return [*wrapped(words, width), "-" * width]


def _done(done: tuple[Completion, ...], code: Payload, width: int, say: Say) -> list[str]:
    """Write WHAT was done and when, step by step, and apart from it HOW: how many points were kept."""
    lines: list[str] = []
    longest = max(len(say("LATE")), len(say("on time")))
    for row in done:
        word = say("LATE") if row.pace == "late" else say("on time")
        lines += _apart(row.step_name, f"{clock_words(round(row.total_s * 1000))}  {word:{longest}}", width)
    lines += _apart(say("Steps on time"), f"{code.on_time}/{code.steps}", width)
    return [*lines, "-" * width, *_apart(say("Points kept"), f"{code.kept}/{code.points}", width)]


def _signed(order: Order, code: Payload, zone: tzinfo, width: int, say: Say) -> list[str]:
    """Write when it was, how long it took, and the anchor for those who cannot scan."""
    moment = datetime.fromtimestamp((order.finished or order.opened).at.at // 1000, zone)
    anchor = " ".join(code.anchor[place : place + 4] for place in range(0, ANCHOR, 4))
    return [
        *_apart(say("Day"), order.day, width),
        *_apart(say("Done"), moment.isoformat(" ", "seconds"), width),
        *_apart(say("Took"), clock_words(code.seconds * 1000), width),
        *_apart(say("Code"), anchor, width),
    ]

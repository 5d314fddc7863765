"""How often a PIN may be guessed: five times at once, then after a wait that doubles, and after a hundred no more.

Time is what the machine has run, never what its wall clock says: nothing is won by setting a clock. After a reboot, or
where that time jumps by more than a year, a wait begins anew. What is counted is kept in the record, so nothing is won
by starting a program again.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.time.instant import Instant, clock_words, one_run

FREE = 5
"""Wrong guesses in a row before there is a wait."""

FIRST_WAIT = 30_000
"""Milliseconds after the fifth; each further one doubles it."""

LONGEST_WAIT = 15 * 60_000

MOST = 100
"""Wrong guesses within `WITHIN` after which nobody guesses on before somebody unlocks."""

WITHIN = 30 * 24 * 3_600_000
"""Milliseconds of running time."""


class PinWaits(Refused):
    """Refused until a wait is over."""

    def __init__(self, left: int) -> None:
        """Say how long it is, in milliseconds."""
        super().__init__("pin-wait", wait_words(left))
        self.left = left


def wait_words(left: int) -> str:
    """Say when the next try is, so many milliseconds from now; nothing once it may come."""
    if left <= 0:
        return ""
    return _("Too many wrong PINs. The next try is in {time}.", time=clock_words(left + 999))


class Guessing(Struct, frozen=True):
    """What is known of the guesses at one person's PIN."""

    row: int = 0
    """Wrong guesses since the last right one."""
    since: int = 0
    """From when on the wait runs, in running time."""
    ran: int = 0
    """Running time, in milliseconds, that passed for certain since the first guess."""
    mono: int = 0
    boot: str = ""
    wrong: tuple[int, ...] = ()
    """When each guess of the last 30 days was, in running time, the right ones left out."""
    stopped: bool = False


def moved_on(state: Guessing, now: Instant) -> Guessing:
    """Let time pass: within one run of the machine by its clock; across two none, and the wait begins anew."""
    if not one_run((state.boot, state.mono), now):
        return replace(state, since=state.ran, mono=now.mono, boot=now.boot)
    passed = max(0, now.mono - state.mono)
    ran = state.ran + passed
    wrong = tuple(at for at in state.wrong if at > ran - WITHIN)
    return replace(state, ran=ran, mono=state.mono + passed, wrong=wrong)


def wait(state: Guessing) -> int:
    """Return the milliseconds until the next guess."""
    if state.row < FREE:
        return 0
    whole = min(LONGEST_WAIT, FIRST_WAIT << min(state.row - FREE, 10))
    return max(0, state.since + whole - state.ran)


def guess(state: Guessing) -> Guessing:
    """Count a guess as wrong before it is looked at, so that a program that is killed meanwhile wins nothing.

    Refused while there is a wait, and after too many.
    """
    if state.stopped:
        raise Refused("pin-stopped", _("Too many wrong PINs. A manager unlocks this: kiosk people unlock"))
    left = wait(state)
    if left:
        raise PinWaits(left)
    wrong = (*state.wrong, state.ran)
    return replace(state, row=state.row + 1, since=state.ran, wrong=wrong, stopped=len(wrong) >= MOST)


def right(state: Guessing) -> Guessing:
    """Take back that the last guess was counted as wrong: it was right, and the row begins anew."""
    wrong = state.wrong[:-1]
    return replace(state, row=0, wrong=wrong, stopped=len(wrong) >= MOST)

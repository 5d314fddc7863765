"""Orders from outside that were refused: kept as they came, shown until somebody has seen to them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import islice
from secrets import token_hex

from kiosk.counter.ledger import Ledger, new_op
from kiosk.counter.live import LiveBoard, no_rows
from kiosk.counter.ports import Entry, Key, RefusalOutcome
from kiosk.errors import Refused
from kiosk.words import _, later
from kiosk.work.board.standing import Standing
from kiosk.work.order.counter_events import OrderRefused, RefusalAnswered
from kiosk.work.order.event import COUNTER_STREAM, RefusedText
from kiosk.work.text.text import clean

MOST_KEPT = 512 * 1024
"""Bytes that are kept of one text: as many as are read of an order."""

ID_LENGTH = 12
"""Hex digits of a refused order's id."""

ENTERED = later(
    "“{key}” was entered by hand, under a number of its own: look whether it has all of this, and enter what is "
    "missing."
)


class Refusals:
    """What was refused of what came from outside, and what became of it."""

    def __init__(self, live: LiveBoard, ledger: Ledger) -> None:
        """Ask nothing yet."""
        self._live = live
        self._ledger = ledger

    async def keep(self, raw: bytes, why: Refused, source: str, reference: str, order: str = "") -> str:
        """Keep a refused order, or one of which an `order` has not all, and return its id.

        The same text under the same key is the same refusal, answered or not, but where another text took its place
        meanwhile; without a key it is once it was answered another one, as it may be another guest's. Another text
        under a key takes the place of the one before.
        """
        source, reference, text = clean(source), clean(reference), raw[:MOST_KEPT]

        async def attempt() -> str:
            standing = self._live.board.standing
            before = await self._live.ask(lambda journal: journal.refused_before(source, reference, text))
            if before and (reference or before in standing.refusals):
                return before
            op, stamp, words = new_op(), self._ledger.stamp_of(""), clean(why.words, len(why.words))
            id_ = hashlib.sha256(op.encode()).hexdigest()[:ID_LENGTH]
            kept = RefusedText(id_, source, reference, words, text, len(raw), stamp.at.at, token_hex(16))
            event = OrderRefused(id_, source, reference, why.code)
            entered = (RefusalAnswered(id_, "entered", order),) if order else ()
            events = (*self._again(standing, source, reference), event, *entered)
            await self._live.append(Entry(op, COUNTER_STREAM, standing.version, events, stamp, refused=kept), no_rows)
            return id_

        return await self._live.racing(attempt, _("Other terminals keep changing this. Look, then press again."))

    async def sent_again(self, source: str, reference: str, order: str) -> None:
        """Answer what was refused under a key that is an order now, but for what differed from that very order."""
        source, reference = clean(source), clean(reference)
        if self._again(self._live.board.standing, source, reference, order):
            await self._ledger.stand(None, lambda now: self._again(now, source, reference, order), "", "")

    def _again(self, standing: Standing, source: str, reference: str, order: str = "") -> tuple[RefusalAnswered, ...]:
        """Return that what waits under a key of a source was sent once more."""
        refusal = standing.refusals.get(standing.waits.by_key.get((source, reference), ""))
        if refusal is None or (order and refusal.reason == "reference-reused"):
            return ()
        return (RefusalAnswered(refusal.refusal, "sent-again", order),)

    async def list(self, most: int | None = None, *, kept: int = 0) -> tuple[RefusedText, ...]:
        """Return what nobody has answered, oldest first, or the first of it, and so many bytes of each text.

        Of what was forgotten there is only what its event says.
        """
        waits = dict(islice(self._live.board.standing.refusals.items(), most))
        rows = await self._live.ask(lambda journal: journal.refused(tuple(waits), kept))
        return tuple(rows.get(id_) or _forgotten(refusal) for id_, refusal in waits.items())

    async def outcomes(self, references: Sequence[str], order: str | None = None) -> dict[Key, RefusalOutcome]:
        """Give, by source and key, what hands made of refused orders of these keys, or that are an order now."""
        return await self._live.ask(lambda journal: journal.outcomes(references, order))

    async def keyed(self, source: str, reference: str) -> str:
        """Return the order that hands made of a refused one of this key; empty where they made none.

        Refused where they entered it, and nobody knows as which.
        """
        outcome = (await self.outcomes((reference,))).get((source, reference))
        if outcome is None or outcome.how != "entered":
            return ""
        if not outcome.order:
            raise Refused("reference-reused", _(ENTERED, key=reference))
        return outcome.order

    async def find(self, name: str) -> RefusedText:
        """Return a refused order by its id, or one that waits by the beginning of it; refused where none is meant."""
        beginning, waits = clean(name, 40).casefold(), self._live.board.standing.refusals
        meant = [id_ for id_ in waits if beginning and id_.startswith(beginning)] or [beginning]
        if len(meant) > 1:
            words = _("Several refused orders begin with “{name}”. Look: kiosk order refused list", name=beginning)
            raise Refused("no-such-refusal", words)
        rows = await self._live.ask(lambda journal: journal.refused(meant, MOST_KEPT))
        if not rows and meant[0] not in waits:
            words = _("No refused order begins with “{name}”. Look: kiosk order refused list", name=beginning)
            raise Refused("no-such-refusal", words)
        return rows.get(meant[0]) or _forgotten(waits[meant[0]])


def _forgotten(refusal: OrderRefused) -> RefusedText:
    return RefusedText(refusal.refusal, refusal.source, refusal.reference, refusal.reason, b"", 0, 0, "")

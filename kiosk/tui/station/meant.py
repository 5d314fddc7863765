"""What hands can mean at a desk: verbs, one or several, by whoever works here or by a name that was given."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from kiosk.work.board.board import OnBoard
from kiosk.work.board.standing import Standing
from kiosk.work.record.problem_row import ProblemRow
from kiosk.work.verb.verb import CounterVerb, OpeningVerb, OrderVerb, ProblemVerb

AnyVerb = OrderVerb | OpeningVerb | ProblemVerb | CounterVerb
"""What can be done, as the counter tells it apart."""

Left = OnBoard | ProblemRow | Standing
"""What it leaves."""


class By(Struct, frozen=True):
    """A verb of somebody who is not signed in and gave a name."""

    verb: AnyVerb
    name: str


Meant = AnyVerb | Sequence[AnyVerb] | By | None
"""What a flow ends in: what is to be done, one after the other."""

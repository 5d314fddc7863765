"""The question of a flow as what stands in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.terminal.ask import Pick, Words


def modal_of(question: Pick | Words, answered: Callable[[Any], None]) -> Choose | Prompt:
    """Return what asks a question, and hands its answer on in the same breath."""
    match question:
        case Pick(words, rows, many, chosen, ends):
            offers = tuple(Offer(place, label, detail) for place, (label, detail) in enumerate(rows))
            choose = Choose(words, offers, many=many, chosen=frozenset(chosen), ends=ends)
            choose.then = answered
            return choose
        case Words(words, value, figures, about, longest):
            prompt = Prompt(words, value, figures=figures, about=about, longest=longest)
            prompt.then = answered
            return prompt

"""The question of a flow as what stands in front."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.modals.modal import Modal
from kiosk.tui.modals.prompt import Prompt
from kiosk.tui.terminal.ask import Own, Pick, Pin, Shown, Words


def modal_of(question: Shown, answered: Callable[[Any], None]) -> Modal[Any]:
    """Return what asks a question, and hands its answer on in the same breath."""
    modal = _modal_of(question)
    modal.then = answered
    return modal


def _modal_of(question: Shown) -> Modal[Any]:
    match question:
        case Pick(words, rows, many, chosen, ends):
            offers = tuple(Offer(place, label, detail) for place, (label, detail) in enumerate(rows))
            return Choose(words, offers, many=many, chosen=frozenset(chosen), ends=ends)
        case Words(words, value, figures, about, longest, refuse, scale):
            return Prompt(words, value, figures=figures, about=about, longest=longest, refuse=refuse, scale=scale)
        case Own(make):
            modal: Modal[Any] = make()
            return modal
        case Pin(words, wrong):
            from kiosk.tui.modals.pin_pad import PinPad  # few terminals ask for one

            return PinPad(words, wrong)

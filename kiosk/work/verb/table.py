"""Every verb by its word, with where it is said and what it does: whoever means one loads that one alone."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kiosk.work.verb.verb import Verb

VERBS = {
    "open-order": ("open_order:OpenOrder", "open an order for a guest at the counter"),
    "add-order": ("open_order:AddOrder", "take an order that came in from outside"),
    "take-order": ("take_order:TakeOrder", "record what the guest wants"),
    "take": ("take:Take", "take a ticket up: others see who has it"),
    "put-back": ("take:PutBack", "leave a ticket you took up to others"),
    "bump": ("bump:Bump", "do a step, with how it was done; the last one finishes the order"),
    "bump-line": ("line:BumpLine", "do one line of a ticket"),
    "undo-line": ("line:UndoLine", "take the bump of a line back while its ticket is open, whoever did it"),
    "mark-point": ("mark:MarkPoint", "say how a point of the procedure went"),
    "take-reading": ("mark:TakeReading", "take a number read against a spec"),
    "undo": ("undo:Undo", "take back the last thing you did to an order within 30 s, at one step where it is named"),
    "recall": (
        "recall:Recall",
        "open a step of one of the last 50 orders again, and all after it, with a clock that begins anew",
    ),
    "review": (
        "recall:Review",
        "open a step of one of the last 50 orders again, and all after it, with the clock it had",
    ),
    "rush": ("rush:Rush", "let an order go before all others, at every station"),
    "unrush": ("rush:Unrush", "let an order take its place by its age again"),
    "hold": ("hold:Hold", "keep an order off the rails until a time, or until fired"),
    "fire": ("hold:Fire", "let what is held back of an order begin now"),
    "change": ("change:Change", "make a sent order what the guest wants now"),
    "fill-fields": ("fill:FillFields", "say what is asked about an order beside its lines"),
    "void-line": ("change:VoidLine", "take a line out of a sent order, or one choice out of that line"),
    "acknowledge": ("change:Acknowledge", "say that a station saw what is not wanted any more"),
    "waste": ("waste:Waste", "note that something that was made goes to waste"),
    "remake": ("remake:Remake", "make a line again, with a clock that begins anew, and say why"),
    "see-allergy": ("see_allergy:SeeAllergy", "say by name that the allergy of an order was seen at a step's station"),
    "answer-allergy": (
        "see_allergy:AnswerAllergy",
        "say whether what notes of an order may tell of is an allergy, or just a wish",
    ),
    "hand-over-early": ("hand_over:HandOverEarly", "hand an order over of which something is missing"),
    "void": ("void:Void", "end an order that will not be made"),
    "observe": ("observe:Observe", "say how points of a step went as you saw them"),
    "rate": ("observe:Rate", "note how the guest liked it; a later rating stands in the earlier one's place"),
    "raise-problem": ("problem:RaiseProblem", "say what is wrong with a step, or what would be better"),
    "resolve-problem": ("problem:ResolveProblem", "answer a problem or a suggestion; a stopped order goes on"),
    "run-out": ("stock:RunOut", "mark an item or a part out of stock: the front sees it at once"),
    "bring-back": ("stock:BringBack", "mark an item or a part there again"),
    "close-station": ("station:CloseStation", "let what comes to a station go to another one"),
    "open-station": ("station:OpenStation", "let a closed station have its own work again"),
    "answer-refusal": (
        "refusal:AnswerRefusal",
        "say that a refused order from outside is seen to: it is shown no more",
    ),
    "forget-guests": (
        "forget:ForgetGuests",
        "forget whose an order was, or a refused order as it came, or all of both before a day",
    ),
    "begin-routine": ("routine:BeginRoutine", "begin a routine"),
    "mark-routine-point": ("routine:MarkRoutinePoint", "say how a point of a routine went"),
    "take-routine-reading": ("routine:TakeRoutineReading", "take a number read against a spec of a routine"),
    "finish-routine": ("routine:FinishRoutine", "do a routine, with its points"),
}
"""By word: module and class, and the first sentence of its docstring as a help line."""


def verb_class(word: str) -> type[Verb]:
    """Return the class of a verb; KeyError where there is no such verb."""
    module, _colon, name = VERBS[word][0].partition(":")
    said: type[Verb] = getattr(import_module(f"kiosk.work.verb.{module}"), name)
    return said

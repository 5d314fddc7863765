"""Every action of every screen, declared once: key, touch label, help line and row in the docs all come from here."""

from __future__ import annotations

from msgspec import Struct

from kiosk.words import later


class Action(Struct, frozen=True):
    """One thing a worker can do."""

    name: str
    """What it is called where it is done: in a station's tables, in a screen's `DOES`, or by a method `action_...`."""
    keys: tuple[str, ...]
    """Textual's names of the keys that do it."""
    sign: str
    """The key as printed on the touch target."""
    label: str
    """What the touch target says."""
    help: str
    """One line for the help and the docs."""
    flow: str = ""
    """What asks at a station before it is done, a module of its flows; empty where nothing is asked there."""


def _table(*actions: Action) -> dict[str, Action]:
    return {action.name: action for action in actions}


ACTIONS = _table(
    Action(
        "done",
        ("enter", "space"),
        "⏎",
        later("DONE"),
        later("Do the step that is open: bump its ticket"),
        flow="ticket",
    ),
    Action(
        "undo", ("backspace", "u"), "⌫", later("Undo"), later("Take back what you did last, within 30 s"), flow="ticket"
    ),
    Action("next_guest", ("n",), "N", later("Next guest"), later("Open an order for the guest at the counter")),
    Action("other", ("tab",), "⇥", later("Other guest"), later("Go to the next guest who waits at the front")),
    Action("up", ("up",), "↑", later("Up"), later("Choose the ticket, line or row above")),
    Action("down", ("down",), "↓", later("Down"), later("Choose the ticket, line or row below")),
    Action("left", ("left",), "←", later("Left"), later("Go to the page before")),
    Action("right", ("right",), "→", later("Right"), later("Go to the page after")),
    Action("first", ("home",), "⇱", later("First"), later("Open the oldest ticket")),
    Action("last", ("end",), "⇲", later("Last"), later("Open the newest ticket")),
    Action(
        "page_back",
        ("pageup", "left_square_bracket"),
        "⇞",
        later("Page back"),
        later("See the cards of the rail before these"),
    ),
    Action(
        "page_on", ("pagedown", "right_square_bracket"), "⇟", later("Page on"), later("See the next cards of the rail")
    ),
    Action(
        "take",
        ("t",),
        "T",
        later("Take"),
        later("Take the ticket up, so that others see who has it; once more puts it back"),
        flow="ticket",
    ),
    Action(
        "line_mode",
        ("l",),
        "L",
        later("Lines"),
        later("Bump single lines of the open ticket, or take that back"),
        flow="line",
    ),
    Action(
        "recall",
        ("b",),
        "B",
        later("Recall"),
        later("Do a step of one of the last 50 orders again; its clock begins anew"),
        flow="order",
    ),
    Action(
        "review",
        ("j",),
        "J",
        later("Review"),
        later("Do a step of one of the last 50 orders again; its clock goes on"),
        flow="order",
    ),
    Action(
        "rush", ("x",), "X", later("Rush"), later("Let the open order go before all others, or no longer"), flow="order"
    ),
    Action(
        "hold",
        ("m",),
        "M",
        later("Hold"),
        later("Keep the open order off the rails until a time, or until it is fired"),
        flow="order",
    ),
    Action("fire", ("y",), "Y", later("Fire"), later("Let what is held back begin now"), flow="order"),
    Action("change", ("full_stop",), ".", later("Change"), later("Change an order that was sent")),
    Action("waste", ("w",), "W", later("Waste"), later("Note what goes to waste, and why"), flow="line"),
    Action("remake", ("ctrl+g",), "^G", later("Make again"), later("Make a line again, and say why"), flow="remake"),
    Action("eighty_six", ("z",), "Z", "86", later("Mark an item or a part out of stock, or back"), flow="stock"),
    Action("counts", ("slash",), "/", later("All day"), later("See how much of what is still to be made")),
    Action(
        "hand_over_early",
        ("ctrl+e",),
        "^E",
        later("As it is"),
        later("Hand the open order over though something is missing"),
        flow="order",
    ),
    Action(
        "close_station",
        ("ctrl+k",),
        "^K",
        later("Close"),
        later("Close this station: another one has its work"),
        flow="stock",
    ),
    Action(
        "problem",
        ("ctrl+n",),
        "^N",
        later("Problem"),
        later("Raise a problem or a suggestion at the step; the manager answers them"),
        flow="problem",
    ),
    Action(
        "routines",
        ("ctrl+r",),
        "^R",
        later("Routines"),
        later("See what is due by the clock, such as a hand wash, and do it"),
    ),
    Action(
        "language",
        ("ctrl+l",),
        "^L",
        later("Language"),
        later("Read the procedures in the next language they stand in"),
    ),
    Action("say", ("s",), "S", later("Say"), later("Speak the script line")),
    Action("reading", ("r",), "R", later("Reading"), later("Type a reading against its spec"), flow="step"),
    Action(
        "points", ("p",), "P", later("Points"), later("Tick the points of the procedure that were kept"), flow="step"
    ),
    Action("skip", ("k",), "K", later("Skip"), later("Mark a point as skipped, with a reason"), flow="step"),
    Action("procedure", ("f1", "question_mark"), "F1", later("How"), later("Read the whole procedure of the step")),
    Action(
        "process_map", ("f2",), "F2", later("Process"), later("See the whole process with what stands at each step")
    ),
    Action("void", ("v",), "V", later("Void"), later("End the order that is open here, with a reason"), flow="order"),
    Action("slip", ("q",), "Q", later("Slip"), later("Show the slip and QR code of the order finished last")),
    Action(
        "rate",
        ("r",),
        "R",
        later("Rating"),
        later("Say how the guest liked it, 1 to 5; on a slip the digits do it at once"),
    ),
    Action("finished", ("f",), "F", later("Finished"), later("See the finished orders with their slips")),
    Action(
        "refused",
        ("ctrl+o",),
        "^O",
        later("Refused"),
        later("See the orders from outside that were refused, and see to them"),
    ),
    Action("orders", ("o",), "O", later("All orders"), later("See every unfinished order in whole")),
    Action("guest", ("g",), "G", later("Guest"), later("Key the guest's name")),
    Action("note", ("e",), "E", later("Note"), later("Key a note for the line, or for the order")),
    Action(
        "allergy",
        ("a",),
        "A",
        later("Allergy"),
        later("Say what the guest must not meet, or whether a note tells of an allergy"),
        flow="ticket",
    ),
    Action(
        "fields",
        ("ctrl+d",),
        "^D",
        later("Fields"),
        later("Say what is asked about the order beside its lines, such as a promised day"),
        flow="fields",
    ),
    Action("clear", ("c",), "C", later("Clear"), later("Empty the basket and begin the order again")),
    Action(
        "plus",
        ("plus", "equals_sign"),
        "+",
        later("One more"),
        later("One more of the item that is open, marked or last"),
    ),
    Action("minus", ("minus",), "-", later("One less"), later("One less of the item that is open, marked or last")),
    Action("quantity", ("asterisk",), "*", later("How many"), later("Key how many of the item are wanted")),
    Action("find", ("ctrl+f",), "^F", later("Find"), later("Find an item or a choice by a few letters or its code")),
    Action("person", ("i",), "I", later("I am …"), later("Say who works here")),
    Action("period", ("t",), "T", later("Period"), later("Choose the days the numbers are for")),
    Action("export", ("x",), "X", later("Export"), later("Write the record of these days to CSV files and a workbook")),
    Action(
        "versions",
        ("v",),
        "V",
        later("Versions"),
        later("See which versions were published and what waits, and publish it"),
    ),
    Action("procedures", ("e",), "E", later("Procedures"), later("See every procedure and its draft, and edit it")),
    Action("add", ("a",), "A", later("Add"), later("Add a line to say, a point, a guideline or a paragraph")),
    Action("remove", ("r", "delete"), "R", later("Remove"), later("Remove the marked line of the procedure")),
    Action("move_up", ("k",), "K", later("Raise"), later("Move the marked line of the procedure one place up")),
    Action("move_down", ("j",), "J", later("Lower"), later("Move the marked line of the procedure one down")),
    Action("team", ("g",), "G", later("Team"), later("See the last seven days by role and step, without names")),
    Action("theme", ("d",), "D", later("Light"), later("Change between night, day and high contrast")),
    Action("help", ("f1", "question_mark"), "F1", later("Help"), later("Read the guide")),
    Action("more", ("0",), "0", later("More"), later("Show every action with its digit")),
    Action("home", ("h", "escape"), "H", later("Home"), later("Go back to the screen before")),
    Action("leave", ("l",), "L", later("Leave"), later("End the program on this terminal")),
)
"""By name, in the order of the docs."""

DIGITS = tuple("123456789")
"""The digits that stand for whatever a screen numbers: points, tiles, choices, rows."""

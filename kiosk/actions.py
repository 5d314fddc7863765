"""Every action of every screen, declared once: key, touch label, help line and row in the docs all come from here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a worker can do."""

    name: str
    """What the screens' `action_...` methods are called after."""
    keys: tuple[str, ...]
    """Textual's names of the keys that do it."""
    sign: str
    """The key as printed on the touch target."""
    label: str
    """What the touch target says."""
    help: str
    """One line for the help and the docs."""


def _table(*actions: Action) -> dict[str, Action]:
    return {action.name: action for action in actions}


ACTIONS = _table(
    Action("done", ("enter", "space"), "⏎", "DONE", "Do the step that is open: bump its ticket"),
    Action("undo", ("backspace", "u"), "⌫", "Undo", "Take back what you did last, within 30 s"),
    Action("next_guest", ("n",), "N", "Next guest", "Open an order for the guest at the counter"),
    Action("other", ("tab",), "⇥", "Other guest", "Go to the next guest who waits at the front"),
    Action("up", ("up",), "↑", "Up", "Choose the ticket, line or row above"),
    Action("down", ("down",), "↓", "Down", "Choose the ticket, line or row below"),
    Action("left", ("left",), "←", "Left", "Go to the page before"),
    Action("right", ("right",), "→", "Right", "Go to the page after"),
    Action("first", ("home",), "⇱", "First", "Open the oldest ticket"),
    Action("last", ("end",), "⇲", "Last", "Open the newest ticket"),
    Action("page_back", ("pageup", "left_square_bracket"), "⇞", "Page back", "See the cards of the rail before these"),
    Action("page_on", ("pagedown", "right_square_bracket"), "⇟", "Page on", "See the next cards of the rail"),
    Action("take", ("t",), "T", "Take", "Take the ticket up, so that others see who has it; once more puts it back"),
    Action("line_mode", ("l",), "L", "Lines", "Bump single lines of the open ticket, or take that back"),
    Action("recall", ("b",), "B", "Recall", "Do a step of one of the last 50 orders again; its clock begins anew"),
    Action("review", ("j",), "J", "Review", "Do a step of one of the last 50 orders again; its clock goes on"),
    Action("rush", ("x",), "X", "Rush", "Let the open order go before all others, or no longer"),
    Action("hold", ("m",), "M", "Hold", "Keep the open order off the rails until a time, or until it is fired"),
    Action("fire", ("y",), "Y", "Fire", "Let what is held back begin now"),
    Action("change", ("full_stop",), ".", "Change", "Change an order that was sent"),
    Action("waste", ("w",), "W", "Waste", "Note what goes to waste, and why"),
    Action("eighty_six", ("z",), "Z", "86", "Mark an item or a part out of stock, or back"),
    Action("counts", ("slash",), "/", "All day", "See how much of what is still to be made"),
    Action("hand_over_early", ("ctrl+e",), "^E", "As it is", "Hand the open order over though something is missing"),
    Action("close_station", ("ctrl+k",), "^K", "Close", "Close this station: another one has its work"),
    Action(
        "problem", ("ctrl+n",), "^N", "Problem", "Raise a problem or a suggestion at the step; the manager answers them"
    ),
    Action("routines", ("ctrl+r",), "^R", "Routines", "See what is due by the clock, such as a hand wash, and do it"),
    Action("say", ("s",), "S", "Say", "Speak the script line"),
    Action("reading", ("r",), "R", "Reading", "Type a reading against its spec"),
    Action("points", ("p",), "P", "Points", "Tick the points of the procedure that were kept"),
    Action("skip", ("k",), "K", "Skip", "Mark a point as skipped, with a reason"),
    Action("procedure", ("f1", "question_mark"), "F1", "How", "Read the whole procedure of the step"),
    Action("process_map", ("f2",), "F2", "Process", "See the whole process with what stands at each step"),
    Action("void", ("v",), "V", "Void", "End the order that is open here, with a reason"),
    Action("slip", ("q",), "Q", "Slip", "Show the slip and QR code of the order finished last"),
    Action("rate", ("r",), "R", "Rating", "Say how the guest liked it, 1 to 5; on a slip the digits do it at once"),
    Action("finished", ("f",), "F", "Finished", "See the finished orders with their slips"),
    Action("orders", ("o",), "O", "All orders", "See every unfinished order in whole"),
    Action("guest", ("g",), "G", "Guest", "Key the guest's name"),
    Action("note", ("e",), "E", "Note", "Key a note for the line, or for the order"),
    Action("allergy", ("a",), "A", "Allergy", "Say what the guest must not meet"),
    Action("clear", ("c",), "C", "Clear", "Empty the basket and begin the order again"),
    Action("plus", ("plus", "equals_sign"), "+", "One more", "One more of the item whose choices are open"),
    Action("minus", ("minus",), "-", "One less", "One less of the item whose choices are open"),
    Action("person", ("i",), "I", "I am …", "Say who works here"),
    Action("period", ("t",), "T", "Period", "Choose the days the numbers are for"),
    Action("export", ("x",), "X", "Export", "Write the record of these days to CSV files"),
    Action("theme", ("d",), "D", "Light", "Change between night, day and high contrast"),
    Action("help", ("f1", "question_mark"), "F1", "Help", "Read the guide"),
    Action("more", ("0",), "0", "More", "Show every action with its digit"),
    Action("home", ("h", "escape"), "H", "Home", "Go back to the screen before"),
    Action("leave", ("l",), "L", "Leave", "End the program on this terminal"),
)
"""By name, in the order of the docs."""

DIGITS = tuple("123456789")
"""The digits that stand for whatever a screen numbers: points, tiles, choices, rows."""

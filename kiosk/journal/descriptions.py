"""What tables and columns hold, in words: said once, for the document of the record, the file itself and Datasette.

`kiosk/docs/data.md` has them as tables (`python -m tests.docs.columns_table` writes those), each record in its table
`descriptions`, and `kiosk journal metadata` as what Datasette shows beside the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

TABLES: Mapping[str, str] = {
    "events": "The record itself: one row for each thing that happened; rows are added and never changed or deleted",
    "orders": "One row for each order",
    "lines": "What was sold: one row for each line of each order, as it is wanted now",
    "completions": "WHAT was done, and when: one row for each bumped step",
    "adherence": "HOW it was done: one row for each point of each bumped step, and one more for each other who saw it",
    "readings": "Numbers that were read against a spec",
    "recalls": "What was done again: one row for each step that was recalled or reviewed",
    "waste": "What was made and thrown away, and why",
    "remakes": "What was made again, line by line, why, and what it costs",
    "problems": "What workers said of the steps: one row for each problem or suggestion",
    "routines": "What is done by the clock or by hand: one row for each occurrence that was begun or missed",
}
"""Every table for people, and what one row of it is."""

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "events": {
        "seq": "1, 2, 3 … without a gap",
        "stream": "the order's id, such as `20261122-45`, or `counter` for what concerns no order",
        "version": "1, 2, 3 … within its stream; of two writers who saw the same version one wins",
        "op": "the id of one press of a key; the same op twice is written once",
        "place": "1 for the op's first event, 2 for its second",
        "kind": "the event word, see below",
        "at": "when it happened: milliseconds since 1970, UTC",
        "recorded_at": "when the row was written: milliseconds since 1970, UTC",
        "mono": "milliseconds since the machine was started, sleep included",
        "boot": "which run of the machine `mono` counts in",
        "by": "the person; empty says that nobody had signed in",
        "station": "the station of the terminal; empty from a command line",
        "data": "what the event says, as JSON with sorted keys",
        "hash": "SHA-256 of `kiosk-event-1`, a line end, and a JSON array of all columns before and the "
        "hash of the row before; 64 zeros before the first",
    },
    "orders": {
        "order_id": "business day and number, such as `20261122-45`",
        "number": "what people call it; from 1 each business day",
        "day": "the business day",
        "state": "`open`, `finished` or `void`",
        "source": "`front`, or which program outside sent it: `outside` where it did not say",
        "reference": "the source's own key; an order from outside is known by both",
        "playbook": "hash of the playbook it is made by, to its end",
        "opened_at": "when it was opened",
        "taken_at": "when the wishes were known; empty until then",
        "finished_at": "when it was handed over; empty until then",
        "voided_at": "when it was voided; empty where it was not",
        "void_reason": "why it was not made",
        "seconds": "the order clock: from opened to finished, without the time it was held",
        "items": "pieces; a combo counts its items",
        "total_cents": "price of all lines",
        "steps": "how many steps are bumped",
        "steps_on_time": "how many of them before their late time",
        "points": "how many points those steps asked for, without those not applicable",
        "points_kept": "how many of them were kept",
        "rushed": "1 when it goes before all others, or did to its end",
        "recalls": "how often something of it was recalled or reviewed; the steps opened again with it do not count",
        "undone": "how many bumps were taken back within the time for it",
        "changes": "how often it was changed after it was sent",
        "holds": "how often it was held",
        "held_s": "seconds it was held; empty while it is open, since a hold may still last",
        "early": "why it was handed over before all of it was done; empty when it was not",
        "wasted": "pieces thrown away",
        "r2p_s": "receipt to present: from the bump of the last step at the front that leads to one "
        "behind it (for an order from outside: from the taking) to finished, without the time it was held",
        "handoff_s": "from the opening of the ticket that was bumped last to finished",
        "rating": "how the guest liked it, 1 to 5; empty as long as nobody said",
        "rated_at": "when the rating that stands was given",
    },
    "lines": {
        "order_id": "which order",
        "line": "which line of it",
        "number": "the order's number",
        "day": "the business day",
        "state": "the order's: `open`, `finished` or `void`",
        "item": "the item's id; `?` for what is not on the menu",
        "name": "what people call it; what is not on the menu has the name the outside gave it",
        "choices": "as people say them: `no onion, large`; empty for none",
        "quantity": "pieces",
        "price_cents": "for one, with its choices; an item of a combo has only what its choices add",
        "total_cents": "for all of them",
        "combo": "the line of the combo it came with; 0 for none",
        "taken_at": "when the wishes were known; empty until then",
        "made_at": "when the last step that makes something of it was done; empty until then",
        "finished_at": "when it was handed over; empty until then",
        "late": "how many of the steps that make it were done late",
    },
    "completions": {
        "order_id": "which order",
        "step": "which step of it",
        "number": "the order's number",
        "day": "the business day",
        "step_name": "what people call the step",
        "station": "where it is done",
        "terminal": "station of the terminal that bumped it; empty from a command line",
        "person": "who bumped it; empty when nobody had signed in",
        "procedure": "version of the procedure it was done under",
        "playbook": "hash of the playbook",
        "opened_at": "from here its time counts: when the last step it waited for was done",
        "taken_up_at": "when somebody began; empty when it was bumped without",
        "bumped_at": "when it was done",
        "waited_s": "seconds from opened to taken up; 0 when never taken up",
        "took_s": "seconds from taken up, or opened, to bumped",
        "total_s": "seconds from opened to bumped; the limits are held against this",
        "target_s": "how many seconds the procedure gives the step",
        "warn_s": "from how many seconds on it is due",
        "late_s": "from how many seconds on it is late",
        "earliest_s": "before how many seconds it cannot have been done",
        "pace": "`on pace`, `due` from `warn_s` on, `late` from `late_s` on",
        "too_fast": "1 when bumped before `earliest_s`: it cannot have been done",
        "items": "pieces on the ticket",
        "recalled": "how often the step had been opened again before, by a recall or a review",
        "lines": "how many of its lines were bumped one by one",
        "role": "the role its procedure names",
        "stand_in": "why whoever bumped it did another role's step; empty when it was their own, or when "
        "nobody is known here",
        "coach": "who stood beside a trainee; empty for nobody",
        "allergy_seen_by": "who had said by name, at this step's station, that they saw what the guest "
        "must not meet; empty for an order without an allergy",
        "allergy_seen_at": "when; what it is stands in no read model",
    },
    "adherence": {
        "order_id": "which order",
        "step": "which step of it",
        "point": "which point of the step's procedure",
        "number": "the order's number",
        "day": "the business day",
        "step_name": "what people call the step",
        "words": "what the point asks for",
        "critical": "1 for safety",
        "mark": "`kept`, `skipped`, `not-seen` (nobody marked it) or `not-applicable`: marked so, or "
        "asked only of orders with an allergy when this one has none",
        "reason": "why it was skipped or does not apply",
        "person": "who marked it; for a point nobody marked, who bumped the step",
        "station": "where the step is done",
        "procedure": "version of the procedure",
        "at": "when it was marked; for a point nobody marked, when the step was bumped",
        "source": "who saw it: `self` for whoever did the step, `coach` for who stood beside a trainee "
        "and marked it in their place, `observer`, or `guest` for what a guest told",
    },
    "readings": {
        "order_id": "which order, or which occurrence of a routine",
        "place": "which of its readings, 1 for the first",
        "step": "the step, or the routine",
        "spec": "the spec it is held against",
        "number": "the order's number; 0 for a routine",
        "day": "the business day",
        "name": "what is specified",
        "value": "the number that was read",
        "unit": "of the value and of both limits",
        "minimum": "the lower limit, inside; empty where there is none",
        "maximum": "the upper limit, inside; empty where there is none",
        "within": "1 when the limit was kept",
        "action": "what was done about a reading outside",
        "source": "where the limit comes from",
        "jurisdiction": "where the limit holds",
        "person": "who read it",
        "station": "where",
        "at": "when",
        "typed": "as it was typed in another unit, such as 71 °C, which `value` is in `unit`; else empty",
    },
    "recalls": {
        "order_id": "which order",
        "place": "which of its recalls, 1 for the first",
        "step": "the step that was opened again",
        "number": "the order's number",
        "day": "the business day",
        "step_name": "what people call the step",
        "reason": "why",
        "restarts": "1 when its clock began anew (recall), 0 when it went on (review)",
        "handed_over": "1 when the guest had the order already",
        "follows": "1 when it was opened again only because a step before it was: count rows with 0 to count recalls",
        "person": "who opened it again, or read what opened it",
        "station": "where the step is done",
        "at": "when",
        "spec": "the spec whose reading sent the order back by itself; empty where somebody did",
        "read_at": "the step of that reading; empty where somebody did",
        "round": "how often that spec had sent the order back by then, this one counted; 0 where somebody did",
    },
    "waste": {
        "order_id": "which order",
        "place": "which of its losses, 1 for the first",
        "step": "where it was made",
        "number": "the order's number",
        "day": "the business day",
        "step_name": "what people call the step",
        "item": "the item's id; a combo stands there as the items that came with it",
        "name": "what people call it",
        "quantity": "pieces",
        "reason": "why",
        "person": "who threw it away",
        "station": "where the step is done",
        "at": "when",
    },
    "remakes": {
        "order_id": "which order",
        "place": "which of its remakes, 1 for the first",
        "step": "where it is made again",
        "number": "the order's number",
        "day": "the business day",
        "step_name": "what people call the step",
        "item": "the item's id",
        "name": "what people call it",
        "quantity": "pieces",
        "cause": "`wrong`, `dropped`, `cold` or `sent-back`",
        "price_cents": "what so many cost by the menu with their choices, an item of a combo as if it "
        "were alone; empty where the menu has no price",
        "since": "when its old clock began: its step's, or that of the remake before; empty where nobody knows",
        "made": "when it had been made before; empty where it had not been finished",
        "at": "when its new clock began",
        "made_again": "when it was done again; empty until then",
        "person": "who said so",
        "station": "where the step is done",
    },
    "problems": {
        "id": "12 hex digits, unique in the record",
        "order_id": "the order it was raised on; `counter` when none was open",
        "number": "that order's number; 0 when none was open",
        "day": "the order's business day, or the one it was raised on",
        "step": "which step",
        "step_name": "what people call the step",
        "procedure": "version of the step's procedure it was said of",
        "playbook": "hash of the playbook it was said of",
        "kind": "`problem` or `suggestion`",
        "reason": "what was said, from the playbook's list or in own words",
        "text": "more in own words",
        "critical": "1 when its order does not go on before it is resolved",
        "raised_at": "when",
        "person": "who",
        "station": "where the step is done",
        "resolved_at": "when it was answered; empty while it is open",
        "resolver": "who answered it: a terminal's station where nobody had signed in",
        "answer": "with which words",
    },
    "routines": {
        "occurrence": "its stream",
        "routine": "which routine",
        "name": "what people call it",
        "day": "the business day",
        "due_at": "when it was due; empty for one begun by hand",
        "begun_at": "when it was begun; empty until then",
        "done_at": "when it was done; empty until then",
        "missed_at": "when a terminal saw that its grace was over; empty when it was begun in time",
        "state": "`begun`, `done`, `late` (done after its grace) or `missed`",
        "person": "who did it, or has begun it",
        "terminal": "at which terminal",
        "station": "where it is to be done",
        "role": "who is responsible",
        "playbook": "hash of the playbook it was done under",
        "points": "points it asks for, without those not applicable",
        "points_kept": "how many of them were kept",
        "skipped": "points that were not kept, with their reasons",
        "readings": "how many were taken",
        "out_of_spec": "how many of them missed their limit",
    },
}
"""What each column of theirs holds."""


def view_of(table: str) -> str:
    """Return the name of the view that shows a table to people."""
    return f"{table}_view"


def described() -> Iterator[tuple[str, str, str]]:
    """Return every table, view and column with its words; the column is empty where it is the table's own."""
    for table, words in TABLES.items():
        yield table, "", f"{words}."
        yield from ((table, column, said) for column, said in COLUMNS[table].items())
        if table != "events":
            yield view_of(table), "", f"{words}; NULL for what is empty."
            yield from ((view_of(table), column, said) for column, said in COLUMNS[table].items())


def metadata(database: str) -> dict[str, object]:
    """Return all of it as Datasette reads it, for a file of this name without its ending."""
    rows = tuple(described())
    tables = {
        table: {
            "description": words,
            "columns": {column: said for name, column, said in rows if name == table and column},
        }
        for table, of_table, words in rows
        if not of_table
    }
    return {"databases": {database: {"tables": tables}}}

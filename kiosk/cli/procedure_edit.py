"""`kiosk procedure fields, set, add, remove, move`: one value of a procedure's document, changed in its file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import verb
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns, Parser
    from kiosk.work.edit.edit import Edit, Verb
    from kiosk.work.playbook.playbook import Playbook
    from kiosk.work.playbook.procedure import Procedure

EPILOG = "A VALUE that begins with - stands behind --. Fields: kiosk procedure fields STEP"


def add(verbs: Nouns) -> None:
    """Add the verbs that edit."""
    fields = verb(verbs, "fields", _fields, "list every value of a procedure that can be set, as set would take it")
    fields.add_argument("step", metavar="STEP", help="a step of the process, such as cook")
    set_ = _edits(verbs, "set", "set one value in a procedure's file; comments and everything else stay as they are")
    set_.add_argument("field", metavar="FIELD", help="such as when.target, specs.core.min, say.2 or points.wash")
    set_.add_argument("value", metavar="VALUE", help='what it shall be; "" leaves out what may be left out')
    add_ = _edits(verbs, "add", "add a line to say, a point, a guideline or a paragraph to a procedure's file")
    add_.add_argument("field", metavar="LIST", help="say, points, guidelines or text: the end of it; say.2 becomes 2nd")
    add_.add_argument("value", metavar="WORDS", help="what it says; a point gets a short name made of its words")
    remove = _edits(verbs, "remove", "remove a line to say, a point, a guideline or a paragraph")
    remove.add_argument("field", metavar="FIELD", help="such as say.2, points.wash, guidelines.1 or text.3")
    move = _edits(verbs, "move", "move a line to say, a point, a guideline or a paragraph among its like")
    move.add_argument("field", metavar="FIELD", help="such as say.2, points.wash, guidelines.1 or text.3")
    move.add_argument("to", metavar="PLACE", type=int, help="the place it shall have, from 1")


def _edits(verbs: Nouns, name: Verb, words: str) -> Parser:
    """Add a verb that edits a step's file."""
    parser = verb(verbs, name, _edit, words, epilog=EPILOG)
    parser.add_argument("step", metavar="STEP", help="a step of the process, such as cook")
    parser.add_argument("--seen", metavar="VERSION", default="", help="refuse if the document has another version now")
    parser.set_defaults(verb=name)
    return parser


def _fields(args: argparse.Namespace) -> int:
    from kiosk.cli.run import one_of, settings_of
    from kiosk.cli.say import facts, table
    from kiosk.config.found_files import find_playbook
    from kiosk.wiring import load_playbook
    from kiosk.work.edit.edit import fields, value
    from kiosk.work.text.text import clean

    playbook = load_playbook(find_playbook(settings_of(args).playbook))
    procedure = playbook.procedure[one_of("step", args.step, list(playbook.procedure))]
    found = {field: value(procedure, field) for field in fields(procedure)}
    if args.json:
        facts({"step": procedure.step, "version": procedure.version, "fields": found})
    else:
        table(("field", "value"), [(field, clean(words, 2000)) for field, words in found.items()])
    return 0


def _edit(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts
    from kiosk.config.found_files import find_playbook, typed
    from kiosk.wiring import open_drafts
    from kiosk.work.edit.edit import Edit
    from kiosk.work.edit.translation import untranslated
    from kiosk.work.text.text import clean

    settings = settings_of(args)
    drafts = open_drafts(settings)
    edit = Edit(args.step, args.field, getattr(args, "value", ""), args.verb, to=getattr(args, "to", 0), seen=args.seen)
    before = drafts.read()
    after = drafts.edit(edit)
    file = typed(find_playbook(settings.playbook) / "procedures" / f"{edit.step}.md")
    procedure = after.procedure[edit.step]
    languages = untranslated(before.procedure[edit.step], procedure, edit)
    if args.json:
        facts(
            {
                "step": edit.step,
                "field": edit.field,
                "before": _value(before.procedure[edit.step], edit),
                "after": _value(procedure, edit),
                "file": file,
                "version": procedure.version,
                "waits_for_approval": bool(after.approval.roles),
                "to_be_translated": list(languages),
            }
        )
    else:
        print(f"{clean(procedure.title)}: {_told(before, edit)}")
        print(f"{clean(file, 1000)} is version {procedure.version} now. {_runs(after)}")
        if languages:
            print(f"To be translated, since it stands there in these words: {', '.join(map(clean, languages))}.")
    return 0


def _value(procedure: Procedure, edit: Edit) -> str | None:
    """Return a field's value, where it is there."""
    from kiosk.work.edit.edit import value

    try:
        return value(procedure, edit.field)
    except Refused:
        return None


def _told(before: Playbook, edit: Edit) -> str:
    """Say what was done."""
    from kiosk.work.edit.edit import one_line
    from kiosk.work.text.text import clean

    was = clean(_value(before.procedure[edit.step], edit) or "", 2000)
    words = clean(one_line(edit.value), 2000)
    match edit.verb:
        case "set" if not was:
            return f"{edit.field} is “{words}” now."
        case "set" if not words:
            return f"{edit.field} is left out now; it was “{was}”."
        case "set":
            return f"{edit.field} is “{words}” now, and was “{was}”."
        case "add":
            return f"“{words}” is added to {edit.field.split('.')[0]}."
        case "remove":
            return f"{edit.field} is removed; it was “{was}”."
        case "move":
            return f"{edit.field}, “{was}”, is at place {edit.to} now."


def _runs(playbook: Playbook) -> str:
    """Say when the edit counts."""
    from kiosk.work.text.text import clean

    if playbook.approval.roles:
        roles = " or ".join(clean(role) for role in playbook.approval.roles)
        return f"Once a {roles} is known, it runs when it is approved and published; else from the next order on."
    return "It runs from the next order on."

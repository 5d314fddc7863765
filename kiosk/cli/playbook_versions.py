"""`kiosk playbook publish`, `versions` and `diff`: what runs, what waits, and what differs."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import verb
from kiosk.cli.proof import add_proof, prove
from kiosk.errors import Refused

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.counter.playbooks import Outcome
    from kiosk.work.playbook.playbook import Playbook
    from kiosk.work.version.version import Version

DRAFT, PUBLISHED = "draft", "published"
"""What the files say, and what runs, where two playbooks are named."""

LEAST = 4
"""Digits of a hash that are enough to name a version, where no other begins so."""


def add(verbs: Nouns) -> None:
    """Add the verbs."""
    publish = verb(verbs, "publish", _publish, "approve what the files say, and publish it once enough people have")
    add_proof(publish)
    verb(verbs, "versions", _versions, "list the versions that were published, and the draft that waits")
    diff = verb(verbs, "diff", _diff, "say what differs between two versions")
    words = f"a number, the beginning of a hash, `{PUBLISHED}` for what runs, or `{DRAFT}` for what the files say"
    diff.add_argument("before", metavar="A", help=words)
    diff.add_argument("after", metavar="B", help="as A")


def _files(args: argparse.Namespace) -> Playbook:
    """Read what the files say; every problem of theirs is told with file and line."""
    from kiosk import wiring
    from kiosk.cli.run import settings_of
    from kiosk.config.found_files import find_playbook

    return wiring.load_playbook(find_playbook(settings_of(args).playbook))


def _publish(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    draft = _files(args)

    async def publish(counter: Counter) -> Outcome:
        await prove(args, counter)
        return await counter.playbooks.publish(draft, by=args.by)

    outcome = with_counter(args, publish)
    if args.json:
        version = outcome.version
        number = version.number if version else None
        names = list(outcome.approved)
        facts({"number": number, "hash": draft.hash, "approved_by": names, "still_needed": outcome.missing})
    else:
        print(_became(draft, outcome))
    return 0


def _became(draft: Playbook, outcome: Outcome) -> str:
    version = outcome.version
    if version and outcome.already:
        return f"Version {version.number} of {draft.id} runs already: the files say the same."
    if version:
        approved = f", approved by {', '.join(map(version.named, version.approved))}" if version.approved else ""
        return f"Version {version.number} of {draft.id} is published{approved}. The next order is opened under it."
    people = "1 person" if outcome.missing == 1 else f"{outcome.missing} people"
    return f"Approved by {', '.join(outcome.approved)}. {people} still to approve before it runs."


def _versions(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def known(counter: Counter) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
        if counter.playbooks.files:  # a draft that this start did not read
            await counter.playbooks.adopt(_files(args))
        return await _known(counter)

    found, draft = with_counter(args, known)
    if args.json:
        facts({"versions": found, "draft": draft})
        return 0
    from kiosk.cli.say import table

    rows = [_row(one) for one in found]
    table(("version", "published", "by", "approved by", "changes", "hash", ""), rows, (0, 4))
    if draft:
        approved = f", approved by {', '.join(draft['approved_by'])}" if draft["approved_by"] else ""
        count = f"{draft['changes']} change{'' if draft['changes'] == 1 else 's'}"
        print(f"\nA draft waits: {count}{approved}. See: kiosk playbook diff published draft")
    return 0


def _row(one: dict[str, Any]) -> tuple[Any, ...]:
    names = [name + (" (not proved)" if name in one["not_proved"] else "") for name in (one["by"], *one["approved_by"])]
    who, approved = names[0] or "–", ", ".join(names[1:]) or "–"
    state = "in use" if one["in_use"] else ""
    return one["number"], _local(one["at"]), who, approved, one["changes"], one["hash"][:12], state


def _local(at: str) -> str:
    """Write a time of the record as the counter's own."""
    from datetime import datetime

    return f"{datetime.fromisoformat(at).astimezone():%Y-%m-%d %H:%M}" if at else "–"


async def _known(counter: Counter) -> tuple[list[dict[str, Any]], dict[str, Any] | None]:
    """Return every version, the newest first, and the draft, as facts."""
    from kiosk.work.time.instant import utc
    from kiosk.work.version.difference import differences

    versions = await counter.playbooks.versions()
    books = await counter.playbooks.stored(one.hash for one in versions)
    found: list[dict[str, Any]] = []
    before = None
    for one in versions:
        book = books.get(one.hash)
        changes = len(differences(before, book)) if before and book else 0
        at = utc(one.at.at) if one.at else ""
        known = {"number": one.number, "at": at, "by": one.by, "approved_by": list(one.approved), "hash": one.hash}
        known["not_proved"] = list(one.not_proved)
        found.append(known | {"changes": changes, "in_use": one.number == len(versions)})
        before = book
    draft = counter.playbooks.draft
    if draft is None:
        return found[::-1], None
    approved = list(counter.board.standing.versions.approved(draft.playbook.id, draft.playbook.hash))
    told = {"hash": draft.playbook.hash, "changes": len(draft.changes), "approved_by": approved}
    return found[::-1], told


def _diff(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts
    from kiosk.work.edit.wording import told
    from kiosk.work.version.difference import differences

    files = _files(args) if DRAFT in (args.before, args.after) else None

    async def both(counter: Counter) -> tuple[Playbook, Playbook]:
        return await _named(counter, args.before, files), await _named(counter, args.after, files)

    before, after = with_counter(args, both)
    changes = differences(before, after)
    if args.json:
        facts(
            [
                {"sort": one.sort, "place": list(one.place), "step": one.step, "before": one.before, "after": one.after}
                for one in changes
            ]
        )
        return 0
    from kiosk.work.text.text import clean

    for change in changes:
        said = told(change, before, after)
        print(clean(f"{said.sign} {said.where}: {said.what}", 1000))
    if not changes:
        print("They say the same.")
    return 0


async def _named(counter: Counter, said: str, files: Playbook | None) -> Playbook:
    """Return the playbook somebody names; refused where none or several are meant."""
    from kiosk.work.text.text import clean

    if said == DRAFT and files:
        return files
    if said == PUBLISHED:
        return counter.playbook
    versions = await counter.playbooks.versions()
    found = {one.hash for one in versions if _means(one, said.casefold())}
    if len(found) != 1:
        known = f"There are 1 to {len(versions)}, `{PUBLISHED}` and `{DRAFT}`. Look: kiosk playbook versions"
        which = "Several versions begin" if found else "No version begins"
        raise Refused("no-such-version", f"{which} with “{clean(said, 60)}”. {known}")
    (hash_,) = found
    return (await counter.playbooks.stored([hash_]))[hash_]


def _means(version: Version, said: str) -> bool:
    if said.isascii() and said.isdigit() and len(said) <= LEAST:
        return str(version.number) == said
    return len(said) >= LEAST and version.hash.startswith(said)

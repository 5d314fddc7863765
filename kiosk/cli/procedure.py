"""`kiosk procedure`: HOW a step is done, as a document that is read and edited; and all of a counter's in one book."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli import procedure_edit, procedure_read
from kiosk.cli.parser import noun, verb
from kiosk.errors import PlaybookProblems, Refused, StorageUnavailable

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.playbook.playbook import Playbook
    from kiosk.work.version.edition import Edition
    from kiosk.work.version.version import Version

FORMATS = ("text", "markdown", "html")


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "procedure")
    show = verb(verbs, "show", _show, "show the procedure of a step")
    show.add_argument("step", metavar="STEP", help="a step of the process, such as cook")
    show.add_argument("--format", choices=FORMATS, default="text", help="text unless said")
    show.add_argument("--language", metavar="CODE", default="", help="in another language it stands in, such as es")
    procedure_edit.add(verbs)
    procedure_read.add(verbs)
    book = verb(verbs, "book", _book, "write the counter's whole book: the process at a glance, then every procedure")
    book.add_argument("file", metavar="FILE", help="the file to write; - writes to stdout")
    book.add_argument("--language", metavar="CODE", default="", help="in another language it stands in, such as es")
    book.add_argument("--format", choices=FORMATS, default="html", help="html, which prints, unless said")
    book.add_argument(
        "--date", metavar="DAY", type=_day, help="the day it says; the one its files were edited last unless said"
    )


def _day(words: str) -> str:
    """Read a day as YYYY-MM-DD."""
    from datetime import date

    try:
        return date.fromisoformat(words).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError("say a day as YYYY-MM-DD, such as 2026-11-22") from None


def _show(args: argparse.Namespace) -> int:
    from kiosk.cli.run import in_language, one_of, playbook_of
    from kiosk.words import speaking

    runs = playbook_of(args)
    edition, playbook = _edition(args, runs), in_language(runs, args.language)
    procedure = playbook.procedure[one_of("step", args.step, list(playbook.process.step))]
    if args.format == "html":
        from kiosk.drawing.procedure_html import procedure_html as draw
    elif args.format == "markdown":
        from kiosk.drawing.procedure import procedure_markdown as draw
    else:
        from kiosk.drawing.procedure import procedure_text as draw
    with speaking(args.language):
        text = draw(playbook, procedure, edition)
    print(text, end="")
    return 0


def _book(args: argparse.Namespace) -> int:
    from kiosk.cli.run import in_language, playbook_of
    from kiosk.cli.target import target_of
    from kiosk.drawing.book import book_markdown, book_text
    from kiosk.drawing.book_html import book_html
    from kiosk.journal.copies import write_whole
    from kiosk.words import speaking
    from kiosk.work.text.text import clean

    target = None if args.file == "-" else target_of(args, args.file)
    playbook = playbook_of(args)
    draw = {"html": book_html, "markdown": book_markdown, "text": book_text}[args.format]
    edition, date = _edition(args, playbook), args.date or _edited(args, playbook)
    shown = in_language(playbook, args.language)
    with speaking(args.language):
        text = draw(shown, date, edition)
    if target is None:
        print(text, end="")
        return 0
    write_whole(target, text.encode())
    print(f"The book of {clean(playbook.title)}, {len(playbook.procedures)} procedures, is in {clean(target)}.")
    return 0


def _edition(args: argparse.Namespace, playbook: Playbook) -> Edition | None:
    """Return what the record says of the version that is shown; None where there is no record, or nothing in it."""
    from kiosk import wiring
    from kiosk.cli.run import settings_of, with_counter
    from kiosk.journal.connect import must_be
    from kiosk.work.version.edition import Edition

    try:
        must_be(settings_of(args).database_file)
    except StorageUnavailable:
        return None

    async def versions(counter: Counter) -> tuple[Version, ...]:
        return await counter.playbooks.versions()

    found = next((one for one in reversed(with_counter(args, versions)) if one.hash == playbook.hash), None)
    if found is None:
        return None
    return Edition(
        found.number,
        f"{wiring.local_time(found.at.at):%Y-%m-%d}" if found.at else "",
        tuple(map(found.named, found.approved)),
    )


def _edited(args: argparse.Namespace, playbook: Playbook) -> str:
    """Return the day a playbook's files were edited last; empty where they are not what is shown."""
    from kiosk import wiring
    from kiosk.cli.run import settings_of
    from kiosk.config.found_files import find_playbook
    from kiosk.config.watch import fingerprint

    try:
        folder = find_playbook(settings_of(args).playbook)
        if wiring.load_playbook(folder).hash != playbook.hash:
            return ""
    except (PlaybookProblems, Refused):
        return ""
    newest = max((changed for _, changed, _ in fingerprint(folder)), default=0)
    return wiring.local_time(newest // 1_000_000).date().isoformat() if newest else ""

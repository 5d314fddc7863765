"""`kiosk playbook`: the files that say how a counter works."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from kiosk.cli.parser import noun, verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "playbook")
    verb(verbs, "list", _list, "list the playbooks that come with the program")
    init = verb(verbs, "init", _init, "copy a shipped playbook out to edit")
    init.add_argument("folder", metavar="DIR", help="the folder to make; one that is there stays as it is")
    check = verb(verbs, "check", _check, "list every problem of a playbook as FILE:LINE:COLUMN: words")
    check.add_argument(
        "folder", metavar="DIR", nargs="?", help="the playbook's folder or name; the one in use unless said"
    )
    verb(verbs, "show", _show, "show a playbook in short: stations, steps, menu")


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.say import facts, table
    from kiosk.config.found_files import shipped

    found = [(name, str(folder)) for name, folder in shipped().items()]
    if args.json:
        facts([{"name": name, "folder": folder} for name, folder in found])
    else:
        table(("name", "folder"), found)
    return 0


def _init(args: argparse.Namespace) -> int:
    import re
    import shutil
    from pathlib import Path

    from kiosk.cli.target import written
    from kiosk.config.found_files import find_playbook, shipped_files
    from kiosk.errors import Refused
    from kiosk.work.text import clean

    source, target = find_playbook(args.playbook or "burger"), Path(args.folder)
    folder = _typed(args.folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused("folder-there", f"{clean(target)} is there already and stays as it is. Choose another name.")
    with written(target):
        shutil.copytree(source, target, dirs_exist_ok=True)
        if not (target / "schemas").exists():
            shutil.copytree(shipped_files() / "schemas", target / "schemas")
        for file in target.glob("*.yaml"):
            text = file.read_text(encoding="utf-8").replace("$schema=../schemas/", "$schema=schemas/")
            file.write_text(re.sub("(?<=`kiosk playbook check )[^`]+", lambda _: folder, text), encoding="utf-8")
    print(f"{clean(target)} holds a copy of {source.name}. Edit it, then: kiosk playbook check {folder}")
    return 0


def _typed(folder: str) -> str:
    """Write a folder so that it can be typed after a command, and means the folder where a shipped one is called so."""
    import shlex

    from kiosk.config.found_files import shipped
    from kiosk.work.text import clean

    return shlex.quote(clean(f"./{folder}" if folder in shipped() else folder))


def _check(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts, warn
    from kiosk.config.found_files import find_playbook
    from kiosk.errors import PlaybookProblems
    from kiosk.wiring import load_playbook

    folder = find_playbook(args.folder or settings_of(args).playbook)
    try:
        playbook = load_playbook(folder)
    except PlaybookProblems as error:
        found = error.problems
        if args.json:
            facts([{"file": one.file, "line": one.line, "column": one.column, "words": one.words} for one in found])
        else:
            for problem in found:
                warn(str(problem))
        return 1
    if args.json:
        facts([])
    else:
        print(f"{playbook.id}: no problems. {len(playbook.process.steps)} steps, {len(playbook.menu.items)} items.")
    return 0


def _show(args: argparse.Namespace) -> int:
    from kiosk.cli.run import playbook_of
    from kiosk.cli.say import facts, table

    playbook = playbook_of(args)
    if args.json:
        import msgspec

        facts(msgspec.to_builtins(playbook))
        return 0
    print(f"{playbook.title} ({playbook.id}), {playbook.hash[:12]}")
    print()
    table(("station", "name", "role"), [(station.id, station.name, station.role) for station in playbook.stations])
    print()
    rows = [
        (step.id, step.name, step.station, ", ".join(step.after), playbook.procedure[step.id].when.target)
        for step in playbook.process.steps
    ]
    table(("step", "name", "station", "after", "target s"), rows, (4,))
    print()
    items = [(item.id, item.name, playbook.price(item.price)) for item in playbook.menu.items]
    table(("item", "name", "price"), items, (2,))
    return 0

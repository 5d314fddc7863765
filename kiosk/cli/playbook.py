"""`kiosk playbook`: the files that say how a counter works."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli import playbook_versions
from kiosk.cli.parser import noun, verb
from kiosk.cli.times import add_times, period
from kiosk.errors import FileProblem, PlaybookProblems, Refused

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.counter.ports import Period
    from kiosk.work.order.route import Route
    from kiosk.work.playbook.playbook import Playbook
    from kiosk.work.report.target import Learned


MOST_MISSING = 8
"""Names that a language lacks that are listed of one kind."""


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "playbook")
    verb(verbs, "list", _list, "list the playbooks that come with the program")
    init = verb(verbs, "init", _init, "begin a playbook: asked a few questions, or with a copy of a shipped one")
    init.add_argument("folder", metavar="DIR", help="the folder to make; one that is there stays as it is")
    init.add_argument("--ask", action="store_true", help="ask also where nobody types; answers are read line by line")
    check = verb(verbs, "check", _check, "list every problem of a playbook as FILE:LINE:COLUMN: words")
    check.add_argument(
        "folder", metavar="DIR", nargs="?", help="the playbook's folder or name; the one in use unless said"
    )
    check.add_argument("--routes", action="store_true", help="list where every item and every choice about it goes")
    check.add_argument("--languages", action="store_true", help="with --json: how far it stands in each language")
    test = verb(verbs, "test", _test, "play the examples that stand beside a playbook: orders, and where they go")
    test.add_argument(
        "folder", metavar="DIR", nargs="?", help="the playbook's folder or name; the one in use unless said"
    )
    test.add_argument("--say", metavar="SENTENCE", nargs="+", help="play these instead: `a cola goes to fry`")
    upgrade = verb(verbs, "upgrade", _upgrade, "write an older playbook in the grammar of today; what it says stays")
    upgrade.add_argument("folder", metavar="DIR", help="the playbook's folder")
    upgrade.add_argument("--dry-run", action="store_true", help="say what would be written, and write nothing")
    show = verb(verbs, "show", _show, "explain a playbook in sentences, or show it in tables")
    show.add_argument("--tables", action="store_true", help="stations, steps, times and menu in tables")
    playbook_versions.add(verbs)
    add_times(verb(verbs, "times", _times, "hold the steps' targets against the record, and propose others"))


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
    """Make a counter from answers where no example is said and somebody is there to give them, else copy one."""
    import sys
    from pathlib import Path

    from kiosk.work.text.text import clean

    target, folder = Path(args.folder), _typed(args.folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Refused("folder-there", f"{clean(target)} is there already and stays as it is. Choose another name.")
    if args.ask or not (args.playbook or not sys.stdin.isatty()):
        return _begin(target, folder)
    return _copy(args.playbook or "burger", target, folder)


def _begin(target: Path, folder: str) -> int:
    """Ask what the counter is, and write it."""
    import shutil

    from kiosk.cli.playbook_new import ask_counter, write_counter
    from kiosk.cli.target import written
    from kiosk.config.found_files import shipped_files
    from kiosk.config.playbook import load_playbook
    from kiosk.work.text.text import clean

    new = ask_counter()
    with written(target):
        write_counter(new, target)
        shutil.copytree(shipped_files() / "schemas", target / "schemas")
    playbook = load_playbook(target, proved=True)
    items = len(playbook.menu.items)
    print(f"{clean(target)} holds {playbook.title}: {len(playbook.process.steps)} steps, {items} items, no problems.")
    print(f"Work at it: kiosk --playbook {folder}   Edit it, then: kiosk playbook check {folder}")
    return 0


def _copy(example: str, target: Path, folder: str) -> int:
    """Copy a shipped playbook."""
    import re
    import shutil

    from kiosk.cli.target import written
    from kiosk.config.found_files import find_playbook, shipped_files
    from kiosk.work.text.text import clean

    source = find_playbook(example)
    with written(target):
        shutil.copytree(source, target, dirs_exist_ok=True)
        if not (target / "schemas").exists():
            shutil.copytree(shipped_files() / "schemas", target / "schemas")
        for file in target.glob("*.yaml"):
            text = file.read_text(encoding="utf-8").replace("$schema=../schemas/", "$schema=schemas/")
            text = re.sub("(`kiosk playbook (?:check|test) )[^`]+", lambda found: found[1] + folder, text)
            file.write_text(text, encoding="utf-8")
    print(f"{clean(target)} holds a copy of {source.name}. Edit it, then: kiosk playbook check {folder}")
    return 0


def _typed(folder: str) -> str:
    """Write a folder so that it can be typed after a command, and means the folder where a shipped one is called so."""
    import shlex

    from kiosk.config.found_files import shipped
    from kiosk.work.text.text import clean

    return shlex.quote(clean(f"./{folder}" if folder in shipped() else folder))


def _check(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts
    from kiosk.config.examples import read_examples
    from kiosk.config.found_files import find_playbook
    from kiosk.config.playbook import load_playbook
    from kiosk.work.order.route import routes, unknown_route

    folder = find_playbook(args.folder or settings_of(args).playbook)
    try:
        playbook = load_playbook(folder, proved=True)
        read_examples(folder)
    except PlaybookProblems as error:
        return _refused(args, folder, error.problems)
    found_routes = routes(playbook)
    if args.json and args.languages:
        from kiosk.work.check.languages import spoken

        facts(spoken(playbook))
        return 0
    if args.json:
        listed = (*found_routes, unknown_route(playbook)) if args.routes else ()
        facts([_route_facts(playbook, route) for route in listed])
        return 0
    if args.routes:
        _routes(playbook, (*found_routes, unknown_route(playbook)))
        print()
    items = len(playbook.menu.items)
    print(f"{playbook.id}: no problems. {len(playbook.process.steps)} steps, {items} items.")
    print(f"Every item ({items}) and choice ({len(found_routes) - items}) reaches a station.")
    if not args.routes:
        _long_points(playbook)
        _moved_ends(playbook)
        _languages(playbook)
    return 0


def _refused(args: argparse.Namespace, folder: Path, found: tuple[FileProblem, ...]) -> int:
    """Tell every problem with its place, and what mends those that are an older version's."""
    from kiosk.cli.say import facts, warn
    from kiosk.config.upgrade import older_files

    if args.json:
        facts([{"file": one.file, "line": one.line, "column": one.column, "words": one.words} for one in found])
        return 1
    for problem in found:
        warn(str(problem))
    if older_files(folder):
        warn(f"An older version took some of that: kiosk playbook upgrade {_typed(args.folder or str(folder))}")
    return 1


def _upgrade(args: argparse.Namespace) -> int:
    """Write the files anew, say what changed, and check them."""
    from kiosk.cli.say import facts, warn
    from kiosk.config.file_change import put_all
    from kiosk.config.found_files import find_playbook, is_installed, typed
    from kiosk.config.playbook import load_playbook
    from kiosk.config.upgrade import older_files

    folder = find_playbook(args.folder)
    if is_installed(folder.resolve()):
        raise Refused("draft-shipped", "These files belong to the program, and are of its version already.")
    files = older_files(folder)
    if not args.dry_run:
        put_all(tuple((path.resolve(), before, after) for path, before, after, _changes in files))
    rows = [(typed(path), change.line, change.words) for path, _before, _after, changes in files for change in changes]
    left: tuple[FileProblem, ...] = ()
    try:
        instead = {str(path.relative_to(folder)): after for path, _before, after, _changes in files}
        load_playbook(folder, proved=True, instead=instead)
    except PlaybookProblems as error:
        left = error.problems
    if args.json:
        facts(
            {
                "changes": [{"file": file, "line": line, "words": words} for file, line, words in rows],
                "problems": [{"file": one.file, "line": one.line, "words": one.words} for one in left],
            }
        )
        return bool(left)
    for file, line, words in rows:
        print(f"{file}:{line}: {words}")
    done = "to be written; nothing is written yet" if args.dry_run else "written"
    print(f"Changes: {len(rows)}, in {len(files)} files, {done}." if rows else "Nothing is of an older version.")
    for problem in left:
        warn(str(problem))
    if not left:
        print("No problems.")
    return bool(left)


def _test(args: argparse.Namespace) -> int:
    """Play each example of a playbook that has no problems; one that does not hold is told with its place."""
    from kiosk.cli.run import settings_of
    from kiosk.cli.say import facts, warn
    from kiosk.config.examples import read_examples
    from kiosk.config.found_files import find_playbook
    from kiosk.config.playbook import load_playbook
    from kiosk.work.outside.example import play
    from kiosk.work.text.text import clean

    folder = find_playbook(args.folder or settings_of(args).playbook)
    try:
        playbook = load_playbook(folder)
        found = [(said, None) for said in args.say] if args.say else [*read_examples(folder)]
    except PlaybookProblems as error:
        for problem in error.problems:
            warn(str(problem))
        return 1
    played = [(said, place, play(playbook, said)) for said, place in found]
    wrong = [one for one in played if one[2]]
    if args.json:
        rows = [{"example": said, "line": place.line if place else 0, "wrong": words} for said, place, words in played]
        facts(rows)
        return bool(wrong)
    for said, place, words in wrong:
        warn(f"{place.file}:{place.line}:{place.column}: {clean(said, 500)}: {words}" if place else f"{said}: {words}")
    if not played:
        print(f"{playbook.id}: no examples. Write some into {clean(folder)}/examples.yaml, or give one with --say.")
    elif not wrong:
        held = "1 example holds" if len(played) == 1 else f"{len(played)} examples hold"
        print(f"{playbook.id}: {held}.")
    return bool(wrong)


def _moved_ends(playbook: Playbook) -> None:
    """Say what an end of the process at a station that makes things breaks."""
    from kiosk.work.check.process import ends_where_made

    for words in ends_where_made(playbook):
        print(words)


def _long_points(playbook: Playbook) -> None:
    """Name points that no line of a screen holds and that have no short words."""
    from kiosk.work.playbook.procedure import SHORT
    from kiosk.work.text.text import columns

    procedures = playbook.procedures
    found = [
        f"{one.step} {point.id}" for one in procedures for point in one.points if columns(point.fitting(SHORT)) > SHORT
    ]
    if found:
        print(f"Longer than {SHORT} signs, without (short: …): {', '.join(found[:MOST_MISSING])}{_more(tuple(found))}")


def _languages(playbook: Playbook) -> None:
    """Print how far it stands in other languages, and what is missing there; nothing where it stands in none."""
    from kiosk.cli.say import table
    from kiosk.work.check.languages import spoken

    found = spoken(playbook)
    languages = tuple(dict.fromkeys(one.language for one in found))
    if not languages:
        return
    counts = {(one.what, one.language): f"{one.named}/{one.all}" for one in found}
    print()
    rows = [(what, *(counts[what, language] for language in languages)) for what in dict.fromkeys(w for w, _ in counts)]
    table(("in other languages", *languages), rows)
    for one in found:
        if one.missing:
            print(f"{one.language} lacks {one.what}: {', '.join(one.missing[:MOST_MISSING])}{_more(one.missing)}")


def _more(missing: tuple[str, ...]) -> str:
    more = len(missing) - MOST_MISSING
    return f" and {more} more" if more > 0 else ""


def _routes(playbook: Playbook, found: tuple[Route, ...]) -> None:
    """Print where everything goes."""
    from kiosk.cli.say import table

    rows = [
        (one["name"], one["choice"], ", ".join(one["made"]), ", ".join(one["whole"]))
        for one in (_route_facts(playbook, route) for route in found)
    ]
    table(("item", "choice", "made at", "seen at"), rows)


def _route_facts(playbook: Playbook, route: Route) -> dict[str, Any]:
    """Return a route as facts: stations that make it, and those that see it with the whole order."""
    from kiosk.work.order.route import spelled

    return {
        "item": route.item,
        "name": playbook.menu.item[route.item].name,
        "choice": spelled(playbook.menu, route.choice) if route.choice else "",
        "made": list(dict.fromkeys(step.station for step in route.made)),
        "whole": list(dict.fromkeys(step.station for step in route.whole)),
    }


def _show(args: argparse.Namespace) -> int:
    from kiosk.cli.run import playbook_of
    from kiosk.cli.say import facts

    playbook = playbook_of(args)
    if args.json:
        facts(playbook)
        return 0
    print(f"{playbook.title} ({playbook.id}), {playbook.hash[:12]}")
    if args.tables:
        return _tables(playbook)
    import shutil
    import textwrap

    from kiosk.drawing.explained import explained
    from kiosk.work.text.text import clean

    width = min(100, shutil.get_terminal_size().columns)
    for paragraph in explained(playbook):
        print()
        indent = " " * (len(paragraph.partition(" ")[0]) + 1) if paragraph[:1].isdigit() else ""
        print(textwrap.fill(clean(paragraph, 2000), width, subsequent_indent=indent))
    return 0


def _tables(playbook: Playbook) -> int:
    """Print stations, steps, times and menu."""
    from kiosk.cli.say import table

    print()
    stations = [(station.id, station.name, station.role, station.at_once) for station in playbook.stations]
    table(("station", "name", "role", "at once"), stations, (3,))
    print()
    rows = [
        (
            step.id,
            step.name,
            step.station,
            ", ".join(step.after),
            playbook.procedure[step.id].when.target,
            "line" if step.per_line else "order",
            step.confirms,
        )
        for step in playbook.process.steps
    ]
    table(("step", "name", "station", "after", "target s", "per", "confirms"), rows, (4,))
    print()
    _limits(playbook)
    print()
    items = [(item.id, item.name, playbook.price(item.price)) for item in playbook.menu.items]
    table(("item", "name", "price"), items, (2,))
    return 0


def _limits(playbook: Playbook) -> None:
    """Print how branches are fired, how many orders may be rushed, and the parts with times of their own."""
    from kiosk.cli.say import table

    fired = "so that they end together" if playbook.process.together else "at once"
    print(f"Branches are fired {fired}. At most {playbook.most_rushed} orders are rushed at the same time.")
    timed = [(part.id, part.name, part.prep or "", part.hold or "") for part in playbook.menu.parts]
    if any(prep or hold for _, _, prep, hold in timed):
        print()
        table(("part", "name", "prep s", "hold s"), [row for row in timed if row[2] or row[3]], (2, 3))


def _times(args: argparse.Namespace) -> int:
    from kiosk.cli.run import settings_of, with_counter
    from kiosk.cli.say import facts
    from kiosk.config.found_files import find_playbook
    from kiosk.work.report.target import learned

    async def held(counter: Counter) -> tuple[Period, tuple[Learned, ...]]:
        days = period(args.since, args.until, counter.today)
        summary = await counter.reports.summary(days)
        return days, learned(counter.playbook, summary.what.steps)

    days, found = with_counter(args, held)
    folder = find_playbook(settings_of(args).playbook)
    if args.json:
        from msgspec.structs import asdict

        steps = [{**asdict(one), "file": _procedure_file(folder, one), "key": "when.target"} for one in found]
        facts({"first": days.first, "last": days.last, "steps": steps})
    else:
        _learned(found)
        _proposals(folder, found)
    return 0


def _procedure_file(folder: Path, one: Learned) -> str:
    from kiosk.config.found_files import typed

    return typed(folder / "procedures" / f"{one.step}.md")


def _learned(found: tuple[Learned, ...]) -> None:
    """Print targets beside medians."""
    from kiosk.cli.say import table
    from kiosk.work.report.target import ENOUGH
    from kiosk.work.time.instant import seconds_words

    says = {
        "never done": "never done",
        "too few": f"too few, {ENOUGH} are needed",
        "as it is": "as it is",
        "too fast": "faster than it can be done",
    }
    rows = [
        (
            one.name,
            one.count,
            seconds_words(one.median_s),
            seconds_words(one.p90_s),
            seconds_words(one.target_s),
            says.get(one.verdict, f"target {one.target_s} -> {one.proposed_s}"),
        )
        for one in found
    ]
    table(("step", "done", "median", "90 %", "target", "proposal"), rows, range(1, 5))


def _proposals(folder: Path, found: tuple[Learned, ...]) -> None:
    """Say what to edit: nothing changes before a person does it."""
    from kiosk.config.found_files import shipped
    from kiosk.work.text.text import clean

    proposed = [one for one in found if one.proposed_s is not None]
    if proposed:
        print()
    for one in proposed:
        rising = f", and raise {' and '.join(one.raises)} to it or above" if one.raises else ""
        print(f"{clean(_procedure_file(folder, one), 1000)}: when: target: {one.target_s} -> {one.proposed_s}{rising}")
    if proposed:
        print("\nNothing changes by itself: whoever answers for the counter edits the file, or leaves it.")
    if proposed and folder in shipped().values():
        print("These files come with the program. Copy them out first: kiosk playbook init DIR")

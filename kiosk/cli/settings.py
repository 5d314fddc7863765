"""`kiosk settings`: what this machine is told, shown and set in its file."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import noun, verb
from kiosk.errors import Refused

if TYPE_CHECKING:
    from pathlib import Path

    from kiosk.cli.parser import Nouns


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "settings")
    verb(verbs, "list", _list, "list every setting, what holds, and who says so")
    get = verb(verbs, "get", _get, "print what holds")
    get.add_argument("name", metavar="NAME", help="a setting, such as theme or voices.es")
    words = "set it in this machine's file; what stands there stays, comments too"
    set_ = verb(verbs, "set", _set, words)
    set_.add_argument("name", metavar="NAME", help="a setting, such as theme, voices.es or keys.undo")
    set_.add_argument("value", metavar="VALUE", nargs="*", help="what it is to be; nothing for what holds unless said")


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.say import facts, table

    rows = [(name, value, _who(args, name)) for name, value in _held(args).items()]
    if args.json:
        facts([{"name": name, "value": value, "said_by": who} for name, value, who in rows])
    else:
        table(("setting", "value", "said by"), [(name, _words(value), who) for name, value, who in rows])
    return 0


def _get(args: argparse.Namespace) -> int:
    from kiosk.cli.run import one_of
    from kiosk.cli.say import facts
    from kiosk.work.text.text import clean

    held = _held(args)
    name, _dot, inner = args.name.partition(".")
    value = held[one_of("setting", name, list(held))]
    if inner:
        if not isinstance(value, dict):
            one_of("setting", args.name, list(held))
        elif inner not in value:
            said = ", ".join(value) or "nothing"
            raise Refused("not-set", f"Nothing says {clean(args.name)}. What is said of {name}: {said}.")
        else:
            value = value[inner]
    if args.json:
        facts({"name": args.name, "value": value, "said_by": _who(args, name)})
    else:
        print(_words(value))
    return 0


def _set(args: argparse.Namespace) -> int:
    from kiosk.cli.say import facts
    from kiosk.config.found_files import shipped_files
    from kiosk.config.settings_edit import SettingsFile
    from kiosk.journal.copies import write_whole
    from kiosk.settings import settings_folder

    _known(args)
    path = _file(args)
    if path.is_relative_to(shipped_files().resolve()):  # that is the program's own: a machine has one of its own
        import os

        path = settings_folder(os.environ) / "kiosk.yaml"
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    content = SettingsFile.read(path).with_setting(args.name, tuple(args.value))
    write_whole(path, content, keep_mode=True)
    if args.json:
        facts({"name": args.name, "value": args.value, "file": str(path)})
    else:
        from kiosk.work.text.text import clean

        value = clean(" ".join(args.value)) or "what holds unless said"
        print(f"{clean(args.name)} is {value} in {clean(str(path))}; a terminal heeds it when it starts again.")
    return 0


def _known(args: argparse.Namespace) -> None:
    """Refuse a station or a language that this machine's playbook does not have: nothing would start with it."""
    from kiosk.cli.run import one_of, settings_of
    from kiosk.config.found_files import find_playbook
    from kiosk.wiring import load_playbook
    from kiosk.words import languages as screen_languages
    from kiosk.work.guest.language import languages

    value = " ".join(args.value)
    if args.name not in ("station", "language") or not value:
        return
    book = load_playbook(find_playbook(settings_of(args).playbook))
    known = [*book.station] if args.name == "station" else sorted({*screen_languages(), *languages(book)})
    one_of(args.name, value, known)


def _file(args: argparse.Namespace) -> Path:
    import os
    from pathlib import Path

    from kiosk.config.found_files import settings_file

    return settings_file(Path(args.settings) if args.settings else None, os.environ).resolve()


def _held(args: argparse.Namespace) -> dict[str, Any]:
    """Return every setting with what holds."""
    from pathlib import Path

    from msgspec.structs import asdict

    from kiosk.cli.run import settings_of

    held = asdict(settings_of(args))
    pairs = {name: dict(value) for name, value in held.items() if isinstance(value, tuple)}
    return held | pairs | {name: str(value) for name, value in held.items() if isinstance(value, Path)}


def _who(args: argparse.Namespace, name: str) -> str:
    """Say who says what holds: the command line, a variable, the file, or nobody."""
    import os

    from kiosk.config.settings import ENVIRONMENT
    from kiosk.config.settings_edit import SettingsFile

    if getattr(args, name, None) is not None and name in ENVIRONMENT.values():
        return "the command line"
    variable = next((one for one, said in ENVIRONMENT.items() if said == name), "")
    if os.environ.get(variable):
        return variable
    file = SettingsFile.read(_file(args)).document
    value = file.value if isinstance(file.value, dict) else {}
    return file.file if value.get(name) is not None else ""


def _words(value: Any) -> str:
    """Return a value as its file says it."""
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_words(one)}" for name, one in value.items())
    if isinstance(value, (tuple, list)):
        return f"[{', '.join(value)}]" if len(value) > 1 else "".join(value)
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)

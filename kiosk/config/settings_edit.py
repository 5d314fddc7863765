"""Settings as they are said in their file, and a file with one of them set: every other byte stays, comments too."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import yaml
from msgspec import Struct

from kiosk.config.edit_head import mapping_of, span
from kiosk.config.found_files import shipped_files, typed
from kiosk.config.settings import READERS, values
from kiosk.config.splices import SourceText, Splice
from kiosk.config.yaml_file import YamlDocument, parse, read_text
from kiosk.errors import PlaybookProblems, Refused
from kiosk.work.text.finding import nearest

LISTS = ("keys", "voices")
"""Settings that hold lines of their own, said as `keys.undo` or `voices.es`."""


class SettingsFile(Struct, frozen=True):
    """A machine's settings file as it is; raises PlaybookProblems where it cannot be read."""

    path: Path
    raw: bytes
    document: YamlDocument

    @classmethod
    def read(cls, path: Path) -> SettingsFile:
        """Read a file; where there is none it begins as the one that comes with the program, comments and all."""
        file = typed(path)
        raw, text, problems = read_text(path if path.is_file() else shipped_files() / "kiosk.yaml", file)
        document = parse(text, file)
        if problems or not document.complete:
            raise PlaybookProblems(problems or document.problems)
        return cls(path, raw, document)

    def with_setting(self, name: str, words: tuple[str, ...]) -> bytes:
        """Return the file with a setting, or with none where nothing is said.

        Refused where there is no such setting; raises PlaybookProblems where the file would have any.
        """
        path = _path(name)
        said: str | list[str] | None = list(words) if len(words) > 1 else words[0] if words and words[0] else None
        wanted = _put(self.document.value, path, said)
        source = SourceText.of(self.raw)
        for splice in _ways(source.text, path, said):
            changed = source.spliced([splice])
            document = parse(SourceText.of(changed).text, self.document.file)
            if document.value == wanted:
                _said, wrong = values(document, self.path.parent)
                if wrong:
                    raise PlaybookProblems(tuple(sorted(wrong)))
                return changed
        raise Refused("bad-setting", f"{self.document.file} is written so that {name} has to be set in it by hand.")


def _path(name: str) -> tuple[str, ...]:
    """Return where a setting stands in its file."""
    path = tuple(name.split(".", 1))
    if path[0] not in READERS or (len(path) > 1) != (path[0] in LISTS):
        known = [one for one in READERS if one not in LISTS]
        more = f" Say {path[0]}.NAME." if path[0] in LISTS else f" {nearest(name, known)}"
        raise Refused("no-such-setting", f"`{name}` is no setting.{more}")
    return path


def _put(value: object, path: tuple[str, ...], said: object) -> dict[str, object]:
    """Return what the file is to say."""
    before = value if isinstance(value, dict) else {}
    return {**before, path[0]: said if len(path) == 1 else _put(before.get(path[0]), path[1:], said)}


def _ways(text: str, path: tuple[str, ...], said: str | list[str] | None) -> Iterator[Splice]:
    """Return ways to say it: in the place of what is said, behind the others, or in a line of its own at the end."""
    top = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = top.value if isinstance(top, yaml.MappingNode) else ()
    for plain in (True, False):
        words = _written(said, plain=plain)
        mapping = mapping_of(top, list(path[:-1]))
        pair = next((one for one in mapping.value if one[0].value == path[-1]), None) if mapping else None
        if pair:
            start, end = span(text, pair[1])
            before = "" if start < end and text[start - 1] in " \t{,[\n" else " "
            yield Splice(start, end, f"{before}{words}") if words else Splice(pair[0].end_mark.index + 1, end, "")
        elif mapping and mapping.value and mapping.flow_style:
            at = span(text, mapping.value[-1][1])[1]
            yield Splice(at, at, f", {path[-1]}: {words}")
        elif mapping and mapping.value and len(path) > 1:
            name, value = mapping.value[-1]
            over = text.find("\n", span(text, value)[1])
            at = over if over >= 0 else len(text)
            yield Splice(at, at, f"\n{' ' * name.start_mark.column}{path[-1]}: {words}")
        elif parent := next((one for one in pairs if one[0].value == path[0]), None):
            start, end = span(text, parent[1])
            yield Splice(start, end, f"\n  {path[-1]}: {words}")
        else:
            line = f"{path[0]}: {words}" if len(path) == 1 else f"{path[0]}:\n  {path[-1]}: {words}"
            yield Splice(len(text), len(text), f"{'' if text.endswith(chr(10)) or not text else chr(10)}{line}\n")


def _written(said: str | list[str] | None, *, plain: bool) -> str:
    """Write a value plainly, or in quotes."""
    if isinstance(said, list):
        return f"[{', '.join(_written(one, plain=plain) for one in said)}]"
    return "" if said is None else said if plain else json.dumps(said, ensure_ascii=False)

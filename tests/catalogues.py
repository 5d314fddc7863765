"""The catalogues of the screens' own words, made from the code: `scripts/words` writes them anew by this.

kiosk/locale/kiosk.pot                      every message of the code
kiosk/locale/es/LC_MESSAGES/kiosk.po        what a translator writes; a glossary of the house's words on top
kiosk/locale/es/LC_MESSAGES/kiosk.mo        the same as the program reads it
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[1]
LOCALE = ROOT / "kiosk" / "locale"
TEMPLATE = LOCALE / "kiosk.pot"
LANGUAGES = ("de", "es")
DOORS = {"_": 1, "later": 1, "plural": 2}
"""The functions of `kiosk.words` that messages go through, with how many messages each is given first."""

ABOUT = """\
# The words of kiosk's own screens, as they stand in the code; `scripts/words` writes this file.
# {name} is where a value goes: keep it as it is, anywhere in the sentence."""


def po_file(language: str) -> Path:
    """Return the file a translator writes."""
    return LOCALE / language / "LC_MESSAGES" / "kiosk.po"


def from_code() -> Catalog:
    """Return every message that stands in the code, with the files it stands in.

    Read as Python reads it, f-strings too: babel's own extractor sees into those only from Python 3.12 on.
    """
    found = Catalog(project="kiosk", header_comment=ABOUT, fuzzy=False)
    for path, tree in sources():
        for call in sorted(calls(tree), key=lambda call: (call.lineno, call.col_offset)):
            said = [str(one.value) for one in call.args[: DOORS[door(call)]] if isinstance(one, ast.Constant)]
            if len(said) == DOORS[door(call)]:
                found.add(said[0] if len(said) == 1 else tuple(said), None, [(str(path.relative_to(ROOT)), 1)])
    for message in found:
        message.flags -= {"python-format", "python-brace-format"}
    return found


def door(call: ast.Call) -> str:
    """Name the function that is called, where it is called by its name alone."""
    return call.func.id if isinstance(call.func, ast.Name) else ""


def calls(tree: ast.Module) -> list[ast.Call]:
    """Return the calls that say something, in a file that can."""
    nodes = list(ast.walk(tree))
    can = any(isinstance(node, ast.ImportFrom) and node.module == "kiosk.words" for node in nodes)
    return [node for node in nodes if isinstance(node, ast.Call) and door(node) in DOORS] if can else []


def read(language: str) -> Catalog:
    """Return what a translator has written."""
    path = po_file(language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def pot(catalogue: Catalog) -> bytes:
    """Write a catalogue as text."""
    out = BytesIO()
    write_po(out, catalogue, width=120, include_lineno=False, ignore_obsolete=True, omit_header=False)
    lines = out.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(DATES)).encode()


DATES = (
    *('"Project-Id-Version', '"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', '"Report-Msgid'),
    *('"Last-Translator', '"Language-Team'),
)
"""Lines of the header that would change without a word being changed."""


def mo(catalogue: Catalog) -> bytes:
    """Write a catalogue as the program reads it: the same bytes whenever it is done."""
    catalogue.creation_date = datetime.fromtimestamp(0, UTC)
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the messages of which a form is missing."""
    return [message for message in catalogue if message.id and not all(forms(message.string or ""))]


def forms(said: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Return a message, or a message's forms by number, as a row."""
    return (said,) if isinstance(said, str) else tuple(said)


def sources() -> Iterator[tuple[Path, ast.Module]]:
    """Return every file of the program that can say something, read."""
    for path in sorted((ROOT / "kiosk").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "kiosk.words" in text:
            yield path, ast.parse(text)


def main() -> int:
    """Write the template, bring every language up to it, and name what is not translated."""
    template = from_code()
    TEMPLATE.write_bytes(pot(template))
    left = 0
    for language in LANGUAGES:
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True, update_header_comment=False)
        catalogue.obsolete.clear()
        po_file(language).write_bytes(pot(catalogue))
        po_file(language).with_suffix(".mo").write_bytes(mo(read(language)))
        missing = untranslated(catalogue)
        left += len(missing)
        for message in missing:
            sys.stdout.write(f"{language}: {forms(message.id)[0]!r} ({message.locations[0][0]})\n")
        sys.stdout.write(f"{language}: {len(catalogue) - len(missing)} of {len(catalogue)} messages translated\n")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())

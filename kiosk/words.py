"""The words of the program itself, in the language of this terminal: gettext's catalogues in `kiosk/locale`.

    _("Order {number} is on hold.", number=12)
    plural("{n} ticket", "{n} tickets", 3)
    later("DONE")       # at the top of a module: only found for the catalogue, looked up with _() where it is shown

English is what stands in the code, so a terminal that speaks it looks nothing up and loads nothing. One program works
one terminal, and a terminal shows one language at a time: which one is said once, by `use`. What is written to the
record, exported or printed for machines is never passed through here; nor is what a playbook says, which people write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
"""Where the catalogues are: `LANGUAGE/LC_MESSAGES/kiosk.mo`, made of the `kiosk.po` beside it."""

ENGLISH = "en"

_look_up: Callable[[str], str] | None = None
_look_up_many: Callable[[str, str, int], str] | None = None
_language = ENGLISH
_own: Callable[[str], str] | None = None


def _(message: str, /, **values: object) -> str:
    """Say a message in the terminal's language, with values where it names them as {name}.

    One pass: a value is data, and braces in it stay as they are. Without values braces in the message stay too.
    """
    said = _look_up(message) if _look_up and message else message  # a catalogue says of nothing who wrote it
    return said.format(**values) if values else said


def plural(one: str, many: str, n: int, /, **values: object) -> str:
    """Say a message in the form that goes with a number, which it may name as {n}."""
    said = _look_up_many(one, many, n) if _look_up_many else one if n == 1 else many
    return said.format(n=n, **values)


def later(message: str) -> str:
    """Mark a message that is looked up where it is shown; gives it back as it is."""
    return message


def language() -> str:
    """Return the language of this terminal, such as `en` or `es`."""
    return _language


def languages() -> tuple[str, ...]:
    """Return every language the program speaks, English first."""
    return (ENGLISH, *sorted(path.parts[-3] for path in LOCALE.glob("*/LC_MESSAGES/kiosk.mo")))


def use(language: str) -> None:
    """Speak a language from now on; one there is no catalogue for leaves the program in English."""
    global _look_up, _look_up_many, _language  # noqa: PLW0603 - one terminal shows one language
    if language == ENGLISH or language not in languages():
        _look_up = _look_up_many = None
        _language = ENGLISH
        return
    from gettext import translation

    catalogue = translation("kiosk", LOCALE, [language])
    _look_up, _look_up_many, _language = catalogue.gettext, catalogue.ngettext, language


@cache
def sayer(language: str) -> Callable[[str], str]:
    """Return what says a message in a language, whichever this terminal speaks; as it is where nobody wrote it so.

    For what is made beside a screen, on a thread of its own, such as a slip in its guest's language.
    """
    code = language if language in languages() else language.partition("-")[0]
    if code == ENGLISH or code not in languages():
        return lambda message: message
    from gettext import translation

    catalogue = translation("kiosk", LOCALE, [code])
    return lambda message: catalogue.gettext(message) if message else message


def lend(own: Callable[[str], str]) -> None:
    """Say words that are a shop's own, its reasons, roles and units, by this from now on."""
    global _own  # noqa: PLW0603 - one terminal shows one shop
    _own = own


def own(word: str) -> str:
    """Say a word that is the shop's own in the language it is read in here; as it is where nobody translated it."""
    return _own(word) if _own and word else word


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak a language for a while, such as that of a document, then again what was spoken before.

    `es-MX` is said in `es`; what there is no catalogue for, in English.
    """
    before = _language
    use(language if language in languages() else language.partition("-")[0])
    try:
        yield
    finally:
        use(before)

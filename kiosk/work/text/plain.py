r"""The one gate for text from outside: bytes become letters, and words are compared as what they mean, however written.

`text_of` reads bytes, `alike` is what two writings of the same words have in common, `plain` is what some text says,
`visible` only takes signs without width out of it. What is kept and shown stays as it came.

The same words in six encodings are the same words here: `al&eacute;rgico`, `alÃ©rgico`, `al%C3%A9rgico`,
`al=C3=A9rgico`, `al\u00e9rgico`, `=?UTF-8?Q?al=C3=A9rgico?=`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

ROUNDS = 4
"""How often what was encoded is encoded again, at most."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});|&nbsp(?=[^;])")
_TAG = re.compile(
    r"</?(?:(br|p|div|li|ul|ol|t[rdh]|table|h[1-6]|hr|pre|blockquote)|a|b|i|u|s|em|strong|small|big|font|span|su[bp])\b[^<>]*>",
    re.IGNORECASE,
)
"""HTML's; the first group are those that begin a line."""

_MIME = re.compile(r"=\?[\w-]+\?[bqBQ]\?[^? ]*\?=(?:\s+(?==\?))?")
_PERCENT = re.compile(r"(?:%[0-9a-fA-F]{2})+")
_QUOTED = re.compile(r"(?:=[0-9A-F]{2})+")
_SOFT_BREAK = re.compile(r"=\r?\n")
_ESCAPE = re.compile(r"(?:\\u\{?[0-9a-fA-F]{4,6}\}?|\\x[0-9a-fA-F]{2})+")
_UTF_7 = re.compile(r"\+[A-Za-z0-9+/]{2,}-")
_FOREIGN_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_MISREAD_AS = ("cp1252", "latin-1", "mac_roman", "cp437", "cp850", "cp1250")
"""What UTF-8 is taken for by programs that do not ask."""

_WORD = re.compile(r"[^\W_]+")
_SPACED = re.compile(r"(?<![^\W_])(?:[^\W\d_]([ .\-*·])(?:[^\W\d_]\1){2,}[^\W\d_])(?![^\W_])")
_LOOK_ALIKE = str.maketrans(
    "аеорсухіјѕһԁԛԝмтнвкгӏАЕОРСУХІЈЅНМТВКαορυικνετγΑΒΕΖΗΙΚΜΝΟΡΤΥΧɑɡı",
    "aeopcyxijshdqwmthbkrlAEOPCYXIJSHMTBKaopuikvetyABEZHIKMNOPTYXagi",
)
WIDTHLESS = re.compile("[\u00ad\u180e\u200b\u2060\ufeff]")
"""Signs without width that join and part nothing: no word needs them."""

_NOT_WESTERN = re.compile(
    r"[ðþýÿÐÞÝ¤¦¨¬¯]|(?<=[^\W\d_])[^\w\s’·º\xad\x00-\x7f](?=[^\W\d_])|[¹³](?=[^\W\d_])|[^\x00-\x7f\W]{3}"
)
"""What nobody writes in a language of Windows' Western letters: bytes that make it were letters of another alphabet."""

_UNSEEN = frozenset("\u034f\u115f\u1160\u3164\uffa0\u2800\u17b4\u17b5")
"""Letters and marks without width that Unicode does not count as formatting."""


def text_of(raw: bytes) -> str:
    """Return the text that bytes hold: UTF-8, -16 or -32 by their marks or zeros, else Windows' Western letters.

    Raises UnicodeDecodeError where they are not certainly any of these.
    """
    from json import detect_encoding  # where something comes in

    encoding = detect_encoding(raw)
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        if encoding.startswith("utf-8") and (text := _western(raw)):
            return text
        raise


def _western(raw: bytes) -> str:
    """Return bytes read as Windows' Western letters; empty where they are another alphabet's, or partly UTF-8."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return ""
    return "" if _NOT_WESTERN.search(text) or _FOREIGN_RUN.sub(lambda run: _repaired(run[0]), text) != text else text


def visible(text: str) -> str:
    """Return a text with each sign as its plain form, without those that have no width."""
    return unicodedata.normalize("NFKC", "".join(map(_seen, text)))


@lru_cache(maxsize=4096)
def alike(text: str) -> str:
    """Return what two writings of the same words have in common: plain, in small letters, with single spaces."""
    return " ".join(plain(text).casefold().split())


def bare(text: str) -> str:
    """Return words as they are searched for: alike, and without the accents that nobody types in a hurry."""
    apart = unicodedata.normalize("NFKD", alike(text))
    return unicodedata.normalize("NFC", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def plain(raw: str) -> str:
    """Return what some text says, for search alone; never shown and never kept."""
    text = raw
    for _round in range(ROUNDS):
        before, text = text, _decoded(text)
        if text == before:
            break
    text = _WORD.sub(lambda word: _latin(word[0]), visible(text))
    return _SPACED.sub(lambda letters: letters[0].replace(letters[1], ""), text)


def foreign(text: str) -> bool:
    """Whether plain text has letters of a script other than Latin, or a letter that was lost on its way."""
    return "\ufffd" in text or any(
        sign.isalpha() and sign not in "ツμπΩªº" and not unicodedata.name(sign, "").startswith(("LATIN", "MODIFIER"))
        for sign in text
        if sign > "\x7f"
    )


def _decoded(text: str) -> str:
    """Undo one layer of writing letters in other signs, wherever what stands there can be nothing else."""
    if "=?" in text:
        text = _MIME.sub(lambda word: _mime(word[0]), text)
    if "&" in text:
        from html import unescape  # where there is one

        text = _ENTITY.sub(lambda entity: unescape(entity[0]), text)
    if "<" in text:
        text = _TAG.sub(lambda tag: "\n" if tag[1] else "", text)
    text = _PERCENT.sub(_bytes("%"), text)
    text = _QUOTED.sub(_bytes("="), _SOFT_BREAK.sub("", text))
    text = _ESCAPE.sub(lambda run: _escaped(run[0]), text)
    text = _UTF_7.sub(lambda run: _unless_plain(run[0], "utf-7"), text)
    return _FOREIGN_RUN.sub(lambda run: _repaired(run[0]), text)


def _bytes(sign: str) -> Callable[[re.Match[str]], str]:
    """Return what turns bytes written as hexadecimal digits after a sign into letters: UTF-8, else Windows' Latin."""

    def letters(run: re.Match[str]) -> str:
        raw = bytes.fromhex(run[0].replace(sign, ""))
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")

    return letters


def _mime(word: str) -> str:
    """Decode a word as headers of letters write it; it stays where it is none."""
    from email.header import decode_header, make_header  # where there is one

    try:
        return str(make_header(decode_header(word.rstrip())))
    except (LookupError, ValueError):
        return word


def _escaped(run: str) -> str:
    r"""Decode a run of `\u00e9` and `\xe9`, two halves of one sign together."""
    points = [int(digits, 16) for digits in re.findall(r"\\[ux]\{?([0-9a-fA-F]+)\}?", run)]
    if any(point > 0x10FFFF for point in points):  # noqa: PLR2004 - the last there is
        return run
    return "".join(map(chr, points)).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _unless_plain(run: str, encoding: str) -> str:
    """Decode a run whose letters are all beyond ASCII; anything else was written as it stands."""
    try:
        letters = run.encode("ascii").decode(encoding)
    except UnicodeDecodeError:
        return run
    return letters if letters and all(sign > "\x7f" and sign.isalpha() for sign in letters) else run


def _repaired(run: str) -> str:
    """Undo UTF-8 read as something else; by chance no two signs of any language are valid UTF-8."""
    for encoding in _MISREAD_AS:
        try:
            return b"".join(_byte(sign, encoding) for sign in run).decode("utf-8")
        except UnicodeError:
            continue
    return run


def _byte(sign: str, encoding: str) -> bytes:
    """Return the byte a sign was read from; the five that Windows has no sign for stayed what they were."""
    return bytes([ord(sign)]) if "\x80" <= sign <= "\x9f" and encoding == "cp1252" else sign.encode(encoding)


def _seen(sign: str) -> str:
    """Return a sign that has a width; line ends stay, other control signs part words."""
    if sign == "\n":
        return sign
    category = unicodedata.category(sign)
    if category in ("Cf", "Cs", "Co", "Cn") or sign in _UNSEEN or "\ufe00" <= sign <= "\ufe0f":
        return ""
    return " " if category in ("Cc", "Zl", "Zp", "Zs") else sign


def _latin(word: str) -> str:
    """Return a word that mixes Latin letters with their look-alikes in Latin letters alone."""
    if word.isascii() or not any("a" <= sign <= "z" for sign in word.lower()):
        return word
    return word.translate(_LOOK_ALIKE)

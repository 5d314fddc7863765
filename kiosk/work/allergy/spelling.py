"""How people spell what they mean: digits and pictures for letters, shorthand, slips, and what only sounds so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from kiosk.work.allergy import danger
from kiosk.work.allergy.vocabulary import WITHOUT
from kiosk.work.text.plain import plain

_APART = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "œ": "oe",
        "æ": "ae",
        "đ": "d",
        "’": "'",
        "‘": "'",
        "`": "'",
        "´": "'",
        "ð": "d",
        "þ": "th",
        "ı": "i",
        "·": None,
    }
)
_ALLERGY = re.compile(r"\ba+l+(?:[ei](?:gr|rj|rgi?r)(?!a\b|o\b|e\b)|rg|ery\b|eric\b|arg[iy])")
_ARTICLE = r"(?:(?:de|del|du|des|da|do|das|dos|d|el|la|le|los|las|aux?|della|dei|delle) )"
_SAID_OTHERWISE = (
    (re.compile(r"\bw/o\b"), "without"),
    (re.compile(r"\bn/a\b"), "none"),
    (re.compile(r"\bg ?[/.-] ?f\b"), "gluten free"),
    (re.compile(r"\bd ?[/.-] ?f\b"), "dairy free"),
    (re.compile(r"\bn(?: ?[/.-] ?)?f\b"), "nut free"),
    (re.compile(r"\bepi[ -]pen"), "epipen"),
    (
        re.compile(r"\b(?:my|his|your|ur|her) gf\b(?! (?:bun|bread|pasta|pizza|burger|roll|beer|base|option|please))"),
        "friend",
    ),
    (re.compile(r"\bgf (?=(?:pays|paid|will|is|wants|orders|ordered|says|said|comes|likes|loves|has)\b)"), "friend "),
    (_ALLERGY, "allerg"),
    (re.compile(r"\b(?:[cskz]|ts)(?:oei|oe|eo|ae|ea|ee|i|e|o)l+(?:ij|ie|i|e|y)a+[ckqgx]\w*"), "coeliac"),
    (re.compile(r"\bal[?\ufffd]+rg"), "alerg"),
    (
        re.compile(
            r"\b(?:go|goes|going) nuts\b|\bnuts about (?=you|this|it|fish)|\bthat'?s nuts\b(?!,? (?:and|or|so))"
        ),
        "fond of ",
    ),
    (
        re.compile(
            r"\b(?:say cheese|big cheese|egg-?cellent|peanut gallery|crab apple|milk run|butter ?fingers?|easter eggs?|"
            r"fish (?:tank|bowl|market|knife|fork|net)s?|egg (?:timer|hunt|cup|carton)s?|milk (?:crate|tooth|teeth)|"
            r"nut ?jobs?|"
            r"nuts and bolts|wheat fields?|butter kni(?:fe|ves))\b"
        ),
        "joke",
    ),
    (
        re.compile(
            r"\b(?:mustard|salmon|pistachio|almond|walnut|hazelnut|cashew|butter|cream|milk|lobster|shrimp|peanut|"
            r"sesame) "
            r"(?:yellow|pink|green|brown|blue|gr[ea]y|beige|colou?r(?:ed)?)\b"
        ),
        "coloured",
    ),
    (
        re.compile(
            r"\b(?:call(?:ed)? me|(?:my|his|her|the) (?:nick)?name(?: is|'?s)|name's|named) [a-z]+(?: [a-z]+(?= *$))?"
        ),
        "called",
    ),
    (
        re.compile(
            r"\b(?:m(?:r|rs|s|ister|me|onsieur|adame)|herr|frau|sig(?:nora?)?|suonare|"
            r"citofonare|klingeln bei)\.? [a-z]+"
        ),
        "called",
    ),
    (re.compile(r"\bsoy (?=[a-z]+\b.{0,80}\b(?:mesa|habitacion|piso|puerta|timbre|telefono|recog\w+)\b)"), "yo "),
    (re.compile(r"\b\w+ (?=(?:street|avenue|ave|road|grove|lane|crescent|terrace)\b)"), "at "),
    (re.compile(r"\b(\d+[a-z]?) \w+ (?=(?:st|rd|dr|drive|close|court|ct|place|gardens|square)\b)"), r"\1 at "),
    (re.compile(r"\b(?:hotel|villa|pub|inn) [a-z]+"), "at"),
    (re.compile(rf"\b(?:rue|calle|avenida|rua|ulica|ul\.?) {_ARTICLE}{{0,2}}[a-z]+"), "at"),
    (re.compile(rf"\b(?:via|piazza|place|plaza|praca) {_ARTICLE}{{1,2}}(?:\w+ {_ARTICLE})?[a-z]+(?=,? \d)"), "at"),
    (re.compile(r"\b(?:don'?t|do not) forget\b|\bnicht vergessen\b|\bn'oubliez pas\b|\bno olvid\w+"), "extra"),
    (
        re.compile(r"(?:^|\b(?:one|two|a|my|the|get|\d) )free (?=cheese|milk|egg|butter|fish)|(?<=eggs )benedict\b"),
        "extra ",
    ),
    (re.compile("[&+]"), " and "),
)
_PICTURE = str.maketrans(dict(zip(danger.PICTURES, map(" {} ".format, danger.PICTURES.values()), strict=True)))
_EATEN = "".join(sign for sign, word in danger.PICTURES.items() if word not in ("avoid", "careful"))
_NO_PICTURE = re.compile(
    rf"\b(?:0|{'|'.join(sorted(WITHOUT))})(?: de)?\s*(?=[{_EATEN}])|(?<=[{_EATEN}])\s*no(?=\s*(?:[^\w\s]|$))"
)
_MIXED = re.compile(r"[a-z\d@$|]*[a-z][a-z\d@$|]*")
_DIGITS = tuple(str.maketrans("0134567@$|9", letters) for letters in ("oieasgtaslg", "oleasgtaslg"))
_WITHIN = re.compile(r"(?<=[a-z])[0134]+(?=[a-z])")
_COUNTED = re.compile(r"(?<=[a-z]{3})(?=\d)|(?<=\d)(?=[a-z]{3})")


def spelt(text: str, known: Callable[[str], bool]) -> str:
    """Return what a text says in small letters without accents; digits are letters where a word is `known` so."""
    said = plain(text).casefold()
    said = _NO_PICTURE.sub(" avoid ", said).translate(_PICTURE).translate(_APART)
    said = "".join(sign for sign in unicodedata.normalize("NFKD", said) if not unicodedata.combining(sign)).casefold()
    said = _MIXED.sub(lambda word: word[0] if word[0].isalpha() else _lettered(word[0], known), said)
    for written, meant in _SAID_OTHERWISE:
        said = written.sub(meant, said)
    return said


def _lettered(word: str, known: Callable[[str], bool]) -> str:
    """Return a word with its digits as the letters they look like, or apart from them."""
    for digits in _DIGITS:
        letters = word.translate(digits)
        if letters.isalpha() and (known(letters) or _ALLERGY.match(letters)):
            return letters
    return _COUNTED.sub(" ", _WITHIN.sub(lambda run: run[0].translate(_DIGITS[1]), word))

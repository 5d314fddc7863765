"""How people spell what they mean: digits and pictures for letters, shorthand, slips, and what only sounds so."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

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
_ALLERGY = r"\ba+l+(?:[ei](?:gr|rj|rgi?r)(?!a\b|o\b|e\b)|rg|ery\b|eric\b|arg[iy])"
_NAME = r"(?!\w*(?:l+erg|intoler|coelia|celia|free))[a-z]+"
_ARTICLE = r"(?:(?:de|del|du|des|da|do|das|dos|d|el|la|le|los|las|aux?|della|dei|delle) )"
_FOOD = r"\w*(?:brot|brod|brotchen|bun|burger|pizza|pasta|nudel|wrap|roll|kuchen|torte|bier|toast|menu|tosti|waffel)"
_PET = r"(?:dog|cat|pet|puppy|kitten|hamster|rabbit|horse|pony)"
_SAID_OTHERWISE = (
    (r"\b[a-z]+ (?=the (?:cat|dog)\b)", ""),
    (r"\bspelt (?=with|as|like|out|wrong)|(?<=is )spelt\b", "written "),
    (r"\b(shell|cray|craw|cuttle)[ -]+fish", r"\1fish"),
    (
        r"\b(?:is|are) (?:the|that|this|these|those|your) (?!gluten|dairy|lactose|nut)([a-z]+) free(?= ?(?:\?|$))",
        r"extra \1",
    ),
    (r"\bgf:? (?!" + _FOOD + r")[a-z]+(?= ?, ?tisch \d)", "called"),
    (r"(?:\bguten|(?:^|(?<=[.!,] ))gluten) (?=(?:tag|morgen|abend|appetit)\b(?! ?\w* (?:frei|allerg)))", "hello "),
    (r"\bthe butter,? the better\b|\bthe ei\b|\bie not ei\b|\bei not ie\b", "joke"),
    (rf"\b[a-z]+ is (?:my|our|his|her) {_PET}(?:'?s)?(?: name)?\b", "called"),
    (rf"\b(?:my|our|his|her) {_PET}(?:'?s name is| is (?:called|named)) [a-z]+", "called"),
    (r"\b[a-z]{3,}(?:strasse|allee|gasse|markt|ufer|straat|laan|gatan)\b", "at"),
    (r"\bsoy (?=[a-z]+,? (?:llego|voy|vengo|estoy|paso|espero|bajo|subo)\b)", "yo "),
    (r"\bambulance (?=(?:crew|station|driver|team|bay|base)s?\b)", ""),
    (
        (
            r"\b(?:(?:you|they|we|he|she|guys|people|place|prices?)(?: all)?(?:'?re|'?s| are| is)|"
            r"driv(?:es?|ing) (?:me|us|him|her)) (?:\w+ )?nuts(?= ?(?:[.!?,;)]|$))"
            r"(?!.*(?:allerg|react|hospital|sick|die))"
        ),
        "fond of ",
    ),
    (r"\bw/o\b", "without"),
    (r"\bno[ -]no\b", "forbidden"),
    (r"\bn/a\b", "none"),
    (r"\bg ?[/.-] ?f\b", "gluten free"),
    (r"\bd ?[/.-] ?f\b", "dairy free"),
    (r"\bn(?: ?[/.-] ?)?f\b", "nut free"),
    (r"\bepi[ -]pen", "epipen"),
    (
        r"\b(?:my|his|your|ur|her) gf\b(?! (?:bun|bread|pasta|pizza|burger|roll|beer|base|option|please))",
        "friend",
    ),
    (r"\bgf (?=(?:pays|paid|will|is|wants|orders|ordered|says|said|comes|likes|loves|has)\b)", "friend "),
    (_ALLERGY, "allerg"),
    (r"\b(?:[cskz]|ts)(?:oei|oe|eo|ae|ea|ee|ei|io|i|e|o)l+(?:ij|ie|i|e|y)a+(?:[ckqgx]|tik)\w*", "coeliac"),
    (r"\bal[?\ufffd]+rg", "alerg"),
    (
        r"\b(?:go|goes|going) nuts\b|\bnuts about (?=you|this|it|fish)|\bthat'?s nuts\b(?!,? (?:and|or|so))",
        "fond of ",
    ),
    (
        (
            r"\b(?:say cheese|big cheese|egg-?cellent|peanut gallery|crab apple|milk run|butter ?fingers?|easter eggs?|"
            r"fish (?:tank|bowl|market|knife|fork|net)s?|egg (?:timer|hunt|cup|carton)s?|milk (?:crates?|tooth|teeth)|"
            r"nut ?jobs?|"
            r"nuts and bolts|wheat fields?|butter kni(?:fe|ves))\b"
        ),
        "joke",
    ),
    (
        (
            r"\b(?:cashew (?=nut ))?(?:mustard|salmon|pistachio|almond|walnut|hazelnut|cashew|butter|cream|milk|"
            r"lobster|shrimp|peanut|nut|sesame) "
            r"(?:yellow|pink|green|brown|blue|gr[ea]y|beige|colou?r(?:ed)?)\b"
        ),
        "coloured",
    ),
    (
        (
            rf"\b(?:call(?:ed)? me|(?:my|his|her|the) (?:nick)?name(?: is|'?s)|name's|named) "
            rf"{_NAME}(?: {_NAME}(?= *$))?"
        ),
        "called",
    ),
    (
        (
            r"\b(?:marked|labelled|(?:our|my) (?:cat|dog)|m(?:r|rs|s|ister|me|onsieur|adame)|herr|frau|sig(?:nora?)?|"
            rf"suonare|citofonare|klingeln bei)\.? {_NAME}"
        ),
        "called",
    ),
    (r"\b(?:for|tell|ask|from|to|hi|hello|dear) (?:susan|hal|dio|rak)\b", "called"),
    (r"\bsoy (?=[a-z]+\b.{0,80}\b(?:mesa|habitacion|piso|puerta|timbre|telefono|recog\w+)\b)", "yo "),
    (rf"\b{_NAME} (?=(?:street|avenue|ave|road|grove|lane|crescent|terrace|house|lodge|cottage)\b)", "at "),
    (rf"\b(\d+[a-z]?) {_NAME} (?=(?:st|rd|dr|drive|close|court|ct|place|gardens|square)\b)", r"\1 at "),
    (rf"\b(?:hotel|villa|pub|inn) {_NAME}", "at"),
    (rf"\b(?:rue|calle|avenida|rua|ulica|ul\.?) {_ARTICLE}{{0,2}}[a-z]+", "at"),
    (rf"\b(?:via|piazza|place|plaza|praca) {_ARTICLE}{{1,2}}(?:\w+ {_ARTICLE})?[a-z]+(?=,? \d)", "at"),
    (r"\b(?:don'?t|do not) forget\b|\bnicht vergessen\b|\bn'oubliez pas\b|\bno olvid\w+", "extra"),
    (
        r"(?:^|\b(?:one|two|a|my|the|get|\d) )free (?=cheese|milk|egg|butter|fish)|(?<=eggs )benedict\b",
        "extra ",
    ),
    ("!{3,}", " insisted!"),
    ("[&+]", " and "),
)
_PICTURE = str.maketrans(dict(zip(danger.PICTURES, map(" {} ".format, danger.PICTURES.values()), strict=True)))
_EATEN = "".join(sign for sign, word in danger.PICTURES.items() if word not in ("avoid", "careful"))
_NO_PICTURE = (
    rf"\b(?:0|w/o|{'|'.join(sorted(WITHOUT))})(?: de)?\s*(?=[{_EATEN}])|(?<=[{_EATEN}])\s*no(?=\s*(?:[^\w\s]|$))"
)
_MIXED = re.compile(r"[a-z\d@$|]*[a-z][a-z\d@$|]*")
_DIGITS = tuple(str.maketrans("0134567@$|9", letters) for letters in ("oieasgtaslg", "oleasgtaslg"))
_WITHIN = re.compile(r"(?<=[a-z])[0134]+(?=[a-z])")
_COUNTED = re.compile(r"(?<=[a-z]{3})(?=\d)|(?<=\d)(?=[a-z]{3})")


def spelt(text: str, known: Callable[[str], bool]) -> str:
    """Return what a text says in small letters without accents; digits are letters where a word is `known` so."""
    said = plain(text).casefold()
    said = _pattern(_NO_PICTURE).sub(" avoid ", said).translate(_PICTURE).translate(_APART)
    said = "".join(sign for sign in unicodedata.normalize("NFKD", said) if not unicodedata.combining(sign)).casefold()
    said = _MIXED.sub(lambda word: word[0] if word[0].isalpha() else _lettered(word[0], known), said)
    for written, meant in _SAID_OTHERWISE:
        said = _pattern(written).sub(meant, said)
    return said


@cache
def _pattern(written: str) -> re.Pattern[str]:
    """Return a pattern, made when it is first looked for: most programs that know allergies read no note."""
    return re.compile(written)


def _lettered(word: str, known: Callable[[str], bool]) -> str:
    """Return a word with its digits as the letters they look like, or apart from them."""
    for digits in _DIGITS:
        letters = word.translate(digits)
        if letters.isalpha() and (known(letters) or _pattern(_ALLERGY).match(letters)):
            return letters
    return _COUNTED.sub(" ", _WITHIN.sub(lambda run: run[0].translate(_DIGITS[1]), word))

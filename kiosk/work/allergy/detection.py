"""Allergies found in what people write: `Cliente alergico a la mostaza` tells of mustard, `no mustard` is a wish.

A note has one of three answers: plainly an allergy, plainly harmless, or one that only a person can give: an allergen
or a danger that is not plainly a wish, or letters nobody here reads. What is not plainly harmless is taken for an
allergy.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from kiosk.work.allergy import danger, harm, wishes
from kiosk.work.allergy import vocabulary as tables
from kiosk.work.allergy.spelling import spelt
from kiosk.work.order.order import AllergyQuestion
from kiosk.work.text.plain import foreign, plain
from kiosk.work.text.text import KEPT_LENGTH, clean

_TOKEN = re.compile(r"[^\W_]+|[.!;\n,()/•|]|\s[-–—]+\s|[–—]")
_FREE_COMPOUND = re.compile(r"(.{2,}?)(?:frei(?:e[nmrs]?)?|free|vrije?)")
_DERIVED_COMPOUND = re.compile(
    r"(.{2,}?)(?:produ[ck]t|ware|erzeugnis|eiweiss|eiwit|pulver|poeder|mehl|meel|extrakt|lecithin|lezithin)\w*"
)
_ENDS = frozenset(".!;\n")

_WHAT_OF = wishes.WISHED - wishes.PLAIN - wishes.POLITE - danger.LEFT_OUT
"""Words for what something is left out of: milk of a coffee, fish of a burger."""

SHORTEST_SLIP = 5
"""Letters of a word that may be a name with a slip in it."""

MOST_STRANGE = 1
"""Words nobody here knows, in what is still plainly a wish."""


@cache
def _any(patterns: str | tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds any of some words, made when it is first looked for: who knows `Heard` alone reads no note."""
    return re.compile(rf"\b(?:{'|'.join((patterns,) if isinstance(patterns, str) else patterns)})\b")


@cache
def _or_else() -> re.Pattern[str]:
    """Return what finds something bad that would follow."""
    return re.compile(rf"\b(?:{'|'.join(danger.OR_ELSE)}) (?:\w+ ){{0,6}}(?:{'|'.join(danger.CONSEQUENCES)})\b")


class Heard(Struct, frozen=True):
    """What was found in what people wrote; where nobody parts it, what has to be asked about is taken for told."""

    told: bool = False
    """Whether it tells of an allergy, known by name or not."""
    allergens: tuple[str, ...] = ()
    """Typed, in alphabetical order."""
    asked: AllergyQuestion | None = None
    """What a person has to say, where it was parted from what is told."""

    def __or__(self, other: Heard) -> Heard:
        """Return what either of two says."""
        return Heard(self.told or other.told, tuple(sorted({*self.allergens, *other.allergens})))


class _Phrase(Struct, frozen=True):
    """Some words that belong together, as far as commas and the beginnings of wishes tell."""

    words: tuple[str, ...]
    named: tuple[tuple[int, int, str], ...]
    """First word, how many, and the kind of what they name."""

    @property
    def kinds(self) -> set[str]:
        return {kind for _, _, kind in self.named if kind != "nothing"}

    @property
    def others(self) -> list[str]:
        """The words that name no allergen."""
        taken = {place for first, length, _ in self.named for place in range(first, first + length)}
        return [word for place, word in enumerate(self.words) if place not in taken]


def heard(texts: Iterable[str], own_words: str = "") -> Heard:
    """Find what notes, and the guest's own words about what they must not meet, tell of."""
    found = _own(own_words)
    for text in texts:
        found |= heard_in(text)
    return found


def parted(note: str, lines: Iterable[str], known: Iterable[str] = ()) -> Heard:
    """Part what the notes of an order and of its lines plainly tell of from what a person has to be asked about.

    What names only what is `known`, or told beside it, is not asked about.
    """
    texts = tuple(dict.fromkeys(lines))
    readings = {text: read(text) for text in (note, *texts)}
    told = Heard()
    for reading in readings.values():
        told |= Heard(True, reading.allergens) if reading.answer == "allergy" else Heard()
    known = {*known, *told.allergens}
    unsure = {
        text: reading.allergens
        for text, reading in readings.items()
        if reading.answer == "ask" and not (reading.allergens and known.issuperset(reading.allergens))
    }
    if not unsure:
        return told
    allergens = {name for names in unsure.values() for name in names} - known
    words = tuple(clean(text, KEPT_LENGTH) for text in texts if text in unsure)
    return Heard(told.told, told.allergens, AllergyQuestion(tuple(sorted(allergens)), words, note in unsure))


def _own(words: str) -> Heard:
    """Take every allergen in words that were asked for as such; none where they deny it."""
    if not words.strip() or denied(words):
        return Heard()
    chunks = (chunk for sentence in _sentences(words) for chunk in sentence)
    return heard_in(words) | Heard(True, _typed(kind for chunk in chunks for kind in chunk.kinds))


def denied(words: str) -> bool:
    """Whether words about an allergy say that there is none: `none`, `keine bekannt`, `-`."""
    said = [word for word in _tokens(words) if word[0].isalnum()]
    none = any(word in tables.NOT for word in said)
    return (none or not said) and all(
        word in tables.NOT or word in tables.BETWEEN or _is_allergy(word) for word in said
    )


class NoteMeaning(Struct, frozen=True):
    """How one note is to be taken."""

    answer: Literal["allergy", "ask", "harmless"]
    """Whether it is plainly an allergy, plainly none, or a person has to say."""
    allergens: tuple[str, ...] = ()
    """Typed, in alphabetical order."""


def heard_in(text: str) -> Heard:
    """Find what one note tells of; what a person would have to be asked about is taken for an allergy."""
    reading = read(text)
    return Heard(reading.answer != "harmless", reading.allergens)


@lru_cache(maxsize=512)
def read(text: str) -> NoteMeaning:
    """Read one note: an allergy, a wish, or words that only a person can tell apart."""
    sentences = _sentences(text)
    told, doubt = _told(sentences), _doubt(sentences)
    if told.told:
        return NoteMeaning("allergy", (told | doubt).allergens)
    return NoteMeaning("ask" if doubt.told or foreign(plain(text)) else "harmless", doubt.allergens)


def read_name(name: str) -> NoteMeaning:
    """Read what somebody or something is called: an allergen is asked about only where a danger stands with it."""
    reading = read(name)
    phrases = [phrase for sentence in _sentences(name) for phrase in sentence]
    words = " ".join(word for phrase in phrases for word in phrase.words)
    if reading.answer != "ask" or _is_worse(phrases, words) or _follows(words):
        return reading
    if not reading.allergens and _any(danger.DANGER).search(_any(danger.SURNAMES).sub("", words)):
        return reading
    return NoteMeaning("harmless")


def _is_worse(phrases: list[_Phrase], words: str) -> bool:
    """Whether a danger stands beside an allergen in a name, or what nobody leaves out for the taste is left out."""
    if not any(phrase.kinds for phrase in phrases):
        return False
    if _any(danger.DANGER).search(words) or _any(danger.CAREFUL).search(words) or _any(danger.REACTIONS).search(words):
        return True
    return any(_matters(phrase) and danger.LEFT_OUT.intersection(phrase.others) for phrase in phrases)


def _follows(words: str) -> bool:
    """Whether something bad would follow or does: no egg, or else the hospital; ik verdraag geen ei."""
    return bool(_or_else().search(words) or _any(harm.HARMS).search(words))


def _doubt(sentences: list[list[_Phrase]]) -> Heard:
    """Find allergens that are not plainly wished or left out, and words of danger."""
    phrases = [phrase for sentence in sentences for phrase in sentence]
    words, named = (
        " ".join(word for phrase in phrases for word in phrase.words),
        _typed(kind for one in phrases for kind in one.kinds),
    )
    worse = _follows(words) or (named and (_any(danger.REACTIONS).search(words) or _for_a_patient(phrases)))
    found = Heard(True, named) if worse else Heard()
    for sentence in sentences:
        for place in range(len(sentence)):
            if not _doubtful(sentence, place):
                continue
            named = _typed(kind for one in _list_around(sentence, place) for kind in one.kinds)
            near = named or _typed(kind for one in sentence for kind in one.kinds)
            found |= Heard(True, near or _typed(kind for each in sentences for one in each for kind in one.kinds))
    return found


def _for_a_patient(phrases: list[_Phrase]) -> bool:
    """Whether an allergen is left out, and other words say for whom, or that it matters: no cheese (sick), no egg!!!"""
    if not any(phrase.kinds and danger.LEFT_OUT.intersection(phrase.words) for phrase in phrases):
        return False
    return any(
        _any(danger.INSISTENT).search(words)
        or (not phrase.kinds and (_any(danger.PATIENTS).search(words) or _says_of_somebody(phrase)))
        for phrase in phrases
        for words in [" ".join(phrase.words)]
    )


def _says_of_somebody(phrase: _Phrase) -> bool:
    """Whether a phrase says of somebody what nobody here knows: no fish, I break out."""
    return bool(wishes.SPEAKER.intersection(phrase.words)) and not wishes.KNOWN.issuperset(phrase.words)


def _doubtful(sentence: list[_Phrase], place: int) -> bool:
    """Whether a phrase names an allergen or a danger and is not plainly a wish."""
    phrase = sentence[place]
    words = " ".join(phrase.words)
    if _any(danger.DANGER).search(words):
        return True
    if not phrase.kinds:
        return bool(_any(danger.AVOID).search(words)) and not danger.HARMS_NOBODY.intersection(phrase.words)
    if any(map(_is_allergy, phrase.words)):
        return False  # it is denied there, or it would have been taken
    if _any(danger.CAREFUL).search(words) or _any(danger.CHILDREN).search(words):
        return True
    if _is_left_out_itself(phrase, [one for one in sentence if one is not phrase]):
        return True
    return not _is_wish(phrase) and not (
        wishes.PLAIN.issuperset(phrase.others) and not _matters(phrase) and any(_is_wish(one) for one in sentence)
    )


def _matters(phrase: _Phrase) -> bool:
    """Whether a phrase names what nobody leaves out for the taste."""
    return bool(phrase.kinds & danger.NO_MATTER_OF_TASTE or danger.NEVER_LIKED_LESS.intersection(phrase.words))


def _is_left_out_itself(phrase: _Phrase, beside: list[_Phrase]) -> bool:
    """Whether an allergen itself, or what is made of it, is left out of nothing that is named: no milk."""
    others, derived = phrase.others, _any(danger.DERIVED)
    if not danger.LEFT_OUT.intersection(others) or any(map(derived.fullmatch, phrase.words)):
        return bool(danger.LEFT_OUT.intersection(others))
    if _WHAT_OF.intersection(others):
        return False
    named = [phrase.words[first] for first, _, kind in phrase.named if kind in danger.ITSELF]
    if phrase.kinds == {"milk"} and any(danger.DRINKS.intersection(one.words) for one in beside):
        return False
    return any(not _any(danger.TOPPINGS).fullmatch(word) for word in named)


def _is_wish(phrase: _Phrase) -> bool:
    """Whether a phrase says how much or how something is liked, in words that are known for that."""
    others = phrase.others
    matters = _matters(phrase)
    if any(_gift(phrase.words, place) for place in range(len(phrase.words))):
        return True
    liked = wishes.WISH if matters else wishes.WISHED
    if not liked.intersection(phrase.words) or (matters and danger.LEFT_OUT.intersection(others)):
        return False
    known = (wishes.WISH | wishes.IS if matters else wishes.KNOWN) | tables.AND | tables.OF | tables.BETWEEN
    strange = [word for word in others if word not in known and not word.isdigit()]
    is_strict = matters or wishes.SOMEBODY.intersection(others)
    return len(strange) <= (0 if is_strict else MOST_STRANGE)


def _gift(words: tuple[str, ...], place: int) -> bool:
    """Whether a word is a free that says it costs nothing: milk free of charge."""
    return words[place] in tables.FREE and bool(danger.FREE_GIFT.intersection(words[place + 1 : place + 2]))


def _told(sentences: list[list[_Phrase]]) -> Heard:
    """Find what is plainly said to be an allergy."""
    everything = _typed(kind for sentence in sentences for chunk in sentence for kind in chunk.kinds)
    found = Heard()
    for sentence in sentences:
        for place, chunk in enumerate(sentence):
            found |= _free(chunk)
            if _tells(sentence, place):
                named = _typed(kind for one in _list_around(sentence, place) for kind in one.kinds)
                if not named and all(_is_allergy(word) or word in tables.BARE for word in chunk.others):
                    named = _typed(kind for one in sentence for kind in one.kinds) or everything
                found |= Heard(True, named)
            elif _cannot(sentence, place):
                found |= Heard(True, _typed(kind for one in _list_around(sentence, place) for kind in one.kinds))
    return found


def _typed(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return the allergens some kinds of words stand for."""
    return tuple(sorted({allergen for kind in kinds for allergen in tables.KINDS.get(kind, (kind,))}))


def _tells(sentence: list[_Phrase], place: int) -> bool:
    """Whether a chunk says that somebody has an allergy, and not that nobody has."""
    chunk = sentence[place]
    found = [spot for spot, word in enumerate(chunk.words) if _is_allergy(word)]
    if not found:
        return False
    rest = {word for one in sentence[place : place + 2] for word in one.words}
    if rest & tables.EXCEPT:
        return True
    return not (_none_follows(sentence, place, found[-1]) or all(_none_before(chunk.words, spot) for spot in found))


def _cannot(sentence: list[_Phrase], place: int) -> bool:
    """Whether somebody cannot have what a chunk names: can't eat nuts, darf keine Nüsse essen."""
    chunk = sentence[place]
    if not chunk.kinds:
        return False
    before = " ".join(sentence[place - 1].words) if place and not sentence[place - 1].kinds else ""
    said = f"{before} {' '.join(chunk.words)}".strip()
    return any(one.end() >= len(before) for one in _any(tables.CANNOT).finditer(said))


def _none_before(words: tuple[str, ...], spot: int) -> bool:
    """Whether the word for an allergy is denied by what stands before it: no known allergies."""
    for word in reversed(words[:spot]):
        if word in tables.NOT:
            return True
        if word not in tables.BETWEEN and not _is_allergy(word) and word not in tables.AND:
            return False
    return False


def _none_follows(sentence: list[_Phrase], place: int, spot: int) -> bool:
    """Whether nothing but a denial comes after the word for an allergy: allergies: none."""
    rest = sentence[place].words[spot + 1 :]
    after = rest or (sentence[place + 1].words if place + 1 < len(sentence) else ())
    known = tables.NOT | tables.BETWEEN
    return any(word in tables.NOT for word in after) and all(word in known for word in after)


def _list_around(sentence: list[_Phrase], place: int) -> Iterator[_Phrase]:
    """Return a chunk and the members of its list: milk, egg and nut allergy."""
    yield sentence[place]
    for way in (range(place - 1, -1, -1), range(place + 1, len(sentence))):
        for near in way:
            chunk = sentence[near]
            if not chunk.kinds or not all(word in tables.AND for word in chunk.others):
                break
            yield chunk


def _free(chunk: _Phrase) -> Heard:
    """Find what is to be free of an allergen: nut free, sin gluten."""
    found = Heard()
    for first, length, kind in chunk.named:
        after = chunk.words[first + length : first + length + 1]
        before = [word for word in chunk.words[max(0, first - 2) : first] if word not in tables.OF][-1:]
        word = chunk.words[first]
        is_free = (bool(tables.FREE.intersection(after)) and not _gift(chunk.words, first + length)) or _says_free(word)
        if is_free or (word in tables.NEVER_FOR_TASTE and tables.WITHOUT.intersection(before)):
            found |= Heard(True, _typed([kind]))
    return found


def _says_free(word: str) -> bool:
    """Whether one word says all of it: glutenfrei."""
    return bool(_FREE_COMPOUND.fullmatch(word)) or _kind_in((word,), 0, _free_words()) is not None


def _is_allergy(word: str) -> bool:
    """Whether a word tells of an allergy: `allergic`, and `nussallergie` in one."""
    if word.startswith(tables.ALLERGY):
        return True
    places = [word.find(stem) for stem in tables.IN_COMPOUNDS if stem in word]
    return bool(places) and word[: min(places)] not in tables.HARMLESS


def _sentences(text: str) -> list[list[_Phrase]]:
    """Part a text into sentences, and those where a comma, a but or a wish begins something else."""
    sentences: list[list[list[str]]] = [[[]]]
    for word in _tokens(text):
        if word in _ENDS:
            sentences.append([[]])
        elif not word[0].isalnum() or word in tables.BUT:
            sentences[-1].append([])
        else:
            if word in tables.WISHES - tables.POSTPOSED and sentences[-1][-1]:
                sentences[-1].append([])
            sentences[-1][-1].append(word)
    return [[_chunk(tuple(words)) for words in sentence if words] for sentence in sentences]


def _tokens(text: str) -> list[str]:
    """Part a text into words without accents and the signs that part them; a hyphen joins nothing."""
    return [found.strip() or "\n" for found in _TOKEN.findall(spelt(text, _is_known))]


def _is_known(word: str) -> bool:
    """Whether a word names an allergen or tells of an allergy."""
    return _is_allergy(word) or _kind_in((word,), 0, _names()) is not None


def _chunk(words: tuple[str, ...]) -> _Phrase:
    """Find the allergens some words name; of two readings the longer one holds."""
    named: list[tuple[int, int, str]] = []
    place = 0
    while place < len(words):
        kind, length = _kind_in(words, place, _names()) or _kind_in_compound(words[place]) or (_slip(words[place]), 1)
        if kind:
            named.append((place, length, kind))
        place += length
    return _Phrase(words, tuple(named))


def _kind_in_compound(word: str) -> tuple[str, int] | None:
    """Find what a compound names before it says allergy, free or product: `erdnussallergie`, `nutfree`."""
    free = _FREE_COMPOUND.fullmatch(word) or _DERIVED_COMPOUND.fullmatch(word)
    places = [word.find(stem) for stem in tables.IN_COMPOUNDS if word.find(stem) > 0]
    head = free[1] if free else word[: min(places)] if places else ""
    for said in (head, head.removesuffix("s")):
        found = _kind_in((said,), 0, _names()) or _kind_in((said,), 0, _compounded()) if said else None
        if found:
            return found[0], 1
    return _kind_in((word,), 0, _free_words())


def _slip(word: str) -> str:
    """Return the kind of a name that is written with one slip; empty for any other word."""
    if len(word) < SHORTEST_SLIP or word in wishes.KNOWN:
        return ""
    names = _slips()
    return next((names[near] for near in (word, *_shorter(word)) if near in names and near[0] == word[0]), "")


def _shorter(word: str) -> set[str]:
    """Return a word without each of its letters but the first: two words that share one of these are a slip apart."""
    return {word[:place] + word[place + 1 :] for place in range(1, len(word))}


_Names = dict[str, tuple[tuple[tuple[str, ...], str], ...]]
"""By their first two letters: the words of a name, and its kind; longer ones first."""


def _kind_in(words: tuple[str, ...], place: int, names: _Names) -> tuple[str, int] | None:
    """Find the longest name at a place, and how many words it has."""
    for pattern, kind in names.get(words[place][:2], ()):
        here = words[place : place + len(pattern)]
        if len(here) == len(pattern) and all(_fits(one, word) for one, word in zip(pattern, here, strict=True)):
            return kind, len(pattern)
    return None


def _fits(pattern: str, word: str) -> bool:
    return word.startswith(pattern[:-1]) if pattern.endswith("*") else word == pattern


@cache
def _names() -> _Names:
    return _by_beginning(pair for table in (*tables.LANGUAGES.values(), tables.OTHERS) for pair in table.items())


@cache
def _free_words() -> _Names:
    return _by_beginning(tables.FREE_WORDS.items())


@cache
def _slips() -> dict[str, str]:
    """Return every name of which a letter may be wrong, with its kind, whole and without each letter."""
    pairs = [(name, kind) for kind, names in tables.MISSPELT.items() for name in names.split()]
    return {near: kind for name, kind in pairs for near in (name, *_shorter(name))}


@cache
def _compounded() -> _Names:
    return _by_beginning(tables.COMPOUNDED.items())


def _by_beginning(table: Iterable[tuple[str, str]]) -> _Names:
    """Sort names by how they begin; a longer one, and one that is written out, goes before others."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, names in table:
        for name in names.split():
            words = tuple(name.split("_"))
            found.setdefault(words[0][:2], []).append((words, kind))
    return {
        first: tuple(sorted(set(one), key=lambda pair: (-len(pair[0]), -sum(map(len, pair[0])), pair)))
        for first, one in found.items()
    }

"""A condition: for which orders something is asked, done or said, in words an owner writes and reads.

written                              holds for an order
allergy                              whose guest must not meet something, or may not
part lens                            that holds the part, once its choices are heeded
item repair, category drinks         with such a line
choice large, choice size large      in which this option is chosen, or goes without saying
choice no onion, choice side mayo    in which this change was asked for
channel web                          that came from there: a program outside, or a station at the front
hour 11:00 to 14:00                  opened from eleven on and before two, by the counter's clock
field deposit                        of which this field was said, or said yes
field deposit over 0                 likewise `under`, `at least`, `at most`, `is VALUE`

`and`, `or` and `not` join them; `and` beside `or` needs brackets. A condition is kept as its text in one normal form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from msgspec import Struct

Kind = Literal["part", "item", "category", "channel"]
KINDS: tuple[Kind, ...] = ("part", "item", "category", "channel")
HEADS = ("allergy", *KINDS, "choice", "hour", "field")
"""What a condition can begin with."""

CHANGE_WORDS = ("no", "extra", "light", "side")
COMPARISONS: Mapping[str, str] = {"over": ">", "under": "<", "at least": ">=", "at most": "<=", "is": "="}
"""How a field is compared, in the words of a condition."""

ALLERGY = "allergy"
WHEN = "when:"
"""What a mark begins with that says for which orders something is."""
DAY = 24 * 60
LONGEST = 200
"""Characters of a condition."""
DEEPEST = 12
"""Brackets within brackets."""

_TOKEN = re.compile(r'"[^"]*"|“[^”]*”|[()]|[^\s()]+')
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")
_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,9})?", re.ASCII)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_JOINTS = ("and", "or")


class Allergy(Struct, frozen=True):
    """The guest must not meet something, or may not."""


class Held(Struct, frozen=True):
    """The order holds a part, an item or something of a category, or came by a channel."""

    kind: Kind
    name: str


class ChoiceMade(Struct, frozen=True):
    """An option is chosen, or a change asked for."""

    option: str
    word: str = ""
    group: str = ""
    """Empty for whichever group has the option."""


class Hours(Struct, frozen=True):
    """The order was opened from one time of day on and before another, over midnight too."""

    begin: int
    """Minutes after midnight."""
    end: int

    def covers(self, minute: int) -> bool:
        """Whether a minute of the day lies in it."""
        if self.begin < self.end:
            return self.begin <= minute < self.end
        return minute >= self.begin or minute < self.end


class FieldSaid(Struct, frozen=True):
    """A field of the order was said, or is so much, or this."""

    name: str
    comparison: str = ""
    value: str = ""


class Not(Struct, frozen=True):
    """Something does not hold."""

    inner: Condition


class Every(Struct, frozen=True):
    """All of it holds."""

    inner: tuple[Condition, ...]


class Either(Struct, frozen=True):
    """One of it holds, or more."""

    inner: tuple[Condition, ...]


Atom = Allergy | Held | ChoiceMade | Hours | FieldSaid
Condition = Atom | Not | Every | Either


class Unread(Struct, frozen=True):
    """Why a text is no condition."""

    word: str
    """What of it cannot be read; empty where something is missing at its end."""
    words: str
    bare: bool = False
    """Whether it may be a name that does not say what it is the name of."""


class UnreadError(Exception):
    """Reading a condition ends here."""

    def __init__(self, word: str, words: str, *, bare: bool = False) -> None:
        super().__init__(words)
        self.unread = Unread(word, words, bare)


@lru_cache(maxsize=1024)
def read(text: str) -> Condition | Unread:
    """Read a condition; what is no condition says why."""
    try:
        return _ConditionReader(_TOKEN.findall(text)).whole(text)
    except UnreadError as error:
        return error.unread


def normal(text: str) -> str:
    """Return the one way to write a condition; what cannot be read stays as it is."""
    found = read(text)
    return text if isinstance(found, Unread) else written(found)


def _not_joined(word: str) -> str:
    if word == ")":
        return "This bracket closes nothing. Take it out, or open one before it."
    return f"`{word}` is not joined to what stands before it. Put `and` or `or` between."


class _ConditionReader:
    """Takes a condition apart, word by word."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0

    def whole(self, text: str) -> Condition:
        """Read it all."""
        if len(text) > LONGEST:
            raise UnreadError("", f"A condition has at most {LONGEST} characters. Shorten it.")
        found = self.joined(0)
        if self.next:
            raise UnreadError(self.next, _not_joined(self.next))
        return found

    @property
    def next(self) -> str:
        """The word that is read next; empty at the end."""
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        """Return the next word and go on."""
        word = self.next
        self.place += 1
        return word

    def ahead(self, *words: str) -> bool:
        """Whether one of some words comes next."""
        return self.next.casefold() in words

    def joined(self, depth: int) -> Condition:
        """Read what is joined by `and`, or by `or`."""
        found, joints = [self.single(depth)], set[str]()
        while self.ahead(*_JOINTS):
            word = self.take().casefold()
            joints.add(word)
            if len(joints) > 1:
                words = "`and` and `or` stand side by side. Put brackets around what belongs together."
                raise UnreadError(word, words)
            found.append(self.single(depth))
        return _flat(Either if "or" in joints else Every, found)

    def single(self, depth: int) -> Condition:
        """Read one thing asked, what stands in brackets, or the contrary of either."""
        if depth > DEEPEST:
            raise UnreadError(self.next, f"Brackets stand in one another more than {DEEPEST} deep. Say it more simply.")
        if self.ahead("not"):
            self.take()
            inner = self.single(depth + 1)
            return inner.inner if isinstance(inner, Not) else Not(inner)
        if self.next == "(":
            self.take()
            inner = self.joined(depth + 1)
            if self.next and self.next != ")":
                raise UnreadError(self.next, _not_joined(self.next))
            if self.take() != ")":
                raise UnreadError("", "A bracket is not closed. Put `)` where it ends.")
            return inner
        return self.atom()

    def atom(self) -> Condition:
        """Read one thing that is asked."""
        if not self.next or self.ahead(*_JOINTS, ")"):
            where = f"before `{self.next}`" if self.next else "at the end"
            raise UnreadError(self.next, f"Something is missing {where}. Say what is asked, such as `part cheese`.")
        said = self.take()
        match head := said.casefold():
            case "allergy":
                return Allergy()
            case "part" | "item" | "category":
                return Held(head, self.id(head))
            case "channel":
                return Held("channel", self.value(head))
            case "choice":
                return self.choice()
            case "hour":
                return Hours(self.time(), self.until())
            case "field":
                return self.field()
            case _:
                raise UnreadError(said, strange_head(said), bare=True)

    def id(self, head: str) -> str:
        """Read the short name of something."""
        word = self.value(head)
        if not _ID.fullmatch(word.casefold()):
            raise UnreadError(word, f"`{word}` is no short name of a {head}, such as `sesame-bun`.")
        return word.casefold()

    def value(self, head: str) -> str:
        """Read a word, or several in quotation marks."""
        if not self.next or self.ahead(*_JOINTS, "not", "(", ")"):
            raise UnreadError(self.next or head, f"After `{head}` comes what it is about, such as `{_EXAMPLE[head]}`.")
        said = self.take().strip('"“”')
        if not said or any(sign in said for sign in '"“”'):
            words = f"After `{head}` comes a word, or several in quotation marks, such as `{_EXAMPLE[head]}`."
            raise UnreadError(said or head, words)
        return said

    def choice(self) -> Condition:
        """Read an option, with the group it is of and the change that is asked for."""
        words = [self.id("choice")]
        while self.next and not self.ahead(*_JOINTS, "not", "(", ")"):
            words.append(self.id("choice"))
        *before, option = words
        word = before.pop() if before and before[-1] in CHANGE_WORDS else ""
        group = before.pop() if before else ""
        if before:
            raise UnreadError(
                words[0], "A choice is an option, before it `no`, `extra`, `light` or `side`, before that a group."
            )
        return ChoiceMade(option, word, group)

    def time(self) -> int:
        """Read a time of day."""
        said = self.value("hour")
        match = _TIME.fullmatch(said)
        if match is None:
            raise UnreadError(said, f"“{said}” is not a time of day, such as 11:00.")
        return int(match[1]) * 60 + int(match[2])

    def until(self) -> int:
        """Read the time at which hours end."""
        if not self.ahead("to"):
            raise UnreadError(self.next, "Hours are written from when to when, such as `hour 11:00 to 14:00`.")
        self.take()
        return self.time()

    def field(self) -> Condition:
        """Read a field, and what it is compared with."""
        name = self.id("field")
        if self.ahead("at"):
            self.take()
            if not self.ahead("least", "most"):
                raise UnreadError(
                    self.next or "at", "After `at` comes `least` or `most`, such as `field deposit at least 20`."
                )
            comparison = f"at {self.take().casefold()}"
        elif self.ahead("over", "under", "is"):
            comparison = self.take().casefold()
        else:
            return FieldSaid(name)
        said = self.value(comparison)
        if comparison != "is" and number(said) is None:
            raise UnreadError(said, f"“{said}” is not a number, such as 20 or 12.5.")
        return FieldSaid(name, comparison, said)


_EXAMPLE = {
    "part": "part cheese", "item": "item fries", "category": "category drinks", "channel": "channel web",
    "choice": "choice no onion", "hour": "hour 11:00 to 14:00", "field": "field deposit",
    "over": "over 20", "under": "under 20", "at least": "at least 20", "at most": "at most 20", "is": "is blue",
}  # fmt: skip


def strange_head(word: str) -> str:
    """Say that a condition cannot begin so."""
    from kiosk.work.text.finding import closest  # words are compared where one is wrong

    close = closest(word, [*HEADS, "not"], 0.7)
    if close:
        return f"`{word}` is not known here. Did you mean `{close}`?"
    known = ", ".join(f"`{head}`" for head in HEADS)
    return f"`{word}` does not say what it is. Write one of {known} before it."


def number(said: str) -> Decimal | None:
    """Read a number written with a point, of at most 15 figures before it; None where it is none."""
    return Decimal(said) if _NUMBER.fullmatch(said) else None


def _flat(kind: type[Every | Either], found: list[Condition]) -> Condition:
    """Join conditions; what is joined alike within is joined here."""
    inner: list[Condition] = []
    for one in found:
        inner.extend(one.inner if isinstance(one, kind) else (one,))
    unlike = tuple(dict.fromkeys(inner))
    return unlike[0] if len(unlike) == 1 else kind(unlike)


def written(condition: Condition) -> str:
    """Write a condition in its normal form."""
    match condition:
        case Not():
            return f"not {_bracketed(condition.inner)}"
        case Every():
            return " and ".join(map(_bracketed, condition.inner))
        case Either():
            return " or ".join(map(_bracketed, condition.inner))
        case _:
            return _atom_written(condition)


def _bracketed(condition: Condition) -> str:
    said = written(condition)
    return f"({said})" if isinstance(condition, (Every, Either)) else said


def _atom_written(atom: Atom) -> str:
    match atom:
        case Allergy():
            return ALLERGY
        case Held():
            return f"{atom.kind} {_quoted(atom.name)}"
        case ChoiceMade():
            return " ".join(filter(None, ("choice", atom.group, atom.word, atom.option)))
        case Hours():
            return f"hour {clock(atom.begin)} to {clock(atom.end)}"
        case FieldSaid():
            return " ".join(filter(None, ("field", atom.name, atom.comparison, _quoted(atom.value))))


def _quoted(said: str) -> str:
    plain = re.fullmatch(r"[^\s()\"“”]+", said) and said.casefold() not in (*_JOINTS, "not")
    return said if plain or not said else f'"{said}"'


def clock(minute: int) -> str:
    """Write a minute of the day: 11:00."""
    return f"{minute // 60:02d}:{minute % 60:02d}"


def atoms(condition: Condition) -> Iterator[Atom]:
    """Return every single thing a condition asks, as often as it asks it."""
    match condition:
        case Not():
            yield from atoms(condition.inner)
        case Every() | Either():
            for one in condition.inner:
                yield from atoms(one)
        case _:
            yield condition


@lru_cache(maxsize=1024)
def asked(text: str) -> tuple[Atom, ...]:
    """Return every single thing a condition asks, each once; nothing of what cannot be read."""
    found = read(text) if text else Unread("", "")
    return () if isinstance(found, Unread) else tuple(dict.fromkeys(atoms(found)))

"""How an order is said aloud in a language: number words, articles, and what stands around a choice.

A menu names an item in another language as it is said after *I have*: `una hamburguesa | hamburguesas`, one with its
article and then the plural; without a plural the item is its own. An option said before or after the item agrees with
it. A language that is not here is said in digits and plain lists, with the menu's names as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct, field

PLURAL = "p"
"""Stands for the plural among the genders."""


class Grammar(Struct, frozen=True):
    """What the words around the menu's names are in one language."""

    numbers: tuple[str, ...] = ()
    """From none on; digits beyond them."""
    last: str = ", "
    """Before the last of several."""
    no: str = "– {}"
    extra: str = "++ {}"
    light: str = "± {}"
    side: str = "{} / —"
    inside: str = ":"
    """Between a combo and what is special inside it."""
    articles: Mapping[str, str] = field(default_factory=dict)
    """Articles that stand before one, each with the gender they say."""
    endings: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """By gender, and `p` for the plural: an ending of an option's name that is taken off, and what is put on."""
    listed: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """The same where an item stands in a list; as in a sentence where there are none."""
    follows: bool = False
    """Whether an option stands after its item."""
    ones: Mapping[str, str] = field(default_factory=dict)
    """Words counted by {minutes} and {count}, and what one of them is."""
    picked: str = "+ {}"
    """Around all that a guest picked of many options."""
    more: str = "++ {}"
    """More of one of these."""
    less: str = "± {}"

    def number(self, number: int) -> str:
        """Say a number: a word as far as there is one, digits from there on."""
        return self.numbers[number] if 0 <= number < len(self.numbers) else str(number)

    def change(self, word: str, name: str) -> str:
        """Say that something is left out, doubled, lessened or put beside; a plain choice is its name."""
        said = {"no": self.no, "extra": self.extra, "light": self.light, "side": self.side}
        return said.get(word, "{}").format(name)

    def amount(self, word: str, name: str) -> str:
        """Say one of the options a guest picked of many, or that there is more or less of it."""
        return {"extra": self.more, "light": self.less}.get(word, "{}").format(name)

    def counted(self, one: str, many: str, quantity: int, options: list[str]) -> str:
        """Say so many of an item with the options that belong to its name."""
        first, _, rest = one.partition(" ")
        gender = self.articles.get(first, "")
        noun, article = (rest, first) if gender else (one, "")
        is_plural = quantity != 1 or gender.endswith(PLURAL)
        kind = (gender[:1] + PLURAL if self.follows else PLURAL) if is_plural else gender
        agreed = [self._agreeing(option, kind, self.endings) for option in options]
        if quantity != 1:
            article, noun = self.number(quantity), many or noun
        words = (article, noun, *agreed) if self.follows else (article, *agreed, noun)
        return " ".join(word for word in words if word).replace("- ", "-")

    def named(self, name: str, one: str, options: list[str]) -> str:
        """Name an item with options that agree with it, as a list has it; `one` is its name with its article."""
        gender = self.articles.get(one.partition(" ")[0], "")
        agreed = [self._agreeing(option, gender, self.listed or self.endings) for option in options]
        words = [name, *agreed] if self.follows else [*agreed, name]
        return " ".join(words).replace("- ", "-")

    def plain(self, one: str) -> str:
        """Return a name without its article."""
        first, _, rest = one.partition(" ")
        return rest if first in self.articles else one

    def _agreeing(self, option: str, gender: str, endings: Mapping[str, tuple[str, str]]) -> str:
        if " " in option or option[:1].isupper():
            return option
        off, on = endings.get(gender, ("", ""))
        if off and not option.endswith(tuple(off.split("|"))):
            on = "s" if self.follows and gender.endswith(PLURAL) and option[-1:] in "aeiou" else ""
            return option + on
        return option.removesuffix(next((end for end in off.split("|") if end and option.endswith(end)), "")) + on


SPANISH = Grammar(
    ("nada", "un", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve", "diez", "once", "doce"),
    " y ",
    "sin {}",
    "con extra de {}",
    "con menos {}",
    "{} aparte",
    " con ",
    {"un": "m", "una": "f", "unos": "mp", "unas": "fp"},
    {"f": ("o", "a"), "mp": ("o", "os"), "fp": ("o", "as")},
    follows=True,
    ones={"minutos": "un minuto", "piezas": "una pieza"},
    picked="con {}",
    more="extra de {}",
    less="poco de {}",
)
GERMAN = Grammar(
    ("nichts", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf"),
    " und ",
    "ohne {}",
    "mit extra {}",
    "mit wenig {}",
    "{} separat",
    ": ",
    {"einen": "m", "eine": "f", "ein": "n"},
    {"m": ("", "en"), "f": ("", "e"), "n": ("", "es"), PLURAL: ("", "e")},
    {"m": ("", "er"), "f": ("", "e"), "n": ("", "es")},
    ones={"Minuten": "eine Minute", "Teile": "ein Teil"},
    picked="dazu {}",
    more="extra {}",
    less="wenig {}",
)
PLAIN = Grammar()
GRAMMARS = {"es": SPANISH, "de": GERMAN}
"""By language; English is said by the rules of `kiosk.work.guest.script` itself."""


def grammar_of(language: str) -> Grammar | None:
    """Return how a language is said: None for English, plain lists for a language that is not here."""
    code = language.partition("-")[0]
    return None if code in ("", "en") else GRAMMARS.get(code, PLAIN)

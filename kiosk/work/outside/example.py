"""An example: an order in a sentence, and what becomes of it, as an owner writes it beside the playbook's files.

    a cheeseburger with no onion goes to grill and dress, not to fry
    two large fries from web costs 6.80
    a hamburger for a guest allergic to sesame goes to clean-board, asks for gloves

It is about stations, steps, points and specs, by their ids or names. Sentences may be in German and Spanish too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from kiosk.errors import Refused
from kiosk.work.order.event import Stamp
from kiosk.work.order.line import Choice, Wish, numbered, opened, parse_choice, total
from kiosk.work.order.order import Order
from kiosk.work.order.point import points_of, specs_of
from kiosk.work.order.required import all_chosen
from kiosk.work.order.routing import needed
from kiosk.work.outside.names import Names
from kiosk.work.outside.values import counted
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import closest, nearest
from kiosk.work.time.instant import Instant

NOON = 12 * 60
MOST = 99
ALIKE = 0.75
"""How much of an allergen has to be that of one on the menu for it to be misspelt."""

_VERB = re.compile(
    r"(?:^|(?<=\s)|(?<=,))(?:(?P<goes>(?:goes|go|geht|gehen|va|van)\s+(?:to|an|zu|zum|zur|a)\s)"
    r"|(?P<costs>(?:costs?|kostet|kosten|cuesta|cuestan)\s)"
    r"|(?P<asks>(?:asks?\s+for|fragt\s+nach|fragen\s+nach|pide|piden)\s)"
    r"|(?P<never>(?:and\s+|und\s+|y\s+)?(?:not|nicht|no)\s+(?:(?:to|for|an|zu|nach|a)\s)?))",
    re.IGNORECASE,
)
_NEVER_GOES = re.compile(r"\b(?:does|do)\s+not\s+(go\s+to|ask\s+for)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,|\+|&|\band\b|\bund\b|\by\b)\s*", re.IGNORECASE)
_WITH = re.compile(r"\s+(?:with|mit|con)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:an?|the|one|eine?n?|un|una|unos|unas)\s+", re.IGNORECASE)
_ALLERGY = re.compile(
    r"\s+(?:for\s+a\s+guest\s+)?(?:(?P<english>allergic\s+to|with\s+an\s+allergy\s+to)|mit\s+Allergie\s+gegen|con\s+alergia\s+a)"
    r"\s+(?P<what>[\w-]+)",
    re.IGNORECASE,
)
_AT = re.compile(r"\s+(?:at|um|a\s+las)\s+(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?=\s|$)", re.IGNORECASE)
_FROM = re.compile(r"\s+(?:from|von|de)\s+(?P<source>[\w-]+)\s*$", re.IGNORECASE)
_AMOUNT = re.compile(r"\D{0,4}?(?P<whole>\d{1,6})(?:[.,](?P<cents>\d{2}))?\D{0,4}")


class Claim(Struct, frozen=True):
    """One thing that is said of an order."""

    kind: str
    """`goes`, `asks` or `costs`."""
    name: str
    holds: bool
    """Whether it is to be so, or not to be."""


def play(playbook: Playbook, sentence: str) -> str:
    """Return what of an example does not hold, or cannot be read; empty where all of it does."""
    try:
        order, claims = understood(playbook, sentence)
        return " ".join(_wrong(playbook, order, claim) for claim in claims).strip()
    except Refused as refused:
        return refused.words


def understood(playbook: Playbook, sentence: str) -> tuple[Order, tuple[Claim, ...]]:
    """Return the order of an example, and what is said of it; raises `Refused` where it cannot be read."""
    said = _NEVER_GOES.sub(lambda found: f"goes to not {found[1][-2:]}", " ".join(sentence.split()).rstrip("."))
    verb = next((found for found in _VERB.finditer(said) if found.lastgroup != "never"), None)
    if verb is None:
        words = "Nothing is said of the order. Write where it goes: `a cola goes to fry, not to grill`."
        raise Refused("bad-example", words)
    return _order(playbook, said[: verb.start()].rstrip(" ,")), tuple(_claims(said[verb.start() :]))


def _claims(said: str) -> Iterator[Claim]:
    """Part what is said of an order into single claims."""
    verbs, kind = list(_VERB.finditer(said)), ""
    for place, verb in enumerate(verbs):
        end = verbs[place + 1].start() if place + 1 < len(verbs) else len(said)
        names = [name for name in _AND.split(said[verb.end() : end].strip(" ,")) if name]
        never = verb.lastgroup == "never"
        kind = kind if never else str(verb.lastgroup)
        yield from (Claim(kind, name, not never) for name in names)


def _order(playbook: Playbook, said: str) -> Order:
    """Read an order, with where it came from, when, and what its guest must not meet."""
    at, told = _AT.search(said), _ALLERGY.search(said)
    if told and told["english"]:
        _spelt(playbook, told["what"].casefold())
    for found in (at, told):
        said = said.replace(found[0], "", 1) if found else said
    sources = ("front", "outside", *(playbook.process.sources or ()))
    source = _FROM.search(said)
    if source and source["source"].casefold() in sources:
        said = said[: source.start()]
    else:
        source = None
    wishes = tuple(_wishes(playbook, said))
    lines = numbered(playbook.menu, wishes)
    all_chosen(playbook.menu, wishes)
    stamp = Stamp(Instant(0, 0, ""), "", next(one.id for one in playbook.stations if one.role == "front"))
    return Order(
        "",
        1,
        "",
        "",
        source["source"].casefold() if source else "front",
        "",
        stamp,
        1,
        lines=lines,
        taken=stamp,
        own_words=told is not None,
        minute=int(at["hour"]) * 60 + int(at["minute"]) if at else NOON,
    )


def _spelt(playbook: Playbook, said: str) -> None:
    """Refuse an allergen that is nearly one of the menu; any other word is a guest's own."""
    known = {allergen for part in playbook.menu.parts for allergen in part.allergens}
    close = "" if said in known else closest(said, sorted(known), ALIKE)
    if close:
        raise Refused("bad-example", f"The menu has no allergen “{said}”. Did you mean `{close}`?")


def _wishes(playbook: Playbook, said: str) -> Iterator[Wish]:
    """Read the lines of an order: each piece begins another one, or is a choice of the one before."""
    names, wish = Names(playbook.menu, strict=False), None
    for piece in _pieces(names, said):
        head, *choices = [piece] if _item(names, piece) else _WITH.split(piece)
        begun = _item(names, head)
        if begun is None and wish is None:
            items, named = [item.name for item in playbook.menu.items], _ARTICLE.sub("", head, count=1)
            raise Refused("bad-example", f"The menu has no item “{named}”. {nearest(named, items)}")
        if begun is not None:
            if wish is not None:
                yield wish
            wish = begun
        else:
            choices = [head, *choices]
        for choice in choices if wish is not None else ():
            wish = _chosen(playbook, wish, choice) if wish is not None else wish
    if wish is not None:
        yield wish


def _pieces(names: Names, said: str) -> Iterator[str]:
    """Part an order at each `and` and comma that is no part of an item's name."""
    joints = [(0, 0), *((found.start(), found.end()) for found in _AND.finditer(said)), (len(said), len(said))]
    place = 0
    while place < len(joints) - 1:
        spans = [(end, said[joints[place][1] : joints[end][0]]) for end in range(len(joints) - 1, place + 1, -1)]
        ends = [
            end for end, span in spans if names.known(counted(_ARTICLE.sub("1 x ", span.strip(), count=1), MOST)[1])
        ]
        end = ends[0] if ends else place + 1
        if piece := said[joints[place][1] : joints[end][0]].strip():
            yield piece
        place = end


def _item(names: Names, said: str) -> Wish | None:
    """Read one line: `a cola`, `2 colas`, `two large fries`; None where it names no item."""
    number, rest = counted(_ARTICLE.sub("1 x ", said.strip(), count=1), MOST)
    words = (rest if number else said).split()
    for place in range(len(words)):
        if item := names.known(" ".join(words[place:])):
            wish = Wish(item, number or 1)
            return wish if place == 0 else _before(names, wish, " ".join(words[:place]))
    return None


def _before(names: Names, wish: Wish, choice: str) -> Wish | None:
    """Return a line with what is said before its item; None where the item offers no such thing."""
    chosen, others = names.choices(wish.item, [("", choice)])
    return None if others else Wish(wish.item, wish.quantity, chosen)


def _chosen(playbook: Playbook, wish: Wish, said: str) -> Wish:
    """Return a line with one more choice; of a combo it is made about the item inside that offers it."""
    menu = playbook.menu
    inside = menu.item[wish.item].combo
    if not inside:
        choice = parse_choice(menu, wish.item, said)
        return Wish(wish.item, wish.quantity, (*wish.choices, choice), inside=wish.inside)
    for name in inside:
        try:
            choice = parse_choice(menu, name, said)
        except Refused:
            continue
        return Wish(
            wish.item, wish.quantity, inside=tuple(_also(one, name, choice) for one in opened(menu, wish).inside)
        )
    raise Refused("bad-example", f"Nothing inside {menu.item[wish.item].name} has a choice “{said}”.")


def _also(inner: Wish, name: str, choice: Choice) -> Wish:
    return Wish(name, inner.quantity, (*inner.choices, choice)) if inner.item == name else inner


def _wrong(playbook: Playbook, order: Order, claim: Claim) -> str:
    """Say what of a claim does not hold; empty where it does."""
    steps = needed(order, playbook)
    if claim.kind == "costs":
        return _price(playbook, order, claim)
    if claim.kind == "asks":
        asked = {one.id for step in steps for one in points_of(order, playbook.procedure[step.id], playbook.menu)}
        asked |= {one.id for step in steps for one in specs_of(order, playbook.procedure[step.id], playbook.menu)}
        known = {one.id for procedure in playbook.procedures for one in procedure.points}
        known |= {one.id for procedure in playbook.procedures for one in procedure.specs}
        name = _known(claim.name, sorted(known), {}, "point or spec")
        there, words = sorted(asked), "asks for"
    else:
        places = {step.name.casefold(): step.id for step in playbook.process.steps}
        places |= {station.name.casefold(): station.id for station in playbook.stations}
        name = _known(claim.name, [*playbook.station, *playbook.process.step], places, "station or step")
        there = [step.station if name in playbook.station else step.id for step in steps]
        words = "goes to"
    if (name in there) == claim.holds:
        return ""
    listed = ", ".join(dict.fromkeys(there)) or "nothing"
    return f"It {words} {name}." if not claim.holds else f"It {words} {listed}: not {name}."


def _known(said: str, ids: list[str], names: dict[str, str], kind: str) -> str:
    """Return the id of what is named; refused where there is none."""
    spelt: Callable[[str], str] = lambda name: re.sub(r"^(?:the|der|die|das|dem|den|la|el|los|las)\s+", "", name)  # noqa: E731
    name = spelt(said.strip().casefold())
    found = name if name in ids else names.get(name, "") or name.replace(" ", "-")
    if found in ids:
        return found
    raise Refused("bad-example", f"There is no {kind} “{said}”. {nearest(name, ids, also=names)}")


def _price(playbook: Playbook, order: Order, claim: Claim) -> str:
    """Say what an order costs where that is another amount."""
    amount = _AMOUNT.fullmatch(claim.name.strip())
    if amount is None:
        return f"“{claim.name}” is no amount of money, such as {playbook.price(450)}."
    cents = int(amount["whole"]) * 100 + int(amount["cents"] or 0)
    is_so = total(order.lines) == cents
    return "" if is_so == claim.holds else f"It costs {playbook.price(total(order.lines))}."

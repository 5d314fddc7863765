"""The files of a new counter, from a few answers: it checks clean, works at once, and is there to be edited.

One step takes the order, one for each place makes what it sells, one hands it over. Texts are in the counter's language
where there are some here, else in English.
"""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import chain, count

from msgspec import Struct

from kiosk.work.playbook.menu import PER_PAGE


class Sold(Struct, frozen=True):
    """One thing that is sold."""

    name: str
    cents: int


class MakingPlace(Struct, frozen=True):
    """Where things are made."""

    name: str
    sold: tuple[Sold, ...]


class NewCounter(Struct, frozen=True):
    """What an owner says of a counter to begin with."""

    title: str
    language: str
    currency: str
    front: str
    """Where orders are taken."""
    places: tuple[MakingPlace, ...]
    expo: str
    """Where they are handed over."""


class Texts(Struct, frozen=True):
    """What is written into the files in one language."""

    take: str
    hand_over: str
    guest: str
    order: str
    made: str
    end: str
    crew: str
    listen: str
    hello: str
    allergies: str
    back: str
    heard: str
    read: str
    look: str
    there: str
    compare: str
    thanks: str
    edit: str


ENGLISH = Texts(
    "Take the order", "Hand over", "a guest", "the order", "made at {place}", "the order in the guest's hands", "Crew",
    "Let the guest finish before you speak", "Hello! What can I get you?", "Ask once about allergies",
    "That is {items}: {total}, please.", "Heard: {items}.", "Read the whole ticket before you begin",
    "Look at it once more before you let it go", "Here you are: {items}.", "Compare what you hand over with the ticket",
    "Thank the guest", "Write here how this step is done.",
)  # fmt: skip
TEXTS = {
    "de": Texts(
        "Bestellung aufnehmen", "Übergeben", "ein Gast", "die Bestellung", "gemacht: {place}",
        "die Bestellung in den Händen des Gastes", "Team", "Den Gast ausreden lassen", "Hallo! Was darf es sein?",
        "Einmal nach Allergien fragen", "Das sind {items}: {total}, bitte.", "Gehört: {items}.",
        "Den ganzen Bon lesen, bevor du beginnst", "Noch einmal ansehen, bevor es weggeht", "Bitte sehr: {items}.",
        "Mit dem Bon vergleichen, was du übergibst", "Dem Gast danken", "Schreib hier, wie dieser Schritt getan wird.",
    ),
    "es": Texts(
        "Tomar el pedido", "Entregar", "un cliente", "el pedido", "hecho: {place}",
        "el pedido en manos del cliente", "Equipo", "Dejar terminar al cliente", "¡Hola! ¿Qué le pongo?",
        "Preguntar una vez por alergias", "Son {items}: {total}, por favor.", "¡Oído! {items}.",
        "Leer todo el tique antes de empezar", "Mirarlo una vez más antes de soltarlo", "Aquí tiene: {items}.",
        "Comparar lo que se entrega con el tique", "Dar las gracias", "Escriba aquí cómo se hace este paso.",
    ),
}  # fmt: skip
"""By language; any other gets the English ones."""


def files(new: NewCounter) -> dict[str, str]:
    """Return the text of each file of the counter by its name within the folder."""
    texts = TEXTS.get(new.language.partition("-")[0], ENGLISH)
    front, *places, expo = _ids([new.front, *(place.name for place in new.places), new.expo])
    steps = _ids(["take-order", *places, "hand-over"])
    made = [texts.made.format(place=place.name) for place in new.places]
    head = "# yaml-language-server: $schema=schemas/{}.schema.json\n"
    found = {
        "stations.yaml": head.format("stations") + _stations(new, front, places, expo),
        "menu.yaml": head.format("menu") + _menu(new),
        "process.yaml": head.format("process") + _process(new, texts, (front, *places, expo), steps, made),
        "examples.yaml": head.format("examples") + _examples(new, places),
        f"procedures/{steps[0]}.md": _procedure(
            steps[0], texts.take, texts, 45, (texts.hello, f"{texts.back} (read back)")
        ),
        f"procedures/{steps[-1]}.md": _procedure(steps[-1], texts.hand_over, texts, 30, (texts.there,)),
    }
    for step, place in zip(steps[1:-1], new.places, strict=True):
        found[f"procedures/{step}.md"] = _procedure(step, place.name, texts, 120, (texts.heard,))
    return found


def _ids(names: list[str]) -> list[str]:
    """Return a short name for each name, none of them twice."""
    found: list[str] = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
        short = re.sub("[^a-z0-9]+", "-", plain).strip("-")[:34].strip("-")
        short = short if short not in ("", "null") else "place"  # YAML has a word for nothing
        one = next(id_ for id_ in chain((short,), (f"{short}-{number}" for number in count(2))) if id_ not in found)
        found.append(one)
    return found


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _stations(new: NewCounter, front: str, places: list[str], expo: str) -> str:
    made = ((id_, place.name, "prep") for id_, place in zip(places, new.places, strict=True))
    rows = [(front, new.front, "front"), *made, (expo, new.expo, "expo")]
    stations = "".join(f"  - {{id: {id_}, name: {_quoted(name)}, role: {role}}}\n" for id_, name, role in rows)
    return (
        f"title: {_quoted(new.title)}\nlanguage: {new.language}\ncurrency: {_quoted(new.currency)}\n"
        f'day_starts: "04:00"\nstations:\n{stations}'
    )


def _menu(new: NewCounter) -> str:
    """Write the menu: a page for each place, or for each nine things of it, and a part for each thing."""
    pages = [
        (f"{place.name} {first // PER_PAGE + 1}" if first else place.name, place.sold[first : first + PER_PAGE])
        for place in new.places
        for first in range(0, len(place.sold), PER_PAGE)
    ]
    page_ids, ids = _ids([name for name, _ in pages]), iter(_ids([one.name for _, sold in pages for one in sold]))
    categories = "".join(
        f"  - {{id: {id_}, name: {_quoted(name)}}}\n" for id_, (name, _) in zip(page_ids, pages, strict=True)
    )
    parts, items = "", ""
    for page, (_name, sold) in zip(page_ids, pages, strict=True):
        for one in sold:
            id_, name, cents = next(ids), _quoted(one.name), one.cents
            parts += f"  - {{id: {id_}, name: {name}, plural: {name}}}\n"
            items += (
                f"  - id: {id_}\n    name: {name}\n    plural: {name}\n    category: {page}\n"
                f"    price: {cents // 100}.{cents % 100:02d}\n    parts: {{{id_}: 1}}\n"
            )
    return f"categories:\n{categories}parts:\n{parts}items:\n{items}"


def _process(new: NewCounter, texts: Texts, stations: tuple[str, ...], steps: list[str], made: list[str]) -> str:
    ids = iter(_ids([sold.name for place in new.places for sold in place.sold]))
    rows = [_step(steps[0], texts.take, stations[0], "takes: order", needs=[texts.guest], gives=texts.order)]
    for step, station, place, given in zip(steps[1:-1], stations[1:-1], new.places, made, strict=True):
        makes = ", ".join(next(ids) for _ in place.sold)
        how = f"after: [{steps[0]}]\n    makes: [{makes}]"
        rows.append(_step(step, place.name, station, how, needs=[texts.order], gives=given))
    last = f"after: [{', '.join(steps[1:-1])}]"
    rows.append(_step(steps[-1], texts.hand_over, stations[-1], last, needs=made, gives=texts.end))
    return (
        f"id: serve\nname: {_quoted(new.title)}\ninput: {_quoted(texts.guest)}\noutput: {_quoted(texts.end)}\n"
        f"clock: {{target: 300, warn: 420, late: 600}}\nsteps:\n{''.join(rows)}"
    )


def _step(id_: str, name: str, station: str, how: str, *, needs: list[str], gives: str) -> str:
    return (
        f"  - id: {id_}\n    name: {_quoted(name)}\n    station: {station}\n    {how}\n"
        f"    needs: [{', '.join(map(_quoted, needs))}]\n    gives: [{_quoted(gives)}]\n"
    )


def _examples(new: NewCounter, places: list[str]) -> str:
    rows = [
        f"{place.sold[0].name} goes to {id_}" + "".join(f", not to {other}" for other in places if other != id_)
        for id_, place in zip(places, new.places, strict=True)
    ]
    return "examples:\n" + "".join(f"  - {_quoted(row)}\n" for row in rows)


def _procedure(step: str, title: str, texts: Texts, target: int, lines: tuple[str, ...]) -> str:
    points = {
        texts.hello: (("listen", texts.listen), ("allergies", f"{texts.allergies} (critical)")),
        texts.heard: (("read", texts.read), ("look", texts.look)),
        texts.there: (("compare", f"{texts.compare} (critical)"), ("thanks", texts.thanks)),
    }[lines[0]]
    said = "".join(f"- {line}\n" for line in lines)
    asked = "".join(f"- {id_}: {words}\n" for id_, words in points)
    return (
        f"---\nstep: {step}\ntitle: {_quoted(title)}\nrole: {_quoted(texts.crew)}\n"
        f"when: {{target: {target}, warn: {target * 3 // 2}, late: {target * 2}}}\n---\n{texts.edit}\n\n"
        f"## Say\n{said}\n## Points\n{asked}"
    )

"""No word of the screens is missing from the catalogues: they are read in a language in which every letter tells.

A catalogue made for the test says each message in Cyrillic letters, and the burger counter's playbook has everything in
Greek ones in that language, as the people in it are called. So every Latin letter left on a screen was never looked up,
in the catalogue or in the playbook: it is a unit, a key, or one of the few below, each with its reason, or else it is a
word that somebody forgot.

    async with foreign(tmp_path, monkeypatch, (100, 30)) as terminal:
        await crawl(terminal, heard, Way("station:grill"))   # presses each key, looks at every screen and question
"""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from string import Formatter, ascii_lowercase, ascii_uppercase
from typing import Any

import pytest
from msgspec import Struct
from msgspec.structs import replace
from textual.screen import ModalScreen, Screen

import kiosk.tui
from kiosk import words
from kiosk.config.drafts import FileDrafts
from kiosk.config.playbook import load_playbook, shipped
from kiosk.counter.counter import Counter
from kiosk.counter.ports import Drafts
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.keys.action import ACTIONS
from kiosk.settings import Settings
from kiosk.tui.home.screen import HomeScreen
from kiosk.tui.manager.screen import ManagerScreen
from kiosk.tui.terminal.layout import bound
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.work.check.words import loose_words
from kiosk.work.guest.line import parted
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Choice, Wish
from kiosk.work.playbook.menu import AMOUNTS, ChoiceGroup, Option, Portion
from kiosk.work.playbook.name import Called, OwnWord
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point, PointWords, Procedure, SpecWords, Translation
from kiosk.work.playbook.process import FieldOption, OrderField
from kiosk.work.playbook.routine import RoutineWords
from kiosk.work.playbook.spec import Spec
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.fill import FillFields
from kiosk.work.verb.mark import MarkPoint, TakeReading
from kiosk.work.verb.recall import Recall
from kiosk.work.verb.rush import Rush
from kiosk.work.verb.verb import OrderVerb
from kiosk.work.verb.void import Void
from tests.catalogues import from_code, mo
from tests.records import recorded
from tests.tui.seat import Seat, counter_on, seat, serve

LANGUAGE = "qx"
CYRILLIC = str.maketrans(ascii_lowercase + ascii_uppercase, "абцдефгхийклмнопярстувшжызАБЦДЕФГХИЙКЛМНОПЯРСТУВШЖЫЗ")
GREEK = str.maketrans(ascii_lowercase + ascii_uppercase, "αβψδεφγηιξκλμνοπθρστυϑωχζςΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠΘΡΣΤΥϴΩΧΖϡ")

DIPS = (Choice("dips", "mustard"), Choice("dips", "small-fries", "extra"))
"""What is picked of many, at two stations."""

ANA, ZOE = "Ανα", "Ζωη"

ALLOWED = {
    "s": "seconds, in every language",
    "min": "minutes",
    "h": "hours",
    "n": "a count, at the head of a column of figures",
    "x": "what stands between width and height",
    "Zoe": "who did what was done before",
    "v": "a version, before its number",
    "home": "where this terminal stands, by the name of its start",
}
"""Latin letters that may stand on a screen, with why."""


NAMES = re.compile(r"\b[0-9a-f]{12}\b|\{[a-z_]+\}|“[^”]*”|/\S+/\S*|\w+…")
"""Versions, variables of a script where it is read as it is written, what people said, folders, halves."""


def foreign_message(said: str) -> str:
    """Say a message in other letters, its values where they were."""
    made = ""
    for text, name, spec, conversion in Formatter().parse(said):
        made += text.translate(CYRILLIC).replace("{", "{{").replace("}", "}}")
        if name is not None:
            made += "{" + name + (f"!{conversion}" if conversion else "") + (f":{spec}" if spec else "") + "}"
    return made


def speak_foreign(folder: Path) -> Path:
    """Write a catalogue of every message the code holds."""
    file = folder / LANGUAGE / "LC_MESSAGES" / "kiosk.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(foreign_catalogue())
    return folder


@cache
def foreign_catalogue() -> bytes:
    """Make that catalogue."""
    catalogue = from_code()
    catalogue.locale = "en"
    for message in catalogue:
        if message.id and message.pluralizable:
            message.string = tuple(foreign_message(one) for one in message.id)
        elif message.id:
            message.string = foreign_message(str(message.id))
    return mo(catalogue)


def letters(said: str) -> str:
    """Say what a playbook says in other letters, its variables as they are."""
    return re.sub(r"\{[^}]*\}|[^{]+", lambda part: part[0] if part[0][0] == "{" else part[0].translate(GREEK), said)


def named(value: Any) -> Any:
    """Give everything in a value that has names one in the other language."""
    if isinstance(value, tuple):
        return tuple(named(one) for one in value)
    if not isinstance(value, Struct) or isinstance(value, OwnWord):
        return value
    made = {name: named(getattr(value, name)) for name in value.__struct_fields__}
    if "names" in made:
        name, many = str(made.get("name") or made["title"]), str(made.get("plural", ""))
        made["names"] = (Called(LANGUAGE, letters(name), letters(many)),)
    return replace(value, **made)


def translated(procedure: Procedure) -> Translation:
    """Say what a procedure says in the other language."""
    return Translation(
        LANGUAGE,
        letters(procedure.title),
        letters(procedure.role),
        specs_in(procedure.specs),
        tuple(letters(parted(line)[0]) for line in procedure.script),
        points_in(procedure.points),
        tuple(letters(line) for line in procedure.guidelines),
        letters(procedure.text),
    )


def specs_in(specs: tuple[Spec, ...]) -> tuple[SpecWords, ...]:
    """Say the words of specs in the other language."""
    return tuple(
        SpecWords(spec.id, letters(spec.name), letters(spec.words), letters(spec.corrective)) for spec in specs
    )


def points_in(points: tuple[Point, ...]) -> tuple[PointWords, ...]:
    """Say the words of points in the other language."""
    return tuple(PointWords(point.id, letters(point.words)) for point in points)


FIELDS = (
    OrderField("day", "Promised for", "day"),
    OrderField("salt", "Salt", "number", "grams", least=Decimal(0), most=Decimal(9)),
    OrderField("sauce", "Sauce", "choice", options=(FieldOption("mild", "mild"), FieldOption("hot", "hot"))),
    OrderField("table", "At a table", "yes-no"),
)
"""What is asked about an order beside its lines."""


def with_dips(book: Playbook) -> Playbook:
    """Return the burger counter with a group of which guests pick many for a hamburger, made at two stations."""
    made = ("lettuce", "mustard", "small-fries")
    options = tuple(Option(part, f"{part.replace('-', ' ')} dip", 50, (Portion(part, 1),)) for part in made)
    dips = ChoiceGroup("dips", "Dips", "any", options, words=AMOUNTS, least=1, most=2)
    items = (replace(one, groups=(*one.groups, "dips")) if one.id == "hamburger" else one for one in book.menu.items)
    return replace(book, menu=replace(book.menu, groups=(*book.menu.groups, dips), items=tuple(items)))


@cache
def foreign_playbook() -> Playbook:
    """Return the burger counter with everything it says in the other language too, beside its own words."""
    own = with_dips(load_playbook(shipped()["burger"]))
    book = named(replace(own, process=replace(own.process, fields=FIELDS)))
    assert isinstance(book, Playbook)
    routines = tuple(
        replace(one, translations=(RoutineWords(LANGUAGE, points_in(one.points), specs_in(one.specs)),))
        for one in book.routines
    )
    return replace(
        book,
        procedures=tuple(replace(one, translations=(translated(one),)) for one in book.procedures),
        routines=routines,
        words=tuple(OwnWord(word, (Called(LANGUAGE, letters(word)),)) for word in loose_words(book)),
    )


@dataclass
class Heard:
    """What was read on the screens."""

    missing: dict[str, str] = field(default_factory=dict)
    """Each word that is in no catalogue, with where it stood first."""
    screens: set[str] = field(default_factory=set)
    written: frozenset[str] = frozenset()
    """Words that stand in the counter's files."""

    def look(self, terminal: Seat, after: str) -> None:
        """Read the screen in front."""
        name = type(terminal.screen).__name__
        self.screens.add(name)
        letters = name in ("Prompt", "LongPrompt", "Search")
        for line in terminal.lines:
            for word in re.findall(r"[A-Za-z]+", NAMES.sub("", line)):
                key = len(word) == 1 and (letters or word.isupper())
                if word not in ALLOWED and word not in self.written and not key and word not in keys_printed():
                    self.missing.setdefault(word, f"{name} after {after}: {line.strip()}")


@cache
def keys_printed() -> frozenset[str]:
    """Return what is printed for keys that have a name, and names of the playbook's own that are shown as they are."""
    book = foreign_playbook()
    ids = {*book.station, "allergy"}
    return frozenset({*(f"F{n}" for n in range(1, 13)), "F", *(word for name in ids for word in name.split("-"))})


@asynccontextmanager
async def foreign(
    folder: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], drafts: Drafts | None = None
) -> AsyncIterator[Seat]:
    """Open a terminal in another language on a counter of Greek letters, with orders at every step."""
    monkeypatch.setattr(words, "LOCALE", speak_foreign(folder / "locale"))
    (folder / "k.db").write_bytes(at_every_step())
    settings = Settings(person=ANA, debounce=0, guard=0, scanner="off", language=LANGUAGE)
    try:
        async with seat(
            folder / "k.db",
            "home",
            playbook=foreign_playbook(),
            settings=settings,
            size=size,
            drafts=drafts,
        ) as terminal:
            assert LANGUAGE == words.language()
            yield terminal
    finally:
        words.use(words.ENGLISH)


@cache
def at_every_step() -> bytes:
    """Make a record with an order at each step, and one at its end."""
    return recorded(lambda database: counter_on(database, foreign_playbook(), SetClock()), _work)


async def _work(counter: Counter) -> None:
    """Bring an order to each step, and one to its end."""
    meal = (
        (Wish("cheeseburger-meal"), Wish("hamburger", 1, DIPS))
        if "cheeseburger-meal" in counter.playbook.menu.item
        else ()
    )
    wanted = meal or (Wish(counter.playbook.menu.items[0].id),)
    await counter.refusals.keep("σαλτσα".encode(), Refused("bad-order", "κακος"), "ουεβ", "7")
    for step in (*counter.playbook.process.steps, None):
        allergic = step is not None and step.id == counter.playbook.process.steps[3].id
        guest = Guest("", "Λεο", "Ναι", "σησαμε" if allergic else "")
        allergies = ("milk",) if allergic else ()
        entry = await serve(counter, wanted, upto=step.id if step else "", guest=guest, allergies=allergies)
        if step and not entry.order.over:
            said = (("day", "2026-12-24"), ("sauce", "hot"), ("table", "yes"), *((("salt", "5"),) if allergic else ()))
            await counter.do(FillFields(entry.order.id, said))


QUIET = {"leave", "nothing", "theme", "up", "down", "left", "right", "first", "last", "page_back", "page_on", "home"}
"""Actions that bring up no words of their own."""

ELSEWHERE = {"language"}
"""Actions that bring up another language."""


@dataclass(frozen=True)
class Way:
    """How a screen is come to."""

    room: str
    actions: tuple[str, ...] = ()
    """What is done in that room then, by the names of actions, or as keys."""
    size: tuple[int, int] = (100, 30)
    files: bool = False
    """Whether the counter has files, which say in Latin letters what people say in them."""

    async def go(self, terminal: Seat) -> None:
        """Come to the screen from home."""
        if self.room != "home":
            terminal.app.enter(self.room)
            await terminal.settle()
            screen = terminal.screen
            if isinstance(screen, ManagerScreen):
                await terminal.until(lambda: screen._read is not None, "the manager's numbers")
        for action in self.actions:
            await terminal.press(_typed(ACTIONS[action].keys[0] if action in ACTIONS else action))


async def crawl(terminal: Seat, heard: Heard, way: Way) -> str:
    """Press every key of a screen; look at what comes up, and at what first answers to questions bring up."""
    await way.go(terminal)
    kind = type(terminal.screen)
    heard.look(terminal, "the start")
    actions: dict[str, str] = {}
    for key, action in bound(kind).items() if issubclass(kind, CounterScreen) else ():
        actions.setdefault(action, key)
    for action, key in actions.items():
        if action not in ACTIONS or action in QUIET | ELSEWHERE:
            continue
        await terminal.press(_typed(key))
        heard.look(terminal, action)
        for _answer in range(3):
            if not isinstance(terminal.screen, CounterScreen):
                await terminal.press("1")
                heard.look(terminal, f"{action} 1")
        await _back_to(terminal, kind, way)
    return kind.__name__


async def _back_to(terminal: Seat, kind: type[Screen[Any]], way: Way) -> None:
    for _again in range(8):
        if type(terminal.screen) is kind:
            return
        if isinstance(terminal.screen, HomeScreen):
            await way.go(terminal)
        else:
            await terminal.press("escape")
    raise AssertionError(terminal.text)


def _typed(key: str) -> str:
    signs = {
        "full_stop": ".",
        "slash": "/",
        "asterisk": "*",
        "plus": "+",
        "minus": "-",
        "equals_sign": "=",
        "question_mark": "?",
    }
    if key.startswith("ctrl+"):
        return chr(ord(key[-1]) - ord("a") + 1)
    return signs.get(key, key)


WAYS = {
    "HomeScreen": Way("home", (), (80, 24)),
    "FrontScreen": Way("station:front"),
    "RefusedScreen": Way("refused"),
    "StationScreen": Way("station:grill"),
    "ExpoScreen": Way("station:expo", (), (160, 45)),
    "OrderScreen": Way("station:expo", ("orders", "1")),
    "ManagerScreen": Way("manager", (), (160, 45)),
    "DrillScreen": Way("manager", ("done",)),
    "ProblemsScreen": Way("manager", ("problem",)),
    "ProceduresScreen": Way("manager", ("procedures",)),
    "ProcedureEditScreen": Way("manager", ("procedures", "done"), files=True),
    "VersionsScreen": Way("manager", ("versions",)),
    "ChangesScreen": Way("manager", ("versions", "done")),
    "FiguresScreen": Way("manager", ("team",)),
    "FinishedScreen": Way("finished", (), (80, 24)),
    "SlipScreen": Way("finished", ("done",)),
    "ObserveScreen": Way("observe:"),
    "ObserveStepScreen": Way("observe:", ("done",)),
    "RoutinesScreen": Way("routines:grill"),
    "RoutineScreen": Way("routines:grill", ("done",)),
    "CountsScreen": Way("counts:grill"),
    "ProcessMapScreen": Way("map:"),
    "ReaderScreen": Way("station:grill", ("procedure",)),
    "BoardScreen": Way("board"),
    "HelpScreen": Way("help", (), (80, 24)),
}
"""By the screen that is read."""


@pytest.mark.parametrize("name", WAYS)
async def test_every_word_of_a_screen_is_in_the_catalogues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """What is shown at first, after every key, and what each question asks."""
    heard, way = Heard(), WAYS[name]
    shop = shutil.copytree(shipped()["burger"], tmp_path / "shop") if way.files else None
    if shop:
        said = " ".join(file.read_text(encoding="utf-8") for file in shop.rglob("*.*"))
        heard.written = frozenset(re.findall("[A-Za-z]+", said))
    drafts = FileDrafts(shop) if shop else None
    async with foreign(tmp_path, monkeypatch, way.size, drafts) as terminal:
        assert name == await crawl(terminal, heard, way)
    assert {} == heard.missing


PASSED = {
    "Choose": "comes up at every other key, wherever keys are pressed",
    "Prompt": "as that",
    "Search": "the front asks with it",
    "LongPrompt": "the editor of procedures asks with it",
    "PinPad": "figures, and what a prompt says too",
    "ReadNews": "comes up where a step's procedure has changed; its story is told in the tests of versions",
    "TooSmall": "below",
}
"""Screens and questions that have no way of their own, with why."""


def _names(kind: type[Screen[Any]]) -> Iterator[str]:
    for one in kind.__subclasses__():
        if one.__module__.startswith("kiosk.") and (one.__name__.endswith("Screen") or issubclass(one, ModalScreen)):
            yield one.__name__
        yield from _names(one)


def test_every_screen_is_read() -> None:
    """Each kind of screen and question has a way to it, or a reason why not."""
    for module in walk_packages(kiosk.tui.__path__, "kiosk.tui."):
        import_module(module.name)
    assert {*WAYS, *PASSED, "CounterScreen", "Modal"} == set(_names(Screen))


async def test_a_window_that_is_too_small_says_so_in_every_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands instead of a screen is looked up too."""
    heard = Heard()
    async with foreign(tmp_path, monkeypatch, (80, 24)) as terminal:
        await terminal.pilot.resize_terminal(30, 10)
        await terminal.settle()
        heard.look(terminal, "the start")
    assert ({"TooSmall"}, {}) == (heard.screens, heard.missing)


async def test_a_word_that_nobody_looked_up_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """This test would see it: a label that is in no catalogue stands out on every screen that has its key."""
    monkeypatch.setitem(ACTIONS, "theme", replace(ACTIONS["theme"], label="Forgotten"))
    heard = Heard()
    async with foreign(tmp_path, monkeypatch, (80, 24)) as terminal:
        heard.look(terminal, "the start")
    assert ["Forgotten"] == list(heard.missing)


async def _story(counter: Counter) -> tuple[list[str], list[str]]:
    """Do verbs with words about them, and some that are refused; return what was refused, and what was replied."""
    entry = await serve(counter, (Wish("cheeseburger"),), upto="cook")
    order, said, replies = entry.order.id, list[str](), list[str]()
    verbs: list[OrderVerb] = [
        Bump(order, "assemble"),
        MarkPoint(order, "cook", "wash", "skipped", "No time"),
        TakeReading(order, "cook", "core", "158"),
        Rush(order, "Remake"),
        Bump(order, "cook"),
        Bump(order, "cook"),
        Recall(order, "cook", "Made wrongly"),
        Void(order, "Guest left"),
        Bump(order, "dress"),
    ]
    for verb in verbs:
        try:
            left = await counter.do(verb, by="Ana")
            replies.append(verb.reply_on(left, counter.after("Ana")).words)
        except Refused as refusal:
            said.append(refusal.words)
    return said, replies


def test_what_is_recorded_does_not_depend_on_the_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused and replied is in the terminal's language, to the last word; the events are the same."""
    monkeypatch.setattr(words, "LOCALE", speak_foreign(tmp_path / "locale"))
    kept: dict[str, list[tuple[str, str]]] = {}
    heard: dict[str, tuple[list[str], list[str]]] = {}
    for language in ("", LANGUAGE):

        async def work(counter: Counter, language: str = language) -> None:
            counter.shown.reads = language
            heard[language] = await _story(counter)

        words.use(language or words.ENGLISH)
        try:
            record = recorded(lambda database: counter_on(database, foreign_playbook(), SetClock()), work)
        finally:
            words.use(words.ENGLISH)
        (tmp_path / f"k{language}.db").write_bytes(record)
        with closing(sqlite3.connect(tmp_path / f"k{language}.db")) as connection:
            kept[language] = connection.execute("SELECT kind, data FROM events ORDER BY seq").fetchall()
    assert kept[""] == kept[LANGUAGE]
    assert len(heard[""][0]) == len(heard[LANGUAGE][0]) > 2
    for sentence in (*heard[LANGUAGE][0], *heard[LANGUAGE][1]):
        left = re.findall("[A-Za-z]+", NAMES.sub("", sentence))
        assert [] == [word for word in left if word not in {*ALLOWED, "Ana", "F"}], sentence

"""Flows on what stands at the counter: what is out of stock, and which station has a closed one's work."""

from __future__ import annotations

from collections.abc import Iterable

from kiosk.tui.station.desk import Desk
from kiosk.tui.station.flows import Flow
from kiosk.tui.terminal.ask import Ask, Row
from kiosk.words import _
from kiosk.work.board.stock import stock_name
from kiosk.work.order.guard import who
from kiosk.work.verb.station import CloseStation, OpenStation
from kiosk.work.verb.stock import BringBack, RunOut

Page = tuple[str, tuple[str, ...]]
"""What a page is called, and the items or parts on it."""


async def ask_stock(desk: Desk, ask: Ask) -> RunOut | BringBack | None:
    """Ask what is back, or on which page stands what is out, and what that is.

    Nothing is asked twice: what was marked by mistake comes back the same way.
    """
    standing, menu = desk.counter.board.standing, desk.counter.playbook.menu
    known = {*menu.item, *menu.part}
    gone: list[Row[BringBack | Page]] = [
        (BringBack(name), _("{name} is back", name=_words(desk, name)), _out_since(desk, name))
        for name in standing.out
        if name in known
    ]
    chosen = await ask.one(_("86: what is out, or back?"), [*gone, *((page, page[0], "") for page in _pages(desk))])
    if chosen is None or isinstance(chosen, BringBack):
        return chosen
    title, names = chosen
    rows = [(RunOut(name), _words(desk, name), "") for name in names]
    return await ask.one(_("{page}: what is out?", page=title), rows)


def _pages(desk: Desk) -> tuple[Page, ...]:
    """Return parts of these stations first, then the pages of the menu, then parts of the others; what is out not."""
    playbook, out = desk.counter.playbook, desk.counter.board.standing.out
    made: dict[str, list[str]] = {}
    for step in playbook.process.steps:
        made.setdefault(step.station, []).extend(step.makes)
    here = [name for name in made if name in desk.stations]
    parts = {
        name: (_("Made at {name}", name=playbook.station[name].name), tuple(dict.fromkeys(made[name]))) for name in made
    }
    categories = (
        (category.name, tuple(item.id for item in playbook.menu.items if item.category == category.id))
        for category in playbook.menu.categories
    )
    pages: Iterable[Page] = (
        *(parts[name] for name in here),
        *categories,
        *(parts[name] for name in made if name not in here),
    )
    left = ((title, tuple(name for name in names if name not in out)) for title, names in pages)
    return tuple((title, names) for title, names in left if names)


def _words(desk: Desk, name: str) -> str:
    """Return what people call an item or a part, as a sentence begins."""
    words = stock_name(desk.counter.playbook.menu, name)
    return words[:1].upper() + words[1:]


def _out_since(desk: Desk, name: str) -> str:
    """Say who marked something out, and when."""
    stamp = desk.counter.board.standing.out[name]
    return _("out since {at:%H:%M}, {who}", at=desk.counter.local(stamp.at.at), who=who(stamp))


async def ask_station(desk: Desk, ask: Ask) -> CloseStation | OpenStation | None:
    """Ask which station has this one's work while it is closed; one that is closed is opened again."""
    closed, known = desk.counter.board.standing.closed, desk.counter.playbook.station
    mine = [name for name in desk.stations if name in known]
    shut = [name for name in mine if name in closed]
    if shut:
        return OpenStation(shut[0])
    rows = [
        (CloseStation(name, other.id), other.name, _("has the work of {name}", name=known[name].name))
        for name in mine
        for other in known.values()
        if other.id not in (*mine, *closed) and (other.role == "front") == (known[name].role == "front")
    ]
    if not rows:
        desk.shows.say(_("There is no other station that could have this one's work."))
        return None
    return await ask.one(_("Close this station: who has its work?"), rows)


FLOWS: dict[str, Flow] = {"eighty_six": ask_stock, "close_station": ask_station}

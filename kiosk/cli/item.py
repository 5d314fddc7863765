"""`kiosk item`: 86, what is out of stock and what is back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import add_by, noun, verb
from kiosk.work.verb.stock import BringBack, RunOut

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.standing import Standing
    from kiosk.work.playbook.menu import Menu


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "item")
    verb(verbs, "list", _list, "list what is out since when, and what cannot be sold because of it")
    for name, run, words in (
        ("out", _out, "mark an item or a part out of stock: the front sees it at once"),
        ("back", _back, "mark an item or a part there again"),
    ):
        parser = verb(verbs, name, run, words)
        parser.add_argument("item", metavar="ITEM", help="an item or a part of the menu, by its id or its name")
        add_by(parser)


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table
    from kiosk.work.order.guard import who

    async def look(counter: Counter) -> None:
        menu, standing = counter.playbook.menu, counter.board.standing
        if args.json:
            facts(_facts(menu, standing))
        elif not standing.out:
            print("Nothing is out of stock.")
        else:
            rows = [
                (
                    _called(menu, name),
                    f"{counter.local(stamp.at.at):%Y-%m-%d %H:%M:%S}",
                    who(stamp),
                    ", ".join(menu.item[item].name for item in _lost(menu, name)) or "–",
                )
                for name, stamp in standing.out.items()
            ]
            table(("out", "since", "by", "cannot be sold"), rows)

    with_counter(args, look)
    return 0


def _out(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def out(counter: Counter) -> None:
        menu = counter.playbook.menu
        name = _named(menu, args.item)
        standing = await counter.do(RunOut(name), by=args.by)
        if args.json:
            facts(_facts(menu, standing))
            return
        lost = ", ".join(menu.item[item].name for item in _lost(menu, name) if item != name)
        print(f"{_called(menu, name)} is out." + (f" With it cannot be sold: {lost}." if lost else ""))

    with_counter(args, out)
    return 0


def _back(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts

    async def back(counter: Counter) -> None:
        menu = counter.playbook.menu
        name = _named(menu, args.item)
        standing = await counter.do(BringBack(name), by=args.by)
        if args.json:
            facts(_facts(menu, standing))
        else:
            print(f"{_called(menu, name)} is back.")

    with_counter(args, back)
    return 0


def _facts(menu: Menu, standing: Standing) -> list[dict[str, Any]]:
    """Give what is out as JSON values."""
    from kiosk.work.time.instant import utc

    return [
        {
            "item": name,
            "name": _called(menu, name),
            "kind": "item" if name in menu.item else "part" if name in menu.part else "",
            "since": utc(stamp.at.at),
            "by": stamp.by or stamp.station,
            "cannot_be_sold": _lost(menu, name),
        }
        for name, stamp in standing.out.items()
    ]


def _named(menu: Menu, said: str) -> str:
    """Find an item or a part by its id, else by its name; what is neither is left to the rules to refuse."""
    from kiosk.work.text.text import clean

    if _is_known(menu, said):
        return said
    words = said.casefold().strip()
    named = [*((item.id, item.name) for item in menu.items), *((part.id, part.name) for part in menu.parts)]
    return next((name for name, called in named if called.casefold() == words), clean(said, 60))


def _is_known(menu: Menu, name: str) -> bool:
    return name in menu.item or name in menu.part


def _called(menu: Menu, name: str) -> str:
    """Give what people call an item or a part; its id where it was marked out under another menu."""
    from kiosk.work.board.stock import stock_name

    return stock_name(menu, name) if _is_known(menu, name) else name


def _lost(menu: Menu, name: str) -> list[str]:
    """Name the items that cannot be sold while something is out; those that go with another size or bun can."""
    from kiosk.work.board.stock import unmakable

    return [item.id for item in menu.items if unmakable(menu, item.id, {name})]

"""`kiosk item`: 86, what is out of stock and what is back."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from kiosk.cli.parser import noun, verb
from kiosk.cli.verb import CommandForm, add_verb

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns
    from kiosk.counter.counter import Counter
    from kiosk.work.board.standing import Standing
    from kiosk.work.playbook.menu import Menu
    from kiosk.work.verb.stock import RunOut


def add(nouns: Nouns) -> None:
    """Add the noun and its verbs."""
    verbs = noun(nouns, "item")
    verb(verbs, "list", _list, "list what is out since when, and what cannot be sold because of it")
    add_verb(verbs, "out", "run-out", CommandForm(facts=_facts, more=_lost_words))
    add_verb(verbs, "back", "bring-back", CommandForm(facts=_facts))


def _list(args: argparse.Namespace) -> int:
    from kiosk.cli.run import with_counter
    from kiosk.cli.say import facts, table
    from kiosk.work.order.guard import who

    async def look(counter: Counter) -> None:
        menu, standing = counter.playbook.menu, counter.board.standing
        if args.json:
            facts(_facts(counter, standing))
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


def _facts(counter: Counter, standing: Standing) -> list[dict[str, Any]]:
    """Return what is out as JSON values."""
    from kiosk.work.time.instant import utc

    menu = counter.playbook.menu
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


def _is_known(menu: Menu, name: str) -> bool:
    return name in menu.item or name in menu.part


def _called(menu: Menu, name: str) -> str:
    """Return what people call an item or a part; its id where it was marked out under another menu."""
    from kiosk.work.board.stock import stock_name

    return stock_name(menu, name) if _is_known(menu, name) else name


def _lost_words(counter: Counter, meant: RunOut, _standing: Standing) -> str:
    """Name what cannot be sold beside what is out."""
    menu = counter.playbook.menu
    lost = ", ".join(menu.item[item].name for item in _lost(menu, meant.item) if item != meant.item)
    return f"With it cannot be sold: {lost}." if lost else ""


def _lost(menu: Menu, name: str) -> list[str]:
    """Name the items that cannot be sold while something is out; those that go with another size or bun can."""
    from kiosk.work.board.stock import unmakable

    return [item.id for item in menu.items if unmakable(menu, item.id, {name})]

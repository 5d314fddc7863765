"""86 on a screen: what is out of stock, marked and brought back with two or three digits."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from kiosk.tui.modals.choose import Choose, Offer
from kiosk.tui.terminal.screen import CounterScreen
from kiosk.words import _
from kiosk.work.order.guard import who
from kiosk.work.stock import stock_name

Page = tuple[str, tuple[str, ...]]
"""What a page is called, and the items or parts on it."""


class Stock(CounterScreen):
    """Asks what is out. Nothing is asked twice: what was marked by mistake comes back the same way."""

    stations: tuple[str, ...]

    def action_eighty_six(self) -> None:
        """Ask what is back, or on which page stands what is out."""
        standing, menu = self.counter.board.standing, self.counter.playbook.menu
        known = {*menu.item, *menu.part}
        gone = tuple(
            Offer(name, _("{name} is back", name=self.stock_words(name)), self._out_since(name))
            for name in standing.out
            if name in known
        )
        pages = self._pages()
        offers = (*gone, *(Offer(page, page[0]) for page in pages))

        def asked(answer: tuple[object, ...] | None) -> None:
            page = next((page for page in pages if answer and answer[0] == page), None)
            if page:
                self._ask_out(page)
            elif answer:
                self.verb(partial(self._back, str(answer[0])))

        self.app.push_screen(Choose(_("86: what is out, or back?"), offers), asked)

    def _ask_out(self, page: Page) -> None:
        """Ask which of a page is out."""
        offers = tuple(Offer(name, self.stock_words(name)) for name in page[1])

        def asked(answer: tuple[object, ...] | None) -> None:
            if answer:
                self.verb(partial(self._out, str(answer[0])))

        self.app.push_screen(Choose(_("{page}: what is out?", page=page[0]), offers), asked)

    def _pages(self) -> tuple[Page, ...]:
        """Give parts of these stations first, then the pages of the menu, then parts of the others; what is out not."""
        playbook, out = self.counter.playbook, self.counter.board.standing.out
        made: dict[str, list[str]] = {}
        for step in playbook.process.steps:
            made.setdefault(step.station, []).extend(step.makes)
        here = [name for name in made if name in self.stations]
        parts = {
            name: (_("Made at {name}", name=playbook.station[name].name), tuple(dict.fromkeys(made[name])))
            for name in made
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

    def stock_words(self, name: str) -> str:
        """Give what people call an item or a part, as a sentence begins."""
        words = stock_name(self.counter.playbook.menu, name)
        return words[:1].upper() + words[1:]

    def _out_since(self, name: str) -> str:
        """Say who marked something out, and when."""
        stamp = self.counter.board.standing.out[name]
        return _("out since {at:%H:%M}, {who}", at=self.counter.local(stamp.at.at), who=who(stamp))

    async def _out(self, name: str) -> None:
        await self.counter.eighty_six(name, by=self.kiosk.person)
        self.look()
        self.say(f"{_('{name} is out.', name=self.stock_words(name))} {self._how_back()}", "good")

    async def _back(self, name: str) -> None:
        await self.counter.back(name, by=self.kiosk.person)
        self.look()
        self.say(_("{name} is there again", name=self.stock_words(name)), "good")

    def _how_back(self) -> str:
        """Say how it is taken back, in the key that does it here."""
        sign = self.sign("eighty_six")
        return _("{sign} brings it back.", sign=sign) if sign else _("86 brings it back.")

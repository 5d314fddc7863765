"""Drawing: lines are exactly as wide as they should be, words are never lost, and no size is too small to draw in."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual._compositor import LayoutUpdate
from textual.app import App
from textual.geometry import Region

from kiosk.counter.ports import Wait
from kiosk.tui.expo.overview import Overview
from kiosk.tui.expo.whole_order import WholeOrder
from kiosk.tui.front.basket import Basket, BasketFacts
from kiosk.tui.front.entry_title import EntryTitle
from kiosk.tui.order.finished import FinishedList
from kiosk.tui.procedure.document import document_lines
from kiosk.tui.station.open_step import OpenStep
from kiosk.tui.station.rail.cards import Card
from kiosk.tui.station.rail.sight import RailSight
from kiosk.tui.station.ticket_sight import TicketSight
from kiosk.tui.widgets.draw import Drawn
from kiosk.tui.widgets.header import Header
from kiosk.tui.widgets.header_facts import HeaderFacts
from kiosk.tui.widgets.keybar import Key, KeyBar
from kiosk.tui.widgets.lines import Drawing, Sheet, Target, cut, fit, fold, spread, width_of, wrap
from kiosk.tui.widgets.notice import Notice
from kiosk.tui.widgets.process_strip import process_strip
from kiosk.tui.widgets.tiles import Tile, Tiles
from kiosk.work.board.board import on_board
from kiosk.work.order.event import Guest
from kiosk.work.playbook.playbook import Playbook
from tests.tui.seat import seat
from tests.work.crew import at

WIDE = "好🍔👩\u200d🍳é"
words = st.text(st.one_of(st.sampled_from("ab []/=\x1b\x07\x9b\u202e\t\n"), st.sampled_from(WIDE)), max_size=30)
runs = st.lists(st.tuples(words, st.just("text")), max_size=4)
widths = st.integers(-3, 40)


@given(runs, st.integers(0, 40))
def test_a_fitted_line_is_exactly_as_wide(line: list[tuple[str, str]], width: int) -> None:
    """Cut or filled up, wide signs and all; and what cannot be read is made visible."""
    fitted = fit(line, width)
    assert width == width_of(fitted)
    for text, _ in fitted:
        for sign in text:
            assert sign.isprintable() or sign in "\u200d\ufe0f"


@given(words, widths)
def test_cut_text_is_never_wider(text: str, width: int) -> None:
    """And ends in … where something is missing."""
    shown = cut(text, width)
    assert cell_len(shown) <= max(0, width)
    assert shown == text or width <= 0 or shown.endswith("…") or cell_len(text.rstrip()) <= width


@given(words, widths)
def test_wrapped_text_keeps_every_sign(text: str, width: int) -> None:
    """In its order, each line within the width if a single sign is."""
    lines = wrap(text, width)
    assert "".join(text.split()) == "".join("".join(lines).split())
    for line in lines:
        assert cell_len(line) <= max(2, width) or len(line) == 1, line


@pytest.mark.parametrize("sign", ["x", "�", "世"])
def test_a_word_of_half_a_megabyte_is_broken_at_once(sign: str) -> None:
    """An order from outside that was refused may be one, and the screen waits for it."""
    begun = process_time()
    assert sign * 500_000 == "".join(wrap(sign * 500_000, 98))
    assert process_time() - begun < 5


@given(runs, runs, st.integers(0, 40))
def test_spread_runs_stand_at_both_ends(left: list[tuple[str, str]], right: list[tuple[str, str]], width: int) -> None:
    """Where it is too short the left ones are cut first."""
    plain = [("".join(sign for sign in text if sign.isprintable()), look) for text, look in right]
    assert max(0, width) == width_of(spread(left, plain, width))


def test_a_target_holds_its_cells() -> None:
    """Its first row and column, and none beside it."""
    target = Target(2, 3, 4, 2, "it")
    assert target.holds(2, 3)
    assert target.holds(5, 4)
    assert not target.holds(6, 4)
    assert not target.holds(5, 5)


def test_a_sheet_numbers_its_lines() -> None:
    """A target covers the lines just added, or those said."""
    sheet = Sheet(10)
    assert [0, 1] == [sheet.add(("a", "")), sheet.add(("b", ""))]
    sheet.touch("both", height=2)
    sheet.touch("first", y=0)
    assert [(0, 2), (0, 1)] == [(target.y, target.height) for target in sheet.done().targets]


def filled(burger: Playbook) -> list[Drawn | RailSight | TicketSight]:
    """Return every widget with as much as it may have to show."""
    crew = at("grill")
    entry = on_board(crew.order, crew.playbook, Guest("order", "Maya" * 9, "note " * 30, "nuts " * 30))
    ticket = entry.ticket("grill")
    assert ticket is not None
    opened, rail, basket, tiles, keys = TicketSight(), RailSight(), Basket(), Tiles(), KeyBar()
    opened.value = OpenStep(entry, ticket, "Say this to the guest, all of it.", 3_723_000, "late")
    line = (("1 × Burger with a long name", "text"),)
    rail.cards = tuple(
        Card(("order", str(place)), str(place), "Step", "due", "1:02:03", (line,) * place, "Leo", allergy=True)
        for place in range(1, 30)
    )
    rail.chosen, rail.coming = ("order", "17"), 5
    basket.facts = BasketFacts(
        crew.playbook, "1", "Maya" * 9, "note " * 20, "milk", ("milk",), entry.order.lines, "Say it " * 30, 0
    )
    tiles.tiles = tuple(Tile(place, "A label that is long", str(place), "detail") for place in range(1, 10))
    keys.keys = (Key("done", "DONE with a long name", main=True), Key("undo"), Key("more"), Key("take"), Key("say"))
    header, notice, title, overview, finished = Header(), Notice(), EntryTitle(), Overview(), FinishedList()
    header.facts = HeaderFacts("Grill and everything", "", ("Ana", "fact " * 20), 12_000, clock="12:31:08")
    notice.words = "A sentence that says what to do. " * 5
    title.words, title.say, title.how, title.timer = "Cheeseburger ×2", "Say " * 30, "○○○○", "0:12 of 0:45"
    overview.orders = (WholeOrder(entry, crew.clock.now(), 600_000, "late"),) * 5
    finished.rows, finished.chosen = (("1  Maya", (("12:31", "quiet"),), "2 × Burger"),) * 9, 5
    return [opened, rail, basket, tiles, keys, header, notice, title, overview, finished]


def test_no_size_is_too_small_to_draw_in(burger: Playbook) -> None:
    """From one cell to a wall: drawn without a fault, and nothing to touch lies outside to the right."""
    for widget in filled(burger):
        for width in (*range(1, 50), 62, 80, 160):
            for height in (1, 2, 3, 5, 7, 8, 15, 30):
                drawing = widget.draw(width, height)
                assert isinstance(drawing, Drawing)
                for line in drawing.lines:
                    assert width == width_of(fit(line, width))


def test_targets_do_not_overlap() -> None:
    """A finger means one thing: tiles, keys and cards stand beside one another."""
    tiles, keys, rail = Tiles(), KeyBar(), RailSight()
    tiles.tiles = tuple(Tile(place, f"Tile {place}", str(place)) for place in range(1, 10))
    keys.keys = (Key("done", main=True), Key("undo"), Key("more"), Key("take"))
    rail.cards = tuple(Card(("order", str(place)), str(place), "", "due", "0:02", ()) for place in range(1, 9))
    for widget, width, height in ((tiles, 60, 14), (keys, 80, 3), (rail, 52, 30), (rail, 40, 1)):
        seen: set[tuple[int, int]] = set()
        for target in widget.draw(width, height).targets:
            cells = {(target.x + x, target.y + y) for x in range(target.width) for y in range(target.height)}
            assert not cells & seen
            assert max(x for x, _ in cells) < width + 1
            seen |= cells


@pytest.mark.parametrize("width", [20, 40, 70, 100])
def test_the_process_strip_shows_the_step_in_every_width(width: int) -> None:
    """What is done, open and to come; where it is too long the far ends go first."""
    crew = at("grill")
    entry = on_board(crew.order, crew.playbook, None)
    strip = process_strip(entry, "grill", width)
    assert width_of(strip) <= width
    assert "Grill" in "".join(text for text, _ in strip)


def test_steps_that_run_beside_each_other_stand_between_bars() -> None:
    """Grill and fryer wait for the same."""
    crew = at("grill")
    words_ = "".join(text for text, _ in process_strip(on_board(crew.order, crew.playbook, None), "grill", 200))
    assert "✔ Pay  ┤ ● Grill  ● Fry  ├ ○ Check  ○ Hand over" in words_


def test_document_lines_fit(burger: Playbook) -> None:
    """No line of a procedure is wider than the page but its head, which is cut on the screen."""
    for procedure in burger.procedures:
        for width in (36, 60, 92):
            for line in document_lines(burger, procedure, width)[2:]:
                assert width_of(line) <= width


def test_the_rail_keeps_the_chosen_card_in_sight() -> None:
    """However far down it stands, and whichever way it was reached."""
    rail = RailSight()
    rail.cards = tuple(
        Card(("order", str(place)), str(place), f"Title{place}", "due", "0:02", ()) for place in range(1, 60)
    )
    for chosen, after in pairwise([1, 30, 59, 2, 40, 39, 38, 1]):
        for place in (chosen, after):
            rail.chosen = ("order", str(place))
            drawing = rail.draw(26, 20)
            assert rail.chosen in [target.means for target in drawing.targets]


def test_one_sign_tells_that_a_line_is_cut() -> None:
    """Where a word ends a cell before the end, what stands behind it is not cut to a sign of its own."""
    assert ((" all day: 8…", "text"), (" ", "")) == fit(((" all day: 8 patties", "text"), (" Burger", "quiet")), 13)


def test_a_line_that_is_cut_between_two_runs_tells_it() -> None:
    """Where that is asked for: one that ends where the room ends is not cut; what follows is blank or is missing."""
    runs = (("1 in ", "text"), ("0:12", "bad"))
    more = (*runs, (" · ", "quiet"), ("2 in", "text"))
    assert runs == fit(runs, 9, tells=True) == fit((*runs, ("  ", "quiet")), 9, tells=True) == fit(more, 9)
    assert (("1 in ", "text"), ("0:1…", "bad")) == fit(more, 9, tells=True)


def test_a_line_is_folded_whole() -> None:
    """Between words, later rows further in; a word that has no room is broken, and every look stays."""
    line = (("    ", ""), ("now ", "warn"), ("“well done, and 🥑 inside incomprehensibilities”", "accent"))
    rows = fold(line, 16, 5)
    assert "now “well done, and 🥑 inside incomprehensibilities”".replace(" ", "") == "".join(
        text.replace(" ", "") for row in rows for text, _ in row
    )
    assert all(width_of(row) <= 16 for row in rows)
    assert all(row[0] == ("     ", "") for row in rows[1:])
    assert {"", "warn", "accent"} == {look for row in rows for _, look in row}
    assert [line] == fold(line, 80, 5)


# What is painted of a drawing.

TEXTS = ("", "a", "a b", "1:17", "1:18", "好", "👩\u200d🍳", "é long word that is cut somewhere")
LOOKS = ("", "strong bold", "bad", "quiet on raised")


class Page(Drawn):
    """Draws what it is given."""

    DEFAULT_CSS = "Page { width: 30; height: 6; padding: 1 2; }"
    lines: tuple[tuple[tuple[str, str], ...], ...] = ()

    def draw(self, width: int, height: int) -> Drawing:
        """Draw it."""
        return Drawing(self.lines)


class PageApp(App[None]):
    """Shows a page."""

    page: Page

    def compose(self) -> Iterator[Page]:
        """Put the page there."""
        self.page = Page()
        yield self.page


def cells(page: Page) -> list[list[tuple[str, Style | None]]]:
    """Return what is painted, by row and cell: a sign by itself, a run with wide ones at its first cell."""
    painted: list[list[tuple[str, Style | None]]] = []
    for strip in page.render_lines(page.outer_size.region):
        painted.append([])
        for text, look, *_ in strip:
            signs = text if text.isascii() else [text, *[""] * (cell_len(text) - 1)]
            painted[-1] += [(sign, look) for sign in signs]
    return painted


async def test_only_cells_that_differ_are_painted_and_all_of_them() -> None:
    """However a drawing changes: what was painted before, with what is painted anew, is the drawing in whole."""
    chance = random.Random(7)
    app = PageApp()
    async with app.run_test(size=(40, 10)) as pilot:
        page = app.page
        await pilot.pause()
        screen = cells(page)
        for _ in range(300):
            lines = [list(line) for line in page.lines] or [[]]
            lines = lines[: chance.randint(1, 5)] + [[] for _ in range(chance.randint(0, 1))]
            for line in chance.sample(lines, k=min(2, len(lines))):
                line[:] = [*line[: chance.randint(0, 4)], (chance.choice(TEXTS), chance.choice(LOOKS)), *line[-1:]]
            page.lines = tuple(tuple(line) for line in lines)
            page._repaint_regions.clear()
            page.redraw()
            whole = cells(page)
            for region in page._repaint_regions:
                for y in region.line_range:
                    screen[y][region.x : region.right] = whole[y][region.x : region.right]
            assert whole == screen
            await pilot.pause()
        page._repaint_regions.clear()
        page.redraw()
        assert not page._repaint_regions


async def test_another_theme_is_painted_at_once(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All of the screen, though nothing on it is drawn anew."""
    async with seat(database) as grill:
        await grill.opened()
        painted: list[object] = []
        monkeypatch.setattr(grill.app, "_display", lambda _screen, update: painted.append(update))
        await grill.press("d")
        assert Region(0, 0, 100, 30) in [update.region for update in painted if isinstance(update, LayoutUpdate)]


def test_the_header_says_as_much_of_a_wait_as_there_is_room_for() -> None:
    """The program's name goes first, then who it is; that the record is waited for stands at every width."""
    header = Header()
    header.facts = HeaderFacts("grill", clock="12:31:08", wait=Wait(12.7, 4242, "sqlitebrowser"))
    said = {width: "".join(text for text, _style in header.draw(width, 1).lines[0]) for width in (100, 80, 40)}
    assert "○ waiting for the record, 12 s, held by process 4242 (sqlitebrowser)" in said[100]
    assert "○ waiting for the record, 12 s, held by process 4242  12:31:08" in said[80]
    assert "○ waiting 12 s  12:31:08" in said[40]
    header.facts = HeaderFacts("grill", wait=Wait(3, 0, ""))
    assert "held by a program" in "".join(text for text, _style in header.draw(80, 1).lines[0])

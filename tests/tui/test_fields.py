"""Fields of orders on screens: seen where they stand, said by a key, asked for before an order is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import UNSET
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.counter.ports import Period, Wanted
from kiosk.errors import Refused
from kiosk.settings import Settings
from kiosk.work.people.person import Person
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Point
from kiosk.work.playbook.process import OrderField
from kiosk.work.verb.fill import FillFields
from kiosk.work.verb.open_order import AddOrder
from tests.test_fields import ASKING, AXIS, BURGER, COATING, DAY, NIGHT, PHONE, PROMISED, measuring, with_fields
from tests.tui.seat import Seat, seat

FIELDS = "\x04"
"""What a keyboard sends for the key of fields."""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Return the path of a record that is not there yet."""
    return tmp_path / "kiosk.db"


async def added(counter: Counter) -> None:
    """Take an order from outside, of which only the day is said."""
    await counter.do(AddOrder("web-1", BURGER, fields=DAY))


def said(at: Seat) -> dict[str, str]:
    """Return what is said of the only order."""
    (entry,) = at.counter.board.orders.values()
    return dict(entry.guest.fields)


@pytest.mark.parametrize("size", [(100, 30), (80, 24), (40, 20)])
async def test_a_step_shows_its_fields_and_what_lacks(database: Path, size: tuple[int, int]) -> None:
    """With the key that says it, in the card and in what the bump waits for."""
    async with seat(database, playbook=ASKING, size=size, before=added) as grill:
        assert "Promised for Thu 2026-12-24" in grill.text
        assert "^D say first: Axis" in grill.text
        await grill.press("1", "enter")
        assert "First say of order 1: Axis (^D)." in grill.notice


async def test_what_lacks_is_keyed_one_after_the_other(database: Path) -> None:
    """What cannot be stays in its field with the reason; a choice is a row; going back keeps what was said."""
    async with seat(database, playbook=ASKING, before=added) as grill:
        assert "Fields ^D" in grill.keys
        await grill.press(FIELDS)
        assert "Axis (1 of 3)" in grill.text
        await grill.type("181")
        await grill.press("enter")
        assert "Axis is between 0° and 180°; “181” cannot be." in grill.text
        await grill.press("backspace", "enter")
        assert "Telephone (2 of 3)" in grill.text
        await grill.press("enter")
        assert "Coating (3 of 3)" in grill.text
        await grill.press("2")
        assert {"promised": "2026-12-24", "axis": "18", "coating": "hard"} == said(grill)
        assert "✔ Order 1: Axis 18°, Coating hard" == grill.notice
        assert "say first" not in grill.text


async def test_going_back_keeps_what_was_said(database: Path) -> None:
    """And says nothing where nothing was."""
    async with seat(database, playbook=ASKING, before=added) as grill:
        await grill.press(FIELDS, "escape")
        assert {"promised": "2026-12-24"} == said(grill)
        await grill.press(FIELDS, "9", "0", "enter", "escape")
        assert {"promised": "2026-12-24", "axis": "90"} == said(grill)


async def test_what_is_said_can_be_said_otherwise(database: Path) -> None:
    """Where nothing is left to be said the key asks which; an emptied word takes it out."""
    async with seat(database, playbook=with_fields(PROMISED, NIGHT, COATING), before=added) as grill:
        await grill.press(FIELDS, "1")
        assert {"promised": "2026-12-24", "coating": "none"} == said(grill)
        await grill.press(FIELDS)
        assert "What is to be said otherwise?" in grill.text
        await grill.press("1")
        assert "2026-12-24" in grill.text
        await grill.type("+3")
        await grill.press("enter")
        assert "2026-11-25" == said(grill)["promised"]
        await grill.press(FIELDS, "2")
        assert "Take it out" in grill.text
        await grill.press("2")
        assert "hard" == said(grill)["coating"]


async def test_nothing_is_asked_where_no_field_stands(database: Path) -> None:
    """Neither on the card nor by the key."""
    async with seat(
        database, playbook=with_fields(replace(AXIS, required=UNSET, shown=("check",))), before=plain
    ) as grill:
        assert "Fields" not in grill.keys
        await grill.press(FIELDS)
        assert "Nothing is asked here beside the lines of an order." in grill.notice


async def plain(counter: Counter) -> None:
    """Take an order from outside."""
    await counter.do(AddOrder("web-1", BURGER))


async def test_a_reading_says_what_it_is_held_against(database: Path) -> None:
    """The limit of this very order."""

    async def prescribed(counter: Counter) -> None:
        await counter.do(AddOrder("web-1", BURGER, fields=(("axis", "90"),)))

    async with seat(database, "station:expo", playbook=measuring(), before=prescribed) as expo:
        await expo.counter.do(FillFields("20261122-1", (("axis", "45"),)))
        (spec,) = expo.counter.board.orders["20261122-1"].specs("check")
        assert "as prescribed: 43° – 47°" == spec.words


async def test_a_point_names_what_is_said_of_its_order(database: Path) -> None:
    """As people read it; a dot-dot-dot where nobody said it. The record has the words of the playbook."""
    points = (Point("set", "Set it to {axis}, coat it {coating}, {nothing}", short="Set to {axis}"),)
    book = with_fields(replace(AXIS, required=UNSET), COATING)
    procedures = tuple(replace(one, points=points) if one.step == "grill" else one for one in book.procedures)

    async def prescribed(counter: Counter) -> None:
        await counter.do(AddOrder("web-1", BURGER, fields=(("axis", "90"),)))

    async with seat(database, playbook=replace(book, procedures=procedures), before=prescribed) as grill:
        assert "Set it to 90°, coat it …," in grill.text
        assert "{nothing}" in grill.text
        await grill.press("1", "enter")
        rows = await grill.counter.reports.rows(Period("2026-11-22", "2026-11-22"), Wanted("adherence"))
        assert ["Set it to {axis}, coat it {coating}, {nothing}"] == [row.words for row in rows.adherence]


async def test_what_only_some_may_see_is_hidden_from_others(database: Path) -> None:
    """That it is said stands there, and not what."""
    phone = replace(PHONE, seen_by=("Manager",))

    async def known(counter: Counter) -> None:
        await counter.people.keep(Person("Ana", ("crew",)))
        await counter.people.keep(Person("Bea", ("crew", "Manager")))
        await counter.do(AddOrder("web-1", BURGER, fields=(("phone", "555 0100"),)))

    async with seat(database, playbook=with_fields(phone), before=known) as grill:
        assert "Telephone •••" in grill.text
        assert "555 0100" not in grill.text
    settings = Settings(person="Bea", debounce=0, guard=0, scanner="off")
    async with seat(database, playbook=with_fields(phone), settings=settings) as grill:
        assert "Telephone 555 0100" in grill.text


def front_book(*fields: OrderField) -> Playbook:
    """Return the diner with fields that are keyed at its front."""
    return with_fields(*fields)


async def test_the_front_asks_before_it_sends(database: Path) -> None:
    """Only what has to be said; then the green key sends."""
    async with seat(database, "station:front", playbook=front_book(PHONE, PROMISED)) as front:
        await front.press("enter", "enter", "1", "1", "enter")
        assert "^D say first: Promised for" in front.text
        assert "Fields ^D" in front.keys
        await front.press("enter")
        assert "Promised for" in front.text
        await front.type("tomorrow")
        await front.press("enter")
        assert {"promised": "2026-11-23"} == said(front)
        assert "Promised for Mon 2026-11-23" in front.text
        await front.press("enter")
        (entry,) = front.counter.board.orders.values()
        assert entry.order.taken


async def test_the_front_keys_any_field_while_an_order_is_keyed(database: Path) -> None:
    """What is asked follows from the basket: a burger asks nothing of fries."""
    night = replace(NIGHT, required=UNSET)
    async with seat(database, "station:front", playbook=front_book(PHONE, night)) as front:
        await front.press("enter", "enter", "1", "1", "enter", FIELDS)
        await front.type("555")
        await front.press("enter")
        assert {"phone": "555"} == said(front)


async def test_the_page_of_an_order_has_all_of_them(database: Path) -> None:
    """What is not said yet too; the key says it from there."""
    async with seat(database, "station:expo", playbook=ASKING, before=added) as expo:
        await expo.press("o", "1")
        assert "Promised for  Thu 2026-12-24" in expo.text
        assert "Axis  not said yet" in expo.text
        await expo.press(FIELDS, "7", "enter", "escape")
        assert "7" == said(expo)["axis"]


async def test_a_refused_order_that_is_keyed_brings_its_fields(database: Path) -> None:
    """What can be read of them; what cannot stands above the basket with the rest."""
    text = b'{"id": "web-1", "lines": [{"item": "burger"}], "fields": {"phone": "555", "axis": "left", "night": true}}'

    async def kept(counter: Counter) -> None:
        await counter.refusals.keep(text, Refused("field-missing", "The order does not say: Promised for."), "web", "1")

    async with seat(database, "station:front", playbook=ASKING, before=kept, size=(160, 45)) as front:
        await front.press("\x0f", "enter", "4")
        await front.settle()
        await front.press("enter")
        assert {"phone": "555", "night": "yes"} == said(front)
        assert "axis: Axis is a number" in " ".join(" ".join(front.lines).split())
        await front.press("enter")
        await front.type("+2")
        await front.press("enter", "enter")
        (entry,) = front.counter.board.orders.values()
        assert entry.order.taken

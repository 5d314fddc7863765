"""Fields of orders at a counter: said, asked for, changed, forgotten; what was said stands outside the chain."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import pytest
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.journal.verify import verify
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.playbook.canon import canonical
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import FieldOption, OrderField, Step
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change, wishes_of
from kiosk.work.verb.fill import FillFields
from kiosk.work.verb.forget import ForgetGuests
from kiosk.work.verb.mark import MarkPoint
from kiosk.work.verb.open_order import AddOrder, OpenOrder
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.void import Void
from tests.playbooks import DINER
from tests.records import terminal

PROMISED = OrderField("promised", "Promised for", "day", required="take-order")
AXIS = OrderField("axis", "Axis", "number", "°", 0, Decimal(0), Decimal(180), "grill", ("take-order", "grill"))
PHONE = OrderField("phone", "Telephone", "phone", forget=30)
COATING = OrderField("coating", "Coating", "choice", options=(FieldOption("none", "none"), FieldOption("hard", "hard")))
NIGHT = OrderField("night", "Drives at night", "yes-no", when="part fries", required="fry")


def with_fields(*fields: OrderField, when: str = "", step: str = "") -> Playbook:
    """Return the diner with fields of orders, and one of its steps for some orders alone."""
    steps = tuple(replace(one, when=when) if one.id == step else one for one in DINER.process.steps)
    return replace(DINER, process=replace(DINER.process, steps=steps, fields=fields))


ASKING = with_fields(PROMISED, AXIS, PHONE, COATING, NIGHT)
BURGER, DAY = (Wish("burger"),), (("promised", "2026-12-24"),)


@pytest.fixture
async def counter(tmp_path: Path) -> AsyncIterator[Counter]:
    """Return a counter that asks for fields."""
    async with terminal(tmp_path / "kiosk.db", playbook=ASKING) as opened:
        yield opened


async def begun(counter: Counter, *fields: tuple[str, str]) -> str:
    """Take a burger for the front, with what is said of it; gives the order's id."""
    order_id = (await counter.do(OpenOrder())).order.id
    await counter.do(Bump(order_id, "greet"))
    await counter.do(TakeOrder(order_id, BURGER, fields=(*DAY, *fields)))
    return order_id


async def worked(counter: Counter, order_id: str) -> None:
    """Do all that is open of an order."""
    while tickets := [one for one in (await counter.order(order_id)).tickets if one.state == "open"]:
        step = tickets[0].step
        for point in DINER.procedure[step].points:
            await counter.do(MarkPoint(order_id, step, point.id, "kept"))
        await counter.do(Bump(order_id, step))


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    """Ask the record."""
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


async def test_what_is_said_is_kept_beside_the_order_and_never_in_the_chain(counter: Counter, tmp_path: Path) -> None:
    """By whom and when stands in the record; what it was stands outside."""
    order_id = await begun(counter, ("Telephone", "555 0100"))

    left = await counter.do(FillFields(order_id, (("axis", "90°"), ("coating", "ha"))), by="Ana")

    assert (("axis", "90"), ("coating", "hard"), ("phone", "555 0100"), ("promised", "2026-12-24")) == left.guest.fields
    assert ("Ana", "") == (left.order.fields["axis"].by, left.order.fields["phone"].by)
    chain = "".join(str(data) for (data,) in rows(tmp_path / "kiosk.db", "SELECT data FROM events"))
    assert [] == [said for said in ("555 0100", "2026-12-24", "hard") if said in chain]
    assert () == verify(tmp_path / "kiosk.db")


async def test_another_terminal_reads_what_is_said(counter: Counter, tmp_path: Path) -> None:
    """It is on the board of whoever opens the record."""
    order_id = await begun(counter)
    async with terminal(tmp_path / "kiosk.db", playbook=ASKING) as other:
        assert DAY == other.board.orders[order_id].guest.fields
        await other.do(FillFields(order_id, (("axis", "5"),)))
        assert (("axis", "5"), *DAY) == other.board.orders[order_id].guest.fields


async def test_the_last_word_holds_and_a_field_can_be_taken_out(counter: Counter) -> None:
    """The same again is said again, by whoever says it."""
    order_id = await begun(counter, ("phone", "555"))
    await counter.do(FillFields(order_id, (("phone", "556"),)), by="Leo")

    left = await counter.do(FillFields(order_id, (("phone", ""), ("axis", "1"))))

    assert (("axis", "1"), *DAY) == left.guest.fields
    assert {"promised", "axis"} == {*left.order.fields}


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ((), "nothing-said"),
        ((("axsi", "1"),), "no-such-field"),
        ((("axis", "181"),), "field-value"),
        ((("promised", ""),), "field-needed"),
    ],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(
    counter: Counter, fields: tuple[tuple[str, str], ...], code: str
) -> None:
    """One word of several that cannot be refuses them all."""
    order_id = await begun(counter)

    with pytest.raises(Refused) as refused:
        await counter.do(FillFields(order_id, (*fields, ("phone", "555")) if fields else ()))

    assert code == refused.value.code
    assert DAY == (await counter.order(order_id)).guest.fields


async def test_nothing_is_said_of_an_order_that_is_over(counter: Counter) -> None:
    """Its end is its end."""
    order_id = await begun(counter)
    await counter.do(Void(order_id, "Guest left"))

    with pytest.raises(Refused) as refused:
        await counter.do(FillFields(order_id, (("phone", "555"),)))

    assert "void" == refused.value.code


async def test_an_order_is_not_sent_without_what_the_taking_asks(counter: Counter) -> None:
    """The sentence names it; with it the order goes."""
    order_id = (await counter.do(OpenOrder())).order.id
    await counter.do(Bump(order_id, "greet"))

    with pytest.raises(Refused) as refused:
        await counter.do(TakeOrder(order_id, BURGER))

    assert ("field-missing", "First say of order 1: Promised for.") == (refused.value.code, refused.value.words)
    await counter.do(FillFields(order_id, DAY))
    assert (await counter.do(TakeOrder(order_id, BURGER))).order.taken


async def test_a_step_is_not_bumped_without_what_it_asks_of_this_order(counter: Counter) -> None:
    """Fries ask whether the guest drives at night; a burger never does."""
    order_id = await begun(counter)
    await counter.do(Bump(order_id, "pay"))
    await counter.do(MarkPoint(order_id, "grill", DINER.procedure["grill"].points[0].id, "kept"))

    with pytest.raises(Refused) as refused:
        await counter.do(Bump(order_id, "grill"))

    assert ("field-missing", "First say of order 1: Axis.") == (refused.value.code, refused.value.words)
    await counter.do(FillFields(order_id, (("axis", "90"),)))
    await worked(counter, order_id)
    assert (await counter.order(order_id)).order.finished


async def test_an_order_from_outside_says_it_all_or_is_refused(counter: Counter) -> None:
    """What its steps at the front would ask is asked of whoever sends it."""
    with pytest.raises(Refused) as refused:
        await counter.do(AddOrder("web-1", BURGER))
    left = await counter.do(AddOrder("web-1", BURGER, fields=(("promised", "2026-12-24"), ("axis", "12"))))

    assert "field-missing" == refused.value.code
    assert (("axis", "12"), *DAY) == left.guest.fields


async def test_an_order_that_comes_again_is_the_same_whatever_hands_said_since(tmp_path: Path) -> None:
    """Said otherwise from the beginning it is another."""
    clock = SetClock()
    async with terminal(tmp_path / "kiosk.db", clock=clock, playbook=ASKING) as counter:
        order = AddOrder("web-1", BURGER, fields=DAY)
        known = await counter.do(order)
        with pytest.raises(Refused) as refused:
            await counter.do(AddOrder("web-1", BURGER, fields=(("promised", "2026-12-25"),)))
        clock.advance(1)
        await counter.do(FillFields(known.order.id, (("axis", "1"), ("promised", "2026-12-31"))))

        assert known.order.number == (await counter.do(order)).order.number
        assert "reference-reused" == refused.value.code


async def test_several_orders_at_once_bring_their_fields(counter: Counter) -> None:
    """As each alone does."""
    orders = [AddOrder(f"web-{n}", BURGER, fields=(("promised", f"2026-12-0{n}"),)) for n in (1, 2)]

    receipts = await counter.intake.open_each(orders)

    found = [receipt.guest.fields for receipt in receipts.values() if not isinstance(receipt, Refused)]
    assert [(("promised", "2026-12-01"),), (("promised", "2026-12-02"),)] == found


async def test_a_press_of_which_nobody_knows_what_became_is_answered(counter: Counter) -> None:
    """The same op says it once; with another word it is refused."""
    order_id = await begun(counter)
    await counter.do(FillFields(order_id, (("phone", "555"),)), op="op-x")
    before = (await counter.order(order_id)).order.version

    await counter.do(FillFields(order_id, (("phone", "555"),)), op="op-x")

    assert before == (await counter.order(order_id)).order.version
    with pytest.raises(Refused) as refused:
        await counter.do(FillFields(order_id, (("phone", "556"),)), op="op-x")
    assert "op-reused" == refused.value.code


async def test_a_change_of_the_guest_leaves_fields_as_they_are(counter: Counter) -> None:
    """Whatever the guest says of themselves is written beside them."""
    order_id = await begun(counter, ("phone", "555"))
    known = await counter.order(order_id)
    told = Guest(order_id, "", "By the window")

    left = await counter.do(
        Change(order_id, wishes_of(known.order), told=told, guest=replace(known.guest, note="By the window", fields=()))
    )

    assert ("By the window", (("phone", "555"), *DAY)) == (left.guest.note, left.guest.fields)


async def test_a_guest_that_is_forgotten_takes_all_fields_along(counter: Counter, tmp_path: Path) -> None:
    """That they were said stays; of what they said nothing is left in the file."""
    order_id = await begun(counter, ("phone", "555 0100"))
    await counter.do(FillFields(order_id, (("axis", "90"),)))
    await worked(counter, order_id)

    await counter.do(ForgetGuests(order_id))

    left = await counter.order(order_id)
    assert ((), {"axis", "phone", "promised"}) == (left.guest.fields, {*left.order.fields})
    assert b"555 0100" not in (tmp_path / "kiosk.db").read_bytes()
    assert () == verify(tmp_path / "kiosk.db")


async def test_a_field_is_forgotten_so_many_days_after_the_end(tmp_path: Path) -> None:
    """With the next thing that is written; the others stay, and so does all of an order that goes on."""
    clock = SetClock()
    async with terminal(tmp_path / "kiosk.db", clock=clock, playbook=ASKING) as counter:
        done, open_ = await begun(counter, ("phone", "555 0100")), await begun(counter, ("phone", "556"))
        await counter.do(FillFields(done, (("axis", "90"),)))
        await worked(counter, done)
        for days, known in ((29, "555 0100"), (2, "")):
            clock.advance(days * 86_400)
            await counter.do(OpenOrder())
            assert known == dict((await counter.order(done)).guest.fields).get("phone", "")
        assert ("90", "556") == (
            dict((await counter.order(done)).guest.fields)["axis"],
            dict((await counter.order(open_)).guest.fields)["phone"],
        )
    assert b"555 0100" not in (tmp_path / "kiosk.db").read_bytes()
    assert () == verify(tmp_path / "kiosk.db")


async def test_an_edit_of_what_was_said_is_found(counter: Counter, tmp_path: Path) -> None:
    """By its seal, which names the field."""
    order_id = await begun(counter)
    with closing(sqlite3.connect(tmp_path / "kiosk.db")) as connection:
        connection.execute("UPDATE fields SET value = '2026-12-25'")
        connection.commit()

    (finding,) = verify(tmp_path / "kiosk.db")

    assert ("fields", f"{order_id} promised", "value") == (finding.table, finding.row, finding.column)


async def test_a_step_for_what_a_field_says_is_needed_by_it_alone(tmp_path: Path) -> None:
    """And stays so when what was said is forgotten: that it held stands in the record."""
    playbook = with_fields(OrderField("deposit", "Deposit", "number"), when="field deposit over 20", step="pay")
    async with terminal(tmp_path / "kiosk.db", playbook=playbook) as counter:
        needed: dict[str, bool] = {}
        for said in ("20", "20,5"):
            order_id = (await counter.do(AddOrder("", BURGER, fields=(("deposit", said),)))).order.id
            other = (await counter.do(OpenOrder())).order.id
            await counter.do(Bump(other, "greet"))
            left = await counter.do(TakeOrder(other, BURGER, fields=(("deposit", said),)))
            needed[said] = any(ticket.step == "pay" for ticket in left.tickets)
            assert not any(ticket.step == "pay" for ticket in (await counter.order(order_id)).tickets)
    assert {"20": False, "20,5": True} == needed
    assert () == verify(tmp_path / "kiosk.db")


def test_a_step_has_its_fields() -> None:
    """Those it shows, for whom they are, and who sees them."""
    assert AXIS.stands_at("grill")
    assert not AXIS.stands_at("fry")
    seen = replace(PHONE, seen_by=("Desk",))
    assert [True, True, False] == [seen.is_seen_by(roles) for roles in (None, ("desk", "Cook"), ("Cook",))]
    assert isinstance(ASKING.process.step["pay"], Step)


def test_a_playbook_without_fields_keeps_its_hash() -> None:
    """As it was before there were any: nothing of them is written."""
    assert b"fields" not in canonical(DINER)
    assert DINER.hash != ASKING.hash

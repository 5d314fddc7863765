"""Fields of orders at a counter: said, asked for, changed, forgotten; what was said stands outside the chain."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import UNSET
from msgspec.structs import replace

from kiosk.counter.counter import Counter
from kiosk.counter.ports import NOUNS, Period
from kiosk.devices.clock import SetClock
from kiosk.errors import Refused
from kiosk.journal.export import export
from kiosk.journal.verify import verify
from kiosk.work.check.procedures import procedure_problems
from kiosk.work.guest.line import script_line
from kiosk.work.order.event import Guest
from kiosk.work.order.line import Wish
from kiosk.work.playbook.canon import canonical
from kiosk.work.playbook.name import Called
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import FieldOption, OrderField, Step
from kiosk.work.playbook.spec import Back
from kiosk.work.record.slip import slip
from kiosk.work.text.text import action
from kiosk.work.verb.bump import Bump
from kiosk.work.verb.change import Change, wishes_of
from kiosk.work.verb.fill import FillFields
from kiosk.work.verb.forget import ForgetGuests
from kiosk.work.verb.mark import MarkPoint, TakeReading
from kiosk.work.verb.open_order import AddOrder, OpenOrder
from kiosk.work.verb.take import Take
from kiosk.work.verb.take_order import TakeOrder
from kiosk.work.verb.void import Void
from tests.playbooks import DINER
from tests.records import terminal
from tests.work.invented import CORE

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

    words = f"First say of order 1: Promised for ({action('fields', '1')})."
    assert ("field-missing", words) == (refused.value.code, refused.value.words)
    await counter.do(FillFields(order_id, DAY))
    assert (await counter.do(TakeOrder(order_id, BURGER))).order.taken


async def test_a_step_is_not_bumped_without_what_it_asks_of_this_order(counter: Counter) -> None:
    """Fries ask whether the guest drives at night; a burger never does."""
    order_id = await begun(counter)
    await counter.do(Bump(order_id, "pay"))
    await counter.do(MarkPoint(order_id, "grill", DINER.procedure["grill"].points[0].id, "kept"))

    with pytest.raises(Refused) as refused:
        await counter.do(Bump(order_id, "grill"))

    words = f"First say of order 1: Axis ({action('fields', '1')})."
    assert ("field-missing", words) == (refused.value.code, refused.value.words)
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


LENS = replace(CORE, id="axis", name="Axis", words="as prescribed", unit="°", minimum=None, of_field="axis",
               tolerance=Decimal(2), corrective="Edge it anew.")  # fmt: skip


def measuring(*, back: bool = False) -> Playbook:
    """Return the diner with a check that holds a reading against a field, and may send it back to the grill."""
    spec = replace(LENS, back=Back("grill") if back else UNSET)
    book = with_fields(replace(AXIS, required=UNSET))
    procedures = tuple(replace(one, specs=(spec,) if one.step == "check" else ()) for one in book.procedures)
    return replace(book, procedures=procedures)


async def to_check(counter: Counter, *fields: tuple[str, str]) -> str:
    """Work a burger up to its check."""
    order_id = (await counter.do(AddOrder("web-1", BURGER, fields=fields))).order.id
    await counter.do(MarkPoint(order_id, "grill", DINER.procedure["grill"].points[0].id, "kept"))
    await counter.do(Bump(order_id, "grill"))
    return order_id


async def test_a_reading_is_held_against_what_is_said_of_its_order(tmp_path: Path) -> None:
    """Within two degrees to both sides; the row keeps the limit, whatever is forgotten or said later."""
    async with terminal(tmp_path / "kiosk.db", playbook=measuring()) as counter:
        order_id = await to_check(counter, ("axis", "90"))
        (spec,) = (await counter.order(order_id)).specs("check")
        within = [value for value in ("87.9", "88", "92", "92.1") if spec.within(Decimal(value))]
        with pytest.raises(Refused) as refused:
            await counter.do(Bump(order_id, "check"))
        await counter.do(TakeReading(order_id, "check", "axis", "93"))
        with pytest.raises(Refused) as missed:
            await counter.do(Bump(order_id, "check"))
        await counter.do(TakeReading(order_id, "check", "axis", "91", action="edged anew"))
        await worked(counter, order_id)
        await counter.do(ForgetGuests(order_id))

    assert ["88", "92"] == within
    assert "First read Axis: as prescribed: 88° – 92°." == refused.value.words
    assert ("out-of-spec", "Axis was 93 °. Edge it anew. Then read it again.") == (
        missed.value.code,
        missed.value.words,
    )
    read = rows(tmp_path / "kiosk.db", "SELECT value, minimum, maximum, within FROM readings ORDER BY place")
    assert [(93.0, 88.0, 92.0, 0), (91.0, 88.0, 92.0, 1)] == read
    assert () == verify(tmp_path / "kiosk.db")


@given(st.integers(0, 180), st.integers(0, 20), st.integers(0, 180))
def test_an_axis_begins_anew_at_its_circle(said: int, tolerance: int, read: int) -> None:
    """Whatever is nearer around it counts."""
    spec = replace(LENS, tolerance=Decimal(tolerance), circle=Decimal(180)).around(Decimal(said))

    assert (min((read - said) % 180, (said - read) % 180) <= tolerance) == spec.within(Decimal(read))


def test_the_limit_of_a_circle_is_said_as_it_is_read() -> None:
    """No lensmeter shows less than nothing."""
    assert "as prescribed: 179° – 3°" == replace(LENS, circle=Decimal(180)).around(Decimal(1)).words


async def test_nothing_is_read_against_what_nobody_said(tmp_path: Path) -> None:
    """The sentence names the field; the bump waits for it too."""
    async with terminal(tmp_path / "kiosk.db", playbook=measuring()) as counter:
        order_id = await to_check(counter)
        for verb in (TakeReading(order_id, "check", "axis", "90"), Bump(order_id, "check")):
            with pytest.raises(Refused) as refused:
                await counter.do(verb)
            assert ("field-missing", "First say of order 1: Axis. Axis is held against it.") == (
                refused.value.code,
                refused.value.words,
            )


async def test_a_miss_sends_its_order_back_by_what_is_said_of_it(tmp_path: Path) -> None:
    """Twelve is right for one order and wrong for the next."""
    async with terminal(tmp_path / "kiosk.db", playbook=measuring(back=True)) as counter:
        order_id = await to_check(counter, ("axis", "90"))

        left = await counter.do(TakeReading(order_id, "check", "axis", "12"))

        assert "grill" not in left.order.bumps
        assert "Edge it anew." == left.order.readings[-1].action


async def test_what_was_measured_for_another_word_is_measured_again(tmp_path: Path) -> None:
    """A correction that the reading keeps opens nothing; one that it misses opens its step and all after it."""
    async with terminal(tmp_path / "kiosk.db", playbook=measuring()) as counter:
        order_id = await to_check(counter, ("axis", "90"))
        await counter.do(TakeReading(order_id, "check", "axis", "91"))
        await counter.do(Bump(order_id, "check"))

        kept = await counter.do(FillFields(order_id, (("axis", "92"),)))
        again = await counter.do(FillFields(order_id, (("axis", "45"),)))

        assert ("check" in kept.order.bumps, "check" in again.order.bumps) == (True, False)
        with pytest.raises(Refused) as refused:
            await counter.do(Bump(order_id, "check"))
        assert "out-of-spec" == refused.value.code
        await counter.do(TakeReading(order_id, "check", "axis", "45"))
        assert "check" in (await counter.do(Bump(order_id, "check"))).order.bumps, "91 kept its limit when it was read"
    assert () == verify(tmp_path / "kiosk.db")


async def test_a_step_that_a_field_brings_in_is_done_before_what_comes_after_it(tmp_path: Path) -> None:
    """What was done without it is done again after it."""
    playbook = with_fields(replace(NIGHT, when=UNSET, required=UNSET), when="field night", step="check")
    async with terminal(tmp_path / "kiosk.db", playbook=playbook) as counter:
        order_id = await to_check(counter)
        open_ = {one.step for one in (await counter.order(order_id)).tickets if one.state == "open"}
        await counter.do(Take(order_id, "hand-over"))

        left = await counter.do(FillFields(order_id, (("night", "yes"),)))

        assert ({"hand-over"}, {"check"}) == (open_, {one.step for one in left.tickets if one.state == "open"})
        assert {} == left.order.taken_up


def saying(*lines: str) -> Playbook:
    """Return a counter whose hand-over says what fields hold."""
    procedures = tuple(replace(one, script=lines) if one.step == "hand-over" else one for one in ASKING.procedures)
    return replace(ASKING, procedures=procedures)


async def test_a_line_to_say_names_what_is_said_of_its_order(tmp_path: Path) -> None:
    """As people read it; where nobody said it another line is said."""
    book = saying("We call {phone} on {promised}.", "Ready on {promised}.")
    async with terminal(tmp_path / "kiosk.db", playbook=book) as counter:
        order_id = await begun(counter)
        before = script_line(counter.board, counter.board.orders[order_id], "hand-over")
        left = await counter.do(FillFields(order_id, (("phone", "555"), ("coating", "hard"))))
        after = {
            script_line(counter.board, replace(left, order=replace(left.order, number=n)), "hand-over") for n in (1, 2)
        }

    assert "Ready on Thu 2026-12-24." == before
    assert {"We call 555 on Thu 2026-12-24.", "Ready on Thu 2026-12-24."} == after


def test_a_line_names_no_field_that_is_not_there() -> None:
    """The nearest is told, and one line does without, as an order may lack it."""
    told = [
        words for place, words in procedure_problems(saying("On {promise}.", "Ready: {promised}.")) if "script" in place
    ]

    assert [
        "There is no variable `{promise}`. Did you mean `{promised}`?",
    ] == told
    (alone,) = [words for place, words in procedure_problems(saying("Ready: {promised}.")) if "script" in place]
    assert "Every line needs {guest}, {suggestion} or a field, which an order may lack. Add one without them." == alone


async def test_the_slip_has_what_stands_at_the_end_for_everybody(tmp_path: Path) -> None:
    """Not what stands elsewhere, nor what only some may see."""
    book = with_fields(
        PROMISED, AXIS, replace(PHONE, seen_by=("crew",)), replace(COATING, names=(Called("es", "Capa"),))
    )
    async with terminal(tmp_path / "kiosk.db", playbook=book) as counter:
        order_id = await begun(counter, ("phone", "555"), ("coating", "hard"))
        await counter.do(FillFields(order_id, (("axis", "90"),)))
        await worked(counter, order_id)
        left = await counter.order(order_id)

    lines = slip(left.order, book, left.guest, UTC).lines

    assert 1 == sum(line.startswith("Promised for") and line.endswith("Thu 2026-12-24") for line in lines)
    assert 1 == sum(line.startswith("Coating") and line.endswith("hard") for line in lines)
    assert not [line for line in lines if "555" in line or "Axis" in line]


async def test_what_is_said_can_be_exported_as_far_as_it_is_known(counter: Counter, tmp_path: Path) -> None:
    """By itself: no other export holds it, nor the workbook of all of them."""
    order_id = await begun(counter, ("phone", "555"))
    path, out = tmp_path / "kiosk.db", tmp_path / "fields.csv"

    assert 2 == export(path, "fields", out)
    assert [
        "order_id,field,number,day,value",
        f"{order_id},promised,1,2026-11-22,2026-12-24",
        f"{order_id},phone,1,2026-11-22,555",
    ] == out.read_text().splitlines()
    assert 2 == export(path, "fields", tmp_path / "f.jsonl", form="jsonl", period=Period("2026-11-22", "2026-11-22"))
    assert 0 == export(path, "fields", tmp_path / "f.xlsx", form="xlsx", period=Period("2026-11-23", "2026-11-23"))
    for noun in NOUNS:
        export(path, noun, tmp_path / f"{noun}.csv")
        assert "2026-12-24" not in (tmp_path / f"{noun}.csv").read_text()


@given(st.decimals(0, 180, places=1), st.decimals(0, 20, places=2), st.decimals(-20, 200, places=2))
def test_a_limit_lies_around_what_is_said(said: Decimal, tolerance: Decimal, read: Decimal) -> None:
    """Both ends belong to it, whatever is prescribed."""
    assert (abs(read - said) <= tolerance) == replace(LENS, tolerance=tolerance).around(said).within(read)


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

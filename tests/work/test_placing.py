"""When an order is made, and of what: rush, hold, fire, firing together, changes, 86, closed stations."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from kiosk.errors import Refused
from kiosk.work.board.board import Board, OnBoard, on_board, order_age
from kiosk.work.board.standing import where
from kiosk.work.board.stock import in_stock
from kiosk.work.order.firing import delays, line_prep
from kiosk.work.order.line import Choice, Line, Wish
from kiosk.work.order.order_events import ChangeAcknowledged, OrderChanged, OrderFinished
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.process import Step
from kiosk.work.verb.change import wishes_of
from tests.hands import (
    acknowledge,
    back,
    change,
    close_station,
    eighty_six,
    fire,
    hand_over_early,
    hold,
    open_station,
    rush,
    unrush,
    void_line,
    waste,
)
from tests.playbooks import DINER
from tests.work.crew import FRIES, MEAL, at
from tests.work.invented import Crew
from tests.work.test_hands import TWO, done, no, with_step

NO_ONION = Choice("toppings", "onion", "no")


def together(**preps: int) -> Playbook:
    """Return the diner with branches that end together, and how long its parts take."""
    parts = tuple(replace(part, prep=preps.get(part.id, 0)) for part in DINER.menu.parts)
    menu = replace(DINER.menu, parts=parts)
    return replace(DINER, menu=menu, process=replace(DINER.process, together=True))


def entry(crew: Crew, number: int) -> OnBoard:
    """Put an order on a board under a number, as of now."""
    order = replace(crew.order, id=f"order-{number}", number=number, seq=number)
    return on_board(order, crew.playbook, None, crew.clock.now())


def test_rushed_orders_come_first_and_only_so_many() -> None:
    """At the limit the next one is told which they are; a rushed one that is over counts no more."""
    crew = at("grill")
    others = [replace(crew.order, id=f"other-{n}", number=n, rush=crew.stamp()) for n in (4, 5, 6)]
    words = "3 orders are rushed already (4, 5, 6), and more would slow down all. End one first."
    assert ("too-many-rushed", words) == no(lambda: rush(crew.order, DINER, "Remake", others))
    assert rush(crew.order, DINER, "Remake", [*others[:2], replace(others[2], finished=crew.stamp())])
    later = at("grill")
    later.try_("rush", "", ())
    board = Board().with_orders([entry(crew, 1), entry(later, 2)], 1)
    assert ["order-2", "order-1"] == [ticket.order_id for ticket in board.rail(("grill",))]
    assert ("already-rushed", "Order 1 is rushed already: Driver is waiting.") == no(
        lambda: rush(later.order, DINER, "Remake", ())
    )
    assert ("not-rushed", "Order 1 is not rushed.") == no(lambda: unrush(crew.order, DINER))
    assert ("no-reason", "Say why order 1 is rushed.") == no(lambda: rush(crew.order, DINER, "", ()))
    assert "not-ordered" == no(lambda: rush(at("greet").order, DINER, "Remake", ()))[0]


def test_a_held_order_leaves_the_rails_and_the_clocks() -> None:
    """Held after 60 s for 10 minutes, its ticket is 60 s old when it comes back, and so is the order."""
    crew = at("grill")
    crew.clock.advance(60)
    age = order_age(crew.order, crew.clock.now())
    done_at = crew.clock.now().at + 600_000
    crew.write(hold(crew.order, "Guest comes later", done_at, crew.stamp()), crew.stamp())
    assert {"held"} == {crew.tickets()[step].state for step in ("grill", "fry")}
    assert ("already-held", "Order 1 is held already. Fire it first.") == no(
        lambda: hold(crew.order, "Guest comes later", 0, crew.stamp())
    )
    assert ("held", "Grill of order 1 is held back. Fire it first.") == no(
        lambda: crew.decide("bump", "grill", (), crew.stamp())
    )
    crew.clock.advance(599.999)
    assert "held" == crew.tickets()["grill"].state
    crew.clock.advance(0.001)
    ticket = crew.tickets()["grill"]
    assert "open" == ticket.state
    assert ticket.opened is not None
    assert 60_000 == crew.clock.now().mono - ticket.opened.at.mono
    assert age == order_age(crew.order, crew.clock.now())
    assert ("not-held", "Nothing of order 1 is held back.") == no(lambda: fire(crew.order, DINER, "", crew.stamp()))


def test_a_hold_by_hand_lasts_until_it_is_fired() -> None:
    """However long; and a hold whose time is over cannot be undone or fired into lasting longer."""
    crew = at("grill")
    crew.try_("hold", "", ())
    crew.clock.advance(86_400)
    assert crew.tickets()["grill"].fires is None
    assert crew.try_("fire-all", "", ())
    assert "open" == crew.tickets()["grill"].state
    crew.try_("hold", "", (), place=2)
    crew.clock.advance(25)
    opened = crew.tickets()["grill"].opened
    assert not crew.try_("fire-all", "", ())
    crew.try_("undo-last", "", ())
    assert opened == crew.tickets()["grill"].opened


def test_holds_are_refused_in_words() -> None:
    """Without a reason, into the past, for more than a day, before the order is known."""
    crew = at("grill")
    now = crew.stamp().at.at
    assert ("no-reason", "Say why order 1 is held.") == no(lambda: hold(crew.order, "", 0, crew.stamp()))
    assert ("past", "That time is over. Say a later one.") == no(lambda: hold(crew.order, "x", now, crew.stamp()))
    assert ("too-long", "An order is held for at most 24 hours.") == no(
        lambda: hold(crew.order, "x", now + 86_400_001, crew.stamp())
    )
    assert "not-ordered" == no(lambda: hold(at("greet").order, "x", 0, crew.stamp()))[0]


def test_a_changed_order_that_is_held_cannot_be_held_twice() -> None:
    """Two holds by hand would last for ever: only the newest can be fired."""
    crew = at("fry")
    crew.try_("hold", "", ())
    crew.try_("change", "", (), place=3)
    crew.try_("acknowledge", "grill", ())
    assert not crew.try_("hold", "", ())
    assert crew.try_("fire-all", "", ())
    assert "held" not in {one.state for one in crew.tickets().values()}


@pytest.mark.parametrize(("long", "short", "fires"), [(240, 60, 180), (360, 180, 180)], ids=["sticks", "sandwich"])
def test_what_takes_less_fires_later(long: int, short: int, fires: int) -> None:
    """Toast's: 60 s sticks beside a 240 s burger fire at 180 s, a 3:00 sandwich beside 6:00 pizza at 3:00."""
    crew = at("grill", playbook=together(patty=long, fries=short))
    began = crew.tickets()["grill"].opened
    fry = crew.tickets()["fry"]
    assert began is not None
    assert ("held", began.at.later(1000 * fires)) == (fry.state, fry.fires)
    crew.clock.advance(fires - 0.001)
    assert "held" == crew.tickets()["fry"].state
    crew.clock.advance(0.001)
    assert "open" == crew.tickets()["fry"].state


def test_a_step_that_waits_for_its_time_can_be_fired() -> None:
    """Alone, and its clock counts from there; firing together begins anew after a hold."""
    crew = at("grill", playbook=together(patty=240, fries=60))
    crew.clock.advance(10)
    assert crew.try_("fire", "fry", ())
    assert crew.stamp() == crew.tickets()["fry"].opened
    crew = at("grill", playbook=together(patty=240, fries=60))
    crew.try_("hold", "", (), place=0)
    crew.clock.advance(600)
    assert crew.try_("fire-all", "", ())
    fry = crew.tickets()["fry"]
    assert ("open", crew.clock.now().later(180_000)) == (crew.tickets()["grill"].state, fry.fires)


def test_a_ticket_in_hands_is_not_held_back_by_something_longer() -> None:
    """Fries that were begun stay open when a burger is added that takes longer."""
    crew = at("grill", (Wish("fries"),), together(patty=240, fries=60))
    crew.try_("take", "fry", ())
    crew.clock.advance(5)
    crew.write(
        change(crew.order, crew.playbook, (*wishes_of(crew.order), Wish("burger")), "", crew.stamp()), crew.stamp()
    )
    assert "open" == crew.tickets()["fry"].state


def test_options_add_time_or_take_it_off() -> None:
    """Rare takes 20 s off; a default that takes longer counts unsaid; what is left out takes no time of its own."""
    groups = (
        replace(DINER.menu.group["toppings"], options=(replace(DINER.menu.group["toppings"].options[0], prep=15),)),
        replace(
            DINER.menu.group["size"],
            options=(
                replace(DINER.menu.group["size"].options[0], prep=5),
                replace(DINER.menu.group["size"].options[1], prep=-20),
            ),
        ),
    )
    book = replace(together(patty=100, fries=60), menu=replace(together(patty=100, fries=60).menu, groups=groups))
    grill, fry = book.process.step["grill"], book.process.step["fry"]
    extra = Choice("toppings", "onion", "extra")
    assert 120 + 15 == line_prep(book, grill, Line(1, "burger", choices=(extra,)))
    assert 120 == line_prep(book, grill, Line(1, "burger", choices=(extra,))) - 15
    assert 100 == line_prep(book, grill, Line(1, "burger", choices=(NO_ONION,)))
    assert 65 == line_prep(book, fry, Line(1, "fries"))
    assert 40 == line_prep(book, fry, Line(1, "fries", choices=(Choice("size", "large"),)))


def test_slack_is_waited_once_on_each_way() -> None:
    """A branch of two steps waits before its first alone; steps that make nothing never wait."""
    steps = (
        Step("a", "A", "grill", makes=("x",)),
        Step("b", "B", "grill", ("a",), makes=("y",)),
        Step("c", "C", "fry", makes=("z",)),
        Step("d", "D", "expo", ("b", "c")),
    )
    links = {step.id: step.after for step in steps}
    assert {"a": 70, "b": 0, "c": 0, "d": 0} == delays(steps, links, {"a": 20, "b": 10, "c": 100, "d": 5})


def test_an_added_line_opens_the_grill_for_it_alone() -> None:
    """Its old lines stay done, and what came after is to be done again."""
    crew = at("hand-over", TWO)
    crew.write(change(crew.order, DINER, (*wishes_of(crew.order), Wish("burger", 3)), "", crew.stamp()), crew.stamp())
    states = {step: ticket.state for step, ticket in crew.tickets().items()}
    assert ("open", "waiting", "waiting") == (states["grill"], states["check"], states["hand-over"])
    lines = crew.tickets()["grill"].lines
    assert [(True, False), (True, False), (False, True)] == [(one.done is not None, one.addon) for one in lines]
    crew.try_("line", "grill", (), place=2)
    assert "bumped" == crew.tickets()["grill"].state


def test_a_struck_line_stops_just_where_it_was_made() -> None:
    """The fryer acknowledges with waste; the grill, whose burger stays, is not stopped."""
    crew = at("check", (Wish("burger"), Wish("fries")))
    (changed,) = change(crew.order, DINER, wishes_of(crew.order)[:1], "Keyed wrongly", crew.stamp())
    assert isinstance(changed, OrderChanged)
    assert ("fry", "check") == changed.stops
    crew.write((changed,), crew.stamp())
    assert [True] == [one.struck for one in crew.tickets()["fry"].lines]
    assert ("stop", "Order 1 was changed. Acknowledge that first.") == no(
        lambda: crew.decide("take", "fry", (), crew.stamp())
    )
    done(crew, acknowledge(crew.order, DINER, "fry", "Already made", crew.stamp()))
    assert [("fry", "fries", 1, "Already made")] == [
        (one.step, one.line.item, one.line.quantity, one.reason) for one in crew.order.wastes
    ]
    assert "no-change" == no(lambda: acknowledge(crew.order, DINER, "fry", "", crew.stamp()))[0]


def test_a_change_of_what_is_held_back_stops_nobody() -> None:
    """Nobody can have begun what no rail has shown."""
    crew = at("grill", (Wish("burger"), Wish("fries")))
    crew.try_("hold", "", ())
    (changed,) = change(crew.order, DINER, wishes_of(crew.order)[:1], "Keyed wrongly", crew.stamp())
    assert isinstance(changed, OrderChanged)
    assert () == changed.stops


def test_an_order_of_which_nothing_is_left_to_do_ends_with_the_last_acknowledgement() -> None:
    """Two ends: one is done, and nobody wants the other any more."""
    steps = tuple(step for step in DINER.process.steps if step.id not in ("check", "hand-over"))
    book = replace(DINER, process=replace(DINER.process, steps=steps))
    crew = at("fry", (Wish("burger"), Wish("fries")), book)
    crew.write(change(crew.order, book, wishes_of(crew.order)[:1], "Keyed wrongly", crew.stamp()), crew.stamp())
    assert (ChangeAcknowledged("fry"), OrderFinished()) == acknowledge(crew.order, book, "fry", "", crew.stamp())


def test_what_goes_line_by_line_keeps_its_hands_when_a_line_is_added() -> None:
    """A change upstream puts nobody back who works on lines that stay."""
    crew = at("grill", TWO, with_step("check", per_line=True))
    crew.try_("line", "grill", (), place=0)
    crew.try_("take", "check", ())
    taken = crew.order.taken_up["check"]
    crew.write(
        change(crew.order, crew.playbook, (*wishes_of(crew.order), Wish("burger")), "", crew.stamp()), crew.stamp()
    )
    assert taken == crew.order.taken_up["check"]


def test_changes_are_refused_in_words() -> None:
    """Nothing left, no reason, a line that is not there, one that comes with a combo."""
    crew = at("grill")
    stamp = crew.stamp()
    assert ("empty-order", "Nothing would be left of order 1. Void it instead.") == no(
        lambda: change(crew.order, DINER, (), "x", stamp)
    )
    assert ("no-reason", "Say why something of order 1 is not wanted any more.") == no(
        lambda: change(crew.order, DINER, FRIES, "", stamp)
    )
    assert ("no-such-line", "Order 1 has no line 9.") == no(lambda: void_line(crew.order, DINER, 9, "x", stamp))
    assert ("inside-combo", "Line 2 comes with a combo. Void the combo, or change its choices.") == no(
        lambda: void_line(crew.order, DINER, 2, "x", stamp)
    )
    assert ("no-such-choice", "Line 2 of order 1 does not say that.") == no(
        lambda: void_line(crew.order, DINER, 2, "x", stamp, choice=NO_ONION)
    )
    assert "finished" == no(lambda: void_line(at("end").order, DINER, 9, "x", stamp))[0]
    assert ("bad-quantity", "1 to 1 of that line can go to waste at Grill, not 2.") == no(
        lambda: waste(crew.order, DINER, "grill", 1, quantity=2, reason="x")
    )


def test_a_combo_keeps_its_lines_when_there_are_more_of_it() -> None:
    """Two meals instead of one: the same three lines, twice as much inside."""
    crew = at("grill", (Wish("meal", inside=(Wish("burger", choices=(NO_ONION,)), Wish("fries"))),))
    events = change(crew.order, DINER, (Wish("meal", 2, line=1),), "", crew.stamp())
    assert isinstance(events[0], OrderChanged)
    assert [(1, 2, ()), (2, 2, (NO_ONION,)), (3, 2, ())] == [
        (line.id, line.quantity, line.choices) for line in events[0].lines
    ]


def test_an_order_is_closed_early_with_a_reason() -> None:
    """What was missing is kept; nothing missing is no early end, and whoever has the last ticket is not bumped over."""
    crew = at("fry")
    assert ("no-reason", "Say why order 1 is handed over as it is.") == no(
        lambda: hand_over_early(crew.order, DINER, "", crew.stamp())
    )
    done(crew, hand_over_early(crew.order, DINER, "Guest is in a hurry", crew.stamp()))
    assert crew.order.early
    assert ("fry", "check") == crew.order.missing
    last = at("hand-over")
    assert ("complete", "Nothing of order 1 is missing. Hand it over.") == no(
        lambda: hand_over_early(last.order, DINER, "x", last.stamp())
    )


def test_what_is_out_cannot_be_ordered() -> None:
    """By item, by part and inside a combo; without the part it can; an item nobody knows is told by the menu."""
    menu = DINER.menu
    words = "Meal cannot be made: onion is out. Choose something else, or bring it back with 86."
    assert ("out-of-stock", words) == no(lambda: in_stock(menu, MEAL, ("onion",)))
    in_stock(menu, (Wish("burger", choices=(NO_ONION,)), Wish("meal", inside=(Wish("nothing"),))), ("onion",))
    assert "out-of-stock" == no(lambda: in_stock(menu, MEAL, ("fries",)))[0]
    assert ("already-out", "Burger is out already.") == no(lambda: eighty_six(menu, ("burger",), "burger"))
    assert ("not-out", "Burger is not out.") == no(lambda: back(menu, (), "burger"))
    assert "no-such-item" == no(lambda: eighty_six(menu, (), UNKNOWN))[0]


def test_a_closed_station_s_work_goes_where_it_is_sent() -> None:
    """Through chains, never in a circle, never to or from the front; opened, it has its own again."""
    closed = {"grill": "fry"}
    assert ("already-closed", "Grill is closed already; Fry has its work.") == no(
        lambda: close_station(DINER, closed, "grill", "expo")
    )
    assert ("closed-too", "Grill is closed itself. Name a station that is worked.") == no(
        lambda: close_station(DINER, closed, "fry", "grill")
    )
    assert ("itself", "Fry cannot take its own work while it is closed. Name another station.") == no(
        lambda: close_station(DINER, closed, "fry", "fry")
    )
    words = "Fry and Front do not do the same kind of work: only fronts take orders."
    assert ("other-role", words) == no(lambda: close_station(DINER, closed, "fry", "front"))
    assert close_station(DINER, closed, "fry", "expo")
    assert "expo" == where({"grill": "fry", "fry": "expo"}, "grill")
    assert ("not-closed", "Fry is not closed.") == no(lambda: open_station(DINER, closed, "fry"))


def test_what_nobody_knows_goes_to_every_step() -> None:
    """A line from outside that is not on the menu is on every ticket behind the front."""
    crew = Crew(DINER).open(outside=True, wanted=(Wish(UNKNOWN, called="Pie"),))
    assert ["grill", "fry", "check", "hand-over"] == list(crew.tickets())
    assert {("Pie",)} == {tuple(one.line.called for one in ticket.lines) for ticket in crew.tickets().values()}
    with pytest.raises(Refused):
        at("take-order").decide("order", "", (Wish(UNKNOWN, called="Pie"),), crew.stamp())

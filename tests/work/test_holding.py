"""Parts that may wait: how many to start now, and how long those that are made still may."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from kiosk.work.board.standing import Standing
from kiosk.work.forecast.holding_time import drop_now, kept
from kiosk.work.forecast.ready import forecast
from kiosk.work.playbook.playbook import Playbook
from tests.playbooks import DINER
from tests.work.crew import BURGER, FRIES, MEAL
from tests.work.test_forecast import Floor

ALL = tuple(DINER.station)


def waiting(prep: int = 150, hold: int = 1800, playbook: Playbook = DINER) -> Floor:
    """Return a counter whose patties may wait so many seconds."""
    patty, *rest = playbook.menu.parts
    menu = replace(playbook.menu, parts=(replace(patty, prep=prep, hold=hold), *rest))
    return Floor(replace(playbook, menu=menu))


def drops(floor: Floor, stations: Iterable[str] = ALL) -> dict[str, int]:
    """Say how many to start now."""
    return drop_now(floor.board, stations, forecast(floor.board, {}, floor.now))


def held(floor: Floor, stations: Iterable[str] = ALL) -> list[tuple[str, str]]:
    """Say what waits, and how long it still may."""
    return [(one.name, one.words) for one in kept(floor.board, stations, floor.now)]


def test_what_nobody_has_begun_is_to_be_started() -> None:
    """A ticket that was taken up has its patty on the grill already; fries may not wait and are not told of."""
    floor = waiting()
    floor.opened("grill", MEAL)
    assert {"patty": 1} == drops(floor)
    floor.crews[0].try_("take", "grill", ())
    assert {"patty": 0} == drops(floor)
    assert {} == drops(floor, ["fry"])


def test_what_comes_soon_is_started_with_it() -> None:
    """The guest pays for 30 s: a patty of 20 s that may wait 11 s is dropped now, one that may wait 10 s is not."""
    for hold, expected in ((1800, 1), (11, 1), (10, 0)):
        floor = waiting(prep=20, hold=hold)
        floor.opened("pay", BURGER)
        assert {"patty": expected} == drops(floor)


def test_what_is_on_hold_is_not_started() -> None:
    """Nobody knows when it will be wanted."""
    floor = waiting()
    floor.opened("grill", BURGER).try_("hold", "", (), place=0)
    assert {} == drops(floor)


def test_a_made_part_waits_until_it_is_put_together() -> None:
    """Its time runs from the bump at the grill until the check is bumped."""
    floor = waiting()
    crew = floor.opened("fry", MEAL)
    floor.clock.advance(130)
    assert [("patty of 1", "27:50 left")] == held(floor)
    assert [] == held(floor, ["fry", "expo"])
    floor.crews[0].try_("bump", "fry", ())
    assert [("patty of 1", "27:50 left")] == held(floor, ["grill"])
    crew.try_("bump", "check", ())
    assert [] == held(floor)


def test_the_last_tenth_is_due_and_then_it_is_over() -> None:
    """Signs beside words: 3 of 30 minutes left, and 1:10 too long."""
    floor = waiting()
    floor.opened("fry", (*MEAL, *BURGER))
    floor.clock.advance(1620)
    assert [("2 patties of 1", "3:00 left")] == held(floor)
    floor.clock.advance(1)
    assert [("2 patties of 1", "▲ 2:59 left")] == held(floor)
    floor.clock.advance(249)
    assert [("2 patties of 1", "■ 1:10 over")] == held(floor)


def test_the_least_time_left_stands_first() -> None:
    """Whatever is older; a part that is made for its order alone is not told of."""
    floor = waiting()
    floor.opened("check", FRIES)
    second = floor.opened("grill", BURGER)
    floor.opened("check", BURGER)
    floor.clock.advance(60)
    second.try_("bump", "grill", ())
    assert [("patty of 3", "29:00 left"), ("patty of 2", "30:00 left")] == held(floor)


def test_one_line_done_before_the_others_is_as_old_as_it_is() -> None:
    """The first of two burgers waits since it was bumped by itself."""
    floor = waiting()
    crew = floor.opened("grill", (*BURGER, *BURGER))
    crew.try_("line", "grill", (), place=0)
    floor.clock.advance(60)
    assert [("patty of 1", "29:00 left")] == held(floor)
    crew.try_("bump", "grill", ())
    assert [("2 patties of 1", "29:00 left")] == held(floor)


def test_a_closed_stations_parts_wait_where_they_were_made() -> None:
    """The fryer has the grill's work, and what was made of it."""
    floor = waiting()
    floor.opened("fry", MEAL)
    floor.standing = Standing(closed={"grill": "fry"})
    assert [("patty of 1", "30:00 left")] == held(floor, ["fry"])

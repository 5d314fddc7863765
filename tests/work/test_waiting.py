"""Refused orders that wait: as many as there are cost no more than their number."""

from __future__ import annotations

from time import process_time

from kiosk.work.board.standing import Standing, stand, waiting
from kiosk.work.order.counter_events import OrderRefused, RefusalAnswered
from kiosk.work.order.event import Event, Recorded, Stamp
from kiosk.work.time.instant import Instant

MANY = 5000


def after(standing: Standing, event: Event) -> Standing:
    """Return what stands after one more event."""
    return stand(standing, Recorded(1, "counter", standing.version + 1, "", Stamp(Instant(0, 0, "")), event, ""))


def refusal(number: int, reference: str) -> OrderRefused:
    """Return a refused order."""
    return OrderRefused(f"r{number}", "web", reference, "bad-order")


def test_each_key_has_the_one_that_waits() -> None:
    """An answer takes its own away, and no other; those without a key are known by their id alone."""
    standing = Standing()
    for event in (
        refusal(1, "a"),
        refusal(2, "b"),
        refusal(3, ""),
        RefusalAnswered("r1", "sent-again"),
        refusal(4, "a"),
    ):
        standing = after(standing, event)
    assert ["r2", "r3", "r4"] == list(standing.refusals)
    assert {("web", "b"): "r2", ("web", "a"): "r4"} == standing.waits.by_key
    standing = after(after(standing, RefusalAnswered("r1", "dismissed")), RefusalAnswered("r4", "dismissed"))
    assert {("web", "b"): "r2"} == standing.waits.by_key
    assert standing.waits == waiting((refusal(2, "b"), refusal(3, "")))


def test_very_many_are_followed_in_no_time() -> None:
    """Each event copies what waits as a whole, never by and by."""
    began, standing = process_time(), Standing()
    for number in range(MANY):
        standing = after(standing, refusal(number, f"k{number}"))
    for number in range(MANY):
        standing = after(standing, RefusalAnswered(f"r{number}", "dismissed"))
    assert ({}, {}) == (standing.refusals, standing.waits.by_key)
    assert process_time() - began < 10

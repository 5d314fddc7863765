"""Counts and forecasts without a screen."""

from __future__ import annotations

import json

from tests.cli.conftest import Kiosk, as_json


def test_counts_say_what_is_still_to_be_made(kiosk: Kiosk) -> None:
    """Items and parts, open and coming, and how many to start now; per station where one is said."""
    kiosk("order", "add", stdin=as_json())
    out = kiosk("ticket", "counts").out.splitlines()
    assert ["items", "open", "coming"] == out[0].split()
    assert ["Cheeseburger", "2", "0"] == out[1].split()
    assert ["parts", "open", "coming", "drop", "now"] == out[4].split()
    assert ["patties", "2", "0", "2"] == next(line.split() for line in out if "patties" in line)
    fry = kiosk("ticket", "counts", "--station", "fry").out.splitlines()
    assert [["items", "open", "coming"], ["large", "Fries", "1", "0"]] == [line.split() for line in fry[:2]]
    assert ["parts", "open", "coming"] == fry[3].split()


def test_counts_are_facts(kiosk: Kiosk) -> None:
    """For programs, with what was made and waits; drop_now is null for what is made for its order alone."""
    kiosk("order", "add", stdin=as_json())
    kiosk("ticket", "bump", "1", "cook", "--reading", "core=158")
    found = kiosk("ticket", "counts", "--station", "grill", "--station", "fry", "--json").facts
    assert {"stations", "items", "parts", "waiting"} == set(found)
    assert ["grill", "fry"] == found["stations"]
    fries = {"part": "large-fries", "name": "large fry carton", "open": 1, "coming": 0, "drop_now": None}
    assert [fries] == found["parts"]
    (patties,) = found["waiting"]
    assert ("patty", 2, 1) == (patties["part"], patties["count"], patties["number"])
    assert 1790 < patties["left_s"] <= 1800
    assert "2 patties of 1" in kiosk("ticket", "counts").out


def test_nothing_to_make_is_said(kiosk: Kiosk) -> None:
    """In words, and as empty lists."""
    kiosk("order", "start")
    assert "Nothing is to be made.\n" == kiosk("ticket", "counts").out
    assert [] == kiosk("ticket", "counts", "--json").facts["items"]


def test_an_unknown_station_is_refused(kiosk: Kiosk) -> None:
    """With the nearest one."""
    kiosk("order", "start")
    ended = kiosk("ticket", "counts", "--station", "gril")
    assert 1 == ended.code
    assert "grill" in ended.err


def test_orders_say_when_they_will_be_ready(kiosk: Kiosk) -> None:
    """By the targets where nothing was done yet; nobody can say of one that is not taken."""
    kiosk("order", "add", stdin=as_json(lines=[{"item": "hamburger"}]))
    kiosk("order", "start")
    heads, first, second = kiosk("order", "list").out.splitlines()
    assert heads.endswith("ready")
    assert "ready in ~" in first
    assert "ready" not in second
    one, two = json.loads(kiosk("order", "list", "--json").out)
    assert 170 < one["ready_in_s"] <= 180
    assert "will make it" == one["forecast"]
    assert (None, "") == (two["ready_in_s"], two["forecast"])

"""Closing a station: it is not worked for a while, and what would come to it goes to another."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.order.counter_events import StationClosed, StationOpened
from kiosk.work.order.guard import Events
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.text.finding import nearest


def close_station(playbook: Playbook, closed: Mapping[str, str], station: str, to: str) -> Events:
    """Let what comes to a station go to another one; `closed` says where closed ones send theirs."""
    name, other = _name(playbook, station), _name(playbook, to)
    if station == to:
        raise Refused(
            "itself", _("{name} cannot take its own work while it is closed. Name another station.", name=name)
        )
    if station in closed:
        has = playbook.station[closed[station]].name if closed[station] in playbook.station else closed[station]
        raise Refused("already-closed", _("{name} is closed already; {has} has its work.", name=name, has=has))
    if where(closed, to) == station or to in closed:
        raise Refused("closed-too", _("{other} is closed itself. Name a station that is worked.", other=other))
    if "front" in {playbook.station[one].role for one in (station, to)} and station != to:
        roles = {playbook.station[one].role for one in (station, to)}
        if roles != {"front"}:
            raise Refused(
                "other-role",
                _(
                    "{name} and {other} do not do the same kind of work: only fronts take orders.",
                    name=name,
                    other=other,
                ),
            )
    return (StationClosed(station, to),)


def open_station(playbook: Playbook, closed: Mapping[str, str], station: str) -> Events:
    """Let a closed station get its own work again."""
    if station not in closed:
        raise Refused("not-closed", _("{name} is not closed.", name=_name(playbook, station)))
    return (StationOpened(station),)


def where(closed: Mapping[str, str], station: str) -> str:
    """Give the station that has another one's work now; a station that is worked has its own."""
    seen = {station}
    while station in closed and closed[station] not in seen:
        station = closed[station]
        seen.add(station)
    return station


def _name(playbook: Playbook, station: str) -> str:
    if station not in playbook.station:
        raise Refused(
            "no-such-station",
            _(
                "There is no station “{station}”. {nearest}",
                station=station,
                nearest=nearest(station, list(playbook.station)),
            ),
        )
    return playbook.station[station].name

"""Times of day as moments: which 12:30 somebody means, also in the night the clock is set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kiosk.work.time.day import DAY, Local

BEHIND = 6 * 3_600_000
"""Milliseconds a time of day may lie back and still be the one that is meant; longer ago, tomorrow's is."""


def around(hour: int, minute: int, now: int, local: Local) -> int:
    """Return the first moment with this reading of the clock that is no more than `BEHIND` over; milliseconds, UTC.

    `now` is in UTC milliseconds. ValueError where no clock reads so.
    """
    today = local(now).replace(tzinfo=None, hour=hour, minute=minute, second=0, microsecond=0)
    days = (moment_of(today + timedelta(days=by), local) for by in (-1, 0, 1))
    return next((found for found in days if found >= now - BEHIND), moment_of(today + timedelta(days=2), local))


def moment_of(wall: datetime, local: Local) -> int:
    """Turn a reading of the clock here into milliseconds since 1970, UTC.

    A reading that comes twice, where the clock is set back, means the first; one that is left out, where it is set
    forward, means what it would be had the clock not been set yet.
    """
    read = int(wall.replace(tzinfo=UTC).timestamp() * 1000)
    before, after = (read - _ahead(read + by, local) for by in (-DAY, DAY))
    return next((found for found in (before, after) if local(found).replace(tzinfo=None) == wall), before)


def _ahead(moment: int, local: Local) -> int:
    """Say how many milliseconds the clock here is ahead of UTC at a moment."""
    offset = local(moment).utcoffset()
    return int(offset.total_seconds() * 1000) if offset else 0

"""What the record holds of each version: when it was stored, how a step went under it, who has worked under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.journal.file import JournalFile
from kiosk.work.time.instant import Instant

if TYPE_CHECKING:
    from kiosk.work.report.figure import VersionFigures

NEWEST = 500
"""Times a step was done that count for one version: steady, and the same cost after years."""

_DONE = """
SELECT order_id, day, total_s, pace FROM completions INDEXED BY completions_version
WHERE step = ? AND procedure = ? AND too_fast = 0 ORDER BY day DESC, rowid DESC LIMIT ?
"""
_KEPT = """
SELECT count(*), coalesce(sum(mark = 'kept'), 0) FROM adherence
WHERE step = ?1 AND source IN ('self', 'coach') AND mark <> 'not-applicable' AND order_id IN (
  SELECT order_id FROM completions INDEXED BY completions_version
  WHERE step = ?1 AND procedure = ?2 AND too_fast = 0 ORDER BY day DESC, rowid DESC LIMIT ?3)
"""
_RATED = """
SELECT rating FROM orders WHERE rating > 0 AND order_id IN (
  SELECT order_id FROM completions INDEXED BY completions_version
  WHERE step = ? AND procedure = ? AND too_fast = 0 ORDER BY day DESC, rowid DESC LIMIT ?)
"""
_WORKED = """
WITH RECURSIVE known(procedure) AS (
  SELECT min(procedure) FROM completions INDEXED BY completions_person WHERE person = ?1 AND step = ?2
  UNION ALL
  SELECT (SELECT min(procedure) FROM completions INDEXED BY completions_person
          WHERE person = ?1 AND step = ?2 AND procedure > known.procedure)
  FROM known WHERE procedure NOT NULL
)
SELECT done.procedure, done.playbook FROM known JOIN completions done ON done.rowid = (
  SELECT min(rowid) FROM completions INDEXED BY completions_person
  WHERE person = ?1 AND step = ?2 AND procedure = known.procedure)
ORDER BY done.rowid
"""
"""Jumps from one version to the next, past all the rows of each."""
_WORKERS = """
WITH RECURSIVE known(person) AS (
  SELECT min(person) FROM completions INDEXED BY completions_person WHERE person > ''
  UNION ALL
  SELECT (SELECT min(person) FROM completions INDEXED BY completions_person WHERE person > known.person)
  FROM known WHERE person NOT NULL
)
SELECT person FROM known WHERE person NOT NULL AND EXISTS (
  SELECT 1 FROM completions INDEXED BY completions_person WHERE person = known.person AND step = ?)
"""


class VersionsTable:
    """The part of a journal that knows versions; every method may raise StorageUnavailable."""

    def __init__(self, file: JournalFile) -> None:
        """Read and write in a journal's file."""
        self._file = file

    def stored(self, hash_: str) -> Instant | None:
        """Return when a playbook was stored, by the wall clock alone; None where it is not there."""
        found = self._file.rows("SELECT stored_at FROM playbooks WHERE hash = ?", (hash_,))
        return Instant(int(found[0][0]), 0, "") if found else None

    def version_figures(self, step: str, procedure: str) -> VersionFigures:
        """Return how a step went under one version of its procedure, of the newest times it was done."""
        from kiosk.work.report.figure import VersionFigures
        from kiosk.work.time.percentile import percentile, spread

        done = self._file.rows(_DONE, (step, procedure, NEWEST))
        ((asked, kept),) = self._file.rows(_KEPT, (step, procedure, NEWEST))
        ratings = [rating for (rating,) in self._file.rows(_RATED, (step, procedure, NEWEST))]
        times = spread(seconds for _order, _day, seconds, _pace in done)
        return VersionFigures(
            step,
            procedure,
            first=done[-1][1] if done else "",
            last=done[0][1] if done else "",
            count=times.count,
            median_s=times.median_s,
            p90_s=times.p90_s,
            late=sum(pace == "late" for *_, pace in done),
            asked=asked,
            kept=kept,
            rated=len(ratings),
            rating=percentile(ratings, 0.5),
        )

    def worked(self, person: str, step: str) -> tuple[tuple[str, str], ...]:
        """Return the versions somebody did a step under, each with a playbook that has it, as they met them."""
        return tuple((procedure, playbook) for procedure, playbook in self._file.rows(_WORKED, (person, step)))

    def workers(self, step: str) -> tuple[str, ...]:
        """Name everybody who has done a step, by name."""
        return tuple(person for (person,) in self._file.rows(_WORKERS, (step,)))

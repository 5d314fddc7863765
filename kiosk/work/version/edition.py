"""A published version as a document says it: its number, the day, and who approved it."""

from __future__ import annotations

from msgspec import Struct

from kiosk.words import _


class Edition(Struct, frozen=True):
    """What the record says of the version that is printed."""

    number: int
    """1, 2, 3 in the order of publication."""
    date: str
    """The local day of its publication, as 2026-11-22; empty where it is not known."""
    approved: tuple[str, ...] = ()
    """Who approved it; empty where nobody had to."""

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return what is known, each with its name."""
        said = (
            (_("Number"), str(self.number)),
            (_("Published"), self.date),
            (_("Approved by"), ", ".join(self.approved) or _("nobody: it did not have to be")),
        )
        return tuple((name, words) for name, words in said if words)

    @property
    def words(self) -> str:
        """All of it in one line."""
        number, date, names = self.number, self.date, ", ".join(self.approved)
        if date and names:
            said = _("Playbook version {number}, published {date}, approved by {names}")
        elif date:
            said = _("Playbook version {number}, published {date}")
        elif names:
            said = _("Playbook version {number}, approved by {names}")
        else:
            said = _("Playbook version {number}")
        return said.format(number=number, date=date, names=names)

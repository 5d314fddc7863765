"""A published version as a document says it: its number, the day, and who approved it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edition:
    """What the record says of the version that is printed."""

    number: int
    """1, 2, 3 in the order of publication."""
    date: str
    """The local day of its publication, as 2026-11-22; empty where it is not known."""
    approved: tuple[str, ...] = ()
    """Who approved it; empty where nobody had to."""

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Give what is known, each with its name."""
        said = (
            ("Number", str(self.number)),
            ("Published", self.date),
            ("Approved by", ", ".join(self.approved) or "nobody: it did not have to be"),
        )
        return tuple((name, words) for name, words in said if words)

    @property
    def words(self) -> str:
        """All of it in one line."""
        day = f", published {self.date}" if self.date else ""
        approved = f", approved by {', '.join(self.approved)}" if self.approved else ""
        return f"Playbook version {self.number}{day}{approved}"

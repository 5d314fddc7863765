"""A voice that says nothing, for a machine that is told to be silent, and for tests, which read what it was to say.

It stands apart from the real one (`kiosk.devices.speech`), so that a silent terminal loads neither what starts the
engine's child process nor what writes a WAV.

Its lines are kept as they were to be said.
"""

from __future__ import annotations


class SilentSpeaker:
    """The silent twin: keeps lines in a list instead of saying them."""

    def __init__(self) -> None:
        """Start with nothing said."""
        self.said: list[str] = []
        self.trouble = ""
        """What `status` answers."""

    def say(self, words: str, language: str = "") -> None:
        """Keep a line; the last 1000 stay, since a counter may be told to be silent for good."""
        self.said.append(words)
        del self.said[:-1000]

    def status(self) -> str:
        """Return the trouble it was told of."""
        return self.trouble

    def close(self) -> None:
        """Say nothing more than before; what was to be said can still be read."""

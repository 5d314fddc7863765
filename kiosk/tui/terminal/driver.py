"""How Textual takes over a terminal on which the first words stand already."""

from __future__ import annotations

from collections.abc import Mapping

from textual.drivers.linux_driver import LinuxDriver

from kiosk.tui.terminal.early import ENTER, EarlyTerminal


def driver_of(early: EarlyTerminal | None, signs: Mapping[int, str]) -> type[LinuxDriver] | None:
    """Return what writes to the terminal: with words on it already, or lacking some signs; None for any other."""
    if early:
        return _driver_after(early)
    return _driver_for(signs) if signs else None


def _driver_for(signs: Mapping[int, str]) -> type[LinuxDriver]:
    """Return a driver that shows other signs for those a terminal has not got, cell for cell."""

    class ConsoleDriver(LinuxDriver):
        """Says everything in signs that can be seen."""

        def write(self, data: str) -> None:
            """Write in signs the terminal has."""
            super().write(data.translate(signs))

    return ConsoleDriver


def _driver_after(early: EarlyTerminal) -> type[LinuxDriver]:
    """Return a driver that paints over what stands there: it clears nothing first, and leaves what was there before."""

    class Driver(LinuxDriver):
        """Does not go to the other screen again: many terminals clear it then."""

        def start_application_mode(self) -> None:
            """Take the terminal; what Textual finds set now is not what it is to be set to in the end."""
            super().start_application_mode()  # type: ignore[no-untyped-call] # Textual says no types
            self.attrs_before = early.before
            early.hand_on()

        def write(self, data: str) -> None:
            """Write all but the way to the screen that is there."""
            if data != ENTER:
                super().write(data)

    return Driver

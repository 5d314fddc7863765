"""A playbook: one counter's stations, menu, process and procedures."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property

from msgspec import UNSET, Struct, UnsetType

from kiosk.work.playbook.canon import digest
from kiosk.work.playbook.menu import Menu
from kiosk.work.playbook.name import Names, OwnWord
from kiosk.work.playbook.procedure import Procedure
from kiosk.work.playbook.process import Process
from kiosk.work.playbook.reasons import USUAL, Reasons
from kiosk.work.playbook.routine import Routine
from kiosk.work.playbook.spec import Probe, one_unit, usual_probe
from kiosk.work.playbook.station import Station


class Approval(Struct, frozen=True):
    """Who has to approve edited files before they are worked by."""

    roles: tuple[str, ...] = ()
    """Roles of people; whoever has one of them can approve. Empty: nobody has to."""
    approvers: int = 1
    """How many different people have to."""


class Playbook(Struct, frozen=True, dict=True):
    """Everything that defines how one counter works; checked to agree before it is used."""

    id: str
    """The folder's name, such as `burger`."""
    title: str
    """What guests and headers read."""
    currency: str
    """The sign before a price, such as `$`."""
    day_starts: int
    """Minutes after local midnight at which a business day begins."""
    stations: tuple[Station, ...]
    menu: Menu
    process: Process
    procedures: tuple[Procedure, ...]
    most_rushed: int = 3
    """How many orders may be rushed at the same time."""
    reasons: Reasons = USUAL
    routines: tuple[Routine, ...] = ()
    """What is started by the clock or by hand."""
    language: str = "en"
    """The language its own words are in."""
    approval: Approval = Approval()
    """Who has to approve what is edited after it."""
    probes: tuple[Probe, ...] | UnsetType = UNSET
    """What its instruments can show, where that is not the usual.

    It came later: where it is not said it is not written either, and the hash is that of before.
    """

    names: Names = UNSET
    """What its title is in other languages."""
    words: tuple[OwnWord, ...] | UnsetType = UNSET
    """What its reasons, roles, units and other loose words are in other languages."""

    @cached_property
    def hash(self) -> str:
        """Name this very content: an order keeps the playbook it was opened under."""
        return digest(self)

    @cached_property
    def station(self) -> dict[str, Station]:
        """Stations by id."""
        return {station.id: station for station in self.stations}

    @cached_property
    def procedure(self) -> dict[str, Procedure]:
        """Procedures by the step they belong to."""
        return {procedure.step: procedure for procedure in self.procedures}

    @cached_property
    def routine(self) -> dict[str, Routine]:
        """Routines by id."""
        return {routine.id: routine for routine in self.routines}

    def probe(self, unit: str, minimum: Decimal | None, maximum: Decimal | None) -> Probe | None:
        """Return what a reading with these limits can be: as this playbook says of its unit, else as is usual."""
        own = {one_unit(probe.unit): probe for probe in self.probes or ()}
        return own.get(one_unit(unit)) or usual_probe(unit, minimum, maximum)

    def price(self, cents: int) -> str:
        """Write an amount with the counter's currency sign."""
        return f"{self.currency}{cents // 100}.{cents % 100:02d}"

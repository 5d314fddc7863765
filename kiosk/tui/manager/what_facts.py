"""What stands below the table of WHAT was done: the clocks, what went another way, and each station."""

from __future__ import annotations

from kiosk.tui.manager.halves import Fact
from kiosk.tui.widgets.lines import Line, Run, cut
from kiosk.tui.widgets.words import PACE_STYLES
from kiosk.words import _, plural
from kiosk.work.order.order import CAUSES
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.reasons import usual
from kiosk.work.record.clock import receipts
from kiosk.work.report.exceptions import Remade
from kiosk.work.report.summary import StationSummary, What
from kiosk.work.time.instant import seconds_words
from kiosk.work.time.pace import SIGNS, share_pace
from kiosk.work.time.percentile import Spread

LABEL = 9
"""Columns of a station's name, in capitals as every label and unlike a step that has the same name."""


def percent(part: int, whole: int) -> str:
    """Write a share so that it never claims more than it holds."""
    if not whole:
        return "–"
    if part in (0, whole):
        return "0%" if not part else "100%"
    return f"{max(1, min(99, (200 * part + whole) // (2 * whole)))}%"


def clock_facts(what: What, playbook: Playbook) -> tuple[Fact, ...]:
    """Say each clock's median and 90th percentile, and between which two moments it runs."""
    if not what.finished:
        return ()
    steps = playbook.process.step
    receipt = receipts(playbook)
    last = playbook.process.steps[-1].name
    first = f" {_('or')} ".join(steps[name].name for name in receipt) if receipt else _("taken")
    order = Spread(what.finished, what.median_s, what.p90_s)
    return (
        _clock("order", _("ORDER"), order, f"{_('opened')} → {last}"),
        _clock("r2p", _("R2P"), what.r2p, f"{first} → {last}"),
        _clock("handoff", _("HANDOFF"), what.handoff, f"{_('ready')} → {last}"),
    )


def _clock(name: str, label: str, spread: Spread, runs: str) -> Fact:
    times = _times(spread.median_s, spread.p90_s)
    return Fact(("clock", name), label, (*times, (f"  {runs}", "quiet")), short=times)


def _times(median: float | None, p90: float | None) -> Line:
    return ((seconds_words(median), "strong bold"), (f", {_('90% in {time}', time=seconds_words(p90))}", "text"))


def detour_facts(what: What, playbook: Playbook) -> tuple[Fact, ...]:
    """Say what was done again, what was thrown away, and which orders did not go their straight way."""
    if not what.opened:
        return ()
    remade = what.detours.remade
    again = (_remade(remade, playbook),) if remade else ()
    return (_recalled(what), _wasted(what), *again, _also(what))


def _recalled(what: What) -> Fact:
    """Count the recalls, and name the most frequent cause."""
    detours = what.detours
    if not detours.recalls:
        return Fact(("recalls",), _("RECALLED"), ((f"● {_('none')}", "good"),))
    most = detours.recalls_by[0]
    count: Run = (f"▲ {detours.recalls}", "warn bold")
    after: Line = (
        ((f", {_('{n} after hand-over', n=detours.recalled_after)}", "text"),) if detours.recalled_after else ()
    )
    cause: Run = (f" · {most.step_name}: {usual(most.reason)} {most.count}", "quiet")
    return Fact(("recalls",), _("RECALLED"), (count, *after, cause), short=(count, *after))


def _wasted(what: What) -> Fact:
    """Count the pieces thrown away, and name the most frequent cause."""
    detours = what.detours
    if not detours.wasted:
        return Fact(("waste",), _("WASTE"), ((f"● {_('none')}", "good"),))
    most = detours.waste_by[0]
    count: Run = (f"▲ {detours.wasted}", "warn bold")
    cause: Run = (f" · {usual(most.reason)}: {most.pieces} {most.name}", "quiet")
    return Fact(("waste",), _("WASTE"), (count, (f" {_pieces(detours.wasted)}", "text"), cause), short=(count, cause))


def _remade(remade: Remade, playbook: Playbook) -> Fact:
    """Count the pieces made again, say what they cost, and name the most frequent cause."""
    most = remade.by[0]
    count: Run = (f"▲ {remade.pieces}", "warn bold")
    costs: Run = (f" {_pieces(remade.pieces)}, {playbook.price(remade.price_cents)}", "text")
    cause: Run = (f" · {_(CAUSES[most.cause])}: {most.pieces} {most.name}", "quiet")
    return Fact(("remakes",), _("REMADE"), (count, costs, cause), short=(count, costs))


def _pieces(count: int) -> str:
    return plural("piece", "pieces", count)


def _also(what: What) -> Fact:
    """Count the orders handed over early, rushed, changed and held, and the bumps taken back."""
    found = what.detours
    counts = (
        (found.early, plural("{n} early", "{n} early", found.early)),
        (found.rushed, plural("{n} rushed", "{n} rushed", found.rushed)),
        (found.changed, plural("{n} changed", "{n} changed", found.changed)),
        (found.held, plural("{n} held", "{n} held", found.held)),
        (found.undone, plural("{n} undone", "{n} undone", found.undone)),
    )
    said = ", ".join(words for count, words in counts if count)
    if not said:
        return Fact(("also",), _("ALSO"), ((f"● {_('none early, changed, held')}", "good"),))
    return Fact(("also",), _("ALSO"), ((said, "text"),))


def station_facts(what: What) -> tuple[Fact, ...]:
    """Say for each station how long its steps took in the last hour and on all these days."""
    lately = {station.station: station for station in what.last_hour}
    return tuple(_station(station, lately.get(station.station)) for station in what.stations)


def _station(whole: StationSummary, hour: StationSummary | None) -> Fact:
    label = cut(whole.name.upper(), LABEL)
    means, said = ("station", whole.station), _judged(whole)
    if hour is None:
        return Fact(means, label, said)
    lately: Line = ((f"{_('1 h')} ", "quiet"), *_judged(hour))
    return Fact(means, label, (*lately, (f"  {_('all')} ", "quiet"), *said), short=lately)


def _judged(station: StationSummary) -> Line:
    late = share_pace(station.late, station.count)
    share = percent(station.late, station.count)
    return (
        (seconds_words(station.median_s), "strong bold"),
        (f", {_('p90 {time}', time=seconds_words(station.p90_s))} ", "text"),
        (f"{SIGNS[late]} {share}", PACE_STYLES[late]),
    )

"""Lines of a ticket: what is wanted, what was changed, what is not wanted any more, and what waits, all in words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kiosk.tui.widgets.lines import Line as Runs
from kiosk.tui.widgets.words import combined, ticket_line_runs
from kiosk.work.order.event import Stamp
from kiosk.work.order.line import Choice, Line
from kiosk.work.order.routing import TicketLine
from kiosk.work.playbook.menu import UNKNOWN
from kiosk.work.time.instant import Instant
from tests.playbooks import DINER

NO_ONION, EXTRA_ONION = Choice("toppings", "onion", "no"), Choice("toppings", "onion", "extra")
BURGERS = Line(1, "burger", 3, (NO_ONION,))
DONE = Stamp(Instant(1, 1, "boot"))


def asked(line: Line = BURGERS) -> TicketLine:
    """Return a line that is made here as a whole."""
    return TicketLine(line, line.choices, ())


def said(line: TicketLine, *, narrow: bool = False, age: int = 0) -> list[str]:
    """Return a line's words, without their looks."""
    return [text(runs) for runs in ticket_line_runs(DINER, line, narrow=narrow, age=age, indent="  ")]


def text(runs: Runs) -> str:
    """Return the words of some runs."""
    return "".join(words for words, _ in runs)


def looks(line: TicketLine, words: str) -> str:
    """Return the style words of a run."""
    return next(look for runs in ticket_line_runs(DINER, line) for text, look in runs if text.strip() == words)


def test_an_old_quantity_stands_beside_the_new_one() -> None:
    """In a narrow place below it."""
    line = replace(asked(), was=replace(BURGERS, quantity=2))
    assert ["3 × Burger  (was 2)", "  NO onion"] == said(line)
    assert ["3 × Burger", "  was 2", "  NO onion"] == said(line, narrow=True)


def test_choices_that_changed_say_what_they_are_now_and_what_they_were() -> None:
    """The old one is struck through too."""
    line = replace(asked(replace(BURGERS, choices=(EXTRA_ONION,))), was=BURGERS)
    assert ["3 × Burger", "  now EXTRA onion", "  was NO onion"] == said(line)
    assert "strike" in looks(line, "NO")
    assert "strike" not in looks(line, "EXTRA")


def test_a_note_that_changed_says_what_it_is_now_or_was() -> None:
    """A note that stayed says neither."""
    noted = replace(BURGERS, note="Well done", choices=())
    assert ["3 × Burger", "  now “Well done”"] == said(replace(asked(noted), was=replace(noted, note="Rare")))
    assert ["3 × Burger", "  was “Rare”"] == said(
        replace(asked(replace(noted, note="")), was=replace(noted, note="Rare"))
    )
    assert ["3 × Burger  (was 1)", "  “Well done”"] == said(replace(asked(noted), was=replace(noted, quantity=1)))


def test_an_added_line_says_so() -> None:
    """A narrow place sets added lines apart itself."""
    assert ["3 × Burger  ADD-ON", "  NO onion"] == said(replace(asked(), addon=True))


def test_a_line_that_is_not_wanted_any_more_is_struck_through_and_says_void() -> None:
    """Its choices are struck through with it; the word is not."""
    line = replace(asked(), struck=True)
    assert ["VOID 3 × Burger", "  NO onion"] == said(line)
    assert "strike" in looks(line, "Burger")
    assert "strike" in looks(line, "onion")
    assert "strike" not in looks(line, "VOID")


def test_a_done_line_has_a_tick_and_is_quiet() -> None:
    """And says nothing of when it was to be begun."""
    line = replace(asked(), done=DONE, starts=40)
    assert ["✔ 3 × Burger", "  NO onion"] == said(line)
    assert "quiet" == looks(line, "Burger")


def test_what_is_not_on_the_menu_is_named_as_the_outside_called_it() -> None:
    """Marked in words."""
    line = asked(Line(1, UNKNOWN, 2, called="Vegan [b]wrap"))
    assert ["2 × Vegan [b]wrap  ? not on the menu"] == said(line)
    assert ["2 × Vegan [b]wrap", "  ? not on the menu"] == said(line, narrow=True)


def test_a_line_that_waits_names_the_steps_it_waits_for() -> None:
    """By their names, and less loud than what can be begun."""
    line = replace(asked(replace(BURGERS, choices=())), waits_for=("grill", "fry"))
    assert ["3 × Burger  waits for Grill, Fry"] == said(line)
    assert "bold" in looks(asked(), "Burger")
    assert "bold" not in looks(line, "Burger")


def test_a_line_that_is_begun_later_counts_down() -> None:
    """In whole seconds from the ticket's age, and to its end: 0:01 is the last that is shown."""
    line = replace(asked(replace(BURGERS, choices=())), starts=40)
    assert ["3 × Burger  in 0:40"] == said(line)
    assert ["3 × Burger  in 0:01"] == said(line, age=39_999)
    assert ["3 × Burger"] == said(line, age=40_000)


lines = st.builds(
    Line,
    st.integers(1, 50),
    st.sampled_from(["burger", "fries", UNKNOWN]),
    st.integers(1, 9),
    st.sampled_from([(), (NO_ONION,), (NO_ONION, EXTRA_ONION), (EXTRA_ONION, NO_ONION)]),
    st.sampled_from(["", "Rare"]),
)
ticket_lines = st.builds(
    TicketLine,
    lines,
    st.just(()),
    st.just(()),
    done=st.sampled_from([None, DONE]),
    was=st.none() | lines,
    addon=st.booleans(),
    struck=st.booleans(),
    waits_for=st.sampled_from([(), ("grill",)]),
)


def state(line: TicketLine) -> tuple[object, ...]:
    """Return what makes a line another one."""
    wanted = line.line
    marks = (line.done is not None, line.addon, line.struck, line.waits_for)
    return (wanted.item, frozenset(wanted.choices), wanted.note, marks)


@given(st.lists(ticket_lines, max_size=12, unique_by=lambda line: line.line.id))
def test_combining_changes_no_count(wanted: list[TicketLine]) -> None:
    """For each item with its choices and state as many are wanted as before."""
    together = combined(tuple(wanted))
    for one in wanted:
        kind = state(one)
        before = sum(line.line.quantity for line in wanted if state(line) == kind)
        assert before == sum(line.line.quantity for line in together if state(line) == kind)


@given(st.lists(ticket_lines, max_size=12, unique_by=lambda line: line.line.id))
def test_identical_lines_are_one_and_changed_ones_stay(wanted: list[TicketLine]) -> None:
    """In the order of the first of each."""
    together = combined(tuple(wanted))
    plain = [line for line in wanted if not line.was and line.line.item != UNKNOWN]
    assert len({state(line) for line in plain}) == sum(not line.was and line.line.item != UNKNOWN for line in together)
    assert [one for one in wanted if one.was] == [one for one in together if one.was]
    ids = [line.line.id for line in wanted]
    assert sorted(ids.index(line.line.id) for line in together) == [ids.index(line.line.id) for line in together]

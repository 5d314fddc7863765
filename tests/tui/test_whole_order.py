"""A whole order by the ten digits of a bump bar, by touch alone, by keyboard alone; each leaves one whole record."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from kiosk.journal.verify import verify
from kiosk.work.board.board import OnBoard
from kiosk.work.order.line import Choice
from kiosk.work.playbook.playbook import Playbook
from tests.tui.seat import Seat, seat

EVERYWHERE = "station:front+grill+dress+fry+expo"
"""One person works the whole counter at one terminal."""

STEPS = ["greet", "take-order", "pay", "cook", "dress", "fry", "assemble", "check", "hand-over"]
FOR_ALLERGIES = [*STEPS[:4], "clean-board", *STEPS[4:]]


async def proved(at: Seat, database: Path, steps: Sequence[str] = STEPS) -> OnBoard:
    """Return the order that was handed over, its record whole and unbroken."""
    entry = await at.counter.order("1")
    assert entry.order.finished
    assert list(steps) == list(entry.order.bumps)
    burger, fries = entry.order.lines
    assert ("cheeseburger", (Choice("toppings", "onion", "no"),)) == (burger.item, burger.choices)
    assert ("fries", (Choice("fries-size", "large"),)) == (fries.item, fries.choices)
    assert () == verify(database)
    return entry


async def test_a_whole_order_by_digits_enter_backspace_and_arrows(database: Path, burger: Playbook) -> None:
    """What a bump bar has: a wrong item is dropped, a point kept, a bump undone and done again, the slip passed."""
    async with seat(database, EVERYWHERE, playbook=burger) as bar:
        await bar.press("enter", "1", "enter")
        await bar.press("1", "1", "backspace", "2", "1", "enter")
        await bar.press("right", "right", "1", "3", "enter", "enter")
        await bar.press("1", "2", "enter")
        assert "DONE Cook" in bar.keys
        await bar.press("enter", "backspace", "enter")
        while not bar.lines[0].startswith(" SLIP "):
            await bar.press("enter")
            if "Look at each" in bar.text:
                await bar.press("1", "enter")
        await bar.press("enter")
        assert "Ready for the next guest" in bar.text
        entry = await proved(bar, database)
        assert "kept" == entry.order.points["greet", burger.procedure["greet"].points[0].id].mark


async def test_a_whole_order_by_touch(database: Path, burger: Playbook) -> None:
    """Not one key: the guest's name is touched in too."""
    async with seat(database, EVERYWHERE, playbook=burger) as finger:
        for words in ("NEXT GUEST", "DONE Greet", "1 Burgers", "2 Cheeseburger", "1 NO onion", "ADD"):
            await finger.touch(words)
        for words in ("3 Sides", "1 Fries", "3 large", "ADD", "Guest G", " j ", " o ", "OK ⏎", "SEND"):
            await finger.touch(words)
        assert "Jo" in finger.text
        await finger.touch("1 ○")
        for step in STEPS[2:]:
            await finger.touch(f"DONE {burger.process.step[step].name}")
            if step == "check":
                for words in ("1 1 × Cheeseburger", "Done ⏎"):
                    await finger.touch(words)
        await finger.touch("NEXT")
        assert "Ready for the next guest" in finger.text
        entry = await proved(finger, database)
        assert "Jo" == entry.guest.name


async def test_a_whole_order_by_keyboard(database: Path, burger: Playbook) -> None:
    """Letters for the verbs, Caps Lock on or off: name, note, allergy, taking up, a reading, a skipped point."""
    async with seat(database, EVERYWHERE, playbook=burger) as keys:
        await keys.press("n", "space", "1", "2", "1", "enter", "3", "1", "3", "enter", "G")
        await keys.type("Maya")
        await keys.press("enter", "e")
        await keys.type("to go")
        await keys.press("enter", "A", "1", "enter", "enter", "space", "t", "r")
        await keys.type("158")
        await keys.press("enter", "k", "1", "2")
        while not keys.lines[0].startswith(" SLIP "):
            await keys.press("space")
            if "Look at each" in keys.text:
                await keys.press("1", "enter")
        await keys.press("escape", "f")
        assert "Maya" in keys.text
        entry = await proved(keys, database, FOR_ALLERGIES)
        assert {"grill", "dress", "fry", "expo"} == set(entry.order.allergy_seen)
        assert ("Maya", "to go", 1) == (entry.guest.name, entry.guest.note, len(entry.order.allergies))
        assert "Ana" == entry.order.taken_up["cook"].by
        assert ["158"] == [str(reading.value) for reading in entry.order.readings]
        skipped = entry.order.points["cook", burger.procedure["cook"].points[0].id]
        assert ("skipped", "Guest did not want it") == (skipped.mark, skipped.reason)

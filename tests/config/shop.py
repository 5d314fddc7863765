"""A small shop in a folder of its own, to be broken one line at a time."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kiosk.config.playbook import load_playbook
from kiosk.errors import PlaybookProblems

STATIONS = """\
title: Small shop
currency: €
day_starts: "05:00"
stations:
  - id: till
    name: Till
    role: front
  - id: stove
    name: Stove
    role: prep
  - id: hatch
    name: Hatch
    role: expo
"""

MENU = """\
categories:
  - id: soups
    name: Soups
parts:
  - id: bowl
    name: bowl
    allergens: [milk]
  - id: bread
    name: bread
    plural: bread
groups:
  - id: sides
    name: Sides
    kind: change
    words: [no, extra]
    options:
      - id: bread
        name: bread
        price: 0.50
  - id: size
    name: Size
    kind: one
    default: small
    before: true
    options:
      - id: small
        name: small
      - id: large
        name: large
        price: 1.00
        parts: {bowl: 1}
items:
  - id: soup
    name: Soup
    category: soups
    price: 4.20
    parts:
      bowl: 1
      bread: 1
    groups: [sides, size]
  - id: lunch
    name: Lunch
    category: soups
    price: 8.00
    combo: [soup, soup]
suggest: [soup]
"""

PROCESS = """\
id: serve
name: Serve soup
input: a guest
output: a full guest
clock:
  target: 60
  warn: 90
  late: 120
steps:
  - id: take
    name: Take the order
    station: till
    takes: order
    needs: [a guest]
    gives: [an order]
  - id: ladle
    name: Ladle
    station: stove
    after: [take]
    makes: [bowl, bread]
    needs: [an order]
    gives: [a soup]
  - id: serve
    name: Serve
    station: hatch
    after: [ladle]
    needs: [a soup]
    gives: [a full guest]
"""

TAKE = """\
---
step: take
title: Take the order
role: Waiter
when:
  target: 20
  warn: 30
  late: 40
---
Listen.

## Say
- Hello!
- That is {items} for {total}, {guest}.

## Points
- smile: Smile
- allergies: Ask about allergies
  once (critical)

## Guidelines
- Take your time.
"""

LADLE = """\
---
step: ladle
title: Ladle
role: Cook
when:
  target: 20
  warn: 30
  late: 40
  earliest: 5
specs:
  - id: hot
    name: Hot
    words: at least 63 °C
    unit: °C
    min: 63
    max: 100
    reading: true
    gate: true
---
Stir first.
"""

SERVE = """\
---
step: serve
title: Serve
role: Waiter
when:
  target: 10
  warn: 15
  late: 20
---
Both hands.
"""

FILES = {
    "stations.yaml": STATIONS,
    "menu.yaml": MENU,
    "process.yaml": PROCESS,
    "procedures/ladle.md": LADLE,
    "procedures/serve.md": SERVE,
    "procedures/take.md": TAKE,
}


@dataclass(frozen=True, slots=True)
class Shop:
    """A playbook's folder called `shop` in the current folder."""

    folder: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Put `new` in the place of the first `old` in a file."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def problems(self) -> list[str]:
        """Load it and give its problems as they are printed, without the folder's name; none when it loads."""
        try:
            load_playbook(self.folder)
        except PlaybookProblems as found:
            return [str(problem).removeprefix("shop/") for problem in found.problems]
        return []

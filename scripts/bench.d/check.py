#!/usr/bin/env -S .venv/bin/python
"""scripts/bench.d/check.py [--items N] [--steps N] - what `kiosk playbook check` costs, beside its limits.

Processor seconds of the whole command: each shipped counter, of which none may take more than 1; and one that is made
here, of N items with choices and N steps with a procedure each, which may take 5. What takes longer ends with 1.
"""

# ruff: noqa: S603 - a script that starts our own program

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from kiosk.config.found_files import shipped  # noqa: E402 - the checkout comes first on the path

SHIPPED_LIMIT, LARGE_LIMIT = 1.0, 5.0
"""Processor seconds."""

HEAD = "when: {target: 20, warn: 30, late: 40}"
BODY = "## Say\n- Good day.\n\n## Points\n- look: Look at it\n"


def checked(folder: Path) -> float:
    """Return the processor seconds of `kiosk playbook check`, which has to find no problem."""
    before = os.times()
    subprocess.run(
        [sys.executable, "-m", "kiosk", "playbook", "check", str(folder)], check=True, stdout=subprocess.DEVNULL
    )
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def make(folder: Path, items: int, steps: int) -> None:
    """Write a counter of so many items and steps: every step makes a part, every item holds one and has choices."""
    made = range(steps - 2)
    stations = "title: Large\nstations:\n" + "".join(
        f"  - {{id: {name}, name: {name}, role: {role}}}\n"
        for name, role in (("till", "front"), ("stove", "prep"), ("hatch", "expo"))
    )
    parts = "".join(f"  - {{id: p{n}, name: part {n}, plural: parts {n}}}\n" for n in made)
    size = "  - {id: size, name: Size, kind: one, options: [{id: small, name: small}, {id: large, name: large}]}\n"
    sold = "".join(
        f"  - {{id: i{n}, name: Item {n}, category: c{n // 90}, price: 1.00,"
        f" parts: {{p{n % len(made)}: 1}}, groups: [size]}}\n"
        for n in range(items)
    )
    pages = "".join(f"  - {{id: c{n}, name: Page {n}}}\n" for n in range(items // 90 + 1))
    between = "".join(
        f"  - {{id: s{n}, name: Step {n}, station: stove, after: [take], makes: [p{n}],"
        f" needs: [order], gives: [g{n}]}}\n"
        for n in made
    )
    process = (
        "id: serve\nname: Serve\ninput: guest\noutput: meal\nclock: {target: 60, warn: 90, late: 120}\nsteps:\n"
        "  - {id: take, name: Take, station: till, takes: order, needs: [guest], gives: [order]}\n"
        f"{between}  - {{id: hand, name: Hand over, station: hatch, after: [{', '.join(f's{n}' for n in made)}],"
        f" needs: [{', '.join(f'g{n}' for n in made)}], gives: [meal]}}\n"
    )
    (folder / "procedures").mkdir(parents=True)
    (folder / "stations.yaml").write_text(stations)
    (folder / "menu.yaml").write_text(f"categories:\n{pages}parts:\n{parts}groups:\n{size}items:\n{sold}")
    (folder / "process.yaml").write_text(process)
    for step in ("take", "hand", *(f"s{n}" for n in made)):
        words = f"---\nstep: {step}\ntitle: Step {step}\nrole: Crew\n{HEAD}\n---\nAs it is done.\n\n{BODY}"
        (folder / "procedures" / f"{step}.md").write_text(words)


def main() -> int:
    """Measure, print, and say whether a limit was passed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=400)
    args = parser.parse_args()
    rows = [(name, checked(folder), SHIPPED_LIMIT) for name, folder in sorted(shipped().items())]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "large"
        make(folder, args.items, args.steps)
        rows.append((f"{args.items:,} items, {args.steps} steps", checked(folder), LARGE_LIMIT))
    for what, seconds, limit in rows:
        print(f"{what:<28} {seconds:5.2f} s   {seconds / limit:4.2f} of {limit:.0f} s")
    return int(any(seconds > limit for _what, seconds, limit in rows))


if __name__ == "__main__":
    sys.exit(main())

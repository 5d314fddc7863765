"""Puts the commit that a wheel or a source archive is made of into it, so that `kiosk -V` can say it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

COMMIT = "kiosk/commit.txt"


class CommitHook(BuildHookInterface):  # type: ignore[type-arg]
    """Writes the file while something is built of a checkout, and takes it away again."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write it; what is built of a source archive has it already, and an editable install asks the checkout."""
        if version == "editable" or not Path(self.root, ".git").exists():
            return
        words = ["git", "-C", self.root, "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*"]
        try:
            said = subprocess.run(words, check=True, capture_output=True, text=True).stdout  # noqa: S603 - ours
        except (OSError, subprocess.CalledProcessError):
            return
        Path(self.root, COMMIT).write_text(said, encoding="utf-8")
        build_data["artifacts"].append(COMMIT)

    def finalize(self, _version: str, _build_data: dict[str, Any], _artifact_path: str) -> None:
        """Leave the checkout as it was."""
        if Path(self.root, ".git").exists():
            Path(self.root, COMMIT).unlink(missing_ok=True)

"""A page in a real browser, headless Chromium: as a document, as a PDF, and what can be read of that."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.patience import PATIENCE

QUIET = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@dataclass(frozen=True)
class Word:
    """A word on a page, with its edges in points."""

    text: str
    left: float
    right: float


@dataclass(frozen=True)
class Page:
    """One page of a PDF."""

    width: float
    height: float
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        """All its words."""
        return " ".join(word.text for word in self.words)


def program(name: str, package: str) -> str:
    """Return the path of a program, or skip the test with what to install."""
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not here; install {package}")
    return path


def browse(file: Path, *wanted: str) -> str:
    """Open a file in the browser, and give what it prints."""
    profile = file.parent / "profile"
    command = [program("chromium", "chromium"), *QUIET, f"--user-data-dir={profile}", *wanted, file.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE).stdout.decode()


def dom(file: Path) -> str:
    """Return the document as it is when everything on the page has run."""
    return browse(file, "--virtual-time-budget=30000", "--dump-dom")


def printed(file: Path) -> tuple[Page, ...]:
    """Print a file to PDF as the browser does, and read its pages."""
    reader = program("pdftotext", "poppler-utils")
    pdf = file.with_suffix(".pdf")
    browse(file, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    raw = subprocess.run([reader, "-bbox", pdf, "-"], check=True, capture_output=True, timeout=PATIENCE).stdout.decode()
    pages = re.findall(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', raw, re.DOTALL)
    return tuple(Page(float(width), float(height), _words(inside)) for width, height, inside in pages)


def _words(page: str) -> tuple[Word, ...]:
    found = re.findall(r'<word xMin="([-\d.]+)" yMin="[^"]*" xMax="([-\d.]+)" yMax="[^"]*">(.*?)</word>', page)
    return tuple(Word(text, float(left), float(right)) for left, right, text in found)

"""`kiosk man`: the manual page, made of the parser."""

from __future__ import annotations

import argparse
import shutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.cli.parser import COMMON, NOUNS, build, sole

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns, Parser

HEAD = rf"""
.TH KIOSK 1 "" "kiosk {__version__}" "User Commands"
.SH NAME
kiosk \- a full-screen counter for a terminal
.SH SYNOPSIS
.B kiosk
.RI [ COMMAND " [" VERB "]] [" OPTIONS ]
.SH DESCRIPTION
"""

FOOT = r"""
.SH EXIT STATUS
0 done, 1 refused or problems found, 2 wrong usage, 3 storage unavailable, 130 interrupted.
.SH ENVIRONMENT
.BR KIOSK_PLAYBOOK ", " KIOSK_DATABASE " and " KIOSK_SETTINGS
say the same as the options.
.B PAGER
shows what is longer than the terminal.
.SH FILES
.TP
.I ~/.local/share/kiosk/kiosk.db
The record, where nothing else is said.
.TP
.I ~/.config/kiosk/kiosk.yaml
This machine's settings, where nothing else is said.
"""


def add(nouns: Nouns) -> None:
    """Add the noun."""
    sole(nouns, "man", _man)


def _man(_args: argparse.Namespace) -> int:
    """Print the page; a terminal shows it as it is to be read, where there is something to show it."""
    page = manual()
    if sys.stdout.isatty() and shutil.which("man"):
        from kiosk.cli.pager import hand_to

        return hand_to(["man", "-l", "-"], page)
    print(page, end="")
    return 0


def manual() -> str:
    """Return the page in the language of manual pages."""
    parser = build(NOUNS)
    options = [f".TP\n{_bold(name)}\n{_said(action)}" for action in parser.taken for name in _names(action)]
    parts = [
        HEAD,
        _plain(parser.description or ""),
        ".SH OPTIONS",
        *options,
        ".SH COMMANDS",
        *_commands(parser, "kiosk"),
    ]
    return "\n".join(part.strip("\n") for part in (*parts, FOOT)) + "\n"


def _commands(parser: Parser, name: str) -> Iterator[str]:
    """Return a paragraph for each command, and one for each thing it takes."""
    for word, does in parser.parts.items():
        part, command = parser.part(word), f"{name} {word}"
        if part.parts:
            yield f".SS {_plain(command)}\n{_plain(does)}"
            yield from _commands(part, command)
            continue
        own = [action for action in part.taken if action.dest not in (*COMMON, "help")]
        usage = " ".join(_usage(action) for action in own)
        yield f".TP\n{_bold(command)} {_plain(usage)}\n{_plain(does)}"
        if own:
            yield ".RS"
            yield from (f".TP\n{_bold(_usage(action).strip('[]'))}\n{_said(action)}" for action in own)
            yield ".RE"


def _usage(action: argparse.Action) -> str:
    """Return how something is typed; in brackets where it may be left out."""
    value = action.metavar or "|".join(map(str, action.choices or ())) or action.dest.upper()
    words = [*action.option_strings[-1:], *([] if action.nargs == 0 else [str(value)])]
    typed = " ".join(words) + (" ..." if action.nargs in ("*", "+") else "")
    return typed if action.required else f"[{typed}]"


def _names(action: argparse.Action) -> list[str]:
    """Return an option as it is typed, with its value; nothing for what has a place."""
    value = "" if action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    return [", ".join(action.option_strings) + value] if action.option_strings else []


def _said(action: argparse.Action) -> str:
    return _plain(action.help or "")


def _bold(words: str) -> str:
    return rf"\fB{_plain(words)}\fR"


def _plain(words: str) -> str:
    """Return words that no formatter takes for its own."""
    safe = words.replace("\\", r"\e").replace("-", r"\-").replace("%%", "%")
    return rf"\&{safe}" if safe[:1] in (".", "'") else safe

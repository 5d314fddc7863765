"""`kiosk completion SHELL`: what makes a shell know the words of this command line; the words come from the parser."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from kiosk.cli.parser import build, sole

if TYPE_CHECKING:
    from kiosk.cli.parser import Nouns, Parser

FILES = ":files"
"""Said instead of words where a file is to be named: the shell knows those."""

_FILE_WORDS = ("FILE", "PATH", "DIR")
"""How what stands for a file begins."""

BASH = r"""
_kiosk() {
  local word rest
  COMPREPLY=()
  while IFS=$'\t' read -r word rest; do
    if [ "$word" = :files ]; then compopt -o default; else COMPREPLY+=("$word"); fi
  done < <("${COMP_WORDS[0]/#\~/$HOME}" completion --words "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -F _kiosk kiosk
"""

ZSH = r"""
#compdef kiosk
_kiosk() {
  local -a found
  local line files=0
  while IFS= read -r line; do
    if [[ $line == :files ]]; then files=1; else found+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}"); fi
  done < <(${~words[1]} completion --words "${(@)words[2,CURRENT]}" 2>/dev/null)
  if (( files )); then _files; else _describe kiosk found; fi
}
if [[ $funcstack[1] == _kiosk ]]; then _kiosk "$@"; else compdef _kiosk kiosk; fi
"""

FISH = r"""
function __kiosk_words
  set -l typed (commandline -opc)
  set -l last (commandline -ct | string collect --allow-empty)
  for line in ($typed[1] completion --words $typed[2..] $last 2>/dev/null)
    if test "$line" = :files
      __fish_complete_path $last
    else
      echo $line
    end
  end
end
complete -c kiosk -f -a '(__kiosk_words)'
"""

SHELLS = {"bash": BASH, "zsh": ZSH, "fish": FISH}


def add(nouns: Nouns) -> None:
    """Add the noun."""
    parser = sole(nouns, "completion", _completion)
    parser.add_argument("shell", metavar="SHELL", nargs="?", choices=SHELLS, help=", ".join(SHELLS))
    parser.add_argument(
        "--words", nargs=argparse.REMAINDER, help="print what the last of these words may become, as the shells ask"
    )
    parser.set_defaults(check=_check)


def _check(args: argparse.Namespace) -> str:
    return "" if args.shell or args.words is not None else f"name a shell: {', '.join(SHELLS)}"


def _completion(args: argparse.Namespace) -> int:
    if args.words is None:
        print(SHELLS[args.shell].strip())
    else:
        for word, does in words_after(args.words):
            print(word, does, sep="\t") if does else print(word)
    return 0


def words_after(typed: Sequence[str]) -> list[tuple[str, str]]:
    """Return what the last word may become, each with what it does; `FILES` alone where it names a file."""
    *before, last = typed or [""]
    if "=" in last and last.startswith("--"):
        name, _equals, last = last.partition("=")
        before.append(name)
        return [(f"{name}={word}" if word != FILES else word, does) for word, does in _after(before, last)]
    return list(_after(before, "" if last == "=" else last))


def _after(before: Sequence[str], last: str) -> Iterator[tuple[str, str]]:
    parser, asks = _place([word for word in before if word != "="])  # bash parts `--format=csv` in three
    if last.startswith("-") and (asks is None or not asks.option_strings):
        named = ((name, action) for action in parser.taken for name in action.option_strings if name.startswith("--"))
        known = {name: action.help or "" for name, action in named}
    elif asks is None:
        known = {}
    elif asks.choices is not None:
        known = {str(choice): parser.parts.get(str(choice), "") for choice in asks.choices}
    else:
        known = {}
        if str(asks.metavar).startswith(_FILE_WORDS):
            yield FILES, ""
    yield from ((word, does) for word, does in known.items() if word.startswith(last))


def _place(before: Sequence[str]) -> tuple[Parser, argparse.Action | None]:
    """Return the parser that is asked after some words, and what it takes next; None where it takes options alone."""
    words = before[1:] if before[:1] == ["help"] else before
    parser = build(words)
    left, value = parser.places, None
    for word in words:
        if value:
            value = None
        elif word.startswith("-"):
            option = next((one for one in parser.taken if word in one.option_strings), None)
            value = option if option and option.nargs != 0 else None
        elif word in parser.parts:
            parser = parser.part(word)
            left = parser.places
        elif left and left[0].nargs not in ("*", "+"):
            left = left[1:]
    return parser, value or (left[0] if left else None)

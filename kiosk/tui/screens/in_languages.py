"""The language that procedures are read in here: the person's, else the terminal's, until a key chooses another one."""

from __future__ import annotations

from msgspec.structs import replace

from kiosk.tui.screens.pressing import Pressing
from kiosk.words import _
from kiosk.work.board.board import OnBoard
from kiosk.work.guest.language import in_language, language_for, languages, playbook_in
from kiosk.work.playbook.playbook import Playbook
from kiosk.work.playbook.procedure import Procedure

OWN_NAMES = {
    "de": "Deutsch",
    "en": "English",
    "es": "español",
    "fr": "français",
    "it": "italiano",
    "pl": "polski",
    "pt": "português",
    "tr": "Türkçe",
    "zh": "中文",
}
"""What languages call themselves; the others by their code."""


class InLanguages(Pressing):
    """Shows procedures and items in a language in which they stand; what is recorded is the same in every one."""

    def language_of(self, playbook: Playbook) -> str:
        """Give the language a playbook is read in here."""
        return language_for(playbook, self.kiosk.reads, self.kiosk.speaks)

    def shown(self, entry: OnBoard) -> OnBoard:
        """Give an order with its playbook's words as they are read here."""
        language = self.language_of(entry.playbook)
        return entry if language == entry.playbook.language else in_words(entry, language)

    def procedure_of(self, entry: OnBoard, step: str) -> Procedure:
        """Give the procedure of an order's step as it is read here."""
        return in_language(entry.playbook.procedure[step], self.language_of(entry.playbook))

    def action_language(self) -> None:
        """Read procedures in the next language they stand in."""
        there = languages(self.counter.playbook)
        if len(there) == 1:
            self.say(_("The procedures stand in one language only."))
            return
        place = there.index(self.language_of(self.counter.playbook))
        self.kiosk.reads = there[(place + 1) % len(there)]
        name = OWN_NAMES.get(self.kiosk.reads.partition("-")[0], self.kiosk.reads)
        self.redraw()
        self.say(_("Procedures are read in {language} here", language=name), "good")

    def redraw(self) -> None:
        """Draw what is open now."""


def in_words(entry: OnBoard, language: str) -> OnBoard:
    """Give an order with its playbook's words in a language, to be shown."""
    return replace(entry, playbook=playbook_in(entry.playbook, language))

"""PINs and badges as they are kept: never themselves, only what they can be tried against.

A PIN is mixed with the counter's pepper and hashed by scrypt; the parameters stand beside the hash, so that they can
be raised later. No hash saves four digits from who has both files: that is why they are the owner's alone, why guesses
are counted, and why a manager's PIN has six digits. A badge holds 130 bits of chance, which one hash is enough for.
"""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from itertools import pairwise

from kiosk.errors import Refused
from kiosk.words import _
from kiosk.work.text.scanned import BADGE, badges

COST = 16
"""Two to this power of scrypt's n: 64 MiB and some 0.2 s on the machine it was measured on, see `docs/decisions.md`."""

BLOCK, LANES = 8, 1
SALT_BYTES = 16
LEAST, LEAST_OF_MANAGER, MOST = 4, 6, 12
"""Digits of a PIN."""

BADGE_BYTES = 16


def fit_for_pin(pin: str, *, manages: bool) -> None:
    """Refuse what cannot be a PIN; the sentence never holds it."""
    least = LEAST_OF_MANAGER if manages else LEAST
    if not (pin.isascii() and pin.isdigit() and least <= len(pin) <= MOST):
        raise Refused("bad-pin", _("A PIN is {least} to {most} digits here, and nothing else.", least=least, most=MOST))
    steps = {(ord(after) - ord(before)) % 10 for before, after in pairwise(pin)}
    if len(steps) == 1 and steps <= {0, 1, 9}:
        raise Refused("bad-pin", _("That PIN is the first that anybody tries. Choose one that is no row of digits."))


def hashed(pin: str, salt: bytes, pepper: bytes) -> str:
    """Hash a PIN as it is kept; takes a while, so it belongs in a thread."""
    return f"scrypt${COST}${salt.hex()}${_scrypt(pin, salt, pepper, COST).hex()}"


def is_pin(pin: str, stored: str, pepper: bytes) -> bool:
    """Whether a PIN is the one that is kept; where none is, it takes as long to say no."""
    nobodys = f"scrypt${COST}${'00' * SALT_BYTES}${'00' * 32}"
    _name, cost, salt, wanted = (stored or nobodys).split("$")
    made = _scrypt(pin, bytes.fromhex(salt), pepper, int(cost))
    return hmac.compare_digest(made, bytes.fromhex(wanted)) and bool(stored)


def _scrypt(pin: str, salt: bytes, pepper: bytes, cost: int) -> bytes:
    mixed = hmac.digest(pepper, pin.encode(), "sha256")
    n = 1 << cost
    return hashlib.scrypt(mixed, salt=salt, n=n, r=BLOCK, p=LANES, maxmem=256 * BLOCK * n, dklen=32)


def badge_text(token: bytes) -> str:
    """Write a badge's token as its QR code holds it."""
    return BADGE + b32encode(token).decode().rstrip("=")


def is_badge(text: str) -> bool:
    """Whether a scanned text is a badge's."""
    return bool(badges(text))


def badge_hash(text: str) -> str:
    """Return what a badge is found by, from its text."""
    return hashlib.sha256(text.strip().upper().encode()).hexdigest()

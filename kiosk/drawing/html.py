"""HTML made of parts, so that text is text: whatever is no `Html` already is escaped where it is put in."""

from __future__ import annotations

from html import escape

from kiosk.work.text.text import harmless

EMPTY = frozenset({"meta", "br", "rect", "circle", "path", "line"})
"""Elements that hold nothing."""


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: object) -> Html:
    """Make an element; `class_` is the attribute class, and `stroke_width` is stroke-width."""
    said = "".join(f' {key.rstrip("_").replace("_", "-")}="{words(value)}"' for key, value in attributes.items())
    if name in EMPTY:
        return Html(f"<{name}{said}>" if name in ("meta", "br") else f"<{name}{said}/>")
    return Html(f"<{name}{said}>{joined(*inside)}</{name}>")


def joined(*parts: str) -> Html:
    """Put parts beside one another."""
    return Html("".join(part if isinstance(part, Html) else words(part) for part in parts))


def words(value: object) -> Html:
    """Write text, without what would steer the reading order or the page."""
    said = str(value)
    return Html(escape(harmless(said, len(said)), quote=True))


def rows(*cells: tuple[str, ...], head: tuple[str, ...] = (), class_: str = "") -> Html:
    """Make a table of rows; its head stands on every page it reaches."""
    top = tag("thead", tag("tr", *(tag("th", cell) for cell in head))) if head else Html("")
    body = tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in cells))
    return tag("table", top, body, class_=class_)

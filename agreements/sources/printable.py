"""Which characters a document can print: what is invisible, changes direction or means nothing is refused where people write it."""

from __future__ import annotations

import re

_UNPRINTABLE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0"  # unseen
    "\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff"  # surrogate, private, no character, replacement for what was lost
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff"  # tags, selectors, private planes, no character
    "]"
)

NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""A character that no XML 1.0 can hold (production 2, Char)."""


def unprintable(text: str) -> re.Match[str] | None:
    """Return the first character that cannot be printed, or None; tabs and ends of lines are spaces."""
    return _UNPRINTABLE.search(text)


def visible(text: str) -> str:
    """Return a text in which every character that cannot be printed stands by its name: a tree may hold anything, a terminal obeys some."""
    return _UNPRINTABLE.sub(lambda found: f"[{sign(found)}]", text)


def sign(found: re.Match[str]) -> str:
    """Return the name of such a character."""
    return f"U+{ord(found.group()):04X}"

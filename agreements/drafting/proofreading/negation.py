"""Whether a sentence denies what it seems to promise."""

from __future__ import annotations

import re

from agreements.drafting.proofreading.searching import search

_DENIED = {"nl": r"(?i)\b(geen|niet|nooit|noch)\b", "en": r"(?i)\b(no|not|never|nor|neither|none)\b"}
_NO_DENIAL = {
    "nl": r"(?i)\b(niet|geen) (later|eerder|minder|meer|langer) dan\b|\bniet alleen\b",
    "en": r"(?i)\b(no|not) (later|earlier|sooner|less|more|longer) than\b|\bnot only\b",
}


def denied(language: str, sentence: str, promised: re.Match[str]) -> bool:
    """Say whether a promise is denied: in its own words or those before it up to a comma; "not later than" denies nothing."""
    begin = max(sentence.rfind(mark, 0, promised.start()) for mark in ",;(") + 1
    words = re.sub(_NO_DENIAL[language], "", sentence[begin : promised.end()])
    return bool(search(_DENIED[language], words))

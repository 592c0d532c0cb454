"""Looking for words. What was sought once is remembered: rules ask the same again, and the text of a clause is that of the next draft."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=1 << 15)  # some 5,000 questions about a draft in two languages, most of which the next asks too
def search(pattern: str, text: str) -> re.Match[str] | None:
    """Return the first match of a pattern in a text, as `re.search` does."""
    return re.search(pattern, text)

"""maatwerk: agreements as data, from the first Expression of Principles to a signed, archived, binding agreement."""

from __future__ import annotations

__version__ = "0.1.0"

"""How events become data: `model.encoding`, which signing plans and verdicts share, under the name that the process has for it."""

from __future__ import annotations

from agreements.model.encoding import Codec, codec, date_from, date_text, on, until

__all__ = ["Codec", "codec", "date_from", "date_text", "on", "until"]

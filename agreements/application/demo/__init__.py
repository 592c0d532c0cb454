"""Use case: the journey on sample data, told in chapters."""

from __future__ import annotations

from collections.abc import Mapping

from agreements.application.demo.agreement import agreement
from agreements.application.demo.drafting import drafting
from agreements.application.demo.process import process
from agreements.application.demo.programme import programme
from agreements.application.demo.signing import signing
from agreements.application.demo.telling import Chapter

CHAPTERS: Mapping[str, Chapter] = {
    "drafting": drafting,
    "process": process,
    "signing": signing,
    "agreement": agreement,
    "programme": programme,
}

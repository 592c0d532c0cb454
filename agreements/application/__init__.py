"""Use cases: one module each, importing only the adapters it needs; shared by every shell."""

from __future__ import annotations

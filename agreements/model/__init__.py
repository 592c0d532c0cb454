"""Typed values of the field: texts, dates, quantities and the dossier. Everything is frozen and knows no file."""

from __future__ import annotations

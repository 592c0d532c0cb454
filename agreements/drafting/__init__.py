"""Facts and clauses in, document tree out. Pure: no clock, no disk, no network, no random."""

from __future__ import annotations

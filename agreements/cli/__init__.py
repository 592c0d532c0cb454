"""The command line: a thin shell over the use cases."""

from __future__ import annotations

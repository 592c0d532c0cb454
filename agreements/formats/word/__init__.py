"""Word files: each part of the package is made in one module; native numbering, real styles, nobody else's template."""

from __future__ import annotations

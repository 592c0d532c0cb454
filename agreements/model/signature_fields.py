"""Where on an issued PDF somebody signs, and what a screen reader says of that place."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A rectangle on a page, in points from the lower left corner (ISO 32000-1, 8.3.2.3); pages count from 0."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def rectangle(self) -> tuple[float, float, float, float]:
        """Return the rectangle as PDF writes it."""
        return self.left, self.bottom, self.right, self.top


@dataclass(frozen=True, slots=True)
class PlannedField:
    """A signature field to be: its name (letters, digits, hyphens, underscores), the name and capacity of who signs, its place."""

    name: str
    tooltip: str
    place: Place

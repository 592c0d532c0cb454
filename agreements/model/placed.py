"""Values that remember where in a file they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agreements.problems import Where

NOWHERE = Where("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A mapping of a file. `where` and `places` (of its keys' values) are no part of what it says and are not compared."""

    where: Where = field(default=NOWHERE, compare=False, repr=False)
    places: Mapping[str, Where] = field(default_factory=dict, compare=False, repr=False)

    def at(self, key: str) -> Where:
        """Return the place of a key's value, or of the whole mapping when the key is absent."""
        return self.places.get(key, self.where)

    def says(self, key: str) -> bool:
        """Say whether the file gives this key, also when its value is faulty, which is told apart."""
        return key in self.places or getattr(self, key) is not None

"""Put the starter workspace into the wheel; an editable install reads the checkout itself."""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StarterHook(BuildHookInterface):  # type: ignore[type-arg,misc]  # hatchling gives no stubs
    """Map the content folders to `agreements/starter`, from where `maatwerk init` copies them.

    A plain `force-include` table would also copy them into an editable install and leave a second, package-less `agreements` folder there.
    """

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the folders to a standard wheel only."""
        if version == "standard":
            for folder in ("templates", "workflows", "examples"):
                build_data["force_include"][folder] = f"agreements/starter/{folder}"

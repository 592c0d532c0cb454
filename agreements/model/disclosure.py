"""What a dossier says to the public: what is for the parties only becomes internal, so that no document for everybody prints it."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from agreements.model.dossier import Dossier, Fact
from agreements.model.dossier_kinds import Visibility


def for_the_public(dossier: Dossier) -> Dossier:
    """Return a dossier in which every fact that is marked `parties`, at any depth, is internal."""
    closed: Dossier = _closed(dossier)
    return closed


def _closed(fact: Any) -> Any:  # noqa: ANN401  # a fact, a list of them, or anything else that stands in a fact
    if isinstance(fact, tuple):
        return tuple(map(_closed, fact))
    if not isinstance(fact, Fact):
        return fact
    inside = {each.name: _closed(getattr(fact, each.name)) for each in fields(fact)}
    visibility = Visibility.INTERNAL if fact.visibility is Visibility.PARTIES else fact.visibility
    return replace(fact, **inside | {"visibility": visibility})

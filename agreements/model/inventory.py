"""The list of documents that exist already: which signed file of earlier years is what, read with the place of every fault."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agreements.model.dossier import Slug
from agreements.model.dossier_kinds import Kind
from agreements.model.placed import Placed
from agreements.model.reading import read_file
from agreements.model.values import FuzzyDate
from agreements.problems import Problem
from agreements.sources import Source, parse_yaml


class Language(StrEnum):
    """In which language a document was written."""

    NL = "nl"
    EN = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedDocument(Placed):
    """One file: of which company it is, what it is, when it was signed as far as is known, and where it came from."""

    file: str
    company: Slug
    kind: Kind
    signed_on: FuzzyDate
    source: str
    language: Language = Language.NL


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory(Placed):
    """The whole list."""

    format: int
    documents: tuple[ListedDocument, ...]


def read_inventory(source: Source, faults: list[Problem]) -> Inventory | None:
    """Return what a list says, adding every fault in it to `faults`; None when it cannot be used."""
    node, found = parse_yaml(source)
    faults += found
    if node is None or found:
        return None
    before = len(faults)
    said = read_file(node, Inventory, faults)
    return None if said is None or len(faults) > before else said
